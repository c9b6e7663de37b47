"""What the daily commands cost, held against ``import typer`` in the same environment.

Run by hand: ``python -m benchmarks.startup [REGISTER] [ROUNDS]``, with a register of
``benchmarks.registers``; without one a register of 1,000 complaints with 200 open is made. The ratio
is CPU, user and system, of the whole process. The list at a terminal is held against the import of Typer and of
rich's table, which is what a program that draws its tables with rich begins with.
"""

import compileall
import os
import sys
import tempfile
from pathlib import Path

import klage
from benchmarks import measuring, registers

BASE = "import typer"
WITH_RICH = "import typer, rich.console, rich.table"
DUE = 20
"""How many there are to phone where the list is measured at a terminal."""


def main(path: Path, rounds: int) -> None:
    """Measure, and print a table."""
    # An installed klage is compiled; a checkout may not be, and then every start compiles it anew.
    compileall.compile_dir(Path(klage.__file__).parent, quiet=1)
    run = [sys.executable, "-m", "klage"]
    commands = {
        BASE: [sys.executable, "-c", "import typer"],
        "bare python": [sys.executable, "-c", "pass"],
        "klage --hjaelp": [*run, "--hjaelp"],
        "klage frister": [*run, "frister"],
        "klage frister --json": [*run, "frister", "--json"],
        "klage frister --cron": [*run, "frister", "--cron"],
        "klage vis": [*run, "vis", "2020-0042"],
        "klage soeg": [*run, "soeg", "plejeseng"],
    }
    print(f"{path.stat().st_size / 2**20:.0f} MiB, {rounds} rounds")
    measuring.print_table(measuring.in_turn(commands, _environ(path), rounds=rounds), BASE)


def at_a_terminal(path: Path, rounds: int) -> None:
    """Measure the list of a register at a terminal, and print a table."""
    commands = {
        WITH_RICH: [sys.executable, "-c", WITH_RICH],
        f"klage frister, {DUE} rows": [sys.executable, "-m", "klage", "frister"],
    }
    runs = measuring.in_turn(commands, _environ(path), rounds=rounds, terminal=True)
    measuring.print_table(runs, WITH_RICH)


def _environ(path: Path) -> dict[str, str]:
    return {**os.environ, "KLAGE_DB": str(path), "KLAGE_NOW": "2026-11-20T08:00:00+01:00", "TERM": "xterm"}


def with_register(given: Path | None, rounds: int) -> None:
    """Measure on a register that is given, or on one of 1,000 complaints."""
    with tempfile.TemporaryDirectory() as folder:
        main(given or registers.made(Path(folder), 1000), rounds)
        few = Path(folder) / "few.db"
        registers.make(few, registers.complaints(1000, DUE))
        print()
        at_a_terminal(few, rounds)


if __name__ == "__main__":
    with_register(Path(sys.argv[1]) if sys.argv[1:] else None, int((sys.argv[2:] or ["21"])[0]))
