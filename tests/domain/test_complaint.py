"""The rules of a complaint and its closings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from klage.domain.complaint import Closing, Complaint, Point, check, check_closing
from klage.errors import InvalidValueError, RefusedError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOOD = Complaint(NOW - HOUR, "Ingen ringer tilbage")


@pytest.mark.parametrize(
    "complaint",
    [
        GOOD,
        replace(GOOD, received_at=NOW),
        replace(GOOD, registered_at=GOOD.received_at),
        replace(GOOD, points=(Point("a", "X"), Point("a", "Y"), Point("b", "X"), Point("a"))),
    ],
)
def test_a_complaint_that_can_be_registered(complaint: Complaint) -> None:
    """It is returned as it is."""
    assert check(complaint, NOW) is complaint


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(GOOD, summary=" \n"), "ingen tekst"),
        (replace(GOOD, received_at=NOW + timedelta(seconds=1)), "fremtiden"),
        (replace(GOOD, registered_at=GOOD.received_at - HOUR), "før den er modtaget"),
        (replace(GOOD, points=(Point("a", "X"), Point("a", "X", 3))), "samme tema"),
        (replace(GOOD, points=(Point("a"), Point("a", severity=1))), "samme tema"),
    ],
)
def test_a_complaint_that_cannot(wrong: Complaint, said: str) -> None:
    """A sentence says why."""
    with pytest.raises(InvalidValueError, match=said):
        check(wrong, NOW)


CLOSED = Closing(NOW, NOW, "afsluttet", "telefonsamtale", "loest_i_dialog")


@pytest.mark.parametrize(
    ("closing", "is_open"),
    [
        (CLOSED, True),
        (replace(CLOSED, outcome="henlagt", reason="Borgeren svarer ikke"), True),
        (replace(CLOSED, at=NOW - HOUR), True),
        (replace(CLOSED, kind="genaabnet", reason="Ny oplysning"), False),
        (replace(CLOSED, kind="sammenlagt"), True),
    ],
)
def test_a_closing_that_follows(closing: Closing, is_open: bool) -> None:
    """It is returned as it is."""
    assert check_closing(closing, received_at=NOW - HOUR, is_open=is_open, now=NOW) is closing


@pytest.mark.parametrize(
    ("closing", "is_open", "error", "said"),
    [
        (CLOSED, False, RefusedError, "allerede afsluttet"),
        (replace(CLOSED, kind="genaabnet", reason="x"), True, RefusedError, "er åben"),
        (replace(CLOSED, outcome="henlagt"), True, InvalidValueError, "begrundelse"),
        (replace(CLOSED, kind="genaabnet"), False, InvalidValueError, "hvorfor sagen genåbnes"),
        (replace(CLOSED, at=NOW + HOUR), True, InvalidValueError, "mellem modtagelsen og nu"),
        (replace(CLOSED, at=NOW - 2 * HOUR), True, InvalidValueError, "mellem modtagelsen og nu"),
    ],
)
def test_a_closing_that_does_not(
    closing: Closing, is_open: bool, error: type[InvalidValueError | RefusedError], said: str
) -> None:
    """A rule says no (9), or something is missing (2)."""
    with pytest.raises(error, match=said):
        check_closing(closing, received_at=NOW - HOUR, is_open=is_open, now=NOW)
