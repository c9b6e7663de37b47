"""The seal: a hash over everything the due list reads.

A shortened list with exit code 0 is the worst fault this program can have, and ``quick_check`` misses
it (143 of 2,000 bit flips in index pages gave a shorter list while it said ok). So every write stores
the hash, every list recomputes it over the very rows it shows, and a mismatch ends with 6.
"""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from klage.errors import DamagedError

try:
    # The very function that hashlib.blake2b is; hashlib itself also loads OpenSSL, a twentieth of a start.
    from _blake2 import blake2b
except ImportError:  # pragma: no cover -- an interpreter that is built without it
    from hashlib import blake2b

Rows = list[tuple[object, ...]]

_ON_LIST = """(
    select id from complaint where closed_at is null
    union select complaint_id from step where state = 'aaben')"""
"""The cases that can have something due: the open ones, and closed ones with a promise still to keep."""

CASES = f"""
select c.id, c.received_at, c.call_due_at, c.covered, c.addressee_level, d.name, c.complaint_kind,
       c.child_concern, c.concern_passed_on_at, c.contact_type, c.contact_preference, c.may_leave_message,
       c.citizen_name, c.phone, c.closed_at
from complaint c left join department d on d.id = c.department_id
where c.id in {_ON_LIST}
order by c.call_due_at, c.id
"""  # noqa: S608 -- both halves are ours
CALLS = f"""
select complaint_id, id, called_at, direction, result, call_again_at, corrects, retracted_at
from call
where complaint_id in {_ON_LIST}
order by complaint_id, id
"""  # noqa: S608
# What else has a date: promised steps, reassessments, possible appeal deadlines, dialogue meetings, and actions,
# which have a department but no case: a lesson comes from several. A cross join keeps its order: from the few
# open cases to what they have, never through what all have had.
DATES = """
select complaint_id, 'naeste_skridt', due_on, id, null from step where state = 'aaben'
union all
select a.complaint_id, 'genvurdering', a.reassess_due_on, 0, null
from complaint c cross join appeal a on a.complaint_id = c.id
where c.closed_at is null and a.reassess_due_on is not null and a.reassess_result is null
  and a.forwarded_on is null
union all
select a.complaint_id, 'mulig_klagefrist', a.appeal_deadline_on, 0, null
from complaint c cross join appeal a on a.complaint_id = c.id
where c.closed_at is null and a.appeal_deadline_on is not null and a.forwarded_on is null
union all
select m.complaint_id, 'dialogmoede', m.meeting_at, m.id, null
from complaint c cross join mediation m on m.complaint_id = c.id
where c.closed_at is null and m.meeting_at is not null and m.outcome is null
union all
select null, 'handling', a.due_on, a.id, d.name
from action a left join department d on d.id = a.department_id
where a.status in ('foreslaaet', 'aftalt', 'i_gang') and a.due_on is not null
order by 3, 1, 2, 4
"""
OPENING_HOURS = "select weekday, opens, closes from opening_hours order by weekday"
CLOSING_DAYS = "select day, label from closing_day order by day"


class SealedRows(NamedTuple):
    """What the due list reads, raw."""

    cases: Rows
    calls: Rows
    dates: Rows
    opening_hours: Rows
    closing_days: Rows


def checked_rows(connection: sqlite3.Connection) -> SealedRows:
    """Read what the due list reads and hold it against the seal; the caller has begun a transaction.

    Raises:
        DamagedError: The rows are not those that klage wrote last.
    """
    rows = SealedRows(*(connection.execute(sql).fetchall() for sql in _QUERIES))
    _compare(connection, _digest(rows))
    return rows


def verify(connection: sqlite3.Connection) -> None:
    """Hold the register against its seal without keeping the rows in memory; the first step of a write.

    Raises:
        DamagedError: The rows are not those that klage wrote last.
    """
    _compare(connection, _digest(connection.execute(sql) for sql in _QUERIES))


def store(connection: sqlite3.Connection) -> None:
    """Seal what the due list would read now; the last step of every write."""
    digest = _digest(connection.execute(sql) for sql in _QUERIES)
    connection.execute(
        "insert into seal (id, hash) values (1, ?) on conflict (id) do update set hash = excluded.hash",
        (digest,),
    )


_QUERIES = (CASES, CALLS, DATES, OPENING_HOURS, CLOSING_DAYS)


def _compare(connection: sqlite3.Connection, digest: bytes) -> None:
    stored = connection.execute("select hash from seal where id = 1").fetchone()
    if stored is None or stored[0] != digest:
        raise DamagedError(
            "Registret passer ikke med sit segl: Noget i det er ændret uden om klage eller beskadiget, og listen "
            "kan mangle sager. Brug en sikkerhedskopi, og lad den beskadigede fil ligge urørt."
        )


def _digest(tables: Iterable[Iterable[tuple[object, ...]]]) -> bytes:
    """Return the hash of all rows, one at a time: a register may hold 100,000 open cases."""
    digest = blake2b(digest_size=32)
    for rows in tables:
        for row in rows:
            # Not repr(): which characters it escapes changes with the Unicode of a new Python.
            digest.update(ascii(row).encode())
        digest.update(b"\n")
    return digest.digest()
