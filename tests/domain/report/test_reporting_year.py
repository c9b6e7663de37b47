"""Reporting years that begin on any date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.report.reporting_year import CALENDAR_YEAR, Start, from_stored, start_from
from klage.errors import InvalidValueError


@pytest.mark.parametrize(
    "text", ["1. april", "1. apr", "1 April", " 1.4. ", "1.4", "1/4", "01-04", "1. april."]
)
def test_a_day_of_the_year_as_it_is_typed(text: str) -> None:
    """Words, three letters of the month, or numbers."""
    assert start_from(text) == Start(4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "april",
        "29. februar",
        "29.2.",
        "31. april",
        "0.1.",
        "1. ju",
        "1. kvartal",
        "1.13.",
        "1.4.2024",
        "x",
    ],
)
def test_a_day_that_is_none(text: str) -> None:
    """29 February is missing from most years; the sentence shows how to write one."""
    with pytest.raises(InvalidValueError, match=r"fx 1\. april"):
        start_from(text)


def test_a_year_is_named_by_when_it_begins() -> None:
    """Copenhagen's Borgerrådgiver: 1 April to 31 March; it is compared with the year before."""
    found = Start(4, 1).year(2024)
    assert found.span == (date(2024, 4, 1), date(2025, 3, 31))
    assert found.previous.span == (date(2023, 4, 1), date(2024, 3, 31))
    assert Start(8, 15).year(2024).previous.span == (date(2023, 8, 15), date(2024, 8, 14))
    assert Start(3, 1).year(2024).previous.span == (date(2023, 3, 1), date(2024, 2, 29))


def test_without_a_setting_it_is_the_calendar_year() -> None:
    """And what is stored comes back as it was."""
    assert from_stored(None) == CALENDAR_YEAR
    assert CALENDAR_YEAR.year(2025).label == "2025"
    assert from_stored(Start(10, 1).stored).words == "1. oktober"


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.integers(1950, 2050))
def test_years_follow_each_other_without_a_gap(day: date, year: int) -> None:
    """Whatever day they begin on, the day after one is the first of the next."""
    start = start_from(f"{day.day}.{day.month}.")
    one, after = start.year(year), start.year(year + 1)
    assert after.first_day.toordinal() - one.last_day.toordinal() == 1
    assert after.previous.span == one.span
