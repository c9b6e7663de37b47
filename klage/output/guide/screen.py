"""A topic of the guide on a terminal, or as lines that make sense read aloud.

The text is the program's own and holds nothing of a citizen's; what a transcript shows is fictional.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from klage.domain.guide import Block, Heading, Item, Paragraph, Screen, Topic, Weight, spans

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

READABLE_WIDTH = 80
_SET_IN = 4
_RULE = "─"

STYLES: dict[Weight, str] = {"plain": "", "code": "bold", "strong": "bold", "stress": "italic"}


def print_topics(topics: Sequence[Topic], *, stream: TextIO, width: int) -> None:
    """Write topics for the eye, at most 80 columns wide; off a terminal the same without styles."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream, width=min(width, READABLE_WIDTH), markup=False, emoji=False, highlight=False
    )
    for place, topic in enumerate(topics):
        if place:
            console.print()
        console.print(Text(topic.title, style="bold underline"))
        before: Block | None = None
        for block in topic.blocks:
            if not (isinstance(block, Item) and isinstance(before, Item)):
                console.print()
            _print(console, block)
            before = block


def _print(console: "Console", block: Block) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if isinstance(block, Heading):
        console.print(Text(block.text, style="bold"))
    elif isinstance(block, Paragraph):
        console.print(_styled(block.text))
    elif isinstance(block, Item):
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_row(Text(block.mark.replace("-", "•")), _styled(block.text))
        console.print(Padding(grid, (0, 0, 0, 2)))
    else:
        for line, is_typed in block.shown():
            typed = "bold" if is_typed else ""
            console.print(Padding(Text(line, style=typed), (0, 0, 0, _SET_IN)))


def _styled(text: str) -> "Text":
    from rich.text import Text

    return Text.assemble(*((span.text, STYLES[span.weight]) for span in spans(text)))


def spoken(topics: Sequence[Topic]) -> str:
    """Return topics as lines that make sense read aloud: nothing is wrapped, drawn or marked."""
    parts = [part for topic in topics for part in [topic.title, *map(_spoken, topic.blocks)]]
    return "\n\n".join(parts) + "\n"


def _spoken(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Screen):
        return "\n".join(_spoken_screen(block))
    text = "".join(span.text for span in spans(block.text))
    return f"{block.mark} {text}" if isinstance(block, Item) else text


def _spoken_screen(screen: Screen) -> Iterator[str]:
    """Yield the lines without what is drawn, and say which of them are typed."""
    for line, is_typed in screen.shown():
        if is_typed:
            typed = line[2:].removesuffix("\\").rstrip()
            yield f"Skriv: {typed}" if line.startswith("$ ") else f"  {typed}"
        elif line.strip(f"{_RULE} "):
            yield line.strip()
