"""From raw values to records: what a person, a spreadsheet or a script wrote, read strictly.

Values come as text (a CSV cell, an option) or as JSON types. What is wrong is returned as data, one
Danish sentence a fault, so that an import can report every line; nothing is guessed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from typing import Any

from klage import clock
from klage.domain import cpr, dates, fields, phone
from klage.domain.call import Call
from klage.domain.case_number import number_from
from klage.domain.complaint import MAX_TEXT, Closing, Complaint, Point
from klage.domain.fields import Field
from klage.domain.matching import code_for
from klage.errors import InvalidValueError

YES = frozenset({"ja", "j", "true", "1", "x", "sand"})
NO = frozenset({"nej", "n", "false", "0", "falsk"})

REQUIRED = "mangler."


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading depends on: the present instant, the office's themes, and whether CPR is kept.

    Attributes:
        now: The present instant; nothing that has happened may lie after it.
        themes: The register's themes, code to label.
        keep_numbers: Leave what looks like a CPR number as it is, instead of masking it.
    """

    now: datetime
    themes: Mapping[str, str]
    keep_numbers: bool = False

    def value(self, raw: object, field: Field) -> Any:
        """Return one value as the domain has it, or ``None`` when it is empty.

        Raises:
            InvalidValueError: It is nothing the field can hold; the sentence begins with the label.
        """
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        try:
            return _READERS[field.kind](self, raw, field)
        except InvalidValueError as error:
            raise InvalidValueError(f"{field.label}: {error.sentence}") from error

    def text(self, raw: object, _field: Field) -> str:
        """Return text of many lines with CPR numbers masked."""
        text = _only_text(raw).strip()
        if len(text) > MAX_TEXT:
            raise InvalidValueError(
                "Teksten er længere end en million tegn. Gem den i journalen, og skriv et resumé."
            )
        return text if self.keep_numbers else cpr.masked(text)[0]

    def line(self, raw: object, field: Field) -> str | None:
        """Return text of one line; a phone number in its stored form."""
        text = " ".join(self.text(str(raw) if isinstance(raw, int | float) else raw, field).split())
        if len(text) > 500:
            raise InvalidValueError("Feltet må højst være 500 tegn.")
        return phone.normalised(text) if field.key == "phone" else text

    def code(self, raw: object, field: Field) -> str:
        """Return the code that a text names; a theme is looked up among the register's own."""
        codes = self.themes if field.codes is None else field.codes
        return code_for(_only_text(raw), codes, "Værdien")

    def instant(self, raw: object, field: Field) -> datetime:
        """Return an instant; only what is agreed may lie ahead."""
        ahead = field.key == "call_again_at"
        return read_instant(_only_text(raw), self.now, is_ahead=ahead)

    def day(self, raw: object, field: Field) -> date:
        """Return a Danish calendar day."""
        direction: dates.Direction = "future" if field.key == "next_due" else "past"
        text = _only_text(raw).strip()
        if field.key == "next_due" and _is_iso_day(text):
            return date.fromisoformat(text)  # a promise in an export may have come due since
        return dates.parse_day(text, clock.to_local(self.now).date(), direction=direction)

    def flag(self, raw: object, _field: Field) -> bool:
        """Return yes or no."""
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().casefold()
        if word not in YES | NO:
            raise InvalidValueError("Skriv ja eller nej.")
        return word in YES

    def number(self, raw: object, _field: Field) -> int:
        """Return a whole number of zero or more."""
        text = str(raw).strip().removesuffix(".0")
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            raise InvalidValueError("Skriv et helt tal.")
        return int(text)

    def case(self, raw: object, _field: Field) -> int:
        """Return the key of a case from its number."""
        return number_from(str(raw), clock.to_local(self.now).year)

    def points(self, raw: object, department: str | None) -> tuple[Point, ...]:
        """Return klagepunkter from ``tema:alvor|tema``, from a list of such, or from JSON objects."""
        items = _split(raw) if isinstance(raw, str) else raw if isinstance(raw, list) else None
        if raw is None:
            return ()
        if items is None:
            raise InvalidValueError("Temaer: Skriv tema:alvor med | imellem.")
        return tuple(self._point(item, department) for item in items if item)

    def _point(self, raw: object, department: str | None) -> Point:
        if isinstance(raw, str):
            theme, _, severity = raw.partition(":")
            values: Mapping[str, object] = {"theme": theme.strip(), "severity": severity.strip()}
        elif isinstance(raw, Mapping):
            values = raw
        else:
            raise InvalidValueError("Temaer: Skriv tema:alvor med | imellem.")
        found = self.record(values, fields.POINT)
        if not found.get("theme"):
            raise InvalidValueError("Tema: mangler i et klagepunkt.")
        if found.get("severity") not in (None, 1, 2, 3):
            raise InvalidValueError("Alvor: Skriv 1 (lav), 2 (middel) eller 3 (høj).")
        return Point(**{"department": department, **{k: v for k, v in found.items() if v is not None}})

    def record(
        self, values: Mapping[str, object], known: Iterable[Field], extra: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return the fields of a record that are given; a key that is not known is refused.

        Raises:
            InvalidValueError: The first thing that is wrong.
        """
        by_key = {field.key: field for field in known}
        for key in values:
            if key not in by_key and key not in extra:
                near = get_close_matches(str(key), by_key, n=1)
                raise InvalidValueError(
                    f"Et felt kendes ikke. Mente du {near[0]}?"
                    if near
                    else "Et felt kendes ikke. Se README for felterne."
                )
        return {key: self.value(values[key], field) for key, field in by_key.items() if key in values}


def complaint_from(values: Mapping[str, object], reader: Reader) -> tuple[Complaint | None, list[str]]:
    """Return a complaint from raw values by English key, or what is wrong with them, all of it.

    ``themes`` (``tema:alvor|tema``) and ``points`` (JSON objects) are two ways of writing klagepunkter.
    """
    found: dict[str, Any] = {}
    problems: list[str] = []
    for field in fields.COMPLAINT:
        if field.key in values:
            _collect(field.key, partial(reader.value, values[field.key], field), found, problems)
    for key in ("themes", "points"):
        if values.get(key):
            _collect("points", partial(reader.points, values[key], found.get("department")), found, problems)
    problems += [
        f"{field.label}: {REQUIRED}"
        for field in fields.COMPLAINT
        if field.key in ("received_at", "summary") and values.get(field.key) in (None, "")
    ]
    if problems:
        return None, problems
    return Complaint(**{key: value for key, value in found.items() if value is not None}), []


def _collect(key: str, read: Callable[[], object], found: dict[str, Any], problems: list[str]) -> None:
    """Put what is read under its key, or the sentence of what was wrong among the problems."""
    try:
        found[key] = read()
    except InvalidValueError as error:
        problems.append(error.sentence)


def call_from(values: Mapping[str, object], reader: Reader) -> Call:
    """Return a call from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or the result is missing.
    """
    found = {key: value for key, value in reader.record(values, fields.CALL).items() if value is not None}
    if "result" not in found:
        raise InvalidValueError("Udfald: mangler. Skriv, hvordan opkaldet gik.")
    return Call(**{"called_at": reader.now, **found})


def closing_from(values: Mapping[str, object], reader: Reader) -> Closing:
    """Return a closing from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or time or kind is missing.
    """
    found = {key: value for key, value in reader.record(values, fields.CLOSING).items() if value is not None}
    if not {"at", "kind"} <= found.keys():
        raise InvalidValueError("Afslutning: tidspunkt eller hændelse mangler.")
    return Closing(**{"recorded_at": found["at"], **found})


def read_instant(text: str, now: datetime, *, is_ahead: bool = False) -> datetime:
    """Return the instant that a text means; what is agreed may lie ahead, or have come due since.

    A stored instant (ISO with an offset, as ``eksport`` writes it) is taken as it is.
    """
    if is_ahead and text[:4].isdigit() and text.endswith("Z"):
        try:
            return clock.from_text(text)
        except ValueError:
            pass
    return dates.parse_instant(text, now, direction="future" if is_ahead else "past")


def _is_iso_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|" if "|" in text else ",")]


def _only_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise InvalidValueError("Skriv tekst her.")
    return raw


_READERS: Mapping[str, Callable[[Reader, Any, Field], Any]] = {
    "text": Reader.text,
    "line": Reader.line,
    "department": Reader.line,
    "code": Reader.code,
    "instant": Reader.instant,
    "date": Reader.day,
    "flag": Reader.flag,
    "number": Reader.number,
    "case": Reader.case,
}
