"""The backups that klage keeps: whole, private, verified, rotated, and never pushed out by less."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.backup import AFTER_FORGETTING, BEFORE_RESTORE, DAILY, Backup
from klage.errors import (
    BusyError,
    DamagedError,
    DiskError,
    InvalidValueError,
    KlageError,
    NoRegisterError,
    NotFoundError,
    RefusedError,
)
from klage.store import cases, marks
from klage.store.backup import backups, verifying
from klage.store.file import connect
from klage.store.register import create_register
from tests.store import support
from tests.store.support import NOW, altered, as_root, fill, mode, names, opened


def make(path: Path, days: float = 0, kind: str = DAILY, folder: Path | None = None) -> Backup:
    """Make a backup so many days after the tests' now."""
    with opened(path) as register:
        return backups.make(register, NOW + timedelta(days=days), kind=kind, folder=folder)


def add(path: Path, text: str = "Ingen svarer") -> None:
    """Register one complaint."""
    with support.written(path) as writer:
        support.add(writer, support.complaint(text))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a register with cases in it."""
    path = tmp_path / "kontor" / "klage.db"
    path.parent.mkdir()
    fill(path, open_cases=5)
    return path


def test_a_backup_is_whole_private_and_named_by_what_it_holds(filled: Path) -> None:
    """In a folder that only its owner may open, with nothing but the backup in it."""
    made = make(filled)
    assert made.path.parent == filled.parent / "sikkerhedskopier"
    assert names(made.path.parent) == [made.path.name]
    assert (mode(made.path), mode(made.path.parent)) == (0o600, 0o700)
    with opened(filled) as register, opened(made.path) as copy:
        assert list(copy.connection.iterdump()) == list(register.connection.iterdump())
        row = register.one("select count(*), max(id) from event")
    assert row == (made.events, made.events)
    assert backups.kept(filled) == [made]
    assert verifying.problems(made) == []


def test_a_wide_folder_is_made_private(filled: Path) -> None:
    """Whoever made it."""
    backups.folder_of(filled).mkdir(mode=0o755)
    assert mode(make(filled).path.parent) == 0o700


def test_kept_is_the_newest_first_and_passes_over_what_is_foreign(filled: Path) -> None:
    """Other registers' copies, half-made ones, folders and notes are not counted."""
    several = [make(filled, day) for day in range(3)]
    folder = backups.folder_of(filled)
    (folder / "note.txt").write_text("mit")
    (folder / several[0].path.name.replace("klage_", "klage-demo_")).write_text("en andens")
    (folder / several[0].path.name.replace("2026", "2025")).mkdir()
    assert backups.kept(filled) == several[::-1]
    assert backups.kept(filled.parent / "andet.db") == []
    assert backups.kept(filled.parent / "ingen" / "klage.db") == []


def test_fourteen_days_are_kept(filled: Path) -> None:
    """And of a day the newest; what was made before something rare stays."""
    rare = make(filled, 0, BEFORE_RESTORE)
    for hour in range(20 * 2):
        make(filled, hour / 2)
    found = backups.kept(filled)
    assert len(found) == 15
    assert found[-1] == rare
    assert len({each.at.date() for each in found if each.kind == DAILY}) == 14


def test_a_register_that_has_lost_cases_pushes_nothing_out(filled: Path, tmp_path: Path) -> None:
    """An older file in its place is refused; the copies are as they were."""
    shutil.copy(filled, tmp_path / "gammel.db")
    add(filled)
    newest = make(filled)
    (tmp_path / "gammel.db").replace(filled)
    with pytest.raises(RefusedError, match="rummer mere end registret"):
        make(filled, 1)
    assert backups.kept(filled) == [newest]
    assert names(newest.path.parent) == [newest.path.name]


def test_a_foreign_register_pushes_nothing_out(filled: Path) -> None:
    """Even one with many more events."""
    newest = make(filled)
    filled.unlink()
    fill(filled, open_cases=30, seed=2)
    with pytest.raises(RefusedError, match="et andet forløb"):
        make(filled, 1)
    assert backups.kept(filled) == [newest]
    assert make(filled, 1, BEFORE_RESTORE) in backups.kept(filled)


def test_the_copy_of_an_empty_register_stands_in_nobody_s_way(path: Path, tmp_path: Path) -> None:
    """Whatever the register becomes, it has grown out of nothing."""
    assert make(path).events == 0
    add(path)
    assert make(path, 1).events > 0


def test_a_restored_register_follows_its_own_course(filled: Path, tmp_path: Path) -> None:
    """From the mark on; the fuller copies of before stay until it has grown beyond them."""
    shutil.copy(filled, tmp_path / "gammel.db")
    add(filled)
    full = make(filled)
    (tmp_path / "gammel.db").replace(filled)
    with opened(filled) as register:
        marks.note(register, backups.RESTORED, NOW + timedelta(minutes=1))
    made = make(filled, 0.1)
    assert backups.kept(filled) == [made, full]


def test_a_copy_elsewhere_is_rotated_there(filled: Path, tmp_path: Path) -> None:
    """In a folder that the user has named, and whose mode is the user's own affair."""
    stick = tmp_path / "stik"
    stick.mkdir()
    stick.chmod(0o755)  # whatever the umask
    for day in range(16):
        make(filled, day, folder=stick)
    assert len(backups.kept(filled, stick)) == len(names(stick)) == 14
    assert mode(stick) == 0o755
    assert {mode(each.path) for each in backups.kept(filled, stick)} == {0o600}
    assert backups.kept(filled) == []


