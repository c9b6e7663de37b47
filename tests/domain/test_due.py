"""The due list: who stands on it, in what order, and when to call at the latest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.due import REASONS, DueAction, DueList, OpenCase, OtherDate, due_list
from klage.domain.promise import DEFAULT_OPENING_HOURS, CallFact
from klage.domain.vocabulary import CALL_RESULTS

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)  # a Friday, 11.00 in Denmark
HOUR = timedelta(hours=1)


def case(key: int = 1, *, received: datetime = NOW - HOUR, **more: Any) -> OpenCase:
    """Return an open case that is promised a call within 24 hours, unless told otherwise."""
    facts: dict[str, Any] = {
        "due_at": received + 24 * HOUR, "covered": True, "addressee_level": "ukendt", "department": None,
        "complaint_kind": "uafklaret", "child_concern": False, "contact_type": "klage",
        "contact_preference": None, "may_leave_message": None, "citizen_name": None, "phone": None,
    }  # fmt: skip
    return OpenCase(**{"id": key, "received_at": received, **facts, **more})


def listed(*cases: OpenCase, **more: Any) -> DueList:
    """Return the list as of now."""
    return due_list(cases, **{"now": NOW, "hours": DEFAULT_OPENING_HOURS, **more})


def lines(*cases: OpenCase, **more: Any) -> list[tuple[int, str]]:
    """Return number and reason of each line."""
    return [(entry.case.id, entry.reason) for entry in listed(*cases, **more).entries]


@pytest.mark.parametrize(("late", "stands"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_within_24_hours_includes_the_last_second(late: timedelta, stands: bool) -> None:
    """``due <= now + N``."""
    assert bool(lines(case(due_at=NOW + 24 * HOUR + late))) is stands


def test_more_hours_show_more_and_none_only_what_is_over() -> None:
    """``--timer N``."""
    cases = [case(number, due_at=NOW + hours * HOUR) for number, hours in enumerate((-5, 0, 30, 60))]
    assert [key for key, _ in lines(*cases, within=timedelta(0))] == [0, 1]
    assert [key for key, _ in lines(*cases)] == [0, 1]
    assert [key for key, _ in lines(*cases, within=48 * HOUR)] == [0, 1, 2]
    assert [key for key, _ in lines(*cases, everything=True)] == [0, 1, 2, 3]


def test_a_child_stands_on_top_and_the_soonest_next() -> None:
    """Then the number; and a child concern is named although nothing is due for it."""
    one, two, three = case(1), case(2, due_at=NOW - HOUR), case(3)
    child = case(4, child_concern=True, due_at=NOW + 20 * HOUR)
    reached = case(5, child_concern=True, calls=(CallFact(NOW, "ud", "talt_med"),))
    assert [key for key, _ in lines(three, one, child, reached, two)] == [4, 2, 1, 3]
    assert listed(three, one, child, reached, two).child_concerns == (child, reached)


def test_a_promised_call_stands_there_although_spoken_with() -> None:
    """An agreed time is kept as it was agreed, also outside opening hours."""
    at = NOW + 10 * HOUR
    (entry,) = listed(case(calls=(CallFact(NOW, "ud", "talt_med", at),))).entries
    assert (entry.reason, entry.due_at, entry.call_by) == ("aftalt_opkald", at, at)


def test_a_deadline_outside_opening_hours_says_when_to_call() -> None:
    """Due on Saturday at ten: call on Friday before three; with that day closed, there is no such time."""
    received = NOW - HOUR
    (entry,) = listed(case(received=received)).entries
    assert entry.call_by == datetime(2026, 11, 20, 14, tzinfo=UTC)
    (entry,) = listed(case(received=received), closing_days={date(2026, 11, 20)}).entries
    assert entry.call_by is None


def test_what_was_promised_next_stands_under_all() -> None:
    """At the end of the Danish day, beside the call that is due."""
    step = case(dates=(OtherDate("naeste_skridt", date(2026, 11, 25)),))
    assert lines(step) == [(1, "tilbagekald")]
    assert lines(step, everything=True) == [(1, "tilbagekald"), (1, "naeste_skridt")]
    assert listed(step, everything=True).entries[1].due_at == datetime(2026, 11, 25, 22, 59, tzinfo=UTC)


def test_the_other_dates_stand_under_all() -> None:
    """A day ends with its last minute in Denmark, also when the clocks change; a meeting has its own time."""
    meeting = datetime(2026, 11, 25, 9, tzinfo=UTC)
    dates = (OtherDate("genvurdering", date(2026, 10, 25)), OtherDate("mulig_klagefrist", date(2026, 7, 1)),
             OtherDate("dialogmoede", meeting))  # fmt: skip
    assert lines(case(covered=False, contact_type="vejledning", dates=dates)) == []
    found = listed(case(covered=False, contact_type="vejledning", dates=dates), everything=True).entries
    assert [(entry.reason, entry.due_at) for entry in found] == [
        ("mulig_klagefrist", datetime(2026, 7, 1, 21, 59, tzinfo=UTC)),
        ("genvurdering", datetime(2026, 10, 25, 22, 59, tzinfo=UTC)),
        ("dialogmoede", meeting),
    ]
    assert all(entry.call_by == entry.due_at for entry in found)


def test_a_closed_case_stands_there_only_for_what_is_promised() -> None:
    """No call is due on it any more, it is not outside the scheme, and its child concern flags nothing."""
    promised = (OtherDate("naeste_skridt", date(2026, 11, 25)),)
    for covered in (True, False):
        closed = case(covered=covered, child_concern=True, is_closed=True, dates=promised)
        assert lines(closed, everything=True) == [(1, "naeste_skridt")]
        assert listed(closed, everything=True).child_concerns == ()


def test_a_child_concern_has_a_line_of_its_own_under_all_until_it_is_passed_on() -> None:
    """It is no part of the promise: spoken with or not covered, the 24 hours of the law run from receipt."""
    reached = (CallFact(NOW, "ud", "talt_med"),)
    waiting = case(child_concern=True, covered=False, calls=reached)
    assert lines(waiting) == []
    (entry,) = listed(waiting, everything=True).entries
    assert (entry.reason, entry.due_at) == ("underretning", NOW + 23 * HOUR)
    passed_on = waiting._replace(concern_passed_on=True)
    assert listed(passed_on, everything=True) == DueList((), ())
    assert [key for key, _ in lines(case(1), case(2, child_concern=True, concern_passed_on=True))] == [1, 2]


@pytest.mark.parametrize(
    ("more", "stands"),
    [
        ({}, True),
        ({"contact_type": "vejledning"}, False),
        ({"calls": (CallFact(NOW, "ud", "talt_med"),)}, False),
        ({"calls": (CallFact(NOW, "ud", "oensker_ikke_samtale"),)}, False),
        ({"calls": (CallFact(NOW, "ud", "ikke_truffet"),)}, True),
    ],
)
def test_outside_the_scheme_stands_under_all(more: dict[str, Any], stands: bool) -> None:
    """Complaints that nobody has spoken about yet; never praise or guidance."""
    outside = case(covered=False, **more)
    assert lines(outside) == []
    assert lines(outside, everything=True) == ([(1, "uden_for_ordningen")] if stands else [])


calls = st.lists(
    st.builds(
        CallFact,
        st.integers(-300, 0).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        st.sampled_from(["ud", "ind"]),
        st.sampled_from(sorted(CALL_RESULTS)),
        st.none() | st.just(NOW + 5 * HOUR),
    ),
    max_size=3,
).map(tuple)
some_cases = st.lists(
    st.builds(
        lambda hours, covered, child, noted: case(
            due_at=NOW + hours * HOUR, covered=covered, child_concern=child, calls=noted
        ),
        st.integers(-50, 50), st.booleans(), st.booleans(), calls,
    ),
    max_size=8,
).map(lambda found: [each._replace(id=number) for number, each in enumerate(found)])  # fmt: skip


@given(some_cases, st.integers(0, 100))
def test_what_must_hold_for_any_cases(cases: list[OpenCase], hours: int) -> None:
    """More hours never show less, all shows everything, and the order is children first, then time."""
    some = listed(*cases, within=hours * HOUR).entries
    more = listed(*cases, within=(hours + 1) * HOUR).entries
    everything = listed(*cases, everything=True).entries
    assert {*some} <= {*more} <= {*everything}
    assert all(entry.reason in REASONS for entry in everything)
    order = [(not entry.case.child_concern, entry.due_at) for entry in everything]
    assert order == sorted(order)
    assert all(entry.due_at <= NOW + hours * HOUR for entry in some)
    assert len({(entry.case.id, entry.reason) for entry in everything}) == len(everything)


def test_actions_stand_among_the_other_dates() -> None:
    """By the last minute of their day, below a child concern, and only when everything is asked for."""
    actions = [DueAction(2, date(2026, 11, 25), None), DueAction(1, date(2026, 11, 20), "Ydelse")]
    child = case(7, child_concern=True, due_at=NOW + 90 * HOUR)
    cases = [child, case(8, due_at=NOW + 20 * HOUR)]
    found = listed(*cases, actions=actions, everything=True)
    assert [line.id if isinstance(line, DueAction) else line.case.id for line in found.lines] == [
        7,
        7,
        1,
        8,
        2,
    ]
    assert found.lines[2].due_at == datetime(2026, 11, 20, 22, 59, tzinfo=UTC)
    plain = listed(*cases, actions=actions, within=1000 * HOUR)
    assert plain.actions == ()
    assert plain.lines == list(plain.entries)


@given(st.lists(st.integers(0, 60), max_size=6), st.lists(st.integers(-60, 60), max_size=6))
def test_every_line_stands_there_once_and_in_order(hours: list[int], days: list[int]) -> None:
    """Whatever cases and actions there are."""
    actions = [DueAction(n, (NOW + timedelta(days=day)).date(), None) for n, day in enumerate(days)]
    cases = [case(n, due_at=NOW + hour * HOUR) for n, hour in enumerate(hours)]
    found = listed(*cases, actions=actions, everything=True)
    assert len(found.lines) == len(cases) + len(actions)
    due = [line.due_at for line in found.lines]
    assert due == sorted(due)
