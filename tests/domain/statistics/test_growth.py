"""The signs: which periods are compared, that chance alone is seldom named, and that a doubling is found."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.report import period as periods
from klage.domain.report.period import Period
from klage.domain.statistics.chance import LEVEL, Compared, holm
from klage.domain.statistics.growth import (
    EARLIER,
    MANY,
    SHORTEST,
    Counted,
    Matters,
    Person,
    Recurring,
    Spans,
    linked,
    recurring,
    signals,
    spans,
    year_until,
)

TODAY = date(2026, 11, 20)
LONG_AGO = date(2010, 1, 1)
THREE_YEARS = spans(year_until(TODAY), TODAY, LONG_AGO)
DAYS = st.integers(-1500, 0).map(lambda back: TODAY + timedelta(days=back))
CELLS = st.lists(
    st.builds(
        Counted,
        st.sampled_from(["vejledning", "optraeden"]),
        st.sampled_from(["Ydelse", "Ældreplejen", "Jobcenter"]),
        st.integers(0, 90),
        st.integers(0, 60),
    ),
    max_size=6,
    unique_by=lambda cell: cell[:2],
)


# --- which days ---------------------------------------------------------------------------------------


def test_a_year_against_the_three_before_it() -> None:
    """The default: the year until today, and three just as long that end where it begins."""
    found = THREE_YEARS
    assert (found.now.first_day, found.now.last_day) == (date(2025, 11, 21), TODAY)
    assert [one.last_day for one in found.earlier] == [
        date(2025, 11, 20),
        date(2024, 11, 20),
        date(2023, 11, 21),
    ]
    assert (found.now.days, found.earlier_days) == (365, 3 * 365)


def test_a_calendar_year_that_is_not_over() -> None:
    """It is compared with the same days of the years before, as the report does."""
    found = spans(periods.of_year(2026), TODAY, LONG_AGO)
    assert found.now.last_day == TODAY
    assert [(one.first_day, one.last_day) for one in found.earlier] == [
        (date(year, 1, 1), date(year, 11, 20)) for year in (2025, 2024, 2023)
    ]


def test_a_register_that_began_in_an_earlier_period() -> None:
    """The part of it that is known counts with its own days, when it is four weeks; what is before does not."""
    first = date(2024, 11, 10)
    found = spans(year_until(TODAY), TODAY, first)
    assert [one.days for one in found.earlier] == [365]
    found = spans(year_until(TODAY), TODAY, date(2024, 6, 1))
    assert [(one.first_day, one.days) for one in found.earlier] == [
        (date(2024, 11, 21), 365),
        (date(2024, 6, 1), 173),
    ]
    assert spans(year_until(TODAY), TODAY, None).earlier == ()
    assert spans(year_until(TODAY), TODAY, TODAY).earlier == ()
    assert spans(year_until(TODAY), TODAY, date(2025, 11, 20)).earlier == ()


@given(DAYS, DAYS, st.one_of(st.none(), DAYS))
def test_spans_lie_in_order_and_within_the_register(one: date, other: date, first_day: date | None) -> None:
    """No day is counted twice, none before the register began, and at most three periods are pooled."""
    asked = periods.between(min(one, other), max(one, other))
    found = spans(asked, TODAY, first_day)
    assert found.now == Period(asked.first_day, asked.last_day, asked.months_back)
    assert len(found.earlier) <= EARLIER
    assert all(later.first_day > earlier.last_day for later, earlier in pairwise((found.now, *found.earlier)))
    assert first_day is None or all(one.first_day >= first_day for one in found.earlier)
    assert all(one.days >= min(SHORTEST, found.now.days - 3) for one in found.earlier)


def test_a_period_that_lies_ahead() -> None:
    """Nothing of it has come: its first day stands for it, and nothing is found."""
    found = spans(Period(date(2027, 1, 1), date(2027, 12, 31), 12), TODAY, LONG_AGO)
    assert (found.now.first_day, found.now.last_day) == (date(2027, 1, 1), date(2027, 1, 1))


# --- what moved ---------------------------------------------------------------------------------------


def test_rises_and_falls_are_both_named() -> None:
    """By department as Danes sort, then by theme; each with its corrected p and what could be expected."""
    found = signals(
        THREE_YEARS,
        (300, 110),
        [
            Counted("vejledning", "Ældreplejen", 30, 40),
            Counted("optraeden", "Ydelse", 60, 3),
            Counted("vejledning", "Jobcenter", 30, 41),
            Counted("optraeden", "Jobcenter", 30, 11),
            Counted("optraeden", "Ældreplejen", 1, 0),
        ],
    )
    assert [(cell.department, cell.theme) for cell in found.risen] == [
        ("Jobcenter", "vejledning"),
        ("Ældreplejen", "vejledning"),
    ]
    assert [(cell.department, cell.compared.expected) for cell in found.fallen] == [("Ydelse", 20.0)]
    assert (found.tested, found.too_small) == (4, 1)
    assert found.office == Compared(300, 110, 1095, 365)
    ps = [Compared(older, newer, 1095, 365).p for older, newer in ((30, 40), (60, 3), (30, 41), (30, 11))]
    assert [found.risen[1].p, found.fallen[0].p, found.risen[0].p] == holm(ps)[:3]


def test_without_a_past_nothing_is_tested() -> None:
    """A first year cannot have grown."""
    found = signals(Spans(year_until(TODAY), ()), (0, 50), [Counted("vejledning", "Jobcenter", 0, 50)])
    assert (found.tested, found.too_small, found.risen, found.fallen) == (0, 1, (), ())
    assert found.matters == Matters()


@given(CELLS)
def test_nothing_is_named_that_is_not_beyond_chance_by_itself(cells: list[Counted]) -> None:
    """Looking at more cells only makes it harder; every cell is tested or too small."""
    found = signals(THREE_YEARS, (0, 0), cells)
    assert found.tested + found.too_small == len(cells)
    for cell in (*found.risen, *found.fallen):
        assert cell.compared.p <= cell.p <= LEVEL
    assert all(cell.compared.newer > cell.compared.expected for cell in found.risen)
    assert all(cell.compared.newer < cell.compared.expected for cell in found.fallen)


def poisson(chance: random.Random, mean: float) -> int:
    """Return a Poisson count: how many waits of mean 1 fit into ``mean``."""
    n, left = 0, mean - chance.expovariate(1)
    while left > 0:
        n, left = n + 1, left - chance.expovariate(1)
    return n


def runs(times: int, rate: Callable[[int], float]) -> list[tuple[list[int], list[int]]]:
    """Return which of 40 cells rose and fell in each run; ``rate`` is how much a cell has changed."""
    chance = random.Random(2026)
    found = []
    for _ in range(times):
        cells = []
        for number in range(40):
            yearly = 1 + number  # from a rare theme to a common one, as departments are
            cells.append(
                Counted(
                    str(number),
                    "Jobcenter",
                    poisson(chance, 3 * yearly),
                    poisson(chance, yearly * rate(number)),
                )
            )
        named = signals(THREE_YEARS, (0, 0), cells)
        found.append(([int(cell.theme) for cell in named.risen], [int(cell.theme) for cell in named.fallen]))
    return found


def test_when_nothing_has_changed_hardly_anything_is_named() -> None:
    """Of 2,000 registers with 40 cells each that only chance has moved, fewer than 5 % name any."""
    found = runs(2000, lambda _: 1)
    assert sum(bool(risen or fallen) for risen, fallen in found) < 100


@pytest.mark.parametrize(("yearly", "of_200"), [(20, 90), (30, 140), (40, 180)])
def test_a_real_doubling_is_found(yearly: int, of_200: int) -> None:
    """From 20 a year in about half of the runs, from 30 in seven and from 40 in nine of ten; never as a fall."""
    found = runs(200, lambda number: 2 if number == yearly - 1 else 1)
    assert sum(yearly - 1 in risen for risen, _ in found) >= of_200
    assert sum(yearly - 1 in fallen for _, fallen in found) == 0


def test_a_small_doubling_often_is_not() -> None:
    """From 5 to 10 a year is found in fewer than one run of five: silence is no proof of standing still."""
    found = runs(100, lambda number: 2 if number == 4 else 1)
    assert sum(4 in risen for risen, _ in found) < 20


# --- who and what comes back --------------------------------------------------------------------------


def test_citizens_are_found_by_phone_and_by_name() -> None:
    """A name spelt otherwise is the same; a name that says no more than the phone is told once."""
    people = [
        Person(4, "12345678", "Åse Ø"),
        Person(2, "12345678", None),
        Person(3, "12345678", "Aase oe"),
        Person(5, None, "aase Ø."),
        Person(6, "87654321", "Bo"),
        Person(7, "87654321", "Bo"),
        Person(8, None, "  "),
        Person(9, None, "?"),
        Person(10, None, "!"),
    ]
    assert recurring(people) == [Recurring("phone", (2, 3, 4)), Recurring("name", (3, 4, 5))]
    assert recurring([*people, Person(1, "87654321", "Bo")]) == [
        Recurring("phone", (1, 6, 7)),
        Recurring("phone", (2, 3, 4)),
        Recurring("name", (3, 4, 5)),
    ]
    assert recurring([]) == []


@pytest.mark.parametrize(
    ("ties", "groups"),
    [
        ([], ()),
        ([(2, 1)], ()),
        ([(2, 1), (3, 1)], ((1, 2, 3),)),
        ([(2, 1), (4, 3), (3, 2)], ((1, 2, 3, 4),)),
        ([(5, 4), (6, 5), (2, 1), (3, 2), (2, 3)], ((1, 2, 3), (4, 5, 6))),
        ([(1, 1), (2, 1)], ()),
    ],
)
def test_cases_that_hang_together(ties: list[tuple[int, int]], groups: tuple[tuple[int, ...], ...]) -> None:
    """Directly or through others, whichever way they point; a pair is no sign."""
    assert linked(ties) == groups


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=15))
def test_groups_never_share_a_case(ties: list[tuple[int, int]]) -> None:
    """Every case is in one group at most, and two that are tied are in the same."""
    found = linked(ties)
    cases = [case for group in found for case in group]
    assert len(cases) == len(set(cases))
    assert all(len(group) >= MANY for group in found)
    for one, other in ties:
        assert [one in group for group in found] == [other in group for group in found]
