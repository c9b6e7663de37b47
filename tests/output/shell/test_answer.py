"""The answer to the Tab key, as each shell's script reads it."""

import pytest

from klage.domain.suggestion import Suggestion
from klage.output.shell.answer import FILES, NAMES, WORDS, answer

TWO = [Suggestion("moede", "Møde"), Suggestion("andet")]
NOWHERE = ("", "")


def test_each_shell_has_its_own() -> None:
    """Bash shows no more than the value; zsh and fish show what is said of it after a tab."""
    assert answer("bash", WORDS, TWO, NOWHERE) == "words\nmoede\nandet"
    assert answer("zsh", WORDS, TWO, NOWHERE) == "words\nmoede\tMøde\nandet\t"
    assert answer("fish", WORDS, TWO, NOWHERE) == answer("zsh", WORDS, TWO, NOWHERE)
    assert answer("csh", WORDS, TWO, NOWHERE) == ""
    assert answer("bash", WORDS, [], NOWHERE) == "words"
    assert answer("bash", FILES, [], NOWHERE) == "files"


def test_a_name_with_spaces_is_quoted_by_the_shell() -> None:
    """So the shell is told that these are names; an æ needs no quotes."""
    assert answer("bash", WORDS, [Suggestion("Ydelse"), Suggestion("Børn og Unge")], NOWHERE).startswith(
        NAMES
    )
    assert answer("bash", WORDS, [Suggestion("Ældreplejen")], NOWHERE).startswith(WORDS)


@pytest.mark.parametrize(
    "value", ["to\nlinjer", "tab\there", "esc\x1b[31m", "nul\0", "\u202eomvendt", "half\udc80"]
)
def test_what_cannot_be_shown_cannot_be_chosen(value: str) -> None:
    """A name with a line end, a tab or a hidden sign in it is left out; the others stay."""
    assert answer("zsh", WORDS, [Suggestion(value, "x"), TWO[1]], NOWHERE) == "words\nandet\t"
    assert answer("zsh", WORDS, [Suggestion("ok", value)], NOWHERE).count("\n") == 1


@pytest.mark.parametrize(
    ("shell", "typed", "word", "value"),
    [
        ("zsh", "Job", "", "--afdeling=Jobcenter"),
        ("fish", "", "", "--afdeling=Jobcenter"),
        ("bash", "Job", "Job", "Jobcenter"),
        ("bash", "", "", "Jobcenter"),
        ("bash", "Job", "--afdeling=Job", "--afdeling=Jobcenter"),
        ("bash", "Job", "noget andet", "Jobcenter"),
    ],
)
def test_what_stands_before_the_value_in_its_word(shell: str, typed: str, word: str, value: str) -> None:
    """Zsh and fish replace the whole word; bash what it takes for one, as it breaks words at ``=``."""
    text = answer(shell, WORDS, [Suggestion("Jobcenter")], ("--afdeling=", typed), word)
    assert text.splitlines()[1].partition("\t")[0] == value
