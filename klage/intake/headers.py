"""From the headings of a file to fields: by English key, by Danish label, or as spreadsheets have it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from klage.domain import fields
from klage.domain.cells import from_spreadsheet
from klage.domain.fields import Field
from klage.domain.folding import fold
from klage.errors import InvalidValueError

FAULT = "Fejl"
"""The column of reasons in the file of faulty rows; skipped, so that the mended file can be imported."""

LINE = "Linje"
"""The column of line numbers in the file of faulty rows; skipped too."""

KNOWN: tuple[Field, ...] = fields.COMPLAINT + fields.CASE

RECEIVED_TIME = Field(
    "received_time", "Modtaget kl.", "line", headings=("Klokkeslæt", "Kl.", "Kl", "Modtaget klokken", "Tid")
)
"""The time of receipt where it has a column of its own, beside that of the day."""

OF_TABLES: tuple[Field, ...] = (*KNOWN, RECEIVED_TIME)

LEFT_OUT = "-"
"""What a column stands for that is not to be read."""

Given = Mapping[str, str]
"""What the user has said that columns are: English keys, or ``LEFT_OUT``, by folded heading."""

NOTHING_GIVEN: Given = {}

HEADING_WITHIN = 30
"""How many rows may stand above the headings, such as a title."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of a file mean.

    Attributes:
        cells: The headings as they stand.
        keys: The field of each column by its English key, or nothing.
        unknown: The headings that klage does not know; their columns are not read, and that is said.
    """

    cells: tuple[str, ...]
    keys: tuple[str | None, ...]
    unknown: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.cells)


def headings_from(cells: Sequence[str], given: Given = NOTHING_GIVEN) -> Headings:
    """Return what the columns mean.

    Args:
        cells: The headings as they stand.
        given: What the user has said of them.

    Raises:
        InvalidValueError: No heading is known, or two are for the same field.
    """
    names = {**_names(), **given}
    meanings = [names.get(_spelled(cell)) for cell in cells]
    keys = tuple(None if key == LEFT_OUT else key for key in meanings)
    known = [key for key in keys if key is not None]
    if not known:
        raise InvalidValueError(
            "Der er ingen kendte overskrifter i den første linje. Skriv fx Modtaget;Afdeling;Kort beskrivelse."
        )
    for key in known:
        if known.count(key) > 1:
            label = next(field.label for field in OF_TABLES if field.key == key)
            raise InvalidValueError(
                f"To kolonner er begge »{label}«. Slet den ene, eller giv den et andet navn."
            )
    skipped = {fold(FAULT), fold(LINE), ""}
    unknown = [
        cell for cell, key in zip(cells, meanings, strict=True) if key is None and fold(cell) not in skipped
    ]
    return Headings(tuple(cells), keys, tuple(unknown))


def count_known(cells: Sequence[str], given: Given = NOTHING_GIVEN) -> int:
    """Return how many of the cells are headings that klage knows, or the user has told of."""
    names = {**_names(), **given}
    return sum(_spelled(cell) in names for cell in cells)


def best_of(rows: Sequence[Sequence[str]], given: Given = NOTHING_GIVEN) -> int:
    """Return which of the first rows are the headings: the one with most known, or else the first."""
    return max(range(len(rows)), key=lambda nth: (count_known(rows[nth], given), -nth))


def field_of(name: str) -> Field | None:
    """Return the field that a heading, a label or a key names."""
    key = _names().get(_spelled(name))
    return next((field for field in OF_TABLES if field.key == key), None)


def layout_key(cells: Sequence[str]) -> str:
    """Return what a layout is remembered by: a hash of its headings."""
    return hashlib.sha256("\x1f".join(map(_spelled, cells)).encode(errors="replace")).hexdigest()


def spellings(field: Field) -> Iterator[str]:
    """Yield every heading that names a field."""
    yield from (field.key, field.label, *field.headings)


def _names() -> dict[str, str]:
    return {fold(name): field.key for field in OF_TABLES for name in spellings(field)}


def _spelled(cell: str) -> str:
    return fold(from_spreadsheet(cell))
