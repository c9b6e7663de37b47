"""Which disks and folders a register lies well on."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import disks

MOUNTS = r"""overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/mapper/home /home ext4 rw 0 0
//server/faelles /home/inge/Netv\303\246rk\040drev cifs rw 0 0
server:/data /srv/data nfs4 rw 0 0
/dev/sdb1 /media/usb fuseblk rw 0 0
sshfs#a: /home/inge/fjern fuse.sshfs rw 0 0
tmpfs /run tmpfs rw 0 0
/dev/sdc1 /srv/data/lokal ext4 rw 0 0
tmpfs /home/inge/oven tmpfs rw 0 0
/dev/sdd1 /home/inge/oven xfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/klage.db", "overlay"),
        ("/home/inge/klage.db", "ext4"),
        ("/homes/klage.db", "overlay"),
        ("/home/inge/fjern/klage.db", "fuse.sshfs"),
        ("/srv/data/klage.db", "nfs4"),
        ("/srv/data/lokal/klage.db", "ext4"),
        ("/home/inge/oven/klage.db", "xfs"),
        ("/run/klage.db", "tmpfs"),
        ("relativ/klage.db", None),
    ],
)
def test_the_nearest_mount_decides(path: str, kind: str | None) -> None:
    """The deepest folder counts, the later of two on the same, and whole names only."""
    assert disks.filesystem_of(PurePosixPath(path), MOUNTS) == kind


def test_a_blank_in_a_mount_is_written_as_digits() -> None:
    """The table writes a blank, a tab and a backslash by their number."""
    mounts = "d /mnt/et\\040drev\\134 nfs rw 0 0\n"
    assert disks.filesystem_of(PurePosixPath("/mnt/et drev\\/klage.db"), mounts) == "nfs"


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        *((kind, "advarsel") for kind in ("nfs", "nfs4", "cifs", "smb3", "9p", "drvfs", "fuse.sshfs", "fuseblk")),
        *((kind, None) for kind in ("ext4", "xfs", "btrfs", "zfs", "apfs", "overlay", "ntfs", "", None)),
        ("tmpfs", "raad"),
    ],
)  # fmt: skip
def test_the_table_of_file_systems(kind: str | None, level: str | None) -> None:
    """A network drive is warned of, a disk in memory is advised against, an ordinary disk is well."""
    assert [finding.level for finding in disks.filesystem(kind)] == ([level] if level else [])


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/inge/OneDrive - Havnsø Kommune/klage.db", "OneDrive"),
        ("/home/inge/Dropbox/sager/klage.db", "Dropbox"),
        ("/home/inge/Nextcloud/klage.db", "Nextcloud"),
        ("/Users/inge/Library/Mobile Documents/com~apple~CloudDocs/klage.db", "iCloud"),
        ("/home/inge/Google Drev/klage.db", "Google Drev"),
        ("/home/inge/klager/OneDrive", None),
        ("/home/inge/.local/share/klage/klage.db", None),
    ],
)
def test_folders_that_are_copied_by_others(path: str, service: str | None) -> None:
    """The folders on the way count, the file's own name does not."""
    said = " ".join(finding.message for finding in disks.synced(PurePosixPath(path)))
    assert (service in said) if service else said == ""


@given(free=st.integers(0, 2**45), size=st.integers(0, 2**40))
def test_room_for_three_is_enough(free: int, size: int) -> None:
    """It is warned exactly when there is less than three times the register and a little more."""
    assert bool(disks.room(free, size)) == (free < 3 * size + disks.ROOM)


def test_room_is_said_in_megabytes() -> None:
    """With a point between the thousands, and never nothing."""
    (finding,) = disks.room(10 * 2**20, 2048 * 2**20)
    assert "kun 10 MB ledig" in finding.message
    assert "fylder 2.048 MB" in finding.message
    assert "mindst 6.194 MB" in finding.advice
    assert "fylder 1 MB" in disks.room(0, 100)[0].message


@pytest.mark.parametrize(
    ("encrypted", "said"), [(True, ""), (False, "ser ikke ud til"), (None, "kan ikke se")]
)
def test_the_disk_should_be_encrypted(encrypted: bool | None, said: str) -> None:
    """What is known to be encrypted is passed over; the rest is advice and never more."""
    found = disks.encryption(encrypted=encrypted)
    assert [finding.level for finding in found] == (["raad"] if said else [])
    assert all(said in finding.message for finding in found)
