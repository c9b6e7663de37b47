"""Taking back what a command did: as a new group, through the writer, with the register's own checks.

Rows that were inserted are deleted, changed ones are set back, deleted ones put back. Calls and closings
are append-only: one that is undone is marked as retracted, and doing it again clears the mark; only when
its whole case goes does it go too. The number counter stays, so that no number is given twice. What
follows from the rows (the search index, the seal) is made anew.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from klage import clock
from klage.domain import undoing
from klage.domain.telling import Change
from klage.errors import RefusedError
from klage.store import cases, failures, groups, search
from klage.store.groups import Group
from klage.store.register import Register
from klage.store.writing import KEYS, Writer

APPEND_ONLY = ("call", "closing")


class Plan(NamedTuple):
    """What would be taken back: the group, the one that did it in the first place, and how much it is."""

    group: Group
    origin: Group
    cases: list[int]
    case_count: int
    changes: int


SOME = 5
"""How many cases of a plan are named."""


def plan(register: Register, *, again: bool = False) -> Plan | None:
    """Return what ``fortryd`` would take back, or with ``again`` the undoing it would take back; or nothing.

    Raises:
        RefusedError: It, or something before it, has been forgotten; or it cannot be done again any more.
    """
    connection = register.connection
    with failures.understood(), register.snapshot():
        group = _next(connection, again=again)
        if group is None:
            return None
        undoing.check_remembered(group.command, is_whole=groups.is_whole(connection, group))
        origin = groups.find(connection, undoing.origin(group.number, groups.undoings(connection)))
        count, some = groups.cases(connection, group, limit=SOME)
        return Plan(group, origin, some, count, groups.size(connection, group))


def _next(connection: sqlite3.Connection, *, again: bool) -> Group | None:
    newest, undoings = groups.newest(connection), groups.undoings(connection)
    number = undoing.next_to_redo(newest, undoings) if again else undoing.next_to_undo(newest, undoings)
    return None if number is None else groups.find(connection, number)


@contextmanager
def unbroken() -> Iterator[None]:
    """Turn what breaks a constraint inside into a refusal: other rows hang on what would be taken back.

    Raises:
        RefusedError: Something else than klage's own commands has written; nothing is saved.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise RefusedError(undoing.ALTERED) from error


def take_back(writer: Writer, register: Register, planned: Plan, *, again: bool = False) -> None:
    """Take back what was planned.

    Args:
        writer: The changes of this command, in its transaction.
        register: The same register.
        planned: What the user was shown.
        again: Whether it is an undoing that is taken back.

    Raises:
        RefusedError: Something has been written since it was planned, or rows are not as they were left.
    """
    connection = writer.connection
    group = planned.group
    if _next(connection, again=again) != group:
        raise RefusedError(undoing.SOMEONE_WROTE)
    connection.execute(
        "pragma defer_foreign_keys = on"
    )  # rows of one group may hang on each other either way
    writer.undoes = group.number
    first = writer.head.event_id + 1
    renamed: set[int] = set()
    for changes in groups.backwards(connection, group):
        _apply(writer, changes)
        renamed.update(_departments(changes))
        writer.flush()
    _index(writer, register, first, renamed)


# --- rows ------------------------------------------------------------------------------------------


def _apply(writer: Writer, changes: Sequence[Change]) -> None:
    """Take changes back, the last of them first.

    Where all are of one kind each is of another row, and they are taken together: an import is undone as
    fast as it was made.
    """
    if all(change.before is None for change in changes):
        _remove(writer, changes)
    elif all(change.after is None for change in changes):
        for table, rows in _by_table(changes).items():
            _refuse_if(bool(writer.whole(table, [row.key for row in rows])))
            key = KEYS.get(table, "id")
            writer.insert_many(table, [{key: row.key, **(row.before or {})} for row in rows])
    else:
        for change in changes:
            _apply_one(writer, change)


def _apply_one(writer: Writer, change: Change) -> None:
    if change.before is None:
        _remove(writer, [change])
        return
    found = writer.whole(change.table, [change.key]).get(change.key)
    if change.after is None:
        _refuse_if(found is not None)
        writer.insert(change.table, {KEYS.get(change.table, "id"): change.key, **change.before})
    else:
        _refuse_if(found is None or any(found.get(column) != value for column, value in change.after.items()))
        writer.update(change.table, change.key, change.before)


