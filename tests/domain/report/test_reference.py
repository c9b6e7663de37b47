"""Others' figures beside one's own: worked out from what was published, on the older figure."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.report.publication import published
from klage.domain.report.reference import (
    Kind,
    Reference,
    beside,
    of_published,
    of_report,
    target,
    targets,
    worded,
    worked_out,
)
from klage.domain.statistics.figures import Count
from klage.domain.statistics.suppression import is_safe
from klage.errors import InvalidValueError
from tests.domain.any_facts import facts, of_kinds
from tests.domain.report.test_report import made, tables

FACTS = replace(
    tables(
        of_kinds({"formalitet": 580, "realitet": 1564}, {"formalitet": 486, "realitet": 2049}),
        themes={"vejledning": 863},
        points={"vejledning": 1295},
        with_points={"ja": 863},
        severities={None: 1295},
        process_stages={None: 1295},
        moves={"afsluttet": 100},
        outcomes={"medhold": 100},
        methods={"telefonsamtale": 64, "moede": 36},
        agreed_errors={"ja": 50, "delvist": 15, "nej": 35},
    ),
    balance=replace(of_kinds({}, {}).balance, new=2144, closed=100, carried_forward=2044),
    days_to_closing=[(3, 100)],
    base_numbers=[Measured(BaseNumber(2018, None, "borgerforløb", 100_000), 2144, 0),
                  Measured(BaseNumber(2018, "Ydelse", "borgerforløb", 900), 12, 10)],
)  # fmt: skip


def published_by_others(kind: Kind = "share", **more: Any) -> Reference:
    """Return a figure that some municipality published."""
    numbers: dict[str, Any] = {"n": 64, "of": 100, "own": ("methods.telefonsamtale", "closings"), **more}
    return Reference("id", "Aarhus", 2013, "Klager", kind, "Sådan", "S1", **numbers)


@pytest.mark.parametrize(
    ("kind", "n", "of", "words"),
    [
        ("share", 580, 2144, "27,1 %"),
        ("share", 200, 100_000, "0,2 %"),
        ("change", 2049, 1859, "+10,2 %"),
        ("change", 486, 448, "+8,5 %"),
        ("change", 580, 486, "+19,3 %"),
        ("change", 1077, 840, "+28,2 %"),
        ("change", 912, 1077, "−15,3 %"),
        ("ratio", 1295, 863, "1,50"),
        ("count", 1564, None, "1.564"),
        ("count", None, None, "–"),
        ("share", 3, 9, "–"),
        ("share", 3, None, "–"),
        ("percent", 65, 100, "65,0 %"),
    ],
)
def test_figures_as_they_are_read(kind: Kind, n: int | None, of: int | None, words: str) -> None:
    """The numbers of domain.md 6; a change is on the older one, and nine are too few for per cent."""
    assert worded(kind, worked_out("share" if kind == "percent" else kind, n, of)) == words


def test_ones_own_stands_beside() -> None:
    """64 of 100 closed by telephone, here as there; what is not known is a dash."""
    own = of_report(made(FACTS))
    assert beside(published_by_others(), own).own == pytest.approx(0.64)
    assert beside(published_by_others(own=("covered", "unknown")), own).own is None
    assert beside(published_by_others(own=()), own).own is None
    percent = published_by_others("percent", n=None, of=None, percent=65.0, own=("agreed", "assessed"))
    assert (percent.value, beside(percent, own).own) == (0.65, 0.65)


def test_ones_own_figures() -> None:
    """By name, with what they were in the period before; only the office's own base number."""
    own = of_report(made(FACTS))
    assert own["complaint_kinds.formalitet"] == 580
    assert own["previous.complaint_kinds.formalitet"] == 486
    assert (own["points"], own["with_points"], own["closings"]) == (1295, 863, 100)
    assert (own["covered"], own["base"]) == (0, 100_000)


def test_what_is_published_is_the_same_where_it_is_whole() -> None:
    """A comparison beside the published report uses published numbers."""
    report = made(FACTS)
    own, public = of_report(report), of_published(published(report))
    assert {name: n for name, n in own.items() if name in public} == public
    assert {"complaints", "complaint_kinds.realitet", "points", "agreed", "closings"} <= public.keys()


@given(facts())
def test_no_small_number_of_ones_own_is_given_away(found: Any) -> None:
    """Beside the published report stands nothing that it does not publish."""
    for name, n in of_published(published(made(found))).items():
        assert is_safe(n), name


@pytest.mark.parametrize(
    ("kind", "more"),
    [("count", {}), ("share", {"of": None}), ("percent", {}), ("share", {"own": ("closings",)}),
     ("count", {"of": None})],
)  # fmt: skip
def test_a_figure_without_its_numbers_is_a_mistake(kind: Kind, more: dict[str, Any]) -> None:
    """It is found when the file is read."""
    with pytest.raises(ValueError, match="do not fit"):
        published_by_others(kind, **more)


@pytest.mark.parametrize(
    ("older", "percent", "goal"), [(486, -10, 437), (5, -10, 5), (45, -10, 41), (200, 12.5, 225), (0, -10, 0)]
)
def test_a_target_in_whole_complaints(older: int, percent: float, goal: int) -> None:
    """Ten per cent fewer than 486 is 437.4, which is 437; a half is rounded up as in school."""
    assert target(older, percent) == goal


@given(st.integers(0, 10**6), st.integers(-100, 100))
def test_a_target_is_within_half_a_complaint(older: int, percent: int) -> None:
    """Never further from the exact number, and never negative."""
    assert abs(2 * 100 * target(older, percent) - 2 * older * (100 + percent)) <= 100
    assert target(older, percent) >= 0


def test_targets_are_of_what_there_was_before() -> None:
    """A row with fewer than ten before it has none."""
    rows = (Count("a", "Formalitet", 580, 580, 486), Count("b", "Blandet", 3, 3, 9), Count("c", "Ny", 3, 3))
    assert [tuple(one) for one in targets(rows, -10)] == [("Formalitet", 486, 437, 580)]


@pytest.mark.parametrize("percent", [0, -101, 101, float("nan")])
def test_a_target_that_cannot_be(percent: float) -> None:
    """Fewer than none, or no change at all."""
    with pytest.raises(InvalidValueError, match="--maal"):
        targets((), percent)
