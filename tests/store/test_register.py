"""The register: created whole, private and once, and opened as the morning list needs it."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from klage.errors import (
    BusyError,
    DiskError,
    KlageError,
    NotFoundError,
)
from klage.store import history
from klage.store import register as registers
from klage.store.file import APPLICATION_ID, VERSION
from klage.store.register import create_register, open_register
from tests.store import support
from tests.store.support import altered, as_root, mode, names

# --- creating --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_new_register_is_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    """The file is 0600 and its folder 0700, and nothing else lies there."""
    before = os.umask(mask)
    try:
        create_register(tmp_path / "kontor" / "klage.db")
    finally:
        os.umask(before)
    assert mode(tmp_path / "kontor") == 0o700
    assert mode(tmp_path / "kontor" / "klage.db") == 0o600
    assert names(tmp_path / "kontor") == ["klage.db"]


def test_the_file_says_what_it_is(path: Path) -> None:
    """The header names klage and the version, and the journal is a rollback journal."""
    with support.opened(path) as register:
        found = [
            register.one(f"pragma {name}") for name in ("application_id", "user_version", "journal_mode")
        ]
    assert found == [(APPLICATION_ID,), (VERSION,), ("delete",)]
    assert path.read_bytes()[68:72] == b"klag"


def test_the_connection_is_as_safe_as_it_can_be(path: Path) -> None:
    """Foreign keys are on, the folder is synced too (EXTRA is 3), temporary tables stay in memory (2)."""
    with support.opened(path) as register:
        for name, value in (("foreign_keys", 1), ("synchronous", 3), ("temp_store", 2), ("query_only", 1)):
            assert register.one(f"pragma {name}") == (value,)


def test_of_two_that_create_at_once_the_first_stands(tmp_path: Path) -> None:
    """Four processes create the same register; all succeed, and one file is left."""
    path = tmp_path / "kontor" / "klage.db"
    several = [support.start_child("create", path) for _ in range(4)]
    assert [process.communicate()[0] for process in several] == [""] * 4
    assert [process.returncode for process in several] == [0] * 4
    assert names(path.parent) == ["klage.db"]
    assert support.due_list(path).cases == []


def test_an_existing_register_is_never_replaced(path: Path) -> None:
    """Creating where there is one leaves it as it was."""
    before = path.read_bytes()
    create_register(path)
    assert path.read_bytes() == before


def test_a_kill_leaves_no_damaged_register(tmp_path: Path) -> None:
    """Killed at any time that it touches its folder, the register is whole or not there; the next sweeps."""
    codes: list[int] = []
    while 0 not in codes:
        path = tmp_path / str(len(codes)) / "klage.db"
        codes.append(support.run_child("create-slowly", path, str(len(codes) + 1)).returncode)
        if path.exists():
            assert support.due_list(path).cases == []
        create_register(path)
        assert names(path.parent) == ["klage.db"]
    assert set(codes[:-1]) == {-signal.SIGKILL}
    assert len(codes) > 5


@pytest.mark.parametrize("place", ["fil/klage.db", "fil/under/klage.db", f"{'x' * 300}/klage.db", "x" * 255])
def test_a_path_that_cannot_be_is_a_sentence(tmp_path: Path, place: str) -> None:
    """A part of the path is a file, or a name is too long."""
    (tmp_path / "fil").write_text("en fil")
    with pytest.raises(NotFoundError):
        create_register(tmp_path / place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """No half register stays when the disk is full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        with pytest.raises(DiskError):
            create_register(disk / "klage.db")
        assert names(disk) == []
    finally:
        subprocess.run(["umount", disk], check=True)


@as_root
def test_a_folder_that_may_not_be_written_is_said() -> None:
    """Another user cannot create a register in a folder of root's."""
    with support.open_to_all() as folder:
        assert support.run_child("create", folder / "klage.db", user=support.NOBODY).returncode == 8


# --- permissions -----------------------------------------------------------------------------------


