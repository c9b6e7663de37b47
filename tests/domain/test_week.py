"""How a week's opening hours are read from one line."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import week
from klage.domain.promise import DEFAULT_OPENING_HOURS, OpeningHours
from klage.errors import InvalidValueError

NINE, THREE, TWO = time(9), time(15), time(14)
UNTIL_THURSDAY = {day: (NINE, time(15, 30)) for day in range(1, 5)}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("man-fre 9-15", DEFAULT_OPENING_HOURS),
        ("9-15", DEFAULT_OPENING_HOURS),
        ("kl. 9 til kl. 15", DEFAULT_OPENING_HOURS),
        ("Mandag til fredag kl. 9.00–15.00", DEFAULT_OPENING_HOURS),
        ("man-tor 9-15.30, fre 9-14", {**UNTIL_THURSDAY, 5: (NINE, TWO)}),
        ("mandag til torsdag 09:00-15:30 og fredag 9-14", {**UNTIL_THURSDAY, 5: (NINE, TWO)}),
        ("onsdag 9-15; tir 9-14", {3: (NINE, THREE), 2: (NINE, TWO)}),
    ],
)
def test_what_is_read(text: str, hours: OpeningHours) -> None:
    """Days by name or by none, times with point, colon or nothing, and parts between commas."""
    assert week.week_from(text) == hours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("altid", "Det kan ikke læses. Skriv åbningstiden som man-fre 9-15"),
        ("", "Det kan ikke læses."),
        ("man-fre", "Det kan ikke læses."),
        ("9-15, ", "Det kan ikke læses."),
        ("15-9", "Kontoret skal lukke senere, end det åbner."),
        ("9-9", "Kontoret skal lukke senere, end det åbner."),
        ("man-ons 9-15, tir 9-14", "Den samme dag er nævnt to gange."),
        ("lør 9-12", "Lørdag og søndag er ikke hverdage"),
        ("fre-man 9-12", "Skriv dagene i rækkefølge"),
        ("mondag 9-12", "Ugedagen kendes ikke."),
        ("9-25", "Klokken går fra 00.00 til 23.59"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    """What is not sure is refused with a sentence that shows how to write it."""
    with pytest.raises(InvalidValueError) as refused:
        week.week_from(text)
    assert said in refused.value.sentence


def test_the_default_is_what_the_promise_counts_with() -> None:
    """Enter at the question keeps the very hours that hold without an answer."""
    assert week.week_from(week.DEFAULT) == DEFAULT_OPENING_HOURS


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is typed, the answer is a sentence or a week of working days that open before they close."""
    hours: OpeningHours = {}
    with suppress(InvalidValueError):
        hours = week.week_from(text)
    assert {*hours} <= {1, 2, 3, 4, 5}
    assert all(opens < closes for opens, closes in hours.values())
