"""The letter to an ambassador: what it tells, what it leaves out, and what it asks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.learning import letter as rules
from klage.domain.learning import screening
from klage.domain.learning.action import Action
from klage.domain.learning.effect import Done, Effect, Scope, verdict, windows
from klage.domain.learning.learning import Learning, Numbered
from klage.domain.learning.lesson import Lesson
from klage.domain.learning.letter import Facts, Letter
from klage.domain.report.period import Period
from klage.domain.statistics.chance import Compared
from klage.domain.statistics.suppression import SMALLEST
from klage.errors import RefusedError

TODAY = date(2026, 11, 20)
PERIOD = Period(date(2026, 1, 1), TODAY)
LESSON = Lesson(
    date(2026, 3, 2), "Breve bliver glemt.", "arbejdsgang", "Skriv dem op.", department="Ydelse", theme="vejledning",
    words="Ingen svarede.", words_approved_on=date(2026, 3, 3),
)  # fmt: skip
IDEA = Action("Fælles liste.", "arbejdsgang", date(2026, 3, 2), department="Ydelse", ambassador="Bo Holm")
AGREED = replace(IDEA, status="aftalt", leader="Eva Lund", agreed_on=date(2026, 3, 5), due_on=date(2026, 12, 1),
                 effect_goal="Færre ringer.")  # fmt: skip
BEGUN = replace(AGREED, status="i_gang", started_on=date(2026, 3, 6), due_on=date(2026, 4, 1))
DONE = replace(AGREED, status="gennemfoert", carried_out_on=date(2026, 4, 1))
ASSESSED = replace(
    DONE, status="effekt_vurderet", effect_assessed_on=date(2026, 9, 1), effect_result="Det går bedre"
)
REJECTED = replace(IDEA, status="afvist", rejected_on=date(2026, 4, 1), reason="Ingen penge.")


def nothing(_text: str) -> tuple[screening.Finding, ...]:
    """Let everything through."""
    return ()


def stops(*words: str) -> Any:
    """Stop every text with one of these words in it."""

    def find(text: str) -> tuple[screening.Finding, ...]:
        return tuple(screening.Finding("name", word, 1) for word in words if word in text)

    return find


def facts(*actions: Action, **more: Any) -> Facts:
    """Return what a letter is made of: a lesson with actions, and what is given."""
    lesson = more.pop("lesson", LESSON)
    learning = Learning(1, lesson, (), tuple(Numbered(n, each) for n, each in enumerate(actions, 1)))
    return Facts("Ydelse", "Bo Holm", PERIOD, TODAY, 20, {"vejledning": 12}, [learning], {})._replace(**more)


def letter(found: Facts, find: Any = nothing) -> Letter:
    """Return the letter."""
    return rules.letter_from(found, find)[0]


def test_a_lesson_is_told_with_what_follows_from_it() -> None:
    """Cause, insight, approved words, and the action with its leader and day."""
    (told,) = letter(facts(AGREED)).lessons
    assert (told.cause, told.observation, told.insight) == (
        "Arbejdsgang",
        "Breve bliver glemt.",
        "Skriv dem op.",
    )
    assert told.words == "Ingen svarede."
    (action,) = told.actions
    assert action.state == "Aftalt torsdag 5. marts 2026 med Eva Lund. Frist: tirsdag 1. december 2026."
    assert action.more == ("Det viser, om det virker: Færre ringer.",)


@pytest.mark.parametrize(
    ("action", "state", "asked"),
    [
        (IDEA, "Foreslået mandag 2. marts 2026, ikke aftalt endnu.", "Kan I gøre det"),
        (AGREED, "Aftalt torsdag 5. marts", "holder fristen?"),
        (BEGUN, "I gang siden fredag 6. marts 2026, aftalt med Eva Lund.", "Fristen for handling"),
        (DONE, "Gennemført onsdag 1. april 2026, aftalt med Eva Lund.", "Hvad kan I mærke"),
        (ASSESSED, "Effekten er vurderet tirsdag 1. september 2026.", None),
        (REJECTED, "Afvist onsdag 1. april 2026.", None),
        (replace(AGREED, due_on=None), "Aftalt torsdag 5. marts 2026 med Eva Lund.", "holder fristen?"),
        (replace(DONE, carried_out_on=None), "Gennemført en dag, der ikke er noteret", "Hvad kan I mærke"),
    ],
)
def test_each_state_is_told_and_asked_about(action: Action, state: str, asked: str | None) -> None:
    """What waits is asked about; what is settled is not."""
    found = letter(facts(action))
    assert state in found.lessons[0].actions[0].state
    assert any(asked in each for each in found.answers) if asked else len(found.answers) == 1
    assert found.answers[-1].startswith("Hvad blev I enige om")


def test_the_reader_is_not_told_who_the_reader_is() -> None:
    """Another ambassador is named."""
    assert "Ambassadør" not in rules.state_of(IDEA, "Bo Holm")
    assert rules.state_of(IDEA, None).endswith("Ambassadør: Bo Holm.")
    assert "Ambassadør" not in rules.state_of(replace(IDEA, ambassador=None), None)


def test_reason_and_result_are_told_where_they_belong() -> None:
    """The reason of a rejection, the result of what was carried out."""
    told = letter(facts(REJECTED, ASSESSED, replace(AGREED, reason="Lederen er ny."))).lessons[0].actions
    assert [each.more for each in told] == [
        ("Begrundelse: Ingen penge.",),
        ("Vurdering: Det går bedre",),
        ("Det viser, om det virker: Færre ringer.",),
    ]


def effect(older: int, newer: int) -> Effect:
    """Return the effect of an action with these counts before and after."""
    done = Done(1, "Liste", "gennemfoert", date(2026, 4, 1), Scope("vejledning"))
    days = windows(date(2026, 4, 1), TODAY, date(2020, 1, 1))
    assert not isinstance(days, str)
    compared = Compared(older, newer, days.days, days.days)
    return Effect(done, date(2026, 4, 1), verdict(compared), days, compared, compared)


@pytest.mark.parametrize(
    ("older", "newer", "has_numbers"),
    [(40, 10, True), (40, 4, False), (40, 37, False), (3, 2, False), (12, 0, True)],
)
def test_an_effect_is_told_without_small_numbers(older: int, newer: int, has_numbers: bool) -> None:
    """The honest sentence always; the figures where neither they nor their difference are small."""
    found = effect(older, newer)
    assert (f"fra {older} til {newer}" in rules.effect_words(found)) == has_numbers
    assert rules.effect_words(found).startswith(found.sentence.removesuffix("."))
    told = letter(facts(DONE, effects={1: found})).lessons[0].actions[0]
    assert f"Klagerne før og efter: {rules.effect_words(found)}" in told.more
    early = Effect(found.action, found.carried_out_on, "for_tidligt")
    assert rules.effect_words(early) == "Der er ikke gået fire hele uger endnu."


@pytest.mark.parametrize(
    ("lesson", "actions", "is_told"),
    [
        (LESSON, (), True),
        (replace(LESSON, department="Andre"), (), False),
        (replace(LESSON, department=None, level="kommune"), (), True),
        (replace(LESSON, withdrawn_on=TODAY), (), False),
        (replace(LESSON, formulated_on=date(2025, 3, 1)), (), False),
        (replace(LESSON, formulated_on=date(2026, 11, 21)), (AGREED,), False),
        (replace(LESSON, formulated_on=date(2025, 3, 1)), (AGREED,), True),
        (replace(LESSON, formulated_on=date(2025, 3, 1)), (ASSESSED,), True),
        (replace(LESSON, formulated_on=date(2025, 3, 1)), (REJECTED,), True),
        (
            replace(LESSON, formulated_on=date(2025, 3, 1)),
            (replace(DONE, carried_out_on=date(2025, 4, 1)),),
            False,
        ),
    ],
)
def test_which_lessons_are_told(lesson: Lesson, actions: tuple[Action, ...], is_told: bool) -> None:
    """The department's own and those lifted above all, new in the period or still on their way."""
    found = facts(*actions, lesson=lesson)
    assert bool(letter(found).lessons) == is_told
    assert bool(rules.texts_of(found)) == is_told


