"""The documents in the programs that open them: LibreOffice, Chromium, and poppler for what came out.

Each program is started once. Where it is not installed, its tests are skipped and say so.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klage.domain.report.facts import Month
from klage.output.documents.excel import as_xlsx
from klage.output.documents.html import as_html
from klage.output.documents.word import as_docx
from klage.output.report.page import as_page
from tests.output.report_samples import FACTS, made

pytestmark = pytest.mark.real

MONTHS = [Month(date(2025, month, 1), 10 + month, 20 - month) for month in range(1, 13)]
REPORT = as_page(made(replace(FACTS, months=MONTHS)))
CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-logging=stderr",
)  # fmt: skip


def needed(*programs: str) -> None:
    """Skip the test, saying why, where a program is not installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def started(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what a program wrote, when it ended well."""
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)


def read(pdf: Path) -> tuple[int, str]:
    """Return how many pages a PDF has, and its text."""
    pages = re.search(r"^Pages: +([0-9]+)$", started("pdfinfo", pdf).stdout, re.MULTILINE)
    assert pages is not None
    return int(pages[1]), started("pdftotext", "-layout", pdf, "-").stdout


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what LibreOffice made of the Word and the Excel file."""
    needed("soffice", "pdfinfo", "pdftotext")
    folder = tmp_path_factory.mktemp("office")
    (folder / "word.docx").write_bytes(as_docx(REPORT))
    (folder / "excel.xlsx").write_bytes(as_xlsx(REPORT))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    started(
        "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder,
        folder / "word.docx", folder / "excel.xlsx",
    )  # fmt: skip
    return folder


def test_libreoffice_opens_the_word_file(converted: Path) -> None:
    """Headings, captions, numbers and the labels of a chart are on its pages, and nothing is an error."""
    pages, text = read(converted / "word.pdf")
    assert pages > 3
    for words in (
        "Klager i 2025",
        "1. Konstateringer",
        "Tabel 1. Henvendelser efter type",
        "Figur 1. Klager måned",
    ):
        assert words in text
    assert f"Side 1 af {pages}" in text
    assert not re.search(r"Error|Fejl!|#REF|#NAVN", text)


def test_libreoffice_opens_the_excel_file(converted: Path) -> None:
    """Every table has its sheet, and shares are shown in per cent."""
    pages, text = read(converted / "excel.pdf")
    assert pages > 10
    for words in ("Ydelse", "Måned for måned", "jan 2025"):
        assert words in text
    assert re.search(r"[0-9]+[.,][0-9] %", text)
    assert not re.search(r"#REF|#NAME|Err:", text)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report as a file for a browser."""
    place = tmp_path_factory.mktemp("browser") / "beretning.html"
    place.write_text(as_html(REPORT), encoding="utf-8")
    return place


def test_chromium_has_nothing_to_say(page: Path) -> None:
    """The whole page is there, the policy blocks nothing of ours, and the console is empty."""
    needed("chromium")
    done = started(
        "chromium", *CHROMIUM, f"--user-data-dir={page.parent / 'look'}", "--dump-dom", page.as_uri()
    )
    assert done.stdout.rstrip().endswith("</html>")
    assert done.stdout.count("<svg role=") >= 5
    assert "CONSOLE" not in done.stderr


def test_the_policy_is_obeyed(page: Path) -> None:
    """A style that somebody slipped in is refused by the browser, which says so."""
    needed("chromium")
    other = page.with_name("andet.html")
    other.write_text(
        page.read_text(encoding="utf-8").replace("</body>", '<p style="color: red">x</p></body>'),
        encoding="utf-8",
    )
    done = started(
        "chromium", *CHROMIUM, f"--user-data-dir={page.parent / 'other'}", "--dump-dom", other.as_uri()
    )
    assert "Content Security Policy" in done.stderr


def test_chromium_prints_it_on_a4(page: Path) -> None:
    """Several pages with their numbers, and the last table's text is on one of them."""
    needed("chromium", "pdfinfo", "pdftotext")
    pdf = page.with_suffix(".pdf")
    started(
        "chromium", *CHROMIUM, f"--user-data-dir={page.parent / 'print'}", "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}", page.as_uri(),
    )  # fmt: skip
    pages, text = read(pdf)
    assert pages > 3
    assert "A4" in started("pdfinfo", pdf).stdout
    assert f"Side {pages} af {pages}" in text
    assert "Besked til borgerne" in text
