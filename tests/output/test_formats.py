"""JSON, CSV and plain lines: what each looks like, and that all formats hold the same rows."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

from hypothesis import given

from klage.clock import from_text, to_text
from klage.domain.cells import from_spreadsheet
from klage.output.formats import as_csv, as_json, as_plain
from klage.output.listing import Column, Listing, in_danish, on_screen
from klage.output.safe import visible
from klage.output.table import print_table
from tests.output.samples import COLUMNS, DUE, HOSTILE, listings


def test_json_of_a_list() -> None:
    """Keys are English and stable, empty is null, an instant comes in UTC and in Danish time."""
    assert as_json(DUE) == (
        "[\n"
        '  {"case_no": "2014-0001", "due_at": "2014-10-22T10:09:00Z", "due_at_local": "2014-10-22T12:09:00+02:00", '
        '"attempts": 0, "complaint_kind": "formalitet", "department": "Ældrepleje", "summary": '
        '"Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv om det var lovet."},\n'
        '  {"case_no": "2014-0002", "due_at": null, "due_at_local": null, "attempts": 12, "complaint_kind": null, '
        '"department": "Børn og Unge", "summary": "Brevet var ikke til at forstå [/]."}\n'
        "]\n"
    )


def test_csv_of_a_list() -> None:
    """Danish Excel gets its BOM, semicolons, Danish headings, labels and dates."""
    assert as_csv(DUE, with_names=True) == (
        "\ufeffSag;Ring senest;Forsøg;Type;Afdeling;Kort om klagen;Navn\r\n"
        "2014-0001;22.10.2014 12.09;0;Formalitet;Ældrepleje;"
        "Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv om det var lovet.;Åse Berg\r\n"
        "2014-0002;;12;;Børn og Unge;Brevet var ikke til at forstå [/].;\r\n"
    )


def test_plain_lines_of_a_list() -> None:
    """A line a row, tabs between, no headings; what is written for the screen is written here too."""
    assert as_plain(DUE, with_names=True) == (
        "2014-0001\ti morgen 10.09\t0\tÆldrepleje\t"
        "Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv om det var lovet.\tÅse Berg\n"
        "2014-0002\t\t12\tBørn og Unge\tBrevet var ikke til at forstå [/].\t\n"
    )


def test_empty_lists() -> None:
    """No rows is an empty array, headings alone, and nothing at all."""
    empty = DUE._replace(rows=())
    assert as_json(empty) == "[]\n"
    assert as_csv(empty) == "\ufeffSag;Ring senest;Forsøg;Type;Afdeling;Kort om klagen\r\n"
    assert as_plain(empty) == ""


def test_names_are_left_out_unless_asked_for() -> None:
    """A personal column is missing from every format by default."""
    for write in (as_json, as_csv, as_plain):
        assert "Åse" not in write(DUE)
        assert "Åse" in write(DUE, with_names=True)


def test_columns_only_for_screen_or_data() -> None:
    """A column may be meant for people only or for programs only."""
    listing = Listing(
        (Column("case_no", "Sag"), Column("due", "Ring", only="screen"), Column("code", "Kode", only="data")),
        (("2014-0001", "om 3 t", "x"),),
        "Ingen.",
    )
    assert as_plain(listing) == "2014-0001\tom 3 t\n"
    assert as_json(listing) == '[\n  {"case_no": "2014-0001", "code": "x"}\n]\n'
    assert as_csv(listing) == "\ufeffSag;Kode\r\n2014-0001;x\r\n"


def test_kinds_in_json_and_csv() -> None:
    """Dates, decimals, flags and lists are written as programs and Danes expect."""
    columns = (
        Column("on", "Dato", "date"),
        Column("share", "Andel", "number"),
        Column("met", "Nået", "flag"),
        Column("themes", "Temaer", "list", labels={"sprog": "Sprog"}),
    )
    listing = Listing(columns, ((date(2014, 10, 1), -1.5, True, ("sprog", "ny")),), "Ingen.")
    assert json.loads(as_json(listing)) == [
        {"on": "2014-10-01", "share": -1.5, "met": True, "themes": ["sprog", "ny"]}
    ]
    assert as_csv(listing).splitlines()[1] == "01.10.2014;-1,5;ja;Sprog, ny"


def test_hostile_texts_stay_in_their_cell() -> None:
    """Every hostile text gives one plain line, one CSV row that is no formula, and JSON without loss."""
    listing = Listing(COLUMNS[:1], tuple((text,) for text in HOSTILE), "Ingen.")
    assert as_plain(listing).count("\n") == len(HOSTILE)
    cells = [row[0] if row else "" for row in _csv_rows(as_csv(listing))[1:]]
    assert [from_spreadsheet(cell) for cell in cells] == [visible(text) for text in HOSTILE]
    assert all(cell.lstrip()[:1] not in {"=", "+", "-", "@", "＝"} for cell in cells if cell)
    assert [found["case_no"] for found in json.loads(as_json(listing))] == list(HOSTILE)


@given(listings())
def test_all_formats_hold_the_same_rows(listing: Listing) -> None:
    """JSON, CSV, plain lines and the table have the same rows, in order, and the same cells in them."""
    objects = json.loads(as_json(listing))
    csv_rows = _csv_rows(as_csv(listing))[1:]
    plain_rows = as_plain(listing).split("\n")[:-1]
    table_rows = _table(listing).splitlines()[2:]
    assert len(objects) == len(csv_rows) == len(plain_rows) == len(table_rows) == len(listing.rows)
    for row, found, cells, plain, drawn in zip(
        listing.rows, objects, csv_rows, plain_rows, table_rows, strict=True
    ):
        pairs = list(zip(listing.columns, row, strict=True))
        assert [_from_json(column, found[column.key]) for column in listing.columns] == [
            _comparable(value) for value in row
        ]
        assert [
            from_spreadsheet(cell) if column.kind != "number" else cell
            for column, cell in zip(listing.columns, cells, strict=True)
        ] == [visible(in_danish(*pair)) for pair in pairs]
        assert plain.split("\t") == [on_screen(*pair) for pair in pairs]
        assert "".join(drawn.split()) == "".join("".join(plain.split("\t")).split())


def _csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def _table(listing: Listing) -> str:
    stream = io.StringIO()
    print_table(listing, stream=stream, width=20_000)
    return stream.getvalue() if listing.rows else ""


def _from_json(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind == "instant":
        return _comparable(from_text(value))
    return tuple(value) if column.kind == "list" else value


def _comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_text(value)
    return value.isoformat() if isinstance(value, date) else value
