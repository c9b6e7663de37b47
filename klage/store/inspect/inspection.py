"""Opening a register to examine it: also one that is damaged, and never changing it.

``open_register`` refuses what it cannot trust and brings an old register forward; here it stays as it is, and
what is wrong with it is told by the checks.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from klage import clock
from klage.errors import DamagedError, NewerRegisterError
from klage.store import failures
from klage.store.file import APPLICATION_ID, NEWER, NOT_A_REGISTER, VERSION, connect, look_at_file, pragma
from klage.store.register import Register


class Inspection:
    """One examination of a register.

    Attributes:
        path: Where it lies.
        now: When it is examined.
        had_journal: Whether a journal lay there before the register was opened, which rolls it back.
        on_progress: Called with how many of how many cases a long check has looked at.
    """

    def __init__(
        self, path: Path, now: datetime, on_progress: Callable[[int, int], None] = lambda _at, _of: None
    ) -> None:
        self.path = path
        self.now = now
        self.on_progress = on_progress
        self.had_journal = False

    @property
    def today(self) -> date:
        """Return the day it is in Denmark."""
        return clock.to_local(self.now).date()

    @cached_property
    def register(self) -> Register:
        """Return the register, opened for reading as it is; a hot journal is rolled back, as by any list.

        Raises:
            DamagedError: It cannot be read, or it is no register.
            NewerRegisterError: A newer klage has written it.
        """
        look_at_file(self.path)
        self.had_journal = journal_of(self.path)
        with failures.understood():
            register = Register(self.path, connect(self.path))
            try:
                self._recognise(register)
            except BaseException:
                register.close()
                raise
        return register

    def _recognise(self, register: Register) -> None:
        connection = register.connection
        connection.execute("pragma temp_store = memory")
        if pragma(connection, "application_id") != APPLICATION_ID:
            raise DamagedError(NOT_A_REGISTER)
        if pragma(connection, "user_version") > VERSION:
            raise NewerRegisterError(NEWER)
        connection.execute("pragma query_only = on")

    @property
    def version(self) -> int:
        """Return which migration the register has come to."""
        with failures.understood():
            return pragma(self.register.connection, "user_version")

    def count(self, sql: str, *parameters: object) -> int:
        """Return the one number that a query gives."""
        row = self.register.one(sql, parameters)
        return int(str(row[0] or 0)) if row else 0

    def aside(self) -> "closing[sqlite3.Connection]":
        """Open a connection of its own, which may make temporary tables and must roll back what it begins."""
        connection = connect(self.path)
        connection.execute("pragma temp_store = memory")
        return closing(connection)

    def close(self) -> None:
        """Close what the examination has opened."""
        opened = vars(self).pop("register", None)
        if isinstance(opened, Register):
            opened.close()


def journal_of(path: Path) -> bool:
    """Tell whether a journal with something in it lies beside a register."""
    return size_of(path.with_name(f"{path.name}-journal")) > 0


def size_of(path: Path) -> int:
    """Return how many bytes a file has; none, where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def newest_change(inspection: Inspection) -> datetime | None:
    """Return when the newest event of the history happened, if there is one that can be read."""
    with suppress(DamagedError, ValueError):
        row = inspection.register.one("select at from event order by id desc limit 1")
        return clock.from_text(str(row[0])) if row else None
    return None


def a_few(numbers: Iterable[str], most: int = 5) -> str:
    """Return the first of some numbers, and how many more there are."""
    found = list(numbers)
    more = f" og {len(found) - most} andre" if len(found) > most else ""
    return f"{', '.join(found[:most])}{more}"
