"""Put damaged and foreign files where the register should be, and type every command.

``python -m tests.faults.damaged [--short]``. Each file has the exit codes that it may lead to (6 damaged or no
register, 3 no file, 7 from a newer klage, 8 no permission); 0 only where what a command reads is whole, and
then it says what it says of the whole file. The file is not changed when the exit code is not 0; nothing
hangs, nothing shows a traceback. The negative control opens the files with ``sqlite3`` alone, and has to
take some of them for good.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from klage.store.file import VERSION
from tests.cli import Result
from tests.faults import lines
from tests.faults.traced import RAM
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
ANOTHER_TEXT = {"one letter in a note"}
"""What reads as well as before: only ``tjek`` can tell."""

HARMLESS = {"minus one byte", "write version 9", "WAL flag", "garbage journal", "garbage WAL"}
"""What ``tjek`` may call whole."""

MAKES = {"ny", "import", "kontor"}
"""What makes a register where there is nothing at all."""

LOOKS_ELSEWHERE = {"gendan", "kontor cron"}
"""The way out lists the copies, whatever the register is; the crontab is no part of it."""


class Tally(NamedTuple):
    """What the runs ended with, and all that was wrong."""

    codes: Counter[int]
    wrong: list[str]


def home(folder: Path, kind: Kind, content: bytes) -> Path:
    """Make a folder with such a file where the register should be."""
    folder.mkdir(mode=0o700)
    kind.make(folder / "klage.db", content)
    return folder


def tried(folder: Path, content: bytes, todo: Sequence[lines.Line], whole: Sequence[Result]) -> Tally:
    """Type every line on every kind of file."""
    codes, wrong = Counter[int](), list[str]()
    for name, kind in KINDS.items():
        for line, good in zip(todo, whole, strict=True):
            place = home(folder / "home", kind, content)
            before = _bytes(place / "klage.db")
            result = _run(place, line)
            codes[result.code] += 1
            is_same = _bytes(place / "klage.db") == before
            typed = " ".join(line.args[:3])
            wrong += [
                f"{name}, {typed}: {found}" for found in _problems(name, line, good, result, is_same=is_same)
            ]
            shutil.rmtree(place)
    return Tally(codes, wrong)


def _run(place: Path, line: lines.Line) -> Result:
    signal.alarm(PATIENCE)  # nothing of klage catches it: a command that hangs ends the campaign
    try:
        return lines.run(lines.desk_in(place), line.within(place))
    finally:
        signal.alarm(0)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _problems(name: str, line: lines.Line, good: Result, result: Result, *, is_same: bool) -> Iterator[str]:
    command = line.args[0] if line.args else ""
    looks_elsewhere = not LOOKS_ELSEWHERE.isdisjoint({command, " ".join(line.args[:2])})
    may_be_made = name == "no file" and command in MAKES
    if result.code not in KINDS[name].codes and not looks_elsewhere and not may_be_made:
        yield f"ended with {result.code}: {result.stderr.strip()}"
    if not is_same and (result.code or not line.writes):
        yield "changed the file"
    if "Traceback" in result.stderr or (result.code and not result.stderr.strip() and command != "tjek"):
        yield f"said {result.stderr.strip()!r}"
    tells = not looks_elsewhere and command != "tjek" and name not in ANOTHER_TEXT and not line.writes
    if result.code == 0 and tells and result.stdout != good.stdout:
        yield "ended with 0 and another list"
    if command == "tjek" and result.code == 0 and name not in HARMLESS:
        yield "tjek finds nothing"


def believed(folder: Path, content: bytes) -> int:
    """Return how many files that klage must refuse a program takes that opens them with sqlite3 alone."""
    found = 0
    for kind in (kind for kind in KINDS.values() if kind.codes == {6}):
        place = home(folder / "home", kind, content)
        with suppress(sqlite3.Error), closing(sqlite3.connect(place / "klage.db")) as connection:
            found += bool(
                connection.execute("select case_no from complaint where closed_at is null").fetchall()
            )
        shutil.rmtree(place)
    return found


def campaign(folder: Path, todo: Sequence[lines.Line]) -> tuple[bool, str]:
    """Try every line on every file; return whether all is well, with one line and what is wrong."""
    desk = lines.desk_in(folder / "filled")
    lines.fill(desk)
    content = desk.path.read_bytes()
    whole = list[Result]()
    for line in todo:
        whole.append(_run(home(folder / "home", Kind(changed(bytes), frozenset()), content), line))
        shutil.rmtree(folder / "home")
    codes, wrong = tried(folder, content, todo, whole)
    control = believed(folder, content)
    ended = ", ".join(f"{count} with {code}" for code, count in sorted(codes.items()))
    said = (
        f"damaged: {len(KINDS)} files and {len(todo)} lines, {ended}; {len(wrong)} wrong; "
        f"sqlite3 alone takes {control} of them for good"
    )
    return not wrong and control > 0, "\n  ".join([said, *wrong])


def main() -> int:
    """Run the campaign and return 1 if anything is wrong, or the control refused everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="ten lines, and not every line of every command")
    args = parser.parse_args()
    every = list(lines.every_line())
    todo = [line for line in every if " ".join(line.args) in SHORT] if args.short else every
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        good, line = campaign(Path(folder), todo)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
