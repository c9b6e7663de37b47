"""The backups that klage keeps of a register: made, found, rotated and removed.

They lie in ``sikkerhedskopier`` beside the register (0700, each file 0600), or where the user asks for
them. What is built on them needs ``make``, ``kept`` and ``remove``, and ``verifying.problems``.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klage import clock
from klage.domain import backup as rules
from klage.domain import danish
from klage.domain.backup import Backup
from klage.errors import (
    DamagedError,
    DiskError,
    InvalidValueError,
    KlageError,
    NoRegisterError,
    NotFoundError,
    RefusedError,
)
from klage.store import failures
from klage.store.backup import copying
from klage.store.file import connect
from klage.system import sync_folder

if TYPE_CHECKING:
    from klage.store.register import Register

FOLDER = "sikkerhedskopier"
RESTORED = "gendan"
"""The mark that a register was restored, and when: from then on it follows a course of its own."""

Encrypt = Callable[[Path, Path], None]
"""Makes of a finished copy what is to lie in the folder: reads the first file, writes the second."""

_UNTOUCHED = "De kopier, du har i forvejen, er ikke rørt."


def folder_of(path: Path) -> Path:
    """Return the folder with the backups of the register at ``path``."""
    return path.with_name(FOLDER)


def kept(path: Path, folder: Path | None = None) -> list[Backup]:
    """Return the backups that are kept of the register at ``path``, the newest first.

    Their names are read, not their content; what is no backup of that register is passed over.

    Args:
        path: Where the register lies, or would lie.
        folder: Where to look; by default beside the register.
    """
    try:
        files = list((folder or folder_of(path)).iterdir())
    except OSError:
        return []
    found = (rules.from_name(file, path.stem) for file in files if file.is_file())
    return rules.newest_first(each for each in found if each)


def refuse_if_lost(path: Path) -> None:
    """Refuse to take a register that is not at ``path`` for one that never was: its backups may be there.

    Raises:
        NoRegisterError: There are backups; the sentence says how to get the register back.
    """
    there = kept(path)
    if there:
        copies = danish.count(len(there), "sikkerhedskopi", "sikkerhedskopier")
        raise NoRegisterError(
            f"Registret mangler, men der ligger {copies} af det, den nyeste fra "
            f"{danish.long_instant(there[0].at)}. Hent den med klage gendan."
        )


def make(
    register: "Register",
    now: datetime,
    *,
    kind: str = rules.DAILY,
    folder: Path | None = None,
    encrypt: Encrypt | None = None,
) -> Backup:
    """Copy a register while others may write, verify the copy, give it its name and rotate the older ones.

    Args:
        register: Open; not in a transaction that has changed something.
        now: When the copy is made.
        kind: Why, one of ``domain.backup.KINDS``; each has its own rule for how many are kept.
        folder: A folder that exists; by default the one beside the register, which is created.
        encrypt: What encrypts the copy, if it is to be.

    Raises:
        RefusedError: A daily copy, and the register has not grown out of the newest copy.
        BusyError: Another klage held the register for longer than a command waits.
        DamagedError: The register is damaged: a copy of it would be no help.
        DiskError: The disk is full or failing, or the copy could not be read back.
        PermissionRefusedError: The folder may not be written.
        InvalidValueError: The folder beside the register is a link.
        NotFoundError: ``folder`` does not exist.
    """
    with _told(), closing(connect(register.path)) as source:
        return make_from(source, register.path, now, kind=kind, folder=folder, encrypt=encrypt)


def make_from(
    source: sqlite3.Connection,
    path: Path,
    now: datetime,
    *,
    kind: str,
    folder: Path | None = None,
    encrypt: Encrypt | None = None,
) -> Backup:
    """Do what ``make`` does, over a connection that the caller has: one that holds the register alone."""
    with _told():
        own = _own_folder(path)
        place = own if folder is None else _existing(folder)
        if kind == rules.DAILY:
            _refuse_to_replace(source, kept(path, place))
        # Unencrypted, a copy is never anywhere but where it stays or beside the register.
        with copying.workshop(own if encrypt else place) as shop:
            made = _copied(source, shop / "kopi.db", path, now, kind)
            made = made._replace(path=place / made.path.name)
            if encrypt is None:
                (shop / "kopi.db").replace(made.path)
            else:
                made = rules.encrypted(made)
                _encrypted(shop / "kopi.db", made.path, encrypt)
        sync_folder(place)
        remove(rules.outlived(kept(path, place), made))
        return made


def remove(backups: Iterable[Backup]) -> None:
    """Remove backups from the disk; one that is gone already is no error.

    Raises:
        PermissionRefusedError: They may not be removed.
        DiskError: The disk fails.
    """
    folders = set()
    try:
        for each in backups:
            each.path.unlink(missing_ok=True)
            folders.add(each.path.parent)
    except OSError as error:
        raise failures.from_os(error) from error
    for folder in folders:
        sync_folder(folder)


def remove_all_but(path: Path, keep: Backup) -> list[Backup]:
    """Remove every other backup that is kept beside the register, and return them: what is forgotten is gone.

    What a kill left of half-made ones goes too. The caller sees to it that ``keep`` is verified.
    """
    others = [each for each in kept(path) if each.path != keep.path]
    remove(others)
    for folder in (folder_of(path), path.parent):
        copying.clear(folder)
    return others


def _own_folder(path: Path) -> Path:
    """Return the folder beside the register, made or made private."""
    folder = folder_of(path)
    if folder.is_symlink():
        raise InvalidValueError(
            f"Mappen {FOLDER} er en genvej til et andet sted, og der er ikke taget nogen kopi. "
            "Skriv stedet med --mappe, eller fjern genvejen."
        )
    folder.mkdir(mode=0o700, exist_ok=True)
    with suppress(PermissionError):  # somebody else's; whether it may be written shows next
        folder.chmod(0o700)
    return folder


def _existing(folder: Path) -> Path:
    # Never created: a stick that is not plugged in would become a folder on the disk it should protect from.
    if not folder.is_dir():
        raise NotFoundError(
            "Mappen til kopien findes ikke, og der er ikke taget nogen kopi. Er drevet sat til?"
        )
    return folder


def _copied(source: sqlite3.Connection, to: Path, path: Path, now: datetime, kind: str) -> Backup:
    """Write the copy, look it through, and return it with the name that it is to have."""
    copying.copy_to(source, to)
    with closing(connect(to)) as copy:
        found = copying.head(copy)
    wrong = copying.problems(to, found)
    if copying.BROKEN in wrong and not copying.problems(path):
        raise DiskError(f"Kopien kunne ikke læses igen og er slettet. Få disken undersøgt. {_UNTOUCHED}")
    if wrong:
        raise DamagedError(f"{failures.DAMAGED[1]} {_UNTOUCHED}")
    return rules.named(to.parent, path.stem, at=now, events=found.event_id, head=found.hash, kind=kind)


def _encrypted(copy: Path, to: Path, encrypt: Encrypt) -> None:
    """Encrypt a copy beside its final name, and give it that name last."""
    with copying.workshop(to.parent) as shop:
        encrypt(copy, shop / "kopi.age")
        copying.sync_file(shop / "kopi.age")
        (shop / "kopi.age").replace(to)


def _refuse_to_replace(source: sqlite3.Connection, there: Iterable[Backup]) -> None:
    """Refuse a daily copy of a register that has lost something, or is another than the copies are of.

    Raises:
        RefusedError: The newest copy is no earlier state of the register.
    """
    newest = rules.to_follow(there, _restored_at(source))
    if newest is None or newest.events == 0:
        return
    row = source.execute("select hash from event where id = ?", (newest.events,)).fetchone()
    if row and row[0].hex().startswith(newest.head):
        return
    what = "hører til et andet forløb" if row else "rummer mere end registret"
    raise RefusedError(
        f"Den nyeste sikkerhedskopi, fra {danish.long_instant(newest.at)}, {what}. Der er ikke taget nogen "
        "ny kopi, så den gode ikke bliver fortrængt. Mangler der sager, så hent kopien med klage gendan. Er "
        "registret, som det skal være, så flyt de gamle kopier til en anden mappe, og prøv igen."
    )


def _restored_at(source: sqlite3.Connection) -> datetime | None:
    row = source.execute("select at from mark where name = ?", (RESTORED,)).fetchone()
    return clock.from_text(str(row[0])) if row else None


@contextmanager
def _told() -> Iterator[None]:
    """Turn what SQLite and the system say inside the block into a sentence about the copy."""
    try:
        with failures.understood():
            yield
    except OSError as error:
        raise _of_the_copy(failures.from_os(error)) from error
    except KlageError as error:
        known = _of_the_copy(error)
        if known is error:
            raise
        raise known from error


def _of_the_copy(error: KlageError) -> KlageError:
    sentence = _OF_THE_COPY.get(error.sentence)
    return type(error)(f"{sentence} {_UNTOUCHED}") if sentence else error


_OF_THE_COPY = {
    failures.DISK[
        1
    ]: "Disken er fuld eller svigter, og der er ikke taget nogen kopi. Skaf plads, og prøv igen.",
    failures.PERMISSION[
        1
    ]: "Du har ikke lov til at skrive i mappen til kopien, og der er ikke taget nogen kopi.",
    failures.NO_SUCH_FOLDER[1]: "Mappen til kopien kan ikke bruges, og der er ikke taget nogen kopi.",
}
