"""Long texts laid aside: whole or not at all, as they were written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.output.spool import BLOCK, laid_aside


def open_files() -> set[str]:
    """Return what this process has open, by number."""
    return {each.name for each in Path("/proc/self/fd").iterdir()}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_what_is_laid_aside_comes_back(pieces: list[str]) -> None:
    """Every character does, line ends of all kinds too."""
    assert "".join(laid_aside(pieces)) == "".join(pieces)


def test_a_long_text_comes_back_in_blocks() -> None:
    """No block is longer than it should be, and the file is gone after the last."""
    before = open_files()
    blocks = list(laid_aside(["æ" * BLOCK, "ø" * BLOCK, "å"]))
    assert [len(block) for block in blocks] == [BLOCK, BLOCK, 1]
    assert open_files() <= before


def test_nothing_comes_back_when_the_end_is_never_reached() -> None:
    """The failure is told at once, before a first block, and leaves no file behind."""

    def broken() -> Iterator[str]:
        yield "x"
        raise RuntimeError("the disk")

    before = open_files()
    with pytest.raises(RuntimeError):
        laid_aside(broken())
    assert open_files() <= before
