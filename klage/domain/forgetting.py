"""Forgetting: which cases may be anonymised, what of them goes, and what stays for the figures.

No law gives a number of months. The controller sets the period and documents it (GDPR art. 5, stk. 1,
litra e), and what a public case is about must be in the journal before it is wiped here
(offentlighedsloven § 15; ``domain.md`` 1.8 and 1.9). So without the office's own rule only one named
case at a time can be forgotten, and never one that is not in the journal.

What goes is decided by the field tables, so that a new personal field cannot be left behind.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from klage import clock
from klage.domain import appeal, danish, fields, mediation, unit_contact
from klage.domain.appeal import LAW, Appeal
from klage.domain.case_number import BASE, number_text
from klage.domain.fields import Field
from klage.domain.journey import journey
from klage.errors import RefusedError

GONE = "(anonymiseret)"
"""What stands in a text that was there: that something was said still counts, as a reason for a late call."""

TABLES: Mapping[str, tuple[Field, ...]] = {
    "complaint": fields.COMPLAINT,
    "point": fields.POINT,
    "call": fields.CALL,
    "closing": fields.CLOSING,
    "step": fields.STEP,
    "appeal": appeal.FIELDS,
    "mediation": mediation.FIELDS,
    "journey_event": journey.FIELDS,
    "unit_contact": unit_contact.FIELDS,
}
"""The tables of a case, with the fields that say what each of their columns holds."""

KEPT: Mapping[tuple[str, str], str] = {
    ("journey_event", "unit"): "a part of the municipality, by which klagerejser are held together",
    ("mediation", "mediator"): "a row of the office's own list",
}
"""What is written freely and stays all the same, and why."""

_FREE = frozenset({"text", "line"})


def wiped(table: str) -> list[Field]:
    """Return the fields of a table that go: the personal ones, and whatever else is written freely.

    Names of the municipality's own people go with the rest (who was to take the next step). The journal
    number goes too: it leads straight to the citizen in the journal, so that what is left would not be
    anonymous, and it may be a CPR number (databeskyttelsesloven § 11).
    """
    return [
        field
        for field in TABLES[table]
        if (field.personal or field.kind in _FREE) and (table, field.key) not in KEPT
    ]


def left_of(field: Field) -> str | None:
    """Return what a wiped field holds afterwards, if it held anything before."""
    return GONE if field.kind == "text" else None


def words_in(table: str, records: Iterable[object]) -> list[str]:
    """Return the labels of the fields that should have been wiped and hold something of the citizen's."""
    return [
        field.label
        for record in records
        for field in wiped(table)
        if getattr(record, field.key) not in (None, GONE)
    ]


# --- when -----------------------------------------------------------------------------------------


class Rule(NamedTuple):
    """What the office has decided: months from closing, and whether a journal number is needed."""

    months: int
    needs_journal_no: bool = True


NO_RULE = (
    "Kontoret har ikke sat en frist for sletning, og klage gætter ikke: Ingen lov nævner et antal måneder; "
    "kommunen fastsætter selv fristen og dokumenterer den (databeskyttelsesforordningens artikel 5). "
    "Sæt den med fx klage kontor sletning --efter 24. En enkelt sag kan anonymiseres med klage anonymiser NR."
)


class Candidate(NamedTuple):
    """A case, or cases that are merged and therefore are forgotten together.

    Attributes:
        ids: Their keys, the oldest first; the matter is worked on under the first.
        closed_at: When the last of them was closed; ``None`` while one is open.
        lacks_journal_no: Whether one of them belongs in the journal, and none has a number there.
        promises: How many promises to the citizen are not settled.
        awaits_decision: Whether the complaint over the decision is not at its end.
        concern_waits: Whether a concern for a child is not noted as passed on.
        undone_at: When its registration was undone; all that is left of it is its history.
        may_be_redone: Whether that can still be taken back.
    """

    ids: tuple[int, ...]
    closed_at: datetime | None
    lacks_journal_no: bool = False
    promises: int = 0
    awaits_decision: bool = False
    concern_waits: bool = False
    undone_at: datetime | None = None
    may_be_redone: bool = False

    @property
    def year(self) -> int:
        """Return the year of the number that the matter is worked on under."""
        return self.ids[0] // BASE


UNDONE = timedelta(days=30)
"""So long what was undone can be done again, unless something else is written first."""

REASONS: Mapping[str, str] = {
    "aaben": "Sagen er åben",
    "underretning": "Underretning ikke noteret som givet videre",
    "loefte": "Løfte ikke gjort op",
    "afgoerelse": "Klagen over afgørelsen er ikke færdig",
    "uden_journalnr": "Intet journalnummer",
    "for_ny": "Afsluttet for nylig",
    "kan_goeres_igen": "Fortrudt for nylig",
}
"""Why a case stays, the gravest first."""


def may_go_on(closed_at: datetime, months: int) -> date:
    """Return the Danish day from which a case may be forgotten, so many months after it was closed."""
    return clock.to_local(closed_at).date() + relativedelta(months=months)


def is_recent(undone_at: datetime, today: date) -> bool:
    """Tell whether what was undone is kept, so that it can be done again."""
    return today < clock.to_local(undone_at).date() + UNDONE


