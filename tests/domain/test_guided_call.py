"""The guided call: whom to phone next, when to try again, and how far a conversation has come."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage import clock
from klage.domain import guided_call
from klage.domain.call import TALK, Call, to_ask
from klage.domain.case import Case
from klage.domain.complaint import Complaint
from klage.domain.due import Entry, OpenCase, due_list
from klage.domain.guided_call import KEYS, PHASES, Progress, from_content, next_agreed, next_up, try_again
from klage.domain.promise import DEFAULT_OPENING_HOURS, CallFact, Promise, latest_within_hours
from klage.domain.vocabulary import CALL_RESULTS, COMPLAINT_KINDS, CONVERSATION_RESULTS
from klage.errors import DamagedError
from tests.domain.support import vectors, wall
from tests.domain.test_due import case

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


# --- whom to phone ---------------------------------------------------------------------------------


def entries(*cases: OpenCase) -> tuple[Entry, ...]:
    """Return the due list of a day."""
    return due_list(cases, now=NOW, hours=DEFAULT_OPENING_HOURS).entries


def up(*cases: OpenCase, **more: Any) -> int | None:
    """Return the number of the case that is up."""
    found = next_up(entries(*cases), NOW, **more)
    return found.case.id if found else None


def tried(ago: timedelta, direction: str = "ud") -> tuple[CallFact, ...]:
    """Return the calls of a citizen who was tried so long ago."""
    return (CallFact(NOW - ago, direction, "ikke_truffet"),)


def test_the_first_on_the_list_is_up() -> None:
    """By deadline, a child concern before all, and nobody twice in a run."""
    near, far = case(1, due_at=NOW + HOUR), case(2, due_at=NOW + 2 * HOUR)
    child = case(3, due_at=NOW + 3 * HOUR, child_concern=True)
    assert up(far, near) == 1
    assert up(far, near, child) == 3
    assert up(far, near, passed={1}) == 2
    assert up(near, passed={1}) is None
    assert up() is None


def test_who_was_just_tried_stands_behind_the_others() -> None:
    """For an hour; the citizen's own call is no attempt, and with nobody else it is their turn again."""
    far = case(2, due_at=NOW + 2 * HOUR)
    assert up(far, case(1, due_at=NOW + HOUR, calls=tried(59 * MINUTE))) == 2
    assert up(far, case(1, due_at=NOW + HOUR, calls=tried(HOUR))) == 1
    assert up(far, case(1, due_at=NOW + HOUR, calls=tried(MINUTE, "ind"))) == 1
    alone = case(1, due_at=NOW + HOUR, calls=tried(MINUTE))
    assert up(alone) is None
    assert up(alone, just_tried=True) == 1
    assert up(alone, just_tried=True, passed={1}) is None


@pytest.mark.parametrize(
    ("ahead", "is_up"), [(-HOUR, True), (10 * MINUTE, True), (11 * MINUTE, False), (5 * HOUR, False)]
)
def test_an_agreed_call_waits_for_its_time(ahead: timedelta, is_up: bool) -> None:
    """The citizen expects it then, and not before; until then it is named as the next one."""
    agreed = case(1, calls=(CallFact(NOW - 3 * HOUR, "ud", "ring_igen_aftalt", NOW + ahead),))
    assert (up(agreed) == 1) is is_up
    named = next_agreed(entries(agreed), NOW)
    assert (named is None) is is_up
    assert next_agreed(entries(case(1)), NOW) is None


# --- when to try again -----------------------------------------------------------------------------


@pytest.mark.parametrize("row", vectors("try_again.csv"), ids=lambda row: str(row["what"]))
def test_when_to_try_again(row: dict[str, str]) -> None:
    """Two hours on while the office is open, sooner when the deadline is."""
    again = try_again(local(row["now"]), local(row["due"]), DEFAULT_OPENING_HOURS)
    assert again == (local(row["again"]) if row["again"] else None)


def local(text: str) -> datetime:
    """Return the instant of a Danish wall time."""
    return clock.from_local(wall(text))


def test_an_office_that_is_never_open() -> None:
    """There is no better time than at once."""
    assert try_again(NOW, NOW + HOUR, {}) is None


@given(
    st.timedeltas(timedelta(0), timedelta(days=700)),
    st.timedeltas(timedelta(days=-3), timedelta(days=6)),
)
def test_it_is_always_later_while_the_office_is_open(since: timedelta, left: timedelta) -> None:
    """And never after the last moment in which the promise can be kept."""
    now = NOW + since
    again = try_again(now, now + left, DEFAULT_OPENING_HOURS)
    last = latest_within_hours(now, now + left, DEFAULT_OPENING_HOURS)
    if again is None:
        assert last is not None
        assert last - now < 30 * MINUTE
        return
    assert now < again <= (last or again)
    assert time(9) <= clock.to_local(again).time() < time(15)
    assert clock.to_local(again).isoweekday() <= 5


@pytest.mark.parametrize("result", [result for result in CALL_RESULTS if result != "talt_med"])
def test_what_then(result: str) -> None:
    """Each result says when to try again, or what else is to be done; two end the callback."""
    said = guided_call.what_then(result, "2026-0042", NOW + 2 * HOUR, NOW)
    at_once = guided_call.what_then(result, "2026-0042", None, NOW)
    if result in ("ikke_truffet", "afbrudt"):
        assert (said, at_once) == ("Prøv igen i dag kl. 13.00.", "Prøv igen, så snart du kan.")
    elif result == "besked_lagt":
        assert said == "Ringer borgeren ikke tilbage, så prøv igen i dag kl. 13.00."
    elif result == "forkert_nummer":
        assert said == at_once == "Find et andet nummer, og ret det med klage ret 2026-0042."
    else:
        assert said == at_once == ""


