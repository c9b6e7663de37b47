"""Klagerejser in the register: the events of a case, and those of all cases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from klage import clock
from klage.domain.journey import journey as rules
from klage.domain.journey.journey import Event
from klage.store.register import Register
from klage.store.rows import from_columns, to_column, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_COLUMNS = ", ".join(f"e.{field.key}" for field in rules.FIELDS)


def events(register: Register, case_id: int) -> list[Event]:
    """Return the events of a case in the order in which they are told and numbered."""
    rows = register.rows(
        f"select e.id, {_COLUMNS} from journey_event e where e.complaint_id = ?",  # noqa: S608 -- ours
        (case_id,),
    )
    return rules.in_order(map(_event, rows))


def journeys(
    register: Register, *, start: datetime | None = None, end: datetime | None = None
) -> list[list[Event]]:
    """Return the events of every case that has some and was received in [start, end)."""
    rows = register.rows(
        f"select e.complaint_id, e.id, {_COLUMNS} from journey_event e"  # noqa: S608 -- names are ours
        " join complaint c on c.id = e.complaint_id"
        " where (:start is null or c.received_at >= :start) and (:end is null or c.received_at < :end)"
        " order by e.complaint_id",
        {"start": clock.to_text(start) if start else None, "end": clock.to_text(end) if end else None},
    )
    return [
        rules.in_order(_event(tuple(row[1:])) for row in told)
        for _, told in groupby(rows, key=lambda row: row[0])
    ]


def units(register: Register) -> list[str]:
    """Return how units are spelled already: as departments, and in the journeys there are."""
    rows = register.rows(
        "select name from department union all select distinct unit from journey_event where unit is not null"
    )
    return list(dict.fromkeys(str(row[0]) for row in rows))


def add(writer: "Writer", case_id: int, event: Event) -> int:
    """Note an event on a case, and return its key."""
    return writer.insert("journey_event", {"complaint_id": case_id, **to_columns(event, rules.FIELDS, {})})


def change(writer: "Writer", event_id: int, values: Mapping[str, object]) -> bool:
    """Correct fields of an event; tell whether anything was different. What stood there is in the history."""
    row = {key: to_column(value, rules.BY_KEY[key], {}) for key, value in values.items()}
    return writer.update("journey_event", event_id, row)


def remove(writer: "Writer", event_id: int) -> None:
    """Take an event out of the journey; it stays in the history."""
    writer.delete("journey_event", event_id)


def _event(row: Iterable[object]) -> Event:
    key, *values = row
    return Event(**from_columns(values, rules.FIELDS), id=int(str(key)))
