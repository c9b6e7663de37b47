"""Klagerejser in figures: what two accounts tell counts once, and every figure has its n."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import vocabulary as words
from klage.domain.journey import figures as sums
from klage.domain.journey.figures import Cause, Handover, Span, StageTime
from klage.domain.journey.journey import Event

START = date(2025, 3, 3)
UNITS = st.sampled_from(["Ydelse", "ydelse", "Åben", "Æblet", None])


def event(day: int, source: str = "akter", **more: Any) -> Event:
    """Return an event so many days after the start."""
    return Event(START + timedelta(days=day), "x", source, **more)


EVENTS = st.lists(
    st.builds(
        event,
        st.integers(0, 400),
        st.sampled_from(sorted(words.ACCOUNTS)),
        approx=st.booleans(),
        stage=st.sampled_from([None, *words.PROCESS_STAGES]),
        unit=UNITS,
        handover=st.booleans(),
        new_caseworker=st.booleans(),
        cause=st.sampled_from([None, *words.CAUSES]),
    ),
    max_size=12,
)


def test_a_journey_in_figures() -> None:
    """Days in all, the longest silence, hand-overs, caseworkers, units and accounts."""
    found = sums.figures(
        [
            event(0, "borger", approx=True, unit="Ydelse"),
            event(10, handover=True, new_caseworker=True, unit="Æblet"),
            event(90, new_caseworker=True, unit="ydelse"),
            event(100, "medarbejder", unit="Åben"),
        ]
    )
    assert found == sums.Figures(
        whole=Span(START, START + timedelta(days=100), first_approx=True),
        longest_silence=Span(START + timedelta(days=10), START + timedelta(days=90)),
        handovers=1,
        caseworkers=3,
        units=("Ydelse", "Æblet", "Åben"),
        by_account={"borger": 1, "akter": 2, "medarbejder": 1},
    )
    assert (found.whole.days, found.events) == (100, 4)


def test_a_journey_that_has_not_begun_has_no_figures() -> None:
    """Nothing is nothing; one day has no silence."""
    assert sums.figures([]) is None
    found = sums.figures([event(0), event(0, "borger")])
    assert found is not None
    assert (found.whole.days, found.longest_silence, found.events) == (0, None, 2)


def test_what_two_accounts_tell_of_a_day_counts_once() -> None:
    """One hand-over is told by citizen and file; a day with two of them in one account has two."""
    found = sums.figures([event(0), event(5, "borger", handover=True), event(5, handover=True)])
    twice = sums.figures([event(0), event(5, "borger", handover=True), *[event(5, handover=True)] * 2])
    assert found is not None
    assert twice is not None
    assert (found.handovers, twice.handovers) == (1, 2)


def test_a_journey_that_begins_with_a_caseworker_has_that_one() -> None:
    """Somebody had the case before the first change, unless the change is where it begins."""
    counts = [
        sums.figures([event(0, new_caseworker=new), event(9, new_caseworker=later)])
        for new, later in ((True, True), (False, True), (True, False), (False, False))
    ]
    assert [found.caseworkers for found in counts if found] == [2, 2, 1, 1]


def test_of_two_silences_as_long_the_first_is_named() -> None:
    """The figure is one, and the same each time."""
    found = sums.figures([event(0), event(5), event(10)])
    assert found is not None
    assert found.longest_silence == Span(START, START + timedelta(days=5))


@pytest.mark.parametrize(
    ("days", "approx", "said"),
    [
        (0, False, "0 dage"),
        (0, True, "ca. 0 dage"),
        (1, False, "1 dag"),
        (9, True, "ca. 9 dage"),
        (31, False, "1 måned (31 dage)"),
        (78, False, "2 måneder og 17 dage (78 dage)"),
        (365, True, "ca. 1 år (365 dage)"),
        (400, False, "1 år, 1 måned og 4 dage (400 dage)"),
    ],
)
def test_how_long_a_silence_is(days: int, approx: bool, said: str) -> None:
    """In years, months and days by the calendar, and in days when that says more."""
    assert sums.length_in_words(Span(START, START + timedelta(days=days), approx)) == said


def test_each_end_of_a_time_has_its_own_certainty() -> None:
    """Only the day that is uncertain is said to be."""
    days = sums.days_of([event(0, approx=True), event(9)])
    assert sums.days_in_words(sums.between(*days)) == "fra ca. 03.03.2025 til 12.03.2025"


def test_a_day_is_uncertain_when_every_account_is() -> None:
    """A citizen who is unsure stands beside a file that knows."""
    days = sums.days_of([event(0, "borger", approx=True), event(0), event(9, approx=True)])
    assert [(day.approx, len(day.accounts)) for day in days] == [(False, 2), (True, 1)]


def test_where_time_goes() -> None:
    """The days until the next event belong to the earlier one's stage; the median is over journeys."""
    found = sums.across(
        [
            [event(0, stage="ansoegning"), event(10), event(30, stage="ansoegning"), event(35)],
            [event(0, "borger"), event(0, stage="ansoegning"), event(2, stage="afgoerelse")],
            [event(0, stage="afgoerelse"), event(4)],
            [],
        ]
    )
    assert (found.journeys, found.events) == (3, 9)
    assert found.stages == (
        StageTime("ansoegning", 2, 17, 8.5),
        StageTime("afgoerelse", 1, 4, 4),
        StageTime("ukendt", 1, 20, 20),
    )