def test_a_lifted_lesson_has_this_department_s_actions() -> None:
    """Those of another department are for that one's letter."""
    lifted = replace(LESSON, department=None, level="forvaltning")
    here, there, nowhere = IDEA, replace(IDEA, department="Andre"), replace(IDEA, department=None)
    told = letter(facts(here, there, nowhere, lesson=lifted)).lessons[0]
    assert [each.number for each in told.actions] == [1, 3]


def test_what_is_stopped_is_left_out_and_named() -> None:
    """The text alone; an action without its words is gone, a lesson with nothing left too."""
    found, left_out = rules.letter_from(facts(AGREED, ASSESSED), stops("glemt", "Fælles"))
    assert (found.lessons[0].observation, found.lessons[0].actions) == (None, ())
    assert [each.sentence(with_word=False) for each in left_out] == [
        "Handling 1, hvad der skal gøres: et navn, der står i registret, ord nr. 1.",
        "Handling 2, hvad der skal gøres: et navn, der står i registret, ord nr. 1.",
        "Læringspunkt 1, hvad der skete: et navn, der står i registret, ord nr. 1.",
    ]
    assert "(glemt)" in left_out[-1].sentence(with_word=True)
    assert not any("handling 1" in each for each in found.answers)
    empty, _ = rules.letter_from(facts(), stops("glemt", "Skriv", "Ingen"))
    assert (empty.lessons, len(empty.answers)) == ((), 1)


