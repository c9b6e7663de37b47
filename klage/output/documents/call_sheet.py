"""The list for paper: text for a printer, page by page, and a page for a browser that prints on A4.

A case is never split between two pages where it fits on one. Every datum is made harmless, and escaped in HTML.
"""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from textwrap import wrap

from klage.domain.call_sheet import Block, Sheet
from klage.output.documents.html import policy
from klage.output.safe import one_line

STYLE = Path(__file__).with_name("call_sheet.css")

WIDTH = 76
LINES = 56
"""A page of text: A4 at ten characters and six lines an inch has 82 by 70, and printers keep a margin."""

ATTEMPTS = 2
_INDENT = "    "
_FOOT_LINES = 2
_DAY = "Dag og kl."
_RESULTS = ("talt med", "ikke truffet", "besked lagt")
_AGREED = "Aftalt"
_WHO = "Hvem og senest"
_COURSE = "det videre forløb er oplyst"
_DONE = "Gjort, dag og af hvem"


# --- text ----------------------------------------------------------------------------------------------


def as_text(sheet: Sheet) -> str:
    """Return the pages as text, each with a foot, and a form feed between two of them."""
    pages = list(_pages(sheet))
    printed = (_page(lines, sheet.foot, number, len(pages)) for number, lines in enumerate(pages, 1))
    return "\f".join(printed)


def _pages(sheet: Sheet) -> Iterator[list[str]]:
    """Yield the lines of each page; a block that is longer than a page goes on over the next."""
    page = [*_wrapped(one_line(sheet.title), ""), ""]
    for text in sheet.lead:
        page += [*_wrapped(one_line(text), ""), ""]
    for block in sheet.blocks:
        lines = [*_block_lines(block), ""]
        if page and len(page) + len(lines) > LINES - _FOOT_LINES:
            yield page
            page = []
        while len(lines) > LINES - _FOOT_LINES:
            yield lines[: LINES - _FOOT_LINES]
            lines = lines[LINES - _FOOT_LINES :]
        page += lines
    yield page


def _page(lines: list[str], foot: str, number: int, of: int) -> str:
    side = f"Side {number} af {of}"
    empty = [""] * (LINES - 1 - len(lines))
    return "".join(f"{line}\n" for line in [*lines, *empty, f"{one_line(foot):<{WIDTH - len(side)}}{side}"])


def _block_lines(block: Block) -> Iterator[str]:
    yield "-" * WIDTH
    yield f"[ ] {one_line(block.heading)}"
    for text in (*block.deadlines, *block.citizen, *block.facts):
        yield from _wrapped(one_line(text), _INDENT)
    yield ""
    yield from _call_form() if block.is_call else [_ruled(_DONE)]


def _call_form() -> Iterator[str]:
    boxes = "  ".join(f"[ ] {result}" for result in _RESULTS)
    for _ in range(ATTEMPTS):
        yield f"{_INDENT}{_DAY} ".ljust(WIDTH - len(boxes) - 2, "_") + f"  {boxes}"
        yield ""
    yield _ruled(_AGREED)
    yield ""
    course = f"[ ] {_COURSE}"
    yield f"{_INDENT}{_WHO} ".ljust(WIDTH - len(course) - 2, "_") + f"  {course}"


def _ruled(label: str) -> str:
    return f"{_INDENT}{label} ".ljust(WIDTH, "_")


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


# --- a page for a browser --------------------------------------------------------------------------------


def as_html(sheet: Sheet) -> str:
    """Return the list as an HTML document that asks for nothing outside itself."""
    # The foot stands in the margin of every page, where only the style sheet can put it; it holds a date and no data.
    style = STYLE.read_text(encoding="utf-8").replace("FOOT", sheet.foot)
    title = escape(one_line(sheet.title))
    return (
        f'<!DOCTYPE html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{title}</h1>\n{_paragraphs(sheet.lead)}</header>\n<main>\n"
        f"{''.join(map(_article, sheet.blocks))}</main>\n</body>\n</html>\n"
    )


def _article(block: Block) -> str:
    first, *others = block.deadlines
    citizen = _paragraphs(block.citizen, "citizen")
    form = _call_table() if block.is_call else f'<p class="rule">{_DONE}:</p>\n'
    return (
        f'<article>\n<h2><span class="box">☐</span> {escape(one_line(block.heading))}</h2>\n'
        f"{_paragraphs([first], 'due')}{_paragraphs(others)}{citizen}{_paragraphs(block.facts)}{form}</article>\n"
    )


def _call_table() -> str:
    boxes = "".join(f"<td>☐ {result}</td>" for result in _RESULTS)
    attempt = f'<tr><th scope="row">{_DAY}</th>{boxes}</tr>\n'
    agreed = f'<tr><th scope="row" class="agreed" colspan="4">{_AGREED}</th></tr>\n'
    who = f'<tr><th scope="row" colspan="2">{_WHO}</th><td colspan="2">☐ {_COURSE}</td></tr>\n'
    return f"<table>\n<tbody>\n{attempt * ATTEMPTS}{agreed}{who}</tbody>\n</table>\n"


def _paragraphs(texts: Iterable[str], name: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    return "".join(f"<p{kind}>{escape(one_line(text))}</p>\n" for text in texts)
