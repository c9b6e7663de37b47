"""Small cells: what is hidden, and that what is hidden does not follow from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.statistics.suppression import SMALLEST, are_safe, hidden, is_safe, part_is_safe, sums

ONE_COLUMN = st.lists(st.integers(0, 12).map(lambda n: (n,)), max_size=8)
TWO_COLUMNS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], set()),
        ([50, 5, 0], set()),  # nothing is small
        ([50, 2, 3], {1, 2}),  # the two make five together
        ([50, 3, 9, 20], {1, 2}),  # one small row takes the next smallest with it
        ([50, 4, 0, 0], {0, 1}),  # an empty row hides nothing
        ([3, 1], {0, 1}),  # the whole table is too small
        ([1, 1, 1, 1, 1, 9], {0, 1, 2, 3, 4}),
        ([4, 7, 5], {0, 2}),
    ],
)
def test_what_is_hidden_where_each_complaint_stands_in_one_row(rows: list[int], expected: set[int]) -> None:
    """Small rows are merged until the sum is five or more, the next smallest first."""
    assert hidden([(n,) for n in rows]) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(50, 3), (60, 70), (80, 90)], {0, 1}),  # small last year hides this year as well
        ([(3, 0), (2, 0), (80, 90)], {0, 1}),  # five this year and none the year before
        ([(3, 1), (4, 0), (80, 90)], {0, 1, 2}),  # one the year before needs a third
        ([(0, 7), (9, 0)], set()),  # none is safe to tell
    ],
)
def test_last_years_numbers_are_cells_too(rows: list[tuple[int, int]], expected: set[int]) -> None:
    """Every column has to be safe, and the same rows are merged in all of them."""
    assert hidden(rows) == expected


@pytest.mark.parametrize(
    ("rows", "total", "expected"),
    [
        ([30, 22], 50, {1}),  # 30 + 22 less 50 would be the 2 that are in both
        ([30, 25], 50, set()),  # five in both is no small cell
        ([30, 20, 3], 50, {1, 2}),  # 50 less 30 and 20 would leave 0, but 3 alone is never hidden
        ([40, 4, 4], 50, {1, 2}),
        ([44, 2, 3], 48, {0, 1, 2}),  # 48 less 44 is 4 that have only what is hidden
    ],
)
def test_totals_are_held_against_rows_that_overlap(rows: list[int], total: int, expected: set[int]) -> None:
    """The distance between a total and what is shown is safe, whichever is the greater."""
    assert hidden([(n,) for n in rows], [[total]]) == expected


def test_the_smallest_cell_may_be_larger() -> None:
    """Where a hundred is the least that is shown, what is hidden is a hundred together as well."""
    assert hidden([(300,), (99,), (100,), (1,)], smallest=100) == {1, 3}
    assert hidden([(300,), (98,), (100,), (1,)], smallest=100) == {1, 2, 3}


@given(TWO_COLUMNS)
def test_nothing_small_is_shown_or_follows(rows: list[tuple[int, int]]) -> None:
    """For any table: what is shown is safe, the sum of what is hidden too, and no small cell is hidden alone."""
    found = hidden(rows)
    kept = [row for place, row in enumerate(rows) if place not in found]
    assert all(are_safe(*row) for row in kept)
    merged = sums([rows[place] for place in found])
    assert are_safe(*merged) or not any(map(any, kept))
    for column, total in enumerate(merged):
        behind = [rows[place][column] for place in found if rows[place][column]]
        assert len(behind) != 1 or is_safe(total) or not any(map(any, kept))


@given(ONE_COLUMN, st.lists(st.integers(0, 60), max_size=2))
def test_no_distance_to_a_total_is_small(rows: list[tuple[int]], totals: list[int]) -> None:
    """For any table whose rows overlap, unless nothing of it is shown."""
    found = hidden(rows, [totals])
    kept = [n for place, (n,) in enumerate(rows) if place not in found]
    assert not any(kept) or all(is_safe(total - sum(kept)) for total in totals)


@given(st.lists(st.one_of(st.just(0), st.integers(SMALLEST, 99)).map(lambda n: (n,)), max_size=8))
def test_a_table_without_small_cells_is_whole(rows: list[tuple[int]]) -> None:
    """Nothing is hidden that need not be."""
    assert hidden(rows) == frozenset()


@given(ONE_COLUMN)
def test_once_is_enough(rows: list[tuple[int]]) -> None:
    """A table with its small rows merged has nothing more to hide."""
    found = hidden(rows)
    kept = [row for place, row in enumerate(rows) if place not in found]
    if any(map(any, kept)):
        assert hidden([*kept, *([sums([rows[place] for place in found])] if found else [])]) == frozenset()


@pytest.mark.parametrize(
    ("n", "safe"), [(0, True), (1, False), (4, False), (5, True), (-4, False), (-5, True)]
)
def test_none_and_five_are_safe(n: int, safe: bool) -> None:
    """One to four are not, nor a difference of so many."""
    assert is_safe(n) is safe


def test_a_part_needs_a_rest() -> None:
    """48 of 50 tells of the two that are left."""
    assert part_is_safe(45, 50)
    assert part_is_safe(50, 50)
    assert not part_is_safe(48, 50)
    assert not part_is_safe(3, 50)
    assert not part_is_safe(0, 3)
