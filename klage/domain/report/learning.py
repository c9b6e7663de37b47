"""The part of the report that is about learning: what was learnt, by whom it is being changed, and if it helped.

Sources: seeds S2 (two questions), S3 (examples, and the way ahead), S4 (ambassadors and leaders); domain.md
3.6. The records here are what the report tells of a lesson or an action, not the whole of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from klage.domain.learning.effect import Effect, moved
from klage.domain.statistics.figures import Count

DONE_STATUSES = ("gennemfoert", "effekt_vurderet")


class Action(NamedTuple):
    """What is done about a lesson; ``effect`` is what the effect module says, where it has said something.

    ``effect_before`` and ``effect_after`` are the complaints it counted, in windows of the same length.
    """

    id: int
    lesson_id: int
    what: str
    kind: str
    status: str
    department: str | None = None
    ambassador: str | None = None
    leader: str | None = None
    due_on: date | None = None
    carried_out_on: date | None = None
    rejected_on: date | None = None
    reason: str | None = None
    trained: int | None = None
    effect_goal: str | None = None
    effect_result: str | None = None
    effect: str | None = None
    effect_before: int | None = None
    effect_after: int | None = None


class Lesson(NamedTuple):
    """What one or several complaints teach; ``words`` only when they were approved for passing on."""

    id: int
    formulated_on: date
    observation: str
    level: str
    cause: str | None = None
    insight: str | None = None
    department: str | None = None
    theme: str | None = None
    process_stage: str | None = None
    words: str | None = None
    cases: int = 0
    actions: tuple[Action, ...] = ()


class Example(NamedTuple):
    """The borgervejleder's telling of a case, approved for the report."""

    id: int
    case_id: int
    title: str
    story: str


class Recommendation(NamedTuple):
    """What the borgervejleder recommends, and what the leadership answered."""

    id: int
    given_on: date
    what: str
    addressed_to: str | None = None
    answer: str | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Learning:
    """What the register says of learning in a period.

    Attributes:
        lessons: The lessons formulated in the period, with their actions.
        follow_up: The actions that were open when the period began, as they stand now.
        examples: The approved examples of complaints that were received or closed in the period.
        recommendations: Those given in the period, and older ones without an answer.
    """

    lessons: tuple[Lesson, ...] = ()
    follow_up: tuple[Action, ...] = ()
    examples: tuple[Example, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    def with_effects(self, effects: Mapping[int, Effect]) -> "Learning":
        """Return the same with what is known of the effect of each action, by its key."""
        return Learning(
            tuple(lesson._replace(actions=_with_effects(lesson.actions, effects)) for lesson in self.lessons),
            _with_effects(self.follow_up, effects),
            self.examples,
            self.recommendations,
        )


def effect_words(found: Effect) -> str:
    """Return what may be said of an effect, with the numbers behind it."""
    if found.complaints is None or found.windows is None:
        return found.sentence
    sentence = found.sentence.removesuffix(".")
    days = f"de {found.windows.days} dage"
    return f"{sentence}: {moved(found.complaints)}, når {days} før holdes op mod {days} efter."


def _with_effects(actions: tuple[Action, ...], effects: Mapping[int, Effect]) -> tuple[Action, ...]:
    return tuple(_with_effect(action, effects.get(action.id)) for action in actions)


def _with_effect(action: Action, found: Effect | None) -> Action:
    if found is None:
        return action._replace(effect=None, effect_before=None, effect_after=None)
    counted = found.complaints
    return action._replace(
        effect=effect_words(found),
        effect_before=counted.older if counted else None,
        effect_after=counted.newer if counted else None,
    )


@dataclass(frozen=True, slots=True)
class AnswersOfDepartment:
    """How S2's two questions were answered about one department's lessons; ``None`` is no department."""

    department: str | None
    eye_level: tuple[Count, ...]
    expectations_agreed: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """The figures of the loop from complaint to change.

    Attributes:
        lessons: Lessons by level.
        causes: Lessons by underlying cause.
        eye_level: Were the citizens met at eye level (S2)?
        expectations_agreed: Were expectations agreed (S2)?
        by_department: Both questions by department, in Danish order.
        actions: The actions of these lessons by status.
        feedback: Complaints whose citizens have heard what came of it, and those who have not yet.
    """

    lessons: tuple[Count, ...] = ()
    causes: tuple[Count, ...] = ()
    eye_level: tuple[Count, ...] = ()
    expectations_agreed: tuple[Count, ...] = ()
    by_department: tuple[AnswersOfDepartment, ...] = ()
    actions: tuple[Count, ...] = ()
    feedback: tuple[Count, ...] = ()
    told: Learning = field(default_factory=Learning)

    @property
    def n(self) -> int:
        """Return how many lessons there are."""
        return sum(row.n for row in self.lessons)
