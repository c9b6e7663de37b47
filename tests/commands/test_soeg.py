"""Searching: where the words come from, and what is found."""

import json

import pytest

from tests.desk import Desk, uncoloured


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Return a desk with three cases."""
    desk.new(text="Ældreplejen kom for sent.", citizen_name="Åse Øst", phone="20123456")
    desk.new(text="Hjælpemidlet kom ikke.", journal_no="26/0815", department="Børn")
    desk.new(text="Pleje og pleje og pleje.")
    return desk


def found(desk: Desk, *words: str, stdin: str = "") -> str:
    """Return the last digits of the numbers that are found, in order."""
    rows = json.loads(desk("soeg", "--json", *words, stdin=stdin).stdout)
    return "".join(row["case_no"][-1] for row in rows)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("pleje", "31"), ("PLEJE", "31"), ("kom", "21"), ("kom ikke", "2"), ("aeldre", "1"), ("ase ost", "1"),
     ("20 12 34 56", "1"), ("2026-0002", "2"), ("0815", "2"), ("born", "2"), ("zzz", ""), ("", ""),
     ('"', ""), ("* OR NEAR(", ""), ("pleje)", "31"), ("\x00\x1b", ""), ("kom" * 9999, "")],
)  # fmt: skip
def test_what_is_found(three: Desk, words: str, numbers: str) -> None:
    """Every word, whatever its spelling, also inside a compound; any text is a valid query."""
    assert found(three, "-", stdin=words) == numbers
    if words and "\x00" not in words:
        assert found(three, *words.split()) == numbers


def test_words_in_a_call_are_found(three: Desk) -> None:
    """What the citizen said in the call can be searched too."""
    three("opkald", "2", "--udfald", "talt_med", "--ord", "-", stdin="Rollatoren knirker.")
    assert found(three, "rollator") == "2"


def test_the_words_are_asked_for(three: Desk) -> None:
    """Without a word, and with -, a terminal is asked: names do not belong on the command line."""
    for args in ((), ("-",)):
        shown = uncoloured(three.terminal("soeg", *args, typed="åse\n", width=120).stdout)
        assert shown.startswith("Søg efter: Sag")
        assert "Åse Øst" in shown


def test_a_script_must_say_what(three: Desk) -> None:
    """Off a terminal without a word: 2, and how to give it."""
    assert "standardinput med -." in three.refused("soeg", code=2)


def test_how_many(three: Desk) -> None:
    """--antal cuts the list, and a terminal is told that there is more."""
    assert found(three, "--antal", "1", "kom") == "2"
    shown = three.terminal("soeg", "--antal", "1", "kom", width=120).stdout
    assert shown.endswith("Der er flere end 1. Skriv flere ord, eller brug --antal.\n")
    assert "fra 1 til 10000" in three.refused("soeg", "--antal", "0", "x", code=2)


def test_the_best_first(three: Desk) -> None:
    """--bedste ranks by how much the text is about the word."""
    three.new(text="Om meget andet, og at brevet om huset i den lange gade kom alt for sent frem til os.")
    assert found(three, "sent") == "41"
    assert found(three, "--bedste", "sent") == "14"


def test_nothing_found(three: Desk) -> None:
    """A sentence at a terminal, no lines in a pipe."""
    assert (
        three.terminal("søg", "zzz").stdout
        == "Ingen sager indeholder det. Prøv med færre eller kortere ord.\n"
    )
    assert three("søg", "zzz").stdout == ""


def test_a_pipe_gets_no_person(three: Desk) -> None:
    """The name that was searched for is in no output of a pipe."""
    for form in ((), ("--json",), ("--csv",), ("--plain",)):
        out = three("soeg", "-", *form, stdin="åse")
        assert "2026-0001" in out.stdout
        assert "Åse" not in out.stdout + out.stderr


def test_corrected_words(three: Desk) -> None:
    """A corrected text is found by the new words and not by the old."""
    three("ret", "2", "--json", "-", stdin='{"summary": "Kørestolen kom ikke."}')
    assert (found(three, "kørestol"), found(three, "hjælpemidlet")) == ("2", "")
