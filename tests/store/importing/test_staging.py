"""A copy on its way back: what is refused, and how it stands to the register."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.backup import AFTER_FORGETTING
from klage.errors import (
    DamagedError,
    DiskError,
    InvalidValueError,
    NewerRegisterError,
    NotFoundError,
)
from klage.store import cases
from klage.store.backup import backups, encryption
from klage.store.file import VERSION, connect
from klage.store.forget import erasures
from klage.store.importing import staging
from klage.store.register import create_register
from tests.store import support
from tests.store.support import NOW, altered, as_root, fill, names, opened


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a register with cases in it."""
    path = tmp_path / "kontor" / "klage.db"
    path.parent.mkdir()
    fill(path, open_cases=3)
    return path


def copy_of(path: Path) -> Path:
    """Make a backup and return the file."""
    with opened(path) as register:
        return backups.make(register, NOW, kind=AFTER_FORGETTING).path


def add(path: Path, text: str = "Ingen svarer") -> int:
    """Register one complaint."""
    with support.written(path) as writer:
        return support.add(writer, support.complaint(text))


def relation(path: Path, copy: Path) -> staging.Relation:
    """Return how a copy stands to the register."""
    with staging.staged(path, copy) as register:
        return staging.compare(register, path).relation


def test_a_staged_copy_is_a_register_of_its_own(filled: Path) -> None:
    """It can be written; the file it came from is not touched, and nothing is left of it afterwards."""
    copy = copy_of(filled)
    before, around = copy.read_bytes(), set(names(filled.parent))
    with staging.staged(filled, copy) as register:
        assert cases.count(register) == 3
        with support.changing(register) as writer:
            support.add(writer, support.complaint())
        assert cases.count(register) == 4
    assert copy.read_bytes() == before
    assert set(names(filled.parent)) == around


def test_how_a_copy_stands_to_the_register(filled: Path, tmp_path: Path) -> None:
    """The same, less, more, another course, no register, a damaged one."""
    copy = Path(shutil.copy(copy_of(filled), tmp_path / "kopi.db"))
    assert relation(filled, copy) == "same"
    add(filled)
    assert relation(filled, copy) == "less"
    newer = copy_of(filled)
    filled.write_bytes(copy.read_bytes())
    assert relation(filled, newer) == "more"
    add(filled, "Et andet forløb")
    assert relation(filled, newer) == "other"
    assert relation(tmp_path / "nyt" / "klage.db", newer) == "none"
    altered(filled, filled.stat().st_size - 8192, b"\xff" * 8192)
    assert relation(filled, newer) == "damaged"


def test_what_the_two_hold_is_counted(filled: Path) -> None:
    """Cases, events, and when something was last changed."""
    copy = copy_of(filled)
    add(filled)
    with staging.staged(filled, copy) as register:
        found = staging.compare(register, filled)
    assert found.present is not None
    assert (found.copy.cases, found.present.cases) == (3, 4)
    assert found.present.head.event_id == found.copy.head.event_id + 1
    assert found.copy.changed_at == NOW


def test_an_empty_register_was_never_changed(path: Path, tmp_path: Path) -> None:
    """It can be restored like any other."""
    copy = copy_of(path)
    with staging.staged(tmp_path / "andet.db", copy) as register:
        assert staging.state(register.connection).changed_at is None


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda file: file.write_bytes(b""), DamagedError),
        (lambda file: file.write_text("ikke en database, men en tekst"), DamagedError),
        (lambda file: file.write_bytes(file.read_bytes()[:20_000]), DamagedError),
        (lambda file: altered(file, file.stat().st_size - 8192, b"\xff" * 8192), DamagedError),
        (lambda file: altered(file, 68, b"nope"), DamagedError),
        (lambda file: altered(file, 60, (VERSION + 1).to_bytes(4, "big")), NewerRegisterError),
    ],
)
def test_what_is_no_whole_register_is_refused(filled: Path, damage: object, error: type[Exception]) -> None:
    """Damaged, foreign or newer; nothing is changed, and nothing is left."""
    copy = copy_of(filled)
    assert callable(damage)
    damage(copy)
    before, around = filled.read_bytes(), set(names(filled.parent))
    with pytest.raises(error, match=r"Intet er ændret\.$"), staging.staged(filled, copy):
        pass
    assert filled.read_bytes() == before
    assert set(names(filled.parent)) == around


