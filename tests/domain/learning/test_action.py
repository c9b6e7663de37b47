"""An action: every move from every status, what each status demands, and what a step back takes back."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.learning.action import (
    AGREED,
    ASSESSED,
    BEGUN,
    DAY_OF,
    DONE,
    FIELDS,
    OPEN,
    PROPOSED,
    REJECTED,
    TRANSITIONS,
    Action,
    check,
    check_due,
    check_way,
    is_back,
    moved,
)  # fmt: skip
from klage.domain.vocabulary import ACTION_STATUSES
from klage.errors import InvalidValueError, KlageError, RefusedError

TODAY = date(2026, 11, 20)
DUE = date(2026, 12, 1)
IDEA = Action("Fælles telefonliste", "arbejdsgang", TODAY - timedelta(days=40))
SAYS: dict[str, dict[str, object]] = {
    PROPOSED: {},
    AGREED: {"leader": "Eva Lund", "due_on": DUE},
    BEGUN: {},
    DONE: {},
    ASSESSED: {"effect_result": "Færre klager over manglende svar."},
    REJECTED: {"reason": "Der er ikke penge til det."},
}
"""What is said when an action comes to each status."""

TABLE = """
             foreslaaet aftalt i_gang gennemfoert effekt_vurderet afvist
foreslaaet        -       ja     -         -            -           ja
aftalt           back      -     ja        ja           -           ja
i_gang            -      back    -         ja           -           ja
gennemfoert       -       -     back       -            ja          -
effekt_vurderet   -       -      -        back          -           -
afvist           back     -      -         -            -           -
"""
MOVES = {
    (line.split()[0], to): answer
    for line in TABLE.splitlines()[2:]
    for to, answer in zip(TABLE.split("\n")[1].split(), line.split()[1:], strict=True)
}


def at(status: str) -> Action:
    """Return an action that has come to a status by the usual way, a day for each step."""
    ways = {REJECTED: (AGREED, REJECTED)}
    usual = (AGREED, BEGUN, DONE, ASSESSED)
    action, day = IDEA, TODAY - timedelta(days=30)
    for to in ways.get(status, usual[: usual.index(status) + 1] if status in usual else ()):
        action, day = check(moved(action, to, day, **SAYS[to]), TODAY), day + timedelta(days=1)
    return action


def test_the_statuses_are_the_vocabulary() -> None:
    """Every code has its words, its ways out, its day and its place in the table."""
    assert list(ACTION_STATUSES) == list(TRANSITIONS) == list(DAY_OF) == list(SAYS)
    assert {field.key for field in FIELDS} == set(Action.__slots__)
    assert len(MOVES) == 36
    assert [status for status in ACTION_STATUSES if at(status).is_open] == list(OPEN)


@pytest.mark.parametrize(("before", "after"), [*product(ACTION_STATUSES, repeat=2)])
def test_every_move(before: str, after: str) -> None:
    """The 36 of the table: allowed, allowed back with a reason, or refused with where it can go."""
    action, answer = at(before), MOVES[before, after]
    said = {**SAYS[after], **({"reason": "Det var for tidligt."} if answer == "back" else {})}
    if answer == "-":
        for move in (lambda: check_way(before, after), lambda: moved(action, after, TODAY, **said)):
            with pytest.raises(RefusedError, match="kan nu blive til") as caught:
                move()
            assert ("allerede" in caught.value.sentence) == (before == after)
        return
    check_way(before, after)
    assert is_back(before, after) == (answer == "back")
    result = moved(action, after, TODAY, **said)
    assert check(result, TODAY).status == after
    assert (result.what, result.kind, result.proposed_on) == (IDEA.what, IDEA.kind, IDEA.proposed_on)
    if answer == "back":
        with pytest.raises(InvalidValueError, match="--begrundelse"):
            moved(action, after, TODAY, **SAYS[after])


def test_a_step_back_takes_back_what_came_after() -> None:
    """The day of the status itself stays as it was; who agreed is gone when nothing is agreed."""
    why = {"reason": "Skabelonen blev ikke taget i brug."}
    again = moved(at(ASSESSED), DONE, TODAY, **why)
    assert (again.effect_assessed_on, again.effect_result) == (None, None)
    assert again.carried_out_on == at(DONE).carried_out_on
    begun = moved(again, BEGUN, TODAY, **why)
    assert (begun.carried_out_on, begun.started_on, begun.leader) == (None, at(BEGUN).started_on, "Eva Lund")
    agreed = moved(begun, AGREED, TODAY, **why, due_on=DUE + timedelta(days=60))
    assert (agreed.started_on, agreed.agreed_on, agreed.due_on) == (
        None,
        at(AGREED).agreed_on,
        date(2027, 1, 30),
    )
    idea = moved(agreed, PROPOSED, TODAY, **why)
    assert idea == replace(IDEA, due_on=date(2027, 1, 30), reason=why["reason"])
    assert moved(idea, AGREED, TODAY, leader="Ib Skov").reason is None


@pytest.mark.parametrize(
    ("status", "without", "said"),
    [
        (AGREED, "leader", "--leder"),
        (AGREED, "due_on", "--frist"),
        (AGREED, "agreed_on", "Dagen for aftalen"),
        (BEGUN, "leader", "--leder"),
        (BEGUN, "started_on", "begyndte"),
        (DONE, "due_on", "--frist"),
        (DONE, "carried_out_on", "blev gennemført"),
        (ASSESSED, "effect_assessed_on", "blev vurderet"),
        (ASSESSED, "effect_result", "--resultat"),
        (REJECTED, "rejected_on", "blev afvist"),
        (REJECTED, "reason", "--begrundelse"),
    ],
)
def test_what_each_status_demands(status: str, without: str, said: str) -> None:
    """A leader who said yes and a date; the day it was done; a result in words; a reason."""
    with pytest.raises(InvalidValueError, match=said):
        check(replace(at(status), **{without: None}), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "more", "said"),
    [
        (PROPOSED, {"leader": "Eva Lund"}, "Leder, der har sagt ja: hører ikke til"),
        (PROPOSED, {"agreed_on": TODAY}, "Aftalt: hører ikke til en handling med status foreslået"),
        (AGREED, {"carried_out_on": TODAY}, "Gennemført: hører ikke til"),
        (DONE, {"effect_result": "Godt."}, "Hvad der kom ud af det: hører ikke til"),
        (DONE, {"rejected_on": TODAY}, "Afvist: hører ikke til"),
        (REJECTED, {"carried_out_on": TODAY}, "Gennemført: hører ikke til"),
        (PROPOSED, {"what": " "}, "kan ikke være tom"),
        (PROPOSED, {"trained": 12}, "kompetence"),
        (AGREED, {"agreed_on": TODAY - timedelta(days=50)}, "rækkefølge"),
        (PROPOSED, {"proposed_on": TODAY + timedelta(days=1)}, "Lørdag 21. november 2026 ligger i fremtiden"),
    ],
)
def test_what_does_not_fit(status: str, more: dict[str, Any], said: str) -> None:
    """Nothing that belongs to a later status, days in order and not ahead, and training only where it is."""
    with pytest.raises(InvalidValueError, match=said):
        check(replace(at(status), **more), TODAY)


def test_the_number_trained_belongs_to_training() -> None:
    """Seed S2: 120 in Borgercenter Voksne."""
    training = replace(at(AGREED), kind="kompetence")
    assert check(moved(training, DONE, TODAY, trained=120), TODAY).trained == 120


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (90, True)])
def test_a_new_deadline_lies_ahead(days: int, may: bool) -> None:
    """One that stood already may have passed; none is no deadline."""
    day = TODAY + timedelta(days=days)
    check_due(day, day, TODAY)
    check_due(day, None, TODAY)
    if may:
        check_due(None, day, TODAY)
    else:
        with pytest.raises(InvalidValueError, match="Fristen er gået"):
            check_due(None, day, TODAY)


@given(st.lists(st.tuples(st.sampled_from(list(ACTION_STATUSES)), st.integers(0, 9)), max_size=12))
def test_any_walk_leaves_an_action_that_holds(steps: list[tuple[str, int]]) -> None:
    """Whatever is tried in whatever order, what is not refused is an action with its days in order."""
    action, day = IDEA, IDEA.proposed_on
    for to, later in steps:
        day += timedelta(days=later)
        try:
            new = moved(action, to, day, **{"reason": "Derfor.", **SAYS[to]})
            action = check(new, TODAY + timedelta(days=200))
        except KlageError:
            continue
        days = [getattr(action, DAY_OF[each]) for each in (PROPOSED, AGREED, BEGUN, DONE, ASSESSED)]
        assert all(a <= b for a, b in pairwise(filter(None, days)))
        assert (getattr(action, DAY_OF[action.status])) is not None
        assert action.is_open == (action.status in OPEN)
