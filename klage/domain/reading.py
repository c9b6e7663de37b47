"""From raw values to records: what a person, a spreadsheet or a script wrote, read strictly.

Values come as text (a CSV cell, an option) or as JSON types. What is wrong is returned as data, one
Danish sentence a fault, so that an import can report every line; nothing is guessed.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from klage import clock
from klage.domain import cpr, fields, phone
from klage.domain.calendar import dates
from klage.domain.call import Call
from klage.domain.case_number import number_from
from klage.domain.complaint import MAX_TEXT, Closing, Complaint, Point, department_name
from klage.domain.fields import Field
from klage.domain.matching import THEMES_AT, code_for
from klage.errors import InvalidValueError

YES = frozenset({"ja", "j", "y", "yes", "true", "1", "x", "sand"})
NO = frozenset({"nej", "n", "no", "false", "0", "falsk"})

REQUIRED = "mangler."
SEVERITY = "Alvor: Skriv 1 (lav), 2 (middel) eller 3 (høj)."

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_CLOCK_CHANGES_AT = 2
_SINCE = 1980  # Before that, Danish clocks were also changed at other hours.
_REMEMBERED = 10_000

AHEAD = frozenset({"next_due", "due_on", "appeal_deadline_on", "reassess_due_on"})
"""The days that are promised or are deadlines, and so may lie ahead."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading depends on: the present instant, the office's themes, and whether CPR is kept.

    Attributes:
        now: The present instant; nothing that has happened may lie after it.
        themes: The register's themes, code to label.
        keep_numbers: Leave what looks like a CPR number as it is, instead of masking it.
        masked: Counts under ``cpr`` the numbers that were masked, so that it can be said.
    """

    now: datetime
    themes: Mapping[str, str]
    keep_numbers: bool = False
    masked: Counter[str] = attribute(default_factory=Counter, compare=False)
    _points: dict[tuple[str, str | None], tuple[Point, ...]] = attribute(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _codes: dict[tuple[str, str], str] = attribute(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def value(self, raw: object, field: Field) -> Any:
        """Return one value as the domain has it, or ``None`` when it is empty.

        Raises:
            InvalidValueError: It is nothing the field can hold; the sentence begins with the label.
        """
        if _is_empty(raw):
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
        if "\0" in text or not _is_storable(text):
            raise InvalidValueError("Teksten indeholder tegn, der ikke kan gemmes.")
        if self.keep_numbers:
            return text
        text, found = cpr.masked(text)
        self.masked["cpr"] += found
        return text

    def line(self, raw: object, field: Field) -> str | None:
        """Return text of one line; a phone number in its stored form."""
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        text = " ".join(self.text(str(raw) if is_number else raw, field).split())
        if len(text) > 500:
            raise InvalidValueError("Feltet må højst være 500 tegn.")
        return phone.normalised(text) if field.key == "phone" else text

    def department(self, raw: object, field: Field) -> str | None:
        """Return the name of a department."""
        known = self._codes.get((field.key, raw)) if isinstance(raw, str) else None
        if known:
            return known
        name = department_name(self.text(raw, field))
        self._remember(field, raw, name or "")
        return name

    def _remember(self, field: Field, raw: object, value: str) -> None:
        """Keep what a text was read as: an import holds the same few in every line."""
        if isinstance(raw, str) and len(self._codes) < _REMEMBERED:
            self._codes[field.key, raw] = value

    def code(self, raw: object, field: Field) -> str:
        """Return the code that a text names; a theme is looked up among the register's own."""
        codes = self.themes if field.codes is None else field.codes
        text = _only_text(raw)
        if text in codes:
            return text
        code = self._codes.get((field.key, text))
        if code is None:
            code = code_for(text, codes, "Værdien", see="" if field.codes else THEMES_AT)
            self._remember(field, text, code)
        return code

    def instant(self, raw: object, field: Field) -> datetime:
        """Return an instant; only what is agreed may lie ahead."""
        ahead = field.key in ("call_again_at", "call_due_at", "meeting_at")
        return read_instant(_only_text(raw), self.now, is_ahead=ahead)

    def day(self, raw: object, field: Field) -> date:
        """Return a Danish calendar day."""
        direction: dates.Direction = "future" if field.key in AHEAD else "past"
        text = _only_text(raw).strip()
        if field.key in AHEAD and _is_iso_day(text):
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
        if isinstance(raw, str):
            # An import holds the same few themes in every line.
            points = self._points.get((raw, department))
            if points is None:
                points = tuple(self._point(item, department) for item in _split(raw) if item)
                if len(self._points) < _REMEMBERED:
                    self._points[raw, department] = points
            return points
        if raw is None:
            return ()
        if not isinstance(raw, list):
            raise InvalidValueError("Temaer: Skriv tema:alvor med | imellem.")
        return tuple(self._point(item, department) for item in raw if item)

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
            raise InvalidValueError(SEVERITY)
        # A klagepunkt that says itself that it has no department has none, as in an export.
        return Point(**{"department": department, **found})

    def record(
        self, values: Mapping[str, object], known: Iterable[Field], extra: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return the fields of a record that are given; a key that is not known is refused.

        Raises:
            InvalidValueError: The first thing that is wrong.
        """
        by_key = {field.key: field for field in known}
        refuse_unknown(values, {*by_key, *extra})
        return {key: self.value(values[key], field) for key, field in by_key.items() if key in values}

    def whole(
        self, values: Mapping[str, object], known: tuple[Field, ...], required: Iterable[str] = ()
    ) -> dict[str, Any]:
        """Return what is said of a record's fields, without those that are empty.

        Raises:
            InvalidValueError: The first thing that is wrong, or one of ``required`` is missing.
        """
        found = {key: value for key, value in self.record(values, known).items() if value is not None}
        for field in known:
            if field.key in required and field.key not in found:
                raise InvalidValueError(f"{field.label}: mangler.")
        return found


def refuse_unknown(keys: Iterable[str], known: Collection[str]) -> None:
    """Refuse a key that is no field; it is not repeated, as it may be a citizen's words.

    Raises:
        InvalidValueError: The sentence names the nearest field.
    """
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            advice = f"Mente du {near[0]}?" if near else "Se README for felterne."
            raise InvalidValueError(f"Et felt kendes ikke. {advice}")


def complaint_from(values: Mapping[str, object], reader: Reader) -> tuple[Complaint | None, list[str]]:
    """Return a complaint from raw values by English key, or what is wrong with them, all of it.

    ``themes`` (``tema:alvor|tema``) and ``points`` (JSON objects) are two ways of writing klagepunkter.
    """
    found: dict[str, Any] = {}
    problems: list[str] = []
    for key, raw in values.items():
        if key not in _COMPLAINT or _is_empty(raw):
            continue
        field, read = _COMPLAINT[key]
        try:
            found[key] = read(reader, raw, field)
        except InvalidValueError as error:
            problems.append(f"{field.label}: {error.sentence}")
    for key in ("themes", "points"):
        if values.get(key):
            try:
                found["points"] = reader.points(values[key], found.get("department"))
            except InvalidValueError as error:
                problems.append(error.sentence)
    problems += [
        f"{field.label}: {REQUIRED}"
        for field in _REQUIRED_FIELDS
        if field.key not in found and _is_empty(values.get(field.key))
    ]
    return (None, problems) if problems else (Complaint(**found), [])


_REQUIRED_FIELDS = tuple(field for field in fields.COMPLAINT if field.key in ("received_at", "summary"))


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

    A stored instant (ISO in UTC, as ``eksport`` writes it) is taken as it is.
    """
    instant = _from_iso(text)
    if instant is not None and (instant <= now if not is_ahead else text.endswith("Z")):
        return instant
    return dates.parse_instant(text, now, direction="future" if is_ahead else "past")


def _from_iso(text: str) -> datetime | None:
    """Return a plain ISO instant at a fifth of the strict parser's time, or nothing if in any doubt.

    A Danish clock time between two and three at night is left to the parser, which knows when that hour
    is missing or comes twice.
    """
    if _ISO.fullmatch(text) is None or not "1900" <= text < "2101":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None  # The parser says what is wrong with it.
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    is_plain = moment.hour != _CLOCK_CHANGES_AT and moment.year >= _SINCE
    return clock.from_local(moment) if is_plain else None


def _is_storable(text: str) -> bool:
    """Tell whether a text is Unicode throughout; half a surrogate pair is not."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _is_empty(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


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
    "department": Reader.department,
    "code": Reader.code,
    "instant": Reader.instant,
    "date": Reader.day,
    "flag": Reader.flag,
    "number": Reader.number,
    "case": Reader.case,
}

_COMPLAINT = {field.key: (field, _READERS[field.kind]) for field in fields.COMPLAINT}
