"""The balance: what came and went explains what is left."""

import pytest

from klage.domain.report.facts import Balance


def test_the_balance_of_a_british_hospital() -> None:
    """Brought forward 7, new 51, closed 49, carried forward 9 (domain.md section 6)."""
    assert Balance(7, 51, 0, 0, 49, 0, 9).check().carried_forward == 9


@pytest.mark.parametrize("balance", [Balance(7, 51, 0, 0, 49, 0, 10), Balance(0, 0, 0, 0, 1, 0, -1)])
def test_a_balance_that_does_not_add_up_is_a_bug(balance: Balance) -> None:
    """It is never shown."""
    with pytest.raises(ValueError, match="balance"):
        balance.check()
