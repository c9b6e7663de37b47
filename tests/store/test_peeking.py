"""A look into the register for the Tab key: at once or not at all, and never a trace of it."""

import os
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from klage.domain.complaint import Closing
from klage.store import cases, peeking
from klage.store.file import VERSION
from tests.store import support


def folder_of(path: Path) -> dict[str, tuple[bytes, int]]:
    """Return everything in a register's folder, byte for byte, and when it was changed."""
    files = (each for each in path.parent.iterdir() if each.is_file())
    return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in files}


def can_be_read(path: Path) -> bool:
    """Tell whether there is something to read, and see that the look left no trace."""
    before = folder_of(path) if path.parent.is_dir() else {}
    with peeking.peek(path) as register:
        found = register is not None
    if path.parent.is_dir():
        assert folder_of(path) == before
    return found


def test_a_register_is_read(path: Path) -> None:
    """Its cases can be asked for, and it is closed afterwards."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint(department="Ydelse"))
    assert can_be_read(path)
    with peeking.peek(path) as register:
        assert register is not None
        assert cases.exists(register, key)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            register.connection.execute("delete from complaint")
    with pytest.raises(sqlite3.ProgrammingError):
        register.connection.execute("select 1")


def test_what_is_no_register_of_this_klage(tmp_path: Path) -> None:
    """No file, no folder, a folder, an empty file, a short one, and a long one with something else in it."""
    assert not can_be_read(tmp_path / "nowhere" / "klage.db")
    assert not can_be_read(tmp_path)
    for content in (b"", b"SQLite format 3\0", b"x" * 5000):
        file = tmp_path / "klage.db"
        file.write_bytes(content)
        assert not can_be_read(file)


@pytest.mark.parametrize(
    "pragma",
    [
        f"user_version = {VERSION - 1}",
        f"user_version = {VERSION + 1}",
        "application_id = 1",
        "journal_mode = wal",
    ],
)
def test_what_only_a_command_may_touch(path: Path, pragma: str) -> None:
    """An older register is not brought forward, and one in WAL mode gets no files beside it."""
    connection = sqlite3.connect(path)
    connection.execute(f"pragma {pragma}")
    connection.close()
    assert not can_be_read(path)


@support.as_root
def test_what_may_not_be_read(path: Path) -> None:
    """Another user's register is nothing to suggest from."""
    path.chmod(0)
    child = os.fork()
    if child == 0:
        os.setuid(support.NOBODY)
        with peeking.peek(path) as register:
            os._exit(register is not None)
    assert os.waitpid(child, 0)[1] == 0


def test_the_cases_closed_last(path: Path) -> None:
    """Newest first, with department and time, and no more than asked for."""
    with support.written(path) as writer:
        keys = [
            support.add(writer, support.complaint(f"Klage {n}", department="Ydelse" if n else None))
            for n in range(3)
        ]
        for key in keys[:2]:
            cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "afsluttet", "moede", "medhold"))
    with support.opened(path) as register:
        assert peeking.closed_cases(register, 10) == [
            (keys[1], "Ydelse", support.NOW),
            (keys[0], None, support.NOW),
        ]
        assert len(peeking.closed_cases(register, 1)) == 1


def test_lessons_actions_and_recommendations(path: Path) -> None:
    """Their numbers, with what tells them apart: no text that somebody wrote."""
    with support.written(path) as writer:
        support.add(writer, support.complaint(department="Ydelse"))
        for word in ("Et", "To"):
            writer.insert(
                "lesson",
                {
                    "formulated_on": "2026-11-01",
                    "observation": word,
                    "department_id": 1,
                    "theme": "vejledning",
                },
            )
        writer.update("lesson", 1, {"withdrawn_on": "2026-11-02", "department_id": None})
        for status, due in (("afvist", "2026-01-01"), ("aftalt", None), ("aftalt", "2026-12-01")):
            reason = "Nej" if status == "afvist" else None
            writer.insert(
                "action",
                {"lesson_id": 1, "what": "Brev", "kind": "it", "status": status, "due_on": due,
                 "proposed_on": "2026-11-01", "reason": reason},
            )  # fmt: skip
        writer.insert("recommendation", {"given_on": date(2026, 11, 3).isoformat(), "what": "Gør noget"})
    with support.opened(path) as register:
        assert peeking.lessons(register) == [("2", "Ydelse", "Manglende eller forkert vejledning")]
        assert [key for key, *_ in peeking.actions(register)] == ["3", "2", "1"]
        assert peeking.actions(register)[0] == ("3", "", "it", "aftalt")
        assert peeking.recommendations(register) == [("1", "2026-11-03")]
