"""What columns are said to be, and rows read by that."""

import pytest

from klage.errors import InvalidValueError
from klage.intake import columns
from klage.intake.columns import Columns
from klage.intake.csv_file import RawRow, values_of
from klage.intake.headers import Given, headings_from


def rows(cells: list[list[str]], given: Given) -> tuple[Columns, list[RawRow]]:
    """Return the columns of a table, the first row of which are its headings, and the rows below."""
    headings = headings_from(cells[0], given)
    found = [RawRow(nth, values_of(row, headings.keys), row) for nth, row in enumerate(cells[1:], start=2)]
    return Columns(headings, columns.in_doubt(found, headings)), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sendt=Modtaget", {"sendt": "received_at"}),
        ("Sendt=received_at, Sko=-", {"sendt": "received_at", "sko": "-"}),
        ("Borger, navn=Navn,x=Tlf.", {"borger navn": "citizen_name", "x": "phone"}),
        ("a=b=Navn", {"a b": "citizen_name"}),
        ("Tidspunkt=Klokkeslæt", {"tidspunkt": "received_time"}),
    ],
)
def test_columns_are_said(text: str, expected: Given) -> None:
    """By any name of a field; a heading may hold a comma or an equals sign."""
    assert columns.given_from(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sendt", "Overskrift=Felt"),
        ("", "Overskrift=Felt"),
        ("Sendt=Modtaget,Sko", "Overskrift=Felt"),
        ("Sendt=Modtager", "Mente du »Modtaget«"),
        ("Sendt=zzz", "Skriv fx"),
    ],
)
def test_columns_that_cannot_be_understood_are_refused(text: str, words: str) -> None:
    """With how it is written, or the nearest field."""
    with pytest.raises(InvalidValueError, match=words):
        columns.given_from(text)


def test_column_that_is_not_there_is_refused() -> None:
    """A misspelled heading would otherwise be left unread."""
    columns.require_columns({"sendt": "received_at"}, ["SENDT "])
    with pytest.raises(InvalidValueError, match="»sendt«"):
        columns.require_columns({"sendt": "received_at"}, ["Send"])


def test_day_and_time_are_put_together() -> None:
    """The time stands in a column of its own; without a day it is nothing."""
    settled, found = rows([["Dato", "Kl."], ["2014-09-22", "08:40"], ["2014-09-23", ""], ["", "09:00"]], {})
    values = [row.values for row in settled.read(found)]
    assert values == [{"received_at": "2014-09-22 08:40"}, {"received_at": "2014-09-23"}, {}]


def test_dates_in_doubt_are_refused_row_by_row() -> None:
    """One date with the month first puts those of the same column in doubt that can be read both ways."""
    cells = [["Dato", "Svar sendt"], ["12/10/2014", "12/10/2014"], ["10/22/2014", ""], ["25/10/2014", ""]]
    settled, found = rows(cells, {})
    read = list(settled.read(found))
    assert [bool(row.problem) for row in read] == [True, False, False]
    assert str(read[0].problem).count("på to måder") == 1
    settled, found = rows([cells[0], cells[1], cells[3]], {})
    assert [row.problem for row in settled.read(found)] == [None, None]


def test_errors_are_refused_where_the_column_is_read() -> None:
    """With the letter of the column; a column that is not read may say what it likes."""
    cells = [["Dato", "Sko", "Navn"], ["2014-09-22", "#N/A", "#VÆRDI!"], ["2014-09-22", "#N/A", "#1"]]
    settled, found = rows(cells, {})
    wrong, right = settled.read(found)
    assert wrong.problem == "Kolonne C: Cellen viser fejlen #VÆRDI!. Ret den i regnearket."
    assert (wrong.values, right.problem) == ({}, None)
    settled.has_rest = True
    assert all("Kolonne B" in str(row.problem) for row in settled.read(found))


def test_sums_are_left_out_and_counted() -> None:
    """Each reading counts anew, and a row that could not be read stays as it is."""
    settled, found = rows([["Dato", "Navn"], ["2014-09-22", "Bo"], ["I alt", "1"]], {})
    found.append(RawRow(4, {}, ["x"], "For kort."))
    for _ in range(2):
        assert [row.line for row in settled.read(found)] == [2, 4]
        assert settled.totals == 1


def test_rest_is_kept_below_the_description() -> None:
    """Each unknown column with its heading; those left out by the user are not kept."""
    cells = [
        ["Dato", "Klage", "Sko", "Hat"],
        ["2014-09-22", "Afslag", "43", "grå"],
        ["2014-09-23", "", "44", ""],
    ]
    settled, found = rows(cells, {"hat": "-"})
    settled.has_rest = True
    assert [row.values["summary"] for row in settled.read(found)] == ["Afslag\n\nSko: 43", "Sko: 44"]


def test_fault_is_told_with_its_column() -> None:
    """As the spreadsheet has it; what belongs to no column is told as it is."""
    headings = headings_from(["Sko", "Dato"])
    assert columns.located("Modtaget: mangler.", headings) == "Kolonne B, Modtaget: mangler."
    assert columns.located("Kort beskrivelse: mangler.", headings) == "Kort beskrivelse: mangler."
