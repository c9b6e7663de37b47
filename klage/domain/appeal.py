"""The track of a complaint over a decision: guidance, reassessment, forwarding and the body's result.

It runs beside the complaint's own course, so that a *blandet* complaint has both. The tool is not the
legal clock of record: a deadline is *possible* until the klageinstans has looked, and no complaint is
ever declared late. Source: ``domain.md`` 1.1 to 1.3 and 1.7 (RSL §§ 60, 66, 67 and 72; FVL § 25).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.calendar import calendar
from klage.domain.call import Call
from klage.domain.complaint import Point
from klage.domain.fields import Field
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError, RefusedError

CAUTION = "mulig klagefrist – kontrollér klagevejledningen"
"""How the citizen's deadline is named wherever it is shown."""

LAW = "retssikkerhedsloven på det sociale område"
COMMITTEE = "boerne_og_ungeudvalget"
NO_BODY = "ingen"
REASSESSED_FIRST = frozenset({"ankestyrelsen", "ankestyrelsens_beskaeftigelsesudvalg"})
"""The bodies to which RSL § 66 is the way."""

SERVICE_LEVEL = (
    f"Klagen gælder kun serviceniveauet. Kommunens generelle serviceniveau kan ikke påklages til en anden myndighed "
    f"({LAW}, § 60, stk. 3); læringen ligger i forventningsafstemningen. En konkret afgørelse kan "
    "borgeren stadig klage over."
)
NOT_SUSPENDED = (
    f"En klage har som hovedregel ikke opsættende virkning, så afgørelsen gælder imens ({LAW}, § 72)."
)
NO_GUIDANCE = (
    "Klagefristen løber først, når borgeren har fået en korrekt klagevejledning, så den er måske ikke begyndt "
    f"({LAW}, § 67; vejledning nr. 9330 af 21. marts 2019, pkt. 272)."
)
STRAIGHT_ON = (
    "Kommunen genvurderer ikke afgørelser, som børne- og ungeudvalget har truffet; klagen sendes direkte til "
    "Ankestyrelsen (barnets lov, §§ 144-150)."
)


@dataclass(frozen=True, slots=True)
class Appeal:
    """What is known of the complaint over a decision; days are Danish calendar days.

    ``appeal_deadline_on`` and ``reassess_due_on`` follow from the rest; see ``timed``.
    """

    decided_by: str = "kommunen"
    decision_received_on: date | None = None
    arrival: str | None = None
    guidance_given: str | None = None
    appeal_deadline_on: date | None = None
    reassess_due_on: date | None = None
    reassess_result: str | None = None
    reassessed_on: date | None = None
    forwarded_on: date | None = None
    appeal_body: str | None = None
    appeal_result: str | None = None
    appeal_decided_on: date | None = None


FIELDS: tuple[Field, ...] = (
    Field("decided_by", "Truffet af", "code", words.DECIDED_BY),
    Field("decision_received_on", "Afgørelsen nåede borgeren", "date"),
    Field("arrival", "Kom som", "code", words.ARRIVALS),
    Field("guidance_given", "Klagevejledning givet", "code", words.GUIDANCE_IN_DECISION),
    Field("appeal_deadline_on", CAUTION.capitalize(), "date"),
    Field("reassess_due_on", "Genvurderes senest", "date"),
    Field("reassess_result", "Genvurdering", "code", words.REASSESS_RESULTS),
    Field("reassessed_on", "Genvurderet", "date"),
    Field("forwarded_on", "Sendt videre", "date"),
    Field("appeal_body", "Klageinstans", "code", words.APPEAL_BODIES),
    Field("appeal_result", "Klageinstansens afgørelse", "code", words.APPEAL_RESULTS),
    Field("appeal_decided_on", "Afgjort af klageinstansen", "date"),
)


def timed(
    appeal: Appeal, *, complaint_kind: str, received_on: date, closing_days: Collection[date] = ()
) -> Appeal:
    """Return the track with its two dates computed anew; without a decision at issue it has none.

    Args:
        appeal: What is known.
        complaint_kind: Only *realitet* and *blandet* run on this track.
        received_on: The Danish day on which the municipality received the complaint.
        closing_days: The office's own; they move the municipality's plan, not the citizen's deadline.
    """
    runs, decided = complaint_kind in OVER_DECISIONS, appeal.decision_received_on
    reassess = calendar.own_deadline(received_on, closing_days) if appeal.decided_by != COMMITTEE else None
    deadline = calendar.statutory_deadline(decided) if decided else None
    return replace(
        appeal, appeal_deadline_on=deadline if runs else None, reassess_due_on=reassess if runs else None
    )


