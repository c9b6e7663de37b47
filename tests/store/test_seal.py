"""The seal: a list is whole or it is refused, whatever happened to the file."""

import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from klage.domain.complaint import Closing
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.domain.step import Step
from klage.errors import DamagedError
from klage.store import cases, due, seal, steps
from klage.store.learning import lessons
from klage.store.register import open_register
from tests.faults import flips
from tests.store import support


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Return a register with 60 open and 200 closed cases, and one closed that has a promise still to be kept."""
    path = tmp_path / "klage.db"
    support.fill(path, open_cases=60, closed_cases=200)
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        key = support.add(writer, support.complaint())
        cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "afsluttet", "moede", "medhold"))
        for case_id in (key, 2026000001):
            steps.add(writer, case_id, Step(support.NOW, date(2026, 11, 27), "Brev"))
        writer.connection.execute(
            "insert into appeal (complaint_id, reassess_due_on, appeal_deadline_on)"
            " values (2026000002, '2026-12-01', '2026-12-02')"
        )
        writer.connection.execute(
            "insert into mediation (complaint_id, kind, informed_on, meeting_at)"
            " values (2026000003, 'dialogmoede', '2026-11-19', '2026-11-30T12:00:00Z')"
        )
        lesson = lessons.add(writer, Lesson(date(2026, 11, 20), "Breve bliver glemt."), [Source(key)])
        writer.connection.execute(
            "insert into action (lesson_id, what, kind, department_id, due_on, proposed_on)"
            " values (?, 'Postliste', 'arbejdsgang', 1, '2026-12-03', '2026-11-20')",
            (lesson,),
        )
    return path


def test_no_flipped_bit_gives_another_list(full: Path) -> None:
    """In the rows, calls and index of open cases, and anywhere; ``tests.faults.flips`` does it at length."""
    chance = random.Random(7)
    found = flips.flip(
        full, [*flips.in_rows(full, chance, every=60), *flips.everywhere(4096 * 4, 300, chance)]
    )
    assert found.silent == []
    assert found.refused > 50


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
        "delete from step where id = 1",
        "update step set state = 'holdt' where id = 1",
        "update step set due_on = '2027-01-01' where id = 1",
        "insert into step (complaint_id, made_at, due_on) select id, received_at, '2026-12-01' from complaint where id = 2026000261",
        "update complaint set concern_passed_on_at = received_at where id = 2026000001",
        "update complaint set closed_at = null where id = 2026000261",
        "delete from appeal",
        "update appeal set reassess_due_on = null",
        "update appeal set appeal_deadline_on = '2027-01-01'",
        "update appeal set forwarded_on = '2026-11-20'",
        "delete from mediation",
        "update mediation set meeting_at = '2027-01-01T00:00:00Z'",
        "update mediation set outcome = 'aftale'",
        "delete from action",
        "update action set due_on = '2027-01-01'",
        "update action set status = 'gennemfoert'",
        "update action set department_id = null",
        "insert into action (lesson_id, what, kind, due_on, proposed_on) select lesson_id, what, kind, due_on, proposed_on from action",
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
    """A closed case with nothing promised, the words of a promise or an action, a setting and a summary are matters for ``klage tjek``, and stop no morning list."""
    whole = support.due_list(full)
    connection = sqlite3.connect(full)
    connection.executescript(
        "update complaint set phone = '1' where closed_at is not null"
        " and id not in (select complaint_id from step where state = 'aaben');"
        "update complaint set summary = 'x'; update step set what = 'x', owner = 'x';"
        "update lesson set observation = 'x'; update action set what = 'x', ambassador = 'x';"
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
        assert seal.checked_rows(register.connection).cases[0][12] == "Åse \U0001fae8 \U0001fadf"
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
    assert cases.count(register) == 261
    register.close()
