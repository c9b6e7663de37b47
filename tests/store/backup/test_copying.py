"""Copying page by page while others write, and what is seen to be wrong with a copy."""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from klage.errors import BusyError, PermissionRefusedError
from klage.store import history
from klage.store.backup import copying
from klage.store.file import VERSION, connect
from tests.store import support
from tests.store.support import altered, fill, mode, names


def copied(path: Path, to: Path) -> history.Head:
    """Copy a register and return the head that it has."""
    with closing(connect(path)) as source:
        copying.copy_to(source, to)
        return copying.head(source)


def test_a_copy_is_the_register_and_private(path: Path, tmp_path: Path) -> None:
    """The same content, 0600, one file, and nothing wrong with it."""
    fill(tmp_path / "fuld.db", open_cases=20)
    to = tmp_path / "kopi.db"
    found = copied(tmp_path / "fuld.db", to)
    with closing(connect(to)) as copy, closing(connect(tmp_path / "fuld.db")) as source:
        assert list(copy.iterdump()) == list(source.iterdump())
    assert mode(to) == 0o600
    assert copying.problems(to, found) == []


def test_a_register_in_wal_mode_becomes_one_file(path: Path, tmp_path: Path) -> None:
    """What another program has left in the log is in the copy."""
    with closing(connect(path)) as other:
        other.execute("pragma journal_mode = wal")
        other.execute("insert into setting (key, value) values ('proeve', 'i loggen')")
        copied(path, tmp_path / "kopi.db")
    assert names(tmp_path).count("kopi.db") == len([name for name in names(tmp_path) if "kopi" in name])
    with closing(connect(tmp_path / "kopi.db")) as copy:
        assert copy.execute("pragma journal_mode").fetchone() == ("delete",)
        assert copy.execute("select value from setting where key = 'proeve'").fetchone() == ("i loggen",)


def test_a_copy_that_is_disturbed_again_and_again_is_made_in_one_go(path: Path) -> None:
    """A writer after each step makes the copy begin again; after the fourth time, the writer waits."""

    class Disturbing(sqlite3.Connection):
        """Lets another one write after every step of a copy, and counts the attempts."""

        attempts = 0

        def backup(self, target, *, pages=-1, progress=None, name="main", sleep=0.25):  # type: ignore[no-untyped-def]
            self.attempts += 1

            def after(status: int, remaining: int, total: int) -> None:
                if pages > 0 and remaining:
                    other.execute("update setting set value = value || 'x' where key = 'proeve'")
                progress(status, remaining, total)

            super().backup(target, pages=5 if pages > 0 else pages, progress=after, name=name, sleep=sleep)

    with closing(connect(path)) as other:
        other.execute("insert into setting (key, value) values ('proeve', '')")
        source = sqlite3.connect(path, factory=Disturbing, isolation_level=None)
        with closing(source), closing(sqlite3.connect(":memory:")) as target:
            copying.copy_pages(source, target)
            assert source.attempts == 2
            (text,) = target.execute("select value from setting where key = 'proeve'").fetchone()
            assert len(text) > copying.RESTARTS


def test_a_register_that_is_held_is_given_up(path: Path, tmp_path: Path) -> None:
    """After the timeout of the connection, and not never."""
    with closing(connect(path)) as other, closing(connect(path, 0.1)) as source:
        other.execute("begin exclusive")
        with pytest.raises(BusyError), closing(connect(path, 0.1)) as target:
            copying.copy_pages(source, target)


