"""The history as a story: what one change of one row says, in the words of ``records``.

Calls and closings are sentences; what happened and what was noted are told apart, with how long lay
between them (notatpligt: OFL § 13 asks that what is heard is noted as soon as possible). Pure: instants
are UTC as they are stored, and are told in Danish time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from klage import clock
from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.fields import Field
from klage.domain.records import RECORDS, Names, said

Values = Mapping[str, object]


class Change(NamedTuple):
    """What happened to one row: its values before and after; ``None`` where there was or is no row."""

    table: str
    key: object
    before: Values | None
    after: Values | None


class Line(NamedTuple):
    """A label and what is said under it; ``personal`` says that it holds what may identify the citizen."""

    label: str
    text: str
    personal: bool = False


SAME_TIME = timedelta(minutes=1)
"""What lies closer together happened and was noted at once."""

WITHHELD = "ændret (vises kun på skærmen eller med --med-navne)"


def action(change: Change) -> str:
    """Return what became of the row: ``inserted``, ``deleted``, ``changed``, ``retracted`` or ``restored``."""
    if change.before is None:
        return "inserted"
    if change.after is None:
        return "deleted"
    if "retracted_at" in change.after:
        return "restored" if change.after["retracted_at"] is None else "retracted"
    return "changed"


def times(change: Change, at: datetime | None) -> tuple[datetime, datetime] | None:
    """Return when what a new row tells of happened, and when it was noted; nothing where it does not say.

    Args:
        change: The change.
        at: When the command ran, for a row that does not say when it was noted; ``None`` for one that was
            taken in from elsewhere, where nobody knows.
    """
    record = RECORDS[change.table]
    if change.before is not None or change.after is None or record.happened is None:
        return None
    happened = change.after.get(record.happened)
    noted = change.after.get(record.noted) if record.noted else None
    noted_at = clock.from_text(str(noted)) if noted else at
    return None if happened is None or noted_at is None else (clock.from_text(str(happened)), noted_at)


def lines(change: Change, at: datetime | None, names: Names) -> list[Line]:
    """Return what a change says: the row and what became of it, then its columns.

    Args:
        change: The change.
        at: As in ``times``.
        names: What departments, themes and mediators are called.
    """
    record = RECORDS[change.table]
    found = action(change)
    lead = Line(record.noun, _lead(change, found, at))
    if found in ("retracted", "restored"):
        return [lead]
    told = _TOLD_IN_LEAD.get(change.table, frozenset()) if found == "inserted" else frozenset()
    known = [field for field in record.fields if field.key not in told | record.follows]
    if found == "changed":
        changed = [line for field in known for line in _changed(change, field, names)]
        return [lead, *changed] if changed else []
    values = (change.after if found == "inserted" else change.before) or {}
    return [
        lead,
        *(
            Line(field.label, said(values[field.key], field, names), field.personal)
            for field in known
            if values.get(field.key) not in (None, record.usual.get(field.key))
        ),
    ]


_TOLD_IN_LEAD = {
    "call": frozenset({"called_at", "logged_at", "direction", "result"}),
    "closing": frozenset({"at", "recorded_at", "kind", "method", "outcome"}),
    "complaint": frozenset({"registered_at"}),
}


def _changed(change: Change, field: Field, names: Names) -> list[Line]:
    """Return from what to what a column was changed, if it was."""
    before, after = change.before or {}, change.after or {}
    if field.key not in after:
        return []
    old, new = (said(values.get(field.key), field, names) for values in (before, after))
    if not old:
        text = new
    elif not new:
        text = f"slettet; før stod der: {old}"
    elif "\n" in old + new or len(old + new) > _SHORT:
        text = f"{new}\nFør stod der: {old}"
    else:
        text = f"{new} (før: {old})"
    return [Line(field.label, text, field.personal)]


_SHORT = 100
"""Two values that together are longer stand under each other."""


def _lead(change: Change, found: str, at: datetime | None) -> str:
    """Return what became of the row, in a few words, and how long after it happened that was noted."""
    if found != "inserted":
        return _ACTIONS[found]
    sentence = _SENTENCES.get(change.table)
    text = sentence(change.after or {}) if sentence else RECORDS[change.table].added
    return text + _later(change, at)


_ACTIONS = {
    "deleted": "slettet",
    "changed": "rettet",
    "retracted": "trukket tilbage; det tæller ikke mere",
    "restored": "taget med igen",
}


def _call(row: Values) -> str:
    """Return ``til borgeren: ikke truffet, fredag 20. november 2026 kl. 10.00``."""
    direction = "fra borgeren" if row.get("direction") == "ind" else "til borgeren"
    result = words.CALL_RESULTS.get(str(row.get("result")), str(row.get("result"))).lower()
    again = "rettet, " if row.get("corrects") is not None else ""
    return f"{again}{direction}: {result}, {danish.long_instant(clock.from_text(str(row['called_at'])))}"


def _closing(row: Values) -> str:
    """Return ``afsluttet (telefonsamtale, løst i dialog), fredag 20. november 2026 kl. 10.00``."""
    kind = words.CLOSING_KINDS.get(str(row.get("kind")), str(row.get("kind"))).lower()
    how = [
        words.HANDLING_METHODS.get(str(row.get("method") or ""), "").lower(),
        words.OUTCOMES.get(str(row.get("outcome") or ""), "").lower(),
    ]
    aside = ", ".join(filter(None, how))
    return f"{kind}{f' ({aside})' if aside else ''}, {danish.long_instant(clock.from_text(str(row['at'])))}"


_SENTENCES = {"call": _call, "closing": _closing}


def _later(change: Change, at: datetime | None) -> str:
    """Return how long after it happened something was noted, unless it was at once."""
    found = times(change, at)
    if found is None or found[1] - found[0] < SAME_TIME:
        return ""
    length = danish.duration(found[1] - found[0])
    if change.table == "complaint":
        return f" {length} efter modtagelsen"
    return f"{'; noteret' if change.table in _SENTENCES else ''} {length} efter, at det skete"
