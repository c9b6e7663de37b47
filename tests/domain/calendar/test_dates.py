"""The strict date parser: 280 phrases read or refused, and what holds for any text at all."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from klage.clock import from_local, is_ambiguous, to_local, to_text
from klage.domain import danish
from klage.domain.calendar.dates import (
    AmbiguousHourError,
    Direction,
    parse_any_day,
    parse_clock,
    parse_day,
    parse_instant,
)
from klage.errors import InvalidValueError
from tests.domain.support import ZONES, machine_in, vectors, wall

NOW = datetime(2014, 10, 22, 10, 9, tzinfo=UTC)
TODAY = date(2014, 10, 22)
END = datetime(2100, 12, 31, 22, 0, tzinfo=UTC)
DIRECTIONS = st.sampled_from(["past", "future"])
INSTANTS = st.datetimes(wall("1950-01-01"), wall("2100-12-30"), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
PIECES = ["i ", "dag", "går", "mandag", "på ", "kl. ", "9", "12", ".", "/", "-", "+", "2014", ":", "oktober"]
PIECES += [
    " ",
    "for ",
    "om ",
    "3 ",
    "dage",
    "t",
    " siden",
    "d. ",
    "første",
    "2025-10-26T02:30",
    "Z",
    "nu",
    ",",
]
PHRASES = st.text() | st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def refusal_of(text: str, direction: Direction = "past", now: datetime = NOW) -> str:
    """Return the sentence with which a text is refused."""
    with pytest.raises(InvalidValueError) as caught:
        parse_instant(text, now, direction=direction)
    return caught.value.sentence


def outcome(text: str, direction: Direction, now: datetime) -> datetime | str:
    """Return what a text is read as, or the sentence with which it is refused."""
    try:
        return parse_instant(text, now, direction=direction)
    except InvalidValueError as error:
        return error.sentence


@pytest.mark.parametrize(
    "row", vectors("dates.csv", delimiter=";"), ids=lambda row: f"{row['text']}-{row['direction']}"
)
def test_phrases_are_read_or_refused_as_written_down(row: dict[str, str]) -> None:
    """Every phrase gives the instant of its row, or is refused with the words after the ``!``."""
    direction: Direction = "past" if row["direction"] == "past" else "future"
    now = datetime.fromisoformat(row["now"])
    if row["expected"].startswith("! "):
        assert row["expected"].removeprefix("! ") in refusal_of(row["text"], direction, now)
        return
    instant = parse_instant(row["text"], now, direction=direction)
    expected = datetime.fromisoformat(row["expected"])
    assert to_local(instant).isoformat() == expected.isoformat()
    assert instant.tzinfo is UTC


def test_strange_spaces_and_composed_letters_are_read() -> None:
    """A phrase pasted from a mail, with no-break spaces and å in two parts, is read as it looks."""
    expected = from_local(wall("2014-10-21 14:30"))
    assert parse_instant("\u00a0i\u00a0ga\u030ar\tkl.\u202f14.30\n", NOW, direction="past") == expected


def test_now_keeps_no_fraction_of_a_second() -> None:
    """The present instant is cut to whole seconds, like everything that is stored."""
    assert parse_instant("nu", NOW.replace(microsecond=999_999), direction="past") == NOW


def test_the_opening_time_can_be_chosen() -> None:
    """A date without a clock time gets the office's opening time, unless it is today."""
    opened = parse_instant("i går", NOW, direction="past", opening=time(10, 30))
    assert opened == from_local(wall("2014-10-21 10:30"))
    assert parse_instant("i dag", NOW, direction="past", opening=time(10, 30)) == NOW


def test_the_doubled_hour_is_asked_about() -> None:
    """Without a choice the hour is refused by an error of its own, whose two examples can be typed."""
    now = datetime(2025, 10, 26, 12, tzinfo=UTC)
    with pytest.raises(AmbiguousHourError) as caught:
        parse_instant("26/10 kl. 2.30", now, direction="past")
    assert caught.value.sentence == (
        "Kl. 02.30 kommer to gange søndag 26. oktober 2025; "
        "skriv 26.10.2025 kl. 02.30 første eller 26.10.2025 kl. 02.30 anden."
    )
    examples = caught.value.sentence.partition("; skriv ")[2].removesuffix(".").split(" eller ")
    first, second = (parse_instant(example, now, direction="past") for example in examples)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(("fold", "offset"), [(0, 2), (1, 1)])
