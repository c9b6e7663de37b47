"""Klagerejser in the register: noted, corrected, removed, found again, and in the history."""

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from klage.domain.journey.journey import Event
from klage.errors import NotFoundError
from klage.store import cases, history, journey, search
from tests.store import support
from tests.store.support import NOW

EVERYTHING = Event(
    date(2025, 3, 3), "Ingen ringede tilbage.", "borger", True, "ansoegning", "sagsbehandler", "Ydelsescentret",
    "telefon", True, True, -2, "En mur af tavshed.", "kapacitet",
)  # fmt: skip
LITTLE = Event(date(2025, 3, 3), "Brev sendt.", "akter")


def told(path: Path, *events: Event, received: int = 1) -> int:
    """Register a case with these events, received so many days ago, and return its key."""
    complaint = support.complaint(received_at=NOW - timedelta(days=received))
    with (
        support.opened(path, writing=True) as register,
        support.changing(register, command="rejse") as writer,
    ):
        key = support.add(writer, complaint)
        for event in events:
            journey.add(writer, key, event)
        cases.reindex(writer, register, key)
    return key


def test_an_event_is_read_as_it_was_noted(path: Path) -> None:
    """Every field, and in the order in which a journey is told; two accounts of a day both stay."""
    key = told(path, LITTLE, EVERYTHING)
    with support.opened(path) as register:
        found = journey.events(register, key)
        assert found == [EVERYTHING, LITTLE]
        assert [event.id for event in found] == [2, 1]
        assert journey.events(register, key + 1) == []


def test_a_correction_keeps_the_old_in_the_history(path: Path) -> None:
    """What stood there is in the content of the event; nothing is written when nothing is different."""
    key = told(path, LITTLE)
    with support.written(path, command="rejse") as writer:
        assert journey.change(writer, 1, {"what": "Brev modtaget.", "approx": True, "source": "akter"})
        assert not journey.change(writer, 1, {"handover": False})
    with support.opened(path) as register:
        (event,) = journey.events(register, key)
        assert (event.what, event.approx) == ("Brev modtaget.", True)
        (content,) = register.one("select content from event_content order by event_id desc") or ()
        _, _, before, after = json.loads(str(content))[0]
        assert before == {"what": "Brev sendt.", "approx": 0}
        assert after == {"what": "Brev modtaget.", "approx": 1}
        assert history.problems(register.connection) == []


def test_a_removed_event_is_in_the_history(path: Path) -> None:
    """It is gone from the journey and from the search; removing it twice is refused."""
    key = told(path, EVERYTHING, LITTLE)
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        journey.remove(writer, 1)
        cases.reindex(writer, register, key)
    with support.opened(path) as register:
        assert journey.events(register, key) == [LITTLE]
        assert search.find(register, "mur", limit=9) == []
        (content,) = register.one("select content from event_content order by event_id desc") or ()
        assert "En mur af tavshed." in str(content)
    with pytest.raises(NotFoundError), support.written(path) as writer:
        journey.remove(writer, 1)


def test_what_was_told_can_be_searched(path: Path) -> None:
    """What happened, the citizen's words and the unit; also after another command has indexed the case."""
    key = told(path, EVERYTHING, LITTLE)
    with support.opened(path, writing=True) as register:
        with support.changing(register, command="opkald") as writer:
            cases.reindex(writer, register, key)
        for word in ("ringede", "mur", "ydelsescentret", "brev"):
            assert search.find(register, word, limit=9) == [key]


def test_the_journeys_of_a_period(path: Path) -> None:
    """Every case that has events, by when its complaint was received; the period is half-open."""
    told(path)
    old, new = told(path, LITTLE, received=10), told(path, EVERYTHING, LITTLE, received=2)
    assert old < new
    with support.opened(path) as register:
        assert journey.journeys(register) == [[LITTLE], [EVERYTHING, LITTLE]]
        assert journey.journeys(register, start=NOW - timedelta(days=10)) == journey.journeys(register)
        assert journey.journeys(register, start=NOW - timedelta(days=9)) == [[EVERYTHING, LITTLE]]
        assert journey.journeys(register, end=NOW - timedelta(days=2)) == [[LITTLE]]


def test_units_are_departments_and_those_of_journeys(path: Path) -> None:
    """Each once, the departments first: theirs is the spelling that others follow."""
    told(path, EVERYTHING, EVERYTHING)
    with support.written(path) as writer:
        support.add(writer, support.complaint(department="Jobcenter"))
    with support.opened(path) as register:
        assert journey.units(register) == ["Jobcenter", "Ydelsescentret"]


def test_what_the_schema_does_not_hold_is_not_saved(path: Path) -> None:
    """An experience beyond the scale is stopped by the register as well; the journey is as it was."""
    key = told(path, LITTLE)
    with pytest.raises(sqlite3.IntegrityError), support.written(path) as writer:
        journey.change(writer, 1, {"experience": 3})
    with support.opened(path) as register:
        assert journey.events(register, key) == [LITTLE]
