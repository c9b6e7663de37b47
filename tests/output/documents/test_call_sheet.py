"""The list for paper as text and as a page: no case is split, every page has its foot, no datum is obeyed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.call_sheet import Block, Sheet
from klage.output.documents import call_sheet
from klage.output.documents.html import policy
from tests.output.documents.test_html import Reader
from tests.output.samples import HOSTILE

CSS = call_sheet.STYLE.read_text(encoding="utf-8")
FOOT = "Udskrevet fredag 20. november 2026 kl. 10.00"


def block(number: int = 1, *, text: str = "Ord", call: bool = True, facts: int = 2) -> Block:
    """Return a block with the same text in every place that holds one."""
    return Block(f"Sag {number} {text}", (text, text), (text, text), (text,) * facts, is_call=call)


def sheet(*blocks: Block, text: str = "Ord") -> Sheet:
    """Return a sheet of blocks."""
    return Sheet(text, (text, text), blocks, FOOT)


def pages(made: Sheet) -> list[list[str]]:
    """Return the lines of each page of text."""
    return [page.splitlines() for page in call_sheet.as_text(made).split("\f")]


# --- text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cases", [0, 1, 30, 200])
def test_every_page_is_full_and_has_its_number(cases: int) -> None:
    """All pages have the same number of lines, none is wider than the paper, and the foot says which it is."""
    printed = pages(sheet(*(block(number, call=number % 3 > 0) for number in range(cases))))
    for number, lines in enumerate(printed, 1):
        assert len(lines) == call_sheet.LINES
        assert max(map(len, lines)) <= call_sheet.WIDTH
        assert lines[-1].startswith(FOOT)
        assert lines[-1].endswith(f"Side {number} af {len(printed)}")
    assert sum(line.startswith("[ ] Sag") for lines in printed for line in lines) == cases


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=20))
def test_a_case_is_never_split(shapes: list[tuple[bool, int]]) -> None:
    """Each page holds whole blocks, from the rule above to the last line to write on."""
    blocks = [block(number, call=call, facts=facts) for number, (call, facts) in enumerate(shapes)]
    for lines in pages(sheet(*blocks)):
        text = "\n".join(lines)
        forms = text.count("Hvem og senest") + text.count("Gjort, dag og af hvem")
        assert text.count("[ ] Sag") == text.count("-" * call_sheet.WIDTH) == forms


def test_a_case_longer_than_a_page_goes_on_over_the_next() -> None:
    """Nothing is lost, and the next case begins after it."""
    printed = pages(sheet(block(1, facts=150), block(2)))
    assert sum(line.strip() == "Ord" for lines in printed for line in lines) == (150 + 4) + (2 + 4) + 3
    assert len(printed) == 5


def test_there_is_room_for_a_pen() -> None:
    """Two attempts with what can come of them, what was agreed, and a line for what is no call."""
    (lines,) = pages(sheet(block(1), block(2, call=False)))
    text = "\n".join(lines)
    assert text.count("[ ] talt med  [ ] ikke truffet  [ ] besked lagt") == call_sheet.ATTEMPTS
    assert "Aftalt ____" in text
    assert "[ ] det videre forløb er oplyst" in text
    assert text.count("Gjort, dag og af hvem ____") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_obeyed(text: str) -> None:
    """No control character but the page's own feed, and no line that begins like one of ours."""
    printed = call_sheet.as_text(sheet(block(1, text=text), text=text))
    assert not re.search(r"[\x00-\x09\x0b\x0d-\x1f\x7f-\x9f\u202a-\u202e]", printed)
    assert printed.count("\f") == printed.count("Side ") - 1
    assert sum(line.startswith("[ ] ") for line in printed.splitlines()) == 1


# --- a page for a browser --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*HOSTILE, "</style><script>alert(1)</script>", "<img src=x onerror=y>"])
def test_a_text_is_never_markup(text: str) -> None:
    """With any text there are the tags and attributes that there are with a plain word."""
    plain = Reader(call_sheet.as_html(sheet(block(), block(2, call=False))))
    found = Reader(call_sheet.as_html(sheet(block(text=text), block(2, text=text, call=False), text=text)))
    shape = [(tag, (*attributes,)) for tag, attributes in plain.tags]
    assert [(tag, (*attributes,)) for tag, attributes in found.tags] == shape
    assert not found.strange
    assert not found.open


def test_the_page_asks_for_nothing_and_has_its_foot_in_the_margin() -> None:
    """One style whose hash the policy names; the date and the page number are printed on every sheet of paper."""
    document = call_sheet.as_html(sheet(block()))
    style = document.partition("<style>")[2].partition("</style>")[0]
    assert FOOT in style
    assert 'counter(page) " af " counter(pages)' in style
    assert policy(style) in document
    assert "url(" not in style
    names = {name for _, attributes in Reader(document).tags for name in attributes}
    assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "colspan"}


def test_a_case_is_kept_together_on_paper() -> None:
    """The style says so in the new word and in the old one."""
    assert "article { break-inside: avoid; page-break-inside: avoid;" in CSS
    assert "size: A4" in CSS


@pytest.mark.real
@pytest.mark.parametrize(("cases", "least", "most"), [(1, 1, 1), (30, 9, 12), (200, 60, 75)])
def test_the_browser_prints_whole_cases(tmp_path: Path, cases: int, least: int, most: int) -> None:
    """Each page of the PDF begins with a whole case and ends with one, and says which page it is."""
    if not (shutil.which("chromium") and shutil.which("pdftotext")):
        pytest.skip("chromium or pdftotext is not installed")
    page, pdf = tmp_path / "liste.html", tmp_path / "liste.pdf"
    page.write_text(call_sheet.as_html(sheet(*(block(number) for number in range(cases)))), encoding="utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    printed = done.stdout.rstrip("\f").split("\f")
    assert least <= len(printed) <= most
    for number, text in enumerate(printed, 1):
        assert f"Side {number} af {len(printed)}" in text
        assert text.count("Sag ") == text.count("Hvem og senest")
    assert done.stdout.count("Sag ") == cases
