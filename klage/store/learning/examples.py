"""The examples for the beretning: at most one of each case."""

from typing import TYPE_CHECKING, NamedTuple

from klage.domain.learning.example import FIELDS, Example
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_READ = ", ".join(field.key for field in FIELDS)


class Kept(NamedTuple):
    """An example with its key and that of its case."""

    id: int
    case_id: int
    example: Example


def of_case(register: Register, case_id: int) -> Kept | None:
    """Return the example of a case, if one has been written."""
    return next(iter(_read(register, "complaint_id = ? order by id desc limit 1", case_id)), None)


def all_of(register: Register) -> list[Kept]:
    """Return every example, those that wait for approval first, then by case."""
    return _read(register, "1 order by approved_on is not null, complaint_id, id")


def keep(writer: "Writer", case_id: int, example: Example) -> bool:
    """Let the example of a case be this one, also if another was written a moment ago; tell whether it is new."""
    row = to_columns(example, FIELDS, {})
    before = writer.connection.execute(
        "select id from example where complaint_id = ? order by id desc limit 1", (case_id,)
    ).fetchone()
    if before is not None:
        return writer.update("example", before[0], row)
    writer.insert("example", {"complaint_id": case_id, **row})
    return True


def remove(writer: "Writer", found: Kept) -> None:
    """Take an example away; what it held stays in the history of the case."""
    writer.delete("example", found.id)


def _read(register: Register, where: str, *parameters: object) -> list[Kept]:
    """Return examples; ``where`` is SQL of this module, never of a user."""
    rows = register.rows(f"select id, complaint_id, {_READ} from example where {where}", parameters)  # noqa: S608
    return [
        Kept(int(str(key)), int(str(case)), Example(**from_columns(values, FIELDS)))
        for key, case, *values in rows
    ]
