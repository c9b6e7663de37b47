"""Klagerejsen: what happened to a citizen, step by step, as the citizen, the file and the staff tell it.

Accounts may differ, and then both stand: an event says whose account it is, and none corrects another.
Source: seed S2 (the analysis method that shows bagvedliggende årsager, samarbejdsdynamikker and
processer), seed S5 (skiftende sagsbehandlere, "hvorfor der ikke sker noget"), domain.md 2.3 and 4.5.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from typing import Any

from klage import clock
from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.calendar import dates
from klage.domain.calendar.date_words import require_year
from klage.domain.complaint import department_name
from klage.domain.fields import Field, by_key
from klage.domain.folding import fold
from klage.domain.matching import code_for
from klage.domain.reading import Reader, refuse_unknown
from klage.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one account; of a handover, ``unit`` is the one that got the case.

    Two events are equal when they tell the same; ``id`` is the key in the register, 0 until it is there.
    """

    occurred_on: date
    what: str
    source: str
    approx: bool = False
    stage: str | None = None
    actor: str | None = None
    unit: str | None = None
    channel: str | None = None
    handover: bool = False
    new_caseworker: bool = False
    experience: int | None = None
    experience_words: str | None = None
    cause: str | None = None
    id: int = attribute(default=0, compare=False)


FIELDS: tuple[Field, ...] = (
    Field("occurred_on", "Dato", "date"),
    Field("approx", "Usikker dato", "flag"),
    Field("source", "Kilde", "code", words.ACCOUNTS),
    Field("stage", "Fase", "code", words.PROCESS_STAGES),
    Field("what", "Hændelse", "text", personal=True),
    Field("actor", "Aktør", "code", words.ACTORS),
    Field("unit", "Enhed", "line"),
    Field("channel", "Kanal", "code", words.CHANNELS),
    Field("handover", "Overdragelse", "flag"),
    Field("new_caseworker", "Ny sagsbehandler", "flag"),
    Field("experience", "Borgerens oplevelse", "number"),
    Field("experience_words", "Borgerens ord om det", "text", personal=True),
    Field("cause", "Årsag", "code", words.CAUSES),
)
BY_KEY = by_key(FIELDS)
REQUIRED = ("occurred_on", "source", "what")

EXPERIENCES: Mapping[str, int] = {
    "meget_daarlig": -2,
    "daarlig": -1,
    "neutral": 0,
    "god": 1,
    "meget_god": 2,
}
"""The codes that may be typed for a citizen's experience."""

EXPERIENCE_LABELS: Mapping[str, str] = {code: words.EXPERIENCES[n] for code, n in EXPERIENCES.items()}

_ABOUT = re.compile(r"(?:ca\.?|cirka|omkring|omtrent) ")
_MONTH = re.compile(r"(?:i )?([a-zæøå]+)\.? ([0-9]{4})")
_YEAR = re.compile(r"(?:i )?([0-9]{4})")
_MONTHS = {form: i for i, name in enumerate(danish.MONTHS, 1) for form in (name, name[:3])}


def day_from(text: str, today: date) -> tuple[date, bool]:
    """Return the day that a text names, and whether it is uncertain.

    ``ca. 3.3.2025``, ``maj 2025`` and ``2025`` are uncertain; a month or a year stands as its first day.

    Raises:
        InvalidValueError: The text is not understood, or the day lies in the future.
    """
    typed = " ".join(text.lower().split())
    plain = _ABOUT.sub("", typed, count=1) if _ABOUT.match(typed) else typed
    start = _start_of_period(plain)
    if start is None:
        return dates.parse_day(plain, today, direction="past"), plain != typed
    require_year(start.year)
    if start > today:
        raise InvalidValueError("Det ligger i fremtiden; skriv, hvornår det skete, fx maj 2025.")
    return start, True


def _start_of_period(named: str) -> date | None:
    """Return the first day of a month or a year, when that is what the words name."""
    month, year = _MONTH.fullmatch(named), _YEAR.fullmatch(named)
    if month and month[1] in _MONTHS and int(month[2]):
        return date(int(month[2]), _MONTHS[month[1]], 1)
    return date(int(year[1]), 1, 1) if year and int(year[1]) else None


