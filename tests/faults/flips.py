"""Flip bits of a register, one at a time, and read the due list: it is the same, or it is refused.

``python -m tests.faults.flips [--short]``. The negative control reads the open cases without asking the
seal, and has to be shown a wrong list.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from klage.errors import KlageError
from tests.store import support

Read = Callable[[Path], object]
Flip = tuple[int, int]


class Outcome(NamedTuple):
    """What became of the list: as it was, refused, and the flips after which it was silently another."""

    same: int
    refused: int
    silent: list[Flip]


def everywhere(size: int, times: int, chance: random.Random) -> list[Flip]:
    """Return random bits of a file."""
    return [(chance.randrange(size), chance.randrange(8)) for _ in range(times)]


def in_rows(path: Path, chance: random.Random, *, every: int = 1) -> list[Flip]:
    """Return a random bit of every byte (or every so many) of the open cases' rows, calls and index."""
    content = path.read_bytes()
    spans = [span for text in _open_texts(path) for span in _found(content, text)]
    places = sorted({place for start, end in spans for place in range(max(0, start - 60), end)})
    return [(place, chance.randrange(8)) for place in places[::every]]


def _open_texts(path: Path) -> list[bytes]:
    """Return the texts that stand side by side in the rows and index entries of open cases."""
    connection = sqlite3.connect(path)
    cases = connection.execute(
        "select received_at || registered_at || contact_type || channel || addressee_level || complaint_kind,"
        " citizen_name || phone || summary, call_due_at || call_policy, call_due_at"
        " from complaint where closed_at is null"
    ).fetchall()
    calls = connection.execute(
        "select k.called_at || k.logged_at || k.direction || k.result from call k"
        " join complaint c on c.id = k.complaint_id where c.closed_at is null"
    ).fetchall()
    connection.close()
    return [str(text).encode() for row in (*cases, *calls) for text in row if text]


def _found(content: bytes, text: bytes) -> Iterable[tuple[int, int]]:
    at = content.find(text)
    while at >= 0:
        yield at, at + len(text)
        at = content.find(text, at + 1)


def opened_list(path: Path) -> object:
    """Return what the due list reads."""
    return support.due_list(path)


def unsealed_list(path: Path) -> object:
    """Return the open cases without asking the seal: the list of a program that believes its file."""
    with support.opened(path) as register:
        sql = "select id, call_due_at, phone from complaint where closed_at is null order by call_due_at, id"
        return list(register.rows(sql))


def flip(path: Path, flips: Iterable[Flip], read: Read = opened_list) -> Outcome:
    """Flip one bit at a time, read, and put it back."""
    whole = read(path)
    same = refused = 0
    silent: list[Flip] = []
    with path.open("rb") as file:
        content = file.read()
    descriptor = os.open(path, os.O_RDWR)
    for place, bit in flips:
        os.pwrite(descriptor, bytes([content[place] ^ (1 << bit)]), place)
        try:
            if read(path) == whole:
                same += 1
            else:
                silent.append((place, bit))
        except KlageError:
            refused += 1
        os.pwrite(descriptor, content[place : place + 1], place)
    os.close(descriptor)
    return Outcome(same, refused, silent)


def campaign(folder: Path, *, every: int, times: int, seed: int) -> tuple[bool, str]:
    """Flip bits of the open cases and bits anywhere, and return whether all is well, with one line."""
    path, chance = folder / "klage.db", random.Random(seed)
    support.fill(path, open_cases=60, closed_cases=200)
    flips = [*in_rows(path, chance, every=every), *everywhere(path.stat().st_size, times, chance)]
    found = flip(path, flips)
    control = flip(path, flips[: len(flips) // 4], unsealed_list)
    line = (
        f"flips: {len(flips)} bits, {found.same} lists the same, {found.refused} refused, "
        f"{len(found.silent)} silently another; without the seal {len(control.silent)} of {len(flips) // 4}"
    )
    return not found.silent and found.refused > 0 and bool(control.silent), line


def main() -> int:
    """Run the campaign and return 1 if a list was silently another, or the control found nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="one byte in eight, and 2,000 bits anywhere")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    every, times = (8, 2000) if args.short else (1, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        good, line = campaign(Path(folder), every=every, times=times, seed=args.seed)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
