"""Chart: a way to draw a listing. It names columns and holds no numbers, so it cannot say other than the table.

A chart stands beside its table and never instead of it; where nothing can be drawn, the table is enough.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from klage.output.listing import Cell, Column, Listing, on_screen

ChartKind = Literal["bars", "columns", "timeline"]


class Chart(NamedTuple):
    """What is drawn of the listing beside it.

    Attributes:
        kind: ``bars`` lie, for names (several values a name lie under each other), ``columns`` stand, for
            years and bands in their order, and ``timeline`` is a line through days.
        title: What it shows, as a heading.
        labels: The key of the column that names each row.
        values: The keys of the columns of numbers, the first drawn strongest; a timeline has its texts here.
        sentence: What a reader is to see in it, for those who do not see it.
        days: The key of the column of dates by which the rows of a timeline stand apart.
    """

    kind: ChartKind
    title: str
    labels: str
    values: Sequence[str]
    sentence: str
    days: str = ""


class Series(NamedTuple):
    """The values of one column as they are drawn: the number, and how it is written."""

    name: str
    numbers: Sequence[float]
    written: Sequence[str]


class Drawn(NamedTuple):
    """A chart with what it draws; each series has a value for each label.

    ``apart`` is of a timeline: how many days each row lies after the one before.
    """

    chart: Chart
    labels: Sequence[str]
    series: Sequence[Series]
    apart: Sequence[int] = ()

    @property
    def most(self) -> float:
        """Return the largest number of all."""
        return max((number for one in self.series for number in one.numbers), default=0)


def drawn(chart: Chart | None, listing: Listing | None, *, with_names: bool) -> Drawn | None:
    """Return what there is to draw, or nothing when that is less than two rows, all 0, or personal."""
    if chart is None or listing is None or len(listing.rows) < 2:
        return None
    columns = {column.key: place for place, column in enumerate(listing.columns)}
    keys = (chart.labels, *chart.values)
    if any(listing.columns[columns[key]].personal and not with_names for key in keys):
        return None
    series = [_series(listing, columns[key]) for key in chart.values]
    labels = [
        on_screen(listing.columns[columns[chart.labels]], row[columns[chart.labels]]) for row in listing.rows
    ]
    apart = _apart([row[columns[chart.days]] for row in listing.rows]) if chart.days else ()
    found = Drawn(chart, labels, series, apart)
    return found if found.most > 0 or chart.kind == "timeline" else None


def _series(listing: Listing, place: int) -> Series:
    column = listing.columns[place]
    cells = [row[place] for row in listing.rows]
    return Series(
        column.heading, [_number(cell) for cell in cells], [_written(column, cell) for cell in cells]
    )


def _apart(cells: Sequence[Cell]) -> Sequence[int]:
    days = [cell for cell in cells if isinstance(cell, date)]
    return [(later - earlier).days for earlier, later in zip(days[:1] + days, days, strict=False)]


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _written(column: Column, cell: Cell) -> str:
    return "–" if cell is None else on_screen(column, cell)
