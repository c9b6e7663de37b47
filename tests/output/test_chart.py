"""A chart draws the listing beside it, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from klage.domain import danish
from klage.domain.report.published import Table
from klage.domain.statistics.figures import Count
from klage.output.chart import Chart, drawn
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Page, Section, shown_sections
from klage.output.report.page import as_page
from klage.output.report.publication_page import as_page as published_page
from tests.output.report.test_publication_page import PUBLIC
from tests.output.report_samples import FACTS, made

CHART = Chart("bars", "Temaer", "label", ("n", "share"), "Antal klager.")


def listing(*rows: tuple[Cell, ...], personal: bool = False) -> Listing:
    """Return a listing of labels, numbers and shares."""
    columns = [
        Column("label", "Tema", personal=personal),
        Column("n", "Antal", "number", screen=danish.number),
        Column("share", "Andel", "number", screen=danish.percent),
    ]
    return Listing(columns, rows, "Ingen.")


def test_it_draws_what_the_table_says() -> None:
    """The numbers are the cells', written as the table writes them; an empty cell is 0 and a dash."""
    found = drawn(CHART, listing(("Svar", 1200, 0.25), ("Ventetid", 3, None)), with_names=False)
    assert found is not None
    assert found.labels == ["Svar", "Ventetid"]
    assert [one.name for one in found.series] == ["Antal", "Andel"]
    assert [list(one.numbers) for one in found.series] == [[1200, 3], [0.25, 0]]
    assert [list(one.written) for one in found.series] == [["1.200", "3"], ["25,0 %", "–"]]
    assert found.most == 1200


@pytest.mark.parametrize("rows", [(), (("Svar", 3, 1.0),), (("Svar", 0, None), ("Tid", 0, None))])
def test_what_is_not_worth_drawing(rows: tuple[tuple[Cell, ...], ...]) -> None:
    """No rows, one row and nothing but 0 are not drawn; neither is a section without a chart."""
    assert drawn(CHART, listing(*rows), with_names=True) is None
    assert drawn(None, listing(("a", 1, None), ("b", 2, None)), with_names=True) is None
    assert drawn(CHART, None, with_names=True) is None


def test_personal_names_are_drawn_only_where_they_are_shown() -> None:
    """A chart keeps to what its table may show."""
    rows = (("Bo", 1, None), ("Eva", 2, None))
    assert drawn(CHART, listing(*rows, personal=True), with_names=False) is None
    assert drawn(CHART, listing(*rows, personal=True), with_names=True) is not None


def test_the_days_of_a_timeline() -> None:
    """Each row knows how long it lies after the one before; other charts have no such thing."""
    columns = [Column("day", "Dag", "date"), Column("what", "Hvad")]
    rows = [(date(2025, 3, 3), "a"), (date(2025, 3, 3), "b"), (date(2025, 5, 1), "c")]
    chart = Chart("timeline", "T", "day", ("what",), "S.", days="day")
    found = drawn(chart, Listing(columns, rows, ""), with_names=False)
    assert found is not None
    assert found.apart == [0, 0, 59]
    assert found.labels[2] == "tor 1.5.2025"
    other = drawn(chart._replace(days=""), Listing(columns, rows, ""), with_names=False)
    assert other is not None
    assert other.apart == ()


@pytest.mark.parametrize("page", [as_page(made(FACTS)), published_page(PUBLIC)], ids=["own", "published"])
def test_every_chart_of_the_report_can_be_drawn(page: Page) -> None:
    """Each names columns that are there, and ends its sentence; departments are drawn as the table has them."""
    charts = [(section.chart, section) for section in shown_sections(page, with_names=False) if section.chart]
    found = {chart.title: drawn(chart, section.listing, with_names=False) for chart, section in charts}
    assert {"Afdelinger", "Temaer", "Klager år for år"} <= found.keys()
    assert all(chart.sentence.endswith(".") for chart, _ in charts)
    departments = found["Afdelinger"]
    if departments is not None:
        named = [label for label in departments.labels if label not in ("Uoplyst", "Øvrige")]
        assert named == sorted(named, key=danish.sort_key)


def test_a_small_year_before_is_not_drawn() -> None:
    """Where the period before had fewer than ten, its bars would say nothing."""
    sections = {section.heading: section for section in as_page(made(FACTS)).sections}
    themes, departments = sections["Temaer"].chart, sections["Afdelinger"].chart
    assert themes is not None
    assert departments is not None
    assert themes.values == ("n",)
    assert departments.values == ("n", "previous")
    assert "perioden før (2024)" in departments.sentence


def test_text_formats_do_without() -> None:
    """A section without rows is not shown for its chart's sake."""
    empty = Section("Tom", chart=CHART)
    assert shown_sections(Page("Side", [empty]), with_names=True) == []


def test_a_published_chart_leaves_a_small_year_before_out_too() -> None:
    """The edition for publication follows the same rule."""
    table = Table("themes", (Count("a", "Svar", 40, 60, 3), Count("b", "Tid", 20, 60, 2)))
    page = published_page(replace(PUBLIC, tables=(table,)))
    charts = {section.heading: section.chart for section in page.sections}
    found = charts["Temaer"]
    assert found is not None
    assert found.values == ("n",)
