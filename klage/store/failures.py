"""From SQLite's and the system's errors to the errors of klage, each with its sentence and exit code."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from klage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    InvalidValueError,
    KlageError,
    NotFoundError,
    PermissionRefusedError,
)

BUSY = BusyError, "Registret er i brug af et andet program. Prøv igen om lidt."
DISK = DiskError, "Disken er fuld eller fejler. Skaf plads, eller få disken undersøgt."
DAMAGED = (
    DamagedError,
    "Registret er beskadiget. Hent en sikkerhedskopi med klage gendan; den beskadigede fil bliver lagt til side.",
)
PERMISSION = (
    PermissionRefusedError,
    "Du har ikke lov til at skrive i registret eller dets mappe. Ret adgangen, og prøv igen.",
)

NO_SUCH_FOLDER = NotFoundError, "Registret kan ikke ligge på den sti. Kontrollér stien."

# Primary result codes (https://www.sqlite.org/rescode.html); the extended ones share the low byte.
BY_CODE = {
    sqlite3.SQLITE_PERM: PERMISSION,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: PERMISSION,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: DISK,
    sqlite3.SQLITE_CANTOPEN: PERMISSION,  # the file was there when klage looked
    sqlite3.SQLITE_TOOBIG: DAMAGED,  # klage stores no text of a gigabyte
    sqlite3.SQLITE_AUTH: PERMISSION,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}

_BY_ERRNO = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), PERMISSION),
    **dict.fromkeys(
        (errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG), NO_SUCH_FOLDER
    ),
}

# What SQLite has no code of its own for: a register that does not hold what its version promises, or
# text that is no text, was changed by something else.
_SIGNS_OF_DAMAGE = ("no such ", "Could not decode to UTF-8", "unsupported file format")


def translated(error: sqlite3.Error) -> KlageError | None:
    """Return klage's own error for what SQLite met, or ``None`` when it is a bug of ours."""
    # An error that Python's module raises by itself has no code at all.
    found = BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, sqlite3.OperationalError) and any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        found = DAMAGED
    return found[0](found[1]) if found else None


def from_os(error: OSError) -> KlageError:
    """Return klage's own error for what the file system said."""
    kind, sentence = _BY_ERRNO.get(error.errno or 0, DISK)
    return kind(sentence)


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
    except UnicodeDecodeError as error:
        # SQLite quotes what it could not make sense of, and that was no text.
        raise DAMAGED[0](DAMAGED[1]) from error
    except UnicodeEncodeError as error:
        # Half a surrogate pair: it came from bytes that are no text, and SQLite can hold only text.
        raise InvalidValueError("Teksten indeholder tegn, som registret ikke kan rumme.") from error
