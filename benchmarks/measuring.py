"""Running programs in turn and holding what they took against each other.

Machines are noisy: the programs take turns (A B C, A B C, …), so that a machine that is busy with
something else slows all of them, and what is quoted is the median and its ratio within one run.
"""

import os
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import NamedTuple


class Run(NamedTuple):
    """What one run took: seconds of wall time, seconds of CPU (user and system), MiB at the peak."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str], environ: Mapping[str, str], stdin: str = "") -> Run:
    """Run a command to its end and return what it took."""
    with tempfile.TemporaryFile("w+") as typed:
        typed.write(stdin)
        typed.seek(0)
        begun = perf_counter()
        process = subprocess.Popen(command, env=dict(environ), stdin=typed, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(
    commands: Mapping[str, Sequence[str]], environ: Mapping[str, str], *, rounds: int
) -> dict[str, list[Run]]:
    """Run every command once a round, after a round that does not count."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            run = measured(command, environ)
            if number:
                runs[name].append(run)
    return runs


def print_table(runs: Mapping[str, Sequence[Run]], base: str) -> None:
    """Print the medians of each program, and its CPU as a ratio to the base's, round by round."""
    print(f"{'':28}{'CPU ms':>9}{'wall ms':>9}{'MiB':>7}{'CPU ÷ base':>12}")
    for name, taken in runs.items():
        cpu, wall, memory = (statistics.median(run[i] for run in taken) for i in (1, 0, 2))
        ratio = statistics.median(b.cpu / a.cpu for a, b in zip(runs[base], taken, strict=True))
        print(f"{name:28}{cpu * 1000:9.1f}{wall * 1000:9.1f}{memory:7.1f}{ratio:12.2f}")
