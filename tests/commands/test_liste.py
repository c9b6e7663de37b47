"""The list of cases: what it shows, and every filter."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli import Run
from tests.desk import Desk, uncoloured

SIX: tuple[dict[str, Any], ...] = (
    {"text": "Ældreplejen kom ikke.", "department": "Ældre", "complaint_kind": "formalitet"},
    {"text": "Afslag på hjælpemiddel.", "department": "Ydelse", "complaint_kind": "realitet"},
    {"text": "Ingen svar.", "department": "Ydelse", "received_at": "2026-11-01T12:00"},
    {"text": "Sendt videre.", "received_at": "2025-12-31T23:30:00+01:00"},
    {"text": "Barnet er alene.", "child_concern": True, "citizen_name": "Anna Åse", "phone": "20123456"},
    {"text": "Lukket sag.", "department": "Ældre"},
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with six cases of which the last is closed."""
    desk = Desk(Run(tmp_path_factory.mktemp("filled")))
    for nth, fields in enumerate(SIX):
        desk.new(*(("--tema", "vejledning:2") if nth < 2 else ()), **fields)
    desk("luk", "5", "--metode", "moede", "--resultat", "medhold")
    return desk.path


@pytest.fixture
def six(desk: Desk, filled: Path) -> Desk:
    """Return a desk with the six cases."""
    shutil.copy(filled, desk.path)
    return desk


def found(desk: Desk, *options: str, stdin: str = "") -> str:
    """Return the numbers that a list shows, in order, in short."""
    rows = json.loads(desk("liste", "--json", *options, stdin=stdin).stdout)
    return " ".join(row["case_no"].replace("2026-000", "").replace("-000", "/") for row in rows)


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ((), "4 2 1 3 2025/1"),
        (("--alle",), "5 4 2 1 3 2025/1"),
        (("--afsluttede",), "5"),
        (("--afdeling", "ydelse"), "2 3"),
        (("--alle", "--afdeling", "AELDRE"), "5 1"),
        (("--type", "real"), "2"),
        (("--type", "uafklaret"), "4 3 2025/1"),
        (("--tema", "vejledning"), "2 1"),
        (("--fra", "20.11.2026"), "4 2 1"),
        (("--til", "1.11.2026"), "3 2025/1"),
        (("--fra", "1.11.2026", "--til", "1.11.2026"), "3"),
        (("--fra", "31.12.2025", "--til", "31.12.2025"), "2025/1"),
        (("--fra", "1.1.2026", "--til", "1.11."), "3"),
        (("--tekst", "-"), "1"),
    ],
)  # fmt: skip
def test_filters(six: Desk, options: tuple[str, ...], numbers: str) -> None:
    """Open cases unless others are asked for; --til includes its day; the newest first."""
    assert found(six, *options, stdin="pleje") == numbers


def test_without_a_journal_number(six: Desk) -> None:
    """--uden-journalnr shows open and closed complaints, and fits with the other filters."""
    six("ret", "2", "--journalnr", "26/01234")
    six("ret", "1", "--henvendelse", "vejledning")
    assert found(six, "--uden-journalnr") == "5 4 3 2025/1"
    assert found(six, "--uden-journalnr", "--alle") == "5 4 3 2025/1"
    assert found(six, "--uden-journalnr", "--afsluttede") == "5"
    assert found(six, "--uden-journalnr", "--afdeling", "Ydelse") == "3"
    six("sammenlaeg", "3", "4", "--ja", code=9)
    six("ret", "3", "--underretning")
    six("sammenlaeg", "3", "4", "--ja")
    assert found(six, "--uden-journalnr") == "5 3 2025/1"


def test_no_hits(six: Desk) -> None:
    """Nothing found is no error."""
    assert six("liste", "--json", "--tekst", "-", stdin="zzzz").stdout == "[]\n"
    assert six.terminal("liste", "--type", "blandet").stdout == (
        "Ingen sager passer. Se dem alle med klage liste --alle.\n"
    )
    assert six("liste", "--type", "blandet").stdout == ""


