"""The Danish calendar: the worked examples of ``domain.md`` 1.3 to 1.5, and what holds for every day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.clock import from_local, to_local
from klage.domain.calendar import calendar
from tests.domain.support import ZONES, machine_in, vectors, wall

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 1))
WALLS = st.datetimes(wall("1950-01-01"), wall("2100-12-01"))
INSTANTS = WALLS.map(lambda shown: from_local(shown.replace(microsecond=0)))
FRIDAY_AFTER_ASCENSION = date(2025, 5, 30)


def test_holidays_are_those_of_the_frozen_table() -> None:
    """The computed holidays of 2020–2030 are the ones written down, and no others."""
    computed = {str(day): name for year in range(2020, 2031) for day, name in calendar.holidays(year).items()}
    assert computed == {row["day"]: row["name"] for row in vectors("calendar_holidays.csv")}


@pytest.mark.parametrize("year", range(1990, 2101))
def test_holidays_come_in_order_and_within_their_year(year: int) -> None:
    """A year has ten holidays, and eleven while there was a Store bededag; no two ever coincide."""
    days = list(calendar.holidays(year))
    assert days == sorted(days)
    assert {day.year for day in days} == {year}
    assert len(days) == (11 if year <= 2023 else 10)


def test_holidays_cannot_be_changed_by_a_caller() -> None:
    """The cached table is read-only, so nobody can add a holiday for everybody else."""
    with pytest.raises(TypeError):
        calendar.holidays(2025)[date(2025, 5, 1)] = "1. maj"  # type: ignore[index]  # the point of the test


def test_store_bededag_went_out_in_2024() -> None:
    """The fourth Friday after Easter was a holiday until 2023 and is a working day after."""
    assert calendar.closing_name(date(2023, 5, 5)) == "store bededag"
    assert calendar.is_working_day(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 6, 5), "grundlovsdag"),
        (date(2028, 6, 5), "2. pinsedag"),
        (date(2025, 12, 24), "juleaftensdag"),
        (date(2025, 12, 31), "nytårsaftensdag"),
        (date(2025, 10, 25), "lørdag"),
        (date(2025, 10, 26), "søndag"),
        (date(2025, 5, 1), None),
        (FRIDAY_AFTER_ASCENSION, None),
    ],
)
def test_closing_name_says_why_a_day_is_closed(day: date, name: str | None) -> None:
    """A closed day has a Danish reason, a holiday's name before any other, and a working day has none."""
    assert calendar.closing_name(day) == name


def test_a_local_closing_day_is_no_working_day() -> None:
    """The office's own closing days count where they are given, and a holiday keeps its name."""
    closed = {FRIDAY_AFTER_ASCENSION, date(2025, 5, 29)}
    assert calendar.closing_name(FRIDAY_AFTER_ASCENSION, closed) == "lukkedag"
    assert calendar.closing_name(date(2025, 5, 29), closed) == "Kristi himmelfartsdag"
    assert calendar.next_working_day(date(2025, 5, 29), closed) == date(2025, 6, 2)
    assert calendar.previous_working_day(date(2025, 6, 1), closed) == date(2025, 5, 28)


@pytest.mark.parametrize("row", vectors("calendar_four_weeks.csv"), ids=lambda row: row["received"])
def test_four_weeks_end_as_in_the_examples(row: dict[str, str]) -> None:
    """Four weeks end on the same weekday, and the citizen's deadline moves to the next working day."""
    received = date.fromisoformat(row["received"])
    assert str(calendar.four_weeks_from(received)) == row["four_weeks"]
    assert str(calendar.statutory_deadline(received)) == row["statutory"], row["why"]


@pytest.mark.parametrize(
    ("received", "planned"),
    [
        (date(2025, 1, 14), date(2025, 2, 11)),
        (date(2025, 3, 20), date(2025, 4, 16)),
        (date(2025, 11, 26), date(2025, 12, 23)),
    ],
)
def test_the_municipality_plans_its_own_deadline_backward(received: date, planned: date) -> None:
    """The municipality's four weeks end on the last working day before, never after."""
    assert calendar.own_deadline(received) == planned


def test_own_deadline_avoids_a_local_closing_day() -> None:
    """A day when nobody is at work is no day to plan for, while the citizen's deadline ignores it."""
    received = FRIDAY_AFTER_ASCENSION - timedelta(weeks=4)
    assert calendar.own_deadline(received, [FRIDAY_AFTER_ASCENSION]) == date(2025, 5, 28)
    assert calendar.statutory_deadline(received) == FRIDAY_AFTER_ASCENSION


@pytest.mark.parametrize(
    ("dated", "received"),
    [
        (date(2025, 1, 14), date(2025, 1, 22)),
        (date(2025, 4, 14), date(2025, 4, 25)),
        (date(2025, 12, 22), date(2026, 1, 6)),
    ],
)
def test_a_letter_takes_six_working_days(dated: date, received: date) -> None:
    """Six days are counted after the date of the letter, without weekends, holidays or closed days."""
    assert calendar.letter_received(dated) == received


