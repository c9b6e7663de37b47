"""Handing over: every case that is open or still promised something, as a stand-in takes it up.

Three heaps, each in the order it is to be taken: citizens to phone, other dates to keep, and cases where no
date has been set. A child concern is on top of everything, whatever else there is to do about the case.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from klage.domain import danish, standin
from klage.domain.case import Case
from klage.domain.draft import Draft, advice, noun
from klage.domain.due import DueList
from klage.domain.standin import Turn
from klage.domain.step import Step

HEAPS = (
    "Bekymring for et barn",
    "Borgere, der skal ringes op",
    "Andre frister og løfter",
    "Sager uden en dato",
)
"""The headings, in the order of the heaps."""


class Heap(NamedTuple):
    """The cases of one kind, in order."""

    heading: str
    turns: tuple[Turn, ...]


def heaps(found: DueList, cases: Iterable[Case]) -> list[Heap]:
    """Return the heaps that have something in them."""
    sorted_in: dict[str, list[Turn]] = {heading: [] for heading in HEAPS}
    for turn in standin.turns(found, cases):
        sorted_in[_heading(turn)].append(turn)
    return [Heap(heading, tuple(turns)) for heading, turns in sorted_in.items() if turns]


def _heading(turn: Turn) -> str:
    child, call, other, none = HEAPS
    if turn.has_waiting_concern:
        return child
    if turn.has_call:
        return call
    return other if turn.entries else none


def counted(found: Sequence[Heap], now: datetime) -> str:
    """Return how many cases there are, of which kind, and as of when."""
    turns = [turn for heap in found for turn in heap.turns]
    if not turns:
        return f"Der er ingen åbne sager {danish.long_instant(now)}."
    calls = sum(turn.has_call for turn in turns)
    promises = sum(len(turn.case.waiting_steps) for turn in turns)
    parts = [
        f"{danish.count(calls, 'borger', 'borgere')} skal ringes op" if calls else "",
        f"{danish.count(promises, 'løfte', 'løfter')} skal holdes" if promises else "",
    ]
    said = ", og ".join(part for part in parts if part)
    return (
        f"Her er {danish.count(len(turns), 'sag', 'sager')}, som de stod {danish.long_instant(now)}."
        f"{f' {said}.' if said else ''}"
    )


def to_do(turn: Turn, now: datetime, receiver: str | None) -> str:
    """Return what is to be done about a case, soonest first; promises are told with their own words beside it."""
    sentences = [standin.concern(turn.case.complaint, receiver)] if turn.has_waiting_concern else []
    sentences += [
        standin.deadline(entry, now)
        for entry in turn.entries
        if entry.reason not in ("underretning", "naeste_skridt")
    ]
    if turn.case.standing.ended:
        sentences.append("Borgeren skal have svar på skrift.")
    if not sentences and not turn.case.waiting_steps:
        sentences.append("Der er ikke aftalt et næste skridt. Aftal et med borgeren, eller luk sagen.")
    return " ".join(sentences)


def promised(step: Step, number: str, today: date) -> str:
    """Return a promise without the citizen's words: by when, by whom, and how it is settled."""
    when = "Senest" if step.due_on >= today else "Skulle være holdt senest"
    who = f" ({step.owner})" if step.owner else ""
    return (
        f"{when} {danish.long_day(step.due_on)}{who}. Er det holdt, så notér det: klage loefte {number} holdt"
    )


def drafted(found: Draft) -> str:
    """Return that something was begun and not noted, and how one goes on with it; nothing of what it says."""
    begun = (
        f"{noun(found).capitalize()} er begyndt {danish.long_instant(found.written_at)}, men ikke noteret."
    )
    return f"{begun} {advice(found)}".rstrip()


def latest_agreement(case: Case) -> str | None:
    """Return what was agreed in the last conversation that had an agreement; it is the citizen's."""
    return next((call.agreement for call in reversed(case.calls) if call.agreement), None)
