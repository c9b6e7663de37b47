"""The promise: the decision vectors, and what must hold for any calls."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock
from klage.domain.promise import (
    DEFAULT_OPENING_HOURS,
    CallFact,
    Policy,
    covers,
    latest_within_hours,
    policy_on,
    promise_for,
    report_cell,
    standing,
)
from klage.domain.vocabulary import CALL_RESULTS

VECTORS = Path(__file__).parent.parent / "vectors" / "promise.csv"


def local(text: str) -> datetime:
    """Return the instant of a Danish wall clock text, ``2014-10-21T12:09``."""
    return clock.from_local(datetime.fromisoformat(text))


def optional(text: str) -> datetime | None:
    """Return the instant, or nothing for an empty cell."""
    return local(text) if text else None


def call_from(text: str) -> CallFact:
    """Read ``2014-10-21T15:00 ud talt_med > 2014-10-28T09:00``."""
    facts, _, again = text.partition(" > ")
    called_at, direction, result = facts.split()
    return CallFact(local(called_at), direction, result, optional(again))


def vectors() -> list[dict[str, str]]:
    """Return the page of decision vectors."""
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", vectors(), ids=lambda row: str(row["what"]))
def test_every_decision_on_the_page(row: dict[str, str]) -> None:
    """List, attempts, first attempt, conversation and report cell are what the page says."""
    policy = Policy(
        hours=int(row["hours"]),
        counting=row["counting"],
        levels=frozenset(row["covered_levels"].split()),
    )
    received = local(row["received"])
    promise = promise_for([policy], received, level=row["addressee"], department=None)
    calls = [call_from(text) for text in row["calls"].split("|") if text]
    state = standing(calls, covered=promise.covered, due_at=promise.due_at, closed=bool(row["closed"]))
    cell = report_cell(
        state,
        covered=promise.covered,
        due_at=promise.due_at,
        had_opening_hours=promise.had_opening_hours,
        now=local(row["now"]),
    )
    assert (state.reason or "", state.due_at) == (row["reason"], optional(row["due"]))
    assert state.attempts == int(row["attempts"])
    assert state.first_attempt_at == optional(row["first_attempt"])
    assert state.reached_at == optional(row["reached"])
    assert cell == row["cell"]


PHASES = (
    Policy(first_day=date(2014, 10, 21), levels=frozenset({"raadmand", "direktoer", "forvaltningschef"})),
    Policy(first_day=date(2015, 4, 1)),
)


@pytest.mark.parametrize(
    ("received", "level", "covered"),
    [
        ("2014-10-20T23:59", "raadmand", False),
        ("2014-10-21T00:00", "raadmand", True),
        ("2014-12-01T10:00", "medarbejder", False),
        ("2015-03-31T23:59", "medarbejder", False),
        ("2015-04-01T00:00", "medarbejder", True),
    ],
)
def test_the_two_phases_of_seed_1(received: str, level: str, covered: bool) -> None:
    """The Danish day of receipt chooses the phase: first the top three levels, from spring 2015 all."""
    assert promise_for(PHASES, local(received), level=level, department=None).covered is covered


def test_without_phases_everyone_is_covered() -> None:
    """Nothing must be set up before the first complaint."""
    promise = promise_for([], local("2014-10-21T12:09"), level="ukendt", department=None)
    assert promise == (True, local("2014-10-22T12:09"), "doegn:24:", True)


def test_the_policy_is_kept_in_words_with_its_first_day() -> None:
    """A later change of the scheme does not rewrite what an old case was promised."""
    promise = promise_for(PHASES, local("2015-05-01T12:00"), level="ukendt", department=None)
    assert promise.policy == "doegn:24:2015-04-01"


def test_praise_is_not_promised_a_call() -> None:
    """The service is for complaints."""
    assert not promise_for(
        [], local("2014-10-21T12:09"), level="direktoer", department=None, contact_type="ros_forslag"
    ).covered


def test_a_phase_may_cover_some_departments() -> None:
    """A roll-out can go department by department."""
    policy = Policy(departments=frozenset({"Jobcenter"}))
    assert covers(policy, "medarbejder", "Jobcenter")
    assert not covers(policy, "medarbejder", "Ydelse")
    assert not covers(policy, "medarbejder", None)


def test_the_latest_phase_that_has_begun_is_in_force() -> None:
    """The order in which phases were typed does not matter."""
    assert policy_on(tuple(reversed(PHASES)), date(2016, 1, 1)) == PHASES[1]
    assert policy_on(PHASES, date(2014, 1, 1)) is None


@pytest.mark.parametrize(
    ("received", "due", "latest"),
    [
        ("2014-10-21T12:09", "2014-10-22T12:09", "2014-10-22T12:09"),
        ("2014-10-21T16:00", "2014-10-22T16:00", "2014-10-22T15:00"),
        ("2014-10-21T07:00", "2014-10-22T07:00", "2014-10-21T15:00"),
        ("2025-10-24T12:00", "2025-10-25T12:00", "2025-10-24T15:00"),
        ("2025-10-24T15:00", "2025-10-25T15:00", None),
        ("2025-10-24T09:00", "2025-10-25T09:00", "2025-10-24T15:00"),
    ],
)
def test_when_to_call_at_the_latest_within_opening_hours(received: str, due: str, latest: str | None) -> None:
    """A deadline at night or in a weekend is moved back to when the office is last open."""
    assert latest_within_hours(local(received), local(due), DEFAULT_OPENING_HOURS) == optional(latest or "")


def test_a_local_closing_day_is_no_opening_day() -> None:
    """The office's own closing days count as closed."""
    closed = {date(2014, 10, 22)}
    assert (
        latest_within_hours(
            local("2014-10-21T16:00"), local("2014-10-22T16:00"), DEFAULT_OPENING_HOURS, closed
        )
        is None
    )


