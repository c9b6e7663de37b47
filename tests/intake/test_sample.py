"""The fictional year: moved by whole weeks, in Danish wall time, and cut off at now."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from klage import clock
from klage.intake import sample


def year(now: datetime) -> list[dict[str, object]]:
    """Return the year as it looks at an instant."""
    with sample.path().open(encoding="utf-8") as lines:
        return list(sample.year_until(now, lines))


@pytest.mark.parametrize("now", [datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2014, 7, 6, 20, tzinfo=UTC)])
def test_nothing_lies_after_now(now: datetime) -> None:
    """Neither what was registered nor what was noted; and the last week is this one."""
    cases = [record for record in year(now) if "record" not in record]
    at = clock.to_text(now)
    assert all(str(case["registered_at"]) <= at for case in cases)
    for case in cases:
        for kind, noted in sample.NOTED.items():
            assert all(item[noted] <= at for item in case[kind])  # type: ignore[attr-defined]
    newest = max(clock.from_text(str(case["received_at"])) for case in cases)
    assert now - newest < timedelta(days=4)


def test_weekday_and_clock_stay_as_they_were() -> None:
    """A Monday morning in winter is a Monday morning in summer too."""
    raw = {"received_at": "2025-12-15T08:00:00Z", "answered_on": "2025-12-19", "calls": [{"called_at": None}]}
    moved = sample.moved(raw, timedelta(weeks=30))
    local = clock.to_local(clock.from_text(moved["received_at"]))
    assert (local.isoweekday(), local.hour) == (1, 9)
    assert moved["answered_on"] == "2026-07-17"
    assert moved["calls"] == [{"called_at": None}]


def test_a_case_that_will_be_closed_is_open_until_then() -> None:
    """What a later closing says is not known before it."""
    case = {
        "handling_method": "moede", "outcome": "medhold", "ack_sent_on": "2025-12-20", "answered_on": None,
        "calls": [], "closings": [{"kind": "afsluttet", "recorded_at": "2025-12-18T10:00:00Z"}],
    }  # fmt: skip
    before = sample.known_at(case, datetime(2025, 12, 17, 9, tzinfo=UTC))
    assert (before["closings"], before["outcome"], before["ack_sent_on"]) == ([], None, None)
    after = sample.known_at(case, datetime(2025, 12, 21, 9, tzinfo=UTC))
    assert (after["outcome"], after["ack_sent_on"]) == ("medhold", "2025-12-20")


@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 16, 0, 30, tzinfo=UTC), datetime(2014, 7, 6, 20, tzinfo=UTC)]
)
def test_lessons_move_with_their_cases(now: datetime) -> None:
    """Each still names cases that are there, on days that have been; only deadlines lie ahead."""
    records = year(now)
    received = {str(record["received_at"]) for record in records if "record" not in record}
    lessons: list[Any] = [record for record in records if record.get("record") == "lesson"]
    others: list[Any] = [record for record in records if record.get("record", "lesson") != "lesson"]
    assert (len(lessons), len(others)) == (5, 5)
    today = clock.to_local(now).date().isoformat()
    for other in others:
        assert "received_at" not in other or other["received_at"] in received
        assert all(day <= today for key, day in other.items() if key.endswith("_on") and day)
    for lesson in lessons:
        assert {case["received_at"] for case in lesson["cases"]} <= received
        for record in (lesson, *lesson["cases"], *lesson["actions"]):
            days = [day for key, day in record.items() if key.endswith("_on") and key != "due_on" and day]
            assert all(str(day) <= today for day in days)
    assert max(action["due_on"] or "" for lesson in lessons for action in lesson["actions"]) > today