def test_every_result_has_its_letter() -> None:
    """One key each, and no two the same."""
    assert sorted(KEYS.values()) == sorted(CALL_RESULTS)
    assert all(len(key) == 1 for key in KEYS)


# --- the conversation ------------------------------------------------------------------------------


def test_every_question_has_its_phase() -> None:
    """In the order of the phases, so that no heading comes twice."""
    places = [guided_call.phase_of(key) for key in (*TALK, "late_reason")]
    assert places == sorted(places)
    assert {*places} == {1, 2}
    assert all(len(phase.help) <= 76 for phase in PHASES)


@given(
    st.sampled_from(sorted(COMPLAINT_KINDS)),
    st.dictionaries(st.sampled_from(TALK), st.none() | st.sampled_from(sorted(CONVERSATION_RESULTS))),
)
def test_no_order_of_answers_asks_in_vain(kind: str, answers: dict[str, object]) -> None:
    """The guided call asks what ``opkald`` does and three things more, over a decision only."""
    guided, plain = (to_ask(answers, complaint_kind=kind, guided=each) for each in (True, False))
    more = {"summary_confirmed"} | (
        {"complaint_stance", "guidance_given"} if kind in ("realitet", "blandet") else set()
    )
    assert set(plain) <= set(guided)
    assert set(guided) - set(plain) <= more
    assert [key for key in TALK if key in guided] == guided
    assert ("next_due" in guided) is bool(answers.get("next_step"))


@pytest.mark.parametrize("result", CONVERSATION_RESULTS)
def test_what_next(result: str) -> None:
    """A conversation leads on to a command that is there, or to none."""
    said = guided_call.what_next(result, "2026-0042")
    assert said == "" or said.endswith(" 2026-0042.")
    assert guided_call.what_next(None, "2026-0042") == ""


def test_why_it_was_late_is_asked_once() -> None:
    """When the citizen is first spoken with after the deadline, unless a reason was given, or nothing promised."""
    due = NOW - HOUR
    late = Case(1, Complaint(NOW - 25 * HOUR, "Ingen svarer"), Promise(True, due, "doegn:24:"))
    failed = Call(NOW - HOUR / 2, "ikke_truffet")
    assert guided_call.wants_reason(late, NOW)
    assert guided_call.wants_reason(replace(late, calls=(failed,)), NOW)
    assert not guided_call.wants_reason(late, due)
    assert not guided_call.wants_reason(replace(late, calls=(replace(failed, late_reason="Ferie"),)), NOW)
    assert not guided_call.wants_reason(replace(late, calls=(Call(NOW - HOUR / 2, "talt_med"),)), NOW)
    assert not guided_call.wants_reason(replace(late, promise=Promise(False, due, "doegn:24:")), NOW)


# --- what is kept ----------------------------------------------------------------------------------

PROGRESS = Progress(
    NOW,
    ("Linje et", "Linje to"),
    {"concern": None, "conversation_result": "klage_lagt_ned", "withdrawal_confirmed": True, "agreement": ""},
)


def test_what_is_noted_of_it() -> None:
    """The notes in one text, and nothing of what is empty."""
    assert PROGRESS.values == {
        "result": "talt_med", "called_at": "2026-11-20T10:00:00Z", "concern": "Linje et\nLinje to",
        "conversation_result": "klage_lagt_ned", "withdrawal_confirmed": True,
    }  # fmt: skip
    assert Progress(NOW).values == {"result": "talt_med", "called_at": "2026-11-20T10:00:00Z"}


@given(st.lists(st.text()), st.dictionaries(st.sampled_from(TALK), st.none() | st.booleans() | st.text()))
def test_a_draft_holds_all_of_it(notes: list[str], answers: dict[str, object]) -> None:
    """What is read again is what was kept, by way of JSON."""
    progress = Progress(NOW, tuple(notes), answers)
    assert from_content(json.loads(json.dumps(progress.content()))) == progress


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"called_at": "i dag", "notes": [], "answers": {}},
        {"called_at": "2026-11-20T10:00:00Z", "notes": "x", "answers": {}},
        {"called_at": "2026-11-20T10:00:00Z", "notes": [], "answers": []},
        {"called_at": None, "notes": [], "answers": {}},
    ],
)
def test_a_draft_that_klage_has_not_written(content: dict[str, object]) -> None:
    """It is told, with the way to throw it away."""
    with pytest.raises(DamagedError, match="--slet-kladde"):
        from_content(content)


def test_an_answer_that_is_taken_back_takes_others_along() -> None:
    """What the conversation led to decides about the withdrawal; nothing else hangs together."""
    assert set(PROGRESS.without("conversation_result").answers) == {"concern", "agreement"}
    assert set(PROGRESS.without("complaint_stance").answers) == {
        "concern",
        "conversation_result",
        "agreement",
    }
    assert "agreement" not in PROGRESS.without("agreement").answers
    assert PROGRESS.without("agreement").answers["withdrawal_confirmed"]


def test_what_is_no_longer_asked_goes() -> None:
    """Without a next step there is no day for it; a withdrawal that was confirmed stays."""
    answers = {"next_step": None, "next_due": "2026-12-01", "withdrawal_confirmed": True}
    asked = to_ask(answers, complaint_kind="formalitet")
    assert guided_call.fitting(answers, asked) == {"next_step": None, "withdrawal_confirmed": True}
