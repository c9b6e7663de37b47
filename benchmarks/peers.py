"""The programs that klage is held against, each with the same complaints in a folder of its own.

A peer is installed by the script (pip into a virtual environment of its own, apt for Taskwarrior 2), filled
once for each size, and then typed as its user would type it, off a terminal and with colours off.
"""

import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree, which
from typing import NamedTuple

from benchmarks import registers
from benchmarks.importing import write_csv
from klage import __version__
from klage.domain.complaint import Complaint

JOBS = ("frister", "open", "ny", "rapport", "soeg", "import")
"""The due list with 200 open · with all open and 200 due · add one · a report of ten years · search · import."""

WORD = "plejetilsynet"
"""What is searched for: in about one complaint of a hundred."""

IMPORTED = 10_000


class Command(NamedTuple):
    """What is typed, where, and what is piped in."""

    argv: list[str]
    environ: Mapping[str, str]
    stdin: str = ""
    folder: Path | None = None


class Missing(Exception):  # noqa: N818 -- it is no error of the benchmark
    """A program cannot be had here; the sentence says why."""


class Peer(ABC):
    """A program, with its data below ``work``."""

    name: str

    def __init__(self, work: Path) -> None:
        self.work = work

    @abstractmethod
    def install(self) -> str:
        """See that the program is here and return its version.

        Raises:
            Missing: It cannot be had.
        """

    @abstractmethod
    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Put so many complaints into an empty folder; ``closed`` as in ``registers.complaints``."""

    @abstractmethod
    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return what is typed for a job in a folder that is filled, the ``nth`` time; nothing if it has no such job."""

    def filled(self, count: int, *, closed: bool = True) -> Path:
        """Return the folder with so many complaints, filled if it is not yet.

        Raises:
            Missing: It could not be filled, now or the last time.
        """
        folder = (
            self.work / "data" / self.name.replace(" ", "-").lower() / f"{count}{'' if closed else '-open'}"
        )
        done, failed = folder / "filled", folder / "failed"
        if failed.exists():
            raise Missing(failed.read_text("utf-8"))
        if not done.exists():
            print(f"filling {self.name} with {count} complaints", file=sys.stderr)
            rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                self.fill(folder, count, closed=closed)
            except Missing as reason:
                failed.write_text(str(reason), "utf-8")
                raise
            done.touch()
        return folder

    def environ(self, **more: str) -> Mapping[str, str]:
        """Return an environment with a home below ``work`` and no colours."""
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "NO_COLOR": "1", **more}

    def venv(self, package: str, program: str) -> Path:
        """Return a program of a Python package, installed into an environment of its own.

        Raises:
            Missing: pip cannot get it.
        """
        folder = self.work / f"venv-{package}"
        found = folder / "bin" / program
        if not found.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", package]
            if subprocess.run(pip, check=False).returncode:
                raise Missing(f"pip cannot install {package}")
        return found


class Given(NamedTuple):
    """A complaint as a list of tasks has it: until when something is to be done, and when it was closed."""

    complaint: Complaint
    due: datetime
    closed: datetime | None


def complaints(count: int, *, closed: bool = True) -> Iterator[Given]:
    """Yield the complaints of the registers; one that is open and answered is due again next year."""
    for case in registers.complaints(count, closed=closed):
        due = case.complaint.received_at + timedelta(days=1)
        later = registers.NOW + timedelta(days=200)
        at = case.closings[0].at if case.closings else None
        yield Given(case.complaint, later if case.calls and not at else due, at)


def version_of(*argv: str) -> str:
    """Return the last word of what a program says of its version."""
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split("\n")[0].split()[-1]


# --- klage, and what it stands on ----------------------------------------------------------------------


class Klage(Peer):
    """This checkout of klage."""

    name = "klage"

    def install(self) -> str:
        """Return its version."""
        return __version__

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Leave it to ``registers``: the file is shared by all measurements."""
        registers.made(self.work / "registers", count, closed=closed)

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return the command of klage."""
        path = self.work / "registers" / f"{folder.name}.db"  # the folder has the name of its register
        stdin, words = "", ["frister"]
        if job == "ny":
            words, stdin = (
                ["ny", "--afdeling", "Jobcenter Østby", "--tema", "optraeden:2", "--tekst", "-"],
                f"{nth}. {WORD}",
            )
        elif job == "rapport":
            words = ["rapport", "--fra", "2016-11-21", "--til", "2026-11-20", "--json"]
        elif job == "soeg":
            words, stdin = ["soeg", "-"], WORD
        elif job == "import":
            path = folder / "imported.db"
            path.unlink(missing_ok=True)
            words = ["import", str(csv_file(self.work)), "--ja"]
        here = str(Path(__file__).parent.parent)
        environ = self.environ(KLAGE_DB=str(path), KLAGE_NOW="2026-11-20T08:00:00+01:00", PYTHONPATH=here)
        return Command([sys.executable, "-m", "klage", *words], environ, stdin)


