"""CSV: any delimiter, any line end, and every row that cannot be read told with its line."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.cells import spreadsheet
from klage.errors import InvalidValueError
from tests.intake.support import csv_rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found(tmp_path: Path, delimiter: str, newline: str) -> None:
    """The delimiter is the one that gives known headings; commas in text do not matter."""
    rows = csv_rows(tmp_path, newline.join([f"Modtaget{delimiter}Navn", f'1.2.2026{delimiter}"Bo, Ib; A|B"']))
    assert rows[0].values == {"received_at": "1.2.2026", "citizen_name": "Bo, Ib; A|B"}
    assert rows[0].line == 2


def test_line_is_where_the_row_begins(tmp_path: Path) -> None:
    """Texts of several lines and empty rows do not put the numbers out of step."""
    rows = csv_rows(tmp_path, 'Modtaget;Beskrivelse\r\n\r\n1;"en\r\nto\r\ntre"\r\n;\r\n2;x\r\n')
    assert [(row.line, row.values.get("received_at")) for row in rows] == [(3, "1"), (7, "2")]
    assert rows[0].values["summary"] == "en\r\nto\r\ntre"


def test_line_that_tells_excel_its_delimiter_is_skipped(tmp_path: Path) -> None:
    """``sep=;`` is no heading, and counts as a line."""
    rows = csv_rows(tmp_path, "sep=;\nModtaget;Navn\n1;Bo\n")
    assert [(row.line, row.values) for row in rows] == [(3, {"received_at": "1", "citizen_name": "Bo"})]


def test_rows_of_another_width_are_faults(tmp_path: Path) -> None:
    """Neither a cell too many nor one too few is guessed at."""
    rows = csv_rows(tmp_path, "Modtaget;Navn\n1;Bo;Ib\n2\n3;Asta\n")
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, True), (4, False)]
    assert "flere celler (3)" in str(rows[0].problem)
    assert "færre celler (1)" in str(rows[1].problem)


def test_quote_that_is_never_closed_is_a_fault(tmp_path: Path) -> None:
    """What it swallowed is named, so that no row is lost in silence."""
    rows = csv_rows(tmp_path, 'Modtaget;Navn\n1;"Bo\n2;Ib\n3;Asta\n')
    assert [row.line for row in rows] == [2]
    assert "Linje 2–4" in str(rows[0].problem)


def test_quote_in_the_wrong_place_is_a_fault_and_reading_goes_on(tmp_path: Path) -> None:
    """One bad row does not stop the rest."""
    rows = csv_rows(tmp_path, 'Modtaget;Navn\n1;"Bo" Ib\n2;Asta\n')
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, True), (3, False)]


def test_endless_cell_is_given_up(tmp_path: Path) -> None:
    """A quote that is never closed in a large file does not fill the memory."""
    rows = csv_rows(tmp_path, 'Modtaget;Navn\n1;"' + "x" * (2**24 + 1) + "\n2;Bo\n")
    assert "aldrig lukket" in str(rows[0].problem)
    assert rows[-1].values == {"received_at": "2", "citizen_name": "Bo"}


def test_guarded_cells_are_read_as_they_were(tmp_path: Path) -> None:
    """The apostrophe that keeps a spreadsheet from calculating is taken away again; others stay."""
    rows = csv_rows(tmp_path, "Modtaget;Navn;Beskrivelse\n1;'+45 20;'t Hooft\n")
    assert rows[0].values == {"received_at": "1", "citizen_name": "+45 20", "summary": "'t Hooft"}


@pytest.mark.parametrize("content", ["\n\n", '"Modtaget;Navn\n1;Bo', "Modtaget;Modtaget\n"])
def test_headings_that_cannot_be_read_are_refused(tmp_path: Path, content: str) -> None:
    """Without headings nothing can be read at all, and one sentence says so."""
    with pytest.raises(InvalidValueError):
        csv_rows(tmp_path, content)


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_any_texts_come_through(rows: list[list[str]]) -> None:
    """Whatever a spreadsheet-safe writer writes is read back, cell by cell."""
    rows = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Navn", "Beskrivelse"])
    writer.writerows([[spreadsheet(cell) for cell in row] for row in rows])
    with tempfile.TemporaryDirectory() as folder:
        found = csv_rows(Path(folder), text.getvalue())
    wanted = [row for row in rows if any(spreadsheet(cell).strip() for cell in row)]
    assert [[row.values.get("citizen_name", ""), row.values.get("summary", "")] for row in found] == wanted


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_content_is_rows_or_faults(content: str) -> None:
    """Below good headings nothing ends in an exception."""
    with tempfile.TemporaryDirectory() as folder:
        for row in csv_rows(Path(folder), f"Modtaget;Navn\n{content}"):
            assert row.line > 1
