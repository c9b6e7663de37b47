"""Workbooks as files: read by a process of their own, laid out as a table, refused with a sentence."""

from pathlib import Path

import pytest

from klage.errors import InvalidValueError
from klage.intake.csv_file import RawRow
from klage.intake.source import open_source
from klage.intake.workbook import workbook
from tests.intake.workbooks import xlsx


def rows_of(folder: Path, content: bytes, sheet: str = "") -> list[RawRow]:
    """Return the rows of a workbook with this content."""
    path = folder / "klager.xlsx"
    path.write_bytes(content)
    with open_source(path) as source, workbook.opened(source, sheet) as book:
        return list(workbook.read_rows(book, workbook.layout_of(book, {})))


def test_headings_are_found_under_a_title(tmp_path: Path) -> None:
    """The row with most known headings is theirs; what stands above is not read, and what is below is."""
    rows = rows_of(
        tmp_path,
        xlsx([["Klager i Afdeling"], [], ["Modtaget", "Navn"], ["1.2.2026", "'t Hooft"], ["2.2.2026"]]),
    )
    assert rows == [
        RawRow(4, {"received_at": "1.2.2026", "citizen_name": "'t Hooft"}, ["1.2.2026", "'t Hooft"]),
        RawRow(5, {"received_at": "2.2.2026"}, ["2.2.2026", ""]),
    ]


def test_what_has_no_heading_is_a_fault(tmp_path: Path) -> None:
    """A cell to the right of the headings is never dropped in silence."""
    (row,) = rows_of(tmp_path, xlsx([["Modtaget", "Navn"], ["1.2.2026", "Bo", "og Ib"]]))
    assert row.line == 2
    assert "til højre" in str(row.problem)


@pytest.mark.parametrize(
    ("rows", "words"),
    [([], "er tomt"), ([["Sko", "Hat"]], "ingen kendte"), ([["Dato", "Modtaget"]], "To kolonner")],
)
def test_sheet_without_headings_is_refused(tmp_path: Path, rows: list[list[str]], words: str) -> None:
    """An empty sheet, none that is known, and two for the same field."""
    with pytest.raises(InvalidValueError, match=words):
        rows_of(tmp_path, xlsx(rows))


def test_child_that_refuses_is_heard(tmp_path: Path) -> None:
    """Its sentence is the user's."""
    with pytest.raises(InvalidValueError, match="kan ikke læses"):
        rows_of(tmp_path, b"PK\x03\x04 and noise")
    with pytest.raises(InvalidValueError, match="intet ark »Ja«"):
        rows_of(tmp_path, xlsx([["Dato"]]), "Ja")


def test_large_file_is_not_read(tmp_path: Path) -> None:
    """Fifty megabytes of packed workbook are refused before anything is unpacked."""
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(workbook.LARGEST + 1)
    with (
        pytest.raises(InvalidValueError, match="for stort"),
        open_source(path) as source,
        workbook.opened(source),
    ):
        pass
