"""Dates whose order of day and month cannot be known."""

import pytest

from klage.domain.calendar import mixed_dates


@pytest.mark.parametrize(
    ("text", "month_first", "in_doubt"),
    [
        ("10/22/2014", True, False),
        ("10-22-2014 08:40", True, False),
        (" 1.13.14", True, False),
        ("22/10/2014", False, False),
        ("12/10/2014", False, True),
        ("12.10.2014 kl. 8.40", False, True),
        ("10/10/2014", False, False),
        ("10/32/2014", False, False),
        ("2014-10-12", False, False),
        ("oktober", False, False),
        ("", False, False),
    ],
)
def test_order_of_a_date(text: str, month_first: bool, in_doubt: bool) -> None:
    """Only a day above the twelfth shows the order; the same number twice needs none."""
    assert (mixed_dates.is_month_first(text), mixed_dates.is_in_doubt(text)) == (month_first, in_doubt)


def test_reason_says_what_to_write() -> None:
    """The sentence begins with the field and ends with a date that can be read."""
    assert mixed_dates.sentence("Modtaget").startswith("Modtaget: ")
    assert mixed_dates.sentence("Modtaget").endswith("fx 2014-10-22.")
