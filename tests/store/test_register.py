"""The register: created whole, opened only when it is ours, brought forward once, never harmed by looking."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from klage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    KlageError,
    NewerRegisterError,
    NoRegisterError,
    NotFoundError,
    PermissionRefusedError,
)
from klage.store import register as registers
from klage.store import schema
from klage.store.register import APPLICATION_ID, VERSION, create_register, free_space, open_register
from tests.store import support

TRIGGERS = {
    "event_is_never_changed",
    "event_is_never_deleted",
    "event_is_never_replaced",
    "event_content_is_never_changed",
    "event_content_is_never_replaced",
}
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can become another user"
)


def mode(path: Path) -> int:
    """Return the permissions of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return [entry.name for entry in folder.iterdir()]


def altered(path: Path, offset: int, content: bytes) -> None:
    """Write bytes into the middle of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


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


def test_every_table_is_strict(path: Path) -> None:
    """Only sqlite-utils' own table and the search index are not."""
    with support.opened(path) as register:
        loose = {str(row[0]) for row in register.rows("select name from pragma_table_list where strict = 0")}
    ours = {name for name in loose if not name.startswith(("sqlite_", "search"))}
    assert ours == {"_sqlite_migrations"}


def test_the_triggers_are_those_that_guard_the_history(path: Path) -> None:
    """A migration that drops one without a word is noticed here."""
    with support.opened(path) as register:
        found = {row[0] for row in register.rows("select name from sqlite_master where type = 'trigger'")}
    assert found == TRIGGERS


def test_the_version_is_the_number_of_migrations() -> None:
    """``VERSION`` is read without importing the schema, so a test keeps them equal."""
    found = [migration.name for migration in schema.migrations.pending(Database(memory=True))]
    assert len(found) == VERSION
    assert found == sorted(found)


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


def test_free_space_is_that_of_the_disk(path: Path) -> None:
    """Asked for before something large is written."""
    assert free_space(path) == pytest.approx(shutil.disk_usage(path.parent).free, rel=0.1)


# --- opening what is no register -------------------------------------------------------------------


def cut(length: int) -> Callable[[bytes], bytes]:
    """Return a change that keeps only the beginning."""
    return lambda content: content[:length]


def patch(offset: int, new: bytes) -> Callable[[bytes], bytes]:
    """Return a change of some bytes."""
    return lambda content: content[:offset] + new + content[offset + len(new) :]


def shuffled(content: bytes) -> bytes:
    """Return the pages but the first in another order."""
    pages = [content[at : at + 4096] for at in range(4096, len(content), 4096)]
    random.Random(4).shuffle(pages)
    return content[:4096] + b"".join(pages)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    **{f"{length} bytes": cut(length) for length in (0, 1, 15, 16, 99, 100, 4095, 4096)},
    "half": lambda content: content[: len(content) // 2],
    "minus one page": lambda content: content[:-4096],
    "text": lambda _: "Kære borgerrådgiver, jeg vil klage.\n".encode() * 200,
    "zip": lambda _: b"PK\x03\x04" + bytes(5000),
    "random": lambda _: random.Random(5).randbytes(9000),
    "zeros": lambda content: bytes(len(content)),
    "magic off by one": patch(0, b"T"),
    "page size 0": patch(16, b"\0\0"),
    "page size 1000": patch(16, b"\x03\xe8"),
    "read version 9": patch(19, b"\x09"),
    "schema format 9": patch(44, b"\0\0\0\x09"),
    "encoding 7": patch(56, b"\0\0\0\x07"),
    "other application": patch(68, b"abcd"),
    "no application": patch(68, bytes(4)),
    "schema page zeroed": patch(100, bytes(3996)),
    **{f"page {page} zeroed": patch((page - 1) * 4096, bytes(4096)) for page in range(2, 12)},
    "pages shuffled": shuffled,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_or_foreign_file_is_refused_untouched(tmp_path: Path, name: str) -> None:
    """It ends with 6, for reading and for writing, and not a byte is changed; no list is ever shorter."""
    path = tmp_path / "klage.db"
    support.fill(path, open_cases=30, closed_cases=30)
    whole = support.due_list(path)
    damaged = DAMAGE[name](path.read_bytes())
    path.write_bytes(damaged)
    try:
        assert support.due_list(path) == whole
    except DamagedError:
        pass
    else:
        assert "zeroed" in name  # a page of closed cases, or of the history: a matter for klage tjek
    with pytest.raises(DamagedError):
        open_register(path, writing=True)
    assert path.read_bytes() == damaged
    assert names(tmp_path) == ["klage.db"]


def test_another_programs_database_is_not_a_register(tmp_path: Path) -> None:
    """An SQLite file of something else is refused."""
    path = tmp_path / "klage.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table musik (titel text)")
    connection.close()
    with pytest.raises(DamagedError, match="ikke et klageregister"):
        open_register(path)


def test_minus_one_byte_is_refused_or_whole(path: Path) -> None:
    """A last page that is cut by a byte gives the whole list or a refusal."""
    path.write_bytes(path.read_bytes()[:-1])
    with suppress(DamagedError):
        assert support.due_list(path).cases == []


def test_a_newer_register_is_left_alone(path: Path) -> None:
    """A register of a later klage is not guessed at."""
    altered(path, 60, (VERSION + 1).to_bytes(4, "big"))
    before = path.read_bytes()
    with pytest.raises(NewerRegisterError):
        open_register(path)
    assert path.read_bytes() == before


