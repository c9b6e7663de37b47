"""The faulty rows of a file: said one by one, and written so that they can be mended and imported."""

import json
from pathlib import Path

from klage.intake import csv_file
from klage.intake.csv_file import RawRow
from klage.intake.faults import Faults
from klage.intake.source import open_source
from tests.intake.support import csv_rows

CONTENT = 'Modtaget;Navn\n1;Bo;Ib\n2;=SUM(A1)\n3;"Asta\nRiis"\n'


def test_every_problem_is_said_with_its_line() -> None:
    """A row with two problems gives two sentences."""
    faults = Faults()
    faults.add(RawRow(7, {}, []), ["Navn: a.", "Telefon: b."])
    faults.note(9, "Relateret sag: c.")
    assert faults.count == 2
    assert list(faults.sentences()) == [
        "Linje 7: Navn: a.",
        "Linje 7: Telefon: b.",
        "Linje 9: Relateret sag: c.",
    ]
    faults.close()


def test_csv_of_faults_can_be_imported(tmp_path: Path) -> None:
    """Reason and line come first and are skipped; the cells read as they did, and none is a formula."""
    rows = csv_rows(tmp_path, CONTENT)
    faults = Faults()
    for row in rows:
        faults.add(row, ["Modtaget: forkert."])
    faults.note(4, "Relateret sag: findes ikke.")
    with open_source(tmp_path / "klager.csv") as source:
        text = "".join(faults.as_csv(csv_file.layout_of(source)))
    faults.close()
    assert "\r\nModtaget: forkert.;3;2;'=SUM(A1)\r\n" in text
    again = csv_rows(tmp_path, text)
    assert [row.values for row in again[1:]] == [row.values for row in rows[1:]]
    assert again[0].problem  # one cell too many is still one too many


def test_jsonl_of_faults_can_be_imported() -> None:
    """Reason and line are members; a line that is no object is kept as text."""
    faults = Faults()
    faults.add(RawRow(3, {}, '{"summary": "\\ud800"}\n'), ["Kort beskrivelse: forkert."])
    faults.add(RawRow(4, {}, "{halv"), ["Linjen er ikke gyldig JSON."])
    found = [json.loads(line) for line in faults.as_jsonl()]
    faults.close()
    assert found == [
        {"Fejl": "Kort beskrivelse: forkert.", "Linje": 3, "summary": "\ud800"},
        {"Fejl": "Linjen er ikke gyldig JSON.", "Linje": 4, "Tekst": "{halv"},
    ]
