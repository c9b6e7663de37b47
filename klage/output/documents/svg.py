"""Charts as SVG inside an HTML page: drawn in per cent of the width, so that the text keeps its size on a telephone.

Each says in ``<title>`` and ``<desc>`` what it shows, and writes every number, so that colour alone says nothing.
"""

from collections.abc import Iterator, Sequence
from html import escape

from klage.output.chart import Drawn, Series
from klage.output.safe import one_line, shorten

LABEL = 70
"""A longer label is cut in a drawing; the table beside it has all of it."""

_BAR, _THIN, _GAP = 14, 9, 16
_HEIGHT = 170
_SEEN, _FAR = 14, 60
_MANY = 14
_WIDEST = 14
"""Per cent of the width that a column takes at most, where there are few."""


def as_svg(found: Drawn, name: str) -> str:
    """Return a drawing whose ids begin with ``name``."""
    draw = {"bars": _bars, "columns": _columns, "timeline": _timeline}[found.chart.kind]
    legend, top = _legend(found.series) if found.chart.kind != "timeline" else ("", 0)
    parts, height = draw(found, top)
    return (
        f'<svg role="img" width="100%" height="{height}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(one_line(found.chart.title))}</title>'
        f'<desc id="{name}-desc">{escape(one_line(found.chart.sentence))}</desc>{legend}{"".join(parts)}</svg>'
    )


def _legend(series: Sequence[Series]) -> tuple[str, int]:
    """Return which is which, and how much room it takes; one series needs no telling."""
    if len(series) < 2:
        return "", 0
    parts = []
    for place, one in enumerate(series):
        x = f"{place * 100 / len(series):g}%"
        parts.append(f'<svg x="{x}" y="0" width="{100 / len(series):g}%" height="22" overflow="visible">')
        parts.append(f'<rect class="{_shade(place)}" width="12" height="12" y="2"/>')
        parts.append(f'<text x="18" y="13">{escape(shorten(one_line(one.name), LABEL // 2))}</text></svg>')
    return "".join(parts), 32


def _shade(place: int) -> str:
    return "later" if place else "first"


def _text(x: str, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y:g}"{more}>{escape(shorten(text, LABEL))}</text>'


def _bars(found: Drawn, top: int) -> tuple[list[str], int]:
    """Return bars that lie under their names, the numbers after them."""
    parts, y = [], top
    for row, label in enumerate(found.labels):
        for words in _lines(label, 36, 2):
            parts.append(_text("0", y + 12, words))
            y += 18
        for place, one in enumerate(found.series):
            thick = _THIN if place else _BAR
            parts += _bar(one, row, found.most, y, thick, _shade(place))
            y += thick + 3
        y += _GAP - 4
    return parts, y


def _bar(one: Series, row: int, most: float, y: int, thick: int, shade: str) -> Iterator[str]:
    # The number stands after the longest bar too, so a bar takes at most 86 of 100.
    long = 86 * one.numbers[row] / most
    yield f'<rect class="{shade}" x="0" y="{y}" width="{long:.2f}%" height="{thick}"/>'
    kind = ' class="soft" dx="6"' if shade == "later" else ' dx="6"'
    yield _text(f"{long:.2f}%", y + thick / 2 + 5, one.written[row], kind)


def _columns(found: Drawn, top: int) -> tuple[list[str], int]:
    """Return columns that stand on a line, the names under it and the numbers above them."""
    room = 100 / len(found.labels)
    wide = min(room * 0.76 / len(found.series), _WIDEST)
    floor = top + _HEIGHT
    # Where they would run into each other on a narrow screen, the numbers are left to the table.
    dense = ' class="dense"' if len(found.labels) * len(found.series) > _MANY else ""
    parts = []
    for row, label in enumerate(found.labels):
        left = room * (row + 0.5) - wide * len(found.series) / 2
        for place, one in enumerate(found.series):
            x = left + wide * place
            high = max((_HEIGHT - 20) * one.numbers[row] / found.most, 0)
            parts.append(
                f'<rect class="{_shade(place)}" x="{x:.2f}%" y="{floor - high:.1f}" '
                f'width="{wide * 0.94:.2f}%" height="{high:.1f}"/>'
            )
            middle = f"{x + wide * 0.47:.2f}%"
            parts.append(_text(middle, floor - high - 5, one.written[row], dense + ' text-anchor="middle"'))
        parts += _under(label, f"{room * (row + 0.5):.2f}%", floor, " dense" if dense else "")
    parts.append(f'<line class="axis" x1="0" x2="100%" y1="{floor}" y2="{floor}"/>')
    return parts, floor + 20 + 15 * max(len(_lines(label, 7, 3)) for label in found.labels)


def _under(label: str, x: str, floor: int, dense: str) -> Iterator[str]:
    for line, words in enumerate(_lines(label, 7, 3)):
        shade = f"soft small{dense if line else ''}"
        yield _text(x, floor + 18 + 15 * line, words, f' class="{shade}" text-anchor="middle"')


def _lines(label: str, width: int, most: int) -> list[str]:
    """Return a name in ``most`` lines at most; what is left out ends in ``…`` and stands in the table."""
    from textwrap import wrap

    # Cut first: a name can be as long as a citizen likes.
    return wrap(shorten(label, LABEL), width, max_lines=most, placeholder=" …") or [""]


def _timeline(found: Drawn, top: int) -> tuple[list[str], int]:
    """Return a line downwards with a point for each day, the further apart the more days lie between them."""
    parts, y, first = [], top + 10, top + 10
    for row, label in enumerate(found.labels):
        if row:
            days = found.apart[row] if found.apart else 0
            far = min(days // 2, _FAR)
            y += 62 + far
            if far > _SEEN:
                parts.append(_text("26", y - 20, f"{days} dage", ' class="soft"'))
        parts.append(f'<circle class="first" cx="8" cy="{y}" r="6"/>')
        parts.append(_text("26", y + 5, label, ' class="title"'))
        words = ", ".join(one.written[row] for one in found.series if one.written[row] != "–")
        parts += [_text("26", y + 23 + 17 * line, one) for line, one in enumerate(_lines(words, 34, 2))]
    line = f'<line class="axis" x1="8" x2="8" y1="{first}" y2="{y}" stroke-width="2"/>'
    return [line, *parts], y + 48
