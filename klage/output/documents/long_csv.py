"""A page's figures as one CSV: a line for each cell, so that a spreadsheet or a program can pick what it needs.

Tables of different widths do not fit one sheet side by side; told cell by cell they do. What is only words
is left to the other formats.
"""

from collections.abc import Iterator

from klage.output.formats import as_csv
from klage.output.listing import Cell, Column, Listing, in_danish, selected
from klage.output.page import Page, Section, shown_sections

COLUMNS = (
    Column("section", "Afsnit"),
    Column("row", "Række"),
    Column("column", "Kolonne"),
    Column("number", "Tal", "number"),
    Column("text", "Tekst"),
)


def as_long_csv(page: Page, *, with_names: bool = False) -> str:
    """Return the fields and tables of a page, as Danish Excel opens it."""
    rows = [
        row for section in shown_sections(page, with_names=with_names) for row in _rows(section, with_names)
    ]
    return as_csv(Listing(COLUMNS, rows, empty=""))


def _rows(section: Section, with_names: bool) -> Iterator[tuple[Cell, ...]]:
    heading = section.heading or ""
    for field in section.fields:
        yield heading, field.label, "", None, field.value
    if section.listing is None:
        return
    columns, rows = selected(section.listing, "data", with_names=with_names)
    for row in rows:
        label = in_danish(columns[0], row[0])
        for column, value in zip(columns[1:], row[1:], strict=True):
            if column.kind == "number":
                yield heading, label, column.heading, value, None
            else:
                yield heading, label, column.heading, None, in_danish(column, value)
