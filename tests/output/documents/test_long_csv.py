"""A page's figures as CSV: every cell once, numbers as numbers, and nothing that a spreadsheet would obey."""

import csv

from klage.output.documents.long_csv import as_long_csv
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section

TABLE = Listing(
    (Column("label", "Afdeling"), Column("n", "Antal", "number"), Column("share", "Andel", "number"),
     Column("name", "Navn", personal=True), Column("state", "Status")),
    [("=Job;center", 207, -0.125, "Anna Åse", "+åben"), ("Ydelse", 0, None, None, None)],
    "Ingen.",
)  # fmt: skip
PAGE = Page(
    "Klager",
    [
        Section(
            "Regnskab", fields=[Field("Nye klager", "1.564"), Field("Borger", "Anna Åse", personal=True)]
        ),
        Section("Ord", paragraphs=["Kun ord."]),
        Section("Afdelinger", listing=TABLE),
    ],
)


def cells(text: str) -> list[list[str]]:
    """Return what Danish Excel reads."""
    assert text.startswith("\ufeff")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))


def test_every_cell_has_a_line() -> None:
    """Fields first, then each table row by row; words are left to the other formats."""
    assert cells(as_long_csv(PAGE)) == [
        ["Afsnit", "Række", "Kolonne", "Tal", "Tekst"],
        ["Regnskab", "Nye klager", "", "", "1.564"],
        ["Afdelinger", "'=Job;center", "Antal", "207", ""],
        ["Afdelinger", "'=Job;center", "Andel", "-0,125", ""],
        ["Afdelinger", "'=Job;center", "Status", "", "'+åben"],
        ["Afdelinger", "Ydelse", "Antal", "0", ""],
        ["Afdelinger", "Ydelse", "Andel", "", ""],
        ["Afdelinger", "Ydelse", "Status", "", ""],
    ]


def test_names_only_when_asked_for() -> None:
    """In fields and in columns."""
    assert "Anna" not in as_long_csv(PAGE)
    assert as_long_csv(PAGE, with_names=True).count("Anna Åse") == 2
