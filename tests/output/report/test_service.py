"""What the report says about the 24-hour service and the calls."""

from dataclasses import replace

import pytest

from klage.output.report.as_json import as_json
from tests.domain.report.test_report import tables
from tests.output.report_samples import FACTS, aloud, drawn, made, one_of


def test_the_24_hour_service_in_words() -> None:
    """Two facts, never one called "overholdt"; what is outside is listed, and no one is ranked."""
    text = aloud(made())
    assert "187 af 207 klager var omfattet." in text
    assert "170 af 180 (94,4 %) blev forsøgt i tide, og 150 af 180 (83,3 %) blev talt med i tide." in text
    assert (
        "Uden for opgørelsen: ønsker ikke samtale 5, fristen er ikke udløbet 2 og ikke omfattet 20." in text
    )
    assert "Af de 30, der ikke blev talt med i tide, er 25 talt med senere og 5 slet ikke." in text
    assert "Medianen til første forsøg er 1 t 30 min (af 175)." in text
    assert "Efter modtagelsen: endnu ikke; Første forsøg: 5; Samtale: 5" in text


def test_a_service_that_covers_nobody_says_so() -> None:
    """There is no table of zeros."""
    assert "Ingen af klagerne var omfattet af ordningen." in aloud(made(one_of(formalitet=5)))


def test_a_service_with_no_deadline_passed_has_no_shares() -> None:
    """On the first day there is nothing to count yet."""
    facts = one_of(formalitet=5)
    first_day = replace(facts, service=facts.service._replace(cells={"pending": 5}))
    text = aloud(made(first_day))
    assert "5 af 5 klager var omfattet.\n  Uden for opgørelsen: fristen er ikke udløbet 5.\n" in text
    assert "Ingen at regne på endnu." in text
    assert "Ventetid" not in text


def test_a_service_in_which_all_were_reached_has_no_late_ones() -> None:
    """Nothing is said about late calls."""
    facts = one_of(formalitet=5)
    service = facts.service._replace(
        cells={"reached": 5}, attempt_waits=[(9, 5)], conversation_waits=[(9, 5)]
    )
    text = aloud(made(replace(facts, service=service)))
    assert "ikke blev talt med i tide" not in text
    assert "Uden for opgørelsen" not in text


@pytest.mark.parametrize(
    ("cell", "later", "said"),
    [
        ("tried", 1, "er der talt med senere. Årsagen er noteret."),
        ("neither", 0, "er der slet ikke talt med. Årsagen er ikke noteret."),
    ],
)
def test_one_is_no_plural(cell: str, later: int, said: str) -> None:
    """A single complaint is "den ene", also where it was reached late or never."""
    facts = one_of(formalitet=5)
    service = facts.service._replace(
        cells={cell: 1, "pending": 4}, reached_later=later, late_with_reason=later
    )
    text = aloud(made(replace(facts, service=service)))
    assert "Der tælles på den ene, der skulle ringes til" in text
    assert f"Den ene, der ikke blev talt med i tide, {said}" in text


def test_a_wait_that_nobody_has_had_has_no_median() -> None:
    """Nobody was called, so there is no median of the calls."""
    facts = one_of(formalitet=5)
    text = aloud(made(replace(facts, service=facts.service._replace(cells={"neither": 5}))))
    assert "Medianen til" not in text
    assert "endnu ikke; Første forsøg: 5; Samtale: 5" in text


def test_calls_in_words() -> None:
    """What was told, what was laid down, and what was felt by those who were asked."""
    text = aloud(made())
    assert (
        "Der er noteret 108 opkald, 8 fra borgerne. Der blev talt med borgeren i 48 af 108 (44,4 %)." in text
    )
    assert "40 klager blev lagt ned med borgerens bekræftelse." in text
    assert "Følte sig lyttet til: ja 40, delvist 0 og nej 0 (af 40 spurgte)\n" in text
    assert "Følte sig forstået: ingen er spurgt\n" in text
    assert "Der er ikke noteret opkald i perioden." in aloud(made(one_of(formalitet=5)))
    assert "lagt ned med" not in aloud(made(tables(FACTS, withdrawals={})))


def test_reasons_are_for_the_terminal_only() -> None:
    """They are free text that may name somebody: a pipe gets their number."""
    assert "Kirsten" not in aloud(made())
    assert "Kirsten" not in as_json(made())
    assert any("Kirsten" in line for line in drawn(made()))


def test_the_answers_by_department() -> None:
    """One line a department with enough answers; a question that few answered stands empty."""
    text = aloud(made())
    assert "Kun afdelinger, hvor mindst 5 har svaret på spørgsmålet, er med" in text
    assert "Afdeling: Ydelse; Lyttet til: ja 38\n" in text
    assert "Lyttet til: ja 2" not in text
    assert "Borgernes svar efter afdeling" not in aloud(
        made(tables(FACTS, heard_departments={"ja:Ydelse": 4}))
    )