def csv_file(work: Path) -> Path:
    """Return the file that klage and SQLite import."""
    path = work / f"{IMPORTED}.csv"
    if not path.exists():
        write_csv(path, IMPORTED)
    return path


SCHEMA = """
create table complaint (id integer primary key, received_at text, due_at text, department text, theme text,
    kind text, closed_at text, summary text);
create index complaint_open on complaint(due_at) where closed_at is null;
create virtual table search using fts5(summary, content='complaint', content_rowid='id');
"""
_DUE = (
    "select id, due_at, department, kind from complaint where closed_at is null"
    " and due_at <= '2026-11-21T07:00:00' order by due_at;"
)
SQL = {
    "frister": _DUE,
    "open": _DUE,
    "ny": "begin; insert into complaint (received_at, due_at, department, theme, kind, summary)"
    " values ('2026-11-20T07:00:00', '2026-11-21T07:00:00', 'Jobcenter Østby', 'optraeden', 'formalitet', 'plejetilsynet');"
    " insert into search (rowid, summary) values (last_insert_rowid(), 'plejetilsynet'); commit;",
    "rapport": " ".join(
        f"select {what}, count(*) from complaint group by 1 order by 1;"
        for what in ("substr(received_at, 1, 7)", "theme", "department", "kind")
    ),
    "soeg": f"select rowid, substr(summary, 1, 40) from search where search match '{WORD}' order by rowid desc limit 20;",
}
"""What one would write by hand: one table without a history, and each complaint with its first theme alone."""


class Shell(Peer):
    """The ``sqlite3`` shell on one plain table."""

    name = "sqlite3 shell"

    def install(self) -> str:
        """Return its version."""
        if which("sqlite3") is None:
            raise Missing("there is no sqlite3 shell here")
        return subprocess.run(
            ["sqlite3", "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[0]

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Make the table."""
        import sqlite3

        path = folder / "plain.db"
        path.unlink(missing_ok=True)
        made = sqlite3.connect(path)
        made.executescript(SCHEMA)
        made.executemany(
            "insert into complaint (received_at, due_at, department, theme, kind, closed_at, summary)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    each.received_at.isoformat(), due.isoformat(), each.department, each.points[0].theme,
                    each.complaint_kind, at and at.isoformat(), each.summary,
                )
                for each, due, at in complaints(count, closed=closed)
            ),
        )  # fmt: skip
        made.execute("insert into search(search) values ('rebuild')")
        made.commit()
        made.close()

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return the statements on standard input; an import goes into a table as it comes."""
        path = folder / "plain.db"
        script = SQL.get(job, "")
        if job == "import":
            path = folder / "imported.db"
            path.unlink(missing_ok=True)
            script = f".mode csv\n.import {csv_file(self.work)} raw\n"
        return Command(["sqlite3", str(path)], self.environ(), script)


class Python(Shell):
    """Bare Python with its ``sqlite3`` on the same plain table."""

    name = "Python + sqlite3"

    def install(self) -> str:
        """Return its version."""
        return sys.version.split()[0]

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return a script that runs each statement and prints its rows."""
        path = folder / "plain.db"
        if job == "import":
            path = folder / "imported.db"
            path.unlink(missing_ok=True)
            return Command(
                [sys.executable, "-c", _IMPORTING, str(path), str(csv_file(self.work))], self.environ()
            )
        return Command([sys.executable, "-c", _RUNNING, str(path)], self.environ(), SQL[job])


_RUNNING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
for sql in filter(str.strip, sys.stdin.read().split(";")):
    for row in db.execute(sql):
        print(*row, sep="\\t")
"""
_IMPORTING = """
import csv, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    names = next(rows)
    db.execute(f"create table raw ({', '.join(names)})")
    db.executemany(f"insert into raw values ({', '.join('?' * len(names))})", rows)
db.commit()
"""


class Typer(Peer):
    """The base of every ratio: what klage's library costs before anything is done."""

    name = "import typer"

    def install(self) -> str:
        """Return its version."""
        from importlib.metadata import version

        return version("typer")

    def fill(self, folder: Path, count: int, *, closed: bool) -> None:
        """Need nothing."""

    def command(self, job: str, folder: Path, nth: int) -> Command | None:
        """Return the same for every job."""
        return Command([sys.executable, "-c", "import typer"], self.environ())
