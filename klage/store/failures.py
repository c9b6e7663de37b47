"""From SQLite's and the system's errors to the errors of klage, each with its sentence and exit code."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from klage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    KlageError,
    PermissionRefusedError,
)

BUSY = BusyError, "Registret er i brug af et andet program. Prøv igen om lidt."
DISK = DiskError, "Disken er fuld eller fejler. Skaf plads, eller få disken undersøgt, og prøv igen."
DAMAGED = (
    DamagedError,
    "Registret er beskadiget. Brug en sikkerhedskopi, og lad den beskadigede fil ligge urørt.",
)
PERMISSION = (
    PermissionRefusedError,
    "Du har ikke ret til at skrive i registret eller dets mappe. Ret adgangen, og prøv igen.",
)

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the extended ones share the low byte.
BY_CODE = {
    3: PERMISSION,  # SQLITE_PERM
    5: BUSY,
    6: BUSY,  # SQLITE_LOCKED
    8: PERMISSION,  # SQLITE_READONLY
    10: DISK,  # SQLITE_IOERR
    11: DAMAGED,  # SQLITE_CORRUPT
    13: DISK,  # SQLITE_FULL
    14: PERMISSION,  # SQLITE_CANTOPEN: the file was there when klage looked
    23: PERMISSION,  # SQLITE_AUTH
    26: DAMAGED,  # SQLITE_NOTADB
}


def translated(error: sqlite3.Error) -> KlageError | None:
    """Return klage's own error for what SQLite met, or ``None`` when it is a bug of ours."""
    found = BY_CODE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    if found is None and isinstance(error, sqlite3.OperationalError) and "no such " in str(error):
        # A register whose schema does not hold what its version promises was changed by something else.
        found = DAMAGED
    if found is None and _cannot_be_decoded(error):
        found = DAMAGED
    return found[0](found[1]) if found else None


def _cannot_be_decoded(error: sqlite3.Error) -> bool:
    return "Could not decode to UTF-8" in str(error)


def from_os(error: OSError) -> KlageError:
    """Return klage's own error for what the file system said."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return PERMISSION[0](PERMISSION[1])
    return DISK[0](DISK[1])


@contextmanager
def understood() -> Iterator[None]:
    """Turn SQLite's errors inside the block into klage's; a bug stays what it is."""
    try:
        yield
    except sqlite3.Error as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error
