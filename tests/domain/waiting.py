"""Cases that wait for somebody, with the due list they stand on, for the tests of what a stand-in reads."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.case_number import BASE
from klage.domain.complaint import Complaint
from klage.domain.due import DueAction, DueList, OpenCase, OtherDate, due_list
from klage.domain.promise import DEFAULT_OPENING_HOURS, promise_for
from klage.domain.step import Step

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
"""A Friday, at eleven in Denmark."""

HOUR = timedelta(hours=1)


def case(
    number: int = 1,
    *,
    received: datetime = NOW - HOUR,
    calls: Sequence[Call] = (),
    steps: Sequence[Step] = (),
    closed: datetime | None = None,
    **more: Any,
) -> Case:
    """Return a case of 2026 that is promised a call within 24 hours; ``more`` are fields of the complaint."""
    complaint = Complaint(received, **{"summary": "Ingen ringer tilbage.", **more})
    promised = promise_for([], received, level="ukendt", department=None)
    return Case(2026 * BASE + number, complaint, promised, closed, tuple(calls), (), tuple(steps))


def due_of(
    *cases: Case, dates: Sequence[OtherDate] = (), actions: Sequence[DueAction] = (), everything: bool = True
) -> DueList:
    """Return the due list of cases as of ``NOW``; ``dates`` belong to the first of them."""
    return due_list(
        [_open(found, dates if found is cases[0] else ()) for found in cases],
        now=NOW,
        everything=everything,
        hours=DEFAULT_OPENING_HOURS,
        actions=actions,
    )


def _open(found: Case, dates: Sequence[OtherDate]) -> OpenCase:
    complaint = found.complaint
    return OpenCase(
        id=found.id,
        received_at=complaint.received_at,
        due_at=found.promise.due_at,
        covered=found.promise.covered,
        addressee_level=complaint.addressee_level,
        department=complaint.department,
        complaint_kind=complaint.complaint_kind,
        child_concern=complaint.child_concern,
        contact_type=complaint.contact_type,
        contact_preference=complaint.contact_preference,
        may_leave_message=complaint.may_leave_message,
        citizen_name=complaint.citizen_name,
        phone=complaint.phone,
        calls=tuple(call.fact for call in found.calls),
        dates=tuple(dates),
        is_closed=found.closed_at is not None,
        concern_passed_on=complaint.concern_passed_on_at is not None,
    )
