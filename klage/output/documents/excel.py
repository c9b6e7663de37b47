"""A page as an Excel workbook: one sheet a table, with filters, real numbers and dates, and charts of the cells.

What a citizen wrote is a string in a cell and nothing else: no formula, link or number is made of it. Needs the
extra ``kontor``.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from klage.clock import to_local
from klage.domain import danish
from klage.output.chart import Chart, drawn
from klage.output.documents.native_chart import chart_of, new_workbook
from klage.output.listing import Cell, Column, in_danish, on_screen, selected
from klage.output.page import Page, Section, shown_sections
from klage.output.safe import for_xml, one_line

LONGEST = 32_767
"""Excel takes no more characters in a cell, and XlsxWriter would leave the cell empty."""

_SHARES: dict[object, str] = {danish.percent: "0.0 %", danish.signed_percent: "+0.0 %;-0.0 %;0.0 %"}
_WIDEST = 60
_LINE, _TALLEST = 15, 405
"""The height of a line and of the tallest row, in points."""


class _Sheet(NamedTuple):
    """A table that gets a sheet: its name, its columns and rows, and how it is drawn."""

    name: str
    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    chart: Chart | None


def as_xlsx(page: Page, *, with_names: bool = False, made_at: datetime | None = None) -> bytes:
    """Return ``page`` as a workbook: a list of its tables, then a sheet for each.

    Raises:
        InvalidValueError: The extra is not installed.
    """
    sheets = list(_sheets(shown_sections(page, with_names=with_names), with_names=with_names))
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        properties = {"title": for_xml(one_line(page.title))[:255], "author": ""}
        workbook.set_properties(properties | ({"created": made_at} if made_at else {}))
        _front(workbook, page.title, sheets)
        for sheet in sheets:
            _write(workbook, sheet)
    return file.getvalue()


def _sheets(sections: Sequence[Section], *, with_names: bool) -> Iterator[_Sheet]:
    names = {"indhold"}
    for section in sections:
        if section.listing is None or not section.listing.rows:
            continue
        columns, rows = selected(section.listing, "data", with_names=with_names)
        shown = drawn(section.chart, section.listing, with_names=with_names)
        heading = one_line(section.heading or "Tabel")
        name = sheet_name(heading, names)
        yield _Sheet(name, heading, columns, rows, shown.chart if shown else None)


def sheet_name(heading: str, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has, and add it (in lower case) to the taken ones."""
    clean = re.sub(r"[\[\]:*?/\\]", " ", for_xml(heading)).strip(" '") or "Tabel"
    clean = "Historik" if clean.lower() == "history" else clean  # Excel keeps that one for itself
    name, number = _cut(clean, 31), 1
    while name.lower() in taken:
        number += 1
        name = f"{_cut(clean, 30 - len(str(number)))} {number}"
    taken.add(name.lower())
    return name


def _cut(text: str, units: int) -> str:
    """Return as much as has so many UTF-16 units, in which Excel counts, without a quote at the end."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").strip(" '")


def _front(workbook: Any, title: str, sheets: Sequence[_Sheet]) -> None:
    sheet = workbook.add_worksheet("Indhold")
    sheet.write_string(0, 0, for_xml(one_line(title)), workbook.add_format({"bold": True, "font_size": 16}))
    bold = workbook.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(("Tabel", "Ark", "Rækker")):
        sheet.write_string(2, column, heading, bold)
    for row, one in enumerate(sheets, 3):
        sheet.write_string(row, 0, for_xml(one.heading)[:LONGEST])
        sheet.write_string(row, 1, one.name)
        sheet.write_number(row, 2, len(one.rows))
    sheet.set_column(0, 1, 34)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _write(workbook: Any, one: _Sheet) -> None:
    sheet = workbook.add_worksheet(one.name)
    texts = [_text_format(workbook, column) for column in one.columns]
    for place, column in enumerate(one.columns):
        for row, values in enumerate(one.rows, 1):
            _write_cell(sheet, (row, place), column, values[place], texts[place])
    for row, values in enumerate(one.rows, 1):
        lines = max(_lines(column, value) for column, value in zip(one.columns, values, strict=True))
        if lines > 1:  # LibreOffice takes the height as it stands, and would write the lines over each other
            sheet.set_row(row, min(lines * _LINE, _TALLEST))
    strong = {"bold": True, "bottom": 1, "valign": "bottom", "text_wrap": True}
    headings = [workbook.add_format(strong), workbook.add_format(strong | {"align": "right"})]
    options: dict[str, Any] = {
        "columns": [
            {"header": name, "header_format": headings[column.kind == "number"]}
            for name, column in zip(_headers(one.columns), one.columns, strict=True)
        ],
        "style": "Table Style Light 1",
    }
    sheet.add_table(0, 0, len(one.rows), len(one.columns) - 1, options)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(one.columns):
        cells = (on_screen(column, row[place]) for row in one.rows)
        sheet.set_column(place, place, min(max(map(len, [column.heading, *cells])) + 4, _WIDEST))
    sheet.set_header(f"&L{_cut(for_xml(one.heading), 100).replace('&', '&&')}")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if one.chart:
        _insert_chart(workbook, sheet, one, one.chart)


def _lines(column: Column, value: Cell) -> int:
    """Return about how many lines a cell takes that may be wrapped at the widest column."""
    if not column.flexible or value is None:
        return 1
    return sum(len(line) // (_WIDEST - 5) + 1 for line in in_danish(column, value).split("\n"))


def _headers(columns: Sequence[Column]) -> list[str]:
    """Return the headings, made unlike each other as a table of Excel's must have them."""
    found: list[str] = []
    taken: set[str] = set()
    for column in columns:
        name, number = for_xml(one_line(column.heading))[:250] or "Kolonne", 1
        wanted = name
        while wanted.lower() in taken:
            number += 1
            wanted = f"{name} {number}"
        taken.add(wanted.lower())
        found.append(wanted)
    return found


def _text_format(workbook: Any, column: Column) -> Any:
    form = {
        "instant": "dd-mm-yyyy hh:mm",
        "date": "dd-mm-yyyy",
        "number": _SHARES.get(column.screen, "#,##0.##") if column.screen else "General",
    }.get(column.kind, "@")
    # A whole number has no decimal sign after it.
    form = "#,##0" if column.screen is danish.number else form
    wrapping = {"text_wrap": True} if column.flexible else {}
    return workbook.add_format({"num_format": form, "valign": "top", **wrapping})


def _write_cell(sheet: Any, at: tuple[int, int], column: Column, value: Cell, form: Any) -> None:
    """Write a cell by its column's kind; what was written for reading is a string, whatever it begins with."""
    if value is None:
        sheet.write_blank(*at, None, form)
    elif isinstance(value, datetime):
        sheet.write_datetime(*at, to_local(value).replace(tzinfo=None), form)
    elif column.kind == "date":
        sheet.write_datetime(*at, value, form)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(*at, value, form)
    else:
        sheet.write_string(*at, _fitting(for_xml(in_danish(column, value))), form)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _insert_chart(workbook: Any, sheet: Any, one: _Sheet, chart: Chart) -> None:
    keys = [column.key for column in one.columns]
    if chart.kind == "timeline" or not {chart.labels, *chart.values} <= {*keys}:
        return
    places = [keys.index(key) for key in chart.values]
    made = chart_of(workbook, chart, one.name, (keys.index(chart.labels), places), len(one.rows))
    sheet.insert_chart(
        1, len(keys) + 1, made, {"description": for_xml(one_line(chart.sentence)), "object_position": 3}
    )
