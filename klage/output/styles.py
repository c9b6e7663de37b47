"""What bold and colour mean on a terminal: the only place that knows how they are written.

Words always say it first; a style only helps the eye find them. Each is readable on a light and on a dark
background: of the eight colours only red and magenta stand at least 2.5 to 1 out from both white and black in
every common palette (yellow on white is 1.7 in xterm, green 2.2, cyan 2.0; blue on black is 1.6), so there is no
yellow for what is near and no green for what is done: what is done needs no attention. Nothing is dimmed, and
the background is never touched.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TextIO

Mark = Literal["heading", "late", "soon"]

RED = "31"
MAGENTA = "35"


class Style(NamedTuple):
    """What a mark means, and its colour; all of them are bold."""

    meaning: str
    colour: str = ""


STYLES: Mapping[Mark, Style] = {
    "heading": Style("names what stands below it, or is to be typed as it stands"),
    "late": Style("the deadline has passed, or something is broken", RED),
    "soon": Style("it is for today, or wants attention", MAGENTA),
}


class Pen(NamedTuple):
    """Writes marked text for one stream: bold where there is bold, in colour where colour is wanted."""

    bold: bool = False
    colour: bool = False

    def __call__(self, text: str, mark: Mark | None) -> str:
        """Return ``text`` as its mark is written; text without a mark, and nothing at all, as they are."""
        if mark is None or not self.bold or not text:
            return text
        codes = ["1", STYLES[mark].colour if self.colour else ""]
        return f"\x1b[{';'.join(filter(None, codes))}m{text}\x1b[0m"


NO_PEN = Pen()
"""Writes every text as it is."""


def pen_for(stream: TextIO, environ: Mapping[str, str]) -> Pen:
    """Return the pen of a stream: none off a terminal or with TERM=dumb, and no colour with NO_COLOR."""
    is_able = stream.isatty() and environ.get("TERM") != "dumb"
    return Pen(is_able, is_able and not environ.get("NO_COLOR"))
