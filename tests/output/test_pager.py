"""The pager: only for a person, only for what is too long, and never at the cost of a line."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import pytest

from klage.output import pager
from tests.desk import Desk

ROOT = Path(__file__).parents[2]

LONG = "".join(f"linje {n}\n" for n in range(1, 41))
SHORT = "kun en linje\n"


class Screen:
    """A real terminal of 24 lines, and what was written to it."""

    def __init__(self, keyboard: TextIO, terminal: TextIO, master: int) -> None:
        self.keyboard = keyboard
        self.terminal = terminal
        self._master = master

    def shown(self) -> str:
        """Return what stands on the terminal, with the line ends that a program writes."""
        self.terminal.flush()
        os.set_blocking(self._master, False)
        found = b""
        try:
            while part := os.read(self._master, 65536):
                found += part
        except BlockingIOError:
            return found.decode().replace("\r\n", "\n")
        return found.decode().replace("\r\n", "\n")


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Give a terminal."""
    master, slave = pty.openpty()
    with ExitStack() as stack:
        stack.callback(os.close, master)
        keyboard = stack.enter_context(os.fdopen(os.dup(slave), encoding="utf-8"))
        terminal = stack.enter_context(os.fdopen(slave, "w", encoding="utf-8"))
        yield Screen(keyboard, terminal, master)


def environ(tmp_path: Path, script: str | None = None, **more: str) -> dict[str, str]:
    """Return an environment whose pager is a script that notes what it is given in ``seen``."""
    found = {"TERM": "xterm", "PATH": os.environ["PATH"], "LINES": "24", **more}
    if script is not None:
        program = tmp_path / "bladr"
        program.write_text(f"#!/bin/sh\ncd '{tmp_path}'\n{script}\n")
        program.chmod(0o700)
        found["KLAGE_PAGER"] = f"'{program}' -x"
    return found


def page(screen: Screen, text: str, env: dict[str, str]) -> str:
    """Show a text and return what came directly to the terminal."""
    pager.page(text, stdin=screen.keyboard, stdout=screen.terminal, environ=env)
    return screen.shown()


def test_what_is_too_long_goes_through_the_pager(screen: Screen, tmp_path: Path) -> None:
    """All of it, with the pager's own options; what fits is written as it is."""
    env = environ(tmp_path, 'cat > seen; echo "$1"')
    assert page(screen, LONG, env) == "-x\n"
    assert (tmp_path / "seen").read_text() == LONG
    assert page(screen, SHORT, env) == SHORT


def test_letters_that_the_terminal_lacks_are_spelled_out(screen: Screen, tmp_path: Path) -> None:
    """The pager is given what the terminal's encoding can hold, as the terminal itself would be."""
    assert isinstance(screen.terminal, io.TextIOWrapper)
    screen.terminal.reconfigure(encoding="ascii")
    page(screen, "Søren ─\n" * 30, environ(tmp_path, "cat > seen"))
    assert (tmp_path / "seen").read_text() == "Soeren -\n" * 30


def test_the_last_line_of_the_screen_is_the_prompts(screen: Screen, tmp_path: Path) -> None:
    """23 lines stand above the shell's prompt, the 24th would push the first away."""
    env = environ(tmp_path, "cat > /dev/null")
    assert page(screen, "x\n" * 23, env) == "x\n" * 23
    assert page(screen, "x\n" * 24, env) == ""


def test_the_terminal_is_asked_how_high_it_is(screen: Screen, tmp_path: Path) -> None:
    """Without LINES the terminal itself tells; this one says nothing, which leaves room for one line."""
    env = environ(tmp_path, "cat > seen")
    del env["LINES"]
    assert page(screen, SHORT, env) == SHORT
    assert page(screen, LONG, env) == ""


