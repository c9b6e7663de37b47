"""Base numbers: the vector of seed S1, the words, and how a number may be typed."""

import pytest

from klage.domain.base_number import BaseNumber, Measured, base_sentence, number_from, sentences
from klage.errors import InvalidValueError

S1 = BaseNumber(2013, None, "borgerforløb", 100_000)


def test_the_vector_of_the_seed() -> None:
    """About 200 covered complaints of 100,000 borgerforløb are 0.2 %."""
    found = Measured(S1, 250, 200)
    assert (found.share, found.complaints_share) == (0.002, 0.0025)
    assert sentences(found) == (
        "I 2013 var 200 klager omfattet af ordningen, 0,2 % af 100.000 borgerforløb. "
        "I alt kom der 250 klager, 0,3 %."
    )
    assert base_sentence(S1) == "Grundtal for 2013: 100.000 borgerforløb."


def test_few_complaints_are_not_said_to_be_none() -> None:
    """A share that rounds to nothing is under 0,1 %; only no complaints at all are 0,0 %."""
    here = S1._replace(department="Visitationen")
    assert sentences(Measured(here, 1, 0)) == (
        "I 2013 var ingen klager om Visitationen omfattet af ordningen, 0,0 % af 100.000 borgerforløb. "
        "I alt kom der 1 klage om Visitationen, under 0,1 %."
    )
    assert base_sentence(here) == "Grundtal for 2013, Visitationen: 100.000 borgerforløb."


@pytest.mark.parametrize(
    ("typed", "number"), [("100000", 100_000), (" 100.000 ", 100_000), ("1.234.567", 1_234_567), ("10", 10)]
)
def test_a_number_as_it_is_typed(typed: str, number: int) -> None:
    """With points between the thousands or without."""
    assert number_from(typed) == number


@pytest.mark.parametrize("typed", ["", "9", "0", "-5", "1.5", "100.00", "1,5", "mange", "1234567890", "٣٣"])
def test_a_number_that_cannot_be(typed: str) -> None:
    """Anything else is refused, and so is a number too small for per cent."""
    with pytest.raises(InvalidValueError, match="mindst 10"):
        number_from(typed)
