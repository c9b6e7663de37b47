"""Reading every case there is, as of one moment, in flat memory and with four queries in all."""

from collections.abc import Generator, Iterator
from itertools import groupby

from klage.domain import fields
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing, Point
from klage.store import cases, failures
from klage.store.register import Register
from klage.store.rows import from_columns

Rows = Iterator[tuple[object, ...]]

_CALLS = ", ".join(field.key for field in fields.CALL)
_CLOSINGS = ", ".join(field.key for field in fields.CLOSING)

POINTS = """
select p.complaint_id, p.theme, d.name, p.severity, p.process_stage
from point p left join department d on d.id = p.department_id order by p.complaint_id, p.id
"""
CALLS = f"""
select complaint_id, {_CALLS} from call where retracted_at is null
and id not in (select corrects from call where corrects is not null and retracted_at is null) order by complaint_id, called_at, id
"""  # noqa: S608 -- names are ours
CLOSINGS = f"""
select complaint_id, {_CLOSINGS} from closing where retracted_at is null order by complaint_id, at, id
"""  # noqa: S608 -- names are ours


def all_cases(register: Register) -> Generator[Case, None, None]:
    """Yield every case in order of its number; the four queries see the register at one moment."""
    with failures.understood(), register.snapshot():
        yield from _cases(register)


def _cases(register: Register) -> Iterator[Case]:
    points, calls, closings = (_Following(register.rows(sql)) for sql in (POINTS, CALLS, CLOSINGS))
    for row in register.rows(cases.select("1")):
        key = int(str(row[0]))
        yield cases.case_from(
            row,
            points=tuple(Point(**from_columns(found, fields.POINT)) for found in points.of(key)),
            calls=tuple(Call(**from_columns(found, fields.CALL)) for found in calls.of(key)),
            closings=tuple(Closing(**from_columns(found, fields.CLOSING)) for found in closings.of(key)),
        )


class _Following:
    """Rows in order of their case, handed out case by case."""

    def __init__(self, rows: Rows) -> None:
        self._groups = groupby(rows, key=lambda row: int(str(row[0])))
        self._next = next(self._groups, None)

    def of(self, key: int) -> list[tuple[object, ...]]:
        """Return the rows of a case, which comes after those asked for before."""
        if self._next is None or self._next[0] > key:
            return []
        if self._next[0] < key:
            # A row without its case: never a shorter file that looks whole.
            raise failures.DAMAGED[0](failures.DAMAGED[1])
        found = [row[1:] for row in self._next[1]]
        self._next = next(self._groups, None)
        return found
