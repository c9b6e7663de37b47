"""Counting the signs: each complaint once in a cell, in the right period, and who and what comes back."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from klage.domain.complaint import Complaint, Point
from klage.domain.report import period as periods
from klage.domain.statistics import growth
from klage.domain.statistics.chance import Compared
from klage.domain.statistics.growth import Recurring, Signals
from klage.store.register import Register
from klage.store.report import signals
from tests.store import support
from tests.store.loop import received

TODAY = date(2026, 11, 20)
AUTUMN = date(2026, 10, 1)
LONG_AGO = received(date(2020, 1, 1))


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return a register whose first complaint is years old, open for writing."""
    with support.opened(path, writing=True) as register:
        add(register, [LONG_AGO])
        yield register


def add(register: Register, complaints: Iterable[Complaint]) -> list[int]:
    """Register complaints in a command of their own."""
    with support.changing(register) as writer:
        return [support.add(writer, new) for new in complaints]


def many(n: int, first: date, *themes: str, **more: Any) -> list[Complaint]:
    """Return so many complaints, on as many days from the first."""
    return [received(first + timedelta(days=place), *themes, **more) for place in range(n)]


def found_in(register: Register) -> Signals:
    """Return the signs of the year until today."""
    return signals.signals(register, growth.year_until(TODAY), TODAY)


def test_an_empty_register(path: Path) -> None:
    """There is nothing to compare with and nothing to find."""
    with support.opened(path) as register:
        found = found_in(register)
    assert (found.spans.earlier, found.tested, found.risen, found.citizens) == ((), 0, (), ())
    assert found.office == Compared(0, 0, 1, 365)


def test_a_rise_and_a_fall(register: Register) -> None:
    """A theme that came from nowhere in one department, and one that went away in another."""
    add(register, many(15, AUTUMN, "vejledning", department="Ældreplejen"))
    add(register, many(6, date(2024, 3, 1), "vejledning", department="Ældreplejen"))
    add(register, many(36, date(2025, 3, 1), "optraeden", department="Jobcenter"))
    found = found_in(register)
    assert [(cell.department, cell.theme, cell.compared) for cell in found.risen] == [
        ("Ældreplejen", "vejledning", Compared(6, 15, 1095, 365))
    ]
    assert [(cell.department, cell.compared.newer) for cell in found.fallen] == [("Jobcenter", 0)]
    assert (found.tested, found.too_small) == (2, 0)
    assert found.office == Compared(42, 15, 1095, 365)


def test_a_complaint_counts_once_in_each_cell(register: Register) -> None:
    """Two klagepunkter alike are one, a klagepunkt without a department is its complaint's, others count apart."""
    alike = (Point("vejledning"), Point("vejledning", "Ydelse"), Point("vejledning", "Jobcenter"))
    add(register, [received(AUTUMN, department="Ydelse", points=alike)])
    add(register, [received(AUTUMN, "vejledning", "optraeden", department="Ydelse")])
    add(register, [received(AUTUMN, "vejledning"), received(AUTUMN, department="Ydelse")])
    with register.snapshot():
        days = growth.spans(growth.year_until(TODAY), TODAY, date(2020, 1, 1))
        cells = sorted(signals._cells(register, days))
    assert cells == [
        ("optraeden", "Ydelse", 0, 1),
        ("vejledning", "Jobcenter", 0, 1),
        ("vejledning", "Ydelse", 0, 2),
    ]


def test_every_day_is_in_its_own_period(register: Register) -> None:
    """The first and the last day of each period count in it; what is older, and what is merged away, does not."""
    days = [date(2025, 11, 21), TODAY, date(2025, 11, 20), date(2022, 11, 22), date(2022, 11, 21)]
    keys = add(register, [received(day, "vejledning", department="Jobcenter") for day in [*days, AUTUMN]])
    add(register, [received(AUTUMN, contact_type="vejvisning")])
    with support.changing(register) as writer:
        writer.update("complaint", keys[-1], {"merged_into": keys[0]})
    assert found_in(register).office == Compared(2, 2, 1095, 365)
    autumn = signals.signals(register, periods.between(date(2026, 10, 1), TODAY), TODAY)
    assert autumn.spans.now.days == 51
    assert autumn.office.newer == 1


def test_citizens_who_come_back(register: Register) -> None:
    """By phone or by folded name, in the year that ends with the period, each matter once."""
    same = {"phone": "12345678", "citizen_name": "Åse"}
    keys = add(register, many(3, AUTUMN, **same))
    add(register, many(2, date(2025, 3, 1), **same))
    add(register, many(3, AUTUMN, phone="87654321", contact_type="vejledning"))
    keys += add(register, [received(AUTUMN, citizen_name="aase"), received(AUTUMN)])
    found = found_in(register).citizens
    assert found == (Recurring("phone", tuple(keys[:3])), Recurring("name", tuple(sorted(keys[:4]))))
    earlier = signals.signals(register, periods.of_year(2024), TODAY)
    assert earlier.citizens == ()


def test_matters_that_come_back(register: Register) -> None:
    """Cases that point at each other, also at one from before the year; and those that are marked."""
    (old,) = add(register, many(1, date(2024, 1, 1), recurrence="systemisk"))
    keys = add(register, many(4, AUTUMN, related_case=old))
    marked = add(register, many(1, AUTUMN, recurrence="gentagen"))
    systemic = add(register, many(2, AUTUMN, recurrence="systemisk"))
    with support.changing(register, command="sammenlaeg") as writer:
        writer.update("complaint", marked[0], {"merged_into": keys[0]})
    matters = found_in(register).matters
    assert matters.linked == ((old, *keys, *marked),)
    assert (matters.repeated, matters.systemic) == ((), tuple(systemic))


def test_everything_is_of_one_moment(register: Register) -> None:
    """The counts are read in one snapshot, and reading changes nothing."""
    before = register.path.read_bytes()
    found_in(register)
    assert not register.connection.in_transaction
    assert register.path.read_bytes() == before


@pytest.mark.parametrize("seed", range(5))
def test_who_comes_back_is_as_among_all(register: Register, seed: int) -> None:
    """Leaving out the rare numbers and names beforehand changes nothing of who is found, however they are spelt."""
    chance = random.Random(seed)
    people = [
        (
            chance.choice([None, "Bo Ås", "bo aas", "BO  ÅS", "Ea", "Ib", "…"]),
            chance.choice([None, *"12345678"]),
        )
        for _ in range(25)
    ]
    keys = add(
        register,
        (received(AUTUMN, citizen_name=name, phone=phone and phone * 8) for name, phone in people),
    )
    everyone = [
        growth.Person(key, phone and phone * 8, name) for key, (name, phone) in zip(keys, people, strict=True)
    ]
    assert list(found_in(register).citizens) == growth.recurring(everyone)
