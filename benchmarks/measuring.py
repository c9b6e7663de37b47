"""Running programs in turn and holding what they took against each other.

Machines are noisy: the programs take turns (A B C, A B C, …), so that a machine that is busy with
something else slows all of them, and what is quoted is the median and its ratio within one run.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from typing import NamedTuple


class Run(NamedTuple):
    """What one run took: seconds of wall time, seconds of CPU (user and system), MiB at the peak."""

    wall: float
    cpu: float
    memory: float


class TooSlowError(Exception):
    """A program was stopped because it took longer than it was given."""


def measured(
    command: Sequence[str],
    environ: Mapping[str, str],
    stdin: str = "",
    *,
    folder: Path | None = None,
    limit: int = 0,
    terminal: bool = False,
) -> Run:
    """Run a command to its end and return what it took.

    Args:
        command: What is typed.
        environ: Its environment.
        stdin: What is piped in.
        folder: Where it runs; here by default.
        limit: How many seconds of CPU it is given, so that a busy machine stops nothing; 0 is as many as it takes.
        terminal: Run it at a terminal of 80 columns; what it reads and what it says are then there.

    Raises:
        SystemExit: It failed; nothing is to be said of its speed.
        TooSlowError: It took longer than its limit.
    """
    line = [sys.executable, "-I", "-S", "-c", _LAUNCHING, str(limit), str(int(terminal)), *command]
    with tempfile.TemporaryFile("w+") as typed, tempfile.TemporaryFile("w+") as said:
        typed.write(stdin)
        typed.seek(0)
        done = subprocess.run(
            line,
            env=dict(environ),
            stdin=typed,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=folder,
            text=True,
            check=True,
        )
        code, *taken = map(float, done.stdout.split())
        if limit and -code in (SIGKILL, SIGXCPU):
            raise TooSlowError
        if code:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {code:.0f}: {said.read()[:500]}")
    return Run(*taken)


_LAUNCHING = """
import fcntl, os, resource, struct, sys, termios, threading, time
limit, terminal, *command = sys.argv[1:]
if limit != "0":
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit)))
actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
if terminal == "1":
    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    actions = [(os.POSIX_SPAWN_DUP2, its, number) for number in range(3)]
    def read():
        while os.read(ours, 65536):
            pass
    threading.Thread(target=read, daemon=True).start()
begun = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - begun
print(os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""A small process of its own starts each program: what the one that starts it has held counts in its peak."""


def in_turn(
    commands: Mapping[str, Sequence[str]], environ: Mapping[str, str], *, rounds: int, terminal: bool = False
) -> dict[str, list[Run]]:
    """Run every command once a round, after a round that does not count."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            run = measured(command, environ, terminal=terminal)
            if number:
                runs[name].append(run)
    return runs


def print_table(runs: Mapping[str, Sequence[Run]], base: str) -> None:
    """Print the medians of each program, and its CPU as a ratio to the base's, round by round."""
    rows = []
    for name, taken in runs.items():
        middle = median(taken)
        figures = (f"{middle.cpu * 1000:.1f}", f"{middle.wall * 1000:.1f}", f"{middle.memory:.1f}")
        rows.append([name, *figures, f"{ratio(taken, runs[base]):.2f}"])
    print(markdown(["", "CPU, ms", "wall, ms", "peak, MiB", f"CPU ÷ {base}"], rows))


def median(runs: Sequence[Run]) -> Run:
    """Return the median of each thing that was measured, over all runs."""
    return Run(*(statistics.median(run[i] for run in runs) for i in range(len(Run._fields))))


def ratio(runs: Sequence[Run], base: Sequence[Run]) -> float:
    """Return the CPU of a program as a multiple of the base's: the median of the ratios, round by round."""
    return statistics.median(b.cpu / a.cpu for a, b in zip(base, runs, strict=True))


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as it can be pasted into the README."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
