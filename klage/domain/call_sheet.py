"""The due list for paper: for a colleague with a telephone, a pen, and perhaps no computer.

A case is one block, however many dates it has. Names are in it only where they are asked for; without
them the block says what can be said, and the number finds the citizen in the register.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from klage.domain import danish, standin
from klage.domain.case import Case
from klage.domain.due import DueAction, DueList
from klage.domain.standin import Turn

TITLE = "Ringeliste"
RULES = (
    "Kun en samtale indfrier løftet; en besked er et forsøg. Hør borgeren til ende, fortæl, hvad der sker nu, og lov kun "
    "det, I kan holde. Du afgør ikke noget i samtalen."
)
AFTERWARDS = "Notér hvert opkald i klage, når du er ved computeren: klage opkald NR."
WITHOUT_NAMES = "Borgerens navn og telefon er ikke med. Slå dem op med klage vis NR."
WITH_NAMES = "Papiret har borgeres navne på. Lad det ikke ligge, og makulér det, når opkaldene er noteret."


class Block(NamedTuple):
    """One case, or one action from a lesson.

    Attributes:
        heading: What it is, with its number.
        deadlines: What is due, soonest first, a sentence each.
        citizen: Who to phone and about what; only where names were asked for.
        facts: What one must know before dialling, a sentence or two each.
        is_call: Whether there is to be room for attempts and for what is agreed.
    """

    heading: str
    deadlines: tuple[str, ...]
    citizen: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_call: bool = False


class Sheet(NamedTuple):
    """The whole list: what stands above it, the blocks in order, and the line at the foot of each page."""

    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    foot: str


class About(NamedTuple):
    """What the sheet is made from besides the cases.

    Attributes:
        now: When it is printed.
        span: Which dates it covers, as the lead says it: "inden for 24 timer", or nothing for all of them.
        themes: The label of each theme.
        office: Whose list it is, if the office has said so.
        receiver: Who receives an underretning, if the office has said so.
        names: Whether it may say who the citizens are.
    """

    now: datetime
    span: str
    themes: Mapping[str, str]
    office: str | None
    receiver: str | None
    names: bool


def sheet(found: DueList, cases: Iterable[Case], about: About) -> Sheet:
    """Return the list for paper; cases that have nothing due and no child concern are left out."""
    concerned = {case.id for case in found.child_concerns}
    turns = [turn for turn in standin.turns(found, cases) if turn.entries or turn.case.id in concerned]
    printed = danish.long_instant(about.now)
    return Sheet(
        title=f"{TITLE}: {about.office}" if about.office else TITLE,
        lead=(_counted(turns, found, about), RULES, WITH_NAMES if about.names else WITHOUT_NAMES, AFTERWARDS),
        blocks=(*(_block(turn, about) for turn in turns), *map(_action, found.actions)),
        foot=f"Udskrevet {printed}",
    )


def _counted(turns: list[Turn], found: DueList, about: About) -> str:
    """Return how many citizens are to be phoned, and as of when."""
    calls = sum(turn.has_call for turn in turns)
    late = sum(
        any(e.reason == "tilbagekald" and e.due_at < about.now for e in turn.entries) for turn in turns
    )
    more = len(turns) - calls + len(found.actions)
    return " ".join(
        sentence
        for sentence in (
            f"{danish.count(calls, 'borger', 'borgere')} skal ringes op{about.span}."
            if calls
            else f"Ingen borgere skal ringes op{about.span}.",
            f"Fristen er gået for {late} af dem." if late else "",
            f"{danish.count(more, 'anden ting', 'andre ting')} venter også." if more else "",
            f"Listen er fra {danish.long_instant(about.now)}; det, der er kommet siden, er ikke med.",
        )
        if sentence
    )


def _block(turn: Turn, about: About) -> Block:
    complaint = turn.case.complaint
    concern = [standin.concern(complaint, about.receiver)] if turn.has_waiting_concern else []
    # The law's own 24 hours stand in the sentence about the concern.
    dated = [entry for entry in turn.entries if entry.reason != "underretning"]
    return Block(
        heading=f"Sag {turn.case.number}",
        deadlines=(
            *concern,
            *(standin.deadline(entry, about.now) for entry in dated),
            *_within_hours(turn, about),
        ),
        citizen=(standin.citizen(complaint), standin.in_short(complaint.summary)) if about.names else (),
        facts=(
            standin.matter(complaint, about.themes),
            *((standin.approach(complaint),) if turn.has_call else ()),
            standin.tried(turn.case),
        ),
        is_call=turn.has_call,
    )


def _within_hours(turn: Turn, about: About) -> list[str]:
    """Return when to call at the latest while the office is open, where that is before the deadline."""
    return [
        f"Mens I har åbent: senest {danish.long_instant(entry.call_by)}."
        for entry in turn.entries
        if entry.reason == "tilbagekald"
        and entry.call_by is not None
        and about.now < entry.call_by < entry.due_at
    ]


def _action(action: DueAction) -> Block:
    return Block(f"Handling {action.id}", (standin.action_deadline(action),))
