"""The Danish calendar: which days count, when four weeks end, and the clock that skips closed days.

Days are Danish calendar days (``date``), instants are UTC. The rules and their sources stand in
``domain.md`` 1.3 to 1.5: the model list is forældelsesloven § 27, stk. 2 (weekend, public holiday,
Grundlovsdag, 24 and 31 December).
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType

from klage.clock import from_local, to_local

_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)
_LAST_YEAR_OF_STORE_BEDEDAG = 2023  # abolished from 1 January 2024
LETTER_DAYS = 6
"""How many working days an ordinary letter is presumed to take, until the office says otherwise."""

# No public holidays, but days that a deadline may not end on.
_CLOSED_BY_CUSTOM = {(6, 5): "grundlovsdag", (12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}
_WEEKEND = {5: "lørdag", 6: "søndag"}


@cache
def holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of a year (1583–4099) with their Danish names, in order."""
    # Imported here: most commands never ask for a holiday, and start-up is counted in milliseconds.
    from dateutil.easter import easter

    sunday = easter(year)
    moving = {-3: "skærtorsdag", -2: "langfredag", 0: "påskedag", 1: "2. påskedag", 26: "store bededag"}
    moving |= {39: "Kristi himmelfartsdag", 49: "pinsedag", 50: "2. pinsedag"}
    if year > _LAST_YEAR_OF_STORE_BEDEDAG:
        del moving[26]
    days = {date(year, 1, 1): "nytårsdag"}
    days |= {sunday + timedelta(days=offset): name for offset, name in moving.items()}
    days |= {date(year, 12, 25): "juledag", date(year, 12, 26): "2. juledag"}
    return MappingProxyType(days)


def closed_by_all(year: int) -> dict[date, str]:
    """Return the days of a year, weekends aside, that are working days nowhere, in order with their names."""
    days = {date(year, month, day): name for (month, day), name in _CLOSED_BY_CUSTOM.items()}
    return dict(sorted({**days, **holidays(year)}.items()))


def closing_name(day: date, closing_days: Collection[date] = ()) -> str | None:
    """Return why a day is not a working day, in Danish, or nothing when it is one.

    Args:
        day: The day asked about.
        closing_days: Days on which this office is closed although others are open.
    """
    name = holidays(day.year).get(day) or _CLOSED_BY_CUSTOM.get((day.month, day.day))
    if name is None and day in closing_days:
        name = "lukkedag"
    return name or _WEEKEND.get(day.weekday())


def is_working_day(day: date, closing_days: Collection[date] = ()) -> bool:
    """Tell whether a day is a *hverdag*: no weekend, holiday, 5 June, 24 or 31 December, closing day."""
    return closing_name(day, closing_days) is None


def next_working_day(day: date, closing_days: Collection[date] = ()) -> date:
    """Return the day itself if it is a working day, otherwise the first one after it."""
    while not is_working_day(day, closing_days):
        day += _DAY
    return day


def previous_working_day(day: date, closing_days: Collection[date] = ()) -> date:
    """Return the day itself if it is a working day, otherwise the last one before it."""
    while not is_working_day(day, closing_days):
        day -= _DAY
    return day


def four_weeks_from(received: date) -> date:
    """Return the same weekday four weeks later; the day of receipt is not counted."""
    return received + timedelta(weeks=4)


def statutory_deadline(received: date) -> date:
    """Return the last day of a citizen's four weeks, moved forward to a working day.

    The office's own closing days are left out: they move no deadline that is set by law.
    """
    return next_working_day(four_weeks_from(received))


def own_deadline(received: date, closing_days: Collection[date] = ()) -> date:
    """Return the day the municipality's own four weeks should be planned for.

    That is the last working day not after them: the forward shift exists to protect the citizen.
    """
    return previous_working_day(four_weeks_from(received), closing_days)


def letter_received(dated: date, days: int = LETTER_DAYS) -> date:
    """Return the day an ordinary letter is presumed to have come: so many working days after its date.

    The days are those of ``is_working_day``. That leaves Saturday out, as the worked example in
    ``domain.md`` 1.3 does (Ankestyrelsen 2018; Kammeradvokaten writes *omdelingsdage*), and where the
    sources are silent it gives the citizen the later day. A date that is known always goes before it.

    Args:
        dated: The date of the letter.
        days: How many working days it takes; a setting of the office, since the post has changed.
    """
    day = dated
    for _ in range(days):
        day = next_working_day(day + _DAY)
    return day


def add_working_hours(received: datetime, hours: int, closing_days: Collection[date] = ()) -> datetime:
    """Return the instant at which a number of hours have gone, those of non-working days left out.

    The clock is the one on the wall in Denmark, so 24 hours end at the same clock time on the next
    working day, also across the change to and from summer time. What is received on a non-working
    day counts from 00.00 on the first working day. A day ends at 23.59.00, so 24 hours from there
    are due that day, and no deadline reads midnight.

    Args:
        received: The instant of receipt, in UTC.
        hours: How many hours to count, at least 1.
        closing_days: The office's own closing days.
    """
    wall = to_local(received).replace(tzinfo=None)
    first = next_working_day(wall.date(), closing_days)
    if first != wall.date():
        wall = datetime.combine(first, time())
    left = timedelta(hours=hours)
    while left > (rest := datetime.combine(wall + _DAY, time()) - wall):
        left -= rest
        wall = datetime.combine(next_working_day(wall.date() + _DAY, closing_days), time())
    return from_local(min(wall + left, datetime.combine(wall, _LAST_MINUTE)))
