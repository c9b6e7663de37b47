"""What a Word document needs that python-docx has no words for: fields, charts, Danish, and tables that can be read.

The names of tags and attributes are those of ECMA-376 part 1 (WordprocessingML and DrawingML).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klage.output.documents.native_chart import Parts

RIGHT = 2
"""``WD_ALIGN_PARAGRAPH.RIGHT``; importing the enumeration would load python-docx."""

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PIXEL = 9525
"""EMU, the unit of DrawingML."""

_WIDE = 160 * 36_000
"""16 cm, the text on A4 with margins of 25 mm."""


def points(number: float) -> Any:
    """Return a length of so many points."""
    from docx.shared import Pt

    return Pt(number)


def _element(tag: str, **attributes: object) -> Any:
    """Return an element of WordprocessingML; its attributes are of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), str(value))
    return found


# --- the whole document -------------------------------------------------------------------------------


def prepare(document: Any, table_style: str, *, own: bool) -> None:
    """Set the language, add the styles that are missing, and have the fields counted when it is opened.

    Args:
        document: The document.
        table_style: The name of the style of tables.
        own: Whether there is no template, so that paper, fonts and page numbers are ours to set.
    """
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    for name in ("Title", "Heading 1", "Heading 2", "Caption"):
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    if table_style not in styles:
        _add_table_style(styles.add_style(table_style, WD_STYLE_TYPE.TABLE))
    _speak_danish(document)
    settings = document.settings.element
    settings.append(_element("w:updateFields", val="true"))
    if own:
        _set_paper(document.sections[0])
        _set_fonts(styles)


def _speak_danish(document: Any) -> None:
    """Set da-DK where every text inherits it, so that Word proofs and reads aloud in Danish."""
    from docx.oxml.ns import qn

    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = _element("w:docDefaults")
        styles.insert(0, defaults)
    default = _child(_child(defaults, "w:rPrDefault"), "w:rPr")
    for properties in (default, document.styles["Normal"].element.get_or_add_rPr()):
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_element("w:lang", val="da-DK", eastAsia="da-DK"))


def _child(parent: Any, tag: str) -> Any:
    from docx.oxml.ns import qn

    found = parent.find(qn(tag))
    if found is None:
        found = _element(tag)
        parent.append(found)
    return found


def _set_paper(section: Any) -> None:
    """Set A4 with margins of 25 mm, and the page's number below."""
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.alignment = RIGHT
    footer.add_run("Side ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" af ")
    add_field(footer, "NUMPAGES", "1")


def _set_fonts(styles: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 11, "Title": 26, "Heading 1": 17, "Heading 2": 13, "Caption": 9.5}
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.bold = name.startswith("Heading")
        style.font.color.rgb = RGBColor.from_string("515A63" if name == "Caption" else "1C2126")
    styles["Title"].paragraph_format.space_after = Pt(14)
    styles["Heading 1"].paragraph_format.space_before = Pt(26)
    styles["Heading 2"].paragraph_format.space_before = Pt(18)
    styles["Heading 2"].paragraph_format.space_after = Pt(4)
    styles["Caption"].paragraph_format.space_after = Pt(6)


# --- fields and captions ------------------------------------------------------------------------------


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word counts; until then it shows ``shown``."""
    for part in (_mark("begin"), _code(code), _mark("separate"), _text(shown), _mark("end")):
        run = paragraph.add_run()._r  # noqa: SLF001 -- python-docx has no other way to a field
        run.append(part)


def _mark(kind: str) -> Any:
    return _element("w:fldChar", fldCharType=kind)


def _code(code: str) -> Any:
    found = _element("w:instrText")
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    found.text = f" {code} "
    return found


def _text(shown: str) -> Any:
    found = _element("w:t")
    found.text = shown
    return found


def add_caption(document: Any, kind: str, number: int, text: str) -> Any:
    """Add ``Tabel 3. …`` in the style for captions, and return its paragraph."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{kind} ")
    add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f". {text}")
    return paragraph


def add_contents(document: Any, headings: Sequence[tuple[int, str]]) -> None:
    """Add a list of contents that Word fills with pages; until then it names the headings.

    Args:
        document: The document.
        headings: The rank of each heading, and its text.
    """
    if len(headings) < 2:
        return
    document.add_paragraph().add_run("Indhold").bold = True
    paragraph = None
    for number, (rank, text) in enumerate(headings):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = points(12 * (rank - 1))
        paragraph.paragraph_format.space_after = points(0)
        if not number:
            for part in (_mark("begin"), _code('TOC \\o "1-2" \\h \\z \\u'), _mark("separate")):
                paragraph.add_run()._r.append(part)  # noqa: SLF001 -- as above
        paragraph.add_run(text)
    if paragraph is not None:
        paragraph.add_run()._r.append(_mark("end"))  # noqa: SLF001 -- as above


