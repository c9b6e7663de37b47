"""The learning extract: whatever complaints there are, nothing small is told, and nothing is lost or doubled."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.report import extract
from klage.domain.report.extract import ALL, MEASURES, SEVERAL, SMALLEST_GROUP, Figure, Place, Unit
from klage.domain.report.published import OTHER
from klage.domain.statistics.suppression import SMALLEST, is_safe
from klage.errors import RefusedError

Kinds = list[tuple[Place, tuple[set[tuple[str, str]], set[tuple[str, str]]], int]]
PLACES = st.builds(
    Place,
    st.sampled_from(["formalitet", "realitet", "blandet"]),
    st.sampled_from(["Jobcenter", "Ydelse", "-"]),
    st.sampled_from(["1", "2", "3", "4"]),
)
CODES = st.tuples(
    st.sets(st.tuples(st.just("theme"), st.sampled_from("abcde")), max_size=3),
    st.sets(st.tuples(st.just("channel"), st.sampled_from("xyz")), max_size=1),
)
KINDS_OF_UNIT: st.SearchStrategy[Kinds] = st.lists(st.tuples(PLACES, CODES, st.integers(1, 60)), max_size=12)
"""Complaints that are alike, and how many there are of each."""


def units(kinds: Kinds) -> list[Unit]:
    """Return the complaints one by one."""
    return [(place, [*codes[0], *codes[1]]) for place, codes, n in kinds for _ in range(n)]


def told(received: list[Unit]) -> extract.Year:
    """Return what is told of a year with these complaints."""
    return extract.year_of(2025, {"received": received})


def rows(year: extract.Year, measure: str) -> list[Figure]:
    """Return the rows of one measure."""
    return [row for row in year.figures if row.measure == measure]


def some(n: int, place: Place, *codes: tuple[str, str]) -> list[Unit]:
    """Return complaints that are alike."""
    return [(place, codes)] * n


FORMAL, REAL = Place("formalitet", "Jobcenter", "1"), Place("realitet", "Ydelse", "2")


# --- the groups --------------------------------------------------------------------------------------


def test_large_groups_are_told_apart() -> None:
    """Two kinds of a hundred complaints each stand by themselves, with all that each of them shares."""
    found = rows(told([*some(100, FORMAL), *some(100, REAL)]), "all")
    assert [(row.complaint_kind, row.department, row.quarter, row.n) for row in found] == [
        ("formalitet", "Jobcenter", "1", 100),
        ("realitet", "Ydelse", "2", 100),
    ]


def test_small_groups_are_merged_until_they_are_large() -> None:
    """Two kinds of fifty are one group without a kind's name; the third stays as it is."""
    mixed = Place("blandet", "Jobcenter", "1")
    found = rows(told([*some(150, FORMAL), *some(50, REAL), *some(50, mixed)]), "all")
    assert {(row.complaint_kind, row.n) for row in found} == {("formalitet", 150), (OTHER, 100)}


def test_where_nothing_can_be_told_apart_there_is_no_value() -> None:
    """A hundred and one complaints of two kinds are one group: fifty and fifty-one would be too few."""
    (found,) = rows(told([*some(50, FORMAL), *some(51, REAL)]), "all")
    assert (found.complaint_kind, found.department, found.quarter, found.n) == (None, None, None, 101)


@pytest.mark.parametrize(("n", "is_told"), [(0, False), (4, False), (5, True), (99, True)])
def test_a_small_year_is_one_group_or_nothing(n: int, is_told: bool) -> None:
    """From five complaints on their number is told; of one to four it is only known that the year is withheld."""
    year = told(some(n, FORMAL))
    assert year.complaints == (n if is_told else 0)
    assert bool(year.figures) == is_told
    assert year.is_withheld == (0 < n < SMALLEST)


@given(KINDS_OF_UNIT)
def test_every_complaint_is_in_one_group(
    kinds: Kinds,
) -> None:
    """The groups add up to all complaints, and each is large, unless it is all there is."""
    every = units(kinds)
    groups = list(extract.groups(extract.gather(every)))
    assert sum(cells[ALL] for _, cells in groups) == (len(every) if len(every) >= SMALLEST else 0)
    assert len({place for place, _ in groups}) == len(groups)
    assert len(groups) < 2 or all(cells[ALL] >= SMALLEST_GROUP for _, cells in groups)


