"""What the office has set: departments, themes, phases, opening hours, closing days, ambassadors."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from klage.domain.calendar.calendar import LETTER_DAYS
from klage.domain.folding import fold
from klage.domain.promise import OpeningHours, Policy, Promise, promise_for
from klage.store import failures
from klage.store.register import Register

if TYPE_CHECKING:
    import sqlite3

    from klage.domain.complaint import Complaint
    from klage.store.writing import Writer


class Department(NamedTuple):
    """A department; one that is no longer used stays in old cases."""

    id: int
    name: str
    active: bool


class Theme(NamedTuple):
    """A theme that a klagepunkt can have."""

    code: str
    label: str
    group: str
    active: bool


class Ambassador(NamedTuple):
    """Who sees to it that a department learns (seed S4), with the leader who stands behind."""

    department: str
    name: str
    leader: str | None
    first_day: date
    last_day: date | None


def departments(register: Register) -> list[Department]:
    """Return all departments in the order they were created; sort them in Danish to show them."""
    return [
        Department(int(str(key)), str(name), bool(active))
        for key, name, active in register.rows("select id, name, active from department order by id")
    ]


def department_named(connection: "sqlite3.Connection", name: str) -> tuple[int, str] | None:
    """Return the key and the exact name of a department, found whatever its spelling of æøå and case."""
    with failures.understood():
        row = connection.execute(
            "select id, name from department where name_key = ?", (fold(name),)
        ).fetchone()
    return (row[0], row[1]) if row else None


def department_ids(writer: "Writer", names: Iterable[str | None]) -> dict[str, int]:
    """Return the key of each named department; one that is not there yet is created."""
    return {name: _department_id(writer, name) for name in names if name}


def _department_id(writer: "Writer", name: str) -> int:
    found = department_named(writer.connection, name)
    if found:
        return found[0]
    return writer.insert("department", {"name": name, "name_key": fold(name), "active": 1})


def themes(register: Register, *, only_active: bool = False) -> list[Theme]:
    """Return the themes in the office's order, with "andet" after those the office has added."""
    rows = register.rows(
        "select code, label, theme_group, active from theme order by code = 'andet', position, code"
    )
    found = [Theme(str(code), str(label), str(group), bool(active)) for code, label, group, active in rows]
    return [theme for theme in found if theme.active or not only_active]


def theme_labels(register: Register) -> dict[str, str]:
    """Return every theme's label by its code."""
    return {theme.code: theme.label for theme in themes(register)}


def cases_by_theme(register: Register) -> dict[str, int]:
    """Return how many cases have each theme; a theme that was never used is left out."""
    rows = register.rows("select theme, count(distinct complaint_id) from point group by theme")
    return {str(code): int(str(cases)) for code, cases in rows}


def policies(register: Register) -> list[Policy]:
    """Return the phases of the office's ordning, oldest first; none means that everyone is covered."""
    import json

    rows = register.rows(
        "select first_day, hours, counting, levels, departments from policy order by first_day"
    )
    return [
        Policy(
            first_day=date.fromisoformat(str(first)) if first else None,
            hours=int(str(hours)),
            counting=str(counting),
            levels=frozenset(json.loads(str(levels))),
            departments=frozenset(json.loads(str(names))),
        )
        for first, hours, counting, levels, names in rows
    ]


def set_policy(writer: "Writer", policy: Policy) -> None:
    """Add a phase, or change the one that begins on the same day."""
    import json

    values: Mapping[str, object] = {
        "hours": policy.hours,
        "counting": policy.counting,
        "levels": json.dumps(sorted(policy.levels)),
        "departments": json.dumps(sorted(policy.departments), ensure_ascii=False),
    }
    first = policy.first_day.isoformat() if policy.first_day else None
    row = writer.connection.execute("select id from policy where first_day is ?", (first,)).fetchone()
    if row:
        writer.update("policy", row[0], values)
    else:
        writer.insert("policy", {"first_day": first, **values})


def remove_policy(writer: "Writer", first_day: date) -> bool:
    """Remove the phase that begins on a day; tell whether there was one. Cases keep what they were promised."""
    row = writer.connection.execute(
        "select id from policy where first_day = ?", (first_day.isoformat(),)
    ).fetchone()
    if row:
        writer.delete("policy", row[0])
    return bool(row)


def opening_hours(register: Register) -> OpeningHours:
    """Return when the office opens and closes, by ISO weekday."""
    return hours_from(register.rows("select weekday, opens, closes from opening_hours"))


def hours_from(rows: Iterable[tuple[object, ...]]) -> OpeningHours:
    """Return opening hours from their rows."""
    return {
        int(str(day)): (time.fromisoformat(str(opens)), time.fromisoformat(str(closes)))
        for day, opens, closes in rows
    }


def closing_days(register: Register) -> dict[date, str]:
    """Return the office's own closing days with their labels."""
    rows = register.rows("select day, label from closing_day order by day")
    return {date.fromisoformat(str(day)): str(label) for day, label in rows}


def promise_of(register: Register, complaint: "Complaint") -> Promise:
    """Return what the office promises for a complaint, by the phase in force when it was received."""
    return promise_for(
        policies(register),
        complaint.received_at,
        level=complaint.addressee_level,
        department=complaint.department,
        contact_type=complaint.contact_type,
        hours=opening_hours(register),
        closing_days=closing_days(register),
    )


def ambassadors(register: Register) -> list[Ambassador]:
    """Return every ambassador there is or has been, the newest first."""
    rows = register.rows(
        "select d.name, a.name, a.leader, a.first_day, a.last_day from ambassador a"
        " join department d on d.id = a.department_id order by a.first_day desc, a.id desc"
    )
    return [
        Ambassador(
            str(department),
            str(name),
            None if leader is None else str(leader),
            date.fromisoformat(str(first)),
            date.fromisoformat(str(last)) if last else None,
        )
        for department, name, leader, first, last in rows
    ]


def setting(register: Register, key: str) -> str | None:
    """Return a setting's value, if it has been set."""
    row = register.one("select value from setting where key = ?", (key,))
    return str(row[0]) if row else None


def letter_days(register: Register) -> int:
    """Return how many working days after its date a letter is presumed to have come."""
    found = setting(register, "letter_days")
    return LETTER_DAYS if found is None else int(found)


def set_letter_days(writer: "Writer", days: int) -> None:
    """Set how many working days after its date a letter is presumed to have come."""
    set_setting(writer, "letter_days", str(days))


def set_setting(writer: "Writer", key: str, value: str) -> None:
    """Set or change a setting."""
    if writer.connection.execute("select 1 from setting where key = ?", (key,)).fetchone():
        writer.update("setting", key, {"value": value})
    else:
        writer.insert("setting", {"key": key, "value": value})


def ambassador_on(register: Register, department: str | None, day: date) -> Ambassador | None:
    """Return who sees to it on a day that a department learns, if anybody does."""
    return next(
        (
            found
            for found in ambassadors(register)
            if found.department == department
            and found.first_day <= day
            and (found.last_day is None or day <= found.last_day)
        ),
        None,
    )
