"""A bar on a terminal, and nothing at all elsewhere."""

import io

from klage.output.progress import bar


class Terminal(io.StringIO):
    """A stream that passes for a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_nothing_is_drawn_off_a_terminal() -> None:
    """A log file holds no bars."""
    stream = io.StringIO()
    with bar("Læser", 10, stream) as advance:
        advance(5)
    assert stream.getvalue() == ""


def test_nothing_is_drawn_for_what_is_soon_done() -> None:
    """The bar appears when it is told how far it has come, not before."""
    stream = Terminal()
    with bar("Læser", 10, stream):
        pass
    assert stream.getvalue() == ""


def test_bar_shows_how_far_it_has_come() -> None:
    """What is done stands with its share."""
    stream = Terminal()
    with bar("Læser [red]", 10, stream) as advance:
        advance(5)
    assert "Læser [red]" in stream.getvalue()
    assert " 50 %" in stream.getvalue()
