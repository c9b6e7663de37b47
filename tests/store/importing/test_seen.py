"""Which cases are known when many are taken in: as they first came, in the register and in the file so far."""

from datetime import timedelta
from pathlib import Path

import pytest

from klage import clock
from klage.domain.learning.learning import Source
from klage.errors import InvalidValueError
from klage.store import cases
from klage.store.importing.seen import Seen
from klage.store.register import Register
from tests.store.support import NOW, add, changing, complaint, opened

EARLIER, LATER = clock.to_text(NOW - timedelta(days=1)), clock.to_text(NOW)
FIRST = complaint("Ventetid", citizen_name="Å\U0001fae8")
PRINT, RECEIVED = cases.fingerprint(FIRST), clock.to_text(FIRST.received_at)


def registered(register: Register) -> int:
    """Register a complaint."""
    with changing(register) as writer:
        return add(writer, FIRST)


def corrected(register: Register, key: int, command: str = "ret") -> None:
    """Correct when it was received."""
    with changing(register, command=command) as writer:
        cases.change(writer, key, {"received_at": NOW - timedelta(days=1), "summary": "Andet"})


@pytest.mark.parametrize("is_stored", [True, False])
def test_what_is_known(path: Path, is_stored: bool) -> None:
    """By number or by all that it says, in the register and in the file, before and after it is settled."""
    with opened(path, writing=True) as register:
        key = registered(register)
        seen = Seen(register.connection, is_stored=is_stored)
        assert seen.knows(None, PRINT, RECEIVED)
        assert seen.knows(key, 0, RECEIVED)
        assert not seen.knows(None, PRINT, LATER)
        seen.add(2020000001, 5, EARLIER)
        for pending in (1, 0):
            assert seen.pending == pending
            assert seen.has(2020000001) is seen.knows(None, 5, EARLIER) is (bool(pending) or not is_stored)
            seen.settle()
        assert seen.find(Source(key)) == [key]
        assert seen.find(Source(0, received_at=FIRST.received_at)) == [key]


def test_what_was_corrected_is_known_as_it_came(path: Path) -> None:
    """A list that is kept by hand says it as it was; so does an older file with numbers in it."""
    with opened(path, writing=True) as register:
        key = registered(register)
        corrected(register, key)
        seen = Seen(register.connection, is_stored=True)
        assert seen.knows(None, PRINT, RECEIVED)
        assert seen.knows(key, PRINT, RECEIVED)
        assert seen.knows(key, PRINT, EARLIER)
        with pytest.raises(InvalidValueError, match="brugt af en anden sag"):
            seen.knows(key, PRINT, LATER)


def test_only_corrections_are_asked_about(path: Path) -> None:
    """Which is what keeps it from reading through the contents of a large history."""
    with opened(path, writing=True) as register:
        key = registered(register)
        corrected(register, key, command="andet")
        assert not Seen(register.connection, is_stored=True).knows(None, PRINT, RECEIVED)


AT, LATER = "2026-11-20T09:00:00Z", "2026-11-20T09:00:01Z"


@pytest.mark.parametrize("settled", [False, True])
def test_a_rehearsal_knows_what_it_has_seen(path: Path, settled: bool) -> None:
    """By number, and without one by all that a case says, settled or not."""
    with opened(path) as register:
        seen = Seen(register.connection, is_stored=False)
        seen.add(20_260_001, 7, AT)
        if settled:
            seen.settle()
        assert seen.pending == (0 if settled else 1)
        assert seen.knows(None, 7, AT)
        assert not seen.knows(None, 7, LATER)
        assert seen.has(20_260_001)
        with pytest.raises(InvalidValueError, match="brugt af en anden sag"):
            seen.knows(20_260_001, 7, LATER)
        seen.settle()
        assert seen.find(Source(case_id=20_260_001)) == [20_260_001]


def test_a_mail_is_known_the_second_time(path: Path) -> None:
    """Twice in one folder, under two names."""
    with opened(path) as register:
        seen = Seen(register.connection, is_stored=False)
        assert not seen.knows_mail(5)
        assert seen.knows_mail(5)
        assert not seen.knows_mail(6)
