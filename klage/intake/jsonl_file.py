"""JSON lines: one case or lesson an object, one object a line, as ``klage eksport`` writes it."""

import json
from collections.abc import Iterator

from klage.domain.beside import kind_of
from klage.intake.csv_file import RawRow
from klage.intake.headers import FAULT, KNOWN, LINE
from klage.intake.source import Source

LONGEST_LINE = 2**26
"""How many characters a line may have; the rest of a longer one is read past, not into memory."""

_KEYS = frozenset(field.key for field in KNOWN)
_SKIPPED = frozenset({FAULT, LINE})


def read_objects(source: Source) -> Iterator[RawRow]:
    """Yield one row a line, each with its line number; empty lines are left out."""
    with source.text() as text:
        number = 0
        while line := text.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith("\n"):
                while (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    pass
                yield RawRow(number, {}, "", "Linjen er for lang til at være en sag.")
            elif line.strip():
                yield _row(number, line)


def _row(number: int, line: str) -> RawRow:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return RawRow(number, {}, line, "Linjen er ikke gyldig JSON.")
    if not isinstance(values, dict):
        return RawRow(number, {}, line, "Linjen er ikke et JSON-objekt.")
    kind = kind_of(values)
    keys = _KEYS if kind is None else kind.keys
    unknown = sum(key not in keys and key not in _SKIPPED for key in values)
    if unknown:
        return RawRow(number, {}, line, "Et felt kendes ikke. Se README for felterne.")
    return RawRow(number, {key: value for key, value in values.items() if key in keys}, line)
