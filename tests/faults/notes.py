"""Kill ``klage ring`` with SIGKILL while somebody types notes at a pseudo-terminal, again and again.

``python -m tests.faults.notes [--short]``. Every line that was followed by Enter must be in the draft, whole and in
its place, once klage has asked for the next one; the morning list, which has to roll back what the kill left, must
come, and the call must be one that can be taken up again. The negative control types the same into ``klage opkald``,
which keeps nothing before the call is noted, and has to lose its lines.
"""

import argparse
import os
import pty
import random
import re
import select
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from klage.cli import main as klage
from klage.commands.ring import talk
from klage.domain import guided_call
from klage.domain.draft import CALL
from klage.store import drafts
from klage.store.register import create_register
from tests.faults import children
from tests.store import support

QUESTION = {"ring": "Hvordan gik det? ", "opkald": "[Talt med borgeren]: "}
READY = {"ring": f"\n{talk.READY}", "opkald": "\n"}
"""What klage shows when it is ready for the next line: what was typed before it is acknowledged."""

PATIENCE_S = 30.0
CASE = 2026000001


class Tally(NamedTuple):
    """What the kills left: in how many a hot journal lay, and how many lines were acknowledged, kept, and lost."""

    kills: int
    hot: int
    acknowledged: int
    kept: int
    lost: int


PASTING = re.compile(r"\x1b\[\?2004[hl]")

WAITS = b"\x1b[?2004h"
"""What the terminal is told each time klage begins to wait for a line."""


class Typist:
    """Somebody at a terminal of their own, with klage in it."""

    def __init__(self, path: Path, *line: str, **environ: str) -> None:
        self.child, self._terminal = pty.fork()
        self._shown = b""
        self._ended = False
        self._answers = 0
        if self.child == 0:  # pragma: no cover - the other process
            code = 1
            try:
                sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
                now = {"KLAGE_NOW": "2026-11-20T11:00:00+01:00"}
                code = klage(line, {**children.environment(path), **now, **environ})
            finally:
                os._exit(code)

    @property
    def shown(self) -> str:
        """Return all that was shown, without the signs by which the terminal is told to mark what is pasted."""
        return PASTING.sub("", self._shown.decode(errors="replace").replace("\r", ""))

    def count(self, text: str) -> int:
        """Return how often a text has been shown."""
        return self.shown.count(text)

    def look(self, patience: float) -> bool:
        """Read what is shown; tell whether there was anything within so many seconds."""
        if not select.select([self._terminal], [], [], patience)[0]:
            return False
        try:
            self._shown += os.read(self._terminal, 65536)
        except OSError:  # Linux says EIO when the other end has ended
            self._ended = True
        return True

    def wait_for(self, text: str, times: int = 1) -> None:
        """Wait until a text has been shown so often."""
        end = time.monotonic() + PATIENCE_S
        while self.count(text) < times:
            assert self.look(end - time.monotonic()), self.shown

    def type(self, line: str) -> None:
        """Type a line and Enter."""
        os.write(self._terminal, f"{line}\n".encode())

    def answer(self, line: str) -> None:
        """Type a line and Enter when klage waits for it; for somebody who types nothing in any other way."""
        self.be_asked()
        self._answers += 1
        self.type(line)

    def be_asked(self) -> None:
        """Wait until klage waits: a key, or Ctrl-C, a moment before is seen only together with the next."""
        end = time.monotonic() + PATIENCE_S
        while self._shown.count(WAITS) <= self._answers:
            assert self.look(end - time.monotonic()), self.shown
        while self.look(0.1):  # it has said that it waits, and begins to
            pass

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._terminal, key)

    def interrupt(self) -> None:
        """Press Ctrl-C, and once more if nothing comes of it, as a person does.

        Python's own input misses one that comes within some milliseconds after a key, until the next key.
        """
        for _ in range(10):
            self.press(b"\x03")
            end = time.monotonic() + 1
            while not self._ended and self.look(max(0, end - time.monotonic())):
                pass
            if self._ended:
                return

    def end(self, with_signal: int | None = None) -> int:
        """Wait until klage ends, or kill it; close the terminal, and return the exit code."""
        if with_signal is None:
            while not self._ended:
                assert self.look(PATIENCE_S), self.shown
        else:
            os.kill(self.child, with_signal)
        code = os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
        while not self._ended and self.look(0):
            pass
        os.close(self._terminal)
        return code


def campaign(folder: Path, kills: int, chance: random.Random, command: str = "ring") -> Tally:
    """Kill so many conversations, and count what is left of their notes."""
    path = folder / "klage.db"
    create_register(path)
    with support.written(path) as writer:
        support.add(writer, support.complaint(citizen_name="Anna Åse"))
    hot = acknowledged = kept = lost = 0
    for number in range(kills):
        lines = [
            f"Linje {number}.{place} æøå {'ord ' * chance.randrange(40)}".rstrip()
            for place in range(chance.randrange(1, 7))
        ]
        sure = _typed(path, command, lines, chance)
        hot += path.with_name("klage.db-journal").exists()
        notes = _notes(path)
        acknowledged += sure
        kept += len(notes)
        lost += sum(notes[place : place + 1] != [line] for place, line in enumerate(lines[:sure]))
        lost += sum(note not in lines for note in notes)
    return Tally(kills, hot, acknowledged, kept, lost)


def _typed(path: Path, command: str, lines: list[str], chance: random.Random) -> int:
    """Type the lines, kill klage around the last of them, and return how many were acknowledged."""
    typist, ready = Typist(path, command, "1"), READY[command]
    typist.wait_for(QUESTION[command])
    typist.type("t" if command == "ring" else "1")
    typist.wait_for("en tom linje")
    begun = 1 if command == "ring" else typist.count(ready)
    for place, line in enumerate(lines):
        typist.wait_for(ready, begun + place)
        typist.type(line)
    time.sleep(chance.uniform(0, 0.02))
    typist.end(signal.SIGKILL)
    return min(len(lines), max(0, typist.count(ready) - begun))


def _notes(path: Path) -> list[str]:
    """Return what is kept, after the morning list has come, and throw it away for the next one."""
    support.due_list(path)
    with support.opened(path) as register:
        found = drafts.find(register, CALL, CASE)
        drafts.throw_away(register, CALL, CASE)
    return [] if found is None else list(guided_call.from_content(found.content).notes)


def main() -> int:
    """Run the campaign and its control, print one line, and return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="60 kills instead of 1,000")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance, kills = random.Random(args.seed), 60 if args.short else 1000
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        found = campaign(Path(one), kills, chance)
        control = campaign(Path(two), kills // 10, chance, "opkald")
    print(
        f"notes: {found.kills} kills while typing, {found.hot} with a hot journal, {found.acknowledged} lines acknowledged, {found.kept} kept, "
        f"{found.lost} lost; control lost {control.lost} of {control.acknowledged}"
    )
    return 0 if not found.lost and control.lost else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
