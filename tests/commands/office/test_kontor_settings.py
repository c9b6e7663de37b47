"""What each command under ``klage kontor`` sets, says and lists."""

import csv
import io
from datetime import UTC, datetime

import pytest

from klage.domain.promise import promise_for
from klage.store import cases, office
from klage.store.register import open_register
from tests.commands.kontor_runs import PHASE_1, Kontor

# --- ordning ---------------------------------------------------------------------------------------


def test_the_two_phases_of_s1(kontor: Kontor) -> None:
    """S1: first the leaders, from the spring everyone; said, listed, and held by the promise."""
    assert kontor(*PHASE_1).stdout.splitlines() == [
        (
            "Fra tirsdag 21. oktober 2014 er klager til rådmand, direktør og forvaltningschef omfattet:"
            " der ringes inden 24 timer."
        ),
        "Klager, der er modtaget før den dag, er ikke omfattet.",
        "Sager, der allerede er registreret, beholder det, de blev lovet.",
    ]
    said = kontor("ordning", "--fra", "1. april 2015").stdout
    assert said.startswith("Fra onsdag 1. april 2015 er alle klager omfattet: der ringes inden 24 timer.\n")
    assert "ikke omfattet" not in said
    assert [(row["first_day"], row["last_day"], row["levels"], row["status"]) for row in kontor.rows("ordning")] == [
        ("2014-10-21", "2015-03-31", ["raadmand", "direktoer", "forvaltningschef"], "gaelder"),
        ("2015-04-01", None, [], "kommer"),
    ]  # fmt: skip
    later = kontor.rows("ordning", now="2015-04-01T00:00:00+02:00")
    assert [row["status"] for row in later] == ["tidligere", "gaelder"]
    register = open_register(kontor.path)
    policies = office.policies(register)
    register.close()
    covered = [
        promise_for(policies, datetime(*day, 10, tzinfo=UTC), level=level, department=None).covered
        for day in ((2014, 10, 20), (2014, 10, 21), (2015, 3, 31), (2015, 4, 1))
        for level in ("raadmand", "medarbejder")
    ]
    assert covered == [False, False, True, False, True, False, True, True]


def test_a_phase_in_the_table(kontor: Kontor) -> None:
    """On a terminal the codes are Danish words, and nothing named means all."""
    kontor("ordning", "--fra", "2015-04-01", "--timer", "48", "--regn", "hverdage")
    table = kontor("ordning", terminal=True).stdout
    assert "ons 1.4.2015" in table
    assert table.count("alle") == 2
    assert "hverdage" in table


def test_a_phase_before_another(kontor: Kontor) -> None:
    """What is added later may begin earlier, and is told where it ends."""
    kontor("ordning", "--fra", "1.4.2015")
    said = kontor(*PHASE_1).stdout
    assert "Fasen gælder til og med tirsdag 31. marts 2015.\nKlager, der er modtaget før" in said


def test_a_phase_is_replaced_whole(kontor: Kontor) -> None:
    """What stood there is told, since an option that is left out means everyone again."""
    kontor("afdelinger", "--ny", "Jobcenter")
    kontor(*PHASE_1)
    said = kontor("ordning", "--fra", "21.10.2014", "--afdeling", "JOBCENTER").stdout.splitlines()
    assert "når de handler om Jobcenter: der ringes inden 24 timer." in said[0]
    assert said[1].startswith("Før stod der: Fra tirsdag 21. oktober 2014 er klager til rådmand")
    (phase,) = kontor.rows("ordning")
    assert (phase["levels"], phase["departments"]) == ([], ["Jobcenter"])
    assert "Før stod der" not in kontor("ordning", "--fra", "21.10.2014", "--afdeling", "Jobcenter").stdout


def test_removing_phases(kontor: Kontor) -> None:
    """After each removal it is said what holds today."""
    kontor(*PHASE_1)
    kontor("ordning", "--fra", "1.4.2015")
    kontor("ordning", "--fra", "1.9.2014", "--timer", "48")
    assert "klager til rådmand" in kontor("ordning", "--fjern", "1.9.2014").stdout
    assert "I dag er ingen klager omfattet." in kontor("ordning", "--fjern", "21.10.2014").stdout
    said = kontor("ordning", "--fjern", "1.4.2015").stdout
    assert "Fasen fra onsdag 1. april 2015 er fjernet.\nAlle klager er omfattet" in said
    assert "Kontoret har ingen faser sat. Alle klager er omfattet" in kontor("ordning", terminal=True).stdout


def test_a_phase_for_a_department_without_a_register(bare: Kontor) -> None:
    """A department that cannot be known yet is no reason to create a register."""
    bare("ordning", "--fra", "1.4.2015", "--afdeling", "Jobcenter", code=3)
    assert not bare.path.exists()


