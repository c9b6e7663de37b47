"""What the learning extract reads from a register: the same complaints as the report, and nothing personal."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.learning.action import Action
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.domain.report import period
from klage.domain.report.extract import Figure, Year
from klage.store import cases
from klage.store.learning import actions, lessons
from klage.store.register import create_register
from klage.store.report import extract, reporting
from klage.store.writing import Writer
from tests.store.support import NOW, add, opened, written

FIRST = datetime(2025, 1, 10, 9, tzinfo=UTC)
BOTH = (Point("optraeden", "Ydelse", 1, "afgoerelse"), Point("vejledning", None, 3, "afgoerelse"))
TWICE = (Point("optraeden", None, 2), Point("optraeden", None, None, "opfoelgning"))


def told(path: Path, *wanted: int) -> list[Year]:
    """Return what the extract of a register tells of some years."""
    with opened(path) as register:
        return list(extract.years(register, range(wanted[0], wanted[-1] + 1), NOW))


def shown(year: Year, unit: str, measure: str) -> dict[str | None, int]:
    """Return what is told by one measure, over all groups."""
    found: Counter[str | None] = Counter()
    for row in year.figures:
        if (row.unit, row.measure) == (unit, measure):
            found[row.code] += row.n
    return dict(found)


def several(writer: Writer, n: int, days: int = 1, **fields: object) -> list[int]:
    """Register so many complaints that are alike, so many days apart."""
    first = {"received_at": FIRST, "summary": "Ingen ringer tilbage", "citizen_name": "Åse Ørum", **fields}
    at = first.pop("received_at")
    assert isinstance(at, datetime)
    return [
        add(writer, Complaint(received_at=at + timedelta(days=nth * days), **first))  # type: ignore[arg-type]
        for nth in range(n)
    ]


def close(writer: Writer, key: int, at: datetime, kind: str, outcome: str | None = None) -> None:
    """Close or reopen a case."""
    cases.add_closing(writer, key, Closing(at, at, kind, outcome and "moede", outcome))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a register that is empty."""
    create_register(tmp_path / "klage.db")
    return tmp_path / "klage.db"


def test_an_empty_register_has_no_first_year(path: Path) -> None:
    """There is nothing to tell, and no year to begin with."""
    with opened(path) as register:
        assert extract.first_year(register) is None
    (year,) = told(path, 2025)
    assert (year.figures, year.is_withheld) == ([], False)


