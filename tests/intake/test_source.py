"""Opening a file for import: what it is, how it is encoded, and what is no text at all."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from klage.errors import DiskError, InvalidValueError, KlageError, NotFoundError
from klage.intake.source import open_source, spooled

TEXT = "Modtaget;Beskrivelse\r\n1.2.2026;Æblegrød på åen\r\n"


def write(path: Path, content: bytes) -> Path:
    """Write a file and return where it lies."""
    file = path / "klager.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_the_same_however_it_is_encoded(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without BOM and Windows-1252 are told apart, and the line ends are kept."""
    with open_source(write(tmp_path, TEXT.encode(encoding))) as source, source.text() as text:
        assert text.read() == TEXT


def test_text_can_be_read_again_from_the_start(tmp_path: Path) -> None:
    """A file is read once to look and once to import."""
    with open_source(write(tmp_path, TEXT.encode())) as source:
        for _ in range(2):
            with source.text() as text:
                assert text.read() == TEXT
        assert source.position() == source.size


def test_same_content_has_same_digest(tmp_path: Path) -> None:
    """A copy under another name is the same file, and one letter makes it another."""
    digests = []
    for name, content in (("a.csv", TEXT), ("b.csv", TEXT), ("c.csv", TEXT + "x")):
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
        with open_source(tmp_path / name) as source:
            digests.append(source.digest)
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("content", "is_json"),
    [('{"summary": "x"}', True), ('\ufeff\n  {"summary": "x"}', True), ("Modtaget;{}\n", False)],
)
def test_json_is_known_by_its_first_character(tmp_path: Path, content: str, is_json: bool) -> None:
    """The name of a file says nothing about what is in it."""
    with open_source(write(tmp_path, content.encode())) as source:
        assert source.is_json is is_json


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"\xef\xbb\xbf \r\n", "tom"),
        ("Modtaget;Beskrivelse".encode("utf-16"), "UTF-16"),
        (b"Modtaget\n\x81\n", "hverken"),
        (b"\xef\xbb\xbfModtaget\n\xe6\n", "Linje 2"),
        ("Æ\nø\n".encode() + b"\xe5\n", "Linje 3"),
        ("ø\n".encode() * 2 + "ø".encode()[:1], "Linje 3"),
    ],
    ids=["nothing", "only BOM", "UTF-16", "binary", "BOM", "one wrong byte", "cut off"],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    """A file that would be read wrong is refused with a sentence that says what to do."""
    with pytest.raises(InvalidValueError, match=word), open_source(write(tmp_path, content)):
        pass


def test_letters_that_look_like_utf_8_do_not_fool(tmp_path: Path) -> None:
    """In Windows-1252 ``Å»`` is by chance also UTF-8; the rest of the file decides."""
    content = "Sagen gik i STÅ» og æøå blev glemt".encode("cp1252")
    with open_source(write(tmp_path, content)) as source:
        assert source.encoding == "cp1252"


def test_wrong_byte_beyond_the_first_chunk_is_found(tmp_path: Path) -> None:
    """The encoding is that of the whole file, not of how it begins."""
    with open_source(write(tmp_path, b"x\n" * 2**20 + b"\xe6\n")) as source:
        assert source.encoding == "cp1252"


def folder(path: Path) -> Path:
    """Return a folder."""
    return path


def pipe(path: Path) -> Path:
    """Make a named pipe: opening one waits for ever for a writer."""
    os.mkfifo(path / "pipe.csv")
    return path / "pipe.csv"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (folder, InvalidValueError),
        (pipe, InvalidValueError),
        (lambda path: path / "mangler.csv", NotFoundError),
        (lambda path: path / "x\0y.csv", InvalidValueError),
        (lambda path: path / ("x" * 300), InvalidValueError),
        (lambda _path: Path("/proc/self/mem"), DiskError),
    ],
)
def test_what_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], error: type[KlageError]
) -> None:
    """A folder, a pipe, a missing file and an impossible name each get their sentence."""
    with pytest.raises(error), open_source(make(tmp_path)):
        pass


def test_pipe_is_taken_down_first() -> None:
    """What comes on standard input can be read more than once."""
    with spooled(io.BytesIO(TEXT.encode("cp1252"))) as source:
        assert source.encoding == "cp1252"
        with source.text() as text:
            assert text.read() == TEXT


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_workbook_is_told_from_text(tmp_path: Path, start: bytes) -> None:
    """By how it begins; its bytes are hashed like those of any other."""
    with open_source(write(tmp_path, start + b" and so on")) as source:
        assert (source.is_workbook, source.is_json) == (True, False)
        assert source.digest == hashlib.sha256(start + b" and so on").digest()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("x;10/22/2014", True),
        ("x;1 - 22 - 14", True),
        ("x" * (2**20 - 3) + ";10/22/2014", True),
        ("22/10/2014;2014-10-22", False),
        ("ringede kl. 14.30.00 den 110.22.2014", False),
    ],
)
def test_dates_with_the_month_first_are_suspected(tmp_path: Path, content: str, expected: bool) -> None:
    """Also where two chunks of the file meet; the usual file has none, and its rows are read once less."""
    with open_source(write(tmp_path, content.encode())) as source:
        assert source.may_have_month_first() is expected


def test_a_file_that_is_not_there_is_answered_with_the_one_most_like_it(tmp_path: Path) -> None:
    """Only a file of that folder, and only when it is much like the name; a folder is none."""
    (tmp_path / "klager.csv").touch()
    (tmp_path / "klagerne.csv").mkdir()
    for name, advice in (
        ("klagr.csv", "Mente du klager.csv?"),
        ("klagern.csv", "Mente du klager.csv?"),
        ("andet.txt", "Kontrollér navn og mappe."),
        ("mangler/klager.csv", "Kontrollér navn og mappe."),
    ):
        with pytest.raises(NotFoundError) as missing, open_source(tmp_path / name):
            pass
        assert missing.value.sentence.endswith(advice)
