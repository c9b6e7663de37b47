"""A copy on its way back: fetched into a folder of ours, looked through, and held against the register."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from klage import clock
from klage.errors import (
    DamagedError,
    DiskError,
    InvalidValueError,
    NewerRegisterError,
    NoRegisterError,
    NotFoundError,
    PermissionRefusedError,
)
from klage.store import failures, history
from klage.store.backup import copying, encryption
from klage.store.backup.encryption import Key
from klage.store.file import connect
from klage.store.forget import erasures
from klage.store.forget.erasures import Erasure
from klage.store.register import Register, open_register
from klage.store.writing import FORGETS

AGE = b"age-encryption.org/v1"
"""What an encrypted copy begins with."""

UNTOUCHED = "Intet er ændret."
NOT_A_REGISTER = f"Filen er ikke et klageregister eller er beskadiget. {UNTOUCHED}"


class State(NamedTuple):
    """What a register holds.

    Attributes:
        cases: How many cases.
        head: The newest event; its number is how many there are.
        changed_at: When something was last changed, or ``None`` when nothing ever was.
    """

    cases: int
    head: history.Head
    changed_at: datetime | None


Relation = Literal["same", "more", "less", "other", "none", "damaged"]
"""How a copy stands to the register: the same, more, less, another course; none there, or a damaged one."""


class Comparison(NamedTuple):
    """What restoring would mean.

    Attributes:
        copy: What the copy holds.
        present: What the register holds, if it can be read.
        relation: How the two stand to each other.
        forgotten: How many of the copy's cases have been anonymised since it was made.
    """

    copy: State
    present: State | None
    relation: Relation
    forgotten: int


def is_encrypted(file: Path) -> bool:
    """Tell whether a file can be read only with a key.

    Raises:
        NotFoundError: There is no such file, or it is no ordinary one.
        PermissionRefusedError: It may not be read.
    """
    try:
        if not file.is_file():
            raise NotFoundError(
                "Kopien findes ikke. Kontrollér stien; klage gendan uden filnavn viser, hvilke kopier der er."
            )
        with file.open("rb") as opened:
            return opened.read(len(AGE)) == AGE
    except PermissionError as error:
        raise PermissionRefusedError("Du har ikke lov til at læse kopien.") from error
    except OSError as error:
        raise DiskError(f"Kopien kan ikke læses fra drevet. {UNTOUCHED}") from error


@contextmanager
def staged(path: Path, file: Path, keys: Sequence[Key] = ()) -> Iterator[Register]:
    """Copy ``file`` into a folder beside the register, look it through, and open it for writing.

    The copy of an older klage is brought forward. What is made here is gone when the block ends.

    Args:
        path: Where the register lies, or is to lie.
        file: The copy.
        keys: The secret keys, if it is encrypted.

    Raises:
        InvalidValueError: The file is the register itself, or no key fits.
        DamagedError: It is damaged, or no register.
        NewerRegisterError: A newer klage has written it.
        BusyError: Someone holds it.
        PermissionRefusedError: The folder of the register may not be written.
        DiskError: The disk is full or failing.
    """
    if path.exists() and path.samefile(file):
        raise InvalidValueError("Det er registret selv. Angiv en kopi af det.")
    folder = path.resolve().parent
    with ExitStack() as stack:
        with _told():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            shop = stack.enter_context(copying.workshop(folder))
            register = _fetched(file, shop / "klage.db", keys)
        stack.callback(register.close)
        yield register


def _fetched(file: Path, copy: Path, keys: Sequence[Key]) -> Register:
    """Write the copy's content to a file of ours, look it through, and open it as any register."""
    try:
        if keys:
            encryption.decrypt(file, copy, list(keys))
        else:
            with failures.understood(), closing(connect(file)) as source:
                copying.copy_to(source, copy)
    except DamagedError as error:
        raise DamagedError(error.sentence if keys else NOT_A_REGISTER) from error
    _refuse(copying.problems(copy))
    register = open_register(copy, writing=True)
    try:
        _refuse(history.problems(register.connection))
    except BaseException:
        register.close()
        raise
    return register


