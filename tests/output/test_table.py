"""Tables on a terminal: what they look like at several widths, and that no column is ever lost."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.safe import visible
from klage.output.styles import Pen
from klage.output.table import LONG_LIST, fitted, print_page, print_table
from tests.output.samples import DUE, HOSTILE, Terminal, listings


def drawn(listing: Listing, width: int, *, with_names: bool = True) -> str:
    """Return the table as it would be printed, without spaces at the ends of lines."""
    stream = io.StringIO()
    print_table(listing, stream=stream, width=width, with_names=with_names)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_table_at_80_columns() -> None:
    """Numbers, deadlines and names are whole; the flexible columns share what is left, and a long text is cut."""
    assert (
        drawn(DUE, 80)
        == """\
Ring til disse borgere
Sag        Ring senest     Forsøg  Afdeling      Kort om klagen         Navn
────────────────────────────────────────────────────────────────────────────────
2014-0001  i morgen 10.09       0  Ældrepleje    Hjemmehjælpen kom      Åse Berg
                                                 ikke tre dage i…
2014-0002                      12  Børn og Unge  Brevet var ikke til
                                                 at forstå [/].

2 sager
Læs hele teksten med klage vis NR."""
    )


def test_table_at_120_columns() -> None:
    """A wider terminal shows more of the flexible columns; what is not cut needs no command to be read."""
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


def test_without_a_command_that_shows_it_whole_nothing_is_cut() -> None:
    """A list that is the only place where a text can be read shows all of it, however narrow."""
    shown = drawn(DUE._replace(whole=None), 80)
    assert "…" not in shown
    assert " ".join(line[49:71].strip() for line in shown.splitlines()[3:8]).startswith(
        "Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv om det var lovet."
    )


def test_table_at_200_columns_needs_no_second_line() -> None:
    """At 200 columns every row of the example is one line, and the table is no wider than it must be."""
    lines = drawn(DUE, 200).splitlines()
    assert len(lines) == 2 + 1 + len(DUE.rows) + 2
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


def test_a_long_list_gives_a_long_text_one_line() -> None:
    """With more rows than an eye takes in at once, the same columns look the same, and long texts are shorter."""
    lines = drawn(DUE._replace(rows=[*DUE.rows] * LONG_LIST, title=None, note=None), 80).splitlines()
    assert lines[:4] == [
        "Sag        Ring senest     Forsøg  Afdeling      Kort om klagen         Navn",
        "─" * 80,
        "2014-0001  i morgen 10.09       0  Ældrepleje    Hjemmehjælpen kom…     Åse Berg",
        "2014-0002                      12  Børn og Unge  Brevet var ikke til…",
    ]


def test_an_old_terminal_has_ascii_lines() -> None:
    """An encoding without box characters gets hyphens."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", errors="replace")
    print_table(DUE, stream=stream, width=200)
    stream.seek(0)
    assert "----" in stream.read()


def test_spare_columns_give_way_before_words_are_broken() -> None:
    """The highest number leaves first, of equals the last; an empty one leaves even where there is room."""
    columns = (
        Column("a", "Nr."),
        Column("b", "Afdeling", flexible=True, spare=1),
        Column("c", "Tema", flexible=True, spare=1),
        Column("d", "Årsag", spare=2),
        Column("e", "Tom", spare=1),
    )
    listing = Listing(
        columns, [("1", "Hjælpemiddelcentralen", "Sagsbehandlingstid", "Arbejdsgang", None)], ""
    )
    headings = {width: drawn(listing, width).split("\n")[0].split() for width in (80, 50, 30, 20, 12)}
    assert headings[80] == ["Nr.", "Afdeling", "Tema", "Årsag"]
    assert headings[50] == ["Nr.", "Afdeling", "Tema"]
    assert headings[30] == ["Nr.", "Afdeling"]
    assert headings[20] == headings[12] == ["Nr."]


def test_words_are_broken_before_rows_become_lines() -> None:
    """A name longer than its column is broken at its hyphen, and only in need between two letters."""
    listing = Listing(
        (Column("a", "Nr."), Column("b", "Navn", flexible=True)), [("1", "Anna Mikkelsen-Thorsen")], ""
    )
    assert drawn(listing, 20).splitlines()[2:] == ["1    Anna Mikkelsen-", "     Thorsen"]
    assert drawn(listing, 13).splitlines()[2:] == ["1    Anna", "     Mikkelse", "     n-", "     Thorsen"]


