"""Tests of Typer's words in Danish and of commands that are imported when asked for."""

import pytest
from typer._click.exceptions import BadParameter, ClickException, MissingParameter, NoSuchOption

from klage.danish_cli import build_group, help_width, load, run
from klage.danish_usage import harmless, sentence
from klage.errors import InvalidValueError
from tests.cli import Run, assert_danish
from tests.toys import TOYS

MISTAKES = {
    "no such command": (["skall"], "Den kommando findes ikke. Mente du klage skal? Se klage --hjaelp."),
    "a command like nothing": (["xyzzy"], "Den kommando findes ikke. Se klage --hjaelp."),
    "no such subcommand": (["kontor", "aend"], "Den kommando findes ikke. Mente du klage kontor aendr? Se klage kontor --hjaelp."),
    "no such option": (["alt", "4", "--timr", "9"], "Tilvalget --timr findes ikke. Mente du --timer eller --tema? Se klage alt --hjaelp."),
    "the beginning of an option": (["alt", "4", "--tim"], "Tilvalget --tim findes ikke. Mente du --timer? Se klage alt --hjaelp."),
    "no such global option": (["-z"], "Tilvalget -z findes ikke. Se klage --hjaelp."),
    "a global option too late": (["alt", "4", "--register", "f"], "Tilvalget --register skal stå før kommandoen, lige efter klage."),
    "missing argument": (["alt"], "NR mangler: et nummer. Se klage alt --hjaelp."),
    "missing option": (["skal"], "--til mangler. Se klage skal --hjaelp."),
    "missing option in an aliased group": (["office", "change"], "--til mangler. Se klage kontor aendr --hjaelp."),
    "option without its value": (["skal", "--til"], "Tilvalget --til mangler sin værdi. Se klage skal --hjaelp."),
    "flag with a value": (["alt", "4", "--proev=Inger"], "Tilvalget --proev skal stå uden værdi. Se klage alt --hjaelp."),
    "the no of a flag with a value": (["alt", "4", "--ikke-oplyst=1"], "Tilvalget --ikke-oplyst skal stå uden værdi. Se klage alt --hjaelp."),
    "one value of two": (["alt", "4", "--mellem", "1"], "Tilvalget --mellem mangler sin værdi. Se klage alt --hjaelp."),
    "half an argument": (["par", "1"], "Der mangler en værdi sidst på linjen. Se klage par --hjaelp."),
    "too many words": (["skal", "--til", "nu", "Inger", "Hansen"], "Der står for meget efter klage skal. Se klage skal --hjaelp."),
    "not a number": (["alt", "Inger"], "NR skal være et helt tal. Se klage alt --hjaelp."),
    "outside the range": (["alt", "4", "--timer", "100"], "--timer skal være et helt tal, fra 1 til 72. Se klage alt --hjaelp."),
    "below the range": (["alt", "4", "--andel", "-1"], "--andel skal være et tal, mindst 0. Se klage alt --hjaelp."),
    "above the range": (["alt", "4", "--loft", "10"], "--loft skal være et helt tal, højst 9. Se klage alt --hjaelp."),
    "not a choice": (["alt", "4", "--farve", "Inger"], "--farve skal være en af disse: roed, blaa. Se klage alt --hjaelp."),
    "not a pair": (["alt", "4", "--mellem", "1", "x"], "--mellem har en værdi, der ikke kan forstås. Se klage alt --hjaelp."),
    "our parser's own sentence": (["alt", "4", "--lige", "3"], "»3« er ulige; skriv et lige tal."),
    "our parser's ValueError": (["alt", "4", "--lige", "Inger"], "--lige har en værdi, der ikke kan forstås. Se klage alt --hjaelp."),
    "no such file": (["alt", "4", "--fil", "Inger.txt"], "--fil nævner en fil, der ikke findes, eller som du ikke må bruge. Se klage alt --hjaelp."),
    "a file that Typer opens": (["laes", "Inger.txt"], "FIL nævner en fil, der ikke findes, eller som du ikke må bruge. Se klage laes --hjaelp."),
    "a file that Typer opens late": (["sent", "Inger/x"], "Filen kan ikke åbnes. Se efter, om den findes, og om du må læse eller skrive i den."),
    "bytes that are not UTF-8": (["alt", "4", "--tekst", "\udce6"], "--tekst indeholder tegn, der ikke er UTF-8. Se klage alt --hjaelp."),
    "such bytes in one of many": (["alt", "4", "--tema", "a", "--tema", "\udce6"], "--tema indeholder tegn, der ikke er UTF-8. Se klage alt --hjaelp."),
    "such bytes as a command": (["\udce6"], "Den kommando findes ikke. Se klage --hjaelp."),
    "such bytes as an option": (["alt", "4", "--\udce6"], "Tilvalget --? findes ikke. Se klage alt --hjaelp."),
    "a command that would colour the terminal": (["\x1b[31mny\u202e"], "Den kommando findes ikke. Se klage --hjaelp."),
}  # fmt: skip


