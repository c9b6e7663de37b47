"""Mediation: what may be noted of it, and what a mediator may not decide.

Source: seeds S5 (Borgermægleren), S2 (external mediators in entrenched cases), ``domain.md`` 2.6, 4.4
and mistake 9. A mediation is information and consent, talks, a meeting and what was agreed to follow
up. It closes no complaint and stops no deadline, and there is no field for what was said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from klage import clock
from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.calendar import dates
from klage.domain.fields import Field
from klage.domain.folding import fold
from klage.errors import InvalidValueError, RefusedError

MAX_NOTE = 280
"""How many characters a goal or a follow-up may have: enough for it, too little for what was said."""

NOT_HERE = "Det, der bliver sagt i mæglingen, hører ikke til her."

FIELDS: tuple[Field, ...] = (
    Field("kind", "Form", "code", words.MEDIATION_KINDS),
    Field("mediator", "Mægler", "line"),
    Field("informed_on", "Informeret", "date"),
    Field("consent", "Samtykke", "flag"),
    Field("consent_on", "Samtykke den", "date"),
    Field("self_contact", "Borgeren henvendte sig selv", "flag"),
    Field("goal", "Borgeren vil opnå", personal=True),
    Field("clarification_talks", "Afklarende samtaler", "number"),
    Field("municipal_party", "Part i kommunen", "line"),
    Field("meeting_at", "Dialogmøde", "instant"),
    Field("meeting_place", "Mødested", "line", personal=True),
    Field("participants", "Deltagere fra kommunen", "line"),
    Field("agreed_follow_up", "Aftalt opfølgning", personal=True),
    Field("outcome", "Udfald", "code", words.MEDIATION_OUTCOMES),
    Field("outcome_on", "Udfald den", "date"),
    Field("complaint_continues", "Klagen fortsætter", "flag"),
)

NEEDS_CONSENT = (
    "clarification_talks",
    "meeting_at",
    "meeting_place",
    "participants",
    "agreed_follow_up",
    "outcome",
)
"""What can only have happened when the citizen has said yes."""

AFTER_THE_MEETING = frozenset({"dialog_genoprettet", "aftale", "ingen_aftale"})

_BEYOND = {
    "borgermaegler": "Borgermægleren kan ikke tage stilling til, om der er begået fejl, og kan ikke ændre en afgørelse",
    "ekstern_maegler": "En mægler kan ikke tage stilling til, om der er begået fejl, og kan ikke ændre en afgørelse",
    "dialogmoede": "Et dialogmøde afgør ikke, om der er begået fejl, og ændrer ikke en afgørelse",
}
# What a verdict is called, folded; none of the outcomes that may be noted has such a word in it.
_VERDICT_STEMS = (
    "fejl",
    "afgorelse",
    "medhold",
    "omgjort",
    "omgor",
    "aendr",
    "brud",
    "hjemvis",
    "stadfaest",
    "ophaevet",
)
_VERDICTS = ("fejl konstateret", "konstateret fejl", "fejl erkendt", "afgorelse aendret", "aendret afgorelse")
_NEAR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Mediation:
    """One offer of mediation and what came of it; instants are UTC, days Danish."""

    kind: str
    informed_on: date
    mediator: str | None = None
    consent: bool | None = None
    consent_on: date | None = None
    self_contact: bool | None = None
    goal: str | None = None
    clarification_talks: int | None = None
    municipal_party: str | None = None
    meeting_at: datetime | None = None
    meeting_place: str | None = None
    participants: str | None = None
    agreed_follow_up: str | None = None
    outcome: str | None = None
    outcome_on: date | None = None
    complaint_continues: bool | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is under way: not ended, and the citizen has not said no."""
        return self.outcome is None and self.consent is not False


def meant(found: Sequence[Mediation], *, begins: bool) -> int | None:
    """Return the place of the mediation that is meant; ``None`` stands for a new one.

    Args:
        found: A case's mediations, oldest first.
        begins: Whether a kind or a day of information was given, which begins a new one where none is
            open.
    """
    still_open = [place for place, mediation in enumerate(found) if mediation.is_open]
    if still_open:
        return still_open[-1]
    return None if begins or not found else len(found) - 1


def noted(before: Mediation | None, found: Mapping[str, Any], today: date) -> Mediation:
    """Return a mediation with one thing more known; consent and outcome are of today unless dated."""
    values = dict(found)
    for key in ("consent", "outcome"):
        if values.get(key) is not None and values[key] != getattr(before, key, None):
            values.setdefault(f"{key}_on", today)
    if before is None:
        return Mediation(**{"informed_on": today, **values})
    return replace(before, **values)


def refuse_verdict(outcome: str, kind: str) -> None:
    """Refuse an outcome by which a mediator would judge or decide.

    Raises:
        RefusedError: The outcome is one; the sentence says why, and what to write instead.
    """
    typed = fold(outcome)
    is_verdict = any(stem in typed for stem in _VERDICT_STEMS)
    if is_verdict or get_close_matches(typed, _VERDICTS, n=1, cutoff=0.75):
        raise RefusedError(
            f"{_BEYOND[kind]} (Aarhus Kommune: Borgermægleren). "
            "Er utilfredsheden givet videre til kommunen, så skriv videreformidlet_utilfredshed. "
            "Erkender afdelingen selv en fejl, noteres det med klage indsats."
        )


