"""``klage import`` of spreadsheets: read as they are seen, asked about, remembered, refused by the cell."""

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from klage.domain.case import Case
from klage.store import exporting
from tests.cli import Run
from tests.intake.workbooks import merged, xlsx
from tests.store.support import opened

DATA = Path(__file__).parent.parent.parent / "data"
NOW = {"KLAGE_NOW": "2026-11-20T11:00:00+01:00"}
UNKNOWN: list[list[Any]] = [["Sendt", "Skostørrelse", "Klage"], ["1.2.2026", 43, "Ventetid"]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return where the workbook to import lies."""
    return tmp_path / "klager.xlsx"


def write(book: Path, rows: Sequence[Sequence[Any]], **more: Any) -> str:
    """Write a workbook and return its name."""
    book.write_bytes(xlsx(rows, **more))
    return str(book)


def found(run: Run) -> list[Case]:
    """Return the cases of the register."""
    with opened(run.home / "klage.db") as register:
        return list(exporting.all_cases(register))


@pytest.mark.parametrize("order", [("xlsx", "ods", "csv"), ("csv", "ods", "xlsx")])
def test_three_kinds_of_the_same_list_are_the_same_cases(run: Run, order: tuple[str, ...]) -> None:
    """What Excel, LibreOffice and CSV hold of the sample is read alike: the second and third bring nothing new."""
    first, *others = (run("import", str(DATA / f"regneark.{kind}"), "--ja", env=NOW) for kind in order)
    assert first.stdout.startswith("25 sager er importeret.")
    assert all("25 sager var i registret i forvejen." in each.stdout for each in others)
    assert len(found(run)) == 25


def test_cells_are_read_as_they_are_seen(run: Run, book: Path) -> None:
    """Title, day and time in two columns, a phone number that is a number, and a row of sums."""
    rows: list[list[Any]] = [["Klager 2026"], [], ["Dato", "Kl.", "Tlf", "Klage"]]
    rows += [[date(2026, 2, 1), time(8, 40), 20123456.0, "Ventetid"], [], ["I alt", None, None, 1]]
    result = run("import", write(book, rows), "--ja", env=NOW)
    assert result.stdout == "1 sag er importeret. Rækker med summer, der er sprunget over: 1.\n"
    (case,) = found(run)
    assert case.complaint.received_at.isoformat() == "2026-02-01T07:40:00+00:00"
    assert "20 12 34 56" in run("vis", case.number, "--med-navne", env=NOW).stdout


def test_faults_are_told_by_row_and_column(run: Run, book: Path) -> None:
    """As Excel names them; nothing is saved, and with --gode the rest comes as CSV."""
    rows: list[list[Any]] = [
        ["Dato", "Klage"],
        ["31.2.2026", "a"],
        ["1.2.2026", ValueError("#N/A")],
        ["2.2.2026", "b"],
    ]
    result = run("import", write(book, rows), "--ja", env=NOW, code=2)
    lines = result.stderr.splitlines()
    assert lines[0].startswith("Række 2: Kolonne A, Modtaget: ")
    assert lines[1] == "Række 3: Kolonne B: Cellen viser fejlen #I/T. Ret den i regnearket."
    assert not found(run)
    assert "1 sag er importeret. Fejl: 2." in run("import", str(book), "--ja", "--gode", env=NOW).stdout
    assert "31.2.2026" in book.with_name("klager.fejl.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_mixed_dates_are_never_guessed(run: Run, book: Path, kind: str) -> None:
    """With a date that has its month first, those in doubt are refused too, also with --gode."""
    rows: list[list[Any]] = [["Dato", "Klage"], ["12/10/2014", "a"], ["10/22/2014", "b"], ["25/10/2014", "c"]]
    name = write(book, rows)
    if kind == "csv":
        name = str(book.with_suffix(".csv"))
        Path(name).write_text("\n".join(";".join(map(str, row)) for row in rows))
    result = run("import", name, "--ja", "--gode", env=NOW)
    assert result.stdout.startswith("1 sag er importeret. Fejl: 2.")
    assert "på to måder" in result.stderr
    assert [case.complaint.summary for case in found(run)] == ["c"]


def test_columns_said_once_are_remembered(run: Run, book: Path) -> None:
    """The next file with the same headings needs no more; what was said can be forgotten."""
    run("import", write(book, UNKNOWN), "--ja", env=NOW, code=2)
    columns = ("--kolonner", "Sendt=Modtaget,Skostørrelse=-")
    assert "1 sag er importeret" in run("import", str(book), "--ja", *columns, env=NOW).stdout
    newer = write(book, [UNKNOWN[0], ["2.2.2026", 44, "Afslag"]])
    result = run("import", newer, "--ja", env=NOW)
    assert "læst som sidst" in result.stderr
    assert "kendes ikke" not in result.stderr
    assert len(found(run)) == 2
    result = run("import", newer, "--proev", "--alligevel", "--glem-kolonner", env=NOW, code=2)
    assert "er glemt" in result.stderr
    assert "læst som sidst" not in run("import", newer, "--proev", "--alligevel", env=NOW, code=2).stderr


def test_user_is_asked_what_unknown_columns_are(run: Run, book: Path) -> None:
    """With an example of what stands there; Enter leaves a column out, and a field is taken once."""
    rows: list[list[Any]] = [["Sendt", "Skostørrelse", "Klage"], ["1.2.2026", 43, "Ventetid"]]
    answers = "Modtaget\nModtaget\n\nj\n"
    result = run("import", write(book, rows), stdin=answers, terminal=True, env=NOW)
    assert "»Sendt« (fx »1.2.2026«)? [-]" in result.stdout
    assert "allerede en kolonne med »Modtaget«" in result.stderr
    assert "1 sag er importeret." in result.stdout
    assert len(found(run)) == 1


def test_trial_shows_columns_and_rows_first(run: Run, book: Path) -> None:
    """What each column is read as, then the first rows, and nothing is changed."""
    name = write(book, [["Dato", "Sko", "Navn", "Klage"], ["1.2.2026", 43, "Bo", "Ventetid\nfra i går"]])
    lines = run("import", name, "--proev", env=NOW).stdout.splitlines()
    assert lines[:3] == ["»Dato« → Modtaget", "»Sko« → læses ikke", "»Klage« → Kort beskrivelse"]
    assert lines[3] == "Kolonner med klages egne navne: Navn"
    assert lines[4].startswith("Række 2: Modtaget: 1.2.2026; Navn: Bo; Kort beskrivelse: Ventetid")
    assert not (run.home / "klage.db").exists()


def test_rest_is_kept_when_asked_for(run: Run, book: Path) -> None:
    """What klage has no field for stands below the description."""
    name = write(book, [["Dato", "Sko", "Klage"], ["1.2.2026", 43, "Ventetid"]])
    assert "»Sko« → nederst" in run("import", name, "--proev", "--resten", env=NOW).stdout
    run("import", name, "--ja", "--resten", env=NOW)
    assert [case.complaint.summary for case in found(run)] == ["Ventetid\n\nSko: 43"]


def test_sheets_that_are_not_read_are_named(run: Run, book: Path) -> None:
    """The first is read, another by its name, and hidden ones are told of."""
    name = write(book, [["Dato", "Klage"], ["1.2.2026", "a"]], others=["Gamle"], hidden="Skjult")
    said = run("import", name, "--ja", env=NOW).stderr
    assert "bliver ikke læst: »Gamle«" in said
    assert "er skjulte og bliver ikke læst: »Skjult«" in said
    result = run("import", name, "--ja", "--ark", "Skjult", "--alligevel", env=NOW, code=2)
    assert "er tomt" in result.stderr


def test_merged_cells_are_told_of(run: Run, book: Path) -> None:
    """A department over two rows is that of both, and the user hears so."""
    rows: list[list[Any]] = [["Dato", "Afdeling", "Klage"], ["1.2.2026", "", "a"], ["2.2.2026", "", "b"]]
    book.write_bytes(merged(1, 2, 1, "Ældre", rows))
    assert "Flettede celler" in run("import", str(book), "--ja", env=NOW).stderr
    assert [case.complaint.department for case in found(run)] == ["Ældre", "Ældre"]


def test_workbook_can_be_piped(run: Run) -> None:
    """Its kind is known by its bytes and not by its name."""
    content = xlsx([["Dato", "Klage"], ["1.2.2026", "a"]])
    assert "1 sag er importeret" in run("import", "-", "--ja", stdin=content, env=NOW).stdout


def test_hostile_texts_are_only_texts(run: Run, book: Path) -> None:
    """Headings and cells that look like formulas or markup come through, and do nothing."""
    rows: list[list[Any]] = [
        ["Dato", "Klage", "=cmd|' /C calc'!A0"],
        ["1.2.2026", "=1+1 [bold]x[/bold] \x1b[31m", "x"],
    ]
    result = run("import", write(book, rows), "--ja", env=NOW)
    assert "\x1b" not in result.stderr + result.stdout
    assert found(run)[0].complaint.summary.startswith("=1+1 [bold]")
