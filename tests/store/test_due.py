"""What the due list reads: open cases with the calls that count, and every other date they have."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing
from klage.domain.due import OtherDate
from klage.domain.step import Step
from klage.store import cases, steps
from tests.store import support


def test_the_list_holds_open_cases_with_their_calls_and_dates(path: Path) -> None:
    """Steps to be kept, reassessment, possible appeal deadline and dialogue meeting, until they are settled."""
    with support.written(path) as writer:
        key = support.add(
            writer, support.complaint(department="Ydelse", phone="20123456", may_leave_message=True)
        )
        cases.add_call(writer, key, Call(support.NOW, "talt_med"))
        steps.add(writer, key, Step(support.NOW, date(2026, 12, 1), "Møde", "Bo"))
        kept = steps.add(writer, key, Step(support.NOW, date(2026, 12, 2)))
        steps.settle(writer, kept, Step(support.NOW, date(2026, 12, 2), state="holdt"))
        writer.connection.execute(APPEAL, (key,))
        writer.connection.execute(MEETING, (key,))
    found = support.due_list(path)
    assert [case.id for case in found.cases] == [key]
    (case,) = found.cases
    assert (case.department, case.phone, case.may_leave_message) == ("Ydelse", "20123456", True)
    assert (len(case.calls), case.is_closed) == (1, False)
    assert case.dates == (
        OtherDate("genvurdering", date(2026, 11, 30)),
        OtherDate("naeste_skridt", date(2026, 12, 1), key=1),
        OtherDate("mulig_klagefrist", date(2026, 12, 3)),
        OtherDate("dialogmoede", datetime(2026, 12, 4, 12, tzinfo=UTC), key=1),
    )
    assert sorted(found.hours) == [1, 2, 3, 4, 5]
    assert found.closing_days == frozenset()


APPEAL = """insert into appeal (complaint_id, reassess_due_on, appeal_deadline_on)
values (?, '2026-11-30', '2026-12-03')"""
MEETING = """insert into mediation (complaint_id, kind, informed_on, meeting_at)
values (?, 'dialogmoede', '2026-11-19', '2026-12-04T12:00:00Z')"""


@pytest.mark.parametrize(
    ("sql", "left"),
    [
        ("update appeal set reassess_result = 'fastholdt'", {"mulig_klagefrist", "dialogmoede"}),
        ("update appeal set forwarded_on = '2026-11-20'", {"dialogmoede"}),
        ("update appeal set appeal_deadline_on = null", {"genvurdering", "dialogmoede"}),
        ("update mediation set outcome = 'aftale'", {"genvurdering", "mulig_klagefrist"}),
        ("update mediation set meeting_at = null", {"genvurdering", "mulig_klagefrist"}),
    ],
)
def test_what_is_done_is_no_longer_due(path: Path, sql: str, left: set[str]) -> None:
    """A reassessment with a result, an appeal that is forwarded, and a meeting that was held."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
        writer.connection.execute(APPEAL, (key,))
        writer.connection.execute(MEETING, (key,))
        writer.connection.execute(sql)
    (case,) = support.due_list(path).cases
    assert {other.reason for other in case.dates} == left


def test_a_closed_case_is_there_for_what_is_still_promised(path: Path) -> None:
    """Until the promise is settled; its appeal and its meetings are over with the case."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint(child_concern=True))
            closing = Closing(support.NOW, support.NOW, "afsluttet", "moede", "medhold")
            cases.add_closing(writer, key, closing)
            writer.connection.execute(APPEAL, (key,))
            writer.connection.execute(MEETING, (key,))
        assert support.due_list(path).cases == []
        promised = Step(support.NOW, date(2026, 12, 1))
        with support.changing(register) as writer:
            step = steps.add(writer, key, promised)
        (case,) = support.due_list(path).cases
        assert (case.is_closed, case.child_concern, case.has_waiting_concern) == (True, True, False)
        assert case.dates == (OtherDate("naeste_skridt", date(2026, 12, 1), key=step),)
        with support.changing(register) as writer:
            steps.settle(writer, step, replace(promised, state="brudt"))
    assert support.due_list(path).cases == []


def test_a_corrected_call_is_replaced_until_the_correction_is_undone(path: Path) -> None:
    """An undone correction corrects nothing: the call it pointed at counts again, in list and case."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            wrong = cases.add_call(writer, key, Call(support.NOW, "ikke_truffet"))
            right = cases.add_call(writer, key, Call(support.NOW, "besked_lagt"))
            writer.update("call", right, {"corrects": wrong})
        assert results(path, key) == ["besked_lagt"]
        with support.changing(register) as writer:
            writer.update("call", right, {"retracted_at": "2026-11-20T10:00:00Z"})
        assert results(path, key) == ["ikke_truffet"]
        with support.changing(register) as writer:
            writer.update("call", wrong, {"retracted_at": "2026-11-20T10:00:00Z"})
        assert results(path, key) == []


def results(path: Path, key: int) -> list[str]:
    """Return what the calls of a case came to, by the list and by the case, which must agree."""
    with support.opened(path) as register:
        in_case = [call.result for call in cases.get(register, key).calls]
    (case,) = support.due_list(path).cases
    assert [call.result for call in case.calls] == in_case
    return in_case