def test_cases_keep_what_they_were_promised(kontor: Kontor) -> None:
    """A phase that begins before a registered case does not change the case."""
    kontor.add_case("Skat")
    kontor(*PHASE_1)
    register = open_register(kontor.path)
    (case,) = cases.read(register, "1")
    register.close()
    assert case.promise.covered


# --- afdelinger, temaer, navn ----------------------------------------------------------------------


def test_the_life_of_a_department(kontor: Kontor) -> None:
    """It is opened, renamed, retired and revived; its cases follow, and the list is in Danish order."""
    kontor.add_case("Jobcenter")
    assert kontor("afdelinger", "--ny", "Ældre").stdout == "Afdelingen Ældre er oprettet.\n"
    said = kontor("afdelinger", "--omdøb", "jobcenter", "Arbejdsmarked").stdout
    assert said == "Afdelingen Jobcenter hedder nu Arbejdsmarked, også i de sager, der er registreret.\n"
    said = kontor("afdelinger", "--nedlæg", "aeldre").stdout
    assert said == "Afdelingen Ældre er nu nedlagt. Den bliver stående i de sager, den har.\n"
    assert "allerede nedlagt" in kontor("afdelinger", "--nedlaeg", "Ældre").stdout
    assert kontor("afdelinger").stdout == "Arbejdsmarked\tja\t1\nÆldre\tnej\t0\n"
    assert kontor("afdelinger", "--genopliv", "Ældre").stdout == "Afdelingen Ældre er nu i brug.\n"


def test_the_life_of_a_theme(kontor: Kontor) -> None:
    """It is opened, relabelled, moved to a group, retired and revived under one code."""
    kontor.add_case("Skat", "optraeden")
    said = kontor("temaer", "--ny", "ventetid", "--navn", "Ventetid", "--gruppe", "Proces").stdout
    assert said == "Temaet Ventetid (ventetid) er oprettet i gruppen proces.\n"
    said = kontor("temaer", "--omdoeb", "Ventetid", "--navn", "Kø").stdout
    assert said == "Temaet ventetid hedder Kø og hører til gruppen proces.\n"
    said = kontor("temaer", "--omdoeb", "ventetid", "--gruppe", "afgoerelse").stdout
    assert said == "Temaet ventetid hedder Kø og hører til gruppen afgørelse.\n"
    assert "Kø er nu nedlagt. Det bliver stående" in kontor("temaer", "--nedlaeg", "Kø").stdout
    by_code = {row["code"]: row for row in kontor.rows("temaer")}
    assert by_code["ventetid"] == {
        "code": "ventetid", "label": "Kø", "group": "afgørelse", "active": False, "cases": 0,
    }  # fmt: skip
    assert by_code["optraeden"]["cases"] == 1
    assert kontor("temaer", "--genopliv", "ventetid").stdout == "Temaet Kø er nu i brug.\n"


def test_names_for_letters(kontor: Kontor) -> None:
    """The names can be set, together or one at a time."""
    assert kontor("navn", "Havnsø  Kommune").stdout == "Kommune: Havnsø Kommune.\n"
    assert kontor("navn", "--kontor", "Borgervejledningen").stdout == "Kontor: Borgervejledningen.\n"
    assert [(row["key"], row["value"]) for row in kontor.rows("navn")] == [
        ("municipality", "Havnsø Kommune"),
        ("office", "Borgervejledningen"),
        ("phone", None),
        ("concern_receiver", None),
    ]
    said = kontor("navn", "--underretninger", "Familiehuset, tlf. 10 20 30 40").stdout
    assert said == "Underretninger gives til: Familiehuset, tlf. 10 20 30 40.\n"


# --- lukkedage, aabningstid ------------------------------------------------------------------------


def test_closing_days_of_a_span(kontor: Kontor) -> None:
    """Only the working days of a span are noted, and they can be taken back together."""
    said = kontor("lukkedage", "--ny", "22.12.2014", "--til", "31.12.2014", "--navn", "Juleferie").stdout
    assert said.splitlines() == [
        "Kontoret holder lukket 4 dage fra mandag 22. december 2014 til tirsdag 30. december 2014: Juleferie.",
        "På 6 dage i perioden er der lukket i forvejen.",
        "Frister, der allerede er sat, flyttes ikke.",
    ]
    assert "mandag 22. december 2014\tJuleferie\tKontorets egen\n" in kontor("lukkedage").stdout
    assert "langfredag" in kontor("lukkedage").stdout
    said = kontor("lukkedage", "--fjern", "23.12.2014", "--til", "1.1.2015").stdout
    assert said.startswith("Kontoret holder ikke længere lukket 3 dage fra tirsdag 23. december 2014")
    own = [row["day"] for row in kontor.rows("lukkedage") if row["kind"] == "egen"]
    assert own == ["2014-12-22"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["25.12.2014"], "Der er lukket i forvejen torsdag 25. december 2014 (juledag). Der er ikke gemt noget.\n"),
        (["25.10.2014"], "Der er lukket i forvejen lørdag 25. oktober 2014 (lørdag). Der er ikke gemt noget.\n"),
        (["24.12.2014", "--til", "28.12.2014"], "Der er lukket i forvejen 5 dage fra onsdag 24. december 2014 til"),
    ],
)  # fmt: skip
def test_what_is_closed_anyway(bare: Kontor, line: list[str], said: str) -> None:
    """A holiday is no closing day of the office: nothing is saved, not even a register."""
    assert bare("lukkedage", "--ny", *line).stdout.startswith(said)
    assert not bare.path.exists()


