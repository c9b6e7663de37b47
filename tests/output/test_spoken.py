"""What a screen reader says: whole sentences from beginning to end, and a citizen's words as they were written."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from klage.output.formats import as_plain
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.safe import visible
from klage.output.spoken import aloud, listing_aloud, page_aloud
from tests.output.samples import DUE, HOSTILE, listings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("om 3 t 10 min", "om 3 timer og 10 minutter"),
        ("om 1 t 1 min", "om 1 time og 1 minut"),
        ("1 dag 2 t over fristen", "1 dag og 2 timer over fristen"),
        ("10 dage over", "10 dage over"),
        ("27,1 %", "27,1 procent"),
        ("−3", "minus 3"),
        ("+10,2 %", "plus 10,2 procent"),
        ("Nr.", "Nummer"),
        ("Journalnr.", "Journalnummer"),
        ("Borgerrådgiveren, tlf. 10 20 30 40", "Borgerrådgiveren, telefon 10 20 30 40"),
        ("barnets lov §§ 136-137", "barnets lov paragraf 136-137"),
        ("2–7 døgn", "2 til 7 døgn"),
        ("kl. 09.00–15.00", "kl. 09.00 til 15.00"),
        ("1. januar – 20. november 2026", "1. januar til 20. november 2026"),
        ("21. november 2025 – 20. november 2026", "21. november 2025 til 20. november 2026"),
        ("Mulig klagefrist – kontrollér klagevejledningen", "Mulig klagefrist, kontrollér klagevejledningen"),
        ("Manglende svar / kan ikke få kontakt", "Manglende svar eller kan ikke få kontakt"),
        ("»Dato« → Modtaget", "»Dato« til Modtaget"),
        ("ons 11.11. kl. 10.20", "onsdag 11. november kl. 10.20"),
        ("fre 24.1.2014", "fredag 24. januar 2014"),
        ("lør 1.13.", "lør 1.13."),
        ("jan 2026", "januar 2026"),
        ("fra maj 2025 til dec 2026", "fra maj 2025 til december 2026"),
        ("2026-0042: læg ikke besked.", "Sag 2026-0042: læg ikke besked."),
        ("sag 2026-0042 kl. 12.09", "sag 2026-0042 kl. 12.09"),
        ("3 tilbagekald og 2 minder", "3 tilbagekald og 2 minder"),
    ],
)
def test_our_own_words_are_said_in_full(written: str, said: str) -> None:
    """Signs become words, short forms long; numbers of cases, times and whole words are left alone."""
    assert aloud(written) == said
    assert aloud(said) == said


def test_a_list() -> None:
    """What it is, how many, and a line of sentences for each row; a column says it in its own way if it has one."""
    columns = (
        Column("case_no", "Sag"),
        Column("at", "Frist", "instant", screen=lambda _: "ons 22.10. 12:09"),
        Column("day", "Senest", "date", screen=lambda _: "i dag", spoken=lambda _: "i dag"),
        Column("left", "Hvor længe", screen=lambda _: "om 3 t"),
        Column("told", "Oplyst", "flag"),
        Column("empty", "Tom"),
        Column("words", "Ord", personal=True),
    )
    row = (
        "2014-0001",
        datetime(2014, 10, 22, 10, 9, tzinfo=UTC),
        date(2014, 10, 22),
        1,
        True,
        None,
        "3 t – §\n4 %",
    )
    listing = Listing(
        columns, [row], "Ingen.", title="Periode – alle", note="Nr. 1", things=("frist", "frister")
    )
    assert listing_aloud(listing, with_names=True) == (
        "Periode, alle.\n"
        "1 frist.\n"
        "Sag 2014-0001. Ord: 3 t – §. Ny linje: 4 %. Frist: onsdag 22. oktober 2014 kl. 12.09. Senest: i dag. "
        "Hvor længe: om 3 timer. Oplyst: ja.\n"
        "Nummer 1\n"
    )
    assert "Ord" not in listing_aloud(listing, with_names=False)


def test_a_field_without_a_label_goes_on() -> None:
    """It is said as the sentence it is."""
    page = Page("Sag", [Section(fields=[Field("Tidligere", "besked lagt"), Field("", "ikke truffet")])])
    assert page_aloud(page, with_names=True) == "Sag.\n\nTidligere: besked lagt.\nikke truffet.\n"


def test_whom_it_is_about_comes_before_the_rest() -> None:
    """Name and number follow the case; a long text keeps its place, and a line about an action is called one."""
    columns = (
        Column("case_no", "Sag"),
        Column("left", "Hvor længe"),
        Column("summary", "Klage", personal=True, long=True),
        Column("citizen_name", "Navn", personal=True),
        Column("phone", "Telefon", personal=True),
    )
    rows = [("2026-0042", "i dag", "Hjælp", "Åse", "10 20 30 40"), ("nr. 3", "i går", None, None, None)]
    said = listing_aloud(Listing(columns, rows, "Ingen."), with_names=True)
    assert said == (
        "2 rækker.\n"
        "Sag 2026-0042. Navn: Åse. Telefon: 10 20 30 40. Hvor længe: i dag. Klage: Hjælp.\n"
        "Handling nummer 3. Hvor længe: i går.\n"
    )


def test_empty_lists_and_rows() -> None:
    """An empty list says so, in its own words and without a count; an empty row is a row."""
    assert (
        listing_aloud(DUE._replace(rows=(), note=None), with_names=True)
        == "Ring til disse borgere.\nIngen frister.\n"
    )
    nothing = Listing((Column("a", "A"), Column("b", "B")), [(None, None)], "")
    assert listing_aloud(nothing, with_names=True) == "1 række.\nTom række.\n"


def test_days_without_a_way_of_their_own_are_said_in_full() -> None:
    """A date is never read as numbers."""
    listing = Listing((Column("day", "Dag", "date"),), [(date(2026, 11, 20),)], "")
    assert listing_aloud(listing, with_names=True).splitlines()[1] == "Dag: fredag 20. november 2026."


def test_a_page() -> None:
    """Headings end like sentences, labels have their values, lists are counted, a citizen's lines are set in."""
    rows = Listing((Column("n", "Nr.", "number"),), [(1,), (2,)], "Ingen.", things=("opkald", "opkald"))
    page = Page(
        "Sag 2014-0001, åben",
        [
            Section(
                fields=[Field("Navn", "Åse\nBerg 3 %", personal=True), Field("Journalnr.", "ikke oplyst")]
            ),
            Section("Borgerens ord", paragraphs=["Vent 3 t – nej!\r\nSag 9: lukket"], personal=True),
            Section("Løftet", paragraphs=["Ring om 3 t 10 min."], listing=rows),
            Section("Tomt", listing=rows._replace(rows=())),
        ],
    )
    assert page_aloud(page, with_names=True) == (
        "Sag 2014-0001, åben.\n"
        "\n"
        "Navn: Åse. Ny linje: Berg 3 %.\n"
        "Journalnummer: ikke oplyst.\n"
        "\n"
        "Borgerens ord.\n"
        "  Vent 3 t – nej!\n"
        "  Sag 9: lukket\n"
        "\n"
        "Løftet.\n"
        "  Ring om 3 timer og 10 minutter.\n"
        "2 opkald.\n"
        "Nummer 1.\n"
        "Nummer 2.\n"
        "\n"
        "Tomt.\n"
        "Ingen.\n"
    )
    assert "Navn" not in page_aloud(page, with_names=False)


@given(listings())
def test_as_many_rows_as_the_other_formats(listing: Listing) -> None:
    """Each row is one line, whatever stands in it, and nothing is obeyed or drawn."""
    said = listing_aloud(listing, with_names=True)
    assert said.count("\n") == as_plain(listing, with_names=True).count("\n") + 1
    assert visible(said) == said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_forges_no_line(hostile: str) -> None:
    """A line break in a value is said as one, and a paragraph stays set in."""
    page = Page(
        "Side", [Section("Ord", [Field("Navn", hostile or "x", personal=True)], [hostile], personal=True)]
    )
    said = page_aloud(page, with_names=True)
    assert visible(said) == said
    assert all(line.startswith(("  ", "Navn: ")) for line in said.splitlines()[3:])
    assert not re.search(r"[⏎─█]", said.replace("x" * 300, ""))
