"""Is it more than chance? The exact test for two counts, and what looking in many places asks for.

Two numbers of complaints are compared by the exact conditional test for two Poisson counts
(Przyborowski & Wilenski, Biometrika 1940;31:313-323): when nothing has changed, and their sum is
given, the first is binomial with the first period's share of the time as its chance. Two-sided by the
method of small p-values, as R's ``poisson.test`` and ``binom.test``: every split that is no more
likely than the one seen. The limits of the ratio are those of Clopper & Pearson (Biometrika
1934;26:404-413), as R's.

The weights of the splits are multiplied up from the likeliest one, so that nothing is looked up in a
table or approximated: of counts up to 100,000 the relative error is below 1e-9. A p too small for a
float (below 1e-300) comes out as 0. The test takes it that complaints come one by one, independently;
one letter that goes wrong to a hundred citizens is a hundred complaints and one cause.
"""

from collections.abc import Sequence
from math import fsum, inf
from typing import NamedTuple

LEVEL = 0.05
"""A difference is called more than chance when nothing but chance gives it at most so often."""

# As in R: two splits that are equally likely must not differ by the last bit of a float.
_TIE = 1 + 1e-7
_STEPS = 50
"""Halvings of 600 powers of ten until twelve digits are certain."""


class Compared(NamedTuple):
    """Two counts of the same thing, each with the days it was counted over (1 or more).

    Attributes:
        older: The count of the earlier days.
        newer: The count of the later days.
        older_days: How many days the older is of.
        newer_days: How many days the newer is of.
    """

    older: int
    newer: int
    older_days: int = 1
    newer_days: int = 1

    @property
    def n(self) -> int:
        """Return how many there are in both."""
        return self.older + self.newer

    @property
    def expected(self) -> float:
        """Return how many the older count makes one expect in the newer days."""
        return self.older * self.newer_days / self.older_days

    @property
    def has_risen(self) -> bool:
        """Tell whether there are more a day than there were."""
        return self.newer * self.older_days > self.older * self.newer_days

    @property
    def p(self) -> float:
        """Return how often nothing but chance gives a difference as unlikely as this, from 0 to 1."""
        weights = _weights(self.n, self.newer_days / self.older_days)
        seen = weights[self.newer] * _TIE
        return min(1.0, fsum(weight for weight in weights if weight <= seen) / fsum(weights))

    @property
    def least_p(self) -> float:
        """Return the smallest p that any split of so many could have.

        It asks for the sum alone and not for how it is split, so that leaving out what is too small
        does not choose among the answers.
        """
        # The least likely split has all on one side; where both sides are as unlikely, p is of both.
        days = self.older_days + self.newer_days
        least, other = sorted(((self.older_days / days) ** self.n, (self.newer_days / days) ** self.n))
        return min(1.0, least + (other if other <= least * _TIE else 0))

    @property
    def can_tell(self) -> bool:
        """Tell whether any split of so many could be more than chance; if none, they are too few."""
        return self.least_p <= LEVEL

    def ratio_limits(self, level: float = LEVEL) -> tuple[float, float]:
        """Return between what the ratio of newer to older, per day, lies with a confidence of 1 − level.

        From 0 when the newer count is 0, to infinity when the older is.
        """
        days = self.older_days / self.newer_days
        low = 0.0 if not self.newer else _odds(self.n, self.newer, level / 2, above=True) * days
        high = inf if not self.older else _odds(self.n, self.newer, level / 2, above=False) * days
        return low, high


def worth_testing(least_ps: Sequence[float]) -> float:
    """Return how small the least p of a count must be for it to be tested among so many.

    Tarone's method (Biometrics 1990;46:515-522): what could not be named whatever its split is left out,
    so that it does not make it harder for the rest. A cell is tested among k when its least p is at most
    ``LEVEL / k``, and k is the smallest number that no more than k cells then fit.
    """
    k = 1
    while sum(least <= LEVEL / k for least in least_ps) > k:
        k += 1
    return LEVEL / k


def holm(ps: Sequence[float]) -> list[float]:
    """Return each p corrected for how many there are: the chance of naming any one wrongly.

    Holm's method (Scandinavian Journal of Statistics 1979;6:65-70): the smallest counts as many times
    as there are, the next once less, and none becomes smaller than one before it.
    """
    adjusted = [0.0] * len(ps)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = largest
    return adjusted


def _weights(n: int, odds: float) -> list[float]:
    """Return how likely each split is, from 0 to ``n``, against the likeliest (which has 1)."""
    mode = min(n, int((n + 1) * odds / (1 + odds)))
    weights = [0.0] * (n + 1)
    weights[mode] = 1.0
    for k in range(mode, n):
        if not weights[k]:
            break
        weights[k + 1] = weights[k] * ((n - k) / (k + 1) * odds)
    for k in range(mode, 0, -1):
        if not weights[k]:
            break
        weights[k - 1] = weights[k] * (k / (n - k + 1) / odds)
    return weights


def _odds(n: int, seen: int, tail: float, *, above: bool) -> float:
    """Return the odds at which the tail of splits from the one seen has the probability ``tail``.

    Args:
        n: The sum of both counts.
        seen: The newer count.
        tail: A probability.
        above: The splits with at least as many as seen; otherwise those with at most as many.
    """
    # Odds and not a share are halved, on their own scale: p may be a millionth.
    low, high = 1e-300, 1e300
    for _ in range(_STEPS):
        middle = low**0.5 * high**0.5
        weights = _weights(n, middle)
        part = fsum(weights[seen:] if above else weights[: seen + 1]) / fsum(weights)
        if (part < tail) == above:
            low = middle
        else:
            high = middle
    return low
