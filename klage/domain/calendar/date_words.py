"""The words for a day, a clock time and a distance in time: the grammar under ``dates.py``.

A phrase comes in lower case, with single spaces and æ, ø, å in place of ae, oe, aa. A function
returns nothing when the words are not its own, and raises ``InvalidValueError`` with a Danish
sentence when they are its own and cannot be right. Sentences name numbers, never what was typed.
"""

import re
from datetime import date, time, timedelta
from difflib import get_close_matches
from typing import Literal

from klage.domain import danish
from klage.errors import InvalidValueError

Direction = Literal["past", "future"]
FIRST_YEAR, LAST_YEAR = 1900, 2100

# "idag" is a common misspelling, and means nothing else.
_NEAR_DAYS = {
    f"i{gap}{name}": offset
    for name, offset in (("forgårs", -2), ("går", -1), ("dag", 0), ("morgen", 1), ("overmorgen", 2))
    for gap in (" ", "")
}
_WEEKDAYS = {form: i for i, name in enumerate(danish.WEEKDAYS) for form in (name, name[:3])}
_WEEKDAYS |= {"tirs": 1, "tors": 3}
_MONTHS = {form: i for i, name in enumerate(danish.MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}
_ENGLISH_MONTHS = {"january", "february", "march", "may", "june", "july", "october", "oct"}
_NUMBERS = {
    word: i for i, word in enumerate(("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"), 1)
}
_NUMBERS |= dict.fromkeys(("et", "én", "ét"), 1)
# A døgn is 24 hours that pass; a day is the same clock time on another date.
_MINUTES = (
    dict.fromkeys(("min", "min.", "m", "minut", "minutter"), 1)
    | dict.fromkeys(("t", "t.", "time", "timer"), 60)
    | {"døgn": 1440, "kvarter": 15}
)
_DAYS = dict.fromkeys(("d", "dag", "dage"), 1) | dict.fromkeys(("u", "uge", "uger"), 7)
_SPOKEN = {"en halv time": "30 min", "halvanden time": "90 min"}

_CLOCK = (
    r"(?=kl|\d{1,2}[.:]\d\d)(?P<mark>kl(?:okken|\.)? ?)?"
    r"(?P<hour>\d{1,2})(?:(?P<sep>[.:])(?P<minute>\d\d)(?::(?P<second>\d\d))?)?"
)
_CLOCK_LAST = re.compile(rf"(?:(?P<day>.+?)[ ,]+)??{_CLOCK}", re.ASCII)
_CLOCK_FIRST = re.compile(rf"(?=kl|\d+:){_CLOCK}[ ,]+(?P<day>.+)", re.ASCII)
_DATE = re.compile(
    rf"(?:(?:på )?(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\.?,? )?"
    r"(?P<den>den |d\.? ?)?(?P<date>[0-9].*)"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})(?:[./-] ?([0-9]+)|(\.))?")
_NAMED = re.compile(r"([0-9]{1,2})\.? ?([a-zæøå]+)\.?(?: ([0-9]+))?")
_SHORT = re.compile(r"([+-]) ?([0-9]+) ?([a-zø]+)")

_NAMED_DAYS = (*danish.WEEKDAYS, *danish.MONTHS, "dag", "går", "forgårs", "morgen", "overmorgen", "siden")
_DATE_OR_TIME = "Det kan være både en dato og et klokkeslæt; skriv fx 21/10 eller kl. 14.30."
_NEXT_OR_LAST = "Næste og sidste kan forstås på to måder; skriv datoen, fx 21/10 kl. 9.15."
_NOT_A_LENGTH = "Måneder og år er ikke lige lange; skriv datoen, fx 21.10.2014, eller tæl i uger."
_PART_OF_DAY = "Skriv klokkeslættet i stedet for tiden på dagen, fx i dag kl. 7.30 eller i går kl. 20."
_LOOSE_WORDS = {
    word: reason
    for reason, words in (
        (_NEXT_OR_LAST, ("næste", "sidste", "forrige", "kommende")),
        (_NOT_A_LENGTH, ("måned", "måneder", "år")),
        (_PART_OF_DAY, ("morges", "formiddag", "formiddags", "middag", "eftermiddag", "eftermiddags")),
        (_PART_OF_DAY, ("aften", "aftes", "nat", "midnat")),
    )
    for word in words
}


