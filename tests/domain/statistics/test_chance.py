"""The exact test: R's own examples, every small case by brute force in fractions, and what must hold."""

import random
from fractions import Fraction
from math import comb, inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from klage.domain.statistics.chance import LEVEL, Compared, holm, worth_testing

COUNTS = st.integers(0, 400)
DAYS = st.integers(1, 1500)
PS = st.lists(st.floats(0, 1), max_size=12)


def exact(older: int, newer: int, older_days: int, newer_days: int) -> Fraction:
    """Return the two-sided p in fractions, by the definition and nothing else."""
    n = older + newer
    share = Fraction(newer_days, older_days + newer_days)
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    return sum((chance for chance in chances if chance <= chances[newer]), Fraction(0))


def tail(compared: Compared, ratio: float, *, above: bool) -> Fraction:
    """Return the probability of the split seen and all beyond it, when the rates have this ratio."""
    n = compared.n
    odds = Fraction(ratio) * compared.newer_days / compared.older_days
    share = odds / (1 + odds)
    ks = range(compared.newer, n + 1) if above else range(compared.newer + 1)
    return sum((comb(n, k) * share**k * (1 - share) ** (n - k) for k in ks), Fraction(0))


# --- vectors from elsewhere ---------------------------------------------------------------------------


def test_the_example_of_r() -> None:
    """The second example of R's ``?poisson.test``, with all that it prints."""
    found = Compared(older=6 + 8 + 7, newer=11, older_days=1083 + 1050 + 878, newer_days=800)
    assert found.expected == pytest.approx(5.5795, abs=1e-4)
    assert found.p == pytest.approx(0.07967, abs=5e-6)
    assert found.ratio_limits() == pytest.approx((0.8584264, 4.2772659), abs=5e-8)


def test_mendels_peas() -> None:
    """The example of R's ``?binom.test``, 682 of 925 against three in four (Conover 1971, p. 97)."""
    found = Compared(older=243, newer=682, older_days=1, newer_days=3)
    assert found.p == pytest.approx(0.3825, abs=5e-5)
    shares = [ratio * 3 / (1 + ratio * 3) for ratio in found.ratio_limits()]
    assert shares == pytest.approx([0.7076683, 0.7654066], abs=5e-8)


# scipy 1.17.1, stats.binomtest(newer, newer + older, newer_days / (newer_days + older_days)), run apart
@pytest.mark.parametrize(
    ("compared", "p"),
    [
        (Compared(100_000, 99_000, 1, 1), 0.025127217688360817),
        (Compared(50_000, 51_000, 1, 1), 0.0016696304559914016),
        (Compared(100_000, 33_000, 1095, 365), 0.11411693781871454),
        (Compared(1_200, 900, 365, 365), 6.337277315775641e-11),
        (Compared(0, 40, 365, 28), 1.2900877121332031e-46),
        (Compared(3_000, 1_500, 1, 1), 1.054495344069943e-112),
        (Compared(7, 19, 1095, 365), 3.6053714769224143e-07),
        (Compared(99_000, 100_000, 730, 731), 0.053042886291816735),
    ],
)
def test_large_counts(compared: Compared, p: float) -> None:
    """Up to 100,000 of each, far into the tail, as scipy has them."""
    assert compared.p == pytest.approx(p, rel=1e-7)


def test_holms_own_arithmetic() -> None:
    """R's ``p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")``, in any order."""
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx([0.05, 0.08, 0.09, 0.09, 0.09])
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


# --- small counts, all of them ------------------------------------------------------------------------


@given(st.integers(0, 60), st.data(), st.integers(1, 9), st.integers(1, 9))
def test_small_counts_by_brute_force(n: int, data: st.DataObject, older_days: int, newer_days: int) -> None:
    """For every sum to 60 it is what fractions say, ties included."""
    newer = data.draw(st.integers(0, n))
    found = Compared(n - newer, newer, older_days, newer_days).p
    assert found == pytest.approx(float(exact(n - newer, newer, older_days, newer_days)), rel=1e-12)


@pytest.mark.parametrize("n", range(61))
def test_every_split_of_equal_windows(n: int) -> None:
    """With equal windows all splits of all sums to 60 are right, not only those drawn by chance."""
    for newer in range(n + 1):
        assert Compared(n - newer, newer).p == pytest.approx(float(exact(n - newer, newer, 1, 1)), rel=1e-12)


def test_six_is_enough() -> None:
    """In equal windows five complaints can never tell anything; six can, when all are on one side."""
    assert [n for n in range(10) if Compared(0, n).can_tell] == [6, 7, 8, 9]
    assert Compared(0, 5).p == 2 / 32
    assert Compared(6, 0).p == 2 / 64
    assert not Compared(0, 0).can_tell
    assert Compared(0, 0).p == 1
    assert Compared(1, 1, older_days=365, newer_days=7).can_tell


