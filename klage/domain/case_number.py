"""The number of a case.

The key of a case is the year of receipt times a million plus a counter of that year, so that the key
orders as the number does; ``2026-0042`` is how it is shown, ``42`` means this year's. A module of its
own, because the due list needs nothing else of a case.
"""

from klage.errors import InvalidValueError

BASE = 1_000_000


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
