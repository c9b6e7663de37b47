"""Page: one thing shown whole - a titled list of labelled values, paragraphs and small lists."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from klage.output.listing import Listing, on_screen, selected
from klage.output.safe import one_line, visible

if TYPE_CHECKING:
    from klage.output.chart import Chart
    from klage.output.styles import Mark


class Field(NamedTuple):
    """A label and its value, written for reading; a field without a value is left out.

    Attributes:
        label: The Danish label, without a colon.
        value: What to show; it may have several lines.
        personal: Left out wherever the output is not a terminal, unless names are asked for.
        mark: How a terminal marks the value; its words must say it as well.
    """

    label: str
    value: str | None
    personal: bool = False
    mark: "Mark | None" = None


class Section(NamedTuple):
    """Fields, then paragraphs, then rows, under a heading; a section with nothing in it is left out.

    Attributes:
        heading: A line above, or nothing.
        fields: Labels and values.
        paragraphs: Free text, such as a citizen's own words.
        listing: A small list; its title and note are not shown, its empty sentence is.
        personal: The whole section is left out where a personal field would be.
        level: 1 begins a part of the page, 2 is a section of it; only documents with headings tell them apart.
        chart: A drawing of the listing, where the format can draw.
        mark: How a terminal marks the paragraphs; their words must say it as well.
    """

    heading: str | None = None
    fields: Sequence[Field] = ()
    paragraphs: Sequence[str] = ()
    listing: Listing | None = None
    personal: bool = False
    level: int = 2
    chart: "Chart | None" = None
    mark: "Mark | None" = None


class Page(NamedTuple):
    """A title and what stands under it."""

    title: str
    sections: Sequence[Section]


def shown_sections(page: Page, *, with_names: bool) -> list[Section]:
    """Return the sections that have something to show, each with just the fields to show."""
    sections = (
        section._replace(
            fields=[field for field in section.fields if field.value and (with_names or not field.personal)],
            paragraphs=[text for text in section.paragraphs if text],
        )
        for section in page.sections
        if with_names or not section.personal
    )
    return [section for section in sections if section.fields or section.paragraphs or section.listing]


def page_as_plain(page: Page, *, with_names: bool = False) -> str:
    """Return ``page`` as lines that make sense read aloud: ``Label: value``, never wrapped or aligned."""
    lines = [one_line(page.title)]
    for section in shown_sections(page, with_names=with_names):
        lines += ["", *_plain_section(section, with_names=with_names)]
    return "".join(f"{line}\n" for line in lines)


def page_as_document(page: Page, *, with_names: bool = False, width: int = 76) -> str:
    """Return ``page`` as text to paste into another system: wrapped, without tabs, nothing in it obeyed.

    What runs over a line is indented, so that no line of it can pass for one of ours.
    """
    lines = wrap(one_line(page.title), width)
    for section in shown_sections(page, with_names=with_names):
        lines += ["", *wrap(one_line(section.heading or ""), width)]
        for field in section.fields:
            lines += _document_field(one_line(field.label), visible(field.value or "").strip("\n"), width)
        for paragraph in section.paragraphs:
            lines += _indented(visible(paragraph).strip("\n"), width)
    return "".join(f"{line}\n" for line in lines)


def _document_field(label: str, value: str, width: int) -> list[str]:
    if "\n" in value:
        return [f"{label}:", *_indented(value, width)]
    return wrap(f"{label}: {value}", width, subsequent_indent="  ", break_on_hyphens=False)


def _indented(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        found = wrap(line, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        lines += found or [""]
    return lines


def _plain_section(section: Section, *, with_names: bool) -> Iterator[str]:
    if section.heading:
        yield one_line(section.heading)
    for field in section.fields:
        yield f"{one_line(field.label)}: {one_line(field.value or '')}"
    for paragraph in section.paragraphs:
        # Indented, so that no line of it can pass for one of ours.
        yield "  " + visible(paragraph).strip("\n").replace("\n", "\n  ")
    if section.listing:
        yield from _spoken_rows(section.listing, with_names=with_names)


def _spoken_rows(listing: Listing, *, with_names: bool) -> Iterator[str]:
    columns, rows = selected(listing, "screen", with_names=with_names)
    if not rows:
        yield visible(listing.empty)
    for row in rows:
        cells = (
            (column.heading, on_screen(column, value)) for column, value in zip(columns, row, strict=True)
        )
        yield "; ".join(f"{heading}: {cell}" for heading, cell in cells if cell)
