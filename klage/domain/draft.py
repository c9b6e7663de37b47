"""A draft: what was being written when it was broken off, and what one is told of it.

It stands outside the history and is nobody's word yet; it goes when it is noted, thrown away, or forgotten
with its case. No sentence here holds any of its content.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.domain import danish
from klage.domain.case_number import number_text


class Draft(NamedTuple):
    """A draft.

    Attributes:
        kind: What is being written (a key of ``KINDS``).
        case_id: The case it is about, or nothing where it is about none yet.
        written_at: When something was last written in it, UTC.
        content: What has been written, as JSON has it; only the command that wrote it knows the keys.
    """

    kind: str
    case_id: int | None
    written_at: datetime
    content: Mapping[str, object]


class Kind(NamedTuple):
    """What a kind of draft is called, and how one goes on with it; ``{number}`` is the case."""

    noun: str
    go_on: str


CALL = "opkald"
TEXT = "tekst"

KINDS: Mapping[str, Kind] = {
    CALL: Kind("et opkald", "klage ring {number}"),
    TEXT: Kind("en tekst", "den kommando, du skrev den i"),
}
"""The kinds of drafts, stored by their keys, which never change."""


def noun(draft: Draft) -> str:
    """Return what a draft is the beginning of, also one of a kind that this klage does not know."""
    return KINDS[draft.kind].noun if draft.kind in KINDS else "noget"


def lies_about(draft: Draft, now: datetime) -> str:
    """Return the sentence that says that a draft waits: what it is, for which case, and since when."""
    where = "" if draft.case_id is None else f" på sag {number_text(draft.case_id)}"
    return f"Du var i gang med {noun(draft)}{where} {danish.short_instant(draft.written_at, now)}."


def advice(draft: Draft) -> str:
    """Return the sentence that says how to go on with a draft; none of a kind that this klage does not know."""
    if draft.kind not in KINDS:
        return ""
    number = "" if draft.case_id is None else number_text(draft.case_id)
    return f"Fortsæt med {KINDS[draft.kind].go_on.format(number=number).strip()}."


def is_old(draft: Draft, now: datetime) -> bool:
    """Tell whether a draft is from an earlier Danish day: what was said in the call is soon not remembered."""
    return clock.to_local(draft.written_at).date() < clock.to_local(now).date()


def texts(content: object) -> list[str]:
    """Return every text in a draft's content, in order: what is held on a person, whatever its form."""
    if isinstance(content, Mapping):
        return [text for value in content.values() for text in texts(value)]
    if isinstance(content, list):
        return [text for value in content for text in texts(value)]
    return [content] if isinstance(content, str) and content else []
