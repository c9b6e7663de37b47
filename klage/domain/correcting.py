"""Correcting what was noted of a call: the old row stays, and a new one stands in its place.

Source: design.md (calls are append-only; a correction is a new row that points at the old); OFL § 13.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from klage.domain.appeal import Appeal, is_settled, is_withdrawn
from klage.domain.call import SPOKEN_ONLY, TALK, Call
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError, NotFoundError, RefusedError

NEVER_EMPTY = {"called_at": "Tidspunkt", "result": "Udfald", "direction": "Retning"}


def chosen(number: int, count: int, case_number: str) -> int:
    """Return the place of the call with a number, counted from 0.

    Raises:
        NotFoundError: The case has no such call.
    """
    if number > count:
        there = "ingen opkald" if not count else "1 opkald" if count == 1 else f"{count} opkald"
        raise NotFoundError(f"Der er ikke noget opkald {number} i sag {case_number}; der er {there}.")
    return number - 1


def is_bare(call: Call) -> bool:
    """Tell whether it is a conversation of which nothing is noted yet, as ``ny`` notes one."""
    return call.result == "talt_med" and all(getattr(call, key) is None for key in TALK)


def corrected(call: Call, found: Mapping[str, Any]) -> Call:
    """Return a call as it should have been noted.

    What can only be known when two have spoken goes with the conversation, unless it is given.

    Raises:
        InvalidValueError: Something is emptied that every call has.
    """
    for key, label in NEVER_EMPTY.items():
        if key in found and found[key] is None:
            raise InvalidValueError(f"{label}: kan ikke være tom.")
    spoke, speaks = call.result == "talt_med", found.get("result", call.result) == "talt_med"
    unsaid = dict.fromkeys(SPOKEN_ONLY) if spoke and not speaks else {}
    return replace(call, **{**unsaid, **found})


def check_withdrawal(
    before: Sequence[Call], after: Iterable[Call], *, is_open: bool, complaint_kind: str, track: Appeal
) -> None:
    """See that a closed complaint over a decision still rests on the citizen's own word.

    Args:
        before: The calls that count now.
        after: Those that would.
        is_open: Whether the case is.
        complaint_kind: The kind of the complaint.
        track: What is noted of the decision.

    Raises:
        RefusedError: The case was closed because the citizen withdrew in just this call.
    """
    rests_on_it = not is_open and complaint_kind in OVER_DECISIONS and not is_settled(track)
    if rests_on_it and is_withdrawn(before) and not is_withdrawn(after):
        raise RefusedError(
            "Sagen er afsluttet, fordi borgeren i dette opkald bekræftede, at klagen over afgørelsen lægges ned "
            "(notatpligt, offentlighedslovens § 13). Genåbn sagen med klage genaabn, før opkaldet ændres."
        )
