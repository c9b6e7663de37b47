"""``klage liste --xlsx``: the list as a workbook that Excel and LibreOffice open, private, and without formulas."""

import csv
import io
import re
import shutil
import stat
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook

from tests.desk import Desk

HOSTILE = '=HYPERLINK("http://ond.dk")\x1b[31m'


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """Return a desk with two cases, one of them with a text that would be a formula."""
    desk.new(citizen_name="Bo Ågesen", phone="20123456", summary=HOSTILE, department="Ældreplejen")
    desk.new(citizen_name="Ib Vø", summary="Ventetid", received_at="2026-11-19T08:00")
    desk("luk", "2", "--metode", "moede", "--resultat", "loest_i_dialog")
    return desk


def rows(file: Path) -> list[list[Any]]:
    """Return what stands in the sheet of cases."""
    with load_workbook(file) as book:
        assert book.sheet_names == ["Indhold", "Sager"]
        return book.get_sheet_by_name("Sager").to_python()


def test_list_is_written_as_it_is_shown(listed: Desk, tmp_path: Path) -> None:
    """All that fit, with dates that are dates; without names unless they are asked for."""
    file = tmp_path / "sager.xlsx"
    result = listed("liste", "--alle", "--xlsx", str(file))
    assert result.stdout.startswith(f"2 sager er skrevet i {file}. Navne, telefonnumre og tekster er udeladt")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    heading, first, second = rows(file)
    assert heading[:2] == ["Sag", "Modtaget"]
    assert "Navn" not in heading
    assert first[:2] == ["2026-0001", datetime.fromisoformat("2026-11-20T10:00")]
    assert second[0] == "2026-0002"
    assert isinstance(second[heading.index("Afsluttet")], date)


def test_texts_are_texts(listed: Desk, tmp_path: Path) -> None:
    """With names, what a citizen wrote is a string: no formula, no link, no control character."""
    file = tmp_path / "sager.xlsx"
    listed("liste", "--xlsx", str(file), "--med-navne")
    heading, only = rows(file)
    text = only[heading.index("Klage")]
    assert text.startswith('=HYPERLINK("http://ond.dk")')
    assert "\x1b" not in text
    assert only[heading.index("Telefon")] == "20123456"


def test_long_text_is_cut_and_that_is_said(desk: Desk, tmp_path: Path) -> None:
    """Excel has no room for more than 32,767 characters in a cell."""
    desk.new(summary="x" * 40_000)
    result = desk("liste", "--xlsx", str(tmp_path / "sager.xlsx"), "--med-navne")
    assert "1 tekst er længere" in " ".join(result.stdout.split())
    assert "længere" not in desk("liste", "--xlsx", str(tmp_path / "b.xlsx")).stdout


def test_nothing_is_replaced_unasked(listed: Desk, tmp_path: Path) -> None:
    """A file that is there stays, as does the register; another ending, and an empty list, are no file."""
    file = tmp_path / "sager.xlsx"
    file.write_text("mit")
    listed("liste", "--xlsx", str(file), code=2)
    assert file.read_text() == "mit"
    listed("liste", "--xlsx", str(file), "--overskriv")
    assert len(rows(file)) == 2
    listed("liste", "--xlsx", str(tmp_path / "sager.csv"), code=2)
    listed("liste", "--xlsx", str(tmp_path / "ny.xlsx"), "--fra", "20.11.2026", "--afsluttede", code=3)
    link = tmp_path / "link.xlsx"
    link.symlink_to(listed.run.home / "klage.db")
    listed("liste", "--xlsx", str(link), "--overskriv", code=2)


@pytest.mark.parametrize("others", [("--json",), ("--csv",), ("--plain",)])
def test_one_format_is_chosen(listed: Desk, tmp_path: Path, others: tuple[str, ...]) -> None:
    """A file and another format at once is a mistake, and so is replacing without a file."""
    listed("liste", "--xlsx", str(tmp_path / "sager.xlsx"), *others, code=2)
    listed("liste", "--overskriv", code=2)


@pytest.mark.real
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_it(listed: Desk, tmp_path: Path) -> None:
    """Another program sees the same rows, and no formula's value."""
    file = tmp_path / "sager.xlsx"
    listed("liste", "--alle", "--xlsx", str(file), "--med-navne")
    # The second sheet, UTF-8; LibreOffice gets a home of its own.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120
    )
    (made,) = tmp_path.glob("*.csv")
    heading, first, second = csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig")))
    assert first[heading.index("Klage")].startswith('=HYPERLINK("http://ond.dk")')
    assert second[heading.index("Klage")] == "Ventetid"
    assert first[heading.index("Modtaget")] == "20-11-2026 10:00"


def test_rows_are_as_high_as_their_texts(desk: Desk, tmp_path: Path) -> None:
    """LibreOffice takes the height as it stands: a text of several lines would lie over the next row."""
    desk.new(summary="Ventetid " * 30)
    desk.new(summary="Kort", received_at="2026-11-19T08:00")
    file = tmp_path / "sager.xlsx"
    desk("liste", "--xlsx", str(file), "--med-navne")
    with zipfile.ZipFile(file) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    heights = dict(re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', sheet))
    assert heights == {"2": "75"}
