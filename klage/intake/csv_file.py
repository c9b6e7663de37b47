"""CSV as people and spreadsheets write it, read strictly and a row at a time.

What cannot be read as a row is a ``RawRow`` with a problem, never an exception. The delimiter is the
one with which the first line holds the most known headings.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from klage.domain.cells import from_spreadsheet
from klage.errors import InvalidValueError
from klage.intake.headers import (
    HEADING_WITHIN,
    NOTHING_GIVEN,
    Given,
    Headings,
    best_of,
    count_known,
    headings_from,
)
from klage.intake.source import Source

DELIMITERS = ";,\t|"

LONGEST_CELL = 2**24
"""The calls of a case are one cell; a quote that is never closed is given up after so many characters."""


class RawRow(NamedTuple):
    """One row of a file, not understood yet.

    ``values`` holds the raw values by English key, unless ``problem`` says why there are none; ``raw``
    is the row as it stands: the cells of CSV, the text of a line of JSON. A row that is a mail has its
    number (``Mail.print_``).
    """

    line: int
    values: dict[str, object]
    raw: list[str] | str
    problem: str | None = None
    mail_print: int | None = None


class Layout(NamedTuple):
    """How a table is laid out: its delimiter, its headings, and how many lines above them say nothing.

    Of CSV, ``above`` is how many rows that hold anything stand above the headings, such as a title.
    """

    delimiter: str
    headings: Headings
    skipped: int
    above: int = 0


def layout_of(source: Source, given: Given = NOTHING_GIVEN) -> Layout:
    """Return how a CSV file is laid out.

    Args:
        source: The file.
        given: What the user has said of its columns.

    Raises:
        InvalidValueError: The first line holds no known heading, or two for one field.
    """
    csv.field_size_limit(LONGEST_CELL)
    with source.text() as text:
        # Excel's own way of telling its delimiter; only its own programs hide the line.
        skipped = 1 if text.readline(16).lower().startswith("sep=") else 0
    candidates = []
    for delimiter in DELIMITERS:
        rows = _first_rows(source, delimiter, skipped)
        above = best_of(rows, given)
        candidates.append((delimiter, rows[above], above))
    delimiter, cells, above = max(candidates, key=lambda each: (count_known(each[1], given), len(each[1])))
    return Layout(delimiter, headings_from(cells, given), skipped, above)


def _first_rows(source: Source, delimiter: str, skipped: int) -> list[list[str]]:
    """Return the first rows that hold anything, up to one that cannot be read; at least one."""
    rows: list[list[str]] = []
    with source.text() as text:
        _skip(text, skipped)
        try:
            for cells in filter(any, csv.reader(text, delimiter=delimiter, strict=True)):
                rows.append(cells)
                if len(rows) == HEADING_WITHIN:
                    break
        except csv.Error as error:
            if not rows:
                raise InvalidValueError(
                    "Linje 1: Overskrifterne kan ikke læses. Se efter løse citationstegn."
                ) from error
    return rows or [[]]


def read_rows(source: Source, layout: Layout) -> Iterator[RawRow]:
    """Yield the rows below the headings, each with the line it begins on; empty rows are left out."""
    keys = layout.headings.keys
    width = len(keys)
    with source.text() as text:
        _skip(text, layout.skipped)
        # strict: a quote in the wrong place is a fault, never a guess.
        reader = csv.reader(text, delimiter=layout.delimiter, strict=True)
        to_skip = layout.above + 1
        while True:
            line = layout.skipped + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if not to_skip:
                    yield RawRow(line, {}, [], _unreadable(error, line, layout.skipped + reader.line_num))
                continue
            if to_skip:
                to_skip -= any(cells)
            elif len(cells) == width:
                if any(map(str.strip, cells)):
                    yield RawRow(line, values_of(cells, keys), cells)
            elif any(map(str.strip, cells)):
                yield RawRow(line, {}, cells, _wrong_width(len(cells), width))


def values_of(cells: Sequence[str], keys: Sequence[str | None]) -> dict[str, object]:
    """Return the cells of a row by the English key of their column; empty ones are left out."""
    return {
        key: cell if cell[0] != "'" else from_spreadsheet(cell)
        for key, cell in zip(keys, cells, strict=True)
        if cell and key
    }


def _skip(text: TextIO, lines: int) -> None:
    for _ in range(lines):
        text.readline()


def _unreadable(error: csv.Error, first: int, last: int) -> str:
    lines = f" Linje {first}–{last} hører til samme række og er ikke læst." if last > first else ""
    if "unexpected end" in str(error) or "field larger" in str(error):
        return f"Et citationstegn bliver aldrig lukket.{lines}"
    return f"Et citationstegn står et sted, hvor det ikke kan stå.{lines}"


def _wrong_width(found: int, wanted: int) -> str:
    amount = "flere" if found > wanted else "færre"
    return f"Rækken har {amount} celler ({found}), end der er overskrifter ({wanted})."
