"""Merging and splitting: the same matter reported twice becomes a link, never a copy.

The oldest number survives, whatever the order. A case that others were merged into may itself be
merged: each keeps its own link, the last of them is where the matter is worked on, and splitting finds
every case as it was. Source: peers.md 16 (osTicket cannot take a merge back, others double what was
said); design.md "The report" for the balance.
"""

from collections.abc import Sequence
from typing import NamedTuple

from klage.domain.appeal import LAW, Appeal, is_settled, is_withdrawn
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.domain.complaint import Closing
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import RefusedError

NO_TRACK = Appeal()


class Side(NamedTuple):
    """One of the two cases.

    Attributes:
        case: The case.
        head: The key of the case where its matter is worked on; its own, unless it is merged already.
        track: What is noted of the decision, if it is a complaint over one.
    """

    case: Case
    head: int
    track: Appeal = NO_TRACK

    @property
    def awaits_reassessment(self) -> bool:
        """Tell whether the complaint over the decision is still the municipality's to settle."""
        over_decision = self.case.complaint.complaint_kind in OVER_DECISIONS
        return over_decision and not (is_settled(self.track) or is_withdrawn(self.case.calls))


class Merge(NamedTuple):
    """Which case survives, and which is merged into it."""

    survivor: Case
    other: Case


def plan(first: Side, second: Side) -> Merge | None:
    """Return what merging two cases means, or nothing when they are in one group already.

    Raises:
        RefusedError: They are one case, one is merged with a third, or something that is due would
            leave the list without having been done.
    """
    if first.case.id == second.case.id:
        raise RefusedError("Det er to gange den samme sag. Skriv to forskellige numre.")
    if first.head == second.head:
        return None
    for side in (first, second):
        if side.head != side.case.id:
            raise RefusedError(merged_away(side.case.id, side.head))
    survivor, other = sorted((first, second), key=lambda side: side.case.id)
    if other.case.closed_at is None:
        _check_nothing_is_lost(survivor, other)
    return Merge(survivor.case, other.case)


def merged_away(case_id: int, head: int) -> str:
    """Return the sentence that sends the user from a case that is merged to where it is worked on."""
    number = number_text(case_id)
    return (
        f"Sag {number} er lagt sammen med sag {number_text(head)}. "
        f"Brug det nummer, eller skil sagen ud igen med klage skil {number}."
    )


def _check_nothing_is_lost(survivor: Side, other: Side) -> None:
    """See that what is due on an open case stays due when the case leaves the list.

    Raises:
        RefusedError: The survivor is closed, or it lacks the other's child concern or reassessment.
    """
    kept, gone = survivor.case.number, other.case.number
    if survivor.case.closed_at is not None:
        raise RefusedError(
            f"Sag {gone} er åben, men sag {kept} er afsluttet, så det, borgeren er lovet, ville gå tabt. "
            f"Genåbn først den ældste med klage genaabn {kept}."
        )
    if _is_concern(other.case) and not _is_concern(survivor.case):
        raise RefusedError(
            f"Sag {gone} er mærket som bekymring for et barn (barnets lov §§ 136-137), og sag {kept} er ikke. "
            f"Giv bekymringen videre, eller mærk først den ældste med klage ret {kept} --underretning."
        )
    if other.awaits_reassessment and not survivor.awaits_reassessment:
        raise RefusedError(
            f"Sag {gone} er en klage over en afgørelse, der ikke er færdigbehandlet ({LAW}, § 66), og det er sag {kept} "
            f"ikke. Ret klagetypen på den ældste med klage ret {kept}, eller gør genvurderingen på sag {gone} færdig først."
        )


def _is_concern(case: Case) -> bool:
    return case.complaint.child_concern and case.complaint.concern_passed_on_at is None


def have_other_phones(merge: Merge) -> bool:
    """Tell whether both cases have a phone number, and not the same: is it the same citizen?"""
    phones = {merge.survivor.complaint.phone, merge.other.complaint.phone} - {None}
    return len(phones) > 1


def was_open(closings: Sequence[Closing]) -> bool:
    """Tell whether a merged case was open until it was merged; its last line is the merging."""
    return len(closings) < 2 or closings[-2].kind not in ("afsluttet", "sammenlagt")


def check_merged(case: Case) -> int:
    """Return the key of the case that this one was merged into.

    Raises:
        RefusedError: It is not merged, so there is nothing to split.
    """
    if case.complaint.merged_into is None:
        raise RefusedError(f"Sag {case.number} er ikke lagt sammen med en anden sag.")
    return case.complaint.merged_into
