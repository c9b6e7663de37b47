"""The line that teaches a terminal the word ``klage``: pasted as it stands, it does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from klage.commands.on_path import lesson
from tests.desk import Desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such line")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Return a program that says where it is, in a folder with a space in its name."""
    program = tmp_path / "mine ting" / "bin" / "klage"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho hej\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_the_line_does_it(tmp_path: Path, script: Path) -> None:
    """Typed once, ``klage`` is found where a user's own programs lie; typed again it does no harm."""
    own = tmp_path / ".local" / "bin"
    environ = {"HOME": str(tmp_path), "PATH": f"{own}:{os.defpath}"}
    found = lesson(environ, script)
    assert found is not None
    assert found[0] == "Terminalen kender ikke ordet klage endnu. Skriv denne linje én gang:"
    for _ in range(2):
        subprocess.run(["/bin/sh", "-c", found[1]], env=environ, check=True)
    said = subprocess.run(["/bin/sh", "-c", "klage"], env=environ, check=True, capture_output=True, text=True)
    assert said.stdout == "hej\n"
    assert lesson(environ, script) is None


def test_the_next_login_is_named(tmp_path: Path, script: Path) -> None:
    """Where the shell does not look there yet, it will from the next login."""
    found = lesson({"HOME": str(tmp_path), "PATH": os.defpath}, script)
    assert found is not None
    assert found[0].endswith("Skriv denne linje én gang, og log ind igen:")


def test_nothing_is_said_that_would_not_help(tmp_path: Path, script: Path) -> None:
    """Not where klage is found, and not where it runs without a program of that name."""
    assert lesson({"HOME": str(tmp_path), "PATH": str(script.parent)}, script) is None
    assert lesson({"HOME": str(tmp_path), "PATH": os.defpath}, tmp_path / "klage") is None


def test_a_pipe_is_not_taught(desk: Desk) -> None:
    """Whoever writes the demo's output into a file gets the demo and no more."""
    assert "ln -sf" not in desk("demo", env={"PATH": os.defpath}).stdout


def test_the_line_stands_whole_on_a_terminal(desk: Desk) -> None:
    """It is longer than the screen and not broken, or it could not be pasted."""
    shown = desk("demo", terminal=True, width=40, env={"PATH": os.defpath}).stdout.splitlines()
    program = Path(sys.executable).with_name("klage")
    line = f"mkdir -p ~/.local/bin && ln -sf {program} ~/.local/bin/"
    assert (line in shown) is program.is_file()
