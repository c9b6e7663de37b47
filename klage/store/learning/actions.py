"""What is done about lessons, in the register."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from klage.domain.learning.action import FIELDS, OPEN, Action
from klage.domain.learning.learning import Numbered
from klage.errors import NotFoundError
from klage.store import office
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_READ = ", ".join("d.name" if field.kind == "department" else f"a.{field.key}" for field in FIELDS)
_FROM = "from action a left join department d on d.id = a.department_id"


class Kept(NamedTuple):
    """An action with its number and that of its lesson."""

    number: int
    lesson: int
    action: Action


def get(register: Register, number: int) -> Kept:
    """Return one action.

    Raises:
        NotFoundError: There is none with that number.
    """
    found = _read(register, "a.id = ?", (number,))
    if not found:
        raise NotFoundError(f"Der er ingen handling {number}. Se dem med klage laering handlinger --alle.")
    return found[0]


def all_of(register: Register, *, only_open: bool = True) -> list[Kept]:
    """Return the actions, the nearest deadline first and those without one last."""
    where = f"a.status in ({', '.join(['?'] * len(OPEN))})" if only_open else "1"
    return _read(register, f"{where} order by a.due_on is null, a.due_on, a.id", OPEN if only_open else ())


def of_lessons(register: Register, lessons: list[int]) -> dict[int, list[Numbered]]:
    """Return the actions of each of these lessons, in the order they were noted."""
    found: dict[int, list[Numbered]] = {}
    where = "a.lesson_id in (select value from json_each(?)) order by a.id"
    for number, lesson, action in _read(register, where, (json.dumps(lessons),)):
        found.setdefault(lesson, []).append(Numbered(number, action))
    return found


def add(writer: "Writer", lesson: int, action: Action, *, number: int = 0) -> int:
    """Write an action and return its number; without one it gets the next."""
    given = {"id": number} if number else {}
    return writer.insert("action", {**given, "lesson_id": lesson, **_row(writer, action)})


def change(writer: "Writer", number: int, action: Action) -> bool:
    """Let an action stand as it does now; tell whether anything was different."""
    return writer.update("action", number, _row(writer, action))


def _row(writer: "Writer", action: Action) -> dict[str, object]:
    return to_columns(action, FIELDS, office.department_ids(writer, [action.department]))


def _read(register: Register, where: str, parameters: Iterable[object]) -> list[Kept]:
    """Return actions; ``where`` is SQL of this package, never of a user."""
    rows = register.rows(
        f"select a.id, a.lesson_id, {_READ} {_FROM} where {where}",
        tuple(parameters),
    )
    return [
        Kept(int(str(key)), int(str(lesson)), Action(**from_columns(values, FIELDS)))
        for key, lesson, *values in rows
    ]
