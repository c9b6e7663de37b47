"""A process that is killed after its COMMIT and before its answer: the retry gives the same number."""

import os
import signal
import sys
import time
from pathlib import Path

from klage.store import cases, history
from klage.store.register import create_register
from tests.faults import children
from tests.store import support

PATIENCE = 30


def test_killed_between_commit_and_answer(tmp_path: Path) -> None:
    """The case is there once, under the number that the retry prints; the history has one group."""
    path = tmp_path / "klage.db"
    create_register(path)
    killed = _killed_before_it_could_answer(path)
    with support.opened(path) as register:
        assert cases.count(register) == 1, "the kill came before the commit"
    child, pipe = children.fork(lambda: children.register_case(path, "Ingen ringer"))
    _, status = os.waitpid(child, 0)
    with os.fdopen(pipe, encoding="utf-8") as said:
        assert said.read() == f"{_number(path)}\n"
    assert os.waitstatus_to_exitcode(status) == 0
    assert os.waitstatus_to_exitcode(killed) == -signal.SIGKILL
    with support.opened(path) as register:
        assert cases.count(register) == 1
        assert history.head(register.connection).group_no == 1
        assert history.problems(register.connection) == []


def _killed_before_it_could_answer(path: Path) -> int:
    """Start a ``klage ny`` whose answer nobody can take, kill it when the case is saved, return its status."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        while os.write(writing, b"\n" * 4096):  # until the pipe is full, and the answer has to wait
            pass
    except BlockingIOError:
        os.set_blocking(writing, True)
    child = os.fork()
    if not child:
        os.dup2(writing, 1)
        with os.fdopen(1, "w", encoding="utf-8", closefd=False) as out:
            sys.stdout = out
            children.register_case(path, "Ingen ringer")
        os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + PATIENCE
    while not _is_saved(path) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(reading)
    return status


def _is_saved(path: Path) -> bool:
    with support.opened(path) as register:
        return cases.count(register) == 1


def _number(path: Path) -> str:
    with support.opened(path) as register:
        row = register.one("select case_no from complaint")
    assert row is not None
    return str(row[0])
