"""Drawings: each number in its place, on any width, and as words for who does not see them."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from klage.output.chart import Chart, ChartKind, Drawn, Series
from klage.output.documents.svg import as_svg


def figure(kind: ChartKind = "bars", *, numbers: tuple[float, ...] = (40, 10), twice: bool = False) -> Drawn:
    """Return something to draw, with a second series if wanted."""
    labels = [f"Tema {place}" for place, _ in enumerate(numbers)]
    written = [f"{number:g}" for number in numbers]
    series = [Series("I år", numbers, written), Series("Før", [n / 2 for n in numbers], written)]
    chart = Chart(kind, "Temaer", "label", ("n",), "Flest i Tema 0.")
    return Drawn(chart, labels, series if twice else series[:1])


def parsed(found: Drawn) -> ET.Element:
    """Return a drawing as an XML tree: what is well-formed is what a browser draws."""
    return ET.fromstring(as_svg(found, "figur-1"))  # noqa: S314 -- our own


def numbers_of(root: ET.Element, name: str) -> list[float]:
    """Return an attribute of every rectangle, without its sign of per cent."""
    return [float(str(one.get(name)).rstrip("%")) for one in root.iter("rect")]


def test_words_for_who_does_not_see_it() -> None:
    """The drawing is one image, with a title, a description, and the numbers written."""
    root = parsed(figure())
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "figur-1-title figur-1-desc"
    assert [one.text for one in root.iter("title")] == ["Temaer"]
    assert [one.text for one in root.iter("desc")] == ["Flest i Tema 0."]
    assert [one.text for one in root.iter("text")] == ["Tema 0", "40", "Tema 1", "10"]


def test_bars_are_as_long_as_their_numbers() -> None:
    """The longest leaves room for its number; half as much is half as long, and 0 has no length."""
    assert numbers_of(parsed(figure(numbers=(40, 20, 0))), "width") == [86, 43, 0]


def test_columns_are_as_high_as_their_numbers() -> None:
    """They stand on one line, and none is outside the drawing."""
    root = parsed(figure("columns", numbers=(40, 20, 0)))
    high = numbers_of(root, "height")
    assert high == [150, 75, 0]
    feet = {y + height for y, height in zip(numbers_of(root, "y"), high, strict=True)}
    assert feet == {170}
    places = zip(numbers_of(root, "x"), numbers_of(root, "width"), strict=True)
    assert all(0 <= x < x + wide <= 100 for x, wide in places)


@pytest.mark.parametrize("kind", ["bars", "columns"])
def test_two_series_are_told_apart_by_words_too(kind: ChartKind) -> None:
    """A legend names them, and they have different shades."""
    root = parsed(figure(kind, twice=True))
    words = [one.text for one in root.iter("text")]
    assert words[:2] == ["I år", "Før"]
    assert {one.get("class") for one in root.iter("rect")} == {"first", "later"}


def test_a_timeline_goes_down_the_days() -> None:
    """A point for each, its label, and what is told of it; what is empty is left out."""
    chart = Chart("timeline", "Rejsen", "day", ("what",), "Fra brev til svar.")
    told = Series("Hvad", (0, 0, 0), ("Brev", "–", "Svar"))
    root = parsed(Drawn(chart, ["1.2.", "2.2.", "9.2."], [told]))
    heights = [float(str(one.get("cy"))) for one in root.iter("circle")]
    assert heights == sorted(heights)
    assert len(heights) == 3
    assert [one.text for one in root.iter("text")] == ["1.2.", "Brev", "2.2.", None, "9.2.", "Svar"]
    assert float(str(root.get("height"))) > heights[-1]


def test_a_silence_is_seen_and_said() -> None:
    """Days far apart stand far apart, to a limit, and how many lay between them is written."""
    told = Series("Hvad", (0, 0, 0, 0), ("a", "b", "c", "d"))
    chart = Chart("timeline", "Rejsen", "day", ("what",), "Fra brev til svar.", days="on")
    root = parsed(Drawn(chart, ["1", "2", "3", "4"], [told], [0, 2, 90, 900]))
    heights = [float(str(one.get("cy"))) for one in root.iter("circle")]
    gaps = [later - earlier for earlier, later in pairwise(heights)]
    assert gaps[0] < gaps[1] < gaps[2] < 2 * gaps[0]
    words = [one.text for one in root.iter("text")]
    assert "90 dage" in words
    assert "900 dage" in words
    assert "2 dage" not in words


def test_long_labels_are_cut_and_hostile_ones_are_harmless() -> None:
    """However long, a label takes two lines; markup in it is text."""
    found = figure()._replace(labels=["<b>" + "ord " * 30_000, "x" * 100_000])
    document = as_svg(found, "f")
    assert len(document) < 3000
    assert "&lt;b&gt;ord" in document
    assert "…" in document
    assert not re.search(r"<b>", document)