def _refuse(wrong: Sequence[str]) -> None:
    """Refuse a copy that something is wrong with."""
    if copying.NEWER in wrong:
        raise NewerRegisterError(f"Kopien er skrevet af en nyere udgave af klage. Opdatér klage. {UNTOUCHED}")
    if copying.NOT_A_REGISTER in wrong or copying.BROKEN in wrong:
        raise DamagedError(NOT_A_REGISTER)
    if wrong:
        raise DamagedError(f"{wrong[0]} {UNTOUCHED}")


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the disk says before anything is changed into a sentence."""
    try:
        with failures.understood():
            yield
    except (OSError, DiskError, PermissionRefusedError) as error:
        known = failures.from_os(error) if isinstance(error, OSError) else error
        raise type(known)(f"{known.sentence} {UNTOUCHED}") from error


# --- what the two hold -----------------------------------------------------------------------------


def state(connection: sqlite3.Connection) -> State:
    """Return what a register holds."""
    head = history.head(connection)
    (cases,) = connection.execute("select count(*) from complaint").fetchone()
    row = connection.execute("select at from event where id = ?", (head.event_id,)).fetchone()
    return State(cases, head, clock.from_text(row[0]) if row else None)


def compare(copy: Register, path: Path) -> Comparison:
    """Return what a staged copy and the register at ``path`` hold, and what lies between them.

    Raises:
        NewerRegisterError: A newer klage has written the register: this one cannot keep it.
        BusyError: Somebody holds it.
    """
    found = state(copy.connection)
    forgotten = len(to_forget(copy, path))
    try:
        there = present(path)
    except DamagedError:
        return Comparison(found, None, "damaged", forgotten)
    if there is None:
        return Comparison(found, None, "none", forgotten)
    if _has(copy.connection, there.head):
        relation: Relation = "same" if there.head == found.head else "more"
    else:
        with closing(connect(path)) as register:
            relation = "less" if _has(register, found.head) else "other"
    return Comparison(found, there, relation, forgotten)


def present(path: Path) -> State | None:
    """Return what the register that is there holds, or nothing when there is none.

    Raises:
        DamagedError: It is damaged, or no register.
        NoRegisterError: Something that is no file has its name.
    """
    try:
        register = open_register(path)
    except NoRegisterError:
        if path.exists():  # a folder or a pipe has the name
            raise
        return None
    try:
        with failures.understood():
            found = state(register.connection)
    finally:
        register.close()
    # Not held against the head that was just read: others may be writing.
    if copying.problems(path):
        raise DamagedError(failures.DAMAGED[1])
    return found


def _has(connection: sqlite3.Connection, head: history.Head) -> bool:
    """Tell whether a register has been where that head was."""
    row = connection.execute("select hash from event where id = ?", (head.event_id,)).fetchone()
    return head.event_id == 0 or (row is not None and row[0] == head.hash)


# --- forgetting again ------------------------------------------------------------------------------


def to_forget(copy: Register, path: Path, there: sqlite3.Connection | None = None) -> list[int]:
    """Return the cases of a copy that have been anonymised since it was made.

    The register that is there knows them, and the file beside the backups when it is lost.

    Args:
        copy: The staged copy.
        path: Where the register lies, or is to lie.
        there: A connection that holds the register alone, if the caller has one: no other gets in.
    """
    known = [*erasures.read(path), *(_rescued(path) if there is None else _anonymised(there))]
    return sorted({each.case_id for each in known if _is_there(copy, each)})


_ANONYMISED = """
select id, anonymised_at from complaint where anonymised_at is not null
union all select case_id, max(at) from event where command = :forgets and case_id is not null
and case_id not in (select id from complaint) group by case_id
"""
"""The last are those that were undone first."""


def _anonymised(connection: sqlite3.Connection) -> list[Erasure]:
    rows = connection.execute(_ANONYMISED, {"forgets": FORGETS})
    return [Erasure(key, clock.from_text(at)) for key, at in rows]


def _rescued(path: Path) -> list[Erasure]:
    """Return what a register tells that may be damaged, or not there at all; the file has all of it."""
    try:
        with closing(connect(path)) as connection:
            return _anonymised(connection)
    except (sqlite3.Error, ValueError):
        return []


def _is_there(copy: Register, erasure: Erasure) -> bool:
    """Tell whether the copy still knows the case that was anonymised.

    A case that came after the erasure is another one: an older restore had given its number back.
    """
    return bool(copy.one(_KNOWN, (erasure.case_id, clock.to_text(erasure.at), FORGETS)))


_KNOWN = """
select 1 from complaint where id = ?1 and anonymised_at is null and registered_at <= ?2
union all select 1 from event e join event_content t on t.event_id = e.id
where e.case_id = ?1 and e.at <= ?2 and e.command <> ?3 and e.case_id not in (select id from complaint)
limit 1
"""
