"""Lessons in the register: whole with cases and actions, filtered, changed, and in the history."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from klage.domain.learning.action import Action
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.errors import NotFoundError
from klage.store.learning import actions, lessons
from klage.store.learning.lessons import Filter
from tests.store import support

DAY = date(2026, 11, 20)
PHONE = Lesson(DAY, "Beskeder bliver glemt.", "arbejdsgang", "Brug telefonlisten.", department="Ydelse")
LETTER = Lesson(
    date(2026, 10, 1), "Brevet er svært.", "kommunikation_sprog", None, "forvaltning", None, "begrundelse",
    "afgoerelse", "delvist", "nej", "Hvad betyder det?", date(2026, 10, 2),
)  # fmt: skip
IDEA = Action("Telefonliste", "arbejdsgang", DAY, department="Ydelse", ambassador="Bo Holm")


def three(path: Path) -> list[int]:
    """Register three cases and return their keys."""
    with support.written(path) as writer:
        return [
            support.add(writer, support.complaint(str(n), citizen_name=name))
            for n, name in enumerate(("Anna Åse", None, "Ib Vang"))
        ]


def test_a_lesson_comes_back_as_it_was_written(path: Path) -> None:
    """Every field, its cases in order with what their citizens were told, and its actions."""
    one, two, three_ = three(path)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            first = lessons.add(writer, LETTER, [Source(two), Source(one, DAY)])
            second = lessons.add(writer, PHONE, [Source(three_)], number=7)
            action = actions.add(writer, second, IDEA)
        found = lessons.get(register, first)
        assert (found.lesson, found.sources, found.actions) == (LETTER, (Source(two), Source(one, DAY)), ())
        assert lessons.get(register, 7).actions == ((action, IDEA),)
        assert [each.number for each in lessons.of_case(register, one)] == [first]
        assert lessons.names(register, [one, two, three_]) == ["Anna Åse", "Ib Vang"]
        with pytest.raises(NotFoundError, match="intet læringspunkt 8"):
            lessons.get(register, 8)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2]),
        ({"department": "Ydelse"}, [2]),
        ({"theme": "begrundelse"}, [1]),
        ({"cause": "arbejdsgang"}, [2]),
        ({"since": date(2026, 10, 2)}, [2]),
        ({"until": date(2026, 10, 1)}, [1]),
        ({"since": date(2026, 10, 1), "until": DAY, "cause": "kapacitet"}, []),
        ({"withdrawn": True}, [1, 2, 3]),
        ({"department": "Ydelse", "withdrawn": True}, [2, 3]),
    ],
)
def test_which_are_meant(path: Path, wanted: dict[str, Any], numbers: list[int]) -> None:
    """By department, theme, cause and day; the withdrawn only when they are asked for."""
    case, *_ = three(path)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            for lesson in (LETTER, PHONE, replace(PHONE, withdrawn_on=DAY)):
                lessons.add(writer, lesson, [Source(case)])
        assert [each.number for each in lessons.all_of(register, Filter(**wanted))] == numbers


def test_what_is_changed_stays_in_the_history(path: Path) -> None:
    """Of the lesson outside any case, and of its cases on each of them."""
    one, two, _ = three(path)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            number = lessons.add(writer, PHONE, [Source(one)])
        with support.changing(register, command="laering ret") as writer:
            assert lessons.change(writer, number, {"department": "Helt ny", "withdrawn_on": DAY})
            assert not lessons.change(writer, number, {"cause": "arbejdsgang"})
            lessons.attach(writer, number, Source(two))
            assert lessons.told(writer, number, one, DAY)
            assert not lessons.told(writer, number, one, DAY)
        found = lessons.get(register, number)
        assert found.lesson == replace(PHONE, department="Helt ny", withdrawn_on=DAY)
        assert found.sources == (Source(one, DAY), Source(two))
        with support.changing(register, command="laering tilfoej") as writer:
            lessons.detach(writer, number, one)
        assert lessons.get(register, number).sources == (Source(two),)
        rows = register.rows("select command, case_id from event where command like 'laering %' order by id")
        assert {(str(command), case) for command, case in rows} == {
            ("laering ret", None), ("laering ret", one), ("laering ret", two), ("laering tilfoej", one),
        }  # fmt: skip


def test_a_case_that_is_gone_from_a_lesson(path: Path) -> None:
    """Somebody else took it out between the look and the write: nothing is written."""
    one, two, _ = three(path)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            number = lessons.add(writer, PHONE, [Source(one)])
        with pytest.raises(NotFoundError), support.changing(register) as writer:
            lessons.attach(writer, number, Source(two))
            lessons.told(writer, number, 2026000003, DAY)
        assert lessons.get(register, number).sources == (Source(one),)
