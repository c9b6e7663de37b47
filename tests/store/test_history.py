"""The history: nothing in it is changed or removed unseen, and what must be forgotten can be."""

import json
import sqlite3
from pathlib import Path

import pytest

from klage.store import cases, history
from tests.store import support

ATTACKS = [
    "update event set actor = 'en anden'",
    "update event set id = id + 100",
    "update or replace event set id = 2 where id = 1",
    "delete from event",
    "replace into event select * from event where id = 1",
    "insert or replace into event select * from event where id = 1",
    "insert into event select * from event where id = 1 on conflict (id) do update set actor = 'x'",
    "insert or ignore into event select * from event where id = 1",
    "update event_content set content = '[]'",
    "replace into event_content select * from event_content where event_id = 1",
    (
        "insert into event_content select * from event_content where event_id = 1"
        " on conflict (event_id) do update set content = '[]'"
    ),
]


@pytest.fixture
def told(path: Path) -> Path:
    """Return a register with three groups in its history."""
    for number in range(3):
        with support.written(path, command=f"ny{number}") as writer:
            support.add(writer, support.complaint(f"Klage {number}"))
    return path


def loose(path: Path) -> sqlite3.Connection:
    """Open the file as another program would, without klage's settings."""
    return sqlite3.connect(path, isolation_level=None)


def problems(path: Path) -> list[str]:
    """Verify the history of a register."""
    with support.opened(path) as register:
        return history.problems(register.connection)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_guards_refuse_what_would_change_the_past(told: Path, attack: str) -> None:
    """Also from another program, with SQLite's own settings."""
    connection = loose(told)
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|write-once"):
        connection.execute(attack)
    connection.close()
    assert problems(told) == []


UNGUARDED = [
    ("an altered fact", "update event set actor = 'en anden' where id = 2", "2"),
    ("an altered hash", "update event set hash = zeroblob(32) where id = 2", "2"),
    ("an altered content", "update event_content set content = '[]' where event_id = 2", "2"),
    ("an altered salt", "update event_content set salt = zeroblob(16) where event_id = 2", "2"),
    ("a missing event", "delete from event_content where event_id = 2; delete from event where id = 2", "2"),
    (
        "two that changed places",
        (
            "update event set id = 90 where id = 1; update event set id = 1 where id = 2;"
            " update event set id = 2 where id = 90"
        ),
        "1",
    ),
    (
        "a missing beginning",
        "delete from event_content where event_id = 1; delete from event where id = 1",
        "1",
    ),
]


@pytest.mark.parametrize(
    ("attack", "event"), [row[1:] for row in UNGUARDED], ids=[row[0] for row in UNGUARDED]
)
def test_the_chain_finds_what_was_changed_without_the_guards(told: Path, attack: str, event: str) -> None:
    """Who drops the triggers first is found by the hashes, and the first event that is wrong is named."""
    connection = loose(told)
    for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {name}")
    connection.executescript(attack)
    connection.close()
    found = problems(told)
    assert found
    assert event in found[0]


def test_a_cut_tail_is_seen_by_whoever_kept_the_head(told: Path) -> None:
    """The chain alone cannot know what came after; a head that is kept elsewhere can."""
    with support.opened(told) as register:
        head = history.head(register.connection)
    connection = loose(told)
    connection.executescript(
        "drop trigger event_is_never_deleted; delete from event_content where event_id = 3;"
    )
    connection.execute("delete from event where id = 3")
    connection.close()
    assert problems(told) == []
    with support.opened(told) as register:
        assert history.head(register.connection) != head


def test_an_empty_history_has_a_head(path: Path) -> None:
    """Zeros stand before the first event."""
    with support.opened(path) as register:
        assert history.head(register.connection) == (0, 0, bytes(32))
    assert problems(path) == []


def test_equal_contents_do_not_look_alike(path: Path) -> None:
    """The hash is salted: after the salt is erased, a content cannot be found by guessing."""
    with support.written(path) as writer:
        key = writer.insert("department", {"name": "A", "name_key": "a"})
    for active in (0, 1, 0, 1):
        with support.written(path) as writer:
            writer.update("department", key, {"active": active})
    with support.opened(path) as register:
        hashes = [row[0] for row in register.rows("select content_hash from event")]
        texts = [row[0] for row in register.rows("select content from event_content")]
    assert (len(set(texts)), len(set(hashes))) == (3, 5)


def test_erasing_content_and_salt_leaves_a_whole_chain(told: Path) -> None:
    """What was said is gone from the history; that something happened is still proved."""
    connection = loose(told)
    connection.execute("delete from event_content where event_id = 2")
    connection.close()
    assert problems(told) == []
    with support.opened(told) as register:
        assert register.one("select count(*) from event") == (3,)
        left = [json.loads(str(row[0])) for row in register.rows("select content from event_content")]
    assert "Klage 1" not in str(left)


def test_the_history_goes_on_from_its_head(told: Path) -> None:
    """Numbers and groups follow each other without gaps, and each event stands on the one before."""
    with support.opened(told, writing=True) as register:
        with support.changing(register) as writer:
            cases.change(writer, 2026000001, {"summary": "Nyt"})
        rows = list(register.rows("select id, group_no from event order by id"))
        assert rows == [(1, 1), (2, 2), (3, 3), (4, 4)]
        assert history.head(register.connection)[:2] == (4, 4)


def test_the_mark_of_a_register(told: Path, tmp_path: Path) -> None:
    """It stays while the history grows, differs between registers, and is no hash that stands in the file."""
    with support.opened(told) as register:
        mark = history.register_mark(register.connection)
    with support.written(told, command="ny") as writer:
        support.add(writer, support.complaint("Endnu en"))
        assert history.register_mark(writer.connection) == mark
        assert bytes.fromhex(mark) not in told.read_bytes()
    other = tmp_path / "other.db"
    support.fill(other, open_cases=1)
    with support.opened(other) as register:
        assert history.register_mark(register.connection) != mark
    assert len(mark) == 16


# --- the last case ----------------------------------------------------------------------------------


def last(path: Path, actor: str) -> list[int]:
    """Return the cases of a user's last change."""
    with support.opened(path) as register:
        return history.last_cases(register.connection, actor)


def test_the_last_case_of_a_user(path: Path) -> None:
    """What another user did since, and what was no case, does not count; a group of many gives two of them."""
    assert last(path, "inge") == []
    with support.written(path, command="ny", actor="inge") as writer:
        first = support.add(writer, support.complaint("En"))
    with support.written(path, command="import", actor="bo") as writer:
        many = [support.add(writer, support.complaint(f"Klage {number}")) for number in range(3)]
    with support.written(path, command="kontor navn", actor="inge") as writer:
        writer.insert("setting", {"key": "office", "value": "Vejledningen"})
    assert last(path, "inge") == [first]
    found = last(path, "bo")
    assert len(found) == 2
    assert {*found} <= {*many}
    assert last(path, "") == []
