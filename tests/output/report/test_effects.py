"""The effect of an action as it is read: the figures, what may be said of them, and the reservations."""

from datetime import date

import pytest

from klage.domain.learning.effect import Done, Effect, Scope, Windows, verdict, windows
from klage.domain.statistics.chance import Compared
from klage.output.page import page_as_plain
from klage.output.report.effects import effect_object, effect_page, scope_words

DAY = date(2026, 3, 2)
LABELS = {"vejledning": "Manglende eller forkert vejledning"}
WHOLE = Scope("vejledning", "Jobcenter", "afgoerelse")


def effect(older: int, newer: int, scope: Scope = WHOLE) -> Effect:
    """Return the effect of an action with these counts in 60 days on each side of it."""
    found = windows(DAY, date(2026, 5, 2), date(2010, 1, 1))
    assert isinstance(found, Windows)
    counts = Compared(older, newer, found.days, found.days)
    action = Done(3, "Bo Bech skriver nye breve", "gennemfoert", DAY, scope)
    return Effect(action, DAY, verdict(counts), found, counts, Compared(120, 90, 60, 60))


def test_a_page_of_an_effect() -> None:
    """The counts with their days, the change on the older figure, the verdict, chance, and what is not known."""
    assert page_as_plain(effect_page(effect(24, 9), LABELS)).splitlines() == [
        "Effekten af handling 3",
        "",
        "Gennemført: mandag 2. marts 2026",
        "Tæller: klager med temaet »Manglende eller forkert vejledning«, afdelingen Jobcenter og fasen »Afgørelse«",
        "Før: 24 klager, 1. januar – 1. marts 2026",
        "Efter: 9 klager, 3. marts – 1. maj 2026",
        "Dage: 60 før og 60 efter",
        "Ændring: −62,5 %",
        "",
        "  Der kom færre klager, og forskellen er større, end tilfældet plejer at give.",
        "",
        (
            "  Var intet ændret, ville tilfældet alene give så stor en forskel omtrent 1 gang ud af 100."
            " Den virkelige forskel ligger med stor sikkerhed mellem 85 % færre og 16 % færre."
        ),
        "",
        "Forbehold",
        (
            "  Tallene viser ikke, hvad der er årsagen. Andet end handlingen kan have ændret sig i samme tid."
            " En handling begynder ofte, når der har været mange klager, og så kommer der tit færre af sig selv."
        ),
        "  På hele kontoret gik klagerne i samme tid fra 120 til 90 (−25,0 %).",
    ]


def test_the_words_of_the_action_are_personal() -> None:
    """Somebody may be named in them."""
    page = effect_page(effect(24, 9), LABELS)
    assert "Bo Bech" not in page_as_plain(page)
    assert "Handling: Bo Bech skriver nye breve" in page_as_plain(page, with_names=True)


def test_of_few_there_is_no_percentage_and_no_chance() -> None:
    """Four and one are told as they are, and that they are too few."""
    said = page_as_plain(effect_page(effect(4, 1), LABELS))
    assert "Før: 4 klager" in said
    assert "Efter: 1 klage, " in said
    assert "for få klager til at sige noget" in said
    assert "Ændring" not in said
    assert "Var intet ændret" not in said
    assert "På hele kontoret" in said


@pytest.mark.parametrize("code", ["for_tidligt", "for_kort_fortid", "intet_at_taelle"])
def test_without_figures_there_are_no_reservations(code: str) -> None:
    """What was not counted is said in one sentence; JSON has the same keys, empty."""
    found = Effect(Done(3, "Nyt brev", "gennemfoert", DAY, Scope()), DAY, code)
    assert page_as_plain(effect_page(found, LABELS)).splitlines() == [
        "Effekten af handling 3", "", "Gennemført: mandag 2. marts 2026", "", f"  {found.sentence}",
    ]  # fmt: skip
    whole = effect_object(effect(24, 9))
    empty = effect_object(found)
    assert empty.keys() == whole.keys()
    assert list(empty) == list(whole)
    assert (empty["before"], empty["p"], empty["office_after"], empty["days"]) == (None, None, None, None)


def test_an_effect_as_an_object() -> None:
    """Days as dates, the counts, the change as a fraction, p, the code of the verdict and its sentence."""
    found = effect_object(effect(24, 9))
    assert found.pop("p") == pytest.approx(0.0135, abs=5e-5)
    assert found.pop("office_p") == pytest.approx(0.045, abs=5e-4)
    assert found == {
        "action_no": 3, "carried_out_on": "2026-03-02", "theme": "vejledning", "department": "Jobcenter",
        "process_stage": "afgoerelse", "days": 60, "before_from": "2026-01-01", "before_to": "2026-03-01",
        "after_from": "2026-03-03", "after_to": "2026-05-01", "before": 24, "after": 9, "change": -0.625,
        "verdict": "faerre",
        "sentence": "Der kom færre klager, og forskellen er større, end tilfældet plejer at give.",
        "office_before": 120, "office_after": 90, "office_change": -0.25,
    }  # fmt: skip


def test_what_is_counted_in_words() -> None:
    """Only what is stated; a theme that the office has retired is told by its code."""
    assert scope_words(Scope("gammelt"), LABELS) == "klager med temaet »gammelt«"
    assert scope_words(Scope(department="Jobcenter"), LABELS) == "klager med afdelingen Jobcenter"
    assert scope_words(Scope(), LABELS) is None
