"""Workbooks that the tests make, as Excel and LibreOffice would."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}


def xlsx(
    rows: Sequence[Sequence[Any]], *, name: str = "Klager", others: Iterable[str] = (), hidden: str = ""
) -> bytes:
    """Return a workbook of Excel's; an exception among the cells becomes a formula whose value is its text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        formats = {
            datetime: book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
            date: book.add_format({"num_format": "dd-mm-yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        sheet = book.add_worksheet(name)
        for other in others:
            book.add_worksheet(other).write_string(0, 0, "Beskrivelse")
        if hidden:
            book.add_worksheet(hidden).hide()
        for nth, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, Exception):
                    sheet.write_formula(nth, column, "=1+1", None, str(value))
                elif isinstance(value, date | time):
                    sheet.write_datetime(nth, column, value, formats[type(value)])
                elif value is not None:
                    sheet.write(nth, column, value)
    return content.getvalue()


def merged(first: int, last: int, column: int, text: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook in which a cell is merged over several rows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        sheet = book.add_worksheet("Klager")
        for nth, cells in enumerate(rows):
            sheet.write_row(nth, 0, cells)
        sheet.merge_range(first, column, last, column, text)
    return content.getvalue()


def ods(table_rows: str) -> bytes:
    """Return a workbook of LibreOffice's with one sheet, from the XML of its rows."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Ark1">{table_rows}</table:table></office:spreadsheet></office:body>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return content.getvalue()


def patched(part: str, content: Iterable[bytes]) -> bytes:
    """Return a workbook with one part of its package replaced, as nobody's spreadsheet would write it."""
    good, made = io.BytesIO(xlsx([["Dato", "Klage"], ["1.2.2026", "x"]])), io.BytesIO()
    with (
        zipfile.ZipFile(good) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as hostile,
    ):
        for name in package.namelist():
            with hostile.open(name, "w", force_zip64=True) as written:
                for chunk in content if name == part else [package.read(name)]:
                    written.write(chunk)
    return made.getvalue()
