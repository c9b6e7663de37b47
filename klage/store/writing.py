"""Writing: one command is one transaction, one undo group, one seal.

Everything that changes goes through a ``Writer``, which takes down what each row was before and is
after. At the end the rows are read back and compared (Fossil's idea), the history is appended, the
list is sealed, and only then is it committed. No prompt, editor or print belongs inside.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from klage import clock
from klage.errors import DiskError
from klage.store import failures, history, seal
from klage.store.register import Register

KEYS = {
    "theme": "code",
    "opening_hours": "weekday",
    "closing_day": "day",
    "setting": "key",
    "number_counter": "year",
}
"""The key column of each table whose key is not ``id``."""

Row = Mapping[str, object]


class Writer:
    """The changes of one command, inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, *, command: str, actor: str, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self._command = command
        self._actor = actor
        self._changes: dict[int | None, list[history.Change]] = {}
        self.head = history.head(connection)
        self._group_no = self.head.group_no + 1

    def insert(self, table: str, row: Row) -> int:
        """Insert a row and return its key; values that are ``None`` are left to the schema."""
        values = {column: value for column, value in row.items() if value is not None}
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        done = self.connection.execute(
            f"insert into {table} ({columns}) values ({marks})",  # noqa: S608 -- names are ours
            tuple(values.values()),
        )
        key = values.get(KEYS.get(table, "id"), done.lastrowid)
        self._note(_case_of(table, key, values), (table, key, None, values))
        return int(key) if isinstance(key, int) else 0

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert many rows with the same columns, of which the first is the key."""
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(
            f"insert into {table} ({', '.join(columns)}) values ({marks})",  # noqa: S608 -- names are ours
            rows,
        )
        for row in rows:
            values = {column: value for column, value in zip(columns, row, strict=True) if value is not None}
            self._note(_case_of(table, row[0], values), (table, row[0], None, values))

    def update(self, table: str, key: object, values: Row) -> bool:
        """Change the named columns of a row; tell whether anything was different."""
        before = self._current(table, key, tuple(values))
        after = {column: value for column, value in values.items() if value != before[column]}
        if not after:
            return False
        sets = ", ".join(f"{column} = ?" for column in after)
        self.connection.execute(
            f"update {table} set {sets} where {KEYS.get(table, 'id')} = ?",  # noqa: S608 -- names are ours
            (*after.values(), key),
        )
        old = {column: before[column] for column in after}
        self._note(self._case_of_row(table, key), (table, key, old, after))
        return True

    def delete(self, table: str, key: object) -> None:
        """Delete a row; what it held stays in the history."""
        columns = tuple(row[1] for row in self.connection.execute(f"pragma table_info({table})"))
        before = self._current(table, key, columns)
        case_id = self._case_of_row(table, key)
        self.connection.execute(
            f"delete from {table} where {KEYS.get(table, 'id')} = ?",  # noqa: S608 -- names are ours
            (key,),
        )
        self._note(case_id, (table, key, {c: v for c, v in before.items() if v is not None}, None))

    def flush(self) -> None:
        """Read back what was written since the last flush, and append it to the history.

        A long import calls it now and then, so that memory stays flat.
        """
        self._read_back()
        self.head = history.append(
            self.connection,
            self.head,
            group_no=self._group_no,
            at=clock.to_text(self.now),
            command=self._command,
            actor=self._actor,
            stories=self._changes.items(),
        )
        self._changes.clear()

    def _note(self, case_id: int | None, change: history.Change) -> None:
        self._changes.setdefault(case_id, []).append(change)

    def _current(self, table: str, key: object, columns: tuple[str, ...]) -> dict[str, object]:
        row = self.connection.execute(
            f"select {', '.join(columns)} from {table} where {KEYS.get(table, 'id')} = ?",  # noqa: S608
            (key,),
        ).fetchone()
        return dict(zip(columns, row, strict=True))

    def _case_of_row(self, table: str, key: object) -> int | None:
        if table in CASE_TABLES:
            found = self._current(table, key, ("complaint_id",))["complaint_id"]
            return found if isinstance(found, int) else None
        return _case_of(table, key, {})

    def _read_back(self) -> None:
        """Read every row that was written, and compare it with what was meant last."""
        meant: dict[tuple[str, object], dict[str, object]] = {}
        for changes in self._changes.values():
            for table, key, _, after in changes:
                if after is None:
                    meant.pop((table, key), None)
                else:
                    earlier = meant.get((table, key))
                    meant[table, key] = {**earlier, **after} if earlier else after
        # One query for all rows of a shape: an import has a thousand rows of a few.
        shapes: dict[tuple[str, tuple[str, ...]], dict[object, tuple[object, ...]]] = {}
        for (table, key), after in meant.items():
            shapes.setdefault((table, tuple(after)), {})[key] = tuple(after.values())
        for (table, columns), rows in shapes.items():
            if self._stored(table, columns, list(rows)) != rows:
                raise DiskError("Det skrevne kunne ikke læses tilbage, som det blev skrevet. Intet er gemt.")

    def _stored(
        self, table: str, columns: tuple[str, ...], keys: list[object]
    ) -> dict[object, tuple[object, ...]]:
        key = KEYS.get(table, "id")
        found = self.connection.execute(
            f"select {key}, {', '.join(columns)} from {table}"  # noqa: S608 -- names are ours
            f" where {key} in (select value from json_each(?))",
            (json.dumps(keys),),
        )
        return {row[0]: row[1:] for row in found}


CASE_TABLES = frozenset({"point", "call", "closing"})


def _case_of(table: str, key: object, values: Row) -> int | None:
    case_id = values.get("complaint_id") if table in CASE_TABLES else key if table == "complaint" else None
    return case_id if isinstance(case_id, int) else None


@contextmanager
def write(register: Register, *, command: str, actor: str, now: datetime) -> Iterator[Writer]:
    """Run one command's changes as one transaction.

    Raises:
        BusyError: Another klage was writing for longer than 30 seconds.
        DamagedError: The register does not fit its seal; nothing is written to it.
        DiskError: The disk is full or failing; the sentence says whether the change was saved.
    """
    connection = register.connection
    with failures.understood():
        connection.execute("begin immediate")
        try:
            seal.verify(connection)
            writer = Writer(connection, command=command, actor=actor, now=now)
            yield writer
            writer.flush()
            seal.store(connection)
        except BaseException:
            _roll_back(connection)
            raise
        _commit(register, writer.head)


def _roll_back(connection: sqlite3.Connection) -> None:
    # SQLite has already rolled back by itself after some errors (a full disk is one).
    if connection.in_transaction:
        connection.execute("rollback")


def _commit(register: Register, head: history.Head) -> None:
    """Commit; when that fails, look before saying what became of the change.

    An fsync of the folder that fails *after* the journal is gone returns an error for what is saved.
    """
    try:
        register.connection.execute("commit")
    except sqlite3.Error as error:
        _roll_back(register.connection)
        known = failures.translated(error)
        if known is None:
            raise
        saved = history.head(register.connection).hash == head.hash
        outcome = "Ændringen er gemt." if saved else "Intet er gemt."
        raise type(known)(f"{known.sentence} {outcome}") from error


def mark(register: Register, name: str, now: datetime, detail: str = "") -> None:
    """Note outside the history that something ran, in a transaction of its own."""
    with failures.understood():
        register.connection.execute("pragma query_only = off")  # the one thing a list may write
        register.connection.execute(
            "insert into mark (name, at, detail) values (?, ?, ?)"
            " on conflict (name) do update set at = excluded.at, detail = excluded.detail",
            (name, clock.to_text(now), detail),
        )
