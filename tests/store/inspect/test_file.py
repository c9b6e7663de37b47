"""Checks of the file itself: each is made to fail by a file that really is damaged."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from klage.errors import DamagedError
from klage.store.inspect.file import (
    guards,
    header,
    journal,
    pages,
    pages_quickly,
    references,
    structure,
    version,
)
from klage.store.inspect.inspection import Inspection
from klage.store.register import open_register
from tests.store import checking, support
from tests.store.checking import found, levels, messages, rewrite_schema, tamper


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a register with cases."""
    path.unlink()
    support.fill(path, open_cases=30, closed_cases=30)
    return path


@pytest.mark.parametrize(
    "look", [header, version, pages, pages_quickly, structure, references, journal, guards]
)
def test_a_whole_file_passes(filled: Path, look: checking.Look) -> None:
    """Nothing is found in a register as klage leaves it."""
    assert found(look, filled) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda whole: whole[:-4096], "Filen er for kort. Der mangler 4.096 byte i slutningen."),
        (lambda whole: whole[:99], "Filen er ikke et klageregister."),
        (lambda _: b"Kaere borger. " * 500, "Filen er ikke et klageregister."),
        (lambda whole: whole[:16] + b"\x03\xe8" + whole[18:], "Filens første side er ødelagt"),
        (lambda whole: whole[:16] + b"\0\0" + whole[18:], "Filens første side er ødelagt"),
        (lambda _: b"", "Filen er tom"),
    ],
)
def test_the_header_tells_before_sqlite_does(filled: Path, content: checking.Content, said: str) -> None:
    """A file that was cut off, that is something else, or whose first page is broken."""
    filled.write_bytes(content(filled.read_bytes()))
    assert said in messages(header, filled)
    assert levels(header, filled) == ["fejl"]


def test_a_page_size_of_65536_is_written_as_one(tmp_path: Path) -> None:
    """The largest page does not fit into two bytes."""
    path = tmp_path / "klage.db"
    tamper(path, "pragma page_size = 65536", "create table t (a)")
    assert found(header, path) == []


def test_a_page_with_a_fault(filled: Path) -> None:
    """SQLite finds it, and the page is named."""
    with closing(sqlite3.connect(filled)) as connection:
        (root,) = connection.execute(
            "select rootpage from sqlite_master where name = 'complaint_received'"
        ).fetchone()
    # The number of loose bytes on the page, which only a check adds up.
    support.altered(filled, (root - 1) * 4096 + 7, b"\xff")
    (finding,) = found(pages, filled)
    assert f"på side {root}" in finding.message
    assert finding.message.startswith("Filen har ")


def test_an_index_without_a_row(filled: Path) -> None:
    """The full look finds an index that lacks a case; the quick one does not hold them together."""
    of_index = "from sqlite_master where name = 'complaint_received'"
    with closing(sqlite3.connect(filled)) as connection:
        row = connection.execute(f"select * {of_index}").fetchone()
    rewrite_schema(filled, f"delete {of_index}")
    # While the index is unknown, what is written is not put into it.
    tamper(filled, "update complaint set received_at = '2026-01-01T00:00:00Z' where id = 2026000001")
    rewrite_schema(filled, "insert into sqlite_master values (?, ?, ?, ?, ?)", *row)
    (finding,) = found(pages, filled)
    assert "i complaint_received" in finding.message
    assert found(pages_quickly, filled) == []


def test_a_row_that_points_at_nothing(filled: Path) -> None:
    """Another program has no foreign keys on."""
    tamper(filled, "update point set complaint_id = 2026009999 where id < 3")
    assert messages(references, filled) == "2 rækker i tabellen point peger på noget, der ikke findes."


def test_an_older_register_is_said_to_be_brought_forward(filled: Path) -> None:
    """It is no fault."""
    tamper(filled, "pragma user_version = 2")
    assert levels(version, filled) == ["raad"]


STRUCTURE = {
    "drop trigger event_is_never_changed": ("fejl", "Vagten event_is_never_changed mangler."),
    "drop index complaint_open": ("fejl", "Indekset complaint_open mangler."),
    "drop table written_file": ("fejl", "Tabellen written_file mangler."),
    "alter table setting add column mere text": ("fejl", "Tabellen setting er ændret uden om klage."),
    "create table noter (a)": ("advarsel", "Tabellen noter er ikke klages."),
    "create index hurtigere on complaint(channel)": ("advarsel", "Indekset hurtigere er ikke klages."),
    "create view alt as select * from complaint": ("advarsel", "Visningen alt er ikke klages."),
    "create trigger t after insert on call begin delete from step; end": ("fejl", "Vagten t er ikke klages."),
}


@pytest.mark.parametrize(("statement", "expected"), STRUCTURE.items(), ids=list(STRUCTURE))
def test_what_is_not_as_the_migrations_make_it(
    filled: Path, statement: str, expected: tuple[str, str]
) -> None:
    """What is missing, changed or foreign is named."""
    tamper(filled, statement)
    assert [(finding.level, finding.message) for finding in found(structure, filled)] == [expected]


def test_statistics_of_sqlite_are_its_own(filled: Path) -> None:
    """``analyze`` makes tables that change nothing."""
    tamper(filled, "analyze")
    assert found(structure, filled) == []


def test_guards_that_let_everything_through(filled: Path) -> None:
    """A trigger of the right name that does nothing, by the schema's own text, is tried and found."""
    rewrite_schema(
        filled,
        "update sqlite_master set sql = replace(sql, 'raise(abort, ', 'max(1, ') where type = 'trigger'",
    )
    said = messages(guards, filled)
    assert [word in said for word in ("ændres", "slettes", "erstattes")] == [True, True, True]
    assert len(found(guards, filled)) == 3
    assert len(found(structure, filled)) == 5


def test_a_guard_that_is_gone(filled: Path) -> None:
    """Only what it guarded against is named."""
    tamper(filled, "drop trigger event_is_never_deleted")
    assert messages(guards, filled) == "Historikken kan slettes: Det, der skal forhindre det, virker ikke."


def test_a_hot_journal_is_rolled_back_by_looking(path: Path) -> None:
    """As every list does; the half-written change is gone, and that is said."""
    checking.add(path)
    done = support.run_child("die", path)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name("klage.db-journal").exists()
    looking = Inspection(path, support.NOW)
    assert looking.count("select count(*) from complaint") == 1
    (finding,) = journal(looking)
    assert finding.level == "raad"
    assert "rullet tilbage" in finding.message
    looking.close()
    assert found(journal, path) == []


def test_the_log_of_another_mode_is_named(path: Path) -> None:
    """It is left alone: klage cannot know whose it is."""
    path.with_name("klage.db-wal").write_bytes(b"x" * 100)
    assert messages(journal, path) == "Ved siden af registret ligger klage.db-wal, som ikke er klages."


def test_what_sqlite_cannot_read_at_all(filled: Path) -> None:
    """The error says so itself, and the examination makes a finding of it."""
    support.altered(filled, 100, bytes(3996))
    with pytest.raises(DamagedError):
        found(pages, filled)


def test_the_trial_of_the_guards_leaves_no_trace(filled: Path) -> None:
    """It is made in memory; nobody else has to wait for it."""
    register = open_register(filled, writing=True)
    register.connection.execute("begin immediate")
    assert found(guards, filled) == []
    register.connection.execute("rollback")
    register.close()
    assert support.names(filled.parent) == ["klage.db"]
