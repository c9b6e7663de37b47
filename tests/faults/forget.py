"""Kill ``klage anonymiser`` with SIGKILL at any moment, again and again.

``python -m tests.faults.forget [--short]``. Afterwards either nothing has been forgotten, or the next
``klage anonymiser`` finishes what was begun, and no file that klage keeps holds a word of it. The due list
stands in every case, and says so while something is pending. The control erases the rows and does
nothing more, and has to leave words behind.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from klage.cli import main as klage
from klage.domain.forgetting import Rule
from klage.session import NOT_FINISHED
from klage.store import history
from klage.store.backup import backups
from klage.store.forget import forgetting
from klage.store.register import create_register
from tests.faults import children
from tests.store import needles, support

for _module in ("commands.anonymiser", "commands.frister"):
    import_module(f"klage.{_module}")

CLOSED, OPEN = 42, 8
"""How many cases the register holds, those that are to be forgotten and those that stay."""

STEM = "Nålgaar"
SAMPLE = 8
"""Of how many needles each is looked for: all of some thousands would take a second a time."""


class Prepared(NamedTuple):
    """A register to be copied for each kill, and what is to be gone from it, and what is to stay.

    Attributes:
        folder: Where it lies.
        keys: The cases that are to be forgotten.
        going: Some of their needles; ``STEM`` is how all of them begin.
        staying: Some of those of the other cases.
    """

    folder: Path
    keys: list[int]
    going: list[str]
    staying: list[str]


class Tally(NamedTuple):
    """What the kills left."""

    kills: int
    untouched: int
    pending: int
    done: int
    left: int
    lost: int
    problems: int
    silent: int


def prepare(folder: Path) -> Prepared:
    """Make a register with cases to forget, and a backup that knows them."""
    path = folder / "klage.db"
    create_register(path)
    keys, going, staying = [], list[str](), list[str]()
    with support.opened(path, writing=True) as register:
        for number in range(CLOSED):
            key, found = needles.add(register, f"gaar{number}x")
            keys.append(key)
            going += found
        for number in range(OPEN):
            staying += needles.add(register, f"bliver{number}x", closed=False)[1]
        with support.changing(register, command="kontor sletning") as writer:
            forgetting.set_rule(writer, Rule(1, needs_journal_no=False))
        backups.make(register, support.NOW)
    chance = random.Random(1)
    return Prepared(folder, keys, chance.sample(going, SAMPLE), chance.sample(staying, SAMPLE))


def environment(path: Path) -> dict[str, str]:
    """Return an environment in which every closed case is old enough."""
    return {**children.environment(path), "KLAGE_NOW": "2030-01-01T10:00:00+01:00"}


def run(path: Path, *args: str) -> tuple[int, str]:
    """Run klage in this process; return its exit code and what it said on stderr."""
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        code = klage(list(args), environment(path))
    return code, said.getvalue()


def forget_all(path: Path) -> int:
    """Forget every closed case, as the user does."""
    return klage(["anonymiser", "--ja"], environment(path))


def campaign(prepared: Prepared, kills: int, chance: random.Random, folder: Path) -> Tally:
    """Kill so many runs at moments spread over the length of one, and count what they left."""
    whole = _duration(prepared, folder / "hel")
    counts = dict.fromkeys(Tally._fields, 0)
    for number in range(kills):
        place = folder / str(number)
        path = _copied(prepared, place)
        _kill_one(path, chance.uniform(0, 1.1 * whole))
        for name in _judged(prepared, path):
            counts[name] += 1
        shutil.rmtree(place)
    return Tally(**{**counts, "kills": kills})


def _copied(prepared: Prepared, place: Path) -> Path:
    shutil.copytree(prepared.folder, place)
    return place / "klage.db"


def _duration(prepared: Prepared, place: Path) -> float:
    """Return how many seconds a run takes that nobody kills."""
    path = _copied(prepared, place)
    begun = time.monotonic()
    child, pipe = children.fork(partial(forget_all, path))
    _, status = os.waitpid(child, 0)
    os.close(pipe)
    assert status == 0
    assert needles.found(path, [STEM]) == []
    return time.monotonic() - begun


def _kill_one(path: Path, after: float) -> None:
    child, pipe = children.fork(partial(forget_all, path))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(pipe)


def _judged(prepared: Prepared, path: Path) -> list[str]:
    """Return what is to be counted of a register after a kill and the next command."""
    code, said = run(path, "frister")
    with support.opened(path) as register:
        state, is_pending = forgetting.forgotten(register), register.has_pending_purge
    found = ["pending" if is_pending else "done" if state else "untouched"]
    if code or (NOT_FINISHED in said) != is_pending:
        found.append("silent")
    if state not in ([], prepared.keys):
        found.append("problems")
    if is_pending and run(path, "anonymiser") != (0, ""):
        found.append("problems")
    if state and needles.found(path, [STEM]):
        found.append("left")
    kept = prepared.staying + ([] if state else prepared.going)
    if set(needles.found(path, kept)) != set(kept):
        found.append("lost")
    with support.opened(path) as register:
        if history.problems(register.connection) or register.has_pending_purge:
            found.append("problems")
    return found


def control(prepared: Prepared, place: Path) -> int:
    """Erase the rows and nothing more; return how many needles are still in the files."""
    path = _copied(prepared, place)
    with support.opened(path, writing=True) as register:
        forgetting.erase(register, prepared.keys, support.NOW)
    return len(needles.found(path, prepared.going))


def main() -> int:
    """Run the campaign and its control, print one line, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="40 kills instead of 1,500")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    kills = 40 if args.short else 1500
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        prepared = prepare(Path(one) / "register")
        found = campaign(prepared, kills, random.Random(args.seed), Path(two))
        still_there = control(prepared, Path(two) / "kontrol")
    wrong = found.left + found.lost + found.problems + found.silent
    print(
        f"forget: {found.kills} kills, {found.untouched} before anything was erased, {found.pending} pending and then "
        f"finished, {found.done} done; words left {found.left}, others lost {found.lost}, problems {found.problems}, "
        f"not told {found.silent}; in the control {still_there} of {len(prepared.going)} words are still there"
    )
    return 0 if not wrong and found.untouched and found.pending and still_there else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
