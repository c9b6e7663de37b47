"""A case as a whole: the complaint, what was promised, and all that came after."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from klage.domain.call import Call
from klage.domain.case_number import number_text
from klage.domain.complaint import Closing, Complaint
from klage.domain.promise import Promise, Standing, standing
from klage.domain.step import OPEN, Step

if TYPE_CHECKING:
    from klage.domain.work import Work


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint with what was promised and all that came after; calls are those that count.

    ``work`` is read for an export only, and is ``None`` where there is none.
    """

    id: int
    complaint: Complaint
    promise: Promise
    closed_at: datetime | None = None
    calls: tuple[Call, ...] = ()
    closings: tuple[Closing, ...] = ()
    steps: tuple[Step, ...] = ()
    work: "Work | None" = None

    @property
    def number(self) -> str:
        """Return the number as it is shown."""
        return number_text(self.id)

    @property
    def waiting_steps(self) -> list[Step]:
        """Return what the citizen is promised and has not got yet, in the order it was promised."""
        return [step for step in self.steps if step.state == OPEN]

    @property
    def standing(self) -> Standing:
        """Return where the case stands with the promise."""
        return standing(
            [call.fact for call in self.calls],
            covered=self.promise.covered,
            due_at=self.promise.due_at,
            closed=self.closed_at is not None,
        )
