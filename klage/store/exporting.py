"""Reading every case and lesson there is, as of one moment, in flat memory and with one query for each kind of record."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import groupby

from klage.domain import appeal, fields, mediation, unit_contact
from klage.domain.appeal import Appeal
from klage.domain.beside import Beside
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing, Point
from klage.domain.journey import journey
from klage.domain.journey.journey import Event
from klage.domain.learning.example import Told
from klage.domain.learning.learning import Source
from klage.domain.mediation import Mediation
from klage.domain.step import Step
from klage.domain.unit_contact import UnitContact
from klage.domain.work import Work
from klage.store import cases, failures
from klage.store.learning import examples, lessons, recommendations
from klage.store.register import Register
from klage.store.rows import from_columns

_STEPS = ", ".join(field.key for field in fields.STEP)
_OF_MEDIATION = ", ".join(
    "r.name" if field.key == "mediator" else f"m.{field.key}" for field in mediation.FIELDS
)
_OF_CONTACT = ", ".join(
    "d.name" if field.kind == "department" else f"u.{field.key}" for field in unit_contact.FIELDS
)
_OF_APPEAL = ", ".join(field.key for field in appeal.FIELDS)
_OF_EVENT = ", ".join(field.key for field in journey.FIELDS)

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
STEPS = f"select complaint_id, {_STEPS} from step order by complaint_id, id"  # noqa: S608 -- names are ours
CLOSINGS = f"""
select complaint_id, {_CLOSINGS} from closing where retracted_at is null order by complaint_id, at, id
"""  # noqa: S608 -- names are ours
APPEALS = f"select complaint_id, {_OF_APPEAL} from appeal order by complaint_id"  # noqa: S608
MEDIATIONS = f"""
select m.complaint_id, {_OF_MEDIATION}
from mediation m left join mediator r on r.id = m.mediator_id order by m.complaint_id, m.id
"""  # noqa: S608
CONTACTS = f"""
select u.complaint_id, {_OF_CONTACT}
from unit_contact u left join department d on d.id = u.department_id
order by u.complaint_id, u.contacted_at, u.id
"""  # noqa: S608
EVENTS = f"select complaint_id, id, {_OF_EVENT} from journey_event order by complaint_id, id"  # noqa: S608


def all_cases(register: Register) -> Generator[Case, None, None]:
    """Yield every case in order of its number; the queries see the register at one moment."""
    with failures.understood(), register.snapshot():
        yield from _cases(register)


def everything(register: Register) -> Generator[Case | Beside, None, None]:
    """Yield every case in order of its number, and then what was learnt from them, all as of one moment."""
    with failures.understood(), register.snapshot():
        yield from _cases(register)
        yield from lessons.all_of(register, lessons.Filter(withdrawn=True))
        yield from (Told(Source(each.case_id), each.example) for each in examples.all_of(register))
        yield from recommendations.all_of(register)


def _cases(register: Register) -> Iterator[Case]:
    points, calls, closings, steps = (
        _Following(register.rows(sql)) for sql in (POINTS, CALLS, CLOSINGS, STEPS)
    )
    work = _Work(register)
    for row in register.rows(cases.select("1")):
        key = int(str(row[0]))
        case = cases.case_from(
            row,
            points=tuple(Point(**from_columns(found, fields.POINT)) for found in points.of(key)),
            calls=tuple(Call(**from_columns(found, fields.CALL)) for found in calls.of(key)),
            closings=tuple(Closing(**from_columns(found, fields.CLOSING)) for found in closings.of(key)),
            steps=tuple(Step(**from_columns(found, fields.STEP)) for found in steps.of(key)),
        )
        yield replace(case, work=work.of(key))


class _Work:
    """The work on each case, handed out case by case."""

    def __init__(self, register: Register) -> None:
        self._appeals, self._mediations, self._contacts, self._events = (
            _Following(register.rows(sql)) for sql in (APPEALS, MEDIATIONS, CONTACTS, EVENTS)
        )

    def of(self, key: int) -> Work | None:
        """Return the work on a case, or nothing if none is noted."""
        tracks = [Appeal(**from_columns(row, appeal.FIELDS)) for row in self._appeals.of(key)]
        told = [
            Event(**from_columns(row[1:], journey.FIELDS), id=int(str(row[0])))
            for row in self._events.of(key)
        ]
        work = Work(
            tracks[0] if tracks else None,
            tuple(Mediation(**from_columns(row, mediation.FIELDS)) for row in self._mediations.of(key)),
            tuple(UnitContact(**from_columns(row, unit_contact.FIELDS)) for row in self._contacts.of(key)),
            tuple(journey.in_order(told)),
        )
        return work or None


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
