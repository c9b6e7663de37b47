"""Read a moment or a day as a Dane writes it, and refuse whatever cannot be understood in one way.

``dateutil.parser`` is not used: on Danish input it guesses wrong without saying so (``kl. 14.30``
became 14 May). What comes out is an instant in UTC or a calendar day; the caller shows it again
with the weekday. No sentence repeats what was typed, which may be a name pasted into the wrong field.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from unicodedata import normalize

from klage.clock import exists, from_local, is_ambiguous, to_local
from klage.domain import danish
from klage.domain.calendar.date_words import (
    Direction,
    days_away,
    minutes_away,
    read_day,
    refuse_loose,
    require_year,
    split_clock,
)
from klage.errors import InvalidValueError

__all__ = ["AmbiguousHourError", "Direction", "parse_any_day", "parse_clock", "parse_day", "parse_instant"]

Fold = Literal[0, 1]

_LONGEST = 80
_ISO_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:z|[+-][0-9]{2}:[0-9]{2})?"
)
_ISO_T = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})t")
_WHICH = re.compile(r"(.*[0-9]) (første|anden)")
_BARE_CLOCK = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_TRANSLITERATED = (("aa", "å"), ("ae", "æ"), ("oe", "ø"), ("−", "-"))


class AmbiguousHourError(InvalidValueError):
    """The hour comes twice, in the night when summer time ends, and it was not said which is meant."""

    @property
    def fact(self) -> str:
        """Return the half of the sentence that says so, without how to write it."""
        return f"{self.sentence.partition(';')[0]}."


def parse_instant(
    text: str,
    now: datetime,
    *,
    direction: Direction,
    opening: time = time(9),
    fold: Fold | None = None,
) -> datetime:
    """Return the instant (UTC, whole seconds) that a text names.

    A date without a clock time is ``now`` when it is today, otherwise ``opening``; but
    ``for 3 dage siden`` and ``om en uge`` keep the clock time that it is now in Denmark. Minutes,
    hours and *døgn* are elapsed time.

    Args:
        text: What was typed or imported.
        now: The present instant.
        direction: ``past`` for what has happened, ``future`` for what is agreed; weekdays and dates
            without a year are looked for on that side, and what lies on the other side is refused.
        opening: The Danish clock time of a date that comes without one.
        fold: Which of a doubled hour is meant when the text does not say ``første`` or ``anden``.

    Raises:
        AmbiguousHourError: The hour comes twice, and neither the text nor ``fold`` says which.
        InvalidValueError: The text is not understood, or names something that cannot be.
    """
    words, now = _normalised(text), now.astimezone(UTC).replace(microsecond=0)
    instant = _from_iso(words, fold)
    if instant is None:
        instant = _from_distance(words, now)
    if instant is None:
        instant = _from_words(words, now, direction, opening, fold)
    _require_side(instant, now, direction)
    return instant


def with_kl(text: str) -> str:
    """Return a bare ``14.30`` as ``kl. 14.30``: under the name ``--kl`` it can only be a clock time."""
    return f"kl. {text.strip()}" if _BARE_CLOCK.fullmatch(text.strip()) else text


def parse_day(text: str, today: date, *, direction: Direction) -> date:
    """Return the calendar day that a text names; a clock time is refused.

    Here a bare ``21.10`` can only be a date, and is read as one.

    Args:
        text: What was typed or imported.
        today: The Danish calendar day.
        direction: As for ``parse_instant``; today itself is on both sides.

    Raises:
        InvalidValueError: The text is not understood, or names something that cannot be.
    """
    day = _only_day(_transliterated(_normalised(text)), today, direction)
    if direction == "past" and day > today:
        raise InvalidValueError(
            f"Det ligger i fremtiden ({danish.long_day(day)}); skriv en dag, der har været."
        )
    if direction == "future" and day < today:
        raise InvalidValueError(f"Det ligger i fortiden ({danish.long_day(day)}); skriv en dag, der kommer.")
    return day


def parse_any_day(text: str, today: date) -> date:
    """Return the calendar day that a text names, whether it has been or is to come.

    Nothing says on which side of today to look, so a text that would mean two days is refused.

    Raises:
        InvalidValueError: The text is not understood, or means one day before today and another after.
    """
    words = _transliterated(_normalised(text))
    before, after = _only_day(words, today, "past"), _only_day(words, today, "future")
    if before != after:
        raise InvalidValueError(
            f"Det kan være både {danish.long_day(before)} og {danish.long_day(after)}; "
            "skriv datoen med årstal, fx 21.10.2014."
        )
    return before


def parse_clock(text: str) -> time:
    """Return the clock time that a text names: ``9``, ``9.30``, ``09:30``, ``kl. 9``.

    Here a bare ``9.30`` can only be a clock time, and is read as one.

    Raises:
        InvalidValueError: The text is no clock time.
    """
    words = _normalised(text)
    day, clock, _ = split_clock(words if words.startswith("kl") else f"kl. {words}")
    if day or clock is None:
        raise InvalidValueError("Det kan ikke læses som et klokkeslæt; skriv fx 9 eller 9.30.")
    return clock.replace(second=0)


def _only_day(words: str, today: date, direction: Direction) -> date:
    """Return the day that the words name, and nothing else than a day."""
    day = read_day(words, today, direction, bare=True)
    if day is None:
        refuse_loose(words)
        raise InvalidValueError("Det kan ikke læses som en dato; skriv kun dagen, fx i går eller 21.10.2014.")
    require_year(day.year)
    return day


def _normalised(text: str) -> str:
    """Return the text in lower case with single spaces, composed letters and nothing around it."""
    if len(text) > _LONGEST:
        raise InvalidValueError("Det er for langt til et tidspunkt; skriv fx 21.10.2014 kl. 12.09.")
    words = " ".join(normalize("NFC", text).lower().split())
    if not words:
        raise InvalidValueError("Der mangler et tidspunkt; skriv fx i dag, i går kl. 14.30 eller 21.10.2014.")
    return words


def _transliterated(words: str) -> str:
    """Return the words with the letters that a foreign keyboard spells: ``gaar`` is ``går``."""
    for typed, meant in _TRANSLITERATED:
        words = words.replace(typed, meant)
    return words


def _require_side(instant: datetime, now: datetime, direction: Direction) -> None:
    """Refuse what has happened later than now, and what is agreed for a time that has passed."""
    if direction == "past" and instant > now:
        raise InvalidValueError(
            f"Det ligger i fremtiden ({danish.long_instant(instant)}); skriv, hvornår det skete, fx i går kl. 14.30."
        )
    if direction == "future" and instant < now:
        raise InvalidValueError(
            f"Det ligger i fortiden ({danish.long_instant(instant)}); skriv, hvornår det skal ske, fx i morgen kl. 9."
        )


def _from_iso(words: str, fold: Fold | None) -> datetime | None:
    """Return the instant of an ISO date with a time; this is the way of an import's many rows."""
    # fromisoformat also takes week dates and bare digits, which nobody means; hence the pattern.
    if _ISO_INSTANT.fullmatch(words) is None:
        return None
    try:
        moment = datetime.fromisoformat(words.upper()).replace(microsecond=0)
    except ValueError:
        return None  # The words are read once more, and that way knows what is wrong with them.
    require_year(moment.year)
    return _at_wall(moment, fold) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_distance(words: str, now: datetime) -> datetime | None:
    """Return ``nu`` and what lies a number of minutes, hours or *døgn* away."""
    words = _transliterated(words)
    minutes = 0 if words == "nu" else minutes_away(words)
    if minutes is None:
        return None
    instant = now + timedelta(minutes=minutes)
    require_year(to_local(instant).year)
    return instant


