"""The borgervejleder's telling of a case for the beretning: a title and a story, read by others once approved.

Source: seed S3, "illustrative eksempler". Days are Danish calendar days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from klage.domain.fields import Field
from klage.domain.learning.learning import SOURCE, Source
from klage.domain.learning.sharing import Text
from klage.domain.reading import Reader
from klage.errors import InvalidValueError

FIELDS: tuple[Field, ...] = (
    Field("title", "Overskrift", "line", personal=True),
    Field("story", "Fortælling", personal=True),
    Field("written_on", "Skrevet", "date"),
    Field("approved_on", "Godkendt", "date"),
)
KIND = "example"
"""``"record": "example"`` is how a line of a file says what it holds."""

KEYS = frozenset({"record", "case_no", "received_at", *(field.key for field in FIELDS)})
LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Example:
    """A case as it is told to others."""

    title: str
    story: str
    written_on: date
    approved_on: date | None = None

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return what others would read."""
        return Text("overskriften", self.title), Text("fortællingen", self.story)


class Told(NamedTuple):
    """An example with the case that it tells of."""

    source: Source
    example: Example


def from_text(text: str, today: date) -> Example:
    """Return the example that a text holds: the title on its first line, the story below.

    Raises:
        InvalidValueError: One of them is missing, or the title is too long to be one.
    """
    title, _, story = text.strip().partition("\n")
    return check(Example(title.strip(), story.strip(), today), today)


def check(example: Example, today: date) -> Example:
    """Return the example if it can stand in the register.

    Raises:
        InvalidValueError: It lacks something, or its days cannot be.
    """
    if not example.title.strip() or not example.story.strip():
        raise InvalidValueError(
            "Et eksempel har en overskrift på den første linje og fortællingen på linjerne under den."
        )
    if len(example.title) > LONGEST_TITLE or "\n" in example.title:
        raise InvalidValueError(
            f"Overskriften skal stå på én linje og må højst have {LONGEST_TITLE} tegn. "
            "Skriv den på den første linje og fortællingen under den."
        )
    for day in (example.written_on, example.approved_on):
        if day is not None and not example.written_on <= day <= today:
            raise InvalidValueError("Dagene skal ligge mellem den, eksemplet er skrevet, og i dag.")
    return example


def rewritten(before: Example | None, title: str, story: str, today: date) -> Example:
    """Return an example with other words; the same words keep their day and their approval.

    Raises:
        InvalidValueError: The words are no example.
    """
    if before is not None and (before.title, before.story) == (title, story):
        return before
    return check(Example(title, story, today), today)


def approved(example: Example, today: date) -> Example:
    """Return the example as approved; one that was approved already keeps its day."""
    return replace(example, approved_on=example.approved_on or today)


def example_from(values: Mapping[str, object], reader: Reader, today: date) -> Told:
    """Return an example from a line of a file, checked.

    Raises:
        InvalidValueError: A value cannot be read, is missing, or does not fit the others.
    """
    found = reader.record({field.key: values.get(field.key) for field in FIELDS}, FIELDS)
    for field in FIELDS[:3]:
        if found.get(field.key) is None:
            raise InvalidValueError(f"{field.label}: mangler.")
    case = reader.record({key: values.get(key) for key in ("case_no", "received_at")}, SOURCE)
    received_at = case.get("received_at")
    if case.get("case_no") is None and received_at is None:
        raise InvalidValueError("Sagsnr.: mangler.")
    source = Source(case.get("case_no") or 0, received_at=_instant(received_at))
    return Told(source, check(Example(**found), today))


def _instant(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
