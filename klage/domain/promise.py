"""The 24-hour promise: who it covers, when a call is due, and what a call means for it.

Pure functions; every instant is UTC. Intervals are closed at the deadline: a call at the very
deadline is in time (``<= due``), and "due within N hours" means ``due <= now + N``.

Source: seed S1 ("ringes op inden for et døgn", and who was covered when), design.md "The 24-hour
promise". ``tests/vectors/promise.csv`` holds the decisions, one a line.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from klage import clock
from klage.domain.calendar import calendar

ENDED = frozenset({"intet_nummer", "oensker_ikke_samtale"})
"""Results after which one writes instead of calling."""

AGREED = frozenset({"talt_med", "ring_igen_aftalt"})
"""Results in which the citizen was there to agree on a time; other plans are the user's own."""

OpeningHours = Mapping[int, tuple[time, time]]
"""ISO weekday (1 is Monday) to when the office opens and closes; a day that is missing is closed."""

DEFAULT_OPENING_HOURS: OpeningHours = {weekday: (time(9), time(15)) for weekday in range(1, 6)}


class Policy(NamedTuple):
    """One phase of the office's *ordning*: from its first day until the next phase begins.

    Attributes:
        first_day: The first Danish day it is in force; ``None`` is "always".
        hours: How many hours the promise gives.
        counting: ``doegn`` (elapsed hours) or ``hverdage`` (hours of non-working days do not count).
        levels: The addressee levels it covers; empty means all.
        departments: The departments it covers, by name; empty means all.
    """

    first_day: date | None = None
    hours: int = 24
    counting: str = "doegn"
    levels: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()


EVERYONE = Policy()
"""What holds until the office sets phases of its own: everyone, within a døgn."""


class Promise(NamedTuple):
    """What a complaint was promised when it was registered, kept with the case.

    ``had_opening_hours`` says whether the office was open at all between receipt and deadline.
    """

    covered: bool
    due_at: datetime
    policy: str
    had_opening_hours: bool = True


class CallFact(NamedTuple):
    """The part of a call that decides about the promise."""

    called_at: datetime
    direction: str
    result: str
    call_again_at: datetime | None = None


class Standing(NamedTuple):
    """Where a case stands with the promise.

    ``reason`` is ``tilbagekald``, ``aftalt_opkald`` or ``None`` (not on the list), ``due_at`` when
    that call is due; ``ended`` says that one writes instead. The rest are facts for the report.
    """

    reason: str | None
    due_at: datetime | None
    attempts: int
    first_attempt_at: datetime | None
    reached_at: datetime | None
    ended: bool


def policy_on(policies: Collection[Policy], day: date) -> Policy | None:
    """Return the phase in force on a Danish day, or ``None`` before the first one.

    Without any phase everyone is covered.
    """
    if not policies:
        return EVERYONE
    begun = [p for p in policies if p.first_day is None or p.first_day <= day]
    return max(begun, key=lambda p: p.first_day or date.min, default=None)


def covers(policy: Policy, level: str, department: str | None) -> bool:
    """Tell whether a phase covers a complaint to this addressee level about this department."""
    level_fits = not policy.levels or level in policy.levels
    department_fits = not policy.departments or department in policy.departments
    return level_fits and department_fits


def due_at(policy: Policy, received_at: datetime, closing_days: Collection[date] = ()) -> datetime:
    """Return the instant by which the citizen is to be spoken with."""
    if policy.counting == "hverdage":
        return calendar.add_working_hours(received_at, policy.hours, closing_days)
    return received_at + timedelta(hours=policy.hours)


def promise_for(
    policies: Collection[Policy],
    received_at: datetime,
    *,
    level: str,
    department: str | None,
    contact_type: str = "klage",
    hours: OpeningHours = DEFAULT_OPENING_HOURS,
    closing_days: Collection[date] = (),
) -> Promise:
    """Return what is promised for a complaint, by the phase in force on the day it was *received*.

    A contact that is no complaint (guidance, praise) is not covered. Before the first phase the
    deadline is still computed, so that ``frister --alle`` can show when a call would have been due.
    """
    policy = policy_on(policies, clock.to_local(received_at).date())
    used = policy or EVERYONE
    covered = policy is not None and contact_type == "klage" and covers(policy, level, department)
    since = used.first_day.isoformat() if used.first_day else ""
    due = due_at(used, received_at, closing_days)
    open_before = latest_within_hours(received_at, due, hours, closing_days) is not None
    return Promise(covered, due, f"{used.counting}:{used.hours}:{since}", open_before)


