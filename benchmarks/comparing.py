"""klage beside what one would use instead: the same work, in turn, as Markdown for the README.

``python -m benchmarks peers FOLDER`` makes what is missing in the folder (registers, programs, their data)
and measures; what is there is used again. A program that cannot be had is named and left out, and one that
takes longer than its limit is told as such and not asked again.
"""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.measuring import Run, TooSlowError, markdown, measured, median, ratio
from benchmarks.peers import IMPORTED, Klage, Missing, Peer, Python, Shell, Typer
from benchmarks.terminal_peers import Jrnl, Taskwarrior, Taskwarrior3, Todoman, Watson

PEERS: tuple[type[Peer], ...] = (
    Klage,
    Taskwarrior,
    Taskwarrior3,
    Todoman,
    Watson,
    Jrnl,
    Shell,
    Python,
    Typer,
)
SLOW = (Taskwarrior, Taskwarrior3, Todoman, Watson, Jrnl)
"""Those that are not asked about more than ``MOST`` complaints: it takes minutes each time."""

MOST = 100_000
LIMIT = 30
"""How many seconds of CPU a command is given."""

TITLES = {
    "frister": "The due list (200 of the complaints are open)",
    "open": "The due list (all complaints are open, 200 of them due)",
    "ny": "Add one",
    "rapport": "A report of ten years",
    "soeg": "Search in all texts",
    "import": f"Import {IMPORTED:,} into nothing",
}
DOES_NOT = "–"


class Cell(NamedTuple):
    """What a job took one program at one size: its runs and those of the base; nothing when it was too slow."""

    runs: Sequence[Run] = ()
    base: Sequence[Run] = ()


Table = dict[tuple[str, int], Cell]


def compare(work: Path, sizes: Sequence[int], jobs: Sequence[str], rounds: int, only: Sequence[str]) -> None:
    """Measure, and print a table for each job and one of them all."""
    work = work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    peers, versions = installed(work, only)
    names = [each.name for each in peers]
    print(caption(rounds, versions))
    tables: dict[str, Table] = {}
    for job in jobs:
        table = tables[job] = {}
        for size in asked(job, sizes):
            table |= {(name, size): cell for name, cell in _measured(peers, job, size, rounds).items()}
        print(f"\n**{TITLES[job]}**\n\n{told(table, names, asked(job, sizes))}", flush=True)
    print(f"\n**Together**\n\n{together(tables, names, sizes)}")


def asked(job: str, sizes: Sequence[int]) -> Sequence[int]:
    """Return the sizes at which a job is measured."""
    if job == "import":
        return [IMPORTED]
    return [size for size in sizes if size <= MOST] if job == "open" else sizes


def installed(work: Path, only: Sequence[str] = ()) -> tuple[list[Peer], Mapping[str, str]]:
    """Return the programs that are here or can be had, with their versions; the rest are named on stderr."""
    found, versions = [], {}
    for kind in PEERS:
        peer = kind(work)
        if only and kind is not Typer and peer.name not in only:
            continue
        try:
            versions[peer.name] = peer.install()
            found.append(peer)
        except Missing as reason:
            print(f"{peer.name} is left out: {reason}", file=sys.stderr)
    return found, versions


def _measured(peers: Sequence[Peer], job: str, size: int, rounds: int) -> dict[str, Cell]:
    """Let the programs take turns at one job; the first round warms the caches and does not count."""
    folders, cells = dict(_filled(peers, size, closed=job != "open")), {}
    runs: dict[str, list[Run]] = {name: [] for name in folders}
    for nth in range(rounds + 1):
        for peer in [each for each in peers if each.name in runs]:
            command = peer.command(job, folders[peer.name], nth)
            if command is None:
                del runs[peer.name]
                continue
            try:
                run = measured(
                    command.argv, command.environ, command.stdin, folder=command.folder, limit=LIMIT
                )
            except TooSlowError:
                del runs[peer.name]
                cells[peer.name] = Cell()
            else:
                runs[peer.name] += [run] if nth else []
        print(f"{job} {size}: round {nth} of {rounds}", file=sys.stderr, flush=True)
    return cells | {name: Cell(each, runs[Typer.name]) for name, each in runs.items()}


def _filled(peers: Sequence[Peer], size: int, *, closed: bool) -> Iterator[tuple[str, Path]]:
    for peer in peers:
        if size <= MOST or not isinstance(peer, SLOW):
            try:
                # Whether the others have the job at all is asked before they are filled for it.
                if peer.command("frister" if closed else "open", Path("x"), 0):
                    yield peer.name, peer.filled(size, closed=closed)
            except Missing as reason:
                print(f"{peer.name} is left out: {reason}", file=sys.stderr)


def told(table: Table, names: Sequence[str], sizes: Sequence[int]) -> str:
    """Return a table: CPU as a multiple of ``import typer``, and at the largest size milliseconds and MiB."""
    headings = ["", *(f"{size:,}" for size in sizes), "CPU", "peak memory"]
    rows = []
    for name in names:
        cells = [table.get((name, size)) for size in sizes]
        last = next((cell for cell in reversed(cells) if cell and cell.runs), None)
        if not any(cells):
            continue
        rows.append([name, *map(_shown, cells), *(_absolute(last.runs) if last else (DOES_NOT, DOES_NOT))])
    return markdown(headings, rows)


def together(tables: Mapping[str, Table], names: Sequence[str], sizes: Sequence[int]) -> str:
    """Return the due list at every size, and each other job at the largest that all programs were asked about."""
    columns: list[tuple[str, int]] = []
    for job in tables:
        fits = [size for size in asked(job, sizes) if size <= MOST] or asked(job, sizes)
        columns += [(job, size) for size in (sizes if job == "frister" else fits[-1:])]
    rows = [[name, *(_shown(tables[job].get((name, size))) for job, size in columns)] for name in names]
    return markdown(["", *(f"{job} {size:,}" for job, size in columns)], rows)


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return DOES_NOT
    return f"{ratio(cell.runs, cell.base):.2f}" if cell.runs else f"> {LIMIT} s"


def _absolute(runs: Sequence[Run]) -> tuple[str, str]:
    middle = median(runs)
    cpu = f"{middle.cpu * 1000:.0f} ms" if middle.cpu < 10 else f"{middle.cpu:.0f} s"
    return cpu, f"{middle.memory:.0f} MiB"


def caption(rounds: int, versions: Mapping[str, str]) -> str:
    """Return what a reader must know to judge the numbers."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    programs = ", ".join(f"{name} {version}" for name, version in versions.items() if name != Typer.name)
    return (
        f'CPU of the whole process (user and system) as a multiple of `python -c "import typer"` in the same round;'
        f" medians of {rounds} rounds that take turns. The two last columns are of the largest size that each finished."
        f" {machine}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, typer {versions[Typer.name]};"
        f" {programs}. {datetime.now(UTC):%d %B %Y}: `python -m benchmarks peers FOLDER`."
    )
