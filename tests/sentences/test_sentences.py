"""Every Danish text in one listing, which is as the source says, and holds the rules of plain Danish.

``KLAGE_WRITE_SENTENCES=1 pytest -n0 tests/sentences`` writes the listing anew. Read what has changed aloud, as a
borgervejleder at the end of a long day: that is what the listing is for.
"""

import ast
import os
from pathlib import Path

import pytest

from tests.sentences import listing, reading, rules

TEXTS = list(listing.every_text())


def test_the_listing_is_what_the_source_says() -> None:
    """A sentence that is new, changed or gone is seen in the listing too, where it is read."""
    if os.environ.get("KLAGE_WRITE_SENTENCES"):
        listing.rewrite()
    assert listing.written() == listing.listing()


def test_the_listing_is_not_shorter_than_the_program() -> None:
    """Every part that speaks has a file, and sentences from every kind of source are in it."""
    assert {"klage.txt", "commands.txt", "commands.office.txt", "domain.txt", "store.txt"} <= {
        *listing.listing()
    }
    found = {text for _, text in TEXTS}
    assert len(found) > 2500
    assert {
        "Registrér en klage.",  # the table of commands
        "Hvordan det gik, fx besked_lagt.",  # an option inside a type
        "Sagen er allerede afsluttet. Den kan genåbnes med klage genaabn.",  # an error
        "Ring senest {…} ({…}).",  # an f-string
        "Gå til indholdet",  # between the tags of a page
        "Manglende svar / kan ikke få kontakt",  # a vocabulary
        "# Vi har modtaget din klage",  # the first line of a template
    } <= {line for text in found for line in (text, text.split("\n")[0])}


# --- the rules -----------------------------------------------------------------------------------------


def test_every_rule_is_kept() -> None:
    """No shouting, no office words, no English word where there is a Danish one, nobody blamed."""
    assert [f"{module}: {why}" for module, text in TEXTS for why in rules.broken_rules(text)] == []


def test_clauses_have_their_comma() -> None:
    """Startkomma, as klage uses it everywhere: before at, der, som, når, hvis and their like."""
    assert [f"{module}: {piece}" for module, text in TEXTS for piece in rules.missing_commas(text)] == []


def test_sentences_end() -> None:
    """With a full stop, and what ends without one is named."""
    assert [f"{module}: {text}" for module, text in TEXTS if rules.lacks_its_end(text)] == []
    assert {text for _, text in TEXTS} >= rules.NO_END


# --- the rules themselves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Filen er gemt!",
        "Angiv venligst et nummer.",
        "Værdien er ugyldig.",
        "Har De husket nummeret?",
        "Ring til klageren.",
        "Du glemte nummeret.",
        "Skriv en dato, f.eks. 1.2.2026.",
        "Skriv evt. et nummer.",
        "Skriv navn og/eller nummer.",
        "Læs fra standard input.",
        "Skriv din feedback.",
        "FILEN er gemt.",
        'Skriv "ja" her.',
        "Prøv igen.  Det virker.",
        "Det er 10% flere.",
        "Det følger af §66.",
        "Ring kl. 12:09.",
        "Klage kender ikke kolonnen.",
        "Skriv navn,telefon.",
        "Følte borgeren sig hørt (ja, nej)",
        "Hvem gør det",
    ],
)
def test_a_rule_finds_what_it_is_for(text: str) -> None:
    """A rule that finds nothing would be no rule."""
    assert list(rules.broken_rules(text))


