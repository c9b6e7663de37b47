"""Lists and pages laid out on a terminal, in one look everywhere.

Headings are bold with a line below them, numbers stand to the right, an empty cell is empty, two spaces keep
columns apart, and no line is wider than the terminal. What does not fit gives way in the order that the columns
declare: first text is wrapped between its words, then spare columns are left out, then headings are wrapped and
words broken, and last each row is written as lines of its own, with every column.

rich.table was used and left: loading it took a third of the time of a list on a terminal, and 117 rows three
times as long as all the rest, so that long lists needed a second look of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import zip_longest
from typing import TextIO

from klage.output.listing import Cell, Column, Listing, on_screen, selected
from klage.output.page import Page, shown_sections
from klage.output.safe import one_line, shorten, visible
from klage.output.styles import NO_PEN, Mark, Pen
from klage.output.wrapping import longest_word, width_of, wrapped

READABLE_WIDTH = 100
LEAST_VALUE = 30
"""How many columns the values of a page keep, however long its labels are, where there is room for both."""

LONG_LIST = 60
"""With more rows than this a long text gets one line, that the eye can run down."""

_GAP = 2
_LONGEST_WHOLE_WORD = 22
_LEAST_LONG_TEXT = 24
_NARROWEST = 8
_USUAL_LABEL = 18
_LINES_OF_LONG_TEXT = 2

Marked = tuple[str, Mark | None]


class Need(Enum):
    """What a table does to fit when its spare columns are gone: nothing, wrap headings, or break words too."""

    NONE = 0
    WRAPPED_HEADINGS = 1
    BROKEN_WORDS = 2


def print_table(
    listing: Listing, *, stream: TextIO, width: int, with_names: bool = True, pen: Pen = NO_PEN
) -> None:
    """Write ``listing`` as a table that is at most ``width`` cells wide."""
    stream.writelines(f"{line}\n" for line in _table(listing, stream, width, with_names, pen))


def print_page(page: Page, *, stream: TextIO, width: int, with_names: bool = True, pen: Pen = NO_PEN) -> None:
    """Write ``page`` with its labels aligned; text is at most 100 cells wide, lists as wide as they like."""
    whole_width, width = width, min(width, READABLE_WIDTH)
    sections = shown_sections(page, with_names=with_names)
    labels = _label_width((field.label for section in sections for field in section.fields), width)
    lines = _heading(page.title, width, pen)
    for section in sections:
        lines += ["", *_heading(section.heading, width, pen)]
        lines += _pairs(
            [(field.label, field.value or "", field.mark) for field in section.fields], labels, width, pen
        )
        for paragraph in section.paragraphs:
            # Indented, so that no line of it can pass for one of ours.
            lines += [
                f"  {pen(line, section.mark)}".rstrip() for line in _lines(paragraph.strip("\n"), width - 2)
            ]
        if section.listing:
            rows_only = section.listing._replace(title=None, note=None)
            lines += _table(rows_only, stream, whole_width, with_names, pen)
    stream.writelines(f"{line}\n" for line in lines)


# --- what gives way --------------------------------------------------------------------------------


def fitted(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int, need: Need = Need.NONE
) -> list[int] | None:
    """Return the width of each column so that all of them fit ``width``, or nothing if they cannot.

    What is left over is shared: a column that wants less than its share leaves the rest to the others.
    """
    found = [[column.heading, *(row[place] for row in cells)] for place, column in enumerate(columns)]
    natural = [max(map(width_of, texts)) for texts in found]
    widths = [
        min(wanted, _least(column, texts, need))
        for column, texts, wanted in zip(columns, found, natural, strict=True)
    ]
    room = width - sum(widths) - _GAP * (len(widths) - 1)
    if room < 0:
        return None
    waiting = sorted(range(len(columns)), key=lambda place: natural[place] - widths[place])
    for nth, place in enumerate(waiting):
        more = min(natural[place] - widths[place], room // (len(waiting) - nth))
        widths[place] += more
        room -= more
    return widths


def _least(column: Column, texts: Sequence[str], need: Need) -> int:
    """Return how narrow a column may be."""
    heading, *cells = texts
    if not column.flexible:
        fixed = max(map(width_of, cells), default=0)
    elif need is Need.BROKEN_WORDS:
        return _NARROWEST
    else:
        word = max(map(longest_word, cells), default=0)
        fixed = max(min(word, _LONGEST_WHOLE_WORD), _LEAST_LONG_TEXT if column.long else 0)
    return max(fixed, width_of(heading) if need is Need.NONE else longest_word(heading))


def _chosen(
    columns: list[Column], rows: list[list[Cell]], width: int
) -> tuple[list[Column], list[list[Cell]], list[int] | None]:
    """Return the columns that are shown, their rows, and how wide they are; no widths where none fit."""
    kept = [
        place
        for place, column in enumerate(columns)
        if not column.spare or not rows or any(on_screen(column, row[place]) for row in rows)
    ]
    while True:
        chosen, values = [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]
        cells = _cells(chosen, values)
        spare = [i for i in kept if columns[i].spare]
        for need in [Need.NONE] if spare else Need:
            widths = fitted(chosen, cells, width, need)
            if widths is not None:
                return chosen, values, widths
        if not spare:
            return columns, rows, None
        kept.remove(max(spare, key=lambda i: (columns[i].spare, i)))


def _cells(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[on_screen(*pair) for pair in zip(columns, row, strict=True)] for row in rows]


# --- lines -----------------------------------------------------------------------------------------


def _table(listing: Listing, stream: TextIO, width: int, with_names: bool, pen: Pen) -> list[str]:
    columns, rows, widths = _chosen(*selected(listing, "screen", with_names=with_names), width)
    lines = _heading(listing.title, width, pen)
    if not rows:
        return lines + _lines(listing.empty, width)
    if widths is None:
        lines += _stacked(columns, rows, width, pen)
        is_cut = False
    else:
        most = None if listing.whole is None else 1 if len(rows) > LONG_LIST else _LINES_OF_LONG_TEXT
        grid, is_cut = _grid(columns, rows, widths, most, pen)
        lines += _head(columns, widths, stream, pen) + grid
    below = [listing.note or "", f"Læs hele teksten med {listing.whole}." if is_cut else ""]
    said = [line for sentence in below if sentence for line in _lines(sentence, width)]
    return [*lines, "", *said] if said else lines


def _head(columns: Sequence[Column], widths: Sequence[int], stream: TextIO, pen: Pen) -> list[str]:
    """Return the headings, the last line of each on the lowest, and the line below them."""
    headings = [wrapped(column.heading, width) for column, width in zip(columns, widths, strict=True)]
    height = max(map(len, headings))
    cells = [[""] * (height - len(lines)) + lines for lines in headings]
    rows = zip(*cells, strict=True)
    lines = [_aligned(columns, [(cell, None) for cell in row], widths, NO_PEN) for row in rows]
    total = sum(widths) + _GAP * (len(widths) - 1)
    return [*(_marked(line, "heading", pen) for line in lines), _rule(stream) * total]


def _marked(line: str, mark: Mark, pen: Pen) -> str:
    """Return a line with its words marked and the space before them left alone."""
    words = line.lstrip()
    return line[: len(line) - len(words)] + pen(words, mark)


def _rule(stream: TextIO) -> str:
    return "─" if (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf") else "-"


def _grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    most: int | None,
    pen: Pen,
) -> tuple[list[str], bool]:
    """Return the lines of all rows, and whether a long text was cut to ``most`` lines of its own."""
    lines: list[str] = []
    is_cut = False
    for row in rows:
        found = list(zip(columns, row, widths, strict=True))
        cells = [wrapped(on_screen(column, value), width) for column, value, width in found]
        for place, (column, _, width) in enumerate(found):
            if most is not None and column.long and len(cells[place]) > most:
                cells[place] = _cut(cells[place], most, width)
                is_cut = True
        marks = [mark_of(column, value) for column, value in zip(columns, row, strict=True)]
        parts = zip_longest(*cells, fillvalue="")
        lines += [_aligned(columns, list(zip(part, marks, strict=True)), widths, pen) for part in parts]
    return lines, is_cut


def _cut(lines: Sequence[str], most: int, width: int) -> list[str]:
    """Return the first lines of a text, the last of them with a sign that there is more."""
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width)]


def _aligned(columns: Sequence[Column], cells: Sequence[Marked], widths: Sequence[int], pen: Pen) -> str:
    padded = []
    for column, (text, mark), width in zip(columns, cells, widths, strict=True):
        space, shown = " " * (width - width_of(text)), pen(text, mark)
        padded.append(space + shown if column.kind == "number" else shown + space)
    return (" " * _GAP).join(padded).rstrip()


def mark_of(column: Column, value: Cell) -> Mark | None:
    """Return how a value is marked; an empty cell is not."""
    return column.mark(value) if column.mark is not None and value is not None else None


def _stacked(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, pen: Pen
) -> Iterator[str]:
    """Yield each row as lines of its own, with an empty one between."""
    labels = _label_width((column.heading for column in columns), width)
    for number, row in enumerate(rows):
        if number:
            yield ""
        found = [
            (column.heading, on_screen(column, value), mark_of(column, value))
            for column, value in zip(columns, row, strict=True)
        ]
        yield from _pairs([pair for pair in found if pair[1]], labels, width, pen)


def _label_width(labels: Iterable[str], width: int) -> int:
    """Return the width that labels share: two fifths of the line are enough, where one is longer it is wrapped."""
    most = max(2 * width // 5, min(_USUAL_LABEL, width - LEAST_VALUE))
    return min(max(map(width_of, labels), default=0), most)


def _pairs(pairs: Iterable[tuple[str, str, Mark | None]], labels: int, width: int, pen: Pen) -> Iterator[str]:
    """Yield labels with their values beside them, both wrapped."""
    for label, value, mark in pairs:
        left = wrapped(one_line(label), labels)
        right = _lines(value, width - labels - _GAP)
        for name, text in zip_longest(left, right, fillvalue=""):
            yield f"{name}{' ' * (labels - width_of(name) + _GAP)}{pen(text, mark)}".rstrip()


def _heading(text: str | None, width: int, pen: Pen) -> list[str]:
    return [pen(line, "heading") for line in _lines(text, width)] if text else []


def _lines(text: str, width: int) -> list[str]:
    return wrapped(visible(text), width)
