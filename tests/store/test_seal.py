"""The seal: a list is whole or it is refused, whatever happened to the file."""

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.due import Step
from klage.errors import DamagedError
from klage.store import cases, due, seal
from klage.store.register import open_register
from tests.faults import flips
from tests.store import support


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Return a register with 60 open and 200 closed cases."""
    path = tmp_path / "klage.db"
    support.fill(path, open_cases=60, closed_cases=200)
    return path


def test_no_flipped_bit_gives_another_list(full: Path) -> None:
    """In the rows, calls and index of open cases, and anywhere; ``tests.faults.flips`` does it at length."""
    chance = random.Random(7)
    found = flips.flip(
        full, [*flips.in_rows(full, chance, every=20), *flips.everywhere(4096 * 4, 500, chance)]
    )
    assert found.silent == []
    assert found.refused > 100


@pytest.mark.parametrize(
    "sql",
    [
        "delete from call where complaint_id = 2026000001; delete from complaint where id = 2026000001",
        "update complaint set closed_at = received_at where id = 2026000002",
        "update complaint set call_due_at = '2027-01-01T00:00:00Z' where id = 2026000003",
        "update complaint set covered = 1 - covered where id = 2026000004",
        "update complaint set phone = null where id = 2026000005",
        "update department set name = 'Andet' where id = 1",
        ("insert into call (complaint_id, called_at, logged_at, direction, result)"
        " values (2026000001, '2026-11-20T09:00:00Z', '2026-11-20T09:00:00Z', 'ud', 'talt_med')"),
        "delete from opening_hours where weekday = 1",
        "insert into closing_day values ('2026-12-24', 'Jul')",
        "delete from seal",
        "update complaint set citizen_name = x'ff' || 'x' where id = 2026000001",
    ],
)  # fmt: skip
def test_a_change_past_klage_is_refused(full: Path, sql: str) -> None:
    """Whatever the list would show otherwise, it is not shown, and nothing is written on top of it."""
    connection = sqlite3.connect(full)
    connection.execute("pragma ignore_check_constraints = on")
    connection.executescript(sql)
    connection.close()
    with pytest.raises(DamagedError):
        support.due_list(full)
    with pytest.raises(DamagedError), support.written(full):
        pytest.fail("the register was given to a writer")


def test_what_the_list_does_not_read_is_not_sealed(full: Path) -> None:
    """A closed case, a setting and a summary are matters for ``klage tjek``, and stop no morning list."""
    whole = support.due_list(full)
    connection = sqlite3.connect(full)
    connection.executescript(
        "update complaint set phone = '1' where closed_at is not null; update complaint set summary = 'x';"
        "insert into setting values ('navn', 'x');"
    )
    connection.close()
    assert support.due_list(full) == whole


def test_the_seal_does_not_depend_on_the_python(path: Path) -> None:
    """A letter that a newer Unicode knows is hashed as the same bytes by every Python; repr() did not."""
    with support.written(path) as writer:
        support.add(writer, support.complaint(citizen_name="Åse \U0001fae8 \U0001fadf"))
    with support.opened(path) as register, register.snapshot():
        (stored,) = register.one("select hash from seal") or (b"",)
        assert seal.checked_rows(register.connection).cases[0][11] == "Åse \U0001fae8 \U0001fadf"
    assert isinstance(stored, bytes)
    assert len(stored) == 32


def test_a_list_that_cannot_be_read_leaves_no_transaction(full: Path) -> None:
    """After a refusal the register can be asked for something else."""
    connection = sqlite3.connect(full)
    connection.execute("delete from seal")
    connection.commit()
    connection.close()
    register = open_register(full)
    with pytest.raises(DamagedError):
        due.open_cases(register)
    assert not register.connection.in_transaction
    assert cases.count(register) == 260
    register.close()


# --- the list itself -------------------------------------------------------------------------------


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
