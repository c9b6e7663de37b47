"""Choose the format that fits where the output goes: a table on a terminal, plain lines elsewhere.

Plain lines are tab-separated for programs; on a terminal they are for somebody who listens (``spoken``).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from klage.output.formats import csv_pieces, json_pieces, plain_pieces
from klage.output.listing import Listing, Stream
from klage.output.safe import json_escaped
from klage.output.sentence import USUAL_WIDTH

if TYPE_CHECKING:
    from klage.output.page import Page

Style = Literal["auto", "table", "plain", "json", "csv"]

HELD = 2**20
"""How many characters of a list stay in memory at most."""


class Screen(NamedTuple):
    """Where something is shown, how wide it is, and the environment that says whether there may be colour."""

    stream: TextIO
    width: int = USUAL_WIDTH
    environ: Mapping[str, str] = {}

    @property
    def is_terminal(self) -> bool:
        """Tell whether a person sees it."""
        return self.stream.isatty()


def show(
    listing: Listing | Stream, screen: Screen, *, style: Style = "auto", with_names: bool = False
) -> None:
    """Write ``listing``, once the last of its rows has been read.

    A list that fails halfway is no list, and whoever reads it slowly keeps nobody from writing meanwhile.

    Args:
        listing: What to show; the rows of a stream are not held, unless a person is to see them.
        screen: Where to write.
        style: A format, or ``auto``: a table on a terminal and plain lines elsewhere.
        with_names: Write the personal columns too where they are left out otherwise.
    """
    chosen = _chosen(style, screen)
    names = with_names or screen.is_terminal
    if chosen == "json":
        _write_utf8(screen.stream, _whole(json_pieces(listing, with_names=with_names)))
    elif chosen == "csv":
        _write_utf8(screen.stream, _whole(csv_pieces(listing, with_names=with_names)))
    elif chosen == "table":
        from klage.output.styles import pen_for
        from klage.output.table import print_table

        pen = pen_for(screen.stream, screen.environ)
        print_table(_held(listing), stream=screen.stream, width=screen.width, with_names=names, pen=pen)
    elif screen.is_terminal:
        from klage.output.spoken import listing_aloud

        screen.stream.write(listing_aloud(_held(listing), with_names=names))
    else:
        screen.stream.writelines(_whole(plain_pieces(listing, with_names=names)))


def _held(listing: Listing | Stream) -> Listing:
    return listing.held() if isinstance(listing, Stream) else listing


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

    _write_utf8(stream, [json_escaped(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"])


def _whole(pieces: Iterable[str]) -> Iterator[str]:
    """Read the pieces to their end, and return an iterator over their text in larger blocks; none is empty.

    A list is read inside a transaction, and while that lasts nobody can write in the register. A long one is
    laid aside in a file meanwhile.
    """
    held: list[str] = []
    size = 0
    rest = iter(pieces)
    for piece in rest:
        held.append(piece)
        size += len(piece)
        if size > HELD:
            from itertools import chain

            from klage.output.spool import laid_aside  # short lists do not pay for it

            return laid_aside(chain(["".join(held)], rest))
    return iter(filter(None, ["".join(held)]))


def _chosen(style: Style, screen: Screen) -> Style:
    if style != "auto":
        return style
    return "table" if screen.is_terminal else "plain"


def _write_utf8(stream: TextIO, texts: Iterable[str]) -> None:
    """Write texts as UTF-8 whatever the locale, and their line ends as they are also on Windows."""
    stream.flush()
    binary = getattr(stream, "buffer", None)
    if binary is None:
        stream.writelines(texts)
        return
    for text in texts:
        binary.write(text.encode())
    binary.flush()
