"""The Danish guide: what a topic is made of, and which topic is meant by what was typed.

A topic is one small Markdown file (``klage/guide/NN_slug.md``). Only what the guide needs is understood:
a title, headings, paragraphs, lists, fenced blocks, and in a line ``code``, **weight** and *stress*. A library
for all of Markdown was looked at (markdown-it-py, which rich brings): the terminal, the man page and the
tests would each still have to walk its tree, and it lets through what none of them could show.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from klage.domain.folding import fold

Weight = Literal["plain", "code", "strong", "stress"]
_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*")
_ITEM = re.compile(r"(-|\d+\.) +(.*)")
_FENCE = "```"
_STARTS = (_FENCE, "## ")
_COMMENT = re.compile(r"\n+^<!--.*?^-->\n+", re.MULTILINE | re.DOTALL)
_STRANGE = ("|", ">", "    ", "###", "![", "<")
"""How lines of Markdown begin that no reader of the guide can show."""

NEAR = 0.7


class Span(NamedTuple):
    """A part of a line and how it is written."""

    text: str
    weight: Weight = "plain"


class Heading(NamedTuple):
    """A heading within a topic."""

    text: str


class Paragraph(NamedTuple):
    """Running text, all on one line."""

    text: str


class Item(NamedTuple):
    """One point of a list, all on one line, and its mark: ``-`` or a number with a full stop."""

    mark: str
    text: str


class Screen(NamedTuple):
    """What a terminal shows, line by line.

    Attributes:
        lines: Without line ends.
        is_typed: Whether the lines after ``$ `` and ``> `` are what the user types.
    """

    lines: tuple[str, ...]
    is_typed: bool

    def shown(self) -> Iterator[tuple[str, bool]]:
        """Yield each line, and whether it is typed."""
        return ((line, self.is_typed and line.startswith(("$ ", "> "))) for line in self.lines)


Block = Heading | Paragraph | Item | Screen


class Topic(NamedTuple):
    """One task, and how it is done.

    Attributes:
        number: Its place in the guide, from 1.
        part: The part of the guide that it stands in.
        slug: The word it is found by, from the name of its file.
        title: The task.
        source: The Markdown, without what only the tests run.
        blocks: What stands under the title.
    """

    number: int
    part: str
    slug: str
    title: str
    source: str
    blocks: tuple[Block, ...]


def topic(number: int, slug: str, text: str, part: str = "") -> Topic:
    """Return the topic that a file's text holds.

    Raises:
        ValueError: The text does not begin with a title, or holds Markdown that the guide does not know.
    """
    source = _COMMENT.sub("\n\n", text)
    first, _, rest = source.partition("\n")
    if not first.startswith("# "):
        raise ValueError(f"{slug}: no title")
    return Topic(number, part, slug, first[2:].strip(), source, tuple(_blocks(rest.splitlines())))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks: fenced lines as they are, other lines up to an empty one as one text."""
    found: list[str] = []
    fence: str | None = None
    for line in [*lines, ""]:
        if fence is not None and line != _FENCE:
            found.append(line)
        elif fence is not None:
            yield Screen(tuple(found), is_typed=fence == "console")
            found, fence = [], None
        elif line and not line.startswith(_STARTS) and not _ITEM.match(line):
            found.append(line.strip() if found else line)
        else:
            if found:
                yield _text(" ".join(found))
            is_fence = line.startswith(_FENCE)
            found, fence = ([], line.removeprefix(_FENCE)) if is_fence else (list(filter(None, [line])), None)
    if fence is not None:
        raise ValueError("a block without an end")


def _text(line: str) -> Block:
    if line.startswith(_STRANGE):
        raise ValueError(f"not known in the guide: {line}")
    if line.startswith("## "):
        return Heading(line[3:])
    if item := _ITEM.match(line):
        return Item(item[1], item[2])
    return Paragraph(line)


def spans(text: str) -> list[Span]:
    """Return a line as its parts, without the marks."""
    found, end = list[Span](), 0
    for match in _MARKED.finditer(text):
        found.append(Span(text[end : match.start()]))
        weights: tuple[Weight, ...] = ("code", "strong", "stress")
        found += [
            Span(part, weight)
            for part, weight in zip(match.groups(), weights, strict=True)
            if part is not None
        ]
        end = match.end()
    found.append(Span(text[end:]))
    return [span for span in found if span.text]


# --- which topic is meant --------------------------------------------------------------------------


def find(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """Return the one topic that is meant, or those that speak of it, the one that says most first.

    A number is a place in the guide. Else it is the word a topic is found by or begins with, a word of its
    title, or a word of what it says, and at last of what it shows; spelling is folded as in a search.
    """
    if typed.strip().isdecimal():
        return [topic for topic in topics if topic.number == int(typed)]
    wanted = fold(typed)
    if not wanted:
        return []
    named = [topic for topic in topics if wanted in {fold(topic.slug), fold(topic.title)}]
    begun = [topic for topic in topics if _begins(wanted, f"{topic.slug} {topic.title}")]
    return named[:1] or begun or _counted(topics, wanted, _prose) or _counted(topics, wanted, _source)


def _begins(wanted: str, text: str) -> bool:
    return f" {wanted}" in f" {fold(text)}"


def _counted(topics: Sequence[Topic], wanted: str, text: Callable[[Topic], str]) -> list[Topic]:
    counted = [(f" {fold(text(topic))}".count(f" {wanted}"), topic) for topic in topics]
    return [topic for n, topic in sorted(counted, key=lambda pair: (-pair[0], pair[1].number)) if n]


def _prose(topic: Topic) -> str:
    return " ".join(block.text for block in topic.blocks if not isinstance(block, Screen))


def _source(topic: Topic) -> str:
    return topic.source


def near(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """Return the topics found by words that look like what was typed, the likest first."""
    words = {
        word: topic for topic in reversed(topics) for word in fold(f"{topic.title} {topic.slug}").split()
    }
    close = get_close_matches(fold(typed), words, cutoff=NEAR)
    return list(dict.fromkeys(words[word] for word in close))
