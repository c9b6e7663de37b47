"""The line in a shell's start file: put in once, taken out again, and the rest untouched."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.shell_file import MARK, line_for, with_line, without_line

SCRIPT = "/home/inge holm/klage's/udfyldning.bash"
lines = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: MARK not in text)


def test_the_line_reads_the_script_where_it_is_there() -> None:
    """A path with spaces and quotes is one word, and the line says who put it there."""
    line = line_for(SCRIPT)
    assert shlex.split(line, comments=True)[4:9] == ["];", "then", ".", f"{SCRIPT};", "fi"]
    assert line.endswith(MARK)


@pytest.mark.parametrize("before", ["", "alias ll='ls -l'\n", "uden linjeskift til sidst", "windows\r\n"])
def test_the_line_is_put_in_once(before: str) -> None:
    """At the end, on a line of its own; again changes nothing."""
    once = with_line(before, SCRIPT)
    assert once.startswith(before)
    assert once.endswith(f"{line_for(SCRIPT)}\n")
    assert once.count(MARK) == 1
    assert with_line(once, SCRIPT) == once


def test_a_script_that_has_moved_leaves_no_old_line() -> None:
    """The new line takes the place of the old."""
    moved = with_line(with_line("a\n", "/old/place"), SCRIPT)
    assert "/old/place" not in moved
    assert moved == f"a\n{line_for(SCRIPT)}\n"


@given(lines)
def test_taking_it_out_leaves_what_was_there(before: str) -> None:
    """Byte for byte, but for a line end that was missing."""
    after = without_line(with_line(before, SCRIPT))
    assert after in {before, f"{before}\n"}
    assert without_line(before) == before


def test_what_the_user_writes_after_it_stays() -> None:
    """The line goes wherever it stands."""
    content = with_line("a\n", SCRIPT) + "b\n"
    assert without_line(content) == "a\nb\n"
    assert with_line(content, SCRIPT) == content
