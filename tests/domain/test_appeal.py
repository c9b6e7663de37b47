"""The track of a complaint over a decision: its dates, what may be noted, and what may not be swallowed."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import appeal as rules
from klage.domain.appeal import COMMITTEE, FIELDS, Appeal
from klage.domain.calendar import calendar
from klage.domain.call import Call
from klage.domain.complaint import Point
from klage.domain.vocabulary import APPEAL_RESULTS, REASSESS_RESULTS
from klage.errors import InvalidValueError, KlageError, RefusedError
from tests.domain.support import vectors

RECEIVED = date(2025, 1, 22)
CALLED = datetime(2025, 1, 22, 10, tzinfo=UTC)
SPOKEN = Call(CALLED, "talt_med")
WITHDRAWN = replace(SPOKEN, conversation_result="klage_lagt_ned", withdrawal_confirmed=True)
CALLS = {
    "": (SPOKEN,),
    "withdrawn": (SPOKEN, WITHDRAWN, SPOKEN),
    "stance": (replace(SPOKEN, complaint_stance="laegges_ned", withdrawal_confirmed=True),),
    "regretted": (WITHDRAWN, replace(SPOKEN, complaint_stance="fastholdes")),
    "upheld again": (WITHDRAWN, replace(SPOKEN, conversation_result="fastholdt_genvurdering")),
}
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def check(**known: Any) -> Appeal:
    """Check a track of a complaint that was received on 22 January 2025."""
    return rules.check(Appeal(**known), received_on=RECEIVED)


def said(**known: Any) -> str:
    """Return the advice on a track that runs."""
    return " ".join(rules.advice(Appeal(**known), withdrawn=False))


# --- dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors("calendar_four_weeks.csv"), ids=lambda row: row["received"])
def test_the_deadline_is_the_calendars(row: dict[str, str]) -> None:
    """The examples of domain.md 1.3: the citizen's four weeks run from the day the decision came."""
    known = Appeal(decision_received_on=date.fromisoformat(row["received"]))
    timed = rules.timed(known, complaint_kind="realitet", received_on=RECEIVED)
    assert str(timed.appeal_deadline_on) == row["statutory"]


@given(DAYS, DAYS, st.frozensets(DAYS, max_size=3))
def test_the_citizens_day_moves_forward_and_the_municipalitys_back(
    decided: date, received: date, closed: frozenset[date]
) -> None:
    """Each is a working day on its own side of four weeks, and computing again changes nothing."""
    known = Appeal(decision_received_on=decided)
    timed = rules.timed(known, complaint_kind="blandet", received_on=received, closing_days=closed)
    assert timed.appeal_deadline_on is not None
    assert timed.reassess_due_on is not None
    assert timed.appeal_deadline_on >= decided + timedelta(weeks=4)
    assert timed.reassess_due_on <= received + timedelta(weeks=4)
    assert calendar.is_working_day(timed.reassess_due_on, closed)
    assert rules.timed(timed, complaint_kind="blandet", received_on=received, closing_days=closed) == timed


def test_what_has_no_dates() -> None:
    """No decision, no deadline; no reassessment of the committee's; nothing for a formal complaint."""
    timed = rules.timed(Appeal(), complaint_kind="realitet", received_on=RECEIVED)
    assert (timed.appeal_deadline_on, timed.reassess_due_on) == (None, date(2025, 2, 19))
    committee = Appeal(decided_by=COMMITTEE, decision_received_on=RECEIVED)
    timed = rules.timed(committee, complaint_kind="realitet", received_on=RECEIVED)
    assert (timed.appeal_deadline_on, timed.reassess_due_on) == (date(2025, 2, 19), None)
    for kind in ("formalitet", "uafklaret"):
        timed = rules.timed(timed, complaint_kind=kind, received_on=RECEIVED)
        assert (timed.appeal_deadline_on, timed.reassess_due_on) == (None, None)


def test_every_field_is_described_once() -> None:
    """The described fields are those of the record, in its order."""
    assert [field.key for field in FIELDS] == [field.name for field in fields(Appeal)]


# --- what may be noted -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["realitet", "blandet"])
def test_a_decision_is_reassessed(kind: str) -> None:
    """A complaint over a decision has a track, also beside a formal one."""
    rules.check_kind(kind)


@pytest.mark.parametrize(("kind", "advised"), [("formalitet", "blandet"), ("uafklaret", "--type realitet")])
def test_without_a_decision_there_is_nothing_to_reassess(kind: str, advised: str) -> None:
    """The sentence names § 66 and how to correct the kind."""
    with pytest.raises(RefusedError, match="§ 66") as refused:
        rules.check_kind(kind)
    assert advised in refused.value.sentence


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"reassess_result": "fastholdt", "reassessed_on": RECEIVED},
        {"appeal_body": "ankestyrelsen", "forwarded_on": RECEIVED, "reassess_result": "fastholdt", "reassessed_on": RECEIVED},
        {"appeal_body": "ankestyrelsen", "forwarded_on": RECEIVED, "decided_by": COMMITTEE},
        {"appeal_body": "byggeklageenheden", "forwarded_on": RECEIVED},
        {"appeal_body": "ingen"},
        {"appeal_body": "anden", "forwarded_on": RECEIVED, "appeal_result": "hjemvist", "appeal_decided_on": RECEIVED},
    ],
)  # fmt: skip
def test_what_can_have_happened(known: dict[str, Any]) -> None:
    """All on one day, the committee's past the municipality, and a body that § 66 is not about."""
    assert check(**known) == Appeal(**known)


