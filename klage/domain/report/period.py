"""The period of a report: Danish days in, instants out, and the period it is compared with.

A period is half-open in instants: ``start`` is 00.00 Danish time on the first day, ``end`` is 00.00
on the day after the last. Municipalities report by calendar year, by quarter and by years that begin
in April, June, September or October (domain.md 2.8), so any days will do.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from klage import clock
from klage.domain.danish import MONTHS
from klage.errors import InvalidValueError

_MONTH = re.compile(r"(?:([0-9]{4})-)?([0-9]{1,2})|([^\W\d]{3,})\.?(?: ([0-9]{4}))?")
_QUARTER = re.compile(r"([0-9]{4})(?:-|-?K)([1-4])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a report, both included.

    Attributes:
        first_day: The first Danish day.
        last_day: The last Danish day.
        months_back: How many months earlier the period lies that it is compared with; ``None`` means
            as many days earlier as it is long.
        compared: The earlier period that was chosen for the comparison instead, if one was.
    """

    first_day: date
    last_day: date
    months_back: int | None = None
    compared: "Period | None" = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last_day < self.first_day:
            raise InvalidValueError("Perioden slutter, før den begynder. Byt om på de to datoer.")

    @property
    def start(self) -> datetime:
        """Return the first instant."""
        return _midnight(self.first_day)

    @property
    def end(self) -> datetime:
        """Return the first instant after the period."""
        return _midnight(self.last_day + timedelta(days=1))

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def previous(self) -> "Period":
        """Return the period that was chosen to compare with, or the one before of the same kind.

        A year has the year before it, a quarter the quarter before, whole months as many months, this
        year until today the same days of last year; any other period as many days.
        """
        if self.compared is not None:
            return self.compared
        if self.months_back is None:
            length = self.last_day - self.first_day
            last = self.first_day - timedelta(days=1)
            return Period(last - length, last)
        return self._earlier(self.months_back)

    @property
    def begins_or_ends_in_a_month(self) -> bool:
        """Tell whether its first or last month is not whole."""
        return not _whole_months(self.first_day, self.last_day)

    def months(self) -> "list[Period]":
        """Return the months that it touches, the first and the last cut to its own days."""
        found = [self.first_day]
        while (following := _month_end(found[-1]) + timedelta(days=1)) <= self.last_day:
            found.append(following)
        return [Period(first, min(_month_end(first), self.last_day)) for first in found]

    def _earlier(self, months: int) -> "Period":
        """Return the same days so many months earlier; what ends a month ends one there too."""
        last = _months_earlier(self.last_day, months)
        if _ends_month(self.last_day):
            last = _month_end(last)
        return Period(_months_earlier(self.first_day, months), last, self.months_back)

    def against_year(self, year: int) -> "Period":
        """Return this period compared with the same days of an earlier year.

        Raises:
            InvalidValueError: The year is not an earlier one.
        """
        years = self.first_day.year - year
        if years < 1:
            raise InvalidValueError(f"Skriv et år før {self.first_day.year} efter --sammenlign.")
        return self._against(self._earlier(12 * years))

    def against(self, first_day: date, last_day: date) -> "Period":
        """Return this period compared with other, earlier days of the same length.

        As many whole months are as long, although their days may be one more or less; anything else must
        have as many days, because a number of more days is no growth.

        Raises:
            InvalidValueError: The other period is longer or shorter, or does not lie before.
        """
        other = self._against(between(first_day, last_day)).previous
        months = 12 * (self.first_day.year - first_day.year) + self.first_day.month - first_day.month
        same_months = months > 0 and self._earlier(months).span == other.span
        lengths = [self.days, other.days]
        if not same_months and lengths[0] != lengths[1]:
            raise InvalidValueError(
                f"De to perioder er ikke lige lange ({lengths[0]} og {lengths[1]} dage), så tallene kan ikke "
                "sammenlignes. Vælg en lige så lang periode, eller brug --sammenlign med et år."
            )
        return replace(self, compared=other)

    def _against(self, other: "Period") -> "Period":
        """Return this period compared with another.

        Raises:
            InvalidValueError: The other does not lie before it.
        """
        if other.last_day >= self.first_day:
            raise InvalidValueError(
                "Den periode, der sammenlignes med, skal være slut, før perioden begynder."
            )
        return replace(self, compared=other)

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.first_day, self.last_day

    @property
    def label(self) -> str:
        """Return ``2025``, ``1. kvartal 2025``, ``marts 2025`` or ``1. april 2024 – 31. marts 2025``."""
        first, last = self.first_day, self.last_day
        if _whole_months(first, last) and first.year == last.year:
            if (first.month, last.month) == (1, 12):
                return str(first.year)
            if first.month % 3 == 1 and last.month == first.month + 2:
                return f"{last.month // 3}. kvartal {first.year}"
            if first.month == last.month:
                return f"{MONTHS[first.month - 1]} {first.year}"
        if first == last:
            return _written(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}.–{_written(last)}"
        from_year = f" {first.year}" if first.year != last.year else ""
        return f"{first.day}. {MONTHS[first.month - 1]}{from_year} – {_written(last)}"

    @property
    def when(self) -> str:
        """Return the label as it stands in a sentence: ``i 2025``, ``i perioden 1. april 2024 – …``."""
        if self.first_day == self.last_day:
            return f"den {self.label}"
        return f"i perioden {self.label}" if "–" in self.label else f"i {self.label}"

    def lacks_days(self, today: date) -> bool:
        """Tell whether there are days of the period that have not come yet."""
        return self.last_day > today


