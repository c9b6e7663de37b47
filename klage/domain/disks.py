"""Where a register lies well: which disks keep a lock, which folders are copied by others, how much room it takes.

Pure rules over the text of Linux' ``/proc/self/mounts`` and over path names; what they are held against is read
in ``store.place``. Sources: https://www.sqlite.org/howtocorrupt.html (2.1, network file systems) and statfs(2).
"""

import re
from pathlib import PurePosixPath

from klage.domain.checkup import Finding, hint, warning

NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "lustre", "ncpfs",
        "nfs", "nfs4", "ocfs2", "orangefs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    }
)  # fmt: skip
"""File systems on another machine (or another system on this one), whose locks SQLite cannot trust."""

IN_MEMORY = frozenset({"tmpfs", "ramfs", "devtmpfs"})

SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drev",
    "googledrive": "Google Drev",
    "google drev": "Google Drev",
    "mobile documents": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "box sync": "Box",
    "pcloud drive": "pCloud",
    "syncthing": "Syncthing",
}
"""Beginnings of the names of folders that a service copies while programs write in them."""

ROOM = 50 * 2**20
"""Bytes that are always wanted free."""

SMALL_DISK_ADVICE = (
    "Flyt registret til en almindelig disk i denne computer, fx med klage backup og klage gendan."
)


def filesystem_of(path: PurePosixPath, mounts: str) -> str | None:
    """Return the type of the file system that a resolved path lies on, as the mount table says.

    Args:
        path: An absolute path without links in it.
        mounts: The text of ``/proc/self/mounts``; later lines lie over earlier ones.
    """
    best, kind = -1, None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = PurePosixPath(_unescaped(fields[1]))
        depth = len(place.parts)
        if depth >= best and path.is_relative_to(place):
            best, kind = depth, fields[2]
    return kind


def _unescaped(field: str) -> str:
    r"""Return a field of the mount table as it was: a blank is written ``\040``."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def filesystem(kind: str | None) -> list[Finding]:
    """Return what is to be said of a file system; an unknown one is passed over."""
    name = kind or ""
    if name in NETWORK or name.startswith("fuse.") or name in {"fuse", "fuseblk"}:
        return [
            warning(
                f"Registret ligger på et netværksdrev eller et fremmed filsystem ({name}), og der kan to programmer "
                "skrive på samme tid uden at se hinanden.",
                SMALL_DISK_ADVICE,
            )
        ]
    if name in IN_MEMORY:
        return [
            hint("Registret ligger i hukommelsen og forsvinder, når maskinen slukkes.", SMALL_DISK_ADVICE)
        ]
    return []


def synced(path: PurePosixPath) -> list[Finding]:
    """Return a warning if a folder on the way to the register is one that a service copies."""
    for part in path.parent.parts:
        name = part.casefold()
        service = next((SYNCED[begun] for begun in SYNCED if name.startswith(begun)), None)
        if service:
            return [
                warning(
                    f"Registret ligger i en mappe, som {service} kopierer, mens klage skriver i den.",
                    "Flyt registret til en mappe, der ikke bliver kopieret. Det er borgernes oplysninger, og en kopi "
                    "midt i en ændring er beskadiget.",
                )
            ]
    return []


def room(free: int, size: int) -> list[Finding]:
    """Return a warning if the disk has less room than a backup and a clean-up of the register take (bytes)."""
    wanted = 3 * size + ROOM
    if free >= wanted:
        return []
    return [
        warning(
            f"Der er kun {_megabytes(free)} ledig på disken. Registret fylder {_megabytes(size)}, og en "
            "sikkerhedskopi og en oprydning kræver det tredobbelte.",
            f"Skaf plads, så mindst {_megabytes(wanted)} er ledig.",
        )
    ]


def _megabytes(size: int) -> str:
    return f"{max(1, round(size / 2**20)):,} MB".replace(",", ".")


def encryption(*, encrypted: bool | None) -> list[Finding]:
    """Return advice unless the disk is known to be encrypted; ``None`` is not known."""
    if encrypted:
        return []
    known = "Disken ser ikke ud til at være krypteret." if encrypted is False else ""
    return [
        hint(
            known or "klage kan ikke se, om disken er krypteret.",
            "Registret bør ligge på en krypteret disk, så en stjålet computer ikke er et brud på tavshedspligten. "
            "Spørg it-afdelingen.",
        )
    ]
