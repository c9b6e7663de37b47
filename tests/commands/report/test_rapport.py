"""The report as a command: which period it is about, and in which form it comes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from klage.store import written_files
from tests.cli import Run
from tests.desk import Desk, uncoloured
from tests.store.support import opened

SIX = (
    {"received_at": "2024-06-03T10:00", "complaint_kind": "realitet"},
    {"received_at": "2024-12-31T23:30:00+01:00", "complaint_kind": "formalitet"},
    {"received_at": "2025-01-01T00:30:00+01:00", "complaint_kind": "formalitet", "department": "Ydelse"},
    {"received_at": "2025-03-31T23:30:00+02:00", "complaint_kind": "formalitet"},
    {"received_at": "2026-01-05T10:00", "complaint_kind": "blandet"},
    {"received_at": "2026-11-19T10:00", "contact_type": "vejledning"},
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with five complaints and a question about guidance."""
    desk = Desk(Run(tmp_path_factory.mktemp("filled")))
    for nth, fields in enumerate(SIX):
        desk.new(text=f"Klage {nth}", **fields)
    return desk.path


@pytest.fixture
def six(desk: Desk, filled: Path) -> Desk:
    """Return a desk with the six contacts."""
    shutil.copy(filled, desk.path)
    return desk


def reported(desk: Desk, *options: str) -> Any:
    """Return the JSON of a report."""
    return json.loads(desk("rapport", "--json", *options).stdout)


@pytest.mark.parametrize(
    ("options", "label", "n", "previous"),
    [
        (("--aar", "2025"), "2025", 2, 2),
        (("--år", "2025"), "2025", 2, 2),
        (("--kvartal", "2025-1"), "1. kvartal 2025", 2, 1),
        (("--kvartal", "2024K4"), "4. kvartal 2024", 1, 0),
        (("--fra", "2025-01-01", "--til", "2025-03-31"), "1. kvartal 2025", 2, 1),
        (("--fra", "1.1.2025", "--til", "30.3.2025"), "1. januar – 30. marts 2025", 1, 1),
        (("--fra", "1. april 2024", "--til", "31. marts 2025"), "1. april 2024 – 31. marts 2025", 4, 0),
        (("--fra", "1.1.2026", "--til", "31.12.2026"), "2026", 1, 2),
        (("--fra", "1.11.2026"), "1.–20. november 2026", 0, 0),
    ],
)
def test_the_period_that_was_asked_for(
    six: Desk, options: tuple[str, ...], label: str, n: int, previous: int
) -> None:
    """Danish days decide, and the last day is in the period."""
    found = reported(six, *options)
    assert found["period"]["label"] == label
    assert (found["complaints"]["n"], found["complaints"]["previous"]) == (n, previous)


def test_without_a_period_it_is_this_year_until_today(six: Desk) -> None:
    """It is compared with the same days of last year."""
    found = reported(six)
    assert found["period"]["first_day"] == "2026-01-01"
    assert found["period"]["last_day"] == "2026-11-20"
    assert found["period"]["is_over"]
    assert found["previous_period"]["last_day"] == "2025-11-20"
    assert (found["complaints"]["n"], found["complaints"]["previous"]) == (1, 2)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--aar", "2025", "--kvartal", "2025-1"), "én slags periode"),
        (("--aar", "2025", "--til", "1.2.2025"), "én slags periode"),
        (("--til", "31.12.2025"), "--fra"),
        (("--fra", "1.2.2025", "--til", "1.1.2025"), "Byt om"),
        (("--kvartal", "2025-5"), "2025-1"),
        (("--fra", "snart"), "dato"),
        (("--aar", "2027"), "ikke begyndt"),
        (("--fra", "1.12.2026", "--til", "31.12.2026"), "ikke begyndt"),
        (("--json", "--plain"), "ét format"),
    ],
)
def test_a_period_that_cannot_be(six: Desk, options: tuple[str, ...], sentence: str) -> None:
    """One sentence on stderr, nothing on stdout, and 2."""
    assert sentence in six.refused("rapport", *options, code=2)


def test_the_report_is_words_on_a_terminal_and_in_a_pipe(six: Desk) -> None:
    """The same sentence stands in both; only the terminal draws bars, and `--plain` draws none."""
    sentence = "I 2025 kom der 2 klager, lige så mange som i 2024."
    piped = six("rapport", "--aar", "2025").stdout
    screen = uncoloured(six("rapport", "--aar", "2025", terminal=True).stdout)
    spoken = six("rapport", "--aar", "2025", "--plain", terminal=True).stdout
    assert sentence in piped
    assert sentence in screen
    assert "█" in screen
    assert "█" not in piped
    assert sentence in spoken
    assert "█" not in spoken
    assert max(map(len, screen.splitlines())) <= 80


def test_a_report_changes_nothing(six: Desk) -> None:
    """It is made twice alike, and the register is the same to the byte."""
    before = six.content()
    assert six("rapport", "--json").stdout == six("rapport", "--json").stdout
    assert six.content() == before


