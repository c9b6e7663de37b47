"""A week's opening hours as a person writes them on one line: ``man-tor 9-15.30, fre 9-14``."""

import re

from klage.domain.calendar.dates import parse_clock
from klage.domain.office_words import WORKDAYS, weekdays_from
from klage.domain.promise import OpeningHours
from klage.errors import InvalidValueError

DEFAULT = "man-fre 9-15"
"""How ``promise.DEFAULT_OPENING_HOURS`` is written."""

EXAMPLE = "Skriv åbningstiden som man-fre 9-15 eller man-tor 9-15.30, fre 9-14."

_BETWEEN_DAYS = re.compile(r"[,;]|\bog\b")
_CLOCK = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_DAYS = re.compile(
    rf"(?P<days>[^0-9]*?)\s*(?:kl\.?)?\s*(?P<opens>{_CLOCK})\s*(?:-|–|til)\s*(?:kl\.?\s*)?(?P<closes>{_CLOCK})"
)


def week_from(text: str) -> OpeningHours:
    """Return when the office opens and closes, by ISO weekday; a day that is not named is closed.

    Times without days are those of Monday to Friday.

    Raises:
        InvalidValueError: It cannot be read, names a day twice or one of the weekend, or a day closes
            before it opens.
    """
    week: OpeningHours = {}
    for part in _BETWEEN_DAYS.split(text.casefold()):
        found = _DAYS.fullmatch(part.strip())
        if found is None:
            raise InvalidValueError(f"Det kan ikke læses. {EXAMPLE}")
        days = weekdays_from(found["days"]) if found["days"] else list(WORKDAYS)
        hours = parse_clock(found["opens"]), parse_clock(found["closes"])
        if hours[1] <= hours[0]:
            raise InvalidValueError(f"Kontoret skal lukke senere, end det åbner. {EXAMPLE}")
        if week.keys() & {*days}:
            raise InvalidValueError(f"Den samme dag er nævnt to gange. {EXAMPLE}")
        if days[-1] not in WORKDAYS:
            raise InvalidValueError("Lørdag og søndag er ikke hverdage og kan ikke have åbningstid.")
        week = {**week, **dict.fromkeys(days, hours)}
    return week
