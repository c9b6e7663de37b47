"""Checks of where the register lies, on real files and folders."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from klage.domain import disks
from klage.store import place
from klage.store.backup import backups
from klage.store.inspect.inspection import Inspection
from tests.store import checking, support
from tests.store.checking import found, levels, messages


@pytest.mark.parametrize("look", [place.permissions, place.way, place.room, place.leftovers])
def test_a_register_as_klage_makes_it(path: Path, look: checking.Look) -> None:
    """Alone in its folder, closed to others, with room."""
    assert found(look, path) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_a_file_that_others_may_use(path: Path, mode: int) -> None:
    """Reading and writing, by the group and by all."""
    path.chmod(mode)
    (finding,) = found(place.permissions, path)
    assert (finding.level, finding.mend) == ("advarsel", "permissions")
    assert finding.message == "Andre på computeren kan få adgang til 1 fil: klage.db."


def test_copies_and_journals_that_others_may_use(path: Path) -> None:
    """Whatever belongs to the register; a few are named."""
    checking.add(path)
    with support.opened(path) as register:
        copy = backups.make(register, support.NOW).path
    beside = [path.with_name(f"klage.db{ending}") for ending in ("-wal", "-shm")]
    for each in (copy, *beside):
        each.touch()
        each.chmod(0o644)
    assert messages(place.permissions, path) == (
        f"Andre på computeren kan få adgang til 3 filer: klage.db-wal, klage.db-shm, {copy.name}."
    )
    path.chmod(0o644)
    assert "klage.db-shm og 1 andre." in messages(place.permissions, path)


def test_a_folder_of_klages_own(path: Path) -> None:
    """It may be closed by --ret; one that holds other things is its owner's."""
    path.parent.chmod(0o755)
    assert levels(place.permissions, path) == ["advarsel"]
    path.with_name("noter.txt").touch()
    assert found(place.permissions, path) == []


def test_a_shared_folder_where_others_may_write(path: Path) -> None:
    """They could remove the register; not so below a sticky bit, as in /tmp."""
    path.with_name("noter.txt").touch()
    path.parent.chmod(0o777)
    (finding,) = found(place.permissions, path)
    assert finding.mend is None
    path.parent.chmod(0o1777)
    assert found(place.permissions, path) == []


@support.as_root
def test_a_file_of_somebody_else(path: Path) -> None:
    """Only its owner can protect it."""
    os.chown(path, support.NOBODY, support.NOBODY)
    assert "ejes af en anden" in messages(place.permissions, path)


def test_a_link_and_a_second_name(path: Path, tmp_path: Path) -> None:
    """A link is advised against, a second name is warned of."""
    link = tmp_path / "genvej.db"
    link.symlink_to(path)
    (finding,) = found(place.way, link)
    assert finding.level == "raad"
    assert str(path) in finding.advice
    (tmp_path / "to.db").hardlink_to(path)
    assert levels(place.way, path) == ["advarsel"]


def test_the_folder_of_a_service(tmp_path: Path) -> None:
    """By its name, whatever the disk is."""
    folder = tmp_path / "OneDrive - Kommunen"
    folder.mkdir()
    path = folder / "klage.db"
    path.touch()
    assert "OneDrive" in messages(place.disk, path)


def test_the_disk_of_the_tests_is_read_from_the_kernel(path: Path) -> None:
    """Whatever it is, it is told by the real mount table, and a missing one says nothing."""
    told = found(place.disk, path)
    assert told in (
        [],
        *[disks.filesystem(kind) for kind in ("tmpfs", "nfs", "9p", "virtiofs", "fuse.x")],
    )


@support.as_root
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """A small disk of its own, where the kernel lets us make one."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (tmp_path / "klage.db").write_bytes(bytes(4096))
        (finding,) = place.room(Inspection(tmp_path / "klage.db", support.NOW))
        assert finding.level == "advarsel"
        assert levels(place.disk, tmp_path / "klage.db") == ["raad"]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def devices(folder: Path, path: Path, *uuids: str) -> Path:
    """Make a tree like the kernel's for the device of a file, each device lying upon the next."""
    number = path.stat().st_dev
    at = folder / f"{os.major(number)}:{os.minor(number)}"
    for uuid in uuids:
        (at / "dm").mkdir(parents=True)
        (at / "dm" / "uuid").write_text(uuid)
        at = at / "slaves" / "dm-1"
    at.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("uuids", "encrypted"),
    [
        ((), False),
        (("LVM-abc",), False),
        (("CRYPT-LUKS2-abc-home",), True),
        (("LVM-abc", "CRYPT-LUKS2-abc-pv"), True),
    ],
)
def test_encryption_is_seen_through_lvm(
    path: Path, tmp_path: Path, uuids: tuple[str, ...], encrypted: bool
) -> None:
    """A dm-crypt device below the file's own counts."""
    assert place.is_encrypted(path, devices(tmp_path / "sys", path, *uuids)) is encrypted


def test_a_device_that_the_kernel_does_not_show(path: Path, tmp_path: Path) -> None:
    """It is not known, and neither is the disk of a file that is gone; both are advice and no more."""
    assert place.is_encrypted(path, tmp_path) is None
    assert place.is_encrypted(path.with_name("intet.db"), tmp_path) is None
    assert set(levels(place.encryption, path)) <= {"raad"}


def test_what_a_kill_has_left(path: Path) -> None:
    """A half-made register of a process that is gone, not of one that runs, nor of another register."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = path.with_name(f".klage.db.{gone.pid}.ny")
    for each in (left, path.with_name(f".klage.db.{os.getpid()}.ny"), path.with_name(".klage.db.abc.ny"),
                 path.with_name(f".klage.db.{10**30}.ny"), path.with_name(f".andet.db.{gone.pid}.ny")):  # fmt: skip
        each.touch()
    assert place.stale(path) == [left]
    (finding,) = found(place.leftovers, path)
    assert (finding.level, finding.mend) == ("raad", "leftovers")
    assert finding.message.startswith("Der ligger 1 halv fil")
