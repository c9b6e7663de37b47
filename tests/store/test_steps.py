"""Promised steps in the register: numbered within their case, settled in place, in the history."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from klage.domain.complaint import Closing
from klage.domain.step import Step
from klage.store import cases, steps
from tests.store import support

BREV = Step(support.NOW, date(2026, 12, 4), "Brev", "Jens")
MOEDE = Step(support.NOW - timedelta(hours=1), date(2026, 12, 1), "Møde")


def test_a_promise_keeps_its_number_whatever_is_settled(path: Path) -> None:
    """By the order they were noted in, also when one was made before another; the same in list and case."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            one, two = (support.add(writer, support.complaint(text)) for text in ("En", "To"))
            first = steps.add(writer, one, BREV)
            steps.add(writer, two, BREV)
            second = steps.add(writer, one, MOEDE)
        numbered = [(found.id, found.case_id, found.number) for found in steps.of_case(register, one)]
        assert numbered == [(first, one, 1), (second, one, 2)]
        with support.changing(register) as writer:
            steps.settle(writer, first, replace(BREV, state="holdt", settled_at=support.NOW))
        nearest = [(found.case_id, found.number) for found in steps.open_ones(register)]
        assert nearest == [(one, 2), (two, 1)]
        assert cases.get(register, one).steps == (
            replace(BREV, state="holdt", settled_at=support.NOW),
            MOEDE,
        )


def test_what_was_promised_stays_when_it_is_settled(path: Path) -> None:
    """Only state, time and reason are written."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            step = steps.add(writer, key, BREV)
        done = Step(support.NOW, date(2027, 1, 1), "Andet", "Bo", "brudt", support.NOW, "Glemt.")
        with support.changing(register) as writer:
            steps.settle(writer, step, done)
        (found,) = steps.of_case(register, key)
        assert found.step == replace(BREV, state="brudt", settled_at=support.NOW, reason="Glemt.")


def test_the_child_concerns_of_cases_with_promises(path: Path) -> None:
    """Open cases with a promise to keep, until the concern is passed on."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            keys = [support.add(writer, support.complaint(str(n), child_concern=n != 1)) for n in range(5)]
            for key in keys[:4]:
                steps.add(writer, key, BREV)
            writer.update("complaint", keys[2], {"concern_passed_on_at": "2026-11-20T10:00:00Z"})
            closing = Closing(support.NOW, support.NOW, "afsluttet", "moede", "medhold")
            cases.add_closing(writer, keys[3], closing)
        assert steps.concerns(register) == [(keys[0], support.complaint().received_at)]
