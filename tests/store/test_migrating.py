"""Bringing an old register forward: copied first, migrated once, or left as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from klage.domain.appeal import Appeal
from klage.domain.backup import BEFORE_MIGRATION
from klage.errors import DamagedError
from klage.store import appeals, cases, schema
from klage.store.backup import backups, verifying
from klage.store.file import APPLICATION_ID
from klage.store.register import open_register
from tests.store import support
from tests.store.support import altered, as_root, mode, names


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


def copy_of(path: Path) -> Path:
    """Return the one copy that was made before the migration."""
    (copy,) = backups.kept(path)
    assert copy.kind == BEFORE_MIGRATION
    return copy.path


def content(path: Path) -> list[str]:
    """Return all that a file holds, as SQL; a copy page by page sets a few counters of the header anew."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_an_old_register_is_copied_and_brought_forward(tmp_path: Path) -> None:
    """The copy is the file as it was, readable by its owner only; what stood in the register still does."""
    path = tmp_path / "klage.db"
    old_register(path)
    dumped = content(path)
    assert support.due_list(path).cases == []
    copy = copy_of(path)
    assert content(copy) == dumped
    assert mode(copy) == 0o600
    assert (kept_text(path), kept_text(copy)) == ("bevaret", "bevaret")


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    """The second opening neither copies nor writes."""
    path = tmp_path / "klage.db"
    old_register(path)
    support.due_list(path)
    migrated = path.read_bytes()
    copy_of(path).unlink()
    support.due_list(path)
    assert path.read_bytes() == migrated
    assert names(backups.folder_of(path)) == []


def test_four_that_start_on_an_old_register_migrate_it_once(tmp_path: Path) -> None:
    """Whoever comes second finds it done, and does not replace the copy of the old by one of the new."""
    path = tmp_path / "klage.db"
    old_register(path)
    dumped = content(path)
    several = [support.start_child("due", path) for _ in range(4)]
    assert [process.communicate()[0] for process in several] == ["0\n"] * 4
    assert content(copy_of(path)) == dumped


def test_a_migration_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    """A table that is in the way fails the migration half-way; the schema is not half there."""
    path = tmp_path / "klage.db"
    old_register(path)
    connection = sqlite3.connect(path)
    connection.execute("create table event (noget_andet text)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    dumped = content(path)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        open_register(path)
    assert path.read_bytes() == before
    assert content(copy_of(path)) == dumped


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


@contextmanager
def first_release(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a register of version 1, to be filled as that klage would have; leave it private."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        schema.migrations.apply(old, stop_before="m002_the_work_on_a_case")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("pragma user_version = 1")
        yield connection
    path.chmod(0o600)


def test_the_first_release_is_brought_forward_with_its_data(tmp_path: Path) -> None:
    """A register of version 1 keeps its cases; what an open case's calls have promised becomes a step."""
    path = tmp_path / "klage.db"
    with first_release(path) as connection:
        for number, closed_at in ((1, None), (2, "2026-11-20T10:00:00Z")):
            key = 2026 * 1_000_000 + number
            connection.execute(OLD_CASE, {"id": key, "kind": "formalitet", "closed_at": closed_at})
            connection.execute(OLD_CALL, {"id": key})
    assert [case.id for case in support.due_list(path).cases] == [2026000001]
    assert verifying.problems(backups.kept(path)[0]) == []
    with support.opened(path) as register:
        assert cases.get(register, 2026000002).complaint.summary == "Bevaret"
        assert list(register.rows("select complaint_id, what, due_on, state from step")) == [
            (2026000001, "Brev", "2026-11-27", "aaben")
        ]


def test_the_first_release_gets_its_tracks(tmp_path: Path) -> None:
    """The migration keeps every case and starts the four weeks of those open ones that are over a decision."""
    path, closed_at = tmp_path / "klage.db", "2026-11-20T10:00:00Z"
    sample = [("realitet", None), ("blandet", None), ("formalitet", None), ("realitet", closed_at)]
    with first_release(path) as connection:
        for number, (kind, closed) in enumerate(sample, 1):
            connection.execute(OLD_CASE, {"id": 2026000000 + number, "kind": kind, "closed_at": closed})
    assert len(support.due_list(path).cases) == 3
    with support.opened(path) as register:
        tracks = [appeals.find(register.connection, 2026000000 + number) for number in (1, 2, 3, 4)]
    # Half past midnight in Denmark: the 20th of November, and four weeks later.
    track = Appeal(reassess_due_on=date(2026, 12, 18))
    assert tracks == [track, track, None, None]


OLD_CASE = """
insert into complaint (id, received_at, registered_at, contact_type, channel, addressee_level, complaint_kind,
    summary, urgency, child_concern, covered, call_due_at, call_policy, had_opening_hours, closed_at)
values (:id, '2026-11-19T23:30:00Z', '2026-11-20T09:00:00Z', 'klage', 'brev', 'ukendt', :kind,
    'Bevaret', 'normal', 0, 1, '2026-11-20T23:30:00Z', 'doegn:24:', 1, :closed_at)
"""
OLD_CALL = """
insert into call (complaint_id, called_at, logged_at, direction, result, next_step, next_due)
values (:id, '2026-11-20T10:00:00Z', '2026-11-20T10:00:00Z', 'ud', 'talt_med', 'Brev', '2026-11-27')
"""
