"""Checks of where the register lies: who may read it, on which disk, and what lies beside it."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from klage.domain import disks
from klage.domain.checkup import Finding, hint, warning
from klage.domain.danish import count
from klage.store.backup import backups
from klage.store.file import free_space
from klage.store.inspect.inspection import Inspection
from klage.system import is_running

MOUNTS = Path("/proc/self/mounts")
DEVICES = Path("/sys/dev/block")
ENCRYPTED = "CRYPT-"
"""How the name begins that the kernel gives a dm-crypt device (LUKS, plain dm-crypt, BitLocker)."""

TIGHTEN = "Kør klage tjek --ret, så kun du har adgang."


def companions(path: Path) -> list[Path]:
    """Return the files of a register that are there: itself, its journal, and its copies."""
    beside = [path.with_name(path.name + ending) for ending in ("", "-journal", "-wal", "-shm")]
    with suppress(OSError):
        beside += sorted(backups.folder_of(path).iterdir())
    return [each for each in beside if each.is_file()]


def folders(path: Path) -> list[Path]:
    """Return the folders that are klage's own: that of the backups, and the register's if nothing else is in it."""
    own = [backups.folder_of(path)]
    if is_own_folder(path):
        own.append(path.parent)
    return [each for each in own if each.is_dir() and not each.is_symlink()]


def is_own_folder(path: Path) -> bool:
    """Tell whether the register's folder holds nothing but what belongs to it."""
    try:
        names = {each.name for each in path.parent.iterdir()}
    except OSError:
        return False
    ours = (backups.FOLDER, path.stem, "klage")
    return all(name.lstrip(".").startswith(ours) for name in names)


def is_open(path: Path) -> bool:
    """Tell whether others than its owner may do something with a file or folder."""
    try:
        return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False


def permissions(inspection: Inspection) -> Iterator[Finding]:
    """Find what others than the user may read: the file, its journal, its copies and its folder."""
    path = inspection.path
    wide = [each.name for each in companions(path) if is_open(each)]
    if wide:
        files = count(len(wide), "fil", "filer")
        yield warning(
            f"Andre på computeren kan få adgang til {files}: {_names(wide)}.", TIGHTEN, "permissions"
        )
    open_folders = [each.name for each in folders(path) if is_open(each)]
    if open_folders:
        yield warning(f"Andre kan se ind i mappen {_names(open_folders)}.", TIGHTEN, "permissions")
    elif not is_own_folder(path) and _others_may_write(path.parent):
        yield warning(
            "Andre kan skrive i mappen med registret og dermed slette det.",
            "Flyt registret til en mappe for sig selv, eller luk mappen for andre.",
        )
    if os.name == "posix" and path.stat().st_uid != os.geteuid():
        yield warning(
            "Registret ejes af en anden bruger.",
            "Lad den, der bruger klage, eje filen; ellers kan den ikke beskyttes.",
        )


def _others_may_write(folder: Path) -> bool:
    # In a folder with the sticky bit (/tmp) others may make files, but not remove ours.
    mode = folder.stat().st_mode
    return os.name == "posix" and bool(mode & 0o022) and not mode & stat.S_ISVTX


def _names(names: list[str]) -> str:
    more = f" og {len(names) - 3} andre" if len(names) > 3 else ""
    return f"{', '.join(names[:3])}{more}"


def way(inspection: Inspection) -> Iterator[Finding]:
    """Find whether the file is a link, or has two names."""
    path = inspection.path
    if path.is_symlink():
        yield hint(
            "Stien til registret er en genvej til en fil et andet sted.",
            f"Brug filens egen sti, så kopierne bliver lagt ved siden af den: {path.resolve()}.",
        )
    if path.stat().st_nlink > 1:
        yield warning(
            "Registret har to navne på disken (et hårdt link), og en afbrudt ændring kan blive overset.",
            "Slet det ene navn, når ingen bruger registret.",
        )


def disk(inspection: Inspection) -> Iterator[Finding]:
    """Find whether the file lies where locks cannot be trusted, or where another program copies it."""
    path = PurePosixPath(inspection.path.resolve())
    with suppress(OSError):
        yield from disks.filesystem(disks.filesystem_of(path, MOUNTS.read_text(errors="surrogateescape")))
    yield from disks.synced(path)


def room(inspection: Inspection) -> Iterator[Finding]:
    """Hold the free space against the size of the register."""
    yield from disks.room(free_space(inspection.path), inspection.path.stat().st_size)


def encryption(inspection: Inspection) -> Iterator[Finding]:
    """Recommend the disk's own encryption unless the kernel says that the disk has it."""
    yield from disks.encryption(encrypted=is_encrypted(inspection.path))


def is_encrypted(path: Path, devices: Path = DEVICES) -> bool | None:
    """Tell whether a file lies on a dm-crypt device, also below LVM; ``None`` is not known.

    Encryption by the file system or by the disk itself is not seen, and other systems have no such files.
    """
    try:
        number = path.stat().st_dev
        device = devices / f"{os.major(number)}:{os.minor(number)}"
        return _any_crypt(device) if device.is_dir() else None
    except (OSError, AttributeError):
        return None


def _any_crypt(device: Path) -> bool:
    uuid = device / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text().startswith(ENCRYPTED):
        return True
    below = device / "slaves"
    return below.is_dir() and any(_any_crypt(each) for each in below.iterdir())


def leftovers(inspection: Inspection) -> Iterator[Finding]:
    """Find what a kill has left of half-made files."""
    found = stale(inspection.path)
    if found:
        yield hint(
            f"Der ligger {count(len(found), 'halv fil', 'halve filer')} fra en kørsel, der blev afbrudt.",
            "Kør klage tjek --ret, så bliver de slettet.",
            "leftovers",
        )


def stale(path: Path) -> list[Path]:
    """Return the half-made registers beside this one whose klage is no longer running."""
    with suppress(OSError):
        return [
            each for each in path.parent.glob(f".{path.name}.*.ny") if not is_running(each.suffixes[-2][1:])
        ]
    return []
