"""Folded text: how words are compared when spelling should not matter.

Lower case without accents; ø and oe become o, æ becomes ae, å and aa become a, and whatever is
neither letter nor digit becomes a space. ``børnehaven``, ``bornehaven`` and ``boernehaven`` are one
word, ``Aarhus``, ``Århus`` and ``arhus`` too (design.md "Search"). Both sides of a comparison are
folded alike, so the few words that collide (``søer`` and ``sor``) do no harm.
"""

import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "_": " "})
_ASCII = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})


def fold(text: str) -> str:
    """Return the text folded for comparison: words of letters and digits with one space between."""
    plain = text.casefold()
    if not plain.isascii():
        # These three are nearly all there is in Danish; what is left is then most often ASCII.
        plain = plain.replace("æ", "ae").replace("ø", "o").replace("å", "a")
    plain = plain.translate(_ASCII if plain.isascii() else _FOLDS)
    return " ".join(plain.replace("aa", "a").replace("oe", "o").split())


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return fold(text).split()


def _fold_letter(letter: str) -> str:
    """Return what one letter of a casefolded text becomes: nothing for an accent that stands alone."""
    plain = unicodedata.normalize("NFKD", letter.translate(_LETTERS)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return "".join(c if c.isalnum() else " " for c in plain)


class _Folds(dict[int, str]):
    """A table for ``str.translate`` that learns each letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_letter(chr(code))
        return self[code]


_FOLDS = _Folds()
