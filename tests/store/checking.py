"""What the tests of the checks share: looking at a register, and changing it as another program would."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from klage.domain.checkup import Finding
from klage.store import cases
from klage.store.inspect.inspection import Inspection
from tests.store import support

Look = Callable[[Inspection], Iterable[Finding]]
Content = Callable[[bytes], bytes]


def found(look: Look, path: Path, now: datetime = support.NOW) -> list[Finding]:
    """Return what a check finds, and see that it has written nothing."""
    before = path.read_bytes() if path.is_file() else b""
    inspection = Inspection(path, now)
    try:
        findings = list(look(inspection))
    finally:
        inspection.close()
    assert (path.read_bytes() if path.is_file() else b"") == before
    for finding in findings:
        assert finding.message.endswith("."), finding
        assert finding.advice == "" or finding.advice.endswith("."), finding
    return findings


def levels(look: Look, path: Path, now: datetime = support.NOW) -> list[str]:
    """Return how bad each thing is that a check finds."""
    return [finding.level for finding in found(look, path, now)]


def messages(look: Look, path: Path, now: datetime = support.NOW) -> str:
    """Return what a check says, in one text."""
    return " ".join(finding.message for finding in found(look, path, now))


def tamper(path: Path, *statements: str, without_guards: bool = False) -> None:
    """Change a register as another program would: without the seal, the history and the foreign keys."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        guards = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in guards if without_guards else ():
            connection.execute(f"drop trigger {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards if without_guards else ():
            connection.execute(sql)


def rewrite_schema(path: Path, statement: str, *values: object) -> None:
    """Change the text of the schema itself, which no statement about a table can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma writable_schema = on")
        connection.execute(statement, values)


def add(path: Path, summary: str = "Ingen ringer tilbage", now: datetime = support.NOW) -> int:
    """Register a complaint with a name and a department, and index it."""
    with support.opened(path, writing=True) as register, support.changing(register, now=now) as writer:
        new = support.complaint(summary, citizen_name="Anna Åse", department="Jobcenter")
        key = support.add(writer, new)
        cases.reindex(writer, register, key)
    return key
