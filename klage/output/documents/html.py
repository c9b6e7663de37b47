"""A page as one HTML file: no scripts, no requests, readable on a telephone and on paper.

Every datum is escaped, so that a citizen's words are never markup, and the page forbids the rest itself: its
Content-Security-Policy lets in nothing but this style sheet, by its hash. A hash rather than ``unsafe-inline``,
so that no style could be slipped in either; for that reason nothing here has a ``style`` attribute.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path
from typing import NamedTuple

from klage.output.chart import drawn
from klage.output.documents.svg import as_svg
from klage.output.listing import Column, Listing, on_screen, selected
from klage.output.page import Page, Section, shown_sections
from klage.output.safe import one_line, visible

STYLE = Path(__file__).with_name("page.css")


class _Placed(NamedTuple):
    """A section, its id, and the level of its heading."""

    section: Section
    id: str
    rank: int


def as_html(page: Page, *, with_names: bool = False) -> str:
    """Return ``page`` as an HTML document."""
    placed = list(_placed(shown_sections(page, with_names=with_names)))
    body = "".join(_Sections(with_names=with_names).written(placed))
    style = STYLE.read_text(encoding="utf-8")
    title = _escaped(page.title)
    return (
        f'<!DOCTYPE html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#indhold">Gå til indholdet</a>\n<div class="page">\n'
        f"<header><h1>{title}</h1></header>\n{_contents(placed)}"
        f'<main id="indhold" tabindex="-1">\n{body}</main>\n</div>\n</body>\n</html>\n'
    )


def policy(style: str) -> str:
    """Return the policy that lets in ``style`` and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _escaped(text: str) -> str:
    return escape(one_line(text))


def _placed(sections: list[Section]) -> Iterator[_Placed]:
    """Yield the sections with their ranks; without parts above them, sections are the first rank."""
    in_part = False
    for number, section in enumerate(sections, 1):
        in_part = in_part or section.level == 1
        yield _Placed(section, f"afsnit-{number}", 3 if in_part and section.level > 1 else 2)


def _contents(placed: list[_Placed]) -> str:
    headed = [one for one in placed if one.section.heading]
    if len(headed) < 2:
        return ""
    has_ranks = any(one.rank == 3 for one in headed)
    items = (
        f'<li class="{"under" if one.rank == 3 else "part" if has_ranks else "alone"}">'
        f'<a href="#{one.id}">{_escaped(one.section.heading or "")}</a></li>\n'
        for one in headed
    )
    return f'<nav aria-labelledby="oversigt">\n<p id="oversigt">Indhold</p>\n<ul>\n{"".join(items)}</ul>\n</nav>\n'


class _Sections:
    """The sections of one document, its tables and figures numbered as they come."""

    def __init__(self, *, with_names: bool) -> None:
        self.with_names = with_names
        self.tables = count(1)
        self.figures = count(1)

    def written(self, placed: list[_Placed]) -> Iterator[str]:
        """Yield each section."""
        for one in placed:
            lead = ' class="lead"' if one is placed[0] and not one.section.heading else ""
            yield f"<section{lead}>\n{''.join(self._section(one))}</section>\n"

    def _section(self, one: _Placed) -> Iterator[str]:
        section = one.section
        if section.heading:
            yield f'<h{one.rank} id="{one.id}">{_escaped(section.heading)}</h{one.rank}>\n'
        yield from self._fields(section)
        for paragraph in section.paragraphs:
            yield from _paragraphs(paragraph)
        yield from self._figure(section)
        if section.listing:
            yield from self._table(section.listing, section.heading or "Tabel")

    def _fields(self, section: Section) -> Iterator[str]:
        if not section.fields:
            return
        yield "<dl>\n"
        for field in section.fields:
            value = _lines(visible(field.value or "").strip("\n"))
            yield f"<div><dt>{_escaped(field.label)}</dt><dd>{value}</dd></div>\n"
        yield "</dl>\n"

    def _figure(self, section: Section) -> Iterator[str]:
        found = drawn(section.chart, section.listing, with_names=self.with_names)
        if found:
            number = next(self.figures)
            yield f"<figure>\n{as_svg(found, f'figur-{number}')}\n<figcaption>Figur {number}. "
            yield f"{_escaped(found.chart.title)}. {_escaped(found.chart.sentence)}</figcaption>\n</figure>\n"

    def _table(self, listing: Listing, about: str) -> Iterator[str]:
        columns, rows = selected(listing, "screen", with_names=self.with_names)
        if not rows:
            yield from _paragraphs(listing.empty)
            return
        number = next(self.tables)
        # Focusable, because a table that is wider than the screen must be scrolled by key too.
        yield f'<div class="wide" role="region" aria-labelledby="tabel-{number}" tabindex="0">\n<table>\n'
        yield f'<caption id="tabel-{number}">Tabel {number}. {_escaped(about)}</caption>\n<thead><tr>'
        for column in columns:
            yield f'<th scope="col"{_class(column)}>{_escaped(column.heading)}</th>'
        yield "</tr></thead>\n<tbody>\n"
        for row in rows:
            cells = [
                (column, _escaped(on_screen(column, value)))
                for column, value in zip(columns, row, strict=True)
            ]
            first, *others = cells
            yield f'<tr><th scope="row"{_class(first[0])}>{first[1]}</th>'
            yield "".join(f"<td{_class(column)}>{text}</td>" for column, text in others) + "</tr>\n"
        yield "</tbody>\n</table>\n</div>\n"


def _class(column: Column) -> str:
    return ' class="number"' if column.kind == "number" else ""


def _paragraphs(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", visible(text).strip("\n")):
        yield f"<p>{_lines(block)}</p>\n"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
