"""Folding: words that should be found by each other are the same word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.folding import fold, words


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        (["børnehaven", "bornehaven", "boernehaven", "BØRNEHAVEN"], "bornehaven"),
        (["Aarhus", "Århus", "arhus", "ÅRHUS", "A\u030arhus"], "arhus"),
        (["Ældreplejen", "aeldreplejen", "ÆLDREPLEJEN"], "aeldreplejen"),
        (["café", "CAFE", "cafe\u0301"], "cafe"),
        (["straße", "STRASSE"], "strasse"),
        (["AK-47", "ak 47", "(AK/47)"], "ak 47"),
        (["Þór Łukasz Đorđe", "thor lukasz dorde"], "thor lukasz dorde"),
        (["ﬁn ﬀ", "fin ff"], "fin ff"),
        (["fornavn_efternavn", "fornavn efternavn"], "fornavn efternavn"),
        (["x²", "x2"], "x2"),
        ([" \t\n a\u200bb\u00a0c ", "a b c"], "a b c"),
        (["", "!!!", "👩‍🦽", "\0", "\udcff", "\u0301"], ""),
    ],
)
def test_spellings_of_one_word(spellings: list[str], folded: str) -> None:
    """Case, accents, the two ways of writing æøå, and signs do not matter."""
    assert [fold(spelling) for spelling in spellings] == [folded] * len(spellings)


@given(st.text())
def test_folded_text_is_words_with_one_space_between(text: str) -> None:
    """So that a tokenizer that only knows spaces finds the same words."""
    folded = fold(text)
    assert folded == " ".join(words(text)) == " ".join(folded.split())
    assert all(word.isalnum() for word in words(text))


@given(st.text(), st.text())
def test_words_are_folded_each_by_itself(one: str, other: str) -> None:
    """What stands beside a word does not change it, so that every word of a text finds the text."""
    assert fold(f"{one} {other}") == f"{fold(one)} {fold(other)}".strip()


@given(st.text())
def test_case_does_not_matter(text: str) -> None:
    """Upper and lower case fold alike."""
    assert fold(text.casefold()) == fold(text)


LETTERS = {"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "_": " "}


def plainly(text: str) -> str:
    """Fold letter by letter, step by step, as the rule is said."""
    table = str.maketrans(LETTERS)
    text = unicodedata.normalize("NFKD", text.casefold().translate(table)).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(table)
    text = "".join(letter if letter.isalnum() else " " for letter in text)
    return " ".join(text.replace("aa", "a").replace("oe", "o").split())


@given(st.text() | st.text(alphabet="aeoåøæ\u030a\u0308éßﬁÅ –_\u0130Ø0"))
def test_fast_folding_is_plain_folding(text: str) -> None:
    """The table gives what the steps give, and folding twice changes nothing."""
    assert fold(text) == plainly(text)
    assert words(text) == plainly(text).split()


def test_every_letter_there_is() -> None:
    """No letter of Unicode is folded otherwise by the table."""
    assert [code for code in range(0x30000) if fold(f"a{chr(code)}a") != plainly(f"a{chr(code)}a")] == []