def why_not(candidate: Candidate, rule: Rule | None, today: date) -> str | None:
    """Return the code of what keeps a case, or ``None`` when it may be forgotten.

    Args:
        candidate: The case.
        rule: The office's; without one the journal number is needed, and age is not asked about.
        today: The Danish day.
    """
    if candidate.undone_at is not None:
        # It has no other use than to be done again, so the office's period is not for it.
        waits = candidate.may_be_redone and is_recent(candidate.undone_at, today)
        return "kan_goeres_igen" if waits else None
    if candidate.closed_at is None:
        return "aaben"
    needs_journal_no = rule is None or rule.needs_journal_no
    is_young = rule is not None and may_go_on(candidate.closed_at, rule.months) > today
    stops = {
        "underretning": candidate.concern_waits,
        "loefte": candidate.promises > 0,
        "afgoerelse": candidate.awaits_decision,
        "uden_journalnr": needs_journal_no and candidate.lacks_journal_no,
        "for_ny": is_young,
    }
    return next((reason for reason, holds in stops.items() if holds), None)


_TO_DO: Mapping[str, str] = {
    "aaben": "Sag {n} er åben og kan derfor ikke anonymiseres. Luk den først med klage luk {n}.",
    "underretning": (
        "Det er ikke noteret, at bekymringen for et barn i sag {n} er givet videre (barnets lov §§ 136-137). "
        "Notér det med klage ret {n} --videregivet TID."
    ),
    "loefte": "Borgeren har stadig et løfte til gode i sag {n}. Gør det op med klage loefte {n}.",
    "afgoerelse": (
        f"Klagen over afgørelsen i sag {{n}} er ikke færdig ({LAW}, § 66). "
        "Notér, hvad den endte med, med klage genvurdering {n}."
    ),
    "uden_journalnr": (
        "Sag {n} har intet journalnummer. Det, der har betydning for sagen, skal ligge i journalen, før det "
        "slettes her (offentlighedsloven § 15). Notér nummeret med klage ret {n} --journalnr NR."
    ),
}


class Plan(NamedTuple):
    """Which cases may be forgotten, and which stay for what reason."""

    going: list[Candidate]
    staying: list[tuple[Candidate, str]]


def sorted_out(candidates: Iterable[Candidate], rule: Rule | None, today: date) -> Plan:
    """Return which of the cases may be forgotten today; those that stay by the gravity of the reason."""
    plan = Plan([], [])
    for each in candidates:
        reason = why_not(each, rule, today)
        if reason is None:
            plan.going.append(each)
        else:
            plan.staying.append((each, reason))
    gravity = list(REASONS)
    plan.staying.sort(key=lambda stays: gravity.index(stays[1]))
    return plan


def require(plan: Plan) -> None:
    """See that a case which was asked for by its number may be forgotten.

    Raises:
        RefusedError: It may not; the sentence says why, and what to do about it.
    """
    for candidate, reason in plan.staying:
        raise RefusedError(_TO_DO[reason].format(n=number_text(candidate.ids[0])))


def awaits_decision(track: Appeal | None, *, is_withdrawn: bool, is_merged: bool) -> bool:
    """Tell whether a complaint over a decision is still on its way.

    Args:
        track: What is noted; an old case that came with an import may have none, and waits for nothing.
        is_withdrawn: Whether the citizen has laid the complaint down.
        is_merged: Whether the case is merged into another, on which the reassessment is done.
    """
    if track is None or is_withdrawn:
        return False
    if not appeal.is_settled(track):
        return not is_merged
    has_body = track.forwarded_on is not None and track.appeal_body != appeal.NO_BODY
    return has_body and track.appeal_result is None


# --- words ----------------------------------------------------------------------------------------


def refuse_anonymised(case_id: int, anonymised_at: datetime | None) -> None:
    """See that nothing is noted on a case that has been forgotten.

    Raises:
        RefusedError: It has been.
    """
    if anonymised_at is not None:
        raise RefusedError(closed_for_good(case_id, f" {danish.long_day(clock.to_local(anonymised_at))}"))


def closed_for_good(case_id: int, when: str = "") -> str:
    """Return the sentence that meets whoever would change a case that has been forgotten."""
    number = number_text(case_id)
    return (
        f"Sag {number} blev anonymiseret{when}, og der kan ikke noteres mere på den. Det, der er tilbage, ses med "
        f"klage vis {number}. Henvender borgeren sig igen, så registrér en ny klage med klage ny."
    )


def undone_for_good(case_id: int) -> str:
    """Return the sentence that meets whoever would forget an undone case once more."""
    return f"Sag {number_text(case_id)} er fortrudt, og det, der stod i den, er allerede slettet."


def told(anonymised_at: datetime) -> str:
    """Return what the page of a forgotten case says on top."""
    return (
        f"Anonymiseret {danish.long_instant(anonymised_at)}: Navn, telefonnummer, journalnummer og alle tekster "
        "er slettet. Datoer, temaer og resultater står her stadig, så opgørelserne passer."
    )


def rule_sentence(rule: Rule | None) -> str:
    """Return the office's rule as a sentence."""
    if rule is None:
        return "Der er ikke sat en frist for sletning."
    months = danish.count(rule.months, "måned", "måneder")
    journal = (
        "Klager uden journalnummer bliver stående."
        if rule.needs_journal_no
        else "Det gælder også klager uden journalnummer."
    )
    return f"Sager må anonymiseres {months} efter, at de er afsluttet. {journal}"


def counted(candidates: Iterable[Candidate]) -> int:
    """Return how many cases there are in all."""
    return sum(len(candidate.ids) for candidate in candidates)