def require_consent(consent: bool | None, given: Iterable[str]) -> None:
    """See that the citizen has agreed before anything that needs it is noted; asked before it is typed.

    Args:
        consent: What the citizen has said.
        given: The keys that are to be noted.

    Raises:
        RefusedError: The citizen has not said yes.
    """
    if consent or not set(given) & set(NEEDS_CONSENT):
        return
    if consent is None:
        raise RefusedError(
            "Mægling er frivillig: Samtaler, møde, opfølgning og udfald noteres først, når borgeren har sagt ja. "
            "Notér det med --samtykke ja."
        )
    raise RefusedError(
        "Borgeren har sagt nej til mægling. Har borgeren fortrudt et ja undervejs, er udfaldet borger_fortroed."
    )


def check(
    mediation: Mediation, before: Mediation | None, *, received_at: datetime, now: datetime
) -> Mediation:
    """Return the mediation if it may be noted on the case.

    Raises:
        RefusedError: The citizen has not agreed to what is noted, or agreed to another kind.
        InvalidValueError: The days do not fit each other, or a part does not belong here.
    """
    require_consent(mediation.consent, (key for key in NEEDS_CONSENT if getattr(mediation, key)))
    if before is not None and before.consent is not None and before.kind != mediation.kind:
        raise RefusedError(
            f"Borgerens svar gælder {words.MEDIATION_KINDS[before.kind].lower()}. "
            "Giv den mægling et udfald, før en anden begynder."
        )
    _check_days(mediation, received_at, clock.to_local(now).date())
    _check_parts(mediation)
    return mediation


def _check_days(mediation: Mediation, received_at: datetime, today: date) -> None:
    informed, answered, ended = mediation.informed_on, mediation.consent_on, mediation.outcome_on
    if any(day is not None and day > today for day in (informed, answered, ended)):
        raise InvalidValueError("Datoen ligger i fremtiden. Skriv, hvornår det skete.")
    # A citizen who came to the mediator first may have been told of it before the complaint.
    if informed < clock.to_local(received_at).date() and not mediation.self_contact:
        raise InvalidValueError(
            f"Borgeren er informeret, før klagen blev modtaget ({danish.long_instant(received_at)}). "
            "Har borgeren selv henvendt sig til mægleren først, så skriv --selv."
        )
    if answered is not None and answered < informed:
        raise InvalidValueError("Samtykket ligger, før borgeren blev informeret. Ret en af datoerne.")
    if ended is not None and answered is not None and ended < answered:
        raise InvalidValueError("Udfaldet ligger før samtykket. Ret en af datoerne.")
    _check_meeting(mediation)


def _check_meeting(mediation: Mediation) -> None:
    if mediation.meeting_at is None:
        return
    day, answered, ended = (
        clock.to_local(mediation.meeting_at).date(),
        mediation.consent_on,
        mediation.outcome_on,
    )
    if answered is not None and day < answered:
        raise InvalidValueError("Mødet ligger før samtykket. Ret et af tidspunkterne.")
    if mediation.outcome in AFTER_THE_MEETING and ended is not None and day > ended:
        raise InvalidValueError("Mødet ligger efter udfaldet. Ret et af tidspunkterne.")


def _check_parts(mediation: Mediation) -> None:
    for text in (mediation.goal, mediation.agreed_follow_up):
        if text is not None and len(text) > MAX_NOTE:
            raise InvalidValueError(f"Skriv det kort, højst {MAX_NOTE} tegn. {NOT_HERE}")
    if mediation.clarification_talks is not None and mediation.clarification_talks > 2:
        raise InvalidValueError("Der er højst to afklarende samtaler før mødet. Skriv 0, 1 eller 2.")
    if mediation.kind == "dialogmoede" and mediation.mediator is not None:
        raise InvalidValueError("Et dialogmøde holdes uden mægler. Udelad --maegler.")
    for key in ("consent", "outcome"):
        if getattr(mediation, key) is None and getattr(mediation, f"{key}_on") is not None:
            raise InvalidValueError("Der er en dato, men hverken samtykke eller udfald at datere med den.")


def meeting_from(text: str, now: datetime) -> datetime:
    """Return when a dialogue meeting is or was: what is agreed lies ahead, unless only the past fits.

    Raises:
        InvalidValueError: It cannot be read, or may be a day last year or the next just as well.
    """
    sides: list[datetime] = []
    directions: tuple[dates.Direction, ...] = ("future", "past")
    for direction in directions:
        try:
            sides.append(dates.parse_instant(text, now, direction=direction))
        except InvalidValueError as error:
            refused = error
    if not sides:
        raise refused
    if len(set(sides)) > 1 and sides[0] - now > _NEAR:
        raise InvalidValueError(
            f"Det kan være både {danish.long_instant(sides[1])} og {danish.long_instant(sides[0])}; skriv året."
        )
    return sides[0]