def test_the_doubled_hour_can_be_chosen(fold: Literal[0, 1], offset: int) -> None:
    """The caller's choice is used where the text is silent, and the text's own goes before it."""
    now = datetime(2025, 10, 26, 12, tzinfo=UTC)
    instant = parse_instant("26/10 kl. 2.30", now, direction="past", fold=fold)
    assert to_local(instant).utcoffset() == timedelta(hours=offset)
    said = parse_instant("26/10 kl. 2.30 anden", now, direction="past", fold=fold)
    assert to_local(said).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ons 20/10", "Den 20. oktober 2014 er en mandag, ikke en onsdag; ret ugedagen eller datoen."),
        (
            "i morgen kl. 9",
            "Det ligger i fremtiden (torsdag 23. oktober 2014 kl. 09.00); skriv, hvornår det skete, fx i går kl. 14.30.",
        ),
        (
            "30.3.2014 kl. 2.30",
            "Uret springer den time over søndag 30. marts 2014, til sommertid; skriv fx kl. 03.30.",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(text: str, sentence: str) -> None:
    """The sentence tells what was understood, why it cannot be, and an example that can."""
    assert refusal_of(text) == sentence


def test_a_very_long_text_is_refused_unread() -> None:
    """Whoever pastes a whole mail gets a short sentence, at once."""
    assert "for langt" in refusal_of("1" * 1_000_000)


@pytest.mark.parametrize("text", ["Jytte Hansen 211062-5629", "2110625629", "12. hansen", "mandag Jytte"])
def test_what_was_typed_is_never_repeated(text: str) -> None:
    """A name or a CPR number pasted into the wrong field does not end in an error message."""
    assert not set(text.lower().split()) - {"mandag", "12."} & set(refusal_of(text).lower().split())


@pytest.mark.parametrize(
    ("text", "direction", "day"),
    [
        ("i dag", "past", date(2014, 10, 22)),
        ("i dag", "future", date(2014, 10, 22)),
        ("21.10", "past", date(2014, 10, 21)),
        ("12.09", "past", date(2014, 9, 12)),
        ("21/10", "future", date(2015, 10, 21)),
        ("Mandag", "past", date(2014, 10, 20)),
        ("i maandags", "past", None),
        ("2014-10-21", "past", date(2014, 10, 21)),
        ("for 3 dage siden", "past", date(2014, 10, 19)),
        ("om en uge", "future", date(2014, 10, 29)),
        ("tirsdag d. 21. oktober 2014", "past", date(2014, 10, 21)),
        ("i morgen", "past", None),
        ("i går", "future", None),
        ("21.10.2014 kl. 9", "past", None),
        ("for 2 timer siden", "past", None),
        ("om 9999 uger", "future", None),
        ("næste mandag", "future", None),
        ("", "past", None),
    ],
)
def test_a_day_is_read_or_refused(text: str, direction: Direction, day: date | None) -> None:
    """A day has no clock time, so a bare 21.10 is a date; the direction is kept to as for instants."""
    if day is None:
        with pytest.raises(InvalidValueError):
            parse_day(text, TODAY, direction=direction)
    else:
        assert parse_day(text, TODAY, direction=direction) == day


@given(INSTANTS, st.sampled_from(["long", "figures", "points", "iso", "stored"]))
def test_what_klage_writes_it_also_reads(instant: datetime, form: str) -> None:
    """An instant outside the doubled hour comes back from every form that klage writes it in."""
    instant = instant if form == "stored" else instant.replace(second=0)
    local = to_local(instant)
    shown = local.replace(tzinfo=None)
    text = {
        "long": danish.long_instant(instant),
        "figures": f"{shown:%d.%m.%Y kl. %H.%M}",
        "points": f"{shown:%d.%m.%Y %H.%M}",
        "iso": shown.isoformat(),
        "stored": to_text(instant),
    }[form]
    if form != "stored" and is_ambiguous(shown):
        text += " anden" if local.fold else " første"
    assert parse_instant(text, END, direction="past") == instant


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    """A day comes back from its long and its numeric form, and from ISO."""
    for text in (
        danish.long_day(day),
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}-{day.year}",
        day.isoformat(),
    ):
        assert parse_day(text, date(2100, 12, 31), direction="past") == day


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), DIRECTIONS, st.sampled_from(danish.WEEKDAYS))
def test_a_weekday_is_never_more_than_a_week_away(today: date, direction: Direction, weekday: str) -> None:
    """``i mandags`` and ``på mandag`` lie within seven days on their side, and never on today."""
    text = f"i {weekday}s" if direction == "past" else f"på {weekday}"
    away = (parse_day(text, today, direction=direction) - today).days
    assert away in (range(-7, 0) if direction == "past" else range(1, 8))


