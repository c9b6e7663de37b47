"""Copying a register page by page while others write, looking a copy through, and where it is made.

Over SQLite's backup interface and connections of its own: a plain copy of the file may catch half a
transaction, and closing it would drop the locks that this process holds on the register.
"""

import math
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from klage.errors import BusyError, DamagedError
from klage.store import failures, history, seal
from klage.store.file import APPLICATION_ID, VERSION, connect, pragma, write_file

PAGES = 1024
"""How many pages are copied before others may write again: 4 MiB, some milliseconds."""

RESTARTS = 4
"""How often a copy may begin again because someone wrote; then it is made in one go, and they wait."""

LARGE = 64 * 2**20
"""From this size in bytes on the indexes are not held against their tables: it costs three times as much."""

ABANDONED = 3600.0
"""How many seconds nothing has been written to what a kill left, when it is cleared away."""

NOT_A_REGISTER = "Kopien er ikke et klageregister."
NEWER = "Kopien er skrevet af en nyere udgave af klage."
BROKEN = "Kopien er beskadiget."
OTHER_HEAD = "Historikken i kopien ender et andet sted, end navnet på kopien siger."
UNSEALED = "Kopien passer ikke med sit segl."


class _DisturbedError(Exception):
    """Others write so often that the copy keeps beginning again."""


class _Patience:
    """Watches a copy: it may begin again a few times, and wait as long as any command does."""

    def __init__(self) -> None:
        self._remaining: int | None = None
        self._restarts = 0

    def __call__(self, status: int, remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # The connection's own timeout has passed; Python would go on for ever.
            raise BusyError(failures.BUSY[1])
        # Pages are only ever fewer, unless the copy has begun again.
        self._restarts += self._remaining is not None and remaining >= self._remaining
        self._remaining = remaining
        if self._restarts > RESTARTS:
            raise _DisturbedError


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make ``target`` what ``source`` is at one moment, in one transaction; both stay open.

    Raises:
        BusyError: One of them was held by someone else for longer than its timeout.
    """
    try:
        source.backup(target, pages=PAGES, progress=_Patience(), sleep=0)
    except _DisturbedError:
        source.backup(target, progress=_Patience(), sleep=0)


def copy_to(source: sqlite3.Connection, to: Path) -> None:
    """Write a copy to a new file, private from the first byte on and on the disk when this returns."""
    write_file(to, b"")
    with closing(connect(to)) as target:
        copy_pages(source, target)
        # Another program may have left the register in WAL mode, and a copy is one file.
        target.execute("pragma journal_mode = delete")
    sync_file(to)


def sync_file(path: Path) -> None:
    """See to it that a file's content is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_register(path: Path) -> bool:
    """Tell from its first bytes whether a file is a register of any klage, or an unencrypted copy of one.

    Source: "Database File Format", 1.3.
    """
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(72)[68:] == APPLICATION_ID.to_bytes(4)
    except OSError:
        return False


def head(connection: sqlite3.Connection) -> history.Head:
    """Return the head of the history; of a register from before there was one, zeros."""
    row = connection.execute("select 1 from pragma_table_info('event') where name = 'hash'").fetchone()
    return history.head(connection) if row else history.Head(0, 0, bytes(32))


def problems(path: Path, found: history.Head | None = None) -> list[str]:
    """Open a copy, or a register that others may be writing to, and return what is wrong with it.

    Args:
        path: The file; nothing is changed in it.
        found: The head that its history should have, when that is known.

    Returns:
        A Danish sentence for each.

    Raises:
        BusyError: Somebody holds it.
        PermissionRefusedError: It may not be read.
        DiskError: The disk fails.
    """
    try:
        with failures.understood(), closing(connect(path)) as connection:
            connection.execute("pragma query_only = on")
            return list(_problems(connection, path.stat().st_size, found))
    except DamagedError:
        return [BROKEN]


def _problems(connection: sqlite3.Connection, size: int, found: history.Head | None) -> Iterator[str]:
    if pragma(connection, "application_id") != APPLICATION_ID:
        yield NOT_A_REGISTER
        return
    version = pragma(connection, "user_version")
    if version > VERSION:
        yield NEWER
        return
    check = "integrity_check" if size < LARGE else "quick_check"
    if connection.execute(f"pragma {check}(1)").fetchone()[0] != "ok":
        yield BROKEN
        return
    connection.execute("begin")  # the seal and what it seals, at one moment
    if found is not None and head(connection) != found:
        yield OTHER_HEAD
    if version == VERSION:  # an older klage sealed less
        try:
            seal.verify(connection)
        except DamagedError:
            yield UNSEALED


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Give a folder in ``folder`` to make a copy in, 0700; it is gone afterwards, whatever happens.

    What earlier runs left when they were killed is cleared away, too.
    """
    with tempfile.TemporaryDirectory(prefix=_PREFIX, suffix=_SUFFIX, dir=folder) as name:
        place = Path(name)
        # Against the disk's own time: the run's may be set by KLAGE_NOW.
        clear(folder, touched_before=place.stat().st_mtime - ABANDONED)
        yield place


def clear(folder: Path, *, touched_before: float | None = None) -> None:
    """Remove the workshops that kills have left in a folder.

    Args:
        folder: Where they were made.
        touched_before: Seconds since 1970; one that is newer may be in use. ``None`` takes them all.
    """
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        if touched_before is None or _touched(left) < touched_before:
            shutil.rmtree(left, ignore_errors=True)


def _touched(place: Path) -> float:
    """Return when something in a workshop was last written."""
    try:
        return max(each.stat().st_mtime for each in (place, *place.glob("*")))
    except OSError:  # its owner is just removing it
        return math.inf


_PREFIX, _SUFFIX = ".klage-kopi-", ".tmp"