def experience_from(raw: object) -> int:
    """Return the experience that a number from -2 to 2, or a word such as ``meget_daarlig``, stands for.

    Raises:
        InvalidValueError: It is neither.
    """
    text = str(raw).strip().replace("−", "-").removeprefix("+")
    if not isinstance(raw, bool) and text in map(str, EXPERIENCES.values()):
        return int(text)
    if not isinstance(raw, str) or not fold(text) or fold(text).isdigit():
        raise InvalidValueError(
            f"{BY_KEY['experience'].label}: Skriv et tal fra -2 (meget dårlig) til 2 (meget god)."
        )
    return EXPERIENCES[code_for(text, EXPERIENCE_LABELS, "Oplevelsen")]


def unit_from(text: str, known: Collection[str]) -> str | None:
    """Return the name of a unit, as it is spelled already if it is known; nothing for an empty text.

    Raises:
        InvalidValueError: It is too long, or has no letter or digit to be known by.
    """
    name = department_name(text)
    return None if name is None else next((unit for unit in known if fold(unit) == fold(name)), name)


def read(values: Mapping[str, object], reader: Reader) -> dict[str, Any]:
    """Return the fields that are given, as an event has them; what is given empty is ``None`` or no.

    Raises:
        InvalidValueError: A key is no field, or a value cannot be read; the sentence names the field.
    """
    refuse_unknown(values, BY_KEY)
    plain = {key: raw for key, raw in values.items() if key not in ("occurred_on", "experience")}
    found = reader.record(plain, FIELDS)
    for key in found.keys() & {"approx", "handover", "new_caseworker"}:
        found[key] = bool(found[key])
    for key in REQUIRED:
        if key in values and _is_empty(values[key]):
            raise InvalidValueError(f"{BY_KEY[key].label}: mangler.")
    if "occurred_on" in values:
        day, is_uncertain = _day(values["occurred_on"], reader)
        found |= {"occurred_on": day, "approx": is_uncertain or found.get("approx", False)}
    if "experience" in values:
        raw = values["experience"]
        found["experience"] = None if _is_empty(raw) else experience_from(raw)
    return found


def _day(raw: object, reader: Reader) -> tuple[date, bool]:
    label = BY_KEY["occurred_on"].label
    if not isinstance(raw, str):
        raise InvalidValueError(f"{label}: Skriv tekst her.")
    try:
        return day_from(raw, clock.to_local(reader.now).date())
    except InvalidValueError as error:
        raise InvalidValueError(f"{label}: {error.sentence}") from error


def _is_empty(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def event_from(values: Mapping[str, object], reader: Reader) -> Event:
    """Return an event from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or day, account or what happened is missing.
    """
    found = read(values, reader)
    for key in REQUIRED:
        if key not in found:
            raise InvalidValueError(f"{BY_KEY[key].label}: mangler.")
    return Event(**found)


def corrected(event: Event, found: Mapping[str, Any]) -> Event:
    """Return the event with the fields that ``read`` found in place of its own."""
    return replace(event, **found)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return the events as they are told: by day, of a day by account, and then as they were noted."""
    ranks = list(words.ACCOUNTS)
    return sorted(events, key=lambda event: (event.occurred_on, ranks.index(event.source), event.id))


def day_in_words(day: date, *, approx: bool) -> str:
    """Return ``mandag 3. marts 2025``, or ``ca. 1. maj 2025`` when the day is uncertain."""
    written = danish.long_day(day)
    return f"ca. {written.partition(' ')[2]}" if approx else written


def account_in_words(source: str) -> str:
    """Return ``ifølge borgeren``: whose account an event is."""
    return f"ifølge {words.ACCOUNTS[source].lower()}"


def experience_in_words(experience: int) -> str:
    """Return ``meget dårlig (−−)``: the word carries the meaning, the sign repeats it."""
    sign = ("−" if experience < 0 else "+") * abs(experience) or "0"
    return f"{words.EXPERIENCES[experience]} ({sign})"
