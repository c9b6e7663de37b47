"""Give klage any text at all where it reads text: only its own errors come, never another.

``python -m tests.faults.fuzz [--short] [--examples N]``. Hypothesis makes dates, search words, files of CSV and
JSON lines, and the objects of every ``--json -``; what breaks klage is shrunk and shown. The negative control
gives the same texts to what the standard library has for them, and has to see other errors.
"""

import argparse
import csv
import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain.calendar import dates
from klage.domain.calendar.date_words import Direction
from klage.errors import KlageError
from klage.store import search
from klage.store.register import open_register
from tests.desk import Desk
from tests.faults import lines
from tests.faults.traced import RAM

SHORT = 300
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
DATE_WORDS = (
    "i dag", "i går", "for", "om", "dage", "timer", "siden", "mandag", "kl.", "14.30", "21.10.2014", "31.2.2026",
    "2026-11-20T10:00", "+01:00", "oktober", "februar", "29.", "2024", "første", "gang", "02.30", "25.10.2026", "999999999",
)  # fmt: skip
HEADINGS = (
    "Modtaget", "Afdeling", "Navn", "Telefon", "Kort beskrivelse", "Temaer", "Sagsnr.", "received_at", "summary",
    "themes", "calls", "points", "closed_at", "department", "channel", "citizen_name", "Ukendt", "",
)  # fmt: skip
VALUES = (
    "21.10.2014 kl. 12.09",
    "2014-10-21",
    "telefon",
    "vejledning:2|x",
    "[]",
    '[{"result": 1}]',
    "ja",
    "1e400",
    "-0",
)
JSON_LINES = ("ny --json -", "opkald 1 --json -", "maegling 2 --json -", "indsats 2 --json -", "rejse 2 --ny --json -",
              "ret 1 --json -", "laering ny 1 --json -", "laering handling 1 --json -")  # fmt: skip
KEYS = (
    "summary", "received_at", "citizen_name", "phone", "themes", "points", "calls", "result", "called_at", "agreement",
    "next_due", "kind", "consent", "meeting_at", "contacted_at", "what", "occurred_on", "source", "experience", "cause",
    "observation", "level", "department", "due_on", "ambassador", "channel", "closed_at", "x",
)  # fmt: skip

ANY = st.text(max_size=40)
DATES = st.one_of(ANY, st.lists(st.sampled_from(DATE_WORDS) | st.text(max_size=4), max_size=6).map(" ".join))
CELL = st.sampled_from(VALUES) | ANY
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | CELL
OBJECT = st.dictionaries(
    st.sampled_from(KEYS) | st.text(max_size=8),
    st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3), max_leaves=6),
    max_size=6,
)  # fmt: skip
TABLE = st.tuples(
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6),
    st.lists(st.lists(CELL, max_size=6), max_size=4),
)
RAW = st.binary(max_size=200)


class Found(NamedTuple):
    """A kind of input: how it is made, and what is done with it."""

    name: str
    strategy: st.SearchStrategy[Any]
    check: Callable[[Any], None]


def read_date(text: str) -> None:
    """Read a date in both directions."""
    directions: tuple[Direction, ...] = ("past", "future")
    for direction in directions:
        for read in (
            partial(dates.parse_instant, text, NOW, direction=direction),
            partial(dates.parse_day, text, NOW.date(), direction=direction),
            partial(dates.parse_any_day, text, NOW.date()),
            partial(dates.parse_clock, text),
        ):
            with suppress(KlageError):
                read()


def searcher(path: Path) -> Callable[[str], None]:
    """Return what searches a register for a text: that never fails at all."""
    register = open_register(path)

    def find(text: str) -> None:
        search.find(register, text, limit=50)
        search.find(register, text, limit=50, ranked=True)

    return find


def typer(desk: Desk) -> Callable[[tuple[str, object]], None]:
    """Return what types a line with an object on standard input."""

    def give(case: tuple[str, object]) -> None:
        line, content = case
        run(desk, line, json.dumps(content).encode())

    return give


def importer(desk: Desk) -> Callable[[bytes], None]:
    """Return what imports a file, without saving anything."""
    return lambda content: run(desk, "import - --proev", content)


def run(desk: Desk, line: str, stdin: bytes) -> None:
    """Type a line, and fail when it ends as a bug, or speaks of one."""
    environ = desk.run.environ(KLAGE_NOW=f"{desk.now}+01:00", KLAGE_DEBUG="1")
    result = desk.run._run(line.split(), stdin, environ, False)
    assert result.code in {0, 2, 3, 9}, result
    assert "Traceback" not in result.stderr


def as_table(table: tuple[list[str], list[list[str]]]) -> bytes:
    """Write headings and rows as a spreadsheet does."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([table[0], *table[1]])
    return out.getvalue().encode("utf-8", errors="replace")


def as_lines(objects: Sequence[object]) -> bytes:
    """Write objects as JSON lines."""
    return "".join(json.dumps(each) + "\n" for each in objects).encode()


def kinds(folder: Path) -> list[Found]:
    """Return every kind of input, with a register to try it on."""
    desk = lines.desk_in(folder / "home")
    lines.fill(desk)
    files = st.one_of(RAW, TABLE.map(as_table), st.lists(OBJECT, min_size=1, max_size=3).map(as_lines))
    return [
        Found("dates", DATES, read_date),
        Found("searches", ANY, searcher(desk.path)),
        Found("files", files, importer(desk)),
        Found("objects", st.tuples(st.sampled_from(JSON_LINES), OBJECT | SCALAR), typer(desk)),
    ]


def tried(kind: Found, examples: int) -> str:
    """Try a kind of input on so many examples; return what broke, or nothing."""
    checked = settings(
        max_examples=examples, deadline=None, database=None, derandomize=examples <= SHORT,
        suppress_health_check=list(HealthCheck),
    )(given(kind.strategy)(kind.check))  # fmt: skip
    try:
        checked()
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", []))
        return f"{kind.name}: {type(error).__name__}: {error} {notes}"
    return ""


def control() -> int:
    """Give the same texts to what the standard library has; return how many of four break."""

    def by_iso(text: str) -> None:
        with suppress(KlageError):
            datetime.fromisoformat(text)

    def by_json(content: bytes) -> None:
        with suppress(KlageError):
            json.loads(content)

    def by_fts(text: str) -> None:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("create virtual table t using fts5(x)")
            connection.execute("select * from t where t match ?", (text,)).fetchall()

    naive = (Found("dates", DATES, by_iso), Found("files", RAW, by_json), Found("searches", ANY, by_fts))
    return sum(bool(tried(kind, 100)) for kind in naive)


def campaign(folder: Path, examples: int) -> tuple[bool, str]:
    """Try every kind of input; return whether all is well, with one line and what broke."""
    several = kinds(folder)
    broke = [problem for kind in several if (problem := tried(kind, examples))]
    naive = control()
    said = (
        f"fuzz: {examples} each of {', '.join(kind.name for kind in several)}, {len(broke)} broke klage; "
        f"without its readers {naive} of 3 broke"
    )
    return not broke and naive > 0, "\n  ".join([said, *broke])


def main() -> int:
    """Run the campaign and return 1 if anything broke, or the controls did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help=f"{SHORT} examples of each, and not 20,000")
    parser.add_argument("--examples", type=int, default=20_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=RAM) as folder:
        good, line = campaign(Path(folder), SHORT if args.short else args.examples)
    print(line)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
