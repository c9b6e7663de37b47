"""The base numbers in the register, and the complaints that are held against them."""

from collections.abc import Mapping

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.folding import fold
from klage.store.register import Register
from klage.store.writing import Writer

# A complaint is about a department as a whole or by a klagepunkt, and counts once either way.
_COMPLAINTS = """
select count(*), coalesce(sum(c.covered), 0) from complaint c
where c.contact_type = 'klage' and c.received_at >= :start and c.received_at < :end
    and (:department is null or c.department_id = :department or exists (
        select 1 from point p where p.complaint_id = c.id and p.department_id = :department))
"""


def all_of(register: Register) -> list[BaseNumber]:
    """Return every base number, newest year first, those of all departments before those of one."""
    return [base for _, base in _rows(register)]


def measured(register: Register, year: int, bounds: Mapping[str, str]) -> list[Measured]:
    """Return the complaints of a year held against each of its base numbers.

    Args:
        register: The register.
        year: The calendar year.
        bounds: ``start`` and ``end`` of the year as they are stored.
    """
    found = []
    for department, base in _rows(register):
        if base.year == year:
            row = register.one(_COMPLAINTS, {**bounds, "department": department}) or (0, 0)
            found.append(Measured(base, *(int(str(n)) for n in row)))
    return found


def _rows(register: Register) -> list[tuple[object, BaseNumber]]:
    rows = register.rows(
        "select b.department_id, b.year, d.name, b.what, b.number"
        " from base_number b left join department d on d.id = b.department_id"
        " order by b.year desc, d.name is not null, d.name, b.id"
    )
    return [
        (key, BaseNumber(int(str(year)), None if name is None else str(name), str(what), int(str(number))))
        for key, year, name, what, number in rows
    ]


def put(writer: Writer, base: BaseNumber, department: int | None) -> int | None:
    """Set a base number; return the number it replaces, if there was one.

    Args:
        writer: The changes of one command.
        base: The base number.
        department: The key of its department.
    """
    values = {"year": base.year, "department_id": department, "what": base.what, "number": base.number}
    found = _find(writer, base.year, department, base.what)
    if found is None:
        writer.insert("base_number", values)
        return None
    key, before = found
    writer.update("base_number", key, values)
    return before


def remove(writer: Writer, year: int, department: int | None, what: str) -> int | None:
    """Remove a base number; return what it was, or ``None`` if there is none."""
    found = _find(writer, year, department, what)
    if found is None:
        return None
    writer.delete("base_number", found[0])
    return found[1]


def _find(writer: Writer, year: int, department: int | None, what: str) -> tuple[int, int] | None:
    """Return key and number of the base number of something, whatever its spelling of æøå and its case."""
    rows = writer.connection.execute(
        "select id, what, number from base_number where year = ? and department_id is ?", (year, department)
    )
    return next(((key, number) for key, stored, number in rows if fold(stored) == fold(what)), None)
