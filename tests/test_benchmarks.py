"""What the benchmarks say of themselves is so: the registers, the measuring and the tables; no time is asserted."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from benchmarks import comparing, extracts, measuring, peers, registers, terminal_peers
from benchmarks.comparing import Cell
from benchmarks.measuring import Run, TooSlowError, markdown, measured, median, ratio
from benchmarks.peers import JOBS, WORD, Peer
from tests.store.support import ROOT, opened

PYTHON = [sys.executable, "-I", "-S", "-c"]
CALM = [Run(0.2, 0.1, 20.0), Run(0.4, 0.2, 30.0), Run(0.9, 0.3, 25.0)]
BUSY = [Run(0.6, 0.4, 50.0), Run(0.8, 0.4, 50.0), Run(0.9, 0.9, 50.0)]


# --- measuring -----------------------------------------------------------------------------------------


def test_a_run_is_measured(tmp_path: Path) -> None:
    """The program gets what is piped in, its environment and its folder; what it prints goes nowhere."""
    script = "import os, pathlib; pathlib.Path('seen').write_text(input() + os.environ['WORD']); print('x' * 10**6)"
    run = measured([*PYTHON, script], {"WORD": "bage"}, "til", folder=tmp_path)
    assert (tmp_path / "seen").read_text() == "tilbage"
    assert run.cpu > 0
    assert run.wall > 0
    assert run.memory > 1


def test_the_peak_is_that_of_the_program_alone() -> None:
    """What the one that measures holds is not counted: a hundred MiB here make no difference there."""
    held = bytearray(100 * 2**20)
    assert measured([*PYTHON, "pass"], os.environ).memory < len(held) / 2**20 / 2


def test_a_program_can_be_measured_at_a_terminal(tmp_path: Path) -> None:
    """Question, answer and error are all at a terminal of 80 columns, and what is written there is read."""
    script = (
        "import os, pathlib, sys; wide = os.get_terminal_size().columns; print('x' * 10**6);"
        " pathlib.Path('seen').write_text(f'{[os.isatty(n) for n in range(3)]} {wide}')"
    )
    measured([*PYTHON, script], {}, folder=tmp_path, terminal=True)
    assert (tmp_path / "seen").read_text() == "[True, True, True] 80"


def test_a_program_that_fails_is_not_measured() -> None:
    """Nothing is said of the speed of a program that ended with an error; its words are shown."""
    with pytest.raises(SystemExit, match="ended with 3: ikke i dag"):
        measured([*PYTHON, "import sys; print('ikke i dag', file=sys.stderr); sys.exit(3)"], os.environ)


def test_a_program_that_takes_too_long_is_stopped() -> None:
    """One that never ends is stopped after a second of CPU, and said to be too slow."""
    with pytest.raises(TooSlowError):
        measured([*PYTHON, "while True: pass"], os.environ, limit=1)


def test_medians_and_ratios() -> None:
    """The ratio is the median of those within each round, not the ratio of the medians."""
    assert median(CALM) == Run(0.4, 0.2, 25.0)
    assert ratio(BUSY, CALM) == pytest.approx(3.0)


def test_a_table_in_markdown() -> None:
    """It can be pasted into the README as it is."""
    assert markdown(["", "a"], [["x", "1"]]) == "|  | a |\n| --- | --- |\n| x | 1 |"


def test_programs_take_turns() -> None:
    """Each program runs once a round, and the first round is not counted."""
    runs = measuring.in_turn({"a": [*PYTHON, "pass"], "b": [*PYTHON, "pass"]}, os.environ, rounds=2)
    assert {name: len(taken) for name, taken in runs.items()} == {"a": 2, "b": 2}


# --- the tables ----------------------------------------------------------------------------------------


def test_a_comparison_is_told() -> None:
    """Ratios by size; a program that was too slow, that was not asked, or that has no such job."""
    table = {
        ("klage", 1_000): Cell(BUSY, CALM), ("klage", 100_000): Cell(BUSY, CALM),
        ("jrnl", 1_000): Cell(BUSY, CALM), ("jrnl", 100_000): Cell(),
        ("todoman", 1_000): Cell(CALM, CALM),
    }  # fmt: skip
    told = comparing.told(table, ["klage", "jrnl", "todoman", "Watson"], [1_000, 100_000]).splitlines()
    assert told[0] == "|  | 1,000 | 100,000 | CPU | peak memory |"
    assert told[2:] == [
        "| klage | 3.00 | 3.00 | 400 ms | 50 MiB |",
        "| jrnl | 3.00 | > 30 s | 400 ms | 50 MiB |",
        "| todoman | 1.00 | – | 200 ms | 25 MiB |",
    ]


def test_all_jobs_are_told_together() -> None:
    """The due list at every size, the rest at the largest that every program was asked about."""
    cell = Cell(BUSY, CALM)
    tables = {
        "frister": {("klage", 1_000_000): cell, ("jrnl", 1_000): cell},
        "ny": {("klage", 1_000): cell},
        "import": {},
    }
    told = comparing.together(tables, ["klage", "jrnl"], [1_000, 1_000_000]).splitlines()
    assert told[0] == "|  | frister 1,000 | frister 1,000,000 | ny 1,000 | import 10,000 |"
    assert told[2:] == ["| klage | – | 3.00 | 3.00 | – |", "| jrnl | 3.00 | – | – | – |"]


def test_the_caption_names_machine_versions_and_command() -> None:
    """Who reads a number can repeat it."""
    told = comparing.caption(7, {"klage": "0.1.0", "import typer": "0.28.0"})
    assert "medians of 7 rounds" in told
    assert "klage 0.1.0" in told
    assert "python -m benchmarks peers" in told


# --- the registers -------------------------------------------------------------------------------------


def test_complaints_are_the_same_each_time_and_differ() -> None:
    """The same seed gives the same complaints, another seed others; the words are many and most of them rare."""
    first, again, other = (list(registers.complaints(300, 20, seed)) for seed in (1, 1, 2))
    assert first == again != other
    words = Counter(word for each in first for word in each.complaint.summary.lower().strip(".").split())
    assert len(words) > 300
    assert sum(words.values()) / words.most_common(1)[0][1] < 40
    assert len({each.complaint.summary for each in first}) == 300
    assert len({point.theme for each in first for point in each.complaint.points}) == 16
    assert {len(each.calls) for each in first} >= {0, 1, 2, 3}
    assert WORD in words


def test_the_last_complaints_are_open() -> None:
    """Those that still wait have no call and no closing; all came before the moment of the benchmark."""
    found = list(registers.complaints(100, 20))
    assert [not each.closings and not each.calls for each in found] == [False] * 80 + [True] * 20
    assert all(each.complaint.received_at < registers.NOW for each in found)


def test_a_register_is_made_through_klages_own_store(tmp_path: Path) -> None:
    """Every complaint is there, with the history of the import; made once, it is used again."""
    path = registers.made(tmp_path / "new", 60)
    before = path.stat().st_mtime_ns
    assert registers.made(tmp_path / "new", 60) == path
    assert path.stat().st_mtime_ns == before
    with opened(path) as register:
        assert register.one("select count(*), count(fingerprint) from complaint") == (60, 60)
        assert register.one("select count(*) from event") != (0,)
        assert register.one("select count(*) from call") == (0,)  # sixty are fewer than are left open


# --- the peers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [peers.Klage, peers.Shell, peers.Python])
@pytest.mark.parametrize("job", ["frister", "open", "ny", "rapport", "soeg"])
def test_what_is_here_does_its_jobs(kind: type[Peer], job: str, tmp_path: Path) -> None:
    """klage, the shell and bare Python are filled with 30 complaints and do each of the jobs."""
    peer = kind(tmp_path)
    assert peer.install()
    folder = peer.filled(30, closed=job != "open")
    command = peer.command(job, folder, 1)
    assert command is not None
    assert measured(command.argv, command.environ, command.stdin, folder=command.folder).cpu > 0


def test_no_job_is_forgotten() -> None:
    """Each has a title, and the plain table a statement for each but the import."""
    assert {*comparing.TITLES} == {*JOBS} == {*peers.SQL, "import"}


def test_a_complaint_as_a_task() -> None:
    """Taskwarrior and todoman get the same text, deadline and state as klage."""
    closed, *_, waiting = peers.complaints(300)
    assert closed.closed is not None
    assert waiting.closed is None
    task = terminal_peers._task(0, closed)
    assert (task["status"], task["description"]) == ("completed", closed.complaint.summary)
    assert terminal_peers._task(1, waiting)["status"] == "pending"
    assert json.dumps(task)
    assert "STATUS:COMPLETED" in terminal_peers._ics(0, closed)
    assert "STATUS" not in terminal_peers._ics(0, waiting)


def test_what_is_open_and_answered_is_not_due() -> None:
    """With all complaints open, as many wait for a call as otherwise, and klage lists no other."""
    found = list(peers.complaints(300, closed=False))
    assert [given.closed for given in found] == [None] * 300
    assert sum(given.due < registers.NOW + timedelta(days=2) for given in found) == registers.OPEN


# --- the command ---------------------------------------------------------------------------------------


def test_every_benchmark_has_its_command() -> None:
    """One command names them all, each with what it holds klage against."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = ("registers", "peers", "extracts", "startup", "import", "report", "write")
    assert all(f"\n    {name} " in done.stdout for name in names)


def test_files_of_municipalities_are_read_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two municipalities with a register each: both have a file, and DuckDB answers about all of them."""
    extracts.measure(tmp_path, 2, 300, 2, rounds=1)
    told = capsys.readouterr().out
    assert "2 files of 300 complaints, from 2 registers" in told
    assert told.count("\n| DuckDB: ") == len(extracts.QUESTIONS)
    read = duckdb.execute(
        "select distinct municipality from read_parquet(?)", [f"{tmp_path}/*/*.parquet"]
    ).fetchall()
    assert {name for (name,) in read} == {"Opdigtet Kommune 1", "Opdigtet Kommune 2"}
