"""The times that mails hold: in their headers, and as programs write them above a mail that is sent on.

Both are read strictly: what is not understood to the end is no time at all, because a wrong receipt is a
wrong deadline. Instants are UTC; a time without a zone is Danish.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz

from klage import clock
from klage.domain import danish

_MONTHS = {form: nth for nth, name in enumerate(danish.MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}
_MONTHS |= {
    form: nth
    for nth, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
    for form in (name, name[:3])
}
_DAYS = {form: nth for nth, name in enumerate(danish.WEEKDAYS) for form in (name, name[:3])}
_DAYS |= {"tirs": 1, "tors": 3, "tues": 1, "thur": 3, "thurs": 3}
_DAYS |= {
    form: nth
    for nth, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    for form in (name, name[:3])
}
_ZONES = {"cet": "+0100", "met": "+0100", "cest": "+0200", "mest": "+0200", "utc": "+0000", "gmt": "+0000"}
_ZONES |= {"z": "+0000", "wet": "+0000", "west": "+0100", "bst": "+0100", "eet": "+0200", "eest": "+0300"}

_WRITTEN = re.compile(
    r"(?:(?P<weekday>(?!den )[a-zæøå]{3,9})(?:\.,?|,)? )?(?:(?:den|d\.|the) )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})"
    r"|(?P<month2>[a-z]{3,9})\.? (?P<day2>\d{1,2}),? (?P<year2>\d{4})"
    r"|(?P<day3>\d{1,2})(?P<sep>[.-])(?P<month3>\d{1,2})(?P=sep)(?P<year3>\d{4})"
    r"|(?P<year4>\d{4})-(?P<month4>\d{2})-(?P<day4>\d{2}))"
    r"(?:,? (?:kl\.?|klokken|at) |,? |t)(?P<hour>\d{1,2})[.:](?P<minute>\d\d)(?:[.:](?P<second>\d\d))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>[a-z]{1,5}|(?:gmt|utc)?[+-]\d{1,2}:?(?:\d\d)?))?"
)
_LONGEST = 120


def header_instant(text: str) -> datetime | None:
    """Return the instant of a ``Date`` header, or of the end of a ``Received`` header, if it is one."""
    shown = re.sub(r"\([^()]*\)", " ", text[:_LONGEST]).strip()
    head, _, zone = shown.rpartition(" ")
    shown = f"{head} {_ZONES[zone.casefold()]}" if zone.casefold() in _ZONES else shown
    try:
        found = parsedate_tz(shown)
        if found is None or len(str(found[0])) != 4:
            return None
        return _at(datetime(*found[:6]), found[9] or 0)  # noqa: DTZ001 -- the zone is put on below
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def written_instant(text: str) -> datetime | None:
    """Return the instant that a program wrote above a mail, in Danish or English, if it is sure.

    ``10/11/2026`` is not: programs write day and month in either order.
    """
    shown = " ".join(text[:_LONGEST].casefold().replace("\u202f", " ").split())
    match = _WRITTEN.fullmatch(shown)
    if match is None:
        return header_instant(text)
    day = _day(match)
    clock_time = _clock(match)
    if day is None or clock_time is None:
        return None
    if (weekday := match["weekday"]) and _DAYS.get(weekday) != day.weekday():
        return None
    wall = datetime.combine(day, clock_time)
    if match["zone"] is None:
        return clock.from_local(wall) if clock.exists(wall) else None
    offset = _offset(match["zone"])
    return None if offset is None else _at(wall, offset)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    day, month, year = (
        next(filter(None, (parts.get(f"{key}{n}") for n in ("", "2", "3", "4"))))
        for key in ("day", "month", "year")
    )
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if 1980 <= found.year <= 2100 else None


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), match["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None


def _offset(zone: str) -> int | None:
    """Return how many seconds a zone is ahead of UTC."""
    figures = _ZONES.get(zone) or zone.removeprefix("gmt").removeprefix("utc")
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d\d)?", figures)
    if match is None:
        return None
    seconds = int(match[2]) * 3600 + int(match[3] or 0) * 60
    return -seconds if match[1] == "-" else seconds


def _at(wall: datetime, offset: int) -> datetime | None:
    """Return the instant at which clocks that are so many seconds ahead of UTC show this."""
    if abs(offset) > 14 * 3600 or not 1980 <= wall.year <= 2100:
        return None
    return wall.replace(tzinfo=timezone(timedelta(seconds=offset))).astimezone(UTC)
