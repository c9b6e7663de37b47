"""Kill ``klage ny`` with SIGKILL in the middle of its work, again and again.

``python -m tests.faults.kill [--short]``. What was acknowledged (its number was printed) must be there,
and no case may be half written; the next command is always a list, which has to roll back what the kill
left, and the one after that is the killed one again, which must not give the same complaint two numbers. The kill waits for the journal, so that most (a third at least, on a busy machine) strike within the transaction. The negative control
prints its number before it commits, and has to lose some.
"""

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from klage.domain.case_number import number_text
from klage.domain.complaint import Point
from klage.store import history
from klage.store.register import create_register
from tests.faults import children
from tests.store import support

Write = Callable[[Path, str], None]
Said = tuple[str, str]
"""The number that was printed and the text it was printed for: a lost number is soon given to another."""

HALVES = """
select count(*) from complaint c where
    (select count(*) from point where complaint_id = c.id) <> 2
    or not exists (select 1 from event where case_id = c.id)
    or not exists (select 1 from search where rowid = c.id)
"""
DOUBLED = "select count(*) - count(distinct summary) from complaint"


class Tally(NamedTuple):
    """What the kills left: how many there were, in how many a hot journal lay, and what came of the cases."""

    kills: int
    hot: int
    acknowledged: int
    saved: int
    lost: int
    halves: int
    doubled: int
    problems: int


def by_command(path: Path, text: str) -> None:
    """Register a case as the user does."""
    if children.register_case(path, text):
        raise SystemExit(1)


def too_early(path: Path, text: str) -> None:
    """Register a case and say so before it is true."""
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        points = (Point("koordinering"), Point("sagsbehandlingstid"))
        key = support.add(writer, support.complaint(text, points=points))
        print(number_text(key), flush=True)
        time.sleep(0.001)
        writer.connection.execute("insert into search (rowid, text) values (?, ?)", (key, text))


def campaign(folder: Path, kills: int, chance: random.Random, write: Write = by_command) -> Tally:
    """Kill so many writers and count what they left."""
    path = folder / "klage.db"
    create_register(path)
    acknowledged: set[Said] = set()
    hot = 0
    for round_no in range(kills):
        numbers = _kill_one(path, chance, partial(_write_on, path, round_no, write))
        acknowledged |= {(number, _text(round_no, at)) for at, number in enumerate(numbers)}
        hot += path.with_name("klage.db-journal").exists()
        support.due_list(path)  # the morning list, which has to roll back
        acknowledged |= _again(path, _text(round_no, len(numbers)))
    return _counted(path, kills, hot, acknowledged)


def _write_on(path: Path, round_no: int, write: Write) -> int:
    for number in range(1000):
        write(path, _text(round_no, number))
    return 0


def _again(path: Path, text: str) -> set[Said]:
    """Type what was killed once more, as its user would, and return what was said."""
    child, pipe = children.fork(partial(_quietly, path, text))
    with os.fdopen(pipe, encoding="utf-8") as said:
        number = said.read().strip()
    _, status = os.waitpid(child, 0)
    assert status == 0, "the retry failed"
    return {(number, text)}


def _quietly(path: Path, text: str) -> int:
    with redirect_stderr(io.StringIO()):  # that the case was there already is what is hoped for
        return children.register_case(path, text)


def _text(round_no: int, number: int) -> str:
    return f"Klage {round_no} {number} " + "ventetid " * 200 + "."


def _kill_one(path: Path, chance: random.Random, work: Callable[[], int]) -> list[str]:
    """Start a writer, kill it at some moment in which its journal lies there, and return what it said."""
    child, pipe = children.fork(work)
    time.sleep(chance.uniform(0.01, 0.04))
    journal = path.with_name("klage.db-journal")
    for _ in range(20_000):
        if journal.exists():
            break
    time.sleep(chance.uniform(0, 0.001))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(pipe, encoding="utf-8") as said:
        return [line.strip() for line in said if line.endswith("\n")]


def _counted(path: Path, kills: int, hot: int, acknowledged: set[Said]) -> Tally:
    with support.opened(path) as register:
        rows = register.rows("select case_no, summary from complaint")
        saved = {(str(number), str(text)) for number, text in rows}
        (halves,) = register.one(HALVES) or (0,)
        (doubled,) = register.one(DOUBLED) or (0,)
        problems = history.problems(register.connection)
    lost = len(acknowledged - saved)
    return Tally(
        kills, hot, len(acknowledged), len(saved), lost, int(str(halves)), int(str(doubled)), len(problems)
    )


def main() -> int:
    """Run the campaign and its control, print one line, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="500 kills instead of 5,000")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance, kills = random.Random(args.seed), 500 if args.short else 5000
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        found = campaign(Path(one), kills, chance)
        control = campaign(Path(two), kills // 10, chance, too_early)
    good = not (found.lost or found.halves or found.doubled or found.problems) and found.hot * 3 > kills
    print(
        f"kill: {found.kills} kills, {found.hot} with a hot journal, {found.acknowledged} acknowledged, "
        f"{found.saved} saved, {found.lost} lost, {found.halves} half written, {found.doubled} doubled by a retry, {found.problems} in the history; "
        f"control lost {control.lost} of {control.acknowledged}"
    )
    return 0 if good and control.lost else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
