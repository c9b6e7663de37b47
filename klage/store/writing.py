"""Writing: one command is one transaction, one undo group, one seal.

Everything that changes goes through a ``Writer``, which takes down what each row was before and is
after. At the end the rows are read back and compared (Fossil's idea), the history is appended, the
list is sealed, and only then is it committed. No prompt, editor or print belongs inside.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import itemgetter

from klage import clock
from klage.errors import DiskError, KlageError, NotFoundError, RefusedError
from klage.store import failures, history, seal
from klage.store.file import roll_back
from klage.store.register import Register, open_register

KEYS = {
    "theme": "code",
    "opening_hours": "weekday",
    "closing_day": "day",
    "setting": "key",
    "imported_file": "hash",
    "appeal": "complaint_id",
}
"""The key column of each table whose key is not ``id``."""

CASE_TABLES = frozenset(
    {
        "point",
        "call",
        "closing",
        "appeal",
        "step",
        "mediation",
        "journey_event",
        "unit_contact",
        "lesson_case",
        "example",
    }
)
"""The tables whose rows belong to a case, named by ``complaint_id``."""

FORGETS = "anonymiser"
"""The command after whose event a case is never changed again, and before which nothing is undone."""

FORGOTTEN = """
select case_id from event where case_id in (select value from json_each(?)) and command = ? limit 1
"""

AFTER_FORGETTING = frozenset({"lesson_case"})
"""What may still be noted about a forgotten case: that something has been learnt from it."""

SAVED = "Ændringen er gemt; gør den ikke om."
NOT_AS_WRITTEN = "Det skrevne kunne ikke læses tilbage, som det blev skrevet. Intet er gemt."
NOT_SAVED = "Intet er gemt."
GONE = "Det, der skulle ændres, findes ikke længere. Intet er gemt. Se efter, og prøv igen."
UNKNOWN = "Det kunne ikke ses, om ændringen er gemt. Se efter, før du prøver igen."

Row = Mapping[str, object]


class Writer:
    """The changes of one command, inside its transaction.

    Attributes:
        connection: For reading, and for what stands outside the history.
        now: When the command ran.
        head: The newest event.
        group_no: The number that all the command's events share.
        undoes: The group that the command takes back, if that is what it does.
    """

    def __init__(self, connection: sqlite3.Connection, *, command: str, actor: str, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.head = history.head(connection)
        self.group_no = self.head.group_no + 1
        self.undoes: int | None = None
        self._command = command
        self._actor = actor
        self._changes: list[tuple[int | None, history.Change]] = []
        self._unread: list[history.Change] = []
        self._open_to_change: set[int | None] = {None}

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its rowid (its key, where that is a number).

        Values that are ``None`` are left to the schema.

        Raises:
            NotFoundError: It belongs to a case that another klage has taken out meanwhile.
        """
        values = {column: value for column, value in row.items() if value is not None}
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        try:
            done = self.connection.execute(
                f"insert into {table} ({columns}) values ({marks})",  # noqa: S608 -- names are ours
                tuple(values.values()),
            )
        except sqlite3.IntegrityError as error:
            if table in CASE_TABLES and not self.whole("complaint", [values.get("complaint_id")]):
                raise NotFoundError(GONE) from error
            raise
        key = values.get(_key_column(table), done.lastrowid)
        self._note(_case_of(table, key, values), (table, key, None, values))
        return done.lastrowid or 0

    def insert_many(self, table: str, rows: Iterable[dict[str, object]]) -> None:
        """Insert many rows and read them back.

        Args:
            table: Where they go.
            rows: Rows that begin with their key, without values that are ``None``.
        """
        key = _key_column(table)
        # By shape, because binding a None costs Python as much as a text of 400 letters.
        shapes: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
        first = len(self._changes)
        for row in rows:
            shapes.setdefault(tuple(row), []).append(tuple(row.values()))
            self._changes.append((_case_of(table, row[key], row), (table, row[key], None, row)))
        if table not in AFTER_FORGETTING:
            self._refuse_forgotten({case_id for case_id, _ in self._changes[first:]})
        for columns, values in shapes.items():
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            values.sort(key=itemgetter(0))
            self.connection.executemany(f"insert into {table} ({names}) values ({marks})", values)  # noqa: S608
            found = self.connection.execute(
                f"select {names} from {table} where {key} in (select value from json_each(?)) order by {key}",  # noqa: S608
                (json.dumps([row[0] for row in values]),),
            )
            if found.fetchall() != values:
                raise DiskError(NOT_AS_WRITTEN)

    def update(self, table: str, key: object, values: Row) -> bool:
        """Change the named columns of a row; tell whether anything was different.

        Raises:
            NotFoundError: There is no such row.
        """
        if not values:
            return False
        before = self._must_have(table, key, tuple(values))
        after = {column: value for column, value in values.items() if value != before[column]}
        if not after:
            return False
        sets = ", ".join(f"{column} = ?" for column in after)
        self.connection.execute(
            f"update {table} set {sets} where {_key_column(table)} = ?",  # noqa: S608 -- names are ours
            (*after.values(), key),
        )
        old = {column: before[column] for column in after}
        self._note(self._case_of_row(table, key), (table, key, old, after))
        return True

    def delete(self, table: str, key: object) -> None:
        """Delete a row; what it held stays in the history.

        Raises:
            NotFoundError: There is no such row.
        """
        self.delete_many(table, [key])

    def delete_many(self, table: str, keys: Sequence[object]) -> None:
        """Delete many rows; what they held stays in the history.

        Raises:
            NotFoundError: One of them is not there.
        """
        rows = self.whole(table, keys)
        if any(key not in rows for key in keys):
            raise NotFoundError(GONE)
        owners = {key: _case_of(table, key, rows[key]) for key in keys}
        if table not in AFTER_FORGETTING:
            self._refuse_forgotten(set(owners.values()))
        for key, case_id in owners.items():
            self._note(case_id, (table, key, rows[key], None))
        self.connection.execute(
            f"delete from {table} where {_key_column(table)} in (select value from json_each(?))",  # noqa: S608
            (json.dumps(keys),),
        )

    def whole(self, table: str, keys: Sequence[object]) -> dict[object, dict[str, object]]:
        """Return the rows that there are, by key: the key first, and without values that are ``None``."""
        own = _key_column(table)
        columns = [row[1] for row in self.connection.execute(f"pragma table_info({table})")]
        rest = tuple(column for column in columns if column != own)
        found = self._stored(table, rest, keys)
        return {
            key: {own: key, **{c: v for c, v in zip(rest, row, strict=True) if v is not None}}
            for key, row in found.items()
        }

    def tell_of_erasure(self, table: str, key: object) -> None:
        """Say in the history that something of a row was erased, and not what; the row may be gone itself."""
        if self._current(table, key, (_key_column(table),)) is None:
            self._note(_case_of(table, key, {}), (table, key, {}, None))
        else:
            self._note(self._case_of_row(table, key), (table, key, {}, {}))

    def flush(self) -> None:
        """Read back what was written since the last flush, and append it to the history.

        A long import calls it now and then, so that memory stays flat.
        """
        self._read_back()
        self.head = history.append(
            self.connection,
            self.head,
            group_no=self.group_no,
            at=clock.to_text(self.now),
            command=self._command,
            actor=self._actor,
            stories=[story for story in self._stories() if story[1]],
            undoes=self.undoes,
        )
        self._changes.clear()
        self._unread.clear()
        self._open_to_change = {None}

    def _stories(self) -> Iterator[tuple[int | None, list[history.Change]]]:
        """Yield the changes by case, the office's rows first, because cases refer to them.

        A row that goes from one case to another ends a chapter: read backwards, each change of a row
        must come before the one that it followed.
        """
        by_case: dict[int | None, list[history.Change]] = {None: []}
        owners: dict[tuple[str, object], int | None] = {}
        for case_id, change in self._changes:
            if owners.setdefault(change[:2], case_id) != case_id:
                yield from by_case.items()
                by_case, owners = {None: []}, {change[:2]: case_id}
            by_case.setdefault(case_id, []).append(change)
        yield from by_case.items()

    def _note(self, case_id: int | None, change: history.Change) -> None:
        if case_id not in self._open_to_change and change[0] not in AFTER_FORGETTING:
            self._refuse_forgotten({case_id})
        self._changes.append((case_id, change))
        self._unread.append(change)

    def _refuse_forgotten(self, case_ids: set[int | None]) -> None:
        """See that no command, not even undoing, writes on a case that has been forgotten.

        A case is asked about once in a flush, and what is written a thousand rows at a time together.
        """
        new = [case_id for case_id in case_ids - self._open_to_change if case_id is not None]
        if new:
            found = self.connection.execute(FORGOTTEN, (json.dumps(new), FORGETS)).fetchone()
            if found:
                from klage.domain.forgetting import closed_for_good  # no one pays for the sentence beforehand

                raise RefusedError(closed_for_good(found[0]))
        self._open_to_change |= case_ids

    def _current(self, table: str, key: object, columns: tuple[str, ...]) -> dict[str, object] | None:
        row = self.connection.execute(
            f"select {', '.join(columns)} from {table} where {_key_column(table)} = ?",  # noqa: S608
            (key,),
        ).fetchone()
        return None if row is None else dict(zip(columns, row, strict=True))

    def _must_have(self, table: str, key: object, columns: tuple[str, ...]) -> dict[str, object]:
        found = self._current(table, key, columns)
        if found is None:
            # It was there when the command looked; another one has been here since.
            raise NotFoundError(GONE)
        return found

    def _case_of_row(self, table: str, key: object) -> int | None:
        if table in CASE_TABLES:
            return _case_of(table, key, self._must_have(table, key, ("complaint_id",)))
        return _case_of(table, key, {})

    def _read_back(self) -> None:
        """Read every row that was written, and compare it with what was meant last."""
        # One query for all rows of a shape: a command may touch many of a few.
        shapes: dict[tuple[str, tuple[str, ...]], dict[object, tuple[object, ...] | None]] = {}
        for (table, key), wanted in self._meant().items():
            row = None if wanted is None else tuple(wanted.values())
            shapes.setdefault((table, tuple(wanted or ())), {})[key] = row
        for (table, columns), rows in shapes.items():
            found = self._stored(table, columns, list(rows))
            if any(found.get(key) != row for key, row in rows.items()):
                raise DiskError(NOT_AS_WRITTEN)

    def _meant(self) -> dict[tuple[str, object], dict[str, object] | None]:
        """Return what each row that was touched should hold in the end; ``None`` where it was deleted."""
        meant: dict[tuple[str, object], dict[str, object] | None] = {}
        for table, key, _before, after in self._unread:
            earlier = meant.get((table, key))
            meant[table, key] = {**earlier, **after} if earlier and after else after
        return meant

    def _stored(
        self, table: str, columns: tuple[str, ...], keys: Sequence[object]
    ) -> dict[object, tuple[object, ...]]:
        key = _key_column(table)
        found = self.connection.execute(
            f"select {', '.join((key, *columns))} from {table}"  # noqa: S608 -- names are ours
            f" where {key} in (select value from json_each(?))",
            (json.dumps(keys),),
        )
        return {row[0]: row[1:] for row in found}


