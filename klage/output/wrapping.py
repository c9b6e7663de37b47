"""Text in lines of so many terminal cells, broken between words.

``textwrap`` counts characters, of which some take two cells and some none, and rich wraps only what has
passed through a console. What belongs together stays together: "kl. 15.00", "§ 72", "3 t 10 min", "27,1 %".
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_GAPS = re.compile(r"((?<!kl\.)(?<!§) +(?!%|t\b|min\b|(?<=\bom )\d))")
_HYPHENS = re.compile(r"(?<=[^\W\d]-)(?=[^\W\d]{2})")
"""Where a double name is parted when a line does not hold it."""
_FIRST_UNSURE = "\u0300"
"""Up to here a character takes one cell."""


def width_of(text: str) -> int:
    """Return how many cells ``text`` takes on one line."""
    if text.isascii() or max(text) < _FIRST_UNSURE:
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def longest_word(text: str) -> int:
    """Return the width of the longest part that is not broken unless it must be."""
    return max(width_of(part) for word in _GAPS.split(text)[::2] for part in _HYPHENS.split(word))


def wrapped(text: str, width: int, *, keep_words: bool = False) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells; a word that is longer than a line is broken.

    With ``keep_words`` it is not: a path or an address can then be copied from the terminal.
    """
    room = max(width, 2)
    return [part for line in text.split("\n") for part in _broken(line.rstrip(), room, keep_words=keep_words)]


def wrapped_parts(parts: Sequence[tuple[str, T]], width: int) -> Iterator[list[tuple[str, T]]]:
    """Yield the lines of a text that is put together of parts, each line as pieces that know their part's mark."""
    text = "".join(part for part, _ in parts)
    begin = 0
    for line in wrapped(text, width):
        begin = text.index(line, begin)
        end, place = begin + len(line), 0
        pieces = []
        for part, mark in parts:
            piece = text[max(begin, place) : min(end, place + len(part))]
            place += len(part)
            if piece:
                pieces.append((piece, mark))
        yield pieces
        begin = end


def _broken(line: str, width: int, *, keep_words: bool) -> Iterator[str]:
    if width_of(line) <= width:
        yield line
        return
    current, gap = "", ""
    for place, part in enumerate(_GAPS.split(line)):
        if place % 2:
            gap = part
            continue
        for piece in [part] if keep_words else _pieces(part, width):
            if width_of(longer := f"{current}{gap}{piece}") <= width:
                current = longer
            else:
                if current:
                    yield current
                current = piece
            gap = ""
    yield current


def _pieces(word: str, width: int) -> list[str]:
    """Return a word in pieces that fit: parted at its hyphens if that is enough, else in the middle."""
    if width_of(word) <= width:
        return [word]
    parts = _HYPHENS.split(word)
    if len(parts) > 1:
        return [piece for part in parts for piece in _pieces(part, width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)
