"""Choose the format that fits where the output goes: a table on a terminal, plain lines elsewhere."""

from typing import TYPE_CHECKING, Literal, TextIO

from klage.output.formats import as_csv, as_json, as_plain
from klage.output.listing import Listing
from klage.output.safe import json_escaped, visible

if TYPE_CHECKING:
    from klage.output.page import Page

Style = Literal["auto", "table", "plain", "json", "csv"]


def show(
    listing: Listing,
    *,
    style: Style = "auto",
    with_names: bool = False,
    stream: TextIO,
    width: int | None = None,
) -> None:
    """Write ``listing`` to ``stream``.

    Args:
        listing: What to show.
        style: A format, or ``auto``: a table on a terminal and plain lines elsewhere.
        with_names: Write the personal columns too where they are left out otherwise.
        stream: Where to write.
        width: The width of a table; ``None`` asks the terminal.
    """
    chosen = _chosen(style, stream)
    if chosen == "json":
        _write_utf8(stream, as_json(listing, with_names=with_names))
    elif chosen == "csv":
        _write_utf8(stream, as_csv(listing, with_names=with_names))
    elif chosen == "plain":
        _write_plain(stream, listing, with_names=with_names or stream.isatty())
    else:
        from klage.output.table import print_table

        print_table(listing, stream=stream, width=width, with_names=with_names or stream.isatty())


def show_page(
    page: "Page",
    *,
    plain: bool = False,
    with_names: bool = False,
    stream: TextIO,
    width: int | None = None,
) -> None:
    """Write ``page`` to ``stream``: laid out on a terminal, plain lines elsewhere or when asked for."""
    names = with_names or stream.isatty()
    if plain or not stream.isatty():
        from klage.output.page import page_as_plain

        stream.write(page_as_plain(page, with_names=names))
        return
    from klage.output.table import print_page

    print_page(page, stream=stream, width=width, with_names=names)


def show_document(page: "Page", *, with_names: bool = False, stream: TextIO) -> None:
    """Write ``page`` to ``stream`` as text to paste elsewhere, the same on a terminal as off it."""
    from klage.output.page import page_as_document

    stream.write(page_as_document(page, with_names=with_names or stream.isatty()))


def show_object(found: object, *, stream: TextIO) -> None:
    """Write one JSON object to ``stream``, indented."""
    import json

    _write_utf8(stream, json_escaped(json.dumps(found, ensure_ascii=False, indent=2)) + "\n")


def _chosen(style: Style, stream: TextIO) -> Style:
    if style != "auto":
        return style
    return "table" if stream.isatty() else "plain"


def _write_plain(stream: TextIO, listing: Listing, *, with_names: bool) -> None:
    """Write the lines; a terminal (a screen reader) is also told the title and the note, a pipe is not."""
    rows = as_plain(listing, with_names=with_names)
    if not stream.isatty():
        stream.write(rows)
        return
    title, note = (f"{visible(text)}\n" if text else "" for text in (listing.title, listing.note))
    stream.write(title + (rows or f"{visible(listing.empty)}\n") + note)


def _write_utf8(stream: TextIO, text: str) -> None:
    """Write ``text`` as UTF-8 whatever the locale, and its line ends as they are also on Windows."""
    stream.flush()
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
        return
    binary.write(text.encode())
    binary.flush()