def test_a_folder_that_is_not_there_is_not_made(filled: Path, tmp_path: Path) -> None:
    """A stick that is not plugged in must not become a folder on the same disk."""
    with pytest.raises(NotFoundError, match="Er drevet sat til"):
        make(filled, folder=tmp_path / "stik")
    assert not (tmp_path / "stik").exists()


def test_a_folder_that_is_a_link_is_refused(filled: Path, tmp_path: Path) -> None:
    """What it points at stays as it was."""
    (tmp_path / "andet").mkdir()
    backups.folder_of(filled).symlink_to(tmp_path / "andet")
    with pytest.raises(InvalidValueError, match=r"genvej.* med --mappe"):
        make(filled)
    assert names(tmp_path / "andet") == []


def test_a_file_in_the_folder_s_place_is_told(filled: Path) -> None:
    """It is no bug, and nothing is written over."""
    backups.folder_of(filled).write_text("mit")
    with pytest.raises(NotFoundError, match="Mappen til kopien kan ikke bruges"):
        make(filled)
    assert backups.folder_of(filled).read_text() == "mit"


def test_a_damaged_register_is_not_copied(filled: Path) -> None:
    """The copies there are stay, and the new one is gone."""
    made = make(filled)
    altered(filled, filled.stat().st_size - 8192, b"\xff" * 8192)
    with closing(connect(filled)) as source, pytest.raises(DamagedError, match="er ikke rørt"):
        backups.make_from(source, filled, NOW + timedelta(days=1), kind=DAILY)
    assert names(made.path.parent) == [made.path.name]


def test_a_copy_that_cannot_be_read_back_is_removed_and_said(filled: Path) -> None:
    """The register is whole and the copy is not: that is the disk's fault."""

    class Garbling(sqlite3.Connection):
        """A disk that garbles what is written to it."""

        def backup(self, target, **more):  # type: ignore[no-untyped-def]
            super().backup(target, **more)
            (file,) = [row[2] for row in target.execute("pragma database_list")]
            altered(Path(file), Path(file).stat().st_size - 8192, b"\xff" * 8192)

    source = sqlite3.connect(filled, factory=Garbling, isolation_level=None)
    with closing(source), pytest.raises(DiskError, match="Kopien kunne ikke læses igen og er slettet"):
        backups.make_from(source, filled, NOW, kind=DAILY)
    assert names(backups.folder_of(filled)) == []


def test_a_register_that_is_held_is_given_up(filled: Path) -> None:
    """After the timeout, with the sentence that every command has."""
    with closing(connect(filled)) as other, closing(connect(filled, 0.1)) as source:
        other.execute("begin exclusive")
        with pytest.raises(BusyError, match="i brug af et andet program"):
            backups.make_from(source, filled, NOW, kind=AFTER_FORGETTING)


def test_a_full_disk_is_told_and_nothing_is_left(filled: Path) -> None:
    """The older copies are untouched."""
    made = make(filled)
    done = support.run_child("backup-without-space", filled)
    assert done.returncode == 5
    assert "De kopier, du har i forvejen, er ikke rørt." in done.stderr
    assert names(made.path.parent) == [made.path.name]


@as_root
def test_a_folder_that_may_not_be_written_is_told() -> None:
    """Exit 8, and the sentence is about the folder of the copies."""
    with support.open_to_all() as folder:
        create_register(folder / "klage.db")
        (folder / "klage.db").chmod(0o666)
        (folder / "sikkerhedskopier").mkdir(mode=0o755)
        done = support.run_child("backup", folder / "klage.db", user=support.NOBODY)
        assert done.returncode == 8
        assert "Du har ikke lov til at skrive i mappen til kopien" in done.stderr
        assert names(folder / "sikkerhedskopier") == []


def test_several_at_once_leave_one_good_copy(filled: Path) -> None:
    """Of the same moment it is the same copy."""
    several = [support.start_child("backup", filled) for _ in range(4)]
    said = {process.communicate()[0] for process in several}
    assert [process.returncode for process in several] == [0] * 4
    (made,) = backups.kept(filled)
    assert said == {f"{made.path.name}\n"}
    assert verifying.problems(made) == []
    assert names(made.path.parent) == [made.path.name]


def test_removing_all_but_one(filled: Path) -> None:
    """What is forgotten is gone: the rare ones go too, and what a kill left half made."""
    others = [make(filled, 0, kind) for kind in (AFTER_FORGETTING, BEFORE_RESTORE)]
    left = backups.folder_of(filled) / ".klage-kopi-1.tmp"
    left.mkdir()
    (left / "kopi.db").write_text("navne")
    fresh = make(filled, 0.1)
    assert set(backups.remove_all_but(filled, fresh)) == set(others)
    assert names(backups.folder_of(filled)) == [fresh.path.name]
    backups.remove(others)  # gone already


def test_a_copy_that_may_not_be_removed_is_told(filled: Path) -> None:
    """A folder lies where the copy lay."""
    made = make(filled)
    made.path.unlink()
    made.path.mkdir()
    with pytest.raises(KlageError):
        backups.remove([made])


def test_the_copy_is_a_register_to_work_on(filled: Path) -> None:
    """It is no archive format: klage opens it as it is."""
    made = make(filled)
    add(made.path, "I kopien")
    with opened(made.path) as copy, opened(filled) as register:
        assert cases.count(copy) == cases.count(register) + 1


def test_a_register_that_is_gone_is_not_taken_for_a_new_one(filled: Path) -> None:
    """Its backups tell that it has been; those of another register beside it tell nothing."""
    backups.refuse_if_lost(filled)
    make(filled)
    with pytest.raises(NoRegisterError, match=r"1 sikkerhedskopi af det, .* klage gendan"):
        backups.refuse_if_lost(filled)
    backups.refuse_if_lost(filled.with_name("andet.db"))
