"""Lists and pages laid out on a terminal: the only module that imports rich.

Every datum reaches rich as ``Text`` of a text already made safe, so that brackets, ``:smile:`` and
escape sequences are shown as they were written and never obeyed.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from klage.output.listing import Cell, Column, Listing, on_screen, selected
from klage.output.page import Page, Section, shown_sections
from klage.output.safe import one_line, shorten, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

READABLE_WIDTH = 100
LEAST_VALUE = 30
"""How many columns the values of a page keep, however long its labels are."""

# A rich table costs three times a command's start-up at 117 rows; columns padded by hand cost nothing.
LONGEST_RICH_TABLE = 60
_GAP = 2
_NARROWEST_FLEXIBLE = 12
_LINES_PER_FLEXIBLE_CELL = 2


def print_table(
    listing: Listing, *, stream: TextIO, width: int | None = None, with_names: bool = True
) -> None:
    """Write ``listing`` as a table that fits ``width`` (by default the terminal's).

    Flexible columns are wrapped and shortened to make room, the others never; spare ones are left
    out. When even that does not fit, each row is written as lines of its own, with every column.
    """
    width = width or _terminal_width()
    columns, rows = selected(listing, "screen", with_names=with_names)
    columns, rows = _without_spare(columns, rows, width)
    cells = _cells(columns, rows)
    widths = fitted(columns, cells, width)
    if len(rows) > LONGEST_RICH_TABLE and widths is not None:
        _write_long_list(listing, columns, cells, widths, stream)
        return
    console = _console(stream, width)
    _print_sentence(console, listing.title, style="bold")
    _print_rows(console, columns, rows, widths)
    _print_sentence(console, listing.note if rows else listing.empty)


def print_page(page: Page, *, stream: TextIO, width: int | None = None, with_names: bool = True) -> None:
    """Write ``page`` with its labels aligned and its text wrapped to ``width``, at most 100 columns."""
    console = _console(stream, min(width or _terminal_width(), READABLE_WIDTH))
    sections = shown_sections(page, with_names=with_names)
    labels = (_width(field.label) for section in sections for field in section.fields)
    label_width = min(max(labels, default=0), console.width - LEAST_VALUE)
    _print_sentence(console, page.title, style="bold")
    for section in sections:
        console.print()
        _print_section(console, section, label_width, stream=stream, with_names=with_names)


def _without_spare(
    columns: list[Column], rows: list[list[Cell]], width: int
) -> tuple[list[Column], list[list[Cell]]]:
    """Return the columns that fit, without as many spare ones as it takes; all, if none fit anyhow."""
    kept = list(range(len(columns)))
    while True:
        chosen = [columns[i] for i in kept]
        chosen_rows = [[row[i] for i in kept] for row in rows]
        if fitted(chosen, _cells(chosen, chosen_rows), width) is not None:
            return chosen, chosen_rows
        spare = [i for i in kept if columns[i].spare]
        if not spare:
            return columns, rows
        kept.remove(spare[-1])


def _cells(columns: list[Column], rows: list[list[Cell]]) -> list[list[str]]:
    return [[on_screen(*pair) for pair in zip(columns, row, strict=True)] for row in rows]


def fitted(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return the width of each column so that all of them fit ``width``, or nothing if they cannot."""
    natural = [
        max(_width(column.heading), *(_width(row[position]) for row in cells), 0)
        for position, column in enumerate(columns)
    ]
    widths = [
        min(wanted, max(_NARROWEST_FLEXIBLE, _width(column.heading))) if column.flexible else wanted
        for column, wanted in zip(columns, natural, strict=True)
    ]
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    if spare < 0:
        return None
    while spare and (wanting := [i for i, wanted in enumerate(natural) if widths[i] < wanted]):
        for i in wanting[:spare]:
            more = min(max(1, spare // len(wanting)), natural[i] - widths[i])
            widths[i] += more
            spare -= more
    return widths


def _print_rows(
    console: "Console", columns: list[Column], rows: list[list[Cell]], widths: list[int] | None
) -> None:
    if not rows:
        return
    if widths is None:
        _print_stacked(console, columns, rows)
    else:
        _print_grid(console, columns, rows, widths)


def _print_grid(console: "Console", columns: list[Column], rows: list[list[Cell]], widths: list[int]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    # The box puts one cell between columns and the padding another: _GAP.
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Text(column.heading),
            width=width,
            no_wrap=not column.flexible,
            overflow="fold",
            justify="right" if column.kind == "number" else "left",
        )
    for row in rows:
        table.add_row(*map(_table_cell, columns, row, widths))
    console.print(table)


def _print_stacked(console: "Console", columns: list[Column], rows: list[list[Cell]]) -> None:
    label_width = max(_width(column.heading) for column in columns)
    for number, row in enumerate(rows):
        if number:
            console.print()
        pairs = [(column.heading, _text(column, value)) for column, value in zip(columns, row, strict=True)]
        _print_pairs(console, [pair for pair in pairs if pair[1]], label_width)


def _write_long_list(
    listing: Listing, columns: list[Column], cells: list[list[str]], widths: list[int], stream: TextIO
) -> None:
    rule = "─" if (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf") else "-"
    total = sum(widths) + _GAP * (len(widths) - 1)
    lines = [visible(listing.title)] if listing.title else []
    lines += [_aligned(columns, [column.heading for column in columns], widths), rule * total]
    lines += [_aligned(columns, row, widths) for row in cells]
    lines += [visible(listing.note)] if listing.note else []
    stream.write("".join(f"{line}\n" for line in lines))


def _aligned(columns: list[Column], cells: list[str], widths: list[int]) -> str:
    padded = []
    for column, cell, width in zip(columns, cells, widths, strict=True):
        text = shorten(cell, width)
        space = " " * (width - _width(text))
        padded.append(space + text if column.kind == "number" else text + space)
    return (" " * _GAP).join(padded).rstrip()


def _print_section(
    console: "Console", section: Section, label_width: int, *, stream: TextIO, with_names: bool
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    _print_sentence(console, section.heading, style="bold")
    pairs = [(field.label, Text(visible(field.value or ""))) for field in section.fields]
    if pairs:
        _print_pairs(console, pairs, label_width)
    for paragraph in section.paragraphs:
        # Indented, so that no line of it can pass for one of ours.
        console.print(Padding(Text(visible(paragraph).strip("\n")), (0, 0, 0, 2)))
    if section.listing:
        rows_only = section.listing._replace(title=None, note=None)
        print_table(rows_only, stream=stream, width=console.width, with_names=with_names)


def _print_pairs(console: "Console", pairs: Sequence[tuple[str, "Text"]], label_width: int) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=label_width, overflow="fold")
    grid.add_column(overflow="fold")
    for label, value in pairs:
        grid.add_row(Text(one_line(label)), value)
    console.print(grid)


def _print_sentence(console: "Console", sentence: str | None, *, style: str = "") -> None:
    from rich.text import Text

    if sentence:
        console.print(Text(visible(sentence), style=style))


def _table_cell(column: Column, value: Cell, width: int) -> "Text":
    text = _text(column, value)
    if column.flexible:
        text.plain = shorten(text.plain, _LINES_PER_FLEXIBLE_CELL * width)
    return text


def _text(column: Column, value: Cell) -> "Text":
    from rich.text import Text

    alert = value is not None and column.alert is not None and column.alert(value)
    return Text(on_screen(column, value), style="bold red" if alert else "")


def _console(stream: TextIO, width: int) -> "Console":
    from rich.console import Console

    # rich itself honours NO_COLOR and TERM=dumb.
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _terminal_width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _width(text: str) -> int:
    from rich.cells import cell_len

    return len(text) if text.isascii() else cell_len(text)
