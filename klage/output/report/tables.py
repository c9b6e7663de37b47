"""The tables and phrases that all parts of the report's page share.

Bars are drawn only where a person looks at a terminal; the numbers beside them say the same. Per cent
are left out where there are fewer than ten to count on.
"""

from collections.abc import Sequence

from klage.domain import danish
from klage.domain.report.report import Report
from klage.domain.statistics.figures import SMALL, Count, share
from klage.output.chart import Chart
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Section

BAR_WIDTH = 12
NUMBER = Column("n", "Antal", "number", screen=danish.number)
SHARE = Column("share", "Andel", "number", screen=danish.percent)


def compared_table(
    heading: str,
    what: str,
    report: Report,
    rows: Sequence[Count],
    *,
    bars: bool,
    words: Sequence[str] = (),
    points: Sequence[int] = (),
    drawn: str = "",
) -> Section:
    """Return a table of counts with the period before; rows that are 0 in both are left out.

    Args:
        heading: What stands above.
        what: The heading of the first column.
        report: The report, for the name of the period before.
        rows: The counts.
        bars: Whether to draw bars.
        words: What stands above the table.
        points: A last column, one number a row.
        drawn: What a chart of the table shows, where it is worth drawing.
    """
    shown = [(position, row) for position, row in enumerate(rows) if row.n or row.previous]
    figures = {position: _figures(row) for position, row in shown}
    has_change = any(found[-1] is not None for found in figures.values())
    before = report.period.previous.label
    most = max((row.n for _, row in shown), default=0)
    columns = [
        _labels(what),
        *([Column("bar", "", spare=True)] if bars else []),
        NUMBER,
        SHARE,
        Column("previous", before if len(before) <= 15 else "Før", "number", screen=danish.number),
        *([Column("change", "Ændring", "number", screen=danish.signed_percent)] if has_change else []),
        *([Column("points", "Punkter", "number", screen=danish.number)] if points else []),
    ]
    lines = [
        [
            row.label,
            *([bar(row.n, most)] if bars else []),
            *(figures[position] if has_change else figures[position][:-1]),
            *points[position : position + 1],
        ]
        for position, row in shown
    ]
    earlier = sum(row.previous or 0 for _, row in shown)
    chart = counted_chart(heading, drawn, before if earlier >= SMALL else None) if drawn else None
    return Section(heading, paragraphs=words, listing=Listing(columns, lines, "Ingen."), chart=chart)


def _labels(what: str) -> Column:
    """Return the first column: to whoever listens a department is called as it is written, other words in full."""
    return Column("label", what, screen=None if what == "Afdeling" else str, flexible=True)


def counted_chart(heading: str, what: str, before: str | None) -> Chart:
    """Return a chart of numbers, beside those of the period before where its name is given."""
    if before is None:
        return Chart("bars", heading, "label", ("n",), f"{what}.")
    sentence = f"{what}; af to bjælker er den nederste perioden før ({before})."
    return Chart("bars", heading, "label", ("n", "previous"), sentence)


def bar(n: int, most: int) -> str:
    """Return a bar for ``n`` on a scale that ends at ``most``; anything but 0 can be seen."""
    halves = round(2 * BAR_WIDTH * n / most) if most else 0
    return "█" * (halves // 2) + "▌" * (halves % 2) if halves or not n else "▏"


def _figures(row: Count) -> list[Cell]:
    """Return number, share, number before and change, without per cent of too few."""
    change = row.change if (row.previous or 0) >= SMALL else None
    return [row.n, share_of(row.n, row.of), row.previous, change]


def table(what: str, rows: Sequence[Count]) -> Listing:
    """Return a table of counts that are not compared; rows that are 0 are left out."""
    columns = [_labels(what), NUMBER, SHARE]
    return Listing(columns, [[row.label, row.n, share_of(row.n, row.of)] for row in rows if row.n], "Ingen.")


def stated(rows: Sequence[Count]) -> bool:
    """Tell whether a table says anything but "not stated"."""
    return any(row.n for row in rows if row.code is not None)


def share_of(n: int, of: int) -> float | None:
    """Return a share, unless there are too few for per cent."""
    return share(n, of) if of >= SMALL else None


def part(n: int, of: int) -> str:
    """Return ``7 af 11 (63,6 %)``, without per cent of too few."""
    found = share_of(n, of)
    per_cent = "" if found is None else f" ({danish.percent(found)})"
    return f"{danish.number(n)} af {danish.number(of)}{per_cent}"


def complaints(n: int) -> str:
    """Return ``12 klager``, ``1 klage`` or ``ingen klager``."""
    return danish.count(n, "klage", "klager") if n else "ingen klager"


def capital(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def middle(value: float | None) -> str:
    """Return a median, without a decimal where it is whole."""
    return danish.decimal(value or 0).removesuffix(",0")


def in_counts(rows: Sequence[Count]) -> str:
    """Return ``ja 3, delvist 1 og nej 0``."""
    return danish.enumeration([f"{row.label.lower()} {danish.number(row.n)}" for row in rows])
