"""A case as a whole: its number and where it stands with the promise."""

from datetime import UTC, datetime, timedelta

from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Complaint
from klage.domain.promise import Promise

RECEIVED = datetime(2026, 11, 20, 10, tzinfo=UTC)
CASE = Case(
    2026_000042, Complaint(RECEIVED, "Klage"), Promise(True, RECEIVED + timedelta(days=1), "doegn:24:")
)


def test_the_number_is_the_key() -> None:
    """As it is shown."""
    assert CASE.number == "2026-0042"


def test_a_case_stands_where_its_calls_put_it() -> None:
    """Uncalled it waits for a call; spoken with, it does not."""
    assert CASE.standing.reason == "tilbagekald"
    spoken = Case(CASE.id, CASE.complaint, CASE.promise, calls=(Call(RECEIVED, "talt_med"),))
    assert (spoken.standing.reason, spoken.standing.reached_at) == (None, RECEIVED)


def test_a_closed_case_is_off_the_list() -> None:
    """Closed unreached it waits for nothing, and was not reached."""
    closed = Case(CASE.id, CASE.complaint, CASE.promise, closed_at=RECEIVED)
    assert (closed.standing.reason, closed.standing.reached_at) == (None, None)


def test_a_case_that_is_not_covered_is_promised_nothing() -> None:
    """It is not on the list."""
    promise = CASE.promise._replace(covered=False)
    assert Case(CASE.id, CASE.complaint, promise).standing.reason is None
