"""``klage vis NR --lignende``: earlier cases like one, their outcome, and their words on a screen only."""

import json

import pytest

from tests.cli import assert_danish
from tests.commands.laering_runs import acted
from tests.desk import Desk, uncoloured

CHAIR = "Kørestolen gik i stykker, og reservedelen er ikke kommet."


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Return a desk with a closed case that taught something, a case of another kind, and one like the first."""
    points = [{"theme": "udfoerelse", "department": "Hjælpemidler"}]
    desk.new(text=f"{CHAIR}\nBo Bech ringede.", points=points, department="Hjælpemidler")
    desk("luk", "1", "--metode", "moede", "--resultat", "medhold")
    desk.new(text="Brevet var svært at forstå.")
    desk.new(text="Reservedelen til koerestolen mangler stadig.", citizen_name="Åse")
    acted(desk, None, 2026000001, theme="udfoerelse")
    return desk


def test_on_a_screen(told: Desk) -> None:
    """The number, what came of it, the lesson, and the first words of the case; and which words it was found by."""
    shown = uncoloured(told.terminal("vis", "3", "--lignende").stdout)
    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    assert words.startswith("Tidligere sager, der ligner sag 2026-0003")
    assert "2026-0001 medhold, møde 1" in words
    assert "Kørestolen gik i stykker" in words
    assert "2026-0002" not in words
    assert "Fundet på sagens mest sigende ord: koerestolen og reservedelen." in words
    assert_danish(shown)


def test_off_a_screen_without_words(told: Desk) -> None:
    """Neither the summary nor the words in common leave the screen, unless asked for."""
    assert told("vis", "3", "--lignende").stdout == "2026-0001\tmedhold, møde\t1\n"
    with_names = told("vis", "3", "--lignende", "--med-navne").stdout
    assert with_names.startswith("2026-0001\tmedhold, møde\t1\tKørestolen gik i stykker")
    assert with_names.count("\n") == 1


def test_as_json(told: Desk) -> None:
    """A list, the likest first, with codes; the personal keys only with --med-navne."""
    (found,) = json.loads(told("vis", "3", "--lignende", "--json").stdout)
    assert found.pop("received_at_local").startswith("2026-11-20T10:00:00")
    assert found.pop("closed_at_local").startswith("2026-11-20T10:00:00")
    assert found == {
        "case_no": "2026-0001", "received_at": "2026-11-20T09:00:00Z", "department": "Hjælpemidler",
        "themes": ["udfoerelse"], "closed_at": "2026-11-20T09:00:00Z", "handling_method": "moede",
        "outcome": "medhold", "lesson_nos": ["1"],
    }  # fmt: skip
    (whole,) = json.loads(told("show", "3", "--lignende", "--json", "--med-navne").stdout)
    assert set(whole["shared_words"]) == {"koerestolen", "reservedelen"}
    assert whole["summary"].startswith(CHAIR)


def test_nothing_like_it(told: Desk) -> None:
    """An empty list is an answer; a screen says so."""
    assert told("vis", "2", "--lignende").stdout == ""
    assert json.loads(told("vis", "2", "--lignende", "--json").stdout) == []
    assert "Ingen tidligere sag ligner den" in told.terminal("vis", "2", "--lignende").stdout


def test_an_open_case_is_said_to_be_open(told: Desk) -> None:
    """What has not been closed has no outcome yet; without lessons there is no column for them on the screen."""
    told("genaabn", "1", "--begrundelse", "-", stdin="Den gik i stykker igen.")
    told.new(text="Reservedelen til kørestolen igen, tak")
    assert told("vis", "4", "--lignende").stdout.splitlines() == ["2026-0003\tåben\t", "2026-0001\tåben\t1"]


def test_what_is_refused(told: Desk) -> None:
    """It is no notat, and there must be such a case."""
    assert "--notat eller --lignende" in told.refused("vis", "3", "--lignende", "--notat", code=2)
    assert "Vælg kun én" in told.refused("vis", "3", "--lignende", "--json", "--plain", code=2)
    assert "ingen sag 2026-0009" in told.refused("vis", "9", "--lignende", code=3)


def test_as_csv(told: Desk) -> None:
    """The list is also for a spreadsheet; a case is no list."""
    assert told("vis", "3", "--lignende", "--csv").stdout.startswith("\ufeffSag;")
    assert "En sag er ingen liste." in told.refused("vis", "3", "--csv", code=2)
