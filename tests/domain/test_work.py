"""The work on a case as a file carries it: read strictly, and refused where it cannot have gone like that."""

from datetime import UTC, datetime

import pytest

from klage.domain import work
from klage.domain.appeal import Appeal
from klage.domain.complaint import Complaint
from klage.domain.journey.journey import Event
from klage.domain.mediation import Mediation
from klage.domain.reading import Reader
from klage.domain.unit_contact import UnitContact
from klage.domain.work import Work
from klage.errors import InvalidValueError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
READER = Reader(NOW, {})
COMPLAINT = Complaint(NOW, "Afslag", complaint_kind="realitet")
TODAY = NOW.date()


@pytest.mark.parametrize(
    "one",
    [
        Work(Appeal()),
        Work(mediations=(Mediation("dialogmoede", TODAY),)),
        Work(unit_contacts=(UnitContact(NOW, "leder", "loest"),)),
        Work(journey=(Event(TODAY, "Ventede", "borger"),)),
    ],
    ids=["appeal", "mediation", "contact", "journey"],
)
def test_one_record_is_work_and_goes_well(one: Work) -> None:
    """Work is there when anything is noted."""
    assert one
    assert not Work()
    assert work.problems_in(one, COMPLAINT, NOW) == []


def test_texts_are_what_can_be_searched_for() -> None:
    """Goals, follow-ups, what happened, how it was felt, units and quick solutions; nothing empty."""
    whole = Work(
        mediations=(Mediation("dialogmoede", TODAY, goal="mål", agreed_follow_up="opfølgning"),),
        unit_contacts=(UnitContact(NOW, "leder", "loest", quick_solution="løsning"),),
        journey=(Event(TODAY, "hændelse", "borger", unit="enhed", experience_words="ord"),),
    )
    assert list(whole.texts()) == ["mål", "opfølgning", "hændelse", "ord", "enhed", "løsning"]
    assert list(Work(unit_contacts=(UnitContact(NOW, "leder", "loest"),)).texts()) == []


def test_every_refusal_names_its_record() -> None:
    """All that is wrong is told, each by kind and number."""
    late = Mediation("dialogmoede", TODAY.replace(year=2027))
    early = UnitContact(NOW.replace(hour=1), "leder", "loest")
    found = work.problems_in(
        Work(Appeal(appeal_result="hjemvist"), (Mediation("dialogmoede", TODAY), late), (early, early)),
        COMPLAINT,
        NOW,
    )
    assert [sentence.split(":")[0] for sentence in found] == [
        "Klage over afgørelsen 1",
        "Mægling 2",
        "Kontakt med afdelingen 1",
        "Kontakt med afdelingen 2",
    ]


def test_promise_is_settled_wholly_or_not_at_all() -> None:
    """Kept, moved or broken at a time, or open without one; its day may lie ahead."""
    told = {"made_at": "2026-11-20T09:00:00Z", "due_on": "2026-12-01"}
    assert work.step_from(told, READER).state == "aaben"
    assert work.step_from({**told, "state": "holdt", "settled_at": told["made_at"]}, READER).settled_at
    for half in ({"state": "brudt"}, {"settled_at": told["made_at"]}):
        with pytest.raises(InvalidValueError, match="skal have et tidspunkt"):
            work.step_from({**told, **half}, READER)


def test_records_are_read_and_what_is_required_is_asked_for() -> None:
    """A deadline may lie ahead; an empty value is as one that is not given."""
    appeal = work.appeal_from({"reassess_due_on": "2027-01-04", "decided_by": None}, READER)
    assert appeal == Appeal(reassess_due_on=datetime(2027, 1, 4, tzinfo=UTC).date())
    mediation = work.mediation_from({"kind": "dialogmoede", "informed_on": "2026-11-20"}, READER)
    assert mediation == Mediation("dialogmoede", TODAY)
    with pytest.raises(InvalidValueError, match="Informeret: mangler"):
        work.mediation_from({"kind": "dialogmoede"}, READER)
    with pytest.raises(InvalidValueError, match="Talt med: mangler"):
        work.unit_contact_from({"contacted_at": "2026-11-20T09:00:00Z", "with_whom": " "}, READER)
    told = {"contacted_at": "2026-11-20T09:00:00Z", "with_whom": "leder", "result": "loest"}
    assert work.unit_contact_from(told, READER).result == "loest"
