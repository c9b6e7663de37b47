"""Tables on a terminal: what they look like at several widths, and that no column is ever lost."""

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.safe import visible
from klage.output.table import LONGEST_RICH_TABLE, fitted, print_page, print_table
from tests.output.samples import DUE, HOSTILE, Terminal, listings


def drawn(listing: Listing, width: int, *, with_names: bool = True) -> str:
    """Return the table as it would be printed, without spaces at the ends of lines."""
    stream = io.StringIO()
    print_table(listing, stream=stream, width=width, with_names=with_names)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_table_at_80_columns() -> None:
    """Numbers, deadlines and names are whole; the flexible columns share what is left."""
    assert (
        drawn(DUE, 80)
        == """\
Ring til disse borgere
Sag        Ring senest     Forsøg  Afdeling      Kort om klagen         Navn
────────────────────────────────────────────────────────────────────────────────
2014-0001  i morgen 10.09       0  Ældrepleje    Hjemmehjælpen kom      Åse Berg
                                                 ikke tre dage i
                                                 træk,…
2014-0002                      12  Børn og Unge  Brevet var ikke til
                                                 at forstå [/].
2 sager"""
    )


def test_table_at_120_columns() -> None:
    """A wider terminal shows more of the flexible columns."""
    assert (
        drawn(DUE, 120, with_names=False)
        == """\
Ring til disse borgere
Sag        Ring senest     Forsøg  Afdeling      Kort om klagen
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
2014-0001  i morgen 10.09       0  Ældrepleje    Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv
                                                 om det var lovet.
2014-0002                      12  Børn og Unge  Brevet var ikke til at forstå [/].
2 sager"""
    )


def test_table_at_200_columns_needs_no_second_line() -> None:
    """At 200 columns every row of the example is one line, and the table is no wider than it must be."""
    lines = drawn(DUE, 200).splitlines()
    assert len(lines) == 2 + 1 + len(DUE.rows) + 1
    assert max(map(len, lines)) < 170


def test_too_narrow_for_a_table_gives_lines() -> None:
    """Where the columns cannot stand side by side, each row becomes lines, and nothing is cut."""
    assert (
        drawn(DUE, 50, with_names=False)
        == """\
Ring til disse borgere
Sag             2014-0001
Ring senest     i morgen 10.09
Forsøg          0
Afdeling        Ældrepleje
Kort om klagen  Hjemmehjælpen kom ikke tre dage i
                træk, og ingen ringede tilbage,
                selv om det var lovet.

Sag             2014-0002
Forsøg          12
Afdeling        Børn og Unge
Kort om klagen  Brevet var ikke til at forstå [/].
2 sager"""
    )


def test_empty_list_says_so() -> None:
    """A terminal is told that there is nothing, instead of being shown headings."""
    assert drawn(DUE._replace(rows=()), 80) == "Ring til disse borgere\nIngen frister."


@pytest.mark.parametrize("title", ["Ring til disse borgere", None])
def test_long_list_is_one_line_a_row(title: str | None) -> None:
    """Above the limit the same columns are aligned without rich, each row on one line."""
    rows = [*DUE.rows] * LONGEST_RICH_TABLE
    lines = drawn(DUE._replace(rows=rows, title=title, note=title), 80).splitlines()
    extra = 1 if title else 0
    assert len(lines) == extra + 2 + len(rows) + extra
    assert lines[extra : extra + 4] == [
        "Sag        Ring senest     Forsøg  Afdeling      Kort om klagen         Navn",
        "─" * 80,
        "2014-0001  i morgen 10.09       0  Ældrepleje    Hjemmehjælpen kom…     Åse Berg",
        "2014-0002                      12  Børn og Unge  Brevet var ikke til…",
    ]


def test_long_list_for_an_old_terminal_has_ascii_lines() -> None:
    """An encoding without box characters gets hyphens."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", errors="replace")
    print_table(DUE._replace(rows=[*DUE.rows] * LONGEST_RICH_TABLE), stream=stream, width=200)
    stream.seek(0)
    assert "----" in stream.read()


@given(listings(most_rows=3), st.integers(20, 200))
def test_nothing_is_wider_than_the_terminal(listing: Listing, width: int) -> None:
    """No line of any table, laid out either way, exceeds the width."""
    assert all(cell_len(line) <= width for line in drawn(listing, width).splitlines())


@given(listings(), st.integers(20, 200))
def test_fixed_columns_keep_their_width(listing: Listing, width: int) -> None:
    """Whenever the columns fit, each column that is not flexible is as wide as its widest cell."""
    cells = [
        ["x" * (7 * (position + number)) for position, _ in enumerate(row)]
        for number, row in enumerate(listing.rows)
    ]
    widths = fitted(listing.columns, cells, width)
    for position, column in enumerate(listing.columns if widths else ()):
        assert widths
        natural = max(len(column.heading), *(len(row[position]) for row in cells), 0)
        assert widths[position] == natural or (column.flexible and widths[position] >= len(column.heading))


def test_hostile_texts_are_shown_and_never_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal with colours, citizens' brackets, smileys and escapes are shown as they were written."""
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    rows = tuple((text,) for text in HOSTILE if len(text) < 70)
    print_table(Listing((Column("summary", "Tekst"),), rows, "Ingen."), stream=stream, width=80)
    shown = stream.getvalue()
    assert visible(shown) == shown
    for text in ("[/]", "[red]rød[/red]", ":smile:", "␛]8;;", "a⟨U+202E⟩dcba", "linje ⏎ SAG-9999 lukket"):
        assert text in shown


@pytest.mark.parametrize(
    ("settings", "colour", "bold"),
    [
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False, True),
        ({"TERM": "dumb", "NO_COLOR": ""}, False, False),
    ],
)
def test_alerts_repeat_in_colour_what_words_say(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], colour: bool, bold: bool
) -> None:
    """A value that alerts is red, unless NO_COLOR or TERM=dumb forbids; its words are the same."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    late = Column(
        "due_at", "Frist", "instant", screen=lambda _: "OVER FRISTEN", alert=lambda due: due.year < 2015
    )
    stream = Terminal()
    rows = ((datetime(2014, 10, 1, tzinfo=UTC),), (None,))
    print_table(Listing((late,), rows, "Ingen."), stream=stream)
    assert "OVER FRISTEN" in stream.getvalue()
    assert ("31mOVER" in stream.getvalue()) is colour
    assert ("\x1b[" in stream.getvalue()) is bold


@given(st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=200), st.integers(45, 120))
def test_a_long_label_leaves_room_for_its_value(label: str, width: int) -> None:
    """A label that filled the line took every value of the page away without a word."""
    stream = io.StringIO()
    print_page(Page("", [Section(fields=[Field(f"x{label}", "Kopien")])]), stream=stream, width=width)
    assert "Kopien" in stream.getvalue()
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width
