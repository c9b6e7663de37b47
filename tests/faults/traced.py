"""Run klage under ``strace``: to read what it asks of the disk, or to let one of its calls fail."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.faults.lines import Line
from tests.store import support

RAM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
"""Where the images lie: no campaign here measures a disk, and one in memory does not wear out."""

CALLS = (
    "openat", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "unlink", "unlinkat", "link", "rename", "lseek",
)  # fmt: skip
"""What changes a disk, as SQLite and Python ask for it on Linux."""

NOW = "2026-11-20T10:00:00+01:00"

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_FD = re.compile(r"^(\w+)<([^>]*)>")
_TEXT = re.compile(r'"([^"]*)"')


class Call(NamedTuple):
    """A call that succeeded: what was asked of which file; ``other`` is a new name."""

    name: str
    path: str
    other: str = ""
    fd: int = -1
    data: bytes = b""
    offset: int = 0
    flags: str = ""
    result: int = 0


class Done(NamedTuple):
    """What a run under ``strace`` left."""

    code: int
    stdout: str
    stderr: str
    trace: str


def run(line: Line, home: Path, *options: str, calls: Sequence[str] = CALLS) -> Done:
    """Run a line in a process of its own under ``strace``, on the register in ``home``."""
    with tempfile.NamedTemporaryFile(dir=RAM, prefix="klage-trace-") as trace:
        done = subprocess.run(
            ["strace", "-f", "-y", "-xx", "-s", "4000000", "-e", f"trace={','.join(calls)}", *options,
             "-o", trace.name, sys.executable, "-m", "klage", *line.args],
            env=environment(home), input=line.stdin, cwd=support.ROOT, text=True, capture_output=True,
            check=False, timeout=120,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr, Path(trace.name).read_text("ascii"))


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which klage works in ``home`` at a fixed time."""
    return {
        **support.child_environment(), "KLAGE_DB": f"{home}/klage.db", "HOME": str(home), "KLAGE_NOW": NOW,
        "XDG_STATE_HOME": f"{home}/state", "LOGNAME": "inge",
    }  # fmt: skip


def record(line: Line, home: Path) -> list[Call]:
    """Run a line that succeeds, and return what it asked of the files below ``home``, and of stdout.

    Raises:
        AssertionError: It failed.
    """
    done = run(line, home)
    assert done.code == 0, (line.args, done.stderr)
    return list(_calls(done.trace, str(home)))


def _calls(trace: str, home: str) -> Iterator[Call]:
    for text in trace.splitlines():
        found = _CALL.match(text)
        if found is None or found[3].startswith("-"):
            continue
        call = _understood(found[1], found[2], int(found[3]))
        if call.path.startswith(home) or (call.name == "write" and call.fd == 1):
            yield call


def _understood(name: str, arguments: str, result: int) -> Call:
    """Make a call of the text between its brackets; a name that is not absolute is below its folder."""
    at = _FD.match(arguments)
    number, folder = (at[1], _bytes(at[2]).decode()) if at else ("", "")
    words = [_bytes(word) for word in _TEXT.findall(arguments)]
    fd = int(number) if number.isdigit() else -1
    last = arguments.rpartition(", ")[2]
    if name == "unlinkat":
        return Call("unlink", str(Path(folder, words[0].decode())))
    if name == "openat":
        return Call(name, str(Path(folder, words[0].decode())), flags=arguments, result=result)
    if name in {"unlink", "link", "rename"}:
        return Call(name, os.fsdecode(words[0]), os.fsdecode(words[-1]))
    if name in {"write", "pwrite64"}:
        offset = int(last) if name == "pwrite64" else 0
        return Call(name, folder, fd=fd, data=words[0] if words else b"", offset=offset)
    offset = int(last) if name == "ftruncate" else 0
    return Call(name, folder, fd=fd, offset=offset, result=result)


def _bytes(text: str) -> bytes:
    """Return what ``strace -xx`` wrote in hexadecimal."""
    return bytes.fromhex(text.replace("\\x", "")) if "\\x" in text else text.encode()