def check_kind(complaint_kind: str) -> None:
    """See that there is a decision to reassess.

    Raises:
        RefusedError: The complaint is over the handling only, or its kind is not clear yet.
    """
    if complaint_kind == "formalitet":
        raise RefusedError(
            f"Kun en klage over en afgørelse kan genvurderes ({LAW}, § 66). "
            "Ret klagetypen til realitet eller blandet med klage ret, hvis klagen også gælder afgørelsen."
        )
    if complaint_kind not in OVER_DECISIONS:
        raise RefusedError(
            f"Klagetypen er uafklaret, og kun en klage over en afgørelse kan genvurderes ({LAW}, § 66). "
            "Spørg borgeren, og ret klagetypen med klage ret, fx --type realitet."
        )


def check(appeal: Appeal, *, received_on: date) -> Appeal:
    """Return the track if it can have gone like that.

    Raises:
        RefusedError: A reassessment of the committee's decision, or forwarding without one (RSL § 66).
        InvalidValueError: The body has decided what it never got, or the days stand in the wrong order.
    """
    if appeal.decided_by == COMMITTEE and appeal.reassess_result is not None:
        raise RefusedError(f"{STRAIGHT_ON} Der er ikke gemt noget.")
    must_reassess = appeal.appeal_body in REASSESSED_FIRST and appeal.decided_by != COMMITTEE
    if must_reassess and appeal.forwarded_on is not None and appeal.reassess_result is None:
        raise RefusedError(
            "Før klagen sendes videre, skal kommunen have vurderet, om borgeren kan få helt eller delvist medhold "
            f"({LAW}, § 66). Notér det med --resultat."
        )
    if appeal.appeal_result is not None and appeal.forwarded_on is None:
        raise InvalidValueError("Notér først med --oversendt, hvilken klageinstans der fik klagen.")
    _check_order(appeal, received_on)
    return appeal


def _check_order(appeal: Appeal, received_on: date) -> None:
    story = (
        (received_on, appeal.reassessed_on, "Genvurderingen ligger før, klagen blev modtaget."),
        (received_on, appeal.forwarded_on, "Klagen er sendt videre, før den blev modtaget."),
        (appeal.reassessed_on, appeal.forwarded_on, "Klagen er sendt videre, før den blev genvurderet."),
        (appeal.forwarded_on, appeal.appeal_decided_on, "Klagen er afgjort, før den blev sendt videre."),
    )
    for earlier, later, sentence in story:
        if earlier is not None and later is not None and later < earlier:
            raise InvalidValueError(f"{sentence} Ret datoen med --den.")


def is_settled(appeal: Appeal) -> bool:
    """Tell whether nothing is left for the municipality: full medhold, forwarded, or no body to go to."""
    return (
        appeal.reassess_result == "medhold"
        or appeal.forwarded_on is not None
        or appeal.appeal_body == NO_BODY
    )


def is_withdrawn(calls: Iterable[Call]) -> bool:
    """Tell whether the citizen has confirmed in a call that the complaint is laid down, and stood by it.

    Args:
        calls: Those that count, by when they happened; the last word on it stands.
    """
    withdrawn = False
    for call in calls:
        if call.withdrawal_confirmed:
            withdrawn = True
        elif call.complaint_stance == "fastholdes" or (call.conversation_result or "").startswith(
            "fastholdt"
        ):
            withdrawn = False
    return withdrawn


