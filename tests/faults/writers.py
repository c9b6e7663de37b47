"""Let eight run ``klage ny`` at once while a ninth looks at the list.

``python -m tests.faults.writers [--short]``. Every command must succeed, every case be there once with a
number of its own, and the list never fail or shrink. The negative control takes the next number as
``sqlite3`` does it by default, in a transaction that begins with reading, and has to fail.
"""

import argparse
import io
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.store import cases, history
from klage.store.register import create_register
from tests.faults import children
from tests.store import support


class Tally(NamedTuple):
    """How many cases were said and saved, how many commands and looks failed, and the slowest write."""

    said: int
    saved: int
    failed: int
    looks: int
    shrunk: int
    slowest: float


def campaign(folder: Path, writers: int, times: int) -> Tally:
    """Let so many write so often, with one that looks, and count."""
    path = folder / "klage.db"
    create_register(path)
    several = [
        children.fork(partial(_write_often, partial(_register, path, name), times)) for name in range(writers)
    ]
    reader = children.fork(partial(_look_until, path, writers * times))
    said = [line for child in several for line in _heard(child)]
    looks, shrunk, errors = map(int, _heard(reader)[0].split())
    numbers = {line for line in said if "-" in line}
    failed, slowest = zip(*(line.split() for line in said if " " in line), strict=True)
    with support.opened(path) as register:
        broken = len(history.problems(register.connection)) + errors + sum(map(int, failed))
        return Tally(len(numbers), cases.count(register), broken, looks, shrunk, max(map(float, slowest)))


def control(folder: Path, writers: int, times: int) -> int:
    """Let as many take numbers in transactions that begin deferred, and return how many failed."""
    path = folder / "control.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table number (taken integer primary key)")
    several = [
        children.fork(partial(_write_often, partial(_take_number, path), times)) for _ in range(writers)
    ]
    return sum(int(_heard(child)[-1].split()[0]) for child in several)


def _register(path: Path, name: int, number: int) -> bool:
    return children.register_case(path, f"Klage {name} {number}") == 0


def _take_number(path: Path, _: int) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            connection.execute("begin")
            (last,) = connection.execute("select coalesce(max(taken), 0) from number").fetchone()
            time.sleep(0.002)  # as long as a command takes between reading and writing, or luck decides
            connection.execute("insert into number values (?)", (last + 1,))
            connection.execute("commit")
    except sqlite3.Error:
        return False
    return True


def _write_often(write: Callable[[int], bool], times: int) -> int:
    """Write so often, and print last how many failed and how long the slowest took."""
    slowest, failed = 0.0, 0
    for number in range(times):
        began = time.monotonic()
        failed += not write(number)
        slowest = max(slowest, time.monotonic() - began)
    print(failed, slowest)
    return 0


def _look_until(path: Path, enough: int) -> int:
    """Look at the list until all are on it or two minutes have gone, and print how that went."""
    seen, looks, shrunk, errors = 0, 0, 0, 0
    end = time.monotonic() + 120
    while seen < enough and time.monotonic() < end:
        with redirect_stdout(io.TextIOWrapper(io.BytesIO())) as out:
            errors += children.list_open(path) != 0
        out.seek(0)
        found = len(json.load(out))
        shrunk += found < seen
        seen, looks = found, looks + 1
    print(looks, shrunk, errors)
    return 0


def _heard(child: tuple[int, int]) -> list[str]:
    """Return the lines that a child has printed when it is done."""
    with os.fdopen(child[1], encoding="utf-8") as lines:
        said = lines.read().splitlines()
    os.waitpid(child[0], 0)
    return said


def main() -> int:
    """Run the campaign and its control, print one line, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="40 cases from each instead of 1,000")
    args = parser.parse_args()
    writers, times = 8, 40 if args.short else 1000
    with tempfile.TemporaryDirectory() as folder:
        found = campaign(Path(folder), writers, times)
        failed = control(Path(folder), writers, times)
    print(
        f"writers: {writers} with {times} each, {found.said} numbers said, {found.saved} saved, "
        f"{found.failed} failed, {found.looks} looks, {found.shrunk} of them shorter than the one before, "
        f"slowest write {found.slowest:.1f} s; control: {failed} failed"
    )
    good = found.said == found.saved == writers * times and not (found.failed or found.shrunk)
    return 0 if good and failed else 1


if __name__ == "__main__":
    sys.exit(main())
