"""Likeness: which words are asked about, and which cases are like enough to be shown."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.complaint import Complaint
from klage.domain.folding import words
from klage.domain.likeness import ALWAYS_RARE, MOST_ASKED, TELLING, Found, alike, rare, spelt, telling

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
FREQUENCIES = st.dictionaries(st.text("abc", min_size=3, max_size=5), st.integers(0, 30), max_size=20)


def complaint(summary: str, **more: Any) -> Complaint:
    """Return a complaint about something."""
    return Complaint(AT, summary, **more)


def found(case_id: int, relevance: float, *shared: str, theme: str = "", department: int = 0) -> Found:
    """Return a case that was found."""
    themes, departments = frozenset({theme} - {""}), frozenset({department} - {0})
    return Found(case_id, relevance, AT, None, None, "", themes, departments, None, None, (), shared)


def keys(cases: list[Found], *, theme: str = "x", department: int = 9, limit: int = 10) -> list[int]:
    """Return the keys of those that are like a case with this theme and department."""
    return [case.case_id for case in alike(cases, frozenset({theme}), frozenset({department}), limit=limit)]


# --- the words ----------------------------------------------------------------------------------------


def test_the_words_of_a_case() -> None:
    """Folded, as the case spells them, from all three texts; the longest first."""
    about = complaint(
        "Kørestolen er gået i stykker. KØRESTOLEN!",
        wanted_outcome="En lånestol",
        consequence="Sidder fast hjemme",
    )
    assert spelt(about) == {
        "korestolen": "kørestolen",
        "lanestol": "lånestol",
        "stykker": "stykker",
        "hjemme": "hjemme",
        "sidder": "sidder",
        "fast": "fast",
    }


def test_what_does_not_count() -> None:
    """Neither the citizen's name, however it is spelt, nor numbers, short words or words of grammar."""
    about = complaint(
        "Åse Østergaard, 010203-1234, bor på 3b og har ikke fået svar af os", citizen_name="aase Ostergård"
    )
    assert list(spelt(about)) == ["svar", "bor"]
    assert spelt(complaint("")) == {}


@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_gives_words_that_the_index_has(text: str, name: str | None) -> None:
    """Every word asked about is one of the text's folded words, of letters alone, and none is of the name."""
    asked = spelt(complaint(text, citizen_name=name))
    assert asked.keys() <= set(words(text))
    assert not asked.keys() & set(words(name or ""))
    assert all(word.isalpha() or not word.isascii() for word in asked)
    assert list(map(len, asked)) == sorted(map(len, asked), reverse=True)


def test_a_long_text_is_not_asked_about_whole() -> None:
    """A mail of thousands of words costs no more than sixty, the longest."""
    letters = "abcdefghij"
    text = " ".join(f"ord{a}{b}{'x' * 10 if a == 'b' else ''}" for a in letters for b in letters)
    asked = spelt(complaint(text))
    assert len(asked) == MOST_ASKED
    assert all(word in asked for word in words(text) if "x" in word)


def test_the_rarest_words_tell_most() -> None:
    """A word of this case alone finds nothing, one of very many tells nothing."""
    assert telling({"kun": 1, "faa": 2, "flere": 9, "mange": 10, "ingen": 0}, most=10) == ["faa", "flere"]
    assert [rare(cases) for cases in (0, 49, 60, 1000)] == [ALWAYS_RARE, ALWAYS_RARE, 6, 100]


@given(FREQUENCIES, st.integers(0, 30))
def test_telling_words_are_few_and_rare(frequency: dict[str, int], most: int) -> None:
    """At most twelve, none commoner than one that was left out."""
    chosen = telling(frequency, most)
    assert len(chosen) <= TELLING
    assert all(1 < frequency[word] < most for word in chosen)
    left = [n for word, n in frequency.items() if 1 < n < most and word not in chosen]
    assert not left or (len(chosen) == TELLING and max(frequency[word] for word in chosen) <= min(left))


# --- the cases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "is_alike"),
    [
        (found(1, 5, "korestol", "stykker"), True),
        (found(1, 5, "korestol"), False),
        (found(1, 5, "korestol", theme="x"), True),
        (found(1, 5, "korestol", department=9), True),
        (found(1, 5, "korestol", theme="y", department=8), False),
        (found(1, 5, "korestol", "korestolen"), False),
        (found(1, 5, "korestol", "korestolen", theme="x"), True),
        (found(1, 5, theme="x", department=9), False),
    ],
)
def test_what_is_like_enough(case: Found, is_alike: bool) -> None:
    """Two telling words, or one with a theme or department; a word and its longer form are one."""
    assert keys([case]) == ([1] if is_alike else [])


def test_theme_and_department_help() -> None:
    """They lift a case by half and by a quarter; of equals the newest comes first; the rest is cut off."""
    cases = [
        found(1, 4, "a", "b"),
        found(2, 3, "a", "b", theme="x"),
        found(3, 3.3, "a", "b", department=9),
        found(4, 3, "a", "b", theme="x", department=9),
        found(5, 4, "a", "b"),
    ]
    assert keys(cases) == [4, 2, 3, 5, 1]
    assert keys(cases, limit=2) == [4, 2]
    assert keys([]) == []