@pytest.mark.parametrize("name", ["KLAGE_PAGER", "PAGER"])
@pytest.mark.parametrize("value", ["", "cat", "'aldrig lukket", "/findes/ikke", "false", "sh -c 'exit 127'"])
def test_without_a_pager_everything_is_written(screen: Screen, tmp_path: Path, name: str, value: str) -> None:
    """None is wanted, it is missing, or it fails: the reader gets every line all the same."""
    assert page(screen, LONG, environ(tmp_path, **{name: value})) == LONG


def test_ours_goes_before_the_systems(screen: Screen, tmp_path: Path) -> None:
    """KLAGE_PAGER is chosen before PAGER."""
    env = environ(tmp_path, "cat > seen", PAGER="/findes/ikke")
    assert page(screen, LONG, env) == ""
    assert (tmp_path / "seen").exists()


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"KLAGE_PLAIN": "1"}])
def test_a_screen_reader_gets_no_pager(screen: Screen, tmp_path: Path, more: dict[str, str]) -> None:
    """A terminal that cannot move its cursor, and a reader who listens, get all the lines at once."""
    assert page(screen, LONG, environ(tmp_path, "cat > seen", **more)) == LONG


def test_a_pipe_gets_no_pager(screen: Screen, tmp_path: Path) -> None:
    """Neither when the output goes to a program nor when the keys would have to come from one."""
    env = environ(tmp_path, "cat > seen")
    out = io.StringIO()
    pager.page(LONG, stdin=screen.keyboard, stdout=out, environ=env)
    assert out.getvalue() == LONG
    pager.page(LONG, stdin=io.StringIO(), stdout=screen.terminal, environ=env)
    assert screen.shown() == LONG
    assert not (tmp_path / "seen").exists()


def test_leaving_early_is_no_error(screen: Screen, tmp_path: Path) -> None:
    """A reader who has seen enough leaves; far more than a pipe holds was still to come."""
    env = environ(tmp_path, "head -1 > seen")
    assert page(screen, LONG * 10_000, env) == ""
    assert (tmp_path / "seen").read_text() == "linje 1\n"


def test_ctrl_c_is_the_pagers_own(screen: Screen, tmp_path: Path) -> None:
    """The terminal gives it to both; the pager goes on, and klage waits until the reader leaves."""
    env = environ(tmp_path, 'sleep 0.2; kill -INT "$PPID"; sleep 0.3; echo læst > seen')
    assert page(screen, LONG, env) == ""
    assert (tmp_path / "seen").exists()


def test_less_keeps_no_history_and_gets_no_codes_it_would_show(screen: Screen, tmp_path: Path) -> None:
    """It is told to obey colours, to read UTF-8, and to forget what is searched for; the reader's own wish wins."""
    bold = "\x1b[1mæ\x1b[0m\n" * 40
    env = environ(tmp_path, 'cat > seen; echo "$LESS $LESSCHARSET $LESSHISTFILE"')
    assert page(screen, bold, env) == "-FRX -Ps?eSlut, :mellemrum viser mere, .q slutter$ utf-8 -\n"
    assert (tmp_path / "seen").read_text() == "æ\n" * 40
    (tmp_path / "bladr").rename(tmp_path / "less")
    less = {**env, "KLAGE_PAGER": str(tmp_path / "less")}
    page(screen, bold, less)
    assert (tmp_path / "seen").read_text() == bold
    assert page(screen, bold, {**less, "LESS": "-i"}) == "-i utf-8 -\n"
    assert (tmp_path / "seen").read_text() == "æ\n" * 40


def test_nothing_is_left_in_a_file(screen: Screen, tmp_path: Path) -> None:
    """The text goes through a pipe: the pager's folder holds only what the pager itself wrote."""
    env = environ(tmp_path, "wc -l > seen", TMPDIR=str(tmp_path), HOME=str(tmp_path))
    page(screen, LONG, env)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bladr", "seen"]


