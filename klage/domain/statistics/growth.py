"""What one would not see alone: themes in departments that moved more than chance, and what comes back.

Each theme in each department is held against its own history: the period against up to three earlier
ones of the same kind, pooled, each with its days. The test is two-sided, because falls are named as
well as rises. A cell is left out beforehand when no split of so many complaints could be named among so
many cells; over the rest Holm's correction keeps the chance of naming anything at all, when nothing has
moved, below 5 %. Departments stand in alphabetical order: it is no ranking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from klage.domain import danish
from klage.domain.folding import fold
from klage.domain.report.period import Period
from klage.domain.statistics.chance import LEVEL, Compared, holm, worth_testing

EARLIER = 3
"""How many earlier periods are pooled: more steady a base than one, and not older than can be remembered."""

SHORTEST = 28
"""A part of an earlier period that the register holds counts when it has so many days."""

YEAR = 365
MANY = 3
"""So many complaints within a year make a citizen or a matter worth looking at as a whole."""


class Spans(NamedTuple):
    """The days that are compared: the period as far as it has come, and the earlier ones, newest first."""

    now: Period
    earlier: tuple[Period, ...]

    @property
    def earlier_days(self) -> int:
        """Return how many days the earlier ones have together."""
        return sum(period.days for period in self.earlier)


class Counted(NamedTuple):
    """How many complaints there are of a theme in a department; ``older`` is of all earlier periods."""

    theme: str
    department: str
    older: int
    newer: int


class Moved(NamedTuple):
    """A theme in a department that moved more than chance.

    Attributes:
        theme: The theme's code.
        department: The department's name.
        compared: The counts, with their days.
        p: Corrected for how many cells were looked at.
    """

    theme: str
    department: str
    compared: Compared
    p: float


class Person(NamedTuple):
    """Who complained in one case, as far as it is noted."""

    case_id: int
    phone: str | None
    name: str | None


class Recurring(NamedTuple):
    """The cases that seem to be one citizen's: they share a phone number, or only a name."""

    shares: str
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matters:
    """What comes back: cases tied together, and cases marked as repeated or systemic."""

    linked: tuple[tuple[int, ...], ...] = ()
    repeated: tuple[int, ...] = ()
    systemic: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Signals:
    """All that was found, and over how much was looked.

    Attributes:
        spans: The days that were compared.
        office: All complaints in them.
        tested: How many cells were tested.
        too_small: How many had complaints, but too few for any test.
        risen: The cells with more than chance gives, by department and theme.
        fallen: The cells with fewer.
        year: The days in which citizens and matters were looked for.
        citizens: Those with ``MANY`` complaints or more.
        matters: Those with as many cases, and the cases marked.
    """

    spans: Spans
    office: Compared
    tested: int
    too_small: int
    risen: tuple[Moved, ...]
    fallen: tuple[Moved, ...]
    year: Period
    citizens: tuple[Recurring, ...] = ()
    matters: Matters = field(default_factory=Matters)


def spans(period: Period, today: date, first_day: date | None) -> Spans:
    """Return the days to compare.

    Args:
        period: The period asked for; days that have not come are left out.
        today: The day it is.
        first_day: The day of the register's first complaint; earlier periods begin there at the earliest.
    """
    last = max(period.first_day, min(period.last_day, today))
    now = Period(period.first_day, last, period.months_back)
    earlier: list[Period] = []
    one = now
    for _ in range(EARLIER):
        one = one.previous
        if first_day is None or one.last_day < first_day:
            break
        if one.first_day < first_day:
            part = Period(first_day, one.last_day)
            return Spans(now, (*earlier, part) if part.days >= SHORTEST else tuple(earlier))
        earlier.append(one)
    return Spans(now, tuple(earlier))


def year_until(day: date) -> Period:
    """Return the year that ends with a day."""
    return Period(day - timedelta(days=YEAR - 1), day)


def signals(
    days: Spans,
    office: tuple[int, int],
    cells: Iterable[Counted],
    citizens: Sequence[Recurring] = (),
    matters: Matters | None = None,
) -> Signals:
    """Return what moved more than chance among the cells, and what comes back.

    Args:
        days: The days that were counted.
        office: All complaints in the earlier periods, and in this one.
        cells: Every theme in every department that had any; without earlier periods none is tested.
        citizens: Who comes back.
        matters: What comes back.
    """
    lengths = (max(1, days.earlier_days), days.now.days)
    found = [(cell, Compared(cell.older, cell.newer, *lengths)) for cell in cells]
    least = worth_testing([compared.least_p for _, compared in found]) if days.earlier else 0
    tested = [(cell, compared) for cell, compared in found if compared.least_p <= least]
    corrected = holm([compared.p for _, compared in tested])
    named = [
        Moved(cell.theme, cell.department, compared, p)
        for (cell, compared), p in zip(tested, corrected, strict=True)
        if p <= LEVEL
    ]
    named.sort(key=lambda cell: (danish.sort_key(cell.department), cell.theme))
    return Signals(
        spans=days,
        office=Compared(*office, *lengths),
        tested=len(tested),
        too_small=len(found) - len(tested),
        risen=tuple(cell for cell in named if cell.compared.has_risen),
        fallen=tuple(cell for cell in named if not cell.compared.has_risen),
        year=year_until(days.now.last_day),
        citizens=tuple(citizens),
        matters=matters or Matters(),
    )


def recurring(people: Iterable[Person]) -> list[Recurring]:
    """Return the cases that share a phone number, then those that share a name and not the number too."""
    phones: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    for person in people:
        if person.phone:
            phones.setdefault(person.phone, set()).add(person.case_id)
        if name := fold(person.name or ""):
            names.setdefault(name, set()).add(person.case_id)
    same_phone = _many(phones.values())
    same_name = [cases for cases in _many(names.values()) if not any(cases <= known for known in same_phone)]
    return [
        *(Recurring("phone", tuple(sorted(cases))) for cases in same_phone),
        *(Recurring("name", tuple(sorted(cases))) for cases in same_name),
    ]


def linked(ties: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return the cases that are tied together directly or through others, where they are many enough."""
    groups: dict[int, set[int]] = {}
    for one, other in ties:
        whole = groups.get(one, {one}) | groups.get(other, {other})
        for case_id in whole:
            groups[case_id] = whole
    whole_groups = {min(group): group for group in groups.values()}
    return tuple(tuple(sorted(cases)) for cases in _many(whole_groups.values()))


def _many(groups: Iterable[set[int]]) -> list[set[int]]:
    """Return the groups with many enough cases, by their oldest case."""
    return sorted((cases for cases in groups if len(cases) >= MANY), key=min)