def test_words_that_are_not_approved_are_no_part_of_it() -> None:
    """They are not left out with a word about it either: nobody meant to share them."""
    waiting = replace(LESSON, words_approved_on=None)
    found, left_out = rules.letter_from(facts(lesson=waiting), stops("svarede"))
    assert (found.lessons[0].words, left_out) == (None, ())


def test_with_nothing_to_tell_there_is_no_letter() -> None:
    """It is said whether there was nothing, or nothing was left."""
    with pytest.raises(RefusedError, match="ikke noget at skrive til Ydelse"):
        letter(facts(lessons=[], complaints=SMALLEST - 1))
    with pytest.raises(RefusedError, match="ikke noget tilbage"):
        letter(facts(complaints=0), stops("glemt", "Skriv", "Ingen"))


def test_few_complaints_are_not_told() -> None:
    """Neither how many nor about what; the lessons are."""
    found = letter(facts(complaints=SMALLEST - 1, themes={"vejledning": 4}))
    assert (found.complaints, found.themes, found.has_hidden_themes) == (None, (), False)
    assert found.lessons


@settings(max_examples=80)
@given(st.dictionaries(st.sampled_from(["vejledning", "andet", "afgoerelse", "udfoerelse"]), st.integers(0, 30)),
       st.integers(0, 20))  # fmt: skip
def test_no_small_number_is_told(themes: dict[str, int], more: int) -> None:
    """Nor one that follows from the total; the themes come with the commonest first."""
    total = max(themes.values(), default=0) + more
    found = letter(facts(complaints=total, themes=themes))
    counts = [n for _, n in found.themes]
    assert all(n >= SMALLEST for n in counts)
    assert counts == sorted(counts, reverse=True)
    assert found.complaints == (total if total >= SMALLEST else None)
    assert dict(found.themes).items() <= themes.items()
    if found.complaints is not None:
        assert found.has_hidden_themes == (len(counts) < len(themes))
        if counts:
            left = total - sum(counts)
            assert left == 0 or abs(left) >= SMALLEST
