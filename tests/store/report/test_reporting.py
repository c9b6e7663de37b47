"""The figures of the register: counted by hand once, and held against the pure rules for any register."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from klage import clock
from klage.domain import promise
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.promise import Promise
from klage.domain.report.period import Period, of_year
from klage.domain.report.report import Report
from klage.domain.statistics.figures import Count
from klage.domain.unit_contact import UnitContact
from klage.store import cases, unit_contacts
from klage.store.register import create_register
from klage.store.report import reporting
from klage.store.writing import Writer
from tests.store.support import changing, opened, written

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


def test_the_months_counted_by_hand(office: Path) -> None:
    """Danish months decide; reopening and merging close nothing, and a month to come is left out."""
    months = reported(office, of_year(2025)).months
    assert [(month.first_day.month, month.new, month.closed) for month in months if month[1:] != (0, 0)] == [
        (1, 1, 2), (3, 0, 1), (6, 2, 0), (12, 1, 0),
    ]  # fmt: skip
    assert len(months) == 12
    assert sum(month.new for month in months) == reported(office, of_year(2025)).complaints.n
    assert len(reported(office, of_year(2026)).months) == 11
    assert len(reported(office, of_year(2026), local("2026-01-31T12:00")).months) == 0
    assert reported(office, Period(date(2023, 1, 1), date(2025, 12, 31))).months == ()


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


def test_contacts_with_units_are_counted_by_when_they_were(office: Path, tmp_path: Path) -> None:
    """A period has the contacts made in it, whenever the complaint came; breaches and experiences apart."""
    path = tmp_path / "klage.db"
    shutil.copy(office, path)
    with opened(path, writing=True) as register, changing(register, command="indsats") as writer:
        number = int(str((register.one("select min(id) from complaint") or [0])[0]))
        for at, nature in (("2024-12-31T23:59:59", "intet_galt"), ("2025-01-01T00:00", "begge")):
            unit_contacts.add(
                writer, register, number, UnitContact(local(at), "leder", "loest", nature=nature)
            )
    found = reported(path, of_year(2025)).unit_contacts
    assert (found.n, found.cases, found.breaches, found.poor_experiences) == (1, 1, 1, 1)
    assert numbers(found.results)["loest"] == 1
    assert reported(path, of_year(2024)).unit_contacts.breaches == 0
    assert reported(path, of_year(2026)).unit_contacts.n == 0


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
