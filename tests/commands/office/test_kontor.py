"""``klage kontor`` as a whole: every command's names and formats, what is refused, and the page."""

import json
import re

import pytest

from klage.commands.office.kontor import KONTOR
from klage.store.register import open_register
from tests.cli import assert_danish
from tests.commands.kontor_runs import PHASE_1, Kontor

# --- every command ---------------------------------------------------------------------------------


# ``cron`` and ``udfyldning`` show lines for the machine, which no register holds: test_cron, test_completion.
LISTS = [row for row in KONTOR if row.name not in {"cron", "udfyldning"}]


@pytest.mark.parametrize("row", [row for row in LISTS if row.name], ids=lambda row: row.name)
def test_every_command_under_all_its_names(kontor: Kontor, row: tuple[object, ...]) -> None:
    """Each command lists under its Danish, English and æøå name, in every format, with a Danish help."""
    row_names = [name for command in KONTOR if command is row for name in command.names]
    answers = {kontor(name).stdout for name in row_names}
    assert len(answers) == 1
    assert isinstance(json.loads(kontor(row_names[0], "--json").stdout), list)
    assert kontor(row_names[0], "--csv").stdout.startswith("\ufeff")
    assert kontor(row_names[0], "--plain").stdout in answers
    page = kontor(row_names[0], "--hjaelp").stdout
    assert_danish(page)
    assert "Eksempler:" in page
    assert max(map(len, page.splitlines())) <= 80
    table = re.sub(r"\x1b\[[0-9;]*m", "", kontor(row_names[0], terminal=True).stdout)
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name or "bare")
def test_a_list_does_not_make_a_register(bare: Kontor, row: tuple[str, ...]) -> None:
    """Where there is no register, every list says so, and none is created."""
    assert "intet register" in bare(*filter(None, row[:1]), code=3).stderr
    assert not bare.path.exists()


WRITES = {
    "ordning": ("ordning", "--fra", "1.4.2015"),
    "afdelinger": ("afdelinger", "--ny", "Jobcenter"),
    "temaer": ("temaer", "--ny", "ventetid", "--navn", "Ventetid"),
    "lukkedage": ("lukkedage", "--ny", "14.11.2014"),
    "aabningstid": ("aabningstid", "--dag", "man", "--aabner", "9", "--lukker", "12"),
    "brevdage": ("brevdage", "3"),
    "grundtal": ("grundtal", "--aar", "2013", "--hvad", "borgerforløb", "--antal", "100.000"),
    "maeglere": ("maeglere", "--ny", "Crecea"),
    "navn": ("navn", "Havnsø Kommune"),
}


@pytest.mark.parametrize("line", WRITES.values(), ids=WRITES)
def test_the_first_setting_makes_the_register(bare: Kontor, line: tuple[str, ...]) -> None:
    """The office can be set up first, and what was set stands in the history."""
    said = bare(*line).stdout
    assert_danish(said)
    register = open_register(bare.path)
    commands = [str(row[0]) for row in register.rows("select command from event")]
    register.close()
    assert commands == [f"kontor {line[0]}"]


