"""Calls that were noted wrongly: corrected by a new row, or retracted; no row is ever changed otherwise."""

from typing import TYPE_CHECKING, NamedTuple

from klage import clock
from klage.domain import fields
from klage.domain.call import Call
from klage.domain.step import OPEN, Step
from klage.store import cases, steps
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_CORRECTED = """
with recursive earlier(id, next) as (
    select id, corrects from call where id = ?
    union all select c.id, c.corrects from call c join earlier e on c.id = e.next)
select id from earlier
"""


class Noted(NamedTuple):
    """A call that counts, with its key."""

    id: int
    call: Call


def with_keys(register: Register, case_id: int) -> list[Noted]:
    """Return the calls of a case that count, in the order in which they are numbered."""
    columns = ", ".join(field.key for field in fields.CALL)
    rows = register.rows(f"select id, {columns} {cases.CALLS}", {"case": case_id})
    return [Noted(int(str(key)), Call(**from_columns(values, fields.CALL))) for key, *values in rows]


def correct(writer: "Writer", register: Register, case_id: int, noted: Noted, call: Call) -> bool:
    """Put a call in the place of one that was noted wrongly; tell whether a promise followed it."""
    row = to_columns(call, fields.CALL, {})
    writer.insert(
        "call",
        {"complaint_id": case_id, **row, "logged_at": clock.to_text(writer.now), "corrects": noted.id},
    )
    return _follow(writer, register, case_id, noted.call, _promise(call))


def retract(writer: "Writer", register: Register, case_id: int, noted: Noted) -> bool:
    """Let a call that never was count no more; tell whether a promise went with it.

    What it corrects goes with it, or the call would be back as it was first noted.
    """
    for (key,) in writer.connection.execute(_CORRECTED, (noted.id,)).fetchall():
        writer.update("call", key, {"retracted_at": clock.to_text(writer.now)})
    return _follow(writer, register, case_id, noted.call, None)


def _follow(writer: "Writer", register: Register, case_id: int, before: Call, after: Step | None) -> bool:
    """Let the promise that a call made follow it, unless it has been settled or changed since."""
    made = _promise(before)
    if made == after:
        return False
    key = next((found.id for found in steps.of_case(register, case_id) if found.step == made), None)
    if key is not None and after is None:
        writer.delete("step", key)
    elif key is not None and after is not None:
        writer.update("step", key, to_columns(after, fields.STEP, {}))
    elif made is None and after is not None:
        steps.add(writer, case_id, after)
    else:
        return False
    return True


def _promise(call: Call) -> Step | None:
    """Return the promise that a call makes, as it was noted with it."""
    if call.next_due is None:
        return None
    return Step(call.called_at, call.next_due, call.next_step, call.owner, OPEN)
