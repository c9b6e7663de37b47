"""``klage kontor grundtal``: what it sets, lists, removes and refuses, and what the report makes of it."""

import json
from typing import Any

import pytest

from tests.desk import Desk

SET = ("kontor", "grundtal", "--aar", "2025", "--hvad", "borgerforløb")


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Return a desk with three complaints, two of them of 2025, one of those covered, and a question."""
    desk.new(received_at="2025-02-03T10:00", department="Ydelse")
    desk.new(received_at="2026-02-03T10:00", department="Ydelse")
    desk("kontor", "ordning", "--fra", "1.6.2025", "--adressat", "raadmand")
    points = [{"theme": "vejledning", "department": "Ydelse"}]
    desk.new(received_at="2025-07-03T10:00", addressee_level="medarbejder", points=points)
    desk.new(received_at="2025-07-03T10:00", contact_type="vejledning")
    return desk


def listed(desk: Desk) -> list[dict[str, Any]]:
    """Return the base numbers."""
    found: list[dict[str, Any]] = json.loads(desk("kontor", "base-numbers", "--json").stdout)
    return found


def measured(desk: Desk, *period: str) -> list[dict[str, Any]]:
    """Return what the report holds against base numbers."""
    found: list[dict[str, Any]] = json.loads(desk("rapport", "--json", *period).stdout)["base_numbers"]
    return found


def test_the_life_of_a_base_number(three: Desk) -> None:
    """Set, corrected under any spelling, listed and removed; each department has its own."""
    assert three(*SET, "--antal", "100.000").stdout == "Grundtal for 2025: 100.000 borgerforløb.\n"
    again = three("kontor", "grundtal", "--år", "2025", "--hvad", "Borgerforloeb", "--antal", "500")
    assert again.stdout == "Grundtal for 2025: 500 Borgerforloeb.\nFør stod der 100.000.\n"
    said = three(*SET, "--antal", "20", "--afdeling", "ydelse").stdout
    assert said == "Grundtal for 2025, Ydelse: 20 borgerforløb.\n"
    assert listed(three) == [
        {"year": 2025, "department": None, "what": "Borgerforloeb", "number": 500},
        {"year": 2025, "department": "Ydelse", "what": "borgerforløb", "number": 20},
    ]
    assert three(*SET, "--fjern").stdout == "Fjernet: Grundtal for 2025: 500 borgerforløb.\n"
    assert [row["department"] for row in listed(three)] == ["Ydelse"]
    three(*SET, "--fjern", "--afdeling", "Ydelse")
    assert "ingen grundtal endnu" in three("kontor", "grundtal", terminal=True).stdout
    assert "sådan et grundtal" in three.refused(*SET, "--fjern", code=3)


def test_the_report_of_a_year_holds_complaints_against_it(three: Desk) -> None:
    """What the scheme covered at the time and all complaints, of all departments or of one."""
    three(*SET, "--antal", "100")
    three(*SET, "--antal", "50", "--afdeling", "Ydelse")
    everyone, ydelse = measured(three, "--aar", "2025")
    assert (everyone["complaints"], everyone["covered"], everyone["share_percent"]) == (2, 1, 1.0)
    assert (ydelse["complaints"], ydelse["covered"], ydelse["share_percent"]) == (2, 1, 2.0)
    assert ydelse["complaints_share_percent"] == 4.0
    page = three("rapport", "--aar", "2025").stdout
    assert "I 2025 var 1 klage omfattet af ordningen, 1,0 % af 100 borgerforløb." in page
    assert "I 2025 var 1 klage om Ydelse omfattet af ordningen, 2,0 % af 50 borgerforløb." in page


def test_only_a_whole_year_that_is_over_has_a_share(three: Desk) -> None:
    """A quarter, another year and the year that is running would say too little."""
    three(*SET, "--antal", "100")
    three("kontor", "grundtal", "--aar", "2026", "--hvad", "borgere", "--antal", "100")
    assert len(measured(three, "--fra", "1.1.2025", "--til", "31.12.2025")) == 1
    for period in (("--kvartal", "2025-1"), ("--aar", "2024"), ("--aar", "2026"), ()):
        assert measured(three, *period) == []


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--aar", "2025"), 2, "--aar bruges kun sammen med --antal eller --fjern"),
        (("--antal", "100", "--aar", "2025"), 2, "--hvad"),
        (("--fjern", "--hvad", "borgere"), 2, "--aar"),
        (("--antal", "100", "--fjern"), 2, "kun ét"),
        (("--antal", "ni", "--aar", "2025", "--hvad", "borgere"), 2, "mindst 10"),
        (("--antal", "100", "--aar", "2025", "--hvad", "!"), 2, "--hvad"),
        (("--antal", "100", "--aar", "2025", "--hvad", "borgere", "--afdeling", "Ydelser"), 3, "Ydelse?"),
    ],
)
def test_what_is_refused(three: Desk, options: tuple[str, ...], code: int, sentence: str) -> None:
    """One sentence that names the option, and nothing is stored."""
    assert sentence in three.refused("kontor", "grundtal", *options, code=code)
