"""Reading the due list: open cases with their calls and the office's hours, held against the seal."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from klage import clock
from klage.domain.due import OpenCase, Step
from klage.domain.promise import CallFact, OpeningHours
from klage.store import failures, office, seal
from klage.store.register import Register


class OpenCases(NamedTuple):
    """Every open case, and when the office is open."""

    cases: list[OpenCase]
    hours: OpeningHours
    closing_days: Collection[date]


def open_cases(register: Register) -> OpenCases:
    """Return every open case with its calls.

    Raises:
        DamagedError: The rows do not fit the seal; no shortened list is ever returned.
    """
    with failures.understood(), register.snapshot():
        rows = seal.checked_rows(register.connection)
    calls = _calls_by_case(rows.calls)
    return OpenCases(
        cases=[_open_case(row, calls.get(row[0], [])) for row in rows.cases],
        hours=office.hours_from(rows.opening_hours),
        closing_days=frozenset(date.fromisoformat(str(day)) for day, _ in rows.closing_days),
    )


def _calls_by_case(rows: seal.Rows) -> dict[object, seal.Rows]:
    # A correction that was undone corrects nothing.
    corrected = {row[9] for row in rows if row[9] is not None and row[10] is None}
    found: dict[object, seal.Rows] = {}
    for row in rows:
        if row[1] not in corrected and row[10] is None:
            found.setdefault(row[0], []).append(row)
    return found


def _open_case(row: tuple[object, ...], calls: seal.Rows) -> OpenCase:
    key, received, due, covered, level, department, kind, child, contact, preference, message, name, phone = (
        row
    )
    return OpenCase(
        id=int(str(key)),
        received_at=clock.from_text(str(received)),
        due_at=clock.from_text(str(due)),
        covered=bool(covered),
        addressee_level=str(level),
        department=_text(department),
        complaint_kind=str(kind),
        child_concern=bool(child),
        contact_type=str(contact),
        contact_preference=_text(preference),
        may_leave_message=None if message is None else bool(message),
        citizen_name=_text(name),
        phone=_text(phone),
        calls=tuple(CallFact(_instant(c[2]), str(c[3]), str(c[4]), _optional(c[5])) for c in calls),
        step=_latest_step(calls),
    )


def _latest_step(calls: seal.Rows) -> Step | None:
    """Return the latest promised step; a newer call with a step of its own replaces it."""
    dated = [call for call in calls if call[6] is not None]
    if not dated:
        return None
    latest = max(dated, key=lambda call: (str(call[2]), call[1]))
    return Step(date.fromisoformat(str(latest[6])), _text(latest[7]), _text(latest[8]))


def _instant(value: object) -> datetime:
    return clock.from_text(str(value))


def _optional(value: object) -> datetime | None:
    return None if value is None else _instant(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
