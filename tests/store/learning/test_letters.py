"""What a letter is made of: the complaints over one department, by theme, and the lessons with their effects."""

from datetime import date
from pathlib import Path

from klage.domain.complaint import Point
from klage.domain.report.period import Period
from klage.store import office_changes
from klage.store.learning import letters
from klage.store.office import Ambassador, department_ids
from tests.store import loop, support

TODAY = date(2026, 11, 20)
PERIOD = Period(date(2026, 1, 1), TODAY)


def test_complaints_are_counted_where_they_belong(path: Path) -> None:
    """By department in whole or by a klagepunkt; outside the period, and what is no complaint, not."""
    day = date(2026, 5, 4)
    complaints = [
        loop.received(day, "vejledning", department="Ydelse"),
        loop.received(day, "vejledning", "vejledning", "andet", department="Ydelse"),
        loop.received(day, department="Andre", points=(Point("andet", "Ydelse"), Point("vejledning"))),
        loop.received(day, "vejledning", department="Andre"),
        loop.received(day, "vejledning", department="Ydelse", contact_type="vejledning"),
        loop.received(date(2025, 12, 30), "vejledning", department="Ydelse"),
    ]
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            loop.register_all(writer, register, complaints)
        found = letters.facts(register, "Ydelse", PERIOD, TODAY)
    assert found.complaints == 3
    assert found.themes == {"vejledning": 2, "andet": 2}
    assert (found.ambassador, found.lessons, found.effects) == (None, [], {})


def test_lessons_come_with_the_effects_of_what_is_done(path: Path) -> None:
    """And the ambassador of the day."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            case = support.add(writer, support.complaint())
            number = loop.lesson(writer, case, department="Ydelse")
            done = loop.action(writer, number, date(2026, 11, 10))
            loop.action(writer, number, None)
            who = Ambassador("Ydelse", "Bo Holm", None, date(2026, 1, 1), None)
            office_changes.appoint(writer, department_ids(writer, ["Ydelse"])["Ydelse"], who)
        found = letters.facts(register, "Ydelse", PERIOD, TODAY)
    assert found.ambassador == "Bo Holm"
    assert [each.number for each in found.lessons] == [number]
    assert {key: each.verdict for key, each in found.effects.items()} == {done: "for_tidligt"}
