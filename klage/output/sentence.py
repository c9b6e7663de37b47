"""Sentences on their way to a stream: harmless, and broken between words where a terminal would not."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from klage.output.safe import visible

USUAL_WIDTH = 80


def told(text: str, stream: TextIO, width: int) -> str:
    """Return ``text`` as the stream is to show it: wrapped on a terminal, its lines as they are elsewhere."""
    lines = visible(text).split("\n")
    if stream.isatty():
        lines = [part for line in lines for part in _broken(line, width)]
    return "\n".join(lines)


def _broken(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    from klage.output.wrapping import wrapped  # only what is too long for the terminal pays for it

    first, *_ = wrapped(line, width, keep_words=True)
    # Set in, so that no part of a citizen's text can pass for a line of ours.
    return [
        first,
        *(f"  {more}" for more in wrapped(line[len(first) :].lstrip(), width - 2, keep_words=True)),
    ]


def is_real_terminal(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal: one may also only say so, and stand before it."""
    with suppress(OSError, ValueError):
        return os.isatty(stream.fileno())
    return False


def terminal_width(environ: Mapping[str, str]) -> int:
    """Return how many columns the terminal has; COLUMNS goes first, as it does in the shell's programs."""
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH
    except (OSError, AttributeError, ValueError):
        return USUAL_WIDTH
