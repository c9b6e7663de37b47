"""Where the output goes decides its format, and what may stand in it."""

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import get_args

import pytest

from klage.errors import DamagedError
from klage.output.formats import as_csv, as_json, as_plain
from klage.output.listing import Cell, Column, Listing, Stream
from klage.output.page import Field, Page, Section
from klage.output.show import HELD, Screen, Style, show, show_page
from klage.output.spoken import listing_aloud, page_aloud
from tests.output.samples import DUE, Terminal

PAGE = Page(
    "Sag 2014-0001",
    (Section(fields=(Field("Navn", "Åse Berg", personal=True), Field("Type", "Formalitet"))),),
)


def test_a_terminal_gets_a_table_with_names() -> None:
    """On a terminal ``auto`` is a table, and the user sees whom to call."""
    terminal = Terminal()
    show(DUE, Screen(terminal, 120))
    assert "Ring senest" in terminal.getvalue()
    assert "Åse Berg" in terminal.getvalue()


def test_a_pipe_gets_plain_lines_without_names() -> None:
    """Elsewhere ``auto`` is plain lines, and names stay out."""
    pipe = io.StringIO()
    show(DUE, Screen(pipe))
    assert pipe.getvalue() == as_plain(DUE)


def test_a_pipe_gets_names_only_when_asked_for() -> None:
    """``with_names`` puts the personal columns into every format, also a table in a pipe."""
    for style in get_args(Style):
        without, with_names = io.StringIO(), io.StringIO()
        show(DUE, Screen(without, 120), style=style)
        show(DUE, Screen(with_names, 120), style=style, with_names=True)
        assert "Åse" not in without.getvalue()
        assert "Åse" in with_names.getvalue()


def test_machine_formats_do_not_depend_on_the_terminal() -> None:
    """JSON and CSV are the same on a terminal and in a pipe, so names need to be asked for."""
    terminal = Terminal()
    show(DUE, Screen(terminal), style="json")
    show(DUE, Screen(terminal), style="csv")
    assert terminal.getvalue() == as_json(DUE) + as_csv(DUE)


def test_plain_on_a_terminal_is_for_screen_readers() -> None:
    """A person who listens is told the title, the note and that a list is empty, without any box lines."""
    terminal = Terminal()
    show(DUE, Screen(terminal), style="plain")
    assert terminal.getvalue() == listing_aloud(DUE, with_names=True)
    empty = Terminal()
    show(DUE._replace(rows=(), title=None, note=None), Screen(empty), style="plain")
    assert empty.getvalue() == "Ingen frister.\n"


def test_an_empty_list_in_a_pipe_is_silent() -> None:
    """A cron job mails only when there is something to say."""
    pipe = io.StringIO()
    show(DUE._replace(rows=()), Screen(pipe))
    assert pipe.getvalue() == ""


@pytest.mark.parametrize(("style", "written"), [("json", as_json(DUE)), ("csv", as_csv(DUE))])
def test_machine_formats_are_utf8_in_any_locale(style: Style, written: str) -> None:
    """The bytes are UTF-8 with the line ends of the format, whatever the stream would have made of them."""
    binary = io.BytesIO()
    stream = io.TextIOWrapper(binary, encoding="latin-1", newline="\r\n")
    stream.write("først\n")
    show(DUE, Screen(stream), style=style)
    assert binary.getvalue() == "først\r\n".encode("latin-1") + written.encode()


@pytest.mark.parametrize("style", ["json", "csv", "plain"])
def test_a_long_list_is_written_as_a_short_one(style: Style) -> None:
    """Rows that come one at a time, more of them than are held, give what the same list gives at once."""
    columns, rows = [Column("text", "Tekst")], [[f"Række {nth} " + "æ" * 10_000] for nth in range(120)]
    streamed, at_once = io.StringIO(), {"json": as_json, "csv": as_csv, "plain": as_plain}[style]
    show(Stream(Listing(columns, (), "Ingen."), iter(rows)), Screen(streamed), style=style)
    assert len(streamed.getvalue()) > HELD
    assert streamed.getvalue() == at_once(Listing(columns, rows, "Ingen."))


def test_a_stream_is_shown_to_a_person_as_any_list() -> None:
    """What must know every row to lay them out is given all of them."""
    table, expected = Terminal(), Terminal()
    for style in ("table", "plain"):
        show(Stream(DUE._replace(rows=()), iter(DUE.rows)), Screen(table, 120), style=style)
        show(DUE, Screen(expected, 120), style=style)
        assert table.getvalue() == expected.getvalue() != ""


@pytest.mark.parametrize("style", ["json", "csv", "plain"])
def test_a_list_that_fails_halfway_is_not_begun(style: Style) -> None:
    """A shortened list passes for a whole one: nothing is written before the last row has been read."""

    def rows() -> Iterator[Sequence[Cell]]:
        yield from DUE.rows
        raise DamagedError("Registret er beskadiget.")

    pipe = io.StringIO()
    with pytest.raises(DamagedError):
        show(Stream(DUE, rows()), Screen(pipe), style=style)
    assert pipe.getvalue() == ""


def test_a_page_is_laid_out_on_a_terminal_only() -> None:
    """A terminal gets aligned labels and names, a pipe plain lines without, unless asked for."""
    terminal, spoken, pipe, named = Terminal(), Terminal(), io.StringIO(), io.StringIO()
    show_page(PAGE, Screen(terminal))
    show_page(PAGE, Screen(spoken), plain=True)
    show_page(PAGE, Screen(pipe))
    show_page(PAGE, Screen(named), with_names=True)
    assert "Navn  Åse Berg" in terminal.getvalue()
    assert spoken.getvalue() == page_aloud(PAGE, with_names=True)
    assert named.getvalue() == "Sag 2014-0001\n\nNavn: Åse Berg\nType: Formalitet\n"
    assert pipe.getvalue() == "Sag 2014-0001\n\nType: Formalitet\n"


def test_a_pipe_never_loads_rich() -> None:
    """Writing lists and pages to a pipe, and asking questions, imports nothing of rich."""
    program = """
import io, sys
from klage.output import files, prompt
from klage.output.listing import Column, Listing
from klage.output.page import Page
from klage.output.show import Screen, show, show_page
for style in ("auto", "plain", "json", "csv"):
    show(Listing((Column("a", "A"),), (("æ\\x1b",),), ""), Screen(sys.stdout), style=style)
show_page(Page("P", ()), Screen(sys.stdout))
prompt.Prompter(io.StringIO("1\\n"), sys.stderr).choose("Type", [("x", "X")])
print([name for name in sys.modules if name.startswith("rich")])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
