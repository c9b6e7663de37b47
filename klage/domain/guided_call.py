"""The guided call: whom to phone next, the three phases of a conversation, and when to try again.

Source: seed S2 (Styrket Borgerkontakt, "bygger på personlig dialog"), ``domain.md`` 2.2 (the method has three
phases, as NIRAS' evaluation names them), seed S1 (uddybe, præcisere, videre sagsforløb), seed S5 (lyttet til,
forstået og taget alvorligt). Instants are UTC; offices open and close by Danish time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from klage import clock
from klage.domain import danish, promise
from klage.domain.calendar import calendar
from klage.domain.call import TALK
from klage.domain.case import Case
from klage.domain.due import Entry
from klage.domain.promise import OpeningHours
from klage.errors import DamagedError

# --- whom to phone ---------------------------------------------------------------------------------

NOT_READ = "Kladden til opkaldet kan ikke læses. Kassér den med klage ring NR --slet-kladde."

READY = timedelta(minutes=10)
"""So long before an agreed time the citizen may be expected to sit ready."""

REST = timedelta(hours=1)
"""So long a citizen counts as just tried."""


def next_up(
    entries: Iterable[Entry], now: datetime, passed: Collection[int] = (), *, just_tried: bool = False
) -> Entry | None:
    """Return whom to phone now: the first on the due list who was not just tried.

    Args:
        entries: The due list in its own order.
        now: The present instant.
        passed: The cases that have had their turn in this run.
        just_tried: Whether to fall back on those who were just tried.
    """
    there = [
        entry
        for entry in entries
        if entry.case.id not in passed and (entry.reason == "tilbagekald" or is_time(entry, now))
    ]
    rested = [entry for entry in there if not _was_tried(entry, now - REST)]
    return next(iter(rested or (there if just_tried else [])), None)


def is_time(entry: Entry, now: datetime) -> bool:
    """Tell whether it is time for a call that was agreed on; the citizen expects it then and not before."""
    return entry.reason == "aftalt_opkald" and entry.due_at <= now + READY


def next_agreed(entries: Iterable[Entry], now: datetime) -> Entry | None:
    """Return the next agreed call that still lies ahead."""
    ahead = (entry for entry in entries if entry.reason == "aftalt_opkald" and not is_time(entry, now))
    return next(ahead, None)


def _was_tried(entry: Entry, since: datetime) -> bool:
    return any(call.direction == "ud" and call.called_at > since for call in entry.case.calls)


# --- did one get through ---------------------------------------------------------------------------

KEYS: Mapping[str, str] = {
    "t": "talt_med",
    "i": "ikke_truffet",
    "b": "besked_lagt",
    "r": "ring_igen_aftalt",
    "a": "afbrudt",
    "f": "forkert_nummer",
    "n": "intet_nummer",
    "s": "oensker_ikke_samtale",
}
"""The letter that stands for each result of an attempt."""

LATER = timedelta(hours=2)
SOON = timedelta(minutes=30)
"""With less than this left of the deadline there is no better time than at once."""


def try_again(
    now: datetime, due_at: datetime, hours: OpeningHours, closing_days: Collection[date] = ()
) -> datetime | None:
    """Return when to try again: two hours on while the office is open, sooner when the deadline is.

    ``None`` is "as soon as you can".
    """
    later = _next_open(_rounded(now + LATER, 15), hours, closing_days)
    last = promise.latest_within_hours(now, due_at, hours, closing_days) if due_at > now else None
    if last is None or (later is not None and later <= last):
        return later
    if last - now < SOON:
        return None
    return _next_open(_rounded(now + (last - now) / 2, 5), hours, closing_days)


def _rounded(at: datetime, minutes: int) -> datetime:
    return at.replace(minute=at.minute // minutes * minutes, second=0, microsecond=0)


def _next_open(at: datetime, hours: OpeningHours, closing_days: Collection[date]) -> datetime | None:
    """Return the first instant from ``at`` on at which the office is open, within four weeks."""
    first = clock.to_local(at).date()
    for day in (first + timedelta(days=days) for days in range(28)):
        if day.isoweekday() in hours and calendar.is_working_day(day, closing_days):
            opens, closes = promise.open_on(day, hours[day.isoweekday()])
            if at < closes:
                return max(at, opens)
    return None


_NOT_REACHED: Mapping[str, str] = {
    "ikke_truffet": "Prøv igen{when}.",
    "afbrudt": "Prøv igen{when}.",
    "besked_lagt": "Ringer borgeren ikke tilbage, så prøv igen{when}.",
    "forkert_nummer": "Find et andet nummer, og ret det med klage ret {number}.",
}


def what_then(result: str, number: str, again: datetime | None, now: datetime) -> str:
    """Return what to do after an attempt that did not come to a conversation; empty where nothing is to do."""
    when = f" {danish.short_instant(again, now)}" if again else ", så snart du kan"
    return _NOT_REACHED.get(result, "").format(when=when, number=number)


# --- the conversation ------------------------------------------------------------------------------


class Phase(NamedTuple):
    """A phase of the conversation: its name, a line of help, and what is asked in it."""

    name: str
    help: str
    keys: tuple[str, ...] = ()


PHASES = (
    Phase("Kom godt i gang", "Sig, hvem du er, og hvorfor du ringer. Spørg, om det passer at tale nu."),
    Phase(
        "Lyt, spørg og opsummer",
        "Lad borgeren tale ud. Spørg til det vigtigste, og gentag det med dine ord.",
        TALK[:2],
    ),
    Phase(
        "Lav en aftale og sig tak",
        "Aftal, hvad der sker nu, hvornår og hvem der gør det. Sig tak for samtalen.",
        (*TALK[2:], "late_reason"),
    ),
)


def phase_of(key: str) -> int:
    """Return the place in ``PHASES`` of the phase in which something is asked."""
    return next(place for place, phase in enumerate(PHASES) if key in phase.keys)


def wants_reason(case: Case, called_at: datetime) -> bool:
    """Tell whether to ask why the citizen was reached late, which nobody has said yet.

    An attempt that fails is not asked about: that is two keystrokes, and the reason is asked for when the
    two have spoken.
    """
    is_late = case.promise.covered and called_at > case.promise.due_at and case.standing.reached_at is None
    return is_late and all(call.late_reason is None for call in case.calls)


_NEXT: Mapping[str, str] = {
    "afklaret_loest": "Er der ikke mere at gøre, så luk sagen med klage luk {number}.",
    "klage_lagt_ned": "Er der ikke mere at gøre, så luk sagen med klage luk {number}.",
    "fastholdt_skriftligt_svar": "Skriv til borgeren med klage brev {number}.",
    "fastholdt_genvurdering": "Følg genvurderingen med klage genvurdering {number}.",
    "videregivet_afdeling": "Notér, hvad afdelingen gør, med klage indsats {number}.",
    "henvist_borgermaegler": "Notér henvisningen med klage maegling {number}.",
}


def what_next(conversation_result: str | None, number: str) -> str:
    """Return the command that a conversation leads on to, as a sentence; empty where it leads to none."""
    return _NEXT.get(conversation_result or "", "").format(number=number)


# --- what is kept while one types ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a conversation is noted: when it began, the notes line by line, and the answers by key.

    The answers hold ``concern`` once the notes are done with; its text is the notes.
    """

    called_at: datetime
    notes: tuple[str, ...] = ()
    answers: Mapping[str, object] = field(default_factory=dict)

    def with_notes(self, *lines: str) -> "Progress":
        """Return it with these lines of notes instead of those it has."""
        return replace(self, notes=lines)

    def with_answers(self, answers: Mapping[str, object]) -> "Progress":
        """Return it with these answers instead of those it has."""
        return replace(self, answers=dict(answers))

    def without(self, key: str) -> "Progress":
        """Return it without one answer and what hangs on it, so that it is asked again."""
        gone = {key, *_HANG_ON.get(key, ())}
        return self.with_answers({each: said for each, said in self.answers.items() if each not in gone})

    @property
    def values(self) -> dict[str, object]:
        """Return the call as ``opkald NR --json -`` takes it: without what is empty."""
        said = {**self.answers, "concern": "\n".join(self.notes)}
        called = {"result": "talt_med", "called_at": clock.to_text(self.called_at)}
        return {**called, **{key: value for key, value in said.items() if value not in (None, "")}}

    def content(self) -> dict[str, object]:
        """Return it as a draft holds it."""
        return {
            "called_at": clock.to_text(self.called_at),
            "notes": list(self.notes),
            "answers": dict(self.answers),
        }


_HANG_ON: Mapping[str, tuple[str, ...]] = {
    "conversation_result": ("withdrawal_confirmed", "complaint_stance"),
    "complaint_stance": ("withdrawal_confirmed",),
}


def fitting(answers: Mapping[str, object], asked: Collection[str]) -> dict[str, object]:
    """Return the answers to what is still asked: no date without a next step."""
    return {key: said for key, said in answers.items() if key in {*asked, "withdrawal_confirmed"}}


def from_content(content: Mapping[str, object]) -> Progress:
    """Return what a draft holds.

    Raises:
        DamagedError: It is not what klage writes there.
    """
    called_at, notes, answers = (content.get(key) for key in ("called_at", "notes", "answers"))
    if isinstance(called_at, str) and isinstance(notes, list) and isinstance(answers, dict):
        try:
            return Progress(clock.from_text(called_at), tuple(map(str, notes)), answers)
        except ValueError as error:
            raise DamagedError(NOT_READ) from error
    raise DamagedError(NOT_READ)
