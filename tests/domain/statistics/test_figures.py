"""Figures: the published ones of domain.md section 6, and what must hold for any."""

from itertools import chain
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import danish
from klage.domain.statistics.figures import (
    Band,
    Count,
    Pair,
    change,
    counts,
    median,
    per_cent,
    share,
    simple_counts,
    spread,
    tally,
)

HISTOGRAMS = st.dictionaries(st.integers(0, 500), st.integers(1, 5), max_size=12).map(
    lambda found: sorted(found.items())
)


@pytest.mark.parametrize(
    ("older", "newer", "written"),
    [
        (1859, 2049, "+10,2 %"),  # published as 9,3 %: divided by the newer
        (448, 486, "+8,5 %"),  # published as 7,8 %
        (486, 580, "+19,3 %"),
        (840, 1077, "+28,2 %"),
        (1077, 912, "−15,3 %"),
        (9, 9, "0,0 %"),
    ],
)
def test_change_is_measured_on_the_older_figure(older: int, newer: int, written: str) -> None:
    """The trap found in the wild: the base is the year one comes from."""
    moved = change(older, newer)
    assert moved is not None
    assert danish.signed_percent(moved) == written


def test_there_is_no_change_from_nothing() -> None:
    """From 0 to 5 is not a percentage."""
    assert change(0, 5) is None


@pytest.mark.parametrize(
    ("n", "of", "written"),
    [(580, 2144, "27,1 %"), (1564, 2144, "72,9 %"), (200, 100_000, "0,2 %"), (64, 100, "64,0 %")],
)
def test_published_shares(n: int, of: int, written: str) -> None:
    """Shares are what the municipalities published."""
    found = share(n, of)
    assert found is not None
    assert danish.percent(found) == written


def test_there_is_no_share_of_nothing() -> None:
    """An empty table has no percentages."""
    assert share(0, 0) is None
    assert Count("x", "X", 0, 0).share is None


def test_counts_follow_the_vocabulary_and_lose_nothing() -> None:
    """Every code of the vocabulary has a row, also with 0; what is strange or not stated comes last."""
    rows = counts(
        Pair({"b": 3, "ny_kode": 1, None: 2}, {"a": 4, "b": 2}), {"a": "A", "b": "B"}, comparable=True
    )
    assert rows == (
        Count("a", "A", 0, 6, 4, -1.0),
        Count("b", "B", 3, 6, 2, 0.5),
        Count("ny_kode", "ny_kode", 1, 6, 0, None),
        Count(None, "Uoplyst", 2, 6, 0, None),
    )


def test_a_period_that_is_not_over_has_no_change() -> None:
    """The figure of the period before is shown, but no percentage."""
    assert counts(Pair({"a": 1}, {"a": 2}), {"a": "A"}) == (Count("a", "A", 1, 1, 2, None),)


def test_simple_counts_have_nothing_to_compare_with() -> None:
    """They say so, instead of pretending that there were none."""
    assert simple_counts({"a": 1}, {"a": "A"}) == (Count("a", "A", 1, 1, None, None),)


def test_a_tally_adds_up() -> None:
    """The same code comes once."""
    assert tally([("a", 1), ("b", 2), ("a", 3)]) == {"a": 4, "b": 2}


def test_the_median_of_nothing_is_not_zero() -> None:
    """It is not known."""
    assert median([]) is None
    assert spread([], (4,)).median is None


@given(HISTOGRAMS.filter(bool))
def test_the_median_is_that_of_the_values_laid_out(histogram: list[tuple[int, int]]) -> None:
    """The histogram gives what ``statistics.median`` gives of all the values."""
    assert median(histogram) == plain_median(chain.from_iterable([value] * n for value, n in histogram))


def test_bands_include_their_upper_limit() -> None:
    """Four hours are within four hours, a minute more is not."""
    found = spread([(0, 1), (240, 2), (241, 3), (1440, 1), (9999, 5)], (4, 24), unit=60, never=7)
    assert found.bands == (Band(4, 3), Band(24, 4), Band(None, 5))
    assert (found.n, found.never, found.median) == (12, 7, 1440 / 60 / 2 + 241 / 60 / 2)


@given(HISTOGRAMS)
def test_everyone_is_in_one_band(histogram: list[tuple[int, int]]) -> None:
    """The bands add up to the number of values."""
    found = spread(histogram, (1, 7, 14))
    assert sum(band.n for band in found.bands) == found.n == sum(n for _, n in histogram)


@pytest.mark.parametrize(
    ("fraction", "shown"), [(None, None), (190 / 1859, 10.2), (0.12345, 12.3), (0.0005, 0.1), (-0.00049, 0.0)]
)
def test_per_cent_have_one_decimal(fraction: float | None, shown: float | None) -> None:
    """A half is rounded away from zero, as on the screen."""
    assert per_cent(fraction) == shown
