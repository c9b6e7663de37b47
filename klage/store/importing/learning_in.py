"""Taking in lessons, examples and recommendations with an import, after the cases that they come from."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal

from klage.domain.beside import Beside
from klage.domain.case_number import number_text
from klage.domain.learning.example import Told
from klage.domain.learning.learning import Learning, Source
from klage.domain.learning.lesson import Lesson
from klage.domain.learning.recommendation import Numbered
from klage.errors import InvalidValueError
from klage.store.learning import actions, examples, lessons, recommendations
from klage.store.register import Register
from klage.store.writing import Writer

_KNOWN = {
    "lesson": "select formulated_on, observation from lesson",
    "recommendation": "select given_on, what from recommendation",
}

Find = Callable[[Source], list[int]]
"""Returns the keys of the cases that a source may mean."""


Verdict = Literal["new", "known"]
Table = Literal["lesson", "action", "recommendation"]


class LearningIn:
    """Takes them in, one at a time; without a writer it decides the same and changes nothing."""

    def __init__(self, register: Register, writer: Writer | None) -> None:
        self._register = register
        self._writer = writer
        self._there: dict[Table, Counter[tuple[str, str]]] = {}
        self._numbers: dict[int, int] = {}
        self._told: set[int] = set()

    def add(self, found: Beside, find: Find) -> Verdict:
        """Take one in, under its own number where that is free.

        Args:
            found: The lesson, example or recommendation.
            find: Looks its cases up.

        Raises:
            InvalidValueError: What it builds on is not there, or a receipt is not one case's alone.
        """
        if isinstance(found, Learning):
            return self._lesson(found, find)
        return self._example(found, find) if isinstance(found, Told) else self._recommendation(found)

    def _lesson(self, found: Learning, find: Find) -> Verdict:
        sources = [source._replace(case_id=_only_one(source, find(source))) for source in found.sources]
        lesson = found.lesson
        if self._is_there("lesson", lesson.formulated_on, lesson.observation):
            self._numbers[found.number] = self._number_of(lesson)
            return "known"
        number = found.number
        if self._writer is not None:
            number = lessons.add(self._writer, lesson, sources, number=self._free("lesson", number))
            for each in found.actions:
                actions.add(self._writer, number, each.action, number=self._free("action", each.number))
        self._numbers[found.number] = number
        return "new"

    def _example(self, found: Told, find: Find) -> Verdict:
        """Take an example in, unless its case has one: what the register holds stands, as for cases."""
        case_id = _only_one(found.source, find(found.source))
        if case_id in self._told or examples.of_case(self._register, case_id):
            return "known"
        self._told.add(case_id)
        if self._writer is not None:
            examples.keep(self._writer, case_id, found.example)
        return "new"

    def _recommendation(self, found: Numbered) -> Verdict:
        one = found.recommendation
        if one.lesson_id is not None:
            if one.lesson_id not in self._numbers:
                raise InvalidValueError(f"Læringspunkt: {one.lesson_id} står ikke tidligere i filen.")
            one = replace(one, lesson_id=self._numbers[one.lesson_id])
        if self._is_there("recommendation", one.given_on, one.what):
            return "known"
        if self._writer is not None:
            recommendations.add(self._writer, one, number=self._free("recommendation", found.number))
        return "new"

    def _is_there(self, table: Table, on: date, text: str) -> bool:
        """Tell whether the register held it before the import; of two alike it may have held one."""
        if table not in self._there:
            stored = self._register.rows(_KNOWN[table])
            self._there[table] = Counter((str(day), str(text)) for day, text in stored)
        key = on.isoformat(), text
        self._there[table][key] -= 1
        return self._there[table][key] >= 0

    def _number_of(self, lesson: Lesson) -> int:
        row = self._register.one(
            "select id from lesson where formulated_on = ? and observation = ?",
            (lesson.formulated_on.isoformat(), lesson.observation),
        )
        return int(str(row[0])) if row else 0

    def _free(self, table: Table, number: int) -> int:
        """Return the number if nothing has it yet; otherwise 0, for the next one."""
        taken = self._register.one(f"select 1 from {table} where id = ?", (number,))  # noqa: S608
        return 0 if taken else number


def _only_one(source: Source, found: list[int]) -> int:
    if len(found) == 1:
        return found[0]
    if source.case_id:
        number = number_text(source.case_id)
        raise InvalidValueError(f"Sager: {number} er hverken i registret eller tidligere i filen.")
    raise InvalidValueError(
        "Sager: Der er ikke netop én sag, der er modtaget på det tidspunkt. Skriv nummeret."
    )
