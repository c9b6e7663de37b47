"""The committed report of the sample year is what klage writes today, and tells what was learnt.

``KLAGE_WRITE_SAMPLE=1 pytest -n0 tests/test_sample_report.py`` writes it anew.
"""

import os
import re
from pathlib import Path

import pytest

from tests.cli import Run

DATA = Path(__file__).parent.parent / "data"
REPORT = DATA / "beretning.md"
MUST_WRITE = bool(os.environ.get("KLAGE_WRITE_SAMPLE"))
NOW = {"KLAGE_NOW": "2026-01-05T09:00:00+01:00"}


@pytest.fixture
def year(run: Run) -> Run:
    """Return a run with the sample year in its register."""
    run("import", str(DATA / "sager.jsonl"), "--ja", env=NOW)
    return run


def test_the_sample_report_is_what_klage_writes(year: Run) -> None:
    """Letter for letter, by the command that the README of the data names."""
    out = year.home / "beretning.md"
    year("rapport", "--aar", "2025", "--ud", str(out), env=NOW)
    found = out.read_text(encoding="utf-8")
    if MUST_WRITE:
        REPORT.write_text(found, encoding="utf-8")
    assert found == REPORT.read_text(encoding="utf-8"), "see the docstring of this module"


def test_it_says_what_was_learnt_by_whom_it_is_changed_and_whether_it_helped() -> None:
    """Every lesson has a cause and an insight; what is carried out has somebody, and an honest effect."""
    lessons = re.split(r"^### ", REPORT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = [each for each in lessons if each.startswith("Læringspunkt ")]
    assert len(told) == 5
    for each in told:
        assert "- **Årsag:** " in each
        assert "- **Læring:** " in each
        assert "- **Handling:** " in each
    done = re.findall(r"^- \*\*Handling:\*\* .*Status: gennemført.*$", "".join(told), re.MULTILINE)
    assert len(done) == 2
    for line in done:
        assert re.search(r"Ambassadør \w+ \w+, aftalt med \w+ \w+\. Effekt: Der ", line)
    assert sum(each.startswith("Anbefaling ") for each in lessons) == 2
    assert "- **Ledelsens svar:** Direktionen er enig." in "".join(lessons)


def test_the_sample_can_be_published(year: Run) -> None:
    """Nothing in its examples, lessons or recommendations can lead to a person of the sample."""
    found = year("rapport", "--aar", "2025", "--offentlig", "--format", "md", env=NOW)
    assert found.stderr == ""
    assert "### Beskederne, som ingen så" in found.stdout


@pytest.mark.parametrize("department", ["Jobcenter Havnsø", "Visitationen", "Ydelsescentret"])
def test_every_department_with_a_lesson_gets_a_letter(year: Run, department: str) -> None:
    """With nothing left out but the ambassador, whom the sample office has not appointed."""
    found = year("laering", "brev", department, env=NOW)
    assert found.stderr.count("\n") == 1
    assert "har ingen ambassadør" in found.stderr
    assert "\nLæring 1\n" in found.stdout
