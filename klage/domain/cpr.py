"""CPR numbers in free text: found and masked, so that the register holds none.

A CPR number is ten digits that begin with a date (day + 60 in a replacement number), with or without
a dash or a space. The control digit is not asked for: numbers without a valid one have been given out
since 2007. Ten digits of an invoice may look the same, so klage masks and says so; it never refuses.
Source: databeskyttelsesloven § 11, design.md "What a case holds".
"""

import re
from datetime import date

# Hyphens and dashes of every kind, as word processors write them; "cpr-" may stand right before.
_PATTERN = re.compile(r"(?<!\d)(?<!\d-)(\d{2})(\d{2})(\d{2})\s?[-\u2010-\u2015\u2212]?\s?(\d{4})(?!\d)")
# Written out, because a pattern that begins with a repeat is looked for four times as slowly.
_LIKELY = re.compile(r"\d\d\d\d\d\d\s?[-\u2010-\u2015\u2212]?\s?\d\d\d\d")
MASK = "XXXX"


def masked(text: str) -> tuple[str, int]:
    """Return the text with the last four digits of every CPR number masked, and how many there were."""
    # Most texts hold nothing like it.
    if _LIKELY.search(text) is None:
        return text, 0
    found = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        if not _is_date(*match.groups()[:3]):
            return match.group()
        found += 1
        return f"{match[1]}{match[2]}{match[3]}-{MASK}"

    return _PATTERN.sub(hide, text), found


def _is_date(day: str, month: str, year: str) -> bool:
    number = int(day) - 60 if int(day) > 60 else int(day)
    # The century stands in the seventh digit; 29 February is a date in one of two centuries at least.
    return any(_exists(century + int(year), int(month), number) for century in (1900, 2000))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
