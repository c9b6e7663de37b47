"""Opening a register to examine it, however it is."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from klage.errors import DamagedError, NewerRegisterError, NoRegisterError
from klage.store.file import VERSION
from klage.store.inspect.inspection import Inspection, a_few, newest_change
from tests.store import checking, support
from tests.store.support import NOW


def opened(path: Path) -> Inspection:
    """Return an examination of a register."""
    return Inspection(path, NOW)


def test_nothing_can_be_written(path: Path) -> None:
    """Not even by mistake; a connection aside may make temporary tables."""
    inspection = opened(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        inspection.register.connection.execute("delete from theme")
    with inspection.aside() as connection:
        connection.execute("create temp table t (a)")
    inspection.close()
    inspection.close()


def test_an_older_register_stays_as_it_is(path: Path) -> None:
    """It is not brought forward by being looked at."""
    checking.tamper(path, "pragma user_version = 2")
    before = path.read_bytes()
    inspection = opened(path)
    assert (inspection.version, inspection.count("select count(*) from complaint")) == (2, 0)
    inspection.close()
    assert path.read_bytes() == before
    assert support.names(path.parent) == ["klage.db"]


def test_what_cannot_be_opened_is_told_apart(path: Path) -> None:
    """No file, a newer one, another program's, and one that is no database."""
    with pytest.raises(NoRegisterError):
        _ = opened(path.with_name("intet.db")).register
    checking.tamper(path, f"pragma user_version = {VERSION + 1}")
    with pytest.raises(NewerRegisterError):
        _ = opened(path).register
    checking.tamper(path, "pragma application_id = 7")
    with pytest.raises(DamagedError, match="ikke et klageregister"):
        _ = opened(path).register
    path.write_bytes(b"Kaere borgervejleder" * 300)
    with pytest.raises(DamagedError):
        _ = opened(path).register


def test_the_newest_change(path: Path) -> None:
    """Of an empty history there is none, and of one that cannot be read nothing is said."""
    inspection = opened(path)
    assert newest_change(inspection) is None
    checking.add(path, now=NOW - timedelta(hours=2))
    assert newest_change(inspection) == NOW - timedelta(hours=2)
    inspection.close()
    path.write_bytes(b"x" * 5000)
    assert newest_change(opened(path)) is None


def test_the_day_is_danish() -> None:
    """An hour before midnight in UTC it is tomorrow in Denmark."""
    inspection = Inspection(Path("klage.db"), NOW.replace(hour=23, minute=30))
    assert inspection.today.isoformat() == "2026-11-21"


def test_a_few_of_many() -> None:
    """Five are named, and the rest are counted."""
    assert a_few(["a", "b"]) == "a, b"
    assert a_few("abcde") == "a, b, c, d, e"
    assert a_few("abcdefg") == "a, b, c, d, e og 2 andre"