def test_a_file_that_can_only_be_read_by_its_version_still_gives_the_list(path: Path) -> None:
    """A write version that this SQLite does not know stops writing (8), not the list."""
    altered(path, 18, b"\x09")
    assert support.due_list(path).cases == []
    with pytest.raises(PermissionRefusedError), support.written(path) as writer:
        support.add(writer, support.complaint())


def test_wal_mode_is_ended_by_the_next_write(path: Path) -> None:
    """Another program may have set it; the list comes all the same, and writing puts it back."""
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.close()
    assert support.due_list(path).cases == []
    with support.opened(path, writing=True) as register:
        assert register.one("pragma journal_mode") == ("delete",)
    assert names(path.parent) == ["klage.db"]


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_garbage_beside_the_register_is_no_part_of_it(path: Path, ending: str) -> None:
    """A journal that is none is not rolled back."""
    path.with_name(path.name + ending).write_bytes(random.Random(6).randbytes(5000))
    assert support.due_list(path).cases == []


def no_file(path: Path) -> None:
    """Leave nothing there."""


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to(path.with_name("findes-ikke"))


def loop(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path)


def device(path: Path) -> None:
    """Make a link to a device."""
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [no_file, dangling, loop, device, Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_no_register(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Nothing is opened that could hang, and nothing is made by looking."""
    path = tmp_path / "klage.db"
    make(path)
    with pytest.raises(NoRegisterError):
        open_register(path)
    assert names(tmp_path) == ([] if make is no_file else ["klage.db"])


def test_a_name_that_is_no_utf_8_can_be_opened(tmp_path: Path) -> None:
    """Also one with the characters that mean something in a URI."""
    path = tmp_path / os.fsdecode("register 100%?#\xe6ø".encode("latin-1"))
    create_register(path)
    assert support.due_list(path).cases == []


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


# --- migrating -------------------------------------------------------------------------------------


def old_register(path: Path) -> None:
    """Make what an earlier klage would have left: our application, version 0, a table with a row."""
    connection = sqlite3.connect(path)
    connection.execute(f"pragma application_id = {APPLICATION_ID}")
    connection.execute("create table gammel (tekst text)")
    connection.execute("insert into gammel values ('bevaret')")
    connection.commit()
    connection.close()
    path.chmod(0o600)


def kept_text(path: Path) -> str:
    """Return what stands in the table of the earlier klage."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("select tekst from gammel").fetchone()[0])
    finally:
        connection.close()


def test_an_old_register_is_copied_and_brought_forward(tmp_path: Path) -> None:
    """The copy is the file as it was, readable by its owner only; what stood in the register still does."""
    path = tmp_path / "klage.db"
    old_register(path)
    before = path.read_bytes()
    assert support.due_list(path).cases == []
    copy = tmp_path / "klage.db.version-0"
    assert copy.read_bytes() == before
    assert mode(copy) == 0o600
    assert (kept_text(path), kept_text(copy)) == ("bevaret", "bevaret")


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    """The second opening neither copies nor writes."""
    path = tmp_path / "klage.db"
    old_register(path)
    support.due_list(path)
    migrated = path.read_bytes()
    (tmp_path / "klage.db.version-0").unlink()
    support.due_list(path)
    assert path.read_bytes() == migrated
    assert names(tmp_path) == ["klage.db"]


def test_four_that_start_on_an_old_register_migrate_it_once(tmp_path: Path) -> None:
    """Whoever comes second finds it done, and does not replace the copy of the old by one of the new."""
    path = tmp_path / "klage.db"
    old_register(path)
    before = path.read_bytes()
    several = [support.start_child("due", path) for _ in range(4)]
    assert [process.communicate()[0] for process in several] == ["0\n"] * 4
    assert (tmp_path / "klage.db.version-0").read_bytes() == before


def test_a_migration_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    """A table that is in the way fails the migration half-way; the schema is not half there."""
    path = tmp_path / "klage.db"
    old_register(path)
    connection = sqlite3.connect(path)
    connection.execute("create table event (noget_andet text)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        open_register(path)
    assert path.read_bytes() == before
    assert (tmp_path / "klage.db.version-0").read_bytes() == before


def test_a_damaged_register_is_not_migrated(tmp_path: Path) -> None:
    """A new seal over a damaged register would say that all is well."""
    path = tmp_path / "klage.db"
    old_register(path)
    altered(path, 4096, bytes(4096))
    before = path.read_bytes()
    with pytest.raises(DamagedError):
        open_register(path)
    assert path.read_bytes() == before
    assert names(tmp_path) == ["klage.db"]


@as_root
def test_an_old_register_that_may_not_be_copied_is_said() -> None:
    """Migrating needs to write, also for a list."""
    with support.open_to_all() as folder:
        path = folder / "klage.db"
        old_register(path)
        path.chmod(0o666)
        assert support.run_child("due", path, user=support.NOBODY).returncode == 8


# --- the rest --------------------------------------------------------------------------------------


def test_reading_cannot_write(path: Path) -> None:
    """What is opened for reading refuses to change anything."""
    with support.opened(path) as register, pytest.raises(KlageError):
        register.one("delete from theme")


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