@example("2014-10-21T10:09:00.9Z", "past", NOW)
@given(PHRASES, DIRECTIONS, INSTANTS)
def test_any_text_is_read_on_its_side_or_refused_in_one_sentence(
    text: str, direction: Direction, now: datetime
) -> None:
    """No text crashes, none lands on the wrong side of now, and a refusal is one clean sentence."""
    result = outcome(text, direction, now)
    if isinstance(result, str):
        assert result[-1] in ".?"
        assert result[0].isupper()
        assert not any(unicodedata.category(letter).startswith("C") for letter in result)
    else:
        assert result <= now if direction == "past" else result >= now
        assert result.microsecond == 0
        assert result.tzinfo is UTC


@given(PHRASES, DIRECTIONS, st.sampled_from(ZONES))
def test_the_machines_own_zone_changes_nothing(text: str, direction: Direction, zone: str) -> None:
    """A phrase means the same on a machine whose clock stands in another country."""
    here = outcome(text, direction, NOW)
    with machine_in(zone):
        assert outcome(text, direction, NOW) == here


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21.10.2014", date(2014, 10, 21)),
        ("2030-04-01", date(2030, 4, 1)),
        ("1. april 2015", date(2015, 4, 1)),
        ("i dag", TODAY),
        ("22/10", TODAY),
        ("om 3 dage", date(2014, 10, 25)),
        ("i mandags", date(2014, 10, 20)),
    ],
)
def test_a_day_before_or_after_today(text: str, day: date) -> None:
    """What can only be one day is read, whichever side of today it lies on."""
    assert parse_any_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. april", "tirsdag 1. april 2014 og onsdag 1. april 2015; skriv datoen med årstal"),
        ("mandag", "mandag 20. oktober 2014 og mandag 27. oktober 2014; skriv datoen med årstal"),
        ("21.10.14", "fire cifre"),
        ("1. januar 1850", "Året skal ligge mellem"),
        ("kl. 9", "Det kan ikke læses som en dato"),
    ],
)
def test_a_day_that_may_lie_on_either_side(text: str, said: str) -> None:
    """A day without a year, and a weekday, are refused with both days they could be."""
    with pytest.raises(InvalidValueError, match=said):
        parse_any_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("09:05", time(9, 5)),
        (" kl. 15 ", time(15)),
        ("Kl 8.15", time(8, 15)),
    ],
)
def test_a_clock_time_alone(text: str, at: time) -> None:
    """A clock time is read with or without kl., with point or colon."""
    assert parse_clock(text) == at


@pytest.mark.parametrize("text", ["", "24", "9.60", "ni", "i dag kl. 9", "9 10", "klinik"])
def test_what_is_no_clock_time(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(InvalidValueError):
        parse_clock(text)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("1. janaur", "januar"),
        ("mandga kl. 9", "mandag"),
        ("i mogren", "morgen"),
        ("for 2 timer sidne", "siden"),
    ],
)
def test_a_slip_of_the_finger_is_met_with_the_word(text: str, near: str) -> None:
    """A month, a weekday or another word of time that is nearly right is named; the text is not repeated."""
    assert outcome(text, "past", NOW) == f"Tidspunktet kan ikke læses. Mente du {near}?"
    assert "Mente du" not in str(outcome("Inger Hansen", "past", NOW))
