"""The source documents S1 and S2 acted out from what the README tells; S3 to S5 are in the next file.

A walk is a story with its own days: the docstring says which sentences of the document are acted out,
the command lines are those that a borgervejleder types, and what is checked is what she is told.
"""

import json
from pathlib import Path
from typing import Any

from tests.desk import Desk


def call(desk: Desk, number: str, **said: object) -> str:
    """Log a call with all that was said in it, as ``klage opkald NR --json -``, and return the answer."""
    return desk("opkald", number, "--json", "-", stdin=json.dumps(said)).stdout


def report(desk: Desk, *period: str) -> dict[str, Any]:
    """Return the report of a period as JSON."""
    found: dict[str, Any] = json.loads(desk("rapport", *period, "--json").stdout)
    return found


def reasons(desk: Desk, *options: str) -> dict[str, str]:
    """Return why each case stands on the due list."""
    return {row["case_no"]: row["reason"] for row in desk.due(*options)}


# --- S1: Aarhus 2014, 24 timers service -------------------------------------------------------------

SPRING = ("--fra", "21.10.2014", "--til", "30.6.2015")


def test_s1_a_service_that_phones_back_within_24_hours(desk: Desk) -> None:
    """S1: »klager, der stiles til rådmand, direktør og forvaltningschefer« first, all in the spring.

    Acted out: »kontaktes telefonisk inden for det første døgn«, »mulighed for at uddybe og præcisere
    deres klage«, »orienteret om det videre sagsforløb«, »ikke tale om, at sagen skal være afgjort inden
    for et døgn«, »ikke … rigide regler eller stopurskontrol«, and the rolling out »i foråret 2015«.
    """
    published = desk.at("2014-10-21T12:30")
    _set_up_the_phases(published)
    _phone_within_a_doegn(published)
    _reach_one_late(published)
    _roll_out(desk.at("2015-04-07T09:00"))
    _report_without_a_stopwatch(desk.at("2015-07-01T09:00"))


def _set_up_the_phases(desk: Desk) -> None:
    """Two phases: three levels from the day of the article, everyone from April."""
    levels = ("--adressat", "raadmand", "--adressat", "direktoer", "--adressat", "forvaltningschef")
    said = desk("kontor", "ordning", "--fra", "21.10.2014", *levels).stdout
    assert "er klager til rådmand, direktør og forvaltningschef omfattet: der ringes inden 24 timer." in said
    said = desk("kontor", "ordning", "--fra", "1.4.2015").stdout
    assert said.startswith("Fra onsdag 1. april 2015 er alle klager omfattet: der ringes inden 24 timer.\n")
    phases = json.loads(desk("kontor", "ordning", "--json").stdout)
    assert [phase["first_day"] for phase in phases] == ["2014-10-21", "2015-04-01"]


def _phone_within_a_doegn(desk: Desk) -> None:
    """One complaint is covered and one is not; not met and a message left are attempts, a talk is a talk."""
    options = ("--modtaget", "i dag kl. 12.09", "--afdeling", "Socialcenter", "--tekst", "-")
    said = desk("ny", "--adressat", "raadmand", *options, stdin="Støtten er stoppet.").stdout
    assert "Ring senest onsdag 22. oktober 2014 kl. 12.09 (om 23 t 39 min)." in said
    said = desk("ny", "--adressat", "medarbejder", *options, stdin="Ingen svarer.").stdout
    assert "Sagen er ikke omfattet af ordningen med opkald inden for et døgn." in said
    assert reasons(desk) == {"2014-0001": "tilbagekald"}
    assert reasons(desk, "--alle") == {"2014-0001": "tilbagekald", "2014-0002": "uden_for_ordningen"}
    assert "2014-0002\ti morgen 12:09\tom 23 t\tUden for ordningen" in desk("frister", "--alle").stdout

    assert "Sagen står stadig på listen." in desk("opkald", "1", "--udfald", "ikke_truffet").stdout
    assert "Sagen står stadig på listen." in desk.at("2014-10-21T14:30")(
        "opkald", "1", "--udfald", "besked_lagt"
    ).stdout  # fmt: skip
    (row,) = desk.at("2014-10-22T09:00").due()
    assert (row["attempts"], row["first_attempt_at_local"]) == (2, "2014-10-21T12:30:00+02:00")

    reached = desk.at("2014-10-22T10:00")
    said = call(
        reached, "1", result="talt_med", conversation_result="uddybet_videre_forloeb",
        concern="Det er ikke afslaget, men at ingen forklarede det.", summary_confirmed=True,
        course_told=True, next_step="Svar på skrift", next_due="2014-10-31", owner="Bodil Kvist",
    )  # fmt: skip
    assert "Borgeren er nået inden for fristen." in said
    assert "Næste skridt er lovet senest fredag 31. oktober 2014." in said
    case = reached.case("1")
    assert (case["closed_at"], case["calls"][2]["course_told"]) == (None, True)  # not decided in a døgn
    assert reached.due() == []


