"""Time: instants and stored text, and the two hours a year on which Danish clocks are strange."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock

instants = st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1)).map(  # noqa: DTZ001 -- made aware here
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)


def wall(text: str) -> datetime:
    """Return what a Danish clock shows."""
    return datetime.fromisoformat(text)


def test_the_clock_may_be_set() -> None:
    """``KLAGE_NOW`` is any instant with an offset; without it the machine is asked, in whole seconds."""
    assert clock.now("2026-11-22T09:00:00.7+01:00") == datetime(2026, 11, 22, 8, tzinfo=UTC)
    real = clock.now()
    assert (real.tzinfo, real.microsecond) == (UTC, 0)
    assert abs(real - datetime.now(UTC)) < timedelta(minutes=1)
    for wrong in ("2026-11-22T09:00:00", "i dag"):
        with pytest.raises(ValueError, match=r"offset|isoformat"):
            clock.now(wrong)


@given(instants)
def test_stored_text_is_read_back_and_sorts_as_time_does(instant: datetime) -> None:
    """Whatever the zone it came in."""
    text = clock.to_text(instant.astimezone(timezone(timedelta(hours=-7))))
    assert clock.from_text(text) == instant
    assert (text < clock.to_text(instant + timedelta(seconds=1))) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2014-10-21",
        "2014-10-21T10:09:00",
        "2014-10-21T10:09:00+0",
        "2014-13-21T10:09:00Z",
        "x" * 19 + "Z",
    ],
)
def test_other_text_is_no_stored_instant(text: str) -> None:
    """One form only."""
    with pytest.raises(ValueError, match=r"stored|isoformat|month"):
        clock.from_text(text)


def test_an_hour_that_is_skipped_and_one_that_comes_twice() -> None:
    """The last Sundays of March and October."""
    skipped, twice = wall("2026-03-29T02:30"), wall("2026-10-25T02:30")
    assert (clock.exists(skipped), clock.exists(twice)) == (False, True)
    assert (clock.is_ambiguous(skipped), clock.is_ambiguous(twice)) == (False, True)
    assert clock.to_local(clock.from_local(skipped)).hour == 3
    assert clock.from_local(twice, fold=1) - clock.from_local(twice) == timedelta(hours=1)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_a_danish_day_has_its_own_length(day: str, hours: int) -> None:
    """From midnight to midnight on Danish clocks."""
    start, end = clock.local_day_bounds(wall(f"{day}T12:34"))
    assert end - start == timedelta(hours=hours)
    assert clock.to_local(start).strftime("%F %T") == f"{day} 00:00:00"


@given(instants)
def test_there_and_back(instant: datetime) -> None:
    """Every instant is shown by a Danish clock that can be read back, the doubled hour by its fold."""
    local = clock.to_local(instant)
    assert clock.exists(local.replace(tzinfo=None, fold=0))
    assert clock.from_local(local.replace(tzinfo=None), fold=local.fold) == instant
