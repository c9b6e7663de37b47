"""Counting honestly: shares, change on the older figure, medians and bands.

Shares and changes are fractions of one (0.102 is 10.2 %). A change is measured on the *older* figure:
a municipality that went from 1,859 to 2,049 complaints published 9.3 %, which is the difference
divided by the newer; it is 10.2 % (domain.md 2.4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar

Tally = Mapping[str | None, int]
"""How many of each code (or name); ``None`` is "not stated"."""

Histogram = Sequence[tuple[int, int]]
"""Pairs of a value and how many have it, in order of the value."""

Key = TypeVar("Key")

NOT_STATED = "Uoplyst"
NOT_STATED_CODE = "-"
SMALL = 10
"""With fewer than this to count on, a reader is told the numbers and not per cent."""


class Pair(NamedTuple):
    """The same tally of the period and of the period before."""

    now: Tally
    before: Tally


def change(older: int, newer: int) -> float | None:
    """Return the change as a fraction of the older figure, or ``None`` when that is 0."""
    return (newer - older) / older if older else None


def share(n: int, of: int) -> float | None:
    """Return ``n`` as a fraction of ``of``, or ``None`` when there is nothing to share."""
    return n / of if of else None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of one thing.

    Attributes:
        code: What is counted: a stored code, a name, or ``None`` for what is not stated.
        label: How a reader is told.
        n: How many.
        of: What ``n`` is a share of.
        previous: How many in the period before; ``None`` when that is not counted.
        change: The change from ``previous``; ``None`` when there is nothing to compare with, or when
            the period is not over.
        key: By what name the cases behind the figure are asked for; see ``figure_key``.
    """

    code: str | None
    label: str
    n: int
    of: int
    previous: int | None = None
    change: float | None = None
    key: str | None = field(default=None, compare=False)

    @property
    def share(self) -> float | None:
        """Return the fraction of all."""
        return share(self.n, self.of)


def figure_key(table: str, code: str | None) -> str:
    """Return the key of a figure: ``departments.Jobcenter``, and ``departments.-`` for what is not stated."""
    return f"{table}.{NOT_STATED_CODE if code is None else code}"


def count(
    code: str | None,
    label: str,
    pair: tuple[int, int | None],
    of: int,
    *,
    comparable: bool,
    table: str | None = None,
) -> Count:
    """Return a ``Count`` of ``pair``: how many now, and how many before if that is known."""
    n, previous = pair
    moved = change(previous, n) if comparable and previous is not None else None
    return Count(code, label, n, of, previous, moved, figure_key(table, code) if table else None)


def counts(
    pair: Pair,
    labels: Mapping[str, str],
    *,
    of: int | None = None,
    comparable: bool = False,
    table: str | None = None,
) -> tuple[Count, ...]:
    """Return one ``Count`` for each code of a vocabulary, in its order, then for what is not in it.

    Args:
        pair: How many of each code, now and before.
        labels: The vocabulary: every code and its label.
        of: What the shares are of; by default the sum, which is right where each is in one row only.
        comparable: Whether the period is over, so that a change may be given.
        table: The name of the table, for the keys of its figures.
    """
    total = sum(pair.now.values()) if of is None else of
    found = {*pair.now, *pair.before} - {*labels}
    strange = sorted(code for code in found if code is not None)
    codes: list[str | None] = [*labels, *strange, *([None] if None in found else [])]
    return tuple(
        count(
            code,
            NOT_STATED if code is None else labels.get(code, code),
            (pair.now.get(code, 0), pair.before.get(code, 0)),
            total,
            comparable=comparable,
            table=table,
        )
        for code in codes
    )


def simple_counts(
    tally: Tally, labels: Mapping[str, str], *, of: int | None = None, table: str | None = None
) -> tuple[Count, ...]:
    """Return the counts of a tally that is not compared with the period before."""
    rows = counts(Pair(tally, {}), labels, of=of, table=table)
    return tuple(replace(row, previous=None, change=None) for row in rows)


def tally(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Add up how many there are of each."""
    found: dict[Key, int] = {}
    for key, n in pairs:
        found[key] = found.get(key, 0) + n
    return found


def median(values: Histogram) -> float | None:
    """Return the median of a histogram, the mean of the middle two when their number is even."""
    total = sum(n for _, n in values)
    if not total:
        return None
    low, high = (_at(values, (total - 1) // 2), _at(values, total // 2))
    return (low + high) / 2


def _at(values: Histogram, position: int) -> int:
    """Return the value at a position (from 0) of all values laid out in order."""
    until = accumulate(n for _, n in values)
    return next(value for (value, _), end in zip(values, until, strict=True) if position < end)


class Band(NamedTuple):
    """How many took at most ``limit`` and more than the band before; ``None`` is no limit."""

    limit: int | None
    n: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took.

    Attributes:
        median: The median of those in which it happened, in the unit of the bands.
        n: In how many it happened.
        bands: How many within each limit.
        never: In how many it has not happened.
    """

    median: float | None
    n: int
    bands: tuple[Band, ...]
    never: int = 0


def spread(values: Histogram, limits: Sequence[int], *, unit: int = 1, never: int = 0) -> Spread:
    """Return how a histogram spreads over bands.

    Args:
        values: The histogram.
        limits: The upper limits of the bands, in order, each included.
        unit: How many of the histogram's units make one of the limits' (60 for minutes and hours).
        never: How many are not in the histogram.
    """
    middle = median(values)
    edges = [float("-inf"), *(limit * unit for limit in limits), float("inf")]
    amounts = [sum(n for value, n in values if low < value <= high) for low, high in pairwise(edges)]
    bands = tuple(Band(limit, n) for limit, n in zip([*limits, None], amounts, strict=True))
    return Spread(None if middle is None else middle / unit, sum(amounts), bands, never)


def per_cent(fraction: float | None) -> float | None:
    """Return a fraction as per cent with one decimal, rounded as in school, or ``None``."""
    if fraction is None:
        return None
    rounded = Decimal(str(round(fraction * 100, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return float(rounded)
