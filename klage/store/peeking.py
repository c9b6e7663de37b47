"""Looking into the register for the Tab key: it never waits, never writes, and gives up without a word.

A completion runs while the user is typing. What cannot be read at once, as it is, is no suggestion.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from klage import clock
from klage.errors import KlageError
from klage.store.file import APPLICATION_ID, VERSION, look_at_file
from klage.store.register import Register

PATIENCE = 0.1
"""How many seconds to wait for another klage."""

_HEADER = 100
_MODE_AT, _VERSION_AT, _MARK_AT = 18, 60, 68
_ROLLBACK = 1

CLOSED = """
select c.id, d.name, c.closed_at from complaint c left join department d on d.id = c.department_id
where c.closed_at is not null order by c.closed_at desc, c.id desc limit ?
"""
LESSONS = """
select l.id, coalesce(d.name, ''), coalesce(t.label, '') from lesson l
left join department d on d.id = l.department_id left join theme t on t.code = l.theme
where l.withdrawn_on is null order by l.id desc
"""
ACTIONS = """
select a.id, coalesce(d.name, ''), a.kind, a.status from action a
left join department d on d.id = a.department_id
order by a.status in ('effekt_vurderet', 'afvist'), a.due_on is null, a.due_on, a.id
"""
RECOMMENDATIONS = "select id, given_on from recommendation order by id desc"


class Closed(NamedTuple):
    """A closed case: its key, where it belonged and when it was closed."""

    case_id: int
    department: str | None
    closed_at: datetime


@contextmanager
def peek(path: Path) -> Iterator[Register | None]:
    """Open the register read-only for a moment, or give nothing when it cannot be read just now.

    Nothing is created, brought forward or rolled back: a register of an older klage, and one that a
    crash left half-written, wait for a command that says so.
    """
    register = _opened(path)
    try:
        yield register
    finally:
        if register is not None:
            register.close()


def _opened(path: Path) -> Register | None:
    try:
        look_at_file(path)
        if not _is_ours(path):
            return None
        uri = f"{path.absolute().as_uri()}?mode=ro"
        return Register(path, sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE))
    except (KlageError, OSError, sqlite3.Error):
        return None


def _is_ours(path: Path) -> bool:
    """Tell from the file's header whether it is a register of this klage, with a rollback journal.

    SQLite would make files beside a database that another program has left in WAL mode. Source: "Database
    File Format", 1.3.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER:
        return False
    version, mark = (int.from_bytes(header[at : at + 4]) for at in (_VERSION_AT, _MARK_AT))
    return header[_MODE_AT] == _ROLLBACK and (mark, version) == (APPLICATION_ID, VERSION)


def closed_cases(register: Register, most: int) -> list[Closed]:
    """Return the cases that were closed last, the newest first."""
    return [
        Closed(int(str(key)), None if name is None else str(name), clock.from_text(str(closed_at)))
        for key, name, closed_at in register.rows(CLOSED, (most,))
    ]


def lessons(register: Register) -> list[tuple[str, str, str]]:
    """Return the number of each lesson with its department and theme, the newest first."""
    return [(str(key), str(name), str(theme)) for key, name, theme in register.rows(LESSONS)]


def actions(register: Register) -> list[tuple[str, str, str, str]]:
    """Return the number of each action with its department, kind and status, the open ones first."""
    rows = register.rows(ACTIONS)
    return [(str(key), str(name), str(kind), str(status)) for key, name, kind, status in rows]


def recommendations(register: Register) -> list[tuple[str, str]]:
    """Return the number of each recommendation and the day it was given, the newest first."""
    return [(str(key), str(given_on)) for key, given_on in register.rows(RECOMMENDATIONS)]
