"""Take backups while four write, and restore every one of them.

``python -m tests.faults.copies [--short]``. Each copy must be restorable, its history whole link by link,
private, and hold every case that was acknowledged before it was begun. The negative control copies the
file as a file manager does, and has to get some that are damaged or half.
"""

import argparse
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.domain.backup import BEFORE_RESTORE, KEPT, Backup
from klage.store.backup import backups, copying, verifying
from klage.store.register import create_register
from tests.faults import children
from tests.store import support

WRITERS = 4
PIECES = 6


class Tally(NamedTuple):
    """How many copies there were, how many were wrong in each way, what was written meanwhile, the slowest."""

    copies: int
    not_restorable: int
    not_private: int
    too_old: int
    written: int
    slowest: float


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Let four register complaints, one after the other, until the block ends."""
    stop = path.with_name("stop")
    several = [children.fork(partial(_write_until, path, name, stop)) for name in range(WRITERS)]
    try:
        yield
    finally:
        stop.touch()
        for child, pipe in several:
            os.waitpid(child, 0)
            os.close(pipe)
        stop.unlink()


def _write_until(path: Path, name: int, stop: Path) -> int:
    number = 0
    while not stop.exists():
        number += 1
        # Nothing is printed: a pipe that nobody reads would hold the writer up.
        with support.written(path) as writer:
            support.add(writer, support.complaint(f"Klage {name} {number} " + "ventetid " * 400))
    return 0


def campaign(folder: Path, copies: int) -> Tally:
    """Take so many copies under the writers, and try each."""
    path = folder / "klage.db"
    create_register(path)
    found, acknowledged, slowest = list[Backup](), list[int](), 0.0
    with writing(path):
        for number in range(copies):
            acknowledged.append(_events(path))
            began = time.monotonic()
            found.append(_made(path, folder, number))
            slowest = max(slowest, time.monotonic() - began)
    return Tally(
        copies=len(found),
        not_restorable=sum(bool(verifying.problems(each)) for each in found),
        not_private=sum(stat.S_IMODE(each.path.stat().st_mode) != 0o600 for each in found),
        too_old=sum(each.events < before for each, before in zip(found, acknowledged, strict=True)),
        written=_events(path),
        slowest=slowest,
    )


def _made(path: Path, folder: Path, number: int) -> Backup:
    """Take a copy into a folder of its own, where no later one pushes it out."""
    place = folder / str(number // KEPT[BEFORE_RESTORE])
    place.mkdir(exist_ok=True)
    with support.opened(path) as register:
        at = support.NOW + timedelta(seconds=number)
        return backups.make(register, at, kind=BEFORE_RESTORE, folder=place)


def _events(path: Path) -> int:
    with support.opened(path) as register:
        row = register.one("select coalesce(max(id), 0) from event")
    return int(str(row[0])) if row else 0


def control(folder: Path, copies: int) -> int:
    """Copy the file as it lies there as often, and return how many of the copies are no whole register."""
    path = folder / "klage.db"
    create_register(path)
    with writing(path):
        time.sleep(0.3)
        files = [_as_file(path, folder / f"{number}.db") for number in range(copies)]
    return sum(bool(copying.problems(file)) for file in files)


def _as_file(path: Path, to: Path) -> Path:
    """Copy a file piece by piece, as a slow stick or a network drive takes it."""
    size = path.stat().st_size
    with path.open("rb") as source, to.open("wb") as target:
        for _ in range(PIECES):
            target.write(source.read(size // PIECES + 1))
            time.sleep(0.03)
        target.write(source.read())
    return to


def main() -> int:
    """Run the campaign and its control, print one line, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="8 copies instead of 200")
    args = parser.parse_args()
    copies = 8 if args.short else 200
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        found = campaign(Path(one), copies)
        damaged = control(Path(two), copies)
    print(
        f"copies: {found.copies} under {WRITERS} writers and {found.written} events, {found.not_restorable} not "
        f"restorable, {found.not_private} not private, {found.too_old} without what was acknowledged, slowest "
        f"{found.slowest:.1f} s; control: {damaged} of {copies} plain copies damaged"
    )
    wrong = found.not_restorable or found.not_private or found.too_old or found.written < WRITERS
    return 0 if damaged and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
