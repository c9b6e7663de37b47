"""Console transcripts in Markdown: read, run in one shell, and written anew.

A ``console`` block holds what is typed after ``$ `` (a long line goes on after ``> ``) and under it what
the terminal then shows. An HTML comment that begins with ``setup`` holds shell lines that run where it
stands and are not shown; each of them must succeed.

The shell has no keyboard, but its output is a terminal of ``WIDTH`` columns: a transcript holds the tables
that the reader will see, and klage asks nothing.
"""

import os
import pty
import re
import select
import subprocess
import termios
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

WIDTH = 72
"""Columns of the terminal: a block that a man page sets in by seven still fits 80."""

SEPARATOR = "\x1e"
PATIENCE_S = 120
SWITCH = "KLAGE_WRITE_TRANSCRIPTS"

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_FILLING = re.compile(r" +$", re.MULTILINE)
_PASSING = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r?\x1b\[1A\x1b\[2K)?", re.DOTALL)
"""A bar that is drawn while the cursor is hidden, and gone when it is shown again."""


class Step(NamedTuple):
    """What is typed, and what the terminal shows of it.

    Attributes:
        command: As it is typed, on one or more lines.
        output: Whole lines; empty for the lines of a setup.
        shown: Whether it stands in a ``console`` block, and not in a comment.
    """

    command: str
    output: str = ""
    shown: bool = True

    @property
    def text(self) -> str:
        """Return the step as it stands in the document."""
        if not self.shown:
            return f"{self.command}\n"
        typed = self.command.replace("\n", "\n> ")
        return f"$ {typed}\n{self.output}"


Piece = str | Step


def pieces(text: str) -> Iterator[Piece]:
    """Yield the document piece by piece: its steps, and the lines between them as they are."""
    step: Step | None = None
    place = ""
    for line in text.splitlines(keepends=True):
        if place and line.rstrip() == ("```" if place == "console" else "-->"):
            place = ""
        elif place == "setup":
            step = Step(f"{step.command}\n{line.rstrip()}" if step else line.rstrip(), shown=False)
            continue
        elif place and line.startswith("$ "):
            if step:
                yield step
            step = Step(line[2:].rstrip("\n"))
            continue
        elif place and step:
            goes_on = line.startswith("> ") and not step.output
            step = (
                step._replace(command=f"{step.command}\n{line[2:].rstrip()}")
                if goes_on
                else step._replace(output=step.output + line)
            )
            continue
        elif line.rstrip() in {"```console", "<!-- setup"}:
            place = line.split()[-1].removeprefix("```")
        if step:
            yield step
            step = None
        yield line
    if step:
        yield step


def steps(text: str) -> list[Step]:
    """Return the steps of a document in order."""
    return [piece for piece in pieces(text) if isinstance(piece, Step)]


def run(found: Sequence[Step], environ: Mapping[str, str], folder: Path) -> list[Step]:
    """Run the steps in one shell and return those that ended, each with what it printed.

    Args:
        found: The steps; the lines of a setup must succeed, or the shell ends there.
        environ: The environment of the shell.
        folder: Where it starts.
    """
    script = "".join(_line(step) for step in found)
    printed = _printed(["bash", "-c", script], environ, folder).split(SEPARATOR)[:-1]
    return [
        step._replace(output=output if step.shown else "")
        for step, output in zip(found, printed, strict=False)
    ]


def _line(step: Step) -> str:
    command = step.command if step.shown else f"set -e\n{step.command}\nset +e"
    return f"{command}\nprintf '{SEPARATOR}'\n"


def _printed(command: Sequence[str], environ: Mapping[str, str], folder: Path) -> str:
    """Return all that a command writes on a terminal, without colours."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (1000, WIDTH))
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    with subprocess.Popen(
        command, env=environ, cwd=folder, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        try:
            shown = _STYLE.sub("", _PASSING.sub("", b"".join(_chunks(ours)).decode()))
            return _FILLING.sub("", shown)
        finally:
            process.kill()
            os.close(ours)


def _chunks(terminal: int) -> Iterator[bytes]:
    while select.select([terminal], [], [], PATIENCE_S)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody has the terminal open any more
            return
        if not chunk:
            return
        yield chunk


def rewritten(text: str, ran: Sequence[Step]) -> str:
    """Return the document with its steps replaced, in order, by those that ran."""
    following = iter(ran)
    return "".join(piece if isinstance(piece, str) else next(following, piece).text for piece in pieces(text))


# --- checking a file -------------------------------------------------------------------------------


class Shell(NamedTuple):
    """An environment in which ``klage`` is this checkout's, and an empty folder with an empty register."""

    environ: Mapping[str, str]
    folder: Path


def check(path: Path, shell: Shell) -> None:
    """Fail unless every step of a file shows what stands under it; or, where asked to, write what it shows."""
    text = path.read_text(encoding="utf-8")
    expected = steps(text)
    found = run(expected, shell.environ, shell.folder)
    if os.environ.get(SWITCH):
        path.write_text(rewritten(text, found), encoding="utf-8")
    else:
        for step, shown in zip(expected, found, strict=False):
            assert shown.output == step.output, f"{path.name}: $ {step.command}"
    assert len(found) == len(expected), f"{path.name} ended in: {expected[len(found)].command}"