@pytest.mark.parametrize(
    ("known", "error", "rule"),
    [
        ({"decided_by": COMMITTEE, "reassess_result": "fastholdt"}, RefusedError, "direkte til Ankestyrelsen"),
        ({"appeal_body": "ankestyrelsen", "forwarded_on": RECEIVED}, RefusedError, "§ 66"),
        ({"appeal_result": "stadfaestet"}, InvalidValueError, "--oversendt"),
        ({"appeal_body": "ingen", "appeal_result": "stadfaestet"}, InvalidValueError, "--oversendt"),
        ({"reassess_result": "medhold", "reassessed_on": date(2025, 1, 21)}, InvalidValueError, "modtaget"),
        ({"appeal_body": "anden", "forwarded_on": date(2025, 1, 21)}, InvalidValueError, "modtaget"),
        ({"reassessed_on": date(2025, 2, 2), "forwarded_on": date(2025, 2, 1)}, InvalidValueError, "genvurderet"),
        ({"forwarded_on": date(2025, 2, 2), "appeal_result": "afvist", "appeal_decided_on": date(2025, 2, 1)}, InvalidValueError, "sendt videre"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened(known: dict[str, Any], error: type[KlageError], rule: str) -> None:
    """The sentence names the rule, or what to note first."""
    with pytest.raises(error, match=rule):
        check(**known)


# --- closing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors("appeal_luk.csv"), ids=lambda row: row["why"])
def test_a_closing_swallows_no_appeal(row: dict[str, str]) -> None:
    """Closed is what is settled, or what the citizen has confirmed in a call to be laid down."""
    known = Appeal(
        decided_by=row["decided_by"],
        reassess_result=row["result"] or None,
        forwarded_on=RECEIVED if row["forwarded"] else None,
        appeal_body=row["body"] or None,
    )
    case: dict[str, Any] = {"complaint_kind": row["kind"], "appeal": known, "calls": CALLS[row["stance"]]}
    if row["closes"] == "ja":
        rules.check_closing(row["outcome"], **case)
    else:
        with pytest.raises(RefusedError, match=r"§ 66|§ 13|§§ 144"):
            rules.check_closing(row["outcome"], **case)


# --- what is said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"reassess_due_on": date(2025, 2, 19)}, "genvurdere afgørelsen senest onsdag 19. februar 2025."),
        ({}, "Afdelingen skal genvurdere afgørelsen. Mangler der oplysninger"),
        ({}, "--afgoerelse eller --brev-dateret"),
        ({}, "--vejledning"),
        ({"guidance_given": "ukendt"}, "måske ikke begyndt"),
        ({"guidance_given": "nej"}, "får klagevejledningen nu"),
        ({"decided_by": COMMITTEE}, "sendes direkte til Ankestyrelsen"),
        ({"reassess_result": "medhold"}, "fuldt medhold"),
        ({"reassess_result": "delvist_medhold"}, "Spørg borgeren, om klagen fastholdes."),
        ({"reassess_result": "fastholdt"}, "sendes videre med begrundelse og genvurdering"),
        ({"forwarded_on": RECEIVED}, "--afgjort"),
        ({"appeal_body": "ingen"}, "ingen klageinstans"),
        ({"forwarded_on": RECEIVED, "appeal_result": "hjemvist"}, "behandle den igen"),
        ({"forwarded_on": RECEIVED, "appeal_result": "stadfaestet"}, "har afgjort klagen"),
    ],
)
def test_advice(known: dict[str, Any], sentence: str) -> None:
    """What is next stands first, then what is not known and decides the deadline."""
    assert sentence in said(**known)


def test_nothing_is_missing_once_it_is_settled() -> None:
    """With the citizen content or the complaint forwarded, the deadline is nobody's question."""
    assert len(rules.advice(Appeal(reassess_result="medhold"), withdrawn=False)) == 1
    assert rules.advice(Appeal(guidance_given="nej"), withdrawn=True)[0].startswith("Borgeren har bekræftet")
    known = Appeal(decision_received_on=RECEIVED, guidance_given="ja")
    assert len(rules.advice(known, withdrawn=False)) == 1


@given(
    st.sampled_from(["kommunen", COMMITTEE]),
    st.none() | st.sampled_from(sorted(REASSESS_RESULTS)),
    st.none() | st.sampled_from(sorted(APPEAL_RESULTS)),
    st.none() | DAYS,
    st.sampled_from([None, "ja", "nej", "ukendt"]),
)
def test_no_advice_declares_a_complaint_late(
    decided_by: str, result: str | None, body: str | None, day: date | None, guidance: str | None
) -> None:
    """Whether the deadline is kept is for the klageinstans: the words are never there, and there is advice."""
    appeal = Appeal(
        decided_by=decided_by, reassess_result=result, appeal_result=body, forwarded_on=day, guidance_given=guidance
    )  # fmt: skip
    sentences = rules.advice(appeal, withdrawn=False)
    assert sentences
    assert "for sent" not in " ".join(sentences)


@pytest.mark.parametrize(
    ("themes", "only"),
    [
        ((), False),
        (("serviceniveau",), True),
        (("serviceniveau", "serviceniveau"), True),
        (("serviceniveau", "afgoerelse"), False),
    ],
)
def test_service_level_alone(themes: tuple[str, ...], only: bool) -> None:
    """RSL § 60, stk. 3 is explained only where nothing else is complained over."""
    assert rules.is_over_service_level([Point(theme) for theme in themes]) is only
