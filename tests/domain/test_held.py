"""Which cases may be a person's: by name, by telephone, now or earlier."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.held import OWN, REASONS, Known, is_of, matches


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bo Ågesen", True),
        ("ågesen bo", True),
        ("ÅGESEN", True),
        ("Bo Ib Ågesen", False),
        ("20 12 34 56", True),
        ("+45 20123456", True),
        ("20123457", False),
        ("Åge", False),
        ("", False),
        (" - ", False),
    ],
)
def test_person_is_known_by_whole_words_or_by_the_number(typed: str, expected: bool) -> None:
    """In any order and spelling of a name, and however the number is written; half a word is nobody."""
    assert is_of(typed, Known(1, "Bo Ågesen", "20123456", is_now=True)) is expected


def test_nobody_is_found_where_nothing_is_noted() -> None:
    """A case without a name and a number is nobody's."""
    assert not is_of("Bo", Known(1, None, None, is_now=True))


def test_what_is_noted_now_counts_for_more_than_what_was() -> None:
    """In whichever order they come; and only what is so now is taken to be the person's."""
    now, then = Known(1, "Bo", None, is_now=True), Known(1, "Bo", None, is_now=False)
    assert matches("Bo", [now, then]) == matches("Bo", [then, now]) == {1: "person"}
    assert matches("Bo", [then, Known(2, "Ib", None, is_now=True)]) == {1: "earlier"}
    assert {"earlier", "mentioned"} == REASONS.keys() - OWN


@settings(max_examples=50)
@given(st.text(st.characters(categories=["L"]), min_size=1), st.text())
def test_every_name_finds_itself(name: str, other: str) -> None:
    """Whatever a citizen is called, and whatever stands beside it."""
    assert (
        is_of(name, Known(1, f"{name} {other}", None, is_now=True))
        or not name.casefold().strip("ʼʹ").isalnum()
    )
