"""How the figures of learning are made of what the register counts."""

from collections.abc import Iterable

from klage.domain import danish, vocabulary
from klage.domain.report.facts import Facts
from klage.domain.report.learning import AnswersOfDepartment, Loop
from klage.domain.statistics.figures import Count, Tally, simple_counts

FEEDBACK = {"givet": "Borgeren har fået besked", "venter": "Borgeren har ikke fået besked endnu"}


def loop_from(facts: Facts) -> Loop:
    """Return the figures of learning, with the lessons themselves."""
    tables = (
        ("lessons", vocabulary.LESSON_LEVELS),
        ("lesson_causes", vocabulary.CAUSES),
        ("eye_level", vocabulary.EYE_LEVEL),
        ("expectations_agreed", vocabulary.EYE_LEVEL),
        ("actions", vocabulary.ACTION_STATUSES),
        ("feedback", FEEDBACK),
    )
    lessons, causes, eye_level, agreed, actions, feedback = (
        simple_counts(facts.tally(key), labels, table=key) for key, labels in tables
    )
    departments = tuple(
        _by_department(facts.tally("eye_level_departments"), facts.tally("expectations_departments"))
    )
    return Loop(lessons, causes, eye_level, agreed, departments, actions, feedback, facts.learning)


def _by_department(eye_level: Tally, agreed: Tally) -> Iterable[AnswersOfDepartment]:
    """Yield both questions by department, in Danish order, lessons without a department last."""
    names = {str(code).partition(":")[2] for code in (*eye_level, *agreed)}
    for name in sorted(names, key=lambda name: (not name, danish.sort_key(name))):
        yield AnswersOfDepartment(
            name or None,
            _answers(eye_level, name, "eye_level_departments"),
            _answers(agreed, name, "expectations_departments"),
        )


def _answers(tally: Tally, name: str, table: str) -> tuple[Count, ...]:
    labels = {f"{code}:{name}": label for code, label in vocabulary.EYE_LEVEL.items()}
    return simple_counts({code: n for code, n in tally.items() if code in labels}, labels, table=table)
