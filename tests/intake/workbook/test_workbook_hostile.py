"""Workbooks that were made to do harm: read within the limits, or refused with a sentence."""

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from klage.errors import InvalidValueError
from tests.intake.workbook.test_workbook import rows_of
from tests.intake.workbooks import patched

SHEET = "xl/worksheets/sheet1.xml"
NAMES = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
HEADINGS = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Dato</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>Klage</t></is></c></row>'
)
END = b"</sheetData></worksheet>"
MANY = 2**20


def sheet(*rows: bytes) -> list[bytes]:
    """Return the XML of a sheet with headings and these rows below them."""
    return [NAMES, HEADINGS, *rows, END]


def laughs() -> bytes:
    """Return the declarations of entities that would grow to ten thousand million letters."""
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
    return b'<!DOCTYPE l [<!ENTITY a "lol">' + grown + b"]>"


def bombs() -> Iterator[tuple[str, str, list[bytes]]]:
    """Yield what each is called, the part it stands in, and its content."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    wrong = b'<row r="2"><c r="A2" t="e"><v>'
    yield "more blanks than there is memory", SHEET, sheet(*repeat(b" " * 2**23, 140))
    yield "an error of one gigabyte", SHEET, sheet(wrong, *repeat(b"x" * 2**23, 128), b"</v></c></row>")
    yield "a billion laughs", SHEET, [laughs(), *sheet(wrong, b"&k;</v></c></row>")]
    yield "laughs in the list of sheets", "xl/workbook.xml", [laughs(), b"<x>&k;</x>"]
    yield "the last cell there is", SHEET, sheet(far)
    yield "all columns", SHEET, sheet(b"<row>", *repeat(b"<c><v>1</v></c>", 16_384), b"</row>")


@pytest.mark.parametrize(
    ("part", "content"), [each[1:] for each in bombs()], ids=[each[0] for each in bombs()]
)
def test_bomb_is_refused(tmp_path: Path, part: str, content: list[bytes]) -> None:
    """The process that reads it comes to its limits, and the user gets a sentence."""
    with pytest.raises(InvalidValueError):
        rows_of(tmp_path, patched(part, content))


def test_file_of_this_machine_is_not_read(tmp_path: Path) -> None:
    """An entity that names a file gives nothing of it away."""
    (tmp_path / "hemmelig").write_text("hemmelig")
    declared = f'<!DOCTYPE l [<!ENTITY a SYSTEM "file://{tmp_path}/hemmelig">]>'.encode()
    row = b'<row r="2"><c r="A2" t="inlineStr"><is><t>&a;</t></is></c></row>'
    with pytest.raises(InvalidValueError, match="kan ikke læses"):
        rows_of(tmp_path, patched(SHEET, [declared, *sheet(row)]))


def test_million_empty_rows_are_read_past(tmp_path: Path) -> None:
    """A sheet that was formatted to its end has one row more than it seems, and that is found."""
    empty = (b'<row r="%d"><c r="A%d"/></row>' % (row, row) for row in range(2, 2**16))
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>1.2.2026</t></is></c></row>'
    (row,) = rows_of(tmp_path, patched(SHEET, sheet(*empty, last)))
    assert (row.line, row.values) == (MANY, {"received_at": "1.2.2026"})
