"""Drafts: what is being written, kept in the register the moment it is typed, outside the history.

Each is kept in a small transaction of its own, so that nobody else waits while the user types. A draft is
removed in the very transaction that notes what was drafted.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from klage import clock
from klage.domain.draft import Draft
from klage.errors import DamagedError
from klage.store import failures
from klage.store.register import Register

_OF = "kind = ? and coalesce(case_id, 0) = coalesce(?, 0)"


def keep(
    register: Register, kind: str, case_id: int | None, content: Mapping[str, object], now: datetime
) -> None:
    """Keep a draft in place of an earlier one of the same kind for the same case.

    It is on the disk when this returns.

    Args:
        register: Opened for reading or writing.
        kind: What is being written.
        case_id: The case it is about, if there is one.
        content: What JSON can hold.
        now: When it was written.

    Raises:
        KlageError: It could not be kept, because the register is busy, the disk full, and so on.
    """
    register.write_aside(
        "insert into draft (kind, case_id, at, content) values (?, ?, ?, ?)"
        " on conflict (kind, coalesce(case_id, 0)) do update set at = excluded.at, content = excluded.content",
        (kind, case_id, clock.to_text(now), json.dumps(content, ensure_ascii=False)),
    )


def find(register: Register, kind: str, case_id: int | None = None) -> Draft | None:
    """Return the draft of a kind for a case (or for none), if there is one."""
    return next(iter(_read(register, f"where {_OF}", kind, case_id)), None)


def all_of(register: Register) -> list[Draft]:
    """Return every draft, the newest first."""
    return _read(register, "order by at desc, id desc")


def of_case(register: Register, case_id: int) -> list[Draft]:
    """Return the drafts about a case, the oldest first."""
    return _read(register, "where case_id = ? order by at, id", case_id)


def throw_away(register: Register, kind: str, case_id: int | None = None) -> bool:
    """Throw a draft away, in a transaction of its own; tell whether there was one."""
    return register.write_aside(f"delete from draft where {_OF}", (kind, case_id)) > 0  # noqa: S608


def remove(connection: sqlite3.Connection, kind: str, case_id: int | None = None) -> bool:
    """Remove a draft inside the transaction that notes what was drafted; tell whether there was one."""
    return connection.execute(f"delete from draft where {_OF}", (kind, case_id)).rowcount > 0  # noqa: S608


def forget(connection: sqlite3.Connection, keys: str) -> None:
    """Erase the drafts about cases that are being forgotten; ``keys`` is a JSON list."""
    connection.execute("delete from draft where case_id in (select value from json_each(?))", (keys,))


def _read(register: Register, rest: str, *parameters: object) -> list[Draft]:
    rows = register.rows(f"select kind, case_id, at, content from draft {rest}", parameters)  # noqa: S608
    return [_draft(row) for row in rows]


def _draft(row: Sequence[object]) -> Draft:
    kind, case_id, at, content = row
    try:
        found = json.loads(str(content))
    except ValueError as error:
        raise DamagedError(failures.DAMAGED[1]) from error
    key = None if case_id is None else int(str(case_id))
    return Draft(str(kind), key, clock.from_text(str(at)), found)
