"""The options that mean the same in every command."""

import inspect
from collections.abc import Iterator

import pytest

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.desk import Desk

DAILY = [row for row in COMMANDS if row.name in {"ny", "frister", "opkald", "vis", "liste", "soeg", "ret", "luk", "genaabn"}]  # fmt: skip
MEANINGS = {
    "--json": {"Skriv JSON.", "Læs hele klagen som JSON fra standard input.",
               "Læs opkaldet som JSON fra standard input.", "Læs rettelserne som JSON fra standard input."},
    "--csv": {"Skriv CSV til regneark."}, "--plain": {"Skriv enkle linjer, også på en skærm."},
    "--med-navne": {"Tag navne og telefonnumre med uden for skærmen."},
    "--behold-tal": {"Skjul ikke tal, der ligner CPR-numre."},
}  # fmt: skip


def options(desk: Desk, row: CommandRow) -> Iterator[tuple[str, str]]:
    """Yield the options of a command's help page with what stands beside them."""
    page = desk(row.name, "--hjaelp").stdout.partition("Tilvalg:\n")[2]
    for entry in page.replace("\n   ", "\n\0").split("\n  -"):
        name, _, rest = f"-{entry.strip(' -')}".partition(" ")
        yield f"-{name}", " ".join(rest.replace("\0", " ").split())


@pytest.mark.parametrize("row", DAILY, ids=lambda row: row.name)
def test_an_option_means_the_same_everywhere(desk: Desk, row: CommandRow) -> None:
    """Where two commands share an option, they share its meaning."""
    for name, help_text in options(desk, row):
        if name in MEANINGS:
            assert any(help_text.endswith(meaning) for meaning in MEANINGS[name]), (name, help_text)


@pytest.mark.parametrize("row", DAILY, ids=lambda row: row.name)
def test_no_option_holds_a_citizen(desk: Desk, row: CommandRow) -> None:
    """There is no option for a name, a phone number or a text but through ``-``."""
    page = desk(row.name, "--hjaelp").stdout
    for word in ("--navn", "--telefon", "--borger", "--cpr"):
        assert f"{word} " not in page
    for text in ("--tekst", "--ord", "--aftale", "--begrundelse", "--json"):
        for line in page.splitlines():
            if line.strip().startswith(text):
                assert line.split()[1] == "-" or "Skriv JSON." in line


def test_english_names_and_other_spellings(desk: Desk) -> None:
    """Every daily command answers to its English name, and those with ø and å to their letters."""
    desk.new()
    assert desk("due", "--json").stdout == desk("frister", "--json").stdout
    assert desk("show", "1").stdout == desk("vis", "1").stdout
    assert desk("list").stdout == desk("liste").stdout
    assert desk("search", "stille").stdout == desk("søg", "stille").stdout
    desk("close", "1", "--metode", "moede", "--resultat", "medhold")
    desk("genåbn", "1", "--begrundelse", "-", stdin="x")
    assert desk("call", "1", "--udfald", "talt_med", "--bekræftet", "--samtale", "klage_lagt_ned").stdout


@pytest.mark.parametrize("number", ["1", "0001", "2026-1", "2026-0001", " 1 "])
def test_ways_of_writing_a_number(desk: Desk, number: str) -> None:
    """A bare number is this year's."""
    desk.new()
    assert desk("vis", number).stdout.startswith("Sag 2026-0001, åben")


@pytest.mark.parametrize(
    "number", ["0", "1.0", "26-1", "2026-", "-1", "1000000000", "²", "١", "1; drop table"]
)
def test_what_is_no_number(desk: Desk, number: str) -> None:
    """Anything else is refused with a sentence that shows how to write it."""
    desk.new()
    assert desk.refused("vis", "--", number, code=2) == (
        "Et sagsnummer skrives som 2026-0042 eller blot 42 for årets sager.\n"
    )


def test_the_register_may_lie_elsewhere(desk: Desk) -> None:
    """--register before the command goes before KLAGE_DB."""
    other = desk.run.home / "andet" / "sager.db"
    desk("--register", str(other), "ny", "--tekst", "-", stdin="x")
    assert (other.exists(), desk.content()) == (True, None)
    assert "skal stå før kommandoen" in desk("frister", "--register", str(other), code=2).stderr


def test_functions_are_documented() -> None:
    """Every daily command has its long Danish help with examples."""
    for row in DAILY:
        module, _, name = row.target.partition(":")
        function = getattr(__import__(module, fromlist=[name]), name)
        assert inspect.getdoc(function)
        assert "Eksempler:" in vars(function)["danish_help"]
