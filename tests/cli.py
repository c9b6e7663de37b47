"""How the tests run klage: in this process, with streams and an environment of their own."""

import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from klage.cli import COMMANDS, main
from klage.danish_cli import CommandRow

ENGLISH = re.compile(
    r"\b(usage|options?|errors?|missing|invalid|try|no such|arguments?|commands?|required|default|aborted"
    r"|got unexpected|does not take|takes|requires|integer|int|float|text|str|bool(ean)?|directory|range"
    r"|show this message|did you mean|possible|could not|is not|unknown|value|choose from|recognized"
    r"|env var|deprecated|traceback|exception|y/n|help for)\b",
    re.IGNORECASE,
)


class Stream(io.TextIOWrapper):
    """A standard stream in memory, with the ``buffer`` that a real one has."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="\n", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        """Tell whether the stream is to pass for a terminal."""
        return self.terminal

    def text(self) -> str:
        """Return all that was written, also after the program has closed the stream's text side."""
        content = self.buffer
        assert isinstance(content, io.BytesIO)
        return content.getvalue().decode()


@dataclass(frozen=True)
class Result:
    """What one run left: what it wrote and its exit code."""

    stdout: str
    stderr: str
    code: int


@dataclass(frozen=True)
class Run:
    """Runs a command line: ``run("vis", "42")``. The tests get it as the fixture ``run``.

    Attributes:
        home: The folder that is HOME; nothing outside it is reached.
        commands: The table of commands.
    """

    home: Path
    commands: Sequence[CommandRow] = COMMANDS

    def __call__(
        self,
        *args: str,
        stdin: str | bytes = "",
        env: Mapping[str, str | None] | None = None,
        code: int = 0,
        terminal: bool = False,
        width: int = 80,
    ) -> Result:
        """Run, print all that was written, and return it when the exit code is the expected one.

        Args:
            args: The command line, without ``klage``.
            stdin: What is typed or piped in; after it comes the end of the file.
            env: What to add to the environment, or with None to take out of it.
            code: The exit code that is expected.
            terminal: Whether the three streams pass for a terminal.
            width: The terminal's width.
        """
        result = self._run(args, stdin, self.environ(COLUMNS=str(width), **(env or {})), terminal)
        print(f"$ klage {' '.join(map(ascii, args))}  -> {result.code}")
        print(result.stdout, result.stderr, sep="--- stderr\n")
        assert result.code == code, f"exit code {result.code}, not {code}\n{result.stderr}"
        return result

    def environ(self, **more: str | None) -> dict[str, str]:
        """Return an environment in which every place that klage may choose lies below ``home``."""
        home = str(self.home)
        base = {"HOME": home, "KLAGE_DB": f"{home}/klage.db", "TERM": "xterm", "LANG": "da_DK.UTF-8"}
        places = {
            f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("DATA", "STATE", "CONFIG", "CACHE")
        }
        return {name: value for name, value in {**base, **places, **more}.items() if value is not None}

    def _run(
        self, args: Sequence[str], stdin: str | bytes, environ: dict[str, str], terminal: bool
    ) -> Result:
        typed = Stream(stdin if isinstance(stdin, bytes) else stdin.encode(), terminal=terminal)
        out, err = Stream(terminal=terminal), Stream(terminal=terminal)
        keyboard, sys.stdin, mask = sys.stdin, typed, os.umask(0o022)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = main(args, environ, self.commands)
        finally:
            sys.stdin = keyboard
            os.umask(mask)
        return Result(out.text(), err.text(), code)


def assert_danish(text: str) -> None:
    """Fail if one of Typer's English words stands in the text (option names are left out)."""
    found = ENGLISH.search(re.sub(r"--?[\w-]+", "", text))
    assert found is None, f"English: {found and found.group()!r} in\n{text}"
