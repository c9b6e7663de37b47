"""CPR numbers: every way of writing one is masked, and no other number is touched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.cpr import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("010190-1234", "010190-XXXX"),
        ("0101901234", "010190-XXXX"),
        ("010190 1234", "010190-XXXX"),
        ("010190 - 1234", "010190-XXXX"),
        ("010190–1234", "010190-XXXX"),
        ("010190\u00a0\u20111234", "010190-XXXX"),
        ("710190-1234", "710190-XXXX"),
        ("290200-1234", "290200-XXXX"),
        ("cpr-010190-1234.", "cpr-010190-XXXX."),
        ("(010190-1234)", "(010190-XXXX)"),
        ("Mor 010190-1234, barn 0202101234", "Mor 010190-XXXX, barn 020210-XXXX"),
        ("x010190-1234y", "x010190-XXXXy"),
    ],
)
def test_a_cpr_number_is_masked(text: str, shown: str) -> None:
    """With any sign between, as a replacement number (day + 60), and wherever it stands."""
    assert masked(text) == (shown, shown.count("XXXX"))


@pytest.mark.parametrize(
    "text",
    [
        "", "20123456", "2026-0042", "320190-1234", "011390-1234", "990190-1234", "000190-1234", "290201-123",
        "300201-1234", "10101901234", "010190-12345", "12-0101901234", "01019-01234", "tlf. 20 12 34 56",
        "faktura 9999999999", "010190-XXXX",
    ],
)  # fmt: skip
def test_another_number_is_left_alone(text: str) -> None:
    """Neither a day that is none, nor a longer or shorter number, nor what is masked already."""
    assert masked(text) == (text, 0)


@given(
    st.dates(date(1900, 1, 1), date(2057, 12, 31)), st.integers(0, 9999), st.booleans(), st.text(max_size=9)
)
def test_every_date_is_found(born: date, rest: int, replaced: bool, around: str) -> None:
    """Whatever the date and the four digits, the digits are gone and the text around is not."""
    if around and (around[0].isdecimal() or around[-1] in "-0123456789" or around[-1].isdecimal()):
        around = ""
    number = f"{born.day + 60 * replaced:02d}{born:%m%y}-{rest:04d}"
    assert masked(f"{around}{number}{around}") == (f"{around}{number[:7]}XXXX{around}", 1)


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    """What is masked is no longer a number."""
    once, _ = masked(text)
    assert masked(once) == (once, 0)
