"""Errors of SQLite and the system: each expected one has a sentence, and a bug stays a bug."""

import errno
import sqlite3

import pytest

from klage.errors import DamagedError, DiskError, KlageError, NotFoundError, PermissionRefusedError
from klage.store import failures


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, PermissionRefusedError),
        (errno.EROFS, PermissionRefusedError),
        (errno.ENOTDIR, NotFoundError),
        (errno.ENAMETOOLONG, NotFoundError),
        (errno.ENOSPC, DiskError),
        (errno.EIO, DiskError),
        (None, DiskError),
    ],
)
def test_the_systems_errors(number: int | None, kind: type[KlageError]) -> None:
    """What the file system says becomes the error that tells what to do about it, without the path."""
    error = failures.from_os(OSError(number, "hemmelig/sti") if number else OSError("hemmelig/sti"))
    assert type(error) is kind
    assert "hemmelig" not in error.sentence


def test_a_bug_in_our_sql_is_a_bug() -> None:
    """What only klage itself can have caused is not blamed on the disk or the file."""
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="syntax"), failures.understood():
        connection.execute("selct 1")
    with pytest.raises(sqlite3.ProgrammingError), failures.understood():
        connection.execute("select ?", ())
    connection.close()


def test_text_that_is_no_text_is_damage() -> None:
    """Bytes in a text column that are no UTF-8 were not written by klage."""
    connection = sqlite3.connect(":memory:")
    with pytest.raises(DamagedError), failures.understood():
        connection.execute("select cast(x'ff' as text)").fetchone()
    connection.close()


def test_every_sentence_says_what_to_do() -> None:
    """One or more whole sentences, and nothing about SQL."""
    for _, sentence in (failures.BUSY, failures.DISK, failures.DAMAGED, failures.PERMISSION):
        assert sentence.endswith(".")
        assert sentence.count(".") > 1
        assert "SQL" not in sentence
