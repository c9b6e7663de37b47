"""What a stand-in must read of a case, in words that also hold tomorrow.

A list on paper and a handover are read hours or days after they were written, so nothing here says "i dag" or
"om 3 t": every time is written out with its weekday. Instants are UTC and shown in Danish time.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from klage.domain import child_concern, danish
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Complaint
from klage.domain.due import REASONS, DueAction, DueList, Entry
from klage.domain.phone import shown
from klage.domain.vocabulary import CALL_RESULTS, COMPLAINT_KINDS, MANDATES, ON_BEHALF_OF

CALLS = frozenset({"tilbagekald", "aftalt_opkald", "uden_for_ordningen"})
"""The reasons that are settled by phoning the citizen."""

SHORT = 160
"""How many characters tell in short what a case is about; ``klage vis`` shows it all."""

PREFERENCES = {"skriv": "Vil helst have svar på skrift.", "tolk": "Ring med tolk."}
MESSAGES = {
    True: "Der må lægges besked.",
    False: "Læg ikke besked.",
    None: "Det er ikke oplyst, om der må lægges besked.",
}


class Turn(NamedTuple):
    """A case with what is due for it, soonest first; nothing when no day has been set."""

    case: Case
    entries: tuple[Entry, ...]

    @property
    def has_call(self) -> bool:
        """Tell whether the citizen is to be phoned."""
        return any(entry.reason in CALLS for entry in self.entries)

    @property
    def has_waiting_concern(self) -> bool:
        """Tell whether it holds a child concern that nobody has noted as passed on."""
        return self.case.complaint.has_waiting_concern and self.case.closed_at is None


def turns(found: DueList, cases: Iterable[Case]) -> list[Turn]:
    """Return the cases in the order they are to be taken: child concerns, calls, and then what else is due."""
    entries: dict[int, list[Entry]] = {}
    for line in found.lines:
        if isinstance(line, Entry):
            entries.setdefault(line.case.id, []).append(line)
    places = {key: place for place, key in enumerate(entries)}
    all_of = [Turn(case, tuple(entries.get(case.id, ()))) for case in cases]
    return sorted(
        all_of,
        key=lambda turn: (
            not turn.has_waiting_concern,
            not turn.has_call,
            places.get(turn.case.id, len(places)),
            turn.case.id,
        ),
    )


def deadline(entry: Entry, now: datetime) -> str:
    """Return the sentence about one date of a case; a deadline that has passed is told without blame."""
    at = danish.long_instant(entry.due_at)
    if entry.reason == "tilbagekald":
        return f"Ring senest {at}." if entry.due_at >= now else f"Fristen var {at}: Ring, så snart du kan."
    if entry.reason == "aftalt_opkald":
        return (
            f"Ring som aftalt {at}." if entry.due_at >= now else f"Aftalt opkald {at}: Ring, så snart du kan."
        )
    if entry.reason == "uden_for_ordningen":
        return "Ring, når du kan. Sagen er ikke omfattet af løftet om opkald inden for et døgn."
    if entry.reason == "mulig_klagefrist":
        # Whether it was kept is for the appeal body to say; so nothing is said of it having passed.
        return f"Mulig klagefrist {danish.long_day(entry.day) if entry.day else at}: Kontrollér klagevejledningen."
    label = REASONS[entry.reason]
    if entry.day is None:
        return f"{label} {at}."
    return f"{label}: {'senest' if entry.due_at >= now else 'fristen var'} {danish.long_day(entry.day)}."


def action_deadline(action: DueAction) -> str:
    """Return the sentence about an action from a lesson."""
    where = f" ({action.department})" if action.department else ""
    return f"Skal være gennemført senest {danish.long_day(action.due_on)}{where}."


def concern(complaint: Complaint, receiver: str | None) -> str:
    """Return what is to be done with a child concern that nobody has noted as passed on."""
    by = danish.long_instant(child_concern.due_at(complaint.received_at))
    return (
        f"Bekymring for et barn: Giv den videre nu som underretning til {receiver or child_concern.RECEIVER}. "
        f"Den skal være vurderet senest {by} (barnets lov §§ 136-137)."
    )


def matter(complaint: Complaint, themes: Mapping[str, str]) -> str:
    """Return where the case belongs and since when, without anything of the citizen's."""
    kind = COMPLAINT_KINDS[complaint.complaint_kind].lower()
    if complaint.complaint_kind == "uafklaret":
        kind = "klagetypen er uafklaret"
    # Some themes are "this and that" themselves, so no "og" is set before the last of them.
    about = ", ".join(dict.fromkeys(themes.get(p.theme, p.theme).lower() for p in complaint.points))
    return (
        f"{complaint.department or 'Ingen afdeling'}, {kind}{f': {about}' if about else ''}. "
        f"Modtaget {danish.long_instant(complaint.received_at)}."
    )


def approach(complaint: Complaint) -> str:
    """Return how the citizen wants to be met: what one must know before dialling."""
    sentences = [PREFERENCES.get(complaint.contact_preference or ""), MESSAGES[complaint.may_leave_message]]
    if complaint.on_behalf_of not in (None, "borgeren_selv"):
        mandate = MANDATES.get(complaint.mandate or "", "ikke oplyst").lower()
        sentences.append(
            f"På vegne af borgeren: {ON_BEHALF_OF[complaint.on_behalf_of].lower()}, fuldmagt: {mandate}."
        )
    return " ".join(filter(None, sentences))


def citizen(complaint: Complaint) -> str:
    """Return name and number, or that they are not known; only for those who are to have names."""
    phone = shown(complaint.phone) if complaint.phone else "intet telefonnummer"
    return f"{complaint.citizen_name or 'Navn ukendt'}, {phone}"


def in_short(text: str) -> str:
    """Return the beginning of a text on one line, cut between two words where there are two."""
    line = " ".join(text.split())
    if len(line) <= SHORT:
        return line
    return f"{line[:SHORT].rpartition(' ')[0] or line[:SHORT]} …"


def tried(case: Case) -> str:
    """Return what has been tried to reach the citizen, and how it went."""
    if case.standing.reached_at is not None:
        return f"Talt med borgeren {danish.long_instant(case.standing.reached_at)}."
    if not case.calls:
        return "Ikke ringet endnu."
    *_, latest = case.calls
    how = f"{danish.long_instant(latest.called_at)}: {CALL_RESULTS[latest.result].lower()}"
    return f"{len(case.calls)} opkald; det seneste {how}." if len(case.calls) > 1 else f"1 opkald {how}."


def every_call(calls: Collection[Call]) -> str:
    """Return each call with its result, or that there is none."""
    told = [f"{CALL_RESULTS[call.result].lower()} {danish.long_instant(call.called_at)}" for call in calls]
    return f"{danish.enumeration(told).capitalize()}." if told else "Ikke ringet endnu."
