"""Finding cases like one by their words: earlier ones, with what came of them, at a bounded cost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from klage.domain.complaint import Closing, Point
from klage.domain.likeness import Found
from klage.store import cases
from klage.store.learning import likeness
from klage.store.register import Register
from tests.store import loop, support
from tests.store.support import NOW

CHAIR = "Kørestolen gik i stykker, og reservedelen er ikke kommet."


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return a register without cases, open for writing."""
    with support.opened(path, writing=True) as register:
        yield register


def add(register: Register, summary: str, **more: Any) -> int:
    """Register a complaint in a command of its own, and return its key."""
    with support.changing(register) as writer:
        return loop.register_all(writer, register, [support.complaint(summary, **more)])[0]


def like(register: Register, case_id: int) -> list[Found]:
    """Return the cases like a case."""
    return likeness.like(register, cases.get(register, case_id), limit=10)[1]


def test_a_case_is_found_by_its_telling_words(register: Register) -> None:
    """However they are spelt; with how many they share; the words of the case itself come back as it spells them."""
    first = add(register, "Koerestolen er gaaet i stykker igen")
    add(register, "Brevet var svært at forstå")
    last = add(register, CHAIR)
    words, found = likeness.like(register, cases.get(register, last), limit=10)
    assert words == {"korestolen": "kørestolen", "stykker": "stykker"}
    assert [(case.case_id, set(case.shared)) for case in found] == [(first, {"korestolen", "stykker"})]
    assert found[0].relevance > 0


def test_only_earlier_cases(register: Register) -> None:
    """Neither itself nor a later one, nor one that was merged into another."""
    first, second, third = (add(register, CHAIR) for _ in range(3))
    assert [case.case_id for case in like(register, second)] == [first]
    assert {case.case_id for case in like(register, third)} == {first, second}
    with support.changing(register, command="sammenlaeg") as writer:
        writer.update("complaint", second, {"merged_into": first})
    assert [case.case_id for case in like(register, third)] == [first]
    assert like(register, first) == []


def test_what_came_of_it(register: Register) -> None:
    """Outcome, method, department, themes and the lessons that still stand."""
    points = (Point("vejledning", "Ydelse"), Point("optraeden"), Point("vejledning"))
    first = add(register, CHAIR, department="Hjælpemidler", points=points)
    last = add(register, CHAIR, points=(Point("afgoerelse", "Ydelse"),))
    with support.changing(register, command="luk") as writer:
        cases.add_closing(writer, first, Closing(NOW, NOW, "afsluttet", "moede", "medhold"))
        loop.lesson(writer, first, withdrawn_on="2026-11-01")
        lesson = loop.lesson(writer, first)
    (found,) = like(register, last)
    assert (found.outcome, found.handling_method, found.closed_at) == ("medhold", "moede", NOW)
    assert (found.department, found.lessons) == ("Hjælpemidler", (lesson,))
    assert found.themes == {"vejledning", "optraeden"}
    assert len(found.departments) == 2
    assert found.summary == CHAIR


def test_theme_and_department_decide_between_equals(register: Register) -> None:
    """Of two cases with the same words the one with a theme in common comes first, though it is older."""
    first = add(register, CHAIR, points=(Point("vejledning"),))
    second = add(register, CHAIR, department="Ydelse")
    third = add(register, CHAIR)
    last = add(register, CHAIR, points=(Point("vejledning", "Ydelse"),))
    assert [case.case_id for case in like(register, last)] == [first, second, third]


def test_one_who_complains_again_is_not_a_like_case(register: Register) -> None:
    """The citizen's own name and number make no likeness."""
    add(register, "Brevet kom for sent", citizen_name="Kørestine Stykker", phone="12345678")
    last = add(register, "Kørestine Stykker, 12345678, ringede", citizen_name="Kørestine Stykker")
    assert like(register, last) == []


def test_words_that_every_case_has_tell_nothing(register: Register) -> None:
    """When a word is in a tenth of the cases or more it finds none of them; the rarer word does."""
    for number in range(60):
        add(register, f"Ventetiden er lang {'og kørestolen mangler' if number < 3 else ''}")
    last = add(register, "Ventetiden på kørestolen", points=(Point("vejledning"),))
    words, found = likeness.like(register, cases.get(register, last), limit=10)
    assert words == {"korestolen": "kørestolen"}
    assert found == []


def test_texts_that_could_be_mistaken_for_a_query(register: Register) -> None:
    """FTS5's own words and signs are words like others, or nothing."""
    texts = ('NEAR("a" b) AND OR NOT', "text: * ^ - \"'", "", "💥 \x00 ﷽")
    for text, word in zip(texts, ("ansigt", "bolig", "dagtilbud", "enkeltydelse"), strict=True):
        first = add(register, f"{text} {word} mit{word}")
        last = add(register, f"{text} {word} mit{word}", points=(Point("vejledning"),))
        assert [case.case_id for case in like(register, last)] == [first]
        assert {case.case_id for case in like(register, add(register, text))} <= {first, last}


def test_the_work_is_bounded(register: Register) -> None:
    """A word is counted only until it is too common, so that a case in a large register costs no more."""
    for _ in range(8):
        add(register, CHAIR)
    assert likeness._frequency(register, "korestolen", 5) == 5
    assert likeness._frequency(register, "korestolen", 50) == 8
    assert likeness._frequency(register, "findesikke", 50) == 0
