"""Search: any text is a query, every word is found, and so is a word inside another."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from klage.domain.folding import words
from klage.store import cases, search
from klage.store.register import Register, create_register
from tests.store import support

TEXTS = {
    "Ældreplejen ringede ikke tilbage": ["pleje", "Ældreplejen", "aeldreplejen", "ÆLDRE", "ringede tilbage"],
    "Børnehaven i Århus har lukket": [
        "bornehaven",
        "boernehaven",
        "børnehaven",
        "Aarhus",
        "Århus",
        "arhus",
        "have",
    ],
    "Nummerplade AK-47, se C-5 og 21/10": ["AK-47", "ak 47", "C-5", "21/10", "21.10", "nummerplade 47"],
    "Mødet var den 21.10.2014 kl. 12.09": ["21.10.2014", "21/10/2014", "21-10-2014", "12.09", "2014"],
    "Hjælpemidler 👩‍🦽 og naïve Café": ["hjaelpemidler", "cafe", "NAIVE", "👩‍🦽 cafe", "middel cafe"][:4],
    'O\'Brien sagde: "nej" (igen) * ^ NEAR(a b)': [
        "O'Brien",
        '"nej"',
        "NEAR(a b)",
        "igen*",
        "^sagde",
        "o brien",
    ],
    "Tog linje ᧐ til ᦳᦴ": ["ᦳᦴ"],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Open a register with the texts, a citizen with a phone number and a foreign one; nothing changes it."""
    path = tmp_path_factory.mktemp("library") / "klage.db"
    create_register(path)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            new = [support.complaint(text) for text in TEXTS]
            new.append(support.complaint("Uden svar", citizen_name="Jens Å. Hansen", phone="20123456"))
            new.append(support.complaint("Uden svar", phone="+4612345678", department="Sårpleje"))
            for each in new:
                cases.reindex(writer, register, support.add(writer, each))
        yield register


def found(register: Register, query: str, *, ranked: bool = False) -> list[int]:
    """Return the serial numbers of the cases that are found."""
    return [key % 1000 for key in search.find(register, query, limit=50, ranked=ranked)]


@pytest.mark.parametrize(
    ("query", "number"),
    [(query, number) for number, queries in enumerate(TEXTS.values(), 1) for query in queries],
)
def test_what_is_written_is_found_however_it_is_spelled(library: Register, query: str, number: int) -> None:
    """Letters, compounds, dates, signs that mean something to FTS5, and letters that it does not know."""
    assert number in found(library, query)


@pytest.mark.parametrize(
    "query",
    ["20123456", "20 12 34 56", "2012 3456", "201 23 456", "+45 20 12 34 56", "004520123456", "20-12-34-56",
     "Hansen 20 12 34 56", "jens 20123456", "0123456"],
)  # fmt: skip
def test_a_phone_number_is_found_in_any_pieces(library: Register, query: str) -> None:
    """Alone or beside a name, with the country or without."""
    assert found(library, query) == [len(TEXTS) + 1]


def test_a_foreign_number_is_found_with_and_without_its_sign(library: Register) -> None:
    """The country belongs to it."""
    assert found(library, "+46 12 34 56 78") == found(library, "004612345678") == [len(TEXTS) + 2]


def test_every_word_must_be_there_and_the_newest_comes_first(library: Register) -> None:
    """Two words narrow, and a compound counts as a hit."""
    assert found(library, "pleje") == [len(TEXTS) + 2, 1]
    assert found(library, "pleje ringede") == [1]
    assert found(library, "pleje findesikke") == []
    assert found(library, "uden svar") == [len(TEXTS) + 2, len(TEXTS) + 1]


def test_digits_are_found_inside_numbers_and_words_only_inside_words(library: Register) -> None:
    """Both ways are one question, and the one for words leaves out nothing but numbers."""
    asked = {"limit": 99}
    for word in ("pleje", "1", "12", "23456", "a", "uden", "3"):
        slow = [row[0] for row in library.rows(search.INSIDE_NUMBERS, {**asked, "word": word})]
        quick = [row[0] for row in library.rows(search.INSIDE, {**asked, "word": word})]
        assert quick == [each for each in slow if not str(each).isdigit()]
        assert word.isdigit() or quick == slow


def test_short_words_are_not_looked_for_inside_others(library: Register) -> None:
    """Two letters stand inside nearly every word."""
    assert found(library, "or") == []


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", '""', "\0", "*", "👩‍🦽", "\udcff", "( ) - + ^", "\u202e", "--"]
)
def test_a_query_without_words_finds_nothing(library: Register, query: str) -> None:
    """And is no mistake."""
    assert found(library, query) == []


def test_a_pasted_text_is_a_query_too(library: Register) -> None:
    """Ten thousand characters, as one word and as thousands, are answered at once."""
    chance = random.Random(3)
    text = " ".join("".join(chance.choices("abcdefghij", k=5)) for _ in range(2000))
    assert found(library, text) == found(library, "x" * 10_000) == found(library, "NOT " * 2500) == []
    long = " ".join(["ringede ikke tilbage ældreplejen"] * 400)
    assert found(library, long) == [1]


def test_half_a_surrogate_pair_is_a_space(library: Register) -> None:
    """Bytes that are no text, typed in a terminal, do not hide the word beside them."""
    assert found(library, "ringede\udce5tilbage") == [1]


def test_a_new_text_takes_the_place_of_the_old(path: Path) -> None:
    """What no longer stands in a case no longer finds it."""
    with support.opened(path, writing=True) as register:
        for text in ("Ældreplejen ringede", "Noget andet"):
            with support.changing(register) as writer:
                if text == "Noget andet":
                    cases.change(writer, 2026000001, {"summary": text})
                else:
                    support.add(writer, support.complaint(text))
                cases.reindex(writer, register, 2026000001)
            assert found(register, text) == [1]
        assert found(register, "pleje ringede") == []


def test_many_new_cases_are_indexed_at_once(path: Path) -> None:
    """As an import does it: the words are remembered on the way, and found like others."""
    known: set[str] = set()
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            for start in (1, 11):
                new = [
                    (n, search.document([f"sag {n}", None, "Plejehjem"])) for n in range(start, start + 10)
                ]
                search.index_many(writer.connection, new, known)
        assert known >= {"sag", "plejehjem", "20"}
        assert len(found(register, "hjem")) == 20
        assert found(register, "sag 20") == [20]


# --- properties ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Open one register for all examples, because a new one for each would take minutes."""
    path = tmp_path_factory.mktemp("shelf") / "klage.db"
    create_register(path)
    with support.opened(path, writing=True) as register:
        yield register


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
@example("aaa ooe AAA", "oe")
@example("ᧀ ñ ß ſt Ⅳ ½", "-")
def test_every_word_of_a_text_finds_it(shelf: Register, text: str, query: str) -> None:
    """And any text is a query, the best and the newest are the same cases, and fewer are a part of more."""
    connection = shelf.connection
    (last,) = shelf.one("select coalesce(max(rowid), 0) from search") or (0,)
    key = int(str(last)) + 1
    connection.execute("begin immediate")
    search.index(connection, key, search.document([text]), is_new=True)
    connection.execute("commit")
    for word in text.split():
        if words(word):
            assert search.find(shelf, word, limit=1000)[:1] == [key], word
    newest = search.find(shelf, query, limit=1000)
    assert newest == sorted(newest, reverse=True)
    assert {*search.find(shelf, query, limit=1000, ranked=True)} == {*newest}
    assert search.find(shelf, query, limit=3) == newest[:3]
