"""Let the disk run full under klage in three ways, while it registers, imports, exports, reports and copies.

``python -m tests.faults.full [--short]``. A small tmpfs and a small ext4 (both as root), and a limit on the
size of a file (everywhere). What was acknowledged is there, klage ends with 5, the list still comes, and no
half file is left. The negative control writes its list anew each time, as a text file is saved, and has to
lose it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.cli import main as klage
from klage.errors import DiskError
from tests.faults import children, lines, power
from tests.faults.traced import RAM
from tests.store import support

TEXT = "Ingen svarer på mit brev. " * 400
SIZE = 1_200_000
"""How many bytes there are in all: the register takes a third of them before anything is done."""

OTHERS = (
    lines.Line(["import", "-", "--ja"], "".join(
        json.dumps({"received_at": "2026-11-18T09:00", "summary": f"{number} {TEXT}"}) + "\n" for number in range(90)
    )),
    lines.Line(["eksport", "{folder}/sager.jsonl"]),
    lines.Line(["eksport", "{folder}/sager.csv"]),
    lines.Line(["rapport", "--aar", "2026", "--ud", "{folder}/beretning.md"]),
    lines.Line(["backup"]),
    lines.Line(["ret", "1", "--json", "-"], json.dumps({"summary": TEXT * 2})),
)  # fmt: skip


class Answer(NamedTuple):
    """What a run ended with, and all it wrote on both streams."""

    code: int
    text: str


class Place(NamedTuple):
    """A folder whose disk runs full, and the largest file that may be written there (0: any)."""

    name: str
    folder: Path
    limit: int = 0


class Tally(NamedTuple):
    """How many cases were acknowledged, how many commands met a full disk, and all that was wrong."""

    acknowledged: int
    full: int
    wrong: list[str]


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something on a folder, and take it away again."""
    folder.mkdir()
    subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def places(folder: Path) -> Iterator[tuple[list[Place], list[str]]]:
    """Give the places that this machine can make, and the names of those that it cannot."""
    found, missing = [Place("limit", folder / "limit", 600_000)], list[str]()
    (folder / "limit").mkdir()
    image = folder / "disk.img"
    image.write_bytes(bytes(2 * SIZE))
    with ExitStack() as stack:
        for name, options in {
            "tmpfs": ("-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs"),
            "ext4": ("-o", "loop", str(image)),
        }.items():
            try:
                if name == "ext4":
                    subprocess.run(
                        ["mkfs.ext4", "-q", "-O", "^has_journal", str(image)], check=True, capture_output=True
                    )
                found.append(Place(name, stack.enter_context(mounted(folder / name, *options))))
            except (OSError, subprocess.CalledProcessError):
                missing.append(name)
        yield found, missing


def run(place: Place, line: lines.Line) -> Answer:
    """Run a line in a child, under the limit of the place."""
    child, pipe = children.fork(partial(_run, place, line.within(place.folder)))
    with os.fdopen(pipe, encoding="utf-8") as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    return Answer(os.waitstatus_to_exitcode(status), text)


def _run(place: Place, line: lines.Line) -> int:
    sys.stderr = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdin = children.typed(line.stdin)
    if place.limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (place.limit, place.limit))
    environ = {**children.environment(register_in(place)), "KLAGE_NOW": "2026-11-20T10:00:00+01:00"}
    code = klage(list(line.args), environ)
    sys.stderr.flush()
    return code


def register_in(place: Place) -> Path:
    """Return where the register of a place lies."""
    return place.folder / "home" / "klage.db"


def tried(place: Place, template: Path) -> Tally:
    """Fill a place with complaints until it is full, then try everything else that writes."""
    shutil.copytree(template, place.folder / "home")
    path, wrong, full = register_in(place), list[str](), 0
    said = set[str]()
    while True:
        answer = run(
            place,
            lines.Line(["ny", "--json", "-", "--kun-nr"], json.dumps({"summary": f"{len(said)} {TEXT}"})),
        )
        if answer.code:
            break
        said.add(answer.text.strip())
    wrong += _problems(place, "ny", answer)
    for line in OTHERS:
        before, files = power.content(path), set(_files(place))
        answer = run(place, line)
        if answer.code == 0:  # a small file may still fit
            continue
        full += 1
        wrong += _problems(place, " ".join(line.args[:2]), answer)
        if power.content(path) != before or set(_files(place)) != files:
            wrong.append(f"{place.name} {line.args[0]}: left something")
    with support.opened(path) as register:
        saved = {str(number) for (number,) in register.rows("select case_no from complaint")}
    if not said <= saved:
        wrong.append(f"{place.name}: {len(said - saved)} acknowledged cases lost")
    for name in ("frister", "liste"):
        if run(place, lines.Line([name])).code:
            wrong.append(f"{place.name}: {name} does not come")
    return Tally(len(said), full + 1, wrong)


def _files(place: Place) -> Iterator[str]:
    """Yield the names of files that are no part of the register itself."""
    for path in place.folder.rglob("*"):
        if path.is_file() and not path.name.endswith("-journal"):
            yield str(path)


def _problems(place: Place, command: str, answer: Answer) -> Iterator[str]:
    if answer.code != DiskError.exit_code:
        yield f"{place.name} {command}: ended with {answer.code}: {answer.text.strip()}"
    if "Traceback" in answer.text or "isken er fuld" not in answer.text:
        yield f"{place.name} {command}: said {answer.text.strip()!r}"


def control(place: Place) -> int:
    """Let a program that writes its whole list anew run into the same wall; return how much it lost."""
    child, pipe = children.fork(partial(_rewrite, place))
    with os.fdopen(pipe, encoding="utf-8") as said:
        acknowledged = len(said.read().splitlines())
    os.waitpid(child, 0)
    try:
        kept = len(json.loads((place.folder / "list.json").read_text()))
    except ValueError:
        kept = 0
    return acknowledged - kept


def _rewrite(place: Place) -> int:
    if place.limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (place.limit, place.limit))
    cases = list[str]()
    with suppress(OSError):
        while True:
            cases.append(TEXT)
            with (place.folder / "list.json").open("w") as file:
                json.dump(cases, file)
            print(len(cases), flush=True)
    return 0


def campaign(folder: Path) -> tuple[bool, str]:
    """Try every place there is; return whether all is well, with one line and what is wrong."""
    desk = lines.desk_in(folder / "template" / "home")
    lines.fill(desk)
    with places(folder) as (several, missing):
        tallies = [tried(place, folder / "template" / "home") for place in several]
        lost = control(several[0])
    wrong = [problem for tally in tallies for problem in tally.wrong]
    line = (
        f"full: {', '.join(place.name for place in several)}: {sum(t.acknowledged for t in tallies)} acknowledged, "
        f"{sum(t.full for t in tallies)} commands met a full disk, {len(wrong)} wrong; the control lost {lost}"
    )
    if missing:
        line += f"; not tried: {', '.join(missing)} (cannot be mounted here)"
    return not wrong and lost > 0, "\n  ".join([line, *wrong])


def main() -> int:
    """Run the campaign and return 1 if anything is wrong, or the control lost nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="the same: it takes seconds")
    parser.parse_args()
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        good, line = campaign(Path(folder))
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
