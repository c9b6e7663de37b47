"""Base numbers in the register: one for each year, department and thing, and the complaints of the year."""

from pathlib import Path

from klage import clock
from klage.domain.base_number import BaseNumber, Measured
from klage.domain.complaint import Point
from klage.store import base_numbers, office
from tests.store import support
from tests.store.support import NOW

ALL = BaseNumber(2026, None, "borgerforløb", 100_000)
HERE = BaseNumber(2026, "Ældre", "borgerforløb", 500)
BOUNDS = {"start": "2025-12-31T23:00:00Z", "end": clock.to_text(NOW)}


def test_a_base_number_is_set_corrected_and_removed(path: Path) -> None:
    """All departments and one are different numbers; the spelling of what is counted is not."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = office.department_ids(writer, ["Ældre"])["Ældre"]
            for base, department in ((HERE, key), (ALL, None), (ALL._replace(year=2027), None)):
                assert base_numbers.put(writer, base, department) is None
            assert base_numbers.put(writer, ALL._replace(what="BORGERFORLOEB", number=90), None) == 100_000
            assert base_numbers.put(writer, ALL, None) == 90
        assert base_numbers.all_of(register) == [ALL._replace(year=2027), ALL, HERE]
        with support.changing(register) as writer:
            assert base_numbers.remove(writer, 2026, key, "borgere") is None
            assert base_numbers.remove(writer, 2026, key, "borgerforløb") == 500
        assert base_numbers.all_of(register) == [ALL._replace(year=2027), ALL]


def test_a_complaint_counts_once_however_it_is_about_the_department(path: Path) -> None:
    """As a whole, by its klagepunkter or both; complaints about others count only among all."""
    points = (Point("vejledning", "Ældre"), Point("andet", "Ældre"))
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            for more in ({"department": "Ældre", "points": points}, {"points": points}, {}):
                support.add(writer, support.complaint(**more))
            support.add(writer, support.complaint(contact_type="vejledning"))
            key = office.department_ids(writer, ["Ældre"])["Ældre"]
            base_numbers.put(writer, HERE, key)
            base_numbers.put(writer, ALL, None)
        assert base_numbers.measured(register, 2026, BOUNDS) == [Measured(ALL, 3, 3), Measured(HERE, 2, 2)]
        assert base_numbers.measured(register, 2027, BOUNDS) == []