def test_a_heading_is_wrapped_down_to_the_line_below_it() -> None:
    """A long heading over short cells gives the room to the others, and its last line stands lowest."""
    columns = (
        Column("a", "Fra"),
        Column("b", "Over 30 dages tavshed", "number"),
        Column("c", "Tekst", flexible=True),
    )
    lines = drawn(Listing(columns, [("x", 1, "Et ord og to til")], ""), 28).splitlines()
    assert lines[:4] == ["          Over 30", "            dages", "Fra       tavshed  Tekst", "─" * 28]
    assert lines[4:] == ["x               1  Et ord og", "                   to til"]


@given(listings(most_rows=3), st.integers(20, 200))
def test_nothing_is_wider_than_the_terminal(listing: Listing, width: int) -> None:
    """No line of any table, laid out either way, exceeds the width."""
    assert all(cell_len(line) <= width for line in drawn(listing, width).splitlines())


@given(listings(), st.integers(20, 200))
def test_fixed_columns_keep_their_width(listing: Listing, width: int) -> None:
    """Whenever the columns fit, each that is not flexible holds its widest cell, and only its heading is wrapped."""
    cells = [
        ["x" * (7 * (position + number)) for position, _ in enumerate(row)]
        for number, row in enumerate(listing.rows)
    ]
    widths = fitted(listing.columns, cells, width)
    for position, column in enumerate(listing.columns if widths else ()):
        assert widths
        widest = max((len(row[position]) for row in cells), default=0)
        assert column.flexible or widest <= widths[position] <= max(widest, len(column.heading))
    assert widths is None or sum(widths) + 2 * (len(widths) - 1) <= width


def test_hostile_texts_are_shown_and_never_obeyed() -> None:
    """Citizens' brackets, smileys and escapes are shown as they were written."""
    stream = Terminal()
    rows = tuple((text,) for text in HOSTILE if len(text) < 70)
    print_table(Listing((Column("summary", "Tekst"),), rows, "Ingen."), stream=stream, width=80)
    shown = stream.getvalue()
    assert visible(shown) == shown
    for text in ("[/]", "[red]rød[/red]", ":smile:", "␛]8;;", "a⟨U+202E⟩dcba", "linje ⏎ SAG-9999 lukket"):
        assert text in shown


def test_marks_repeat_what_words_say() -> None:
    """A value is written as its column marks it, an empty one never; headings are bold and their line is not."""
    late = Column(
        "due_at", "Frist", screen=lambda _: "OVER FRISTEN", mark=lambda due: "late" if due < 5 else None
    )
    stream = io.StringIO()
    print_table(
        Listing((late,), ((1,), (9,), (None,)), "Ingen."), stream=stream, width=40, pen=Pen(True, True)
    )
    red, bold, end = "\x1b[1;31m", "\x1b[1m", "\x1b[0m"
    assert stream.getvalue() == f"{bold}Frist{end}\n{'─' * 12}\n{red}OVER FRISTEN{end}\nOVER FRISTEN\n\n"


def test_marks_on_a_page() -> None:
    """Title and headings are bold; a value or a paragraph is marked where the page says so, line by line."""
    page = Page(
        "Sag 1",
        [
            Section(
                "Frist",
                [Field("Ring", "Nu", mark="soon")],
                ["Fristen er overskredet, og der er ringet."],
                mark="late",
            )
        ],
    )
    stream = io.StringIO()
    print_page(page, stream=stream, width=34, pen=Pen(True, True))
    assert stream.getvalue().replace("\x1b", "") == (
        "[1mSag 1[0m\n\n[1mFrist[0m\nRing  [1;35mNu[0m\n"
        "  [1;31mFristen er overskredet, og der[0m\n  [1;31mer ringet.[0m\n"
    )


@given(st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=200), st.integers(45, 120))
def test_a_long_label_leaves_room_for_its_value(label: str, width: int) -> None:
    """A label that filled the line took every value of the page away without a word."""
    stream = io.StringIO()
    print_page(Page("", [Section(fields=[Field(f"x{label}", "Kopien")])]), stream=stream, width=width)
    assert "Kopien" in stream.getvalue()
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width