def test_closing_days_that_have_been(kontor: Kontor) -> None:
    """They are shown when asked for, and one may be noted afterwards."""
    kontor("lukkedage", "--ny", "17.10.2014")
    kontor("lukkedage", "--ny", "17.10.2014", "--navn", "Efterårsferie")
    assert "Efterårsferie" not in kontor("lukkedage").stdout
    listed = list(
        csv.DictReader(io.StringIO(kontor("lukkedage", "--alle", "--csv").stdout[1:]), delimiter=";")
    )
    assert {"Dag": "17.10.2014", "Navn": "Efterårsferie", "Slags": "Kontorets egen"} in listed


def test_opening_hours(kontor: Kontor) -> None:
    """Several days are set at once, and the whole week is said back."""
    said = kontor(
        "aabningstid", "--dag", "man-tor", "--dag", "fre", "--aabner", "8.30", "--lukker", "kl. 15"
    ).stdout
    assert said == "Åbent mandag til fredag kl. 08.30–15.00.\nFrister, der allerede er sat, flyttes ikke.\n"
    kontor("aabningstid", "--dag", "onsdag", "--lukket")
    week = kontor.rows("åbningstid")
    assert week[0] == {"weekday": 1, "name": "mandag", "is_open": True, "opens": "08:30", "closes": "15:00"}
    assert [row["is_open"] for row in week] == [True, True, False, True, True, False, False]
    assert kontor("aabningstid").stdout.startswith("mandag\tja\t08.30\t15.00\n")


# --- ambassadoerer ---------------------------------------------------------------------------------


def test_ambassadors(kontor: Kontor) -> None:
    """A new one follows the former; a department without one stands there without a name."""
    kontor("afdelinger", "--ny", "Jobcenter")
    kontor("afdelinger", "--ny", "Børn")
    said = kontor("ambassadoerer", "--afdeling", "jobcenter", "--navn", "Bo Holm", "--fra", "1.1.2014").stdout
    assert said == "Bo Holm er ambassadør for Jobcenter fra onsdag 1. januar 2014.\n"
    said = kontor(
        "ambassadører", "--afdeling", "Jobcenter", "--navn", "Ida Bæk", "--leder", "Eva Lund"
    ).stdout
    assert (
        said == "Ida Bæk er ambassadør for Jobcenter fra tirsdag 21. oktober 2014, med Eva Lund som leder.\n"
    )
    assert kontor("ambassadoerer").stdout == "Børn\t\t\t\t\nJobcenter\tIda Bæk\tEva Lund\ttir 21.10.2014\t\n"
    assert "uden navn har ingen ambassadør" in kontor("ambassadoerer", terminal=True).stdout
    listed = kontor.rows("ambassadoerer", "--alle")
    assert [(row["name"], row["last_day"]) for row in listed] == [
        (None, None), ("Ida Bæk", None), ("Bo Holm", "2014-10-20"),
    ]  # fmt: skip


def test_an_ambassador_stops(kontor: Kontor) -> None:
    """The department has none from that day; until then the list still shows the one it has."""
    kontor("afdelinger", "--ny", "Jobcenter")
    kontor("ambassadoerer", "--afdeling", "Jobcenter", "--navn", "Bo Holm", "--fra", "1.1.2014")
    said = kontor("ambassadoerer", "--afdeling", "Jobcenter", "--fjern", "--fra", "1.12.2014").stdout
    assert said == "Afdelingen Jobcenter har ingen ambassadør fra mandag 1. december 2014.\n"
    (row,) = kontor.rows("ambassadoerer")
    assert (row["name"], row["last_day"]) == ("Bo Holm", "2014-11-30")
    assert kontor.rows("ambassadoerer", now="2014-12-01T08:00:00+01:00")[0]["name"] is None


def test_a_planned_ambassador_is_not_passed_over(kontor: Kontor) -> None:
    """Who begins later is not ended before the first day."""
    kontor("afdelinger", "--ny", "Jobcenter")
    kontor("ambassadoerer", "--afdeling", "Jobcenter", "--navn", "Bo Holm", "--fra", "1.12.2014")
    said = kontor("ambassadoerer", "--afdeling", "Jobcenter", "--navn", "Ida Bæk", code=9).stderr
    assert "begynder først mandag 1. december 2014" in said
