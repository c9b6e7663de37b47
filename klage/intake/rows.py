"""From a raw row to a case on its way in, or all that is wrong with it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from klage import clock
from klage.domain import fields
from klage.domain.appeal import Appeal
from klage.domain.beside import Beside, Kind, kind_of
from klage.domain.call import Call
from klage.domain.case_number import BASE
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.incoming import Incoming, problems_in
from klage.domain.journey.journey import event_from
from klage.domain.promise import Promise
from klage.domain.reading import SEVERITY, Reader, call_from, closing_from, complaint_from
from klage.domain.work import Work, appeal_from, mediation_from, step_from, unit_contact_from
from klage.errors import InvalidValueError

T = TypeVar("T")

YEARS = (1900, 2100)
MOST = 99_999
"""How many cases a year may have by their number; beyond it there must be room for those to come."""

_FIELDS = fields.by_key(fields.CASE)
_PROMISE = ("covered", "call_due_at", "call_policy", "had_opening_hours")
_WORK = frozenset({"steps", "appeal", "mediations", "unit_contacts", "journey"})
_HISTORY = frozenset(
    {"calls", "closings", "closed_at", "case_no", "severity", "process_stage", *_PROMISE, *_WORK}
)


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, values: Mapping[str, object]) -> Incoming | Beside | list[str]:
        """Return what raw values by English key hold, or what is wrong with them, a Danish sentence each."""
        kind = kind_of(values)
        return self._case(values) if kind is None else self._beside(values, kind)

    def _beside(self, values: Mapping[str, object], kind: Kind) -> Beside | list[str]:
        today = clock.to_local(self._reader.now).date()
        try:
            return kind.read(values, self._reader, today)
        except InvalidValueError as error:
            return [error.sentence]

    def _case(self, values: Mapping[str, object]) -> Incoming | list[str]:
        problems: list[str] = []
        if isinstance(values.get("points"), str):
            points: list[object] = self._attempt(problems, lambda: _json_list(values["points"]), [])
            values = {**values, "points": points}
        complaint, wrong = complaint_from(values, self._reader)
        problems += wrong
        incoming = Incoming(complaint) if complaint else None
        if not _HISTORY.isdisjoint(values):
            incoming = self._with_history(values, complaint, problems)
        if incoming is None or problems:
            return problems
        return problems_in(incoming, self._reader.now) or incoming

    def _with_history(
        self, values: Mapping[str, object], complaint: Complaint | None, problems: list[str]
    ) -> Incoming | None:
        """Return the case with what the file knows of its history, adding to the problems."""

        def value(key: str) -> Any:
            return self._attempt(problems, lambda: self._reader.value(values.get(key), _FIELDS[key]), None)

        calls = self._records(problems, values, "calls", _call_from)
        closings = self._records(problems, values, "closings", closing_from)
        has_steps = values.get("steps") not in (None, "")
        steps = self._records(problems, values, "steps", step_from) if has_steps else None
        work = None if _WORK.isdisjoint(values) else self._work(problems, values)
        promise = self._attempt(problems, lambda: self._promise(values), None)
        case_id, closed_at, severity, stage = map(
            value, ("case_no", "closed_at", "severity", "process_stage")
        )
        if case_id is not None and not (YEARS[0] <= case_id // BASE <= YEARS[1] and case_id % BASE <= MOST):
            problems.append("Sagsnr.: Det nummer kan ikke være klages. Lad cellen stå tom, så får sagen et.")
        if severity not in (None, 1, 2, 3):
            problems.append(SEVERITY)
        if complaint is None or problems:
            return None
        if closed_at is not None and not closings:
            closings = (
                Closing(closed_at, closed_at, "afsluttet", complaint.handling_method, complaint.outcome),
            )
        points = tuple(_completed(point, severity, stage) for point in complaint.points)
        incoming = Incoming(replace(complaint, points=points), promise, calls, closings, case_id, steps, work)
        # An export says itself how the case stands; elsewhere the last closing does.
        return incoming if promise else _closed_as_its_closing_says(incoming)

    def _work(self, problems: list[str], values: Mapping[str, object]) -> Work | None:
        """Return the work on the case that the file knows of, adding to the problems."""
        appeal: Appeal | None = None
        try:
            found = _json_object(values.get("appeal"))
            appeal = None if found is None else appeal_from(found, self._reader)
        except InvalidValueError as error:
            problems.append(f"{_FIELDS['appeal'].label}: {error.sentence}")
        work = Work(
            appeal,
            self._records(problems, values, "mediations", mediation_from),
            self._records(problems, values, "unit_contacts", unit_contact_from),
            self._records(problems, values, "journey", event_from),
        )
        return work or None

    def _attempt(self, problems: list[str], read: Callable[[], T], otherwise: T) -> T:
        """Return what is read, or note the sentence of what was wrong."""
        try:
            return read()
        except InvalidValueError as error:
            problems.append(error.sentence)
            return otherwise

    def _records(
        self,
        problems: list[str],
        values: Mapping[str, object],
        key: str,
        read: Callable[[Mapping[str, object], Reader], T],
    ) -> tuple[T, ...]:
        """Return the records of a list, or none, with what is wrong among the problems."""
        found: list[T] = []
        try:
            for item in _json_list(values.get(key)):
                found.append(read(item, self._reader))  # noqa: PERF401 -- how far it came is said
        except InvalidValueError as error:
            problems.append(f"{_FIELDS[key].label} {len(found) + 1}: {error.sentence}")
        return tuple(found)

    def _promise(self, values: Mapping[str, object]) -> Promise | None:
        found = [self._reader.value(values.get(key), _FIELDS[key]) for key in _PROMISE]
        if all(value is None for value in found):
            return None
        if any(value is None for value in found):
            labels = ", ".join(_FIELDS[key].label for key in _PROMISE)
            raise InvalidValueError(f"Skriv alle fire eller ingen af disse: {labels}.")
        return Promise(*found)


def _call_from(values: Mapping[str, object], reader: Reader) -> Call:
    if not values.get("called_at"):
        raise InvalidValueError("Tidspunkt: mangler.")
    return call_from(values, reader)


def _json_list(raw: object) -> list[Any]:
    """Return a list of records, which in a spreadsheet is JSON in a cell."""
    raw = _from_cell(raw)
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise InvalidValueError("Her skal stå en liste af JSON-objekter.")
    return raw


def _json_object(raw: object) -> dict[str, Any] | None:
    """Return one record, which in a spreadsheet is JSON in a cell, or nothing."""
    raw = _from_cell(raw)
    if raw is not None and not isinstance(raw, dict):
        raise InvalidValueError("Her skal stå et JSON-objekt.")
    return raw


def _from_cell(raw: object) -> object:
    """Return what the JSON in a cell stands for; what is no JSON is neither a list nor an object."""
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw) if raw.strip() else None
    except (ValueError, RecursionError):
        return ()


def _completed(point: Point, severity: int | None, stage: str | None) -> Point:
    """Return a klagepunkt with what the row's own columns say where it says nothing itself."""
    if severity is None and stage is None:
        return point
    return replace(point, severity=point.severity or severity, process_stage=point.process_stage or stage)


def _closed_as_its_closing_says(incoming: Incoming) -> Incoming:
    if incoming.closed_at is None:
        return incoming
    last, complaint = incoming.closings[-1], incoming.complaint
    method, outcome = complaint.handling_method or last.method, complaint.outcome or last.outcome
    return replace(incoming, complaint=replace(complaint, handling_method=method, outcome=outcome))
