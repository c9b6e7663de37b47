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
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from klage.errors import DamagedError, NewerRegisterError, NoRegisterError, PermissionRefusedError
from klage.store import failures, seal

APPLICATION_ID = 0x6B6C6167
"""``klag`` in ASCII, at offset 68 of the file: how klage knows its own."""

VERSION = 1
"""How many migrations this klage knows; the same number as in ``schema``, read without importing it."""

NOT_A_REGISTER = "Filen er ikke et klageregister. Kontrollér stien, og lad filen ligge urørt."
NO_REGISTER = "Der er intet register her endnu. Begynd med klage ny, klage import eller klage demo."
SMALL = 2 * 2**20
"""Up to this size in bytes a write first looks the whole file through; larger ones leave it to ``tjek``."""


class Register:
    """An open register. Reading never writes; writing goes through ``writing.write``."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def close(self) -> None:
        """Close the file; what was not committed is rolled back."""
        self.connection.close()

    def rows(self, sql: str, parameters: object = ()) -> Iterator[tuple[object, ...]]:
        """Run a query and yield its rows, with SQLite's errors understood."""
        with failures.understood():
            yield from self.connection.execute(sql, parameters)  # type: ignore[arg-type]

    def one(self, sql: str, parameters: object = ()) -> tuple[object, ...] | None:
        """Run a query and return its first row, if any."""
        return next(self.rows(sql, parameters), None)


def open_register(path: Path, *, writing: bool = False) -> Register:
    """Open an existing register, brought forward to this version of klage.

    Opening for reading is read-write on the file with ``query_only`` on: a register that a crash left
    with a hot journal is rolled back, and the morning list still comes.

    Raises:
        NoRegisterError: There is no file.
        DamagedError: It is damaged, or no register.
        NewerRegisterError: A newer klage has written it.
        PermissionRefusedError: It may not be read, or not be written although ``writing``.
    """
    _look_at_file(path)
    register = Register(path, _connect(path))
    try:
        with failures.understood():
            _prepare(register, writing=writing)
    except BaseException:
        register.close()
        raise
    return register


def create_register(path: Path) -> None:
    """Create an empty register where there is none.

    It is made as a temporary file beside its place and renamed, so that a kill leaves no empty
    "damaged" file; whoever comes second finds the first one's.

    Raises:
        PermissionRefusedError: The folder may not be written.
        DiskError: The disk is full or failing.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path.parent / f".{path.name}.{os.getpid()}.ny"
        _create_file(temporary)
    except OSError as error:
        raise failures.from_os(error) from error
    try:
        with failures.understood():
            _build(temporary)
        # link() refuses to replace: of two that start at once, the register of the first stands.
        with suppress(FileExistsError):
            os.link(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise failures.from_os(error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _create_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _build(path: Path) -> None:
    connection = _connect(path)
    try:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        _migrate(connection)
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=rw"
    with failures.understood():
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)


def _prepare(register: Register, *, writing: bool) -> None:
    connection = register.connection
    # EXTRA also syncs the folder after the journal is unlinked; DELETE+FULL lost 277 of 1,230 power cuts.
    connection.execute("pragma synchronous = extra")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma temp_store = memory")
    version = _pragma(connection, "user_version")
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedError(NOT_A_REGISTER)
    if version > VERSION:
        raise NewerRegisterError(
            "Registret er skrevet af en nyere udgave af klage. Opdatér klage; filen er ikke rørt."
        )
    if version < VERSION:
        _bring_forward(register, version)
    if not writing:
        connection.execute("pragma query_only = on")
    elif register.path.stat().st_size <= SMALL:
        _look_through(connection)


def _look_through(connection: sqlite3.Connection) -> None:
    if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        raise failures.DAMAGED[0](failures.DAMAGED[1])


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"pragma {name}").fetchone()[0])


def _bring_forward(register: Register, version: int) -> None:
    """Copy the file, then migrate it."""
    copy = register.path.with_name(f"{register.path.name}.version-{version}")
    _create_file(copy)
    connection = sqlite3.connect(copy)
    try:
        register.connection.backup(connection)
    finally:
        connection.close()
    _migrate(register.connection)


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema to this version; ready for two that do it at once."""
    # Imported here: only the first opening after an upgrade needs sqlite-utils, which costs 9 bare Pythons.
    from sqlite_utils import Database

    from klage.store import schema

    connection.execute("begin immediate")
    try:
        schema.migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"pragma user_version = {VERSION}")
        seal.store(connection)
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _look_at_file(path: Path) -> None:
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
        raise PermissionRefusedError("Du har ikke ret til at læse registret.")
    if found.st_size == 0:
        raise DamagedError(
            "Filen er tom og derfor ikke et register. Kontrollér stien, eller brug en sikkerhedskopi."
        )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_space(path: Path) -> int:
    """Return the free bytes on the disk that holds the register."""
    return shutil.disk_usage(path.parent).free
