"""The file of a register: refused before SQLite sees it, written whole and private, and connected to as it is."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from klage.errors import DamagedError, NoRegisterError
from klage.store import file
from tests.store.support import altered, mode


def make_pipe(path: Path) -> None:
    """Make a pipe, which would wait for a writer for ever."""
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda _: None, NoRegisterError),
        (Path.mkdir, NoRegisterError),
        (make_pipe, NoRegisterError),
        (Path.touch, DamagedError),
    ],
    ids=["nothing", "folder", "pipe", "empty"],
)
def test_what_is_no_file_with_something_in_it_is_refused(tmp_path: Path, make: object, error: type) -> None:
    """Looked at by its name alone, so that nothing is opened."""
    assert callable(make)
    make(tmp_path / "klage.db")
    with pytest.raises(error):
        file.look_at_file(tmp_path / "klage.db")


def test_a_register_is_looked_at_and_left_alone(path: Path) -> None:
    """What is there and can be read passes."""
    before = path.stat()
    file.look_at_file(path)
    assert path.stat() == before


def test_connecting_never_makes_a_file(tmp_path: Path) -> None:
    """A typo in the path is an error and no empty register."""
    with pytest.raises(sqlite3.OperationalError):
        file.connect(tmp_path / "klgae.db")
    assert list(tmp_path.iterdir()) == []


def test_a_pragma_is_a_number(path: Path) -> None:
    """The two that say what the file is, and how old."""
    with closing(file.connect(path)) as connection:
        assert file.pragma(connection, "application_id") == file.APPLICATION_ID
        assert file.pragma(connection, "user_version") == file.VERSION


def test_looking_through_finds_a_page_that_was_written_over(path: Path) -> None:
    """A whole file passes."""
    with closing(file.connect(path)) as connection:
        file.look_through(connection)
    altered(path, path.stat().st_size - 4096, b"\xff" * 4096)
    with closing(file.connect(path)) as connection, pytest.raises(DamagedError):
        file.look_through(connection)


def test_rolling_back_is_harmless_without_a_transaction(path: Path) -> None:
    """SQLite has rolled back by itself after some errors; what was not committed is gone."""
    with closing(file.connect(path)) as connection:
        connection.execute("begin")
        connection.execute("insert into number_counter (year, last) values (2026, 7)")
        file.roll_back(connection)
        file.roll_back(connection)
        assert connection.execute("select count(*) from number_counter").fetchone() == (0,)


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_a_file_is_written_privately_in_place_of_another(tmp_path: Path, mask: int) -> None:
    """Whatever the umask, and whatever the modes of what lay there."""
    path = tmp_path / "kopi"
    path.write_bytes(b"gammel og lang")
    path.chmod(0o644)
    before = os.umask(mask)
    try:
        file.write_file(path, b"ny")
    finally:
        os.umask(before)
    assert (path.read_bytes(), mode(path)) == (b"ny", 0o600)


def test_free_space_is_that_of_the_disk(path: Path) -> None:
    """Asked for before something large is written."""
    assert file.free_space(path) == pytest.approx(shutil.disk_usage(path.parent).free, rel=0.1)
