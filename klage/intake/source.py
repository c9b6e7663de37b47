"""A file to import: opened safely, its encoding found and its content hashed, all by streaming.

Text is UTF-8 (with or without BOM) where all of it is, otherwise Windows-1252, which is what Danish
Excel writes. Nothing is read into memory as a whole.
"""

import codecs
import errno
import hashlib
import io
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import IO, BinaryIO

from klage.errors import DiskError, InvalidValueError, NotFoundError, PermissionRefusedError

_CHUNK = 2**20

# In two halves: a pattern that begins with a sign is looked for ten times as fast as one that begins with a digit.
_DAY_AFTER_MONTH = re.compile(rb"[/.-]\s*(?:1[3-9]|2\d|3[01])\s*[/.-]\s*\d\d")
_MONTH = re.compile(rb"(?<!\d)(?:0?[1-9]|1[0-2])\s*$")
_MOST_BETWEEN = 16
"""How many bytes before the sign are looked at for the month."""

_NEAR = 0.75
_UNDEFINED_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Source:
    """An open file that can be read from the start as often as is needed.

    Attributes:
        file: The open file.
        name: The file's name without its folder, to say and to name the file of faults after.
        encoding: ``utf-8-sig`` or ``cp1252``.
        digest: A hash of all that it holds; the same file twice has the same.
        size: How many bytes it has.
        is_json: Whether it is JSON lines (its first character is ``{``) and not CSV.
        is_workbook: Whether it is a workbook of Excel or LibreOffice, and no text.
    """

    file: IO[bytes]
    name: str
    encoding: str
    digest: bytes
    size: int
    is_json: bool
    is_workbook: bool = False

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """Give the text from the start, line ends as they are."""
        self.file.seek(0)
        wrapper = io.TextIOWrapper(self.file, encoding=self.encoding, newline="")
        try:
            yield wrapper
        finally:
            wrapper.detach()

    def may_have_month_first(self) -> bool:
        """Tell whether anything in it looks like a date with its month first; far cheaper than reading the rows."""
        before = b""
        for chunk in _chunks(self.file):
            part = before + chunk
            for day in _DAY_AFTER_MONTH.finditer(part):
                if _MONTH.search(part[max(0, day.start() - _MOST_BETWEEN) : day.start()]):
                    return True
            before = part[-2 * _MOST_BETWEEN :]
        return False

    def position(self) -> int:
        """Return how many bytes have been read, for a progress bar."""
        return os.lseek(self.file.fileno(), 0, os.SEEK_CUR)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file for import.

    Raises:
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
        DiskError: The disk fails.
        InvalidValueError: It is a folder, a device, empty, or neither text nor a workbook.
    """
    with opened(path, "et regneark eller en CSV-fil") as file:
        yield _examined(file, path.name)


@contextmanager
def opened(path: Path, what: str) -> Iterator[IO[bytes]]:
    """Open a file to be read; ``what`` says what it should be, as in "en CSV-fil".

    Raises:
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
        DiskError: The disk fails.
        InvalidValueError: It is a folder or a device.
    """
    try:
        with _opened(path, what) as file:
            yield file
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise DiskError("Filen kan ikke læses, fordi disken fejler. Intet er gemt.") from error


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[Source]:
    """Take down what comes on a pipe in a nameless private file, because it is read more than once."""
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file, _CHUNK)
        yield _examined(file, "import")


def _opened(path: Path, what: str) -> IO[bytes]:
    try:
        # Looked at before it is opened: opening a named pipe would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InvalidValueError(f"»{path.name}« er ikke en almindelig fil. Skriv navnet på {what}.")
        return path.open("rb")
    except PermissionError as error:
        raise PermissionRefusedError(f"Du har ikke lov til at læse »{path.name}«.") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(f"Filen »{path.name}« findes ikke. {_nearest(path)}") from error
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EIO:
            raise
        raise InvalidValueError(f"Det kan ikke bruges som filnavn. Skriv navnet på {what}.") from error


def _nearest(path: Path) -> str:
    """Return the question after the file in the same folder that is most like the one that is missing."""
    try:
        names = [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        names = []
    near = get_close_matches(path.name, names, n=1, cutoff=_NEAR)
    return f"Mente du {near[0]}?" if near else "Kontrollér navn og mappe."


def _examined(file: IO[bytes], name: str) -> Source:
    start = _start(file)
    digest = hashlib.sha256()
    size = 0
    for chunk in _chunks(file):
        digest.update(chunk)
        size += len(chunk)
    if start.startswith((_ZIP, _OLE)):
        return Source(file, name, "", digest.digest(), size, is_json=False, is_workbook=True)
    first = start.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    return Source(
        file=file,
        name=name,
        encoding=_encoding(file, has_bom=start.startswith(codecs.BOM_UTF8)),
        digest=digest.digest(),
        size=size,
        is_json=first == b"{",
    )


def _start(file: IO[bytes]) -> bytes:
    """Return how the file begins, if it is anything that can be text.

    Raises:
        InvalidValueError: It is empty, or known to be something else.
    """
    file.seek(0)
    start = file.read(4096)
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        raise InvalidValueError("Filen er tom. Der er intet at importere.")
    if start.startswith(_UTF_16):
        raise InvalidValueError("Filen er gemt som UTF-16. Gem den som »CSV UTF-8«, og prøv igen.")
    return start


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _encoding(file: IO[bytes], *, has_bom: bool) -> str:
    """Return how the file is encoded.

    A UTF-8 file in which one byte is wrong is not taken for Windows-1252: every æ, ø and å of it would
    be stored as two other letters.
    """
    line = _first_line_that_is_not_utf_8(file)
    if line is None:
        return "utf-8-sig"
    if has_bom or _is_mostly_utf_8(file):
        raise InvalidValueError(
            f"Linje {line}: Her er tegn, der ikke er UTF-8 som resten af filen. Ret linjen."
        )
    if any(len(chunk.translate(None, _UNDEFINED_IN_1252)) < len(chunk) for chunk in _chunks(file)):
        raise InvalidValueError("Filen er hverken UTF-8 eller Windows-1252. Gem den som »CSV UTF-8«.")
    return "cp1252"


def _first_line_that_is_not_utf_8(file: IO[bytes]) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    for chunk in _chunks(file):
        try:
            lines += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            return lines + error.object[: error.start].count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return lines
    return None


def _is_mostly_utf_8(file: IO[bytes]) -> bool:
    """Tell whether more letters beyond ASCII are whole UTF-8 than are not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    whole = broken = 0
    for chunk in _chunks(file):
        text = decoder.decode(chunk)
        bad = text.count("\ufffd")
        broken += bad
        whole += len(text) - len(text.encode("ascii", "ignore")) - bad
    return whole > broken
