"""Merged cases in the register: links, what splitting restores, and a balance that adds up for ever."""

import sqlite3
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import merging as rules
from klage.domain.appeal import Appeal
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing
from klage.domain.report.period import Period
from klage.errors import RefusedError
from klage.store import appeals, cases, merging
from klage.store.register import Register
from klage.store.report import reporting
from tests.store import support

YEAR = 2026_000000
DAY = timedelta(days=1)


def filled(register: Register, count: int) -> None:
    """Register so many cases, each received an hour ago."""
    with support.changing(register) as writer:
        for number in range(count):
            support.add(writer, support.complaint(f"Klage {number}"))


def merge(register: Register, first: int, second: int, now: datetime = support.NOW) -> None:
    """Merge two cases of the year, by the rules."""
    sides = [merging.side(register, cases.get(register, YEAR + number)) for number in (first, second)]
    planned = rules.plan(*sides)
    assert planned is not None
    with support.changing(register, command="sammenlaeg", now=now) as writer:
        merging.merge(writer, planned.survivor, planned.other)


def split(register: Register, number: int, now: datetime = support.NOW) -> None:
    """Split a case from the one that it points at."""
    case = cases.get(register, YEAR + number)
    rules.check_merged(case)
    with support.changing(register, command="skil", now=now) as writer:
        merging.split(writer, case)


def close(register: Register, number: int, kind: str = "afsluttet", now: datetime = support.NOW) -> None:
    """Close or reopen a case."""
    with support.changing(register, command="luk", now=now) as writer:
        cases.add_closing(writer, YEAR + number, Closing(now, now, kind, "moede", "medhold"))


def case(register: Register, number: int) -> Case:
    """Return a case of the year."""
    return cases.get(register, YEAR + number)


def test_a_link_and_nothing_copied(path: Path) -> None:
    """The younger points at the older and leaves the list; not a call, a word or a point is moved."""
    with support.opened(path, writing=True) as register:
        filled(register, 2)
        with support.changing(register) as writer:
            cases.add_call(writer, YEAR + 2, Call(support.NOW, "talt_med"))
        before = case(register, 1)
        merge(register, 2, 1)
        assert case(register, 1) == before
        gone = case(register, 2)
        assert (gone.complaint.merged_into, gone.closed_at) == (YEAR + 1, support.NOW)
        assert [line.kind for line in gone.closings] == ["sammenlagt"]
        assert merging.merged_at(gone) == support.NOW
        assert merging.merged_at(before) is None
        assert [found.id for found in support.due_list(path).cases] == [YEAR + 1]


@pytest.mark.parametrize("kinds", [(), ("afsluttet",), ("afsluttet", "genaabnet")])
def test_splitting_restores_both(path: Path, kinds: tuple[str, ...]) -> None:
    """Open again, or closed on the day and with the outcome that it had; the survivor is untouched."""
    with support.opened(path, writing=True) as register:
        filled(register, 2)
        for kind in kinds:
            close(register, 2, kind)
        before = case(register, 1), case(register, 2)
        merge(register, 1, 2, support.NOW + DAY)
        split(register, 2, support.NOW + 2 * DAY)
        after = case(register, 1), case(register, 2)
        assert after[0] == before[0]
        assert (after[1].complaint, after[1].closed_at) == (before[1].complaint, before[1].closed_at)
        assert after[1].standing == before[1].standing


def test_a_group_of_groups_has_one_survivor_and_comes_apart_as_it_was(path: Path) -> None:
    """A case that others point at may be merged: they follow, and come back with it."""
    with support.opened(path, writing=True) as register:
        filled(register, 4)
        merge(register, 2, 3)
        merge(register, 3 - 1, 4)
        merge(register, 1, 2)
        assert [cases.survivor(register, YEAR + number) for number in (1, 2, 3, 4)] == [YEAR + 1] * 4
        assert [found.id - YEAR for found in merging.members(register, YEAR + 1)] == [2, 3, 4]
        split(register, 2)
        assert [cases.survivor(register, YEAR + number) - YEAR for number in (1, 2, 3, 4)] == [1, 2, 2, 2]
        assert merging.members(register, YEAR + 1) == []


