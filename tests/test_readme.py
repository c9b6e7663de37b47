"""The README is executed: what it shows is what klage does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from klage.cli import COMMANDS
from klage.errors import KlageError
from tests.cli import Run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SEPARATOR = "\x1e"


def console_steps() -> list[tuple[str, str]]:
    """Return every command of the ``console`` blocks with the output that stands under it."""
    blocks = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    steps: list[tuple[str, str]] = []
    for line in "".join(blocks).splitlines(keepends=True):
        if line.startswith("$ "):
            steps.append((line.removeprefix("$ ").strip(), ""))
        else:
            steps[-1] = (steps[-1][0], steps[-1][1] + line)
    return steps


@pytest.fixture
def shell(run: Run, tmp_path: Path) -> dict[str, str]:
    """Give an environment in which ``klage`` is this checkout's, and whose register is new."""
    programs = tmp_path / "bin"
    programs.mkdir()
    klage = programs / "klage"
    klage.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m klage "$@"\n')
    klage.chmod(0o755)
    (run.home / "data").symlink_to(ROOT / "data")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return run.environ(PATH=path, PYTHONPATH=str(ROOT), LANG="C.UTF-8", LOGNAME="borgervejleder")


def test_the_transcripts(run: Run, shell: dict[str, str]) -> None:
    """Every command of the README, run in order in one shell, prints what stands under it."""
    steps = console_steps()
    script = "".join(f"{command}\nprintf '{SEPARATOR}'\n" for command, _ in steps)
    done = subprocess.run(
        ["bash"], input=script, env=shell, cwd=run.home, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=120,
    )  # fmt: skip
    printed = done.stdout.split(SEPARATOR)[: len(steps)]
    for (command, expected), found in zip(steps, printed, strict=True):
        assert found == expected, f"$ {command}"


def test_every_command_and_exit_code_is_listed() -> None:
    """The tables name every command in both languages, and every exit code of an error."""
    for row in COMMANDS:
        names = (f"`{row.name}`", f"`{row.english}`") if row.name else ()
        assert all(name in README for name in names), row
        # Two hands have written in the table at once before.
        assert not row.name or len(re.findall(rf"^\| `{row.name}` ", README, re.MULTILINE)) == 1, row
    codes = {error.exit_code for error in KlageError.__subclasses__()}
    assert all(re.search(rf"^\| {code} \|", README, re.MULTILINE) for code in codes)


def test_the_pictures_are_small_and_ask_for_nothing() -> None:
    """Each that the README shows lies here, with words for who does not see it, and fetches nothing."""
    shown = re.findall(r"!\[(.+)\]\((data/pictures/[a-z]+\.(?:png|svg))\)", README)
    assert len(shown) == 2
    for words, place in shown:
        content = (ROOT / place).read_bytes()
        assert len(words) > 60
        assert len(content) < 200_000
        assert content.startswith((b"\x89PNG", b"<svg"))
        assert re.findall(rb"https?://[^\"' )]+", content) in ([], [b"http://www.w3.org/2000/svg"])


def test_ci_runs_the_same_test_command() -> None:
    """What the README tells a newcomer to run is what decides whether a change lands."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "&& .venv/bin/pytest\n" in README
    assert " .venv/bin/pytest\n" in script