def _remove(writer: Writer, changes: Sequence[Change]) -> None:
    """Delete rows that were inserted; calls and closings of cases that stay are only retracted."""
    by_table = _by_table(changes)
    going = {change.key for change in by_table.get("complaint", ())}
    for table, rows in by_table.items():
        found = writer.whole(table, [change.key for change in rows])
        _refuse_if(any(not _is_as_left(writer, table, change, found.get(change.key)) for change in rows))
        stays = table in APPEND_ONLY
        kept = [change.key for change in rows if stays and (change.after or {})["complaint_id"] not in going]
        for key in kept:
            writer.update(table, key, {"retracted_at": clock.to_text(writer.now)})
        if table == "complaint":
            _remove_retracted(writer, going)
        writer.delete_many(table, [key for key in found if key not in kept])


def _remove_retracted(writer: Writer, going: Collection[object]) -> None:
    """Delete what undone commands left on cases that are going; the history keeps it, and brings it back."""
    for table in APPEND_ONLY:
        rows = writer.connection.execute(
            f"select id from {table} where complaint_id in (select value from json_each(?))"  # noqa: S608
            " and retracted_at is not null order by id",
            (json.dumps([*going]),),
        ).fetchall()
        writer.delete_many(table, [key for (key,) in rows])


def _is_as_left(writer: Writer, table: str, change: Change, found: Mapping[str, object] | None) -> bool:
    """Tell whether a row that was inserted is still just what was inserted."""
    if found is None:
        return False
    wanted = {KEYS.get(table, "id"): change.key, **_defaults(writer, table), **(change.after or {})}
    return found == wanted


def _defaults(writer: Writer, table: str) -> dict[str, object]:
    """Return what the schema fills in where nothing is given."""
    columns = writer.connection.execute(
        f"select name, dflt_value from pragma_table_info('{table}') where dflt_value is not null"  # noqa: S608
    ).fetchall()
    values = ", ".join(default for _, default in columns)
    row = writer.connection.execute(f"select {values}").fetchone() if columns else ()
    return {name: value for (name, _), value in zip(columns, row, strict=True)}


def _refuse_if(is_altered: bool) -> None:
    """Refuse to go on when a row is not as the history says that it was left.

    Raises:
        RefusedError: It is not.
    """
    if is_altered:
        raise RefusedError(undoing.ALTERED)


def _by_table(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.table, []).append(change)
    return found


# --- what follows from them ------------------------------------------------------------------------


def _departments(changes: Iterable[Change]) -> Iterator[int]:
    """Yield the departments whose name was another: it stands in the index with their cases."""
    for change in changes:
        if change.table == "department" and "name" in {**(change.before or {}), **(change.after or {})}:
            yield int(str(change.key))


_TOUCHED = "select distinct case_id from event where id between ? and ? and case_id is not null"
_THERE = "select id from complaint where id in (select value from json_each(?))"
_OF_DEPARTMENT = "select id from complaint where department_id = ?"


def _index(writer: Writer, register: Register, first: int, renamed: Collection[int]) -> None:
    """Bring the search index up to date with every case that was touched, or whose department was."""
    last = writer.head.event_id
    is_large = last - first > groups.CHUNK
    if is_large:
        search.gather(writer.connection, many=True)
    for start in range(first, last + 1, groups.CHUNK):
        rows = writer.connection.execute(_TOUCHED, (start, min(last, start + groups.CHUNK - 1)))
        _index_cases(writer, register, [key for (key,) in rows])
    for department in renamed:
        rows = writer.connection.execute(_OF_DEPARTMENT, (department,))
        _index_cases(writer, register, [key for (key,) in rows])
    if is_large:
        search.gather(writer.connection, many=False)


def _index_cases(writer: Writer, register: Register, keys: Sequence[int]) -> None:
    rows = writer.connection.execute(_THERE, (json.dumps(keys),)).fetchall()
    there = {key for (key,) in rows}
    for key in there:
        cases.reindex(writer, register, key)
    search.remove(writer.connection, [key for key in keys if key not in there])
