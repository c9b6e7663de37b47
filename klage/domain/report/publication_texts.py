"""Which of the report's texts may be published: what ``domain.learning.screening`` lets through, without persons.

An example is written to be read by others, so one that cannot be published is refused: it is to be
mended, not lost (issue 4.5). Lessons, actions and recommendations are left out, and it is said how many.
Ambassadors and leaders are persons and are not named; nor is a department that the tables do not show,
because a lesson about it tells that somebody complained; nor the effect, whose numbers are small.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from klage.domain.case_number import number_text
from klage.domain.learning.screening import Find, Stopped
from klage.domain.report.learning import Action, Learning, Lesson, Recommendation
from klage.domain.statistics.suppression import is_safe
from klage.errors import RefusedError


class Texts(NamedTuple):
    """What may be published, and what may not."""

    learning: Learning
    stopped: tuple[Stopped, ...] = ()


def texts_of(learning: Learning) -> Iterator[str]:
    """Yield every text that would be published."""
    for one in learning.examples:
        yield from (one.title, one.story)
    for lesson in learning.lessons:
        yield from (text for _, text in _of_lesson(lesson))
    for action in _actions(learning):
        yield from (text for _, text in _of_action(action))
    for recommendation in learning.recommendations:
        yield from (text for _, text in _of_recommendation(recommendation))


def check_examples(learning: Learning, unapproved: Sequence[int], find: Find, *, with_word: bool) -> None:
    """See that every example is approved, and can be published.

    Args:
        learning: The report's texts.
        unapproved: The keys of the cases whose examples nobody has approved.
        find: What keeps a text from being published.
        with_word: Whether the word that stopped it may be shown.

    Raises:
        RefusedError: One is not; the sentence names it.
    """
    for case_id in unapproved:
        raise RefusedError(
            f"Eksemplet om sag {number_text(case_id)} er ikke godkendt, så beretningen kan ikke udgives. "
            "Godkend eksemplet, eller brug --uden-eksempler."
        )
    for example in learning.examples:
        what = f"Eksemplet om sag {number_text(example.case_id)}"
        for field, text in (("titlen", example.title), ("teksten", example.story)):
            for finding in find(text):
                stopped = Stopped(what, field, finding)
                raise RefusedError(
                    f"{what} kan føre til en person, så beretningen kan ikke udgives. "
                    f"{stopped.sentence(with_word=with_word)} Skriv det om, eller brug --uden-eksempler."
                )


def publishable(learning: Learning, find: Find, departments: Collection[str | None]) -> Texts:
    """Return the texts that may be published, without persons, and what stopped the others.

    Args:
        learning: The report's texts; the examples have been checked.
        find: What keeps a text from being published.
        departments: The departments that the published tables name.
    """
    stopped: list[Stopped] = []

    def passes(what: str, texts: Iterable[tuple[str, str]]) -> bool:
        found = [Stopped(what, field, each) for field, text in texts for each in find(text)[:1]]
        stopped.extend(found[:1])
        return not found

    def bare(actions: Iterable[Action]) -> tuple[Action, ...]:
        return tuple(
            _without_persons(action, departments)
            for action in actions
            if passes(f"Handling {action.id}", _of_action(action))
        )

    lessons = tuple(
        lesson._replace(
            actions=bare(lesson.actions),
            department=lesson.department if lesson.department in departments else None,
            cases=lesson.cases if is_safe(lesson.cases) else 0,
        )
        for lesson in learning.lessons
        if passes(f"Læringspunkt {lesson.id}", _of_lesson(lesson))
    )
    recommendations = tuple(
        one for one in learning.recommendations if passes(f"Anbefaling {one.id}", _of_recommendation(one))
    )
    kept = Learning(lessons, bare(learning.follow_up), learning.examples, recommendations)
    return Texts(kept, tuple(dict.fromkeys(stopped)))


def _without_persons(action: Action, departments: Collection[str | None]) -> Action:
    department = action.department if action.department in departments else None
    trained = action.trained if is_safe(action.trained or 0) else None
    known = action._replace(effect=None, effect_before=None, effect_after=None)
    return known._replace(ambassador=None, leader=None, department=department, trained=trained)


def _actions(learning: Learning) -> Iterator[Action]:
    for lesson in learning.lessons:
        yield from lesson.actions
    yield from learning.follow_up


def _of_lesson(lesson: Lesson) -> list[tuple[str, str]]:
    fields = (
        ("hændelsen", lesson.observation),
        ("læringen", lesson.insight),
        ("borgernes ord", lesson.words),
    )
    return [(field, text) for field, text in fields if text]


def _of_action(action: Action) -> list[tuple[str, str]]:
    fields = (
        ("handlingen", action.what),
        ("begrundelsen", action.reason),
        ("målet", action.effect_goal),
        ("effekten", action.effect_result),
    )
    return [(field, text) for field, text in fields if text]


def _of_recommendation(one: Recommendation) -> list[tuple[str, str]]:
    fields = (("anbefalingen", one.what), ("modtageren", one.addressed_to), ("svaret", one.answer))
    return [(field, text) for field, text in fields if text]
