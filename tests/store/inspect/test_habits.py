"""Checks of the clock, the morning list, closing days and forgetting, on a real register."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from klage.store import drafts, marks, office_changes, undo
from klage.store.inspect.habits import (
    clock_time,
    closing_days,
    lying_drafts,
    morning_run,
    purge,
    time_zone,
    undone_cases,
)
from tests.store import checking, support
from tests.store.checking import found, levels
from tests.store.support import NOW


def mark(path: Path, name: str) -> None:
    """Note that something ran now."""
    with support.opened(path) as register:
        marks.note(register, name, NOW)


@pytest.mark.parametrize(
    "look", [clock_time, time_zone, morning_run, closing_days, lying_drafts, purge, undone_cases]
)
def test_an_office_that_looks_after_its_register(path: Path, look: checking.Look) -> None:
    """The list has run, closing days are entered, and the clock goes on."""
    checking.add(path)
    mark(path, "cron")
    with support.written(path, command="kontor") as writer:
        office_changes.set_closing_day(writer, date(2026, 12, 28), "Lukket mellem jul og nytår")
    assert found(look, path) == []


def test_a_clock_that_was_set_back(path: Path) -> None:
    """The newest change lies two days ahead of it."""
    checking.add(path)
    assert levels(clock_time, path, NOW - timedelta(days=2)) == ["advarsel"]


def test_a_morning_list_that_has_stopped(path: Path) -> None:
    """Four days later it is missed; before it ever ran, it is advised only where there are cases."""
    assert levels(morning_run, path) == []
    checking.add(path)
    assert levels(morning_run, path) == ["raad"]
    mark(path, "cron")
    assert levels(morning_run, path, NOW + timedelta(days=4)) == ["advarsel"]


def test_closing_days_that_are_missing(path: Path) -> None:
    """None at all, and none for next year in December."""
    assert levels(closing_days, path) == ["raad"]
    with support.written(path, command="kontor") as writer:
        office_changes.set_closing_day(writer, date(2026, 12, 28), "Lukket")
    assert levels(closing_days, path) == []
    assert levels(closing_days, path, NOW + timedelta(days=20)) == ["raad"]


def test_a_call_that_was_broken_off(path: Path) -> None:
    """On the same day it is advised to go on, on the next it is a warning; never a word of what was noted."""
    with support.opened(path) as register:
        drafts.keep(register, "opkald", 2026000001, {"notes": ["Hemmeligt"]}, NOW)
    assert levels(lying_drafts, path) == ["raad"]
    assert levels(lying_drafts, path, NOW + timedelta(days=1)) == ["advarsel"]
    (finding,) = found(lying_drafts, path)
    assert finding.advice == "Fortsæt med klage ring 2026-0001."
    assert "Hemmeligt" not in finding.message


def test_a_forgetting_that_was_broken_off(path: Path) -> None:
    """Files may still hold what was erased."""
    mark(path, "purge_pending")
    assert levels(purge, path) == ["advarsel"]


def test_what_was_undone_and_is_still_remembered(path: Path) -> None:
    """For thirty days it may be done again; afterwards it is advised to erase it."""
    checking.add(path)
    with support.opened(path, writing=True) as register:
        planned = undo.plan(register)
        assert planned is not None
        with support.changing(register, command="fortryd") as writer:
            undo.take_back(writer, register, planned)
    assert levels(undone_cases, path, NOW + timedelta(days=29)) == []
    (advice,) = found(undone_cases, path, NOW + timedelta(days=30))
    assert (advice.level, advice.advice) == ("raad", "Slet det med klage anonymiser.")
    assert "fra 1 sag, hvor registreringen blev fortrudt for mindst 30 dage siden" in advice.message
