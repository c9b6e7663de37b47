"""Contacts with the unit in the register: kept whole, said on the case, counted for a period."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.unit_contact import UnitContact
from klage.store import cases, search, unit_contacts
from klage.store.register import Register
from tests.store import support
from tests.store.support import NOW

HOUR = timedelta(hours=1)
WHOLE = UnitContact(NOW, "leder", "loest", "Jobcenter", "Lederen ringede selv.", "ja", "begge")
PLAIN = UnitContact(NOW - HOUR, "afdeling", "afventer")


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Return a register with two cases, open for writing."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            for text in ("En", "To"):
                support.add(writer, support.complaint(text, received_at=NOW - 24 * HOUR))
        yield register


ONE, OTHER = 2026000001, 2026000002


def add(register: Register, case_id: int, contact: UnitContact, *, consent: bool | None = None) -> None:
    """Note a contact in a command of its own."""
    with support.changing(register, command="indsats") as writer:
        unit_contacts.add(writer, register, case_id, contact, consent=consent)


def test_a_contact_is_kept_whole(register: Register) -> None:
    """By when it was, on its own case, with its department; and its words are found."""
    add(register, ONE, WHOLE)
    add(register, ONE, PLAIN)
    assert unit_contacts.of_case(register, ONE) == [PLAIN, WHOLE]
    assert unit_contacts.of_case(register, OTHER) == []
    assert unit_contacts.newest(register, 1) == [("2026-0001", WHOLE)]
    assert search.find(register, "lederen ringede", limit=9) == [ONE]


def test_the_case_says_what_the_unit_agreed_to(register: Register) -> None:
    """In the same transaction; and a consent that has just been said is noted with it."""
    add(register, ONE, PLAIN, consent=True)
    found = cases.get(register, ONE).complaint
    assert (found.unit_agreed_error, found.consent_unit_contact) == (None, True)
    add(register, ONE, WHOLE)
    add(register, ONE, replace(PLAIN, agreed_error="ikke_vurderet"))
    found = cases.get(register, ONE).complaint
    assert (found.unit_agreed_error, found.consent_unit_contact) == ("ja", True)
    groups = register.one("select count(distinct group_no) from event where command = 'indsats'")
    assert groups == (3,)
