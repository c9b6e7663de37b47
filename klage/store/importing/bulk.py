"""Taking in many cases: one transaction, a thousand rows at a time, in flat memory.

``Bulk`` with a ``Writer`` writes; without one it decides the same and changes nothing, for ``--proev``
and for the question before an import. What is the same for all rows is read once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from klage import clock
from klage.domain import fields, unit_contact
from klage.domain.appeal import Appeal
from klage.domain.beside import Beside
from klage.domain.case import Case
from klage.domain.case_number import BASE, number_text
from klage.domain.complaint import Complaint
from klage.domain.folding import fold
from klage.domain.incoming import Incoming
from klage.domain.journey import journey
from klage.domain.learning.learning import Learning
from klage.domain.mediation import Mediation
from klage.domain.promise import OpeningHours, Policy, promise_for
from klage.domain.step import Step
from klage.domain.vocabulary import OVER_DECISIONS
from klage.domain.work import Work
from klage.store import appeals, cases, mediations, mediators, office, search
from klage.store.importing.learning_in import LearningIn
from klage.store.importing.seen import Seen
from klage.store.register import Register
from klage.store.rows import Columns
from klage.store.writing import Writer

CHUNK = 1000
"""How many cases are held in memory before they are written."""

CHUNK_TEXT = 2**22
"""How many characters of text they may have together: a case may hold a million."""

INDEXED_TEXT = 2**22
"""How many characters wait for the search index: FTS5 writes all it has gathered at the next statement that
may fail halfway, and few large pieces are merged sooner than many small ones."""

CACHE = -32_768
"""SQLite's page cache in KiB: with the default of 2 MB it writes the pages of an index over and over."""

Verdict = Literal["new", "known"]
Table = Literal["point", "call", "closing", "step", "mediation", "unit_contact", "journey_event"]

_COMPLAINT = Columns(fields.COMPLAINT)
_OTHERS: dict[Table, Columns] = {
    "point": Columns(fields.POINT),
    "call": Columns(fields.CALL),
    "closing": Columns(fields.CLOSING),
    "step": Columns(fields.STEP),
    "mediation": Columns(mediations.OWN),
    "unit_contact": Columns(unit_contact.FIELDS),
    "journey_event": Columns(journey.FIELDS),
}


_NOTHING: Mapping[str, object] = {}
_NO_WORK = Work()

_LINKS = {field.key: field.label for field in fields.COMPLAINT if field.kind == "case"}
"""The fields that name another case."""


class _Rules(NamedTuple):
    """What decides about a promise."""

    policies: Sequence[Policy]
    hours: OpeningHours
    closing_days: dict[date, str]


@dataclass
class _Chunk:
    """Rows that have been decided about and are not written yet."""

    complaints: list[dict[str, object]] = field(default_factory=list)
    others: dict[Table, list[dict[str, object]]] = field(
        default_factory=lambda: {table: [] for table in _OTHERS}
    )
    appeals: list[dict[str, object]] = field(default_factory=list)
    size: int = 0


@dataclass
class _Documents:
    """Folded texts that have not been put into the search index yet."""

    texts: list[tuple[int, str]] = field(default_factory=list)
    size: int = 0


