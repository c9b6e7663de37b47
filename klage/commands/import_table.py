"""A table on its way in, of CSV or a workbook: what its columns are, asked, shown and remembered."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from klage.commands import options
from klage.domain import danish
from klage.domain.folding import fold
from klage.errors import InvalidValueError
from klage.intake import columns, csv_file, headers
from klage.intake.columns import LABELS, Columns
from klage.intake.csv_file import Layout, RawRow
from klage.intake.headers import LEFT_OUT, Given
from klage.intake.source import Source
from klage.intake.workbook import workbook
from klage.intake.workbook.workbook import Workbook
from klage.output.safe import one_line, shorten
from klage.store import layouts

if TYPE_CHECKING:
    from klage.session import Session

SHOWN = 2
"""How many rows a trial shows."""

EXAMPLE = 30
"""How many characters of a cell are shown."""


HOW = (
    "Nogle af kolonnerne kender klage ikke. Skriv for hver af dem et af klages felter, fx Modtaget, Navn eller"
    " Kort beskrivelse, eller tryk Enter, hvis kolonnen ikke skal læses."
)


@dataclass(frozen=True)
class Choices:
    """What the user has said of a table.

    Attributes:
        sheet: The sheet of a workbook, or nothing.
        given: What columns are.
        has_rest: Whether unknown columns are kept in the text.
        forgets: Whether what was remembered of the layout is to be forgotten.
        asks: Whether the user is asked what unknown columns are.
    """

    sheet: str = ""
    given: str = ""
    has_rest: bool = False
    forgets: bool = False
    asks: bool = False


@dataclass
class Table:
    """A table whose columns are settled.

    Attributes:
        source: What is read.
        layout: Its layout.
        columns: How its rows become values.
        raw: Gives the rows from the first on.
        given: What was said of its columns, to be remembered; nothing if klage knew them all.
        is_sheet: Whether its rows have the numbers of a spreadsheet.
    """

    source: Source
    layout: Layout
    columns: Columns
    raw: Callable[[], Iterator[RawRow]]
    given: Given
    is_sheet: bool

    def rows(self) -> Iterator[RawRow]:
        """Yield the rows, understood as the columns say."""
        return self.columns.read(self.raw())

    def place(self, line: int) -> str:
        """Return what a fault begins with."""
        return f"Række {line}" if self.is_sheet else f"Linje {line}"

    def located(self, problem: str) -> str:
        """Return what is wrong with the letter of its column, in a workbook."""
        return columns.located(problem, self.layout.headings) if self.is_sheet else problem

    def remember(self, session: "Session") -> None:
        """Keep what was said of the columns for the next file with the same headings."""
        if self.given:
            key = headers.layout_key(self.layout.headings.cells)
            layouts.keep(session.register, key, dict(self.given), session.now)


@contextmanager
def opened(session: "Session", source: Source, choices: Choices) -> Iterator[Table]:
    """Open a table, and settle what its columns are.

    Raises:
        InvalidValueError: It cannot be read, or its columns cannot be known.
    """
    if not source.is_workbook:
        find = functools.partial(csv_file.layout_of, source)
        read = functools.partial(csv_file.read_rows, source)
        yield _settled(session, source, choices, find, read, is_sheet=False)
        return
    with workbook.opened(source, choices.sheet) as book:
        _say_sheets(session, book)
        find = functools.partial(workbook.layout_of, book)
        read = functools.partial(workbook.read_rows, book)
        yield _settled(session, book.source, choices, find, read, is_sheet=True)


def _say_sheets(session: "Session", book: Workbook) -> None:
    """Say which sheets are not read, and what is done with merged cells."""
    others = [name for name in book.visible if name != book.sheet]
    hidden = [name for name in book.hidden if name != book.sheet]
    if others or hidden:
        options.say(session, f"Arket »{one_line(book.sheet)}« bliver læst.", err=True)
    if others:
        options.say(session, f"Disse ark bliver ikke læst: {_named(others)}. Vælg med --ark.", err=True)
    if hidden:
        options.say(session, f"Disse ark er skjulte og bliver ikke læst: {_named(hidden)}.", err=True)
    if book.is_merged:
        options.say(session, "Flettede celler bliver læst, som om teksten stod i hver af rækkerne.", err=True)


def _named(names: list[str]) -> str:
    return ", ".join(f"»{one_line(name)}«" for name in names[:20])


def _settled(
    session: "Session",
    source: Source,
    choices: Choices,
    find: Callable[[Given], Layout],
    read: Callable[[Layout], Iterator[RawRow]],
    *,
    is_sheet: bool,
) -> Table:
    given = columns.given_from(choices.given) if choices.given else {}
    layout = find(given)
    columns.require_columns(given, layout.headings.cells)
    given = {**_remembered(session, layout, choices), **given}
    layout = find(given)
    if choices.asks and layout.headings.unknown and not choices.has_rest:
        given = {**given, **_asked(session, layout, read)}
        layout = find(given)
    doubtful = frozenset[int]()
    if source.may_have_month_first():
        doubtful = columns.in_doubt(read(layout), layout.headings)
    settled = Columns(layout.headings, doubtful, choices.has_rest)
    return Table(source, layout, settled, lambda: read(layout), given, is_sheet)


def _remembered(session: "Session", layout: Layout, choices: Choices) -> Given:
    """Return what was said of the same headings before, and say so."""
    if not session.has_register:
        return {}
    key = headers.layout_key(layout.headings.cells)
    if choices.forgets:
        if layouts.forget(session.for_writing(), key):
            options.say(session, "Det, du før har sagt om kolonnerne, er glemt.", err=True)
        return {}
    found = layouts.find(session.register, key)
    if found:
        options.say(
            session,
            "Kolonnerne bliver læst som sidst. Skriv --glem-kolonner for at vælge forfra.",
            err=True,
        )
    return found


def _asked(session: "Session", layout: Layout, read: Callable[[Layout], Iterator[RawRow]]) -> Given:
    """Ask what each unknown column is, with an example of what stands in it."""
    taken = {key for key in layout.headings.keys if key}
    options.say(session, HOW, err=True)
    found: dict[str, str] = {}
    first = list(islice(read(layout), 20))
    for nth, heading in enumerate(layout.headings.cells):
        if heading in layout.headings.unknown and fold(heading) not in found:
            key = _asked_one(session, heading, _example(first, nth), taken)
            found[fold(heading)] = key
            taken.add(key)
    return found


def _asked_one(session: "Session", heading: str, example: str, taken: set[str]) -> str:
    like = f" (fx »{example}«)" if example else ""

    def parse(answer: str) -> str:
        key = columns.key_of(answer)
        if key != LEFT_OUT and key in taken:
            raise InvalidValueError(f"Der er allerede en kolonne med »{LABELS[key]}«.")
        return key

    question = f"Hvad står der i kolonnen »{one_line(heading)}«{like}?"
    return session.prompter.ask(question, default=LEFT_OUT, parse=parse)


def _example(rows: list[RawRow], nth: int) -> str:
    cells = (row.raw[nth] for row in rows if nth < len(row.raw))
    return shorten(one_line(next((cell for cell in cells if cell.strip()), "")), EXAMPLE)


def preview(table: Table) -> Iterator[str]:
    """Yield what a trial shows first: what each column is read as, and the first rows."""
    headings = table.layout.headings
    same = []
    for heading, key in zip(headings.cells, headings.keys, strict=True):
        if key is not None and fold(heading) == fold(LABELS[key]):
            same.append(one_line(heading))
        elif heading.strip():
            rest = table.columns.has_rest and heading in headings.unknown
            meaning = LABELS[key] if key else "nederst i den korte beskrivelse" if rest else "læses ikke"
            yield f"»{one_line(heading)}« → {meaning}"
    if same:
        yield f"Kolonner med klages egne navne: {', '.join(same)}"
    for row in islice((row for row in table.rows() if not row.problem), SHOWN):
        values = (f"{LABELS[key]}: {shorten(one_line(str(it)), EXAMPLE)}" for key, it in row.values.items())
        yield f"{table.place(row.line)}: {'; '.join(values)}"


def skipped(table: Table) -> str:
    """Return a sentence on the rows of sums that were left out, or nothing."""
    count = table.columns.totals
    return f"Rækker med summer, der er sprunget over: {danish.number(count)}." if count else ""
