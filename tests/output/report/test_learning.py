"""What was learnt, by whom it is being changed, and whether it helped, as it is read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from klage.domain.report.learning import Action, Learning
from klage.output.report.learning import action_words
from tests.domain.report.test_report import EMPTY, tables
from tests.output.report_samples import DONE, FACTS, LEARNING, aloud, drawn, made


def test_the_three_parts_stand_in_order() -> None:
    """S3: konstateringer, illustrative eksempler og et fremadrettet perspektiv."""
    lines = aloud(made()).splitlines()
    parts = [line for line in lines if line[:2] in ("1.", "2.", "3.")]
    assert parts == ["1. Konstateringer", "2. Eksempler", "3. Fremadrettet"]


def test_a_lesson_says_what_was_learnt_and_by_whom_it_is_changed() -> None:
    """What happened, the cause, the insight, the approved words, and each action in one line."""
    text = aloud(made())
    assert "Der er formuleret 2 læringspunkter. De har ført til 1 handling: gennemført 1." in text
    assert (
        "Læringspunkt 1: Ydelse\n"
        "Det skete: Brevet siger ikke, hvornår der kommer svar.\n"
        "Årsag: Arbejdsgang\n"
        "Læring: Svartiden skal stå øverst.\n"
        "Borgernes ord: Jeg vidste ikke, om I havde fået det.\n"
        "Bygger på: 4 klager\n"
        "Handling: Et brev, der siger, hvad der sker nu (brevskabelon). Status: gennemført 20.05.2025. "
        "Ambassadør Bo Holm, aftalt med Eva Lund. Effekten er ikke vurderet endnu.\n" in text
    )
    assert "Læringspunkt 2: Hele kommunen\n" in text
    assert "Handling: ingen endnu" in text
    assert "De har endnu ikke ført til handlinger." in aloud(made(tables(FACTS, actions={})))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "aftalt", "carried_out_on": None}, "Status: aftalt, senest 01.06.2025."),
        ({"status": "i_gang", "carried_out_on": None, "due_on": None}, "Status: i gang."),
        ({"status": "effekt_vurderet"}, "Status: gennemført 20.05.2025, effekten er vurderet."),
        ({"status": "afvist", "reason": "For dyrt."}, "Status: afvist, fordi: For dyrt."),
        ({"status": "afvist"}, "Status: afvist."),
        ({"ambassador": None}, "Aftalt med Eva Lund."),
        ({"leader": None}, "Ambassadør Bo Holm."),
        ({"trained": 120}, "120 medarbejdere er oplært."),
        ({"effect_result": "Færre ringer."}, "Vurdering: Færre ringer."),
        (
            {"effect_result": "Færre ringer.", "effect": "For få til at sige noget."},
            "Effekt: For få til at sige noget.",
        ),
    ],
)
def test_an_action_in_one_line(changes: dict[str, Any], words: str) -> None:
    """How far it is, who sees to it, and the effect where anything is known of it."""
    assert words in action_words(DONE._replace(**changes))


def test_what_came_of_what_was_agreed_before() -> None:
    """The actions that were open when the period began, as they stand now."""
    text = aloud(made())
    assert "Handlinger, der var åbne, da perioden begyndte (01.01.2025), som de står nu." in text
    assert "Flere afdelinger: Fælles møder (arbejdsgang). Status: afvist, fordi: Der er ikke tid." in text


def test_feedback_and_recommendations() -> None:
    """How many citizens heard what came of it, and room for the leadership's answer."""
    text = aloud(made())
    assert (
        "Ved 3 klager har borgeren fået at vide, hvad klagen førte til. Ved 1 klage mangler det endnu."
        in text
    )
    assert (
        "Anbefaling 1 til direktøren\nAnbefaling: Giv altid en dato for svar.\nGivet: 01.12.2025\n"
        "Ledelsens svar: ikke givet endnu\n" in text
    )
    assert "Ledelsens svar: Det gør vi. (03.02.2025)" in text
    assert (
        "endnu"
        not in aloud(made(tables(FACTS, feedback={"givet": 1}))).partition("Besked til borgerne")[2][:60]
    )


def test_the_two_questions_by_department() -> None:
    """S2: mødt i øjenhøjde, and forventninger afstemt; a lesson about several stands across them."""
    text = aloud(made())
    assert "Afdeling: Ydelse; Mødt i øjenhøjde: nej 1; Forventninger afstemt: nej 1" in text
    assert (
        "Afdeling: På tværs af afdelinger; Mødt i øjenhøjde: delvist 1; Forventninger afstemt: nej 1" in text
    )


def test_examples_are_told_without_a_number_off_the_screen() -> None:
    """The title and the story; the number of the case is for the borgervejleder's own terminal."""
    text = aloud(made())
    assert "Brevet, der ikke kom\n  Borgeren ventede i ti uger.\n" in text
    assert "2025-0007" not in text
    assert any("2025-0007" in line for line in drawn(made()))


def test_nothing_learnt_is_said_in_a_line() -> None:
    """An empty part is one sentence, not a row of headings."""
    text = aloud(made(EMPTY))
    assert "Der er ikke godkendt eksempler til beretningen." in text
    assert "Der er ikke formuleret læringspunkter i perioden." in text
    for heading in ("Anbefaling", "Besked til borgerne", "Det, der blev aftalt før", "Øjenhøjde"):
        assert heading not in text
    answered = replace(made(EMPTY), learning=replace(made(EMPTY).learning, told=Learning()))
    assert aloud(answered) == text


def test_an_action_without_a_day_or_a_person_is_still_a_line() -> None:
    """Only what is known is said."""
    found = Action(3, 1, "Ny side på hjemmesiden", "vejledningsmateriale", "foreslaaet")
    assert action_words(found) == "Ny side på hjemmesiden (vejledningsmateriale). Status: foreslået."
    due = found._replace(due_on=date(2026, 2, 1))
    assert action_words(due).endswith("Status: foreslået, senest 01.02.2026.")


def test_one_lesson_is_told_in_the_singular() -> None:
    """It has led to something, or not yet."""
    one = tables(FACTS, lessons={"afdeling": 1})
    assert "Der er formuleret 1 læringspunkt. Det har ført til 1 handling" in aloud(made(one))
    assert "Det har endnu ikke ført til handlinger." in aloud(made(tables(one, actions={})))


def test_the_two_questions_are_left_out_when_nobody_answered_them() -> None:
    """A lesson need not answer them."""
    facts = tables(FACTS, eye_level_departments={}, expectations_departments={})
    assert "Øjenhøjde" not in aloud(made(facts))


def test_before_and_after_stand_beside_each_other() -> None:
    """Actions that could be counted, each once, with what the numbers do not show."""
    counted = DONE._replace(effect="Forskellen kan være tilfældig", effect_before=12, effect_after=8)
    old = counted._replace(id=9, department=None, effect_before=3, effect_after=5)
    told = replace(
        LEARNING, lessons=(LEARNING.lessons[0]._replace(actions=(counted,)),), follow_up=(counted, old)
    )
    report = made(replace(FACTS, learning=told))
    text = aloud(report)
    assert "Handling: Handling 1 (Ydelse); Før: 12; Efter: 8\n" in text
    assert "Handling: Handling 9 (flere afdelinger); Før: 3; Efter: 5\n" in text
    assert text.count("Handling 1 (Ydelse)") == 1
    assert "Tallene viser ikke, hvad der er årsagen." in text
    assert "Før og efter handlingerne" not in aloud(made())
