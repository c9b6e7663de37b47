"""How a deadline came about, in words that can be read aloud to the one who doubts it."""

from collections.abc import Collection
from datetime import date, timedelta

from klage.clock import to_local
from klage.domain import danish
from klage.domain.calendar import calendar
from klage.domain.case import Case
from klage.domain.due import DueAction, Entry
from klage.domain.vocabulary import ADDRESSEE_LEVELS

OTHERS = {
    "underretning": (
        "En underretning skal efter barnets lov §§ 136-137 være vurderet inden for 24 timer: {at}. "
        "Det er en frist for sig, og den tæller ikke med i løftet om opkald."
    ),
    "naeste_skridt": "Borgeren er lovet næste skridt senest {day}.",
    "genvurdering": "Genvurderingen skal være færdig senest {day}.",
    "mulig_klagefrist": (
        "Den mulige klagefrist er regnet ud til {day}. Kontrollér klagevejledningen: klage afgør ikke, om en klage "
        "er kommet for sent."
    ),
    "dialogmoede": "Dialogmødet er aftalt til {at}.",
}
"""What is said of the dates of ``frister --alle`` that are not about a call."""


def sentences(entry: Entry, case: Case, closing_days: Collection[date] = ()) -> list[str]:
    """Return the sentences that lead from receipt to what stands on the list."""
    received = case.complaint.received_at
    level = ADDRESSEE_LEVELS.get(case.complaint.addressee_level, "").lower()
    to_whom = "modtager ukendt" if case.complaint.addressee_level == "ukendt" else f"stilet til {level}"
    story = [
        f"Modtaget {danish.long_instant(received)}, {to_whom}.",
        *(_other(entry) if entry.reason in OTHERS else _call(entry, case, closing_days)),
    ]
    return [sentence for sentence in story if sentence]


def of_action(action: DueAction) -> str:
    """Return how the deadline of an action came about."""
    where = f" i {action.department}" if action.department else ""
    return f"Handlingen skal efter aftalen være gennemført{where} senest {danish.long_day(action.due_on)}."


def _other(entry: Entry) -> list[str]:
    """Tell of a date that has nothing to do with the promise of a call."""
    at = danish.long_instant(entry.due_at)
    return [OTHERS[entry.reason].format(day=danish.long_day(to_local(entry.due_at).date()), at=at)]


def _call(entry: Entry, case: Case, closing_days: Collection[date]) -> list[str]:
    return [_promised(case), *_skipped_days(case, closing_days), *_outcome(entry, case)]


def _promised(case: Case) -> str:
    counting, hours, since = case.promise.policy.split(":")
    how = "på hverdage" if counting == "hverdage" else "i træk"
    scheme = f"Ordningen fra {danish.long_day(date.fromisoformat(since))}" if since else "Ordningen"
    deadline = danish.long_instant(case.promise.due_at)
    if not case.promise.covered:
        return f"{scheme} omfatter ikke sagen; fristen ville have været {deadline}."
    return (
        f"{scheme} lover et opkald inden for {danish.count(int(hours), 'time', 'timer')} {how}: {deadline}."
    )


def _skipped_days(case: Case, closing_days: Collection[date]) -> list[str]:
    if not case.promise.policy.startswith("hverdage"):
        return []
    first, last = (to_local(at).date() for at in (case.complaint.received_at, case.promise.due_at))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    closed = [(day, calendar.closing_name(day, closing_days)) for day in days]
    named = [
        f"{danish.long_day(day)} ({name})" if name not in danish.WEEKDAYS else danish.long_day(day)
        for day, name in closed
        if name
    ]
    return [f"Disse dage tæller ikke med: {danish.enumeration(named)}."] if named else []


def _outcome(entry: Entry, case: Case) -> list[str]:
    if entry.reason == "aftalt_opkald":
        return [f"Det er aftalt med borgeren at tale sammen {danish.long_instant(entry.due_at)}."]
    return [_tried(entry), _within_hours(entry, case)]


def _tried(entry: Entry) -> str:
    if not entry.state.attempts or entry.state.first_attempt_at is None:
        return "Der er ikke ringet endnu."
    tries = danish.count(entry.state.attempts, "gang", "gange")
    return f"Der er ringet {tries}, første gang {danish.long_instant(entry.state.first_attempt_at)}."


def _within_hours(entry: Entry, case: Case) -> str:
    if not case.promise.covered:
        return ""
    if entry.call_by is None:
        return "Kontoret holder lukket fra modtagelsen til fristen; ring, så snart I åbner."
    if entry.call_by < entry.due_at:
        return f"Fristen ligger uden for åbningstiden; ring senest {danish.long_instant(entry.call_by)}."
    return ""
