"""Pages as Word documents, opened again by python-docx and read as the XML they are."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from klage.errors import InvalidValueError, NotFoundError
from klage.output.documents.word import as_docx
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.report.page import as_page
from tests.output.documents.test_html import page_of
from tests.output.report_samples import FACTS, made
from tests.output.samples import HOSTILE

REPORT = as_page(made(FACTS))


def opened(content: bytes) -> Any:
    """Return a document as python-docx reads it."""
    return Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the files inside a document by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


@pytest.fixture(scope="module")
def written() -> bytes:
    """Return the report that has something in every table."""
    return as_docx(REPORT, made_at=datetime(2026, 1, 5, 8, tzinfo=UTC))


def test_headings_are_real(written: bytes) -> None:
    """The title, the parts and their sections have the styles that a template gives a look."""
    found = [(p.style.name, p.text) for p in opened(written).paragraphs if p.text]
    assert found[0] == ("Title", "Klager i 2025")
    assert ("Heading 1", "1. Konstateringer") in found
    assert ("Heading 2", "Afdelinger") in found


def test_it_is_in_danish(written: bytes) -> None:
    """The language is set where every text inherits it, and nowhere to another."""
    for name in ("word/styles.xml", "word/document.xml", "word/charts/beretning1.xml"):
        text = parts(written)[name].decode()
        assert set(re.findall(r'lang(?: w:val|)="([^"]+)"', text)) <= {"da-DK"}, name
    assert b'<w:lang w:val="da-DK"' in parts(written)["word/styles.xml"]


def test_captions_are_counted_by_word(written: bytes) -> None:
    """Each table and figure has one, with a field that counts and the number that it will count to."""
    document = opened(written)
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    for kind in ("Tabel", "Figur"):
        own = [p for p in captions if p.text.startswith(kind)]
        assert [p.text.split(".")[0] for p in own] == [f"{kind} {n}" for n in range(1, len(own) + 1)]
        assert all(f"SEQ {kind} " in p._p.xml for p in own)
    assert len([p for p in captions if p.text.startswith("Tabel")]) == len(document.tables)


def test_tables_can_be_read_over_pages(written: bytes) -> None:
    """The first row is a header that is repeated, no row is cut, and each table says what it shows."""
    for table in opened(written).tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.style.name == "Beretning"


def test_charts_are_words_own(written: bytes) -> None:
    """Each has words for who does not see it, and a workbook with the numbers that it draws."""
    files = parts(written)
    drawings = opened(written).element.findall(f".//{qn('wp:docPr')}")
    assert len(drawings) >= 4
    assert all(str(one.get("descr")).endswith(".") for one in drawings)
    assert len({one.get("id") for one in drawings}) == len(drawings)
    books = sorted(name for name in files if name.startswith("word/embeddings/"))
    assert len(books) == len(drawings)
    rows = load_workbook(io.BytesIO(files[books[0]])).get_sheet_by_index(0).to_python()
    assert rows[0] == ["", "I alt"]
    assert ["2025", 207] in rows
    chart = files["word/charts/beretning1.xml"]
    assert b"<c:v>207</c:v>" in chart
    assert chart.count(b"<c:showSerName") == chart.count(b"<c:showVal") > 0


def test_the_contents_are_filled_when_it_is_opened(written: bytes) -> None:
    """Until Word has counted the pages, the list names the headings."""
    document = opened(written)
    assert "TOC " in document.element.xml
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    begins, ends = (document.element.xml.count(f'fldCharType="{kind}"') for kind in ("begin", "end"))
    assert begins == ends
    assert [p.text for p in document.paragraphs].count("Afdelinger") == 2
    short = as_docx(Page("Side", [Section("Et", paragraphs=["Ord."])]))
    assert "TOC " not in opened(short).element.xml


def test_its_properties_name_nobody(written: bytes) -> None:
    """Title, language and time; no author, and nothing of what python-docx brings."""
    found = opened(written).core_properties
    assert (found.title, found.language) == ("Klager i 2025", "da-DK")
    assert (found.author, found.last_modified_by, found.comments, found.keywords) == ("", "", "", "")
    assert found.created.year == found.modified.year == 2026


def test_a_template_decides_the_look(tmp_path: Path) -> None:
    """Its text, paper and fonts stay, and its table style is used where it has one of that name."""
    template = Document()
    template.add_paragraph("Havnsø Kommune")
    template.styles["Normal"].font.name = "Comic Neue"
    wide = template.sections[0].page_width
    place = tmp_path / "skabelon.docx"
    template.save(str(place))
    document = opened(as_docx(REPORT, template=place))
    assert document.paragraphs[0].text == "Havnsø Kommune"
    assert document.styles["Normal"].font.name == "Comic Neue"
    assert document.sections[0].page_width == wide
    again = tmp_path / "igen.docx"
    document.save(str(again))
    assert len(opened(as_docx(REPORT, template=again)).tables) == 2 * len(document.tables)


def test_a_bare_template_gets_what_it_lacks(tmp_path: Path) -> None:
    """A template without the styles of headings and captions is given them."""
    template = Document()
    for name in ("Caption", "Heading 2", "Title"):
        template.styles[name].delete()
    defaults = template.styles.element.find(qn("w:docDefaults"))
    template.styles.element.remove(defaults)
    place = tmp_path / "skabelon.docx"
    template.save(str(place))
    styles = {p.style.name for p in opened(as_docx(REPORT, template=place)).paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption"} <= styles


def test_a_template_that_cannot_be_used(tmp_path: Path) -> None:
    """One that is not there, and one that is no Word document."""
    with pytest.raises(NotFoundError, match="findes ikke"):
        as_docx(REPORT, template=tmp_path / "ingen.docx")
    other = tmp_path / "anden.docx"
    other.write_text("Kære skabelon")
    with pytest.raises(InvalidValueError, match=r"\.docx"):
        as_docx(REPORT, template=other)


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    """Control characters and what XML forbids are shown as marks; no text becomes a field or a link."""
    page = page_of(text)
    document = opened(as_docx(page))
    assert len(document.tables) == 3
    codes = {code.text.split()[0] for code in document.element.iter(qn("w:instrText"))}
    assert codes <= {"SEQ", "TOC"}
    assert not list(document.element.iter(qn("w:hyperlink")))


def test_what_xml_forbids_is_marked() -> None:
    """U+FFFE and NUL may not stand in a file of Word's."""
    document = opened(as_docx(Page("Side\ufffe", [Section(paragraphs=["a\x00b\nto"])])))
    assert [p.text for p in document.paragraphs] == ["Side⟨U+FFFE⟩", "a␀b\nto"]


def test_names_only_when_asked_for() -> None:
    """A personal column and field stay out of the document."""
    listing = Listing([Column("n", "Nr."), Column("name", "Navn", personal=True)], [("1", "Bo")], "Ingen.")
    page = Page("Side", [Section("Folk", [Field("Navn", "Eva", personal=True)], listing=listing)])
    without, with_names = (opened(as_docx(page, with_names=names)).element.xml for names in (False, True))
    assert "Bo" not in without
    assert "Eva" not in without
    assert "Bo" in with_names
    assert "Eva" in with_names
