"""The office's own settings in Danish: how a phase and a week are said, and how weekdays are read."""

import re
from collections.abc import Iterable
from datetime import date, time
from itertools import zip_longest

from klage.domain import danish
from klage.domain.child_concern import RECEIVER_KEY
from klage.domain.folding import fold
from klage.domain.matching import code_for
from klage.domain.promise import EVERYONE, OpeningHours, Policy
from klage.domain.vocabulary import ADDRESSEE_LEVELS
from klage.errors import InvalidValueError

WORKDAYS = range(1, 6)
"""ISO weekdays that can have opening hours: a Saturday or a Sunday is never a working day."""

# "klager til andet" is no Danish; the other labels are words in a sentence as they are.
_IN_A_SENTENCE = {"andet": "en anden adressat", "ukendt": "en ukendt adressat"}
SETTINGS = {
    "municipality": "Kommune",
    "office": "Kontor",
    "phone": "Telefon",
    RECEIVER_KEY: "Underretninger gives til",
}
"""What letters and warnings say of the office: the key of each setting, and what the user calls it."""

_ISO_WEEKDAYS = {str(number): name for number, name in enumerate(danish.WEEKDAYS, 1)}
_THEME_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SPAN = re.compile(r"\s*(?:-|–|\btil\b)\s*")


def phase_sentence(policy: Policy) -> str:
    """Return what a phase means: who is covered, from when, and by when they are called."""
    since = f"Fra {danish.long_day(policy.first_day)} er" if policy.first_day else "Det er"
    if not policy.levels and not policy.departments:
        who = "alle klager omfattet"
    else:
        levels = [level_in_sentence(code) for code in ordered_levels(policy.levels)]
        who = f"klager til {danish.enumeration(levels)} omfattet" if levels else "klager omfattet"
    about = danish.enumeration(ordered_departments(policy.departments))
    return f"{since} {who}{f', når de handler om {about}' if about else ''}: {call_within(policy)}."


def default_sentence() -> str:
    """Return what holds as long as the office has set no phase."""
    return f"Alle klager er omfattet: {call_within(EVERYONE)}."


def call_within(policy: Policy) -> str:
    """Return "der ringes inden 24 timer", and whether only working days count."""
    counted = ", og kun hverdage tæller med" if policy.counting == "hverdage" else ""
    return f"der ringes inden {danish.count(policy.hours, 'time', 'timer')}{counted}"


def level_in_sentence(code: str) -> str:
    """Return an addressee level as it stands inside a sentence."""
    return _IN_A_SENTENCE.get(code) or ADDRESSEE_LEVELS.get(code, code).lower()


def ordered_levels(levels: Iterable[str]) -> list[str]:
    """Return addressee levels from the top of the municipality down."""
    ranks = list(ADDRESSEE_LEVELS)
    return sorted(levels, key=ranks.index)


def ordered_departments(names: Iterable[str]) -> list[str]:
    """Return names of departments in Danish order."""
    return sorted(names, key=danish.sort_key)


def week_sentence(hours: OpeningHours) -> str:
    """Return "Åbent mandag til torsdag kl. 09.00–15.00 og fredag kl. 09.00–13.00. Lukket onsdag."."""
    runs: list[tuple[tuple[time, time] | None, list[int]]] = []
    for day in WORKDAYS:
        if runs and runs[-1][0] == hours.get(day):
            runs[-1][1].append(day)
        else:
            runs.append((hours.get(day), [day]))
    open_at = [f"{_days(days)} kl. {at[0]:%H.%M}–{at[1]:%H.%M}" for at, days in runs if at]
    closed = danish.enumeration([_days(days) for at, days in runs if not at])
    return f"Åbent {danish.enumeration(open_at)}.{f' Lukket {closed}.' if closed else ''}"


def letter_sentence(days: int) -> str:
    """Return how long a letter is presumed to be on its way."""
    return f"Et brev regnes for at være fremme {danish.count(days, 'hverdag', 'hverdage')} efter sin dato."


def _days(days: list[int]) -> str:
    """Return ``mandag``, ``mandag og tirsdag`` or ``mandag til fredag``."""
    names = [_ISO_WEEKDAYS[str(day)] for day in days]
    return f"{names[0]} til {names[-1]}" if len(names) > 2 else danish.enumeration(names)


def weekdays_from(text: str) -> list[int]:
    """Return the ISO weekdays that ``mandag``, ``man``, ``man-fre`` or ``mandag til fredag`` names.

    Raises:
        InvalidValueError: It is no weekday, or the last day of a span comes before the first.
    """
    first, *rest = (int(code_for(part, _ISO_WEEKDAYS, "Ugedagen")) for part in _SPAN.split(text.strip(), 1))
    last = rest[0] if rest else first
    if last < first:
        raise InvalidValueError("Skriv dagene i rækkefølge, fx man-fre.")
    return list(range(first, last + 1))


def line_from(text: str, option: str) -> str:
    """Return a name or a label on one line.

    Raises:
        InvalidValueError: It is longer than 200 characters, or without a letter or a digit.
    """
    line = " ".join(text.split())
    if not fold(line) or len(line) > 200:
        raise InvalidValueError(f"{option} skal have mindst ét bogstav eller tal og højst 200 tegn.")
    return line


def theme_code_from(text: str) -> str:
    """Return a theme's new code if it may be one: stored codes are ASCII, as scripts expect them.

    Raises:
        InvalidValueError: It may not.
    """
    if not _THEME_CODE.fullmatch(text):
        raise InvalidValueError(
            "Temaets kode skal bestå af små bogstaver fra a til z, tal og understreg, fx lang_ventetid."
        )
    return text


def last_days(policies: Iterable[Policy]) -> dict[date | None, date | None]:
    """Return, for each phase's first day, the last day before the next phase; the newest has none."""
    firsts = sorted((policy.first_day for policy in policies), key=lambda day: day or date.min)
    ends = [date.fromordinal(day.toordinal() - 1) for day in firsts[1:] if day]
    return dict(zip_longest(firsts, ends))