def test_no_open_cases(desk: Desk) -> None:
    """An empty list says what would fill it."""
    desk("luk", desk.new(), "--metode", "moede", "--resultat", "medhold")
    shown = desk.terminal("liste").stdout
    assert desk.terminal("liste", "--alle", "--type", "blandet").stdout == (
        "Ingen sager passer. Prøv med færre tilvalg.\n"
    )
    for _ in ("luk", "ny"):
        desk("fortryd", "--ja")
    assert desk.terminal("liste", "--alle").stdout == (
        "Der er ingen sager i registret endnu. Registrér en med klage ny.\n"
    )
    assert shown == "Ingen åbne sager. Registrér en med klage ny, eller se klage liste --alle.\n"


def test_the_text_is_asked_for_at_a_terminal(six: Desk) -> None:
    """--tekst - asks at a terminal, so that nothing about a citizen is an argument."""
    shown = six.terminal("liste", "--tekst", "-", typed="hjælpemiddel\n\n", width=120).stdout
    assert "2026-0002" in shown
    assert "2026-0001" not in shown


def test_a_table(six: Desk) -> None:
    """At 200 columns: the underretning on top, the days that were understood, and the six columns."""
    options = ("--fra", "1.11.2026", "--til", "20.11.2026")
    lines = uncoloured(six.terminal("liste", *options, width=400).stdout).splitlines()
    assert lines[0].startswith("2026-0004: bekymring for et barn. Giv den nu videre som underretning")
    assert lines[1] == "Modtaget fra søndag 1. november 2026 til og med fredag 20. november 2026"
    assert " ".join(lines[2].split()) == "Sag Modtaget Status Afdeling Type Navn Klage"
    assert " ".join(lines[4].split()) == (
        "2026-0004 i dag 10:00 åben, underretning Uafklaret Anna Åse Barnet er alene."
    )


def test_a_pipe(six: Desk) -> None:
    """Off a terminal: no names, phones or texts unless asked for, and the underretning on stderr."""
    result = six("liste", "--alle")
    assert "2026-0004: bekymring" in result.stderr
    assert result.stdout.splitlines()[1] == "2026-0004\ti dag 10:00\tåben, underretning\t\tUafklaret"
    for form in ((), ("--json",), ("--csv",)):
        out = six("liste", "--alle", *form).stdout
        named = six("liste", "--alle", "--med-navne", *form).stdout
        assert "Anna" not in out
        assert "alene" not in out
        assert "Anna Åse" in named
        assert "Barnet er alene." in named


def test_every_key(six: Desk) -> None:
    """The keys of liste --json, null when empty, every instant twice."""
    (row,) = json.loads(six("liste", "--afsluttede", "--json").stdout)
    assert row == {
        "case_no": "2026-0005", "received_at": "2026-11-20T09:00:00Z",
        "received_at_local": "2026-11-20T10:00:00+01:00", "department": "Ældre", "complaint_kind": "uafklaret",
        "themes": [], "addressee_level": "ukendt", "channel": "ukendt", "child_concern": False,
        "journal_no": None, "closed_at": "2026-11-20T09:00:00Z",
        "closed_at_local": "2026-11-20T10:00:00+01:00", "outcome": "medhold", "answered_on": None,
        "merged_into": None, "anonymised_at": None, "anonymised_at_local": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--alle", "--afsluttede"), 2, "Vælg enten --alle eller --afsluttede."),
        (("--json", "--csv"), 2, "Vælg kun ét format"),
        (("--afdeling", "Ydelser"), 3, "Mente du Ydelse?"),
        (("--afdeling", "Havnen"), 3, "Den afdeling kendes ikke."),
        (("--type", "xyz"), 2, "Typen kendes ikke."),
        (("--tema", "vejleding"), 2, "Mente du Manglende eller forkert vejledning (vejledning)?"),
        (("--fra", "i morgen"), 2, "fremtiden"),
        (("--fra", "i dag kl. 9"), 2, "skriv kun dagen"),
        (("--fra", "20.11.2026", "--til", "19.11.2026"), 2, "--fra ligger efter --til."),
        (("--tekst", "Anna"), 2, "hører ikke til på kommandolinjen"),
    ],
)  # fmt: skip
def test_what_is_refused(six: Desk, options: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code and its sentence."""
    assert said in six.refused("liste", *options, code=code)


def test_without_a_register(desk: Desk) -> None:
    """There is no list to make."""
    for command in ("liste", "soeg"):
        assert "Begynd med klage ny" in desk.refused(command, *(["x"] if command == "soeg" else []), code=3)
