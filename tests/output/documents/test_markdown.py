"""Pages as Markdown, read back by a Markdown parser: whatever the data, it is never markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from klage.domain.statistics.figures import Pair
from klage.output.documents.markdown import as_markdown, escaped
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report.page import as_page
from klage.output.safe import one_line
from tests.domain.report.test_report import tables
from tests.output.report_samples import FACTS, made
from tests.output.samples import HOSTILE

READER = MarkdownIt("commonmark").enable("table")
MARKUP = (
    *(
        "# Overskrift",
        "## 2",
        "- punkt",
        "+ punkt",
        "* punkt",
        "1. et",
        "12) to",
        "> citat",
        "    kode",
        "---",
        "===",
        "~~~",
    ),
    *(
        "```",
        "[navn](http://x.dk)",
        "![b](x)",
        "<b>fed</b>",
        "<!-- -->",
        "&amp;",
        "*a* _b_ `c`",
        "a|b",
        "|---|",
        "\\",
        "\\|",
    ),
    *(
        "http://ond.dk",
        "www.ond.dk",
        "[a]: /x",
        "a\n===",
        "a\n\n# b",
        "a\\\n# b",
        "$x$",
        "<script>",
        "a  \n- b",
        "~a~",
    ),
)
ANY = st.sampled_from((*HOSTILE, *MARKUP)) | st.text(max_size=40)


def tokens(text: str) -> list[Token]:
    """Return every token of a document, also those inside a line."""
    return [each for block in READER.parse(text) for each in (block, *(block.children or ()))]


def read(text: str) -> str:
    """Return what a reader sees of one line of Markdown."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "text_special"))


def kinds(text: str) -> set[str]:
    """Return what kinds of markup there are in a document."""
    return {token.type for token in tokens(text)} - {
        "text", "inline", "paragraph_open", "paragraph_close", "hardbreak", "softbreak", "text_special",
    }  # fmt: skip


@given(ANY)
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    """One line of data is one paragraph, with nothing in it but its own letters."""
    shown = f"x{escaped(text)}x"
    assert kinds(shown) == set()
    assert read(shown) == f"x{one_line(text)}x"


@given(ANY, ANY, ANY)
def test_a_page_of_any_text_has_only_its_own_markup(heading: str, paragraph: str, cell: str) -> None:
    """Two headings, one list, one paragraph and one table with two rows, whatever stands in them."""
    listing = Listing([Column("a", "A"), Column("n", "Antal", "number")], [[cell, 1], ["b", 2]], "Ingen.")
    section = Section(f"h{heading}", [Field("Felt", f"f{cell}")], [f"p{paragraph}"], listing)
    found = as_markdown(Page("Titel", [section]))
    count = [token.type for token in READER.parse(found)]
    assert [count.count(kind) for kind in ("heading_open", "list_item_open", "table_open", "tr_open")] == [
        2,
        1,
        1,
        3,
    ]
    assert count.count("paragraph_open") == 2
    assert kinds(found) <= {
        *(
            "heading_open",
            "heading_close",
            "bullet_list_open",
            "bullet_list_close",
            "list_item_open",
            "list_item_close",
        ),
        *(
            "strong_open",
            "strong_close",
            "table_open",
            "table_close",
            "thead_open",
            "thead_close",
            "tbody_open",
        ),
        *("tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    }


@pytest.mark.parametrize("text", [*MARKUP, "- a\n- b\n\n\n1. c\n    d"])
def test_a_paragraph_keeps_its_lines_and_is_one(text: str) -> None:
    """No line of it begins a list, a heading, a quotation or a block of code."""
    found = as_markdown(Page("T", [Section(paragraphs=[text])])).removeprefix("# T\n\n")
    assert kinds(found) == set()
    assert re.sub(r"\s", "", read(found)) == re.sub(r"\s", "", text)


def test_a_document_as_it_looks() -> None:
    """Parts are second, sections third; numbers stand to the right, and what is personal is left out."""
    listing = Listing([Column("a", "Tema"), Column("n", "Antal", "number")], [["Løn | sko", 1564]], "Ingen.")
    page = Page(
        "Klager",
        [
            Section("1. Konstateringer", paragraphs=["Ord."], level=1),
            Section(
                "Temaer", fields=[Field("I alt", "3"), Field("Navn", "Bo", personal=True)], listing=listing
            ),
            Section("Årsager", listing=Listing(listing.columns, [], "Ingen."), personal=False),
        ],
    )
    assert as_markdown(page) == (
        "# Klager\n\n## 1. Konstateringer\n\nOrd.\n\n### Temaer\n\n- **I alt:** 3\n\n"
        "| Tema | Antal |\n| --- | ---: |\n| Løn \\| sko | 1564 |\n\n### Årsager\n\nIngen.\n"
    )
    assert "**Navn:** Bo" in as_markdown(page, with_names=True)


@pytest.mark.parametrize("name", [text for text in HOSTILE if text and text != "\ud800"])
def test_the_report_as_a_document(name: str) -> None:
    """Every table of the report is one in Markdown; no reason that may name somebody stands in it."""
    found = as_markdown(as_page(made(tables(FACTS, departments=Pair({name: 207}, {})))))
    assert "Kirsten" not in found
    assert "\x1b" not in found
    assert [token.type for token in READER.parse(found)].count("table_open") >= 15
