"""Showing klagerejser: one drawn or in lines, as JSON, on the page of the case, and several together."""

import json
from typing import Any

import pytest

from tests.desk import Desk, uncoloured

JOURNEY: list[dict[str, Any]] = [
    {"occurred_on": "3.3.2025", "source": "akter", "what": "Ansøgning modtaget.", "stage": "ansoegning",
     "actor": "sagsbehandler", "unit": "Jobcenter Havnsø", "channel": "digital_post"},
    {"occurred_on": "ca. 3.3.2025", "source": "borger", "what": "Jeg hørte ikke noget.", "experience": -1,
     "experience_words": "Som en mur."},
    {"occurred_on": "20.5.2025", "source": "akter", "what": "Sendt videre.", "stage": "oplysning_udredning",
     "unit": "Ydelsescentret", "handover": True, "new_caseworker": True, "cause": "kapacitet"},
    {"occurred_on": "1.12.2025", "source": "akter", "what": "Afslag sendt.", "stage": "afgoerelse"},
]  # fmt: skip


@pytest.fixture
def told(desk: Desk) -> Desk:
    """Return a desk with a case whose journey began long before the complaint."""
    desk.new(department="Jobcenter Havnsø")
    desk("rejse", "1", "--ny", "--json", "-", stdin=json.dumps(JOURNEY))
    return desk


def screen(text: str) -> str:
    """Return what a terminal showed, without colours and without the spaces that fill its lines."""
    return "\n".join(line.rstrip() for line in uncoloured(text).split("\n"))


def test_a_journey_is_drawn_at_a_terminal(told: Desk) -> None:
    """The days with their accounts, the silences between them, and what they come to."""
    assert (
        screen(told.terminal("rejse", "1").stdout)
        == """\
Klagerejsen i sag 2026-0001

●  mandag 3. marts 2025
│  1. Ifølge borgeren (ca. den dag)      │ 2. Ifølge akterne
│       Jeg hørte ikke noget.            │    Ansøgning, sagsbehandler,
│     Oplevelse: dårlig (−) »Som en      │    Jobcenter Havnsø, Digital Post
│     mur.«                              │      Ansøgning modtaget.
┊
┊  Tavshed i 2 måneder og 17 dage (78 dage)
┊
●  tirsdag 20. maj 2025
│  3. Ifølge akterne
│     Oplysning og udredning
│       Sendt videre.
│     → Overdragelse til Ydelsescentret
│     → Ny sagsbehandler
│     Årsag: kapacitet
┊
┊  Tavshed i 6 måneder og 11 dage (195 dage)
┊
●  mandag 1. december 2025
│  4. Ifølge akterne
│     Afgørelse
│       Afslag sendt.

Rejsen i tal

I alt            8 måneder og 28 dage (273 dage), fra 03.03.2025 til 01.12.2025
Længste tavshed  6 måneder og 11 dage (195 dage), fra 20.05.2025 til 01.12.2025
Overdragelser    1
Sagsbehandlere   mindst 2
Enheder          2 (Jobcenter Havnsø og Ydelsescentret)
Hændelser        4 (1 ifølge borgeren og 3 ifølge akterne)
"""
    )


def test_a_pipe_gets_a_line_an_event_and_no_one_is_quoted(told: Desk) -> None:
    """The same in words; what was told only when it is asked for."""
    assert (
        told("rejse", "1").stdout
        == """\
Klagerejsen i sag 2026-0001

Nr.: 1; Dato: ca. 03.03.2025; Kilde: Borgeren; Oplevelse: dårlig (−)
Nr.: 2; Dato: 03.03.2025; Kilde: Akterne; Fase: Ansøgning; Hvem og hvor: Sagsbehandler, Jobcenter Havnsø, Digital Post
Nr.: 3; Dato: 20.05.2025; Kilde: Akterne; Fase: Oplysning og udredning; Hvem og hvor: Ydelsescentret; Skift: overdragelse, ny sagsbehandler; Årsag: Kapacitet
Nr.: 4; Dato: 01.12.2025; Kilde: Akterne; Fase: Afgørelse

Rejsen i tal
I alt: 8 måneder og 28 dage (273 dage), fra 03.03.2025 til 01.12.2025
Længste tavshed: 6 måneder og 11 dage (195 dage), fra 20.05.2025 til 01.12.2025
Overdragelser: 1
Sagsbehandlere: mindst 2
Enheder: 2 (Jobcenter Havnsø og Ydelsescentret)
Hændelser: 4 (1 ifølge borgeren og 3 ifølge akterne)
"""
    )
    named = told("rejse", "1", "--med-navne").stdout
    assert "Hændelse: Jeg hørte ikke noget.; Borgerens ord: Som en mur.\n" in named
    spoken = told.terminal("rejse", "1", "--plain").stdout
    assert "4 hændelser.\n" in spoken
    assert "Hændelse: Jeg hørte ikke noget. Borgerens ord: Som en mur.\n" in spoken
    assert told("rejse", "1", "--med-navne", env={"KLAGE_PLAIN": "1"}).stdout == named


