"""Listing: the one description of a list that feeds the table, the plain lines, JSON and CSV.

A command says what its columns are and hands over raw values; how a value is written is decided
here and in the renderers, so that no format can hold other rows than another.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from klage.clock import to_local
from klage.output.safe import one_line

Kind = Literal["text", "code", "instant", "date", "number", "flag", "list"]
Cell = str | int | float | bool | date | datetime | Sequence[str] | None


class Column(NamedTuple):
    """What one column is; values under it are raw, and ``None`` is an empty cell in every format.

    Attributes:
        key: The stable English key in JSON; an instant also gives ``<key>_local``.
        heading: The Danish heading.
        kind: What the values are: ``list`` is a tuple of texts or codes, ``instant`` an aware time.
        personal: Left out wherever the output is not a terminal, unless names are asked for.
        labels: The Danish label of each stored code (kinds ``code`` and ``list``).
        screen: Writes a value for the table and the plain lines (``om 3 t 10 min``).
        flexible: The column may be wrapped and shortened in a table; no other column ever is.
        only: ``screen`` leaves the column out of JSON and CSV, ``data`` out of table and plain lines.
        spare: A table too narrow for every column leaves this one out, the last spare one first.
        alert: Tells which values a table makes bold and red; the words must say it as well.
    """

    key: str
    heading: str
    kind: Kind = "text"
    personal: bool = False
    labels: Mapping[str, str] | None = None
    screen: Callable[[Any], str] | None = None
    flexible: bool = False
    only: Literal["screen", "data"] | None = None
    spare: bool = False
    alert: Callable[[Any], bool] | None = None


class Listing(NamedTuple):
    """Rows of raw values in the order of ``columns``, and what to say about them on a terminal.

    Attributes:
        columns: One for each value of a row.
        rows: The values.
        empty: The Danish sentence a terminal shows when there are no rows.
        title: A line above the rows on a terminal.
        note: A line below the rows on a terminal.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str
    title: str | None = None
    note: str | None = None


def selected(
    listing: Listing, target: Literal["screen", "data"], *, with_names: bool
) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns that ``target`` shows, and the rows with the values of just those columns."""
    kept = [
        position
        for position, column in enumerate(listing.columns)
        if column.only in {None, target} and (with_names or not column.personal)
    ]
    columns = [listing.columns[position] for position in kept]
    return columns, [[row[position] for position in kept] for row in listing.rows]


def on_screen(column: Column, value: Cell) -> str:
    """Return ``value`` as a person reads it in a table or a plain line: safe, and on one line."""
    if value is None:
        return ""
    return one_line(column.screen(value) if column.screen else in_danish(column, value))


def in_danish(column: Column, value: Cell) -> str:
    """Return ``value`` written the Danish way, as its column's kind says; the text is not made safe."""
    if value is None:
        return ""
    return _WRITERS[column.kind](column.labels or {}, value)


def _instant(_: Mapping[str, str], value: Any) -> str:
    return f"{to_local(value):%d.%m.%Y %H.%M}"


_WRITERS: Mapping[Kind, Callable[[Mapping[str, str], Any], str]] = {
    "text": lambda _, value: str(value),
    "code": lambda labels, value: labels.get(value, value),
    "instant": _instant,
    "date": lambda _, value: f"{value:%d.%m.%Y}",
    "number": lambda _, value: str(value).replace(".", ","),
    "flag": lambda _, value: "ja" if value else "nej",
    "list": lambda labels, value: ", ".join(labels.get(item, item) for item in value),
}
