"""Cut the power at every disk call of every writing command, and look at what is on the disk afterwards.

``python -m tests.faults.power [--short]``. ``strace`` records what the unmodified program asks of the disk.
From that the disk is made as it may be after a power cut at each call: of what was not yet synced nothing,
all, or a random part has reached it, torn at 512 bytes; a name made, changed or removed in a folder has
reached it only when the folder was synced. klage opens every such image. The register has to hold what it
held before the command or after it, and what was acknowledged has to be there. The negative controls read the
same recordings without the syncs of the folder (what ``synchronous=FULL`` leaves out) and without any sync
(``OFF``): the first must lose what was acknowledged, the second must be damaged.
"""

import argparse
import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from klage.errors import KlageError
from klage.store import history
from klage.store.backup.backups import FOLDER
from tests.faults import lines
from tests.faults.traced import RAM, Call, record
from tests.store import support

SECTOR = 512
COMMANDS = (
    "ny --json -", "opkald 1 --udfald", "ret 1 --json", "luk 1 --metode", "import - --ja", "fortryd --ja",
    "kontor brevdage 6", "laering status 1", "rejse 2 --ny", "backup", "anonymiser 3 --ja",
)  # fmt: skip


class Write(NamedTuple):
    """Bytes put somewhere in a file, or with ``data`` None the length it was cut to."""

    offset: int
    data: bytes | None


@dataclass
class File:
    """A file: what is surely on the disk, and what was written since, in order."""

    durable: bytes = b""
    pending: list[Write] = field(default_factory=list)


Names = dict[str, File]
Rename = tuple[str, File | None]
"""A name, and the file it now stands for; None when it was removed."""


class Disk:
    """A folder tree as the kernel has it and as the disk has it."""

    def __init__(self, root: Path) -> None:
        self.seen: Names = {str(path): File(path.read_bytes()) for path in root.rglob("*") if path.is_file()}
        self.durable: Names = dict(self.seen)
        self.pending: list[Rename] = []
        self.places: dict[int, int] = {}

    def feed(self, call: Call) -> None:
        """Do what a call did."""
        getattr(self, f"_{call.name}")(call)

    def _name(self, path: str, file: File | None) -> None:
        if file is None:
            self.seen.pop(path, None)
        else:
            self.seen[path] = file
        self.pending.append((path, file))

    def _openat(self, call: Call) -> None:
        self.places[call.result] = 0
        if "O_CREAT" in call.flags and call.path not in self.seen:
            self._name(call.path, File())
        elif "O_TRUNC" in call.flags:
            self.seen[call.path].pending.append(Write(0, None))

    def _pwrite64(self, call: Call) -> None:
        self.seen[call.path].pending.append(Write(call.offset, call.data))

    def _write(self, call: Call) -> None:
        if call.fd == 1:
            return
        place = self.places.get(call.fd, 0)
        self.places[call.fd] = place + len(call.data)
        self.seen[call.path].pending.append(Write(place, call.data))

    def _lseek(self, call: Call) -> None:
        self.places[call.fd] = call.result

    def _ftruncate(self, call: Call) -> None:
        self.seen[call.path].pending.append(Write(call.offset, None))

    def _unlink(self, call: Call) -> None:
        self._name(call.path, None)

    def _link(self, call: Call) -> None:
        self._name(call.other, self.seen[call.path])

    def _rename(self, call: Call) -> None:
        file = self.seen[call.path]
        self._name(call.other, file)
        self._name(call.path, None)

    def _fsync(self, call: Call) -> None:
        file = self.seen.get(call.path)
        if file is not None:
            file.durable, file.pending = written(file.durable, file.pending), []
            return
        kept = [rename for rename in self.pending if str(Path(rename[0]).parent) != call.path]
        done = [rename for rename in self.pending if str(Path(rename[0]).parent) == call.path]
        self.durable, self.pending = named(self.durable, done), kept

    _fdatasync = _fsync

    def image(self, chance: random.Random, survive: str) -> dict[str, bytes]:
        """Return the files after a power cut: of what was pending ``none``, ``all`` or ``some`` survived."""
        renames = self.pending[: {"none": 0, "all": None}.get(survive, chance.randint(0, len(self.pending)))]
        return {
            path: written(file.durable, _survivors(file.pending, chance, survive))
            for path, file in named(self.durable, renames).items()
        }


