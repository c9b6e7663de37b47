"""What the register counts for a report, before it is made into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from klage.domain.base_number import Measured
from klage.domain.report.learning import Learning
from klage.domain.statistics.figures import Histogram, Pair, Tally


@dataclass(frozen=True, slots=True)
class Balance:
    """The complaints that were open, came, went and stayed.

    ``carried_forward`` is counted on its own, so that ``check`` says something.
    """

    brought_forward: int
    new: int
    reopened: int
    split_off: int
    closed: int
    merged_away: int
    carried_forward: int

    def check(self) -> "Balance":
        """Return the balance if it adds up.

        Raises:
            ValueError: It does not, which is a bug in how it was counted.
        """
        came = self.brought_forward + self.new + self.reopened + self.split_off
        if came - self.closed - self.merged_away != self.carried_forward or min(self.figures) < 0:
            raise ValueError("the balance does not add up")
        return self

    @property
    def figures(self) -> tuple[int, ...]:
        """Return the seven figures in the order they are read."""
        return (
            self.brought_forward,
            self.new,
            self.reopened,
            self.split_off,
            self.closed,
            self.merged_away,
            self.carried_forward,
        )


class ServiceFacts(NamedTuple):
    """The 24-hour service as counted; waits are in whole minutes, rounded up.

    ``ended`` is how many were written to instead, by the result of the call that settled it; the
    waits and ``reached_later`` are of the complaints in the denominator; ``late_with_reason`` of
    those among them that were not reached in time.
    """

    cells: Tally
    ended: Tally
    reached_later: int
    attempt_waits: Histogram
    conversation_waits: Histogram
    late_with_reason: int
    late_reasons: Sequence[tuple[str, int]]


class JourneyFacts(NamedTuple):
    """The klagerejser of the complaints received: the days of the longest silence, handovers, units, each."""

    silences: Sequence[int] = ()
    handovers: Sequence[int] = ()
    units: Sequence[int] = ()


class Month(NamedTuple):
    """One month of the period: its first day in it, and how many complaints came and were closed."""

    first_day: date
    new: int
    closed: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register counts for one report.

    Attributes:
        first_received_at: When the oldest contact was received.
        tables: Each table by its key, of the period and (where it is compared) of the period before.
        balance: The complaints that were open, came and went.
        years: How many of each kind came in every calendar year there is.
        service: The 24-hour service.
        days_to_closing: Days begun from receipt to each closing.
        working_days: By stage the working days to the answer, where SPSO's figures are asked for.
        journeys: The klagerejser.
        learning: Lessons, actions, examples and recommendations.
        base_numbers: What the complaints are held against.
        months: How many came and were closed in each month that has begun.
    """

    first_received_at: datetime | None
    tables: Mapping[str, Pair]
    balance: Balance
    years: Sequence[tuple[int, Tally]]
    service: ServiceFacts
    days_to_closing: Histogram = ()
    working_days: Mapping[str, Histogram] | None = None
    journeys: JourneyFacts = field(default_factory=JourneyFacts)
    learning: Learning = field(default_factory=Learning)
    base_numbers: Sequence[Measured] = ()
    months: Sequence[Month] = ()

    def pair(self, key: str) -> Pair:
        """Return a table, now and before; one that has nothing in it is empty."""
        return self.tables.get(key, Pair({}, {}))

    def tally(self, key: str) -> Tally:
        """Return a table of the period itself."""
        return self.pair(key).now

    def number(self, key: str, code: str | None = None) -> int:
        """Return how many a table counts in all, or of one code."""
        tally = self.tally(key)
        return sum(tally.values()) if code is None else tally.get(code, 0)
