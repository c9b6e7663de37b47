"""Reading the due list: open cases with their calls, actions and the office's hours, held against the seal."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from klage import clock
from klage.domain.due import DueAction, OpenCase, OtherDate
from klage.domain.promise import CallFact, OpeningHours
from klage.store import failures, office, seal
from klage.store.register import Register


class OpenCases(NamedTuple):
    """Every case and every action that can have something due, and when the office is open."""

    cases: list[OpenCase]
    hours: OpeningHours
    closing_days: Collection[date]
    actions: list[DueAction]


def open_cases(register: Register) -> OpenCases:
    """Return every case that can have something due, with its calls and dates.

    Raises:
        DamagedError: The rows do not fit the seal; no shortened list is ever returned.
    """
    with failures.understood(), register.snapshot():
        rows = seal.checked_rows(register.connection)
    calls = _calls_by_case(rows.calls)
    dates = _dates_by_case([row for row in rows.dates if row[0] is not None])
    return OpenCases(
        cases=[_open_case(row, calls.get(row[0], []), dates.get(row[0], ())) for row in rows.cases],
        hours=office.hours_from(rows.opening_hours),
        closing_days=frozenset(date.fromisoformat(str(day)) for day, _ in rows.closing_days),
        actions=[
            DueAction(int(str(key)), date.fromisoformat(str(day)), _text(department))
            for case, _, day, key, department in rows.dates
            if case is None
        ],
    )


def _calls_by_case(rows: seal.Rows) -> dict[object, seal.Rows]:
    # A correction that was undone corrects nothing.
    corrected = {row[6] for row in rows if row[6] is not None and row[7] is None}
    found: dict[object, seal.Rows] = {}
    for row in rows:
        if row[1] not in corrected and row[7] is None:
            found.setdefault(row[0], []).append(row)
    return found


def _dates_by_case(rows: seal.Rows) -> dict[object, tuple[OtherDate, ...]]:
    found: dict[object, tuple[OtherDate, ...]] = {}
    for case, reason, at, key, _ in rows:
        other = OtherDate(str(reason), _day_or_instant(str(at)), int(str(key)))
        found[case] = (*found.get(case, ()), other)
    return found


def _day_or_instant(text: str) -> date | datetime:
    return clock.from_text(text) if "T" in text else date.fromisoformat(text)


def _open_case(row: tuple[object, ...], calls: seal.Rows, dates: tuple[OtherDate, ...]) -> OpenCase:
    key, received, due, covered, level, department, kind, child, passed_on, *citizen = row
    contact, preference, message, name, phone, closed = citizen
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
        dates=dates,
        is_closed=closed is not None,
        concern_passed_on=passed_on is not None,
    )


def _instant(value: object) -> datetime:
    return clock.from_text(str(value))


def _optional(value: object) -> datetime | None:
    return None if value is None else _instant(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
