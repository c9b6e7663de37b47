"""What the report tells of lessons and actions."""

from dataclasses import replace
from datetime import date

from klage.domain.learning.effect import Done, Effect, Scope, Windows
from klage.domain.report.learning import Action, Learning, Lesson, effect_words
from klage.domain.report.period import of_quarter
from klage.domain.statistics.chance import Compared

ACTION = Action(1, 1, "Et brev", "brevskabelon", "gennemfoert")


def test_effects_are_put_beside_their_actions() -> None:
    """Words and numbers by the action's key; what is not in it has none, and nothing else is changed."""
    done = Done(1, "Et brev", "gennemfoert", date(2025, 5, 20), Scope("vejledning"))
    early = Effect(done, date(2025, 5, 20), "for_tidligt")
    counted = replace(early, verdict="for_faa", complaints=Compared(4, 3, 92, 92))
    learning = Learning(
        (Lesson(1, date(2025, 3, 1), "Uklart brev", "afdeling", actions=(ACTION,)),), (ACTION._replace(id=9),)
    )
    known = learning.with_effects({1: counted})
    action = known.lessons[0].actions[0]
    assert (action.effect, action.effect_before, action.effect_after) == (counted.sentence, 4, 3)
    assert known.follow_up[0].effect is None
    assert learning.with_effects({9: early}).follow_up[0].effect_before is None
    assert known.with_effects({}) == learning


def test_an_effect_is_told_with_its_numbers() -> None:
    """Which way, from how many to how many, and over how many days; what was not counted is one sentence."""
    done = Done(1, "Et brev", "gennemfoert", date(2025, 5, 20), Scope("vejledning"))
    windows = Windows(of_quarter(2025, 1), of_quarter(2025, 3))
    counted = Effect(
        done, date(2025, 5, 20), "faerre", windows, Compared(24, 6, 92, 92), Compared(90, 88, 92, 92)
    )
    assert (
        effect_words(counted)
        == f"{counted.sentence.removesuffix('.')}: fra 24 til 6 (−75,0 %), når de 92 dage før holdes op mod de 92 dage efter."
    )
    early = Effect(done, date(2025, 5, 20), "for_tidligt")
    assert effect_words(early) == early.sentence
