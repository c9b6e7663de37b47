"""The report as a document: the format that is asked for, and the one that a file's name asks for."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from klage.commands.report.document import FORMATS, chosen
from klage.errors import InvalidValueError
from tests.desk import Desk


@pytest.mark.parametrize(
    ("form", "name", "style", "expected"),
    [
        (None, None, "auto", None),
        (None, "a.md", "auto", "md"),
        (None, "a.txt", "auto", "md"),
        (None, "A.HTM", "auto", "html"),
        (None, "a.html", "auto", "html"),
        (None, "a.json", "auto", "json"),
        ("html", "a.md", "auto", "html"),
        (None, "a.DOCX", "auto", "docx"),
        ("xlsx", "a", "auto", "xlsx"),
        ("json", None, "json", "json"),
        (None, "a.html", "json", "json"),
    ],
)
def test_the_format(form: str | None, name: str | None, style: str, expected: str | None) -> None:
    """What is said goes before what the name says."""
    assert chosen(form, Path(name) if name else None, style) == expected


@pytest.mark.parametrize(("form", "style"), [("pdf", "auto"), ("html", "json"), ("md", "csv")])
def test_a_format_that_cannot_be(form: str, style: str) -> None:
    """Neither one that is not there nor two at once."""
    with pytest.raises(InvalidValueError):
        chosen(form, None, style)


def test_what_a_terminal_cannot_show_needs_a_file() -> None:
    """Word and Excel are not written to the screen, and only Word has a template."""
    with pytest.raises(InvalidValueError, match=r"--ud beretning\.xlsx"):
        chosen("xlsx", None, "auto")
    for form, name in (("md", "a.md"), (None, "a.xlsx"), (None, None)):
        with pytest.raises(InvalidValueError, match="hører til Word"):
            chosen(form, Path(name) if name else None, "auto", template=Path("brev.docx"))


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_word_and_excel(desk: Desk, form: str) -> None:
    """A file that only its owner can read, of both editions; without --overskriv nothing is replaced."""
    desk.new(department="Ydelse", received_at="2026-11-02T10:00")
    for options in ((), ("--offentlig",)):
        place = desk.run.home / f"beretning{len(options)}.{form}"
        desk("rapport", "--ud", str(place), *options)
        assert zipfile.is_zipfile(place)
        assert place.stat().st_mode & 0o777 == 0o600
        assert "--overskriv" in desk.refused("rapport", "--ud", str(place), *options, code=2)
    assert "--ud" in desk.refused("rapport", "--format", form, code=2)


def test_the_template_of_the_municipality(desk: Desk) -> None:
    """The report begins after what the template holds; a template that is not there ends with 3."""
    template, place = desk.run.home / "skabelon.docx", desk.run.home / "beretning.docx"
    brand = Document()
    brand.add_paragraph("Havnsø Kommune")
    brand.save(str(template))
    desk.new()
    desk("rapport", "--ud", str(place), "--wordskabelon", str(template))
    assert Document(str(place)).paragraphs[0].text == "Havnsø Kommune"
    missing = str(desk.run.home / "ingen.docx")
    assert "findes ikke" in desk.refused(
        "rapport", "--ud", str(place), "--overskriv", "--wordskabelon", missing, code=3
    )


def test_the_page_for_a_browser(desk: Desk) -> None:
    """It is one file with the title and the tables, readable by its owner only; both editions can be written."""
    desk.new(text="Klage <b>et</b>", department="Ydelse & Børn", received_at="2026-11-02T10:00")
    place = desk.run.home / "beretning.html"
    desk("rapport", "--ud", str(place))
    document = place.read_text(encoding="utf-8")
    assert document.startswith('<!DOCTYPE html>\n<html lang="da">')
    assert "Ydelse &amp; Børn" in document
    assert "<b>" not in document
    assert place.stat().st_mode & 0o777 == 0o600
    assert desk("rapport", "--format", "html").stdout == document
    assert "til udgivelse</h1>" in desk("rapport", "--offentlig", "--format", "html").stdout


def test_the_cases_behind_a_figure_are_no_document(desk: Desk) -> None:
    """They are a list, whatever the format."""
    desk.new()
    for form in (form for form in FORMATS if form != "json"):
        assert "som en liste" in desk.refused("rapport", "--sager", "calls", "--ud", f"sager.{form}", code=2)
