"""What the tests of the store share: a moment, a register with cases in it, and processes of their own."""

import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.promise import promise_for
from klage.store import cases, due, writing
from klage.store.file import TIMEOUT
from klage.store.register import Register, create_register, open_register
from klage.store.writing import Writer

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
NOBODY = 65534
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can become another user"
)


@contextmanager
def opened(path: Path, *, writing: bool = False, timeout: float = TIMEOUT) -> Iterator[Register]:
    """Open a register and close it again."""
    register = open_register(path, writing=writing, timeout=timeout)
    try:
        yield register
    finally:
        register.close()


@contextmanager
def changing(
    register: Register, *, command: str = "ny", now: datetime = NOW, actor: str = "inge"
) -> Iterator[Writer]:
    """Run the changes of one command on an open register."""
    with writing.write(register, command=command, actor=actor, now=now) as writer:
        yield writer


@contextmanager
def written(path: Path, *, command: str = "ny", now: datetime = NOW, actor: str = "inge") -> Iterator[Writer]:
    """Open a register, run the changes of one command, and close it."""
    with (
        opened(path, writing=True) as register,
        changing(register, command=command, now=now, actor=actor) as writer,
    ):
        yield writer


def complaint(summary: str = "Ingen ringer tilbage", **more: Any) -> Complaint:
    """Return a complaint that was received an hour ago, unless told otherwise."""
    return Complaint(**{"received_at": NOW - timedelta(hours=1), "summary": summary, **more})


def add(writer: Writer, new: Complaint) -> int:
    """Register a complaint with what everyone is promised."""
    promised = promise_for([], new.received_at, level=new.addressee_level, department=new.department)
    return cases.add(writer, new, promised)


def fill(path: Path, *, open_cases: int, closed_cases: int = 0, seed: int = 1) -> None:
    """Create a register with cases that differ, with calls, steps and closings."""
    chance = random.Random(seed)
    create_register(path)
    with opened(path, writing=True) as register, changing(register) as writer:
        for number in range(open_cases + closed_cases):
            key = add(writer, _sample(number, chance))
            for _ in range(chance.randrange(3)):
                cases.add_call(writer, key, _sample_call(chance))
            if number >= open_cases:
                closing = Closing(NOW, NOW, "afsluttet", "telefonsamtale", "loest_i_dialog")
                cases.add_closing(writer, key, closing)
            cases.reindex(writer, register, key)


def _sample(number: int, chance: random.Random) -> Complaint:
    return complaint(
        f"Klage nummer {number} om ventetid",
        received_at=NOW - timedelta(minutes=chance.randrange(1, 10_000)),
        department=chance.choice(["Jobcenter", "Ældreplejen", "Ydelse", None]),
        citizen_name=f"Borger {number}",
        phone=str(20_000_000 + number),
        child_concern=chance.random() < 0.1,
        points=(Point("koordinering", severity=chance.randrange(1, 4)),),
    )


def _sample_call(chance: random.Random) -> Call:
    step: dict[str, Any] = {"next_step": "Brev", "next_due": NOW.date(), "owner": "Jens"}
    result = chance.choice(["ikke_truffet", "besked_lagt", "ring_igen_aftalt"])
    again = NOW + timedelta(days=1) if result == "ring_igen_aftalt" else None
    return Call(
        NOW - timedelta(minutes=chance.randrange(1, 60)),
        result,
        call_again_at=again,
        **(step if chance.random() < 0.3 else {}),
    )


def due_list(path: Path) -> due.OpenCases:
    """Open a register as the morning list does, and return what it reads."""
    with opened(path) as register:
        return due.open_cases(register)


def child(verb: str, path: Path, *args: str, user: int | None = None) -> list[str]:
    """Return the command line of a process of its own that does ``verb``; see ``tests.store.child``."""
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    return [*become, sys.executable, "-m", "tests.store.child", verb, str(path), *args]


def run_child(
    verb: str, path: Path, *args: str, user: int | None = None, under: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a process of its own, and print what it wrote."""
    command = [*under, *child(verb, path, *args, user=user)]
    done = subprocess.run(
        command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False, timeout=60
    )
    print(f"{verb} -> {done.returncode}", done.stdout, done.stderr, sep="\n")
    return done


def start_child(verb: str, path: Path, *args: str) -> subprocess.Popen[str]:
    """Start a process of its own, that can be talked with over its pipes."""
    return subprocess.Popen(
        child(verb, path, *args),
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def child_environment() -> dict[str, str]:
    """Return an environment with nothing of the user's in it; not measured, another user cannot write."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def open_to_all() -> Iterator[Path]:
    """Give a folder that other users can reach; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def mode(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return [entry.name for entry in folder.iterdir()]


def altered(path: Path, offset: int, content: bytes) -> None:
    """Write bytes into the middle of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)
