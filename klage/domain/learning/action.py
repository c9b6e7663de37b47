"""An action that follows from a lesson: proposed, agreed, begun, carried out, and its effect assessed.

Source: ``domain.md`` 4.3 and seed S4: the ambassador sees to it in consultation with the leader, so an
agreement has a leader and a date; and seed S2: training is an action like others, with the number
trained. Days are Danish calendar days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.fields import Field, by_key
from klage.domain.matching import or_list
from klage.errors import InvalidValueError, RefusedError

PROPOSED, AGREED, BEGUN = "foreslaaet", "aftalt", "i_gang"
DONE, ASSESSED, REJECTED = "gennemfoert", "effekt_vurderet", "afvist"

OPEN = (PROPOSED, AGREED, BEGUN)
"""What is still to be carried out."""

TRANSITIONS: Mapping[str, tuple[str, ...]] = {
    PROPOSED: (AGREED, REJECTED),
    AGREED: (BEGUN, DONE, REJECTED, PROPOSED),
    BEGUN: (DONE, REJECTED, AGREED),
    DONE: (ASSESSED, BEGUN),
    ASSESSED: (DONE,),
    REJECTED: (PROPOSED,),
}
"""Where an action can go from each status. A small one is done as soon as it is agreed; a step back happens
in practice (a leader moves on, a template turns out not to be in use), and says why."""

FIELDS: tuple[Field, ...] = (
    Field("what", "Hvad der skal gøres"),
    Field("kind", "Type", "code", words.ACTION_KINDS),
    Field("department", "Afdeling", "department"),
    Field("ambassador", "Ambassadør", "line"),
    Field("leader", "Leder, der har sagt ja", "line"),
    Field("due_on", "Frist", "date"),
    Field("status", "Status", "code", words.ACTION_STATUSES),
    Field("proposed_on", "Foreslået", "date"),
    Field("agreed_on", "Aftalt", "date"),
    Field("started_on", "Begyndt", "date"),
    Field("carried_out_on", "Gennemført", "date"),
    Field("rejected_on", "Afvist", "date"),
    Field("reason", "Begrundelse"),
    Field("effect_goal", "Mål for effekten"),
    Field("effect_assessed_on", "Effekt vurderet", "date"),
    Field("effect_result", "Hvad der kom ud af det"),
    Field("trained", "Antal oplært", "number"),
)
TEXTS = ("what", "effect_goal", "effect_result", "reason")
DAY_OF: Mapping[str, str] = {
    PROPOSED: "proposed_on",
    AGREED: "agreed_on",
    BEGUN: "started_on",
    DONE: "carried_out_on",
    ASSESSED: "effect_assessed_on",
    REJECTED: "rejected_on",
}
"""The day that belongs to each status."""

_ORDER = (PROPOSED, AGREED, BEGUN, DONE, ASSESSED)
_BY_KEY = by_key(FIELDS)


@dataclass(frozen=True, slots=True)
class Action:
    """One action as it stands."""

    what: str
    kind: str
    proposed_on: date
    status: str = PROPOSED
    department: str | None = None
    ambassador: str | None = None
    leader: str | None = None
    due_on: date | None = None
    agreed_on: date | None = None
    started_on: date | None = None
    carried_out_on: date | None = None
    rejected_on: date | None = None
    reason: str | None = None
    effect_goal: str | None = None
    effect_assessed_on: date | None = None
    effect_result: str | None = None
    trained: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be carried out."""
        return self.status in OPEN


def is_back(before: str, after: str) -> bool:
    """Tell whether a move takes something back; one out of the rejected does."""
    return before == REJECTED or (after != REJECTED and _ORDER.index(after) < _ORDER.index(before))


def check_way(before: str, to: str) -> None:
    """See that an action can go from one status to another.

    Raises:
        RefusedError: It cannot; the sentence says where it can go.
    """
    if to not in TRANSITIONS[before]:
        ways = or_list(_named(each) for each in TRANSITIONS[before])
        already = "allerede " if before == to else ""
        raise RefusedError(f"Handlingens status er {already}{_named(before)}. Den kan nu blive til {ways}.")