def test_the_json(told: Desk) -> None:
    """Events with their numbers and every field, and the figures; texts only when asked for."""
    found = json.loads(told("rejse", "1", "--json", "--med-navne").stdout)
    assert list(found) == ["case_no", "events", "figures"]
    assert found["events"][0] == {
        "number": 1, "occurred_on": "2025-03-03", "approx": True, "source": "borger", "stage": None,
        "what": "Jeg hørte ikke noget.", "actor": None, "unit": None, "channel": None, "handover": False,
        "new_caseworker": False, "experience": -1, "experience_words": "Som en mur.", "cause": None,
    }  # fmt: skip
    whole = {"first_on": "2025-03-03", "first_approx": False, "last_on": "2025-12-01", "last_approx": False}
    assert found["figures"] == {
        **whole, "days": 273, "longest_silence": {**whole, "first_on": "2025-05-20", "days": 195},
        "handovers": 1, "caseworkers_at_least": 2, "units": ["Jobcenter Havnsø", "Ydelsescentret"],
        "events_by_account": {"borger": 1, "akter": 3, "medarbejder": 0},
    }  # fmt: skip
    without = told("rejse", "1", "--json").stdout
    assert "mur" not in without
    assert "what" not in json.loads(without)["events"][0]
    assert told("rejse", "2026-0001", "--json").stdout == told("journey", "1", "--json").stdout == without


def test_the_page_of_the_case(told: Desk) -> None:
    """The journey stands on it, and in its JSON under one key; a case without one says nothing of it."""
    told.new(text="En anden.")
    assert "Klagerejsen\nNr.: 1; Dato: ca. 03.03.2025; Kilde: Borgeren" in told("vis", "1").stdout
    assert "Rejsen i tal\nI alt: 8 måneder og 28 dage (273 dage)" in told("vis", "1").stdout
    assert "Klagerejsen" not in told("vis", "2").stdout
    assert "mur" not in told("vis", "1", "--json").stdout
    journey = json.loads(told("rejse", "1", "--json", "--med-navne").stdout)
    assert told.case("1")["journey"] == {key: journey[key] for key in ("events", "figures")}
    assert told.case("2")["journey"] == {"events": [], "figures": None}


def test_a_case_without_a_journey(desk: Desk) -> None:
    """It says how to begin."""
    desk.new()
    empty = "Klagerejsen i sag 2026-0001\n\nDer er ingen hændelser endnu. Skriv den første med klage rejse NR --ny.\n"
    assert desk("rejse", "1").stdout == screen(desk.terminal("rejse", "1").stdout) == empty
    assert json.loads(desk("rejse", "1", "--json").stdout) == {
        "case_no": "2026-0001", "events": [], "figures": None,
    }  # fmt: skip


def test_how_long_a_silence_must_be_to_be_drawn(told: Desk) -> None:
    """Thirty days, or as many as are asked for."""
    assert told.terminal("rejse", "1").stdout.count("Tavshed i") == 2
    assert told.terminal("rejse", "1", "--tavshed", "100").stdout.count("Tavshed i") == 1
    assert told.terminal("rejse", "1", "--tavshed", "0").stdout.count("Tavshed i") == 2
    told.refused("rejse", "1", "--tavshed", "-1", code=2)


def test_a_journey_of_a_day(desk: Desk) -> None:
    """There is no silence in it, and nothing to compare it with."""
    desk.new()
    desk("rejse", "1", "--ny", "--den", "i går", "--kilde", "akter", "--haendelse", "-", stdin="Brev.")
    assert "I alt: 0 dage" in desk("rejse", "1").stdout
    assert "tavshed" not in desk("rejse", "1").stdout
    assert "Enheder: 0\n" in desk("rejse", "1").stdout
    assert json.loads(desk("rejse", "1", "--json").stdout)["figures"]["longest_silence"] is None


# --- across journeys -------------------------------------------------------------------------------


def several(desk: Desk) -> Desk:
    """Give a desk two more cases: one with a journey like the first, and one with none."""
    early = desk.at("2026-06-01T10:00")
    early.new(text="Også jeg.")
    early("rejse", "2", "--ny", "--json", "-", stdin=json.dumps([
        {"occurred_on": "1.5.2026", "source": "borger", "what": "a", "unit": "jobcenter havnsoe"},
        {"occurred_on": "11.5.2026", "source": "borger", "what": "b", "handover": True, "unit": "ydelsescentret"},
        {"occurred_on": "20.5.2026", "source": "borger", "what": "c", "cause": "kapacitet", "handover": True},
    ]))  # fmt: skip
    desk.new(text="Ingen rejse.")
    return desk


