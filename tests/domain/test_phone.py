"""Phone numbers: one stored form for each way of writing, and no number is thrown away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.phone import normalised, shown


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("20123456", "20123456"),
        ("20 12 34 56", "20123456"),
        ("20-12-34-56", "20123456"),
        ("(+45) 2012 3456", "20123456"),
        ("+45 20123456", "20123456"),
        ("0045 20.12.34.56", "20123456"),
        ("+46 12 345 678", "+4612345678"),
        ("0046 12345678", "+4612345678"),
        ("112", "112"),
        ("+45 112", "+45112"),
        ("201234", "201234"),
        ("20 12 34 56 (mor)", "20 12 34 56 (mor)"),
        ("  hemmeligt \n nummer ", "hemmeligt nummer"),
        ("", None),
        ("  ", None),
        ("٢٠١٢٣٤٥٦", "٢٠١٢٣٤٥٦"),
        ("+", "+"),
    ],
)
def test_a_number_is_stored_in_one_form(typed: str, stored: str | None) -> None:
    """Danish with eight digits, foreign with its +, anything else as it was typed."""
    assert normalised(typed) == stored


@pytest.mark.parametrize(
    ("stored", "written"),
    [("20123456", "20 12 34 56"), ("+4612345678", "+4612345678"), ("112", "112"), ("mors tlf", "mors tlf")],
)
def test_a_number_is_shown_in_pairs(stored: str, written: str) -> None:
    """Only the eight digits."""
    assert shown(stored) == written


@given(st.text())
def test_what_is_stored_stays_as_it_is(typed: str) -> None:
    """Reading a stored number again changes nothing, and neither does showing it in between."""
    stored = normalised(typed)
    assert stored is None or normalised(stored) == stored


@given(st.integers(10**7, 10**8 - 1))
def test_a_shown_number_is_read_back(number: int) -> None:
    """What the user sees can be typed."""
    assert normalised(shown(str(number))) == str(number)
