"""The questions for a department's meeting: one for every cause and theme, each an open question."""

import pytest

from klage.domain.learning import questions
from klage.domain.vocabulary import CAUSES, THEMES

ALL = [*questions.BY_CAUSE.values(), *questions.BY_THEME.values()]


def test_every_cause_and_theme_has_its_own() -> None:
    """And no two are the same."""
    assert questions.BY_CAUSE.keys() == CAUSES.keys()
    assert questions.BY_THEME.keys() == {code for code, *_ in THEMES}
    assert len({*ALL}) == len(ALL)


@pytest.mark.parametrize("question", ALL)
def test_they_are_questions_about_the_work(question: str) -> None:
    """Short enough to be read aloud, without blame, and with one question mark at the end."""
    assert question.endswith("?")
    assert question.count("?") == 1
    assert len(question) < 120
    assert not {"skyld", "fejlede", "hvem begik"} & {*question.lower().split()}


def test_what_is_taken_up() -> None:
    """Causes first, each once, unknown ones passed over, and no more than a meeting has time for."""
    found = questions.about(["arbejdsgang", None, "arbejdsgang"], ["vejledning", "kontorets_eget", None])
    assert found == (questions.BY_CAUSE["arbejdsgang"], questions.BY_THEME["vejledning"])
    assert len(questions.about(CAUSES, [code for code, *_ in THEMES])) == questions.MOST
    assert questions.about([], []) == ()
