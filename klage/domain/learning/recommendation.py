"""What the borgervejleder recommends to the leadership, and what the leadership answers.

Source: seed S3: the Borgerrådgiver "anbefaler", and the beretning has room for the answer (``domain.md``
3.6). Days are Danish calendar days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from klage.domain.fields import Field
from klage.domain.reading import Reader
from klage.errors import InvalidValueError, RefusedError

FIELDS: tuple[Field, ...] = (
    Field("given_on", "Givet", "date"),
    Field("what", "Anbefaling", personal=True),
    Field("addressed_to", "Til", "line"),
    Field("lesson_id", "Læringspunkt", "number"),
    Field("answer", "Ledelsens svar", personal=True),
    Field("answered_on", "Besvaret", "date"),
)
TYPED = FIELDS[:4]
"""What is written before there is an answer."""

KIND = "recommendation"
NUMBER = Field("recommendation_no", "Anbefaling", "number")
LESSON = Field("lesson_no", "Læringspunkt", "number")
KEYS = frozenset({"record", NUMBER.key, LESSON.key, *(field.key for field in FIELDS)} - {"lesson_id"})


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation as it stands; ``lesson_id`` is the lesson that it builds on."""

    given_on: date
    what: str
    addressed_to: str | None = None
    lesson_id: int | None = None
    answer: str | None = None
    answered_on: date | None = None


class Numbered(NamedTuple):
    """A recommendation with its number, 0 as long as the register has given it none."""

    number: int
    recommendation: Recommendation


def check(one: Recommendation, today: date) -> Recommendation:
    """Return the recommendation if it can stand in the register.

    Raises:
        InvalidValueError: It says nothing, is answered without a day, or its days cannot be.
    """
    if not one.what.strip():
        raise InvalidValueError("Skriv, hvad du anbefaler. En anbefaling kan ikke være tom.")
    if (one.answer is None) != (one.answered_on is None):
        raise InvalidValueError("Et svar har både en tekst og en dag.")
    for day in (one.given_on, one.answered_on):
        if day is not None and not one.given_on <= day <= today:
            raise InvalidValueError("Dagene skal ligge mellem den, anbefalingen er givet, og i dag.")
    return one


def changed(one: Recommendation, values: Mapping[str, object], today: date) -> Recommendation:
    """Return the recommendation with other words, as long as nobody has answered them.

    Raises:
        RefusedError: It has been answered: the answer was given to the words that stand.
        InvalidValueError: It could not stand in the register.
    """
    after = replace(one, **values)  # type: ignore[arg-type]
    if one.answer is not None and after != one:
        raise RefusedError(
            "Ledelsen har svaret på anbefalingen, som den står. Skriv en ny med klage laering anbefaling."
        )
    return check(after, today)


def answered(one: Recommendation, answer: str, on: date, today: date) -> Recommendation:
    """Return the recommendation with the leadership's answer; a later answer takes the place of the first.

    Raises:
        InvalidValueError: The answer is empty, or on a day that cannot be.
    """
    if not answer.strip():
        raise InvalidValueError("Skriv, hvad ledelsen har svaret.")
    return check(replace(one, answer=answer, answered_on=on), today)


def recommendation_from(values: Mapping[str, object], reader: Reader, today: date) -> Numbered:
    """Return a recommendation from a line of a file, checked; its lesson by the number of the file.

    Raises:
        InvalidValueError: A value cannot be read, is missing, or does not fit the others.
    """
    own = [field for field in FIELDS if field.key != "lesson_id"]
    found = reader.record({field.key: values.get(field.key) for field in own}, own)
    for field in FIELDS[:2]:
        if found.get(field.key) is None:
            raise InvalidValueError(f"{field.label}: mangler.")
    number, lesson = (reader.value(values.get(field.key), field) for field in (NUMBER, LESSON))
    return Numbered(number or 0, check(Recommendation(**found, lesson_id=lesson), today))
