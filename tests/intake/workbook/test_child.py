"""What is said of a workbook by the process that reads it."""

from datetime import date, time
from typing import Any

from klage.intake.workbook.child import NOT_READ, TOO_WIDE, answer
from tests.intake.workbooks import merged, ods, xlsx


def told(raw: bytes, sheet: str = "") -> list[Any]:
    """Return all that is said."""
    return list(answer(raw, sheet))


def test_rows_have_their_own_numbers() -> None:
    """Empty rows are left out, and the rest keep the number that Excel shows."""
    head, *rows = told(
        xlsx([["Titel"], [], ["Dato", "Kl."], [date(2014, 9, 22), time(8, 40)], [], [20123456]])
    )
    assert head == {"sheet": "Klager", "visible": ["Klager"], "hidden": [], "is_merged": False}
    assert rows == [
        (1, ["Titel", ""]),
        (3, ["Dato", "Kl."]),
        (4, ["2014-09-22", "08:40"]),
        (6, ["20123456", ""]),
    ]


def test_table_may_begin_anywhere() -> None:
    """Empty rows above and empty columns to the left count, in both kinds of workbooks."""
    assert told(xlsx([[], [], [None, None, "Dato"]]))[1:] == [(3, ["", "", "Dato"])]
    cell = '<table:table-cell office:value-type="string"><text:p>Dato</text:p></table:table-cell>'
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    row = f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{cell}</table:table-row>'
    assert told(ods(empty + row))[1:] == [(3, ["", "", "Dato"])]


def test_sheet_is_chosen_by_name_and_hidden_ones_are_named() -> None:
    """Without a name it is the first; one that is not there is refused with those that are."""
    raw = xlsx([["Dato"]], others=["Andet"], hidden="Skjult")
    assert told(raw)[0]["visible"] == ["Klager", "Andet"]
    assert told(raw)[0]["hidden"] == ["Skjult"]
    assert told(raw, "Andet")[1:] == [(1, ["Beskrivelse"])]
    assert told(raw, "Ja") == [{"refused": "Der er intet ark »Ja«. Der er: Klager, Andet, Skjult."}]


def test_errors_stand_where_they_are_shown() -> None:
    """A formula's value is read; one that failed is read as Danish Excel shows it, also outside the table."""
    rows = told(xlsx([["a", "b", "c"], [ValueError("#N/A"), 1], [2, None, None, ValueError("#DIV/0!")]]))[1:]
    assert rows == [
        (1, ["a", "b", "c", ""]),
        (2, ["#I/T", "1", "", ""]),
        (3, ["2", "", "", "#DIVISION/0!"]),
    ]


def test_errors_of_libreoffice_are_found() -> None:
    """Repeated rows and columns are counted, as LibreOffice writes them once."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    wrong = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    rows = told(
        ods(
            f"<table:table-row>{cell.format('a')}{cell.format('b')}{cell.format('c')}</table:table-row>"
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{wrong}</table:table-row>'
        )
    )[1:]
    assert rows == [(1, ["a", "b", "c"]), (4, ["", "", "#I/T"])]


def test_merged_cell_says_the_same_in_each_row() -> None:
    """A department that spans three rows is that of all three, and that cells were merged is told."""
    rows = [["Afdeling", "Klage"], ["", "x"], ["", "y"], ["", "z"], ["Andet", "w"]]
    head, *found = told(merged(1, 3, 0, "Ældre", rows))
    assert head["is_merged"]
    assert [cells[0] for _, cells in found] == ["Afdeling", "Ældre", "Ældre", "Ældre", "Andet"]


def test_what_is_no_workbook_is_refused() -> None:
    """Neither noise nor a broken package ends in an exception."""
    good = xlsx([["Dato"]])
    for raw in (b"", b"PK\x03\x04 noise", good[: len(good) // 2], b"\xd0\xcf\x11\xe0 noise"):
        assert told(raw) == [{"refused": NOT_READ}]


def test_sheet_of_all_columns_is_refused() -> None:
    """Excel's last column holds something: 16,384 columns are no hand-kept list."""
    assert told(xlsx([[*["Dato"], *[None] * 16_382, "x"]])) == [{"refused": TOO_WIDE.format(16_384)}]
