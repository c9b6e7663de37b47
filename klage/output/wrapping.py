"""Text in lines of so many terminal cells, broken between words.

``textwrap`` counts characters, of which some take two cells and some none, and rich wraps only what has
passed through a console. What belongs together stays together: "kl. 15.00", "§ 72", "3 t 10 min", "27,1 %".
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# Between words, and after the hyphen of a double name.
_BREAKS = re.compile(r"((?<!kl\.)(?<!§) +(?!%|t\b|min\b)|(?<=[^\W\d]-)(?=[^\W\d]{2}))")
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
    return max(map(width_of, _BREAKS.split(text)[::2]))


def wrapped(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells; a word that is longer than a line is broken."""
    return [part for line in text.split("\n") for part in _broken(line.rstrip(), max(width, 2))]


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


def _broken(line: str, width: int) -> Iterator[str]:
    if width_of(line) <= width:
        yield line
        return
    first, *rest = _BREAKS.split(line)
    *whole, current = _pieces(first, width)
    yield from whole
    for gap, word in zip(rest[::2], rest[1::2], strict=True):
        if width_of(longer := f"{current}{gap}{word}") <= width:
            current = longer
        else:
            yield current
            *whole, current = _pieces(word, width)
            yield from whole
    yield current


def _pieces(word: str, width: int) -> list[str]:
    """Return a word in pieces that fit."""
    if width_of(word) <= width:
        return [word]
    from rich.cells import chop_cells

    return chop_cells(word, width)
