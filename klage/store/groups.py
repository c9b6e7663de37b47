"""The groups of the history: each is what one command did, and what it takes to undo it.

The events of a group stand together and groups are numbered as they come, so a group is found by halving
(20 look-ups in a million events) and no index on it has to be paid for by every write.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.domain.telling import Change
from klage.errors import DamagedError
from klage.store import history

CHUNK = 500
"""How many events are held in memory at a time."""

LARGE = 10_000
"""From so many events on, a group's cases are counted by the index of cases: sorting them takes memory."""

CHUNK_TEXT = 2**22
"""How many characters of content they may have together."""


class Group(NamedTuple):
    """What one command did: its number, its first and its last event, and when, what and who."""

    number: int
    first: int
    last: int
    at: datetime
    command: str
    actor: str
    undoes: int | None


def newest(connection: sqlite3.Connection) -> int:
    """Return the number of the newest group; 0 where nothing has been written yet."""
    return history.head(connection).group_no


def undoings(connection: sqlite3.Connection) -> dict[int, int]:
    """Return each group that undoes, with the group that it undoes."""
    rows = connection.execute("select distinct undoes, group_no from event where undoes is not null")
    return {by: undone for undone, by in rows}


def find(connection: sqlite3.Connection, number: int) -> Group:
    """Return a group that there is."""
    events = range(1, history.head(connection).event_id + 1)

    def group_of(event_id: int) -> int:
        return int(connection.execute("select group_no from event where id = ?", (event_id,)).fetchone()[0])

    first, after = (bisect_left(events, group, key=group_of) for group in (number, number + 1))
    at, command, actor, undoes = connection.execute(
        "select at, command, actor, undoes from event where id = ?", (first + 1,)
    ).fetchone()
    return Group(number, first + 1, after, clock.from_text(at), command, actor, undoes)


def cases(connection: sqlite3.Connection, group: Group, *, limit: int) -> tuple[int, list[int]]:
    """Return how many cases a group touched, and the first few of them by number."""
    index = "indexed by event_case" if group.last - group.first >= LARGE else ""
    within = f"from event {index} where id between ? and ? and case_id is not null"
    (count,) = connection.execute(
        f"select count(*) from (select 1 {within} group by case_id)",  # noqa: S608 -- the SQL is ours
        (group.first, group.last),
    ).fetchone()
    rows = connection.execute(
        f"select distinct case_id {within} order by case_id limit ?",
        (group.first, group.last, limit),
    )
    return count, [key for (key,) in rows]


def size(connection: sqlite3.Connection, group: Group) -> int:
    """Return how many changes of rows a group holds, of those that are remembered."""
    (found,) = connection.execute(
        "select coalesce(sum(json_array_length(content)), 0) from event_content where event_id between ? and ?",
        (group.first, group.last),
    ).fetchone()
    return int(found)


def is_whole(connection: sqlite3.Connection, group: Group) -> bool:
    """Tell whether nothing of what a group changed has been erased."""
    (kept,) = connection.execute(
        "select count(*) from event_content where event_id between ? and ?", (group.first, group.last)
    ).fetchone()
    return bool(kept == group.last - group.first + 1)


def backwards(connection: sqlite3.Connection, group: Group) -> Iterator[list[Change]]:
    """Yield all that a group changed, the last change first, some hundred events at a time.

    Between two pieces the connection is free to write.

    Raises:
        DamagedError: A content is not the one that the history was sealed with.
    """
    above = group.last + 1
    while above > group.first:
        changes: list[Change] = []
        length, lowest = 0, max(group.first, above - CHUNK)
        rows = connection.execute(_CONTENTS, (lowest, above - 1))
        for event_id, content_hash, salt, content in rows:
            if history.salted(salt, content) != content_hash:
                raise DamagedError("Historikken passer ikke med sig selv. Intet er ændret. Kør klage tjek.")
            changes += reversed([Change(*change) for change in json.loads(content)])
            above, length = event_id, length + len(content)
            if length > CHUNK_TEXT:
                break
        rows.close()
        yield changes


_CONTENTS = """
select e.id, e.content_hash, c.salt, c.content from event e join event_content c on c.event_id = e.id
where e.id between ? and ? order by e.id desc
"""
