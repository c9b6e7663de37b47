"""A next step that the citizen was promised, and what became of it.

A promise is kept, moved or broken, and says why when it is not kept; a moved one is settled, and a new
one with the new day takes its place, so that both stay. Source: seed S1 (the citizen hears what happens
next), issue "Promises to the citizen".
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from klage.errors import InvalidValueError, RefusedError

OPEN, KEPT, MOVED, BROKEN = "aaben", "holdt", "flyttet", "brudt"


@dataclass(frozen=True, slots=True)
class Step:
    """One promise: what, by the end of which Danish day, and by whom. Instants are UTC."""

    made_at: datetime
    due_on: date
    what: str | None = None
    owner: str | None = None
    state: str = OPEN
    settled_at: datetime | None = None
    reason: str | None = None


def check(step: Step, today: date) -> Step:
    """Return the promise if it can be made today.

    Raises:
        InvalidValueError: Its day has gone.
    """
    if step.due_on < today:
        raise InvalidValueError("Dagen er gået. Skriv, hvornår borgeren kan vente det, fx fredag.")
    return step


def check_open(step: Step) -> None:
    """Settle only what is not settled yet.

    Raises:
        RefusedError: It is settled.
    """
    if step.state != OPEN:
        raise RefusedError("Løftet er gjort op. Giv borgeren et nyt, hvis der er lovet mere.")


def moved(step: Step, due_on: date, now: datetime, today: date) -> Step:
    """Return the promise that takes the place of one that is moved to another day.

    Raises:
        InvalidValueError: The day has gone, or it is the day that was promised already.
    """
    if due_on == step.due_on:
        raise InvalidValueError("Løftet gælder til den dag i forvejen. Skriv en anden dag.")
    return check(Step(now, due_on, step.what, step.owner), today)


def settled(step: Step, state: str, now: datetime, reason: str | None) -> Step:
    """Return the promise as it was kept, moved or broken at ``now``.

    Raises:
        RefusedError: It is settled already.
        InvalidValueError: It was not kept, and no reason is given.
    """
    check_open(step)
    if state != KEPT and not (reason or "").strip():
        raise InvalidValueError("Skriv hvorfor med --begrundelse -, når et løfte bliver flyttet eller brudt.")
    return replace(step, state=state, settled_at=now, reason=reason)
