"""The due list: which open cases stand on it, why, and in what order.

What is due is a question that is asked anew each time, never a state: a missed or doubled cron run
changes nothing. Instants are UTC; "within N hours" is ``due <= now + N``.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from klage import clock
from klage.domain import child_concern
from klage.domain.promise import CallFact, OpeningHours, Standing, latest_within_hours, standing

REASONS = {
    "tilbagekald": "Tilbagekald",
    "aftalt_opkald": "Aftalt opkald",
    "underretning": "Underretning",
    "naeste_skridt": "Lovet borgeren",
    "genvurdering": "Genvurdering",
    "mulig_klagefrist": "Mulig klagefrist – kontrollér klagevejledningen",
    "dialogmoede": "Dialogmøde",
    "uden_for_ordningen": "Uden for ordningen",
    "handling": "Handling",
}


class OtherDate(NamedTuple):
    """Something else that is due for a case: why, on what day or at what instant, and the key of its row."""

    reason: str
    at: date | datetime
    key: int = 0


class OpenCase(NamedTuple):
    """What the list needs to know of a case that can have something due; a closed one is here for its steps."""

    id: int
    received_at: datetime
    due_at: datetime
    covered: bool
    addressee_level: str
    department: str | None
    complaint_kind: str
    child_concern: bool
    contact_type: str
    contact_preference: str | None
    may_leave_message: bool | None
    citizen_name: str | None
    phone: str | None
    calls: tuple[CallFact, ...] = ()
    dates: tuple[OtherDate, ...] = ()
    is_closed: bool = False
    concern_passed_on: bool = False

    @property
    def has_waiting_concern(self) -> bool:
        """Tell whether an open case holds a child concern that nobody has noted as passed on."""
        return self.child_concern and not (self.concern_passed_on or self.is_closed)


class Entry(NamedTuple):
    """One line of the list: what is due for a case, when, and when to call at the latest.

    ``day`` is there where a whole day is meant, and ``key`` where a case can have several of a kind.
    """

    case: OpenCase
    reason: str
    due_at: datetime
    call_by: datetime | None
    state: Standing
    day: date | None = None
    key: int = 0


class DueAction(NamedTuple):
    """Something to be done about a lesson: its number, its last day, and where. It belongs to no case."""

    id: int
    due_on: date
    department: str | None

    @property
    def due_at(self) -> datetime:
        """Return the last minute of its day in Denmark."""
        return _end_of(self.due_on)


class DueList(NamedTuple):
    """The entries in order, the open cases that are flagged as an underretning, and the actions in order."""

    entries: tuple[Entry, ...]
    child_concerns: tuple[OpenCase, ...]
    actions: tuple[DueAction, ...] = ()

    @property
    def lines(self) -> list[Entry | DueAction]:
        """Return what stands on the list, soonest first; child concerns are above everything."""
        on_top = [entry for entry in self.entries if entry.case.has_waiting_concern]
        rest: list[Entry | DueAction] = [*self.entries[len(on_top) :], *self.actions]
        return [*on_top, *sorted(rest, key=lambda line: line.due_at)]


def due_list(
    cases: Iterable[OpenCase],
    *,
    now: datetime,
    within: timedelta = timedelta(hours=24),
    everything: bool = False,
    hours: OpeningHours,
    closing_days: Collection[date] = (),
    actions: Iterable[DueAction] = (),
) -> DueList:
    """Return what is over its deadline or due within the given time, soonest first.

    A child concern stands on top of everything: it is another duty, with a 24-hour law of its own.

    Args:
        cases: Every open case.
        now: The present instant.
        within: How far ahead to look.
        everything: Look as far ahead as there is, and take in all other dates and the cases outside
            the scheme (``frister --alle``).
        hours: When the office is open.
        closing_days: The office's own closing days.
        actions: What is to be done about lessons by a certain day; only everything takes it in.
    """
    found: list[Entry] = []
    flagged: list[OpenCase] = []
    for case in cases:
        if case.has_waiting_concern:
            flagged.append(case)
        state = standing(case.calls, covered=case.covered, due_at=case.due_at, closed=case.is_closed)
        for reason, at, key in _dates(case, state, everything=everything):
            due_at = _end_of(at)
            if everything or due_at <= now + within:
                call_by = _call_by(reason, case, due_at, hours, closing_days)
                day = None if isinstance(at, datetime) else at
                found.append(Entry(case, reason, due_at, call_by, state, day, key))
    found.sort(key=lambda entry: (not entry.case.has_waiting_concern, entry.due_at, entry.case.id))
    waiting = sorted(actions, key=lambda action: (action.due_on, action.id)) if everything else []
    return DueList(tuple(found), tuple(flagged), tuple(waiting))


def _dates(case: OpenCase, state: Standing, *, everything: bool) -> Iterable[OtherDate]:
    if state.reason is not None and state.due_at is not None:
        yield OtherDate(state.reason, state.due_at)
    if not everything:
        return
    if case.has_waiting_concern:
        yield OtherDate("underretning", child_concern.due_at(case.received_at))
    yield from case.dates
    if not case.covered and case.contact_type == "klage" and _is_unreached(state) and not case.is_closed:
        yield OtherDate("uden_for_ordningen", case.due_at)


def _end_of(at: date | datetime) -> datetime:
    """Return an instant as it is, and of a day its last minute in Denmark."""
    return at if isinstance(at, datetime) else clock.from_local(datetime.combine(at, time(23, 59)))


def _is_unreached(state: Standing) -> bool:
    return state.reached_at is None and state.reason is None and not state.ended


def _call_by(
    reason: str, case: OpenCase, due_at: datetime, hours: OpeningHours, closing_days: Collection[date]
) -> datetime | None:
    """Return when to call at the latest within opening hours; an agreed time is kept as it was agreed."""
    if reason != "tilbagekald":
        return due_at
    return latest_within_hours(case.received_at, due_at, hours, closing_days)