def split_clock(words: str) -> tuple[str, time | None, bool]:
    """Split a phrase into its day, its clock time, and whether the day may be a bare ``21.10``.

    Raises:
        InvalidValueError: There is no such clock time, or ``12.09`` may be a date as well.
    """
    match = _CLOCK_LAST.fullmatch(words) or _CLOCK_FIRST.fullmatch(words)
    if match is None:
        return words, None, False
    day, is_marked = match["day"] or "", match["mark"] is not None or match["sep"] == ":"
    if not is_marked and day.split(" ")[-1] in {"den", "d.", "d"}:
        return words, None, True
    if not is_marked and _may_be_date(day, int(match["minute"])):
        raise InvalidValueError(_DATE_OR_TIME)
    return day, _clock(match["hour"], match["minute"], match["second"]), is_marked


def _may_be_date(day: str, after_point: int) -> bool:
    """Tell whether a bare ``12.09`` after these words may as well be a date: ``mandag 12.09``."""
    is_weekday = day.removeprefix("på ").removesuffix(".") in _WEEKDAYS
    return not day or (is_weekday and 1 <= after_point <= 12)


def _clock(hour: str, minute: str | None, second: str | None) -> time:
    """Return a clock time from its digits; what is missing is 0."""
    try:
        return time(int(hour), int(minute or 0), int(second or 0))
    except ValueError:
        raise InvalidValueError("Klokken går fra 00.00 til 23.59; skriv fx kl. 14.30.") from None


def minutes_away(words: str) -> int | None:
    """Return how many minutes ahead ``om 2 timer`` is; ``for 20 minutter siden`` is negative."""
    return _away(words, _MINUTES)


def days_away(words: str) -> int | None:
    """Return how many days ahead ``om 3 dage`` is; ``for en uge siden`` is negative."""
    return _away(words, _DAYS)


def _away(words: str, units: dict[str, int]) -> int | None:
    """Return a distance counted in the given units, or nothing."""
    if short := _SHORT.fullmatch(words):
        sign, amount = -1 if short[1] == "-" else 1, f"{short[2]} {short[3]}"
    elif words.startswith("for ") and words.endswith(" siden"):
        sign, amount = -1, words[len("for ") : -len(" siden")]
    elif words.startswith("om "):
        sign, amount = 1, words[len("om ") :]
    else:
        return None
    figure, _, unit = _SPOKEN.get(amount, amount).partition(" ")
    # Four digits: enough for every year that is read, and no overflow.
    n = int(figure) if re.fullmatch("[0-9]{1,4}", figure) else _NUMBERS.get(figure)
    return None if n is None or unit not in units else sign * n * units[unit]


def read_day(words: str, today: date, direction: Direction, *, bare: bool) -> date | None:
    """Return the day that the words name, seen from ``today``.

    Args:
        words: The phrase without its clock time.
        today: The Danish calendar day.
        direction: Where a weekday, or a date without a year, is looked for.
        bare: Whether ``21.10`` can only be a date here.

    Raises:
        InvalidValueError: There is no such date, or it can be understood in two ways.
    """
    if words in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[words])
    away = days_away(words)
    if away is not None:
        return today + timedelta(days=away)
    return _weekday(words, today, direction) or _dated(words, today, direction, bare=bare)


def _weekday(words: str, today: date, direction: Direction) -> date | None:
    """Return the nearest ``mandag``, ``i mandags`` or ``på mandag`` that is not today."""
    name = words.removesuffix(".")
    is_bare = not words.startswith(("i ", "på "))
    if words.startswith("på "):
        name, direction = name.removeprefix("på "), "future"
    elif words.startswith("i ") and words.endswith("dags"):
        name, direction = words[len("i ") : -len("s")], "past"
    if name not in _WEEKDAYS:
        return None
    ahead = (_WEEKDAYS[name] - today.weekday()) % 7
    # A Dane says "i dag" of today, so a plain "mandag" on a Monday may be either neighbour.
    if is_bare and ahead == 0:
        weekday = danish.WEEKDAYS[today.weekday()]
        other = today + timedelta(days=-7 if direction == "past" else 7)
        day = f"{other.day}/{other.month}"
        raise InvalidValueError(f"Det er {weekday} i dag; skriv i dag eller datoen, fx {day}.")
    return today + timedelta(days=ahead - 7 if direction == "past" else ahead or 7)


