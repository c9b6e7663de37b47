"""Reckon every deadline of five years a second time, in another way, and set the clock wrong.

``python -m tests.faults.clock [--short]``. Every day from 2026 to 2030 is gone through, the two nights in which
the clock is changed quarter by quarter. The second reckoning is as plain as can be: Easter from the moon's
tables, working days from a list, hours walked a quarter at a time in UTC, days one by one. Then klage is run
with the clock two days back, in 1999 and in 2039. The negative controls reckon on the wall's clock and
without holidays, and have to be wrong.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from klage.clock import from_local
from klage.domain import promise
from klage.domain.calendar import calendar
from klage.store import history
from tests.faults import lines
from tests.faults.traced import RAM
from tests.store import support

DENMARK = ZoneInfo("Europe/Copenhagen")
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
BY_WORKING_DAYS = promise.Policy(counting="hverdage")


class Tally(NamedTuple):
    """How much was compared, and what differed."""

    compared: int
    wrong: list[str]


# --- the second reckoning --------------------------------------------------------------------------


def easter(year: int) -> date:
    """Return Easter Sunday from the golden number, the epact and the Sunday after the full moon (Knuth, 1.3.2)."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped_leap_days = 3 * century // 4 - 12
    moon_correction = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped_leap_days - 10
    epact = (11 * golden + 20 + moon_correction - skipped_leap_days) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    return date(year, 3, 1) + (full_moon + 7 - (sunday + full_moon) % 7 - 1) * DAY


@cache
def free_days(year: int) -> frozenset[date]:
    """Return the days from 2024 on that are no *hverdage* although they are no weekend."""
    moving = {easter(year) + offset * DAY for offset in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {
        date(year, month, day) for month, day in ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))
    }
    return frozenset(moving | fixed)


def is_working(day: date) -> bool:
    """Tell whether a day is a *hverdag*."""
    return day.isoweekday() <= 5 and day not in free_days(day.year)


def walked(received: datetime) -> datetime:
    """Return when 24 hours have gone, walked in UTC."""
    at = received
    for _ in range(24 * 4):
        at += QUARTER
    return at


def walked_on_working_days(received: datetime) -> datetime:
    """Return when 24 hours of working days have gone on the clocks of Denmark, walked a quarter at a time."""
    wall, left = received.astimezone(DENMARK).replace(tzinfo=None), 24 * 4
    while left:
        left -= is_working(wall.date())
        wall += QUARTER
    if wall.hour == wall.minute == 0:
        wall -= timedelta(minutes=1)
    return shown(wall)


def shown(wall: datetime) -> datetime:
    """Return the first instant at which Danish clocks show a time, or one hour on if they never do."""
    for offset in (2, 1):
        at = (wall - timedelta(hours=offset)).replace(tzinfo=UTC)
        if at.astimezone(DENMARK).replace(tzinfo=None) == wall:
            return at
    return shown(wall + timedelta(hours=1))


def four_weeks(received: date, step: timedelta) -> date:
    """Return the 28th day after a day, moved a ``step`` at a time to a working day."""
    day = received
    for _ in range(28):
        day += DAY
    while not is_working(day):
        day += step
    return day


# --- holding them against klage --------------------------------------------------------------------


def receipts(first: int, last: int) -> Iterator[datetime]:
    """Yield three instants of every day, and every quarter of the days around a change of the clock."""
    at = datetime(first, 1, 1, tzinfo=UTC)
    while at.year <= last:
        local_day = at.astimezone(DENMARK)
        is_change = local_day.utcoffset() != (at + 2 * DAY).astimezone(DENMARK).utcoffset()
        for quarter in range(96) if is_change else (1, 33, 91):
            yield at + quarter * QUARTER
        at += DAY