def _survivors(writes: Sequence[Write], chance: random.Random, survive: str) -> list[Write]:
    """Return what reached the disk: each sector of a write by itself."""
    if survive != "some":
        return list(writes) if survive == "all" else []
    share = chance.choice([0.1, 0.5, 0.9])
    return [piece for write in writes for piece in _torn(write) if chance.random() < share]


def _torn(write: Write) -> Iterator[Write]:
    if write.data is None:
        yield write
        return
    start, end = write.offset, write.offset + len(write.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Write(start, write.data[start - write.offset : stop - write.offset])
        start = stop


def written(content: bytes, writes: Sequence[Write]) -> bytes:
    """Return a file's content after some writes; a hole is zeros."""
    found = bytearray(content)
    for offset, data in writes:
        if len(found) < offset:
            found.extend(bytes(offset - len(found)))
        if data is None:
            del found[offset:]
        else:
            found[offset : offset + len(data)] = data
    return bytes(found)


def named(names: Names, renames: Sequence[Rename]) -> Names:
    """Return the names of a disk after some changes of them, in the order they were made."""
    found = dict(names)
    for path, file in renames:
        if file is None:
            found.pop(path, None)
        else:
            found[path] = file
    return found


# --- judging an image ------------------------------------------------------------------------------


def state(path: Path) -> str:
    """Open a register as klage does, and return a digest of all that stands in it.

    Raises:
        KlageError: It cannot be opened, or its list does not fit its seal.
        AssertionError: It is damaged, or a link of its history is.
    """
    return _digest(path, "select *")


def content(path: Path) -> str:
    """Return a digest that is the same for two runs of the same command: without salts and hashes.

    Raises:
        KlageError: It cannot be opened, or its list does not fit its seal.
        AssertionError: It is damaged, or a link of its history is.
    """
    return _digest(
        path,
        "select *",
        {
            "event": "select id, group_no, command, case_id",
            "event_content": "select event_id",
            "written_file": "select count(*)",
        },
    )


def _digest(path: Path, query: str, others: Mapping[str, str] = MappingProxyType({})) -> str:
    support.due_list(path)
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)], "integrity_check"
        assert history.problems(connection) == [], "history"
        names = connection.execute("select name from sqlite_master where type = 'table' order by name")
        for (name,) in names.fetchall():
            rows = connection.execute(f'{others.get(name, query)} from "{name}"').fetchall()
            digest.update(repr((name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


class Judge:
    """Looks at images of one command: which state the register is in, each different image once."""

    def __init__(self, place: Path, root: Path) -> None:
        self.place, self.root = place, root
        self.known: dict[str, str] = {}

    def __call__(self, image: dict[str, bytes]) -> str:
        """Return the state of an image, or ``damaged``."""
        digest = hashlib.sha256()
        for path in sorted(image):
            digest.update(f"{path} {len(image[path])} ".encode() + image[path])
        key = digest.hexdigest()
        if key not in self.known:
            self.known[key] = self._judged(image)
        return self.known[key]

    def _judged(self, image: dict[str, bytes]) -> str:
        shutil.rmtree(self.place, ignore_errors=True)
        for path, content in image.items():
            file = self.place / Path(path).relative_to(self.root)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write_bytes(content)
        try:
            # A copy that bears its own name is whole: only such a one would be restored.
            for copy in self.place.glob(f"{FOLDER}/klage_*.db"):
                state(copy)
            return state(self.place / "klage.db")
        except (KlageError, AssertionError, sqlite3.Error):
            return "damaged"


class Tally(NamedTuple):
    """How many images there were, and in how many something acknowledged was lost or the register damaged."""

    images: int = 0
    lost: int = 0
    damaged: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


@dataclass
class Recording:
    """One command: where it began, what it asked of the disk, and the states it may leave."""

    root: Path
    calls: list[Call]
    allowed: set[str]
    final: str


def recorded(folder: Path, line: lines.Line) -> Recording:
    """Run a command on a filled register under ``strace``; ``folder`` is left as it was before."""
    home, done = folder / "home", folder / "done"
    shutil.copytree(home, done)
    calls = record(line.within(folder), home)
    final = state(home / "klage.db")
    allowed = {state(done / "klage.db"), final}
    shutil.rmtree(home)
    done.rename(home)
    return Recording(home, calls, allowed, final)


def cut(recording: Recording, place: Path, times: int, chance: random.Random, without: str = "") -> Tally:
    """Cut the power at every call, ``times`` random images each beside none and all; count the images.

    Args:
        recording: What the command did.
        place: A folder to make images in.
        times: How many random images are made at every call.
        chance: Where the randomness comes from.
        without: Which syncs never happened: those of a ``folder``, of a ``file`` as well, or none.
    """
    disk, judge, counts = Disk(recording.root), Judge(place, recording.root), Counter[str]()
    for call in recording.calls:
        if call.name in {"fsync", "fdatasync"} and (
            without == "file" or (without and call.path not in disk.seen)
        ):
            continue
        disk.feed(call)
        counts["said"] += call.name == "write" and call.fd == 1
        for survive in ("none", "all", *["some"] * times):
            found = judge(disk.image(chance, survive))
            counts["images"] += 1
            counts["damaged"] += found not in recording.allowed
            counts["lost"] += bool(counts["said"]) and found in recording.allowed and found != recording.final
    return Tally(counts["images"], counts["lost"], counts["damaged"])


def campaign(folder: Path, names: Sequence[str], *, images: int, seed: int) -> tuple[bool, str]:
    """Cut the named commands, and the first four again for the controls; return whether all is well, with one line."""
    desk = lines.desk_in(folder / "home")
    lines.fill(desk)
    todo, chance = lines.writing(), random.Random(seed)
    total, full, off = Tally(), Tally(), Tally()
    for name in names:
        recording = recorded(folder, todo[name])
        if name.startswith("anonymiser"):
            recording.allowed |= _steps(recording, folder / "image")
        times = max(1, images // len(recording.calls) - 1)
        found = cut(recording, folder / "image", times, chance)
        total = total.plus(found)
        if name in names[:4]:
            # Lost only where the journal's making reached the disk and its removal did not: with two images
            # a call the control found nothing in one run of ten.
            full = full.plus(cut(recording, folder / "image", 10, chance, "folder"))
            off = off.plus(cut(recording, folder / "image", 2, chance, "file"))
    line = (
        f"power: {len(names)} commands, {total.images} images, {total.lost} lost, {total.damaged} damaged; "
        f"without the sync of the folder {full.lost} of {full.images} lost, "
        f"without any sync {off.damaged} of {off.images} damaged"
    )
    return not (total.lost or total.damaged) and bool(full.lost) and bool(off.damaged), line


def _steps(recording: Recording, place: Path) -> set[str]:
    """Return the states that a command of several transactions goes through when no power is cut."""
    disk, judge = Disk(recording.root), Judge(place, recording.root)
    chance, found = random.Random(0), set[str]()
    for call in recording.calls:
        disk.feed(call)
        found.add(judge(disk.image(chance, "all")))
    return found - {"damaged"}


def main() -> int:
    """Run the campaign and return 1 if anything was lost or damaged, or a control was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--short",
        action="store_true",
        help="some 150 images of each short command, and not 1,400 of every one",
    )
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if shutil.which("strace") is None:
        print("power: not run, for strace is not installed")
        return 0
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        names, images = (COMMANDS[:-1], 150) if args.short else (COMMANDS, 1400)
        good, line = campaign(Path(folder), names, images=images, seed=args.seed)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
