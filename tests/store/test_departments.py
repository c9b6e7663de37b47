"""The list of departments in the register: found, added, renamed everywhere, retired."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from klage.domain.complaint import Complaint, Point
from klage.domain.promise import Policy, promise_for
from klage.errors import NotFoundError, RefusedError
from klage.store import cases, departments, office, search
from klage.store.due import open_cases
from klage.store.register import Register, create_register, open_register
from klage.store.writing import Writer, write

NOW = datetime(2014, 10, 21, 10, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Return an empty register, open for writing."""
    create_register(tmp_path / "klage.db")
    register = open_register(tmp_path / "klage.db", writing=True)
    yield register
    register.close()


@pytest.fixture
def writer(register: Register) -> Iterator[Writer]:
    """Return the changes of one command, committed after the test."""
    with write(register, command="test", actor="", now=NOW) as writer:
        yield writer


def add_case(writer: Writer, register: Register, department: str, *points: Point) -> int:
    """Register a complaint and index it."""
    complaint = Complaint(NOW, "Ingen ringer tilbage.", department=department, points=points)
    promise = promise_for([], NOW, level="ukendt", department=department)
    key = cases.add(writer, complaint, promise)
    cases.reindex(writer, register, key)
    return key


def test_a_department_is_found_whatever_its_spelling(writer: Writer, register: Register) -> None:
    """Case, accents and the spelling of æ, ø, å do not matter; a slip gets the nearest names."""
    departments.add(writer, register, "Ældreområdet Århus")
    assert departments.require(register, "aeldreomraadet aarhus").name == "Ældreområdet Århus"
    with pytest.raises(NotFoundError, match=r"Mente du Ældreområdet Århus\?"):
        departments.require(register, "Ældreomådet Århus")
    with pytest.raises(NotFoundError, match="Se dem med klage kontor afdelinger"):
        departments.require(register, "Havnen")


def test_a_name_is_given_once(writer: Writer, register: Register) -> None:
    """A second department with the same name is refused, and a retired one is pointed out."""
    departments.add(writer, register, "Jobcenter")
    with pytest.raises(RefusedError, match=r"allerede en afdeling, der hedder Jobcenter\.$"):
        departments.add(writer, register, "JOBCENTER")
    assert departments.set_active(writer, departments.require(register, "Jobcenter"), active=False)
    with pytest.raises(RefusedError, match="tag den i brug igen med --genopliv"):
        departments.add(writer, register, "Jobcenter")


def test_cases_are_counted_once(writer: Writer, register: Register) -> None:
    """A case counts once for a department, whether it is the case's own or a klagepunkt's."""
    add_case(writer, register, "Jobcenter", Point("optraeden", "Jobcenter"), Point("vejledning", "Skat"))
    add_case(writer, register, "Jobcenter")
    departments.add(writer, register, "Havnen")
    counts = departments.case_counts(register)
    by_name = {d.name: counts.get(d.id) for d in office.departments(register)}
    assert by_name == {"Jobcenter": 2, "Skat": 1, "Havnen": None}


def test_a_new_name_is_the_name_everywhere(register: Register) -> None:
    """The cases, the due list and its seal, the phases and the search index all know the new name."""
    covered = Policy(date(2014, 1, 1), departments=frozenset({"Jobcenter", "Skat"}))
    with write(register, command="test", actor="", now=NOW) as writer:
        key = add_case(writer, register, "Jobcenter")
        office.set_policy(writer, covered)
        office.set_policy(writer, Policy(date(2015, 1, 1), departments=frozenset({"Skat"})))
    with write(register, command="test", actor="", now=NOW) as writer:
        old = departments.require(register, "Jobcenter")
        assert departments.rename(writer, register, old, "Arbejdsmarked")
    assert cases.get(register, key).complaint.department == "Arbejdsmarked"
    assert [case.department for case in open_cases(register).cases] == ["Arbejdsmarked"]
    assert [set(p.departments) for p in office.policies(register)] == [{"Arbejdsmarked", "Skat"}, {"Skat"}]
    assert search.find(register, "arbejdsmarked", limit=9) == [key]
    assert search.find(register, "jobcenter", limit=9) == []


def test_renaming_to_what_it_is_called_or_what_another_is(writer: Writer, register: Register) -> None:
    """Another spelling of its own name is a new name, the same name is none, another's is refused."""
    departments.add(writer, register, "jobcenter")
    departments.add(writer, register, "Skat")
    assert departments.rename(writer, register, departments.require(register, "jobcenter"), "Jobcenter")
    assert not departments.rename(writer, register, departments.require(register, "jobcenter"), "Jobcenter")
    with pytest.raises(RefusedError, match="der hedder Skat"):
        departments.rename(writer, register, departments.require(register, "jobcenter"), "skat")


def test_retiring_is_told_once(writer: Writer, register: Register) -> None:
    """Retiring what is retired already changes nothing."""
    departments.add(writer, register, "Skat")
    assert departments.set_active(writer, departments.require(register, "Skat"), active=False)
    assert not departments.set_active(writer, departments.require(register, "Skat"), active=False)
