"""Which period a report is about, and which one it is compared with, from what was typed."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from klage.domain.calendar import dates
from klage.domain.report import period, reporting_year
from klage.domain.report.period import Period
from klage.errors import InvalidValueError

if TYPE_CHECKING:
    from klage.session import Session


class Typed(NamedTuple):
    """The options that name a period: at most one kind of each."""

    first: str | None = None
    last: str | None = None
    year: int | None = None
    quarter: str | None = None
    month: str | None = None
    reporting_year: int | None = None
    compare_year: int | None = None
    compare_first: str | None = None
    compare_last: str | None = None


def chosen(session: "Session", typed: Typed) -> Period:
    """Return the period that the options name, compared with the one that they name.

    Raises:
        InvalidValueError: They name more than one, none that can be, or one that has not begun.
    """
    found = _period(session, typed)
    if found.first_day > session.today:
        raise InvalidValueError("Perioden er ikke begyndt endnu.")
    if typed.compare_year is not None and (typed.compare_first or typed.compare_last):
        raise InvalidValueError("Vælg enten --sammenlign eller --sammenlign-fra og --sammenlign-til.")
    if typed.compare_year is not None:
        return found.against_year(typed.compare_year)
    if typed.compare_first or typed.compare_last:
        if not (typed.compare_first and typed.compare_last):
            raise InvalidValueError("Skriv både --sammenlign-fra og --sammenlign-til.")
        days = (_day(text, session.today) for text in (typed.compare_first, typed.compare_last))
        return found.against(*days)
    return found


def _period(session: "Session", typed: Typed) -> Period:
    given = (typed.first or typed.last, typed.year, typed.quarter, typed.month, typed.reporting_year)
    if sum(one is not None for one in given) > 1:
        raise InvalidValueError(
            "Vælg kun én slags periode: --fra og --til, --aar, --kvartal, --maaned eller --beretningsaar."
        )
    if typed.last is not None and typed.first is None:
        raise InvalidValueError("Skriv også --fra, periodens første dag.")
    if typed.year is not None:
        return period.of_year(typed.year)
    if typed.quarter is not None:
        return period.parse_quarter(typed.quarter)
    if typed.month is not None:
        return period.parse_month(typed.month, session.today)
    if typed.reporting_year is not None:
        return _reporting_year(session, typed.reporting_year)
    if typed.first is not None:
        last = session.today if typed.last is None else _day(typed.last, session.today)
        return period.between(_day(typed.first, session.today), last)
    return period.year_until(session.today)


def _reporting_year(session: "Session", year: int) -> Period:
    from klage.store import office

    return reporting_year.from_stored(office.setting(session.register, reporting_year.KEY)).year(year)


def _day(text: str, today: date) -> date:
    """Return the day that was meant; a date without a year lies back, but a year may end ahead."""
    try:
        return dates.parse_day(text, today, direction="past")
    except InvalidValueError as error:
        try:
            return dates.parse_day(text, today, direction="future")
        except InvalidValueError:
            raise error from None
