"""A phone number is taken from a mail only where it can be nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.mail.phone import phone_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring på 20 12 34 56.", "20123456"),
        ("Ring på 20123456", "20123456"),
        ("Jeg har tlf. 20.12.34.56", "20123456"),
        ("+45 20 12 34 56", "20123456"),
        ("0045 20123456", "20123456"),
        ("Mvh. Anna\n20 12 34 56", "20123456"),
        ("Mobil: 20 12 34 56, fastnet: 86 12 34 56", "20123456"),
        ("Sagsnr. 20260117. Ring på 20 12 34 56", "20123456"),
        ("Min sag 20 12 34 56", None),
        ("Sagsnr. 31260117", None),
        ("J.nr. 31 26 01 17", None),
        ("Konto 1234 31260117", None),
        ("CVR 31260117", None),
        ("Den 20260117 fik jeg brev", None),
        ("Den 31122026 fik jeg brev", None),
        ("Mobil 20260117", "20260117"),
        ("20 12 34 56 eller 30 12 34 56", None),
        ("20 12 34 56, altså 20123456", "20123456"),
        ("250385-1234", None),
        ("2503851234", None),
        ("+46 20 12 34 56", None),
        ("201234567", None),
        ("12 34 56 78", None),
        ("Telefon: 10 34 56 78", "10345678"),
        ("20 1234 56", None),
        ("", None),
    ],
)
def test_numbers(text: str, found: str | None) -> None:
    """A number that is called one goes first; case numbers, accounts, dates and CPR numbers are none."""
    assert phone_in(text) == found


@given(st.text(alphabet="0123456789 .+-/tlfsag\n", max_size=300))
def test_any_text_gives_eight_digits_or_nothing(text: str) -> None:
    """What is found stands in the text."""
    found = phone_in(text)
    assert found is None or (len(found) == 8 and found.isdigit())