class Bulk:
    """Takes cases in, one at a time, and writes them by the thousand.

    Attributes:
        new_departments: The departments that the register did not have, as the file spells them.
        new_mediators: The mediators that it did not have; they are added as not in use.
    """

    def __init__(self, register: Register, writer: Writer | None, *, now: datetime) -> None:
        self.new_departments: list[str] = []
        self.new_mediators: list[str] = []
        self._writer = writer
        self._now = clock.to_text(now)
        register.connection.execute(f"pragma cache_size = {CACHE}")
        self._rules = _Rules(
            office.policies(register), office.opening_hours(register), office.closing_days(register)
        )
        self._departments = {
            fold(found.name): (found.id, found.name) for found in office.departments(register)
        }
        self._mediators = mediators.known_names(register)
        self._ids = {name: key for key, name in self._departments.values()}
        self._last = {table: _last_key(register, table) for table in _OTHERS}
        self._numbers = _numbers(register)
        if writer is not None:
            search.gather(writer.connection, many=True)
        self._seen = Seen(register.connection, is_stored=writer is not None)
        self._words: set[str] = set()
        self._learning = LearningIn(register, writer)
        self._chunk = _Chunk()
        self._documents = _Documents()
        self._loose: list[tuple[int, int, str, int]] = []

    def add(self, line: int, incoming: Incoming) -> Verdict:
        """Take a case in unless it is there already.

        Args:
            line: Where it stands in the file, for what can only be said at the end.
            incoming: The case; its department is taken for a known one whatever its spelling.

        Raises:
            InvalidValueError: Its number belongs to another case, or its citizen may have been forgotten.
        """
        complaint = self._with_known_departments(incoming.complaint)
        fingerprint, received_at = cases.fingerprint(complaint), clock.to_text(complaint.received_at)
        if incoming.mail_print is not None and self._seen.knows_mail(incoming.mail_print):
            return "known"
        if self._seen.knows(incoming.case_id, fingerprint, received_at):
            return "known"
        if incoming.case_id is None:
            self._seen.refuse_forgotten(received_at, complaint.department)
        case_id = incoming.case_id or self._next_number(complaint.received_at)
        self._numbers[case_id // BASE] = max(self._numbers.get(case_id // BASE, 0), case_id % BASE)
        self._seen.add(case_id, fingerprint, received_at)
        loose: dict[str, Any] = {
            key: None for key in _LINKS if (other := getattr(complaint, key)) and not self._seen.has(other)
        }
        if loose:
            # They may stand further down in the file.
            self._loose += [(line, case_id, key, getattr(complaint, key)) for key in loose]
            complaint = replace(complaint, **loose)
        self._create_departments([complaint.department, *(point.department for point in complaint.points)])
        if incoming.work is not None:
            incoming = replace(incoming, work=self._with_known_names(incoming.work))
        if self._writer is not None:
            self._put(case_id, complaint, incoming, fingerprint)
        if self._seen.pending >= CHUNK or self._chunk.size > CHUNK_TEXT:
            self._flush()
        return "new"

    def add_learning(self, found: Beside) -> Verdict:
        """Take a lesson, an example or a recommendation in unless it is there already.

        Raises:
            InvalidValueError: What it builds on is neither in the register nor earlier in the file.
        """
        self._flush()  # the cases before it
        self._index()
        if isinstance(found, Learning):
            found = found.placed(self._known)
            self._create_departments(found.departments)
        return self._learning.add(found, self._seen.find)

    def finish(self, digest: bytes, *, count: int) -> list[tuple[int, str]]:
        """Write what is left and remember the file; return what can only be said now, by line.

        Args:
            digest: The hash of the file.
            count: How many cases came from it.
        """
        self._flush()
        self._index()
        problems: list[tuple[int, str]] = []
        for line, case_id, key, other in self._loose:
            if not self._seen.has(other):
                label, number = _LINKS[key], number_text(other)
                problems.append((line, f"{label}: {number} er hverken i registret eller i filen."))
            elif self._writer is not None:
                self._writer.update("complaint", case_id, {key: other})
        if self._writer is not None:
            search.gather(self._writer.connection, many=False)
            remember(self._writer, digest, count)
        return problems

    def _with_known_departments(self, complaint: Complaint) -> Complaint:
        name = self._known(complaint.department)
        points = complaint.points
        if any(self._known(point.department) != point.department for point in points):
            points = tuple(replace(point, department=self._known(point.department)) for point in points)
        if name == complaint.department and points is complaint.points:
            return complaint
        return replace(complaint, department=name, points=points)

    def _known(self, name: str | None) -> str | None:
        """Return the department's own spelling, if it is known."""
        if name is None or name in self._ids:
            return name
        found = self._departments.get(fold(name))
        return found[1] if found else name

    def _create_departments(self, names: Iterable[str | None]) -> None:
        for name in names:
            if name is None or name in self._ids:
                continue
            self.new_departments.append(name)
            key = office.department_ids(self._writer, [name])[name] if self._writer else 0
            self._departments[fold(name)] = key, name
            self._ids[name] = key

    def _with_known_names(self, work: Work) -> Work:
        """Return the work with departments and mediators as the register spells them; new ones are created."""
        contacts = tuple(
            replace(contact, department=self._known(contact.department)) for contact in work.unit_contacts
        )
        self._create_departments(contact.department for contact in contacts)
        return replace(
            work, mediations=tuple(map(self._with_mediator, work.mediations)), unit_contacts=contacts
        )

    def _with_mediator(self, mediation: Mediation) -> Mediation:
        if mediation.mediator is None:
            return mediation
        name = fold(mediation.mediator)
        if name not in self._mediators:
            self.new_mediators.append(mediation.mediator)
            key = (
                mediators.add_unused(self._writer, mediation.kind, mediation.mediator) if self._writer else 0
            )
            self._mediators[name] = key, mediation.mediator
        return replace(mediation, mediator=self._mediators[name][1])

    def _next_number(self, received_at: datetime) -> int:
        year = clock.to_local(received_at).year
        return year * BASE + self._numbers.get(year, 0) + 1

    def _put(self, case_id: int, complaint: Complaint, incoming: Incoming, fingerprint: int) -> None:
        """Make the rows of a case."""
        closed_at = incoming.closed_at
        promise = incoming.promise or promise_for(
            self._rules.policies,
            complaint.received_at,
            level=complaint.addressee_level,
            department=complaint.department,
            contact_type=complaint.contact_type,
            hours=self._rules.hours,
            closing_days=self._rules.closing_days,
        )
        row = {"id": case_id, "registered_at": self._now, **_COMPLAINT.row(complaint, self._ids)}
        row |= cases.promise_columns(promise)
        row["fingerprint"] = fingerprint
        if incoming.mail_print is not None:
            row["mail_print"] = incoming.mail_print
        if closed_at is not None:
            row["closed_at"] = clock.to_text(closed_at)
        self._chunk.complaints.append(row)
        work = incoming.work or _NO_WORK
        appeal = work.appeal
        if appeal is None and closed_at is None and complaint.complaint_kind in OVER_DECISIONS:
            appeal = Appeal()
        if appeal is not None:
            self._chunk.appeals.append(
                appeals.imported_row(case_id, complaint, self._rules.closing_days, appeal)
            )
        self._put_others("point", case_id, complaint.points)
        steps = incoming.steps
        if incoming.calls or incoming.closings or steps or incoming.work:  # of most rows nothing is known
            self._put_history(case_id, incoming, steps)
        case = Case(case_id, complaint, promise, closed_at, incoming.calls, incoming.closings, steps)
        document = cases.search_text(case, work.texts())
        self._documents.texts.append((case_id, document))
        self._documents.size += len(document)
        self._chunk.size += len(document)

    def _put_history(self, case_id: int, incoming: Incoming, steps: Sequence[Step]) -> None:
        """Make the rows of what has happened in a case."""
        # Noted when they were made, if the file does not say when.
        calls = [replace(call, logged_at=call.logged_at or call.called_at) for call in incoming.calls]
        self._put_others("call", case_id, calls)
        self._put_others("closing", case_id, incoming.closings)
        self._put_others("step", case_id, steps)
        work = incoming.work or _NO_WORK
        for mediation in work.mediations:
            key = None if mediation.mediator is None else self._mediators[fold(mediation.mediator)][0]
            self._put_others("mediation", case_id, [mediation], {"mediator_id": key} if key else {})
        self._put_others("unit_contact", case_id, work.unit_contacts)
        self._put_others("journey_event", case_id, work.journey)

    def _put_others(
        self, table: Table, case_id: int, records: Iterable[object], more: Mapping[str, object] = _NOTHING
    ) -> None:
        for record in records:
            self._last[table] += 1
            row = {"id": self._last[table], "complaint_id": case_id, **_OTHERS[table].row(record, self._ids)}
            if more:
                row |= more
            self._chunk.others[table].append(row)

    def _flush(self) -> None:
        writer, chunk = self._writer, self._chunk
        if writer is not None and chunk.complaints:
            writer.insert_many("complaint", chunk.complaints)
            for table, rows in chunk.others.items():
                writer.insert_many(table, rows)
            writer.insert_many("appeal", chunk.appeals)
            for year, last in self._numbers.items():
                cases.reserve_number(writer, year * BASE + last)
            writer.flush()
        self._chunk = _Chunk()
        self._seen.settle()
        if self._documents.size > INDEXED_TEXT:
            self._index()

    def _index(self) -> None:
        """Put the texts that wait into the search index."""
        if self._writer is not None:
            search.index_many(self._writer.connection, self._documents.texts, self._words)
        self._documents = _Documents()


def imported_before(register: Register, digest: bytes) -> datetime | None:
    """Return when a file with this hash was imported, if it has been."""
    row = register.one("select at from imported_file where hash = ?", (digest.hex(),))
    return clock.from_text(str(row[0])) if row else None


def remember(writer: Writer, digest: bytes, count: int) -> None:
    """Remember a file, in the transaction of its rows and in its history: both are undone together."""
    at, key = clock.to_text(writer.now), digest.hex()
    before = writer.connection.execute(
        "select complaints from imported_file where hash = ?", (key,)
    ).fetchone()
    if before is None:
        writer.insert("imported_file", {"hash": key, "at": at, "complaints": count})
    else:
        writer.update("imported_file", key, {"at": at, "complaints": before[0] + count})


def _last_key(register: Register, table: Table) -> int:
    row = register.one(f"select coalesce(max(id), 0) from {table}")  # noqa: S608 -- names are ours
    return int(str(row[0])) if row else 0


def _numbers(register: Register) -> dict[int, int]:
    """Return the highest number given so far in each year."""
    rows = register.rows("select year, last from number_counter")
    return {int(str(year)): int(str(last)) for year, last in rows}
