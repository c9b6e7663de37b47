"""A letter as text and as a Word document."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.citizen_letter import Paragraph
from klage.output import citizen_letter as letter
from klage.output.safe import visible
from tests.store.support import child_environment

LETTER = [
    Paragraph("Havnsø Kommune\nBorgervejledningen"),
    Paragraph("Vi har modtaget din klage", is_heading=True),
    Paragraph("Kære Anna Åse"),
]


def test_as_text() -> None:
    """Paragraphs with an empty line between them, harmless whatever stands in them."""
    assert letter.as_text(LETTER) == (
        "Havnsø Kommune\nBorgervejledningen\n\nVi har modtaget din klage\n\nKære Anna Åse\n"
    )
    assert letter.as_text([Paragraph("\x1b[2J")]) == "␛[2J\n"


def test_as_word() -> None:
    """Real headings, Danish, A4, and nobody named as the author."""
    docx = pytest.importorskip("docx", reason="the extra kontor is not installed")
    document = docx.Document(BytesIO(letter.as_word(LETTER)))
    assert [(p.text, p.style.name) for p in document.paragraphs] == [
        ("Havnsø Kommune\nBorgervejledningen", "Normal"),
        ("Vi har modtaget din klage", "Heading 1"),
        ("Kære Anna Åse", "Normal"),
    ]
    assert document.core_properties.title == "Vi har modtaget din klage"
    assert document.core_properties.author == ""
    assert [
        round(size.mm) for size in (document.sections[0].page_width, document.sections[0].page_height)
    ] == [210, 297]
    for style in ("Normal", "Heading 1"):
        assert 'w:lang w:val="da-DK"' in document.styles[style].element.xml


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=50)
def test_any_text_can_stand_in_word(text: str) -> None:
    """Control characters and markup are text, as they are shown on the screen."""
    docx = pytest.importorskip("docx", reason="the extra kontor is not installed")
    content = letter.as_word([Paragraph(text + "</w:t>", is_heading=True)])
    (found,) = docx.Document(BytesIO(content)).paragraphs
    assert found.text == visible(text + "</w:t>")


@pytest.mark.real
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_document(tmp_path: Path) -> None:
    """LibreOffice reads what a Dane will read."""
    pytest.importorskip("docx", reason="the extra kontor is not installed")
    (tmp_path / "brev.docx").write_bytes(letter.as_word(LETTER))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "brev.docx"],
        cwd=tmp_path, env={**child_environment(), "HOME": str(tmp_path)}, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    lines = (tmp_path / "brev.txt").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Havnsø Kommune", "Borgervejledningen", "Vi har modtaget din klage", "Kære Anna Åse"]
