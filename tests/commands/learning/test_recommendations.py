"""``klage laering anbefaling``, ``svar`` and ``anbefalinger``: what is recommended, and what is answered."""

import json
from typing import Any

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import lesson, office
from tests.desk import Desk

WHAT = "Giv hver brevskabelon en ejer."


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson from case 1."""
    office(desk)
    lesson(desk, "1")
    return desk


def listed(desk: Desk) -> list[dict[str, Any]]:
    """Return what ``laering anbefalinger --json`` says."""
    found: list[dict[str, Any]] = json.loads(desk("laering", "anbefalinger", "--json").stdout)
    return found


def write(desk: Desk, *options: str) -> None:
    """Write a recommendation."""
    desk("laering", "anbefaling", *options, "--tekst", "-", stdin=WHAT)


def test_written_changed_and_answered(learning: Desk) -> None:
    """Until it is answered it can be mended; those that wait come first on the list."""
    said = learning(
        "laering", "anbefaling", "--hvem", "Direktøren", "--punkt", "1", "--tekst", "-", stdin=WHAT
    )
    assert said.stdout == ("Anbefaling 1 til Direktøren er skrevet. Notér svaret med klage laering svar 1.\n")
    write(learning)
    assert learning("laering", "anbefaling", "1", "--hvem", "Udvalget").stdout == "Anbefaling 1 er rettet.\n"
    assert learning("laering", "anbefaling", "1", "--hvem", "Udvalget").stdout == "Anbefaling 1 er uændret.\n"
    later = learning.at("2026-11-24T09:00")
    answer = later("laering", "answer", "1", "--den", "i går", "--tekst", "-", stdin="Det gør vi.\n").stdout
    assert answer == "Svaret på anbefaling 1 er noteret mandag 23. november 2026.\n"
    assert [each["recommendation_no"] for each in listed(learning)] == [2, 1]
    assert listed(learning)[1] == {
        "recommendation_no": 1, "given_on": "2026-11-20", "addressed_to": "Udvalget", "lesson_no": 1,
        "what": WHAT, "answered_on": "2026-11-23", "answer": "Det gør vi.",
    }  # fmt: skip
    refused = later.refused("laering", "anbefaling", "1", "--hvem", "Byrådet", code=9)
    assert "Ledelsen har svaret" in refused
    later("fortryd", "--ja")
    assert listed(learning)[0]["answer"] is None


def test_the_report_has_both(learning: Desk) -> None:
    """The recommendation with its answer, or with room for one."""
    write(learning, "--hvem", "Direktøren")
    assert "- **Ledelsens svar:** ikke givet endnu" in learning("rapport", "--format", "md").stdout
    learning("laering", "svar", "1", "--tekst", "-", stdin="Det gør vi.")
    report = learning("rapport", "--format", "md").stdout
    assert "### Anbefaling 1 til Direktøren" in report
    assert "- **Ledelsens svar:** Det gør vi. (20.11.2026)" in report


def test_one_is_shown(learning: Desk) -> None:
    """With what it builds on, and what was answered."""
    write(learning, "--punkt", "1")
    shown = learning("laering", "recommendation", "1").stdout
    assert WHAT in shown
    assert "Læringspunkt: 1" in shown
    assert "Der er ikke svaret endnu." in shown
    assert learning("laering", "anbefalinger").stdout.startswith("1\t")


def test_at_a_terminal_it_asks(learning: Desk) -> None:
    """For the words and for whom they go to; an empty answer leaves that open."""
    done = learning.terminal("laering", "anbefaling", typed=f"{WHAT}\n\nDirektøren\n")
    assert_danish(done.stderr)
    learning.terminal("laering", "anbefaling", "--den", "i går", typed=f"{WHAT}\n\n\n")
    learning.terminal("laering", "anbefaling", "1", "--tekst", "-", typed="Giv dem to ejere.\n\n")
    learning.terminal("laering", "svar", "1", typed="Én er nok.\n\n")
    found = {each["recommendation_no"]: each for each in listed(learning)}
    assert (found[1]["addressed_to"], found[1]["what"]) == ("Direktøren", "Giv dem to ejere.")
    assert (found[1]["answer"], found[2]["addressed_to"]) == ("Én er nok.", None)
    assert found[2]["given_on"] == "2026-11-19"


def test_a_cpr_number_is_hidden(learning: Desk) -> None:
    """In the recommendation and in the answer."""
    learning("laering", "anbefaling", "--tekst", "-", stdin="Som i sagen om 010190-1234.")
    learning("laering", "svar", "1", "--tekst", "-", stdin="Ja, 010190-1234.")
    assert (listed(learning)[0]["what"], listed(learning)[0]["answer"]) == (
        "Som i sagen om 010190-XXXX.", "Ja, 010190-XXXX.",
    )  # fmt: skip
    learning("laering", "anbefaling", "--tekst", "-", "--behold-tal", stdin="Se 010190-1234.")
    assert listed(learning)[0]["what"] == "Se 010190-1234."
    learning("laering", "svar", "2", "--tekst", "-", stdin="Nej.")
    learning("laering", "svar", "1", "--tekst", "-", "--behold-tal", stdin="010190-1234")
    assert listed(learning)[0]["answer"] == "010190-1234"


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("anbefaling",), "", 2, "--tekst -"),
        (("anbefaling", "--tekst", "-"), " ", 2, "kan ikke være tom"),
        (("anbefaling", "--tekst", "Gør noget"), "", 2, "Skriv - her"),
        (("anbefaling", "--tekst", "-", "--punkt", "2"), "x", 3, "intet læringspunkt 2"),
        (("anbefaling", "--tekst", "-", "--den", "i morgen"), "x", 2, "--den"),
        (("anbefaling", "2"), "", 3, "ingen anbefaling 2"),
        (("anbefaling", "1", "--den", "i går"), "", 2, "--den bruges kun sammen med"),
        (("svar", "1"), "", 2, "--tekst -"),
        (("svar", "1", "--tekst", "-"), "\n", 2, "hvad ledelsen har svaret"),
        (("svar", "1", "--tekst", "-", "--den", "1.11.2026"), "Ja.", 2, "Dagene skal ligge"),
        (("svar", "2", "--tekst", "-"), "Ja.", 3, "ingen anbefaling 2"),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal changes nothing."""
    write(learning)
    assert said in learning.refused("laering", *line, stdin=stdin, code=code)
