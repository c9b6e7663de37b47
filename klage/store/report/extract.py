"""What the learning extract counts, read year by year: codes and departments, never a name, a text or a number."""

# ruff: noqa: S608 -- every piece of SQL here is ours; values are parameters
from collections.abc import Iterator, Mapping
from datetime import datetime

from klage import clock
from klage.domain.report import extract, period
from klage.domain.report.extract import Place, Unit
from klage.domain.report.results import CLOSING_DAYS
from klage.domain.statistics.figures import NOT_STATED_CODE
from klage.store.register import Register
from klage.store.report import reporting, sources
from klage.store.report.counting import Bounds

_BETWEEN = "\x1f"
"""What stands between the codes of several klagepunkter or lessons: no code has it."""

_QUARTER = (
    "case when {at} < :second then '1' when {at} < :third then '2' when {at} < :fourth then '3' else '4' end"
)
_PLACE = f"c.complaint_kind, d.name, {_QUARTER}"
_POINTS = f"""
(select group_concat(p.theme || ':' || ifnull(p.severity, '') || ':' || ifnull(p.process_stage, ''), '{_BETWEEN}')
    from point p where p.complaint_id = c.id)
"""
_RECEIVED = f"""
{sources.SERVICE.ctes}
select {_PLACE.format(at="c.received_at")}, c.recurrence, c.channel, c.addressee_level, s.cell, {_POINTS}
from placed s join complaint c on c.id = s.id left join department d on d.id = c.department_id
"""
# A case that was closed twice is told by its last closing: it stands in one row.
_CLOSED = f"""
select {_PLACE.format(at="k.at")}, k.outcome, k.method, c.unit_agreed_error,
    {sources.bands(sources.DAYS, CLOSING_DAYS)}
from {sources.MOVES.sql.replace("where", "left join department d on d.id = c.department_id where", 1)}
    and {sources.CLOSED} and not exists (select 1 from closing l where l.complaint_id = k.complaint_id
        and l.kind = 'afsluttet' and l.retracted_at is null and l.at < :end and (l.at, l.id) > (k.at, k.id))
"""
_LEARNED = f"""
select group_concat(ifnull(l.theme, '') || ':' || ifnull(l.cause, '') || ':' || ifnull(l.process_stage, ''),
    '{_BETWEEN}')
from lesson_case x join lesson l on l.id = x.lesson_id join complaint c on c.id = x.complaint_id
where l.withdrawn_on is null and l.formulated_on between :first_day and :last_day and {sources.IS_COMPLAINT}
group by x.complaint_id
"""
_ACTIONS = f"select a.kind, a.status from {sources.ACTIONS.sql}"

_CODES = {
    "received": ("recurrence", "channel", "addressee_level", "service"),
    "closed": ("outcome", "handling_method", "unit_agreed_error", "days_to_closing"),
    "action": ("kind", "status"),
}


def first_year(register: Register) -> int | None:
    """Return the Danish year in which the first complaint was received, if there is one."""
    row = register.one(
        "select received_at from complaint where contact_type = 'klage' order by received_at limit 1"
    )
    return clock.to_local(clock.from_text(str(row[0]))).year if row else None


def years(register: Register, wanted: range, now: datetime) -> Iterator[extract.Year]:
    """Yield what may be told of each year, all as of one moment; memory does not grow with the complaints."""
    with register.snapshot():
        for year in wanted:
            yield extract.year_of(year, _units(register, year, now))


def _units(register: Register, year: int, now: datetime) -> Mapping[str, Iterator[Unit]]:
    quarters = {
        name: clock.to_text(period.of_quarter(year, nth).start)
        for nth, name in ((2, "second"), (3, "third"), (4, "fourth"))
    }
    bounds = {**reporting.bounds_of(period.of_year(year), now), **quarters}
    return {
        "received": _received(register, bounds),
        "closed": _closed(register, bounds),
        "learned": _learned(register, bounds),
        "action": _actions(register, bounds),
    }


def _received(register: Register, bounds: Bounds) -> Iterator[Unit]:
    for kind, department, quarter, *codes, points in register.rows(_RECEIVED, bounds):
        themes, severities, stages = _several(points)
        found = {*_stated("theme", themes), *_stated("process_stage", stages)}
        # Of several klagepunkter the gravest tells how grave the complaint is.
        gravest = [("severity", max(severities))] if any(severities) else []
        yield _place(kind, department, quarter), [*found, *gravest, *_own("received", codes)]


def _closed(register: Register, bounds: Bounds) -> Iterator[Unit]:
    for kind, department, quarter, *codes in register.rows(_CLOSED, bounds):
        yield _place(kind, department, quarter), _own("closed", codes)


def _learned(register: Register, bounds: Bounds) -> Iterator[Unit]:
    for (lessons,) in register.rows(_LEARNED, bounds):
        named = zip(("theme", "cause", "process_stage"), _several(lessons), strict=True)
        yield Place(), {code for measure, codes in named for code in _stated(measure, codes)}


def _actions(register: Register, bounds: Bounds) -> Iterator[Unit]:
    for codes in register.rows(_ACTIONS, bounds):
        yield Place(), _own("action", list(codes))


def _place(kind: object, department: object, quarter: object) -> Place:
    return Place(str(kind), NOT_STATED_CODE if department is None else str(department), str(quarter))


def _own(unit: str, codes: list[object]) -> list[tuple[str, str]]:
    """Return the codes that stand in columns of their own."""
    return [(name, str(code)) for name, code in zip(_CODES[unit], codes, strict=True) if code is not None]


def _several(told: object) -> list[list[str]]:
    """Return the themes, the second and the third codes of each klagepunkt or lesson."""
    # From the right: a theme is the office's own word, the others are codes of ours.
    rows = [each.rsplit(":", 2) for each in str(told).split(_BETWEEN)] if told else []
    return [[row[at] for row in rows] for at in range(3)]


def _stated(measure: str, codes: list[str]) -> Iterator[tuple[str, str]]:
    return ((measure, code) for code in codes if code)
