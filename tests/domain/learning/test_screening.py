"""What in a free text can lead to a person, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import phone
from klage.domain.case_number import BASE
from klage.domain.folding import fold
from klage.domain.learning.screening import LABELS, Recorded, asked, findings, tokens

NAMES = ("Kirsten Hansen", "Bo Holm", "Lars de Møller", "Åse Bjørn-Sørensen", "Mads Å")
KNOWN = Recorded(
    parts=frozenset(part for name in NAMES for part in fold(name).split()),
    names=frozenset(tuple(fold(name).split()) for name in NAMES),
    phones=frozenset({"20152016"}),
    cases=frozenset({2015 * BASE + 2017}),
    journals=frozenset({fold("ABC-17-X")}),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPR 010190-1234 står her", [("cpr", "010190-1234", 2)]),
        ("cpr-0101901234", [("cpr", "0101901234", 2)]),
        ("født 010190–XXXX", [("cpr", "010190–XXXX", 2)]),
        ("nr. 999999-9999", [("cpr", "999999-9999", 2)]),
        ("ring 20 12 34 56", [("phone", "20 12 34 56", 2)]),
        ("ring 20123456 eller +46 8 123 45 67", [("phone", "20123456", 2), ("phone", "+46 8 123 45 67", 4)]),
        ("004520123456", [("phone", "004520123456", 1)]),
        ("20.12.34.56 er tallet", [("phone", "20.12.34.56", 1)]),
        ("2015-2016 er et nummer, vi kender", [("phone", "2015-2016", 1)]),
        ("2015–2017 er både år og sag", [("case_number", "2015–2017", 1)]),
        ("skriv til åse.b@firma.dk", [("e_mail", "åse.b@firma.dk", 3)]),
        ("hun (at) post.dk", [("e_mail", "hun (at) post.dk", 1)]),
        ("bor Tinghusvej 12, 3. th.", [("address", "Tinghusvej 12", 2)]),
        ("tinghusvejen 12b", [("address", "tinghusvejen 12b", 1)]),
        ("Nørre Allé 4", [("address", "Nørre Allé 4", 1)]),
        ("i 8000 Aarhus C", [("address", "8000 Aarhus", 2)]),
        ("i 2000 Frederiksberg", [("address", "2000 Frederiksberg", 2)]),
        ("se 2026-0042", [("case_number", "2026-0042", 2)]),
        ("se 2015-2017", [("case_number", "2015-2017", 2)]),
        ("som i sag nr. 42", [("case_number", "sag nr. 42", 3)]),
        ("sagsnummer 7", [("case_number", "sagsnummer 7", 1)]),
        ("journal 26/04711", [("journal_number", "26/04711", 2)]),
        ("27.36.04-K02-1-24", [("journal_number", "27.36.04-K02-1-24", 1)]),
        ("mærket abc 17 x", [("journal_number", "abc 17 x", 2)]),
    ],
)
def test_numbers_and_places(text: str, expected: list[tuple[str, str, int]]) -> None:
    """Each is found with the words it stands in, and where."""
    assert [tuple(each) for each in findings(text, KNOWN)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Den 21.10.2014 og 2014-10-21 kom 1.564 klager, 12.345.678 i alt.",
        "I 2014-2015 og 2013/2014 steg tallet fra 486 til 580 (19,3 %).",
        "I 2018 Socialforvaltningen, i 10/2014 og i uge 3.",
        "Sagen lå 12 uger og 3 dage; ad en omvej 3 gange, på to arbejdspladser 4 måneder.",
        "Lov nr. 453 af 10/06/1997, § 12, stk. 2, og 1.564 2.049 klager.",
        "Fire uger efter 1. april 2024, kl. 12.09.",
        "Der er 5-7 medarbejdere. 3 af 4 sager er løst, og 120 er oplært.",
        "1.234.567.890 kroner, 1.2.3.4.5.6.7.8.9",
    ],
)
def test_what_only_looks_like_a_number_of_somebody(text: str) -> None:
    """Dates, years, laws and counts may be published."""
    assert findings(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kirsten ringede fem gange.", ["Kirsten"]),
        ("kirsten ringede; KIRSTEN skrev", ["kirsten", "KIRSTEN"]),
        ("Hansens sag og Lars’ brev, Mads's svar", ["Hansens", "Lars", "Mads's"]),
        ("Borgeren og Bo talte sammen.", ["Bo"]),  # a capital inside a sentence
        ("Bo kom. Vi kunne bo der.", []),  # a word like others
        ("Hun mødte hr. Holm.", ["Holm"]),  # the point ends no sentence
        ("bo holm ringede", ["bo holm"]),  # the whole name, however written
        ("De ventede. »Møller« er et ord her.", []),
        ("På De sagde Møller noget.", ["Møller"]),  # particles say nothing
        ("Aase og Bjoern-Soerensen", ["Bjoern", "Soerensen"]),  # Åse is a word first in a sentence
        ("Svar til Aase.", ["Aase"]),
        ("Å er et bogstav, og Ærø er en ø.", []),
    ],
)
def test_names(text: str, words: list[str]) -> None:
    """Recorded names in any spelling, and nobody who is not recorded."""
    found = findings(text, KNOWN)
    assert [each.word for each in found if each.kind == "name"] == words
    assert all(each.kind == "name" for each in found)


def test_nothing_recorded_stops_no_name() -> None:
    """Without names in the register only numbers and places are found."""
    assert findings("Kirsten Hansen bor på Tinghusvej 12", Recorded())[0].kind == "address"
    assert len(findings("Kirsten Hansen bor på Tinghusvej 12", Recorded())) == 1


def test_what_the_register_is_asked() -> None:
    """Folded words with and without s, numbers as they are stored, and keys of cases."""
    found = asked(["Hansens sag, +45 20 12 34 56", "2015-2017"])
    assert {"hansens", "hansen", "sag"} <= found.words
    assert "20123456" in found.phones
    assert found.cases == frozenset({2015 * BASE + 2017})


def test_a_sentence_begins() -> None:
    """At the start, after a full stop, a quotation mark, a line or a dash between words; not after a title."""
    text = 'Ja. Nej! »Måske« – Vist\nNy linje, "Citat" og hr. Hansen-Bo'
    first = [word.text for word in tokens(text) if word.is_first]
    assert first == ["Ja", "Nej", "Måske", "Vist", "Ny", "Citat"]


@given(st.text(max_size=80), st.sampled_from(NAMES), st.text(max_size=80))
def test_a_recorded_name_is_found_in_any_text(before: str, name: str, after: str) -> None:
    """Whatever stands around it."""
    assert any(each.kind == "name" for each in findings(f"{before} {name} {after}", KNOWN))


@given(st.text(max_size=40), st.integers(20_000_000, 99_999_999), st.text(max_size=40))
def test_a_recorded_phone_number_is_found_in_any_text(before: str, number: int, after: str) -> None:
    """In pairs or in one piece, between any words."""
    known = Recorded(phones=frozenset({str(number)}))
    for typed in (str(number), phone.shown(str(number))):
        found = findings(f"{before} tlf {typed} slut {after}", known)
        assert any(each.kind in ("phone", "cpr", "journal_number") for each in found)


@given(st.text())
def test_any_text_can_be_screened(text: str) -> None:
    """A finding names words that stand in the text, at a place there is."""
    for each in findings(text, KNOWN):
        assert each.word in text
        assert 1 <= each.place <= len(tokens(text)) + 1
        assert each.kind in LABELS
