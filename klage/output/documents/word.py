"""A page as a Word document that a municipality can put its own template on.

Real heading styles, captions with numbers that Word counts, tables whose header row is repeated, and charts that
Word draws and can edit. A template decides fonts, margins and letterhead, and the look of tables when it has a
table style called ``Beretning``. Needs the extra ``kontor``.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from klage.errors import InvalidValueError, NotFoundError, needs_extra
from klage.output.chart import Drawn, drawn
from klage.output.documents import word_xml
from klage.output.documents.native_chart import chart_height, chart_parts
from klage.output.listing import Column, Listing, on_screen, selected
from klage.output.page import Field, Page, Section, shown_sections
from klage.output.safe import for_xml, one_line

TABLE_STYLE = "Beretning"


def as_docx(
    page: Page, *, with_names: bool = False, made_at: datetime | None = None, template: Path | None = None
) -> bytes:
    """Return ``page`` as a Word document.

    Args:
        page: What to write.
        with_names: Write what is personal too.
        made_at: When it was made, for the document's properties.
        template: A Word document to begin with; what it holds stays.

    Raises:
        InvalidValueError: The extra is not installed, or the template is no Word document.
        NotFoundError: There is no such template.
    """
    document = _opened(template)
    word_xml.prepare(document, TABLE_STYLE, own=template is None)
    _set_properties(document.core_properties, for_xml(one_line(page.title)), made_at)
    _Writer(document, with_names=with_names).write(page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _opened(template: Path | None) -> Any:
    """Return the document to write in: the template, or Word's own with Danish paper.

    Raises:
        InvalidValueError: The extra is not installed, or the template is no Word document.
        NotFoundError: There is no such template.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise needs_extra("Word- og Excelfiler", "kontor") from error
    if template is None:
        return Document()
    if not template.is_file():
        raise NotFoundError(f"Skabelonen »{one_line(str(template))}« findes ikke.")
    try:
        return Document(str(template))
    # A file that is no document fails in as many ways as there are files.
    except Exception as error:
        raise InvalidValueError(
            f"»{one_line(str(template))}« kan ikke læses som et Worddokument. Gem skabelonen som .docx."
        ) from error


def _set_properties(properties: Any, title: str, made_at: datetime | None) -> None:
    """Say what the document is, and nothing of who made it."""
    properties.title = title[:255]
    properties.language = "da-DK"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    if made_at:
        properties.created = properties.modified = made_at.replace(tzinfo=None)


class _Writer:
    """Writes a page into a document, its tables and figures numbered as they come."""

    def __init__(self, document: Any, *, with_names: bool) -> None:
        self.document = document
        self.with_names = with_names
        self.tables = count(1)
        self.figures = count(1)

    def write(self, page: Page) -> None:
        """Write the title, the opening, the contents and the sections."""
        sections = shown_sections(page, with_names=self.with_names)
        in_part = any(section.level == 1 for section in sections)
        self.paragraph(page.title, "Title")
        opening = sections[:1] if sections and not sections[0].heading else []
        for section in opening:
            self._section(section, in_part=in_part)
        word_xml.add_contents(self.document, [*_headings(sections, in_part=in_part)])
        for section in sections[len(opening) :]:
            self._section(section, in_part=in_part)

    def paragraph(self, text: str, style: str = "Normal") -> Any:
        """Add a paragraph of one line in a style."""
        return self.document.add_paragraph(for_xml(one_line(text)), style)

    def _section(self, section: Section, *, in_part: bool) -> None:
        if section.heading:
            self.paragraph(section.heading, f"Heading {_rank(section, in_part=in_part)}")
        for field in section.fields:
            self._field(field)
        for text in section.paragraphs:
            self._lines(self.document.add_paragraph(), text)
        found = drawn(section.chart, section.listing, with_names=self.with_names)
        if found and found.chart.kind != "timeline":
            self._figure(found)
        if section.listing:
            self._table(section.listing, section.heading or "Tabel")

    def _field(self, field: Field) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = word_xml.points(3)
        paragraph.add_run(f"{for_xml(one_line(field.label))}: ").bold = True
        self._lines(paragraph, field.value or "")

    def _lines(self, paragraph: Any, text: str) -> None:
        """Add a text with its lines."""
        for number, line in enumerate(for_xml(text).strip("\n").split("\n")):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line)

    def _figure(self, found: Drawn) -> None:
        number = next(self.figures)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        size = chart_height(found.chart, len(found.labels))
        words = for_xml(one_line(found.chart.sentence))
        word_xml.add_chart(self.document, paragraph, chart_parts(found), number, words, size)
        text = f"{one_line(found.chart.title)}. {words}"
        word_xml.add_caption(self.document, "Figur", number, for_xml(text))

    def _table(self, listing: Listing, about: str) -> None:
        columns, rows = selected(listing, "screen", with_names=self.with_names)
        if not rows:
            self._lines(self.document.add_paragraph(), listing.empty)
            return
        caption = word_xml.add_caption(self.document, "Tabel", next(self.tables), for_xml(one_line(about)))
        caption.paragraph_format.keep_with_next = True
        cells = [[on_screen(*pair) for pair in zip(columns, row, strict=True)] for row in rows]
        lines = [[one_line(column.heading) for column in columns], *cells]
        table = self.document.add_table(len(lines), len(columns), TABLE_STYLE)
        word_xml.name_table(table, for_xml(one_line(about)))
        for row, line in zip(table.rows, lines, strict=True):
            for cell, column, text in zip(row.cells, columns, line, strict=True):
                _fill(cell.paragraphs[0], column, for_xml(text), bold=line is lines[0])
        word_xml.lay_out(table, [_width(column, lines, place) for place, column in enumerate(columns)])
        self.document.add_paragraph().paragraph_format.space_after = word_xml.points(0)


def _rank(section: Section, *, in_part: bool) -> int:
    return 2 if in_part and section.level > 1 else 1


def _headings(sections: list[Section], *, in_part: bool) -> Iterator[tuple[int, str]]:
    for section in sections:
        if section.heading:
            yield _rank(section, in_part=in_part), for_xml(one_line(section.heading))


def _fill(paragraph: Any, column: Column, text: str, *, bold: bool) -> None:
    if column.kind == "number":
        paragraph.alignment = word_xml.RIGHT
        # A number and its unit are not parted.
        text = text.replace(" ", "\u00a0") if not bold else text
    paragraph.add_run(text).bold = bold or None


def _width(column: Column, lines: list[list[str]], place: int) -> int:
    """Return how much of the width a column asks for, in characters."""
    longest = max(len(line[place]) for line in lines)
    word = max(len(part) for line in lines for part in line[place].split(" "))
    return max(min(longest, 44 if column.flexible else 24), min(word + 3, 24), 11)
