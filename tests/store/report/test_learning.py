"""What the report reads of lessons, actions, examples and recommendations."""

from pathlib import Path

import pytest

from klage.domain.report.learning import Learning
from klage.domain.report.period import of_year
from klage.store.report import learning as report_learning
from klage.store.report import reporting
from tests.store import whole_register
from tests.store.report.test_reporting import NOW, empty, office
from tests.store.support import opened

__all__ = ["empty", "office"]


@pytest.fixture(scope="module")
def whole(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with something in every table."""
    return whole_register.make(office, tmp_path_factory.mktemp("whole") / "klage.db")


def told(path: Path, year: int) -> Learning:
    """Return what is told of a year."""
    with opened(path) as register:
        return report_learning.learning(register, reporting.bounds_of(of_year(year), NOW))


def test_the_lessons_of_a_year_with_their_actions(whole: Path) -> None:
    """A lesson that was withdrawn is not told, and words only when they were approved."""
    one, other = told(whole, 2025).lessons
    assert (one.department, one.cause, one.words, one.cases) == ("Ydelse", "arbejdsgang", "Ingen svarede.", 2)
    assert [(action.what, action.status, action.department) for action in one.actions] == [
        ("Et nyt brev", "i_gang", "Ydelse")
    ]
    assert (other.words, other.level, other.actions) == (None, "kommune", ())
    assert [lesson.formulated_on.year for lesson in told(whole, 2024).lessons] == [2024]


def test_what_was_open_when_the_year_began_is_followed_up(whole: Path) -> None:
    """Carried out or rejected before is not; carried out in the year is."""
    found = told(whole, 2025).follow_up
    assert [(action.status, action.trained) for action in found] == [("gennemfoert", 12)]
    assert [len(told(whole, year).follow_up) for year in (2024, 2026)] == [0, 1]


def test_only_approved_examples_are_told(whole: Path) -> None:
    """A draft is nobody's; the year of the complaint decides, not that of the approval."""
    assert [example.title for example in told(whole, 2025).examples] == ["Godkendt"]
    assert told(whole, 2026).examples == ()


def test_recommendations_of_the_year_and_those_without_an_answer(whole: Path) -> None:
    """An old one that was answered before is over; an unanswered one stays until it is."""
    found = told(whole, 2025).recommendations
    assert [(one.what, one.addressed_to) for one in found] == [
        ("Ét nummer", None),
        ("Giv en dato", "direktøren"),
    ]
    assert [one.what for one in told(whole, 2024).recommendations] == ["Gammel", "Ét nummer"]


def test_what_is_carried_out_is_told_with_its_effect(whole: Path) -> None:
    """What may be said stands beside the action, also when it is too little; what is under way has none."""
    with opened(whole) as register:
        found = reporting.report(register, of_year(2025), NOW).learning.told
    assert found.follow_up[0].effect is not None
    assert found.lessons[0].actions[0].effect is None
