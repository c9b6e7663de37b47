"""A workbook of Excel or LibreOffice on its way in: read by a process that has little time and memory.

What it holds is kept as lines of JSON in a nameless private file and not in memory.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

from klage.errors import InvalidValueError, needs_extra
from klage.intake import confined
from klage.intake.csv_file import Layout, RawRow, values_of
from klage.intake.headers import HEADING_WITHIN, Given, best_of, headings_from
from klage.intake.source import Source

LARGEST = 50_000_000
"""How many bytes a workbook may have, packed."""

WAIT = 60
"""How many seconds are waited for the rows."""

TOO_LARGE = "Regnearket er for stort til at læse. Gem arket som »CSV UTF-8«, og importér den fil."
TOO_SLOW = "Regnearket er lavet, så det kræver mere tid eller hukommelse, end det må få."


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet of a workbook, as text.

    Attributes:
        source: The rows, and the digest of the workbook itself.
        sheet: The name of the sheet.
        visible: The names of all sheets that are not hidden.
        hidden: The names of those that are.
        is_merged: Whether cells are merged over several rows.
    """

    source: Source
    sheet: str
    visible: tuple[str, ...]
    hidden: tuple[str, ...]
    is_merged: bool

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that hold anything: the number of each, and its cells."""
        with self.source.text() as text:
            text.readline()
            for line in text:
                number, cells = json.loads(line)
                yield number, cells


@contextmanager
def opened(source: Source, sheet: str = "") -> Iterator[Workbook]:
    """Read a workbook.

    Args:
        source: The file.
        sheet: The name of the sheet, or nothing for the first.

    Raises:
        InvalidValueError: It cannot be read, asks too much, has no such sheet, or the extra is missing.
    """
    if find_spec("python_calamine") is None:
        raise needs_extra("Regneark", "kontor")
    if source.size > LARGEST:
        raise InvalidValueError(TOO_LARGE)
    with tempfile.TemporaryFile() as kept:
        module = "klage.intake.workbook.child"
        is_done = confined.run(module, sheet, source=source.file, answer=kept, wait=WAIT)
        told = _told(kept.readline(), is_done=is_done)
        rows = replace(source, file=kept, encoding="utf-8", size=kept.seek(0, 2), is_workbook=False)
        yield Workbook(
            rows, told["sheet"], tuple(told["visible"]), tuple(told["hidden"]), bool(told["is_merged"])
        )


def _told(line: bytes, *, is_done: bool) -> dict[str, Any]:
    if not is_done:
        raise InvalidValueError(TOO_SLOW)
    told: dict[str, Any] = json.loads(line)
    if "refused" in told:
        raise InvalidValueError(told["refused"])
    return told


def layout_of(book: Workbook, given: Given) -> Layout:
    """Return how a sheet is laid out: its heading row is the one of the first with most known headings.

    Raises:
        InvalidValueError: No heading is known, or two are for one field.
    """
    first = [row for row, _ in zip(book.lines(), range(HEADING_WITHIN), strict=False)]
    if not first:
        raise InvalidValueError(f"Arket »{book.sheet}« er tomt. Der er intet at importere.")
    best = best_of([cells for _, cells in first], given)
    cells = first[best][1]
    while cells and not cells[-1].strip():
        cells.pop()
    return Layout(";", headings_from(cells, given), first[best][0])


def read_rows(book: Workbook, layout: Layout) -> Iterator[RawRow]:
    """Yield the rows below the headings, each with its number in the sheet."""
    width = len(layout.headings)
    for number, found in book.lines():
        if number <= layout.skipped:
            continue
        cells = [*found[:width], *[""] * (width - len(found))]
        if any(map(str.strip, found[width:])):
            yield RawRow(number, {}, cells, "Der står noget til højre for den sidste overskrift.")
        elif any(map(str.strip, cells)):
            yield RawRow(number, values_of(cells, layout.headings.keys), cells)
