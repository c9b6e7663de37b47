"""A case on its way in: what keeps it out, and whether it is closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint
from klage.domain.forgetting import GONE
from klage.domain.incoming import Incoming, problems_in

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
RECEIVED = NOW - timedelta(days=9)


def day(number: int) -> datetime:
    """Return an instant so many days after receipt."""
    return RECEIVED + timedelta(days=number)


def incoming(*kinds: tuple[str, int], calls: tuple[Call, ...] = ()) -> Incoming:
    """Return a case with closings of these kinds on these days."""
    closings = tuple(Closing(day(at), day(at), kind) for kind, at in kinds)
    return Incoming(Complaint(RECEIVED, "Ventetid"), calls=calls, closings=closings)


@pytest.mark.parametrize(
    ("kinds", "closed_on"),
    [
        ((), None),
        ((("afsluttet", 2),), 2),
        ((("afsluttet", 2), ("genaabnet", 3)), None),
        ((("afsluttet", 2), ("genaabnet", 2), ("afsluttet", 4)), 4),
        ((("sammenlagt", 1),), 1),
        ((("sammenlagt", 1), ("skilt", 2)), None),
    ],
)
def test_last_closing_decides(kinds: tuple[tuple[str, int], ...], closed_on: int | None) -> None:
    """A case is closed by its last closing or merging, and nothing keeps such a history out."""
    case = incoming(*kinds)
    assert case.closed_at == (None if closed_on is None else day(closed_on))
    assert problems_in(case, NOW) == []


@pytest.mark.parametrize(
    "kinds",
    [
        (("genaabnet", 1),),
        (("afsluttet", 1), ("afsluttet", 2)),
        (("afsluttet", 3), ("genaabnet", 2)),
        (("afsluttet", -1),),
        (("afsluttet", 20),),
    ],
)
def test_history_out_of_order_is_a_problem(kinds: tuple[tuple[str, int], ...]) -> None:
    """Closing and reopening take turns, in order, between receipt and now."""
    assert len(problems_in(incoming(*kinds), NOW)) == 1


def test_calls_are_held_against_the_complaint() -> None:
    """Each call with a fault is named by its place; one after a closing is history."""
    calls = (Call(day(5), "besked_lagt"), Call(day(-1), "besked_lagt"), Call(day(99), "besked_lagt"))
    problems = problems_in(incoming(("afsluttet", 2), calls=calls), NOW)
    assert [problem.partition(":")[0] for problem in problems] == ["Opkald 2", "Opkald 3"]


def test_complaint_itself_is_checked() -> None:
    """A complaint without text is none."""
    assert len(problems_in(Incoming(Complaint(RECEIVED, " ")), NOW)) == 1


def test_a_forgotten_case_holds_no_words() -> None:
    """Otherwise it would never be forgotten: it is not asked about again; and an open one has not been."""
    closed = incoming(("afsluttet", 2), calls=(Call(day(1), "talt_med", concern=GONE),))
    wiped = replace(closed.complaint, summary=GONE, anonymised_at=NOW)
    assert problems_in(replace(closed, complaint=wiped), NOW) == []
    named = replace(wiped, citizen_name="Åse", summary="Ventetid")
    calls = (Call(day(1), "talt_med", concern="Jeg venter", owner="Jens"),)
    assert problems_in(replace(closed, complaint=named, calls=calls), NOW) == [
        "Anonymiseret: Her står stadig navn.",
        "Anonymiseret: Her står stadig kort beskrivelse.",
        "Anonymiseret: Her står stadig borgerens ord.",
        "Anonymiseret: Her står stadig ansvarlig.",
    ]
    (only,) = problems_in(replace(incoming(), complaint=wiped), NOW)
    assert "Sagen er åben" in only