def test_what_a_command_writes_is_kept_until_its_end(screen: Screen, tmp_path: Path) -> None:
    """It passes for the terminal meanwhile, and nothing of it is seen before it is known whether it fits."""
    env = environ(tmp_path, "cat > seen")
    with pager.paged(stdin=screen.keyboard, stdout=screen.terminal, environ=env):
        print("første linje", flush=True)
        assert screen.shown() == ""
        assert sys.stdout.isatty()
        assert (sys.stdout.fileno(), sys.stdout.encoding) == (screen.terminal.fileno(), "utf-8")
        sys.stdout.write(LONG)
    assert (tmp_path / "seen").read_text() == f"første linje\n{LONG}"
    assert screen.shown() == ""


def test_a_question_shows_first_what_was_written(screen: Screen, tmp_path: Path) -> None:
    """Whoever asks releases it; from then on every line is seen at once, and no pager comes."""
    env = environ(tmp_path, "cat > seen")
    with pager.paged(stdin=screen.keyboard, stdout=screen.terminal, environ=env):
        sys.stdout.write(LONG)
        pager.release(sys.stdout)
        assert screen.shown() == LONG
        print("mere", flush=True)
        assert screen.shown() == "mere\n"
    assert screen.shown() == ""
    assert not (tmp_path / "seen").exists()


def test_releasing_any_other_stream_does_nothing() -> None:
    """Only what is held can be let go."""
    stream = io.StringIO("som den var")
    pager.release(stream)
    assert stream.getvalue() == "som den var"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_error_comes_after_what_was_written(
    screen: Screen, tmp_path: Path, error: type[BaseException]
) -> None:
    """What was written before it is shown, by no pager when the user wants out."""
    env = environ(tmp_path, "cat > seen")
    with pytest.raises(error), pager.paged(stdin=screen.keyboard, stdout=screen.terminal, environ=env):
        sys.stdout.write(LONG)
        raise error
    assert (tmp_path / "seen").exists() is (error is ValueError)
    assert screen.shown() == ("" if error is ValueError else LONG)


def test_off_a_terminal_nothing_is_kept(tmp_path: Path) -> None:
    """A program that reads sees each line when it is written."""
    out = io.StringIO()
    stdout = sys.stdout
    with pager.paged(stdin=io.StringIO(), stdout=out, environ=environ(tmp_path, "cat > seen")):
        assert sys.stdout is stdout


# --- klage itself ----------------------------------------------------------------------------------


def run_klage(screen: Screen, desk: Desk, *args: str, env: dict[str, str]) -> int:
    """Run klage in a process of its own at the terminal, and return its exit code."""
    words = [sys.executable, "-m", "klage", *args]
    everything = {**desk.run.environ(PYTHONPATH=str(ROOT), KLAGE_NOW=f"{desk.now}+01:00"), **env}
    return subprocess.run(
        words,
        stdin=screen.keyboard,
        stdout=screen.terminal,
        stderr=screen.terminal,
        env=everything,
        check=False,
    ).returncode


def test_a_long_list_keeps_its_exit_code(screen: Screen, desk: Desk, tmp_path: Path) -> None:
    """The pager gets the whole list, names and all, and klage still says by its code that something is due."""
    for nth in range(30):
        desk.new(citizen_name=f"Borger {nth}")
    env = environ(tmp_path, "cat > seen; exit 0")
    assert run_klage(screen, desk, "frister", "--kode", env=env) == 10
    assert screen.shown() == ""
    assert "Borger 29" in (tmp_path / "seen").read_text()


@pytest.mark.parametrize(
    ("line", "through"),
    [
        (("kontor", "temaer", "--plain"), False),
        (("ny", "--hjaelp"), True),
        (("--hjaelp",), True),
        (("kontor", "--hjaelp"), True),
        (("kontor", "temaer"), True),
        (("kontor", "navn"), False),
    ],
)
def test_which_screens_go_through_it(
    screen: Screen, desk: Desk, tmp_path: Path, line: tuple[str, ...], through: bool
) -> None:
    """Long lists and help pages do; plain lines, and commands that only change something, never."""
    desk.new()
    assert run_klage(screen, desk, *line, env=environ(tmp_path, "cat > seen", LINES="4")) == 0
    assert (tmp_path / "seen").exists() is through
    assert bool(screen.shown()) is not through