def test_the_english_name(six: Desk) -> None:
    """`report` is `rapport`."""
    assert six("report", "--json").stdout == six("rapport", "--json").stdout


def test_without_a_register_there_is_no_report(desk: Desk) -> None:
    """It ends with 3 and creates nothing."""
    desk("rapport", code=3)
    assert not desk.path.exists()


# --- documents -----------------------------------------------------------------------------------------


def test_markdown_to_stdout_and_to_a_file(six: Desk) -> None:
    """The same text; the file can be read by its owner only, and the sentence names it."""
    text = six("rapport", "--aar", "2025", "--format", "md").stdout
    place = six.run.home / "beretning.md"
    said = six("rapport", "--aar", "2025", "--ud", str(place)).stdout
    assert text.startswith("# Klager i 2025\n\nI 2025 kom der 2 klager, lige så mange som i 2024.\n")
    assert "\n## 1. Konstateringer\n" in text
    assert place.read_text(encoding="utf-8") == text
    assert place.stat().st_mode & 0o777 == 0o600
    assert str(place) in said.replace("\n", "")


def test_a_file_is_not_replaced_unless_asked(six: Desk) -> None:
    """With --overskriv it is, and a name that ends in .json gets JSON."""
    place = six.run.home / "beretning.json"
    place.write_text("mit eget", encoding="utf-8")
    assert "--overskriv" in six.refused("rapport", "--ud", str(place), code=2)
    assert place.read_text(encoding="utf-8") == "mit eget"
    six("rapport", "--ud", str(place), "--overskriv")
    assert json.loads(place.read_text(encoding="utf-8"))["complaints"]["n"] == 1


def test_a_link_is_never_written_through(six: Desk) -> None:
    """What it points at is left alone, with --overskriv too."""
    other, link = six.run.home / "andet.txt", six.run.home / "genvej.md"
    other.write_text("mit eget", encoding="utf-8")
    link.symlink_to(other)
    for options in ((), ("--overskriv",)):
        six.refused("rapport", "--ud", str(link), *options, code=2)
    assert other.read_text(encoding="utf-8") == "mit eget"


def test_spso_averages_are_asked_for(six: Desk) -> None:
    """JSON has them as null until then."""
    assert reported(six)["working_days"] is None
    stages = reported(six, "--spso")["working_days"]
    assert [stage["stage"] for stage in stages] == ["first_answer", "reassessment"]
    assert "Arbejdsdage til svar" in six("rapport", "--spso").stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--format", "pdf"), "md, html, docx, xlsx, csv eller json"),
        (("--format", "md", "--json"), "ét format"),
        (("--format", "md", "--csv"), "ét format"),
    ],
)
def test_a_document_that_cannot_be(six: Desk, options: tuple[str, ...], sentence: str) -> None:
    """One sentence, and 2."""
    assert sentence in six.refused("rapport", *options, code=2)
    assert reported(six, "--format", "json")["complaints"]["n"] == 1


def test_the_figures_as_csv(six: Desk) -> None:
    """A line for each cell, to stdout or into a file; the cases behind a figure stay a list."""
    shown = six("rapport", "--csv").stdout
    assert shown.startswith("\ufeffAfsnit;Række;Kolonne;Tal;Tekst\r\n")
    assert "Klagetype;Formalitet;Antal;" in shown
    place = six.run.home / "beretning.csv"
    six("rapport", "--ud", str(place))
    assert place.read_text("utf-8").splitlines() == shown.splitlines()
    assert "Afsnit" not in six("rapport", "--sager", "complaints", "--csv").stdout


def test_the_published_report_is_a_document_too(six: Desk) -> None:
    """--offentlig goes with --ud and --format; the cases behind a figure are not published."""
    place = six.run.home / "offentlig.md"
    six("rapport", "--aar", "2025", "--offentlig", "--ud", str(place))
    assert place.read_text(encoding="utf-8").startswith("# ")
    assert "udgives ikke" in six.refused("rapport", "--offentlig", "--sager", "calls", code=2)


def test_a_written_report_can_be_named_when_cases_are_forgotten(six: Desk) -> None:
    """The register knows where it lies: an example in it is about a case."""
    place = six.run.home / "beretning.md"
    six("rapport", "--ud", str(place))
    with opened(six.path) as register:
        assert [(file.path, file.kind) for file in written_files.existing(register)] == [(place, "rapport")]


def test_a_register_without_a_complaint_has_nothing_to_report(desk: Desk) -> None:
    """One sentence says so, and what would fill it; a script gets its numbers all the same."""
    desk("kontor", "navn", "Havnsø Kommune")
    said = "Der er ingen klager i registret endnu og intet at gøre op. Registrér den første med klage ny.\n"
    assert desk("rapport").stdout == said
    assert " ".join(desk.terminal("rapport").stdout.split()) == said.strip()
    assert json.loads(desk("rapport", "--json").stdout)