@pytest.fixture
def toys(run: Run) -> Run:
    """Run klage with the toy commands."""
    return Run(run.home, TOYS)


@pytest.mark.parametrize(("line", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_on_the_command_line(toys: Run, line: list[str], said: str) -> None:
    """Every kind of mistake ends with 2 and one Danish sentence that repeats no value."""
    result = toys(*line, code=2)
    assert (result.stdout, result.stderr) == ("", f"{said}\n")
    assert_danish(result.stderr.replace("--\n", ""))


def test_a_long_name_is_cut(toys: Run) -> None:
    """A whole sentence typed as an option is not repeated in full."""
    assert f"Tilvalget --{'a' * 37}… findes ikke." in toys("alt", "4", f"--{'a' * 41}", code=2).stderr


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("a\nb", "a?b"), ("\x1b]0;x\x07", "?]0;x?"), ("\u202eæ", "?æ"), ("\ud800", "?"), ("ø" * 40, "ø" * 40)],
)
def test_harmless(typed: str, shown: str) -> None:
    """Line breaks, control characters, reversed writing and broken bytes are replaced."""
    assert harmless(typed) == shown


def test_errors_without_a_context_have_a_sentence_too() -> None:
    """An error that knows neither its command nor its parameter still gets a Danish sentence."""
    assert sentence(ClickException("x")) == "Kommandolinjen kan ikke forstås. Se klage --hjaelp."
    near = NoSuchOption("--x", possibilities=["--a", "--b", "--c"])
    assert sentence(near) == "Tilvalget --x findes ikke. Mente du --a, --b eller --c? Se klage --hjaelp."
    assert sentence(NoSuchOption("--x")) == "Tilvalget --x findes ikke. Se klage --hjaelp."
    assert sentence(MissingParameter()) == "En værdi mangler. Se klage --hjaelp."
    assert sentence(BadParameter("Det går ikke.")) == "Det går ikke."


def test_the_first_help_page(toys: Run) -> None:
    """The commands stand under their headings, without English names, other spellings or the bare row."""
    page = toys("--hjaelp").stdout
    assert_danish(page)
    assert page.startswith("Brug: klage [TILVALG] KOMMANDO [ARGUMENTER]...\n")
    assert page.index("\nHver dag:\n  alt ") < page.index("\nSagen:\n  par ") < page.index("\nTilvalg:\n")
    assert "  --hjaelp, -h, --help  Vis denne hjælp.\n" in page
    for hidden in ("  læs", "read", "Vis dagen i dag", "--hjælp"):
        assert hidden not in page


@pytest.mark.parametrize("name", ["--hjaelp", "-h", "--help", "--hjælp"])
def test_every_name_of_help(toys: Run, name: str) -> None:
    """All four names show the same page, for a command as for klage itself."""
    assert toys(name).stdout == toys("--help").stdout
    assert toys("alt", name).stdout == toys("alt", "--help").stdout


def test_the_help_page_of_a_command(toys: Run) -> None:
    """The row's line and the long help come first, and what is hidden or spelt with æøå is left out."""
    assert_danish(toys("alt", "--hjaelp").stdout)
    assert (
        toys("alt", "--hjaelp").stdout
        == """\
Brug: klage alt [TILVALG] NR [TEKST...]

  Tag alt.

  Eksempler:

    klage alt 4 --timer 3
    klage alt 4 --farve roed --tekst -

  Tager alt, hvad et værktøj kan tage.

Argumenter:
  NR        Et nummer.  [påkrævet]
  TEKST...  Flere ord.

Tilvalg:
  --timer TAL                   Antal timer.  [fra 1 til 72; standard: 24]
  --andel TAL                   [mindst 0; standard: 0.5]
  --loft TAL                    [højst 9]
  --lige TAL                    Et lige tal.  [standard: 2]
  --farve roed|blaa             Farven.  [standard: roed]
  --oplyst, -o / --ikke-oplyst  Er det oplyst?  [standard: --oplyst]
  --proev                       Gør intet.
  --tekst TEKST
  --tema TEKST
  --mellem TEKST...             [standard: ingen]
  --fil FIL
  --hjaelp, -h, --help          Vis denne hjælp.
"""
    )


