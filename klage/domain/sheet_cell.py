"""Cells of a hand-kept spreadsheet as a person reads them: dates, numbers, errors, totals.

What goes out is text, so that a workbook is read by the same rules as a CSV file.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from klage.domain.folding import fold

Value = str | float | bool | date | time | datetime | timedelta
"""What a workbook may hold in a cell; a whole number is a float."""

ERRORS = {
    "#N/A": "#I/T",
    "#DIV/0!": "#DIVISION/0!",
    "#VALUE!": "#VÆRDI!",
    "#REF!": "#REFERENCE!",
    "#NAME?": "#NAVN?",
    "#NULL!": "#NUL!",
    "#NUM!": "#NUM!",
}
"""The errors of formulas as they are stored, and as Danish Excel shows them."""

TOTALS = frozenset(map(fold, ("I alt", "Ialt", "Total", "Totalt", "Sum", "Subtotal", "Antal", "Antal i alt")))
"""How a row of sums begins."""

_LONGEST = 100
"""How many characters that has, with room for spaces and a colon."""


def as_text(value: Value) -> str:
    """Return what a cell says: days as ISO, time as ``HH:MM``, numbers without a decimal point they do not need.

    A spreadsheet keeps time as a fraction of a day, so that 08:40 may be 08:39:59.99; it is rounded.
    """
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float | int):
        is_whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if is_whole else str(value).replace(".", ",")
    if isinstance(value, datetime):
        rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return rounded.date().isoformat() if rounded.time() == time() else _without_seconds(rounded)
    if isinstance(value, time):
        return as_text(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, timedelta):
        minutes = round(value / timedelta(minutes=1))
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return value.isoformat() if isinstance(value, date) else value


def _without_seconds(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes" if moment.second == 0 else "seconds")


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    while index >= 0:
        letters, index = chr(ord("A") + index % 26) + letters, index // 26 - 1
    return letters


def error_sentence(column: int, code: str) -> str:
    """Return the Danish reason why a cell with an error cannot be read."""
    return f"Kolonne {column_letter(column)}: Cellen viser fejlen {ERRORS.get(code, code)}. Ret den i regnearket."


def is_total(cells: Sequence[str], received: int | None) -> bool:
    """Tell whether a row is of sums: its first text says so, and it has no day of receipt.

    Args:
        cells: The texts of the row.
        received: The column of the day of receipt, if there is one.
    """
    first = next(filter(str.strip, cells), "")
    # Nearly every row begins with a day, a number or a long text; only the rest is worth folding.
    if first[:1].isdecimal() or len(first) > _LONGEST or fold(first).rstrip(":") not in TOTALS:
        return False
    day = cells[received].strip() if received is not None and received < len(cells) else ""
    return not day or day == first.strip() or day.isdigit()
