"""From what a person typed to the code or name that was meant, or a sentence with the nearest ones."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from klage.domain.folding import fold
from klage.errors import InvalidValueError


def code_for(text: str, codes: Mapping[str, str], what: str) -> str:
    """Return the code that a text names by code, label or an unambiguous beginning of a label.

    Args:
        text: What was typed; case, accents and punctuation do not matter.
        codes: The vocabulary, code to label.
        what: What is asked for, as it begins a Danish sentence ("Kanalen").

    Raises:
        InvalidValueError: Nothing or more than one thing is meant; the sentence names the nearest.
    """
    if text in codes:
        return text
    wanted = fold(text)
    names = {fold(name): code for code, label in codes.items() for name in (label, code)}
    if wanted in names:
        return names[wanted]
    begun = {code for name, code in names.items() if len(wanted) >= 3 and name.startswith(wanted)}
    if len(begun) == 1:
        return begun.pop()
    near = dict.fromkeys(codes[names[name]] for name in get_close_matches(wanted, names, n=3, cutoff=0.6))
    advice = f"Mente du {or_list(near)}?" if near else f"Vælg mellem {or_list(codes.values())}."
    raise InvalidValueError(f"{what} kendes ikke. {advice}")


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three known names that are so like ``name`` that it may be a slip."""
    by_fold = {fold(other): other for other in known}
    return [by_fold[match] for match in get_close_matches(fold(name), by_fold, n=3, cutoff=0.75)]


def or_list(names: Iterable[str]) -> str:
    """Return "a, b eller c"."""
    items = list(names)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} eller {items[-1]}"
