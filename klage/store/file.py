"""The file of a register: looked at, connected to, and seen to the disk; what is in it is not asked here."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

from klage.errors import DamagedError, NoRegisterError, PermissionRefusedError
from klage.store import failures

APPLICATION_ID = 0x6B6C6167
"""``klag`` in ASCII, at offset 68 of the file: how klage knows its own."""

VERSION = 3
"""How many migrations this klage knows; the same number as in ``schema``, read without importing it."""

NOT_A_REGISTER = "Filen er ikke et klageregister. Kontrollér stien, og lad filen ligge urørt."
NO_REGISTER = "Der er intet register her endnu. Begynd med klage ny, klage import eller klage demo."
NEWER = "Registret er skrevet af en nyere udgave af klage. Opdatér klage; filen er ikke rørt."

TIMEOUT = 30.0
"""How many seconds to wait for another klage: with eight writers at once the worst wait was 7.3."""


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


def connect(path: Path, timeout: float = TIMEOUT) -> sqlite3.Connection:
    """Open a file as it is, without asking whether it is a register."""
    # as_uri() also spells names that are not UTF-8; mode=rw never creates what a typo names.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=timeout
    )


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the value of a pragma that is a number."""
    return int(connection.execute(f"pragma {name}").fetchone()[0])


def look_through(connection: sqlite3.Connection) -> None:
    """Read every page of the file.

    Raises:
        DamagedError: Its pages do not hang together.
    """
    if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        raise failures.DAMAGED[0](failures.DAMAGED[1])


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo what the open transaction did, if there still is one."""
    # SQLite has already rolled back by itself after some errors (a full disk is one).
    if connection.in_transaction:
        connection.execute("rollback")


def write_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in place of what lies there, and see it to the disk."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def free_space(path: Path) -> int:
    """Return the free bytes on the disk that holds the register."""
    return shutil.disk_usage(path.parent).free
