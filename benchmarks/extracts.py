"""A national report of 98 municipalities: their learning extracts read by DuckDB as one table.

``python -m benchmarks extracts FOLDER`` makes some registers of 100,000 complaints, each with a seed of its own,
lets ``klage eksport --laering`` write the file of every municipality from them (with its own name; so many
municipalities share a register), and then asks DuckDB three questions of all files in a process of its own.
"""

import sys
from pathlib import Path

from benchmarks import registers
from benchmarks.measuring import Run, markdown, measured, median
from benchmarks.peers import Klage

QUESTIONS = {
    "themes by year": "select year, code, sum(n) as n from files where unit = 'received' and measure = 'theme' group by all",
    "reached within 24 hours, by municipality": """
        select municipality, round(sum(n) filter (code = 'reached') / sum(n) filter (code <> 'not_covered'), 3) as share
        from files where measure = 'service' group by all order by all""",
    "every figure": "select count(*), sum(n), count(distinct municipality) from files",
}
_ASKING = """
import duckdb, sys
duckdb.sql(f"create view files as select * from read_parquet('{sys.argv[1]}/*.parquet', union_by_name = true)")
for row in duckdb.sql(sys.argv[2]).fetchall():
    print(*row, sep="\\t")
"""


def measure(folder: Path, municipalities: int, cases: int, different: int, rounds: int = 7) -> None:
    """Make what is missing, measure, and print a table."""
    files = folder / f"extracts-{municipalities}-{cases}"
    files.mkdir(parents=True, exist_ok=True)
    writing = [
        run for nth in range(municipalities) if (run := _extract(folder, files, nth, cases, different))
    ]
    found = list(files.glob("*.parquet"))
    size = sum(path.stat().st_size for path in found) / 2**20
    print(
        f"{len(found)} files of {cases:,} complaints, from {min(different, municipalities)} registers: {size:.1f} MiB."
    )
    rows = [_row("klage eksport --laering, one file", writing)] if writing else []
    for name, sql in QUESTIONS.items():
        command = [sys.executable, "-c", _ASKING, str(files), " ".join(sql.split())]
        rows.append(_row(f"DuckDB: {name}", [measured(command, {}) for _ in range(rounds)]))
    print(markdown(["", "wall", "CPU", "peak memory"], rows))


def _extract(folder: Path, files: Path, nth: int, cases: int, different: int) -> Run | None:
    """Write the file of a municipality, if it is not there yet, and return what that took."""
    path, name = files / f"{nth:02}.parquet", f"Opdigtet Kommune {nth + 1}"
    if path.exists():
        return None
    register = registers.made(folder / "registers", cases, nth % different)
    environ = {
        **Klage(folder).environ(),
        "KLAGE_DB": str(register),
        "KLAGE_NOW": "2026-11-20T08:00:00+01:00",
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    klage = [sys.executable, "-m", "klage"]
    measured([*klage, "kontor", "navn", name], environ)
    print(f"writing {path.name}", file=sys.stderr, flush=True)
    return measured([*klage, "eksport", str(path), "--laering"], environ)


def _row(name: str, runs: list[Run]) -> list[str]:
    middle = median(runs)
    return [name, f"{middle.wall:.2f} s", f"{middle.cpu:.2f} s", f"{middle.memory:.0f} MiB"]
