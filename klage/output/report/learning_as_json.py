"""The part of the report's JSON that is about learning."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from klage.domain.case_number import number_text
from klage.domain.report.learning import Action, Lesson, Loop
from klage.domain.statistics.figures import Count

Json = dict[str, Any]


def learning(loop: Loop, table: Callable[[Iterable[Count]], list[Json]]) -> Json:
    """Return what was learnt; ``table`` writes a table of counts."""
    told = loop.told
    return {
        "n": loop.n,
        "lessons": table(loop.lessons),
        "causes": table(loop.causes),
        "eye_level": table(loop.eye_level),
        "expectations_agreed": table(loop.expectations_agreed),
        "by_department": [
            {
                "department": row.department,
                "eye_level": table(row.eye_level),
                "expectations_agreed": table(row.expectations_agreed),
            }
            for row in loop.by_department
        ],
        "actions": table(loop.actions),
        "feedback": table(loop.feedback),
        "told": [_lesson(lesson) for lesson in told.lessons],
        "follow_up": [_action(action) for action in told.follow_up],
        "examples": [
            {"case_no": number_text(one.case_id), "title": one.title, "story": one.story}
            for one in told.examples
        ],
        "recommendations": [_plain(one._asdict()) for one in told.recommendations],
    }


def _lesson(lesson: Lesson) -> Json:
    return {**_plain(lesson._asdict()), "actions": [_action(action) for action in lesson.actions]}


def _action(action: Action) -> Json:
    return _plain(action._asdict())


def _plain(record: Json) -> Json:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in record.items()}
