"""Let every disk call of a writing command fail, one at a time: with EIO, with ENOSPC, or with a kill.

``python -m tests.faults.syscalls [--short]``. ``strace`` injects the fault into the unmodified program. The
register holds afterwards what it held before or after the command; what was acknowledged is there; a run
that failed ends with 5 and one Danish sentence that is true, without a traceback. The negative control is
a program that writes a file in place, and has to be left with half of it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.errors import DiskError, KlageError
from tests.faults import lines, power, traced

CALLS = ("pwrite64", "write", "ftruncate", "fsync", "fdatasync", "unlink", "link", "rename")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
NEEDS_ROOM = {"pwrite64", "write", "ftruncate", "fsync", "fdatasync"}
SHORT = ("ny --json -", "import - --ja")
KILLED = -9
NOTHING_SAVED = re.compile(r"[Ii]ntet er (gemt|ændret|importeret)")
NOT_NOTED = re.compile(r"kunne ikke noter")
"""The list or the file is there, and klage says that it could not note that in the register."""

IS_SAVED = re.compile(r"Ændringen er gemt; ")


class Fault(NamedTuple):
    """A fault in the so-manieth call of a kind."""

    call: str
    number: int
    kind: str


class Case(NamedTuple):
    """A command on a register: where that lies untouched, and what it holds before and after the command."""

    line: lines.Line
    home: Path
    before: str
    after: str


def faults(calls: Sequence[traced.Call], step: int) -> Iterator[Fault]:
    """Yield every ``step``-th call of a recording with every kind of fault that it can meet."""
    counts = Counter[str]()
    for number, call in enumerate(call for call in calls if call.name in CALLS):
        counts[call.name] += 1
        if number % step == 0:
            for kind in FAULTS:
                if kind != "error=ENOSPC" or call.name in NEEDS_ROOM:
                    yield Fault(call.name, counts[call.name], kind)


def prepared(home: Path, line: lines.Line, place: Path) -> tuple[Case, list[traced.Call]]:
    """Run a line once without a fault; return what it does and what it asked of the disk."""
    shutil.copytree(home, place / "home")
    before = power.content(place / "home" / "klage.db")
    calls = traced.record(line.within(place), place / "home")
    after = power.content(place / "home" / "klage.db")
    shutil.rmtree(place)
    return Case(line, home, before, after), calls


def tried(case: Case, place: Path, fault: Fault) -> list[str]:
    """Run a line with one fault, and return what is wrong with what it left."""
    home = place / f"{fault.call}{fault.number}{fault.kind[-4:]}"
    shutil.copytree(case.home, home / "home")
    inject = f"inject={fault.call}:{fault.kind}:when={fault.number}"
    done = traced.run(case.line.within(home), home / "home", "-e", inject, calls=[fault.call])
    try:
        found = power.content(home / "home" / "klage.db")
    except (KlageError, AssertionError) as error:
        found = f"damaged: {error}"
    shutil.rmtree(home)
    return [f"{fault}: {problem.strip()}" for problem in _problems(case, fault, done, found)]


def _problems(case: Case, fault: Fault, done: traced.Done, found: str) -> Iterator[str]:
    is_killed = fault.kind == "signal=KILL"
    if "INJECTED" not in done.trace and "SIGKILL" not in done.trace:
        yield "the fault did not come"
    if found not in {case.before, case.after}:
        yield found if found.startswith("damaged") else "half written"
    if "Traceback" in done.stderr:
        yield "a traceback"
    if done.code not in ({KILLED} if is_killed else {0, DiskError.exit_code}):
        yield f"ended with {done.code}: {done.stderr}"
    if done.code == 0 and found != case.after and not NOT_NOTED.search(done.stderr):
        yield f"ended with 0 and is not saved: {done.stderr}"
    if done.code == DiskError.exit_code and len(done.stderr.strip()) < 20:
        yield "said nothing"
    if NOTHING_SAVED.search(done.stderr) and found == case.after != case.before:
        yield f"says what is not so: {done.stderr}"
    if IS_SAVED.search(done.stderr) and found != case.after:
        yield f"says what is not so: {done.stderr}"


def in_place(folder: Path) -> int:
    """Let a program that writes in place meet the same faults; return how often it is left with half."""
    program = "import os\nf = os.open('f', os.O_WRONLY)\nfor at in range(4): os.pwrite(f, b'new!', 4 * at)"
    file, halves = folder / "f", 0
    for number in range(1, 5):
        file.write_bytes(b"old!" * 4)
        inject = f"inject=pwrite64:error=EIO:when={number}"
        subprocess.run(
            ["strace", "-o", os.devnull, "-e", "trace=pwrite64", "-e", inject, sys.executable, "-c", program],
            cwd=folder, check=False, capture_output=True,
        )  # fmt: skip
        halves += len({file.read_bytes()[at : at + 4] for at in range(0, 16, 4)}) == 2
    return halves


def campaign(folder: Path, names: Sequence[str], step: int) -> tuple[bool, str]:
    """Try the faults on the named commands; return whether all is well, with one line and what is wrong."""
    desk = lines.desk_in(folder / "home")
    lines.fill(desk)
    runs, wrong, todo = 0, list[str](), lines.writing()
    with ThreadPoolExecutor(2) as pool:
        for name in names:
            case, calls = prepared(folder / "home", todo[name], folder / "once")
            chosen = list(faults(calls, step))
            runs += len(chosen)
            found = pool.map(partial(tried, case, folder / "try"), chosen)
            wrong += [f"{name}: {problem}" for problems in found for problem in problems]
    halves = in_place(folder)
    line = (
        f"syscalls: {len(names)} commands, {runs} faults in disk calls, {len(wrong)} wrong; "
        f"a program that writes in place was left with half of it in {halves} of 4"
    )
    return not wrong and bool(halves), "\n  ".join([line, *wrong])


def main() -> int:
    """Run the campaign and return 1 if anything is wrong, or the control was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="every 4th call of two commands, and not all")
    parser.add_argument(
        "--step", type=int, default=1, help="every so manieth call of all commands (without --short)"
    )
    args = parser.parse_args()
    if shutil.which("strace") is None:
        print("syscalls: not run, for strace is not installed")
        return 0
    # Forgetting takes several transactions; tests.faults.forget kills it in the middle of each. A letter that is
    # written and sent is two things that are noted, and both need not be done.
    every = tuple(name for name in lines.writing() if not name.startswith(("anonymiser", "brev")))
    names, step = (SHORT, 4) if args.short else (every, args.step)
    with tempfile.TemporaryDirectory(dir=traced.RAM) as folder:
        good, line = campaign(Path(folder), names, step)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
