"""Long output a screenful at a time: through the reader's own pager, and only when it does not fit.

``KLAGE_PAGER`` names the pager, then ``PAGER``; without either it is less. What is read goes to it through a
pipe and never into a file, and less is told to keep no history of what was searched for: it may be a name.
A pager that is missing or fails changes nothing: what it should have shown is written as it is.
"""

import os
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from pathlib import PurePath
from typing import TextIO

from klage.output.safe import SPELLED_OUT
from klage.output.sentence import is_real_terminal

USUAL = "less -FRX"
"""It ends by itself when all is seen, shows colours, and leaves the last screen standing."""

# What less is told where the reader has not told it otherwise.
_LESS = {
    "LESS": "-FRX -Ps?eSlut, :mellemrum viser mere, .q slutter$",
    "LESSCHARSET": "utf-8",
    "LESSHISTFILE": "-",
}
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


def page(text: str, *, stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> None:
    """Write ``text`` to ``stdout``, through the pager when a person sits there and it is too long for the screen.

    Args:
        text: What to show, its lines no wider than the terminal.
        stdin: Where the keys come from that the pager reads.
        stdout: Where to write.
        environ: Names the pager, and the terminal's height where ``LINES`` is set.
    """
    argv = _argv(environ) if _has_person(stdin, stdout, environ) else []
    if not argv or _fits(text, stdout, environ) or not _ran(argv, text, stdout, environ):
        stdout.write(text)


@contextmanager
def paged(*, stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> Iterator[None]:
    """Keep what is written to ``sys.stdout`` meanwhile, and show it as ``page`` does.

    Whoever asks a question meanwhile calls ``release`` first, so that what was written is seen before it.
    """
    if not (_has_person(stdin, stdout, environ) and _argv(environ)):
        yield
        return
    held = Held(stdout)
    try:
        with redirect_stdout(held):
            yield
    except KeyboardInterrupt:
        held.release()
        raise
    finally:
        page(held.take(), stdin=stdin, stdout=stdout, environ=environ)


def release(stream: TextIO) -> None:
    """Show at once what ``stream`` has kept, and keep nothing more; any other stream is left alone."""
    if isinstance(stream, Held):
        stream.release()


class Held(StringIO):
    """Passes for the terminal that it stands before, and keeps what is written until it is taken."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__(newline="")
        self._terminal = terminal
        self._passes_on = False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return the terminal's encoding."""
        return self._terminal.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """Return how the terminal takes what it cannot show; ``input`` edits no line where none is told."""
        return self._terminal.errors

    def isatty(self) -> bool:
        """Tell that what is written is for a terminal."""
        return True

    def fileno(self) -> int:
        """Return the terminal's number, by which its width is found."""
        return self._terminal.fileno()

    def write(self, text: str) -> int:
        """Keep ``text``, or pass it on after ``release``."""
        return self._terminal.write(text) if self._passes_on else super().write(text)

    def flush(self) -> None:
        """Let through what was passed on."""
        if self._passes_on:
            self._terminal.flush()

    def release(self) -> None:
        """Write what is kept, and pass on the rest."""
        self._terminal.write(self.take())
        self._passes_on = True
        self.flush()

    def take(self) -> str:
        """Return what is kept, once."""
        kept = self.getvalue()
        self.seek(0)
        self.truncate()
        return kept


def _has_person(stdin: TextIO, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether somebody reads at a terminal that can page; a screen reader is better off without."""
    if environ.get("TERM", "dumb") == "dumb" or environ.get("KLAGE_PLAIN"):
        return False
    return stdin.isatty() and stdout.isatty() and is_real_terminal(stdout)


def _argv(environ: Mapping[str, str]) -> list[str]:
    """Return the pager's command line, or nothing where the reader wants none."""
    named = next((environ[name] for name in ("KLAGE_PAGER", "PAGER") if name in environ), USUAL)
    with suppress(ValueError):  # a quotation mark that is never closed
        argv = shlex.split(named)
        return [] if argv == ["cat"] else argv
    return []


def _fits(text: str, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether all lines fit above the prompt of the shell."""
    lines = environ.get("LINES", "")
    height = int(lines) if lines.isdecimal() else os.get_terminal_size(stdout.fileno()).lines
    return text.count("\n") < max(height, 2)


def _ran(argv: Sequence[str], text: str, stdout: TextIO, environ: Mapping[str, str]) -> bool:
    """Give ``text`` to the pager and wait for it; tell whether it came to its end as a pager should."""
    from subprocess import PIPE, Popen  # only what is too long pays for it

    told = {**_LESS, **environ}
    shown = text if _shows_styles(argv, told) else _STYLES.sub("", text)
    stdout.flush()
    try:
        pager = Popen(argv, stdin=PIPE, stdout=stdout.fileno(), env=told)  # noqa: S603 - the reader's own choice
    except OSError:
        return False
    # To leave before the end is no error (communicate knows that); less answers Ctrl-C itself, and klage waits.
    waiting: bytes | None = shown.encode(stdout.encoding, errors=SPELLED_OUT)
    while True:
        with suppress(KeyboardInterrupt):
            pager.communicate(waiting)
            return pager.returncode == 0
        waiting = None


def _shows_styles(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Tell whether the pager obeys bold and colours; others show their codes as signs."""
    options = [*argv[1:], environ["LESS"]]
    return PurePath(argv[0]).name == "less" and any("R" in option for option in options)
