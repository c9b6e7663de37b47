"""The office's reporting year (beretningsår), which may begin on any date but 29 February.

Danish borgerrådgivere report by years that begin in January, April, June, September or October
(domain.md 2.8). A year is named by the calendar year in which it begins.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from klage.domain.danish import MONTHS
from klage.domain.report.period import Period
from klage.errors import InvalidValueError

KEY = "report_year_start"
"""The setting that holds the first day, as ``04-01``."""

_WORDS = re.compile(r"([0-9]{1,2})\.? *(?:([a-zæøå]+)|[./-]? *([0-9]{1,2}))\.?", re.IGNORECASE)
_ORDINARY_YEAR = 2023


class Start(NamedTuple):
    """The day and the month on which a reporting year begins."""

    month: int = 1
    day: int = 1

    @property
    def stored(self) -> str:
        """Return ``04-01``."""
        return f"{self.month:02}-{self.day:02}"

    @property
    def words(self) -> str:
        """Return ``1. april``."""
        return f"{self.day}. {MONTHS[self.month - 1]}"

    def year(self, year: int) -> Period:
        """Return the reporting year that begins in a calendar year, compared with the one before."""
        first = date(year, self.month, self.day)
        return Period(first, date(year + 1, self.month, self.day) - timedelta(days=1), 12)


CALENDAR_YEAR = Start()


def from_stored(text: str | None) -> Start:
    """Return the start that is set; without a setting it is the calendar year."""
    return CALENDAR_YEAR if text is None else Start(*map(int, text.split("-")))


def start_from(text: str) -> Start:
    """Return the day that was typed: ``1. april``, ``1.4.`` or ``1/4``.

    Raises:
        InvalidValueError: It is none, or 29 February, which most years do not have.
    """
    match = _WORDS.fullmatch(text.strip())
    try:
        found = date(_ORDINARY_YEAR, _month(match[2] or match[3]), int(match[1])) if match else None
    except ValueError:
        found = None
    if found is None:
        raise InvalidValueError(
            "Skriv den dag, beretningsåret begynder, fx 1. april eller 1.4. Det kan ikke være 29. februar."
        )
    return Start(found.month, found.day)


def _month(text: str) -> int:
    """Return the number of a month from its number or its name, of which three letters are enough; else 0."""
    if text.isdigit():
        return int(text)
    fitting = [number for number, name in enumerate(MONTHS, 1) if name.startswith(text.casefold())]
    return fitting[0] if len(text) > 2 and len(fitting) == 1 else 0
