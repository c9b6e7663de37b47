"""The next steps that citizens were promised."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from klage import clock
from klage.domain import fields
from klage.domain.step import Step
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_COLUMNS = ", ".join(f"s.{field.key}" for field in fields.STEP)
# Numbered by key, not by when they were made: a call that is noted late must not renumber the others.
_SELECT = f"""
select s.id, s.complaint_id, (select count(*) from step t where t.complaint_id = s.complaint_id and t.id <= s.id),
       {_COLUMNS}
from step s
"""  # noqa: S608 -- names are ours


Concern = tuple[int, datetime]
"""A case with a child concern that is not passed on yet, and when the case was received."""


class Promised(NamedTuple):
    """A promise with its key, the key of its case, and its number in the case."""

    id: int
    case_id: int
    number: int
    step: Step


def of_case(register: Register, case_id: int) -> list[Promised]:
    """Return the promises of a case in the order they were noted."""
    return _read(register, "s.complaint_id = ? order by s.id", case_id)


def open_ones(register: Register) -> list[Promised]:
    """Return every promise that is still to be kept, the nearest first."""
    return _read(register, "s.state = 'aaben' order by s.due_on, s.id")


def add(writer: "Writer", case_id: int, step: Step) -> int:
    """Store a promise and return its key."""
    return writer.insert("step", {"complaint_id": case_id, **to_columns(step, fields.STEP, {})})


def settle(writer: "Writer", key: int, step: Step) -> None:
    """Store what became of a promise."""
    row = to_columns(step, fields.STEP, {})
    writer.update("step", key, {name: row[name] for name in ("state", "settled_at", "reason")})


def _read(register: Register, where: str, *parameters: object) -> list[Promised]:
    rows = register.rows(f"{_SELECT} where {where}", parameters)
    return [
        Promised(
            int(str(key)), int(str(case_id)), int(str(number)), Step(**from_columns(values, fields.STEP))
        )
        for key, case_id, number, *values in rows
    ]


def concerns(register: Register) -> list[Concern]:
    """Return key and receipt of the open cases with a promise to keep and a child concern not passed on."""
    rows = register.rows(
        "select id, received_at from complaint where child_concern = 1 and concern_passed_on_at is null"
        " and closed_at is null and id in (select complaint_id from step where state = 'aaben') order by id"
    )
    return [(int(str(key)), clock.from_text(str(received))) for key, received in rows]