def _from_words(
    words: str, now: datetime, direction: Direction, opening: time, fold: Fold | None
) -> datetime:
    """Return the instant of a day and a clock time, of which one may be left out."""
    words, which = _split_which(_ISO_T.sub(r"\1 ", _transliterated(words)))
    day_words, clock, bare = split_clock(words)
    local = to_local(now).replace(tzinfo=None)
    day = read_day(day_words, local.date(), direction, bare=bare) if day_words else local.date()
    if day is None or (which is not None and clock is None):
        refuse_loose(words)
        raise InvalidValueError(
            "Det kan ikke læses som et tidspunkt; skriv fx mandag kl. 9, 21/10 eller 21.10.2014 kl. 12.09."
        )
    require_year(day.year)
    if clock is None and day == local.date():
        return now
    if clock is None:
        clock = opening if days_away(day_words) is None else local.time()
    wall = datetime.combine(day, clock)
    if which is not None and not is_ambiguous(wall):
        raise InvalidValueError("Den time kommer kun én gang; skriv tidspunktet uden første eller anden.")
    return _at_wall(wall, fold if which is None else which)


def _split_which(words: str) -> tuple[str, Fold | None]:
    """Split off the word that says which of the doubled hours is meant."""
    match = _WHICH.fullmatch(words)
    if match is None:
        return words, None
    return match[1], 0 if match[2] == "første" else 1


def _at_wall(wall: datetime, fold: Fold | None) -> datetime:
    """Return the instant at which Danish clocks show ``wall``, if they do so exactly once."""
    if not exists(wall):
        day, skipped_to = danish.long_day(wall), danish.clock_time(to_local(from_local(wall)))
        raise InvalidValueError(f"Uret springer den time over {day}, til sommertid; skriv fx {skipped_to}.")
    if fold is None and is_ambiguous(wall):
        raise AmbiguousHourError(
            f"{danish.clock_time(wall).capitalize()} kommer to gange {danish.long_day(wall)}; "
            f"skriv {wall:%d.%m.%Y kl. %H.%M} første eller {wall:%d.%m.%Y kl. %H.%M} anden."
        )
    return from_local(wall, fold=fold or 0)
