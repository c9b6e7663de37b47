"""Run the fault campaigns, two at a time: ``python -m tests.faults [--short] [NAME ...]``.

Each prints what it found and how long it took; the run ends with 1 if any of them is not content.
"""

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.store import support

CAMPAIGNS = (
    "kill", "power", "codes", "syscalls", "audit", "forget", "writers", "flips", "hostile", "fuzz", "copies", "full",
    "privacy", "damaged", "clock", "notes",
)  # fmt: skip
"""The slowest first, so that two cores are done at about the same time."""


def run(name: str, *, short: bool) -> bool:
    """Run one campaign in a process of its own, where it may fork; say what came of it."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{name}", *(["--short"] if short else [])],
        cwd=support.ROOT,
        env={**support.child_environment(), "TMPDIR": os.environ.get("TMPDIR", "")},
        capture_output=True,
        text=True,
        check=False,
    )
    # One write, so that two campaigns do not speak at once.
    sys.stdout.write(f"{done.stdout}{done.stderr}  ({time.monotonic() - began:.0f} s)\n")
    sys.stdout.flush()
    if done.returncode:
        sys.stdout.write(f"{name}: FAILED\n")
    return done.returncode == 0


def main() -> int:
    """Run the campaigns that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="the short forms, under four minutes in all")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CAMPAIGNS))
    args = parser.parse_args()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(partial(run, short=args.short), args.names or CAMPAIGNS))
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
