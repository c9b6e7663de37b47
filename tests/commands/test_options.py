"""The options that mean the same in every command."""

import inspect
from collections.abc import Iterator

import pytest

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.desk import Desk

DAILY = [row for row in COMMANDS if row.name in {"ny", "frister", "opkald", "vis", "liste", "soeg", "ret", "luk", "genaabn"}]  # fmt: skip
MEANINGS = {
    "--json": {"Skriv JSON.", "Læs hele klagen som JSON fra standardinput.",
               "Læs opkaldet som JSON fra standardinput.", "Læs rettelserne som JSON fra standardinput."},
    "--csv": {"Skriv CSV til regneark."}, "--plain": {"Skriv enkle linjer, på en skærm til at læse op."},
    "--med-navne": {"Tag navne og telefonnumre med, også uden for skærmen."},
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


# --- the case number --------------------------------------------------------------------------------


def test_a_number_is_written_in_three_ways(desk: Desk) -> None:
    """``1``, ``2026-1`` and ``2026-0001`` are one case in every command that takes a number."""
    desk.new()
    shown = [desk("vis", number).stdout for number in ("1", "2026-1", "2026-0001")]
    assert len({*shown}) == 1
    for number in ("1", "2026-1", "2026-0001"):
        desk("opkald", number, "besked")
    assert len(desk.case("1")["calls"]) == 3


def test_a_dash_is_the_case_that_was_saved_last(desk: Desk) -> None:
    """Of this user, said aloud on stderr so that stdout holds only the answer; looking at a case does not move it."""
    inge, bo = {"LOGNAME": "inge"}, {"LOGNAME": "bo"}
    desk("ny", "--tekst", "-", stdin="En klage.", env=inge)
    desk("ny", "--tekst", "-", stdin="En helt anden klage.", env=bo)
    desk("vis", "2", env=inge)
    said = desk("opkald", "-", "ikke", env=inge)
    assert said.stderr == "- er sag 2026-0001, som du sidst gemte noget om.\n"
    assert said.stdout.startswith("Opkald noteret på sag 2026-0001: ikke truffet")
    assert desk("vis", "-", "--json", env=bo).stdout == desk("vis", "2", "--json").stdout
    assert desk("historik", "-", env=bo).stdout == desk("historik", "2").stdout
    desk(
        "luk",
        "-",
        "--metode",
        "telefonsamtale",
        "--resultat",
        "henlagt",
        "--begrundelse",
        "-",
        stdin="x",
        env=inge,
    )
    assert desk.case("1")["closed_at"]


def test_a_dash_that_means_no_single_case(desk: Desk) -> None:
    """Nothing saved yet, several cases at once, or a case that is undone: nothing is written."""
    desk("kontor", "navn", "Havnsø")
    assert "ikke gemt noget om en sag endnu" in desk.refused("opkald", "-", "ikke", code=3)
    desk.new()
    desk("fortryd", "--ja")
    assert desk("vis", "-", code=3).stderr.endswith(
        "Der er ingen sag 2026-0001. Se dem med klage liste --alle.\n"
    )
    two = "received_at;summary\n2026-11-02;To\n2026-11-03;Tre\n"
    desk("import", "-", "--ja", stdin=two)
    assert "handlede om flere sager" in desk.refused("opkald", "-", "ikke", code=3)
    assert "sagsnummer skrives som" in desk.refused("anonymiser", "-", "--ja", code=2)
