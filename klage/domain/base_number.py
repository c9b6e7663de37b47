"""Base numbers: what a year's complaints are held against, and what share of it they are.

Source: seed S1: about 200 complaints a year were covered by the scheme in its first phase, of about
100,000 borgerforløb. The number is the office's own, of a year and of all or one department.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from klage.domain import danish
from klage.domain.statistics.figures import SMALL, share
from klage.errors import InvalidValueError

_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2}")
_SMALLEST_SHOWN = 0.0005
"""A smaller share would be shown as 0,0 %, as if there were none."""


class BaseNumber(NamedTuple):
    """How many there were of something in a year; ``department`` is ``None`` for all of them."""

    year: int
    department: str | None
    what: str
    number: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The complaints of a year held against a base number.

    Attributes:
        base: The base number.
        complaints: How many complaints were received in the year (about the department, if it has one).
        covered: How many of them the scheme covered at the time.
    """

    base: BaseNumber
    complaints: int
    covered: int

    @property
    def share(self) -> float | None:
        """Return the covered complaints as a fraction of the base number."""
        return share(self.covered, self.base.number)

    @property
    def complaints_share(self) -> float | None:
        """Return all the complaints as a fraction of the base number."""
        return share(self.complaints, self.base.number)


def number_from(text: str) -> int:
    """Return the number that was typed, with or without points between the thousands.

    Raises:
        InvalidValueError: It is none, or too small for per cent of it to say anything.
    """
    typed = text.strip()
    number = int(typed.replace(".", "")) if _NUMBER.fullmatch(typed) else 0
    if number < SMALL:
        raise InvalidValueError(f"--antal skal være et helt tal på mindst {SMALL}, fx 100.000.")
    return number


def base_sentence(base: BaseNumber) -> str:
    """Return ``Grundtal for 2013: 100.000 borgerforløb.``, with the department if it has one."""
    where = f", {base.department}" if base.department else ""
    return f"Grundtal for {base.year}{where}: {danish.number(base.number)} {base.what}."


def sentences(found: Measured) -> str:
    """Return in words what share the covered complaints are, and all of them."""
    base = found.base
    about = f" om {base.department}" if base.department else ""
    of = f"{danish.number(base.number)} {base.what}"
    covered = f"I {base.year} var {_complaints(found.covered)}{about} omfattet af ordningen"
    return (
        f"{covered}, {_percent(found.share)} af {of}. "
        f"I alt kom der {_complaints(found.complaints)}{about}, {_percent(found.complaints_share)}."
    )


def _complaints(n: int) -> str:
    return danish.count(n, "klage", "klager") if n else "ingen klager"


def _percent(fraction: float | None) -> str:
    found = fraction or 0
    return "under 0,1 %" if 0 < found < _SMALLEST_SHOWN else danish.percent(found)