def between(first_day: date, last_day: date) -> Period:
    """Return the period of the days given; whole months are compared with as many months before.

    Raises:
        InvalidValueError: The last day lies before the first.
    """
    whole = first_day <= last_day and _whole_months(first_day, last_day)
    months = 12 * (last_day.year - first_day.year) + last_day.month - first_day.month + 1
    return Period(first_day, last_day, months if whole else None)


def of_year(year: int) -> Period:
    """Return a calendar year."""
    return between(date(year, 1, 1), date(year, 12, 31))


def of_quarter(year: int, quarter: int) -> Period:
    """Return a quarter (1–4) of a year."""
    last = date(year, 3 * quarter, 1)
    return between(date(year, 3 * quarter - 2, 1), _month_end(last))


def of_month(year: int, month: int) -> Period:
    """Return a month (1–12) of a year."""
    return between(date(year, month, 1), _month_end(date(year, month, 1)))


def year_until(today: date) -> Period:
    """Return this calendar year until today, which is compared with the same days of last year."""
    return Period(date(today.year, 1, 1), today, 12)


def parse_quarter(text: str) -> Period:
    """Return the quarter that ``2025-1`` or ``2025K1`` names.

    Raises:
        InvalidValueError: It names none.
    """
    match = _QUARTER.fullmatch(text.strip())
    if match is None or int(match[1]) < 1900:
        raise InvalidValueError("Et kvartal skrives som 2025-1, det vil sige 1. kvartal 2025.")
    return of_quarter(int(match[1]), int(match[2]))


def parse_month(text: str, today: date) -> Period:
    """Return the month that ``10``, ``2026-10``, ``oktober`` or ``okt 2026`` names; without a year the latest one.

    Raises:
        InvalidValueError: It names none.
    """
    match = _MONTH.fullmatch(text.strip().casefold())
    known = [name[: len(match[3])] for name in MONTHS] if match and match[3] else []
    month = known.index(match[3]) + 1 if match and match[3] in known else int((match and match[2]) or 0)
    if match is None or not 1 <= month <= 12:
        raise InvalidValueError("En måned skrives som 10, oktober eller 2026-10.")
    year = match[1] or match[4]
    if year is not None and int(year) < 1900:
        raise InvalidValueError("En måned skrives som 10, oktober eller 2026-10.")
    return of_month(int(year) if year else today.year - (month > today.month), month)


def _midnight(day: date) -> datetime:
    return clock.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 -- a Danish wall clock


def _written(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _ends_month(day: date) -> bool:
    return day == _month_end(day)


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and _ends_month(last)


def _months_earlier(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