def test_one_who_copies_keeps_no_one_from_writing(tmp_path: Path) -> None:
    """Between two steps of a copy another one's change gets in, and the copy has it."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=1)
    with closing(connect(path)) as other:
        other.execute("create table fyld (tekst blob)")
        other.execute("insert into fyld values (zeroblob(?))", (copying.PAGES * 4096 * 3,))
    steps: list[int] = []

    class Watched(sqlite3.Connection):
        """Lets another one write once, after the first step."""

        def backup(self, target, *, pages=-1, progress=None, name="main", sleep=0.25):  # type: ignore[no-untyped-def]
            def after(status: int, remaining: int, total: int) -> None:
                if not steps:
                    with closing(connect(path)) as other:
                        other.execute("insert into setting (key, value) values ('proeve', 'undervejs')")
                steps.append(remaining)
                progress(status, remaining, total)

            super().backup(target, pages=pages, progress=after, name=name, sleep=sleep)

    with closing(sqlite3.connect(path, factory=Watched, isolation_level=None)) as source:
        copying.copy_to(source, tmp_path / "kopi.db")
    with closing(connect(tmp_path / "kopi.db")) as copy:
        assert copy.execute("select value from setting where key = 'proeve'").fetchone() == ("undervejs",)
    assert len(steps) > 3


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: altered(path, 68, b"nope"), [copying.NOT_A_REGISTER]),
        (lambda path: altered(path, 60, (VERSION + 1).to_bytes(4, "big")), [copying.NEWER]),
        (lambda path: altered(path, 4096 * 3, os.urandom(4096)), [copying.BROKEN]),
        (lambda path: path.write_text("ikke en database, men en tekst"), [copying.BROKEN]),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), [copying.BROKEN]),
    ],
)
def test_what_is_wrong_is_said(path: Path, damage: object, said: list[str]) -> None:
    """A foreign file, a newer one, one with pages that are damaged or gone."""
    assert callable(damage)
    damage(path)
    before = path.read_bytes()
    assert copying.problems(path) == said
    assert path.read_bytes() == before


def test_another_history_and_a_broken_seal_are_said(tmp_path: Path) -> None:
    """A copy of something else, and one that was changed without klage."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=3)
    with closing(connect(path)) as other:
        found = copying.head(other)
        other.execute("update complaint set addressee_level = 'direktoer'")
    assert copying.problems(path, found) == [copying.UNSEALED]
    assert copying.problems(path, found._replace(event_id=9)) == [copying.OTHER_HEAD, copying.UNSEALED]


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    """SQLite does not tell a file that is gone from one that may not be opened."""
    with pytest.raises(PermissionRefusedError):
        copying.problems(tmp_path / "ingen.db")


def test_a_workshop_is_private_and_leaves_nothing(tmp_path: Path) -> None:
    """Also after an error."""
    with pytest.raises(ZeroDivisionError), copying.workshop(tmp_path) as shop:
        assert mode(shop) == 0o700
        (shop / "kopi.db").write_text("navne")
        raise ZeroDivisionError
    assert names(tmp_path) == []


def test_what_a_kill_left_is_cleared_away_after_an_hour(tmp_path: Path) -> None:
    """A workshop that someone may be working in stays."""
    old, new = tmp_path / ".klage-kopi-gammel.tmp", tmp_path / ".klage-kopi-ny.tmp"
    for place in (old, new):
        place.mkdir()
        (place / "kopi.db").write_text("navne")
    for each in (old / "kopi.db", old):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    os.utime(new, (1_000_000_000, 1_000_000_000))
    with copying.workshop(tmp_path):
        assert not old.exists()
        assert new.exists()
    copying.clear(tmp_path)
    assert names(tmp_path) == []


def test_several_workshops_at_once(tmp_path: Path) -> None:
    """Two that clear up do not disturb each other."""
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(30):
                with copying.workshop(tmp_path) as shop:
                    (shop / "kopi.db").write_text("navne")
        except BaseException as error:
            errors.append(error)

    several = [threading.Thread(target=work) for _ in range(4)]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    assert errors == []
    assert names(tmp_path) == []


def test_the_head_of_a_register_without_a_history(tmp_path: Path) -> None:
    """A register from before there was one has a head of zeros."""
    with closing(sqlite3.connect(tmp_path / "gammel.db")) as old:
        assert copying.head(old) == history.Head(0, 0, bytes(32))


def test_a_register_that_is_written_to_is_not_called_damaged(path: Path) -> None:
    """The seal and what it seals are read at one moment."""
    process = support.start_child("add", path, "25")
    found = [copying.problems(path) for _ in range(40)]
    process.communicate()
    assert found == [[]] * 40


def test_a_register_is_known_by_its_first_bytes(path: Path, tmp_path: Path) -> None:
    """One of any version, whatever it is called; nothing else is, and a pipe is not waited for."""
    altered(path, 60, (VERSION + 1).to_bytes(4, "big"))
    assert copying.is_register(path.rename(tmp_path / "kopi.md"))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "tom").touch()
    sqlite3.connect(tmp_path / "andet.db").execute("create table noget (x)").connection.close()
    for name in ("pipe", "tom", "andet.db", "findes-ikke", "."):
        assert not copying.is_register(tmp_path / name)
