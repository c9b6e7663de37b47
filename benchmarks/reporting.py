"""How long ``klage rapport`` takes, held against the same aggregates asked of the ``sqlite3`` shell.

Run by hand: ``python -m benchmarks.registers FIL 1000000 200`` makes a register of ten years, and
``python -m benchmarks.reporting FIL [ROUNDS]`` prints the table. The shell gets one statement an aggregate,
written from the report's own tables as one would type it: ``select code, count(*) from … group by code``;
the 24-hour service, the trend and the lists are the very statements that klage runs. The two take turns.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.measuring import Run, measured
from klage.domain.report.period import between
from klage.store.register import open_register
from klage.store.report import reporting
from klage.store.report import tables as report_tables
from klage.store.report.counting import Bounds
from klage.store.report.sources import Table

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
PERIOD = between(date(2016, 11, 21), date(2026, 11, 20))
LINE = ("rapport", "--fra", "2016-11-21", "--til", "2026-11-20", "--json")


COUNTING = " select case when"
"""How the statements begin by which klage counts several tables in one pass."""


def aggregates(path: Path) -> str:
    """Return the SQL of every aggregate of the report, with its values in it."""
    bounds, before = (reporting.bounds_of(period, NOW) for period in (PERIOD, PERIOD.previous))
    groups = (*report_tables.COMPARED, *report_tables.COUNTED, report_tables.OPEN)
    own = [_asked(table, bounds) for tables in groups for table in tables]
    own += [_asked(table, before) for tables in report_tables.COMPARED for table in tables]
    return ";\n".join([*own, *_the_rest(path)]) + ";\n"


def _asked(table: Table, values: Bounds) -> str:
    """Return the statement that a person would type for one table."""
    source = table.source
    joint = "where" if " where " not in source.sql or source.sql.startswith("(") else "and"
    sql = f"{source.ctes} select {table.code}, count(*) from {source.sql} {joint} {table.where} group by 1"
    for name, value in values.items():
        sql = sql.replace(f":{name}", f"'{value}'")
    return sql


def _the_rest(path: Path) -> Iterator[str]:
    """Yield the statements of the report that are not counted from tables, as klage runs them."""
    register = open_register(path)
    seen: list[str] = []
    register.connection.set_trace_callback(seen.append)
    reporting.facts(register, PERIOD, NOW)
    register.close()
    return (sql for sql in seen if not sql.startswith(COUNTING))


def main(path: Path, rounds: int = 5) -> None:
    """Measure, and print a small table."""
    sql = aggregates(path)
    environ = {**os.environ, "KLAGE_NOW": NOW.isoformat(), "KLAGE_DB": str(path)}
    shell: list[Run] = []
    klage: list[Run] = []
    print(f"{sql.count(';')} statements, {rounds} rounds")
    for _ in range(rounds):
        shell.append(measured(["sqlite3", "-readonly", str(path)], environ, sql))
        klage.append(measured([sys.executable, "-m", "klage", *LINE], environ))
    print(f"{'':16}{'sqlite3':>10}{'klage':>10}{'ratio':>8}")
    for label, index in (("wall, s", 0), ("CPU, s", 1), ("memory, MiB", 2)):
        one, other = (statistics.median(run[index] for run in runs) for runs in (shell, klage))
        ratio = statistics.median(b[index] / a[index] for a, b in zip(shell, klage, strict=True))
        print(f"{label:16}{one:10.2f}{other:10.2f}{ratio:8.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
