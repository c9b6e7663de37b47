"""The seal: a list is whole or it is refused, whatever happened to the file."""

import random
import sqlite3
from pathlib import Path

import pytest

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
