"""Lists of cases as the store reads them: in flat memory, by an index, and nobody's way is barred meanwhile."""

import tracemalloc
from collections import deque
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.complaint import Complaint
from klage.domain.incoming import Incoming
from klage.store import cases, listing
from klage.store.importing.bulk import Bulk
from klage.store.listing import Filters
from klage.store.register import Register
from tests.store import support
from tests.store.support import NOW, changing, complaint, opened

EVERYTHING = Filters()
OPEN = Filters(is_open=True)


def add(register: Register, new: Complaint) -> int:
    """Register a complaint in a transaction of its own."""
    with changing(register) as writer:
        return support.add(writer, new)


def fill(register: Register, count: int) -> None:
    """Take in so many cases, each with a text of some length."""
    with changing(register, command="import") as writer:
        into = Bulk(register, writer, now=NOW)
        for number in range(count):
            into.add(number, Incoming(Complaint(NOW - timedelta(minutes=number), f"Klage {number} " * 40)))
        into.finish(b"\1" * 32, count=count)


def test_a_long_list_takes_no_more_memory_than_a_short_one(path: Path) -> None:
    """Its cases are read one at a time."""
    peaks = []
    with opened(path, writing=True) as register:
        fill(register, 3_000)
        for filters in (Filters(end=NOW - timedelta(minutes=2_500)), EVERYTHING):
            tracemalloc.start()
            deque(listing.find(register, filters), maxlen=0)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_a_list_is_of_one_moment_and_lets_go_of_it(path: Path) -> None:
    """What another klage has written is in none of it, and when it is read through others may write."""
    with opened(path, writing=True) as other:
        first = add(other, complaint("Den første"))
        with opened(path, timeout=0) as register:
            found = listing.find(register, EVERYTHING)
            assert next(found).id == first
            assert register.connection.in_transaction
            assert list(found) == []
            assert not register.connection.in_transaction
            second = add(other, complaint("Den anden"))
            assert {line.id for line in listing.find(register, EVERYTHING)} == {first, second}


def test_waiting_concerns_are_those_of_the_list(path: Path) -> None:
    """A child concern is waiting in an open case until it is passed on; other filters hold as well."""
    with opened(path, writing=True) as register:
        keys = [
            add(
                register,
                complaint(f"Klage {nth}", child_concern=nth != 0, department="A" if nth == 1 else "B"),
            )
            for nth in range(4)
        ]
        with changing(register, command="ret") as writer:
            cases.change(writer, keys[3], {"concern_passed_on_at": NOW})
        for filters, expected in ((EVERYTHING, keys[1:3]), (Filters(department="a"), keys[1:2])):
            waiting = listing.with_waiting_concern(register, filters)
            assert sorted(line.id for line in waiting) == expected
            lines = [line for line in listing.find(register, filters) if line.has_waiting_concern]
            assert {line.id for line in lines} == set(expected)


def test_cases_come_in_the_order_that_is_asked_for(path: Path) -> None:
    """A case that is gone is left out."""
    with opened(path, writing=True) as register:
        keys = [add(register, complaint(f"Klage {nth}")) for nth in range(3)]
        asked = [keys[2], 1, keys[0], keys[1]]
        assert [line.id for line in listing.by_keys(register, asked)] == [keys[2], keys[0], keys[1]]
        assert listing.by_keys(register, []) == []


@pytest.mark.parametrize(("filters", "index"), [(OPEN, "complaint_open"), (EVERYTHING, "complaint_received")])
def test_open_cases_are_not_looked_for_among_all(path: Path, filters: Filters, index: str) -> None:
    """The open ones are read by the index that holds no other; all are read in the order they are shown in."""
    with opened(path) as register:
        asked: list[str] = []
        register.connection.set_trace_callback(asked.append)
        list(listing.find(register, filters))
        register.connection.set_trace_callback(None)
        (sql,) = (each for each in asked if each.lstrip().startswith("select"))
        plan = " ".join(str(row[3]) for row in register.rows(f"explain query plan {sql}"))
        assert f"SCAN c USING INDEX {index}" in plan
