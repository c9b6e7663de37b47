"""How a record is shown: its fields with labels on a page, and as an object in JSON."""

from collections.abc import Collection, Sequence
from dataclasses import fields as fields_of
from datetime import date, datetime
from typing import Any

from klage import clock
from klage.domain import danish, fields
from klage.domain.call import Call
from klage.domain.case_number import number_text
from klage.domain.fields import Field
from klage.domain.phone import shown
from klage.domain.vocabulary import CALL_RESULTS
from klage.output import page

NOT_TOLD = "ikke oplyst"
"""What stands where a gap matters, so that it is seen and filled in."""

USUAL = {"child_concern": False, "contact_type": "klage", "urgency": "normal"}
"""What is so of nearly every case, and goes without saying."""


def written(value: object, field: Field) -> str | None:
    """Return a value as a person reads it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):  # an instant is a date too
        return danish.long_instant(value) if isinstance(value, datetime) else danish.long_day(value)
    if field.kind == "case" and isinstance(value, int):
        return number_text(value)
    return shown(str(value)) if field.key == "phone" else (field.codes or {}).get(str(value), str(value))


def pairs(record: object, known: Sequence[Field], *, gaps: Collection[str] = ()) -> list[page.Field]:
    """Return the fields of a record that say something, with their labels.

    Args:
        record: A complaint, a call or another record with a value for each field.
        known: The fields to show, in order.
        gaps: The keys of those that are shown even when nothing is known.
    """
    return [
        page.Field(
            field.label,
            written(value, field) or (NOT_TOLD if field.key in gaps else None),
            personal=field.personal,
        )
        for field in known
        if (value := getattr(record, field.key)) != USUAL.get(field.key) or field.key in gaps
    ]


def call_heading(number: int, call: Call, case_number: str = "") -> str:
    """Return ``Opkald 2 til borgeren (sag 2026-0013): ikke truffet, mandag …``."""
    direction = "fra borgeren" if call.direction == "ind" else "til borgeren"
    where = f" (sag {case_number})" if case_number else ""
    result = CALL_RESULTS[call.result].lower()
    return f"Opkald {number} {direction}{where}: {result}, {danish.long_instant(call.called_at)}"


def call_section(number: int, call: Call, case_number: str = "") -> page.Section:
    """Return a call with all that was noted of it."""
    known = [field for field in fields.CALL if field.key not in ("called_at", "direction", "result")]
    return page.Section(call_heading(number, call, case_number), fields=pairs(call, known))


def as_object(record: Any, known: Sequence[Field], *, names: bool) -> dict[str, object]:
    """Return a record by stable English keys, ``null`` when empty, every instant twice.

    Without ``names``, what may identify the citizen is left out.
    """
    found: dict[str, object] = {}
    present = {field.name for field in fields_of(record)}
    for field in known:
        if field.key not in present or (field.personal and not names):
            continue
        value = getattr(record, field.key)
        if field.kind == "instant":
            found |= instants(field.key, value)
        elif field.kind == "case":
            found[field.key] = None if value is None else number_text(value)
        else:
            found[field.key] = value.isoformat() if isinstance(value, date) else value
    return found


def instants(key: str, value: datetime | None) -> dict[str, object]:
    """Return an instant under two keys: in UTC, and in Danish time."""
    return {
        key: clock.to_text(value) if value else None,
        f"{key}_local": clock.to_local(value).isoformat() if value else None,
    }
