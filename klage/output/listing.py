"""Listing: the one description of a list that feeds the table, the plain lines, JSON and CSV.

A command says what its columns are and hands over raw values; how a value is written is decided
here and in the renderers, so that no format can hold other rows than another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from klage.clock import to_local
from klage.domain import danish
from klage.output.safe import one_line

if TYPE_CHECKING:
    from klage.output.styles import Mark

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
        flexible: The column may be wrapped in a table; no other column ever is.
        long: It holds texts that a table may cut after a line or two, where the listing says how to read on.
        only: ``screen`` leaves the column out of JSON and CSV, ``data`` out of table and plain lines.
        spare: A table too narrow for every column leaves this one out: the highest number first, of equals the
            last. One that is empty in every row is left out as well.
        mark: How a table marks a value; the words must say it as well.
        spoken: Writes a value for somebody who listens; without it, ``screen`` and the kind decide.
    """

    key: str
    heading: str
    kind: Kind = "text"
    personal: bool = False
    labels: Mapping[str, str] | None = None
    screen: Callable[[Any], str] | None = None
    flexible: bool = False
    long: bool = False
    only: Literal["screen", "data"] | None = None
    spare: int = 0
    mark: "Callable[[Any], Mark | None] | None" = None
    spoken: Callable[[Any], str] | None = None


class Listing(NamedTuple):
    """Rows of raw values in the order of ``columns``, and what to say about them on a terminal.

    Attributes:
        columns: One for each value of a row.
        rows: The values.
        empty: The Danish sentence a terminal shows when there are no rows.
        title: A line above the rows on a terminal.
        note: A line below the rows on a terminal.
        whole: The command that shows a row whole; without it no long text is cut.
        things: What the rows are, one and many, as it is counted for somebody who listens.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str
    title: str | None = None
    note: str | None = None
    whole: str | None = None
    things: tuple[str, str] | None = None


class Stream:
    """A ``Listing`` that may be longer than what can be held: its rows come one at a time, and once.

    No NamedTuple: making one takes a five hundredth of a list's start.
    """

    def __init__(self, told: Listing, rows: Iterable[Sequence[Cell]]) -> None:
        self.told = told
        self.columns = told.columns
        self.rows = rows

    def held(self) -> Listing:
        """Return the whole list, for what must know all of it."""
        return self.told._replace(rows=list(self.rows))


def selected(
    listing: Listing, target: Literal["screen", "data"], *, with_names: bool
) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns that ``target`` shows, and the rows with the values of just those columns."""
    columns, rows = streamed(listing, target, with_names=with_names)
    return columns, list(rows)


def streamed(
    listing: Listing | Stream, target: Literal["screen", "data"], *, with_names: bool
) -> tuple[list[Column], Iterator[list[Cell]]]:
    """Return the columns that ``target`` shows, and one at a time the rows with the values of just those columns."""
    kept = [
        position
        for position, column in enumerate(listing.columns)
        if column.only in {None, target} and (with_names or not column.personal)
    ]
    columns = [listing.columns[position] for position in kept]
    return columns, ([row[position] for position in kept] for row in listing.rows)


def on_screen(column: Column, value: Cell) -> str:
    """Return ``value`` as a person reads it in a table or a plain line: safe, and on one line."""
    if value is None:
        return ""
    if column.screen is None and isinstance(value, date):
        return _with_weekday(value)
    return one_line(column.screen(value) if column.screen else in_danish(column, value))


def _with_weekday(value: date) -> str:
    """Return ``ons 22.10.2014``, and of an instant its time after it, as the columns write it that know the day."""
    if isinstance(value, datetime):
        local = to_local(value)
        return f"{danish.full_day(local)} {local:%H:%M}"
    return danish.full_day(value)


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
