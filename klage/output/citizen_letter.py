"""A letter as plain text, or as a Word document that a municipality can put its own letterhead on."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from klage.domain.citizen_letter import Paragraph
from klage.errors import needs_extra
from klage.output.safe import visible

if TYPE_CHECKING:
    from docx.document import Document


def as_text(letter: Sequence[Paragraph]) -> str:
    """Return a letter as text, with nothing in it that a terminal would obey."""
    return "\n\n".join(visible(paragraph.text) for paragraph in letter) + "\n"


def as_word(letter: Sequence[Paragraph]) -> bytes:
    """Return a letter as a Word document in Danish, with a real heading and nobody named as its author.

    Raises:
        InvalidValueError: The extra is missing.
    """
    document = _new_document()
    for paragraph in letter:
        # visible() also takes what XML cannot hold; python-docx makes a line break of a line end.
        text, style = visible(paragraph.text), "Heading 1" if paragraph.is_heading else "Normal"
        document.add_paragraph(text, style=style)
        if paragraph.is_heading:
            document.core_properties.title = text[:255]
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _new_document() -> "Document":
    try:
        import docx
        from docx.oxml.ns import qn
        from docx.shared import Mm
    except ImportError as error:
        raise needs_extra("Breve i Word", "kontor") from error
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)  # the library's own is American paper
    for style in ("Normal", "Heading 1"):
        properties = document.styles[style].element.get_or_add_rPr()
        language = properties.makeelement(qn("w:lang"), {qn("w:val"): "da-DK"})
        properties.append(language)
    return document
