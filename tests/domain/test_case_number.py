"""Case numbers: what is shown can be typed, and what is typed is a number or a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.case_number import BASE, number_from, number_text
from klage.errors import InvalidValueError


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("42", 2026_000042),
        ("0042", 2026_000042),
        (" 2025-0042 ", 2025_000042),
        ("2025-42", 2025_000042),
        ("2026-123456", 2026_123456),
        ("1999-1", 1999_000001),
    ],
)
def test_a_number_is_read(typed: str, key: int) -> None:
    """A bare number is this year's."""
    assert number_from(typed, 2026) == key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "2026-0",
        "-1",
        "2026-",
        "26-42",
        "2026-0042-1",
        "fire",
        "4 2",
        "1234567",
        "٤٢",
        "²",
        "2026–42",
        "20260-1",
    ],
)
def test_what_is_no_number_is_a_sentence(typed: str) -> None:
    """It shows how a number is written, and does not repeat what was typed."""
    with pytest.raises(InvalidValueError, match=r"^Et sagsnummer skrives som 2026-0042 eller blot 42"):
        number_from(typed, 2026)


@given(st.integers(1900, 9999), st.integers(1, BASE - 1))
def test_what_is_shown_can_be_typed(year: int, serial: int) -> None:
    """Of any year, and the keys order as the numbers do."""
    key = year * BASE + serial
    assert number_from(number_text(key), 2026) == key
    assert number_text(key).startswith(f"{year}-")


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_sentence(typed: str) -> None:
    """And nothing else comes of it."""
    with suppress(InvalidValueError):
        assert number_from(typed, 2026) > BASE
