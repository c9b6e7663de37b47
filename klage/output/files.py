"""Write a file for the user: whole or not at all, readable by its owner only, never through a link."""

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from klage.errors import DiskError, InvalidValueError, KlageError, NotFoundError, PermissionRefusedError
from klage.output.safe import one_line
from klage.system import sync_folder

_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV})


def write_new(
    path: Path,
    chunks: Iterable[str | bytes],
    *,
    overwrite: bool = False,
    link: Callable[[Path, Path], None] = os.link,
) -> None:
    """Write ``chunks`` to a new file at ``path``, mode 0600, and return when it is on the disk.

    The content is written beside its final name and gets that name last, so no one ever reads half a
    file. Without ``overwrite`` an existing name is refused by the operating system itself (``link``
    fails where ``rename`` would replace), with it only an ordinary file is replaced.

    Raises:
        InvalidValueError: Something is there already, or the name cannot be used.
        NotFoundError: The folder does not exist.
        PermissionRefusedError: The user may not write there.
        DiskError: The disk is full or failing.
    """
    try:
        if overwrite:
            _refuse_to_replace_other_than_file(path)
        temporary = _written_beside(path, chunks)
        try:
            if overwrite:
                temporary.replace(path)
            else:
                _give_name(temporary, path, link)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _explained(error, path) from error
    sync_folder(path.parent)


def _refuse_to_replace_other_than_file(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise InvalidValueError(
            f"»{_name(path)}« er ikke en almindelig fil (måske en genvej eller en mappe) og bliver ikke "
            "overskrevet. Vælg et andet filnavn."
        )


def _written_beside(path: Path, chunks: Iterable[str | bytes]) -> Path:
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=".klage-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _write_synced(file, chunks)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _write_synced(file: IO[bytes], chunks: Iterable[str | bytes]) -> None:
    for chunk in chunks:
        file.write(chunk.encode() if isinstance(chunk, str) else chunk)
    file.flush()
    os.fsync(file.fileno())


def _give_name(temporary: Path, path: Path, link: Callable[[Path, Path], None]) -> None:
    try:
        link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        # FAT and some network drives have no hard links. O_EXCL reserves the name as safely; the
        # price is that a kill between these two lines leaves an empty file, never somebody else's.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        temporary.replace(path)


def _explained(error: OSError, path: Path) -> KlageError | OSError:
    """Return the Danish error for ``error``, or ``error`` itself when it is not one we expect."""
    name = _name(path)
    if error.errno == errno.EEXIST:
        return InvalidValueError(
            f"Filen »{name}« findes allerede og er ikke ændret. Vælg et andet navn, eller skriv --overskriv."
        )
    if error.errno in _DISK:
        return DiskError(
            f"Disken er fuld eller fejler. Filen »{name}« er ikke skrevet. Skaf plads, og prøv igen."
        )
    if error.errno in _REFUSED:
        return PermissionRefusedError(
            f"Du har ikke lov til at skrive filen »{name}«. Vælg en mappe, du må skrive i."
        )
    if error.errno in _MISSING:
        return NotFoundError(f"Mappen til »{name}« findes ikke. Opret den, eller vælg en anden.")
    if error.errno in {errno.ENAMETOOLONG, errno.EISDIR, errno.EINVAL}:
        return InvalidValueError(f"»{name[:60]}« kan ikke bruges som filnavn. Vælg et andet.")
    return error


def _name(path: Path) -> str:
    return one_line(str(path))
