r"""A page as Markdown: headings, labelled values, paragraphs and tables.

Every datum is escaped, so that a citizen's words are never markup: no heading, list, link, table, HTML or code
can come of them. CommonMark allows a backslash before any ASCII punctuation. Tables are GitHub's.
"""

import re
from collections.abc import Iterator

from klage.output.listing import Column, Listing, on_screen, selected
from klage.output.page import Page, Section, shown_sections
from klage.output.safe import one_line, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$!^])")
# A bare address would become a link without any brackets.
_ADDRESS = re.compile(r"(?<=[A-Za-z])(://)|(?<=www)(\.)", re.IGNORECASE)
_LINE_START = re.compile(r"^([-+=]|[0-9]+(?=[.)]))")


def as_markdown(page: Page, *, with_names: bool = False) -> str:
    """Return ``page`` as a Markdown document."""
    blocks = [f"# {escaped(page.title)}"]
    for section in shown_sections(page, with_names=with_names):
        blocks += _section(section, with_names=with_names)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return ``text`` on one line, so that Markdown shows it as it was written."""
    return _inline(one_line(text))


def _inline(line: str) -> str:
    return _ADDRESS.sub(lambda match: f"\\{match[0]}", _SPECIAL.sub(r"\\\1", line))


def _block(text: str) -> str:
    """Return a paragraph of several lines: each kept, none begins a list, a heading or a block of code."""
    lines = (_inline(line.strip()) for line in visible(text).split("\n"))
    return "\\\n".join(_LINE_START.sub(_not_first, line) for line in lines if line)


def _not_first(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _section(section: Section, *, with_names: bool) -> Iterator[str]:
    if section.heading:
        yield f"{'#' * (section.level + 1)} {escaped(section.heading)}"
    if section.fields:
        yield "\n".join(
            f"- **{escaped(field.label)}:** {escaped(field.value or '')}" for field in section.fields
        )
    yield from filter(None, map(_block, section.paragraphs))
    if section.listing:
        yield _table(section.listing, with_names=with_names)


def _table(listing: Listing, *, with_names: bool) -> str:
    columns, rows = selected(listing, "screen", with_names=with_names)
    if not rows:
        return _block(listing.empty)
    lines = [
        [escaped(column.heading) for column in columns],
        [_alignment(column) for column in columns],
        *([escaped(on_screen(*pair)) for pair in zip(columns, row, strict=True)] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _alignment(column: Column) -> str:
    return "---:" if column.kind == "number" else "---"