def test_help_in_a_narrow_window(toys: Run) -> None:
    """A narrow terminal gets a help page that fits it, except for lines the author broke."""
    assert max(map(len, toys("--hjaelp", width=50).stdout.splitlines()[4:])) <= 60


@pytest.mark.parametrize(("columns", "wide"), [("60", 60), ("200", 80), ("3", 50), ("bred", 80), ("", 80)])
def test_how_wide_help_is(columns: str, wide: int) -> None:
    """COLUMNS decides within bounds; nonsense and no terminal mean 80."""
    assert help_width({"COLUMNS": columns}) == wide


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("read", "laes"),
        ("læs", "laes"),
        ("laes", "laes"),
        ("a\u030aalt", "alt"),
        ("åalt", "alt"),
        ("all", "alt"),
    ],
)
def test_other_names_of_a_command(toys: Run, typed: str, canonical: str) -> None:
    """English names and æ/ø/å, also as a letter and a ring, reach the command, which shows its own name."""
    assert toys(typed, "--hjaelp").stdout.startswith(f"Brug: klage {canonical} ")


def test_values_reach_the_command(toys: Run) -> None:
    """Parsed values, the Danish spelling of an option and a negative flag arrive as declared."""
    line = "alt 7 a b --timer 3 --lige 4 --farve blaa --ikke-oplyst --prøv --tema x --tema y --mellem 1 2"
    said = toys(*line.split(), "--tekst", "æ ø").stdout
    assert said == "7 ['a', 'b'] 3 4 blaa False True æ ø ['x', 'y'] (1, 2) None\n"


def test_a_file_name_need_not_be_utf8(toys: Run) -> None:
    """A file on an old share keeps its Latin-1 name."""
    file = toys.home / "k\udce6.txt"
    file.write_text("")
    assert "k?.txt" in toys("alt", "4", "--fil", str(file)).stdout


def test_a_group_in_a_group(toys: Run) -> None:
    """A nested group shows its own help when nothing more is written, and runs its commands."""
    page = toys("kontor").stdout
    assert_danish(page)
    assert page.startswith("Brug: klage kontor [TILVALG] KOMMANDO")
    assert "\nKommandoer:\n  vis    Vis kontoret.\n  aendr  Ret kontoret.\n" in page
    assert toys("kontor", "--hjaelp").stdout == page
    assert toys("office", "ændr", "--til", "nu").stdout == "nu\n"


def test_the_row_without_a_name(toys: Run) -> None:
    """A group whose table has a row without a name runs it; so does that row's English name."""
    assert toys().stdout == toys("today").stdout == toys("snak").stdout == "i dag klage.db\n"
    assert toys("today", "--hjaelp").stdout.startswith("Brug: klage today [TILVALG]\n")


def test_run_gives_the_exit_code_of_typer_exit() -> None:
    """An asked-for exit code is returned, and a mistake is raised as an error of ours."""
    group = build_group(TOYS, "")
    assert run(group, ["fejl", "kode"], obj=None, width=80) == 10
    with pytest.raises(InvalidValueError, match="NR mangler"):
        run(group, ["alt"], obj=None, width=80)


def test_a_loaded_command_has_its_canonical_name() -> None:
    """Loading a row gives the command under the row's name, or the English one of a nameless row."""
    assert [load(row).name for row in TOYS[:2]] == ["today", "alt"]


@pytest.mark.parametrize(
    "english", ["Usage: x", "Missing argument", "[required]", "Aborted!", "<int>", "y/N"]
)
def test_assert_danish_finds_english(english: str) -> None:
    """The check that guards every page does find what it looks for."""
    with pytest.raises(AssertionError, match="English"):
        assert_danish(english)
    assert_danish("Kommandoen findes ikke; --text er et tilvalg. Se klage --help.")