def moved(action: Action, to: str, on: date, **given: object) -> Action:
    """Return the action with another status.

    What a step back takes back is emptied; it stays in the history.

    Args:
        action: As it stands.
        to: The new status.
        on: The day it took effect.
        given: What is said about it: ``leader``, ``due_on``, ``effect_result``, ``reason``, ``trained``.

    Raises:
        RefusedError: It cannot go there from where it is.
        InvalidValueError: The step back says no reason; what a status demands is for ``check``.
    """
    check_way(action.status, to)
    if is_back(action.status, to) and not given.get("reason"):
        raise InvalidValueError("Skriv hvorfor med --begrundelse -, når en handling går et trin tilbage.")
    taken_back = _after(to) if is_back(action.status, to) else ()
    emptied: dict[str, object] = dict.fromkeys(taken_back)
    day = {} if to == PROPOSED else {DAY_OF[to]: _kept_day(action, to) or on}
    changes = {**emptied, "reason": None, **day, "status": to, **given}
    return replace(action, **changes)  # type: ignore[arg-type]


def _kept_day(action: Action, to: str) -> date | None:
    """Return the day that a status had already, when an action comes back to it."""
    found: date | None = getattr(action, DAY_OF[to])
    return found


def _after(status: str) -> list[str]:
    """Return the fields that belong to what comes after a status."""
    if status == REJECTED:
        return [DAY_OF[DONE], DAY_OF[ASSESSED], "effect_result"]
    later = [DAY_OF[each] for each in _ORDER[_ORDER.index(status) + 1 :]]
    # Proposed again, it is agreed with nobody; before it is assessed, it has no result.
    return [*later, "rejected_on", "effect_result", *(["leader"] if status == PROPOSED else [])]


def _named(status: str) -> str:
    return words.ACTION_STATUSES[status].lower()


def check(action: Action, today: date) -> Action:
    """Return the action if it says what its status demands, and no more.

    Raises:
        InvalidValueError: Something is missing, too much, or on a day that cannot be.
    """
    if not action.what.strip():
        raise InvalidValueError("Skriv, hvad der skal gøres. En handling kan ikke være tom.")
    if action.trained is not None and action.kind != "kompetence":
        raise InvalidValueError("Antal oplært hører kun til en handling af typen kompetence.")
    for key, sentence in _DEMANDS[action.status].items():
        if not getattr(action, key):
            raise InvalidValueError(sentence)
    for key in _after(action.status):
        if key not in _DEMANDS[action.status] and getattr(action, key) is not None:
            raise InvalidValueError(
                f"{_BY_KEY[key].label}: hører ikke til en handling med status {_named(action.status)}."
            )
    _check_days(action, today)
    return action


_AGREEMENT = {
    "leader": "En aftale har en leder, der har sagt ja. Skriv navnet med --leder.",
    "due_on": "En aftale har en frist. Skriv den med --frist.",
    "agreed_on": "Dagen for aftalen mangler.",
}
_CARRIED_OUT = {**_AGREEMENT, "carried_out_on": "Den dag, handlingen blev gennemført, mangler."}
_DEMANDS: Mapping[str, Mapping[str, str]] = {
    PROPOSED: {},
    AGREED: _AGREEMENT,
    BEGUN: {**_AGREEMENT, "started_on": "Den dag, handlingen begyndte, mangler."},
    DONE: _CARRIED_OUT,
    ASSESSED: {
        **_CARRIED_OUT,
        "effect_assessed_on": "Den dag, effekten blev vurderet, mangler.",
        "effect_result": "Skriv med ord, hvad der kom ud af handlingen: --resultat -.",
    },
    REJECTED: {
        "rejected_on": "Den dag, handlingen blev afvist, mangler.",
        "reason": "Skriv hvorfor med --begrundelse -, når en handling bliver afvist.",
    },
}
"""What each status demands, with the sentence that is said when it is missing."""


def _check_days(action: Action, today: date) -> None:
    found = [getattr(action, DAY_OF[status]) for status in (*_ORDER, REJECTED)]
    days = [day for day in found if day is not None]
    if days != sorted(days):
        raise InvalidValueError(
            "Dagene skal stå i rækkefølge: foreslået, aftalt, begyndt, gennemført, effekt vurderet."
        )
    if days[-1] > today:
        raise InvalidValueError(f"{danish.long_day(days[-1]).capitalize()} ligger i fremtiden. Ret dagen.")


def check_due(before: date | None, after: date | None, today: date) -> None:
    """See that a new deadline lies ahead; one that stands already may have passed.

    Raises:
        InvalidValueError: It has gone.
    """
    if after is not None and after != before and after < today:
        raise InvalidValueError("Fristen er gået. Skriv en dag, der kommer, fx 1. marts.")