@pytest.mark.parametrize(
    "text",
    [
        "De er registreret. De kan ikke fortrydes.",
        "Skriv det i FIL som JSON.",
        "Vil borgeren have svar, så skriv det.",
        "Hvem gør det? (Enter for ukendt)",
        "klage husker »Navn«, {…} % af dem.",
        "Eksempler:\n\n  klage ny --tekst - < input.txt\n\nSkriv teksten.",
        "Klager kan lukkes: se klage luk --hjaelp.",
    ],
)
def test_a_rule_leaves_good_danish_alone(text: str) -> None:
    """Nor would one that nobody can keep."""
    assert list(rules.broken_rules(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren har bekræftet at klagen lægges ned.",
        "Ring til borgeren når du kan.",
        "Skriv det hvis du ved det.",
        "Se efter om den er gemt.",
        "Den sag der er åben bliver stående.",
        "Det løfte som er givet skal holdes.",
        "Skriv hvornår det skete.",
        "Årsag hvis efter fristen",
    ],
)
def test_a_missing_comma_is_found(text: str) -> None:
    """Before each kind of clause."""
    assert list(rules.missing_commas(text))


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren har bekræftet, at klagen lægges ned.",
        "Ring, når du kan, også når det er sent.",
        "Når du kan, og hvis du vil: Ring.",
        "Der er ingen sager, der er åbne.",
        "Vis, hvilke sager der er, uden at de ændres.",
        "Så længe der er tid, og jo længere der er, kan du ringe.",
        "Det kan ikke ses, om det er gemt. Skriv hvorfor.",
        "Det er det samme som før; prøv at ringe igen.",
        "navn      det, der er     skrevet når",
    ],
)
def test_a_comma_that_is_there_is_seen(text: str) -> None:
    """And a question within a sentence, an infinitive and a list of columns need none."""
    assert list(rules.missing_commas(text)) == []


def test_a_sentence_without_its_end_is_found() -> None:
    """A label and a line to be typed are no sentences."""
    assert rules.lacks_its_end("Sagen er lukket og kan ikke åbnes igen")
    assert not rules.lacks_its_end("Sagen er lukket og kan ikke åbnes igen.")
    assert not rules.lacks_its_end("Sagen er åben. Luk den nu med klage luk 42")
    assert not rules.lacks_its_end("Borgerens navn")


# --- reading the source --------------------------------------------------------------------------------


SOURCE = '''
"""A docstring that is no text."""
NAME: "Annotated[str, typer.Option(help='nej')]" = "Et navn"
HELP = Annotated[bool, typer.Option("--ja", help="Svar ja på alt.")]
SQL = "select id from complaint where closed_at is null"
PATTERN = re.compile("(?:den )?[0-9]+ år")
CODES = {"talt_med": "Talt med borgeren", "nej": "Nej"}

def told(n: "Annotated[int, typer.Option(help='Hvor mange der er.')]", now: "datetime") -> "Sag":
    """Return nothing that is shown."""
    if state == "Åben sag":
        raise ValueError("the rows do not fit")
    return f"Der er {n} {'sag' if n == 1 else 'sager'} på {say('Sagen er låst.')}" "listen." + rows["Ældst"]
'''


def test_texts_are_told_from_the_rest(tmp_path: Path) -> None:
    """Types, docstrings, SQL, patterns, keys, comparisons and messages to developers are no texts."""
    file = tmp_path / "kilde.py"
    file.write_text(SOURCE.replace('"Annotated', "Annotated").replace("')]\"", "')]"), encoding="utf-8")
    assert reading.texts_of(file) == [
        "Et navn",
        "Svar ja på alt.",
        "Talt med borgeren",
        "Nej",
        "Hvor mange der er.",
        "Der er {…} {sag|sager} på {…}listen.",
        "Sagen er låst.",
    ]


def test_pages_styles_and_triggers_are_read(tmp_path: Path) -> None:
    """Texts between tags, what a style sheet writes on paper, and what a trigger says."""
    css, sql = tmp_path / "a.css", tmp_path / "a.sql"
    css.write_text('p { content: "Side " counter(page) " af "; }')
    sql.write_text("select raise(abort, 'Historikken kan ikke ændres.');")
    assert reading.texts_of(css) == ["Side "]
    assert reading.texts_of(sql) == ["Historikken kan ikke ændres."]
    page = tmp_path / "a.py"
    page.write_text("PAGE = '<p class=\"x\">Gå til indholdet</p><p>Indhold</p>'")
    assert reading.texts_of(page) == ["Gå til indholdet", "Indhold"]


def test_every_call_that_is_passed_over_has_a_name() -> None:
    """The list of functions without texts holds names only, each once."""
    assert all(ast.parse(name, mode="eval") and name.isidentifier() for name in reading.NO_TEXTS_IN)
