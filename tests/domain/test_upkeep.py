"""The clock, the time zone, the morning list, the copies and the closing days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.clock import COPENHAGEN, from_local, to_local
from klage.domain import upkeep

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(local: str) -> datetime:
    """Return the instant at which Danish clocks show this."""
    return from_local(datetime.fromisoformat(local))


@pytest.mark.parametrize(
    ("since", "level"),
    [
        (timedelta(0), None),
        (-timedelta(days=1), None),
        (-timedelta(days=1, seconds=1), "advarsel"),
        (-timedelta(days=9000), "advarsel"),
        (timedelta(days=365), None),
        (timedelta(days=365, seconds=1), "raad"),
    ],
)
def test_the_clock_is_held_against_the_newest_change(since: timedelta, level: str | None) -> None:
    """More than a day behind is warned of, more than a year ahead is worth a look."""
    assert [finding.level for finding in upkeep.clock(NOW, NOW - since)] == ([level] if level else [])
    assert upkeep.clock(NOW, None) == []


def test_danish_time_is_right() -> None:
    """The computer's own, on which every deadline stands."""
    assert upkeep.time_zone(to_local) == []


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Europe/Helsinki", "Africa/Lagos"])
def test_wrong_zone_data_is_found(zone: str) -> None:
    """Also a zone that is right half of the year."""
    (finding,) = upkeep.time_zone(lambda instant: instant.astimezone(ZoneInfo(zone)))
    assert finding.level == "advarsel"


@pytest.mark.parametrize(
    ("last", "now", "late"),
    [
        ("2026-11-20T07:00", "2026-11-20T10:00", False),  # Friday
        ("2026-11-19T07:00", "2026-11-20T11:59", False),
        ("2026-11-19T07:00", "2026-11-20T12:00", True),
        ("2026-11-20T07:00", "2026-11-23T08:00", False),  # over a weekend
        ("2026-11-20T07:00", "2026-11-23T12:00", True),
        ("2026-11-20T07:00", "2026-11-22T23:00", False),
        ("2026-11-19T07:00", "2026-11-21T09:00", True),  # Friday's did not come
        ("2026-10-23T07:00", "2026-10-26T11:30", False),  # the clocks were set back on the Sunday
    ],
)
def test_a_missed_morning(last: str, now: str, late: bool) -> None:
    """A weekday's run is missed at noon; no run is expected on Saturdays and Sundays."""
    found = upkeep.morning_run(at(now), at(last), has_cases=True)
    assert [finding.level for finding in found] == (["advarsel"] if late else [])


@given(
    minutes=st.integers(0, 400 * 24 * 60),
    hours=st.integers(0, 400),
)
def test_a_later_look_is_never_less_worried(minutes: int, hours: int) -> None:
    """What is late stays late, and within four hours nothing is; after four days something always is."""
    last = NOW + timedelta(minutes=minutes)
    now = last + hours * HOUR
    late = bool(upkeep.morning_run(now, last, has_cases=True))
    assert not late or upkeep.morning_run(now + HOUR, last, has_cases=True)
    assert not (late and hours < 4) or now.astimezone(COPENHAGEN).date() != last.astimezone(COPENHAGEN).date()
    assert late or hours <= 96


@pytest.mark.parametrize(("has_cases", "levels"), [(True, ["raad"]), (False, [])])
def test_who_never_had_a_morning_list(has_cases: bool, levels: list[str]) -> None:
    """It is good advice once there is something to list."""
    assert [finding.level for finding in upkeep.morning_run(NOW, None, has_cases=has_cases)] == levels


@pytest.mark.parametrize(
    ("newest", "changed", "said"),
    [
        (None, None, ""),
        (None, 0, "Der er ingen sikkerhedskopi af registret."),
        (7, 0, ""),
        (8, 0, "Den nyeste sikkerhedskopi er 8 dage gammel, og registret er ændret siden."),
        (30, 30, ""),
        (30, 31, ""),
        (30, 29, "Den nyeste sikkerhedskopi er 30 dage gammel, og registret er ændret siden."),
    ],
)
def test_the_age_of_the_copies(newest: int | None, changed: int | None, said: str) -> None:
    """Days ago; a copy that holds the newest change is never too old."""
    ages = [None if days is None else NOW - timedelta(days=days) for days in (newest, changed)]
    assert " ".join(finding.message for finding in upkeep.copies(NOW, *ages)) == said


@pytest.mark.parametrize(
    ("today", "known", "said"),
    [
        (date(2026, 6, 1), (), "Der er ikke skrevet lukkedage ind."),
        (date(2026, 11, 30), (date(2026, 12, 28),), ""),
        (date(2026, 12, 1), (date(2026, 12, 28),), "Der er ikke skrevet lukkedage ind for 2027."),
        (date(2026, 12, 1), (date(2026, 12, 28), date(2027, 5, 7)), ""),
        (date(2026, 12, 1), (date(2028, 5, 7),), "Der er ikke skrevet lukkedage ind for 2027."),
    ],
)
def test_next_years_closing_days(today: date, known: tuple[date, ...], said: str) -> None:
    """In December the next year is asked about; with none at all, always."""
    found = upkeep.closing_days(today, known)
    assert " ".join(finding.message for finding in found) == said
    assert all(finding.level == "raad" for finding in found)
