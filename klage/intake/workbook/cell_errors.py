"""Where a workbook shows an error: python-calamine gives an error cell as an empty one, which it is not.

Reads the part of the package that holds the sheet, with expat, which itself stops entities that grow.
"""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

Place = tuple[int, int]
"""Row and column, both from zero."""

_CHUNK = 2**20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def errors_in(file: IO[bytes], sheet: str) -> dict[Place, str]:
    """Return the errors that a sheet shows, as they are stored, for example ``#N/A``."""
    with ZipFile(file) as package:
        names = package.namelist()
        if "content.xml" in names:
            return dict(_in_ods(package, sheet)) if _holds(package, "content.xml", b'"error"') else {}
        part = _part_of(package, sheet) if "xl/workbook.xml" in names else None
        if part not in names or not _holds(package, part, b't="e"'):
            return {}
        return dict(_in_xlsx(package, part))


def _parsed(content: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Yield each element when it begins and when it ends.

    Expat itself stops entities that grow (since 2.4.1), and the process has its limits.
    """
    return iterparse(content, ("start", "end"))  # noqa: S314


def _elements(content: IO[bytes]) -> Iterator[Element]:
    """Yield each element that is whole."""
    return (each for moment, each in _parsed(content) if moment == "end")


def _holds(package: ZipFile, part: str, mark: bytes) -> bool:
    """Tell whether a part holds some bytes anywhere; most have no error, and are not read twice as XML."""
    before = b""
    with package.open(part) as content:
        while chunk := content.read(_CHUNK):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


def _part_of(package: ZipFile, sheet: str) -> str | None:
    """Return the part of an Excel workbook in which a sheet lies."""
    with package.open("xl/workbook.xml") as content:
        found = [
            each.get(_RELATION)
            for each in _elements(content)
            if each.tag == f"{_MAIN}sheet" and each.get("name") == sheet
        ]
    with package.open("xl/_rels/workbook.xml.rels") as content:
        targets = {
            each.get("Id"): each.get("Target", "") for each in _elements(content) if each.tag == _PACKAGE
        }
    target = targets.get(found[0]) if found else None
    return target if target is None else target[1:] if target.startswith("/") else f"xl/{target}"


def _in_xlsx(package: ZipFile, part: str) -> Iterator[tuple[Place, str]]:
    with package.open(part) as content:
        for each in _elements(content):
            if each.tag == f"{_MAIN}c" and each.get("t") == "e":
                yield _place(each.get("r", "")), each.findtext(f"{_MAIN}v") or ""
            if each.tag == f"{_MAIN}row":
                each.clear()


def _place(reference: str) -> Place:
    """Return the place of ``C7``: row 6, column 2."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _in_ods(package: ZipFile, sheet: str) -> Iterator[tuple[Place, str]]:
    row, is_here = 0, False
    with package.open("content.xml") as content:
        for moment, each in _parsed(content):
            if each.tag == f"{_TABLE}table":
                row, is_here = 0, moment == "start" and each.get(f"{_TABLE}name") == sheet
            elif moment == "end" and each.tag == f"{_TABLE}table-row":
                if is_here:
                    yield from _in_ods_row(each, row)
                row += int(each.get(f"{_TABLE}number-rows-repeated", "1"))
                each.clear()


def _in_ods_row(element: Element, row: int) -> Iterator[tuple[Place, str]]:
    column = 0
    for cell in element:
        if cell.get(_ERROR) == "error":
            yield (row, column), cell.findtext(_TEXT) or ""
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
