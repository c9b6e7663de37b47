"""The due list as a calendar file: read back with icalendar, and with vobject where it is installed."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.due import DueAction, DueList, OpenCase, OtherDate, due_list
from klage.domain.promise import DEFAULT_OPENING_HOURS
from klage.output.documents import calendar
from klage.output.safe import one_line

icalendar = pytest.importorskip("icalendar", reason="the extra kontor is not installed")

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MEETING = datetime(2026, 12, 4, 12, tzinfo=UTC)
DATES = (
    OtherDate("naeste_skridt", date(2026, 12, 1), 7),
    OtherDate("naeste_skridt", date(2026, 12, 2), 8),
    OtherDate("genvurdering", date(2026, 12, 15)),
    OtherDate("mulig_klagefrist", date(2026, 12, 16)),
    OtherDate("dialogmoede", MEETING, 3),
)


def case(**more: Any) -> OpenCase:
    """Return a case whose deadline lies on a Saturday, unless told otherwise."""
    known: dict[str, Any] = {
        "id": 2026_000042, "received_at": NOW, "due_at": NOW + timedelta(hours=24), "covered": True,
        "addressee_level": "ukendt", "department": "Ældreplejen", "complaint_kind": "blandet",
        "child_concern": False, "contact_type": "klage", "contact_preference": None, "may_leave_message": None,
        "citizen_name": "Anna Åse", "phone": "20123456",
    }  # fmt: skip
    return OpenCase(**{**known, **more})


def listed(*cases: OpenCase, actions: Sequence[DueAction] = ()) -> DueList:
    """Return the whole list of these cases."""
    return due_list(cases, now=NOW, everything=True, hours=DEFAULT_OPENING_HOURS, actions=actions)


def written(found: DueList, now: datetime = NOW) -> bytes:
    """Return the list as a calendar file."""
    return calendar.calendar(found.lines, register="0123456789abcdef", now=now)


def events(content: bytes) -> list[Any]:
    """Return the events of a calendar file, read by icalendar."""
    found: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return found


def test_every_kind_of_deadline() -> None:
    """Calls at the time when to call at the latest, days as whole days, each with its alarm."""
    found = listed(case(dates=DATES), actions=[DueAction(5, date(2026, 12, 24), "Ydelse")])
    told = [
        (str(event["summary"]), event.decoded("dtstart"), event.walk("VALARM")[0].decoded("trigger"))
        for event in events(written(found))
    ]
    half_an_hour, the_day_before = timedelta(minutes=-30), timedelta(hours=-16)
    assert told == [
        ("2026-0042: Tilbagekald", datetime(2026, 11, 20, 14, tzinfo=UTC), half_an_hour),
        ("2026-0042: Lovet borgeren", date(2026, 12, 1), the_day_before),
        ("2026-0042: Lovet borgeren", date(2026, 12, 2), the_day_before),
        ("2026-0042: Dialogmøde", MEETING, half_an_hour),
        ("2026-0042: Genvurdering", date(2026, 12, 15), the_day_before),
        ("2026-0042: Mulig klagefrist – kontrollér klagevejledningen", date(2026, 12, 16), the_day_before),
        ("Handling 5", date(2026, 12, 24), the_day_before),
    ]
    call, step, *_, action = events(written(found))
    assert str(call["description"]) == (
        "Forsøg: 0. Afdeling: Ældreplejen. Type: blandet. Løftet gælder til lørdag 21. november 2026 kl. 10.00, "
        "men da har I lukket."
    )
    assert "Løftet" not in str(step["description"])
    assert step.decoded("dtend") == date(2026, 12, 2)
    assert str(action["description"]) == "Afdeling: Ydelse. Se klage laering handlinger."


def test_what_has_no_deadline_has_no_alarm() -> None:
    """A case outside the scheme stands there, and nothing rings for it; a child concern does ring."""
    by_kind = {
        str(e["summary"]).split(": ")[1]: e
        for e in events(written(listed(case(covered=False, child_concern=True))))
    }
    assert by_kind["Uden for ordningen"].walk("VALARM") == []
    assert len(by_kind["Underretning"].walk("VALARM")) == 1


def test_a_newer_file_replaces_an_older_one() -> None:
    """The same deadline keeps its identifier when it moves, and its number grows; two of a kind are two."""
    first = events(written(listed(case(dates=DATES))))
    moved = case(dates=(OtherDate("naeste_skridt", date(2026, 12, 9), 7),), due_at=NOW + timedelta(hours=30))
    later = {str(e["uid"]): e for e in events(written(listed(moved), NOW + timedelta(minutes=5)))}
    uids = [str(event["uid"]) for event in first]
    assert len(set(uids)) == len(uids) == 6
    assert uids[0] == "2026-0042-tilbagekald-0@0123456789abcdef.klage"
    step = "2026-0042-naeste_skridt-7@0123456789abcdef.klage"
    assert {uids[0], step} == set(later)
    assert later[step].decoded("dtstart") == date(2026, 12, 9)
    assert int(later[step]["sequence"]) == int(first[1]["sequence"]) + 5
    assert later[step].decoded("dtstamp") == NOW + timedelta(minutes=5)


def test_the_file_as_it_stands() -> None:
    """It publishes, times are UTC, lines end in CRLF and are folded at 75 octets; no person is in it."""
    content = written(listed(case(department="Æ" * 200, dates=DATES)))
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert {b"METHOD:PUBLISH", b"VERSION:2.0", b"X-WR-CALNAME:Klager: frister"} <= {*lines}
    assert b"DTSTART:20261120T140000Z" in lines
    assert b"DTSTART;VALUE=DATE:20261201" in lines
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert not re.search(rb"Anna|2012\s*3456", content)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_department_is_data(name: str) -> None:
    """Line ends and control characters make no line of their own, and the name is read back as it is shown."""
    content = written(listed(case(department=name + "\r\nATTENDEE:mailto:x@example.dk")))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    assert b"\nATTENDEE" not in content
    (event,) = events(content)
    assert {*event} == {"UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTSTAMP", "SEQUENCE", "TRANSP"}
    assert one_line(name) in str(event["description"])


@pytest.mark.filterwarnings("ignore")
def test_another_parser_reads_the_same() -> None:
    """Vobject finds the same identifiers, texts, times and alarms as icalendar does."""
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    content = written(listed(case(department='Drift; "Park, Vej" \\ Æ', dates=DATES)))
    theirs = [
        (e.uid.value, e.summary.value, e.description.value, e.dtstart.value, e.valarm.trigger.value)
        for e in vobject.readOne(content.decode()).vevent_list
    ]
    ours = [
        (
            *(str(e[key]) for key in ("uid", "summary", "description")),
            e.decoded("dtstart"),
            e.walk("VALARM")[0].decoded("trigger"),
        )
        for e in events(content)
    ]
    assert theirs == ours
    assert len(ours) == 6