def test_handovers_and_the_silence_after_them() -> None:
    """From the unit named last before, to the one that got the case; an end is no silence."""
    found = sums.across(
        [
            [event(0, unit="Åben"), event(5, unit="Ydelse", handover=True), event(36)],
            [event(0, unit="åben"), event(5, unit="ydelse", handover=True), event(35)],
            [event(0, unit="Åben"), event(5), event(9, unit="Ydelse", handover=True)],
            [event(0, handover=True), event(1, unit="Æblet", handover=True), event(40, handover=True)],
            [
                event(0, unit="Ydelse"),
                event(3, "borger", handover=True),
                event(3, handover=True, unit="Åben"),
            ],
        ]
    )
    assert found.handovers == (
        Handover("Ydelse", "Åben", 1, 0, 0),
        Handover("Æblet", None, 1, 0, 0),
        Handover("Åben", "Ydelse", 3, 2, 1),
        Handover(None, "Æblet", 1, 1, 1),
        Handover(None, None, 1, 1, 0),
    )
    shorter = sums.across([[event(0, unit="A", handover=True), event(6)]], over=5)
    assert shorter.handovers[0].silences == 1


def test_causes_count_journeys() -> None:
    """A cause that comes twice in a journey counts once; the commonest first, then by the vocabulary."""
    found = sums.across(
        [
            [event(0, cause="kapacitet"), event(1, cause="kapacitet")],
            [event(0, cause="forventning")],
            [event(0, cause="forventning"), event(1, cause="arbejdsgang")],
        ]
    )
    assert found.causes == (Cause("forventning", 2), Cause("arbejdsgang", 1), Cause("kapacitet", 1))


@given(st.lists(EVENTS, max_size=4))
def test_the_parts_add_up(journeys: list[list[Event]]) -> None:
    """The stages hold every day, the pairs every hand-over, and nothing counts more than there is."""
    found = sums.across(journeys)
    each = [figures for events in journeys if (figures := sums.figures(events))]
    assert found.journeys == len(each)
    assert found.events == sum(figures.events for figures in each)
    assert sum(stage.days for stage in found.stages) == sum(figures.whole.days for figures in each)
    assert sum(pair.handovers for pair in found.handovers) == sum(figures.handovers for figures in each)
    assert all(pair.silences <= pair.followed <= pair.handovers for pair in found.handovers)
    assert all(cause.journeys <= found.journeys for cause in found.causes)


@given(EVENTS, st.randoms())
def test_the_order_of_noting_changes_no_number(events: list[Event], chance: Any) -> None:
    """A journey is told by its dates; at most a unit is spelled as it was noted first."""
    before = sums.figures(events)
    chance.shuffle(events)
    after = sums.figures(events)
    assert (before and before[:4]) == (after and after[:4])