def _reach_one_late(desk: Desk) -> None:
    """A message within the døgn is an attempt; the talk came later, for a reason."""
    later = desk.at("2014-11-03T09:00")
    number = later.new(addressee_level="direktoer", department="Beskæftigelse")
    later.at("2014-11-03T15:00")("opkald", number, "--udfald", "besked_lagt")
    said = call(later.at("2014-11-05T10:00"), number, result="talt_med", late_reason="Borgeren var indlagt.")
    assert "Borgeren er nået efter fristen." in said


def _roll_out(desk: Desk) -> None:
    """From the spring a complaint to any employee is covered; the older one keeps what it was promised."""
    number = desk.new(addressee_level="medarbejder", department="Socialcenter")
    assert reasons(desk) == {number: "tilbagekald"}
    assert reasons(desk, "--alle")["2014-0002"] == "uden_for_ordningen"
    desk("opkald", number, "--udfald", "talt_med", "--samtale", "uddybet_videre_forloeb", "--oplyst")


def _report_without_a_stopwatch(desk: Desk) -> None:
    """Covered and not, tried and reached; departments by the alphabet, and no employee anywhere."""
    said = desk("rapport", *SPRING).stdout
    assert (
        "3 af 4 klager var omfattet. Der tælles på de 3, der skulle ringes til, og hvor fristen er udløbet: "
        "3 af 3 blev forsøgt i tide, og 2 af 3 blev talt med i tide." in said
    )
    assert "Uden for opgørelsen: ikke omfattet 1." in said
    assert "Den ene, der ikke blev talt med i tide, er der talt med senere. Årsagen er noteret." in said
    assert "I alfabetisk orden." in said
    assert said.index("Afdeling: Beskæftigelse; Antal: 1") < said.index("Afdeling: Socialcenter; Antal: 3")
    found = report(desk, *SPRING)
    service = found["service"]
    assert (service["covered"], service["not_covered"], service["late_with_reason"]) == (3, 1, 1)
    assert [service[key]["n"] for key in ("tried_in_time", "reached_in_time", "reached_later")] == [3, 2, 1]
    assert found["calls"]["course_told"] == {"key": "course_told", "n": 2, "of": 3, "share_percent": 66.7}
    everything = said + json.dumps(found)
    assert not [
        word for word in ("Bodil", '"owner"', '"employee"', '"actor"', '"rank"') if word in everything
    ]


# --- S2: Socialforvaltningen, København 2019, klagedrevet innovation --------------------------------

HANDICAP, CHILDREN = "Borgercenter Handicap", "Borgercenter Børn og Unge"
YEARS = {2010: (410, 1900), 2017: (560, 1600), 2018: (580, 1564)}
"""Formalitet and realitet by year: those of 2018 are the document's, the rest only rise and fall as it says."""


def test_s2_complaints_that_teach(desk: Desk, tmp_path: Path) -> None:
    """S2: »klagedrevet innovation … det, vi kan lære af den enkelte klage«.

    Acted out: »580 formalitetsklager« and »1.564 realitetsklager« in 2018, »Siden 2010 er antallet af
    formalitetsklager steget, imens antallet af realitetsklager er faldet«, »klager over serviceniveauer«
    and »Får vi forventningsafstemt godt nok«, »brug af eksterne mæglere i konfliktfyldte sager«, and
    »analysemetoden Klagerejsen« with its »bagvedliggende årsager« in Børn og Unge.
    """
    _take_in_the_years(desk.at("2019-01-07T09:00"), tmp_path / "klager.csv")
    _settle_expectations(desk.at("2019-03-14T10:00"))
    _mediate_from_outside(desk.at("2019-03-15T10:00"))
    _follow_the_journey(desk.at("2019-03-18T10:00"))


