"""An event of a klagerejse: read strictly, with uncertain days and a citizen's experience."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import vocabulary
from klage.domain.journey import journey
from klage.domain.journey.journey import Event
from klage.domain.reading import Reader
from klage.errors import InvalidValueError
from tests.domain.support import vectors

TODAY = date(2026, 11, 20)
READER = Reader(now=datetime(2026, 11, 20, 9, tzinfo=UTC), themes={})
DAYS = vectors("journey_days.csv", delimiter=";")
EVENT: dict[str, Any] = {"occurred_on": "3.3.2025", "source": "borger", "what": "Ingen ringede."}


@pytest.mark.parametrize("row", DAYS, ids=lambda row: row["text"])
def test_days(row: dict[str, str]) -> None:
    """Every line of ``journey_days.csv``: a day, whether it is uncertain, or a refusal."""
    if row["day"]:
        expected = (date.fromisoformat(row["day"]), row["approx"] == "ja")
        assert journey.day_from(row["text"], TODAY) == expected
    else:
        with pytest.raises(InvalidValueError):
            journey.day_from(row["text"], TODAY)


@given(st.text(max_size=40) | st.from_regex(r"(ca\. )?[a-zæøå]{3,9} [0-9]{1,5}", fullmatch=True))
def test_no_text_is_a_day_to_come(text: str) -> None:
    """Any text is a day that has been, or refused with a sentence."""
    try:
        day, _ = journey.day_from(text, TODAY)
    except InvalidValueError:
        return
    assert date(1900, 1, 1) <= day <= TODAY


@given(st.dates(date(1900, 1, 1), TODAY), st.booleans())
def test_a_day_is_read_as_it_is_said(day: date, approx: bool) -> None:
    """What klage says of a day can be typed back."""
    assert journey.day_from(journey.day_in_words(day, approx=approx), TODAY) == (day, approx)


@pytest.mark.parametrize(
    ("raw", "experience"),
    [
        (-2, -2), (2, 2), (0, 0), ("-2", -2), ("−1", -1), ("+1", 1), (" 2 ", 2), ("meget_daarlig", -2),
        ("meget dårlig", -2), ("DÅRLIG", -1), ("daarlig", -1), ("neu", 0), ("god", 1), ("meget_god", 2),
    ],
)  # fmt: skip
def test_an_experience_is_a_number_or_a_word(raw: object, experience: int) -> None:
    """From −2 to 2, with any minus, or as the word for it."""
    assert journey.experience_from(raw) == experience


@pytest.mark.parametrize(
    "raw", [-3, 3, "3", "1,5", 1.5, True, False, "", "-", "meget", "forfærdelig", [], {}]
)
def test_what_is_no_experience_is_refused(raw: object) -> None:
    """Nothing between the steps or beyond them, and no word that may mean two."""
    with pytest.raises(InvalidValueError):
        journey.experience_from(raw)


def test_the_words_for_an_experience_are_those_of_the_vocabulary() -> None:
    """Each of the five has a code to type and a label to read; the sign repeats the word."""
    assert list(journey.EXPERIENCES.values()) == list(vocabulary.EXPERIENCES)
    assert [journey.experience_in_words(n) for n in vocabulary.EXPERIENCES] == [
        "meget dårlig (−−)", "dårlig (−)", "neutral (0)", "god (+)", "meget god (++)",
    ]  # fmt: skip


def test_a_unit_is_spelled_as_it_was_before() -> None:
    """Whatever its letters and its case; a new one is tidied only, and none is none."""
    known = ["Ældreplejen"]
    assert journey.unit_from("aeldreplejen ", known) == "Ældreplejen"
    assert journey.unit_from(" Den  anden ", known) == "Den anden"
    assert journey.unit_from(" ", known) is None
    for wrong in ("!!!", "x" * 201):
        with pytest.raises(InvalidValueError):
            journey.unit_from(wrong, known)


def test_an_event_is_read_whole() -> None:
    """Every field, by code or by label."""
    raw = {
        **EVENT, "occurred_on": "maj 2025", "stage": "Ansøgning", "actor": "leder", "unit": "Ydelse",
        "channel": "e_mail", "handover": "ja", "new_caseworker": True, "experience": -1,
        "experience_words": "Øv.", "cause": "Kapacitet",
    }  # fmt: skip
    assert journey.event_from(raw, READER) == Event(
        date(2025, 5, 1), "Ingen ringede.", "borger", True, "ansoegning", "leder", "Ydelse", "e_mail", True,
        True, -1, "Øv.", "kapacitet",
    )  # fmt: skip


def test_an_event_has_a_day_an_account_and_what_happened() -> None:
    """The rest is left open; what is given empty is not given."""
    empty = dict.fromkeys(("stage", "unit", "handover", "experience", "approx"))
    assert journey.event_from({**EVENT, **empty}, READER) == Event(
        date(2025, 3, 3), "Ingen ringede.", "borger"
    )
    for key in journey.REQUIRED:
        label = journey.BY_KEY[key].label
        for missing in ({}, {key: None}, {key: " "}):
            with pytest.raises(InvalidValueError, match=f"^{label}: mangler"):
                journey.event_from({k: v for k, v in EVENT.items() if k != key} | missing, READER)


@pytest.mark.parametrize(
    ("wrong", "begins"),
    [
        ({"occurred_on": "i morgen"}, "Dato: Det ligger i fremtiden"),
        ({"occurred_on": 2025}, "Dato: Skriv tekst"),
        ({"source": "naboen"}, "Kilde: "),
        ({"stage": "xyz"}, "Fase: "),
        ({"handover": "måske"}, "Overdragelse: Skriv ja eller nej"),
        ({"experience": 3}, "Borgerens oplevelse: Skriv et tal"),
        ({"what": 3}, "Hændelse: Skriv tekst"),
        ({"number": 3}, "Et felt kendes ikke"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(wrong: dict[str, object], begins: str) -> None:
    """The sentence begins with the field, and never repeats what was written."""
    with pytest.raises(InvalidValueError, match=f"^{begins}"):
        journey.event_from({**EVENT, **wrong}, READER)


def test_a_correction_changes_what_it_names() -> None:
    """A new day brings its own certainty; being told that a day is uncertain changes only that."""
    event = journey.event_from({**EVENT, "experience": 1}, READER)
    moved = journey.corrected(event, journey.read({"occurred_on": "maj 2025"}, READER))
    assert (moved.occurred_on, moved.approx, moved.what) == (date(2025, 5, 1), True, event.what)
    sure = journey.corrected(moved, journey.read({"occurred_on": "2.5.2025"}, READER))
    assert not sure.approx
    assert journey.corrected(sure, journey.read({"approx": True}, READER)).approx
    assert journey.corrected(event, journey.read({"experience": None}, READER)).experience is None


def test_events_are_told_by_day_and_account() -> None:
    """The citizen first, then the file, then the staff, and of each as it was noted."""
    told = [
        Event(date(2025, 3, 4), "e", "borger", id=1),
        Event(date(2025, 3, 3), "d", "medarbejder", id=2),
        Event(date(2025, 3, 3), "c", "akter", id=4),
        Event(date(2025, 3, 3), "b", "akter", id=3),
        Event(date(2025, 3, 3), "a", "borger", id=5),
    ]
    assert "".join(event.what for event in journey.in_order(told)) == "abcde"


def test_two_events_are_the_same_when_they_tell_the_same() -> None:
    """The key in the register is no part of what is told."""
    assert Event(TODAY, "x", "borger", id=1) == Event(TODAY, "x", "borger", id=2)
    assert journey.account_in_words("akter") == "ifølge akterne"
