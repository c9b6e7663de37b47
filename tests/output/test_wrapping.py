"""Text in lines: between words, by the cells that a terminal uses, and with nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from klage.output.wrapping import longest_word, width_of, wrapped, wrapped_parts

READABLE = st.text(st.characters(categories=["L", "N", "P", "Zs", "So"]), max_size=200)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("kort", 10, ["kort"]),
        ("to ord", 4, ["to", "ord"]),
        ("linje\n\nafsnit ", 10, ["linje", "", "afsnit"]),
        ("Hjælpemiddelcentralen", 10, ["Hjælpemidd", "elcentrale", "n"]),
        ("Anna Mikkelsen-Thorsen", 16, ["Anna Mikkelsen-", "Thorsen"]),
        ("ring fredag kl. 15.00", 15, ["ring fredag", "kl. 15.00"]),
        ("efter barnets lov § 136", 20, ["efter barnets lov", "§ 136"]),
        ("der er 27,1 % flere", 11, ["der er", "27,1 %", "flere"]),
        ("om 3 t 10 min", 8, ["om 3 t", "10 min"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字", 1, ["漢", "字"]),
        ("  indrykket linje", 12, ["  indrykket", "linje"]),
        ("  indrykket", 9, ["indrykket"]),
        ("2026-0042 og 12-14", 5, ["2026-", "0042", "og", "12-14"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    """Words that belong together are not parted, and only what is too long is broken inside."""
    assert wrapped(text, width) == lines


@given(READABLE, st.integers(2, 60))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    """Only spaces go, where a line ends."""
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(READABLE)
def test_what_fits_is_left_alone(text: str) -> None:
    """A text in a line as wide as itself keeps every space but those at its end."""
    assert wrapped(text, max(width_of(text), 2)) == [text.rstrip()]


@given(st.text(max_size=50))
def test_width_is_that_of_the_terminal(text: str) -> None:
    """The short way for European letters gives what rich's table of cells gives."""
    if text.isprintable():
        assert width_of(text) == cell_len(text)


@given(st.lists(st.tuples(READABLE.filter(str.strip), st.integers(0, 3)), max_size=5), st.integers(2, 40))
def test_parts_keep_their_marks(parts: list[tuple[str, int]], width: int) -> None:
    """The lines are those of the whole text, and every letter has the mark of the part that it came from."""
    lines = list(wrapped_parts(parts, width))
    assert ["".join(piece for piece, _ in line) for line in lines] == wrapped(
        "".join(text for text, _ in parts), width
    )
    found = [(char, mark) for line in lines for piece, mark in line for char in piece if not char.isspace()]
    assert found == [(char, mark) for text, mark in parts for char in text if not char.isspace()]


def test_the_longest_word() -> None:
    """It is what a column must hold so that no word is broken; a double name counts by its parts."""
    assert longest_word("Anna Mikkelsen-Thorsen kl. 15.00") == len("Mikkelsen-")
    assert longest_word("") == 0


def test_a_path_is_kept_whole_where_it_is_to_be_copied() -> None:
    """The terminal breaks it by itself, and knows that it is one."""
    path = "/home/borgervejleder/.local/share/klage/klage.db"
    assert wrapped(f"Registret ligger i {path} nu.", 20, keep_words=True) == [
        "Registret ligger i",
        path,
        "nu.",
    ]
