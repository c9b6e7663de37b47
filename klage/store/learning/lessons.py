"""Lessons with their cases and actions in the register."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from klage.domain.fields import by_key
from klage.domain.learning import lesson as rules
from klage.domain.learning.learning import Learning, Source
from klage.domain.learning.lesson import Lesson
from klage.errors import NotFoundError
from klage.store import office
from klage.store.learning import actions
from klage.store.register import Register
from klage.store.rows import column, from_columns, to_column, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

_READ = ", ".join("d.name" if field.kind == "department" else f"l.{field.key}" for field in rules.FIELDS)
_FROM = "from lesson l left join department d on d.id = l.department_id"
_BY_KEY = by_key(rules.FIELDS)


class Filter(NamedTuple):
    """Which lessons are meant; what is ``None`` does not matter."""

    department: str | None = None
    theme: str | None = None
    cause: str | None = None
    since: date | None = None
    until: date | None = None
    withdrawn: bool = False
    """Whether those that are withdrawn are meant as well."""


def get(register: Register, number: int) -> Learning:
    """Return one lesson whole.

    Raises:
        NotFoundError: There is none with that number.
    """
    found = _read(register, "l.id = ?", (number,))
    if not found:
        raise NotFoundError(f"Der er intet læringspunkt {number}. Se dem med klage laering liste --alle.")
    return found[0]


def of_case(register: Register, case_id: int) -> list[Learning]:
    """Return the lessons that a case led to, also those that are withdrawn, oldest first."""
    return _read(register, "l.id in (select lesson_id from lesson_case where complaint_id = ?)", (case_id,))


def all_of(register: Register, wanted: Filter | None = None) -> list[Learning]:
    """Return the lessons that are meant, oldest first; by default those in force."""
    where, parameters = ["1"], list[object]()
    chosen = wanted or Filter()
    tests = {
        "d.name = ?": chosen.department,
        "l.theme = ?": chosen.theme,
        "l.cause = ?": chosen.cause,
        "l.formulated_on >= ?": chosen.since and chosen.since.isoformat(),
        "l.formulated_on <= ?": chosen.until and chosen.until.isoformat(),
    }
    for test, value in tests.items():
        if value is not None:
            where.append(test)
            parameters.append(value)
    if not chosen.withdrawn:
        where.append("l.withdrawn_on is null")
    return _read(register, " and ".join(where), parameters)


def _read(register: Register, where: str, parameters: Iterable[object]) -> list[Learning]:
    """Return whole lessons; ``where`` is SQL of this package, never of a user."""
    with register.snapshot():
        rows = list(
            register.rows(
                f"select l.id, {_READ} {_FROM} where {where} order by l.id",
                tuple(parameters),
            )
        )
        keys = [int(str(row[0])) for row in rows]
        sources = _sources(register, keys)
        done = actions.of_lessons(register, keys)
    return [
        Learning(
            key,
            Lesson(**from_columns(row[1:], rules.FIELDS)),
            tuple(sources.get(key, ())),
            tuple(done.get(key, ())),
        )
        for key, row in zip(keys, rows, strict=True)
    ]


def _sources(register: Register, keys: list[int]) -> dict[int, list[Source]]:
    rows = register.rows(
        "select lesson_id, complaint_id, feedback_given_on from lesson_case"
        " where lesson_id in (select value from json_each(?)) order by id",
        (json.dumps(keys),),
    )
    found: dict[int, list[Source]] = {}
    for lesson, case_id, told in rows:
        day = None if told is None else date.fromisoformat(str(told))
        found.setdefault(int(str(lesson)), []).append(Source(int(str(case_id)), day))
    return found


def names(register: Register, cases: Iterable[int]) -> list[str]:
    """Return the names of the citizens of these cases, as they are recorded."""
    rows = register.rows(
        "select citizen_name from complaint where citizen_name is not null"
        " and id in (select value from json_each(?))",
        (json.dumps(list(cases)),),
    )
    return [str(name) for (name,) in rows]


def add(writer: "Writer", lesson: Lesson, cases: Iterable[Source], *, number: int = 0) -> int:
    """Write a lesson with its cases and return its number; without one it gets the next."""
    ids = office.department_ids(writer, [lesson.department])
    given = {"id": number} if number else {}
    key = writer.insert("lesson", {**given, **to_columns(lesson, rules.FIELDS, ids)})
    for source in cases:
        attach(writer, key, source)
    return key


def change(writer: "Writer", number: int, values: Mapping[str, object]) -> bool:
    """Change fields of a lesson; tell whether anything was different."""
    name = values.get("department")
    ids = office.department_ids(writer, [name if isinstance(name, str) else None])
    row = {column(_BY_KEY[key]): to_column(value, _BY_KEY[key], ids) for key, value in values.items()}
    return writer.update("lesson", number, row)


def attach(writer: "Writer", number: int, source: Source) -> None:
    """Let a lesson come from one more case."""
    told = source.feedback_given_on
    row = {"feedback_given_on": told.isoformat() if told else None}
    writer.insert("lesson_case", {"lesson_id": number, "complaint_id": source.case_id, **row})


def detach(writer: "Writer", number: int, case_id: int) -> None:
    """Let a lesson no longer come from a case."""
    writer.delete("lesson_case", _key(writer, number, case_id))


def told(writer: "Writer", number: int, case_id: int, on: date) -> bool:
    """Note that a citizen has heard what came of it; tell whether anything was different."""
    return writer.update("lesson_case", _key(writer, number, case_id), {"feedback_given_on": on.isoformat()})


def _key(writer: "Writer", number: int, case_id: int) -> int:
    row = writer.connection.execute(
        "select id from lesson_case where lesson_id = ? and complaint_id = ?", (number, case_id)
    ).fetchone()
    if row is None:
        raise NotFoundError("Sagen hører ikke længere til læringspunktet.")
    return int(row[0])
