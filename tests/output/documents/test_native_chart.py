"""Charts that Excel and Word draw, as their XML says it."""

import io
from xml.etree import ElementTree as ET

import pytest
from python_calamine import load_workbook

from klage.output.chart import ChartKind
from klage.output.documents.native_chart import chart_height, chart_parts
from tests.output.documents.test_svg import figure

SPACE = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


@pytest.mark.parametrize(("kind", "way"), [("bars", "bar"), ("columns", "col")])
@pytest.mark.parametrize("twice", [False, True])
def test_a_chart_for_word(kind: ChartKind, way: str, *, twice: bool) -> None:
    """It has its numbers with it, in the drawing and in the workbook; two series have a legend."""
    found = figure(kind, twice=twice)
    parts = chart_parts(found)
    root = ET.fromstring(parts.drawing)  # noqa: S314 -- our own
    assert [one.get("val") for one in root.findall(".//c:barDir", SPACE)] == [way]
    values = [[v.text for v in one.findall(".//c:v", SPACE)] for one in root.findall(".//c:val", SPACE)]
    assert values == [["40", "10"], ["20", "5"]][: 1 + twice]
    assert (root.find(".//c:legend", SPACE) is not None) == twice
    rows = load_workbook(io.BytesIO(parts.workbook)).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["Tema 0", 40]


def test_names_stand_from_the_top() -> None:
    """Lying bars come in the order of the table; without turning, Excel begins at the bottom."""
    lying, standing = (chart_parts(figure(kind)).drawing for kind in ("bars", "columns"))
    assert b'<c:orientation val="maxMin"/>' in lying
    assert b'<c:orientation val="maxMin"/>' not in standing


def test_more_bars_need_more_room() -> None:
    """So that no label is left out; columns stand beside each other and do not."""
    one, two = figure().chart, figure(twice=True).chart._replace(values=("n", "before"))
    assert chart_height(one, 20) > chart_height(one, 5)
    assert chart_height(two, 5) > chart_height(one, 5)
    standing = one._replace(kind="columns")
    assert chart_height(standing, 20) == chart_height(standing, 5)


def test_a_title_is_no_formula() -> None:
    """A heading that could be a reference to a cell is text."""
    found = figure()
    named = found._replace(chart=found.chart._replace(title="=Ark1!A1"))
    assert b"<a:t>=Ark1.A1</a:t>" in chart_parts(named).drawing
