"""Whether a text names a citizen: what is to be shared must be about the work, never about a person.

A part of a name counts where it is written as a name, with a capital letter, because many Danish names
are words as well (``lange ventetider`` is no Mrs Lange); the whole name counts however it is written.
"""

import re
from collections.abc import Sequence

from klage.domain.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    ["af", "al", "da", "de", "del", "den", "der", "di", "du", "el", "en", "et", "i", "la", "van", "von"]
)
"""Small words that stand in names and begin sentences."""


def stands_in(name: str | None, text: str | None) -> bool:
    """Tell whether the name, or a part of it that is written as a name, stands in the text."""
    parts = [fold(part) for part in _WORD.findall(name or "")]
    written = _WORD.findall(text or "")
    if len(parts) > 1 and _holds([fold(word) for word in written], parts):
        return True
    known = {part for part in parts if len(part) > 1 and part not in _PARTICLES}
    return any(_is_one_of(fold(word), known) for word in written if word[0].isupper())


def _holds(words: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether the parts stand after each other, the last one perhaps in the genitive."""
    *first, last = parts
    size = len(parts)
    return any(
        words[at : at + size - 1] == first and _is_one_of(words[at + size - 1], {last})
        for at in range(len(words) - size + 1)
    )


def _is_one_of(word: str, names: set[str]) -> bool:
    return word in names or (word.endswith("s") and word[:-1] in names)
