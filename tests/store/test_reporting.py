"""The figures of the register: counted by hand once, and held against the pure rules for any register."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage import clock
from klage.domain import promise
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.figures import Count
from klage.domain.period import Period, between, of_year
from klage.domain.promise import Promise
from klage.domain.report import Report
from klage.domain.vocabulary import CALL_RESULTS
from klage.store import cases, reporting
from klage.store.register import create_register
from klage.store.writing import Writer
from tests.domain.test_promise import call_from, vectors
from tests.store.support import opened, written

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def local(text: str) -> datetime:
    """Return the instant of a Danish wall clock text, ``2025-01-01T12:00``."""
    return clock.from_local(datetime.fromisoformat(text))


def reported(path: Path, period: Period, now: datetime = NOW) -> Report:
    """Return the report of a period."""
    with opened(path) as register:
        return reporting.report(register, period, now)


def promised(complaint: Complaint) -> Promise:
    """Return what everyone is promised."""
    return promise.promise_for(
        [],
        complaint.received_at,
        level=complaint.addressee_level,
        department=complaint.department,
        contact_type=complaint.contact_type,
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty register, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "klage.db"
    create_register(path)
    return path


# --- a small register, counted by hand -----------------------------------------------------------------


@pytest.fixture(scope="module")
def office(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register of six complaints and a question about guidance, two of them from 2024."""
    path = tmp_path_factory.mktemp("office") / "klage.db"
    shutil.copyfile(empty, path)
    with written(path) as writer:
        _fill(writer)
    return path


def _fill(writer: Writer) -> None:
    def received(at: str, kind: str, *points: Point, department: str | None = None, **more: Any) -> int:
        complaint = Complaint(
            local(at), "Klagen", complaint_kind=kind, department=department, points=points, **more
        )
        return cases.add(writer, complaint, promised(complaint))

    def closed(case_id: int, at: str, kind: str = "afsluttet", **more: str) -> None:
        cases.add_closing(writer, case_id, Closing(local(at), local(at), kind, **more))

    def called(case_id: int, at: str, result: str, **more: Any) -> int:
        return cases.add_call(writer, case_id, Call(local(at), result, **more))

    old = received("2024-05-01T10:00", "realitet", Point("afgoerelse"), department="Ydelse")
    closed(old, "2024-05-20T10:00", outcome="ikke_medhold", method="skriftligt_svar")
    closed(old, "2025-02-01T10:00", "genaabnet", reason="Nyt")
    closed(old, "2025-03-01T10:00", outcome="medhold", method="moede")
    # The last minute of 2024 in Denmark is 22.59 UTC.
    late_in_year = received("2024-12-31T23:59", "formalitet", department="Ældre")
    called(late_in_year, "2025-01-01T10:00", "talt_med")
    closed(late_in_year, "2025-01-02T00:00", outcome="loest_i_dialog", method="telefonsamtale")

    first = received(
        "2025-01-01T00:00",
        "formalitet",
        Point("sagsbehandlingstid", "Ydelse"),
        Point("sagsbehandlingstid", "Ældre"),
        Point("vejledning"),
        department="Ydelse",
        channel="brev",
        addressee_level="raadmand",
    )
    called(first, "2025-01-01T09:00", "ikke_truffet")
    called(first, "2025-01-01T12:00", "talt_med", conversation_result="klage_lagt_ned", heard="ja",
           withdrawal_confirmed=True, course_told=True)  # fmt: skip
    closed(first, "2025-01-02T00:00", outcome="trukket_tilbage", method="telefonsamtale")
    second = received("2025-06-02T10:00", "formalitet", Point("andet"), Point("vejledning", "Jobcenter"))
    called(second, "2025-06-03T10:00", "ikke_truffet")  # at the very deadline
    called(second, "2025-06-05T10:00", "talt_med", late_reason="Ferie", heard="nej")
    third = received("2025-06-10T10:00", "blandet", department="Ydelse")
    called(third, "2025-06-12T10:00", "besked_lagt", late_reason="Syg")
    mistaken = called(third, "2025-06-10T11:00", "talt_med")
    writer.update("call", mistaken, {"retracted_at": clock.to_text(NOW)})
    closed(third, "2025-07-01T10:00", "sammenlagt")
    fourth = received("2025-12-31T23:00", "uafklaret")
    called(fourth, "2026-01-01T08:00", "oensker_ikke_samtale")
    received("2025-06-01T10:00", "uafklaret", contact_type="vejledning")


def numbers(rows: tuple[Count, ...]) -> dict[str | None, int]:
    """Return the rows that are not 0."""
    return {row.code: row.n for row in rows if row.n}


