"""A lesson whole: where it came from, what is done about it, and how it stands in a file of cases."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from klage import clock
from klage.domain.fields import Field
from klage.domain.learning import action as actions
from klage.domain.learning import lesson as lessons
from klage.domain.learning.action import ASSESSED, DONE, Action
from klage.domain.learning.lesson import Lesson
from klage.domain.reading import Reader
from klage.errors import InvalidValueError, KlageError

RECORD = "record"
KIND = "lesson"
"""``"record": "lesson"`` is how a line of a file says that it holds no case."""

SOURCE: tuple[Field, ...] = (
    Field("case_no", "Sagsnr.", "case"),
    Field("received_at", "Modtaget", "instant"),
    Field("feedback_given_on", "Borgeren orienteret", "date"),
)
NUMBER = Field("lesson_no", "Læringspunkt", "number")
ACTION_NUMBER = Field("action_no", "Handling", "number")
KEYS = frozenset({RECORD, NUMBER.key, "cases", "actions", *(field.key for field in lessons.FIELDS)})
"""What such a line may hold."""


class Source(NamedTuple):
    """A case that a lesson comes from, and the day its citizen heard what came of it.

    A file may name the case by its receipt where it has no number yet; the key is then 0.
    """

    case_id: int
    feedback_given_on: date | None = None
    received_at: datetime | None = None

    @property
    def receipt(self) -> str | None:
        """Return the receipt as it is stored."""
        return None if self.received_at is None else clock.to_text(self.received_at)


class Numbered(NamedTuple):
    """An action with its number, 0 as long as the register has given it none."""

    number: int
    action: Action


class Learning(NamedTuple):
    """A lesson with its number, its cases and its actions, each in the order they were noted."""

    number: int
    lesson: Lesson
    sources: tuple[Source, ...] = ()
    actions: tuple[Numbered, ...] = ()

    @property
    def departments(self) -> list[str | None]:
        """Return the departments of the lesson and of its actions."""
        return [self.lesson.department, *(each.action.department for each in self.actions)]

    def placed(self, known: Callable[[str | None], str | None]) -> "Learning":
        """Return it with each department as ``known`` spells it."""
        actions = (
            each._replace(action=replace(each.action, department=known(each.action.department)))
            for each in self.actions
        )
        lesson = replace(self.lesson, department=known(self.lesson.department))
        return self._replace(lesson=lesson, actions=tuple(actions))

    @property
    def untold(self) -> list[int]:
        """Return the cases whose citizens have not heard of it, once something has been carried out."""
        if not any(each.action.status in (DONE, ASSESSED) for each in self.actions):
            return []
        return [source.case_id for source in self.sources if source.feedback_given_on is None]


def check_all(learning: Learning, today: date) -> Learning:
    """Return a lesson from a file if it could have come about.

    Raises:
        InvalidValueError: It could not; the sentence says which part of it.
    """
    if not learning.sources:
        raise InvalidValueError("Sager: Et læringspunkt skal komme fra mindst én sag.")
    lessons.check(learning.lesson, today)
    for place, each in enumerate(learning.actions, 1):
        with _within(f"Handling {place}"):
            actions.check(each.action, today)
    return learning


def learning_from(values: Mapping[str, object], reader: Reader, today: date) -> Learning:
    """Return a lesson from a line of a file, checked.

    Raises:
        InvalidValueError: A value cannot be read, is missing, or does not fit the others.
    """
    known = {field.key: values[field.key] for field in lessons.FIELDS if field.key in values}
    lesson = Lesson(**reader.whole(known, lessons.FIELDS, ("formulated_on", "observation")))
    number = reader.value(values.get(NUMBER.key), NUMBER) or 0
    sources = [_source(item, reader) for item in _listed(values.get("cases"), "Sager")]
    found: list[Numbered] = []
    for place, item in enumerate(_listed(values.get("actions"), "Handlinger"), 1):
        with _within(f"Handling {place}"):
            found.append(_action(item, reader))
    return check_all(Learning(number, lesson, tuple(sources), tuple(found)), today)


def _source(item: Mapping[str, object], reader: Reader) -> Source:
    found = reader.record(item, SOURCE)
    if found.get("case_no") is None and found.get("received_at") is None:
        raise InvalidValueError("Sager: Hver sag skal have et nummer.")
    return Source(found.get("case_no") or 0, found.get("feedback_given_on"), found.get("received_at"))


def _action(item: Mapping[str, object], reader: Reader) -> Numbered:
    number = reader.value(item.get(ACTION_NUMBER.key), ACTION_NUMBER) or 0
    rest = {key: value for key, value in item.items() if key != ACTION_NUMBER.key}
    return Numbered(number, Action(**reader.whole(rest, actions.FIELDS, ("what", "kind", "proposed_on"))))


def _listed(raw: object, label: str) -> list[Mapping[str, object]]:
    found = [] if raw is None else raw
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise InvalidValueError(f"{label}: Her skal stå en liste af JSON-objekter.")
    return found


@contextmanager
def _within(label: str) -> Iterator[None]:
    """Say in which of several things it went wrong."""
    try:
        yield
    except KlageError as error:
        raise InvalidValueError(f"{label}: {error.sentence}") from error
