"""Correcting a call: what may be corrected, what goes with it, and what a closed case rests on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from klage.domain.appeal import Appeal
from klage.domain.call import SPOKEN_ONLY, Call
from klage.domain.correcting import check_withdrawal, chosen, corrected, is_bare
from klage.errors import InvalidValueError, NotFoundError, RefusedError

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TALK = Call(AT, "talt_med", concern="Vi venter.", course_told=True, heard="ja", minutes=12)
WITHDRAWN = Call(AT, "talt_med", conversation_result="klage_lagt_ned", withdrawal_confirmed=True)


def test_only_what_is_given_is_another() -> None:
    """Everything else stays, and ``None`` empties."""
    assert corrected(TALK, {}) == TALK
    assert corrected(TALK, {"heard": "nej", "minutes": None}) == replace(TALK, heard="nej", minutes=None)


def test_what_needs_a_conversation_goes_with_it() -> None:
    """Unless it is given, and then the rules of a call refuse it; what can be noted of any call stays."""
    missed = corrected(TALK, {"result": "ikke_truffet"})
    assert {getattr(missed, key) for key in SPOKEN_ONLY} == {None}
    assert (missed.concern, missed.minutes) == ("Vi venter.", 12)
    assert corrected(TALK, {"result": "ikke_truffet", "heard": "ja"}).heard == "ja"
    assert corrected(missed, {"result": "besked_lagt", "heard": "ja"}).heard == "ja"


def test_only_a_conversation_of_which_nothing_is_noted_is_bare() -> None:
    """As ``ny`` notes one; a word of it, or another result, and it is a call like any other."""
    bare = Call(AT, "talt_med", direction="ind", minutes=12)
    assert is_bare(bare)
    assert not is_bare(replace(bare, course_told=False))
    assert not is_bare(TALK)
    assert not is_bare(Call(AT, "ikke_truffet"))


@pytest.mark.parametrize("key", ["called_at", "result", "direction"])
def test_what_every_call_has(key: str) -> None:
    """When, how it went and who rang cannot be emptied."""
    with pytest.raises(InvalidValueError, match="kan ikke være tom"):
        corrected(TALK, {key: None})


@pytest.mark.parametrize(("count", "there"), [(0, "ingen opkald"), (1, "1 opkald"), (2, "2 opkald")])
def test_the_number_of_a_call(count: int, there: str) -> None:
    """From 1, as ``vis`` numbers them; a number too high is told what there is."""
    assert [chosen(number, count, "2026-0001") for number in range(1, count + 1)] == [*range(count)]
    with pytest.raises(NotFoundError, match=f"opkald {count + 1} i sag 2026-0001; der er {there}"):
        chosen(count + 1, count, "2026-0001")


SETTLED = Appeal(reassess_result="medhold")
HOLDS = [
    # the call that is taken away, is open, kind, track
    (WITHDRAWN, True, "realitet", Appeal()),
    (WITHDRAWN, False, "formalitet", Appeal()),
    (WITHDRAWN, False, "realitet", SETTLED),
    (TALK, False, "realitet", Appeal()),
]


@pytest.mark.parametrize(("call", "is_open", "kind", "track"), HOLDS)
def test_a_call_that_nothing_rests_on(call: Call, is_open: bool, kind: str, track: Appeal) -> None:
    """It may go: the case is open, is about no decision, or is settled otherwise."""
    check_withdrawal([TALK, call], [TALK], is_open=is_open, complaint_kind=kind, track=track)


def test_a_call_that_the_closing_rests_on() -> None:
    """No correction swallows an appeal; another confirmed withdrawal carries the closing as well."""
    with pytest.raises(RefusedError, match="offentlighedslovens § 13"):
        check_withdrawal([WITHDRAWN], [TALK], is_open=False, complaint_kind="blandet", track=Appeal())
    check_withdrawal(
        [WITHDRAWN, WITHDRAWN], [WITHDRAWN], is_open=False, complaint_kind="blandet", track=Appeal()
    )
