"""``klage kontor sletning``: the office's own period, which no law gives."""

import json

import pytest

from tests.cli import assert_danish
from tests.desk import Desk


def test_the_rule_is_set_shown_and_removed(desk: Desk) -> None:
    """Without one the page says so; what was understood is said back, and what to do next."""
    desk.new()
    assert desk("kontor", "sletning").stdout == ""
    assert desk.terminal("kontor", "sletning").stdout.strip() == "Der er ikke sat en frist for sletning."
    said = desk("kontor", "sletning", "--efter", "24").stdout
    assert said == (
        "Sager må anonymiseres 24 måneder efter, at de er afsluttet. Klager uden journalnummer bliver stående.\n"
        "Se, hvad det betyder, med klage anonymiser --proev.\n"
    )
    assert json.loads(desk("kontor", "deletion", "--json").stdout) == [
        {"months": 24, "needs_journal_no": True}
    ]
    assert "Sletning\n  Sager må anonymiseres 24 måneder" in desk("kontor").stdout
    desk("kontor", "sletning", "--efter", "6", "--ogsaa-uden-journalnr")
    assert json.loads(desk("kontor", "sletning", "--json").stdout) == [
        {"months": 6, "needs_journal_no": False}
    ]
    desk("kontor", "sletning", "--efter", "6", "--kun-journaliserede")
    assert json.loads(desk("kontor", "sletning", "--json").stdout)[0]["needs_journal_no"] is True
    assert desk("kontor", "sletning", "--fjern").stdout == "Der er ikke sat en frist for sletning.\n"
    assert json.loads(desk("kontor", "sletning", "--json").stdout) == []


@pytest.mark.parametrize(
    "line",
    [
        ("--efter", "0"),
        ("--efter", "601"),
        ("--efter", "to år"),
        ("--efter", "24", "--fjern"),
        ("--efter", "24", "--json"),
        ("--kun-journaliserede",),
    ],
)
def test_what_is_refused(desk: Desk, line: tuple[str, ...]) -> None:
    """A period that makes no sense, and options that do not go together."""
    desk.new()
    assert_danish(desk.refused("kontor", "sletning", *line, code=2))


def test_the_answer_fits_a_terminal(desk: Desk) -> None:
    """It is broken between words, and not in the middle of one."""
    said = desk.terminal("kontor", "sletning", "--efter", "24").stdout.splitlines()
    assert said[:2] == [
        "Sager må anonymiseres 24 måneder efter, at de er afsluttet. Klager uden",
        "  journalnummer bliver stående.",
    ]
