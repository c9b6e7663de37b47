"""The period of a report: its instants, its name and the period it is compared with."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.report.period import (
    Period,
    between,
    of_month,
    of_quarter,
    of_year,
    parse_month,
    parse_quarter,
    year_until,
)
from klage.errors import InvalidValueError

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def days(text: str) -> Period:
    """Return the period of ``2024-04-01 2025-03-31``."""
    first, last = map(date.fromisoformat, text.split())
    return between(first, last)


def test_a_period_is_half_open_in_instants_of_danish_days() -> None:
    """The year 2025 begins at 23 UTC the evening before, and the last day is in it."""
    assert of_year(2025).start == datetime(2024, 12, 31, 23, tzinfo=UTC)
    assert of_year(2025).end == datetime(2025, 12, 31, 23, tzinfo=UTC)


def test_a_day_in_which_the_clock_changes_has_its_own_length() -> None:
    """The last Sunday of October has 25 hours."""
    sunday = days("2025-10-26 2025-10-26")
    assert sunday.end - sunday.start == timedelta(hours=25)


def test_a_period_does_not_end_before_it_begins() -> None:
    """Dates typed the wrong way round are refused with a sentence that says so."""
    with pytest.raises(InvalidValueError, match="Byt om"):
        days("2025-02-01 2025-01-31")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (of_year(2025), of_year(2024)),
        (of_quarter(2025, 1), of_quarter(2024, 4)),
        (of_quarter(2025, 3), of_quarter(2025, 2)),
        (days("2024-04-01 2025-03-31"), days("2023-04-01 2024-03-31")),
        (days("2023-04-01 2024-03-31"), days("2022-04-01 2023-03-31")),
        (days("2024-03-01 2024-03-31"), days("2024-02-01 2024-02-29")),
        (days("2025-01-01 2025-06-30"), days("2024-07-01 2024-12-31")),
        (days("2025-03-10 2025-03-16"), days("2025-03-03 2025-03-09")),
    ],
)
def test_the_period_before_is_of_the_same_kind(period: Period, before: Period) -> None:
    """Years, quarters and whole months step back as such (leap years too), other periods by days."""
    assert period.previous == before


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-22", "2025-01-01", "2025-11-22"),
        ("2024-02-29", "2023-01-01", "2023-02-28"),
        ("2025-01-31", "2024-01-01", "2024-01-31"),
    ],
)
def test_this_year_until_today_is_compared_with_the_same_days_of_last_year(
    today: str, first: str, last: str
) -> None:
    """A year that is not over is not held against a whole one."""
    before = year_until(date.fromisoformat(today)).previous
    assert (before.first_day.isoformat(), before.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("period", "label", "when"),
    [
        (of_year(2025), "2025", "i 2025"),
        (of_quarter(2025, 1), "1. kvartal 2025", "i 1. kvartal 2025"),
        (of_quarter(2025, 4), "4. kvartal 2025", "i 4. kvartal 2025"),
        (days("2025-03-01 2025-03-31"), "marts 2025", "i marts 2025"),
        (days("2025-02-01 2025-04-30"), "1. februar – 30. april 2025", None),
        (days("2025-01-01 2025-02-28"), "1. januar – 28. februar 2025", None),
        (days("2024-04-01 2025-03-31"), "1. april 2024 – 31. marts 2025", None),
        (days("2026-01-01 2026-11-22"), "1. januar – 22. november 2026", None),
        (days("2026-11-01 2026-11-22"), "1.–22. november 2026", None),
        (days("2026-11-22 2026-11-22"), "22. november 2026", "den 22. november 2026"),
    ],
)
def test_a_period_has_a_danish_name(period: Period, label: str, when: str | None) -> None:
    """The name is as short as it can be, and fits into a sentence."""
    assert period.label == label
    assert period.when == (when or f"i perioden {label}")


@pytest.mark.parametrize("text", ["2025-1", "2025K1", "2025k1", "2025-K1", " 2025-1 "])
def test_how_a_quarter_is_written(text: str) -> None:
    """The number of the quarter follows the year."""
    assert parse_quarter(text) == of_quarter(2025, 1)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-5", "2025-0", "1-2025", "25-1", "20251", "0001-1", "٢٠٢٥-1"]
)
def test_what_is_no_quarter(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidValueError, match="2025-1"):
        parse_quarter(text)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("10", (2026, 10)), ("2026-10", (2026, 10)), ("oktober", (2026, 10)), ("Okt.", (2026, 10)),
        ("12", (2025, 12)), ("11", (2026, 11)), ("dec 2024", (2024, 12)), (" maj ", (2026, 5)), ("1900-1", (1900, 1)),
    ],
)  # fmt: skip
def test_how_a_month_is_written(text: str, month: tuple[int, int]) -> None:
    """By its number or its name; without a year it is the latest that has begun."""
    assert parse_month(text, date(2026, 11, 20)) == of_month(*month)


@pytest.mark.parametrize(
    "text", ["", "0", "13", "2026-13", "2026", "10-2026", "ok", "oktoberen", "1899-1", "٣"]
)
def test_what_is_no_month(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidValueError, match="2026-10"):
        parse_month(text, date(2026, 11, 20))


def test_a_period_lacks_days_until_its_last_has_come() -> None:
    """Today counts as a day that has come."""
    assert of_year(2025).lacks_days(date(2025, 12, 30))
    assert not of_year(2025).lacks_days(date(2025, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_the_period_before_ends_where_this_one_begins(first: date, more: int) -> None:
    """Periods of any days chain without a gap or an overlap."""
    period = between(first, first + timedelta(days=more))
    assert period.previous.end == period.start
    assert period.previous.start < period.start


@given(DAYS)
def test_the_quarters_of_a_year_are_the_year(day: date) -> None:
    """Four quarters lie end to end and fill the year."""
    quarters = [of_quarter(day.year, quarter) for quarter in (1, 2, 3, 4)]
    assert [quarter.previous for quarter in quarters[1:]] == quarters[:-1]
    assert (quarters[0].start, quarters[3].end) == (of_year(day.year).start, of_year(day.year).end)


# --- another period to compare with -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "year", "expected"),
    [
        ("2025-01-01", "2025-12-31", 2019, ("2019-01-01", "2019-12-31")),
        ("2024-04-01", "2025-03-31", 2019, ("2019-04-01", "2020-03-31")),
        ("2025-02-01", "2025-02-28", 2024, ("2024-02-01", "2024-02-29")),
        ("2026-01-01", "2026-11-20", 2025, ("2025-01-01", "2025-11-20")),
    ],
)
def test_the_same_days_of_an_earlier_year(
    first: str, last: str, year: int, expected: tuple[str, str]
) -> None:
    """A part of a year is held against the same part; a month's end is a month's end."""
    found = Period(date.fromisoformat(first), date.fromisoformat(last)).against_year(year)
    assert tuple(day.isoformat() for day in found.previous.span) == expected
    assert found.label == Period(*found.span).label


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2019-01-01", "2019-12-31"),
        ("2024-01-01", "2024-12-31"),
        ("2018-05-01", "2019-04-30"),
        ("2020-02-12", "2021-02-10"),
    ],
)
def test_other_days_of_the_same_length(first: str, last: str) -> None:
    """As many whole months, though one has a leap day, or as many days."""
    found = of_year(2025).against(date.fromisoformat(first), date.fromisoformat(last))
    assert [day.isoformat() for day in found.previous.span] == [first, last]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2024-01-01", "2024-06-30", r"\(365 og 182 dage\)"),
        ("2019-01-01", "2019-12-30", r"\(365 og 364 dage\)"),
        ("2019-01-02", "2020-01-02", r"\(365 og 366 dage\)"),
        ("2024-06-01", "2025-05-31", "skal være slut"),
        ("2025-01-01", "2025-12-31", "skal være slut"),
        ("2024-12-31", "2024-01-01", "Byt om"),
    ],
)
def test_days_that_cannot_be_compared(first: str, last: str, sentence: str) -> None:
    """More days are no growth, and the future or an overlap is no comparison."""
    with pytest.raises(InvalidValueError, match=sentence):
        of_year(2025).against(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_later_year_is_no_comparison(year: int) -> None:
    """The sentence says which year it must be before."""
    with pytest.raises(InvalidValueError, match="et år før 2025"):
        of_year(2025).against_year(year)


def test_the_months_of_a_period() -> None:
    """Each that it touches, the first and the last cut to its days; together they are the period."""
    found = Period(date(2025, 11, 20), date(2026, 2, 3)).months()
    assert [(month.first_day.isoformat(), month.last_day.isoformat()) for month in found] == [
        ("2025-11-20", "2025-11-30"),
        ("2025-12-01", "2025-12-31"),
        ("2026-01-01", "2026-01-31"),
        ("2026-02-01", "2026-02-03"),
    ]
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).months() == [
        Period(date(2024, 2, 1), date(2024, 2, 29))
    ]
    assert [month.first_day.month for month in of_year(2025).months()] == [*range(1, 13)]


@pytest.mark.parametrize(
    ("first", "last", "cut"),
    [
        ("2025-01-01", "2025-12-31", False),
        ("2025-01-02", "2025-12-31", True),
        ("2025-01-01", "2025-02-27", True),
    ],
)
def test_months_that_are_not_whole(first: str, last: str, *, cut: bool) -> None:
    """Either end may be inside a month."""
    found = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert found.begins_or_ends_in_a_month is cut
