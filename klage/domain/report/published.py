"""The published report as data: what ``domain.report.publication`` has let through, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from klage.domain.base_number import Measured
from klage.domain.report.learning import Learning
from klage.domain.report.period import Period
from klage.domain.report.report import Year
from klage.domain.statistics.figures import Count, change

OTHER = "oevrige"
OTHER_LABEL = "Øvrige"


def merged(rows: Sequence[Count], of: int, *, comparable: bool) -> Count:
    """Return the row that stands for several.

    Args:
        rows: The rows.
        of: What the shares are of.
        comparable: Whether the period is over, so that a change may be given.
    """
    n = sum(row.n for row in rows)
    compared = [row.previous for row in rows if row.previous is not None]
    previous = sum(compared) if compared else None
    moved = change(previous, n) if comparable and previous else None
    return Count(OTHER, OTHER_LABEL, n, of, previous, moved)


@dataclass(frozen=True, slots=True)
class Table:
    """A one-way table without small cells.

    Attributes:
        key: Its stable name.
        rows: The rows that are shown; where rows were merged, the last one is ``Øvrige``.
        counts_once: Whether each complaint stands in one row, so that the rows add up.
        is_whole: Whether no row was merged or left out.
    """

    key: str
    rows: tuple[Count, ...]
    counts_once: bool = True
    is_whole: bool = True

    def n(self, code: str | None) -> int | None:
        """Return what stands at a code: 0 where all rows are shown and it is not among them."""
        found = [row.n for row in self.rows if row.code == code]
        return found[0] if found else (0 if self.is_whole else None)


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many; ``points`` is how many klagepunkter that many complaints have."""

    key: str
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Published:
    """What of a report may be published.

    Attributes:
        period: The period.
        previous: The period it is compared with.
        now: When it was made.
        is_over: Whether all days of the period have come.
        complaints: The complaints received; ``None`` if they are too few for anything to be said.
        tables: The tables in the order of the report, each once.
        parts: Figures that stand alone.
        medians: Medians by name, in hours or days as the report has them.
        years: The calendar years that may be compared.
        balance: The lines of the balance that are shown, by name.
        base_numbers: What the complaints are held against.
        withheld: The names of what had to be left out whole.
        learning: The texts that may be published.
        left_out: How many texts were left out, because they could lead to a person.
    """

    period: Period
    previous: Period
    now: datetime
    is_over: bool
    complaints: Count | None = None
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    medians: tuple[tuple[str, float], ...] = ()
    years: tuple[Year, ...] = ()
    balance: tuple[tuple[str, int], ...] = ()
    base_numbers: tuple[Measured, ...] = ()
    withheld: tuple[str, ...] = ()
    learning: Learning = field(default_factory=Learning)
    left_out: int = 0

    def table(self, key: str) -> Table | None:
        """Return the table of that name, if it is published."""
        return next((table for table in self.tables if table.key == key), None)

    def part(self, key: str) -> Part | None:
        """Return the part of that name, if it is published."""
        return next((part for part in self.parts if part.key == key), None)
