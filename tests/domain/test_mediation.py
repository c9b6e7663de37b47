"""The rules of mediation: consent first, days in order, no verdict, and nothing of what was said."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.matching import code_for
from klage.domain.mediation import (
    FIELDS,
    MAX_NOTE,
    NEEDS_CONSENT,
    Mediation,
    check,
    meant,
    meeting_from,
    noted,
    refuse_verdict,
    require_consent,
)
from klage.domain.vocabulary import MEDIATION_KINDS, MEDIATION_OUTCOMES
from klage.errors import InvalidValueError, RefusedError
from tests.domain.support import vectors

NOW = datetime(2015, 2, 6, 9, tzinfo=UTC)
TODAY = NOW.date()
RECEIVED = datetime(2015, 2, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
INFORMED = Mediation("borgermaegler", date(2015, 2, 2))
AGREED = replace(INFORMED, consent=True, consent_on=date(2015, 2, 3))
REFUSED = replace(INFORMED, consent=False, consent_on=date(2015, 2, 3))
ENDED = replace(AGREED, outcome="aftale", outcome_on=TODAY)


def checked(mediation: Mediation, before: Mediation | None = None) -> Mediation:
    """Check a mediation on a case that was received four days ago."""
    return check(mediation, before, received_at=RECEIVED, now=NOW)


def test_the_fields_are_the_record() -> None:
    """Every part of a mediation is described once, and none of them is for what was said."""
    assert {field.key for field in FIELDS} == {field.name for field in fields_of(Mediation)}
    free = {field.key for field in FIELDS if field.kind == "text"}
    assert free == {"goal", "agreed_follow_up"}
    assert all(field.personal for field in FIELDS if field.key in free)


# --- verdicts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors("mediation_outcomes.csv"), ids=lambda row: row["typed"])
@pytest.mark.parametrize("kind", MEDIATION_KINDS)
def test_what_a_mediation_may_come_to(row: dict[str, str], kind: str) -> None:
    """S5: a mediator judges no error and changes no decision; the refusal offers what a mediator can do."""
    if row["meaning"] == "refused":
        with pytest.raises(RefusedError, match=r"begået fejl.*ændre.*Borgermægleren.*videreformidlet_util"):
            refuse_verdict(row["typed"], kind)
        return
    refuse_verdict(row["typed"], kind)
    if row["meaning"] == "unknown":
        with pytest.raises(InvalidValueError):
            code_for(row["typed"], MEDIATION_OUTCOMES, "Udfaldet")
    else:
        assert code_for(row["typed"], MEDIATION_OUTCOMES, "Udfaldet") == row["meaning"]


@given(st.text(), st.sampled_from(["fejl", "Fejl", "FEJL"]), st.text())
def test_no_text_with_an_error_in_it_is_an_outcome(before: str, word: str, after: str) -> None:
    """Whatever stands around it, as long as it stands as a word of its own."""
    with pytest.raises(RefusedError):
        refuse_verdict(f"{before} {word} {after}", "borgermaegler")


# --- consent ---------------------------------------------------------------------------------------


WITH_CONSENT: dict[str, Any] = {
    "clarification_talks": 1,
    "meeting_at": NOW,
    "meeting_place": "hos Borgermægleren",
    "participants": "afdelingsleder, sagsbehandler",
    "agreed_follow_up": "Lederen ringer.",
    "outcome": "ikke_afholdt",
}


@pytest.mark.parametrize("key", NEEDS_CONSENT)
def test_nothing_happens_without_consent(key: str) -> None:
    """Talks, meeting, follow-up and outcome wait for a yes; asked or answered no, they are refused."""
    part = {key: WITH_CONSENT[key]}
    with pytest.raises(RefusedError, match="--samtykke ja"):
        checked(replace(INFORMED, **part))
    with pytest.raises(RefusedError, match="sagt nej"):
        checked(replace(REFUSED, **part))
    with pytest.raises(RefusedError):
        require_consent(None, [key, "goal"])
    assert checked(replace(AGREED, **part))


def test_what_needs_no_consent() -> None:
    """That the citizen was told, came alone, wants something, and whom the municipality would send."""
    parts: dict[str, Any] = {
        "goal": "En forklaring",
        "municipal_party": "leder",
        "self_contact": True,
        "mediator": "Crecea",
    }
    assert checked(replace(INFORMED, **parts, clarification_talks=0, complaint_continues=True))
    require_consent(None, ["goal", "municipal_party"])
    require_consent(False, [])


def test_consent_is_to_one_kind() -> None:
    """Once the citizen has answered, it cannot become another kind; before that it can."""
    other: dict[str, Any] = {"kind": "ekstern_maegler"}
    assert checked(replace(INFORMED, **other), INFORMED)
    with pytest.raises(RefusedError, match="Borgerens svar gælder borgermægler"):
        checked(replace(AGREED, **other), AGREED)
    assert checked(AGREED, AGREED)


# --- which one is meant, and what is added to it ---------------------------------------------------


@pytest.mark.parametrize(
    ("found", "begins", "place"),
    [
        ([], False, None),
        ([], True, None),
        ([INFORMED], True, 0),
        ([AGREED, INFORMED], False, 1),
        ([AGREED, ENDED], True, 0),
        ([ENDED], False, 0),
        ([ENDED], True, None),
        ([REFUSED], False, 0),
        ([REFUSED], True, None),
        ([ENDED, REFUSED], False, 1),
    ],
)
def test_which_mediation_is_meant(found: list[Mediation], begins: bool, place: int | None) -> None:
    """The newest open one; a kind or a day begins a new one, anything else adds to the last."""
    assert meant(found, begins=begins) == place


def test_answers_are_dated_today_unless_said() -> None:
    """Consent and outcome get their day when they come, and keep it when they are said again."""
    new = noted(None, {"kind": "dialogmoede"}, TODAY)
    assert new == Mediation("dialogmoede", TODAY)
    agreed = noted(new, {"consent": True}, TODAY)
    assert (agreed.consent, agreed.consent_on) == (True, TODAY)
    assert noted(agreed, {"consent": True, "goal": "Svar"}, TODAY + DAY).consent_on == TODAY
    assert noted(agreed, {"consent": False}, TODAY + DAY).consent_on == TODAY + DAY
    ended = noted(agreed, {"outcome": "aftale", "outcome_on": TODAY - DAY}, TODAY)
    assert (ended.outcome, ended.outcome_on, ended.is_open) == ("aftale", TODAY - DAY, False)


@given(st.lists(st.sampled_from([INFORMED, AGREED, REFUSED, ENDED])), st.booleans())
def test_an_open_one_always_goes_first(found: list[Mediation], begins: bool) -> None:
    """As long as any is open, what is meant is open, and no newer one is."""
    place = meant(found, begins=begins)
    if any(each.is_open for each in found):
        assert place is not None
        assert found[place].is_open
        assert not any(each.is_open for each in found[place + 1 :])


# --- days and parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mediation", "said"),
    [
        (replace(INFORMED, informed_on=TODAY + DAY), "fremtiden"),
        (replace(AGREED, consent_on=TODAY + DAY), "fremtiden"),
        (replace(ENDED, outcome_on=TODAY + DAY), "fremtiden"),
        (replace(INFORMED, informed_on=date(2015, 2, 1)), "--selv"),
        (replace(AGREED, consent_on=date(2015, 2, 1)), "før borgeren blev informeret"),
        (replace(ENDED, outcome_on=date(2015, 2, 2)), "Udfaldet ligger før samtykket"),
        (replace(AGREED, meeting_at=RECEIVED), "Mødet ligger før samtykket"),
        (replace(ENDED, meeting_at=NOW + DAY), "Mødet ligger efter udfaldet"),
        (replace(INFORMED, consent_on=TODAY), "en dato"),
        (replace(AGREED, outcome_on=TODAY), "en dato"),
        (replace(AGREED, clarification_talks=3), "højst to"),
        (replace(INFORMED, goal="x" * (MAX_NOTE + 1)), "højst 280 tegn. Det, der bliver sagt"),
        (replace(AGREED, agreed_follow_up="x" * (MAX_NOTE + 1)), "højst 280 tegn"),
        (replace(INFORMED, kind="dialogmoede", mediator="Crecea"), "uden mægler"),
    ],
)
def test_what_does_not_fit(mediation: Mediation, said: str) -> None:
    """Days out of order, a talk too many, and long texts are mistakes, not refusals."""
    with pytest.raises(InvalidValueError, match=said):
        checked(mediation)


@pytest.mark.parametrize(
    "mediation",
    [
        replace(INFORMED, informed_on=date(2015, 1, 5), self_contact=True),
        replace(AGREED, consent_on=INFORMED.informed_on),
        replace(ENDED, meeting_at=NOW),
        replace(ENDED, outcome="ikke_afholdt", meeting_at=NOW + DAY),
        replace(AGREED, meeting_at=NOW + 30 * DAY),
        replace(INFORMED, goal="x" * MAX_NOTE),
    ],
)
def test_what_fits(mediation: Mediation) -> None:
    """A citizen who came alone may have come before the complaint; a meeting may be to come or be called off."""
    assert checked(mediation) == mediation


# --- the meeting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant_at"),
    [
        ("mandag kl. 10", "2015-02-09T09:00"),
        ("torsdag kl. 10", "2015-02-12T09:00"),
        ("i går kl. 10", "2015-02-05T09:00"),
        ("5.2.2015 kl. 10", "2015-02-05T09:00"),
        ("12.2. kl. 10", "2015-02-12T09:00"),
        ("2015-02-05T09:00:00Z", "2015-02-05T09:00"),
        ("nu", "2015-02-06T09:00"),
    ],
)
def test_when_a_meeting_is(text: str, meant_at: str) -> None:
    """What is agreed lies ahead, unless only the past fits."""
    assert meeting_from(text, NOW) == datetime.fromisoformat(meant_at).replace(tzinfo=UTC)


def test_a_meeting_that_may_be_last_year_or_next() -> None:
    """A day without a year that has just been is asked for with its year; nonsense is explained."""
    with pytest.raises(InvalidValueError, match=r"både torsdag 5. februar 2015 .* og fredag 5. februar 2016"):
        meeting_from("5.2. kl. 10", NOW)
    with pytest.raises(InvalidValueError, match="kan ikke læses"):
        meeting_from("snart", NOW)
