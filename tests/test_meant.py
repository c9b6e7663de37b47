"""What a wrong command is answered with: every row of the table, the nearest names, and help by its name."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import meant
from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.cli import Run
from tests.desk import Desk

ROWS = [(word, lines.split(" | ")) for words, lines in meant.WORDS for word in words.split()]
LINES = sorted({line for _, lines in ROWS for line in lines} - {"alene", "!"})
VALUES = {"NR": "1", "H": "1"}
FILES = {
    "ny": "klage.eml",
    "liste": "ny.xlsx",
    "frister": "ny.ics",
    "import": "klager.csv",
    "eksport": "ny.md",
}


def names(rows: tuple[CommandRow, ...]) -> dict[str, str]:
    """Return every name of a table with the one that is shown."""
    return {name: row.name for row in rows for name in row.names if row.name}


def inner() -> Iterator[tuple[str, CommandRow]]:
    """Yield the rows of the commands that have commands, each with its command."""
    for row in COMMANDS:
        module, _, attribute = row.target.partition(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, tuple):
            yield from ((row.name, each) for each in target if each.name)


# --- the table -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "lines"), ROWS, ids=[word for word, _ in ROWS])
def test_every_word_is_answered_with_its_commands(run: Run, word: str, lines: list[str]) -> None:
    """Whoever types it is told what to type instead; nothing is done."""
    said = run(word, code=2).stderr
    if lines == ["!"]:
        assert said == f"{meant.ENDS_ITSELF}\n"
    else:
        assert said.startswith(f"Den kommando findes ikke. Mente du klage {lines[0]}")
        assert all(f"klage {line}" in said for line in lines)
    assert not (run.home / "klage.db").exists()


def test_no_word_is_a_command_or_stands_twice() -> None:
    """A word in the table that were a command would never be looked up."""
    words = [word for word, _ in ROWS]
    assert not {*words} & {*names(COMMANDS)}
    assert len(words) == len({*words})
    assert all(word.isascii() and word == word.casefold() for word in words)


@pytest.mark.parametrize("line", LINES)
def test_every_line_in_the_table_is_one_that_klage_understands(desk: Desk, line: str) -> None:
    """With real values in it, it is not refused as a wrong line (2)."""
    desk.new()
    (desk.run.home / "klage.eml").write_text("From: a@b.dk\nSubject: x\n\nHej\n")
    (desk.run.home / "klager.csv").write_text("Modtaget;Kort beskrivelse\n2.11.2026;Hej\n")
    first, *_ = line.split()
    file = FILES.get(first, "") if line != "eksport FIL" else "ny.jsonl"
    typed = [{**VALUES, "FIL": str(desk.run.home / file)}.get(word, word) for word in line.split()]
    environ = desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00", SHELL="/bin/bash")
    result = desk.run._run(typed, "", environ, terminal=True)
    assert result.code in {0, 3, 9, 130}, result.stderr


def test_every_inner_command_is_found_from_outside() -> None:
    """``klage handling`` and ``klage temaer`` are told which command they are a part of."""
    for outer, row in inner():
        if row.name in names(COMMANDS):
            continue  # brev, ny, ret and vis are commands of their own
        found = meant.meant(row.name, "klage", names(COMMANDS))
        assert any(line.startswith(f"klage {outer}") for line in found), row.name


# --- the nearest -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("frist", "klage frister"),
        ("fristr", "klage frister"),
        ("Opkld", "klage opkald"),
        ("søge", "klage soeg"),
        ("åbn", "klage vis NR eller klage genaabn NR"),
        ("ændr", "klage ret NR"),
        ("add-case", "klage ny"),
        ("show_case", "klage vis"),
        ("reopn", "klage genaabn"),
        ("statestik", "klage rapport"),
        ("laering handlng", "klage laering handling eller klage laering handlinger"),
        ("læring rapport", "klage rapport"),
        ("kontor temaet", "klage kontor temaer"),
        ("kontor sikkerhedskopi", "klage backup eller klage gendan"),
    ],
)
def test_the_nearest_commands(run: Run, line: str, lines: str) -> None:
    """Slips, capitals, Danish letters, English names and words of another group find what was meant."""
    assert f" findes ikke. Mente du {lines}? Se klage " in run(*line.split(), code=2).stderr


@pytest.mark.parametrize("line", [["Inger Hansen"], ["kontor", "Inger"], ["010190-1234"], ["\x1b[31mny"]])
def test_what_was_typed_is_not_repeated(run: Run, line: list[str]) -> None:
    """It may be a citizen's name, or something that a terminal obeys."""
    said = run(*line, code=2).stderr
    assert said.startswith("Den kommando findes ikke. ")
    assert line[-1] not in said


@given(st.text())
def test_any_word_has_an_answer(word: str) -> None:
    """Whatever is typed, there are at most three lines, each of them a line of klage's."""
    found = meant.meant(word, "klage", names(COMMANDS))
    assert len(found) <= 3
    assert all(line.startswith("klage ") for line in found)


# --- a number first, and help by its name ----------------------------------------------------------


def test_a_number_alone_shows_the_case(desk: Desk) -> None:
    """``klage 1`` is ``klage vis 1``, with its options, and in the learning it is the lesson."""
    desk.new()
    assert desk("1").stdout == desk("vis", "1").stdout
    assert desk("2026-0001", "--json").stdout == desk("vis", "1", "--json").stdout
    assert "Der er intet læringspunkt 7." in desk("laering", "7", code=3).stderr
    assert "Der er ingen sag 2026-0042." in desk("42", code=3).stderr
    assert desk("1", "rapport", code=2).stderr == "Skriv kommandoen først: klage rapport 1\n"
    assert desk("1", "Inger", code=2).stderr == "Der står for meget efter klage vis. Se klage vis --hjaelp.\n"
    assert "Den kommando findes ikke." in desk("kontor", "1", code=2).stderr


@pytest.mark.parametrize("word", ["hjaelp", "hjælp", "help", "Hjælp"])
def test_help_by_its_name(run: Run, word: str) -> None:
    """Alone, before a command, before a command's command, and inside a group."""
    assert run(word).stdout == run("--hjaelp").stdout
    assert run(word, "opkald").stdout == run("opkald", "--hjaelp").stdout
    handling = run("laering", "handling", "--hjaelp").stdout
    assert run(word, "laering", "handling").stdout == run("laering", word, "handling").stdout == handling
    assert "Mente du klage frister?" in run(word, "frist", code=2).stderr


def test_a_command_in_capitals(run: Run) -> None:
    """A telephone keyboard's capital is no mistake."""
    assert run("FRISTER", "--hjaelp").stdout == run("frister", "--hjaelp").stdout
