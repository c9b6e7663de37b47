"""``klage laering status``: from proposed to assessed, back with a reason, and what each step demands."""

from typing import Any

import pytest

from tests.cli import assert_danish
from tests.commands.lesson_runs import action, lesson, office, shown
from tests.desk import Desk, uncoloured

RESULT = "Klagerne over manglende svar er halveret."


@pytest.fixture
def learning(desk: Desk) -> Desk:
    """Return a desk with a lesson from cases 1 and 2 and a proposed action."""
    office(desk)
    lesson(desk, "1", "2")
    action(desk)
    return desk


def now(desk: Desk, number: int = 1) -> dict[str, Any]:
    """Return how an action stands."""
    return next(each for each in shown(desk)["actions"] if each["action_no"] == number)


def step(desk: Desk, *line: str, stdin: str = "") -> str:
    """Move the first action and return what was said."""
    return desk("laering", "status", "1", *line, stdin=stdin).stdout


def test_the_whole_way(learning: Desk) -> None:
    """Each step says what it means and what comes next."""
    assert step(learning, "aftalt", "--leder", "Eva Lund", "--frist", "1.12.2026") == (
        "Handling 1 er aftalt med Eva Lund. Frist: tirsdag 1. december 2026.\n"
    )
    assert step(learning, "i_gang", "--den", "i dag") == "Handling 1 er nu i gang.\n"
    later = learning.at("2026-12-01T10:00")
    assert step(later, "gennemført", "--den", "i går").splitlines() == [
        "Handling 1 er gennemført mandag 30. november 2026.",
        "Vurdér senere, om den virkede: klage laering effekt 1.",
        "Fortæl borgerne i sag 2026-0001 og 2026-0002, hvad klagen førte til, og notér det med klage laering orienteret 1.",
    ]
    later("laering", "orienteret", "1", "1", "2")
    even_later = learning.at("2027-03-01T10:00")
    said = step(even_later, "effekt vurderet", "--resultat", "-", stdin=RESULT)
    assert said == "Effekten af handling 1 er vurderet mandag 1. marts 2027.\n"
    found = now(learning)
    days = ("proposed_on", "agreed_on", "started_on", "carried_out_on", "effect_assessed_on")
    assert [found[day] for day in days] == [
        "2026-11-20",
        "2026-11-20",
        "2026-11-20",
        "2026-11-30",
        "2027-03-01",
    ]
    assert (found["status"], found["effect_result"]) == ("effekt_vurderet", RESULT)


def test_a_step_back_and_a_rejection_say_why(learning: Desk) -> None:
    """What the step takes back is emptied, and stands in the history."""
    step(learning, "aftalt", "--leder", "Eva Lund", "--frist", "1.12.2026")
    assert "--begrundelse -" in learning.refused("laering", "status", "1", "foreslaaet", code=2)
    said = step(learning, "foreslaaet", "--begrundelse", "-", stdin="Lederen er skiftet.")
    assert said == "Handling 1 er nu foreslået.\n"
    found = now(learning)
    assert (found["leader"], found["agreed_on"], found["reason"]) == (None, None, "Lederen er skiftet.")
    assert "--begrundelse -" in learning.refused("laering", "status", "1", "afvist", code=2)
    assert (
        step(learning, "afvist", "--begrundelse", "-", stdin="Ingen penge.") == "Handling 1 er nu afvist.\n"
    )
    page = learning("laering", "vis", "1").stdout
    assert "Handling 1: afvist" in page
    assert "Afvist, fordi: Ingen penge." in page


def test_at_a_terminal_what_is_missing_is_asked_for(learning: Desk) -> None:
    """The leader behind the ambassador and the deadline that was proposed are the likely answers."""
    learning("laering", "handling", "1", "--ret", "1", "--frist", "1.12.2026", "--type", "kompetence")
    asked = uncoloured(learning.terminal("laering", "status", "1", "aftalt", typed="\n\n").stdout)
    assert "[Eva Lund]" in asked
    assert (now(learning)["leader"], now(learning)["due_on"]) == ("Eva Lund", "2026-12-01")
    learning.terminal("laering", "status", "1", "gennemfoert", typed="120\n")
    assert now(learning)["trained"] == 120
    learning.terminal("laering", "status", "1", "effekt_vurderet", typed=f"Anna er glad.\n\n{RESULT}\n\n")
    assert now(learning)["effect_result"] == RESULT
    learning.terminal("laering", "status", "1", "gennemfoert", typed="For tidligt.\n\n")
    assert now(learning)["reason"] == "For tidligt."


def test_without_a_proposal_the_questions_have_no_likely_answer(learning: Desk) -> None:
    """A department without an ambassador, an action without a deadline."""
    action(learning, department="Ydelse")
    learning.terminal("laering", "status", "2", "aftalt", typed="Ib Skov\n1.12.2026\n")
    assert (now(learning, 2)["leader"], now(learning, 2)["ambassador"]) == ("Ib Skov", None)
    told = learning("laering", "orienteret", "1", "1", "2")
    assert "Borgerne" in told.stdout
    said = learning("laering", "status", "2", "gennemfoert").stdout
    assert "Fortæl" not in said


def test_without_a_status_the_action_is_shown(learning: Desk) -> None:
    """With where it can go."""
    page = learning("laering", "status", "1").stdout
    assert page.startswith("Handling 1 til læringspunkt 1\n")
    assert "  Status kan nu blive aftalt eller afvist.\n" in page
    assert "Fælles telefonliste." in uncoloured(learning.terminal("laering", "status", "1").stdout)


@pytest.mark.parametrize(
    ("line", "stdin", "code", "said"),
    [
        (("1", "aftalt"), "", 2, "--leder"),
        (("1", "aftalt", "--leder", "Eva Lund"), "", 2, "--frist"),
        (("1", "aftalt", "--leder", "Eva", "--frist", "1.10.2026"), "", 2, "Frist: "),
        (
            ("1", "i_gang"),
            "",
            9,
            "Handlingens status er foreslået. Den kan nu blive til aftalt eller afvist.",
        ),
        (("1", "foreslaaet"), "", 9, "allerede foreslået"),
        (("1", "færdig"), "", 2, "Status kendes ikke."),
        (("1", "afvist", "--leder", "Eva"), "", 2, "--leder hører ikke til, når status bliver afvist."),
        (("1", "aftalt", "--begrundelse", "-"), "", 2, "--begrundelse hører ikke til"),
        (("1", "afvist", "--resultat", "-", "--begrundelse", "-"), "x", 2, "--resultat hører ikke til"),
        (("1", "afvist", "--begrundelse", "-"), "Anna vil ikke.", 9, "ikke om personer"),
        (("1", "afvist", "--den", "1.11.2026", "--begrundelse", "-"), "Nej.", 2, "rækkefølge"),
        (("1", "--leder", "Eva"), "", 2, "--leder bruges kun sammen med STATUS."),
        (("7", "aftalt"), "", 3, "Der er ingen handling 7."),
    ],
)
def test_what_is_refused(learning: Desk, line: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and one Danish sentence, and changes nothing."""
    sentence = learning.refused("laering", "status", *line, stdin=stdin, code=code)
    assert said in sentence
    assert_danish(sentence)


def test_a_number_in_a_text_is_masked(learning: Desk) -> None:
    """Unless it is to stay."""
    line = ("laering", "status", "1", "afvist", "--begrundelse", "-")
    said = learning(*line, stdin="Se 010203-1234.")
    assert "Begrundelse: Der stod et tal" in said.stderr
    assert now(learning)["reason"] == "Se 010203-XXXX."
