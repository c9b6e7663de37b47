"""Examples in the register: one of each case, changed and taken away, with the history of their case."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from klage.domain.learning.example import Example
from klage.store.learning import examples
from tests.store import support

DAY = date(2026, 11, 20)
LETTER = Example("Brevet, der blev væk", "Det kom aldrig frem.\nBorgeren ringede.", date(2026, 11, 1), DAY)


def test_an_example_comes_back_as_it_was_written(path: Path) -> None:
    """It is changed in its place, and taken away again."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            one, two = (support.add(writer, support.complaint(name)) for name in ("a", "b"))
            assert examples.keep(writer, one, LETTER)
            assert examples.keep(writer, two, replace(LETTER, approved_on=None))
        kept = examples.of_case(register, one)
        assert kept is not None
        assert (kept.case_id, kept.example) == (one, LETTER)
        assert [each.case_id for each in examples.all_of(register)] == [two, one]
        with support.changing(register, command="laering eksempel") as writer:
            assert examples.keep(writer, one, replace(LETTER, approved_on=None))
            assert not examples.keep(writer, one, replace(LETTER, approved_on=None))
        changed = examples.of_case(register, one)
        assert changed == kept._replace(example=replace(LETTER, approved_on=None))
        with support.changing(register, command="laering eksempel") as writer:
            examples.remove(writer, kept)
        assert examples.of_case(register, one) is None
        rows = register.rows("select case_id from event where command = 'laering eksempel' order by id")
        assert [case for (case,) in rows] == [one, one]
