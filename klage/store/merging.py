"""Merged cases in the register: links from the younger to the older, and the line in the balance."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from klage import clock
from klage.domain import fields, merging
from klage.domain.case import Case
from klage.domain.complaint import Closing
from klage.domain.merging import Side
from klage.store import appeals, cases
from klage.store.register import Register
from klage.store.rows import to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

MEMBERS = """
with recursive member(id) as (
    select id from complaint where merged_into = ?
    union select c.id from complaint c join member m on c.merged_into = m.id)
select id from member order by id
"""


class OpenStep(NamedTuple):
    """A step that the citizen was promised on a case, and that is not settled."""

    what: str | None
    due_on: date


def side(register: Register, case: Case) -> Side:
    """Return a case with what decides whether it can be merged."""
    track = appeals.find(register.connection, case.id) or merging.NO_TRACK
    return Side(case, cases.survivor(register, case.id), track)


def members(register: Register, case_id: int) -> list[Case]:
    """Return the cases that were merged into a case, also by way of another, the oldest number first."""
    keys = [int(str(row[0])) for row in register.rows(MEMBERS, (case_id,))]
    return [cases.get(register, key) for key in keys]


def merged_at(case: Case) -> datetime | None:
    """Return when a case was merged away last."""
    return next((line.at for line in reversed(case.closings) if line.kind == "sammenlagt"), None)


def open_steps(register: Register, case_id: int) -> list[OpenStep]:
    """Return the steps that are promised on a case and not settled, soonest first."""
    rows = register.rows(
        "select what, due_on from step where complaint_id = ? and state = 'aaben' order by due_on, id",
        (case_id,),
    )
    return [OpenStep(None if what is None else str(what), date.fromisoformat(str(due))) for what, due in rows]


def merge(writer: "Writer", survivor: Case, other: Case) -> None:
    """Let one case point at the other, and close it if it is open."""
    closing = Closing(writer.now, writer.now, "sammenlagt")
    if other.closed_at is None:
        cases.add_closing(writer, other.id, closing)
    else:
        # It stays closed since then, with the method and the outcome that it was closed with.
        row: Mapping[str, object] = {"complaint_id": other.id, **to_columns(closing, fields.CLOSING, {})}
        writer.insert("closing", row)
    writer.update("complaint", other.id, {"merged_into": survivor.id})


def split(writer: "Writer", case: Case) -> None:
    """Take a merged case out again as it was: open, or closed as before it was merged."""
    if merging.was_open(case.closings):
        cases.add_closing(writer, case.id, Closing(writer.now, writer.now, "skilt"))
    else:
        # A line that opened it would be a move that never was: the merging moved nothing either.
        _retract_merging(writer, case.id)
    writer.update("complaint", case.id, {"merged_into": None})


def _retract_merging(writer: "Writer", case_id: int) -> None:
    key = writer.connection.execute(
        "select id from closing where complaint_id = ? and kind = 'sammenlagt' and retracted_at is null"
        " order by at desc, id desc limit 1",
        (case_id,),
    ).fetchone()[0]
    writer.update("closing", key, {"retracted_at": clock.to_text(writer.now)})
