"""See every exit code of klage for the reason it stands for, in processes as the shell starts them.

``python -m tests.faults.codes [--short]``. The README's table of exit codes says which there are; a code that is
there and not seen here fails, and so does one that is seen for another reason. The negative control is a
healthy register, on which the lines of 4 to 8 have to end with 0.
"""

import argparse
import fcntl
import os
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from klage.store.file import VERSION
from tests.faults import lines
from tests.faults.traced import RAM, environment
from tests.store import support

README = support.ROOT / "README.md"
NEW = lines.LINES["ny"][0]
PATIENCE = 60


def run(home: Path, args: Sequence[str], stdin: str = "", *, before: Sequence[str] = (), **more: Any) -> int:
    """Run klage in a process of its own; return its exit code."""
    done = subprocess.run(
        [*before, sys.executable, "-m", "klage", *args], input=stdin, env=environment(home), cwd=support.ROOT,
        text=True, check=False, timeout=PATIENCE, stderr=subprocess.DEVNULL,
        **{"stdout": subprocess.DEVNULL, **more},
    )  # fmt: skip
    return done.returncode


def new(home: Path, **more: Any) -> int:
    """Run ``klage ny``."""
    return run(home, NEW.args, NEW.stdin, **more)


def bug(home: Path) -> int:
    """Run a command that breaks, in the table that the tests have for it."""
    command = [sys.executable, "-m", "tests", "fejl", "fejl"]
    return subprocess.run(
        command, env=environment(home), cwd=support.ROOT, capture_output=True, check=False
    ).returncode


def busy(home: Path) -> int:
    """Write while another program holds the register for longer than klage waits."""
    with closing(sqlite3.connect(home / "klage.db", isolation_level=None)) as connection:
        connection.execute("begin exclusive")
        return new(home)


def full(home: Path) -> int:
    """Write when the disk takes no more of a file than the register already has."""
    return new(home, before=["prlimit", f"--fsize={(home / 'klage.db').stat().st_size // 2}"])


def damaged(home: Path) -> int:
    """List a register of which half is gone."""
    path = home / "klage.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return run(home, ["frister"])


def newer(home: Path) -> int:
    """List a register of a later klage."""
    support.altered(home / "klage.db", 60, (VERSION + 1).to_bytes(4, "big"))
    return run(home, ["frister"])


def forbidden(home: Path) -> int:
    """List the register as another user, who root can be; anyone else takes the right away from himself."""
    if os.geteuid():
        (home / "klage.db").chmod(0)
        return run(home, ["frister"])
    return run(home, ["frister"], before=["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])


def interrupted(home: Path) -> int:
    """Press Ctrl-C while klage waits for the rest of what it reads."""
    process = subprocess.Popen(
        [sys.executable, "-m", "klage", "import", "-", "--ja"], env=environment(home), cwd=support.ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(b"Modtaget;Kort beskrivelse\n")
    process.stdin.flush()
    waiting = bytes(4)
    for _ in range(500):
        waiting = fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4))
        if struct.unpack("i", waiting) == (0,):  # klage has taken what there was
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    code = process.wait(PATIENCE)
    process.stdin.close()
    return code


def reader_gone(home: Path) -> int:
    """Print to a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return run(home, ["liste", "--alle"], stdout=writing)
    finally:
        os.close(writing)


REASONS: dict[int, Callable[[Path], int]] = {
    0: lambda home: run(home, ["liste", "--tema", "databeskyttelse"]),
    1: bug,
    2: lambda home: run(home, ["ny", "--kanal", "brevdue", "--tekst", "-"], "Ingen ringer."),
    3: lambda home: run(home, ["vis", "99"]),
    4: busy,
    5: full,
    6: damaged,
    7: newer,
    8: forbidden,
    9: lambda home: run(home, ["opkald", "3", "--udfald", "ikke_truffet"]),
    10: lambda home: run(home, ["frister", "--kode"]),
    130: interrupted,
    141: reader_gone,
}  # fmt: skip


def promised() -> set[int]:
    """Return the exit codes in the README's table."""
    table = README.read_text("utf-8").partition("| exit code | meaning |")[2].partition("\n\n")[0]
    return {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}


def campaign(folder: Path) -> tuple[bool, str]:
    """Provoke every code on a register of its own; return whether all is well, with one line."""
    lines.fill(lines.desk_in(folder / "filled"))
    seen, wrong = dict[int, int](), [f"{code} is not tried" for code in promised() ^ set(REASONS)]
    for code, reason in REASONS.items():
        home = folder / "home"
        shutil.copytree(folder / "filled", home)
        seen[code] = reason(home)
        shutil.rmtree(home)
    wrong += [f"{code} is {found}" for code, found in seen.items() if found != code]
    healthy = folder / "filled"
    control = [new(healthy), run(healthy, ["frister"])]
    said = f"codes: {len(seen)} exit codes, {len(wrong)} not as promised; on a healthy register {control}"
    return not wrong and control == [0, 0], "\n  ".join([said, *wrong])


def main() -> int:
    """Run the campaign and return 1 if a code is not seen for its reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--short", action="store_true", help="the same: most of it is half a minute of waiting"
    )
    parser.parse_args()
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        Path(folder).chmod(0o755)  # another user shall be stopped by klage's own modes
        good, line = campaign(Path(folder))
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
