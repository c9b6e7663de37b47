"""The learning extract: counts of complaints that may leave the municipality, and nothing about one of them.

A row for each complaint, even without its name, would not be anonymous: whoever knows the month, the
department and the theme finds the one that fits, and reads the rest (GDPR recital 26 asks what means are
reasonably likely to be used to single a person out; WP29 opinion 05/2014 names singling out, linking and
inference). So the extract has counts only, and they are made so that no query can go below them:

1. Only whole calendar years that are over, so that a file of the same year made later says nearly the same.
2. The complaints of a year are parted into groups, each complaint in one: by kind, then department, then
   quarter, as long as every group has ``SMALLEST_GROUP``. Those that are too few are merged into
   ``oevrige``; where nothing can be told apart the group has no value there. So any sum of groups is a sum
   of groups, and nothing smaller follows by subtracting one from another.
3. In each group there are one-way tables, each by ``statistics.suppression``: a cell of 1 to 4 is not
   there, nor does it follow from the group's total (domain.md 1.9; LGSCO's warning, 3.2).
4. Everything counts complaints (the handlings of the office apart), each once in a row: five lessons from one
   complaint are one complaint. What was learnt is told by cause, theme and stage, never by its words.

It is what ``publication`` does for a whole period, in smaller groups. What it cannot know: what else is
published of the same year, that one citizen stands behind several complaints, or that the complaints received
and those closed in a year are all but the same. The guide tells the office to have the first file looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from klage.domain.report.published import OTHER
from klage.domain.statistics import suppression
from klage.domain.statistics.figures import NOT_STATED_CODE
from klage.errors import RefusedError

SCHEMA_VERSION = 1
"""Grows when a column or a code is taken away or means something else; added ones do not count."""

SMALLEST_GROUP = 20 * suppression.SMALLEST
"""Of 1.5 klagepunkter a complaint (domain.md 2.7) and sixteen themes a hundred complaints have nine a theme. In
smaller groups most themes would be too few to tell, and themes are what others learn from."""

ALL = ("all", "")
"""The measure and code of a group itself."""

MEASURES: Mapping[str, tuple[str, ...]] = {
    "received": ("theme", "process_stage", "severity", "recurrence", "channel", "addressee_level", "service"),
    "closed": ("outcome", "handling_method", "unit_agreed_error", "days_to_closing"),
    "learned": ("cause", "theme", "process_stage"),
    "action": ("kind", "status"),
}
"""What is counted, and by what: complaints received, complaints closed (by their last closing in the year),
complaints that a lesson of the year was drawn from, and the actions of those lessons."""

SEVERAL = frozenset({"theme", "process_stage", "cause"})
"""Measures by which a complaint may stand in several rows, once in each."""


class Place(NamedTuple):
    """Where a unit belongs; ``None`` where it has no such place."""

    complaint_kind: str | None = None
    department: str | None = None
    quarter: str | None = None


Cells = Counter[tuple[str, str]]
"""How many there are of each measure and code; under ``ALL`` how many there are."""

Unit = tuple[Place, Iterable[tuple[str, str]]]
"""A complaint (or an action): its place, and the measures and codes it has."""


class Figure(NamedTuple):
    """One row of the extract: ``n`` of ``total`` units of a group have the code."""

    year: int
    unit: str
    complaint_kind: str | None
    department: str | None
    quarter: str | None
    measure: str
    code: str | None
    n: int
    total: int


class Year(NamedTuple):
    """What may be told of a year.

    Attributes:
        year: Which.
        figures: The rows.
        withheld: How many tables of a group are left out whole.
        is_withheld: Whether there were complaints, but too few to tell even how many.
    """

    year: int
    figures: list[Figure]
    withheld: int
    is_withheld: bool

    @property
    def complaints(self) -> int:
        """Return how many complaints were received, as the extract tells it."""
        return sum(row.n for row in self.figures if (row.unit, row.measure) == ("received", ALL[0]))


def check_is_over(year: int, this_year: int) -> None:
    """See that a year can be told of.

    Raises:
        RefusedError: It is not over.
    """
    if year >= this_year:
        raise RefusedError(
            f"{year} er ikke slut endnu. Et læringsudtræk har kun hele kalenderår, så tallene ikke ændrer sig."
        )


def year_of(year: int, units: Mapping[str, Iterable[Unit]]) -> Year:
    """Return what may be told of a year.

    Args:
        year: Which.
        units: What is counted, by the keys of ``MEASURES``.
    """
    found: list[Figure] = []
    withheld = 0
    gathered = {unit: gather(each) for unit, each in units.items()}
    for unit, places in gathered.items():
        for place, cells in groups(places):
            rows, missing = _told(unit, cells)
            found += [Figure(year, unit, *place, *row, cells[ALL]) for row in rows]
            withheld += missing
    received = _size(gathered.get("received", {}))
    return Year(year, found, withheld, not suppression.is_safe(received))


def gather(units: Iterable[Unit]) -> dict[Place, Cells]:
    """Count units by their place: as many counters as there are places, however many units."""
    found: dict[Place, Cells] = {}
    for place, codes in units:
        if place not in found:
            found[place] = Counter()
        found[place].update((ALL, *codes))
    return found


def groups(
    places: Mapping[Place, Cells], values: tuple[str | None, ...] = ()
) -> Iterator[tuple[Place, Cells]]:
    """Yield groups that hold every unit once, each large enough; none when all are too few to be told of.

    Args:
        places: What is counted at each place.
        values: What the parts of the place have been split into so far.
    """
    if len(values) == len(Place._fields):
        merged: Cells = Counter()
        for cells in places.values():
            merged.update(cells)
        if merged[ALL] >= suppression.SMALLEST:
            yield Place(*values), merged
        return
    for value, part in _parted(places, len(values)).items():
        yield from groups(part, (*values, value))


def _parted(places: Mapping[Place, Cells], axis: int) -> Mapping[str | None, Mapping[Place, Cells]]:
    """Return the places by their value on one axis, those that are too few merged."""
    found: dict[str | None, dict[Place, Cells]] = {}
    for place in sorted(places, key=lambda place: tuple(map(str, place))):
        found.setdefault(place[axis], {})[place] = places[place]
    values = list(found)
    few = suppression.hidden([(_size(found[value]),) for value in values], smallest=SMALLEST_GROUP)
    if len(few) == len(values):
        return {None: places}
    parts: dict[str | None, Mapping[Place, Cells]] = {
        value: found[value] for at, value in enumerate(values) if at not in few
    }
    if few:
        parts[OTHER] = {place: cells for at in sorted(few) for place, cells in found[values[at]].items()}
    return parts


def _size(places: Mapping[Place, Cells]) -> int:
    return sum(cells[ALL] for cells in places.values())


def _told(unit: str, cells: Cells) -> tuple[list[tuple[str, str | None, int]], int]:
    """Return the rows of a group, and how many of its tables had to be left out."""
    rows: list[tuple[str, str | None, int]] = [(ALL[0], None, cells[ALL])]
    withheld = 0
    for measure in MEASURES[unit]:
        counted = [(code, n) for (each, code), n in cells.items() if each == measure]
        is_exclusive = measure not in SEVERAL
        if is_exclusive:
            counted.append((NOT_STATED_CODE, cells[ALL] - sum(n for _, n in counted)))
        shown = _table(sorted(counted), cells[ALL], is_exclusive=is_exclusive)
        rows += [(measure, code, n) for code, n in shown]
        withheld += any(n for _, n in counted) and not shown
    return rows, withheld


def _table(rows: list[tuple[str, int]], total: int, *, is_exclusive: bool) -> list[tuple[str, int]]:
    """Return what is shown of one table; where each unit stands in one row, the last is what was merged."""
    hidden = suppression.hidden([(n,) for _, n in rows], None if is_exclusive else [[total]])
    kept = [row for at, row in enumerate(rows) if at not in hidden and row[1]]
    if kept and hidden and is_exclusive:
        kept.append((OTHER, sum(rows[at][1] for at in hidden)))
    return kept
