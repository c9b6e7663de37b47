"""What may be mended: afterwards the check that asked for it finds nothing."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from klage.errors import PermissionRefusedError
from klage.store import cases, history, place, search
from klage.store.backup import backups
from klage.store.inspect import mending
from klage.store.inspect.content import numbers, search_index, search_texts
from tests.store import checking, support
from tests.store.checking import found, tamper


def test_others_are_closed_out(path: Path) -> None:
    """Of the register, its copies and its own folders; what the owner may do stays."""
    checking.add(path)
    with support.opened(path) as register:
        copy = backups.make(register, support.NOW).path
    for each, mode in ((path, 0o644), (copy, 0o444), (copy.parent, 0o755), (path.parent, 0o777)):
        each.chmod(mode)
    assert mending.permissions(path) == "Adgangen er lukket for andre til 4 filer og mapper."
    assert [support.mode(each) for each in (path, copy, copy.parent, path.parent)] == [
        0o600,
        0o400,
        0o700,
        0o700,
    ]
    assert found(place.permissions, path) == []


def test_a_folder_with_other_things_is_left_alone(path: Path) -> None:
    """It is not klage's to close."""
    path.with_name("noter.txt").touch()
    path.parent.chmod(0o755)
    path.chmod(0o640)
    assert mending.permissions(path) == "Adgangen er lukket for andre til 1 fil eller mappe."
    assert support.mode(path.parent) == 0o755


@support.as_root
def test_a_file_of_somebody_else_is_not_closed() -> None:
    """Only its owner may, and the refusal is klage's own."""
    with support.open_to_all() as folder:
        path = folder / "klage.db"
        path.touch()
        path.chmod(0o644)
        done = subprocess.run(
            ["setpriv", f"--reuid={support.NOBODY}", "--clear-groups", sys.executable, "-c",
             f"from pathlib import Path; from klage.store.inspect import mending; mending.permissions(Path({str(path)!r}))"],
            cwd=support.ROOT, env=support.child_environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert PermissionRefusedError.__name__ in done.stderr
        assert support.mode(path) == 0o644


def test_half_made_registers_are_swept(path: Path) -> None:
    """Those of processes that are gone; the register and what others make stay."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    path.with_name(f".klage.db.{gone.pid}.ny").touch()
    path.with_name(f".klage.db.{os.getpid()}.ny").touch()
    assert mending.leftovers(path) == "1 halv fil er slettet."
    assert sorted(support.names(path.parent)) == [f".klage.db.{os.getpid()}.ny", "klage.db"]


def mended(path: Path, key: str) -> str:
    """Mend something in a transaction of its own, and see that the history has not grown."""
    with support.opened(path, writing=True) as register:
        before = history.head(register.connection)
        with support.changing(register, command="tjek") as writer:
            said = mending.OF_REGISTER[key](writer, register)
        assert history.head(register.connection) == before
        assert history.problems(register.connection) == []
    return said


@pytest.mark.parametrize(
    "statement",
    [
        "update search_content set c0 = 'noget andet' where id = 2026000002",
        "delete from search where rowid > 2026000002",
        "delete from search",
        "delete from search_word",
        "insert into search (rowid, text) values (7, 'en til')",
        "update search_data set block = zeroblob(length(block)) where id > 100",
    ],
)
def test_the_search_index_is_made_anew(path: Path, statement: str) -> None:
    """From the cases alone, whatever is wrong with it; afterwards it is the one that it was."""
    path.unlink()
    support.fill(path, open_cases=8, closed_cases=4)
    before = terms(path)
    tamper(path, statement)
    assert found(search_index, path) + found(search_texts, path)
    assert mended(path, "search") == "Søgeindekset er lavet forfra af 12 sager."
    assert found(search_index, path) == found(search_texts, path) == []
    assert terms(path) == before
    with support.opened(path) as register:
        assert search.find(register, "ventetid", limit=20) == [2026000000 + n for n in range(12, 0, -1)]


def terms(path: Path) -> tuple[list[object], list[object]]:
    """Return the words that FTS5 has, and those that klage has beside it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create virtual table temp.terms using fts5vocab(main, search, row)")
        words = connection.execute("select word from search_word order by word").fetchall()
        return connection.execute("select * from temp.terms order by term").fetchall(), words


def test_many_cases_are_indexed_in_pieces(path: Path) -> None:
    """More than one piece, and nothing between them is lost."""
    path.unlink()
    support.fill(path, open_cases=mending.CHUNK + 3)
    tamper(path, "delete from search")
    assert mended(path, "search") == f"Søgeindekset er lavet forfra af {mending.CHUNK + 3:,} sager.".replace(
        ",", "."
    )
    assert found(search_texts, path) == []


def test_an_empty_register_has_an_empty_index(path: Path) -> None:
    """Nothing is nothing."""
    tamper(path, "insert into search (rowid, text) values (7, 'en til')")
    assert mended(path, "search") == "Søgeindekset er lavet forfra af 0 sager."
    assert found(search_texts, path) == []


def test_the_counter_is_set_up(path: Path) -> None:
    """To the highest number that was given, also to a case that is gone; the next case gets a new one."""
    for number in range(3):
        checking.add(path, f"Klage {number}")
    tamper(path, "update number_counter set last = 1")
    assert mended(path, "numbers") == "Tælleren er sat op for 1 år."
    assert found(numbers, path) == []
    with support.written(path) as writer:
        assert cases.next_number(writer, 2026) == 2026000004