def check_closing(outcome: str | None, *, complaint_kind: str, appeal: Appeal, calls: Iterable[Call]) -> None:
    """See that closing the case swallows no complaint over a decision.

    Args:
        outcome: What the case is closed with; ``None`` when it is not known yet.
        complaint_kind: The kind of the complaint.
        appeal: Its track.
        calls: The calls on the case.

    Raises:
        RefusedError: The track is not settled, or a withdrawal is not confirmed by the citizen.
    """
    if complaint_kind not in OVER_DECISIONS or is_withdrawn(calls):
        return
    if outcome == "trukket_tilbage":
        raise RefusedError(
            "En klage over en afgørelse er kun trukket tilbage, når borgeren selv har bekræftet det i en samtale "
            "(notatpligt, offentlighedslovens § 13). Notér samtalen med klage opkald, "
            "--samtale klage_lagt_ned --bekraeftet."
        )
    if not is_settled(appeal):
        way = (
            STRAIGHT_ON
            if appeal.decided_by == COMMITTEE
            else "Den skal genvurderes og sendes videre, hvis borgeren ikke får fuldt medhold "
            f"({LAW}, § 66); fristen løber, selv om sagen lukkes."
        )
        raise RefusedError(
            f"Klagen over afgørelsen er ikke færdigbehandlet. {way} Notér det med klage genvurdering, "
            "eller notér borgerens bekræftelse med klage opkald, hvis klagen lægges ned."
        )


def is_over_service_level(points: Sequence[Point]) -> bool:
    """Tell whether the complaint is about the general service level and nothing else."""
    return bool(points) and all(point.theme == "serviceniveau" for point in points)


def advice(appeal: Appeal, *, withdrawn: bool) -> list[str]:
    """Return what to find out or do next, a sentence each, the most pressing first."""
    if withdrawn:
        return ["Borgeren har bekræftet, at klagen lægges ned. Sagen kan lukkes som trukket tilbage."]
    if appeal.appeal_result is not None:
        return [_AFTER_RESULT.get(appeal.appeal_result, "Klageinstansen har afgjort klagen.")]
    missing = [] if is_settled(appeal) else _missing(appeal)
    return [_next(appeal), *missing]


_AFTER_RESULT = {
    "hjemvist": "Klageinstansen har hjemvist sagen: Afdelingen skal behandle den igen.",
    "aendret": "Klageinstansen har ændret afgørelsen: Se efter, at borgeren får det, der er afgjort.",
    "ophaevet": "Klageinstansen har ophævet afgørelsen: Se efter, at afdelingen retter sig efter det.",
}


def _next(appeal: Appeal) -> str:
    if appeal.appeal_body == NO_BODY:
        return "Der er ingen klageinstans at sende klagen til. Fortæl borgeren det."
    if appeal.forwarded_on is not None:
        return "Klagen ligger hos klageinstansen. Notér, hvad den når frem til, med --afgjort."
    if appeal.decided_by == COMMITTEE:
        return f"{STRAIGHT_ON} Notér det med --oversendt ankestyrelsen."
    if appeal.reassess_result is not None:
        return _AFTER_REASSESSMENT[appeal.reassess_result]
    due = f" senest {danish.long_day(appeal.reassess_due_on)}" if appeal.reassess_due_on else ""
    return (
        f"Afdelingen skal genvurdere afgørelsen{due}. Mangler der oplysninger, skal borgeren have at vide, "
        "hvornår det sker."
    )


_AFTER_REASSESSMENT = {
    "medhold": "Borgeren har fået fuldt medhold. Se efter, at den nye afgørelse er sendt.",
    "delvist_medhold": (
        "Spørg borgeren, om klagen fastholdes. Gør den det, sendes den videre med genvurderingen; "
        "lægges den ned, noteres bekræftelsen med klage opkald."
    ),
    "fastholdt": (
        f"Klagen sendes videre med begrundelse og genvurdering ({LAW}, § 66). Notér det med --oversendt."
    ),
}


def _missing(appeal: Appeal) -> list[str]:
    """Return what is not known and decides the citizen's deadline."""
    sentences = []
    if appeal.decision_received_on is None:
        sentences.append(
            "Find ud af, hvornår afgørelsen nåede borgeren, og notér det med --afgoerelse eller --brev-dateret."
        )
    if appeal.guidance_given is None:
        sentences.append("Se efter, om afgørelsen havde klagevejledning, og notér det med --vejledning.")
    if appeal.guidance_given in ("nej", "ukendt"):
        sentences.append(NO_GUIDANCE)
    if appeal.guidance_given == "nej":
        sentences.append("Sørg for, at borgeren får klagevejledningen nu (forvaltningsloven § 25).")
    return sentences
