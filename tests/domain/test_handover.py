"""Handing over: which heap a case lies in, what is to be done about it, and what the citizen is still promised."""

from datetime import date

import pytest

from klage.domain import handover
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.draft import Draft
from klage.domain.due import OtherDate
from klage.domain.step import KEPT, Step
from tests.domain.waiting import HOUR, NOW, case, due_of

SPOKEN = Call(NOW - HOUR, "talt_med")
PROMISE = Step(NOW - HOUR, date(2026, 11, 24), "Et brev.", "leder")
DATED = OtherDate("naeste_skridt", date(2026, 11, 24))


def heaps(*cases: Case, dates: tuple[OtherDate, ...] = ()) -> dict[str, list[int]]:
    """Return the numbers of the cases in each heap."""
    found = handover.heaps(due_of(*cases, dates=dates), cases)
    return {heap.heading: [turn.case.id % 10 for turn in heap.turns] for heap in found}


def test_each_case_lies_in_one_heap() -> None:
    """Children first, then calls, then other dates, then what has no date; empty heaps are left out."""
    dated, call, child = case(1, calls=[SPOKEN], steps=[PROMISE]), case(2), case(3, child_concern=True)
    none = case(4, calls=[SPOKEN])
    assert heaps(dated, call, child, none, dates=(DATED,)) == dict(
        zip(handover.HEAPS, ([3], [2], [1], [4]), strict=True)
    )
    assert heaps(call) == {"Borgere, der skal ringes op": [2]}
    assert heaps() == {}


def test_the_lead_counts_cases_calls_and_promises() -> None:
    """Only what there is, with a comma between two sentences."""
    found = [case(1, calls=[SPOKEN], steps=[PROMISE, PROMISE]), case(2), case(3, calls=[SPOKEN])]
    told = [
        handover.counted(handover.heaps(due_of(*some), some), NOW)
        for some in (found, found[1:2], found[2:], [])
    ]
    assert told == [
        "Her er 3 sager, som de stod fredag 20. november 2026 kl. 11.00. 1 borger skal ringes op, og 2 løfter skal holdes.",
        "Her er 1 sag, som de stod fredag 20. november 2026 kl. 11.00. 1 borger skal ringes op.",
        "Her er 1 sag, som de stod fredag 20. november 2026 kl. 11.00.",
        "Der er ingen åbne sager fredag 20. november 2026 kl. 11.00.",
    ]


def to_do(found: Case, *dates: OtherDate) -> str:
    """Return what is to be done about a case that is alone in the register."""
    ((turn,),) = (heap.turns for heap in handover.heaps(due_of(found, dates=dates), [found]))
    return handover.to_do(turn, NOW, "Familiehuset")


def test_what_is_to_be_done_is_told_soonest_first() -> None:
    """The promise has its own line with its words, so it is not told twice."""
    told = to_do(case(steps=[PROMISE]), DATED, OtherDate("genvurdering", date(2026, 12, 1)))
    assert told == (
        "Ring senest lørdag 21. november 2026 kl. 10.00. Genvurdering: senest tirsdag 1. december 2026."
    )


def test_a_child_is_first_and_its_deadline_told_once() -> None:
    """Whatever else there is to do."""
    told = to_do(case(child_concern=True))
    assert told.startswith("Bekymring for et barn: Giv den videre nu som underretning til Familiehuset.")
    assert told.endswith("Ring senest lørdag 21. november 2026 kl. 10.00.")
    assert told.count("136-137") == 1


@pytest.mark.parametrize(
    ("calls", "steps", "told"),
    [
        ([SPOKEN], [], "Der er ikke aftalt et næste skridt. Aftal et med borgeren, eller luk sagen."),
        ([SPOKEN], [PROMISE], ""),
        ([Call(NOW, "oensker_ikke_samtale")], [], "Borgeren skal have svar på skrift."),
    ],
)
def test_a_case_without_a_date_says_what_is_missing(calls: list[Call], steps: list[Step], told: str) -> None:
    """A case that nobody has agreed anything about is not silently carried on."""
    assert to_do(case(calls=calls, steps=steps)) == told


def test_a_promise_is_told_without_its_words() -> None:
    """By when, by whom, and how it is settled; also when its day has gone."""
    assert handover.promised(PROMISE, "2026-0001", date(2026, 11, 24)) == (
        "Senest tirsdag 24. november 2026 (leder). Er det holdt, så notér det: klage loefte 2026-0001 holdt"
    )
    gone = handover.promised(Step(NOW, date(2026, 11, 19)), "2026-0001", date(2026, 11, 20))
    assert gone.startswith("Skulle være holdt senest torsdag 19. november 2026. Er det")


def test_only_promises_that_are_still_to_be_kept_wait() -> None:
    """One that is kept is history."""
    kept = Step(NOW, date(2026, 11, 24), state=KEPT, settled_at=NOW)
    assert case(steps=[kept, PROMISE]).waiting_steps == [PROMISE]


def test_a_draft_is_told_without_its_content() -> None:
    """That it is there and how to go on; of a kind that this klage does not know only that it is there."""
    draft = Draft("opkald", case().id, NOW, {"concern": "Hemmeligt"})
    assert handover.drafted(draft) == (
        "Et opkald er begyndt fredag 20. november 2026 kl. 11.00, men ikke noteret. Fortsæt med klage ring 2026-0001."
    )
    assert handover.drafted(draft._replace(kind="andet")).endswith("men ikke noteret.")


def test_the_latest_agreement_is_the_one_that_holds() -> None:
    """A later call without one does not take it away."""
    calls = [
        Call(NOW - 3 * HOUR, "talt_med", agreement="Først."),
        Call(NOW - 2 * HOUR, "talt_med", agreement="Så."),
        SPOKEN,
    ]
    assert handover.latest_agreement(case(calls=calls)) == "Så."
    assert handover.latest_agreement(case()) is None
