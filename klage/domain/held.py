"""What is held on one person: which cases may be theirs, and why each was found (GDPR article 15).

A program finds who is noted as the citizen, now or earlier. Who else is spoken of in the texts it cannot know.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from klage.domain import phone
from klage.domain.folding import words

Why = Literal["number", "person", "earlier", "mentioned"]
"""Found by its number, by what is noted of the citizen, by what was noted earlier, or by the words of a text."""

REASONS: dict[Why, str] = {
    "number": "sagens nummer",
    "person": "navn eller telefon",
    "earlier": "stod i sagen før",
    "mentioned": "ordene står i en tekst",
}
OWN: frozenset[Why] = frozenset({"number", "person"})
"""The reasons for which a case is taken to be the person's unless the user says otherwise."""


class Known(NamedTuple):
    """A name and a telephone number that a case has or has had; ``is_now`` tells which."""

    case_id: int
    name: str | None
    phone: str | None
    is_now: bool


def is_of(typed: str, known: Known) -> bool:
    """Tell whether what was typed is the name, or part of it, or the telephone number, of a citizen."""
    number = phone.normalised(typed)
    if number is not None and number == known.phone:
        return True
    wanted = set(words(typed))
    return bool(wanted) and wanted <= set(words(known.name or ""))


def matches(typed: str, known: Iterable[Known]) -> dict[int, Why]:
    """Return the cases whose citizen is, or was, the one that was typed, with why."""
    found: dict[int, Why] = {}
    for each in known:
        if is_of(typed, each):
            reason: Why = "person" if each.is_now else "earlier"
            found[each.case_id] = "person" if "person" in (reason, found.get(each.case_id)) else reason
    return found
