"""Counting before and after an action: what fits its lesson, each complaint once, in equal windows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from klage.domain.complaint import Complaint, Point
from klage.domain.learning.effect import Effect
from klage.domain.statistics.chance import Compared
from klage.errors import NotFoundError, RefusedError
from klage.store.register import Register
from klage.store.report import effects
from tests.store import loop, support
from tests.store.loop import received

DAY = date(2026, 6, 1)
TODAY = date(2026, 11, 20)
LONG_AGO = received(date(2020, 1, 1), department="Andet sted")


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return a register whose first complaint is years old, open for writing."""
    with support.opened(path, writing=True) as register:
        add(register, LONG_AGO)
        yield register


def before(days: int) -> date:
    """Return the day so many days before the action."""
    return DAY - timedelta(days=days)


def after(days: int) -> date:
    """Return the day so many days after the action."""
    return DAY + timedelta(days=days)


def add(register: Register, *complaints: Complaint) -> list[int]:
    """Register complaints in a command of their own."""
    with support.changing(register) as writer:
        return [support.add(writer, new) for new in complaints]


def effect_of(register: Register, carried_out_on: date | None = DAY, **lesson: Any) -> Effect:
    """Write down a lesson and an action on it, and return the action's effect."""
    with support.changing(register, command="laering") as writer:
        key = loop.action(writer, loop.lesson(writer, **lesson), carried_out_on)
    return effects.of_action(register, key, TODAY)


def test_the_windows_are_half_open(register: Register) -> None:
    """The day of the action and today are in neither window; the days beside them are."""
    outside = [DAY, TODAY, before(172), after(180)]
    add(register, *(received(day, "vejledning") for day in [before(1), before(171), *outside]))
    add(register, *(received(day, "vejledning") for day in [after(1), after(171)]))
    found = effect_of(register, theme="vejledning")
    assert found.windows is not None
    assert found.windows.days == 171
    assert found.complaints == Compared(2, 2, 171, 171)
    assert found.office == Compared(2, 2, 171, 171)
    assert found.verdict == "for_faa"


def test_only_what_the_lesson_states_is_asked_for(register: Register) -> None:
    """Theme, department and stage: each narrows where it is stated, and one klagepunkt must fit in all."""
    add(
        register,
        received(before(5), points=(Point("vejledning", "Jobcenter", process_stage="afgoerelse"),)),
        received(
            before(5), points=(Point("vejledning", process_stage="ansoegning"),), department="Jobcenter"
        ),
        received(before(5), points=(Point("vejledning", "Ydelse"), Point("optraeden", "Jobcenter"))),
        received(before(5), points=(Point("optraeden", process_stage="afgoerelse"),), department="Jobcenter"),
        received(before(5), department="Jobcenter"),
    )

    def counted(**lesson: Any) -> int:
        complaints = effect_of(register, **lesson).complaints
        assert complaints is not None
        return complaints.older

    assert counted(theme="vejledning") == 3
    assert counted(department="Jobcenter") == 5
    assert counted(process_stage="afgoerelse") == 2
    assert counted(theme="vejledning", department="Jobcenter") == 2
    assert counted(theme="vejledning", process_stage="afgoerelse") == 1
    assert counted(department="Ydelse", process_stage="afgoerelse") == 0
    assert counted(theme="vejledning", department="Jobcenter", process_stage="ansoegning") == 1
    assert counted(department="Andet sted") == 0


def test_a_complaint_counts_once(register: Register) -> None:
    """Two klagepunkter that fit are one complaint; one merged into another, and a mere question, are none."""
    keys = add(
        register,
        received(after(3), points=(Point("vejledning"), Point("vejledning", "Ydelse"))),
        received(after(4), "vejledning"),
        received(after(5), "vejledning", contact_type="vejledning"),
    )
    with support.changing(register, command="sammenlaeg") as writer:
        writer.update("complaint", keys[1], {"merged_into": keys[0]})
    found = effect_of(register, theme="vejledning")
    assert found.complaints == Compared(0, 1, 171, 171)
    assert found.office == Compared(0, 1, 171, 171)


def test_a_clear_difference_beside_the_whole_office(register: Register) -> None:
    """Twelve became one on the theme while the office stood still; both are told."""
    add(register, *(received(before(day), "vejledning") for day in range(1, 13)))
    add(register, *(received(after(day), "optraeden") for day in range(1, 12)))
    add(register, received(after(20), "vejledning"))
    found = effect_of(register, theme="vejledning")
    assert (found.verdict, found.complaints) == ("faerre", Compared(12, 1, 171, 171))
    assert found.office == Compared(12, 12, 171, 171)


def test_what_cannot_be_counted(register: Register) -> None:
    """Too early, nothing to count by, and a register that begins too late each say so, without figures."""
    early = effect_of(register, TODAY - timedelta(days=28), theme="vejledning")
    assert (early.verdict, early.complaints, early.windows) == ("for_tidligt", None, None)
    assert effect_of(register).verdict == "intet_at_taelle"
    late = effect_of(register, date(2020, 1, 20), department="Jobcenter")
    assert late.verdict == "for_kort_fortid"


def test_an_empty_register(path: Path) -> None:
    """Without any complaint there is no past to compare with."""
    with support.opened(path, writing=True) as register:
        assert effects.first_day(register) is None
        assert effect_of(register, theme="vejledning").verdict == "for_kort_fortid"


def test_no_such_action_and_one_not_carried_out(register: Register) -> None:
    """The first is not found, the second refused."""
    with pytest.raises(NotFoundError, match="ingen handling 7"):
        effects.of_action(register, 7, TODAY)
    with pytest.raises(RefusedError, match="i gang"):
        effect_of(register, None, theme="vejledning")


def test_danish_days(register: Register) -> None:
    """A complaint at half past eleven in the evening UTC belongs to the next Danish day."""
    late = received(DAY, "vejledning")
    add(register, replace(late, received_at=late.received_at.replace(hour=22, minute=30)))
    found = effect_of(register, theme="vejledning")
    assert found.complaints == Compared(0, 1, 171, 171)
