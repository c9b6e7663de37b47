"""What the daily commands cost, held against ``import typer`` in the same environment.

Run by hand: ``python -m benchmarks.startup [REGISTER] [ROUNDS]``, with a register of
``benchmarks.registers``; without one a register of 1,000 complaints with 200 open is made. The ratio
is CPU, user and system, of the whole process.
"""

import compileall
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import klage
from benchmarks import measuring

BASE = "import typer"


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
    environ = {**os.environ, "KLAGE_DB": str(path), "KLAGE_NOW": "2026-11-20T08:00:00+01:00"}
    print(f"{path.stat().st_size / 2**20:.0f} MiB, {rounds} rounds")
    measuring.print_table(measuring.in_turn(commands, environ, rounds=rounds), BASE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(argument) for argument in sys.argv[1:2]]
        small = Path(folder) / "klage.db"
        if not given:
            # In a process of its own: what this one has ever held counts in the peak of those it starts.
            subprocess.run([sys.executable, "-m", "benchmarks.registers", str(small), "1000"], check=True)
        main(given[0] if given else small, int((sys.argv[2:] or ["21"])[0]))
