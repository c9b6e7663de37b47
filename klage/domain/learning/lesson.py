"""A læringspunkt: what complaints teach about the way the work is done, never about a person.

Source: ``domain.md`` 4.3 and seed S2, whose two questions it answers (was the citizen met at eye level?
were expectations agreed?). Days are Danish calendar days.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from klage.domain import vocabulary as words
from klage.domain.complaint import Complaint, Point
from klage.domain.fields import Field
from klage.domain.folding import words as folded
from klage.domain.learning import screening
from klage.errors import InvalidValueError, RefusedError

FIELDS: tuple[Field, ...] = (
    Field("formulated_on", "Formuleret", "date"),
    Field("observation", "Hvad der skete", personal=True),
    Field("cause", "Årsag", "code", words.CAUSES),
    Field("insight", "Læring"),
    Field("level", "Niveau", "code", words.LESSON_LEVELS),
    Field("department", "Afdeling", "department"),
    Field("theme", "Tema", "code"),
    Field("process_stage", "Fase", "code", words.PROCESS_STAGES),
    Field("eye_level", "Mødt i øjenhøjde", "code", words.EYE_LEVEL),
    Field("expectations_agreed", "Forventninger afstemt", "code", words.EYE_LEVEL),
    Field("words", "Borgernes ord til deling", personal=True),
    Field("words_approved_on", "Ordene godkendt til deling", "date"),
    Field("withdrawn_on", "Udgået", "date"),
)
TEXTS = ("observation", "insight", "words")

NOT_A_PERSON = (
    "Her står et navn fra sagen. Læring handler om arbejdsgange, ikke om personer. "
    "Skriv det, så det kunne være sket for enhver borger."
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one or several complaints teach."""

    formulated_on: date
    observation: str
    cause: str | None = None
    insight: str | None = None
    level: str = "afdeling"
    department: str | None = None
    theme: str | None = None
    process_stage: str | None = None
    eye_level: str | None = None
    expectations_agreed: str | None = None
    words: str | None = None
    words_approved_on: date | None = None
    withdrawn_on: date | None = None


class Proposal(NamedTuple):
    """What a lesson is likely to be about."""

    theme: str | None = None
    department: str | None = None
    process_stage: str | None = None


def check(lesson: Lesson, today: date) -> Lesson:
    """Return the lesson if it can stand in the register.

    Raises:
        InvalidValueError: It says nothing, is about no department, or its days cannot be.
    """
    if not lesson.observation.strip():
        raise InvalidValueError("Skriv, hvad der skete. Et læringspunkt kan ikke være tomt.")
    if lesson.level == "afdeling" and lesson.department is None:
        raise InvalidValueError(
            "Afdelingen mangler. Skriv den med --afdeling, eller løft læringspunktet med --niveau."
        )
    if lesson.words_approved_on is not None and lesson.words is None:
        raise InvalidValueError("Der er ingen ord at godkende. Skriv dem først.")
    for day in (lesson.formulated_on, lesson.words_approved_on, lesson.withdrawn_on):
        if day is not None and not lesson.formulated_on <= day <= today:
            raise InvalidValueError("Dagene skal ligge mellem den, læringspunktet er formuleret, og i dag.")
    return lesson


def check_in_force(lesson: Lesson) -> None:
    """Work only on what is in force.

    Raises:
        RefusedError: The lesson has been withdrawn.
    """
    if lesson.withdrawn_on is not None:
        raise RefusedError(
            "Læringspunktet er udgået. Tag det i brug igen med klage laering udgaa --genopliv."
        )


def refuse_names(texts: Iterable[tuple[str, str | None]], names: Collection[str | None]) -> None:
    """See that no text names a citizen of the cases that the lesson comes from; see ``domain.learning.screening``.

    Args:
        texts: Each with the label that the sentence begins with.
        names: The citizens' names as they are recorded.

    Raises:
        RefusedError: One does; the name itself is not repeated.
    """
    split = [tuple(word for word in folded(name) if len(word) > 1) for name in names if name]
    recorded = screening.Recorded(
        parts=frozenset(word for name in split for word in name),
        names=frozenset(name for name in split if len(name) > 1),
    )
    for label, text in texts:
        if any(found.kind == "name" for found in screening.findings(text or "", recorded)):
            raise RefusedError(f"{label}: {NOT_A_PERSON}")


def proposed(complaints: Iterable[Complaint], active: Collection[str]) -> Proposal:
    """Return what most of the complaints are about: the theme first, then where and when in that theme.

    A complaint counts once per theme; between equals the more severe theme is proposed.

    Args:
        complaints: Those that the lesson comes from.
        active: The themes in use; no other is proposed.
    """
    found = list(complaints)
    points = [(each, point) for each in found for point in each.points if point.theme in active]
    theme = _commonest_theme(points)
    about = [(each, point) for each, point in points if point.theme == theme]
    places = [point.department or each.department for each, point in about]
    stages = [point.process_stage for _, point in about if point.process_stage != "ukendt"]
    return Proposal(
        theme,
        _commonest(places) or _commonest(each.department for each in found),
        _commonest(stages),
    )


def _commonest_theme(points: list[tuple[Complaint, Point]]) -> str | None:
    counted = Counter(theme for _, theme in {(id(each), point.theme) for each, point in points})
    weight = Counter[str]()
    for _, point in points:
        weight[point.theme] += point.severity or 0
    ranked = list(dict.fromkeys(point.theme for _, point in points))
    return max(ranked, key=lambda theme: (counted[theme], weight[theme]), default=None)


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None
