"""A program at a terminal of its own, with somebody at the keyboard: for what only a real terminal can show."""

import os
import pty
import select
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 20
"""How many seconds to wait for what is expected: the machine may be busy."""


class Keyboard:
    """A running program, its screen as text, and its keys; to be closed."""

    def __init__(
        self, args: Sequence[str], env: Mapping[str, str], folder: Path, *, size: tuple[int, int] = (24, 80)
    ) -> None:
        self.seen = ""
        self.code: int | None = None
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:  # pragma: no cover - the child becomes the program
            os.chdir(folder)
            os.execve(args[0], [*args], {**env})  # noqa: S606 -- the program is the test's own
        rows, columns = size
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

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
