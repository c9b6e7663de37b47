"""The due list as a calendar file (RFC 5545) that Outlook, Google and the others take in.

It holds what cron's mail may hold: case number, kind, department and attempts, never a person. Each
entry has an identifier of its own and a sequence number that grows with time, so that a newer file
replaces what an older one put into the calendar. icalendar escapes and folds the lines.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.due import REASONS, DueAction, Entry
from klage.domain.vocabulary import COMPLAINT_KINDS
from klage.errors import needs_extra
from klage.output.safe import one_line

if TYPE_CHECKING:
    from icalendar import Event

NAME = "Klager: frister"
BEFORE_A_CALL = timedelta(minutes=30)
BEFORE_A_DAY = timedelta(hours=16)
"""A whole day begins at midnight, so this is eight o'clock in the morning of the day before."""

_WITHOUT_ALARM = frozenset({"uden_for_ordningen"})
"""What has no deadline to keep."""


def calendar(lines: Iterable[Entry | DueAction], *, register: str, now: datetime) -> bytes:
    """Return the due list as a calendar file.

    Args:
        lines: What stands on the list.
        register: What tells this register from every other; it says nothing of what is in it.
        now: When the list was made.

    Raises:
        InvalidValueError: The extra is missing.
    """
    found = _icalendar().Calendar()
    found.add("prodid", "-//klage//frister//DA")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", NAME)
    for line in lines:
        event = _action(line) if isinstance(line, DueAction) else _entry(line)
        event["uid"] = f"{event['uid']}@{register}.klage"
        event.add("dtstamp", now)
        # Not a count of changes: after a register is restored from a copy it would begin again.
        event.add("sequence", int(now.timestamp()) // 60)
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())


def _entry(entry: Entry) -> "Event":
    case, number = entry.case, number_text(entry.case.id)
    about = [
        f"Forsøg: {danish.number(entry.state.attempts)}.",
        f"Afdeling: {one_line(case.department or 'ingen afdeling')}.",
        f"Type: {COMPLAINT_KINDS.get(case.complaint_kind, one_line(case.complaint_kind)).lower()}.",
    ]
    at = entry.day or entry.call_by or entry.due_at
    if at not in (entry.day, entry.due_at):
        about.append(f"Løftet gælder til {danish.long_instant(entry.due_at)}, men da har I lukket.")
    uid = f"{number}-{entry.reason}-{entry.key}"
    rings = entry.reason not in _WITHOUT_ALARM
    return _event(uid, f"{number}: {REASONS[entry.reason]}", about, at, rings=rings)


def _action(action: DueAction) -> "Event":
    about = [f"Afdeling: {one_line(action.department or 'ingen afdeling')}.", "Se klage laering handlinger."]
    return _event(f"handling-{action.id}", f"Handling {action.id}", about, action.due_on, rings=True)


def _event(uid: str, summary: str, about: list[str], at: date | datetime, *, rings: bool) -> "Event":
    ical = _icalendar()
    event: Event = ical.Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("description", " ".join(about))
    event.add("dtstart", at)
    is_day = not isinstance(at, datetime)
    if is_day:
        event.add("dtend", at + timedelta(days=1))
    if rings:
        alarm = ical.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -BEFORE_A_DAY if is_day else -BEFORE_A_CALL)
        event.add_component(alarm)
    return event


def _icalendar() -> Any:
    """Return icalendar, which is loaded for nothing else.

    Raises:
        InvalidValueError: The extra is missing.
    """
    try:
        import icalendar
    except ImportError as error:
        raise needs_extra("Kalenderfiler", "kontor") from error
    return icalendar
