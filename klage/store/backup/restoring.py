"""Restoring a register from a copy of it, without losing the one that is there.

A register that can be read is kept as a backup and then overwritten page by page in one transaction:
a file that takes another one's name while somebody is writing to it loses what they write, and their
journal would be rolled back into the wrong file. One that cannot be read is moved aside whole.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from klage import clock
from klage.domain.backup import BEFORE_RESTORE, Backup
from klage.errors import DamagedError, DiskError, KlageError, NoRegisterError, RefusedError
from klage.store import failures, marks, written_files
from klage.store.backup import backups, copying
from klage.store.file import TIMEOUT, connect
from klage.store.forget import forgetting, purging
from klage.store.importing import staging
from klage.store.importing.staging import UNTOUCHED, State
from klage.store.register import Register, open_register
from klage.system import sync_folder

JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file, by its name: left beside another file, it would be taken for that one's."""


class Done(NamedTuple):
    """What a restore has left.

    Attributes:
        state: What the register now holds.
        kept: The backup of the register that was there.
        aside: Where a damaged one was moved.
        erased: How many cases were forgotten again.
    """

    state: State
    kept: Backup | None
    aside: Path | None
    erased: int


def put(copy: Register, path: Path, now: datetime, *, timeout: float = TIMEOUT) -> Done:
    """Make the register at ``path`` what the staged copy is, and keep what was there.

    Args:
        copy: What ``staging.staged`` gave.
        path: Where the register lies, or is to lie.
        now: When it is restored.
        timeout: How many seconds to wait for those who are using it.

    Raises:
        BusyError: Somebody holds the register.
        DiskError: The disk is full or failing; the sentence says what became of the register.
        PermissionRefusedError: The register or its folder may not be written.
        RefusedError: A register has come into being meanwhile.
    """
    is_readable = _is_readable(path)
    try:
        with failures.understood():
            if is_readable:
                return _put_over(copy, path, now, timeout)
            return _put_in_empty_place(copy, path, now)
    except (KlageError, OSError) as error:
        known = failures.from_os(error) if isinstance(error, OSError) else error
        raise type(known)(f"{known.sentence} {_outcome(path, now)}") from error


def _is_readable(path: Path) -> bool:
    """Tell whether there is a register that can be kept."""
    try:
        return staging.present(path) is not None
    except DamagedError:
        return False


def _outcome(path: Path, now: datetime) -> str:
    """Look before saying what became of the register when something went wrong."""
    try:
        register = open_register(path)
    except NoRegisterError:
        return UNTOUCHED
    except KlageError:
        return "Det kunne ikke ses, om registret er gendannet. Se efter, før du prøver igen."
    try:
        is_restored = marks.last(register, backups.RESTORED) == now
    finally:
        register.close()
    return "Registret er gendannet, men se det efter." if is_restored else "Registret er ikke gendannet."


def _put_over(copy: Register, path: Path, now: datetime, timeout: float) -> Done:
    """Overwrite the register in one transaction; nobody can write between its backup and that."""
    with _alone(path, timeout) as there:
        erased = _prepare(copy, path, now, there)
        kept = backups.make_from(there, path, now, kind=BEFORE_RESTORE)
        copying.copy_pages(copy.connection, there)
    path.chmod(0o600)
    return Done(_checked(copy, path), kept, None, erased)


def _put_in_empty_place(copy: Register, path: Path, now: datetime) -> Done:
    """Give the copy the register's name, once what is damaged there has been moved aside."""
    erased = _prepare(copy, path, now, None)
    place = path.resolve()
    copying.sync_file(copy.path)
    aside = _free_name(place, now)
    _move(place, aside)
    try:
        os.link(copy.path, place)  # it refuses to replace, should someone have been quicker
    except FileExistsError as error:
        raise RefusedError("Der er netop kommet et andet register.") from error
    except OSError:
        _move(aside, place)
        raise
    sync_folder(place.parent)
    is_moved = aside.exists()
    if is_moved:  # to be named when somebody is forgotten: klage cannot look into it
        written_files.note(copy, aside, "gendan", now)
    return Done(_checked(copy, path), None, aside if is_moved else None, erased)


def _prepare(copy: Register, path: Path, now: datetime, there: sqlite3.Connection | None) -> int:
    """Make of the copy what the register is to be, and return how many cases were forgotten again."""
    case_ids = staging.to_forget(copy, path, there)
    if case_ids:
        forgetting.erase(copy, case_ids, now)
    if copy.has_pending_purge:
        # The copy's free pages and search index hold the names, too. A copy that a forgetting has made was made
        # before that forgetting took down its mark.
        purging.finish(copy, now)
    if there is not None:
        # Numbers that have been given since the copy was made are never given to other cases.
        copy.connection.executemany(
            "insert into number_counter (year, last) values (?, ?)"
            " on conflict (year) do update set last = max(last, excluded.last)",
            there.execute("select year, last from number_counter").fetchall(),
        )
    marks.note(copy, backups.RESTORED, now)
    return len(case_ids)


@contextmanager
def _alone(path: Path, timeout: float) -> Iterator[sqlite3.Connection]:
    """Give a connection that keeps everybody else out, also between its transactions."""
    with failures.understood(), closing(connect(path, timeout)) as connection:
        connection.execute("pragma synchronous = extra")
        connection.execute("pragma journal_mode = delete")
        # The lock first: one that keeps its locks while it waits for more is in the way of who writes.
        connection.execute("begin exclusive")
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("commit")
        yield connection


def _free_name(place: Path, now: datetime) -> Path:
    """Return a name for what is damaged, one that neither it nor its journals have to share."""
    stem = f"{place.stem}_beskadiget_{clock.to_local(now):%Y-%m-%d_%H%M%S}"
    number, free = 2, place.with_name(f"{stem}{place.suffix}")
    while any(Path(f"{free}{ending}").exists() for ending in ("", *JOURNALS)):
        free = place.with_name(f"{stem}-{number}{place.suffix}")
        number += 1
    return free


def _move(place: Path, to: Path) -> None:
    """Move a file with its journals, or its journals alone: they would be taken for those of what comes."""
    for ending in (*JOURNALS, ""):
        with suppress(FileNotFoundError):
            Path(f"{place}{ending}").rename(f"{to}{ending}")


def _checked(copy: Register, path: Path) -> State:
    """Open the register as every command does, and return what it holds.

    Raises:
        DiskError: It is not what was put there.
    """
    register = open_register(path)
    try:
        found = staging.state(register.connection)
    finally:
        register.close()
    if found != staging.state(copy.connection):
        raise DiskError("Det gendannede register er ikke, som det blev skrevet. Få disken undersøgt.")
    return found
