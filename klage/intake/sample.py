"""The fictional year that ``klage demo`` shows, moved so that it ends now.

``data/sager.jsonl`` holds a year whose last week (from Monday 15 December 2025) is full of open cases.
The year is moved by whole weeks, in Danish wall time, until that week is this one; what would lie after
now has not happened yet and is left out. Appeals, mediations, lessons and the like were all over before
that week; only the deadlines of actions lie ahead. So weekdays and opening hours fit, whenever the demo is run.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import klage
from klage import clock
from klage.domain.learning import action, learning
from klage.errors import NotFoundError

FIRST_DAY_OF_LAST_WEEK = date(2025, 12, 15)

INSTANTS = frozenset(
    {"received_at", "registered_at", "called_at", "logged_at", "call_again_at", "at", "recorded_at"}
    | {"made_at", "settled_at", "meeting_at", "contacted_at"}
)
DAYS = frozenset(
    {"ack_sent_on", "answered_on", "next_due", "due_on", "decision_received_on", "reassessed_on"}
    | {"forwarded_on", "appeal_decided_on", "informed_on", "consent_on", "outcome_on", "occurred_on"}
    | {
        "formulated_on",
        "withdrawn_on",
        "words_approved_on",
        "feedback_given_on",
        "written_on",
        "approved_on",
        "given_on",
        *action.DAY_OF.values(),
    }
)
NOTED = {"calls": "logged_at", "closings": "recorded_at"}
"""When each kind of thing became known to the office."""


def path() -> Path:
    """Return where the sample cases lie: in the installed package, or in the checkout.

    Raises:
        NotFoundError: They are in neither.
    """
    package = Path(klage.__file__).parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / "sager.jsonl").is_file():
            return folder / "sager.jsonl"
    raise NotFoundError("Eksempelsagerne mangler. Installér klage igen.")


def year_until(now: datetime, lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Yield the sample cases and what was learnt as raw values, moved to end at ``now``, without what is yet to come."""
    today = clock.to_local(now).date()
    weeks = (today - FIRST_DAY_OF_LAST_WEEK).days // 7
    for line in lines:
        record = moved(json.loads(line), timedelta(weeks=weeks))
        if learning.RECORD in record:
            yield record
        elif record["registered_at"] <= clock.to_text(now):
            yield known_at(record, now)


def moved(value: Mapping[str, Any], by: timedelta) -> dict[str, Any]:
    """Return raw values with every instant and day moved, in Danish wall time."""
    return {key: _moved(key, found, by) for key, found in value.items()}


def _moved(key: str, value: Any, by: timedelta) -> Any:
    if isinstance(value, list):
        return [moved(item, by) for item in value]
    if isinstance(value, dict):
        return moved(value, by)
    if key in INSTANTS and value is not None:
        wall = clock.to_local(clock.from_text(value)).replace(tzinfo=None)
        return clock.to_text(clock.from_local(wall + by))
    if key in DAYS and value is not None:
        return (date.fromisoformat(value) + by).isoformat()
    return value


def known_at(case: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return a case as the office knew it at ``now``."""
    at, today = clock.to_text(now), clock.to_local(now).date().isoformat()
    known = dict(case)
    for key, noted in NOTED.items():
        known[key] = [item for item in case[key] if item[noted] <= at]
    last = known["closings"][-1] if known["closings"] else None
    if last is None or last["kind"] != "afsluttet":
        known |= {"handling_method": None, "outcome": None}
    for key in ("ack_sent_on", "answered_on"):
        if (known[key] or "") > today:
            known[key] = None
    return known
