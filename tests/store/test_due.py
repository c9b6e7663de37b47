"""What the due list reads: open cases with the calls that count and the step that was promised last."""

from datetime import date, timedelta
from pathlib import Path

from klage.domain.call import Call
from klage.domain.due import Step
from klage.store import cases
from tests.store import support


def test_the_list_holds_open_cases_with_their_calls_and_latest_step(path: Path) -> None:
    """A newer call with a step of its own replaces the step; one without leaves it."""
    with support.written(path) as writer:
        key = support.add(
            writer, support.complaint(department="Ydelse", phone="20123456", may_leave_message=True)
        )
        for minutes, step in ((30, "Brev"), (20, "Møde"), (10, None)):
            called = support.NOW - timedelta(minutes=minutes)
            due_on = date(2026, 12, 1) if step else None
            cases.add_call(writer, key, Call(called, "talt_med", next_step=step, next_due=due_on, owner="Bo"))
    found = support.due_list(path)
    assert [case.id for case in found.cases] == [key]
    (case,) = found.cases
    assert (case.department, case.phone, case.may_leave_message) == ("Ydelse", "20123456", True)
    assert (len(case.calls), case.step) == (3, Step(date(2026, 12, 1), "Møde", "Bo"))
    assert sorted(found.hours) == [1, 2, 3, 4, 5]
    assert found.closing_days == frozenset()


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
