"""What the register counts for a report, before it is made into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from klage.domain.base_number import Measured
from klage.domain.figures import Histogram, Pair, Tally
from klage.domain.unit_contact import Figures


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


class CallGroup(NamedTuple):
    """How many calls are alike in all that the report asks about."""

    direction: str
    result: str
    conversation_result: str | None
    course_told: bool
    withdrawal_confirmed: bool
    felt: tuple[str | None, str | None, str | None]
    n: int


class ClosingGroup(NamedTuple):
    """How many closings are alike in outcome, method and whole days since receipt."""

    outcome: str | None
    method: str | None
    days: int
    n: int


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register counts for one report."""

    first_received_at: datetime | None
    contact_types: Pair
    complaint_kinds: Pair
    addressee_levels: Pair
    channels: Pair
    departments: Pair
    themes: Pair
    points: Tally
    with_points: int
    balance: Balance
    years: Sequence[tuple[int, Tally]]
    service: ServiceFacts
    calls: Sequence[CallGroup]
    closings: Sequence[ClosingGroup]
    unit_contacts: Figures
    base_numbers: Sequence[Measured] = ()
