"""What the daily commands ask of SQLite: as many statements however many cases there are, and by an index.

A time would say it too, and be wrong whenever the machine is busy. Here each command runs in a process of its
own in which SQLite says every statement that it is given (a profiler sees the connections, so nothing of klage
is replaced), on a register with five open cases and on one with fifty.
"""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Complaint, Point
from klage.domain.incoming import Incoming
from klage.store.importing.bulk import Bulk
from klage.store.register import create_register, open_register
from klage.store.writing import CASE_TABLES
from tests.cli import Run
from tests.store.support import NOW, changing, opened

ROOT = Path(__file__).parent.parent

PROGRAM = """
import json, os, sqlite3, sys

said = []

def listen(frame, event, called):
    if event == "c_call" and isinstance(getattr(called, "__self__", None), sqlite3.Connection):
        called.__self__.set_trace_callback(said.append)

sys.setprofile(listen)
answer, sys.stdout = sys.stdout, open(os.devnull, "w")
from klage.cli import main
code = main(sys.argv[1:])
sys.setprofile(None)
json.dump([code, said], answer)
"""

LINES = (
    "",
    "frister",
    "frister --alle --json",
    "frister --cron",
    "vis 2026-0003",
    "vis 2026-0003 --json",
    "liste",
    "liste --alle --json",
    "soeg ventetid",
    "ny --tekst - --afdeling Ydelse",
    "opkald 2026-0003 --udfald besked",
    "loefte",
)
WORDS_OF_FTS = "'main'.'search_"
"""What FTS5 asks of its own tables is its own affair."""

GROWING = frozenset({"complaint", "event", "event_content", "appeal", "lesson_case", "example", *CASE_TABLES})
"""The tables that grow with the cases."""

OF_FEW = frozenset({"complaint_open", "step_open", "action_open"})
"""The indexes of what is open, which may be walked from end to end."""

BOUNDED = frozenset(
    {
        "select id, group_no, hash from event order by id desc limit 1",
        "select count(*) from (select 1 from complaint limit 2)",
    }
)
"""From one end of a table, and no further than to the first rows."""

WHOLE = {"liste --alle --json"}
"""What is there to show all cases."""


def register_of(home: Path, count: int) -> Path:
    """Make a register with so many open cases, each with two klagepunkter, two calls and a promise, and closed ones."""
    path = home / "klage.db"
    create_register(path)
    with opened(path, writing=True) as register, changing(register, command="import") as writer:
        into = Bulk(register, writer, now=NOW)
        for number in range(count):
            into.add(number, Incoming(_complaint(number), calls=_calls()))
        into.finish(b"\1" * 32, count=count)
    return path


def _complaint(number: int) -> Complaint:
    return Complaint(
        NOW.replace(hour=1, minute=number),
        f"Klage {number} over ventetid",
        department="Ydelse",
        complaint_kind="blandet",
        citizen_name="Anna Åse",
        phone="20123456",
        points=(Point("vejledning", "Ydelse"), Point("optraeden")),
    )


def _calls() -> tuple[Call, ...]:
    tried = Call(NOW.replace(hour=2), "besked_lagt")
    spoken = Call(
        NOW.replace(hour=3), "ring_igen_aftalt", call_again_at=NOW, next_step="Brev", next_due=NOW.date()
    )
    return tried, spoken


def statements(path: Path, line: str) -> list[str]:
    """Run a command line and return every statement that it gave SQLite, values written in."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split()],
        env=Run(path.parent).environ(
            PYTHONPATH=str(ROOT), KLAGE_DB=str(path), KLAGE_NOW="2026-11-20T11:00:00+01:00"
        ),
        input="Ingen ringer tilbage.", capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    print(done.stderr)
    code, said = json.loads(done.stdout)
    assert code == 0
    return [sql for sql in said if WORDS_OF_FTS not in sql]


@pytest.mark.parametrize("line", LINES)
def test_more_cases_are_not_more_statements(tmp_path: Path, line: str) -> None:
    """Five cases or fifty: a statement for each case would be a command that slows down as the years go by."""
    shapes = []
    for count in (5, 50):
        home = tmp_path / str(count)
        home.mkdir()
        said = statements(register_of(home, count), line)
        assert said
        shapes.append([_shape(sql) for sql in said])
    assert shapes[0] == shapes[1]


def _shape(sql: str) -> str:
    """Return a statement without the values in it."""
    return re.sub(r"'(?:[^']|'')*'|x'[0-9a-f]*'|\b\d+\b", "?", " ".join(sql.split()))


@pytest.mark.parametrize("line", LINES)
def test_no_table_that_grows_is_read_through(tmp_path: Path, line: str) -> None:
    """Every statement finds what it needs by a key or an index, or walks an index of what is open."""
    path = register_of(tmp_path, 5)
    with closing(open_register(path).connection) as connection:
        walks = {sql: list(_walks(connection, sql)) for sql in statements(path, line) if sql not in BOUNDED}
    found = {sql: each for sql, each in walks.items() if each}
    assert len(found) == (line in WHOLE), found


def _walks(connection: sqlite3.Connection, sql: str) -> Iterator[str]:
    """Yield the steps of a statement in which a table that grows is read from end to end."""
    called = {alias: table for table, alias in re.findall(r"\b(?:from|join)\s+(\w+)\s+(?:as\s+)?(\w+)", sql)}
    for step in _plan(connection, sql):
        walk = re.fullmatch(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?(?: LEFT-JOIN)?", step)
        if walk and called.get(walk[1], walk[1]) in GROWING and walk[2] not in OF_FEW:
            yield step


def _plan(connection: sqlite3.Connection, sql: str) -> list[str]:
    if not re.match(r"\s*(select|with|insert|update|delete)\b", sql):
        return []
    return [str(row[3]) for row in connection.execute(f"explain query plan {sql}")]


def test_a_walk_is_seen(tmp_path: Path) -> None:
    """The guard itself: a scan is found under an alias, by an index of all, and not where the index is of few."""
    with opened(register_of(tmp_path, 5)) as register:
        for sql, walks in (
            ("select * from complaint c where c.summary = ''", ["SCAN c"]),
            (
                "select id from complaint order by received_at",
                ["SCAN complaint USING COVERING INDEX complaint_received"],
            ),
            ("select call_due_at from complaint where closed_at is null", []),
            ("select * from complaint where id = 1", []),
            ("select * from department", []),
        ):
            assert list(_walks(register.connection, sql)) == walks
