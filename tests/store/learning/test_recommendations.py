"""Recommendations in the register: with their numbers, their answers, and the history of the office."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klage.domain.learning.recommendation import Recommendation
from klage.errors import NotFoundError
from klage.store.learning import recommendations
from tests.store import support
from tests.store.loop import lesson

DAY = date(2026, 11, 20)
ONE = Recommendation(date(2026, 11, 1), "Giv skabelonerne en ejer.")


def test_a_recommendation_comes_back_as_it_was_written(path: Path) -> None:
    """Those that wait for an answer come first; a number of its own is kept."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            about = lesson(writer, support.add(writer, support.complaint()))
            full = Recommendation(date(2026, 10, 1), "Ansæt en til.", "Direktøren", about, "Nej.", DAY)
            assert recommendations.add(writer, full) == 1
            assert recommendations.add(writer, ONE, number=7) == 7
        assert [each.number for each in recommendations.all_of(register)] == [7, 1]
        assert recommendations.get(register, 1) == (1, full)
        after = replace(ONE, answer="Ja.", answered_on=DAY)
        with support.changing(register, command="laering svar") as writer:
            assert recommendations.change(writer, 7, after)
            assert not recommendations.change(writer, 7, after)
        assert recommendations.get(register, 7).recommendation == after
        with pytest.raises(NotFoundError, match="ingen anbefaling 2"):
            recommendations.get(register, 2)
        rows = register.rows("select case_id from event where command = 'laering svar'")
        assert [case for (case,) in rows] == [None]
