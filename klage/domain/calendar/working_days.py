"""Working days from one Danish day to another, fast enough for a million pairs.

SPSO counts them (domain.md 3.3): the day of receipt is day 0, and days on which the office is closed
(weekends, holidays, its own closing days) do not count.
"""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import accumulate

from klage.domain.calendar import calendar


class WorkingDays:
    """Counts working days; what is worked out of a year is remembered.

    Args:
        closing_days: The office's own closing days.
    """

    def __init__(self, closing_days: Collection[date] = ()) -> None:
        self._closing_days = frozenset(closing_days)
        self._years: dict[int, list[int]] = {}

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after ``first``, up to and with ``last``; 0 if it is not later."""
        if last <= first:
            return 0
        whole_years = sum(self._until(date(year, 12, 31)) for year in range(first.year, last.year))
        return whole_years + self._until(last) - self._until(first)

    def _until(self, day: date) -> int:
        """Return how many working days there are in a year up to and with a day."""
        year = day.year
        if year not in self._years:
            self._years[year] = self._counted(year)
        return self._years[year][day.timetuple().tm_yday - 1]

    def _counted(self, year: int) -> list[int]:
        first, days = date(year, 1, 1), (date(year, 12, 31) - date(year, 1, 1)).days + 1
        every = (first + timedelta(days=offset) for offset in range(days))
        return list(accumulate(int(calendar.is_working_day(day, self._closing_days)) for day in every))
