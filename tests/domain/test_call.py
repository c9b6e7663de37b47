"""The rules of a call: what may be noted, on which case, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from klage.domain.call import ONLY_OUTGOING, SPOKEN_ONLY, Call, check
from klage.domain.promise import CallFact
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError, RefusedError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
RECEIVED = NOW - timedelta(hours=5)
HOUR = timedelta(hours=1)
SPOKEN = Call(NOW - HOUR, "talt_med")
MISSED = Call(NOW - HOUR, "ikke_truffet")


def checked(call: Call, *, is_open: bool = True, kind: str = "blandet") -> Call:
    """Check a call on a case that was received five hours ago."""
    return check(call, received_at=RECEIVED, is_open=is_open, complaint_kind=kind, now=NOW)


@pytest.mark.parametrize(
    ("call", "is_open"),
    [
        (SPOKEN, True),
        (MISSED, True),
        (replace(SPOKEN, called_at=RECEIVED), True),
        (replace(SPOKEN, called_at=NOW), True),
        (replace(SPOKEN, direction="ind"), False),
        (replace(MISSED, result="ring_igen_aftalt", call_again_at=NOW + HOUR), True),
        (replace(SPOKEN, conversation_result="klage_lagt_ned", withdrawal_confirmed=True), True),
        (replace(SPOKEN, complaint_stance="laegges_ned", withdrawal_confirmed=True), True),
        (replace(SPOKEN, conversation_result="fastholdt_genvurdering"), True),
        (replace(MISSED, course_told=False), True),
        (replace(MISSED, result="oensker_ikke_samtale", complaint_stance="fastholdes"), True),
    ],
)
def test_a_call_that_may_be_noted(call: Call, is_open: bool) -> None:
    """It is returned as it is."""
    assert checked(call, is_open=is_open) is call


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (replace(SPOKEN, called_at=NOW + timedelta(seconds=1)), "fremtiden"),
        (replace(SPOKEN, called_at=RECEIVED - timedelta(seconds=1)), "før, klagen blev modtaget"),
        (replace(SPOKEN, call_again_at=SPOKEN.called_at), "efter dette opkald"),
        (replace(SPOKEN, logged_at=SPOKEN.called_at - HOUR), "noteret, før"),
        (replace(MISSED, result="ring_igen_aftalt"), "--ring-igen"),
        (replace(SPOKEN, withdrawal_confirmed=True), "hører kun til"),
    ],
)
def test_what_does_not_fit_is_said(call: Call, said: str) -> None:
    """Times that cannot be, and parts that do not belong together."""
    with pytest.raises(InvalidValueError, match=said):
        checked(call)


@pytest.mark.parametrize("key", SPOKEN_ONLY)
def test_a_conversation_has_contents_and_a_missed_call_has_not(key: str) -> None:
    """What can only be known from the citizen is not noted where nobody spoke."""
    value: Any = (
        True if key in ("accepted", "summary_confirmed", "course_told", "withdrawal_confirmed") else "ja"
    )
    with pytest.raises(InvalidValueError, match="talt med borgeren"):
        checked(replace(MISSED, **{key: value}))


@pytest.mark.parametrize("result", sorted(CALL_RESULTS))
def test_the_citizen_cannot_miss_a_call_of_their_own(result: str) -> None:
    """An incoming call has only the results that an incoming call can have."""
    call = Call(NOW - HOUR, result, direction="ind", call_again_at=NOW + HOUR)
    if result in ONLY_OUTGOING:
        with pytest.raises(InvalidValueError, match="selv har foretaget"):
            checked(call)
    else:
        assert checked(call) is call


@pytest.mark.parametrize(
    ("call", "is_open", "kind", "said"),
    [
        (MISSED, False, "blandet", "genaabn"),
        (replace(SPOKEN, conversation_result="klage_lagt_ned"), True, "blandet", "notatpligt"),
        (replace(SPOKEN, complaint_stance="laegges_ned"), True, "blandet", "notatpligt"),
        (replace(SPOKEN, conversation_result="fastholdt_genvurdering"), True, "formalitet", "§ 66"),
    ],
)
def test_a_rule_of_the_trade_says_no(call: Call, is_open: bool, kind: str, said: str) -> None:
    """The sentence names the rule."""
    with pytest.raises(RefusedError, match=said):
        checked(call, is_open=is_open, kind=kind)


def test_the_promise_reads_four_facts() -> None:
    """When, which way, what came of it, and when to call again."""
    call = replace(MISSED, direction="ind", call_again_at=NOW)
    assert call.fact == CallFact(MISSED.called_at, "ind", "ikke_truffet", NOW)
