"""A folder of mails, read once into rows as an import takes them: one mail a row, in the order of the names.

What the mails say is kept in a nameless private file and not in memory; a mail that cannot be read is a row
with a problem, like a line of a file.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from klage.errors import DiskError, InvalidValueError, KlageError, PermissionRefusedError
from klage.intake.csv_file import RawRow
from klage.intake.mail import file as mail_file
from klage.intake.source import Source

ENDINGS = (".eml", ".msg")

NO_TIME = "Mailen siger ikke, hvornår kommunen fik den. Skriv klagen ind med klage ny."
NONE_HERE = "Der er ingen mails (.eml eller .msg) i mappen."


@dataclass(frozen=True, slots=True)
class Folder:
    """Mails on their way in.

    Attributes:
        source: What was read of them.
        names: The names of the files; the mail on line 1 is the first.
        left_out: How many files in the folder are no mails by their names.
    """

    source: Source
    names: tuple[str, ...]
    left_out: int

    def rows(self) -> Iterator[RawRow]:
        """Yield one row a mail."""
        with self.source.text() as text:
            for nth, line in enumerate(text, start=1):
                values, problem, print_ = json.loads(line)
                yield RawRow(nth, values, "", problem, print_)

    def place(self, line: int) -> str:
        """Return what a fault begins with: the name of the file."""
        return f"»{self.names[line - 1]}«"


@contextmanager
def opened(folder: Path, now: datetime, advance: Callable[[int, int], None]) -> Iterator[Folder]:
    """Read the mails of a folder; folders in it are left alone.

    Args:
        folder: The folder.
        now: The present instant; a mail from after it was stamped by a wrong clock.
        advance: Is called with how many have been read, and of how many.

    Raises:
        PermissionRefusedError: It may not be read.
        DiskError: The disk fails.
        InvalidValueError: There are no mails in it.
    """
    files, left_out = _files(folder)
    if not files:
        raise InvalidValueError(NONE_HERE)
    with tempfile.TemporaryFile() as kept:
        digest = hashlib.sha256()
        for count, path in enumerate(files, start=1):
            line = json.dumps(_row(path, now)).encode() + b"\n"
            kept.write(line)
            digest.update(line)
            advance(count, len(files))
        size = kept.tell()
        source = Source(kept, folder.resolve().name, "utf-8", digest.digest(), size, is_json=True)
        yield Folder(source, tuple(path.name for path in files), left_out)


def _files(folder: Path) -> tuple[list[Path], int]:
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and not path.is_dir()]
    except PermissionError as error:
        raise PermissionRefusedError("Du har ikke lov til at læse mappen.") from error
    except OSError as error:
        raise DiskError("Mappen kan ikke læses, fordi disken fejler. Intet er gemt.") from error
    mails = sorted(path for path in found if path.suffix.casefold() in ENDINGS)
    return mails, len(found) - len(mails)


def _row(path: Path, now: datetime) -> tuple[dict[str, object], str | None, int | None]:
    try:
        mail = mail_file.read(path)
    except DiskError:
        raise
    except KlageError as error:
        return {}, error.sentence, None
    values = mail.values(now)
    return ({}, NO_TIME, None) if "received_at" not in values else (values, None, mail.print_)