def deadlines(first: int, last: int) -> Tally:
    """Compare the promise's two ways of counting, and the four weeks, for every day."""
    compared, wrong = 0, list[str]()
    for received in receipts(first, last):
        day = received.astimezone(DENMARK).date()
        pairs = {
            "24 hours": (promise.due_at(promise.EVERYONE, received), walked(received)),
            "working hours": (promise.due_at(BY_WORKING_DAYS, received), walked_on_working_days(received)),
            "four weeks": (calendar.statutory_deadline(day), four_weeks(day, DAY)),
            "own four weeks": (calendar.own_deadline(day), four_weeks(day, -DAY)),
        }
        compared += len(pairs)
        wrong += [
            f"{name} from {received}: {one}, not {other}"
            for name, (one, other) in pairs.items()
            if one != other
        ]
    return Tally(compared, wrong)


def controls(first: int, last: int) -> tuple[int, int]:
    """Return how often adding a day on the wall, and moving only for weekends, gives another deadline."""
    on_the_wall = only_weekends = 0
    for received in receipts(first, last):
        local = received.astimezone(DENMARK)
        on_the_wall += (local + DAY).astimezone(UTC) != walked(received)
        day = local.date() + 28 * DAY
        while day.isoweekday() > 5:
            day += DAY
        only_weekends += day != four_weeks(local.date(), DAY)
    return on_the_wall, only_weekends


def wrong_clocks(folder: Path) -> Tally:
    """Run klage with the clock set back and far off; numbers, list and history stay whole, and ``tjek`` warns."""
    wrong, desk = list[str](), lines.desk_in(folder / "home")
    new = json.dumps({"summary": "Ingen ringer."})
    for at in (
        "2026-11-20T10:00",
        "2026-11-18T10:00",
        "1999-12-31T23:30",
        "2039-03-27T02:30",
        "2028-02-29T12:00",
    ):
        result = lines.run(desk.at(at), lines.Line(["ny", "--json", "-", "--alligevel"], new))
        if result.code or f"{at[:4]}-000" not in result.stdout:
            wrong.append(f"ny at {at}: {result}")
    with support.opened(desk.path) as register:
        wrong += [f"history: {problem}" for problem in history.problems(register.connection)]
    found = lines.run(desk.at("2026-11-18T10:00"), lines.Line(["tjek"]))
    if "uret" not in found.stdout.lower() + found.stderr.lower() or found.code == 6:
        wrong.append(f"tjek does not speak of the clock: {found}")
    if lines.run(desk.at("2039-03-28T10:00"), lines.Line(["frister", "--json"])).code:
        wrong.append("the list does not come")
    return Tally(7, wrong)


def campaign(folder: Path, first: int, last: int) -> tuple[bool, str]:
    """Compare so many years; return whether all is well, with one line and what is wrong."""
    found, clocks = deadlines(first, last), wrong_clocks(folder)
    found = Tally(found.compared, [*found.wrong, *(_doubled_hours())])
    on_the_wall, only_weekends = controls(first, last)
    wrong = [*found.wrong, *clocks.wrong]
    said = (
        f"clock: {found.compared} deadlines {first}-{last} reckoned twice, {len(found.wrong)} differ; "
        f"{clocks.compared} runs with a wrong clock, {len(clocks.wrong)} wrong; "
        f"on the wall's clock {on_the_wall} differ, with weekends alone {only_weekends}"
    )
    return not wrong and on_the_wall > 0 and only_weekends > 0, "\n  ".join([said, *wrong[:50]])


def _doubled_hours() -> Iterator[str]:
    """Yield where klage reads a time on the wall as another instant, hour by hour through five years."""
    wall = datetime(2026, 1, 1)  # noqa: DTZ001 -- what stands on the wall has no zone
    while wall.year < 2031:
        if from_local(wall) != shown(wall):
            yield f"{wall} is {from_local(wall)}, not {shown(wall)}"
        wall += timedelta(hours=1)


def main() -> int:
    """Run the campaign and return 1 if anything differs, or the controls do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the same: it takes seconds")
    parser.parse_args()
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        good, line = campaign(Path(folder), 2026, 2030)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
