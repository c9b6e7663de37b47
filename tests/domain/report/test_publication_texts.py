"""The texts of a published report: what is refused, what is left out, and who is not named."""

from collections.abc import Sequence
from datetime import date

import pytest

from klage.domain.learning.screening import Find, Finding
from klage.domain.report.learning import Action, Example, Learning, Lesson, Recommendation
from klage.domain.report.publication_texts import check_examples, publishable, texts_of
from klage.errors import RefusedError

DAY = date(2025, 3, 1)
DONE = Action(1, 1, "Nyt brev", "brevskabelon", "afvist", "Ydelse", "Bo Holm", "Eva Lund", reason="Ingen tid",
              trained=3, effect_goal="Færre", effect_result="Det hjalp", effect="12 før og 3 efter")  # fmt: skip
OLD = Action(9, 8, "Fælles møder", "arbejdsgang", "aftalt", "Børn", "Ida Vang", trained=120)
TOLD = Learning(
    lessons=(
        Lesson(1, DAY, "Brevet kom ikke", "afdeling", insight="Skriv en dato", department="Ydelse", words="Jeg ventede",
               cases=4, actions=(DONE,)),
        Lesson(2, DAY, "To enheder ventede", "afdeling", department="Børn", cases=7),
    ),
    follow_up=(OLD,),
    examples=(Example(1, 2025000007, "Brevet", "Det kom aldrig."),),
    recommendations=(Recommendation(1, DAY, "Giv en dato", "direktøren", "Ja"),),
)  # fmt: skip
WORDS = [
    "Brevet", "Det kom aldrig.", "Brevet kom ikke", "Skriv en dato", "Jeg ventede", "To enheder ventede", "Nyt brev",
    "Ingen tid", "Færre", "Det hjalp", "Fælles møder", "Giv en dato", "direktøren", "Ja",
]  # fmt: skip


def stopping(*texts: str) -> Find:
    """Return a screening that stops just these texts, at their third word."""

    def find(text: str) -> Sequence[Finding]:
        return [Finding("name", "Kirsten", 3)] if text in texts else []

    return find


def test_every_text_is_looked_at() -> None:
    """All that would be published, and nothing that would not."""
    assert sorted(texts_of(TOLD)) == sorted(WORDS)


def test_persons_and_small_numbers_are_not_named() -> None:
    """No ambassador, no leader, no effect in numbers, no department that the tables do not show."""
    kept, stopped = publishable(TOLD, stopping(), {"Ydelse"})
    assert stopped == ()
    first, second = kept.lessons
    assert (first.department, first.cases, second.department, second.cases) == ("Ydelse", 0, None, 7)
    (action,) = first.actions
    assert (action.ambassador, action.leader, action.effect, action.trained) == (None, None, None, None)
    assert (kept.follow_up[0].department, kept.follow_up[0].trained) == (None, 120)
    assert (kept.examples, kept.recommendations) == (TOLD.examples, TOLD.recommendations)


@pytest.mark.parametrize(
    ("text", "what", "counts"),
    [
        ("Brevet kom ikke", "Læringspunkt 1, hændelsen", (1, 0, 1, 1)),
        ("Jeg ventede", "Læringspunkt 1, borgernes ord", (1, 0, 1, 1)),
        ("Ingen tid", "Handling 1, begrundelsen", (2, 0, 1, 1)),
        ("Fælles møder", "Handling 9, handlingen", (2, 1, 0, 1)),
        ("direktøren", "Anbefaling 1, modtageren", (2, 1, 1, 0)),
    ],
)
def test_a_text_that_is_stopped_is_left_out(text: str, what: str, counts: tuple[int, int, int, int]) -> None:
    """The lesson goes with its actions; the others stay."""
    kept, stopped = publishable(TOLD, stopping(text), {"Ydelse"})
    actions = sum(len(lesson.actions) for lesson in kept.lessons)
    assert (len(kept.lessons), actions, len(kept.follow_up), len(kept.recommendations)) == counts
    assert [one.sentence(with_word=False) for one in stopped] == [
        f"{what}: et navn, der står i registret, ord nr. 3."
    ]


def test_an_action_that_stands_twice_is_told_once() -> None:
    """A lesson of the period whose action was open before it."""
    both = Learning(TOLD.lessons, (DONE,))
    _, stopped = publishable(both, stopping("Nyt brev"), set())
    assert [one.what for one in stopped] == ["Handling 1"]


def test_the_word_is_only_for_the_users_own_eyes() -> None:
    """A sentence for a log has its kind and its place alone."""
    _, (stopped,) = publishable(TOLD, stopping("Giv en dato"), set())
    assert "Kirsten" not in stopped.sentence(with_word=False)
    assert stopped.sentence(with_word=True) == (
        "Anbefaling 1, anbefalingen: et navn, der står i registret (Kirsten), ord nr. 3."
    )


def test_an_example_that_nobody_approved_is_refused() -> None:
    """It names the case by its number, which the user knows."""
    with pytest.raises(RefusedError, match="sag 2025-0012 er ikke godkendt"):
        check_examples(TOLD, [2025000012], stopping(), with_word=True)


@pytest.mark.parametrize(("text", "field"), [("Brevet", "titlen"), ("Det kom aldrig.", "teksten")])
@pytest.mark.parametrize("with_word", [True, False])
def test_an_example_that_leads_to_a_person_is_refused(text: str, field: str, with_word: bool) -> None:
    """Which word stopped it is said where only the user sees it."""
    with pytest.raises(RefusedError) as refused:
        check_examples(TOLD, [], stopping(text), with_word=with_word)
    assert f"sag 2025-0007, {field}: et navn" in refused.value.sentence
    assert ("Kirsten" in refused.value.sentence) is with_word


def test_examples_that_pass() -> None:
    """Nothing is said of them."""
    check_examples(TOLD, [], stopping(), with_word=True)
