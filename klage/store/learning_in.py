"""Taking in lessons with an import, after the cases that they come from."""

from collections import Counter
from collections.abc import Callable
from typing import Literal

from klage.domain.case_number import number_text
from klage.domain.learning import Learning, Source
from klage.domain.lesson import Lesson
from klage.errors import InvalidValueError
from klage.store import actions, lessons
from klage.store.register import Register
from klage.store.writing import Writer

Find = Callable[[Source], list[int]]
"""Returns the keys of the cases that a source may mean."""


class LearningIn:
    """Takes lessons in, one at a time; without a writer it decides the same and changes nothing."""

    def __init__(self, register: Register, writer: Writer | None) -> None:
        self._register = register
        self._writer = writer
        self._there: Counter[tuple[str, str]] | None = None

    def add(self, found: Learning, find: Find) -> Literal["new", "known"]:
        """Take a lesson in with its actions, under their own numbers where those are free.

        Args:
            found: The lesson.
            find: Looks its cases up.

        Raises:
            InvalidValueError: A case is not there, or is named by a receipt that is not one case's alone.
        """
        sources = [source._replace(case_id=_only_one(source, find(source))) for source in found.sources]
        if self._is_there(found.lesson):
            return "known"
        if self._writer is not None:
            number = lessons.add(
                self._writer, found.lesson, sources, number=self._free("lesson", found.number)
            )
            for each in found.actions:
                actions.add(self._writer, number, each.action, number=self._free("action", each.number))
        return "new"

    def _is_there(self, lesson: Lesson) -> bool:
        """Tell whether the register held the lesson before the import; of two alike it may have held one."""
        if self._there is None:
            stored = self._register.rows("select formulated_on, observation from lesson")
            self._there = Counter((str(day), str(text)) for day, text in stored)
        key = lesson.formulated_on.isoformat(), lesson.observation
        self._there[key] -= 1
        return self._there[key] >= 0

    def _free(self, table: Literal["lesson", "action"], number: int) -> int:
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
