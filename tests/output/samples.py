"""Hostile texts, example lists and a stand-in for a terminal."""

import io
from datetime import UTC, datetime

from hypothesis import strategies as st

from klage.output.listing import Cell, Column, Kind, Listing

HOSTILE = (
    "[/]",
    "[red]rød[/red]",
    ":smile:",
    "\x1b[2J\x1b[31mrød",
    "\x1b]8;;https://ond.example\x1b\\klik\x1b]8;;\x1b\\",
    "\x9b31m",
    "a\u202edcba",
    "\u2066skjult\u2069",
    "linje\r\nSAG-9999 lukket",
    "linje\rover",
    "=1+1",
    " \t@SUM(A1)",
    "＝1+1",
    "'=1",
    'semi;kolon "citat"',
    "nul\x00",
    "\ud800",
    "a\u200b\u200cb\u2060",
    "\U000e0041\U000e0042",
    "👨\u200d👩\u200d👧 ❤\ufe0f",
    "x" * 300,
    "",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=40)
CODES = {"nej": "Nej tak", "ja": "Ja, gerne", "delvist": "Delvist; måske"}
INSTANTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 - UTC is put on below
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)
VALUES: dict[Kind, st.SearchStrategy[Cell]] = {
    "text": TEXTS,
    "code": st.sampled_from(sorted(CODES)),
    "instant": INSTANTS,
    "date": st.dates(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "flag": st.booleans(),
    "list": st.lists(st.sampled_from(sorted(CODES)) | TEXTS, max_size=3).map(tuple),
}


@st.composite
def listings(draw: st.DrawFn, *, most_rows: int = 5) -> Listing:
    """Draw a list whose first column is a number of its row, followed by columns of any kind."""
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=5))
    columns = [Column("row_no", "Nr.", "number")] + [
        Column(
            f"field_{position}",
            draw(st.sampled_from(("Tekst", "Afdeling", "Ring senest"))),
            kind,
            labels=CODES if kind in {"code", "list"} else None,
            flexible=draw(st.booleans()),
            long=draw(st.booleans()),
            spare=draw(st.integers(0, 2)),
        )
        for position, kind in enumerate(kinds)
    ]
    contents = draw(st.lists(st.tuples(*(st.none() | VALUES[kind] for kind in kinds)), max_size=most_rows))
    return Listing(
        columns,
        [(number, *row) for number, row in enumerate(contents)],
        "Der er ingen.",
        whole=draw(st.none() | st.just("klage vis NR")),
    )


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


COLUMNS = (
    Column("case_no", "Sag"),
    Column("due_at", "Ring senest", "instant", screen=lambda due: f"i morgen {due:%H.%M}"),
    Column("attempts", "Forsøg", "number"),
    Column("complaint_kind", "Type", "code", labels={"formalitet": "Formalitet"}, only="data"),
    Column("department", "Afdeling", flexible=True),
    Column("summary", "Kort om klagen", flexible=True, long=True),
    Column("name", "Navn", personal=True),
)
ROWS = (
    (
        "2014-0001",
        datetime(2014, 10, 22, 10, 9, tzinfo=UTC),
        0,
        "formalitet",
        "Ældrepleje",
        "Hjemmehjælpen kom ikke tre dage i træk, og ingen ringede tilbage, selv om det var lovet.",
        "Åse Berg",
    ),
    ("2014-0002", None, 12, None, "Børn og Unge", "Brevet var ikke til at forstå [/].", None),
)
DUE = Listing(
    COLUMNS, ROWS, "Ingen frister.", title="Ring til disse borgere", note="2 sager", whole="klage vis NR"
)
