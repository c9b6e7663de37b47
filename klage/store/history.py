"""The history: append-only events, chained, with content that can be erased.

``event`` says when, by which command and on which case something changed, and carries a salted hash
of what changed and of the event before it. ``event_content`` holds the change itself with the salt:
erase both, and the chain still proves that nothing was reordered or removed (as immudb's retention).
"""

import os
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

from klage.store import failures

Change = tuple[str, object, dict[str, object] | None, dict[str, object] | None]
"""Table, key, the values before and the values after; ``None`` where there was or is no row."""

INSERT_EVENT = (
    "insert into event (id, group_no, at, command, actor, case_id, undoes, content_hash, hash)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_CONTENT = "insert into event_content (event_id, salt, content) values (?, ?, ?)"

# hashlib, which loads OpenSSL, and json are imported where they are used: a list asks only for the head.


class Head(NamedTuple):
    """The newest event: its number, its group, and the hash that stands for all before it."""

    event_id: int
    group_no: int
    hash: bytes


def head(connection: sqlite3.Connection) -> Head:
    """Return the head of the chain; of an empty history, zeros."""
    with failures.understood():
        row = connection.execute("select id, group_no, hash from event order by id desc limit 1").fetchone()
    return Head(*row) if row else Head(0, 0, bytes(32))


def last_cases(connection: sqlite3.Connection, actor: str) -> list[int]:
    """Return the keys of the cases in the last group of changes that a user made to any case; two at most.

    Args:
        connection: To the register.
        actor: The user, as the history knows them.
    """
    found: dict[int, None] = {}
    group = None
    with failures.understood():
        # Backwards from the newest: it ends where it has its answer, however long the history is.
        for group_no, case_id, who in connection.execute(
            "select group_no, case_id, actor from event order by id desc"
        ):
            if group is not None and (group_no != group or len(found) > 1):
                break
            if who == actor and case_id is not None:
                group = group_no
                found[case_id] = None
    return list(found)


def register_mark(connection: sqlite3.Connection) -> str:
    """Return what tells this register from every other, also after it is restored; it says nothing of its content.

    From the very first event, which stays for ever and has been hashed with chance.
    """
    import hashlib

    row = connection.execute("select hash from event order by id limit 1").fetchone()
    return hashlib.sha256(b"register" + bytes(row[0] if row else b"")).hexdigest()[:16]


def holds(connection: sqlite3.Connection, events: int, digits: str) -> bool:
    """Tell whether the history has grown out of a head that was kept elsewhere.

    Args:
        connection: To the register.
        events: How many events there were.
        digits: How the hash of the last of them began, in hexadecimal.
    """
    if events == 0:
        return True
    row = connection.execute("select hash from event where id = ?", (events,)).fetchone()
    return row is not None and bytes(row[0]).hex().startswith(digits)


def append(
    connection: sqlite3.Connection,
    last: Head,
    *,
    group_no: int,
    at: str,
    command: str,
    actor: str,
    stories: Collection[tuple[int | None, list[Change]]],
    undoes: int | None = None,
) -> Head:
    """Append an event for each case with its changes after ``last``, and return the new head.

    ``undoes`` is the group that these changes take back, if that is what they do.
    """
    import json

    # json.dumps would make an encoder for every event, at twice the time.
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    events: list[tuple[object, ...]] = []
    contents: list[tuple[object, ...]] = []
    event_id, link = last.event_id, last.hash
    salts = os.urandom(16 * len(stories))
    same, undone = json.dumps((group_no, at, command, actor))[1:-1], json.dumps(undoes)
    for case_id, changes in stories:
        salt = salts[16 * len(events) : 16 * len(events) + 16]
        event_id += 1
        content = encode(changes)
        content_hash = salted(salt, content)
        link = _linked(
            link, f"[{event_id}, {same}, {'null' if case_id is None else case_id}, {undone}]", content_hash
        )
        # A bytearray is bound as it is; bytes and None are first offered to Python's adapters.
        facts = (event_id, group_no, at, command, actor, case_id, undoes)
        events.append((*facts, bytearray(content_hash), bytearray(link)))
        contents.append((event_id, bytearray(salt), content))
    connection.executemany(INSERT_EVENT, events)
    connection.executemany(INSERT_CONTENT, contents)
    return Head(event_id, group_no, link)


def chained(previous: bytes, facts: tuple[object, ...], content_hash: bytes) -> bytes:
    """Return the hash of an event: over the one before, the event's facts and its content's hash."""
    import json

    # JSON in ASCII and not repr(), which writes a text otherwise in a Python with a newer Unicode.
    return _linked(previous, json.dumps(facts), content_hash)


def _linked(previous: bytes, facts: str, content_hash: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(previous + facts.encode() + content_hash).digest()


def salted(salt: bytes, content: str) -> bytes:
    """Return the hash of a content: it proves it, and gives nothing away once the salt is erased."""
    import hashlib

    return hashlib.sha256(salt + content.encode()).digest()


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the history, a sentence each; an erased content is not wrong.

    A history whose end was cut off looks whole: only a head that was kept elsewhere shows it.
    """
    found: list[str] = []
    previous = bytes(32)
    for expected, (*facts, content_hash, link, salt, content) in enumerate(connection.execute(_EVENTS), 1):
        if facts[0] != expected or link != chained(previous, tuple(facts), content_hash):
            found.append(f"Hændelse {expected} i historikken passer ikke til den, der står før den.")
            break  # nothing after it can be trusted to be where it was
        if content is not None and content_hash != salted(salt, content):
            found.append(f"Indholdet af hændelse {expected} i historikken er ændret.")
        previous = link
    return found


_EVENTS = """
select e.id, e.group_no, e.at, e.command, e.actor, e.case_id, e.undoes, e.content_hash, e.hash, c.salt, c.content
from event e left join event_content c on c.event_id = e.id order by e.id
"""
