"""`klage rapport --sager`: the cases behind a figure, in every format."""

import json
from typing import Any

import pytest

from tests.desk import Desk, uncoloured


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Return a desk with three complaints, two calls and one closed case."""
    for nth, department in enumerate(("Ydelse", "Ydelse", "Jobcenter")):
        desk.new(text=f"Klage {nth}", citizen_name="Anna Åse", phone="20123456", department=department)
    for result in ("ikke_truffet", "talt_med"):
        desk("opkald", "1", "--udfald", result)
    desk("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    return desk


def listed(desk: Desk, key: str) -> Any:
    """Return the JSON of the list behind a figure."""
    return json.loads(desk("rapport", "--sager", key, "--json").stdout)


def test_the_cases_behind_a_department(busy: Desk) -> None:
    """The number in the report is the number of lines, and each line names its case."""
    report = json.loads(busy("rapport", "--json").stdout)
    row = next(row for row in report["departments"] if row["code"] == "Ydelse")
    found = listed(busy, row["key"])
    assert row["key"] == "departments.Ydelse"
    assert [one["case_nos"] for one in found] == [["2026-0001"], ["2026-0002"]]
    assert len(found) == row["n"]
    assert found[0]["at_local"].startswith("2026-11-20T")


def test_what_is_counted_more_than_once_is_said(busy: Desk) -> None:
    """A case with two calls stands twice, and a terminal is told why."""
    assert len(listed(busy, "calls")) == 2
    screen = uncoloured(busy("rapport", "--sager", "calls", terminal=True).stdout)
    assert "calls i perioden 1. januar – 20. november 2026: 2 opkald" in screen
    assert "Tallet tæller opkald, så en sag kan stå flere gange." in screen
    assert "flere gange" not in busy("rapport", "--sager", "trend.2026", terminal=True).stdout


def test_lines_and_csv_hold_no_names(busy: Desk) -> None:
    """A pipe gets number, time, department and kind; CSV has Danish headings."""
    lines = busy("rapport", "--sager", "outcomes.loest_i_dialog").stdout
    assert lines == "2026-0001\tfre 20.11.2026 10:00\tYdelse\tUafklaret\n"
    table = busy("rapport", "--sager", "departments.Jobcenter", "--csv").stdout
    assert table.splitlines()[0].endswith("Sag;Hvornår;Afdeling;Type")
    assert "Anna" not in lines + table


def test_days_are_days(busy: Desk) -> None:
    """A mediation has a day and no time."""
    busy("maegling", "2", "--art", "borgermaegler")
    assert listed(busy, "mediations.borgermaegler")[0]["at"] == "2026-11-20"


def test_no_case_behind_a_figure_is_an_empty_list(busy: Desk) -> None:
    """It ends with 0; a terminal is told in words."""
    assert listed(busy, "departments.Findes ikke") == []
    screen = uncoloured(busy("rapport", "--sager", "outcomes.medhold", terminal=True).stdout)
    assert "Der er ingen bag tallet outcomes.medhold i perioden" in screen


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--sager", "hvad"), "Det tal kendes ikke"),
        (("--sager", "calls", "--format", "md"), "som en liste"),
        (("--sager", "calls", "--ud", "x.md"), "som en liste"),
    ],
)
def test_a_list_that_cannot_be(busy: Desk, options: tuple[str, ...], sentence: str) -> None:
    """One sentence, 2, and nothing is changed."""
    assert sentence in busy.refused("rapport", *options, code=2)


def test_the_key_of_a_hostile_department_is_harmless(desk: Desk) -> None:
    """A name with escape sequences lists its cases and moves no cursor."""
    desk.new(department="\x1b[31mrød.[/]")
    (row,) = json.loads(desk("rapport", "--json").stdout)["departments"]
    shown = desk("rapport", "--sager", row["key"], terminal=True).stdout
    assert "2026-0001" in shown
    assert "\x1b[31mrød" not in shown