REFUSED = {
    "an unknown level": (2, "Adressaten kendes ikke. Mente du Rådmand?", "ordning --fra 1.4.2015 --adressat raadmnd"),
    "no hours": (2, "--timer skal være et helt tal, fra 1 til 8760.", "ordning --fra 1.4.2015 --timer 0"),
    "an unknown count": (2, "Måden at regne på kendes ikke.", "ordning --fra 1.4.2015 --regn uger"),
    "a date in two ways": (2, "--fra: Det kan være både", "ordning --fra 1/4"),
    "a phase for no department": (3, "Mente du Jobcenter Nord?", "ordning --fra 1.4.2015 --afdeling Jobcentr_Nord"),
    "details of no phase": (2, "--timer bruges kun sammen med --fra.", "ordning --timer 48"),
    "details of a removal": (2, "--adressat bruges kun sammen", "ordning --fjern 1.4.2015 --adressat raadmand"),
    "set and remove": (2, "Brug kun ét af --fra og --fjern ad gangen.", "ordning --fra 1.4.2015 --fjern 1.4.2015"),
    "no such phase": (3, "Der er ingen fase, der begynder onsdag 1. april 2015.", "ordning --fjern 1.4.2015"),
    "a name that is taken": (9, "allerede en afdeling, der hedder Jobcenter Nord.", "afdelinger --ny jobcenter_nord"),
    "no name": (2, "--ny skal have mindst ét bogstav", "afdelinger --ny !"),
    "no new name": (2, "Det nye navn skal have", "afdelinger --omdoeb Jobcenter_Nord !"),
    "no such department": (3, "Mente du Jobcenter Nord?", "afdelinger --nedlaeg Jobcenter_Nort"),
    "a name like no other": (3, "Se dem med klage kontor afdelinger.", "afdelinger --genopliv Havnen"),
    "a code that is taken": (9, "allerede et tema, der hedder Aktindsigt", "temaer --ny aktindsigt --navn Indsigt"),
    "a code that is none": (2, "små bogstaver fra a til z", "temaer --ny Ventetid --navn Ventetid"),
    "a theme without a name": (2, "Skriv også temaets navn med --navn.", "temaer --ny ventetid"),
    "a group that is none": (2, "Gruppen kendes ikke. Mente du Proces?", "temaer --ny x --navn Xx --gruppe proses"),
    "no such theme": (2, "Temaet kendes ikke. Mente du Aktindsigt", "temaer --nedlaeg aktindsit"),
    "renamed to nothing": (2, "Skriv det nye navn med --navn", "temaer --omdoeb aktindsigt"),
    "a name of no theme": (2, "--navn bruges kun sammen med --ny eller --omdoeb.", "temaer --navn Ventetid"),
    "an end before the beginning": (2, "--til skal være den samme dag", "lukkedage --ny 31.12.2014 --til 22.12.2014"),
    "closed for years": (2, "højst sættes 92 lukkedage", "lukkedage --ny 22.12.2014 --til 22.12.2015"),
    "no such closing day": (3, "ingen lukkedag fredag 14. november 2014.", "lukkedage --fjern 14.11.2014"),
    "a closing day without a name": (2, "--navn skal have mindst", "lukkedage --ny 14.11.2014 --navn !"),
    "an end of nothing": (2, "--til bruges kun sammen med --ny eller --fjern.", "lukkedage --til 14.11.2014"),
    "one time of two": (2, "Skriv både --aabner og --lukker", "aabningstid --dag man --aabner 9"),
    "no time": (2, "--lukker: Det kan ikke læses som et klokkeslæt", "aabningstid --dag man --aabner 9 --lukker sent"),
    "hours backwards": (2, "--lukker skal ligge efter --aabner", "aabningstid --dag man --aabner 9 --lukker 9"),
    "open and closed": (2, "Brug kun ét af --lukket og --lukker", "aabningstid --dag man --lukker 9 --lukket"),
    "hours of no day": (2, "--aabner bruges kun sammen med --dag.", "aabningstid --aabner 9 --lukker 15"),
    "no weekday": (2, "Ugedagen kendes ikke. Mente du", "aabningstid --dag mondag --lukket"),
    "hours in the weekend": (9, "Lørdag og søndag er ikke hverdage", "aabningstid --dag fre-loer --lukket"),
    "never open": (9, "åbent mindst én dag om ugen", "aabningstid --dag man-fre --lukket"),
    "an ambassador of nothing": (2, "--navn bruges kun sammen med --afdeling.", "ambassadoerer --navn Bo"),
    "a leader of nobody": (2, "--leder bruges kun sammen med --navn.", "ambassadoerer --leder Eva"),
    "a department alone": (2, "--afdeling bruges kun sammen", "ambassadoerer --afdeling Jobcenter_Nord"),
    "an ambassador too many": (3, "har ingen ambassadør.", "ambassadoerer --afdeling Jobcenter_Nord --fjern"),
    "an unknown department": (3, "Mente du Jobcenter Nord?", "ambassadoerer --afdeling Jobcentr_Nord --navn Bo"),
    "two formats": (2, "Brug kun ét af --json og --csv", "temaer --json --csv"),
    "a change as a list": (2, "Brug kun ét af --ny og --json ad gangen.", "afdelinger --ny Havnen --json"),
    "a name as a list": (2, "Brug kun ét af KOMMUNE og --csv ad gangen.", "navn Havnsø --csv"),
    "hours as a list": (2, "Brug kun ét af --dag og --json ad gangen.", "aabningstid --dag man --lukket --json"),
    "no municipality": (2, "KOMMUNE skal have mindst", "navn !"),
}  # fmt: skip


