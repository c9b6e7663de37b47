"""Reporting years, and the period that a report is compared with."""

import json
from typing import Any

import pytest

from tests.desk import Desk


@pytest.fixture
def years(desk: Desk) -> Desk:
    """Return a desk with complaints in 2019, 2024 and 2025."""
    for received in (
        "2019-05-02T10:00",
        "2019-12-02T10:00",
        "2024-04-01T00:00",
        "2025-03-31T23:00",
        "2025-04-01T00:00",
    ):
        desk.new(received_at=received)
    return desk


def reported(desk: Desk, *options: str) -> Any:
    """Return the JSON of a report."""
    return json.loads(desk("rapport", "--json", *options).stdout)


def test_a_reporting_year_begins_when_the_office_says(years: Desk) -> None:
    """Without a setting it is the calendar year; 1 April 2024 to 31 March 2025 holds two complaints."""
    assert reported(years, "--beretningsaar", "2024")["period"]["label"] == "2024"
    years("kontor", "beretningsaar", "1. april")
    found = reported(years, "--beretningsår", "2024")
    assert (found["period"]["first_day"], found["period"]["last_day"]) == ("2024-04-01", "2025-03-31")
    assert found["previous_period"]["first_day"] == "2023-04-01"
    assert found["complaints"]["n"] == 2


@pytest.mark.parametrize(
    ("options", "first", "previous"),
    [
        (("--aar", "2025", "--sammenlign", "2019"), "2019-01-01", 2),
        (("--sammenlign", "2019"), "2019-01-01", 1),
        (("--kvartal", "2025-2", "--sammenlign", "2019"), "2019-04-01", 1),
        (("--aar", "2025", "--sammenlign-fra", "1.5.2018", "--sammenlign-til", "30.4.2019"), "2018-05-01", 0),
    ],
)
def test_any_earlier_period_of_the_same_length(
    years: Desk, options: tuple[str, ...], first: str, previous: int
) -> None:
    """A part of a year is compared with the same days."""
    found = reported(years, *options)
    assert found["previous_period"]["first_day"] == first
    assert found["complaints"]["previous"] == previous


def test_the_page_names_what_it_is_compared_with(years: Desk) -> None:
    """The first sentence and the tables say 2019."""
    text = years("rapport", "--aar", "2025", "--sammenlign", "2019").stdout
    assert "I 2025 kom der 2 klager, lige så mange som i 2019." in text
    assert "; 2019: 2" in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--aar", "2025", "--beretningsaar", "2025"), "én slags periode"),
        (("--beretningsaar", "2027"), "ikke begyndt"),
        (("--aar", "2025", "--sammenlign", "2025"), "et år før 2025"),
        (("--aar", "2025", "--sammenlign-fra", "1.1.2019"), "både"),
        (("--aar", "2025", "--sammenlign-til", "1.1.2019"), "både"),
        (("--sammenlign", "2019", "--sammenlign-fra", "1.1.2019"), "enten"),
        (
            ("--aar", "2025", "--sammenlign-fra", "1.1.2019", "--sammenlign-til", "30.6.2019"),
            "(365 og 181 dage)",
        ),
        (
            ("--aar", "2024", "--sammenlign-fra", "1.1.2025", "--sammenlign-til", "31.12.2025"),
            "skal være slut",
        ),
    ],
)
def test_a_comparison_that_cannot_be(years: Desk, options: tuple[str, ...], sentence: str) -> None:
    """It is refused with 2, and the sentence says which lengths differ."""
    assert sentence in years.refused("rapport", *options, code=2)