def test_years_begin_at_midnight_in_denmark(path: Path) -> None:
    """What came at half past eleven in the evening in UTC on New Year's Eve is of the new year."""
    with written(path) as writer:
        several(writer, 5, received_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    with opened(path) as register:
        assert extract.first_year(register) == 2025
    assert [year.complaints for year in told(path, 2024, 2025)] == [0, 5]


def test_quarters_are_danish_too(path: Path) -> None:
    """A hundred complaints in each of two quarters are told apart; midnight between them is Denmark's."""
    edge = datetime(2025, 6, 30, 22, tzinfo=UTC)
    with written(path) as writer:
        for at in [edge] * 100 + [edge - timedelta(seconds=1)] * 100:
            add(writer, Complaint(received_at=at, summary="Ingen svarer"))
    (year,) = told(path, 2025)
    assert {row.quarter: row.n for row in year.figures if (row.unit, row.measure) == ("received", "all")} == {
        "2": 100,
        "3": 100,
    }


def test_what_came_is_told_once_by_each_theme(path: Path) -> None:
    """A theme that a complaint has twice counts once, and the gravest klagepunkt tells how grave it is."""
    with written(path) as writer:
        several(writer, 10, points=BOTH, channel="brev", recurrence="gentagen")
        several(writer, 10, points=TWICE, channel="telefon")
        several(writer, 10, contact_type="vejledning")
    (year,) = told(path, 2025)
    assert shown(year, "received", "all") == {None: 20}
    assert shown(year, "received", "theme") == {"optraeden": 20, "vejledning": 10}
    assert shown(year, "received", "severity") == {"3": 10, "2": 10}
    assert shown(year, "received", "process_stage") == {"afgoerelse": 10, "opfoelgning": 10}
    assert shown(year, "received", "channel") == {"brev": 10, "telefon": 10}
    assert shown(year, "received", "recurrence") == {"gentagen": 10, "-": 10}


def test_the_service_is_told_as_the_report_tells_it(path: Path) -> None:
    """Reached within a døgn, tried, and neither: the cells of the promise."""
    with written(path) as writer:
        # On Fridays: a deadline on Sunday lay outside opening hours.
        for nth, key in enumerate(several(writer, 12, days=7)):
            if nth % 2:
                cases.add_call(writer, key, Call(FIRST + timedelta(days=7 * nth, hours=1), "talt_med"))
    (year,) = told(path, 2025)
    with opened(path) as register:
        service = reporting.report(register, period.of_year(2025), NOW).service
    assert shown(year, "received", "service") == {"reached": 6, "neither": 6}
    assert (service.reached, service.neither) == (6, 6)


def test_a_case_closed_twice_is_told_by_its_last_closing(path: Path) -> None:
    """Reopened and closed again, it stands in one row; one that was only reopened does not stand there."""
    with written(path) as writer:
        for key in several(writer, 10):
            close(writer, key, FIRST + timedelta(days=20), "afsluttet", "henlagt")
            if key % 2:
                close(writer, key, FIRST + timedelta(days=30), "genaabnet")
                close(writer, key, FIRST + timedelta(days=90), "afsluttet", "medhold")
        for key in several(writer, 2):
            close(writer, key, FIRST + timedelta(days=90), "afsluttet", "medhold")
    (year,) = told(path, 2025)
    assert shown(year, "closed", "all") == {None: 12}
    assert shown(year, "closed", "outcome") == {"henlagt": 5, "medhold": 7}
    assert shown(year, "closed", "handling_method") == {"moede": 12}


def test_lessons_count_the_complaints_they_come_from(path: Path) -> None:
    """Six complaints behind two lessons with one cause are six; a lesson that is withdrawn counts nothing."""
    with written(path) as writer:
        keys = several(writer, 6)
        for cause in ("kapacitet", "kapacitet", "it_system"):
            day = date(2025, 3, 1)
            lesson = Lesson(day, "Ingen tog telefonen", cause, theme="optraeden", department="Ydelse")
            number = lessons.add(writer, lesson, [Source(key) for key in keys])
            for nth in range(3):
                actions.add(writer, number, Action(f"Ring {nth}", "it", day))
        lessons.change(writer, number, {"withdrawn_on": date(2025, 4, 1)})
    (year,) = told(path, 2025)
    assert shown(year, "learned", "all") == {None: 6}
    assert shown(year, "learned", "cause") == {"kapacitet": 6}
    assert shown(year, "learned", "theme") == {"optraeden": 6}
    assert shown(year, "action", "kind") == {"it": 6}


def test_nothing_but_codes_and_departments_is_told(path: Path) -> None:
    """No row holds a name, a text or a number of a case, whatever stands in the register."""
    with written(path) as writer:
        keys = several(writer, 150, department="Ydelse", journal_no="25/1234", phone="20123456", points=BOTH)
    (year,) = told(path, 2025)
    words = {value for row in year.figures for value in row if isinstance(value, str)}
    assert "Ydelse" in words
    assert not words & {"Åse Ørum", "Ingen ringer tilbage", "25/1234", "20123456", *map(str, keys)}
    assert all(isinstance(row, Figure) for row in year.figures)


def test_the_numbers_are_those_of_the_report(path: Path) -> None:
    """Where nothing is small the groups add up to the figures of the year's report."""
    with written(path) as writer:
        several(writer, 120, complaint_kind="realitet", points=BOTH, channel="brev")
        several(writer, 110, complaint_kind="formalitet", points=TWICE, channel="brev")
    (year,) = told(path, 2025)
    with opened(path) as register:
        report = reporting.report(register, period.of_year(2025), NOW)
    assert year.complaints == report.complaints.n == 230
    assert shown(year, "received", "theme") == {
        row.complaints.code: row.complaints.n for row in report.themes.rows if row.complaints.n
    }
    assert shown(year, "received", "channel") == {row.code: row.n for row in report.channels if row.n}
    kinds = {
        row.complaint_kind: row.n for row in year.figures if (row.unit, row.measure) == ("received", "all")
    }
    assert kinds == {row.code: row.n for row in report.complaint_kinds if row.n}
