"""The process in which a workbook is read: its bytes on stdin, lines of JSON on stdout.

The first line tells of the sheets (``Told``'s members), or says ``{"refused": …}``; each further line is a row:
its number, from one, and the texts of its cells.
"""

import io
import json
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

from klage.domain.sheet_cell import ERRORS, as_text
from klage.errors import InvalidValueError
from klage.intake import confined
from klage.intake.workbook import cell_errors

SECONDS = 20
"""Of the processor: a hundred thousand rows take half of it."""

MEMORY = 2**30
"""In bytes: 1 GiB. A workbook is unpacked in memory."""

WIDEST = 500
"""How many columns a hand-kept list may have."""

NOT_READ = "Regnearket kan ikke læses. Åbn det i Excel, gem det som »CSV UTF-8«, og importér den fil."
TOO_MUCH = "Regnearket kræver for meget hukommelse at læse. Gem arket som »CSV UTF-8«, og importér den fil."
TOO_WIDE = "Arket har {} kolonner, og klage læser højst 500. Slet de tomme kolonner til højre, og prøv igen."
NO_SHEET = "Der er intet ark, der kan læses, i filen."


def main() -> None:
    """Read the workbook on stdin, and write what is in it to stdout."""
    confined.limit(seconds=SECONDS, memory=MEMORY)
    for line in answer(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else ""):
        sys.stdout.write(json.dumps(line) + "\n")


def answer(raw: bytes, wanted: str) -> Iterator[object]:
    """Yield what is to be said of a workbook.

    Args:
        raw: The bytes of the file.
        wanted: The name of the sheet, or nothing for the first that is not hidden.
    """
    try:
        yield from _read(raw, wanted)
    except InvalidValueError as error:
        yield {"refused": error.sentence}
    except MemoryError:
        yield {"refused": TOO_MUCH}
    except Exception:
        # What the readers raise on what strangers made is no fixed list.
        yield {"refused": NOT_READ}


def _read(raw: bytes, wanted: str) -> Iterator[object]:
    import python_calamine as calamine

    with calamine.load_workbook(io.BytesIO(raw)) as book:
        kinds = calamine.SheetVisibleEnum
        visible = [each.name for each in book.sheets_metadata if each.visible is kinds.Visible]
        hidden = [each.name for each in book.sheets_metadata if each.visible is not kinds.Visible]
        name = _chosen(wanted, visible, hidden)
        sheet: Any = book.get_sheet_by_name(name)
        width = sheet.end[1] + 1 if sheet.end else 0
        if width > WIDEST:
            raise InvalidValueError(TOO_WIDE.format(width))
        errors = cell_errors.errors_in(io.BytesIO(raw), name)
        merged = [area for area in sheet.merged_cell_ranges or () if area[0][0] < area[1][0]]
        yield {"sheet": name, "visible": visible, "hidden": hidden, "is_merged": bool(merged)}
        yield from _rows(sheet, errors, {area[0]: area[1][0] for area in merged})


def _chosen(wanted: str, visible: list[str], hidden: list[str]) -> str:
    if wanted and wanted not in visible + hidden:
        raise InvalidValueError(f"Der er intet ark »{wanted}«. Der er: {', '.join(visible + hidden)}.")
    if not (wanted or visible or hidden):
        raise InvalidValueError(NO_SHEET)
    return wanted or [*visible, *hidden][0]


def _rows(
    sheet: Any, errors: dict[cell_errors.Place, str], merged: dict[cell_errors.Place, int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything; a cell merged over several rows says the same in each."""
    carried: dict[int, tuple[int, str]] = {}
    wrong: dict[int, list[tuple[int, str]]] = {}
    for (row, column), code in errors.items():
        wrong.setdefault(row, []).append((column, code))
    # calamine leaves out the empty columns on the left, but not the empty rows above.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for row, values in zip(count(), sheet.iter_rows(), strict=False):
        cells = [*left, *map(as_text, values)]
        for column, code in wrong.get(row, ()):
            cells[column:] = cells[column:] or [""] * (column - len(cells) + 1)
            cells[column] = ERRORS.get(code, code)
        for column, (last, text) in list(carried.items()):
            if row <= last:
                cells[column] = text
        if merged:
            for column, text in enumerate(cells):
                if (row, column) in merged:
                    carried[column] = merged[row, column], text
        if any(map(str.strip, cells)):
            yield row + 1, cells
