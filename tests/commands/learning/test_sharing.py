"""What the commands share that let words out: one wish at a time, and the word shown at a terminal only."""

import pytest

from klage.commands.learning import sharing
from klage.errors import InvalidValueError
from tests.commands.lesson_runs import lesson, office
from tests.desk import Desk


def test_one_wish_at_a_time() -> None:
    """Two are refused, none or one is fine."""
    sharing.only_one_wish({"--godkend": True, "--træk": False, "--tekst": None})
    with pytest.raises(InvalidValueError, match="--godkend og --slet"):
        sharing.only_one_wish({"--godkend": True, "--træk": False, "--slet": True})


def test_the_word_that_stopped_it_is_for_the_user_alone(desk: Desk) -> None:
    """A name of any case stops the words, and is repeated at a terminal only."""
    office(desk)
    lesson(desk, "1")
    desk("laering", "ord", "1", "--tekst", "-", stdin="Det sagde Lind også til mig.")
    quiet = desk.refused("laering", "ord", "1", "--godkend", code=9)
    assert "I teksten står et navn, der står i registret, ord nr." in quiet
    assert "Lind" not in quiet
    assert "(Lind)" in desk.refused("laering", "ord", "1", "--godkend", code=9, typed="")
