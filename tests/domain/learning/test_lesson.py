"""A lesson: about the work and never about a person, and what is proposed for it from its cases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.complaint import Complaint, Point
from klage.domain.learning.lesson import (
    FIELDS,
    Lesson,
    Proposal,
    check,
    check_in_force,
    proposed,
    refuse_names,
)
from klage.domain.vocabulary import LESSON_LEVELS
from klage.errors import InvalidValueError, RefusedError

TODAY = date(2026, 11, 20)
LESSON = Lesson(TODAY, "Beskeder bliver ikke givet videre.", department="Visitationen")
ACTIVE = {"manglende_svar", "vejledning", "koordinering", "andet"}


def test_the_fields_are_the_record() -> None:
    """Each attribute is described once, and can be stored and shown."""
    assert {field.key for field in FIELDS} == set(Lesson.__slots__)


def test_no_level_is_a_person() -> None:
    """Seed S1 asks for no control of persons; the vocabulary has no word for one."""
    assert not {"medarbejder", "sagsbehandler", "leder"} & LESSON_LEVELS.keys()
    assert LESSON.level == "afdeling"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"observation": " \n"}, "kan ikke være tomt"),
        ({"department": None}, "Afdelingen mangler"),
        ({"words_approved_on": TODAY}, "ingen ord at godkende"),
        ({"formulated_on": TODAY + timedelta(days=1)}, "Dagene"),
        ({"withdrawn_on": TODAY - timedelta(days=1)}, "Dagene"),
        ({"words": "Ingen ringer.", "words_approved_on": TODAY + timedelta(days=1)}, "Dagene"),
    ],
)
def test_what_cannot_be(more: dict[str, Any], said: str) -> None:
    """A lesson says what happened and to which department, on days that have been."""
    with pytest.raises(InvalidValueError, match=said):
        check(replace(LESSON, **more), TODAY)


@pytest.mark.parametrize("level", ["forvaltning", "kommune"])
def test_a_lesson_for_more_than_a_department_needs_none(level: str) -> None:
    """It is lifted with its level."""
    lesson = replace(LESSON, level=level, department=None, words="Ingen ringer.", words_approved_on=TODAY)
    assert check(lesson, TODAY) is lesson


def test_what_is_withdrawn_is_not_worked_on() -> None:
    """The sentence says how it is put in force again."""
    check_in_force(LESSON)
    with pytest.raises(RefusedError, match="udgaa --genopliv"):
        check_in_force(replace(LESSON, withdrawn_on=TODAY))


def test_a_citizen_is_not_named() -> None:
    """The text is said by its label, the rule is said, and the name is not repeated."""
    refuse_names([("Hvad der skete", "Borgeren ventede."), ("Læring", None)], ["Anna Åse", None])
    with pytest.raises(RefusedError, match=r"Læring: .*ikke om personer") as caught:
        refuse_names(
            [("Hvad der skete", "Nej."), ("Læring", "Ring til Anna.")], [None, "Bo Lind", "Anna Åse"]
        )
    assert "Anna" not in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Anna Åse", "Anna fik ikke svar."),
        ("Anna Åse", "Breve til anna blev glemt."),
        ("Poul-Erik Krogsøe", "Sagen om Krogsøes bolig lå stille."),
        ("Bo Lind", "Brevet til bo lind lå i bunken."),
        ("Ida Lange", "Der var ingen, som ringede til Lange."),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str) -> None:
    """In the genitive, in small letters, and as a part; a word that is a name too, where it is one."""
    with pytest.raises(RefusedError):
        refuse_names([("Læring", text)], [name])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ida Lange", "De lange ventetider skyldes, at ingen afløser. Lange breve bliver ikke læst."),
        ("Bo Lind", "Borgeren vil blive boende og bo i egen bolig."),
        ("Juan de la Cruz", "De ringer ikke. Den næste afdeling svarer."),
        ("A B", "A-kassen og B-sager"),
        ("", "Alle skal ringes op på 12 34 56 78."),
    ],
)
def test_a_word_is_no_name(name: str, text: str) -> None:
    """What people are called is also what is written about the work."""
    refuse_names([("Læring", text)], [name])


# --- what is proposed ------------------------------------------------------------------------------


def complaint(*points: Point, department: str | None = "Jobcenter") -> Complaint:
    """Return a complaint with these klagepunkter."""
    return Complaint(
        datetime(2026, 11, 19, tzinfo=UTC), "Ingen svarer.", department=department, points=points
    )


def test_the_theme_of_most_cases_is_proposed_with_its_place_and_stage() -> None:
    """A complaint counts once per theme, however often it names it."""
    found = proposed(
        [
            complaint(
                Point("vejledning", "A", 3, "afgoerelse"), Point("vejledning", "B", 3), Point("koordinering")
            ),
            complaint(Point("koordinering", "Ydelse", 1, "ansoegning"), Point("andet")),
            complaint(Point("koordinering", "Ydelse", 1, "ansoegning")),
        ],
        ACTIVE,
    )
    assert found == Proposal("koordinering", "Ydelse", "ansoegning")


def test_between_equals_the_more_severe_is_proposed() -> None:
    """Then the first; a klagepunkt without a department is that of its case, and an unknown stage is none."""
    both = complaint(Point("andet", None, 1), Point("manglende_svar", None, 3, "ukendt"))
    assert proposed([both], ACTIVE) == Proposal("manglende_svar", "Jobcenter", None)
    same = complaint(Point("vejledning"), Point("andet"))
    assert proposed([same], ACTIVE).theme == "vejledning"


def test_a_retired_theme_is_not_proposed() -> None:
    """The department still is; of nothing, nothing is proposed."""
    assert proposed([complaint(Point("aktindsigt", "Ydelse"))], ACTIVE) == Proposal(None, "Jobcenter", None)
    assert proposed([complaint(department=None)], ACTIVE) == Proposal()
    assert proposed([], ACTIVE) == Proposal()


POINTS = st.builds(
    Point,
    theme=st.sampled_from(["manglende_svar", "vejledning", "aktindsigt"]),
    department=st.sampled_from([None, "A", "B"]),
    severity=st.sampled_from([None, 1, 2, 3]),
)


@given(st.lists(st.lists(POINTS, max_size=4), max_size=5))
def test_what_is_proposed_stands_in_a_case(points: list[list[Point]]) -> None:
    """It is in use, and no other theme is in more cases."""
    cases = [complaint(*each) for each in points]
    found = proposed(cases, ACTIVE)
    in_cases = {theme: sum(any(p.theme == theme for p in each) for each in points) for theme in ACTIVE}
    if found.theme is None:
        assert not any(in_cases.values())
    else:
        assert in_cases[found.theme] == max(in_cases.values()) > 0
    assert found.department in {None, "Jobcenter", "A", "B"}
