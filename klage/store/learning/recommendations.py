"""Recommendations to the leadership, with their answers."""

from klage.domain.learning.recommendation import FIELDS, Numbered, Recommendation
from klage.errors import NotFoundError
from klage.store.register import Register
from klage.store.rows import from_columns, to_columns
from klage.store.writing import Writer

_READ = ", ".join(field.key for field in FIELDS)


def get(register: Register, number: int) -> Numbered:
    """Return one recommendation.

    Raises:
        NotFoundError: There is none with that number.
    """
    found = _read(register, "id = ?", number)
    if not found:
        raise NotFoundError(f"Der er ingen anbefaling {number}. Se dem med klage laering anbefalinger.")
    return found[0]


def all_of(register: Register) -> list[Numbered]:
    """Return every recommendation, those that wait for an answer first, the oldest of each first."""
    return _read(register, "1 order by answer is not null, given_on, id")


def add(writer: Writer, one: Recommendation, *, number: int = 0) -> int:
    """Write a recommendation and return its number; without one it gets the next."""
    given = {"id": number} if number else {}
    return writer.insert("recommendation", {**given, **to_columns(one, FIELDS, {})})


def change(writer: Writer, number: int, one: Recommendation) -> bool:
    """Let a recommendation stand as it does now; tell whether anything was different."""
    return writer.update("recommendation", number, to_columns(one, FIELDS, {}))


def _read(register: Register, where: str, *parameters: object) -> list[Numbered]:
    """Return recommendations; ``where`` is SQL of this module, never of a user."""
    rows = register.rows(f"select id, {_READ} from recommendation where {where}", parameters)  # noqa: S608
    return [Numbered(int(str(key)), Recommendation(**from_columns(values, FIELDS))) for key, *values in rows]