def test_what_journeys_have_in_common(told: Desk) -> None:
    """Where time goes, hand-overs and the silence after them, and causes, with n at each."""
    assert (
        several(told)("rejse").stdout
        == """\
2 klagerejser med 7 hændelser

Hvor tiden går (2 rejser)
Fase: Ansøgning; Rejser: 1; Dage i alt: 78; Median pr. rejse: 78
Fase: Oplysning og udredning; Rejser: 1; Dage i alt: 195; Median pr. rejse: 195
Fase: Ukendt; Rejser: 1; Dage i alt: 19; Median pr. rejse: 19

Overdragelser mellem enheder
Fra: Jobcenter Havnsø; Til: Ydelsescentret; Antal: 2; Over 30 dages tavshed bagefter: 1 af 2
Fra: Ydelsescentret; Til: ikke oplyst; Antal: 1; Over 30 dages tavshed bagefter: ingen senere hændelse

Årsager (2 rejser)
Årsag: Kapacitet; Rejser: 2 af 2
"""
    )


def test_the_tables_of_several_journeys(told: Desk) -> None:
    """At a terminal the same stands in tables."""
    assert (
        screen(several(told).terminal("rejse").stdout)
        == """\
2 klagerejser med 7 hændelser

Hvor tiden går (2 rejser)
Fase                    Rejser  Dage i alt  Median pr. rejse
────────────────────────────────────────────────────────────
Ansøgning                    1          78                78
Oplysning og udredning       1         195               195
Ukendt                       1          19                19

Overdragelser mellem enheder
Fra               Til             Antal  Over 30 dages tavshed bagefter
───────────────────────────────────────────────────────────────────────
Jobcenter Havnsø  Ydelsescentret      2  1 af 2
Ydelsescentret    ikke oplyst         1  ingen senere hændelse

Årsager (2 rejser)
Årsag      Rejser
─────────────────
Kapacitet  2 af 2
"""
    )


def test_a_period_is_that_of_receipt(told: Desk) -> None:
    """Said back with its weekdays; the last day is in it."""
    several(told)
    later = told("rejse", "--fra", "2.6.2026").stdout
    assert later.startswith("1 klagerejse med 4 hændelser\n\n  Modtaget fra tirsdag 2. juni 2026\n")
    assert told("rejse", "--til", "1.6.2026").stdout.startswith("1 klagerejse med 3 hændelser\n")
    none = told("rejse", "--til", "31.5.2026")
    assert (
        none.stdout
        == "Ingen klagerejser. Begynd en med klage rejse NR --ny.\n\n  Modtaget til og med søndag 31. maj 2026\n"
    )
    told.refused("rejse", "--fra", "2.6.2026", "--til", "1.6.2026", code=2)


def test_several_journeys_as_json(told: Desk) -> None:
    """The same figures, and what a long silence was taken to be."""
    found = json.loads(several(told)("rejse", "--json", "--tavshed", "5").stdout)
    assert (found["journeys"], found["events"], found["silence_over_days"]) == (2, 7, 5)
    assert found["stages"][0] == {"stage": "ansoegning", "journeys": 1, "days": 78, "median_days": 78}
    assert found["handovers"] == [
        {"from_unit": "Jobcenter Havnsø", "to_unit": "Ydelsescentret", "handovers": 2, "followed": 2, "silences": 2},
        {"from_unit": "Ydelsescentret", "to_unit": None, "handovers": 1, "followed": 0, "silences": 0},
    ]  # fmt: skip
    assert found["causes"] == [{"cause": "kapacitet", "journeys": 2}]
    assert json.loads(told("rejse", "--json", "--til", "1.1.2020").stdout)["journeys"] == 0


def test_what_does_not_go_together_is_refused(told: Desk) -> None:
    """A format, a period or a number that would be passed over in silence; and what is not there."""
    for args in (
        ("1", "--json", "--plain"),
        ("--json", "--plain"),
        ("1", "--fra", "1.1.2026"),
        ("1", "--til", "1.1.2026"),
        ("1", "2"),
        ("1", "-", "3"),
        ("--ny",),
        ("--ret", "1"),
        ("--slet", "1"),
        ("1", "--den", "i går"),
        ("1", "--ca"),
        ("1", "--ingen-overdragelse"),
        ("1", "--slet", "1", "--kilde", "akter"),
        ("1", "--ny", "--slet", "1"),
        ("1", "--ny", "--tavshed", "3"),
        ("1", "--ret", "0"),
        ("--fra", "i morgen"),
    ):
        told.refused("rejse", *args, code=2)
    told.refused("rejse", "7", code=3)


def test_without_a_register_there_is_none_to_show(desk: Desk) -> None:
    """As with every list."""
    desk.refused("rejse", code=3)
    desk.refused("rejse", "1", "--ny", code=3)
