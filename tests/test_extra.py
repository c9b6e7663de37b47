"""Tests of how a missing extra is installed: by this Python's own pip, from where klage came."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from klage.extra import how_to_install, origin
from tests.store.support import ROOT, child_environment


@pytest.mark.parametrize(
    ("noted", "came_from"),
    [
        ({"url": "file:///home/inge/klage", "dir_info": {}}, "/home/inge/klage"),
        ({"url": "file:///home/inge/mine%20ting/klage"}, "/home/inge/mine ting/klage"),
        ({"url": "https://example.org/klage.whl"}, "klage"),
        (None, "klage"),
    ],
)
def test_where_klage_came_from(tmp_path: Path, noted: dict[str, object] | None, came_from: str) -> None:
    """The folder that pip noted; a name where it came from elsewhere or nothing is noted."""
    installed = tmp_path / "klage-0.1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: klage\nVersion: 0.1.0\n")
    if noted is not None:
        (installed / "direct_url.json").write_text(json.dumps(noted))
    assert _said_with(tmp_path, "print(extra.origin())") == came_from


def test_klage_that_is_not_installed(tmp_path: Path) -> None:
    """Run from its source folder by a Python that does not have it, its name is all there is."""
    assert _said_with(tmp_path, "print(extra.origin())") == "klage"


def test_the_line_can_be_pasted() -> None:
    """It names the Python that runs klage in full, and no shell reads the brackets."""
    line = how_to_install("kontor")
    assert line.startswith(f"{sys.executable} -m pip install ")
    assert line.endswith(f"'{origin()}[kontor]'")


@pytest.mark.parametrize(("library", "what", "extra", "setup", "call"), [
    ("docx", "Breve i Word", "kontor", "from klage.output import citizen_letter as letter", "letter.as_word([])"),
    ("docx", "Word- og Excelfiler", "kontor", "from klage.output.documents import word", "word.as_docx(PAGE)"),
    ("xlsxwriter", "Word- og Excelfiler", "kontor", "from klage.output.documents import excel", "excel.as_xlsx(PAGE)"),
    ("icalendar", "Kalenderfiler", "kontor", "from klage.output.documents import calendar",
     "calendar.calendar([], register='', now=NOW)"),
    ("olefile", "En mail fra Outlook (.msg)", "kontor", "from klage.intake.mail import outlook", "outlook.read(b'')"),
    ("python_calamine", "Regneark", "kontor", "from klage.intake.workbook import workbook",
     "workbook.opened(None).__enter__()"),
    ("pyarrow", "Et læringsudtræk", "parquet", "from klage.output.documents import parquet",
     "parquet.as_parquet([], '', {})"),
    ("pyrage", "Kryptering", "kryptering", "from klage.store.backup import encryption", "encryption.new_key()"),
])  # fmt: skip
def test_what_needs_an_extra_says_so(library: str, what: str, extra: str, setup: str, call: str) -> None:
    """In a Python that lacks the library: one sentence with the line that installs it, and a wrong use (2)."""
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from datetime import UTC, datetime\n"
        "from klage.errors import KlageError\n"
        "from klage.output.page import Page\n"
        f"{setup}\n"
        "NOW, PAGE = datetime(2026, 1, 1, tzinfo=UTC), Page('Side', [])\n"
        f"try: {call}\n"
        "except KlageError as error: print(error.exit_code, error.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=True
    )  # fmt: skip
    sentence = f"{what} kræver en udvidelse af klage. Installér den med:\n{how_to_install(extra)}"
    assert done.stdout == f"2 {sentence}\n"


def _said_with(packages: Path, code: str) -> str:
    """Run code with no other packages than those in a folder."""
    setup = f"import sys; sys.path = [{str(packages)!r}, {str(Path(__file__).parents[1])!r}, *sys.path]; "
    program = f"{setup}from klage import extra; {code}"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()
