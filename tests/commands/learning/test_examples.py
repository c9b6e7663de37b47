"""``klage laering eksempel`` and ``eksempler``: a case told for the beretning, read through and approved."""

import json

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import office
from tests.desk import Desk

TEXT = "Brevet, der blev væk\n\nEn borger ventede på et brev.\nDet var aldrig sendt."
TITLE = "Brevet, der blev væk"


@pytest.fixture
def cases(desk: Desk) -> Desk:
    """Return a desk with three cases."""
    return office(desk)


def state(desk: Desk, number: str = "1") -> tuple[str, str | None] | None:
    """Return the title of a case's example and the day of its approval."""
    found = desk.case(number)["example"]
    return found and (found["title"], found["approved_on"])


def test_written_approved_changed_and_taken_out(cases: Desk) -> None:
    """Every step says where it stands, and can be undone."""
    said = cases("laering", "eksempel", "1", "--tekst", "-", stdin=TEXT).stdout
    assert "er gemt, men ikke godkendt" in said
    assert state(cases) == (TITLE, None)
    assert "godkendt fredag 20. november 2026" in cases("laering", "example", "1", "--godkend").stdout
    later = cases.at("2026-11-24T09:00")
    later("laering", "eksempel", "1", "--tekst", "-", stdin=TEXT)
    assert state(cases) == (TITLE, "2026-11-20")
    later("laering", "eksempel", "1", "--tekst", "-", stdin="Et andet brev\nDet kom.")
    assert state(cases) == ("Et andet brev", None)
    later("laering", "eksempel", "1", "--tekst", "-", "--godkend", stdin=TEXT)
    assert state(cases) == (TITLE, "2026-11-24")
    later("laering", "eksempel", "1", "--træk")
    assert state(cases) == (TITLE, None)
    assert "er taget ud" in later("laering", "eksempel", "1", "--slet").stdout
    assert state(cases) is None
    later("fortryd", "--ja")
    assert state(cases) == (TITLE, None)


def test_the_report_tells_what_is_approved(cases: Desk) -> None:
    """Not before; and the page of the case has it too."""
    cases("laering", "eksempel", "1", "--tekst", "-", stdin=TEXT)
    assert TITLE not in cases("rapport", "--format", "md").stdout
    assert TITLE not in cases("vis", "1").stdout
    assert TITLE in cases("vis", "1", "--med-navne").stdout
    cases("laering", "eksempel", "1", "--godkend")
    assert f"### {TITLE}" in cases("rapport", "--format", "md").stdout
    assert TITLE in cases("vis", "1").stdout


def test_shown_and_listed(cases: Desk) -> None:
    """Off a terminal a title that is not approved needs --med-navne."""
    assert cases("laering", "eksempler").stdout == ""
    cases("laering", "eksempel", "2", "--tekst", "-", "--godkend", stdin=TEXT)
    cases("laering", "eksempel", "1", "--tekst", "-", stdin="Ikke færdigt\nEndnu.")
    listed = json.loads(cases("laering", "eksempler", "--json", "--med-navne").stdout)
    assert [(each["case_no"], each["approved_on"], each["title"]) for each in listed] == [
        ("2026-0001", None, "Ikke færdigt"),
        ("2026-0002", "2026-11-20", TITLE),
    ]
    assert all("title" not in each for each in json.loads(cases("laering", "examples", "--json").stdout))
    assert "Ikke færdigt" not in cases("laering", "eksempel", "1").stdout
    assert "Godkendt: ikke endnu" in cases("laering", "eksempel", "1").stdout
    assert "Det var aldrig sendt." in cases("laering", "eksempel", "2").stdout


def test_at_a_terminal_it_is_read_before_it_is_approved(cases: Desk) -> None:
    """Title and story are asked for; a text with a person is kept and not approved."""
    done = cases.terminal("laering", "eksempel", "1", typed=f"{TITLE}\nDet var aldrig sendt.\n\nj\n")
    assert f"Sådan bliver det læst:\n\n  {TITLE}\n\n  Det var aldrig sendt." in done.stderr
    assert_danish(done.stderr)
    assert state(cases) == (TITLE, "2026-11-20")
    typed = "Borgeren Lind\nHan ventede.\n\n"
    kept = cases.terminal("laering", "eksempel", "1", "--tekst", "-", "--behold-tal", typed=typed)
    assert "(Lind)" in kept.stderr
    assert state(cases) == ("Borgeren Lind", None)
    assert "I overskriften står et navn" in cases.refused("laering", "eksempel", "1", "--godkend", code=9)


def test_hostile_text_is_shown_and_harmless(cases: Desk) -> None:
    """Marks instead of what a terminal would obey; a CPR number is hidden."""
    hostile = "Brev \x1b[31m\n# overskrift\n<script> 010190-1234"
    said = cases("laering", "eksempel", "1", "--tekst", "-", "--træk", stdin=hostile, code=2)
    assert "kun ét af" in said.stderr
    done = cases("laering", "eksempel", "1", "--tekst", "-", stdin=hostile)
    assert "De sidste fire cifre er skjult" in done.stderr
    shown = cases.terminal("laering", "eksempel", "1", typed="n\n")
    assert "\x1b[31m" not in shown.stderr + shown.stdout
    assert "\x1b[31m" not in cases("laering", "eksempler", "--med-navne").stdout


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1",), "", 3, "Der er ikke skrevet et eksempel ud fra sag 2026-0001."),
        (("1", "--godkend"), "", 3, "ikke skrevet et eksempel"),
        (("1", "--slet"), "", 3, "ikke skrevet et eksempel"),
        (("1", "--tekst", "-"), "Kun en overskrift", 2, "overskrift på den første linje"),
        (("1", "--tekst", "Anna"), "", 2, "Skriv - her"),
        (("1", "--tekst", "-", "--godkend"), "Ring\ntil 20 12 34 56", 9, "et telefonnummer"),
        (("9", "--slet"), "", 3, "2026-0009"),
    ],
)
def test_what_is_refused(cases: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal changes nothing."""
    assert said in cases.refused("laering", "eksempel", *line, stdin=stdin, code=code)
