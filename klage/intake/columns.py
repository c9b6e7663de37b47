"""The columns of a table: what the user says they are, and the rows read by that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from klage.domain.calendar import mixed_dates
from klage.domain.folding import fold
from klage.domain.sheet_cell import ERRORS, column_letter, error_sentence, is_total
from klage.errors import InvalidValueError
from klage.intake.csv_file import RawRow
from klage.intake.headers import LEFT_OUT, OF_TABLES, RECEIVED_TIME, Given, Headings, field_of

ERROR_CELLS = {code: code for code in ERRORS} | {shown: code for code, shown in ERRORS.items()}
"""What a cell with an error says, in an English or a Danish spreadsheet."""

DATES = frozenset(field.key for field in OF_TABLES if field.kind in ("instant", "date"))
LABELS = {field.key: field.label for field in OF_TABLES}


def given_from(text: str) -> Given:
    """Return what ``Dato=Modtaget,Skostørrelse=-`` says of columns.

    Raises:
        InvalidValueError: A part has no field, or one that klage does not know.
    """
    found: dict[str, str] = {}
    heading = ""
    for part in text.split(","):
        heading += part
        if "=" not in part:
            heading += ","  # a heading may hold a comma
            continue
        name, _, target = heading.rpartition("=")
        found[fold(name)] = key_of(target)
        heading = ""
    if heading.strip(", ") or not found:
        raise InvalidValueError(
            "Skriv kolonner som Overskrift=Felt med komma imellem, fx Dato=Modtaget,Sko=-"
        )
    return found


def key_of(target: str) -> str:
    """Return the key of the field that is named, or ``LEFT_OUT``.

    Raises:
        InvalidValueError: There is no such field.
    """
    if target.strip() == LEFT_OUT:
        return LEFT_OUT
    field = field_of(target)
    if field is not None:
        return field.key
    labels = {fold(each.label): each.label for each in OF_TABLES}
    near = get_close_matches(fold(target), labels, n=1)
    advice = (
        f"Mente du »{labels[near[0]]}«?" if near else "Skriv fx Modtaget, Afdeling eller Kort beskrivelse."
    )
    raise InvalidValueError(f"Der er ikke et felt, der hedder »{target.strip()}«. {advice}")


def require_columns(given: Given, cells: Sequence[str]) -> None:
    """See that the file has the columns that the user speaks of.

    Raises:
        InvalidValueError: One of them is not there.
    """
    there = set(map(fold, cells))
    for heading in given:
        if heading not in there:
            raise InvalidValueError(
                f"Der er ingen kolonne »{heading}« i filen. Se efter, hvordan den er stavet."
            )


def in_doubt(rows: Iterable[RawRow], headings: Headings) -> frozenset[int]:
    """Return the columns of dates in which some have the month first."""
    columns = [nth for nth, key in enumerate(headings.keys) if key in DATES]
    return frozenset(
        nth
        for row in rows
        for nth in columns
        if nth < len(row.raw) and mixed_dates.is_month_first(row.raw[nth])
    )


def located(problem: str, headings: Headings) -> str:
    """Return what is wrong with a row with the column it stands in, as a spreadsheet names it."""
    label, _, _ = problem.partition(":")
    for nth, key in enumerate(headings.keys):
        if key is not None and LABELS[key] == label:
            return f"Kolonne {column_letter(nth)}, {problem}"
    return problem


@dataclass
class Columns:
    """How the rows of a table become values.

    Attributes:
        headings: What the columns are.
        doubtful: The columns of dates whose order is not known (see ``in_doubt``).
        has_rest: Whether what stands in unknown columns is kept in the short description.
        totals: How many rows of sums have been left out since ``read`` began.
    """

    headings: Headings
    doubtful: frozenset[int] = frozenset()
    has_rest: bool = False
    totals: int = 0

    def read(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """Yield the rows with their values as an import takes them."""
        self.totals = 0
        received = self._column("received_at")
        for row in rows:
            if row.problem is None and is_total(row.raw, received):
                self.totals += 1
            elif row.problem is None:
                yield self._read(row)
            else:
                yield row

    def _column(self, key: str) -> int | None:
        return self.headings.keys.index(key) if key in self.headings.keys else None

    def _read(self, row: RawRow) -> RawRow:
        if self.doubtful or not ERROR_CELLS.keys().isdisjoint(row.raw):
            problems = [*self._errors(row.raw), *self._doubts(row.raw)]
            if problems:
                return row._replace(values={}, problem=" ".join(problems))
        if RECEIVED_TIME.key not in row.values and not self.has_rest:
            return row
        values = dict(row.values)
        time = values.pop(RECEIVED_TIME.key, None)
        if time is not None and "received_at" in values:
            values["received_at"] = f"{values['received_at']} {time}"
        if self.has_rest:
            rest = "\n".join(self._rest(row.raw))
            values["summary"] = "\n\n".join(filter(None, (str(values.get("summary", "")), rest)))
        return row._replace(values=values)

    def _errors(self, cells: Sequence[str]) -> Iterator[str]:
        for nth, (key, cell) in enumerate(zip(self.headings.keys, cells, strict=True)):
            if cell in ERROR_CELLS and (key or self.has_rest):
                yield error_sentence(nth, ERROR_CELLS[cell])

    def _doubts(self, cells: Sequence[str]) -> Iterator[str]:
        for nth in sorted(self.doubtful):
            if mixed_dates.is_in_doubt(cells[nth]):
                yield mixed_dates.sentence(LABELS[str(self.headings.keys[nth])])

    def _rest(self, cells: Sequence[str]) -> Iterator[str]:
        for heading, key, cell in zip(self.headings.cells, self.headings.keys, cells, strict=True):
            if key is None and heading in self.headings.unknown and cell.strip():
                yield f"{heading.strip()}: {cell.strip()}"
