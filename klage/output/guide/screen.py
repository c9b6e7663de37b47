"""A topic of the guide on a terminal, or as lines that make sense read aloud.

The text is the program's own and holds nothing of a citizen's; what a transcript shows is fictional.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from klage.domain.guide import Block, Heading, Item, Paragraph, Screen, Topic, Weight, spans
from klage.output.spoken import aloud
from klage.output.styles import NO_PEN, Mark, Pen
from klage.output.wrapping import wrapped, wrapped_parts

READABLE_WIDTH = 80
_SET_IN = 4
_RULE = "─"
_GAP = re.compile(r" {2,}")

MARKS: Mapping[Weight, Mark | None] = {"plain": None, "code": "heading", "strong": "heading", "stress": None}


def print_topics(topics: Sequence[Topic], *, stream: TextIO, width: int, pen: Pen = NO_PEN) -> None:
    """Write topics for the eye, at most 80 columns wide."""
    width = min(width, READABLE_WIDTH)
    for place, topic in enumerate(topics):
        lines = ["", "", ""] if place else []
        lines += [pen(line, "heading") for line in wrapped(topic.title, width)]
        before: Block | None = None
        for block in topic.blocks:
            if not (isinstance(block, Item) and isinstance(before, Item)):
                lines.append("")
            lines += _lines(block, width, pen)
            before = block
        stream.writelines(f"{line}\n" for line in lines)


def _lines(block: Block, width: int, pen: Pen) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (pen(line, "heading") for line in wrapped(block.text, width))
    elif isinstance(block, Paragraph):
        yield from _styled(block.text, width, pen)
    elif isinstance(block, Item):
        start = f"  {block.mark.replace('-', '•')} "
        for line in _styled(block.text, width - len(start), pen):
            yield f"{start}{line}"
            start = " " * len(start)
    else:
        for line, is_typed in block.shown():
            for part in wrapped(line.expandtabs(), width - _SET_IN):
                yield " " * _SET_IN + pen(part, "heading" if is_typed else None)


def _styled(text: str, width: int, pen: Pen) -> Iterator[str]:
    parts = [(span.text, MARKS[span.weight]) for span in spans(text)]
    for line in wrapped_parts(parts, width):
        yield "".join(pen(piece, mark) for piece, mark in line)


def spoken(topics: Sequence[Topic]) -> str:
    """Return topics as lines that make sense read aloud: nothing is wrapped, drawn or marked."""
    parts = [part for topic in topics for part in [topic.title, *map(_spoken, topic.blocks)]]
    return "\n\n".join(parts) + "\n"


def _spoken(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Screen):
        return "\n".join(_spoken_screen(block))
    text = "".join(span.text if span.weight == "code" else aloud(span.text) for span in spans(block.text))
    return f"{block.mark} {text}" if isinstance(block, Item) else text


def _spoken_screen(screen: Screen) -> Iterator[str]:
    """Yield the lines without what is drawn, and say which of them are typed."""
    for line, is_typed in screen.shown():
        if is_typed:
            typed = line[2:].removesuffix("\\").rstrip()
            yield f"Skriv: {typed}" if line.startswith("$ ") else f"  {typed}"
        elif line.strip(f"{_RULE} "):
            yield aloud(_GAP.sub(", ", line.strip()))
