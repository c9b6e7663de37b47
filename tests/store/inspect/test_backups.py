"""Checks of the newest backup, on real backups."""

from datetime import timedelta
from pathlib import Path

import pytest

from klage.store import marks
from klage.store.backup import backups
from klage.store.inspect.backups import age, grown, left_behind, readable, rescue
from tests.store import checking, support
from tests.store.checking import found, levels, messages, tamper
from tests.store.inspect.test_history import CUT
from tests.store.support import NOW


@pytest.fixture
def kept(path: Path) -> Path:
    """Return a register of two cases with a backup."""
    checking.add(path)
    checking.add(path, "En til")
    copy(path)
    return path


def copy(path: Path, days: int = 0) -> Path:
    """Make a backup some days later, and return where it lies."""
    with support.opened(path) as register:
        return backups.make(register, NOW + timedelta(days=days)).path


@pytest.mark.parametrize("look", [age, readable, grown])
def test_a_backup_that_is_well(kept: Path, look: checking.Look) -> None:
    """New enough, restored in a trial, and an earlier state of the register."""
    assert found(look, kept) == []
    checking.add(kept, "En tredje")
    assert found(look, kept) == []
    assert support.names(backups.folder_of(kept)) == [backups.kept(kept)[0].path.name]


def test_no_backup_at_all(path: Path) -> None:
    """It is warned of once there is something to lose."""
    assert found(age, path) == found(grown, path) == []
    assert levels(readable, path) == ["ikke_undersoegt"]
    checking.add(path)
    assert levels(age, path) == ["advarsel"]


def test_an_old_backup(kept: Path) -> None:
    """It is warned of when the register has changed since, and not before."""
    later = NOW + timedelta(days=9)
    assert found(age, kept, later) == []
    checking.add(kept, "Ny", now=later)
    assert levels(age, kept, later) == ["advarsel"]


def test_a_backup_that_cannot_be_restored(kept: Path) -> None:
    """A page in the middle is broken; it is named with what is wrong."""
    newest = backups.kept(kept)[0].path
    support.altered(newest, 8192, bytes(4096))
    (finding,) = found(readable, kept)
    assert finding.level == "advarsel"
    assert newest.name in finding.message


def test_an_encrypted_backup_is_not_tried(kept: Path) -> None:
    """The key does not lie on this computer, or should not."""
    newest = backups.kept(kept)[0].path
    newest.rename(newest.with_name(f"{newest.name}.age"))
    assert levels(readable, kept) == ["raad"]
    assert rescue(kept).startswith("Der er ingen brugbar sikkerhedskopi")


def test_a_history_that_is_shorter_than_the_backup(kept: Path) -> None:
    """A tail that was cut off cannot be seen in the chain; the name of the backup remembers it."""
    tamper(kept, *CUT, without_guards=True)
    assert "ikke vokset ud af sikkerhedskopien" in messages(grown, kept)


def test_a_register_that_was_restored_goes_its_own_way(kept: Path) -> None:
    """Backups from before the restoring are of another course."""
    tamper(kept, *CUT, without_guards=True)
    with support.opened(kept) as register:
        marks.note(register, backups.RESTORED, NOW + timedelta(hours=1))
    assert found(grown, kept) == []


def test_the_way_out_is_the_newest_backup_that_is_whole(kept: Path) -> None:
    """A newer one that is broken is passed over; with none that is whole, help is what there is."""
    first = backups.kept(kept)[0].path
    newer = copy(kept, days=1)
    support.altered(newer, 8192, bytes(4096))
    assert f"klage gendan {first}" in rescue(kept)
    support.altered(first, 8192, bytes(4096))
    assert rescue(kept).startswith("Der er ingen brugbar sikkerhedskopi")


def test_backups_of_a_register_that_is_gone(kept: Path) -> None:
    """They are named, and without any there is nothing to add."""
    kept.unlink()
    assert f"klage gendan {backups.kept(kept)[0].path}" in left_behind(kept)
    assert left_behind(kept.with_name("andet.db")) == ""
