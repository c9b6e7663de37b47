"""Trying a backup: one that is whole says nothing, and one that is not says what is wrong with the copy."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from klage.domain.backup import Backup
from klage.store.backup import backups, copying, verifying
from klage.store.file import VERSION, connect
from tests.store.support import NOW, altered, fill, names, opened


@pytest.fixture
def made(tmp_path: Path) -> Backup:
    """Return a backup of a register with cases in it."""
    path = tmp_path / "kontor" / "klage.db"
    path.parent.mkdir()
    fill(path, open_cases=5)
    with opened(path) as register:
        return backups.make(register, NOW)


def test_a_whole_copy_has_no_problems(made: Backup) -> None:
    """It stays as it is, and nothing is left beside it."""
    before = made.path.read_bytes()
    assert verifying.problems(made) == []
    assert made.path.read_bytes() == before
    assert names(made.path.parent) == [made.path.name]


def test_the_history_is_gone_through(made: Backup) -> None:
    """One letter in the content of an event is found, which no check of the file finds."""
    with closing(connect(made.path)) as copy:
        for (trigger,) in copy.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            copy.execute(f"drop trigger {trigger}")
        copy.execute("update event_content set content = replace(content, 'ventetid', 'Ventetid')")
    assert verifying.problems(made)[0].startswith("Indholdet af hændelse")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.unlink(), verifying.SHUT),
        (lambda path: path.write_bytes(b""), copying.OTHER_HEAD),
        (lambda path: path.write_text("ikke en database, men en tekst"), copying.BROKEN),
        (lambda path: altered(path, path.stat().st_size - 8192, b"\xff" * 8192), copying.BROKEN),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), copying.BROKEN),
        (lambda path: altered(path, 68, b"sqle"), copying.NOT_A_REGISTER),
        (lambda path: altered(path, 60, (VERSION + 1).to_bytes(4, "big")), copying.NEWER),
    ],
    ids=["gone", "empty", "text", "overwritten", "cut", "another program's", "newer"],
)
def test_what_is_wrong_is_said_of_the_copy(
    made: Backup, damage: Callable[[Path], object], sentence: str
) -> None:
    """Never that the register is damaged, which it is not; and nothing is left beside the copy."""
    damage(made.path)
    assert verifying.problems(made) == [sentence]
    assert set(names(made.path.parent)) <= {made.path.name}


def test_the_name_is_held_against_the_content(made: Backup) -> None:
    """A copy that was given another one's name is found."""
    assert verifying.problems(made._replace(events=made.events + 1)) == [copying.OTHER_HEAD]


def test_an_encrypted_copy_cannot_be_tried(made: Backup) -> None:
    """It is not taken for a whole one."""
    assert verifying.problems(made._replace(encrypted=True)) == [verifying.ENCRYPTED]


def test_a_copy_that_there_is_no_room_to_try_is_said(made: Backup, tmp_path: Path) -> None:
    """The trial needs a folder beside the copy."""
    gone = made._replace(path=tmp_path / "ingen" / made.path.name)
    assert verifying.problems(gone) == [verifying.NO_ROOM]
