"""A promised step: made ahead, and settled once, with a reason when it was not kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.step import BROKEN, KEPT, MOVED, OPEN, Step, check, check_open, moved, settled
from klage.domain.vocabulary import STEP_STATES
from klage.errors import InvalidValueError, RefusedError

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PROMISED = Step(NOW, date(2026, 11, 27), "Svar på brevet", "Afdelingsleder")


def test_the_states_are_the_vocabulary() -> None:
    """Every code that is stored has its Danish word."""
    assert list(STEP_STATES) == [OPEN, KEPT, MOVED, BROKEN]


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True), (700, True)])
def test_a_promise_lies_ahead(days: int, may: bool) -> None:
    """Today is in time; yesterday cannot be promised."""
    step = replace(PROMISED, due_on=TODAY + timedelta(days=days))
    if may:
        assert check(step, TODAY) is step
    else:
        with pytest.raises(InvalidValueError, match="Dagen er gået"):
            check(step, TODAY)


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_only_what_is_kept_needs_no_reason(reason: str | None) -> None:
    """A promise that is moved or broken says why."""
    assert settled(PROMISED, KEPT, NOW, reason).state == KEPT
    for state in (MOVED, BROKEN):
        with pytest.raises(InvalidValueError, match="Skriv hvorfor"):
            settled(PROMISED, state, NOW, reason)


@given(st.sampled_from([KEPT, MOVED, BROKEN]), st.sampled_from([KEPT, MOVED, BROKEN]), st.integers(0, 1000))
def test_a_promise_is_settled_once(first: str, second: str, hours: int) -> None:
    """What was promised stays as it was; only state, time and reason are new, and never twice."""
    at = NOW + timedelta(hours=hours)
    done = settled(PROMISED, first, at, "Brevet er forsinket.")
    assert done == replace(PROMISED, state=first, settled_at=at, reason="Brevet er forsinket.")
    with pytest.raises(RefusedError, match="gjort op"):
        settled(done, second, at, "Igen.")
    with pytest.raises(RefusedError):
        check_open(done)


@given(st.integers(-30, 30))
def test_a_moved_promise_is_a_new_one_on_another_day(days: int) -> None:
    """The same words and the same owner, made now; not on a day that has gone, and not on the same day."""
    due_on = PROMISED.due_on + timedelta(days=days)
    at = NOW + timedelta(hours=2)
    if days == 0 or due_on < TODAY:
        with pytest.raises(InvalidValueError, match="forvejen" if days == 0 else "gået"):
            moved(PROMISED, due_on, at, TODAY)
    else:
        assert moved(PROMISED, due_on, at, TODAY) == replace(PROMISED, made_at=at, due_on=due_on)
