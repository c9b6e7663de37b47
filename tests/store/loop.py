"""What the tests of effect, growth and likeness share: lessons, actions and complaints on given days."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from klage.domain.complaint import Complaint, Point
from klage.store import cases, office
from klage.store.register import Register
from klage.store.writing import Writer
from tests.store import support

NOON = time(12, tzinfo=UTC)


def received(day: date, *themes: str, **more: Any) -> Complaint:
    """Return a complaint received at noon of a day, with a klagepunkt for each theme."""
    points = more.pop("points", tuple(Point(theme) for theme in themes))
    return support.complaint(
        more.pop("summary", f"Klage af {day}"),
        received_at=datetime.combine(day, NOON),
        points=points,
        **more,
    )


def register_all(writer: Writer, register: Register, complaints: Iterable[Complaint]) -> list[int]:
    """Register complaints with their words in the search index, and return their keys."""
    keys = [support.add(writer, new) for new in complaints]
    for key in keys:
        cases.reindex(writer, register, key)
    return keys


def lesson(writer: Writer, *about: int, department: str | None = None, **more: object) -> int:
    """Write down a lesson about cases, and return its key."""
    ids = office.department_ids(writer, [department])
    row = {"formulated_on": "2026-01-02", "observation": "Brevet kom for sent.", **more}
    key = writer.insert("lesson", {**row, "department_id": ids[department] if department else None})
    for case_id in about:
        writer.insert("lesson_case", {"lesson_id": key, "complaint_id": case_id})
    return key


def action(writer: Writer, lesson_id: int, carried_out_on: date | None, **more: object) -> int:
    """Write down an action on a lesson, carried out if a day is given, and return its key."""
    row: dict[str, object] = {
        "lesson_id": lesson_id,
        "what": "Ny brevskabelon",
        "kind": "brevskabelon",
        "proposed_on": "2026-01-05",
        "status": "i_gang" if carried_out_on is None else "gennemfoert",
        "carried_out_on": carried_out_on and carried_out_on.isoformat(),
    }
    return writer.insert("action", {**row, **more})
