"""Put damaged and foreign files where the register should be, and type every command.

``python -m tests.faults.damaged [--short]``. Each file has the exit codes that it may lead to (6 damaged or no
register, 3 no file, 7 from a newer klage, 8 no permission); 0 only where what a command reads is whole, and
then it says what it says of the whole file. The file is not changed when the exit code is not 0; nothing
hangs, nothing shows a traceback. The negative control opens the files with ``sqlite3`` alone, and has to
take some of them for good.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from klage.store.register import VERSION
from tests.store import test_register_damage as damage

Make = Callable[[Path, bytes], None]
PATIENCE = 20
"""After so many seconds a command that hangs is ended."""

SHORT = (
    "frister", "frister --json", "liste --alle --json --med-navne", "vis 1 --json --med-navne", "soeg ringede", "tjek",
    "rapport --json --med-navne", "ny --json - --kun-nr", "backup", "eksport {folder}/sager.jsonl",
)  # fmt: skip


class Kind(NamedTuple):
    """A damaged or foreign file: how it is made, and what a command on it may end with."""

    make: Make
    codes: frozenset[int]


def changed(change: Callable[[bytes], bytes]) -> Make:
    """Return what writes the register with a change in it."""

    def make(path: Path, content: bytes) -> None:
        path.write_bytes(change(content))

    return make


def beside(ending: str) -> Make:
    """Return what leaves the register whole, with garbage beside it."""

    def make(path: Path, content: bytes) -> None:
        path.write_bytes(content)
        path.with_name(path.name + ending).write_bytes(bytes(range(256)) * 20)

    return make


def instead(replace: Callable[[Path], None]) -> Make:
    """Return what puts something there that is no file."""

    def make(path: Path, _: bytes) -> None:
        replace(path)

    return make


def another(path: Path, _: bytes) -> None:
    """Make another program's database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table musik (titel text)")


def one_letter(content: bytes) -> bytes:
    """Change one letter wherever a text stands that only ``vis`` and the history read."""
    return content.replace(b"Ingen ringede tilbage ja ja ja ja ", b"Ingen rangede tilbage ja ja ja ja ")


MAY_BE_WHOLE = frozenset({0, 6})
KINDS = {
    **{
        name: Kind(changed(change), MAY_BE_WHOLE if "zeroed" in name else frozenset({6}))
        for name, change in damage.DAMAGE.items()
    },
    "read version 9 and write version 9": Kind(changed(damage.patch(18, b"\x09\x09")), frozenset({6})),
    "minus one byte": Kind(changed(lambda content: content[:-1]), MAY_BE_WHOLE),
    "one letter in a note": Kind(changed(one_letter), MAY_BE_WHOLE),
    "write version 9": Kind(changed(damage.patch(18, b"\x09")), frozenset({0, 8})),
    "WAL flag": Kind(changed(damage.patch(18, b"\x02\x02")), frozenset({0})),
    "garbage journal": Kind(beside("-journal"), frozenset({0})),
    "garbage WAL": Kind(beside("-wal"), frozenset({0})),
    "newer": Kind(changed(damage.patch(60, (VERSION + 1).to_bytes(4, "big"))), frozenset({7})),
    "another program's": Kind(another, frozenset({6})),
    "no file": Kind(instead(damage.no_file), frozenset({3})),
    "dangling link": Kind(instead(damage.dangling), frozenset({3})),
    "link to itself": Kind(instead(damage.loop), frozenset({3})),
    "device": Kind(instead(damage.device), frozenset({3})),
    "folder": Kind(instead(Path.mkdir), frozenset({3})),
    "pipe": Kind(instead(os.mkfifo), frozenset({3})),
}
CREATE = {"ny", "import", "kontor", "demo", "gendan"}
"""What makes a register where there is none."""


class Tally(NamedTuple):
    """How many runs there were, and what was wrong."""

    runs: int
    codes: Counter[int]
    wrong: list[str]


"""How many commands were typed, what they ended with, and all that was wrong."""
