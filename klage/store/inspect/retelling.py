"""The tables held against their history: what every row should hold, told from its first change to its last.

In one pass over the register in order of the cases, so that memory stays flat: SQLite hands over the events and
the rows of each case side by side. It finds a letter changed in a note by another program, which no checksum of
SQLite's does, and a row that was slipped in or taken out.
"""

import json
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from klage.errors import DamagedError
from klage.store import failures
from klage.store.history import Change
from klage.store.register import Register
from klage.store.writing import CASE_TABLES, KEYS

OFFICE = (
    *("action", "ambassador", "base_number", "closing_day", "department", "imported_file", "lesson"),
    *("mediator", "opening_hours", "policy", "recommendation", "setting", "theme"),
)
"""The tables in the history whose rows belong to no case."""

OUTSIDE = frozenset(
    {
        *("event", "event_content", "number_counter", "mark", "seal", "search_word"),
        *("draft", "file_layout", "written_file", "_sqlite_migrations"),
    }
)
"""The tables that stand outside the history. A test sees to it that every table is in one of the three lists."""

SEEDED = frozenset({"theme", "opening_hours", "step", "appeal", "imported_file"})
"""The tables where a migration has put rows that no event tells of."""

Key = tuple[str, object]
Row = dict[str, object]


class Difference(NamedTuple):
    """A row that is not as the history tells it.

    Attributes:
        case_id: The case it belongs to, or nothing for one of the office's.
        table: Its table.
        what: ``changed``, ``added`` or ``removed``.
    """

    case_id: int | None
    table: str
    what: str


class _Told:
    """What the events of a case (or of the office) say that its rows hold."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row | None] = {}
        self.whole: set[Key] = set()
        self.is_forgotten = False

    def hear(self, content: str | None) -> None:
        """Take in the content of the next event; nothing is one that was erased."""
        if content is None:
            # What it changed is not known, so nothing told before it holds any longer.
            self.rows.clear()
            self.whole.clear()
            self.is_forgotten = True
            return
        for table, key, before, after in _changes(content):
            place = (table, key)
            if before is None or after is None:
                self.rows[place] = after
                self.whole.add(place)
            else:
                self.rows[place] = {**(self.rows.get(place) or {}), **after}

    def fault(self, place: Key, row: Row, defaults: Row) -> str | None:
        """Return how a row differs from what is told of it, if it does."""
        if place not in self.rows:
            return None if self.is_forgotten or place[0] in SEEDED else "added"
        told = self.rows.pop(place)
        if told is None:
            return "added"
        wanted = {**defaults, **told} if place in self.whole else told
        # The key is told of with some rows and not with others; it is what found them.
        return "changed" if any(name in row and row[name] != wanted[name] for name in wanted) else None

    def missing(self) -> Iterator[str]:
        """Yield the tables of rows that are told of and were not there."""
        yield from (table for (table, _), row in self.rows.items() if row is not None)


def _changes(content: str) -> Iterable[Change]:
    try:
        found = json.loads(content)
        return [(table, key, before, after) for table, key, before, after in found]
    except (ValueError, TypeError) as error:
        raise DamagedError(failures.DAMAGED[1]) from error


def differences(register: Register) -> Iterator[Difference]:
    """Yield every row that is not as the history tells it."""
    of_cases = {"complaint": "id", **dict.fromkeys(sorted(CASE_TABLES), "complaint_id")}
    defaults = {table: _defaults(register, table) for table in (*of_cases, *OFFICE)}
    streams = [_rows(register, *each) for each in of_cases.items()]
    with failures.understood(), register.snapshot():
        items = merge(_stories(register), *streams, key=itemgetter(0))
        for case_id, of_case in groupby(items, itemgetter(0)):
            yield from _compared(case_id, of_case, defaults)
        rows = chain.from_iterable(_rows(register, table, "null") for table in OFFICE)
        yield from _compared(None, chain(_office_stories(register), rows), defaults)


_Item = tuple[int, int, str, object, object]
"""Case, order (events first), table, key, and the content of an event or the values of a row."""


def _stories(register: Register) -> Iterator[_Item]:
    sql = """
        select e.case_id, c.content from event e left join event_content c on c.event_id = e.id
        where e.case_id is not null order by e.case_id, e.id
    """
    return ((int(str(case_id)), 0, "", None, content) for case_id, content in register.rows(sql))


def _office_stories(register: Register) -> Iterator[_Item]:
    sql = """
        select c.content from event e left join event_content c on c.event_id = e.id
        where e.case_id is null order by e.id
    """
    return ((0, 0, "", None, content) for (content,) in register.rows(sql))


def _rows(register: Register, table: str, case: str) -> Iterator[_Item]:
    names = list(_defaults(register, table))
    key = KEYS.get(table, "id")
    sql = f"select {case}, {key}, {', '.join(names)} from {table} order by {case}"  # noqa: S608 -- names are ours
    for case_id, number, *values in register.rows(sql):
        yield int(str(case_id or 0)), 1, table, number, dict(zip(names, values, strict=True))


def _compared(case_id: int | None, items: Iterable[_Item], defaults: dict[str, Row]) -> Iterator[Difference]:
    """Yield what differs in one case; its events come before its rows."""
    told = _Told()
    for _, is_row, table, key, value in items:
        if not is_row:
            told.hear(None if value is None else str(value))
        elif isinstance(value, dict) and (what := told.fault((table, key), value, defaults[table])):
            yield Difference(case_id, table, what)
    yield from (Difference(case_id, table, "removed") for table in told.missing())


def _defaults(register: Register, table: str) -> Row:
    """Return the columns of a table with their default values, without its key and what SQLite computes."""
    rows = list(register.rows("select name, dflt_value from pragma_table_info(?)", (table,)))
    key = KEYS.get(table, "id")
    found: Row = {}
    for name, default in rows:
        if name != key:
            value = register.one(f"select {default}") if default is not None else None
            found[str(name)] = value[0] if value else None
    return found
