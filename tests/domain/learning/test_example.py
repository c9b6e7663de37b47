"""Examples for the beretning: a title and a story, approved as they stand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.learning import example as rules
from klage.domain.learning.example import Example
from klage.domain.learning.learning import Source
from klage.domain.reading import Reader
from klage.errors import InvalidValueError

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=rules.LONGEST_TITLE)
STORY = st.text(min_size=1).filter(lambda text: bool(text.strip()))


@given(LINE, STORY)
def test_the_first_line_is_the_title(title: str, story: str) -> None:
    """The rest is the story, without the empty lines around it."""
    assert rules.from_text(f"\n{title}\n\n{story}\n", TODAY) == Example(title, story.strip(), TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "overskrift på den første linje"),
        ("Kun en overskrift", "overskrift på den første linje"),
        ("Kun en overskrift\n\n \n", "overskrift på den første linje"),
        (f"{'x' * 101}\nFortælling", "højst have 100 tegn"),
    ],
)
def test_what_is_no_example(text: str, said: str) -> None:
    """The sentence says how one is written."""
    with pytest.raises(InvalidValueError, match=said):
        rules.from_text(text, TODAY)


def test_a_title_is_one_line() -> None:
    """Also where it does not come from a text."""
    with pytest.raises(InvalidValueError, match="på én linje"):
        rules.check(Example("To\nlinjer", "Fortælling", TODAY), TODAY)


@pytest.mark.parametrize("approved", [date(2026, 11, 18), date(2026, 11, 21)])
def test_days_that_cannot_be(approved: date) -> None:
    """It is approved when it has been written, and not in the future."""
    with pytest.raises(InvalidValueError, match="Dagene skal ligge"):
        rules.check(Example("Brevet", "Det kom ikke.", date(2026, 11, 19), approved), TODAY)


@given(LINE, STORY, st.booleans())
def test_other_words_are_not_approved(title: str, story: str, is_same: bool) -> None:
    """The same words keep their approval; whatever differs has to be approved anew."""
    before = rules.approved(Example(title, story, date(2026, 11, 1)), date(2026, 11, 2))
    after = rules.rewritten(before, title, story if is_same else story + "!", TODAY)
    assert (after == before) == is_same
    assert after.approved_on == (date(2026, 11, 2) if is_same else None)
    assert after.written_on == (before.written_on if is_same else TODAY)


def test_approval_keeps_its_day() -> None:
    """What is approved twice was approved the first time."""
    once = rules.approved(rules.rewritten(None, "Brevet", "Det kom ikke.", TODAY), TODAY)
    assert once.approved_on == TODAY
    assert rules.approved(once, date(2027, 1, 1)) == once
    assert [label for label, _ in once.texts] == ["overskriften", "fortællingen"]


READER = Reader(now=NOW, themes={})
LINE_OF_FILE = {"title": "Brevet", "story": "Det kom ikke.", "written_on": "2026-11-01"}


def test_an_example_from_a_file() -> None:
    """Its case by number, or by receipt where it has no number yet."""
    by_number = rules.example_from(
        {**LINE_OF_FILE, "case_no": "2026-0042", "approved_on": None}, READER, TODAY
    )
    assert by_number == (Source(2026000042), Example("Brevet", "Det kom ikke.", date(2026, 11, 1)))
    by_receipt = rules.example_from(
        {**LINE_OF_FILE, "received_at": "2026-10-01T08:00:00Z", "approved_on": "2026-11-02"}, READER, TODAY
    )
    assert by_receipt.source == Source(0, received_at=datetime(2026, 10, 1, 8, tzinfo=UTC))
    assert by_receipt.example.approved_on == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({**LINE_OF_FILE, "title": None}, "Overskrift: mangler."),
        ({**LINE_OF_FILE, "story": ""}, "Fortælling: mangler."),
        ({**LINE_OF_FILE, "written_on": None}, "Skrevet: mangler."),
        (LINE_OF_FILE, "Sagsnr.: mangler."),
        ({**LINE_OF_FILE, "case_no": "2026-0042", "approved_on": "2026-10-01"}, "Dagene skal ligge"),
    ],
)
def test_what_a_file_cannot_say(values: Mapping[str, object], said: str) -> None:
    """The sentence begins with the field."""
    with pytest.raises(InvalidValueError, match=said):
        rules.example_from(values, READER, TODAY)
