"""A call: what can be noted of it, and what may not be.

Source: seeds S1 (the call within a døgn: uddybe, præcisere, videre forløb), S4 and S5 (heard,
understood, taken seriously), OFL § 13 (when it happened and when it was noted are two facts).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from klage.domain import danish
from klage.domain.promise import CallFact
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError, RefusedError


@dataclass(frozen=True, slots=True)
class Call:
    """One call; what was said in it only where it came to a conversation. Instants are UTC."""

    called_at: datetime
    result: str
    logged_at: datetime | None = None
    direction: str = "ud"
    conversation_result: str | None = None
    accepted: bool | None = None
    concern: str | None = None
    summary_confirmed: bool | None = None
    course_told: bool | None = None
    agreement: str | None = None
    next_step: str | None = None
    next_due: date | None = None
    owner: str | None = None
    guidance_given: str | None = None
    complaint_stance: str | None = None
    withdrawal_confirmed: bool | None = None
    call_again_at: datetime | None = None
    late_reason: str | None = None
    heard: str | None = None
    understood: str | None = None
    taken_seriously: str | None = None
    minutes: int | None = None

    @property
    def fact(self) -> CallFact:
        """Return what the promise needs to know of the call."""
        return CallFact(self.called_at, self.direction, self.result, self.call_again_at)


SPOKEN_ONLY = (
    "conversation_result",
    "accepted",
    "summary_confirmed",
    "course_told",
    "complaint_stance",
    "withdrawal_confirmed",
    "heard",
    "understood",
    "taken_seriously",
)
"""What can only be known when citizen and user have spoken."""

ONLY_OUTGOING = frozenset({"ikke_truffet", "besked_lagt", "forkert_nummer", "intet_nummer"})

TALK = (
    *("concern", "summary_confirmed", "conversation_result", "course_told"),
    *("complaint_stance", "guidance_given", "agreement", "next_step", "next_due", "owner"),
    *("heard", "understood", "taken_seriously"),
)
"""What is asked about a conversation, in order."""

ONLY_GUIDED = frozenset({"summary_confirmed", "complaint_stance", "guidance_given"})
"""What only the guided call asks, so that ``opkald`` asks no more than it always did."""

SAYS_STANCE = frozenset({"klage_lagt_ned", "fastholdt_skriftligt_svar", "fastholdt_genvurdering"})
"""Conversation results after which nobody need ask whether the complaint stands."""


def to_ask(answers: Mapping[str, object], *, complaint_kind: str, guided: bool = False) -> list[str]:
    """Return what belongs to a conversation on such a complaint, in the order it is asked.

    Args:
        answers: What is answered so far; some answers lead to more questions, others to fewer.
        complaint_kind: Only a complaint over a decision is upheld or laid down, and needs guidance.
        guided: Whether it is the guided call that asks.
    """
    left_out = set[str]() if guided else set(ONLY_GUIDED)
    if complaint_kind not in OVER_DECISIONS:
        left_out |= {"complaint_stance", "guidance_given"}
    if answers.get("conversation_result") in SAYS_STANCE:
        left_out.add("complaint_stance")
    if not answers.get("next_step"):
        left_out |= {"next_due", "owner"}
    return [key for key in TALK if key not in left_out]


def check(call: Call, *, received_at: datetime, is_open: bool, complaint_kind: str, now: datetime) -> Call:
    """Return the call if it may be noted on the case as it is.

    Raises:
        RefusedError: An outgoing call on a closed case; a withdrawal that the citizen has not
            confirmed; a reassessment of what is not a complaint over a decision.
        InvalidValueError: The parts do not fit each other, or the times do not fit the case.
    """
    check_place(call.called_at, call.direction, received_at=received_at, is_open=is_open, now=now)
    _check_times(call)
    _check_parts(call)
    for outcome in {call.conversation_result, "klage_lagt_ned" if _withdraws(call) else None}:
        check_outcome(outcome, confirmed=bool(call.withdrawal_confirmed), complaint_kind=complaint_kind)
    return call


def _withdraws(call: Call) -> bool:
    return call.conversation_result == "klage_lagt_ned" or call.complaint_stance == "laegges_ned"


def check_place(
    called_at: datetime, direction: str, *, received_at: datetime, is_open: bool, now: datetime
) -> None:
    """See that a call at this time has a place on the case; asked before anything is typed about it.

    Raises:
        RefusedError: An outgoing call on a closed case.
        InvalidValueError: It lies before receipt or in the future.
    """
    if called_at > now:
        raise InvalidValueError("Opkaldet ligger i fremtiden. Skriv, hvornår der blev ringet.")
    if called_at < received_at:
        raise InvalidValueError(
            f"Opkaldet ligger før, klagen blev modtaget ({danish.long_instant(received_at)}). "
            "Ret et af tidspunkterne."
        )
    if not is_open and direction == "ud":
        raise RefusedError(
            "Sagen er afsluttet. Genåbn den med klage genaabn, før du noterer et udgående opkald."
        )


def check_outcome(outcome: str | None, *, confirmed: bool, complaint_kind: str) -> None:
    """See that a conversation may end like this.

    Raises:
        RefusedError: A withdrawal that the citizen has not confirmed; a reassessment of what is not a
            complaint over a decision.
    """
    if outcome == "klage_lagt_ned" and not confirmed:
        raise RefusedError(
            "En klage lægges kun ned, når borgeren selv har bekræftet det (notatpligt, offentlighedslovens § 13). "
            "Notér det med --bekraeftet, hvis borgeren har sagt ja."
        )
    if outcome == "fastholdt_genvurdering" and complaint_kind == "formalitet":
        raise RefusedError(
            "Kun en klage over en afgørelse kan genvurderes (retssikkerhedsloven på det sociale område, § 66). "
            "Ret klagetypen med klage ret, hvis klagen også gælder afgørelsen."
        )


def _check_times(call: Call) -> None:
    if call.call_again_at is not None and call.call_again_at <= call.called_at:
        raise InvalidValueError("Det næste opkald skal ligge efter dette opkald.")
    if call.logged_at is not None and call.logged_at < call.called_at:
        raise InvalidValueError("Opkaldet er noteret, før det fandt sted. Ret et af tidspunkterne.")


def _check_parts(call: Call) -> None:
    # Who would rather have a letter may well say that the complaint stands.
    stance = {"complaint_stance"} if call.result == "oensker_ikke_samtale" else set[str]()
    unspoken = () if call.result == "talt_med" else set(SPOKEN_ONLY) - stance
    if any(getattr(call, key) not in (None, False) for key in unspoken):
        raise InvalidValueError("Samtalens indhold kan kun noteres, når der er talt med borgeren.")
    if call.direction == "ind" and call.result in ONLY_OUTGOING:
        raise InvalidValueError("Det udfald passer kun til et opkald, du selv har foretaget.")
    if call.result == "ring_igen_aftalt" and call.call_again_at is None:
        raise InvalidValueError("Skriv, hvornår I har aftalt at tale sammen, med --ring-igen.")
    if call.withdrawal_confirmed and not _withdraws(call):
        raise InvalidValueError("Bekræftelsen hører kun til, når klagen lægges ned.")
