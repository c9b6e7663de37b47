"""How a deadline came about: the dates that are not about a call are told as what they are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from klage.domain.case import Case
from klage.domain.complaint import Complaint
from klage.domain.due import OtherDate, due_list
from klage.domain.explain import OTHERS, sentences
from klage.domain.promise import DEFAULT_OPENING_HOURS, promise_for
from tests.domain.test_due import case

RECEIVED = datetime(2026, 11, 19, 13, tzinfo=UTC)


@pytest.mark.parametrize("reason", OTHERS)
def test_another_date_is_not_mixed_with_the_promise(reason: str) -> None:
    """Receipt and one sentence of its own, with the day; nothing of the scheme or of calls."""
    promised = promise_for([], RECEIVED, level="ukendt", department=None)
    dates = () if reason == "underretning" else (OtherDate(reason, date(2026, 12, 3)),)
    listed = case(received=RECEIVED, child_concern=reason == "underretning", dates=dates)
    found = due_list([listed], now=RECEIVED, everything=True, hours=DEFAULT_OPENING_HOURS)
    (entry,) = [entry for entry in found.entries if entry.reason == reason]
    told = sentences(entry, Case(1, Complaint(RECEIVED, "Klage"), promised))
    assert len(told) == 2
    day = "fredag 20. november 2026" if reason == "underretning" else "torsdag 3. december 2026"
    assert day in told[1]
    assert "Ordningen" not in " ".join(told)
    assert entry.due_at - RECEIVED >= timedelta(hours=24)
