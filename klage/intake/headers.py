"""From the headings of a file to fields: by English key, by Danish label, or as spreadsheets have it."""

from collections.abc import Iterator, Sequence
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


def headings_from(cells: Sequence[str]) -> Headings:
    """Return what the columns mean.

    Raises:
        InvalidValueError: No heading is known, or two are for the same field.
    """
    names = _names()
    keys = tuple(names.get(_spelled(cell)) for cell in cells)
    known = [key for key in keys if key is not None]
    if not known:
        raise InvalidValueError(
            "Der er ingen kendte overskrifter i den første linje. Skriv fx Modtaget;Afdeling;Kort beskrivelse."
        )
    for key in known:
        if known.count(key) > 1:
            label = next(field.label for field in KNOWN if field.key == key)
            raise InvalidValueError(
                f"To kolonner er begge »{label}«. Slet den ene, eller giv den et andet navn."
            )
    skipped = {fold(FAULT), fold(LINE), ""}
    unknown = [
        cell for cell, key in zip(cells, keys, strict=True) if key is None and fold(cell) not in skipped
    ]
    return Headings(tuple(cells), keys, tuple(unknown))


def count_known(cells: Sequence[str]) -> int:
    """Return how many of the cells are headings that klage knows."""
    names = _names()
    return sum(_spelled(cell) in names for cell in cells)


def spellings(field: Field) -> Iterator[str]:
    """Yield every heading that names a field."""
    yield from (field.key, field.label, *field.headings)


def _names() -> dict[str, str]:
    return {fold(name): field.key for field in KNOWN for name in spellings(field)}


def _spelled(cell: str) -> str:
    return fold(from_spreadsheet(cell))
