"""Between the records of ``domain`` and the columns of the register, by the one field description.

A column holds text for instants and days, 0/1 for flags, and the key of a department for its name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from klage import clock
from klage.domain.fields import Field
from klage.errors import DamagedError
from klage.store import failures


def column(field: Field) -> str:
    """Return the name of a field's column: a department is stored as its key."""
    return "department_id" if field.kind == "department" else field.key


def to_columns(record: object, fields: Iterable[Field], departments: Mapping[str, int]) -> dict[str, object]:
    """Return a record's fields as a row; ``departments`` maps each name to its key."""
    return {column(field): to_column(getattr(record, field.key), field, departments) for field in fields}


def to_column(value: object, field: Field, departments: Mapping[str, int]) -> object:
    """Return one value as it is stored."""
    if value is None or (type(value) is str and field.kind != "department"):
        return value  # Most values of most rows.
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if field.kind == "department" and isinstance(value, str):
        return departments[value]
    return value


def from_columns(values: Sequence[object], fields: Sequence[Field]) -> dict[str, Any]:
    """Return the keyword arguments of a record from a row; a department has been joined in as its name.

    Raises:
        DamagedError: A day or an instant is not in the form in which klage stores it.
    """
    try:
        return {field.key: from_column(value, field) for field, value in zip(fields, values, strict=True)}
    except ValueError as error:
        raise DamagedError(failures.DAMAGED[1]) from error


def from_column(value: object, field: Field) -> object:
    """Return one stored value as the domain has it."""
    if value is None:
        return None
    if field.kind == "instant":
        return clock.from_text(str(value))
    if field.kind == "date":
        return date.fromisoformat(str(value))
    return bool(value) if field.kind == "flag" else value


_CONVERTERS: Mapping[str, Callable[[Any], object]] = {
    "instant": clock.to_text,
    "date": date.isoformat,
    "flag": int,
}


class Columns:
    """Turns records of one kind into rows, at an import's speed: most values are stored as they are."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._names = tuple(map(column, fields))
        self._values = attrgetter(*(field.key for field in fields))
        self._converted = [
            (place, _CONVERTERS[field.kind])
            for place, field in enumerate(fields)
            if field.kind in _CONVERTERS
        ]
        self._departments = [place for place, field in enumerate(fields) if field.kind == "department"]

    def row(self, record: object, departments: Mapping[str, int]) -> dict[str, object]:
        """Return a record's fields as a row, without those that are ``None``."""
        values = list(self._values(record))
        for place, convert in self._converted:
            if values[place] is not None:
                values[place] = convert(values[place])
        for place in self._departments:
            if values[place] is not None:
                values[place] = departments[values[place]]
        return {name: value for name, value in zip(self._names, values, strict=True) if value is not None}
