"""The day on which the reporting year begins: a setting of the office."""

import json

from tests.desk import Desk


def test_the_office_says_when_its_year_begins(desk: Desk) -> None:
    """Words or numbers, with or without quotes; without a setting it is the calendar year."""
    desk.new()
    (found,) = json.loads(desk("kontor", "beretningsaar", "--json").stdout)
    assert found == {"starts_on": "01-01", "is_default": True}
    said = desk("kontor", "beretningsaar", "1.", "april").stdout
    assert said == "Beretningsåret begynder 1. april. Lav beretningen med klage rapport --beretningsaar ÅR.\n"
    assert desk("kontor", "report-year").stdout == "1. april\tnej\n"
    assert desk("kontor", "beretningsår", "1.1.").stdout.startswith("Beretningsåret begynder 1. januar.")


def test_a_day_that_is_none_changes_nothing(desk: Desk) -> None:
    """It is refused with 2, and so is a day together with a format."""
    desk.new()
    assert "29. februar" in desk.refused("kontor", "beretningsaar", "29. februar", code=2)
    desk.refused("kontor", "beretningsaar", "1. april", "--json", code=2)
