"""Reading every case: whole, in order, as of one moment."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.errors import DamagedError
from klage.store import cases, exporting
from klage.store.learning import lessons
from tests.store.support import NOW, add, changing, complaint, fill, opened, written


def test_every_case_is_as_it_is_read_alone(tmp_path: Path) -> None:
    """Four queries for all give what four queries for each give."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=20, closed_cases=20)
    with opened(path) as register:
        found = list(exporting.all_cases(register))
        assert found == list(cases.read(register, "1"))
        assert len(found) == 40


def test_lessons_come_after_the_cases(tmp_path: Path) -> None:
    """All of them, also those that are withdrawn."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=2)
    day = NOW.date()
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            for withdrawn in (None, day):
                new = Lesson(day, "Breve blev glemt.", withdrawn_on=withdrawn)
                lessons.add(writer, new, [Source(2026000001)])
        found = list(exporting.everything(register))
        assert found[:2] == list(exporting.all_cases(register))
        assert found[2:] == [lessons.get(register, 1), lessons.get(register, 2)]


def test_all_is_as_of_one_moment(tmp_path: Path) -> None:
    """A case that is registered while the export runs is not half in it."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=3)
    with opened(path) as register:
        export = exporting.all_cases(register)
        first = next(export)
        with (
            pytest.raises(sqlite3.OperationalError, match="locked"),
            opened(path, writing=True, timeout=0.1) as other,
        ):
            other.connection.execute("begin exclusive")
        assert [first.number, *(case.number for case in export)] == ["2026-0001", "2026-0002", "2026-0003"]


def test_row_without_its_case_is_damage(tmp_path: Path) -> None:
    """A shortened file that looks whole is never written."""
    path = tmp_path / "klage.db"
    fill(path, open_cases=0)
    with written(path) as writer:
        for number in range(2):
            key = add(writer, complaint(str(number), received_at=NOW - timedelta(days=number)))
    with opened(path, writing=True) as register:
        register.connection.execute("pragma foreign_keys = off")
        register.connection.execute(
            "insert into point (complaint_id, theme) values (?, 'andet')", (key - 1_000,)
        )
        with pytest.raises(DamagedError):
            list(exporting.all_cases(register))