def _take_in_the_years(desk: Desk, file: Path) -> None:
    """A spreadsheet of years is imported, tried first, and the report shows the trend."""
    lines = ["Modtaget;Afsluttet;Klagetype;Afdeling;Beskrivelse"]
    for year, (formal, real) in YEARS.items():
        kinds = ["Formalitet"] * formal + ["Realitet"] * real
        lines += [
            f"{nth % 28 + 1}.{nth % 12 + 1}.{year};31.12.{year};{kind};{HANDICAP};Klage {nth} i {year}"
            for nth, kind in enumerate(kinds)
        ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert "6.614 sager kan importeres." in desk("import", str(file), "--proev").stdout
    assert "6.614 sager er importeret." in desk("import", str(file), "--ja").stdout
    said = desk("rapport", "--aar", "2018").stdout
    assert "I 2018 kom der 2.144 klager, 0,7 % færre end i 2017 (2.160)." in said
    assert "Klagetype: Formalitet; Antal: 580; Andel: 27,1 %" in said
    assert "Klagetype: Realitet; Antal: 1.564; Andel: 72,9 %" in said
    trend = {year["year"]: year for year in report(desk, "--aar", "2018")["trend"]}
    rising, falling = ([trend[year]["complaint_kinds"][kind]["n"] for year in YEARS] for kind in (0, 1))
    assert (rising, falling) == ([410, 560, 580], [1900, 1600, 1564])


def _settle_expectations(desk: Desk) -> None:
    """A complaint over the service level alone: klage says that it cannot be appealed, and what to do."""
    themes = ("--tema", "serviceniveau:2")
    options = ("--type", "blandet", "--afdeling", HANDICAP, *themes, "--tekst", "-")
    desk("ny", *options, stdin="To timers hjælp om ugen er for lidt.")
    page = desk("genvurdering", "1").stdout
    assert "Kommunens generelle serviceniveau kan ikke påklages til en anden myndighed" in page
    assert "læringen ligger i forventningsafstemningen" in page
    call(
        desk, "1", result="talt_med", conversation_result="uddybet_videre_forloeb", course_told=True,
        agreement="Serviceniveauet er forklaret; den konkrete afgørelse kan der klages over.",
        guidance_given="ja", complaint_stance="fastholdes",
    )  # fmt: skip
    said = desk("vis", "1").stdout
    assert f"Serviceniveau / forventningsafstemning: {HANDICAP}, alvor 2 (middel)" in said
    assert "Klagevejledning givet: Ja" in said
    for kind, theme in (("formalitet", "sagsbehandlingstid:3"), ("realitet", "afgoerelse:1")):
        desk("ny", "--type", kind, "--afdeling", HANDICAP, "--tema", theme, "--tekst", "-", stdin=theme)
    found = report(desk, "--kvartal", "2019-1")
    assert [row["n"] for row in found["complaint_kinds"][:3]] == [1, 1, 1]
    assert {row["code"] for row in found["themes"]["rows"] if row["n"]} == {
        "serviceniveau", "sagsbehandlingstid", "afgoerelse",
    }  # fmt: skip


def _mediate_from_outside(desk: Desk) -> None:
    """In an entrenched case an external mediator is brought in; the complaint over the decision goes on."""
    desk("kontor", "maeglere", "--ny", "Mette Vang", "--art", "ekstern_maegler", "--telefon", "11223344")
    said = desk("maegling", "1", "--art", "ekstern_maegler", "--samtykke", "ja").stdout
    assert "Mægler: Mette Vang.\n" in said
    assert "Mægling ændrer ikke klagefristen." in said
    desk("maegling", "1", "--samtaler", "2", "--moede", "torsdag kl. 13", "--sted", "Biblioteket")
    said = desk.at("2019-03-22T10:00")(
        *("maegling", "1", "--udfald", "aftale", "--klagen-fortsaetter", "ja", "--opfoelgning", "-"),
        stdin="Lederen ringer 1. april.",
    ).stdout
    assert "Udfald: Aftale indgået, fredag 22. marts 2019." in said
    case = desk.at("2019-03-22T10:00").case("1")
    assert (case["mediations"][0]["kind"], case["mediations"][0]["outcome"]) == ("ekstern_maegler", "aftale")
    assert (case["closed_at"], case["appeal"]["reassess_due_on"]) == (None, "2019-04-11")


def _follow_the_journey(desk: Desk) -> None:
    """A Klagerejse with causes and hand-overs, told by citizen, file and staff."""
    number = desk.new(text="Ingen ved, hvem der har sagen.", department=CHILDREN, complaint_kind="formalitet")
    told = [
        {"occurred_on": "marts 2018", "source": "borger", "what": "Bad om hjælp.", "stage": "ansoegning",
         "unit": CHILDREN, "experience": -1, "cause": "forventning"},
        {"occurred_on": "5.6.2018", "source": "akter", "what": "Sendt videre.", "unit": HANDICAP,
         "stage": "oplysning_udredning", "handover": True, "new_caseworker": True, "cause": "samarbejde_snitflade"},
        {"occurred_on": "3.9.2018", "source": "medarbejder", "what": "Sendt tilbage.", "unit": CHILDREN,
         "stage": "oplysning_udredning", "handover": True, "cause": "samarbejde_snitflade"},
    ]  # fmt: skip
    desk("rejse", number, "--ny", "--json", "-", stdin=json.dumps(told))
    said = desk("rejse", number).stdout
    assert "Skift: overdragelse, ny sagsbehandler; Årsag: Samarbejde og snitflader" in said
    assert "Overdragelser: 2\nSagsbehandlere: mindst 2\n" in said
    common = json.loads(desk("rejse", "--json").stdout)
    assert {row["cause"] for row in common["causes"]} == {"samarbejde_snitflade", "forventning"}
    assert [(row["from_unit"], row["to_unit"], row["silences"]) for row in common["handovers"]] == [
        (CHILDREN, HANDICAP, 1), (HANDICAP, CHILDREN, 0),
    ]  # fmt: skip
