"""Charts that Excel and Word draw themselves, of cells that can be edited; both come from XlsxWriter.

Word has the same kind of drawing as Excel, and keeps the numbers in a small workbook inside the document.
Needs the extra ``kontor``.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple

from klage.errors import needs_extra
from klage.output.chart import Chart, Drawn
from klage.output.safe import for_xml, one_line

COLOURS = ("#1d5a85", "#8a949e")
"""Those of the page for browsers."""

FONT = {"name": "Calibri", "size": 10}
CHART_WIDTH = 620
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class Parts(NamedTuple):
    """A chart for Word: the drawing as XML, and the workbook that holds its numbers."""

    drawing: bytes
    workbook: bytes


def new_workbook(file: io.BytesIO) -> Any:
    """Return an empty workbook in which no text becomes a formula or a link.

    Raises:
        InvalidValueError: The extra is not installed.
    """
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise needs_extra("Word- og Excelfiler", "kontor") from error
    return Workbook(file, _OPTIONS)


def chart_of(workbook: Any, chart: Chart, sheet: str, columns: tuple[int, Sequence[int]], rows: int) -> Any:
    """Return a native chart of a sheet's cells, which have their headings in the first row.

    Args:
        workbook: Where the chart is to be.
        chart: What to draw.
        sheet: The name of the sheet.
        columns: The place of the labels, and of each column of numbers.
        rows: How many rows there are.
    """
    lying = chart.kind == "bars"
    made: Any = workbook.add_chart({"type": "bar" if lying else "column"})
    labels, places = columns
    for nth, place in enumerate(places):
        made.add_series({
            "name": [sheet, 0, place],
            "categories": [sheet, 1, labels, rows, labels],
            "values": [sheet, 1, place, rows, place],
            "fill": {"color": COLOURS[nth % 2]},
            "data_labels": {"value": True, "font": FONT},
            "gap": 60,
        })  # fmt: skip
    # Ark!A1 would be read as a reference, though this is a title.
    made.set_title(
        {"name": for_xml(one_line(chart.title)).replace("!", "."), "name_font": FONT | {"size": 12}}
    )
    made.set_legend({"none": True} if len(places) < 2 else {"position": "top", "font": FONT})
    numbers, names = ("set_x_axis", "set_y_axis") if lying else ("set_y_axis", "set_x_axis")
    getattr(made, numbers)({"visible": False, "major_gridlines": {"visible": False}})
    getattr(made, names)({"reverse": lying, "num_font": FONT, "line": {"color": "#c9ced3"}})
    made.set_size({"width": CHART_WIDTH, "height": chart_height(chart, rows)})
    return made


def chart_height(chart: Chart, rows: int) -> int:
    """Return how high a chart is drawn, in pixels: room for each label of lying bars."""
    return 90 + rows * (22 + 14 * (len(chart.values) - 1)) if chart.kind == "bars" else 300


def chart_parts(found: Drawn) -> Parts:
    """Return a chart as Word takes it in.

    Raises:
        InvalidValueError: The extra is not installed.
    """
    file = io.BytesIO()
    columns = range(1, len(found.series) + 1)
    with new_workbook(file) as workbook:
        sheet = workbook.add_worksheet("Tal")
        for row, label in enumerate(found.labels, 1):
            sheet.write_string(row, 0, for_xml(label)[:255])
        for column, one in zip(columns, found.series, strict=True):
            sheet.write_string(0, column, for_xml(one_line(one.name))[:255])
            for row, number in enumerate(one.numbers, 1):
                sheet.write_number(row, column, number)
        made = chart_of(workbook, found.chart, "Tal", (0, columns), len(found.labels))
        sheet.insert_chart(0, len(found.series) + 2, made)
    with zipfile.ZipFile(file) as whole:
        return Parts(_for_word(whole.read("xl/charts/chart1.xml")), file.getvalue())


def _for_word(drawing: bytes) -> bytes:
    """Return a chart's XML in Danish, with what its labels leave out said: left unsaid, it is shown in Word."""
    hidden = b"".join(
        b'<c:show%s val="0"/>' % name for name in (b"CatName", b"SerName", b"Percent", b"BubbleSize")
    )
    shown = b'<c:showVal val="1"/>'
    return drawing.replace(shown, b'<c:showLegendKey val="0"/>' + shown + hidden).replace(b"en-US", b"da-DK")