START = datetime(2025, 1, 14, 13, tzinfo=UTC)
DUE = START + timedelta(hours=24)
minutes = st.integers(min_value=0, max_value=60 * 24 * 10)
facts = st.builds(
    lambda after, direction, result, again: CallFact(
        START + timedelta(minutes=after),
        direction,
        result,
        START + timedelta(minutes=after + again) if again else None,
    ),
    minutes,
    st.sampled_from(["ud", "ind"]),
    st.sampled_from(sorted(CALL_RESULTS)),
    st.integers(min_value=0, max_value=5000),
)


@given(st.lists(facts, max_size=6), st.booleans(), st.booleans())
def test_what_must_hold_for_any_calls(calls: list[CallFact], covered: bool, closed: bool) -> None:
    """A closed case is off the list, only a conversation reaches, and an attempt never comes after it."""
    state = standing(calls, covered=covered, due_at=DUE, closed=closed)
    assert (state.reason is None) == (state.due_at is None)
    assert not (closed and state.reason)
    assert (state.reached_at is not None) == any(call.result == "talt_med" for call in calls)
    if state.reached_at:
        assert state.first_attempt_at is not None
        assert state.first_attempt_at <= state.reached_at
        assert state.reason != "tilbagekald"


@given(st.lists(facts, max_size=6, unique_by=lambda call: call.called_at), st.randoms())
def test_the_order_of_logging_does_not_matter(calls: list[CallFact], random: object) -> None:
    """Calls are read by when they happened, not by when they were written down."""
    shuffled = sorted(calls, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert standing(calls, covered=True, due_at=DUE) == standing(shuffled, covered=True, due_at=DUE)


@given(st.lists(facts, max_size=6), minutes)
def test_every_covered_case_is_in_exactly_one_cell(calls: list[CallFact], later: int) -> None:
    """Pending only before the deadline; reached only with a conversation in time."""
    state = standing(calls, covered=True, due_at=DUE)
    now = START + timedelta(minutes=later)
    cell = report_cell(state, covered=True, due_at=DUE, had_opening_hours=True, now=now)
    assert cell in {"reached", "no_callback", "pending", "tried", "neither"}
    assert (cell == "pending") <= (now <= DUE)
    assert (cell == "reached") == (state.reached_at is not None and state.reached_at <= DUE)
