"""Trying a backup: restored into a folder of its own, opened as a register, and looked through."""

from contextlib import closing
from pathlib import Path

from klage.domain import backup as rules
from klage.domain.backup import Backup
from klage.errors import DamagedError, KlageError, PermissionRefusedError
from klage.store import failures, history
from klage.store.backup import copying
from klage.store.file import connect
from klage.store.register import open_register

ENCRYPTED = "Kopien er krypteret; kun nøglen kan vise, om den kan læses."
NO_ROOM = "Der kan ikke skrives i mappen med kopien, så den kunne ikke prøves."
SHUT = "Kopien kan ikke læses."


def problems(backup: Backup) -> list[str]:
    """Restore a backup into a folder of its own and return what is wrong with it, a Danish sentence each.

    The history is gone through link by link, and a copy from an older klage is brought forward.
    """
    if backup.encrypted:
        return [ENCRYPTED]
    try:
        with failures.understood(), copying.workshop(backup.path.parent) as shop:
            return _found(backup, shop / "klage.db")
    except OSError:
        return [NO_ROOM]
    except DamagedError:  # its sentence is about the register
        return [copying.BROKEN]
    except PermissionRefusedError:
        return [SHUT]
    except KlageError as error:
        return [error.sentence]


def _found(backup: Backup, copy: Path) -> list[str]:
    """Write the backup's content to ``copy`` and return what is wrong with that."""
    with closing(connect(backup.path)) as source:
        copying.copy_to(source, copy)
        found = copying.head(source)
    if (found.event_id, found.hash.hex()[: rules.HEAD_DIGITS]) != (backup.events, backup.head):
        return [copying.OTHER_HEAD]
    return copying.problems(copy, found) or _when_open(copy)


def _when_open(copy: Path) -> list[str]:
    """Open a copy as the register it would become; one of an older klage is brought forward first."""
    register = open_register(copy, writing=True)
    try:
        with failures.understood():
            return history.problems(register.connection)
    finally:
        register.close()
