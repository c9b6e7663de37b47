"""A case as a whole, and its number.

The key of a case is the year of receipt times a million plus a counter of that year, so that the key
orders as the number does; ``2026-0042`` is how it is shown, ``42`` means this year's.
"""

from dataclasses import dataclass
from datetime import datetime

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint
from klage.domain.promise import Promise, Standing, standing
from klage.errors import InvalidValueError

BASE = 1_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint with what was promised and all that came after; calls are those that count."""

    id: int
    complaint: Complaint
    promise: Promise
    closed_at: datetime | None = None
    calls: tuple[Call, ...] = ()
    closings: tuple[Closing, ...] = ()

    @property
    def number(self) -> str:
        """Return the number as it is shown."""
        return number_text(self.id)

    @property
    def standing(self) -> Standing:
        """Return where the case stands with the promise."""
        return standing(
            [call.fact for call in self.calls],
            covered=self.promise.covered,
            due_at=self.promise.due_at,
            closed=self.closed_at is not None,
        )


def number_text(case_id: int) -> str:
    """Return ``2026-0042`` for a key."""
    return f"{case_id // BASE}-{case_id % BASE:04d}"


def number_from(text: str, year: int) -> int:
    """Return the key that a number stands for; a bare ``42`` is this ``year``'s.

    Raises:
        InvalidValueError: The text is not a case number.
    """
    head, dash, tail = text.strip().partition("-")
    serial = tail if dash else head
    chosen = head if dash else str(year)
    if not (_digits(serial, 6) and _digits(chosen, 4) and len(chosen) == 4 and int(serial) > 0):
        raise InvalidValueError(f"Et sagsnummer skrives som {year}-0042 eller blot 42 for årets sager.")
    return int(chosen) * BASE + int(serial)


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most
