"""Which calendar years of the trend may be published: rule 6 of ``domain.report.publication``."""

from collections.abc import Sequence
from dataclasses import replace

from klage.domain.report import period as periods_of
from klage.domain.report.period import Period
from klage.domain.report.published import OTHER, Table, merged
from klage.domain.report.report import Year
from klage.domain.statistics.figures import Count, change
from klage.domain.statistics.suppression import are_safe, is_safe


def years(trend: Sequence[Year], kinds: Table | None, periods: Sequence[Period]) -> tuple[Year, ...]:
    """Return the years that may be compared, each measured on the one before if that is shown.

    Args:
        trend: The years of the report.
        kinds: The published table of kinds, whose rows the years have too.
        periods: The periods of which numbers are published.
    """
    found: list[Year] = []
    for year in trend:
        is_apart = all(_lies_apart(year.year, period) for period in periods)
        if year.is_complete and is_apart and is_safe(year.total.n):
            before = found[-1] if found and found[-1].year == year.year - 1 else None
            found.append(_year(year, before, kinds))
    return tuple(found)


def _lies_apart(year: int, period: Period) -> bool:
    """Tell whether a calendar year and a period have no day in common, or every day."""
    whole = periods_of.of_year(year)
    if (period.first_day, period.last_day) == (whole.first_day, whole.last_day):
        return True
    return period.last_day < whole.first_day or period.first_day > whole.last_day


def _year(year: Year, before: Year | None, kinds: Table | None) -> Year:
    """Return a year with the rows that the table of kinds has, if none of them is small."""
    shown = {row.code for row in kinds.rows} if kinds else set()
    rows = [row for row in year.kinds if row.code in shown]
    rest = [row for row in year.kinds if row.code not in shown]
    if OTHER in shown or any(row.n for row in rest):
        rows.append(merged(rest, year.total.n, comparable=False))
    if not (shown and are_safe(*(row.n for row in rows))):
        rows = []
    older = {row.code: row.n for row in before.kinds} if before else {}
    return Year(
        year.year,
        is_complete=True,
        total=_measured(year.total, before.total.n if before else None),
        kinds=tuple(_measured(row, older.get(row.code)) for row in rows),
    )


def _measured(row: Count, previous: int | None) -> Count:
    return replace(row, previous=previous, change=None if previous is None else change(previous, row.n))