# --- the tables of a group -----------------------------------------------------------------------------


def test_an_exclusive_table_adds_up() -> None:
    """What is not stated has a row too, and small rows are told as one."""
    found = told(
        [*some(60, FORMAL, ("channel", "brev")), *some(3, FORMAL, ("channel", "telefon")), *some(9, FORMAL)]
    )
    assert [(row.code, row.n, row.total) for row in rows(found, "channel")] == [
        ("brev", 60, 72),
        (OTHER, 12, 72),
    ]


def test_a_table_of_themes_leaves_small_ones_out() -> None:
    """A complaint may have several themes, so what is left out has no row; one small theme takes the next along."""
    both = (("theme", "optraeden"), ("theme", "vejledning"))
    every = [*some(40, FORMAL, *both), *some(20, FORMAL, both[0]), *some(20, FORMAL)]
    shown = [("optraeden", 60, 80), ("vejledning", 40, 80)]
    assert [(row.code, row.n, row.total) for row in rows(told(every), "theme")] == shown
    rare = told([*every, *some(2, FORMAL, ("theme", "andet"))])
    assert [(row.code, row.n, row.total) for row in rows(rare, "theme")] == [("optraeden", 60, 82)]


def test_a_table_that_cannot_be_told_is_counted() -> None:
    """Of six complaints with three and three there is nothing to tell but the six."""
    found = told([*some(3, FORMAL, ("channel", "brev")), *some(3, FORMAL, ("channel", "telefon"))])
    assert [row.measure for row in found.figures] == [
        "all",
        "severity",
        "recurrence",
        "addressee_level",
        "service",
    ]
    assert found.withheld == 1


@given(KINDS_OF_UNIT)
def test_nothing_small_gets_out(kinds: Kinds) -> None:
    """For any complaints: no number, no rest and no sum over groups is from one to four."""
    year = told(units(kinds))
    totals = {place(row): row.n for row in rows(year, "all")}
    for row in year.figures:
        assert row.n >= SMALLEST
        assert row.total == totals[place(row)]
    for measure in MEASURES["received"]:
        for at, total in totals.items():
            shown = [row for row in rows(year, measure) if place(row) == at]
            assert not shown or is_safe(total - sum(row.n for row in shown))
            assert not shown or measure in SEVERAL or sum(row.n for row in shown) == total


@given(KINDS_OF_UNIT)
def test_every_number_is_true(kinds: Kinds) -> None:
    """A row of a named group counts exactly the complaints that fit it."""
    every = units(kinds)
    for row in told(every).figures:
        if OTHER in {*place(row), row.code} or row.code == "-" or row.measure == "all":
            continue
        fits = [
            codes
            for at, codes in every
            if all(want in (None, has) for want, has in zip(place(row), at, strict=True))
        ]
        assert row.n == sum((row.measure, str(row.code)) in codes for codes in fits)


def place(row: Figure) -> Place:
    """Return the group of a row."""
    return Place(row.complaint_kind, row.department, row.quarter)


@given(KINDS_OF_UNIT)
def test_the_order_of_the_complaints_does_not_matter(kinds: Kinds) -> None:
    """The same complaints in another order give the same rows in the same order."""
    every = units(kinds)
    assert told(every) == told(every[::-1])


# --- the units and the years --------------------------------------------------------------------------


def test_each_unit_is_told_by_its_own_measures() -> None:
    """Complaints closed, lessons and actions stand beside what was received, each only if there are enough."""
    counted: Mapping[str, list[Unit]] = {
        "received": some(4, FORMAL),
        "closed": some(9, FORMAL, ("outcome", "medhold"), ("days_to_closing", "7")),
        "learned": some(5, Place(), ("cause", "kapacitet")),
        "action": some(6, Place(), ("kind", "it"), ("status", "aftalt")),
    }
    year = extract.year_of(2025, counted)
    assert Counter(row.unit for row in year.figures) == {"closed": 5, "learned": 2, "action": 3}
    assert year.is_withheld
    assert {row.code for row in year.figures if row.unit == "learned"} == {None, "kapacitet"}


def test_a_year_that_is_not_over_is_refused() -> None:
    """What is told of a year does not change the week after."""
    extract.check_is_over(2025, 2026)
    with pytest.raises(RefusedError, match="2026 er ikke slut endnu"):
        extract.check_is_over(2026, 2026)
