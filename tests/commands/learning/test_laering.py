"""``klage laering`` as a whole: the overview, the names of its commands, and its actions on the due list."""

import json

import pytest

from klage.commands.learning.laering import LAERING
from klage.danish_cli import CommandRow
from tests.cli import assert_danish
from tests.commands.lesson_runs import action, lesson, office
from tests.desk import Desk, uncoloured


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson and an agreed action."""
    office(desk)
    lesson(desk, "1", "2", cause="arbejdsgang", insight="Brug telefonlisten.")
    action(desk, 1, leader="Eva Lund", due_on="2026-12-01")
    return desk


@pytest.mark.parametrize("row", [row for row in LAERING if row.name], ids=lambda row: row.name)
def test_every_command_has_a_danish_help(desk: Desk, row: CommandRow) -> None:
    """Under each of its names, with examples, within 80 columns; no name has two meanings."""
    pages = {desk("laering", name, "--hjaelp").stdout for name in row.names}
    assert len(pages) == 1
    page = pages.pop()
    assert_danish(page)
    assert "Eksempler:" in page
    assert max(map(len, page.splitlines())) <= 80
    names = [name for each in LAERING for name in {*each.names}]
    assert len(names) == len({*names})


@pytest.mark.parametrize("line", [(), ("liste",), ("handlinger",), ("vis", "1"), ("ny", "1", "--hvad", "-")])
def test_without_a_register_none_is_made(desk: Desk, line: tuple[str, ...]) -> None:
    """A lesson comes from a case, so there is nothing to begin with."""
    assert "intet register" in desk("laering", *line, stdin="x", code=3).stderr
    assert not desk.path.exists()


def test_the_overview_of_nothing(desk: Desk) -> None:
    """It says how to begin."""
    desk.new()
    page = desk("laering").stdout
    assert "Der er ingen læringspunkter. Skriv et ud fra en sag med klage laering ny NR." in page
    assert "Ingen handlinger venter." in page
    assert "Det mangler" not in page


def test_the_overview(learning: Desk) -> None:
    """Lessons in force with how far they are, what is to be done, and where the loop is not closed."""
    lesson(learning, "3")
    page = learning("laering", "overblik").stdout
    assert "Nr.: 1; Afdeling: Visitationen;" in page
    assert "Læring: Brug telefonlisten.; Handlinger: 1 aftalt" in page
    assert "Frist: tir 1.12.; Status: Aftalt;" in page
    assert (
        "Læringspunkt 2 har ingen handling. Notér, hvad der skal gøres, med klage laering handling 2." in page
    )
    assert "Læringspunkt 1 har ingen handling" not in page
    learning("laering", "status", "1", "gennemfoert")
    learning("laering", "orienteret", "1", "1")
    page = learning("learning").stdout
    assert (
        "Handling 1 er gennemført fredag 20. november 2026. Virkede den? Se klage laering effekt 1," in page
    )
    assert "Borgeren i sag 2026-0002 har ikke hørt, hvad klagen førte til. Notér det," in page
    screen = uncoloured(learning.terminal("laering").stdout)
    assert max(map(len, screen.splitlines())) <= 80


def test_a_closed_loop_leaves_nothing_to_do(learning: Desk) -> None:
    """A rejected idea is no action, but an assessed one is."""
    learning("laering", "status", "1", "gennemfoert")
    learning("laering", "orienteret", "1", "1", "2")
    learning("laering", "status", "1", "effekt_vurderet", "--resultat", "-", stdin="Det hjalp.")
    assert "Det mangler" not in learning("laering").stdout


# --- on the due list -------------------------------------------------------------------------------


def test_an_action_stands_among_the_other_dates(learning: Desk) -> None:
    """In ``--alle`` with a number of its own, never in the plain list, and not once it is carried out."""
    row = next(row for row in learning.due("--alle") if row["reason"] == "handling")
    assert row["action_no"] == 1
    assert row["case_no"] is None
    assert (row["due_at"], row["department"]) == ("2026-12-01T22:59:00Z", "Visitationen")
    assert learning("frister", "--alle").stdout.splitlines()[-1] == (
        "nr. 1\ttir 1.12.\tom 11 dage\tHandling\t\tVisitationen\t"
    )
    for line in (("--timer", "8760"), ()):
        assert all(row["action_no"] is None for row in learning.due(*line))
    assert "handling" not in learning("frister", "--timer", "8760").stdout
    learning("laering", "status", "1", "gennemfoert")
    assert "handling" not in {row["reason"] for row in learning.due("--alle")}


def test_an_action_in_every_form_of_the_list(learning: Desk) -> None:
    """Explained, for cron, in CSV, and at a terminal with where to look."""
    assert (
        "Handling 1\n  Handlingen skal efter aftalen være gennemført i Visitationen senest tirsdag 1. december 2026."
        in learning("frister", "--alle", "--forklar").stdout
    )
    assert (
        "\nhandling 1\ttir 1.12. kl. 23.59\tom 11 dage 13 t" in learning("frister", "--alle", "--cron").stdout
    )
    assert ";Handling;" in learning("frister", "--alle", "--csv").stdout
    assert "klage laering handlinger" in uncoloured(learning.terminal("frister", "--alle").stdout)
    assert "klage laering" not in learning.terminal("frister").stdout


def test_only_an_action_is_due(learning: Desk) -> None:
    """``--kode`` and ``--stille`` know of it, with ``--alle`` only; one without a department has none."""
    for number in ("1", "2", "3"):
        learning("opkald", number, "--udfald", "intet_nummer")
    action(learning, 1, department="", due_on="2026-12-02")
    assert learning("frister", "--kode", "--stille").stdout == ""
    learning("frister", "--alle", "--kode", "--stille", code=10)
    said = learning("frister", "--alle", "--cron").stdout
    assert "2 frister" in said
    assert "handling 2\t" in said
    assert "senest onsdag 2. december 2026." in learning("frister", "--alle", "--forklar").stdout
    assert json.loads(learning("frister", "--json").stdout) == []
