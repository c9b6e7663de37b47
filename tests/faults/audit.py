"""Change the past behind klage's back, in every way there is: the file refuses, or ``tjek`` finds it.

``python -m tests.faults.audit [--short]``. Whole attacks on the history first, then single bytes of events, of
their contents and of notes. The negative control examines the same bytes without the history, and has to miss some.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.domain.checkup import is_damaged
from klage.store import history, marks
from klage.store.backup import backups
from klage.store.inspect import examination
from klage.store.inspect.inspection import Inspection
from tests.store import checking, support

REFUSED = (
    "update event set actor = 'en anden'",
    "delete from event where id = 3",
    "replace into event select * from event where id = 2",
    "update or replace event set id = 2 where id = 3",
    "insert into event select * from event where id = 2 on conflict (id) do update set actor = 'x'",
    "update event_content set content = '[]' where event_id = 2",
    "replace into event_content select event_id, salt, '[]' from event_content where event_id = 2",
)
"""What the guards refuse any program."""

SWAP = (
    "update event set id = 900 where id = 4",
    "update event set id = 4 where id = 5",
    "update event set id = 5 where id = 900",
)
FORGED = "insert into event select max(id) + 1, 99, at, command, actor, case_id, null, content_hash, hash from event"
CUT = (
    "delete from event_content where event_id = (select max(id) from event)",
    "delete from event where id = (select max(id) from event)",
)
UNGUARDED: dict[str, Sequence[str]] = {
    "an altered fact": ("update event set at = '2026-01-01T00:00:00Z' where id = 3",),
    "two events that changed places": SWAP,
    "a forged event": (FORGED,),
    "an altered content": (
        "update event_content set content = replace(content, 'e', 'a') where event_id = 3",
    ),
    "a content taken away": ("delete from event_content where event_id = 3",),
    "a tail cut off": CUT,
}
"""What is done after the guards were taken down; they are put up again afterwards."""

REWRITTEN = "update complaint set summary = summary || '.' where closed_at is not null"

Change = tuple[int, int]
"""A place in the file, and the byte that is put there."""

WITHOUT_HISTORY = frozenset({"header", "pages", "structure", "guards", "seal", "numbers"})
"""The checks of a program that believes what its pages hold together."""


class Found(NamedTuple):
    """How many changes were found, and those that were not."""

    found: int
    missed: list[Change]


def filled(folder: Path) -> Path:
    """Make a register with a history, a backup and a morning list that has run."""
    path = folder / "klage.db"
    support.fill(path, open_cases=4, closed_cases=6)
    for number in range(12):
        checking.add(path, f"Klage {number} over en afgørelse om et hjælpemiddel")
    with support.opened(path) as register:
        backups.make(register, support.NOW)
        head = history.head(register.connection)
        marks.note(register, "cron", support.NOW, f"{head.event_id} {head.hash.hex()[:16]}")
    return path


def is_found(path: Path, keys: Collection[str] = ()) -> bool:
    """Tell whether ``tjek`` finds damage, with all its checks or with these alone."""
    inspection = Inspection(path, support.NOW)
    try:
        checks = examination.examine(inspection)
        return any(is_damaged([check]) for check in checks if not keys or check.key in keys)
    finally:
        inspection.close()


# --- whole attacks ---------------------------------------------------------------------------------


def attacks() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield each attack with its name; one that the file refuses raises ``sqlite3.IntegrityError``."""
    for statement in REFUSED:
        yield statement, partial(_tampered, (statement,))
    for name, statements in UNGUARDED.items():
        yield name, partial(_tampered, statements, without_guards=True)
    yield "a chain made anew", _remake
    yield "guards emptied by writable_schema", _empty_guards
    yield "a note rewritten", partial(_tampered, (REWRITTEN,))


def _tampered(statements: Sequence[str], path: Path, *, without_guards: bool = False) -> None:
    checking.tamper(path, *statements, without_guards=without_guards)


