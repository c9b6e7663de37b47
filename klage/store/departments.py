"""Changing the list of departments; a new name must reach the phases and the search index as well."""

import json

from klage.domain.folding import fold
from klage.domain.matching import near_names, or_list
from klage.errors import NotFoundError, RefusedError
from klage.store import cases, office
from klage.store.office import Department
from klage.store.register import Register
from klage.store.writing import Writer


def require(register: Register, name: str) -> Department:
    """Return the department with this name, whatever its spelling of æøå and its case.

    Raises:
        NotFoundError: There is none; the sentence names those that are like it.
    """
    known = office.departments(register)
    found = next((department for department in known if fold(department.name) == fold(name)), None)
    if found is None:
        near = near_names(name, [department.name for department in known])
        hint = f"Mente du {or_list(near)}?" if near else "Se dem med klage kontor afdelinger."
        raise NotFoundError(f"Der er ingen afdeling med det navn. {hint}")
    return found


def case_counts(register: Register) -> dict[int, int]:
    """Return how many cases concern each department, in whole or by a klagepunkt; zero is left out."""
    rows = register.rows(
        "select department_id, count(*) from ("
        " select department_id, id from complaint where department_id is not null"
        " union select department_id, complaint_id from point where department_id is not null"
        ") group by department_id"
    )
    return {int(str(key)): int(str(count)) for key, count in rows}


def add(writer: Writer, register: Register, name: str) -> None:
    """Add a department.

    Raises:
        RefusedError: There is one with that name already.
    """
    _refuse_taken(register, name)
    office.department_ids(writer, [name])


def rename(writer: Writer, register: Register, old: Department, name: str) -> bool:
    """Give a department another name, also in the phases and the search index; tell whether it is new.

    Raises:
        RefusedError: Another department has that name.
    """
    _refuse_taken(register, name, besides=old.id)
    changed = writer.update("department", old.id, {"name": name, "name_key": fold(name)})
    if changed:
        _rename_in_phases(writer, old.name, name)
        for (key,) in list(register.rows("select id from complaint where department_id = ?", (old.id,))):
            cases.reindex(writer, register, int(str(key)))
    return changed


def set_active(writer: Writer, department: Department, *, active: bool) -> bool:
    """Retire a department, or take it back into use; tell whether anything was different."""
    return writer.update("department", department.id, {"active": int(active)})


def _refuse_taken(register: Register, name: str, besides: int | None = None) -> None:
    taken = next((d for d in office.departments(register) if fold(d.name) == fold(name)), None)
    if taken is None or taken.id == besides:
        return
    again = "" if taken.active else " Den er nedlagt; tag den i brug igen med --genopliv."
    raise RefusedError(f"Der er allerede en afdeling, der hedder {taken.name}.{again}")


def _rename_in_phases(writer: Writer, old: str, new: str) -> None:
    """Let the phases that cover a department cover it under its new name: they hold it by name."""
    for key, stored in writer.connection.execute("select id, departments from policy").fetchall():
        names = json.loads(stored)
        if old in names:
            renamed = sorted(new if name == old else name for name in names)
            writer.update("policy", key, {"departments": json.dumps(renamed, ensure_ascii=False)})
