"""Taking away what files keep of erased rows: index, free pages, earlier copies and backups.

SQLite only marks a deleted row as free, FTS5 keeps the words of one it has forgotten (``optimize`` is
not enough), and backups are whole. Every step here may be done twice, so a kill leaves a pending purge
that is begun again from the start. What lies beyond a program's reach is the disk's own: blocks that
were given back, which a deleted journal is made of.
"""

from datetime import datetime
from glob import escape

from klage.domain import danish
from klage.domain.backup import AFTER_FORGETTING
from klage.errors import DiskError
from klage.store import failures, search, written_files
from klage.store.backup import backups
from klage.store.file import free_space, roll_back
from klage.store.forget import erasures
from klage.store.register import PURGE_PENDING, Register
from klage.store.writing import FORGETS
from klage.system import sync_folder

COPIES = 3
"""VACUUM writes a journal as large as the register, the backup is another, and something must be left."""

ERASED = "select distinct case_id from event where command = ? and case_id is not null"


def require_space(register: Register, *, copies: int = COPIES) -> None:
    """See that there is room to pack the register anew; asked before anything is erased.

    Args:
        register: Its size is what a copy takes.
        copies: How many of them there must be room for.

    Raises:
        DiskError: There is not; the sentence says how much is needed.
    """
    needed = copies * register.path.stat().st_size
    if free_space(register.path) < needed:
        size = danish.number(-(-needed // 2**20))
        raise DiskError(
            f"Der er for lidt plads på disken til at pakke registret om: Der skal være {size} MB ledig. "
            "Skaf plads, og kør klage anonymiser igen."
        )


def finish(register: Register, now: datetime) -> None:
    """Take away what is left of what was erased, and take down the mark that asks for it.

    Args:
        register: Opened for writing, outside a transaction.
        now: For the name of the backup, and for the list of what was erased.

    Raises:
        DiskError: There is no room, or the disk fails; the mark stands, and nothing is lost.
        PermissionRefusedError: The backups may not be written or removed; the mark stands.
    """
    require_space(register)
    _remember(register, now)
    with failures.understood():
        _rebuild(register)
        register.connection.execute("vacuum")
    fresh = backups.make(register, now, kind=AFTER_FORGETTING)
    backups.remove_all_but(register.path, fresh)
    _remove_old_copies(register)
    with failures.understood():
        register.connection.execute("delete from mark where name = ?", (PURGE_PENDING,))


def _remember(register: Register, now: datetime) -> None:
    """Note beside the backups which cases were erased, so that one which is restored forgets them again."""
    known = {erasure.case_id for erasure in erasures.read(register.path)}
    erased = {int(str(row[0])) for row in register.rows(ERASED, (FORGETS,))}
    erasures.append(register.path, erased - known, now)


def _rebuild(register: Register) -> None:
    connection = register.connection
    connection.execute("begin immediate")
    try:
        search.rebuild(connection)
        written_files.forget_missing(connection)
        connection.execute("commit")
    except BaseException:
        roll_back(connection)
        raise


def _remove_old_copies(register: Register) -> None:
    """Remove the copies that klage made before migrations when it kept no backups yet."""
    try:
        for copy in register.path.parent.glob(f"{escape(register.path.name)}.version-*"):
            copy.unlink(missing_ok=True)
    except OSError as error:
        raise failures.from_os(error) from error
    sync_folder(register.path.parent)
