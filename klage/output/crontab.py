"""The user's crontab on this machine, read and written through the program ``crontab`` and nothing else."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from klage.errors import DiskError, NotFoundError, PermissionRefusedError, RefusedError
from klage.output.safe import one_line


class _Answer(NamedTuple):
    """What ``crontab`` answered: its exit code, what it wrote, and what it said on stderr."""

    code: int
    content: str
    said: str


LOCALTIME = Path("/etc/localtime")
_LONGEST_WAIT = 30


def read(environ: Mapping[str, str]) -> str:
    """Return the user's crontab; one that has never been made is empty.

    Raises:
        NotFoundError: There is no cron on this machine.
        PermissionRefusedError: The user may not have a crontab.
    """
    done = _crontab(environ, "-l")
    if done.code == 0:
        return done.content
    if "no crontab for" in done.said:
        return ""
    raise PermissionRefusedError(f"Din crontab kan ikke læses. crontab siger: {done.said}")


def write(environ: Mapping[str, str], content: str) -> None:
    """Put a crontab in place of the user's, and read it back.

    Raises:
        RefusedError: ``crontab`` finds a fault in it; the old one stands.
        DiskError: What stands there afterwards is something else.
    """
    done = _crontab(environ, "-", content)
    if done.code != 0:
        raise RefusedError(f"Din crontab er ikke ændret. crontab siger: {done.said}")
    if read(environ) != content:
        raise DiskError("Din crontab blev ikke, som den skulle. Se den med crontab -l.")


def remove(environ: Mapping[str, str]) -> None:
    """Remove a crontab that would hold nothing.

    Raises:
        RefusedError: ``crontab`` would not.
    """
    done = _crontab(environ, "-r")
    if done.code != 0:
        raise RefusedError(f"Din crontab er ikke ændret. crontab siger: {done.said}")


def starts(line: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a command starts in the bare environment that cron gives it."""
    bare = {"HOME": environ.get("HOME", "/"), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    try:
        done = subprocess.run(  # noqa: S603 -- the line is klage's own, quoted, and this is how cron runs it
            ["/bin/sh", "-c", line],
            cwd="/",
            env=bare,
            capture_output=True,
            check=False,
            timeout=_LONGEST_WAIT,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def machine_zone(file: Path = LOCALTIME) -> tzinfo:
    """Return the zone that cron's clock keeps, whatever ``TZ`` says in the user's own shell."""
    try:
        with file.open("rb") as content:
            return ZoneInfo.from_file(content)
    except (OSError, ValueError):
        return UTC


def _crontab(environ: Mapping[str, str], word: str, content: str = "") -> _Answer:
    program = shutil.which("crontab", path=environ.get("PATH", "/usr/bin:/bin"))
    if program is None:
        raise NotFoundError(
            "Der er intet program, der hedder crontab, på denne maskine. På Debian og Ubuntu kommer det med pakken "
            "cron. I Windows kan Opgavestyring køre klage frister --cron --stille."
        )
    # As bytes: what is no UTF-8, and how lines end, is the user's own and comes back as it was.
    done = subprocess.run(  # noqa: S603 -- the system's own program, and no shell
        [program, word],
        input=content.encode(errors="surrogateescape"),
        env={**environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
        timeout=_LONGEST_WAIT,
    )
    said = one_line(done.stderr.decode(errors="replace").strip()) or "intet"
    return _Answer(done.returncode, done.stdout.decode(errors="surrogateescape"), said)
