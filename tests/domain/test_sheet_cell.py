"""Cells of a spreadsheet as text: what a person reads in them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.sheet_cell import Value, as_text, column_letter, error_sentence, is_total


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Bo", "Bo"),
        (20123456.0, "20123456"),
        (0.0, "0"),
        (1.5, "1,5"),
        (True, "ja"),
        (False, "nej"),
        (date(2014, 9, 22), "2014-09-22"),
        (datetime.fromisoformat("2014-09-22"), "2014-09-22"),
        (datetime.fromisoformat("2014-09-22T08:40"), "2014-09-22 08:40"),
        (datetime.fromisoformat("2014-09-22T08:39:59.999"), "2014-09-22 08:40"),
        (datetime.fromisoformat("2014-09-22T08:40:05"), "2014-09-22 08:40:05"),
        (time(8, 40), "08:40"),
        (time(8, 39, 59, 999000), "08:40"),
        (timedelta(hours=8, minutes=40), "08:40"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_cell_is_read_as_it_is_seen(value: Value, text: str) -> None:
    """Numbers lose the decimal point they never had, and time the noise of fractions of a day."""
    assert as_text(value) == text


@given(st.datetimes(datetime.fromisoformat("1900-03-01"), datetime.fromisoformat("2100-01-01")))
def test_moment_comes_through_to_the_second(moment: datetime) -> None:
    """What is written as ISO is the moment itself, within half a second."""
    assert abs(datetime.fromisoformat(as_text(moment)) - moment) <= timedelta(milliseconds=500)


@given(st.integers(0, 16_383))
def test_letters_count_as_a_spreadsheet_does(index: int) -> None:
    """The letters of a column are its number in base 26 without a zero."""
    number = 0
    for letter in column_letter(index):
        number = number * 26 + ord(letter) - 64
    assert number == index + 1


def test_last_column_is_xfd() -> None:
    """Excel's first, its 27th and its last."""
    assert [column_letter(index) for index in (0, 26, 16_383)] == ["A", "AA", "XFD"]


def test_error_is_told_as_danish_excel_shows_it() -> None:
    """The user finds it by column and by what stands there; an unknown one is repeated."""
    assert error_sentence(2, "#N/A") == "Kolonne C: Cellen viser fejlen #I/T. Ret den i regnearket."
    assert "#SPILL!" in error_sentence(0, "#SPILL!")


@pytest.mark.parametrize(
    ("cells", "received", "expected"),
    [
        (["I alt", "", "25"], 0, True),
        (["", "TOTAL:", "25"], 0, True),
        (["", "Sum", "25"], None, True),
        (["25", "Sum"], 0, False),
        (["2014-09-22", "I alt"], 0, False),
        (["Sum", "2014-09-22"], 1, False),
        (["I alt", "25"], 1, True),
        (["I alt"], 4, True),
        (["I alt tre klager", ""], 0, False),
        (["I alt" + " " * 40 + ":", "25"], 1, True),
        (["Sum " + "." * 200, "25"], 1, False),
        (["", ""], 0, False),
    ],
)
def test_row_of_sums(cells: list[str], received: int | None, expected: bool) -> None:
    """It begins with a word for a sum, and was received on no day."""
    assert is_total(cells, received) is expected
