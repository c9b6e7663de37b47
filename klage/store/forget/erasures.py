"""Which cases have been anonymised and when, kept beside the backups: numbers and times, nothing personal.

A backup that is older than a forgetting would bring the forgotten back when it is restored. The
register's own history knows which cases they are; this file knows it when the register is lost.
"""

import errno
import json
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from klage import clock
from klage.store import failures
from klage.store.backup import backups
from klage.system import sync_folder

_LINE = re.compile(r'\{"at":"[0-9T:Z-]{20}","cases":\[[0-9,]+\]\}', re.ASCII)


class Erasure(NamedTuple):
    """A case that was anonymised.

    Attributes:
        case_id: The key of the case.
        at: When, in UTC.
    """

    case_id: int
    at: datetime


def file_of(path: Path) -> Path:
    """Return where the erasures of the register at ``path`` are kept."""
    return backups.folder_of(path) / f"{path.stem}_anonymiseret.jsonl"


def append(path: Path, case_ids: Iterable[int], at: datetime) -> None:
    """Add cases that are about to be anonymised; when this returns, they are on the disk.

    One line is written in one go at the end of the file, so that several may append at once; a line that
    a power cut has torn is passed over when the file is read.

    Args:
        path: The register.
        case_ids: The keys of the cases.
        at: When they are anonymised.

    Raises:
        PermissionRefusedError: The file or its folder may not be written.
        DiskError: The disk is full or failing.
        NotFoundError: The file is a link, or the folder cannot be.
    """
    cases = sorted(set(case_ids))
    if not cases:
        return
    line = json.dumps({"at": clock.to_text(at), "cases": cases}, separators=(",", ":"))
    file = file_of(path)
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        _append_line(file, line)
        sync_folder(file.parent)
    except OSError as error:
        raise failures.from_os(error) from error


def _append_line(file: Path, line: str) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as opened:
        # What a power cut left of an earlier line must not swallow this one.
        is_torn = opened.seek(0, os.SEEK_END) > 0 and _last_byte(opened.fileno()) != b"\n"
        content = f"{chr(10) if is_torn else ''}{line}\n".encode()
        if opened.write(content) != len(content):
            raise OSError(errno.ENOSPC, "short write")
        os.fsync(opened.fileno())


def _last_byte(descriptor: int) -> bytes:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1)


def read(path: Path) -> list[Erasure]:
    """Return every erasure of the register at ``path``, in the order in which they were made.

    Raises:
        PermissionRefusedError: The file may not be read.
        DiskError: The disk fails.
    """
    try:
        lines = file_of(path).read_bytes().decode("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise failures.from_os(error) from error
    return [erasure for line in lines if _LINE.fullmatch(line) for erasure in _read(line)]


def _read(line: str) -> Iterable[Erasure]:
    try:
        found = json.loads(line)
        at = clock.from_text(found["at"])
    except ValueError:  # digits in the right places, and no time or list all the same
        return []
    return [Erasure(case_id, at) for case_id in found["cases"]]
