"""Cases like this one: which of its words tell most, and which of the cases found are like it enough.

A word tells much when few cases have it. The citizen's name does not count, nor do numbers: the
question is what the matter is like, not whose it is. Theme and department help, but alone they make
no likeness, as every tenth case may share them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from klage.domain.complaint import Complaint
from klage.domain.folding import fold, words

MOST_ASKED = 60
"""So many of a case's words are looked up, the longest first: Danish says in one long word what is meant."""

TELLING = 12
"""So many of them are searched for, the rarest first."""

SHORTEST_WORD = 3
RARE_SHARE, ALWAYS_RARE = 0.1, 5
"""A word tells something when fewer than a tenth of the cases have it, or fewer than five."""

ENOUGH = 2
"""So many telling words make two cases alike; with a theme or department in common one is enough."""

BY_THEME, BY_DEPARTMENT = 0.5, 0.25
"""How much more alike two cases are that share a theme, or a department."""

_WORD = re.compile(r"[^\W_]+")

# Words of grammar: rare in a small register, and yet they tell nothing. The list of Snowball
# (snowballstem.org/algorithms/danish/stop.txt) and some of our own after the line break.
_GRAMMAR = frozenset(
    fold(
        "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde"
        " ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne"
        " ind når være dog noget ville jo deres efter ned skulle denne end dette mit også under have dig anden"
        " hende mine alt meget sit sine vor mod disse hvis din nogle hos blive mange ad bliver hendes været thi"
        " jer sådan "
        " hvem hvilken hvilket hvilke hvordan hvorfor hvornår fordi siden mens samt både enten hverken uden inden"
        " nok kun bare helt igen altid aldrig allerede endnu derfor så kan må får fik fået blevet gør gjort går"
        " gik gået siger sagt ved vide vidste anden andre andet første sidste samme flere mere mest hver hvert"
        " ingen intet nogen lige længe halvt undervejs ny nye nyt borger borgeren borgere borgerens klage klager"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A case that shares words with the one asked about, and what came of it.

    Attributes:
        case_id: Its key.
        relevance: How well the words fit by themselves; more is better.
        received_at: When it came.
        closed_at: When it was closed, if it is.
        department: Its department.
        summary: What it is about; personal.
        themes: The codes of its themes.
        departments: The keys of all departments that it or its klagepunkter are about.
        handling_method: How it was handled.
        outcome: What came of it.
        lessons: The numbers of the lessons that were drawn from it.
        shared: The telling words that it has too, folded; personal.
    """

    case_id: int
    relevance: float
    received_at: datetime
    closed_at: datetime | None
    department: str | None
    summary: str
    themes: frozenset[str]
    departments: frozenset[int]
    handling_method: str | None
    outcome: str | None
    lessons: tuple[int, ...]
    shared: tuple[str, ...]


def spelt(complaint: Complaint) -> dict[str, str]:
    """Return the words to ask about, folded, each with how the case spells it; the longest first."""
    text = " ".join(filter(None, (complaint.summary, complaint.wanted_outcome, complaint.consequence)))
    name = set(words(complaint.citizen_name or ""))
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        folded = fold(word)
        # Some letters fold to a space; half a word is no word.
        if len(folded) >= SHORTEST_WORD and " " not in folded and not any(map(str.isdigit, folded)):
            found.setdefault(folded, word.lower())
    kept = sorted(found.keys() - name - _GRAMMAR, key=lambda word: (-len(word), word))
    return {word: found[word] for word in kept[:MOST_ASKED]}


def rare(cases: int) -> int:
    """Return in how many cases a word may be and still tell something, in a register of so many."""
    return max(ALWAYS_RARE, int(cases * RARE_SHARE))


def telling(frequency: Mapping[str, int], most: int) -> list[str]:
    """Return the words to search for, the rarest first.

    Args:
        frequency: In how many cases each word is; 1 is the case itself.
        most: A word in so many cases, or more, tells nothing.
    """
    known = [word for word, cases in frequency.items() if 1 < cases < most]
    return sorted(known, key=lambda word: (frequency[word], word))[:TELLING]


def alike(
    found: Iterable[Found], themes: frozenset[str], departments: frozenset[int], *, limit: int
) -> list[Found]:
    """Return the cases that are like enough to one with these themes and departments, the likest first."""
    kept = [
        (_likeness(case, themes, departments), case)
        for case in found
        if _distinct(case.shared) >= ENOUGH
        or (case.shared and (case.themes & themes or case.departments & departments))
    ]
    kept.sort(key=lambda pair: (-pair[0], -pair[1].case_id))
    return [case for _, case in kept[:limit]]


def _distinct(shared: Iterable[str]) -> int:
    """Return how many words there are, where one and its longer forms count once (ansøgning, ansøgningen)."""
    known = sorted(shared)
    return sum(not word.startswith(before) for before, word in pairwise(["-", *known]))


def _likeness(case: Found, themes: frozenset[str], departments: frozenset[int]) -> float:
    theme = BY_THEME if case.themes & themes else 0
    department = BY_DEPARTMENT if case.departments & departments else 0
    return case.relevance * (1 + theme + department)