def test_the_track_of_the_decision_decides(path: Path) -> None:
    """A reassessment that is still to be done keeps a case; one that is done is not in the way."""
    with support.opened(path, writing=True) as register:
        filled(register, 2)
        with support.changing(register) as writer:
            cases.change(writer, YEAR + 2, {"complaint_kind": "realitet"})
        with pytest.raises(RefusedError):
            merge(register, 1, 2)
        with support.changing(register) as writer:
            appeals.save(writer, YEAR + 2, Appeal(reassess_result="medhold"))
        merge(register, 1, 2)


def test_the_steps_that_are_still_promised(path: Path) -> None:
    """Open steps, the soonest first; a settled one is not among them."""
    with support.opened(path, writing=True) as register:
        filled(register, 1)
        with support.changing(register) as writer:
            step = {"complaint_id": YEAR + 1, "made_at": "2026-11-20T10:00:00Z"}
            writer.insert("step", {**step, "due_on": "2026-12-02"})
            writer.insert("step", {**step, "due_on": "2026-12-01", "what": "Brev"})
            writer.insert("step", {**step, "due_on": "2026-11-30", "state": "holdt"})
        assert merging.open_steps(register, YEAR + 1) == [
            ("Brev", date(2026, 12, 1)),
            (None, date(2026, 12, 2)),
        ]


def test_a_link_goes_to_a_case_that_is_there(path: Path) -> None:
    """The register itself refuses a survivor that does not exist."""
    with support.opened(path, writing=True) as register:
        filled(register, 1)
        with pytest.raises(sqlite3.IntegrityError), support.changing(register) as writer:
            writer.update("complaint", YEAR + 1, {"merged_into": YEAR + 99})


# --- the balance ----------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["merge", "split", "close", "reopen"]), st.integers(1, 4), st.integers(1, 4)
        ),
        max_size=12,
    )
)
def test_the_balance_adds_up_over_merges_and_splits(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    """A thing a day: the report's balance of every period is what was open at both its ends."""
    path = tmp_path_factory.mktemp("balance") / "klage.db"
    support.fill(path, open_cases=0)
    first = support.NOW.date()
    with support.opened(path, writing=True) as register:
        filled(register, 4)
        open_then = [0, 4]
        for day, (what, one, other) in enumerate(steps, 1):
            _do(register, what, one, other, support.NOW + day * DAY)
            open_then.append(_open_now(register))
        for start, end in combinations(range(len(open_then)), 2):
            period = Period(first + start * DAY, first + (end - 1) * DAY)
            balance = reporting.facts(register, period, support.NOW + 30 * DAY).balance.check()
            assert (balance.brought_forward, balance.carried_forward) == (open_then[start], open_then[end])
        assert register.one("select 1 from complaint where merged_into >= id") is None


def test_a_merge_and_a_split_have_their_own_places_in_the_balance(path: Path) -> None:
    """Merged away in one period and split back in the next; of a closed case neither moves anything."""
    first = support.NOW.date()
    with support.opened(path, writing=True) as register:
        filled(register, 3)
        close(register, 3)
        for number in (2, 3):
            merge(register, 1, number, support.NOW + DAY)
            split(register, number, support.NOW + 2 * DAY)
        found = [
            reporting.facts(
                register, Period(first + day * DAY, first + day * DAY), support.NOW
            ).balance.figures
            for day in range(3)
        ]
    # Brought forward, new, reopened, split back, closed, merged away, carried forward.
    assert found == [(0, 3, 0, 0, 1, 0, 2), (2, 0, 0, 0, 0, 1, 1), (1, 0, 0, 1, 0, 0, 2)]


def _open_now(register: Register) -> int:
    row = register.one("select count(*) from complaint where closed_at is null")
    assert row is not None
    return int(str(row[0]))


def _do(register: Register, what: str, first: int, second: int, now: datetime) -> None:
    """Do one thing to the cases if the rules allow it."""
    one = case(register, first)
    try:
        if what == "merge" and (
            planned := rules.plan(merging.side(register, one), merging.side(register, case(register, second)))
        ):
            with support.changing(register, now=now) as writer:
                merging.merge(writer, planned.survivor, planned.other)
        elif what == "split":
            split(register, first, now)
        elif one.complaint.merged_into is None and (what == "close") is (one.closed_at is None):
            close(register, first, "afsluttet" if what == "close" else "genaabnet", now)
    except RefusedError:
        return
