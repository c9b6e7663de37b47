"""Actions in the register: whole, in the order of their deadlines, and on the due list until they are done."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klage.domain.due import DueAction
from klage.domain.learning.action import Action, moved
from klage.domain.learning.learning import Numbered, Source
from klage.domain.learning.lesson import Lesson
from klage.errors import NotFoundError
from klage.store.learning import actions, lessons
from klage.store.learning.actions import Kept
from klage.store.register import Register
from tests.store import support

DAY = date(2026, 11, 20)
DUE = date(2026, 12, 1)
IDEA = Action("Telefonliste", "arbejdsgang", DAY, department="Ydelse", ambassador="Bo Holm")
AGREED = moved(IDEA, "aftalt", DAY, leader="Eva Lund", due_on=DUE)
DONE = replace(AGREED, status="gennemfoert", carried_out_on=DAY, kind="kompetence", trained=120)


def a_lesson(register: Register) -> int:
    """Write a lesson from a new case and return its number."""
    with support.changing(register) as writer:
        case = support.add(writer, support.complaint())
        return lessons.add(writer, Lesson(DAY, "Beskeder bliver glemt."), [Source(case)])


def test_an_action_comes_back_as_it_was_written(path: Path) -> None:
    """Every field; a new department is created, and a number that is given is kept."""
    with support.opened(path, writing=True) as register:
        lesson = a_lesson(register)
        whole = replace(
            DONE, status="effekt_vurderet", started_on=DAY, effect_goal="Færre klager",
            effect_assessed_on=DAY, effect_result="Halvt så mange.", reason="Fordi.",
        )  # fmt: skip
        with support.changing(register) as writer:
            numbers = [actions.add(writer, lesson, whole), actions.add(writer, lesson, IDEA, number=9)]
        assert numbers == [1, 9]
        assert actions.get(register, 1) == Kept(1, lesson, whole)
        assert actions.of_lessons(register, [lesson]) == {lesson: [Numbered(1, whole), Numbered(9, IDEA)]}
        with pytest.raises(NotFoundError, match="ingen handling 2"):
            actions.get(register, 2)


def test_the_nearest_deadline_stands_first(path: Path) -> None:
    """Those without one last; what is done or rejected only when all are asked for."""
    with support.opened(path, writing=True) as register:
        lesson = a_lesson(register)
        with support.changing(register) as writer:
            for action in (IDEA, AGREED, DONE, replace(AGREED, due_on=DAY)):
                actions.add(writer, lesson, action)
        assert [kept.number for kept in actions.all_of(register)] == [4, 2, 1]
        assert [kept.number for kept in actions.all_of(register, only_open=False)] == [4, 2, 3, 1]


def test_what_is_done_is_no_longer_due(path: Path) -> None:
    """An action stands on the due list with its department while it has a deadline and is not carried out."""
    with support.opened(path, writing=True) as register:
        lesson = a_lesson(register)
        with support.changing(register) as writer:
            idea = actions.add(writer, lesson, IDEA)
            waiting = actions.add(writer, lesson, replace(AGREED, department=None))
        assert support.due_list(path).actions == [DueAction(waiting, DUE, None)]
        with support.changing(register) as writer:
            assert actions.change(writer, idea, replace(IDEA, due_on=DAY))
            assert actions.change(writer, waiting, DONE)
            assert not actions.change(writer, waiting, DONE)
        assert support.due_list(path).actions == [DueAction(idea, DAY, "Ydelse")]
        assert [case.dates for case in support.due_list(path).cases] == [()]
