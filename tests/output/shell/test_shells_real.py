"""The Tab key in real shells: what is inserted is what klage offered, and nothing is ever run.

A program in klage's place writes down the words it was started with; when the shell asks, it is klage.
"""

import shlex
import shutil
import sys
import time
from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.keyboard import PATIENCE, Keyboard, program
from tests.store.support import ROOT

SCRIPTS = ROOT / "klage" / "output" / "shell"
PROGRAM = """#!/bin/sh
if [ -n "$_KLAGE_COMPLETE" ]; then exec {python} -m klage "$@"; fi
for word in "$@"; do printf '%s\\0' "$word"; done > {ran}.new && mv {ran}.new {ran}
"""
PROMPT = {
    "bash": (".bashrc", "PS1='klar> '\n"),
    "zsh": (".zshrc", "PS1='klar> '\n"),
    "fish": ("config/fish/config.fish", "set fish_greeting\nfunction fish_prompt; printf 'klar> '; end\n"),
}
HOSTILE = "x $(touch pwned) `id` \"q' \\$(id); (rm) *"


class Shell:
    """A shell with klage's script in it."""

    def __init__(self, name: str, desk: Desk) -> None:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        self.name, self.folder = name, desk.run.home
        self.ran = self.folder / "ran"
        rc = self.folder / PROMPT[name][0]
        rc.parent.mkdir(parents=True, exist_ok=True)
        rc.write_text(PROMPT[name][1])
        desk("kontor", "udfyldning", name, "--installer")
        stand_in = self.folder / "bin" / "klage"
        stand_in.parent.mkdir()
        stand_in.write_text(
            PROGRAM.format(python=shlex.quote(sys.executable), ran=shlex.quote(str(self.ran)))
        )
        stand_in.chmod(0o755)
        env = desk.run.environ(
            PYTHONPATH=str(ROOT), KLAGE_NOW="2026-11-20T10:00:00+01:00", LANG="C.UTF-8",
            PATH=f"{stand_in.parent}:/usr/bin:/bin",
        )  # fmt: skip
        start = ["--noprofile", "--rcfile", str(rc), "-i"] if name == "bash" else ["-i"]
        self.keyboard = Keyboard(program([path, *start], env, self.folder))
        self.keyboard.wait_for("klar> ")

    def run(self, keys: str) -> list[str]:
        """Type a line with Tab in it and press Enter; return the words that klage was started with."""
        self.ran.unlink(missing_ok=True)
        self.keyboard.type(f"{keys}\r")
        deadline = time.monotonic() + PATIENCE
        while not self.ran.exists():
            assert time.monotonic() < deadline, self.keyboard.seen
            self.keyboard.read(0.05)
        return self.ran.read_text().split("\0")[:-1]


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Shell]:
    """Start each shell with a register that has something to offer."""
    for number, department in enumerate(("Jobcenter", "Jobcenter Nord", "Børn (0-6 år)", HOSTILE), 1):
        desk.new(text=f"Klage {number}", department=department, citizen_name="Anna Åse")
    (desk.run.home / "min klage.eml").touch()
    (desk.run.home / "kopier").mkdir()
    started = Shell(request.param, desk)
    yield started
    started.keyboard.close()
    assert not (desk.run.home / "pwned").exists()


@pytest.mark.real
def test_a_call_in_a_few_keys(shell: Shell) -> None:
    """The command, the number and the result, each by its beginning."""
    assert shell.run("klage opk\t 3\t ik\t") == ["opkald", "3", "ikke_truffet"]
    assert shell.run("klage vis 2026-\t4") == ["vis", "2026-0004"]
    assert shell.run("klage kont\t afd\t") == ["kontor", "afdelinger"]


@pytest.mark.real
def test_names_are_quoted_by_the_shell(shell: Shell) -> None:
    """A space, a parenthesis, and a name made to be run, also inside quotes that are open."""
    assert shell.run("klage ny --afdeling Jobcenter\\ N\t") == ["ny", "--afdeling", "Jobcenter Nord"]
    assert shell.run('klage ny --afdeling "Jobcenter N\t') == ["ny", "--afdeling", "Jobcenter Nord"]
    assert shell.run("klage ny --afdeling=B\t") == ["ny", "--afdeling=Børn (0-6 år)"]
    for quote in ("", '"', "'"):
        assert shell.run(f"klage ny --afdeling {quote}x\t") == ["ny", "--afdeling", HOSTILE]


@pytest.mark.real
def test_files_and_folders_are_the_shells_own(shell: Shell) -> None:
    """Where a file is meant, the shell completes it as it always does."""
    assert shell.run("klage import min\t") == ["import", "min klage.eml"]
    words = shell.run("klage backup --mappe kop\t")
    assert [word.removesuffix("/") for word in words] == ["backup", "--mappe", "kopier"]


@pytest.mark.real
def test_what_is_shown_beside_a_number(shell: Shell) -> None:
    """Department and deadline where the shell shows such; the citizen's name nowhere."""
    shell.keyboard.type("klage vis \t\t")
    shell.keyboard.wait_for("4")
    if shell.name != "bash":
        shell.keyboard.wait_for("ring senest i morgen 10:00")
    assert "Anna" not in shell.keyboard.seen


@pytest.mark.real
def test_a_register_that_is_gone_is_not_mentioned(shell: Shell) -> None:
    """No error in the middle of the line, and no file in the register's place."""
    register = shell.folder / "klage.db"
    register.unlink()
    assert shell.run("klage vis \t7") == ["vis", "7"]
    assert "Der er intet register" not in shell.keyboard.seen
    assert "Traceback" not in shell.keyboard.seen
    assert not register.exists()


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_scripts_say_where_they_come_from(name: str) -> None:
    """And ask klage by the same three words."""
    script = (SCRIPTS / f"klage.{name}").read_text()
    assert f"Skrevet af: klage kontor udfyldning {name}" in script
    assert f"_KLAGE_COMPLETE={name}" in script
    assert "eval" not in script
