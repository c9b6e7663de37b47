"""The few numbers above today's list."""

from datetime import timedelta
from pathlib import Path

from klage.domain.complaint import Closing
from klage.store import cases, overview
from tests.store import support


def test_the_numbers_are_those_of_the_day(path: Path) -> None:
    """Open now, received and closed since the day began; a reopening is no closing."""
    earlier = support.NOW - timedelta(days=1)
    with support.written(path) as writer:
        keys = [
            support.add(writer, support.complaint(received_at=at))
            for at in (earlier, support.NOW, support.NOW)
        ]
        cases.add_closing(writer, keys[0], Closing(support.NOW, support.NOW, "afsluttet"))
        cases.add_closing(writer, keys[1], Closing(support.NOW, support.NOW, "afsluttet"))
        cases.add_closing(writer, keys[1], Closing(support.NOW, support.NOW, "genaabnet", reason="x"))
    with support.opened(path) as register:
        assert overview.numbers(register, support.NOW - timedelta(hours=1)) == (2, 2, 2)
        assert overview.numbers(register, support.NOW + timedelta(hours=1)) == (2, 0, 0)


def test_the_first_cases_are_counted_up_to_two(path: Path) -> None:
    """None, one, or more than one: closed ones count, and the third is not looked for."""
    for expected in (0, 1, 2, 2):
        with support.opened(path) as register:
            assert overview.cases_up_to_two(register) == expected
        with support.written(path) as writer:
            key = support.add(writer, support.complaint())
            cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "afsluttet"))
