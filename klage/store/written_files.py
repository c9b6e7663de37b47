"""The files that klage has written about cases: outside the history, to be named when cases are forgotten."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from klage import clock
from klage.store.register import Register


class WrittenFile(NamedTuple):
    """A file, when it was written last, and by which command."""

    path: Path
    at: datetime
    kind: str


def note(register: Register, path: Path, kind: str, now: datetime) -> None:
    """Note that a file about cases has been written, in a transaction of its own.

    Args:
        register: Opened for reading or writing.
        path: Where the file is.
        kind: The command that wrote it.
        now: When.
    """
    register.write_aside(
        "insert into written_file (path, at, kind) values (?, ?, ?)"
        " on conflict (path) do update set at = excluded.at, kind = excluded.kind",
        (_stored(path), clock.to_text(now), kind),
    )


def existing(register: Register) -> list[WrittenFile]:
    """Return the files that are still there, the oldest first."""
    rows = register.rows("select path, at, kind from written_file order by at, path")
    found = [WrittenFile(_path(str(path)), clock.from_text(str(at)), str(kind)) for path, at, kind in rows]
    return [file for file in found if _is_there(file.path)]


def forget_missing(connection: sqlite3.Connection) -> None:
    """Forget the files that are gone: a name may say more than it should."""
    for (path,) in connection.execute("select path from written_file").fetchall():
        if not _is_there(_path(path)):
            connection.execute("delete from written_file where path = ?", (path,))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True  # in a folder that this user may not look into now


def _stored(path: Path) -> str:
    # A name need not be UTF-8, and a column must be.
    return quote(os.fsencode(path.absolute()))


def _path(stored: str) -> Path:
    return Path(os.fsdecode(unquote_to_bytes(stored)))
