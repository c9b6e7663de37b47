"""An underretning: its own legal clock, and where it must go now."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.child_concern import RECEIVER, due_at, sentence

RECEIVED = datetime(2026, 11, 19, 13, tzinfo=UTC)  # a Thursday, 14.00 in Denmark


@pytest.mark.parametrize(
    ("received", "local"),
    [
        ("2026-11-19T14:00+01:00", "2026-11-20T14:00+01:00"),
        ("2026-11-20T16:00+01:00", "2026-11-21T16:00+01:00"),  # over a weekend: the law knows no closing days
        ("2026-10-24T12:00+02:00", "2026-10-25T11:00+01:00"),  # summer time ends
        ("2026-03-28T12:00+01:00", "2026-03-29T13:00+02:00"),  # summer time begins
    ],
)
def test_assessed_within_24_hours_that_really_pass(received: str, local: str) -> None:
    """Domain.md 1.6: 24 hours of receipt; the clock on the wall is another when summer time changes."""
    assert due_at(datetime.fromisoformat(received)) == datetime.fromisoformat(local)


def test_the_sentence_says_where_it_must_go() -> None:
    """To whom, by when, by which law, and how to note it; the receiver is the office's own, or told generally."""
    said = sentence("2026-0007", RECEIVED, RECEIVED + timedelta(hours=19), None)
    assert said == (
        f"2026-0007: bekymring for et barn. Giv den nu videre som underretning til {RECEIVER}; den skal være "
        "vurderet senest i dag kl. 14.00 (om 5 t), barnets lov §§ 136-137. Notér det med klage ret 2026-0007 "
        "--videregivet nu."
    )
    assert "underretning til Familiehuset; den" in sentence("2026-0007", RECEIVED, RECEIVED, "Familiehuset")


def test_when_the_time_is_over_it_is_still_to_be_done() -> None:
    """The sentence says so without blame."""
    said = sentence("2026-0007", RECEIVED, RECEIVED + timedelta(hours=26), None)
    assert "den skulle være vurderet senest i dag kl. 14.00 (2 t over fristen)" in said


@given(st.integers(0, 900_000).map(lambda n: RECEIVED - timedelta(hours=n / 3)), st.integers(-200, 200))
def test_what_must_hold_for_any_time(at: datetime, hours: int) -> None:
    """Always 24 hours, always with the number and the law; skal until the last second, skulle after it."""
    assert due_at(at) - at == timedelta(hours=24)
    said = sentence("2026-0001", at, at + timedelta(hours=hours), None)
    assert said.startswith("2026-0001: ")
    assert "barnets lov §§ 136-137" in said
    assert ("den skal være" in said) is (hours <= 24)
