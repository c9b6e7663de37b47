"""A listing as text for other programs and for reading aloud: JSON, CSV and plain lines.

Machine formats leave personal columns out even when they are shown on a terminal: what a script's
author sees while trying it out is what the script will get.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from klage.clock import to_local, to_text
from klage.output.listing import Cell, Column, Kind, Listing, Stream, in_danish, on_screen, streamed
from klage.output.safe import json_escaped, visible


def as_json(listing: Listing, *, with_names: bool = False) -> str:
    """Return one JSON array, an object a line, with stable English keys in the order of the columns."""
    return "".join(json_pieces(listing, with_names=with_names))


def json_pieces(listing: Listing | Stream, *, with_names: bool = False) -> Iterator[str]:
    """Yield what ``as_json`` returns, a row at a time."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    columns, rows = streamed(listing, "data", with_names=with_names)
    keys = [(column.key, column.kind) for column in columns]
    before = "[\n"
    for row in rows:
        yield f"{before}  {json_escaped(encode(_json_object(keys, row)))}"
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


_JSON_VALUES: Mapping[str, Callable[[Any], Any]] = {
    "instant": to_text,
    "date": lambda value: value.isoformat(),
    "list": list,
}


def _json_object(keys: Iterable[tuple[str, Kind]], row: list[Cell]) -> dict[str, Any]:
    """Return a row by its keys, each with the kind of its column; an instant has a second key."""
    json_object: dict[str, Any] = {}
    for (key, kind), value in zip(keys, row, strict=True):
        write = _JSON_VALUES.get(kind)
        json_object[key] = value if write is None or value is None else write(value)
        if kind == "instant":
            json_object[f"{key}_local"] = to_local(value).isoformat() if isinstance(value, datetime) else None
    return json_object


def _csv_cell(column: Column, value: Cell) -> str:
    from klage.domain.cells import spreadsheet  # no other format needs it

    written = visible(in_danish(column, value))
    # A negative number begins with - and must stay a number.
    return written if column.kind == "number" else spreadsheet(written)
