"""Wording: dates, lengths of time, numbers and lists as a Dane writes them.

Instants come in as UTC and are written in Danish time; ``now`` is always an argument.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from klage.clock import to_local

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_NEAR_DAYS = {-1: "i går", 0: "i dag", 1: "i morgen"}
_MINUS = "−"  # U+2212: a hyphen before a number reads as a dash
# æ, ø and å in the places they had in the Danish seven-bit alphabet, right after z. DS 377 sorts
# the letters of the neighbours as ours: ä as æ, ö as ø, ü as y.
_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})


def clock_time(moment: datetime) -> str:
    """Return ``kl. 09.15`` for a moment, in the zone that it has."""
    return f"kl. {moment:%H.%M}"


def long_day(day: date) -> str:
    """Return ``onsdag 22. oktober 2014``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return ``okt 2014``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def long_instant(instant: datetime) -> str:
    """Return ``onsdag 22. oktober 2014 kl. 12.09``, in Danish time."""
    local = to_local(instant)
    return f"{long_day(local)} {clock_time(local)}"


def short_day(day: date, today: date) -> str:
    """Return ``i dag``, ``i går``, ``i morgen``, ``ons 22.10.`` or, in another year, ``ons 22.10.2014``."""
    near = _NEAR_DAYS.get(day.toordinal() - today.toordinal())
    year = "" if day.year == today.year else str(day.year)
    return near or f"{WEEKDAYS[day.weekday()][:3]} {day.day}.{day.month}.{year}"


def spoken_day(day: date, today: date) -> str:
    """Return ``i dag``, ``onsdag 22. oktober`` or, in another year, ``onsdag 22. oktober 2014``."""
    near = _NEAR_DAYS.get(day.toordinal() - today.toordinal())
    return near or long_day(day).removesuffix(f" {day.year}" if day.year == today.year else "")


def full_day(day: date) -> str:
    """Return ``ons 22.10.2014``, for a column that does not know what day it is."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day}.{day.month}.{day.year}"


def short_instant(instant: datetime, now: datetime) -> str:
    """Return ``i dag kl. 12.09``, ``ons 22.10. kl. 12.09`` or ``ons 22.10.2014 kl. 12.09``."""
    local = to_local(instant)
    return f"{short_day(local, to_local(now))} {clock_time(local)}"


def brief_instant(instant: datetime, now: datetime) -> str:
    """Return ``i dag 12:09`` or ``ons 22.10. 12:09``, for a narrow column.

    With a colon, as a point after a date would read as one more number of it.
    """
    local = to_local(instant)
    return f"{short_day(local, to_local(now))} {local:%H:%M}"


def week(day: date) -> str:
    """Return ``uge 3``, the ISO week that Danish calendars show."""
    return f"uge {day.isocalendar().week}"


def duration(length: timedelta) -> str:
    """Return a length of time in at most two units: ``1 dag 2 t``, ``3 t 10 min``, ``25 min``.

    What is left over is cut off, so that time left is never overstated; the sign is not shown.
    """
    minutes = int(abs(length).total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = (
        count(days, "dag", "dage") if days else "",
        f"{hours} t" if hours else "",
        f"{rest} min" if rest and not days else "",
    )
    return " ".join(filter(None, parts)) or "under 1 min"


def brief_until(instant: datetime, now: datetime) -> str:
    """Return ``om 3 t 10 min``, ``om 23 t``, ``1 dag 2 t over`` or ``10 dage over``, for a narrow column.

    From ten hours on the minutes are left out, from two days on the hours; the sentence forms keep them.
    """
    length = abs(instant - now)
    days = length.days
    if timedelta(hours=10) <= length < timedelta(days=1):
        hours = f"{length // timedelta(hours=1)} t"
        return f"om {hours}" if instant > now else f"{hours} over"
    if days < 2:
        return until(instant, now).removesuffix(" fristen")
    return f"om {count(days, 'dag', 'dage')}" if instant > now else f"{count(days, 'dag', 'dage')} over"


def until(instant: datetime, now: datetime) -> str:
    """Return ``om 3 t 10 min``, ``1 dag 2 t over fristen``, or ``nu`` within a minute."""
    left = instant - now
    if abs(left) < timedelta(minutes=1):
        return "nu"
    return f"om {duration(left)}" if left > timedelta(0) else f"{duration(left)} over fristen"


def call_by(due_at: datetime, now: datetime) -> str:
    """Return the sentence that says when to call; a deadline that has passed is told without blame."""
    when = long_instant(due_at)
    if due_at < now:
        return f"Fristen var {when}; ring, så snart du kan."
    return f"Ring senest {when} ({until(due_at, now)})."


def agreed_call(at: datetime, now: datetime) -> str:
    """Return the sentence about a call that was agreed with the citizen, before its time and after."""
    when = long_instant(at)
    if at < now:
        return f"Der var aftalt et opkald {when}; ring, så snart du kan."
    return f"Aftalt opkald {when} ({until(at, now)})."


def number(n: int) -> str:
    """Return a whole number with points between the thousands, ``1.564``."""
    return f"{n:,}".replace(",", ".").replace("-", _MINUS)


def decimal(x: float, digits: int = 1) -> str:
    """Return a number with a decimal comma, ``1,5``.

    A half is rounded away from zero, as in a spreadsheet and in school, not to the even neighbour.
    """
    # Imported here: only reports round, and the daily commands need not pay for it.
    from decimal import ROUND_HALF_UP, Decimal

    rounded = Decimal(str(x)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}".translate({ord(","): ".", ord("."): ","})
    return f"{_MINUS}{text}" if rounded < 0 else text


def percent(share: float, digits: int = 1) -> str:
    """Return a share of one as per cent: 0.271 is ``27,1 %``."""
    return f"{decimal(round(share * 100, 9), digits)} %"


def signed_percent(change: float, digits: int = 1) -> str:
    """Return a change as per cent with its sign: 0.102 is ``+10,2 %``; no change has none."""
    text = percent(change, digits)
    return f"+{text}" if change > 0 and text != percent(0, digits) else text


def enumeration(parts: Sequence[str]) -> str:
    """Return ``a, b og c``; nothing gives the empty text."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} og {parts[-1]}"


def count(n: int, one: str, many: str) -> str:
    """Return a number with the word that fits it: ``1 sag``, ``2 sager``, ``1.564 sager``."""
    return f"{number(n)} {one if n == 1 else many}"


def sort_key(text: str) -> str:
    """Return what to sort by in Danish order: æ, ø, å last, aa as å, case and accents left out."""
    # Imported here for the same reason as above.
    from unicodedata import combining, normalize

    letters = normalize("NFC", text).casefold().replace("aa", "å").translate(_AFTER_Z)
    return "".join(letter for letter in normalize("NFD", letters) if not combining(letter))
