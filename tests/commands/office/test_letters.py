"""How long a letter with a decision is on its way: a setting of the office."""

import json

from tests.desk import Desk


def received(desk: Desk) -> object:
    """Return the day on which the decision is presumed to have reached the citizen."""
    return desk.case("1")["appeal"]["decision_received_on"]


def test_the_office_says_how_long_a_letter_takes(desk: Desk) -> None:
    """The number of days is a setting; without one it is six, and days already set stay."""
    desk = desk.at("2025-01-22T10:00")
    desk.new("--type", "realitet")
    (default,) = json.loads(desk("kontor", "brevdage", "--json").stdout)
    assert default == {"letter_days": 6, "is_default": True}
    assert "6 hverdage efter sin dato. (Standard.)" in desk("kontor").stdout
    desk("genvurdering", "1", "--brev-dateret", "14.1.2025")
    said = desk("kontor", "letter-days", "1").stdout
    assert said == (
        "Et brev regnes for at være fremme 1 hverdag efter sin dato.\nDage, der allerede er regnet ud, flyttes ikke.\n"
    )
    assert received(desk) == "2025-01-22"
    desk("genvurdering", "1", "--brev-dateret", "14.1.2025")
    assert received(desk) == "2025-01-15"
    for days in ("0", "31", "seks"):
        desk.refused("kontor", "brevdage", days, code=2)
