"""A program at a terminal of its own, with somebody at the keyboard: for what only a real terminal can show."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from klage.cli import main

PATIENCE = 20
"""How many seconds to wait for what is expected: the machine may be busy."""


QUESTION = re.compile(r"([]:?)] |linje\)\r\n(\x1b\[\?2004h)?)$")
"""How the screen ends when klage waits for an answer."""


def program(args: Sequence[str], env: Mapping[str, str], folder: Path) -> Callable[[], None]:
    """Return what starts a program of the machine in a folder."""

    def start() -> None:  # pragma: no cover - in the child
        os.chdir(folder)
        os.execve(args[0], [*args], {**env})  # noqa: S606 -- the program is the test's own

    return start


def klage(args: Sequence[str], env: Mapping[str, str]) -> Callable[[], int]:
    """Return what runs klage as it is loaded here: a process of its own without a start-up of its own."""
    return lambda: main(args, env)


def _become(start: Callable[[], object]) -> NoReturn:  # pragma: no cover - in the child
    code: object = 1
    try:
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        code = start()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code if isinstance(code, int) else 1)


class Keyboard:
    """A running program, its screen as text, and its keys; to be closed."""

    def __init__(self, start: Callable[[], object], *, size: tuple[int, int] = (24, 80)) -> None:
        self.seen = ""
        self.code: int | None = None
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:  # pragma: no cover - the child is the program
            _become(start)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def type(self, keys: str) -> None:
        r"""Press keys; ``\\t`` is Tab, ``\\r`` Enter and ``\\x03`` Ctrl-C."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, text: str, *, after: int = 0) -> int:
        """Read the screen until it has said this, and return where that ends."""
        deadline = time.monotonic() + PATIENCE
        while (at := self.seen.find(text, after)) < 0:
            assert time.monotonic() < deadline, f"never said {text!r}: {self.seen!r}"
            if not self.read(0.2) and self._is_over():
                assert text in self.seen[after:], f"ended without {text!r}: {self.seen!r}"
        return at + len(text)

    def wait_for_question(self, *, after: int = 0) -> int:
        """Read the screen until klage waits for an answer, and return how long it is then."""
        deadline = time.monotonic() + PATIENCE
        while len(self.seen) <= after or not QUESTION.search(self.seen):
            assert time.monotonic() < deadline, f"never asked: {self.seen!r}"
            assert self.read(0.2) or not self._is_over(), f"ended without asking: {self.seen!r}"
        # A key that comes between the question and Python's wait for it would be seen only at the next one.
        while self.read(0.1):
            pass
        return len(self.seen)

    def end(self) -> int | None:
        """Read until the program is over, and return its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.read(0.2) or not self._is_over():
            assert time.monotonic() < deadline, f"never ended: {self.seen!r}"
        return self.code

    def close(self) -> None:
        """End the program, if it still runs, and give the terminal back."""
        if not self._is_over():
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._terminal)

    def _is_over(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def read(self, seconds: float) -> bool:
        """Read what the program writes within so many seconds; tell whether it wrote anything."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            new = os.read(self._terminal, 65536)
        except OSError:  # Linux says so when the program has closed its side
            return False
        self.seen += new.decode(errors="replace")
        return bool(new)
