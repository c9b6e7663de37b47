"""The register: one SQLite file, opened, checked and created here and nowhere else.

klage opens the connection itself (sqlite-utils begins its transactions deferred, which fails at once
under contention) and lends it to sqlite-utils only for migrations. The journal is a rollback journal
with ``synchronous=EXTRA``: SQLite's default lost acknowledged cases in a simulated power cut, and WAL
keeps erased text.
"""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from klage.errors import DamagedError, NewerRegisterError, NoRegisterError, PermissionRefusedError
from klage.store import failures, seal

APPLICATION_ID = 0x6B6C6167
"""``klag`` in ASCII, at offset 68 of the file: how klage knows its own."""

VERSION = 3
"""How many migrations this klage knows; the same number as in ``schema``, read without importing it."""

NOT_A_REGISTER = "Filen er ikke et klageregister. Kontrollér stien, og lad filen ligge urørt."
NO_REGISTER = "Der er intet register her endnu. Begynd med klage ny, klage import eller klage demo."
SMALL = 2 * 2**20
"""Up to this size in bytes a write first looks the whole file through; larger ones leave it to ``tjek``."""

PURGE_PENDING = "purge_pending"
"""The mark that says that something was erased, and that files may still hold what is left of it."""

TIMEOUT = 30.0
"""How many seconds to wait for another klage: with eight writers at once the worst wait was 7.3."""

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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.ny")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            write_file(temporary, _empty())
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


def write_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in place of what lies there, and see it to the disk."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@cache
def _empty() -> bytes:
    """Return an empty register: built in memory, it leaves no journal beside a half-made file.

    It is the same each time, and building it takes most of what creating a register does.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        _migrate(connection)
        return connection.serialize()
    finally:
        connection.close()


def connect(path: Path, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """Open a file as it is, without asking whether it is a register."""
    # as_uri() also spells names that are not UTF-8; mode=rw never creates what a typo names.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=timeout
    )


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
        raise NewerRegisterError(
            "Registret er skrevet af en nyere udgave af klage. Opdatér klage; filen er ikke rørt."
        )
    if version < VERSION:
        _bring_forward(register)
    if not writing:
        connection.execute("pragma query_only = on")
        return
    # Another program may have left it in WAL mode, which keeps what has been erased.
    connection.execute("pragma journal_mode = delete")
    if register.path.stat().st_size <= SMALL:
        _look_through(connection)


def _look_through(connection: sqlite3.Connection) -> None:
    if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        raise failures.DAMAGED[0](failures.DAMAGED[1])


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the value of a pragma that is a number."""
    return int(connection.execute(f"pragma {name}").fetchone()[0])


def _bring_forward(register: Register) -> None:
    """Make a backup and migrate the file; of several that start at once, one does both.

    The copy is made under the same lock as the migration: made before it, a second klage replaced the
    copy of the old register by one of the new.
    """
    connection = register.connection
    connection.execute("begin immediate")
    try:
        version = pragma(connection, "user_version")
        if version < VERSION:
            _look_through(connection)
            _keep_as_it_was(register)
            _migrate(connection)
        connection.execute("commit")
    except BaseException as error:
        roll_back(connection)
        if isinstance(error, OSError):
            raise failures.from_os(error) from error
        raise


def _keep_as_it_was(register: Register) -> None:
    # Imported here for the same reason as below.
    from datetime import UTC, datetime

    from klage.domain.backup import BEFORE_MIGRATION
    from klage.store.backup import backups

    # When the file was last changed: what is opened has no clock, and that is what the copy shows.
    changed = datetime.fromtimestamp(int(register.path.stat().st_mtime), UTC)
    backups.make(register, changed, kind=BEFORE_MIGRATION)


def _migrate(connection: sqlite3.Connection) -> None:
    # Imported here: only the first opening after an upgrade needs sqlite-utils, which costs 9 bare Pythons.
    from sqlite_utils import Database

    from klage.store import schema

    schema.migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"pragma user_version = {VERSION}")
    seal.store(connection)


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo what the open transaction did, if there still is one."""
    # SQLite has already rolled back by itself after some errors (a full disk is one).
    if connection.in_transaction:
        connection.execute("rollback")


def look_at_file(path: Path) -> None:
    """Refuse what is no readable regular file before SQLite opens it: a pipe would hang for ever."""
    try:
        found = path.stat()
    except PermissionError as error:
        raise PermissionRefusedError("Du har ikke adgang til mappen med registret.") from error
    except OSError as error:
        raise NoRegisterError(NO_REGISTER) from error
    if not stat.S_ISREG(found.st_mode):
        raise NoRegisterError("Stien til registret er ikke en almindelig fil. Kontrollér stien.")
    if not os.access(path, os.R_OK):
        raise PermissionRefusedError("Du har ikke lov til at læse registret.")
    if found.st_size == 0:
        raise DamagedError(
            "Filen er tom og derfor ikke et register. Kontrollér stien, eller brug en sikkerhedskopi."
        )


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where the system can."""
    # Windows and some network drives cannot; the content itself is on the disk already.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def free_space(path: Path) -> int:
    """Return the free bytes on the disk that holds the register."""
    return shutil.disk_usage(path.parent).free