def is_conversation(call: CallFact) -> bool:
    """Only a conversation meets the promise, whoever rang."""
    return call.result == "talt_med"


def is_attempt(call: CallFact) -> bool:
    """Tell whether a call was an attempt: dialled, or a conversation (also the citizen's own call)."""
    return is_conversation(call) or (call.direction == "ud" and call.result != "intet_nummer")


def standing(calls: Iterable[CallFact], *, covered: bool, due_at: datetime, closed: bool = False) -> Standing:
    """Decide what the calls of a case mean for the promise.

    A conversation takes the case off the list, unless it ends with a promised call; an agreed time
    replaces the deadline, until the citizen has been spoken with; ``intet_nummer`` and
    ``oensker_ikke_samtale`` end the callback. A time that the user only planned (after a message, or
    when nobody answered) moves nothing: the promise is to the citizen.

    Args:
        calls: The calls that count (neither corrected nor retracted), in any order.
        covered: Whether the promise covered the complaint on the day it was received.
        due_at: The deadline that was fixed at registration.
        closed: Whether the case is closed, which takes it off the list but not out of the counts.
    """
    in_order = sorted(calls, key=lambda call: call.called_at)
    attempts = [call.called_at for call in in_order if is_attempt(call)]
    spoken = [call.called_at for call in in_order if is_conversation(call)]
    agreed: datetime | None = None
    ended = False
    for call in in_order:
        if call.result in ENDED:
            agreed, ended = None, not spoken or call.called_at < spoken[0]
        elif call.result in AGREED:
            agreed, ended = call.call_again_at, False
    reason, due = _on_list(agreed, None if spoken or ended or not covered else due_at)
    return Standing(
        reason=None if closed else reason,
        due_at=None if closed else due,
        attempts=len(attempts),
        first_attempt_at=attempts[0] if attempts else None,
        reached_at=spoken[0] if spoken else None,
        ended=ended,
    )


def _on_list(agreed: datetime | None, promised: datetime | None) -> tuple[str | None, datetime | None]:
    if agreed is not None:
        return "aftalt_opkald", agreed
    if promised is not None:
        return "tilbagekald", promised
    return None, None


def report_cell(
    state: Standing, *, covered: bool, due_at: datetime, had_opening_hours: bool, now: datetime
) -> str:
    """Return the one cell of the 24-hour table that a case belongs to.

    ``not_covered``; ``reached`` (spoken with in time); ``no_callback`` (written to instead: outside
    the denominator); ``pending`` (the deadline has not passed); ``tried`` (in time, but not reached
    in time); ``outside_hours`` (not tried in time, and the office was closed from receipt to
    deadline: never "late"); ``neither``.
    """
    if not covered:
        return "not_covered"
    if state.reached_at is not None and state.reached_at <= due_at:
        return "reached"
    if state.ended:
        return "no_callback"
    if now <= due_at:
        return "pending"
    if state.first_attempt_at is not None and state.first_attempt_at <= due_at:
        return "tried"
    return "neither" if had_opening_hours else "outside_hours"


def latest_within_hours(
    received_at: datetime,
    due_at: datetime,
    hours: OpeningHours,
    closing_days: Collection[date] = (),
) -> datetime | None:
    """Return the last moment in (received_at, due_at] at which the office is open, or ``None``.

    A deadline within opening hours is its own answer.
    """
    day = clock.to_local(due_at).date()
    first = clock.to_local(received_at).date()
    while day >= first:
        if day.isoweekday() in hours and calendar.is_working_day(day, closing_days):
            opens, closes = open_on(day, hours[day.isoweekday()])
            latest = min(closes, due_at)
            if latest >= opens and latest > received_at:
                return latest
        day -= timedelta(days=1)
    return None


@lru_cache(maxsize=1024)
def open_on(day: date, hours: tuple[time, time]) -> tuple[datetime, datetime]:
    """Return the instants at which the office opens and closes on a Danish day."""
    opens, closes = hours
    return clock.from_local(datetime.combine(day, opens)), clock.from_local(datetime.combine(day, closes))
