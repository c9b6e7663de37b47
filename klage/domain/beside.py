"""What a file of cases holds beside them: lessons, examples for the beretning, and recommendations.

Each stands on a line of its own after the cases, and says what it is: ``"record": "lesson"``.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from klage.domain import danish
from klage.domain.learning import example, learning, recommendation
from klage.domain.learning.example import Told
from klage.domain.learning.learning import Learning
from klage.domain.learning.recommendation import Numbered
from klage.domain.reading import Reader

Beside = Learning | Told | Numbered
Read = Callable[[Mapping[str, object], Reader, date], Beside]
Counted = Counter[type[Beside]]


class Kind(NamedTuple):
    """A kind of line: what it may hold, what reads it, and what it is called, one, several and all of them."""

    keys: frozenset[str]
    read: Read
    nouns: tuple[str, str, str]


KINDS: Mapping[str, Kind] = {
    learning.KIND: Kind(
        learning.KEYS, learning.learning_from, ("læringspunkt", "læringspunkter", "læringspunkterne")
    ),
    example.KIND: Kind(example.KEYS, example.example_from, ("eksempel", "eksempler", "eksemplerne")),
    recommendation.KIND: Kind(
        recommendation.KEYS,
        recommendation.recommendation_from,
        ("anbefaling", "anbefalinger", "anbefalingerne"),
    ),
}
_OF_TYPE: Mapping[type[Beside], Kind] = {
    Learning: KINDS[learning.KIND],
    Told: KINDS[example.KIND],
    Numbered: KINDS[recommendation.KIND],
}


def kind_of(values: Mapping[str, object]) -> Kind | None:
    """Return the kind of a line, or nothing where it holds a case."""
    return KINDS.get(str(values.get(learning.RECORD)))


def counted(cases: int, others: Counted) -> str:
    """Return ``3 sager, 1 læringspunkt og 2 eksempler``; cases are named if there is nothing else."""
    found = [danish.count(others[each], *kind.nouns[:2]) for each, kind in _OF_TYPE.items() if others[each]]
    of_cases = [danish.count(cases, "sag", "sager")] if cases or not found else []
    return danish.enumeration([*of_cases, *found])


def named(others: Counted) -> str:
    """Return ``læringspunkterne og eksemplerne``: those of which there are any."""
    return danish.enumeration([kind.nouns[2] for each, kind in _OF_TYPE.items() if others[each]])