@as_root
@pytest.mark.parametrize("shut", ["file", "folder"])
def test_what_may_not_be_read_is_said(shut: str) -> None:
    """Another user's register, or a register in another user's folder: 8."""
    with support.open_to_all() as folder:
        path = folder / "kontor" / "klage.db"
        create_register(path)
        path.parent.chmod(0o700 if shut == "folder" else 0o755)
        assert support.run_child("due", path, user=support.NOBODY).returncode == 8


@as_root
@pytest.mark.parametrize("writable", ["file", "folder", "neither"])
def test_what_may_only_be_read_is_listed_and_not_written(writable: str) -> None:
    """Reading works with a read-only file or folder; writing ends with 8 and says that nothing is saved."""
    with support.open_to_all() as folder:
        path = folder / "kontor" / "klage.db"
        create_register(path)
        path.parent.chmod(0o777 if writable == "folder" else 0o755)
        path.chmod(0o666 if writable == "file" else 0o644)
        before = path.read_bytes()
        assert support.run_child("due", path, user=support.NOBODY).stdout == "0\n"
        refused = support.run_child("add", path, "1", user=support.NOBODY)
        assert (refused.returncode, refused.stdout) == (8, "")
        assert path.read_bytes() == before


# --- after a crash ---------------------------------------------------------------------------------


def test_a_reader_rolls_back_what_a_kill_left(tmp_path: Path) -> None:
    """A kill in the middle of a commit leaves a hot journal; the morning list still comes, and is whole."""
    path = tmp_path / "klage.db"
    support.fill(path, open_cases=20)
    before, whole = path.read_bytes(), support.due_list(path)
    assert support.run_child("die", path).returncode == -signal.SIGKILL
    assert path.with_name("klage.db-journal").stat().st_size > 0
    assert path.read_bytes() != before, "the kill did not strike in the middle"
    assert support.due_list(path) == whole
    assert path.read_bytes() == before
    assert names(tmp_path) == ["klage.db"]


# --- the rest --------------------------------------------------------------------------------------


def test_reading_cannot_write(path: Path) -> None:
    """What is opened for reading refuses to change anything."""
    with support.opened(path) as register, pytest.raises(KlageError):
        register.one("delete from theme")


def test_what_stands_outside_the_history_is_written_also_while_reading(path: Path) -> None:
    """The number of rows is told; the history does not know of it, and an error of SQLite's is klage's own."""
    with support.opened(path) as register:
        before = history.head(register.connection)
        change = "insert into setting (key, value) values (?, ?)"
        assert register.write_aside(change, ("farve", "gul")) == 1
        assert register.write_aside("delete from setting where value = ?", ("blaa",)) == 0
        assert history.head(register.connection) == before
        with support.opened(path, writing=True) as other:
            other.connection.execute("begin immediate")
            register.connection.execute("pragma busy_timeout = 10")
            with pytest.raises(BusyError):
                register.write_aside("delete from setting where value = ?", ("gul",))


def test_a_snapshot_does_not_move(path: Path) -> None:
    """Two queries in a snapshot see the same register, though another klage writes in between."""
    with support.opened(path) as register, register.snapshot():
        before = register.one("select count(*) from complaint")
        with (
            support.opened(path, writing=True, timeout=0.05) as other,
            pytest.raises(BusyError, match="Intet er gemt"),
            support.changing(other) as writer,
        ):
            support.add(writer, support.complaint())
        assert register.one("select count(*) from complaint") == before
        with register.snapshot():
            assert register.one("select count(*) from complaint") == before


def test_a_large_register_is_not_looked_through_at_every_write(path: Path) -> None:
    """Up to two megabytes quick_check is cheap enough; beyond that it is left to klage tjek."""
    with support.written(path) as writer:
        support.add(writer, support.complaint("x" * registers.SMALL))
    altered(path, path.stat().st_size - 4096, bytes(4096))
    open_register(path, writing=True).close()
