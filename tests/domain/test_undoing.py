"""Which group is undone next: a stack, whatever the order of doing, undoing and doing again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import undoing
from klage.errors import RefusedError

VECTORS = [
    # newest group, undoings, next to undo, next to do again
    (0, {}, None, None),
    (1, {}, 1, None),
    (2, {2: 1}, None, 2),
    (3, {3: 2}, 1, 3),
    (4, {3: 2, 4: 1}, None, 4),
    (5, {3: 2, 4: 1, 5: 4}, 5, 3),
    (6, {3: 2, 4: 1, 5: 4, 6: 3}, 6, None),
    (7, {3: 2, 4: 1, 5: 4, 6: 3, 7: 6}, 5, 7),
    (4, {3: 2}, 4, RefusedError),  # something else was written after the undoing
]


@pytest.mark.parametrize(("newest", "undoings", "undo", "redo"), VECTORS)
def test_what_is_next(
    newest: int, undoings: dict[int, int], undo: int | None, redo: int | type[RefusedError] | None
) -> None:
    """The last that is done is undone, the last that is undone is done again, until something else is written."""
    assert undoing.next_to_undo(newest, undoings) == undo
    if redo is RefusedError:
        with pytest.raises(RefusedError, match="siden du fortrød"):
            undoing.next_to_redo(newest, undoings)
    else:
        assert undoing.next_to_redo(newest, undoings) == redo


@given(st.lists(st.sampled_from(["do", "undo", "redo"])))
def test_it_is_the_stack_of_any_editor(steps: list[str]) -> None:
    """Held against two plain lists, as an editor keeps them."""
    newest, undoings = 0, dict[int, int]()
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step == "do":
            newest += 1
            done.append(newest)
            undone.clear()
            continue
        try:
            other = (
                undoing.next_to_undo(newest, undoings)
                if step == "undo"
                else undoing.next_to_redo(newest, undoings)
            )
        except RefusedError:
            assert not undone
            continue
        source, target = (done, undone) if step == "undo" else (undone, done)
        assert (other is not None) == bool(source)
        if other is not None:
            newest += 1
            undoings[newest] = other
            assert undoing.origin(newest, undoings) == undoing.origin(source[-1], undoings)
            source.pop()
            target.append(newest)
            assert undoing.is_undoing(newest, undoings) == (step == "undo")


def test_whether_a_group_is_undone_now() -> None:
    """One that was done again counts; an undoing is never said to be undone, as nobody asks."""
    undoings = {3: 2, 4: 1, 5: 4}
    assert undoing.last_undone_by(1, undoings) is None
    assert undoing.last_undone_by(2, undoings) == 3
    assert undoing.last_undone_by(1, {**undoings, 6: 5}) == 6
    assert undoing.last_undone_by(3, undoings) is None
    assert undoing.last_undone_by(4, undoings) is None


def test_what_is_forgotten_stays_forgotten() -> None:
    """Neither the forgetting itself nor anything whose content is gone can be undone; the sentence names the law."""
    undoing.check_remembered("ret", is_whole=True)
    for command, is_whole in (("anonymiser", True), ("ret", False)):
        with pytest.raises(RefusedError, match=r"artikel 5, stk\. 1, litra e"):
            undoing.check_remembered(command, is_whole=is_whole)
