"""Every table that the history tells of: what a row is called, and the label and kind of each column.

One place that knows it, so that ``historik`` reads like the rest of klage; a test holds it against the
schema. Columns are as they are stored: a department is ``department_id``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from types import MappingProxyType
from typing import NamedTuple

from klage import clock
from klage.domain import appeal, danish, fields, mediation, unit_contact
from klage.domain import vocabulary as words
from klage.domain.case_number import number_text
from klage.domain.fields import Field
from klage.domain.journey import journey
from klage.domain.learning import action, example, lesson, recommendation
from klage.domain.office_words import SETTINGS
from klage.domain.phone import shown

Names = Mapping[str, Mapping[object, str]]
"""What keys are called, by the kind of the field that holds one: department, theme, mediator."""


class Record(NamedTuple):
    """What a table holds.

    Attributes:
        noun: What one row is called.
        fields: Its columns with their labels, in the order they are told.
        hidden: Columns that say nothing to the user.
        happened: The column that says when it happened.
        noted: The column that says when it was noted, if there is one beside the event itself.
        usual: What goes without saying of a new row.
        added: What is said of a new row.
        follows: Columns that only repeat what another row says, and are left to that in a story.
    """

    noun: str
    fields: tuple[Field, ...]
    hidden: frozenset[str] = frozenset({"id", "complaint_id"})
    happened: str | None = None
    noted: str | None = None
    usual: Mapping[str, object] = MappingProxyType({})
    added: str = "noteret"
    follows: frozenset[str] = frozenset()


def _columns(known: tuple[Field, ...], *more: Field) -> tuple[Field, ...]:
    """Return fields by the names of their columns."""
    keys = {"department": "department_id", "mediator": "mediator_id", "theme": "theme"}
    named = (replace(f, key=keys[f.key], kind=f.key) if f.key in keys else f for f in known)
    return (*named, *more)


def _coded(key: str, label: str, codes: Mapping[int, str]) -> Field:
    return Field(key, label, "code", {str(code): word for code, word in codes.items()})


_RETRACTED = Field("retracted_at", "Trukket tilbage", "instant")
_DEPARTMENT = Field("department_id", "Afdeling", "department")
_ACTIVE = Field("active", "I brug", "flag")
_ID = frozenset({"id"})
_IN_USE: Mapping[str, object] = {"active": 1}
_NEW = "tilføjet"
_WEEKDAYS = dict(enumerate(danish.WEEKDAYS, 1))
_CASE = fields.by_key(fields.CASE)

RECORDS: Mapping[str, Record] = {
    "complaint": Record(
        "Sagen",
        _columns(
            fields.COMPLAINT,
            *(_CASE[key] for key in ("closed_at", "covered", "call_due_at", "had_opening_hours")),
            Field("call_policy", "Ordning", "policy"),
        ),
        _ID | {"fingerprint", "mail_print"},
        "received_at",
        "registered_at",
        usual={
            "contact_type": "klage",
            "urgency": "normal",
            "child_concern": 0,
            "covered": 1,
            "had_opening_hours": 1,
        },
        added="registreret",
        follows=frozenset({"closed_at", "handling_method", "outcome"}),  # a closing says it
    ),
    "point": Record(
        "Klagepunkt",
        tuple(
            _coded(field.key, field.label, words.SEVERITIES) if field.key == "severity" else field
            for field in _columns(fields.POINT)
        ),
    ),
    "call": Record(
        "Opkald",
        (*fields.CALL, _RETRACTED),
        frozenset({"id", "complaint_id", "corrects"}),
        "called_at",
        "logged_at",
    ),
    "closing": Record("Afslutning", (*fields.CLOSING, _RETRACTED), happened="at", noted="recorded_at"),
    "appeal": Record("Klage over afgørelsen", appeal.FIELDS, frozenset({"complaint_id"})),
    "step": Record("Løfte", fields.STEP, happened="made_at"),
    "mediation": Record("Mægling", _columns(mediation.FIELDS)),
    "journey_event": Record(
        "Hændelse i klagerejsen",
        tuple(
            _coded(field.key, field.label, words.EXPERIENCES) if field.key == "experience" else field
            for field in journey.FIELDS
        ),
    ),
    "unit_contact": Record("Kontakt med afdelingen", _columns(unit_contact.FIELDS), happened="contacted_at"),
    "lesson": Record("Læringspunkt", _columns(lesson.FIELDS), _ID),
    "lesson_case": Record(
        "Sag bag et læringspunkt",
        (
            Field("lesson_id", "Læringspunkt", "number"),
            Field("feedback_given_on", "Borgeren har hørt om det", "date"),
        ),
    ),
    "action": Record(
        "Handling", (Field("lesson_id", "Læringspunkt", "number"), *_columns(action.FIELDS)), _ID
    ),
    "example": Record("Eksempel til beretningen", example.FIELDS),
    "recommendation": Record("Anbefaling", recommendation.FIELDS, _ID),
    "department": Record(
        "Afdeling", (Field("name", "Navn", "line"), _ACTIVE), _ID | {"name_key"}, usual=_IN_USE, added=_NEW
    ),
    "theme": Record(
        "Tema",
        (
            Field("label", "Navn", "line"),
            Field("code", "Kode", "line"),
            Field("theme_group", "Gruppe", "code", words.THEME_GROUPS),
            _ACTIVE,
        ),
        frozenset({"position"}),
        usual=_IN_USE,
        added=_NEW,
    ),
    "policy": Record(
        "Ordning",
        (
            Field("first_day", "Fra", "date"),
            Field("hours", "Timer", "number"),
            Field("counting", "Tælles i", "code", words.COUNTINGS),
            Field("levels", "Adressater", "list", words.ADDRESSEE_LEVELS),
            Field("departments", "Afdelinger", "list"),
        ),
        _ID,
        added=_NEW,
    ),
    "opening_hours": Record(
        "Åbningstid",
        (
            _coded("weekday", "Ugedag", _WEEKDAYS),
            Field("opens", "Åbner", "time"),
            Field("closes", "Lukker", "time"),
        ),
        frozenset(),
        added=_NEW,
    ),
    "closing_day": Record(
        "Lukkedag", (Field("day", "Dag", "date"), Field("label", "Hvorfor", "line")), frozenset(), added=_NEW
    ),
    "ambassador": Record(
        "Ambassadør",
        (
            _DEPARTMENT,
            Field("name", "Navn", "line"),
            Field("leader", "Leder", "line"),
            Field("first_day", "Fra", "date"),
            Field("last_day", "Til", "date"),
        ),
        _ID,
        added=_NEW,
    ),
    "setting": Record(
        "Indstilling",
        (Field("key", "Navn", "code", SETTINGS), Field("value", "Værdi", "line")),
        frozenset(),
        added="sat",
    ),
    "mediator": Record(
        "Mægler",
        (
            Field("kind", "Form", "code", words.MEDIATION_KINDS),
            Field("name", "Navn", "line"),
            Field("phone", "Telefon", "line"),
            Field("phone_hours", "Telefontid", "line"),
            Field("e_mail", "E-mail", "line"),
            Field("website", "Hjemmeside", "line"),
            _ACTIVE,
        ),
        _ID,
        usual=_IN_USE,
        added=_NEW,
    ),
    "base_number": Record(
        "Grundtal",
        (
            Field("year", "År", "year"),
            _DEPARTMENT,
            Field("what", "Hvad", "line"),
            Field("number", "Antal", "number"),
        ),
        _ID,
        added=_NEW,
    ),
    "imported_file": Record(
        "Hentet fil",
        (Field("at", "Hentet", "instant"), Field("complaints", "Sager", "number")),
        frozenset({"hash"}),
    ),
}

OUTSIDE = frozenset(
    {
        *(
            "event",
            "event_content",
            "mark",
            "seal",
            "number_counter",
            "search",
            "search_word",
            "written_file",
            "file_layout",
            "draft",
        ),
        "_sqlite_migrations",
    }
)
"""Tables that the history does not tell of: itself, what follows from the rest, and what has run."""


def said(value: object, field: Field, names: Names) -> str:
    """Return a stored value as a person reads it.

    Args:
        value: As it stands in the register.
        field: Its column.
        names: What keys are called; one that is not there any more is told by its number.
    """
    if value is None:
        return ""
    write = _WRITERS.get(field.kind)
    if write is not None:
        return write(value, field)
    if field.kind in ("department", "theme", "mediator"):
        return names.get(field.kind, {}).get(value, f"nr. {value}" if isinstance(value, int) else str(value))
    return shown(str(value)) if field.key == "phone" else (field.codes or {}).get(str(value), str(value))


def plain(value: object, field: Field, names: Names) -> object:
    """Return a stored value as JSON has it elsewhere: codes and instants as they are, keys by their names."""
    if value is None or field.kind in ("text", "line", "instant", "date", "time", "number", "year", "policy"):
        return value
    if field.kind == "flag":
        return bool(value)
    if field.kind == "list":
        import json

        return json.loads(str(value))
    return value if field.kind in ("code", "theme") else said(value, field, names)


def json_key(field: Field) -> str:
    """Return the key that JSON has for a column: a department and a mediator stand there by name."""
    return field.key.removesuffix("_id") if field.kind in ("department", "mediator") else field.key


def _several(value: object, field: Field) -> str:
    import json

    codes = field.codes or {}
    return danish.enumeration([codes.get(item, item) for item in json.loads(str(value))]) or "alle"


def _policy(value: object, _: Field) -> str:
    """Return ``24 timer i træk`` for ``doegn:24:``, and from when the phase was, if it has a first day."""
    counting, hours, since = str(value).split(":")
    how = "på hverdage" if counting == "hverdage" else "i træk"
    first = f", fra {danish.long_day(date.fromisoformat(since))}" if since else ""
    return f"{danish.count(int(hours), 'time', 'timer')} {how}{first}"


_WRITERS = {
    "instant": lambda value, _: danish.long_instant(clock.from_text(str(value))),
    "date": lambda value, _: danish.long_day(date.fromisoformat(str(value))),
    "time": lambda value, _: f"kl. {time.fromisoformat(str(value)):%H.%M}",
    "flag": lambda value, _: "ja" if value else "nej",
    "case": lambda value, _: number_text(int(str(value))),
    "number": lambda value, _: danish.number(int(str(value))),
    "year": lambda value, _: str(value),
    "list": _several,
    "policy": _policy,
}
