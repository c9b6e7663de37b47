"""What the report tells of lessons and actions."""

from datetime import date

from klage.domain.report_learning import Action, Learning, Lesson

ACTION = Action(1, 1, "Et brev", "brevskabelon", "gennemfoert")


def test_effects_are_put_beside_their_actions() -> None:
    """A mapping of the action's key to words; what is not in it has none, and nothing else is changed."""
    learning = Learning(
        (Lesson(1, date(2025, 3, 1), "Uklart brev", "afdeling", actions=(ACTION,)),), (ACTION._replace(id=9),)
    )
    known = learning.with_effects({1: "For få til at sige noget"})
    assert known.lessons[0].actions[0].effect == "For få til at sige noget"
    assert known.follow_up[0].effect is None
    assert known.with_effects({}) == learning
