"""Målrettet Indsats: what may be noted of a contact with the unit."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from klage.domain.unit_contact import (
    FIELDS,
    UnitContact,
    agreed_on_case,
    check,
    check_consent,
)
from klage.domain.vocabulary import NATURES
from klage.errors import InvalidValueError, RefusedError

NOW = datetime(2015, 5, 8, 9, tzinfo=UTC)
RECEIVED = NOW - timedelta(days=1)
CONTACT = UnitContact(NOW, "leder", "loest")


def test_the_fields_are_the_record() -> None:
    """Every part of a contact is described once, and the free text is personal."""
    assert {field.key for field in FIELDS} == {field.name for field in fields_of(UnitContact)}
    assert [field.key for field in FIELDS if field.personal] == ["quick_solution"]


def test_the_citizens_no_is_respected() -> None:
    """A no refuses the contact and names the way to correct it; a yes or nothing does not."""
    check_consent(True, "2015-0001")
    check_consent(None, "2015-0001")
    with pytest.raises(RefusedError, match=r"sagt nej.*klage ret 2015-0001"):
        check_consent(False, "2015-0001")


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (replace(CONTACT, contacted_at=NOW + timedelta(seconds=1)), "fremtiden"),
        (replace(CONTACT, contacted_at=RECEIVED - timedelta(seconds=1)), "før, klagen blev modtaget"),
        (replace(CONTACT, nature="intet_galt", agreed_error="ja"), "intet galt"),
        (replace(CONTACT, nature="intet_galt", agreed_error="delvist"), "intet galt"),
    ],
)
def test_what_does_not_fit(contact: UnitContact, said: str) -> None:
    """A contact lies between receipt and now, and does not agree to an error in what was all right."""
    with pytest.raises(InvalidValueError, match=said):
        check(contact, received_at=RECEIVED, now=NOW)


@pytest.mark.parametrize("nature", [None, *NATURES])
@pytest.mark.parametrize("error", [None, "nej", "ikke_vurderet"])
def test_what_fits(nature: str | None, error: str | None) -> None:
    """A breach the unit does not see, and a poor experience without any error, can both be noted."""
    for moment in (RECEIVED, NOW):
        contact = replace(CONTACT, contacted_at=moment, nature=nature, agreed_error=error)
        assert check(contact, received_at=RECEIVED, now=NOW) == contact


@pytest.mark.parametrize(
    ("before", "now", "after"),
    [
        (None, None, None),
        (None, "ikke_vurderet", "ikke_vurderet"),
        ("ja", None, "ja"),
        ("ja", "ikke_vurderet", "ja"),
        ("ja", "nej", "nej"),
        ("ikke_vurderet", "delvist", "delvist"),
    ],
)
def test_what_the_case_says_of_the_unit(before: str | None, now: str | None, after: str | None) -> None:
    """The newest answer counts; that nothing was assessed takes no answer back."""
    assert agreed_on_case(before, now) == after
