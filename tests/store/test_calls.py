"""Calls that were noted wrongly: the row stays, another counts, and the promise follows."""

from datetime import date
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.step import Step
from klage.store import calls, cases, history, steps
from klage.store.register import Register
from tests.store import support
from tests.store.support import NOW, changing, opened

TALK = Call(NOW, "talt_med", next_step="Brev", next_due=date(2026, 12, 1), owner="Jens")
PROMISE = Step(NOW, date(2026, 12, 1), "Brev", "Jens")


def noted(register: Register, call: Call = TALK, promise: Step | None = PROMISE) -> int:
    """Note a call with its promise on a new case, and return the key of the case."""
    with changing(register) as writer:
        key = support.add(writer, support.complaint())
        cases.add_call(writer, key, call)
        if promise is not None:
            steps.add(writer, key, promise)
    return key


def correct(register: Register, key: int, call: Call) -> bool:
    """Correct the only call of a case."""
    (only,) = calls.with_keys(register, key)
    with changing(register, command="opkald --ret") as writer:
        return calls.correct(writer, register, key, only, call)


def retract(register: Register, key: int) -> bool:
    """Retract the only call of a case."""
    (only,) = calls.with_keys(register, key)
    with changing(register, command="opkald --slet") as writer:
        return calls.retract(writer, register, key, only)


def promised(register: Register, key: int) -> list[Step]:
    """Return the promises of a case."""
    return [found.step for found in steps.of_case(register, key)]


def test_a_correction_is_a_new_row(path: Path) -> None:
    """The old row is as it was, the new one is noted now, and may itself be corrected."""
    with opened(path, writing=True) as register:
        key = noted(register, Call(NOW, "ikke_truffet"), None)
        assert not correct(register, key, Call(NOW, "besked_lagt"))
        assert not correct(register, key, Call(NOW, "afbrudt", minutes=3))
        rows = list(register.rows("select id, result, corrects, retracted_at from call order by id"))
        assert rows == [(1, "ikke_truffet", None, None), (2, "besked_lagt", 1, None), (3, "afbrudt", 2, None)]
        (only,) = cases.calls(register, key)
        assert (only.result, only.minutes, only.logged_at) == ("afbrudt", 3, NOW)
        assert [each.id for each in calls.with_keys(register, key)] == [3]


def test_a_retracted_call_takes_along_what_it_corrected(path: Path) -> None:
    """Otherwise the call would be back as it was first noted."""
    with opened(path, writing=True) as register:
        key = noted(register, Call(NOW, "ikke_truffet"), None)
        correct(register, key, Call(NOW, "besked_lagt"))
        assert not retract(register, key)
        assert cases.calls(register, key) == []
        assert register.one("select count(*) from call where retracted_at is null") == (0,)
        assert history.problems(register.connection) == []


FOLLOWS = [
    # the call afterwards, the promises afterwards, whether one followed
    (Call(NOW, "talt_med", next_step="Brev", next_due=date(2026, 12, 1), owner="Jens", heard="ja"), [PROMISE], False),
    (Call(NOW, "talt_med", next_due=date(2026, 12, 2)), [Step(NOW, date(2026, 12, 2))], True),
    (Call(NOW, "talt_med"), [], True),
]  # fmt: skip


@pytest.mark.parametrize(("call", "after", "followed"), FOLLOWS)
def test_the_promise_follows_its_call(path: Path, call: Call, after: list[Step], followed: bool) -> None:
    """Another day, or none; a correction of something else leaves it alone."""
    with opened(path, writing=True) as register:
        key = noted(register)
        assert correct(register, key, call) == followed
        assert promised(register, key) == after


def test_a_promise_that_was_forgotten(path: Path) -> None:
    """Noted with the correction, it is a promise like any other."""
    with opened(path, writing=True) as register:
        key = noted(register, Call(NOW, "talt_med"), None)
        assert correct(register, key, TALK)
        assert promised(register, key) == [PROMISE]


def test_a_promise_that_is_settled_stays(path: Path) -> None:
    """What became of it is a fact of its own, whatever is found out about the call."""
    with opened(path, writing=True) as register:
        key = noted(register)
        kept = Step(NOW, PROMISE.due_on, "Brev", "Jens", "holdt", NOW)
        with changing(register, command="loefte") as writer:
            steps.settle(writer, steps.of_case(register, key)[0].id, kept)
        assert not correct(register, key, Call(NOW, "talt_med", next_due=date(2026, 12, 9)))
        assert not retract(register, key)
        assert promised(register, key) == [kept]


def test_a_promise_goes_with_its_call(path: Path) -> None:
    """A call that never was promised nothing."""
    with opened(path, writing=True) as register:
        key = noted(register)
        assert retract(register, key)
        assert promised(register, key) == []
