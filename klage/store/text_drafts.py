"""Long texts that came out of the editor, kept as drafts until they are noted.

Under the case that the run is about, so that they are forgotten with it, and by the question they answer,
so that they are offered at the same question and at no other.
"""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from klage.domain.draft import TEXT
from klage.errors import KlageError
from klage.store import drafts
from klage.store.register import Register


class Lying(NamedTuple):
    """A text that was not noted, and when it was written."""

    text: str
    written_at: datetime


class TextDrafts:
    """The drafts of one run.

    Args:
        register: Returns the register, or nothing where there is none yet.
        about: Returns the case that the run is about, or nothing.
        now: Returns the present instant.
    """

    def __init__(
        self,
        register: Callable[[], Register | None],
        about: Callable[[], int | None],
        now: Callable[[], datetime],
    ) -> None:
        self._register, self._about, self._now = register, about, now
        self.is_kept = False

    def find(self, question: str) -> Lying | None:
        """Return the text that lies at a question, if there is one."""
        register = self._register()
        found = drafts.find(register, TEXT, self._about()) if register else None
        text = found.content.get(question) if found else None
        return Lying(text, found.written_at) if found and isinstance(text, str) else None

    def keep(self, question: str, text: str) -> bool:
        """Keep a text, on the disk when this returns; tell whether it could be kept."""
        register = self._register()
        if register is None:
            return False
        try:
            drafts.keep(
                register,
                TEXT,
                self._about(),
                {**self._others(register, question), question: text},
                self._now(),
            )
        except KlageError:
            return False  # the text is still in hand; a busy register must not take it
        self.is_kept = True
        return True

    def throw_away(self, question: str) -> None:
        """Throw the text at a question away."""
        register = self._register()
        if register is None:
            return
        others = self._others(register, question)
        if others:
            drafts.keep(register, TEXT, self._about(), others, self._now())
        else:
            drafts.throw_away(register, TEXT, self._about())

    def noted(self, connection: sqlite3.Connection) -> None:
        """Remove what this run kept, inside the transaction that notes it."""
        if self.is_kept:
            drafts.remove(connection, TEXT, self._about())
            self.is_kept = False

    def _others(self, register: Register, question: str) -> Mapping[str, object]:
        found = drafts.find(register, TEXT, self._about())
        return {key: text for key, text in found.content.items() if key != question} if found else {}