def test_a_copy_with_a_changed_history_is_refused(filled: Path) -> None:
    """One letter in what an event holds is no accident of the disk."""
    copy = copy_of(filled)
    with closing(connect(copy)) as other:
        for (trigger,) in other.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            other.execute(f"drop trigger {trigger}")
        other.execute("update event_content set content = replace(content, 'ventetid', 'Ventetid')")
    with pytest.raises(DamagedError, match="Indholdet af hændelse"), staging.staged(filled, copy):
        pass


def test_a_copy_with_a_broken_seal_is_refused(filled: Path) -> None:
    """A list made of it would be another one."""
    copy = copy_of(filled)
    with closing(connect(copy)) as other:
        other.execute("update complaint set addressee_level = 'direktoer'")
    with pytest.raises(DamagedError, match="segl"), staging.staged(filled, copy):
        pass


def test_the_register_is_no_copy_of_itself(filled: Path, tmp_path: Path) -> None:
    """Not through a link, either."""
    (tmp_path / "genvej.db").symlink_to(filled)
    for file in (filled, tmp_path / "genvej.db"):
        with pytest.raises(InvalidValueError, match="registret selv"), staging.staged(filled, file):
            pass


def test_a_copy_in_use_is_copied_as_it_was_committed(filled: Path, tmp_path: Path) -> None:
    """Somebody's open transaction is not in it: the file may be another register that is worked on."""
    other = tmp_path / "andet.db"
    fill(other, open_cases=2)
    with closing(connect(other)) as writing:
        writing.execute("begin immediate")
        writing.execute("update complaint set summary = 'halvt'")
        with staging.staged(filled, other) as register:
            assert register.one("select count(*) from complaint where summary = 'halvt'") == (0,)


def test_an_encrypted_copy_is_known_by_its_content(filled: Path, tmp_path: Path) -> None:
    """Whatever it is called; what is decrypted is gone afterwards, also after an error."""
    pytest.importorskip("pyrage", reason="the extra kryptering is not installed")
    secret, public = encryption.new_key()
    (tmp_path / "noegle.txt").write_text(secret)
    keys = encryption.identities(tmp_path / "noegle.txt")
    file = tmp_path / "uden-endelse"
    encryption.encrypter(encryption.recipients(public))(copy_of(filled), file)
    assert staging.is_encrypted(file)
    assert not staging.is_encrypted(filled)
    around = set(names(filled.parent))
    with staging.staged(filled, file, keys) as register:
        assert cases.count(register) == 3
    file.write_bytes(file.read_bytes()[:-1])
    with (
        pytest.raises(DamagedError, match="krypterede kopi er beskadiget"),
        staging.staged(filled, file, keys),
    ):
        pass
    assert set(names(filled.parent)) == around


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A name that is not there, a folder, a name that cannot be."""
    for name in ("ingen.db", ".", "x" * 300):
        with pytest.raises((NotFoundError, DiskError)):
            staging.is_encrypted(tmp_path / name)


@as_root
def test_what_may_not_be_read_or_written_is_told() -> None:
    """The copy, and the folder that the register is to lie in."""
    with support.open_to_all() as folder:
        create_register(folder / "kopi.db")
        (folder / "kopi.db").chmod(0o600)
        done = support.run_child("stage", folder / "klage.db", str(folder / "kopi.db"), user=support.NOBODY)
        assert (done.returncode, "lov til at læse kopien" in done.stderr) == (8, True)
        (folder / "kopi.db").chmod(0o644)
        done = support.run_child("stage", folder / "klage.db", str(folder / "kopi.db"), user=support.NOBODY)
        assert (done.returncode, "Intet er ændret." in done.stderr) == (8, True)


def test_a_full_disk_is_told_before_anything_is_changed(filled: Path) -> None:
    """With the code of a disk that fails."""
    copy = copy_of(filled)
    done = support.run_child("stage-without-space", filled, str(copy))
    assert done.returncode == 5
    assert done.stderr.endswith("Intet er ændret.\n")


def test_only_the_very_cases_that_were_forgotten_are(filled: Path) -> None:
    """One that came later under the same number is another citizen's."""
    copy = copy_of(filled)
    with opened(copy) as register:
        rows = list(register.rows("select id from complaint order by id"))
    first, second, _ = (int(str(row[0])) for row in rows)
    erasures.append(filled, [first, 2020000001], NOW)
    erasures.append(filled, [second], NOW - timedelta(days=1))
    with staging.staged(filled, copy) as register:
        assert staging.to_forget(register, filled) == [first]
    with sqlite3.connect(filled) as there:
        there.execute("update complaint set anonymised_at = '2026-11-21T09:00:00Z' where id = ?", (second,))
    there.close()
    with staging.staged(filled, copy) as register:
        assert staging.to_forget(register, filled) == [first, second]
