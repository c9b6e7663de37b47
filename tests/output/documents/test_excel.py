"""Pages as workbooks, opened again by calamine and read as the XML they are."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from klage.domain import danish
from klage.output.chart import Chart
from klage.output.documents.excel import LONGEST, as_xlsx, sheet_name
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Page, Section
from klage.output.report.page import as_page
from tests.output.documents.test_html import page_of
from tests.output.report_samples import FACTS, made
from tests.output.samples import HOSTILE

FORMULAS = (
    "=1+1",
    "{=1+1}",
    "+1",
    "-1",
    "@SUM(A1)",
    "http://ond.dk",
    "mailto:a@b.dk",
    "internal:Ark!A1",
    "external:c:\\x",
    "0012",
    "1e5",
    "TRUE",
    "_x0041_",
    "0!A0",
)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the values of every sheet."""
    book = load_workbook(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def xml_of(content: bytes, pattern: str) -> str:
    """Return the XML of the files whose name has a pattern, one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return "".join(whole.read(name).decode() for name in whole.namelist() if re.search(pattern, name))


def page(*rows: tuple[Cell, ...], columns: tuple[Column, ...], chart: Chart | None = None) -> Page:
    """Return a page with one table."""
    return Page("Side", [Section("Tal", listing=Listing(columns, rows, "Ingen."), chart=chart)])


@pytest.fixture(scope="module")
def report() -> bytes:
    """Return the report that has something in every table."""
    return as_xlsx(as_page(made(FACTS)), made_at=datetime(2026, 1, 5, 8, tzinfo=UTC))


def test_a_sheet_for_every_table(report: bytes) -> None:
    """The first lists the others; each has its headings and the numbers as numbers."""
    found = sheets(report)
    names = list(found)
    assert names[0] == "Indhold"
    assert [row[1] for row in found["Indhold"][3:]] == names[1:]
    assert found["Temaer"][0][:3] == ["Tema", "Antal", "Andel"]
    assert found["Temaer"][1][:2] == ["Manglende eller forkert vejledning", 90]
    assert found["Udvikling år for år"][1][:2] == ["2024", 184]


def test_shares_are_numbers_with_a_format(report: bytes) -> None:
    """0.43 shown as 43 per cent can be reckoned with."""
    themes = sheets(report)["Temaer"]
    assert themes[1][2] == pytest.approx(90 / 140)
    assert 'formatCode="0.0 %"' in xml_of(report, "styles")


def test_every_sheet_can_be_filtered_and_scrolled(report: bytes) -> None:
    """Each table has a filter, its header stays, and it is printed on every page."""
    count = len(sheets(report)) - 1
    assert len(re.findall("<autoFilter ", xml_of(report, "tables/"))) == count
    assert xml_of(report, "worksheets/sheet").count('state="frozen"') == count
    assert xml_of(report, "workbook.xml").count("_xlnm.Print_Titles") == count


def test_charts_are_native_and_have_words(report: bytes) -> None:
    """They draw the cells of their own sheet, and say what they show."""
    charts = xml_of(report, "charts/chart")
    assert charts.count("<c:chartSpace") >= 4
    assert "<c:f>Temaer!$B$2:$B$" in charts
    assert "af to bjælker er den nederste perioden før (2024)" in xml_of(report, "drawings/drawing")


def test_dates_are_dates() -> None:
    """A day is a day, an instant is Danish time, and a flag is a word."""
    columns = (Column("d", "Dag", "date"), Column("t", "Tid", "instant"), Column("f", "Svar", "flag"))
    content = as_xlsx(page((date(2025, 3, 3), datetime(2025, 7, 1, 10, tzinfo=UTC), True), columns=columns))
    assert sheets(content)["Tal"][1] == [date(2025, 3, 3), datetime(2025, 7, 1, 12), "ja"]  # noqa: DTZ001


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_made_of_a_text(text: str) -> None:
    """No formula, no link, no number: what was written is what is read."""
    columns = (Column("a", text), Column("b", text, "list"))
    content = as_xlsx(Page(text, [Section(text, listing=Listing(columns, [(text, (text,))], ""))]))
    book = sheets(content)
    assert [*book.values()][1][1] == [text, text]
    every = xml_of(content, "worksheets/sheet")
    assert "<f>" not in every
    assert "<hyperlink" not in every


def test_a_very_long_text_is_cut_where_it_shows() -> None:
    """Excel takes 32,767 characters; the last of ours says that there is more."""
    content = as_xlsx(page(("x" * 40_000,), columns=(Column("a", "A"),)))
    cell = sheets(content)["Tal"][1][0]
    assert len(cell) == LONGEST
    assert cell.endswith("x…")


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(max_size=60), st.sampled_from((*HOSTILE, *FORMULAS))))
def test_any_text_makes_a_workbook_that_opens(text: str) -> None:
    """Also as a title, a heading, the name of a sheet and of a column, twice."""
    content = as_xlsx(page_of(text))
    assert len(sheets(content)) == 4
    assert "<f>" not in xml_of(content, "worksheets/sheet")


@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets(headings: list[str]) -> None:
    """Each is what Excel allows, and unlike the others whatever the case."""
    taken: set[str] = set()
    names = [sheet_name(heading, taken) for heading in headings]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


@pytest.mark.parametrize(
    ("heading", "name"),
    [("History", "Historik"), ("a/b: [c]?", "a b   c"), ("", "Tabel"), ("x" * 40, "x" * 31), ("'", "Tabel")],
)
def test_names_that_excel_refuses(heading: str, name: str) -> None:
    """They are changed as little as can be."""
    assert sheet_name(heading, set()) == name
    assert sheet_name(heading, {name.lower()}).endswith(" 2")


def test_a_chart_needs_columns_that_are_there() -> None:
    """A timeline is not drawn in Excel, nor what only the screen has; empty cells stay empty."""
    columns = (
        Column("a", "A"),
        Column("n", "N", "number", screen=danish.number),
        Column("s", "S", only="screen"),
    )
    rows: tuple[tuple[Cell, ...], ...] = (("x", 1, "1"), ("y", None, "2"))
    for kind, values in (("timeline", ("n",)), ("bars", ("s",))):
        chart = Chart(kind, "T", "a", values, "S.")  # type: ignore[arg-type]  # the list of cases is of texts
        content = as_xlsx(page(*rows, columns=columns, chart=chart))
        assert not xml_of(content, "charts/chart")
    assert sheets(content)["Tal"][1:] == [["x", 1], ["y", ""]]


def test_its_properties_name_nobody(report: bytes) -> None:
    """A title and the time, and no author."""
    core = xml_of(report, "docProps/core")
    assert "<dc:title>Klager i 2025</dc:title>" in core
    assert "<dc:creator></dc:creator>" in core
    assert "2026-01-05T08:00:00Z" in core
