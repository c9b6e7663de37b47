"""Lists of cases: those that fit what was asked for, a line each."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from klage import clock
from klage.domain.folding import fold
from klage.store import search
from klage.store.register import Register


class Filters(NamedTuple):
    """What a list is about; ``None`` asks for nothing. ``start`` and ``end`` are instants, half-open."""

    is_open: bool | None = None
    department: str | None = None
    complaint_kind: str | None = None
    theme: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    text: str | None = None
    without_journal_no: bool = False


class Line(NamedTuple):
    """What a list says of one case."""

    id: int
    received_at: datetime
    department: str | None
    complaint_kind: str
    addressee_level: str
    channel: str
    themes: tuple[str, ...]
    citizen_name: str | None
    phone: str | None
    summary: str
    child_concern: bool
    passed_on: bool
    journal_no: str | None
    closed_at: datetime | None
    outcome: str | None
    answered_on: date | None
    merged_into: int | None
    survivor: int
    anonymised_at: datetime | None

    @property
    def has_waiting_concern(self) -> bool:
        """Tell whether an open case holds a child concern that nobody has noted as passed on."""
        return self.child_concern and not (self.passed_on or self.closed_at)


_LINES = """
select c.id, c.received_at, d.name, c.complaint_kind, c.addressee_level, c.channel,
       (select group_concat(theme) from (select distinct theme from point where complaint_id = c.id)),
       c.citizen_name, c.phone, c.summary, c.child_concern, c.concern_passed_on_at,
       c.journal_no, c.closed_at, c.outcome, c.answered_on,
       c.merged_into, case when c.merged_into is null then c.id else (
           with recursive older(id, next) as (
               select c.id, c.merged_into
               union select p.id, p.merged_into from complaint p join older o on p.id = o.next)
           select min(id) from older) end, c.anonymised_at
from complaint c left join department d on d.id = c.department_id
"""

MOST_HITS = 10_000
"""How many hits of a text a list is made from at most; the newest."""


_WAITING = "c.child_concern = 1 and c.concern_passed_on_at is null and c.closed_at is null"
"""Open cases with a child concern that nobody has noted as passed on; see ``Line.has_waiting_concern``."""


def find(register: Register, filters: Filters) -> Iterator[Line]:
    """Yield the cases that fit every filter, the newest receipt first, as they are when the first is asked for."""
    with register.snapshot():
        conditions, parameters = _conditions(register, filters)
        # The few that are open are looked up and then sorted; by the order they are kept in, all would be read.
        order = "+c.received_at" if filters.is_open else "c.received_at"
        yield from _found(register, conditions, parameters, order)


def with_waiting_concern(register: Register, filters: Filters) -> list[Line]:
    """Return those of ``find`` that hold a child concern which waits."""
    conditions, parameters = _conditions(register, filters)
    return list(_found(register, [*conditions, _WAITING], parameters, "+c.received_at"))


def _found(
    register: Register, conditions: list[str], parameters: dict[str, object], order: str
) -> Iterator[Line]:
    where = f" where {' and '.join(conditions)}" if conditions else ""
    rows = register.rows(f"{_LINES}{where} order by {order} desc, c.id desc", parameters)
    return map(_line, rows)


def by_keys(register: Register, keys: list[int]) -> list[Line]:
    """Return the cases with these keys, in the same order."""
    # Written out, because json is a module that a search would load for this alone.
    wanted = f"[{','.join(map(str, keys))}]"
    rows = register.rows(f"{_LINES} where c.id in (select value from json_each(?))", (wanted,))  # noqa: S608
    found = {line.id: line for line in map(_line, rows)}
    return [found[key] for key in keys if key in found]


def _conditions(register: Register, filters: Filters) -> tuple[list[str], dict[str, object]]:
    """Return the conditions in SQL and what stands for their names; no value ever becomes SQL."""
    conditions: list[str] = []
    if filters.is_open is not None:
        conditions.append(f"c.closed_at is {'' if filters.is_open else 'not '}null")
    if filters.without_journal_no:
        # Of a case that is merged away, the one it points at belongs in the journal.
        conditions.append(
            "c.journal_no is null and c.contact_type = 'klage' and c.merged_into is null and c.anonymised_at is null"
        )
    simple = {
        "department": "d.name_key = :department",
        "complaint_kind": "c.complaint_kind = :complaint_kind",
        "theme": "exists (select 1 from point where complaint_id = c.id and theme = :theme)",
        "start": "c.received_at >= :start",
        "end": "c.received_at < :end",
    }
    conditions += [sql for name, sql in simple.items() if getattr(filters, name) is not None]
    values: dict[str, object] = {
        "department": fold(filters.department or ""),
        "complaint_kind": filters.complaint_kind,
        "theme": filters.theme,
        "start": clock.to_text(filters.start) if filters.start else None,
        "end": clock.to_text(filters.end) if filters.end else None,
    }
    if filters.text is not None:
        keys = search.find(register, filters.text, limit=MOST_HITS)
        conditions.append(f"c.id in ({', '.join(map(str, keys))})")
    return conditions, values


def _line(row: tuple[object, ...]) -> Line:
    (
        key,
        received,
        department,
        kind,
        level,
        channel,
        themes,
        name,
        phone,
        summary,
        child,
        passed_on,
        journal,
        *rest,
    ) = row
    closed, outcome, answered, merged_into, survivor, anonymised = rest
    return Line(
        id=int(str(key)),
        received_at=clock.from_text(str(received)),
        department=_text(department),
        complaint_kind=str(kind),
        addressee_level=str(level),
        channel=str(channel),
        themes=tuple(str(themes).split(",")) if themes else (),
        citizen_name=_text(name),
        phone=_text(phone),
        summary=str(summary),
        child_concern=bool(child),
        passed_on=passed_on is not None,
        journal_no=_text(journal),
        closed_at=clock.from_text(str(closed)) if closed else None,
        outcome=_text(outcome),
        answered_on=date.fromisoformat(str(answered)) if answered else None,
        merged_into=int(str(merged_into)) if merged_into else None,
        survivor=int(str(survivor)),
        anonymised_at=clock.from_text(str(anonymised)) if anonymised else None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