def test_a_letter_takes_as_long_as_the_office_says() -> None:
    """A *Quickbrev* took two days; each is a working day."""
    assert calendar.letter_received(date(2025, 4, 16), 2) == date(2025, 4, 23)


@pytest.mark.parametrize("row", vectors("promise_due.csv"), ids=lambda row: row["received"])
def test_24_hours_end_as_in_the_examples(row: dict[str, str]) -> None:
    """Both ways of counting 24 hours give the instant of the table: elapsed, and in working hours."""
    received = datetime.fromisoformat(row["received"]).astimezone(UTC)
    assert received + timedelta(hours=24) == datetime.fromisoformat(row["doegn"])
    assert calendar.add_working_hours(received, 24) == datetime.fromisoformat(row["hverdage"]), row["why"]


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (2, wall("2025-01-17 16:00")),
        (10, wall("2025-01-17 23:59")),
        (11, wall("2025-01-20 01:00")),
        (48, wall("2025-01-21 14:00")),
    ],
)
def test_other_lengths_than_24_hours_are_counted_alike(hours: int, due: datetime) -> None:
    """From Friday 17 January 2025 14.00, hours fill the Friday, skip the weekend and go on on Monday."""
    assert calendar.add_working_hours(from_local(wall("2025-01-17 14:00")), hours) == from_local(due)


def test_working_hours_skip_a_local_closing_day() -> None:
    """A complaint on the eve of Kristi himmelfartsdag is due on Monday when the Friday is closed too."""
    received = from_local(wall("2025-05-28 14:00"))
    due = calendar.add_working_hours(received, 24, {FRIDAY_AFTER_ASCENSION})
    assert due == from_local(wall("2025-06-02 14:00"))


@given(DAYS)
def test_the_statutory_deadline_moves_forward_and_not_far(day: date) -> None:
    """The deadline is a working day, on the unshifted day or at most five days after (over Easter or Christmas)."""
    unshifted, deadline = calendar.four_weeks_from(day), calendar.statutory_deadline(day)
    assert calendar.is_working_day(deadline)
    assert unshifted <= deadline <= unshifted + timedelta(days=5)
    assert unshifted.weekday() == day.weekday()


@given(DAYS, st.frozensets(DAYS, max_size=5))
def test_neighbouring_working_days_have_only_closed_days_between(day: date, closed: frozenset[date]) -> None:
    """The next and the previous working day are working days, and every day in between has a reason."""
    after = calendar.next_working_day(day, closed)
    before = calendar.previous_working_day(day, closed)
    assert before <= day <= after
    assert calendar.is_working_day(before, closed)
    assert calendar.is_working_day(after, closed)
    between = range(before.toordinal() + 1, after.toordinal())
    assert all(calendar.closing_name(date.fromordinal(n), closed) for n in between)


@given(INSTANTS, INSTANTS)
def test_who_comes_first_is_due_first(one: datetime, other: datetime) -> None:
    """A later receipt never gives an earlier deadline, down to the second."""
    first, last = sorted((one, other))
    assert calendar.add_working_hours(first, 24) <= calendar.add_working_hours(last, 24)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=4)))
def test_close_receipts_are_due_in_order_too(received: datetime, later: timedelta) -> None:
    """The order holds among receipts around the same weekend, where it is most easily lost."""
    due = calendar.add_working_hours(received, 24)
    assert due <= calendar.add_working_hours(received + later, 24)


@given(INSTANTS)
def test_24_working_hours_end_on_a_working_day(received: datetime) -> None:
    """The deadline lies on a working day, keeps a working day's clock time, and never reads midnight."""
    due, start = to_local(calendar.add_working_hours(received, 24)), to_local(received)
    assert calendar.is_working_day(due.date())
    assert due.time() <= time(23, 59)
    if calendar.is_working_day(start.date()) and time() < start.time() <= time(23, 59):
        assert due.time() == start.time()


@given(INSTANTS, st.sampled_from(ZONES))
def test_the_machines_own_zone_changes_nothing(received: datetime, zone: str) -> None:
    """A deadline is the same on a machine whose clock stands in another country."""
    due = calendar.add_working_hours(received, 24)
    with machine_in(zone):
        assert calendar.add_working_hours(received, 24) == due


@pytest.mark.parametrize("year", [2014, 2017, 2028])
def test_what_is_closed_for_all_is_never_a_working_day(year: int) -> None:
    """The list holds every weekday that is no working day, in order, under the name that is told."""
    days = calendar.closed_by_all(year)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    weekdays = [day for day in map(date.fromordinal, range(first, last + 1)) if day.weekday() < 5]
    assert [day for day in weekdays if day in days] == [d for d in weekdays if not calendar.is_working_day(d)]
    assert list(days) == sorted(days)
    assert days == {day: calendar.closing_name(day) for day in days}
