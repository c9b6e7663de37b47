"""``-`` for the last case: one case, or a sentence that asks for the number."""

import pytest

from klage.domain import latest
from klage.errors import NotFoundError


def test_one_case_is_meant() -> None:
    """It is that one, and its number is said aloud."""
    assert latest.case_of([2026_000042]) == 2026_000042
    assert latest.told("2026-0042") == "- er sag 2026-0042, som du sidst gemte noget om."


@pytest.mark.parametrize(("keys", "sentence"), [([], latest.NONE), ([1, 2], latest.SEVERAL)])
def test_klage_does_not_choose_between_citizens(keys: list[int], sentence: str) -> None:
    """Nothing saved yet, or a change of several cases: the number is asked for."""
    with pytest.raises(NotFoundError) as caught:
        latest.case_of(keys)
    assert caught.value.sentence == sentence
    assert sentence.endswith("Skriv sagens nummer.")