def test_the_balance_counted_by_hand(office: Path) -> None:
    """One lay over from 2024, four came, one was reopened, three closed, one merged, one is left."""
    balance = reported(office, of_year(2025)).balance
    assert balance.figures == (1, 4, 1, 0, 3, 1, 2)
    before = reported(office, of_year(2024)).balance
    assert before.figures == (0, 2, 0, 0, 1, 0, 1)


def test_complaints_counted_by_hand(office: Path) -> None:
    """The Danish year decides, guidance is no complaint, and change is on the older figure."""
    report = reported(office, of_year(2025))
    assert (report.complaints.n, report.complaints.previous, report.complaints.change) == (4, 2, 1.0)
    assert numbers(report.contact_types) == {"klage": 4, "vejledning": 1}
    assert numbers(report.complaint_kinds) == {"formalitet": 2, "blandet": 1, "uafklaret": 1}
    assert numbers(report.addressee_levels) == {"raadmand": 1, "ukendt": 3}
    assert numbers(report.channels) == {"brev": 1, "ukendt": 3}
    assert report.first_received_at == local("2024-05-01T10:00")
    assert [(year.year, year.total.n, year.total.change) for year in report.trend] == [
        (2024, 2, None),
        (2025, 4, 1.0),
    ]


def test_a_complaint_counts_once_in_each_department(office: Path) -> None:
    """Its own and those of its klagepunkter; the totals may exceed, and none is lost."""
    rows = reported(office, of_year(2025)).departments
    assert [(row.label, row.n, row.previous) for row in rows] == [
        ("Jobcenter", 1, 0),
        ("Ydelse", 2, 1),
        ("Ældre", 1, 1),
        ("Uoplyst", 1, 0),
    ]


def test_themes_counted_by_hand(office: Path) -> None:
    """Two points with one theme are one complaint with that theme and two klagepunkter."""
    themes = reported(office, of_year(2025)).themes
    found = {row.complaints.code: (row.complaints.n, row.points) for row in themes.rows if row.points}
    assert found == {"sagsbehandlingstid": (1, 2), "vejledning": (2, 2), "andet": (1, 1)}
    assert (themes.points, themes.with_points, themes.without_points) == (5, 2, 2)
    assert (themes.points_per_complaint, themes.other_share) == (2.5, 0.5)
    previous = {row.complaints.code: row.complaints.previous for row in themes.rows}
    assert previous["afgoerelse"] == 1


def test_the_24_hour_service_counted_by_hand(office: Path) -> None:
    """One reached, one tried, one neither (the conversation was undone), one written to instead."""
    service = reported(office, of_year(2025)).service
    assert (service.reached, service.tried, service.neither, service.no_callback) == (1, 1, 1, 1)
    assert (service.denominator, service.reached_later, service.never_reached) == (3, 1, 1)
    assert (service.to_attempt.median, service.to_conversation.median) == (24, 42)
    assert (service.late, service.late_with_reason) == (2, 2)
    assert service.late_reasons == (("Ferie", 1), ("Syg", 1))
    assert numbers(service.ended) == {"oensker_ikke_samtale": 1}


def test_calls_and_results_counted_by_hand(office: Path) -> None:
    """Calls count in the period they were made in, closings in that of the closing."""
    report = reported(office, of_year(2025))
    assert numbers(report.calls.results) == {"talt_med": 3, "ikke_truffet": 2, "besked_lagt": 1}
    assert (report.calls.withdrawals_confirmed, report.calls.course_told) == (1, 1)
    assert [numbers(felt.answers) for felt in report.calls.felt] == [{"ja": 1, "nej": 1}, {}, {}]
    assert report.results.n == report.balance.closed
    assert report.results.by_method == (
        ("loest_i_dialog", "telefonsamtale", 1),
        ("medhold", "moede", 1),
        ("trukket_tilbage", "telefonsamtale", 1),
    )
    # Exactly a døgn is 1 day, a minute more is 2; the third was closed again after ten months.
    assert report.results.to_closing.median == 2
    assert [(band.limit, band.n) for band in report.results.to_closing.bands if band.n] == [
        (1, 1),
        (7, 1),
        (None, 1),
    ]


def test_an_empty_register_has_a_report(empty: Path) -> None:
    """The first report is a report of nothing, not an error."""
    report = reported(empty, of_year(2025))
    assert report.first_received_at is None
    assert report.trend == ()
    assert report.balance.figures == (0,) * 7


def test_reporting_does_not_read_all_complaints_for_a_period(empty: Path) -> None:
    """A period is looked up in the index on receipt, and corrections in an index of their own."""
    bounds = {"start": "", "end": "", "now": ""}
    with opened(empty) as register:
        plan = [str(row[3]) for row in register.rows(f"explain query plan {reporting._SERVICE}", bounds)]
    assert any("complaint_received" in step for step in plan)
    assert any("call_corrects" in step for step in plan)
    assert not any(step.startswith("SCAN c") and "counted" not in step for step in plan)


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
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
