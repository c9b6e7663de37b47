"""Backups: what their names tell, which of them are kept, and which register may add to them.

A name tells when the copy was made (Danish time with its offset, because an hour comes twice in
October), how many events its history has, and how the hash of the newest begins: nothing personal.
"""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from klage.clock import to_local

DAILY = "daglig"
BEFORE_MIGRATION = "migration"
BEFORE_RESTORE = "foer-gendan"
AFTER_FORGETTING = "efter-anonymisering"

KINDS = {
    DAILY: "Daglig",
    BEFORE_MIGRATION: "Før en ny udgave af klage",
    BEFORE_RESTORE: "Før en gendannelse",
    AFTER_FORGETTING: "Efter en anonymisering",
}
"""Why a copy was made, with what the user reads."""

DAYS = 14
"""On how many days' daily copies are kept: of each day the newest."""

KEPT = {BEFORE_MIGRATION: 2, BEFORE_RESTORE: 3, AFTER_FORGETTING: 1}
"""How many copies of the other kinds are kept: they are rare, and no daily copy pushes them out."""

HEAD_DIGITS = 12
ENCRYPTED = ".age"

_NAME = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d_\d{6}[+-]\d{4})_(?P<events>\d{1,12})_(?P<head>[0-9a-f]{12})"
    rf"_(?P<kind>{'|'.join(KINDS)})\.db(?P<encrypted>\.age)?",
    re.ASCII,
)
_AT = "%Y-%m-%d_%H%M%S%z"


class Backup(NamedTuple):
    """A copy of a register that klage has made.

    Attributes:
        path: Where it lies.
        at: When it was made, in UTC.
        events: How many events its history has.
        head: The first twelve hexadecimal digits of the newest event's hash; zeros where there is none.
        kind: Why it was made, one of ``KINDS``.
        encrypted: Whether it can be read only with a key.
    """

    path: Path
    at: datetime
    events: int
    head: str
    kind: str
    encrypted: bool = False


def named(folder: Path, stem: str, *, at: datetime, events: int, head: bytes, kind: str) -> Backup:
    """Return a copy of the register ``stem`` with its name in ``folder``."""
    digits = head.hex()[:HEAD_DIGITS]
    name = f"{stem}_{to_local(at):{_AT}}_{events}_{digits}_{kind}.db"
    return Backup(folder / name, at, events, digits, kind)


def encrypted(backup: Backup) -> Backup:
    """Return what the copy is called once it is encrypted."""
    return backup._replace(path=backup.path.with_name(backup.path.name + ENCRYPTED), encrypted=True)


def from_name(path: Path, stem: str) -> Backup | None:
    """Return the copy that a file of that name is, or nothing when it is no copy of ``stem``."""
    if not path.name.startswith(f"{stem}_"):
        return None
    found = _NAME.fullmatch(path.name, len(stem) + 1)
    if found is None:
        return None
    try:
        at = datetime.strptime(found["at"], _AT).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Backup(path, at, int(found["events"]), found["head"], found["kind"], bool(found["encrypted"]))


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """Return the copies from the newest on; of one second, the one with most in it first."""
    return sorted(backups, key=lambda each: (each.at, each.events, each.path.name), reverse=True)


def outlived(backups: Collection[Backup], new: Backup) -> list[Backup]:
    """Return the copies that ``new`` makes superfluous.

    Never one that holds more events than ``new`` does: a copy is pushed out only by what has grown
    beyond it.
    """
    stay = {new.path, *(each.path for each in _staying(backups))}
    return [each for each in backups if each.path not in stay and each.events <= new.events]


def _staying(backups: Collection[Backup]) -> Iterable[Backup]:
    ordered = newest_first(backups)
    by_day: dict[object, Backup] = {}
    for each in ordered:
        if each.kind == DAILY:
            by_day.setdefault(to_local(each.at).date(), each)
    yield from list(by_day.values())[:DAYS]
    for kind, count in KEPT.items():
        yield from [each for each in ordered if each.kind == kind][:count]


def to_follow(backups: Iterable[Backup], restored_at: datetime | None) -> Backup | None:
    """Return the copy that a register must have grown out of to add to the copies, if any.

    Args:
        backups: The copies that are kept.
        restored_at: When the register was last restored: copies from before that are of another course.
    """
    daily = [each for each in backups if each.kind == DAILY]
    since = [each for each in daily if restored_at is None or each.at > restored_at]
    return next(iter(newest_first(since)), None)
