"""Counting what one would not see alone: all cells in one query, and who and what comes back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from klage.domain.folding import fold
from klage.domain.report.period import Period
from klage.domain.statistics import growth
from klage.domain.statistics.growth import Counted, Matters, Person, Signals, Spans
from klage.store import office
from klage.store.register import Register
from klage.store.report.effects import COUNTED, bounds, first_day

# A complaint counts once in each theme of each department, so a klagepunkt like an earlier one of the
# same complaint is skipped; to sort out doubles afterwards would cost a second index of them all.
_CELLS = """
select p.theme, coalesce(p.department_id, c.department_id), span.newer
from span cross join complaint c join point p on p.complaint_id = c.id
where {counted} and coalesce(p.department_id, c.department_id) is not null
    and not exists (select 1 from point same
        where same.complaint_id = c.id and same.id < p.id and same.theme = p.theme
        and coalesce(same.department_id, c.department_id) is coalesce(p.department_id, c.department_id))
"""
_IN_SPANS = COUNTED.replace(":start", "span.start").replace(":end", "span.end")


def signals(register: Register, period: Period, today: date) -> Signals:
    """Return the signs of a period, as the register is now."""
    with register.snapshot():
        days = growth.spans(period, today, first_day(register))
        year = growth.year_until(days.now.last_day)
        return growth.signals(
            days,
            _office(register, days),
            list(_cells(register, days)),
            growth.recurring(_people(register, year)),
            _matters(register, year),
        )


def moved(register: Register, period: Period, today: date) -> Signals:
    """Return only what moved more than chance, which forgetting does not change: the report's share of the signs."""
    with register.snapshot():
        days = growth.spans(period, today, first_day(register))
        return growth.signals(days, _office(register, days), list(_cells(register, days)))


def _cells(register: Register, days: Spans) -> Iterator[Counted]:
    # Counted here: grouped in SQL, a million klagepunkter would be sorted, and kept in memory for that.
    found = Counter(register.rows(f"with {_spans(days)} {_CELLS.format(counted=_IN_SPANS)}", _values(days)))
    names = {each.id: each.name for each in office.departments(register)}
    for theme, key in dict.fromkeys((theme, key) for theme, key, _ in found):
        older, newer = (found[theme, key, span] for span in (0, 1))
        yield Counted(str(theme), names[int(str(key))], older, newer)


def _office(register: Register, days: Spans) -> tuple[int, int]:
    row = register.one(
        f"with {_spans(days)} select ifnull(sum(span.newer = 0), 0), ifnull(sum(span.newer), 0)"  # noqa: S608
        f" from span cross join complaint c where {_IN_SPANS}",
        _values(days),
    )
    older, newer = (int(str(n)) for n in row or (0, 0))
    return older, newer


def _spans(days: Spans) -> str:
    rows = ", ".join("(?, ?, ?)" for _ in (days.now, *days.earlier))
    return f"span(newer, start, end) as (values {rows})"


def _values(days: Spans) -> list[object]:
    periods = [(1, days.now), *((0, one) for one in days.earlier)]
    return [value for newer, one in periods for value in (newer, *bounds(one).values())]


# Numbers and names that are rare enough to say nothing are left out here: most of a year's are, and it may have
# 100,000. Who belongs together is decided in ``growth``.
_PEOPLE = f"""
with person(id, phone, name) as not materialized (
        select c.id, c.phone, c.citizen_name from complaint c where {COUNTED}),
    by_phone(phone) as (select phone from person where phone is not null group by phone having count(*) >= :many),
    by_name(name) as (
        select folded(name) from person where name is not null group by folded(name) having count(*) >= :many),
    several(id, phone, name) as (
        select id, case when phone in by_phone then phone end, case when folded(name) in by_name then name end
        from person)
select id, phone, name from several where phone is not null or name is not null
"""  # noqa: S608 -- the SQL is ours


def _people(register: Register, year: Period) -> Iterator[Person]:
    register.connection.create_function("folded", 1, lambda name: fold(name or ""), deterministic=True)
    rows = register.rows(_PEOPLE, {**bounds(year), "many": growth.MANY})
    for case_id, phone, name in rows:
        yield Person(int(str(case_id)), *(None if value is None else str(value) for value in (phone, name)))


# Merged cases belong to a matter, so they are not left out here.
_TIES = """
select id, related_case from complaint
where received_at >= :start and received_at < :end and related_case is not null
union all
select id, merged_into from complaint
where received_at >= :start and received_at < :end and merged_into is not null
"""
_MARKED = f"select c.id from complaint c where {COUNTED} and c.recurrence = :mark order by c.id"  # noqa: S608


def _matters(register: Register, year: Period) -> Matters:
    ties = [(int(str(one)), int(str(other))) for one, other in register.rows(_TIES, bounds(year))]
    repeated, systemic = (
        tuple(int(str(row[0])) for row in register.rows(_MARKED, {**bounds(year), "mark": mark}))
        for mark in ("gentagen", "systemisk")
    )
    return Matters(growth.linked(ties), repeated, systemic)