def _remake(path: Path) -> None:
    """Change who did it, and compute every hash anew: the chain holds, but its head is another."""
    checking.tamper(path, "update event set actor = 'en anden'", without_guards=True)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "select id, group_no, at, command, actor, case_id, undoes, content_hash from event order by id"
        ).fetchall()
    link, updates = bytes(32), []
    for *facts, content_hash in rows:
        link = history.chained(link, tuple(facts), content_hash)
        updates.append(f"update event set hash = x'{link.hex()}' where id = {facts[0]}")  # noqa: S608
    checking.tamper(path, *updates, without_guards=True)


def _empty_guards(path: Path) -> None:
    """Leave the guards their names, and let them guard nothing."""
    checking.rewrite_schema(
        path, "update sqlite_master set sql = replace(sql, 'raise(abort, ', 'max(1, ') where type = 'trigger'"
    )


def attacked(path: Path) -> tuple[int, int, list[str]]:
    """Try every attack on a register of its own; return how many were refused, found, and which passed."""
    whole, refused, found, passed = path.read_bytes(), 0, 0, list[str]()
    for name, attack in attacks():
        try:
            attack(path)
        except sqlite3.IntegrityError:
            refused += 1
        else:
            if is_found(path):
                found += 1
            else:
                passed.append(name)
        path.write_bytes(whole)
    return refused, found, passed


# --- single bytes ----------------------------------------------------------------------------------


def changes(path: Path, times: int, chance: random.Random) -> list[Change]:
    """Return random single bytes of events, contents and notes, each with another byte to put there."""
    content = path.read_bytes()
    places = sorted({place for start, end in _spans(path, content) for place in range(start, end)})
    chosen = [chance.choice(places) for _ in range(times)]
    return [(place, content[place] ^ chance.randrange(1, 256)) for place in chosen]


def _spans(path: Path, content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where events, their contents and salts, and the notes of cases stand in the file.

    Only what stands there once: SQLite leaves old copies in pages that it has split, and those say nothing.
    """
    with closing(sqlite3.connect(path)) as connection:
        events = connection.execute("select at || command || actor, content_hash, hash from event").fetchall()
        texts = connection.execute("select salt, content from event_content").fetchall()
        notes = connection.execute(
            "select citizen_name || coalesce(phone, '') || summary from complaint"
        ).fetchall()
    for facts, content_hash, link in events:
        # Before the hashes stand the facts, and the number of the case in four bytes.
        yield from _once(content, content_hash + link, before=len(facts.encode()) + 4)
    for salt, text in texts:
        yield from _once(content, salt + text.encode())
    for (text,) in notes:
        yield from _once(content, text.encode())


def _once(content: bytes, wanted: bytes, before: int = 0) -> Iterator[tuple[int, int]]:
    if content.count(wanted) == 1:
        at = content.find(wanted)
        yield at - before, at + len(wanted)


def changed(path: Path, todo: Sequence[Change], keys: Collection[str] = ()) -> Found:
    """Change one byte at a time, examine the register, and put the byte back."""
    whole, missed = path.read_bytes(), list[Change]()
    for place, byte in todo:
        support.altered(path, place, bytes([byte]))
        if not is_found(path, keys):
            missed.append((place, byte))
        support.altered(path, place, whole[place : place + 1])
    return Found(len(todo) - len(missed), missed)


def campaign(folder: Path, *, times: int, seed: int) -> tuple[bool, str]:
    """Attack the history and change single bytes; return whether all is well, with one line."""
    path = filled(folder)
    clean = not is_found(path)
    refused, found, passed = attacked(path)
    todo = changes(path, times, random.Random(seed))
    bytes_found = changed(path, todo)
    control = changed(path, todo[: times // 2], WITHOUT_HISTORY)
    line = (
        f"audit: {refused + found + len(passed)} attacks, {refused} refused, {found} found, {len(passed)} unseen; "
        f"{len(todo)} single bytes, {bytes_found.found} found; without the history "
        f"{len(control.missed)} of {times // 2} unseen"
    )
    for name in passed:
        line += f"\n  unseen: {name}"
    well = clean and not passed and refused == len(REFUSED) and not bytes_found.missed
    return well and bool(control.missed), line


def main() -> int:
    """Run the campaign and return 1 if a change went unseen, or the control saw everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="40 single bytes, and not 1,000")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        good, line = campaign(Path(folder), times=40 if args.short else 1000, seed=args.seed)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