def _dated(words: str, today: date, direction: Direction, *, bare: bool) -> date | None:
    """Return a date in figures or with the month's name, its weekday checked."""
    match = _DATE.fullmatch(words)
    parts = _figures(match["date"], bare=bare or match["den"] is not None) if match else None
    if match is None or parts is None:
        return None
    day = _date_of(*parts, today=today, direction=direction)
    if match["weekday"] and _WEEKDAYS[match["weekday"]] != day.weekday():
        wrong, right = danish.WEEKDAYS[_WEEKDAYS[match["weekday"]]], danish.WEEKDAYS[day.weekday()]
        written = danish.long_day(day).removeprefix(f"{right} ")
        raise InvalidValueError(f"Den {written} er en {right}, ikke en {wrong}; ret ugedagen eller datoen.")
    return day


def _figures(text: str, *, bare: bool) -> tuple[int, int, int | None] | None:
    """Return day, month and year (nothing when it is left out) from a date, or nothing."""
    if iso := _ISO.fullmatch(text):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if named := _NAMED.fullmatch(text):
        if named[2] in _ENGLISH_MONTHS:
            raise InvalidValueError("Skriv måneden på dansk, fx 21. oktober 2014.")
        month = _MONTHS.get(named[2])
        return (int(named[1]), month, _year(named[3])) if month else None
    numeric = _NUMERIC.fullmatch(text)
    if numeric is None:
        return None
    # Without a year, 21/10 and "21.10." are dates, 21-10 may be anything, and 21.10 may be a time.
    is_sure = numeric[4] or numeric[2] == "/" or (numeric[2] == "." and (numeric[5] or bare))
    return (int(numeric[1]), int(numeric[3]), _year(numeric[4])) if is_sure else None


def _year(digits: str | None) -> int | None:
    """Return the year that was written, if one was."""
    if digits is None:
        return None
    if len(digits) != 4:
        raise InvalidValueError("Skriv årstallet med fire cifre, fx 21.10.2014.")
    return int(digits)


def _date_of(day: int, month: int, year: int | None, *, today: date, direction: Direction) -> date:
    """Return the date, in the nearest year on the right side of today when none was written."""
    if not 1 <= month <= 12:
        raise InvalidValueError(f"Der er ingen måned {month}; skriv dagen først, fx 21.10.2014.")
    if year is None:
        year = _nearest_year(day, month, today, direction)
    require_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        name = danish.MONTHS[month - 1]
        raise InvalidValueError(f"Der er ingen {day}. {name} i {year}; skriv fx 21.10.2014.") from None


def _nearest_year(day: int, month: int, today: date, direction: Direction) -> int:
    """Return the year in which a day and month lie nearest today, today itself included."""
    if direction == "past":
        return today.year - ((month, day) > (today.month, today.day))
    return today.year + ((month, day) < (today.month, today.day))


def require_year(year: int) -> None:
    """Refuse a year that nothing in a complaint can lie in.

    Raises:
        InvalidValueError: The year is not within 1900–2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(f"Året skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}, fx 21.10.2014.")


def refuse_loose(words: str) -> None:
    """Refuse a phrase with a word that is too loose to be sure of, or a slip of the finger, and say which.

    Raises:
        InvalidValueError: There is such a word: ``næste``, ``i morges``, ``en måned``, or ``janaur``.
    """
    for word in words.split(" "):
        if word in _LOOSE_WORDS:
            raise InvalidValueError(_LOOSE_WORDS[word])
    for word in re.findall(r"[a-zæøå]{3,}", words):
        near = [] if word in _NAMED_DAYS else get_close_matches(word, _NAMED_DAYS, n=1, cutoff=0.7)
        if near:
            raise InvalidValueError(f"Tidspunktet kan ikke læses. Mente du {near[0]}?")
