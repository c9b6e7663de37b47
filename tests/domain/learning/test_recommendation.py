"""Recommendations to the leadership: they can be mended until they are answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.learning import recommendation as rules
from klage.domain.learning.recommendation import Numbered, Recommendation
from klage.domain.reading import Reader
from klage.errors import InvalidValueError, RefusedError

TODAY = date(2026, 11, 20)
GIVEN = date(2026, 11, 1)
ONE = Recommendation(GIVEN, "Giv skabelonerne en ejer.", "Direktøren", 3)
DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))


@given(DAYS, st.none() | DAYS)
def test_days_stand_in_order(given_on: date, answered_on: date | None) -> None:
    """It is given before it is answered, and neither lies ahead."""
    answer = None if answered_on is None else "Ja."
    one = Recommendation(given_on, "Giv dem en ejer.", answer=answer, answered_on=answered_on)
    can_be = given_on <= (answered_on or given_on) <= TODAY
    if can_be:
        assert rules.check(one, TODAY) == one
    else:
        with pytest.raises(InvalidValueError, match="Dagene skal ligge"):
            rules.check(one, TODAY)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Recommendation(GIVEN, " \n"), "kan ikke være tom"),
        (Recommendation(GIVEN, "Ja", answer="Nej"), "både en tekst og en dag"),
        (Recommendation(GIVEN, "Ja", answered_on=GIVEN), "både en tekst og en dag"),
    ],
)
def test_what_is_no_recommendation(one: Recommendation, said: str) -> None:
    """It says something, and an answer has words and a day."""
    with pytest.raises(InvalidValueError, match=said):
        rules.check(one, TODAY)


def test_it_is_mended_until_it_is_answered() -> None:
    """After that the words stand, because the answer was given to them."""
    assert rules.changed(ONE, {"addressed_to": "Udvalget"}, TODAY).addressed_to == "Udvalget"
    with pytest.raises(InvalidValueError, match="tom"):
        rules.changed(ONE, {"what": ""}, TODAY)
    answered = rules.answered(ONE, "Det gør vi.", date(2026, 11, 10), TODAY)
    assert (answered.answer, answered.answered_on) == ("Det gør vi.", date(2026, 11, 10))
    assert rules.changed(answered, {"what": ONE.what}, TODAY) == answered
    with pytest.raises(RefusedError, match="Skriv en ny"):
        rules.changed(answered, {"what": "Noget andet"}, TODAY)


def test_an_answer_says_something() -> None:
    """On a day after the recommendation was given; a later one takes its place."""
    with pytest.raises(InvalidValueError, match="hvad ledelsen har svaret"):
        rules.answered(ONE, " ", TODAY, TODAY)
    with pytest.raises(InvalidValueError, match="Dagene"):
        rules.answered(ONE, "Ja.", date(2026, 10, 31), TODAY)
    twice = rules.answered(rules.answered(ONE, "Måske.", GIVEN, TODAY), "Ja.", TODAY, TODAY)
    assert (twice.answer, twice.answered_on) == ("Ja.", TODAY)


READER = Reader(now=datetime(2026, 11, 20, 10, tzinfo=UTC), themes={})
LINE = {"given_on": "2026-11-01", "what": "Giv skabelonerne en ejer."}


def test_a_recommendation_from_a_file() -> None:
    """With all that it may hold, or with the least."""
    assert rules.recommendation_from(LINE, READER, TODAY) == Numbered(
        0, Recommendation(GIVEN, "Giv skabelonerne en ejer.")
    )
    more = {**LINE, "recommendation_no": 4, "lesson_no": 3, "addressed_to": "Direktøren", "answer": "Ja.",
            "answered_on": "2026-11-02"}  # fmt: skip
    assert rules.recommendation_from(more, READER, TODAY) == Numbered(
        4, Recommendation(GIVEN, LINE["what"], "Direktøren", 3, "Ja.", date(2026, 11, 2))
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({**LINE, "what": None}, "Anbefaling: mangler."),
        ({**LINE, "given_on": None}, "Givet: mangler."),
        ({**LINE, "given_on": "i overmorgen"}, "Givet: "),
        ({**LINE, "answer": "Ja."}, "både en tekst og en dag"),
    ],
)
def test_what_a_file_cannot_say(values: Mapping[str, object], said: str) -> None:
    """The sentence says what is wrong."""
    with pytest.raises(InvalidValueError, match=said):
        rules.recommendation_from(values, READER, TODAY)
