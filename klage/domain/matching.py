"""From what a person typed to the code or name that was meant, or a sentence with the nearest ones."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from klage.domain.folding import fold
from klage.errors import InvalidValueError

BEGINNING = 3
"""How many letters a word is known by at the least, where nobody is asked whether it was meant."""
THEMES_AT = "Se dem med klage kontor temaer."
"""Where the themes stand: an office has too many of them for a sentence."""


def code_for(text: str, codes: Mapping[str, str], what: str, *, see: str = "") -> str:
    """Return the code that a text names by code, label or an unambiguous beginning of a label.

    Args:
        text: What was typed; case, accents and punctuation do not matter.
        codes: The vocabulary, code to label.
        what: What is asked for, as it begins a Danish sentence ("Kanalen").
        see: Where they all stand, when they are too many for a sentence.

    Raises:
        InvalidValueError: Nothing or more than one thing is meant; the sentence names the nearest.
    """
    if text in codes:
        return text
    wanted = fold(text)
    names = {fold(name): code for code, label in codes.items() for name in (label, code)}
    if wanted in names:
        return names[wanted]
    begun = {code for name, code in names.items() if len(wanted) >= BEGINNING and name.startswith(wanted)}
    if len(begun) == 1:
        return begun.pop()
    near = _nearest(wanted, names)
    advice = see or f"Vælg mellem {or_list(codes.values())}."
    if near:
        advice = f"Mente du {or_list(_with_code(codes[code], code) for code in near)}?"
    raise InvalidValueError(f"{what} kendes ikke. {advice}")


def _nearest(wanted: str, names: Mapping[str, str]) -> list[str]:
    """Return up to three codes whose names are like what is wanted, or hold it as a word's beginning, or begin like it."""
    near = get_close_matches(wanted, names, n=3, cutoff=0.6)
    if not near and len(wanted) >= BEGINNING:
        near = [name for name in names if any(word.startswith(wanted) for word in name.split())]
    if not near and len(wanted) >= BEGINNING:
        # A slip in a short form: ``ike`` is near the beginning of "ikke truffet", and not near all of it.
        size = len(wanted)
        near = [n for n in names if get_close_matches(wanted, [n[:size], n[: size + 1]], cutoff=0.75)]
    return [*dict.fromkeys(names[name] for name in near)][:3]


def _with_code(label: str, code: str) -> str:
    """Return a label with the code that is shorter to type, where that is not the same word."""
    return label if fold(label) == fold(code) or not code.isidentifier() else f"{label} ({code})"


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three known names that are so like ``name`` that it may be a slip."""
    by_fold = {fold(other): other for other in known}
    return [by_fold[match] for match in get_close_matches(fold(name), by_fold, n=3, cutoff=0.75)]


def meant_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that may be meant: the only one that begins with ``name``, else the near ones."""
    names, wanted = list(known), fold(name)
    begun = [other for other in names if len(wanted) >= BEGINNING and fold(other).startswith(wanted)]
    return begun if len(begun) == 1 else near_names(name, names)


def or_list(names: Iterable[str]) -> str:
    """Return "a, b eller c"."""
    items = list(names)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} eller {items[-1]}"