# --- what must hold for any ---------------------------------------------------------------------------


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_it_is_symmetric(older: int, newer: int, older_days: int, newer_days: int) -> None:
    """Whichever is called the newer, the difference is as likely."""
    one = Compared(older, newer, older_days, newer_days)
    other = Compared(newer, older, newer_days, older_days)
    assert one.p == pytest.approx(other.p, rel=1e-6)
    assert one.can_tell is other.can_tell
    assert 0 <= one.p <= 1


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_a_larger_difference_is_less_likely(older: int, newer: int, older_days: int, newer_days: int) -> None:
    """Moving one complaint further the way it leans, out of the same sum, never raises p."""
    here = Compared(older, newer, older_days, newer_days)
    assume(older and here.has_risen)
    assert here._replace(older=older - 1, newer=newer + 1).p <= here.p * (1 + 1e-6)


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_can_tell_keeps_its_word(older: int, newer: int, older_days: int, newer_days: int) -> None:
    """It is so exactly when all on one side would be beyond chance; elsewhere no split ever is."""
    here = Compared(older, newer, older_days, newer_days)
    one_sided = (here._replace(older=here.n, newer=0), here._replace(older=0, newer=here.n))
    assert here.least_p == pytest.approx(min(side.p for side in one_sided), rel=1e-9)
    assert here.can_tell == (here.least_p <= LEVEL)
    assert here.can_tell or here.p > LEVEL


@given(st.integers(0, 40), st.integers(0, 40), DAYS, DAYS)
def test_the_limits_of_the_ratio(older: int, newer: int, older_days: int, newer_days: int) -> None:
    """At each limit the tail beyond what was seen has just 2.5 %, which is how they are defined."""
    here = Compared(older, newer, older_days, newer_days)
    low, high = here.ratio_limits()
    assert low <= (newer * older_days / (older * newer_days) if older else inf) <= high
    assert low == 0 if not newer else float(tail(here, low, above=True)) == pytest.approx(0.025, rel=1e-6)
    assert (
        high == inf if not older else float(tail(here, high, above=False)) == pytest.approx(0.025, rel=1e-6)
    )


@given(COUNTS, COUNTS)
def test_limits_and_p_agree_in_equal_windows(older: int, newer: int) -> None:
    """What is more than chance has limits that leave out "no change", and the other way round."""
    here = Compared(older, newer)
    low, high = here.ratio_limits()
    assert (here.p < LEVEL) == (low > 1 or high < 1)


@given(PS)
def test_holm_corrects_and_keeps_the_order(ps: list[float]) -> None:
    """None becomes smaller or more than so many times as large; what was smaller still is."""
    found = holm(ps)
    assert all(p <= after <= min(1.0, len(ps) * p) for p, after in zip(ps, found, strict=True))
    assert [p for _, p in sorted(zip(ps, found, strict=True))] == sorted(found)


@pytest.mark.parametrize(
    ("least_ps", "k"),
    [([], 1), ([0.2, 0.06], 1), ([0.05], 1), ([0.05, 0.05], 2), ([0.02, 0.03], 2), ([0.001, 0.02, 0.04], 2),
     ([0.001, 0.02, 0.024], 3), ([1e-9] * 40, 40), ([1e-9] * 10 + [0.02] * 90, 10)],
)  # fmt: skip
def test_what_is_worth_testing(least_ps: list[float], k: int) -> None:
    """No more are tested than the level is shared among, and ninety small cells do not hinder ten large ones."""
    assert worth_testing(least_ps) == pytest.approx(0.05 / k)


@given(PS)
def test_the_tested_share_the_level(least_ps: list[float]) -> None:
    """They are never more than the level is shared among, and with one share fewer they would be too many."""
    k = round(LEVEL / worth_testing(least_ps))
    assert sum(least <= LEVEL / k for least in least_ps) <= k
    assert k == 1 or sum(least <= LEVEL / (k - 1) for least in least_ps) > k - 1


def test_nothing_but_chance_is_rarely_called_more() -> None:
    """Of 2,000 pairs of nearly Poisson counts from one source at most 5 % are (an exact test keeps below)."""
    chance = random.Random(1)
    pairs = [(sum(chance.random() < 0.02 for _ in range(900)), sum(chance.random() < 0.02 for _ in range(900)))
             for _ in range(2000)]  # fmt: skip
    named = sum(Compared(older, newer).p <= LEVEL for older, newer in pairs)
    assert 20 <= named <= 100
