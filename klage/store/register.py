"""The register: one SQLite file, opened, checked and created here and nowhere else.

klage opens the connection itself (sqlite-utils begins its transactions deferred, which fails at once
under contention) and lends it to sqlite-utils only for migrations. The journal is a rollback journal
with ``synchronous=EXTRA``: SQLite's default lost acknowledged cases in a simulated power cut, and WAL
keeps erased text.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from klage.errors import DamagedError, NewerRegisterError
from klage.store import failures
from klage.store.file import (
    APPLICATION_ID,
    NEWER,
    NOT_A_REGISTER,
    TIMEOUT,
    VERSION,
    connect,
    look_at_file,
    look_through,
    pragma,
    roll_back,
    write_file,
)

SMALL = 2 * 2**20
"""Up to this size in bytes a write first looks the whole file through; larger ones leave it to ``tjek``."""

PURGE_PENDING = "purge_pending"
"""The mark that says that something was erased, and that files may still hold what is left of it."""

Parameters = Sequence[object] | Mapping[str, object]


class Register:
    """An open register. Reading never writes; writing goes through ``writing.write``."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def close(self) -> None:
        """Close the file; what was not committed is rolled back."""
        self.connection.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[object, ...]]:
        """Run a query and yield its rows, with SQLite's errors understood."""
        with failures.understood():
            # Not "yield from": a query that is broken off would close its cursor, also after the connection.
            for row in self.connection.execute(sql, parameters):  # noqa: UP028
                yield row

    def one(self, sql: str, parameters: Parameters = ()) -> tuple[object, ...] | None:
        """Run a query and return its first row, if any."""
        return next(self.rows(sql, parameters), None)

    def write_aside(self, sql: str, parameters: Parameters) -> int:
        """Change something outside the history, in a transaction of its own; return how many rows it was.

        Also in a register that was opened for reading: a list notes that it has run, and a draft is kept while
        the user types.
        """
        with failures.understood():
            self.connection.execute("pragma query_only = off")
            return self.connection.execute(sql, parameters).rowcount

    @property
    def has_pending_purge(self) -> bool:
        """Tell whether something was erased of which files may still hold what is left.

        One row by its key, so that every command can ask. A list does not fail over this table.
        """
        try:
            found = self.connection.execute("select 1 from mark where name = ?", (PURGE_PENDING,)).fetchone()
        except sqlite3.Error:
            return False
        return found is not None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let every query inside see the register as it is at the first of them; harmless in a write."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("begin")
        try:
            yield
        finally:
            roll_back(self.connection)


def open_register(path: Path, *, writing: bool = False, timeout: float = TIMEOUT) -> Register:
    """Open an existing register, brought forward to this version of klage.

    Opening for reading is read-write on the file with ``query_only`` on: a register that a crash left
    with a hot journal is rolled back, and the morning list still comes.

    Raises:
        NoRegisterError: There is no file.
        DamagedError: It is damaged, or no register.
        NewerRegisterError: A newer klage has written it.
        PermissionRefusedError: It may not be read, or not be written although it has to be.
        BusyError: Another klage held it for longer than ``timeout`` seconds.
    """
    look_at_file(path)
    with failures.understood():
        register = Register(path, connect(path, timeout))
        try:
            _prepare(register, writing=writing)
        except BaseException:
            register.close()
            raise
    return register


def create_register(path: Path) -> None:
    """Create an empty register where there is none.

    It is made whole beside its place and then given its name, so that a kill leaves no empty "damaged"
    file; whoever comes second finds the first one's.

    Raises:
        NotFoundError: The path cannot be: a part of it is a file, or it is too long.
        PermissionRefusedError: The folder may not be written.
        DiskError: The disk is full or failing.
    """
    from klage.store import migrating  # as for an upgrade
    from klage.system import sync_folder

    temporary = path.with_name(f".{path.name}.{os.getpid()}.ny")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            write_file(temporary, migrating.empty())
            # link() refuses to replace: of two that start at once, the register of the first stands;
            # when the second's own file is gone, the first has swept it.
            with suppress(FileExistsError, FileNotFoundError):
                os.link(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        _sweep(path)
        sync_folder(path.parent)
    except OSError as error:
        raise failures.from_os(error) from error


def _sweep(path: Path) -> None:
    """Remove what a kill left of earlier creations."""
    for left in path.parent.iterdir():
        if left.name.startswith(f".{path.name}.") and left.suffix == ".ny":
            left.unlink(missing_ok=True)


def _prepare(register: Register, *, writing: bool) -> None:
    connection = register.connection
    # EXTRA also syncs the folder after the journal is unlinked; DELETE+FULL lost 277 of 1,230 power cuts.
    connection.execute("pragma synchronous = extra")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")
    version = pragma(connection, "user_version")
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedError(NOT_A_REGISTER)
    if version > VERSION:
        raise NewerRegisterError(NEWER)
    if version < VERSION:
        from klage.store import migrating  # the first opening after an upgrade pays for it

        migrating.bring_forward(register)
    if not writing:
        connection.execute("pragma query_only = on")
        return
    # Another program may have left it in WAL mode, which keeps what has been erased.
    connection.execute("pragma journal_mode = delete")
    if register.path.stat().st_size <= SMALL:
        look_through(connection)
