"""``klage kontor maeglere``: what it adds, changes, lists and refuses."""

import pytest

from tests.cli import Run, assert_danish
from tests.commands.kontor_runs import Kontor

CRECEA = (
    *("maeglere", "--ny", "Crecea", "--telefon", "30 58 35 02", "--telefontid", "mandag-fredag kl. 9-12"),
    *("--e-mail", "borger@crecea.dk", "--web", "www.aarhus.dk/borgermægler"),
)
SAID = "Borgermægler Crecea, telefon 30 58 35 02, mandag-fredag kl. 9-12, borger@crecea.dk, www.aarhus.dk/borgermægler."


@pytest.fixture
def kontor(run: Run) -> Kontor:
    """Return ``klage kontor`` with a register and the mediator of S5."""
    kontor = Kontor(run)
    kontor(*CRECEA)
    return kontor


def test_the_life_of_a_mediator(kontor: Kontor) -> None:
    """Added with the first command there is, corrected, emptied, retired and revived."""
    assert kontor("mæglere", "--ret", "crecea", "--telefontid", "kl. 10-12", "--web", "").stdout == (
        "Rettet: Borgermægler Crecea, telefon 30 58 35 02, kl. 10-12, borger@crecea.dk.\n"
    )
    assert kontor("mediators", "--ret", "Crecea").stdout.startswith("Uændret: ")
    said = kontor("maeglere", "--nedlæg", "Crecea").stdout
    assert said == "Crecea er nu taget ud af brug. De gamle sager beholder mægleren.\n"
    assert "allerede taget ud af brug" in kontor("maeglere", "--nedlaeg", "Crecea").stdout
    assert kontor("maeglere", "--genopliv", "Crecea").stdout == "Crecea er nu i brug.\n"
    assert kontor.rows("maeglere") == [
        {
            "kind": "borgermaegler",
            "name": "Crecea",
            "phone": "30583502",
            "phone_hours": "kl. 10-12",
            "e_mail": "borger@crecea.dk",
            "website": None,
            "active": True,
        }
    ]


def test_the_list_and_the_page(kontor: Kontor) -> None:
    """The number is shown in pairs; the page of the office names who is in use, and only those."""
    said = kontor("maeglere", "--ny", "Bro & Holm", "--art", "ekstern", "--telefon", "+45 86 12 34 56").stdout
    assert said == "Mægleren er tilføjet: Ekstern mægler Bro & Holm, telefon 86 12 34 56.\n"
    assert "Borgermægler\tCrecea\t30 58 35 02\tmandag-fredag kl. 9-12\t" in kontor("maeglere").stdout
    table = kontor("maeglere", terminal=True).stdout
    assert "30 58 35 02" in table
    kontor("maeglere", "--nedlaeg", "bro & holm")
    assert f"\nMæglere\n  {SAID}\n\n" in kontor().stdout


REFUSED = {
    "an unknown kind": (
        2,
        "Arten kendes ikke. Mente du Borgermægler",
        ("--ny", "Bo", "--art", "borgermaeglr"),
    ),
    "a meeting is no mediator": (2, "Arten kendes ikke.", ("--ny", "Bo", "--art", "dialogmoede")),
    "no address": (2, "--e-mail skal være en adresse", ("--ny", "Bo", "--e-mail", "bo")),
    "no name": (2, "--ny skal have mindst ét bogstav", ("--ny", "!")),
    "no hours": (2, "--telefontid skal have mindst", ("--ny", "Bo", "--telefontid", "!")),
    "details of nobody": (2, "--telefon bruges kun sammen med --ny eller --ret.", ("--telefon", "1")),
    "two at a time": (2, "Brug kun ét af --ny og --nedlaeg", ("--ny", "Bo", "--nedlaeg", "Crecea")),
    "a name that is taken": (9, "allerede en mægler, der hedder Crecea", ("--ny", "CRECEA")),
    "no such mediator": (3, "Mente du Crecea?", ("--nedlaeg", "Crecae")),
    "nobody to correct": (3, "Se dem med klage kontor maeglere", ("--ret", "Havnen", "--telefon", "1")),
}


@pytest.mark.parametrize(("code", "said", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(kontor: Kontor, code: int, said: str, line: tuple[str, ...]) -> None:
    """A mistake ends with its code and a Danish sentence, and not a byte of the register is touched."""
    before = kontor.path.read_bytes()
    result = kontor("maeglere", *line, code=code)
    assert said in result.stderr
    assert_danish(result.stderr)
    assert (result.stdout, kontor.path.read_bytes()) == ("", before)
