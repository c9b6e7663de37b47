"""Choose the format that fits where the output goes: a table on a terminal, plain lines elsewhere.

Plain lines are tab-separated for programs; on a terminal they are for somebody who listens (``spoken``).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from klage.output.formats import as_csv, as_json, as_plain
from klage.output.listing import Listing
from klage.output.safe import json_escaped
from klage.output.sentence import USUAL_WIDTH

if TYPE_CHECKING:
    from klage.output.page import Page

Style = Literal["auto", "table", "plain", "json", "csv"]


class Screen(NamedTuple):
    """Where something is shown, how wide it is, and the environment that says whether there may be colour."""

    stream: TextIO
    width: int = USUAL_WIDTH
    environ: Mapping[str, str] = {}

    @property
    def is_terminal(self) -> bool:
        """Tell whether a person sees it."""
        return self.stream.isatty()


def show(listing: Listing, screen: Screen, *, style: Style = "auto", with_names: bool = False) -> None:
    """Write ``listing``.

    Args:
        listing: What to show.
        screen: Where to write.
        style: A format, or ``auto``: a table on a terminal and plain lines elsewhere.
        with_names: Write the personal columns too where they are left out otherwise.
    """
    chosen = _chosen(style, screen)
    names = with_names or screen.is_terminal
    if chosen == "json":
        _write_utf8(screen.stream, as_json(listing, with_names=with_names))
    elif chosen == "csv":
        _write_utf8(screen.stream, as_csv(listing, with_names=with_names))
    elif chosen == "table":
        from klage.output.styles import pen_for
        from klage.output.table import print_table

        pen = pen_for(screen.stream, screen.environ)
        print_table(listing, stream=screen.stream, width=screen.width, with_names=names, pen=pen)
    elif screen.is_terminal:
        from klage.output.spoken import listing_aloud

        screen.stream.write(listing_aloud(listing, with_names=names))
    else:
        screen.stream.write(as_plain(listing, with_names=names))


def show_page(page: "Page", screen: Screen, *, plain: bool = False, with_names: bool = False) -> None:
    """Write ``page``: laid out on a terminal, to be read aloud there when asked for, plain lines elsewhere."""
    names = with_names or screen.is_terminal
    if not screen.is_terminal:
        from klage.output.page import page_as_plain

        screen.stream.write(page_as_plain(page, with_names=names))
    elif plain:
        from klage.output.spoken import page_aloud

        screen.stream.write(page_aloud(page, with_names=names))
    else:
        from klage.output.styles import pen_for
        from klage.output.table import print_page

        pen = pen_for(screen.stream, screen.environ)
        print_page(page, stream=screen.stream, width=screen.width, with_names=names, pen=pen)


def show_document(page: "Page", *, with_names: bool = False, stream: TextIO) -> None:
    """Write ``page`` to ``stream`` as text to paste elsewhere, the same on a terminal as off it."""
    from klage.output.page import page_as_document

    stream.write(page_as_document(page, with_names=with_names or stream.isatty()))


def show_object(found: object, *, stream: TextIO) -> None:
    """Write one JSON object to ``stream``, indented."""
    import json

    _write_utf8(stream, json_escaped(json.dumps(found, ensure_ascii=False, indent=2)) + "\n")


def _chosen(style: Style, screen: Screen) -> Style:
    if style != "auto":
        return style
    return "table" if screen.is_terminal else "plain"


def _write_utf8(stream: TextIO, text: str) -> None:
    """Write ``text`` as UTF-8 whatever the locale, and its line ends as they are also on Windows."""
    stream.flush()
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.write(text)
        return
    binary.write(text.encode())
    binary.flush()