def _key_column(table: str) -> str:
    return KEYS.get(table, "id")


def _case_of(table: str, key: object, values: Row) -> int | None:
    case_id = values.get("complaint_id") if table in CASE_TABLES else key if table == "complaint" else None
    return case_id if isinstance(case_id, int) else None


@contextmanager
def write(register: Register, *, command: str, actor: str, now: datetime) -> Iterator[Writer]:
    """Run one command's changes as one transaction.

    Raises:
        BusyError: Another klage was writing for longer than the register's timeout.
        DamagedError: The register does not fit its seal; nothing is written to it.
        DiskError: The disk is full or failing; the sentence says whether the change was saved.
    """
    connection = register.connection
    with failures.understood():
        connection.execute("begin immediate")
        try:
            seal.verify(connection)
            writer = Writer(connection, command=command, actor=actor, now=now)
        except BaseException:
            roll_back(connection)
            raise
        try:
            yield writer
            writer.flush()
            seal.store(connection)
            connection.execute("commit")
        except sqlite3.Error as error:
            roll_back(connection)
            known = failures.translated(error)
            if known is None:
                raise
            raise type(known)(f"{known.sentence} {_outcome(register, writer)}") from error
        except BaseException:
            roll_back(connection)
            raise


def _outcome(register: Register, writer: Writer) -> str:
    """Look in the file before saying what became of the change.

    An fsync of the folder that fails *after* the journal is gone returns an error for what is saved. A
    connection of its own looks, because the one that failed may remember what is not on the disk.
    """
    try:
        fresh = open_register(register.path, timeout=1)
    except KlageError:
        return UNKNOWN
    try:
        last = writer.head
        row = fresh.one(
            "select 1 from event where id = ? and group_no = ? and hash = ?",
            (last.event_id, writer.group_no, last.hash),
        )
    except KlageError:
        return UNKNOWN
    finally:
        fresh.close()
    return SAVED if row else NOT_SAVED
