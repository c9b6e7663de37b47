"""The man page ``klage(1)`` in Danish: the commands, the guide, and what the guide lists for looking up.

Only ASCII goes out: æ, ø and å are written as roff's own names for them, which every man program knows in
every locale (groff and mandoc both; an UTF-8 page is read as Latin-1 by some).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from klage.domain.guide import Block, Heading, Item, Screen, Topic, Weight, spans

FONTS: dict[Weight, str] = {"plain": "R", "code": "B", "strong": "B", "stress": "I"}

_ESCAPED = {
    "\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq",
    "æ": r"\[ae]", "ø": r"\[/o]", "å": r"\[oa]", "Æ": r"\[AE]", "Ø": r"\[/O]", "Å": r"\[oA]",
}  # fmt: skip


_DRAWN = str.maketrans({"─": "-", "━": "-", "│": "|", "┊": ":", "●": "*", "▇": "#", "−": "-"})
"""What klage draws on a screen and groff has no letter for."""

_SOURCE_WIDTH = 78
_SCREEN_WIDTH = 72
"""What is left of 80 columns for lines that man does not fill."""


class Named(NamedTuple):
    """A command as the page lists it.

    Attributes:
        group: The heading it stands under.
        name: What is typed after ``klage``.
        help: One line.
    """

    group: str
    name: str
    help: str


def as_man(version: str, commands: Sequence[Named], topics: Sequence[Topic], lookup: str) -> str:
    """Return the page as roff.

    Args:
        version: The version of klage.
        commands: Every command in order, those of ``laering`` and ``kontor`` among them.
        topics: The guide.
        lookup: The slug of the topic whose headings become sections of their own at the end: exit codes,
            environment and files, where a reader of man pages looks for them.
    """
    guide = [topic for topic in topics if topic.slug != lookup]
    last = [topic for topic in topics if topic.slug == lookup]
    lines = [
        f'.TH KLAGE 1 "" "klage {version}" "klage"',
        # Danish words would be broken by the rules of English ones: groff's way to say no, and everybody's.
        ".nr HY 0",
        ".nh",
        ".ad l",
        ".SH NAVN",
        r"klage \- sagsstyring for en borgervejleder",
        ".SH OVERSIGT",
        *_commandline("klage", "[--register FIL] [KOMMANDO] [TILVALG]"),
        ".br",
        *_commandline("klage", "KOMMANDO --hjaelp"),
        ".SH BESKRIVELSE",
        *_running(
            "klage holder styr på klager fra borgere: hvem der skal ringes til inden for et døgn, hvordan opkaldet gik, "
            "hvad borgeren er lovet, og hvad klagerne lærer kommunen. `klage` alene viser dagen i dag. Hver kommando "
            "viser sine tilvalg og to eksempler med `--hjaelp`, og `klage vejledning` viser det, der står her, ét "
            "emne ad gangen."
        ),
        ".SH KOMMANDOER",
        *_commands(commands),
        ".SH VEJLEDNING",
        *(line for topic in guide for line in _topic(topic)),
        *(line for topic in last for line in _lookup(topic)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _commandline(program: str, rest: str) -> Iterator[str]:
    yield f".B {program}"
    yield escaped(rest)


def _commands(commands: Sequence[Named]) -> Iterator[str]:
    group = ""
    for command in commands:
        if command.group != group:
            group = command.group
            yield f".SS {escaped(group)}"
        yield ".TP"
        yield f"\\fB{escaped(f'klage {command.name}'.rstrip())}\\fR"
        yield escaped(command.help)


def _topic(topic: Topic) -> Iterator[str]:
    yield f".SS {escaped(topic.title)}"
    yield from _blocks(topic.blocks)


def _lookup(topic: Topic) -> Iterator[str]:
    """Yield the topic with each of its headings as a section of the page; what stands before them is left out."""
    begun = False
    for before, block in pairwise((None, *topic.blocks)):
        begun = begun or isinstance(block, Heading)
        if isinstance(block, Heading):
            yield f".SH {escaped(block.text.upper())}"
        elif begun and block is not None:
            yield from _block(block, is_first=isinstance(before, Heading))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        yield from _block(block, is_first=not place)


def _block(block: Block, *, is_first: bool) -> Iterator[str]:
    """Yield the lines of one block; the first under a heading begins no paragraph, for the heading has."""
    if isinstance(block, Item):
        yield r".IP \(bu 4" if block.mark == "-" else f".IP {block.mark} 4"
        yield from _running(block.text)
        return
    if not is_first:
        yield ".PP"
    if isinstance(block, Screen):
        yield from (".EX", *_screen(block), ".EE")
    elif isinstance(block, Heading):  # man has no third level of headings
        yield f"\\fB{escaped(block.text)}\\fR"
    else:
        yield from _running(block.text)


def _screen(screen: Screen) -> Iterator[str]:
    for line, is_typed in screen.shown():
        for part in (
            wrap(line, _SCREEN_WIDTH, break_on_hyphens=False) if len(line) > _SCREEN_WIDTH else [line]
        ):
            yield f"\\fB{escaped(part)}\\fR" if is_typed else _begun(escaped(part))


def _running(text: str) -> Iterator[str]:
    line = "".join(_in_font(span.text, FONTS[span.weight]) for span in spans(text))
    yield from map(_begun, wrap(line, _SOURCE_WIDTH, break_long_words=False, break_on_hyphens=False))


def _in_font(text: str, font: str) -> str:
    return escaped(text) if font == "R" else f"\\f{font}{escaped(text)}\\fR"


def _begun(line: str) -> str:
    """Return the line so that roff takes its first character for text: a full stop there is a command."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


def escaped(text: str) -> str:
    """Return text as roff shows it unchanged, in ASCII."""
    return "".join(
        _ESCAPED.get(char) or (char if char.isascii() else f"\\[u{ord(char):04X}]")
        for char in text.translate(_DRAWN)
    )