# --- tables -------------------------------------------------------------------------------------------


def _add_table_style(style: Any) -> None:
    """Give a style thin lines between the rows and a bold header over a stronger one."""
    from docx.shared import Pt

    style.font.size = Pt(10)
    element = style.element
    borders = _element("w:tblBorders")
    borders.append(_element("w:bottom", val="single", sz=4, space=0, color="C9CED3"))
    borders.append(_element("w:insideH", val="single", sz=4, space=0, color="C9CED3"))
    margins = _element("w:tblCellMar")
    margins.append(_element("w:left", w=0, type="dxa"))
    margins.append(_element("w:right", w=140, type="dxa"))
    properties = _element("w:tblPr")
    properties.extend([borders, margins])
    spacing = _element("w:pPr")
    spacing.append(_element("w:spacing", before=30, after=30, line=240, lineRule="auto"))
    first = _element("w:tblStylePr", type="firstRow")
    bold = _element("w:rPr")
    bold.append(_element("w:b"))
    cell = _element("w:tcPr")
    edges = _element("w:tcBorders")
    edges.append(_element("w:bottom", val="single", sz=8, space=0, color="515A63"))
    cell.append(edges)
    first.extend([bold, cell])
    # The order is the schema's: paragraph, run, table, parts.
    run = element.get_or_add_rPr()
    run.addprevious(spacing)
    run.addnext(properties)
    element.append(first)


def name_table(table: Any, about: str) -> None:
    """Say what a table shows, for who does not see it."""
    table._tbl.tblPr.append(_element("w:tblCaption", val=about))  # noqa: SLF001 -- python-docx has no other way


def lay_out(table: Any, shares: Sequence[int]) -> None:
    """Set the widths of the columns, repeat the header on each page, and cut no row."""
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = _WIDE * share // sum(shares)
    for number, row in enumerate(table.rows):
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no other way
        properties.append(_element("w:cantSplit"))
        if not number:
            properties.append(_element("w:tblHeader"))


# --- charts -------------------------------------------------------------------------------------------


def add_chart(document: Any, paragraph: Any, parts: "Parts", number: int, words: str, pixels: int) -> None:
    """Put a chart in a paragraph, with its workbook inside the document.

    Args:
        document: The document.
        paragraph: Where it is to stand.
        parts: The drawing and the workbook.
        number: Which figure it is.
        words: What it shows, for who does not see it.
        pixels: How high it is drawn.
    """
    from docx.opc.part import Part

    package = document.part.package
    book = Part(
        package.next_partname("/word/embeddings/beretning%d.xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        parts.workbook,
        package,
    )
    drawing = Part(
        package.next_partname("/word/charts/beretning%d.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        b"",
        package,
    )
    inside = drawing.relate_to(book, f"{_REL}/package")
    drawing._blob = _with_workbook(parts.drawing, inside)  # noqa: SLF001 -- it must know its relation first
    related = document.part.relate_to(drawing, f"{_REL}/chart")
    inline = _inline(related, number, words, pixels)
    drawn = document.element.findall(".//{*}docPr")
    inline.find(".//{*}docPr").set("id", str(1 + max((int(one.get("id")) for one in drawn), default=0)))
    paragraph.add_run()._r.append(inline)  # noqa: SLF001 -- as above


def _with_workbook(drawing: bytes, related: str) -> bytes:
    """Return a chart's XML that names its workbook, so that Word can edit the numbers."""
    link = f'<c:externalData r:id="{related}"><c:autoUpdate val="0"/></c:externalData>'
    # By the schema it comes after the print settings, which end what XlsxWriter writes.
    return drawing.replace(b"</c:chartSpace>", f"{link}</c:chartSpace>".encode())


def _inline(related: str, number: int, words: str, pixels: int) -> Any:
    from xml.sax.saxutils import quoteattr

    from docx.oxml import parse_xml

    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return parse_xml(
        f'<w:drawing xmlns:w="{word}" xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:a="{drawing}/main">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{_WIDE}" cy="{pixels * _PIXEL}"/>'
        f'<wp:docPr id="0" name="Figur {number}" descr={quoteattr(words)}/>'
        f'<a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_REL}" r:id="{related}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
