"""A line that is still being typed: its words, and what stands at the cursor."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.command_line import typed


@pytest.mark.parametrize(
    ("line", "words", "begun"),
    [
        ("klage ", [], ""),
        ("klage", [], ""),
        ("", [], ""),
        ("klage op", [], "op"),
        ("klage opkald  4", ["opkald"], "4"),
        ("klage opkald 42 ", ["opkald", "42"], ""),
        ('klage ny --afdeling "Job ce', ["ny", "--afdeling"], "Job ce"),
        ("klage ny --afdeling 'Job ce", ["ny", "--afdeling"], "Job ce"),
        ("klage ny --afdeling Job\\ ", ["ny", "--afdeling"], "Job "),
        ("klage ny --afdeling Job\\", ["ny", "--afdeling"], "Job"),
        ('klage ny --afdeling "Job " ', ["ny", "--afdeling", "Job "], ""),
        ('klage soeg "" ', ["soeg", ""], ""),
        ("klage ny --tekst=#", ["ny"], "--tekst=#"),
        ("KLAGE_DB=x A=b klage vis ", ["vis"], ""),
        ("~/bin/klage vis 1", ["vis"], "1"),
        ("klage vis\n1 ", ["vis", "1"], ""),
        ("klage A=b", [], "A=b"),
    ],
)
def test_words_and_what_is_typed(line: str, words: list[str], begun: str) -> None:
    """Quotes and backslashes mean what they mean to a shell, also when they are still open."""
    assert typed(line) == (words, begun)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_whatever_a_shell_quotes_is_read_back(words: list[str]) -> None:
    """Whole words come back as they were, with nothing typed of the next."""
    assert typed(f"klage {shlex.join(words)} ") == (words, "")


@given(st.text())
def test_any_line_is_read(line: str) -> None:
    """No line a user can be in the middle of is an error."""
    words, begun = typed(line)
    assert all(isinstance(word, str) for word in [*words, begun])
