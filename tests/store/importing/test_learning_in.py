"""Taking in lessons: after their cases, none twice, and under their own numbers where those are free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from klage.domain.beside import Beside
from klage.domain.incoming import Incoming
from klage.domain.learning.action import Action
from klage.domain.learning.example import Example, Told
from klage.domain.learning.learning import Learning, Numbered, Source
from klage.domain.learning.lesson import Lesson
from klage.domain.learning.recommendation import Numbered as Given
from klage.domain.learning.recommendation import Recommendation
from klage.errors import InvalidValueError
from klage.store import office
from klage.store.importing.bulk import Bulk
from klage.store.learning import examples, lessons, recommendations
from klage.store.register import Register
from tests.store.support import NOW, changing, complaint, opened

DAY = date(2026, 11, 20)
KEY = 2026000007
IDEA = Action("Telefonliste", "arbejdsgang", DAY, department="YDELSE")
FOUND = Learning(
    5, Lesson(DAY, "Breve blev glemt.", department="ydelse"), (Source(KEY, DAY),), (Numbered(9, IDEA),)
)
CASE = Incoming(complaint("Ventetid", department="Ydelse"), case_id=KEY)


def take(register: Register, *found: Beside, cases: tuple[Incoming, ...] = (CASE,)) -> list[str]:
    """Take cases and then lessons in, and return what became of the lessons."""
    with changing(register, command="import") as writer:
        into = Bulk(register, writer, now=NOW)
        for line, case in enumerate(cases, 1):
            into.add(line, case)
        verdicts: list[str] = [into.add_learning(each) for each in found]
        assert into.finish(b"x" * 32, count=1) == []
    return verdicts


def rehearse(register: Register, *found: Beside, cases: tuple[Incoming, ...] = (CASE,)) -> list[str]:
    """Return what would become of the lessons."""
    into = Bulk(register, None, now=NOW)
    for line, case in enumerate(cases, 1):
        into.add(line, case)
    return [into.add_learning(each) for each in found]


def test_a_lesson_comes_in_whole_and_once(path: Path) -> None:
    """With its number and those of its actions, its departments as the register spells them."""
    with opened(path, writing=True) as register:
        assert rehearse(register, FOUND) == ["new"]
        assert lessons.all_of(register) == []
        assert take(register, FOUND) == ["new"]
        stored = lessons.get(register, 5)
        assert stored == FOUND.placed(lambda name: "Ydelse" if name else None)
        assert [department.name for department in office.departments(register)] == ["Ydelse"]
        assert rehearse(register, FOUND) == take(register, FOUND) == ["known"]


def test_a_number_that_is_taken_is_not_taken_from_it(path: Path) -> None:
    """The second gets the next one, and so do its actions; a lesson without a number too."""
    other = FOUND._replace(lesson=replace(FOUND.lesson, observation="Telefonen tages ikke."))
    bare = other._replace(number=0, lesson=replace(FOUND.lesson, observation="Andet."), actions=())
    with opened(path, writing=True) as register:
        assert take(register, FOUND, other, bare) == ["new", "new", "new"]
        found = lessons.all_of(register)
        assert [each.number for each in found] == [5, 6, 7]
        assert [each.number for learning in found for each in learning.actions] == [9, 10]


def test_two_alike_in_a_file_are_two(path: Path) -> None:
    """What an export holds twice was there twice; what is there already comes in no third time."""
    with opened(path, writing=True) as register:
        assert take(register, FOUND, FOUND) == ["new", "new"]
        assert take(register, FOUND, FOUND, FOUND) == ["known", "known", "new"]


@pytest.mark.parametrize("do", [take, rehearse])
def test_a_case_may_be_named_by_its_receipt(path: Path, do: Callable[..., list[str]]) -> None:
    """If it is the only one of its time; a case that is nowhere is said by its number."""
    receipt = CASE.complaint.received_at
    named = FOUND._replace(sources=(Source(0, None, receipt),))
    nobody = FOUND._replace(sources=(Source(0, None, receipt - timedelta(days=9)),))
    twice = (CASE, Incoming(complaint("To på samme tid"), case_id=KEY + 1))
    with opened(path, writing=True) as register:
        for found, cases, said in (
            (FOUND._replace(sources=(Source(KEY + 5),)), (CASE,), "Sager: 2026-0012 er hverken i registret"),
            (nobody, (CASE,), "ikke netop én sag"),
            (named, twice, "ikke netop én sag"),
        ):
            with pytest.raises(InvalidValueError, match=said):
                do(register, found, cases=cases)
        assert do(register, named) == ["new"]
        if do is take:
            assert lessons.get(register, 5).sources == (Source(KEY, None, None),)


LETTER = Told(Source(KEY), Example("Brevet", "Det kom ikke.", DAY, DAY))
ADVICE = Given(3, Recommendation(DAY, "Giv dem en ejer.", "Direktøren", 5, "Ja.", DAY))


def test_examples_and_recommendations_come_in_whole_and_once(path: Path) -> None:
    """The example with its case, the recommendation under its number and with its lesson."""
    everything = (FOUND, LETTER, ADVICE)
    with opened(path, writing=True) as register:
        assert rehearse(register, *everything) == ["new"] * 3
        assert not examples.all_of(register)
        assert not recommendations.all_of(register)
        assert take(register, *everything) == ["new"] * 3
        kept = examples.of_case(register, KEY)
        assert kept is not None
        assert kept.example == LETTER.example
        assert recommendations.get(register, 3) == ADVICE
        assert rehearse(register, *everything) == take(register, *everything) == ["known"] * 3


def test_a_recommendation_follows_its_lesson_to_another_number(path: Path) -> None:
    """Its own number and that of the lesson may both be taken by others."""
    other_lesson = FOUND._replace(lesson=replace(FOUND.lesson, observation="Noget andet."))
    other_advice = ADVICE._replace(recommendation=replace(ADVICE.recommendation, what="Noget andet."))
    with opened(path, writing=True) as register:
        take(register, other_lesson, other_advice)
        assert take(register, FOUND, ADVICE, cases=()) == ["new", "new"]
        second = recommendations.all_of(register)[-1]
        assert (second.number, second.recommendation) == (4, replace(ADVICE.recommendation, lesson_id=6))


def test_a_case_keeps_the_example_it_has(path: Path) -> None:
    """What the register holds stands; and a file tells of a case once."""
    other = LETTER._replace(example=replace(LETTER.example, title="Noget andet"))
    with opened(path, writing=True) as register:
        assert rehearse(register, LETTER, other) == take(register, LETTER, other) == ["new", "known"]
        assert [each.example.title for each in examples.all_of(register)] == ["Brevet"]


def test_what_an_example_or_a_recommendation_builds_on_must_be_there(path: Path) -> None:
    """The sentence says what is not."""
    with opened(path, writing=True) as register:
        with pytest.raises(InvalidValueError, match="5 står ikke tidligere i filen"):
            rehearse(register, ADVICE)
        with pytest.raises(InvalidValueError, match="2026-0008 er hverken"):
            rehearse(register, LETTER._replace(source=Source(KEY + 1)))
