"""Counting in SQL, held against the pure rules of the promise and the balance for any register."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage import clock
from klage.domain import promise
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing, Complaint
from klage.domain.promise import Promise
from klage.domain.report.period import Period, between, of_year
from klage.domain.vocabulary import CALL_RESULTS
from klage.store import cases
from klage.store.register import create_register
from klage.store.report import reporting
from klage.store.writing import Writer
from tests.domain.test_promise import call_from, vectors
from tests.store.report.test_reporting import NOW, local, reported
from tests.store.support import opened, written


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty register, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "klage.db"
    create_register(path)
    return path


# --- the page of decisions ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors(), ids=lambda row: str(row["what"]))
def test_the_report_decides_as_the_page_says(empty: Path, tmp_path: Path, row: dict[str, str]) -> None:
    """Every line of ``vectors/promise.csv`` lands in its cell when it is counted in SQL."""
    path, received = tmp_path / "klage.db", local(row["received"])
    shutil.copyfile(empty, path)
    policy = promise.Policy(
        hours=int(row["hours"]), counting=row["counting"], levels=frozenset(row["covered_levels"].split())
    )
    with written(path) as writer:
        due = promise.promise_for([policy], received, level=row["addressee"], department=None)
        key = cases.add(writer, Complaint(received, "x", addressee_level=row["addressee"]), due)
        for text in filter(None, row["calls"].split("|")):
            fact = call_from(text)
            call = Call(
                fact.called_at, fact.result, direction=fact.direction, call_again_at=fact.call_again_at
            )
            cases.add_call(writer, key, call)
    day = clock.to_local(received).date()
    with opened(path) as register:
        found = reporting.facts(register, between(day, day), local(row["now"])).service
    assert found.cells == {row["cell"]: 1}


# --- any register --------------------------------------------------------------------------------------

START = datetime(2025, 6, 2, tzinfo=UTC)
PERIOD = between(date(2025, 6, 3), date(2025, 6, 6))
# Few, round steps make many calls fall on the same instant, on deadlines and on the edges of the period.
rough = st.integers(0, 6).map(lambda n: timedelta(hours=12 * n))
steps = rough | st.integers(0, 400_000).map(lambda n: timedelta(seconds=n))


@dataclass(frozen=True)
class DrawnCall:
    """A call, and what became of it: ``corrects`` and ``retracts`` point back in the list of calls."""

    after: timedelta
    direction: str
    result: str
    corrects: int | None
    retracted: bool
    late_reason: str | None


@dataclass(frozen=True)
class DrawnCase:
    """A case with calls and with closings, which may be in any order and even before its receipt."""

    after: timedelta
    contact_type: str
    kind: str
    covered: bool
    had_opening_hours: bool
    calls: list[DrawnCall]
    closings: list[tuple[timedelta, str, bool]]


drawn_calls = st.builds(
    DrawnCall,
    steps,
    st.sampled_from(["ud", "ud", "ind"]),
    # Those that decide something come more often.
    st.sampled_from(
        [*sorted(CALL_RESULTS), "talt_med", "intet_nummer", "oensker_ikke_samtale", "ikke_truffet"]
    ),
    st.sampled_from([None, None, None, 0, 1]),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([None, None, "Syg"]),
)
drawn_cases = st.builds(
    DrawnCase,
    rough,
    st.sampled_from(["klage", "klage", "klage", "vejledning"]),
    st.sampled_from(["formalitet", "realitet", "blandet", "uafklaret"]),
    st.sampled_from([True, True, True, False]),
    st.booleans(),
    st.lists(drawn_calls, max_size=4),
    st.lists(
        st.tuples(rough, st.sampled_from(["afsluttet", "genaabnet", "sammenlagt", "skilt"]), st.booleans()),
        max_size=4,
    ),
)
registers = st.lists(drawn_cases, max_size=20) | st.lists(drawn_cases, min_size=15, max_size=15)
any_register = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stored(empty: Path, tmp_path: Path, drawn: list[DrawnCase]) -> Path:
    """Write the drawn cases through the store and return the register."""
    path = tmp_path / "drawn.db"
    shutil.copyfile(empty, path)
    with written(path) as writer:
        for case in drawn:
            _store_case(writer, case)
    return path


def _store_case(writer: Writer, case: DrawnCase) -> None:
    received = START + case.after
    complaint = Complaint(received, "x", contact_type=case.contact_type, complaint_kind=case.kind)
    due = Promise(case.covered, received + timedelta(hours=24), "doegn:24:", case.had_opening_hours)
    key = cases.add(writer, complaint, due)
    logged: list[int] = []
    for call in case.calls:
        again = received + call.after + timedelta(days=1) if call.result == "ring_igen_aftalt" else None
        noted = Call(
            received + call.after,
            call.result,
            direction=call.direction,
            call_again_at=again,
            late_reason=call.late_reason,
        )
        logged.append(cases.add_call(writer, key, noted))
        if call.corrects is not None and call.corrects < len(logged) - 1:
            writer.update("call", logged[-1], {"corrects": logged[call.corrects]})
        if call.retracted:
            writer.update("call", logged[-1], {"retracted_at": clock.to_text(NOW)})
    for after, kind, retracted in case.closings:
        at = START + after
        cases.add_closing(writer, key, Closing(at, at, kind))
        if retracted:
            newest = writer.connection.execute("select max(id) from closing").fetchone()[0]
            writer.update("closing", newest, {"retracted_at": clock.to_text(NOW)})


def complaints(path: Path) -> list[Case]:
    """Return every complaint, read one by one."""
    with opened(path) as register:
        return [case for case in cases.read(register, "true") if case.complaint.contact_type == "klage"]


def received_in(case: Case, period: Period) -> bool:
    """Tell whether a complaint was received in a period."""
    return period.start <= case.complaint.received_at < period.end


def cell_of(case: Case, now: datetime) -> str:
    """Return the cell of a case by the pure rules."""
    return promise.report_cell(
        case.standing,
        covered=case.promise.covered,
        due_at=case.promise.due_at,
        had_opening_hours=case.promise.had_opening_hours,
        now=now,
    )


def minutes(instant: datetime | None, case: Case) -> int:
    """Return the whole minutes since receipt, rounded up."""
    assert instant is not None
    return ceil((instant - case.complaint.received_at) / timedelta(minutes=1))


@any_register
@given(drawn=registers, later=rough)
def test_the_24_hour_cells_are_those_of_the_promise(
    empty: Path, tmp_path: Path, drawn: list[DrawnCase], later: timedelta
) -> None:
    """For any register and any now, SQL puts every case where ``promise.report_cell`` puts it."""
    path, now = stored(empty, tmp_path, drawn), START + timedelta(days=2) + later
    with opened(path) as register:
        found = reporting.facts(register, PERIOD, now).service
    placed = [(case, cell_of(case, now)) for case in complaints(path) if received_in(case, PERIOD)]
    counted = [case for case, cell in placed if cell in {"reached", "tried", "neither", "outside_hours"}]
    late = [case for case, cell in placed if cell in {"tried", "neither", "outside_hours"}]
    attempts = [case.standing.first_attempt_at for case in counted]
    spoken = [case.standing.reached_at for case in counted]
    assert found.cells == Counter(cell for _, cell in placed)
    assert sum(found.ended.values()) == found.cells.get("no_callback", 0)
    assert set(found.ended) <= promise.ENDED
    assert found.reached_later == sum(case.standing.reached_at is not None for case in late)
    assert found.late_with_reason == sum(any(call.late_reason for call in case.calls) for case in late)
    assert dict(found.attempt_waits) == Counter(
        minutes(at, case) for at, case in zip(attempts, counted, strict=True) if at
    )
    assert dict(found.conversation_waits) == Counter(
        minutes(at, case) for at, case in zip(spoken, counted, strict=True) if at
    )


def open_before(case: Case, at: datetime) -> bool:
    """Tell whether a complaint was open at an instant, by its closings one by one."""
    is_open = case.complaint.received_at < at
    for closing in case.closings:
        if case.complaint.received_at <= closing.at < at:
            is_open = closing.kind in {"genaabnet", "skilt"}
    return is_open


@any_register
@given(drawn=registers)
def test_balances_add_up_and_chain(empty: Path, tmp_path: Path, drawn: list[DrawnCase]) -> None:
    """In any register: what one period carries forward the next brings forward, counted case by case."""
    path = stored(empty, tmp_path, drawn)
    every = complaints(path)
    week = [between(date(2025, 6, day), date(2025, 6, day + 1)) for day in (2, 4, 6, 8)]
    reports = [reported(path, period) for period in week]
    for report, following in pairwise(reports):
        assert report.balance.carried_forward == following.balance.brought_forward
    for report in reports:
        assert report.balance.brought_forward == sum(open_before(case, report.period.start) for case in every)
        assert report.balance.carried_forward == sum(open_before(case, report.period.end) for case in every)
        assert report.results.n == report.balance.closed


@any_register
@given(drawn=registers)
def test_every_complaint_is_in_every_table_once(empty: Path, tmp_path: Path, drawn: list[DrawnCase]) -> None:
    """Kinds, channels, addressees, the 24-hour cells and the trend all add up to the complaints received."""
    path = stored(empty, tmp_path, drawn)
    report = reported(path, of_year(2025))
    total = len(complaints(path))
    assert report.complaints.n == total
    for table in (report.complaint_kinds, report.channels, report.addressee_levels, report.departments):
        assert sum(row.n for row in table) == total
    assert sum(row.n for row in report.contact_types) == len(drawn)
    assert report.service.covered + report.service.not_covered == total
    assert sum(year.total.n for year in report.trend) == total