@pytest.mark.parametrize(("code", "said", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_changes_nothing(kontor: Kontor, code: int, said: str, line: str) -> None:
    """A mistake ends with its code and a Danish sentence, and not a byte of the register is touched."""
    kontor("afdelinger", "--ny", "Jobcenter Nord")
    before = kontor.path.read_bytes()
    result = kontor(*(word.replace("_", " ") for word in line.split()), code=code)
    assert said in result.stderr
    assert_danish(result.stderr)
    assert (result.stdout, kontor.path.read_bytes()) == ("", before)


# --- the page --------------------------------------------------------------------------------------


def test_the_page_of_an_office_that_has_set_nothing(kontor: Kontor) -> None:
    """Everything has a default, and the page says that it is one."""
    assert (
        kontor().stdout
        == """\
Kontoret

Navn
  Ikke sat. Bruges i breve; sæt det med klage kontor navn.

Ordning
  Alle klager er omfattet: der ringes inden 24 timer. (Standard.)

Åbningstid
  Åbent mandag til fredag kl. 09.00–15.00. (Standard.)

Lukkedage
  Der er altid lukket i weekender, på helligdage, grundlovsdag og 24. og 31. december.
  Kontoret har ingen egne lukkedage. (Standard.)

Breve
  Et brev regnes for at være fremme 6 hverdage efter sin dato. (Standard.)

Afdelinger
  En afdeling oprettes, når den nævnes i en klage. (Standard.)

Ambassadører
  Ingen endnu. (Standard.)

Mæglere
  Ingen endnu. (Standard.)

Temaer
  16 temaer i brug. (Standard.)

Sletning
  Der er ikke sat en frist for sletning.
"""
    )


def test_the_page_of_an_office_that_has_set_everything(kontor: Kontor) -> None:
    """What is set takes the place of the defaults; what is long is cut, and said to be."""
    kontor("navn", "Havnsø Kommune", "--kontor", "Borgervejledningen")
    kontor(*PHASE_1)
    kontor("aabningstid", "--dag", "fre", "--lukket")
    kontor("lukkedage", "--ny", "22.12.2014", "--til", "9.1.2015", "--navn", "Juleferie")
    for name in ("Økonomi", "Børn", "Skat"):
        kontor("afdelinger", "--ny", name)
    kontor("afdelinger", "--nedlaeg", "Skat")
    kontor("ambassadoerer", "--afdeling", "Økonomi", "--navn", "Bo Holm", "--leder", "Eva Lund")
    kontor("ambassadoerer", "--afdeling", "Børn", "--navn", "Ida Bæk", "--fra", "1.10.2014")
    kontor("maeglere", "--ny", "Crecea")
    kontor("temaer", "--nedlaeg", "databeskyttelse")
    kontor("brevdage", "3")
    page = kontor("vis").stdout
    assert "(Standard.)" not in page
    for line in (
        "Kommune: Havnsø Kommune\nKontor: Borgervejledningen\n",
        "er klager til rådmand, direktør og forvaltningschef omfattet",
        "kl. 09.00–15.00. Lukket fredag.",
        "  fredag 2. januar 2015: Juleferie\n  og 5 dage til\n",
        "fremme 3 hverdage efter sin dato.\n",
        "I brug: Børn og Økonomi\nNedlagt: Skat\n",
        "Børn: Ida Bæk\nØkonomi: Bo Holm, leder Eva Lund\n",
        "15 temaer i brug og 1 nedlagt.",
    ):
        assert line in page
    assert "(Standard.)" not in kontor(terminal=True).stdout


def test_the_page_is_about_what_is_and_what_comes(kontor: Kontor) -> None:
    """Closing days that have been, and ambassadors who have stopped or not begun, are left out."""
    kontor("lukkedage", "--ny", "17.10.2014", "--navn", "Efterårsferie")
    kontor("afdelinger", "--ny", "Skat")
    kontor("ambassadoerer", "--afdeling", "Skat", "--navn", "Bo Holm", "--fra", "1.1.2014")
    kontor("ambassadoerer", "--afdeling", "Skat", "--fjern", "--fra", "1.2.2014")
    kontor("ambassadoerer", "--afdeling", "Skat", "--navn", "Ida Bæk", "--fra", "1.11.2014")
    page = kontor().stdout
    assert not [name for name in ("Efterårsferie", "Bo Holm", "Ida Bæk") if name in page]
