"""Folded text: how words are compared when spelling should not matter.

Lower case without accents; ø and oe become o, æ becomes ae, å and aa become a, and whatever is
neither letter nor digit becomes a space. ``børnehaven``, ``bornehaven`` and ``boernehaven`` are one
word, ``Aarhus``, ``Århus`` and ``arhus`` too (design.md "Search"). Both sides of a comparison are
folded alike, so the few words that collide (``søer`` and ``sor``) do no harm.
"""

import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "_": " "})


def fold(text: str) -> str:
    """Return the text folded for comparison: words of letters and digits with one space between."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS)).casefold()
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    plain = "".join(c if c.isalnum() else " " for c in plain)
    return " ".join(plain.replace("aa", "a").replace("oe", "o").split())


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return fold(text).split()
