"""A listing as text for other programs and for reading aloud: JSON, CSV and plain lines.

Machine formats leave personal columns out even when they are shown on a terminal: what a script's
author sees while trying it out is what the script will get.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from klage.clock import to_local, to_text
from klage.output.listing import Cell, Column, Listing, Stream, in_danish, on_screen, streamed
from klage.output.safe import json_escaped, visible


def as_json(listing: Listing, *, with_names: bool = False) -> str:
    """Return one JSON array, an object a line, with stable English keys in the order of the columns."""
    return "".join(json_pieces(listing, with_names=with_names))


def json_pieces(listing: Listing | Stream, *, with_names: bool = False) -> Iterator[str]:
    """Yield what ``as_json`` returns, a row at a time."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    columns, rows = streamed(listing, "data", with_names=with_names)
    before = "[\n"
    for row in rows:
        yield f"{before}  {json_escaped(encode(_json_object(columns, row)))}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csv(listing: Listing, *, with_names: bool = False) -> str:
    r"""Return CSV as Danish Excel opens it: BOM, ``;``, Danish headings and labels, ``\r\n``."""
    return "".join(csv_pieces(listing, with_names=with_names))


def csv_pieces(listing: Listing | Stream, *, with_names: bool = False) -> Iterator[str]:
    """Yield what ``as_csv`` returns, a row at a time."""
    import csv
    import io

    columns, rows = streamed(listing, "data", with_names=with_names)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    yield f"\ufeff{text.getvalue()}"
    for row in rows:
        text.seek(0)
        text.truncate()
        writer.writerow([_csv_cell(column, value) for column, value in zip(columns, row, strict=True)])
        yield text.getvalue()


def as_plain(listing: Listing, *, with_names: bool = False) -> str:
    """Return one tab-separated line a row, without headings and never wrapped; nothing for no rows."""
    return "".join(plain_pieces(listing, with_names=with_names))


def plain_pieces(listing: Listing | Stream, *, with_names: bool = False) -> Iterator[str]:
    """Yield what ``as_plain`` returns, a row at a time."""
    columns, rows = streamed(listing, "screen", with_names=with_names)
    for row in rows:
        yield "\t".join(on_screen(column, value) for column, value in zip(columns, row, strict=True)) + "\n"


def _json_object(columns: list[Column], row: list[Cell]) -> dict[str, Any]:
    json_object: dict[str, Any] = {}
    for column, value in zip(columns, row, strict=True):
        json_object[column.key] = _json_value(column, value)
        if column.kind == "instant":
            json_object[f"{column.key}_local"] = (
                to_local(value).isoformat() if isinstance(value, datetime) else None
            )
    return json_object


def _json_value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind == "instant":
        return to_text(value)
    if column.kind == "date":
        return value.isoformat()
    return list(value) if column.kind == "list" else value


def _csv_cell(column: Column, value: Cell) -> str:
    from klage.domain.cells import spreadsheet  # no other format needs it

    written = visible(in_danish(column, value))
    # A negative number begins with - and must stay a number.
    return written if column.kind == "number" else spreadsheet(written)
