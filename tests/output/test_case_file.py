"""Cases as a file: every field in it, none of it a formula, and names only when they are wanted."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from klage.domain import fields
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.promise import Promise
from klage.output import case_file

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
SECRET = "Hemmelig"
CASE = Case(
    2026000042,
    Complaint(
        AT,
        f"={SECRET}\x1b[31m",
        citizen_name=SECRET,
        phone="+4612345678",
        wanted_outcome=SECRET,
        consequence=SECRET,
        child_concern=True,
        related_case=2025000007,
        points=(Point("vejledning", "A|B:C;D", 2),),
    ),
    Promise(True, AT, "doegn:24:"),
    AT,
    (Call(AT, "talt_med", concern=SECRET, agreement=SECRET, next_step=SECRET, late_reason=SECRET),),
    (Closing(AT, AT, "afsluttet", reason=SECRET),),
)


def csv_rows(*, with_names: bool) -> list[list[str]]:
    """Return the export of one case as CSV, taken apart."""
    text = "".join(case_file.as_csv([CASE], with_names=with_names))
    assert text.startswith("\ufeffSagsnr.;Modtaget;")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))


def json_object(*, with_names: bool) -> dict[str, Any]:
    """Return the export of one case as JSON, taken apart."""
    (line,) = case_file.as_jsonl([CASE], with_names=with_names)
    assert line.isprintable() is False
    assert line[:-1].isprintable()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def test_json_holds_every_field() -> None:
    """The keys are the English identifiers, and what is empty is null."""
    found = json_object(with_names=True)
    assert list(found) == list(case_file.COLUMNS)
    assert found["summary"] == f"={SECRET}\x1b[31m"
    assert (found["case_no"], found["related_case"], found["mandate"]) == ("2026-0042", "2025-0007", None)
    assert list(found["calls"][0]) == [field.key for field in fields.CALL]
    assert found["points"][0]["department"] == "A|B:C;D"


def test_csv_holds_every_field() -> None:
    """The headings are Danish, lists are JSON in a cell, and no cell is a formula."""
    headings, cells = csv_rows(with_names=True)
    row = dict(zip(headings, cells, strict=True))
    assert len(row) == len(case_file.COLUMNS)
    assert row["Kort beskrivelse"] == f"'={SECRET}\x1b[31m"
    assert row["Telefon"] == "'+4612345678"
    assert (row["Underretning"], row["Fuldmagt"]) == ("ja", "")
    assert json.loads(row["Klagepunkter"])[0]["severity"] == 2


@pytest.mark.parametrize("text", [str(csv_rows(with_names=False)), json.dumps(json_object(with_names=False))])
def test_nothing_personal_without_names(text: str) -> None:
    """Neither names nor numbers nor texts of or about the citizen are in a file without names."""
    assert SECRET not in text
    assert "4612345678" not in text
    assert "vejledning" in text
