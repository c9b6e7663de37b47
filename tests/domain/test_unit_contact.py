"""Målrettet Indsats: what may be noted of a contact with the unit, and how contacts are counted."""

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.unit_contact import (
    FIELDS,
    Figures,
    Outcome,
    UnitContact,
    agreed_on_case,
    check,
    check_consent,
    figures,
)
from klage.domain.vocabulary import NATURES, SOLUTION_RESULTS, UNIT_AGREED_ERROR
from klage.errors import InvalidValueError, RefusedError

NOW = datetime(2015, 5, 8, 9, tzinfo=UTC)
RECEIVED = NOW - timedelta(days=1)
CONTACT = UnitContact(NOW, "leder", "loest")
OUTCOMES = st.builds(
    Outcome,
    st.integers(1, 4),
    st.sampled_from(list(SOLUTION_RESULTS)),
    st.sampled_from([None, *UNIT_AGREED_ERROR]),
    st.sampled_from([None, *NATURES]),
)


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


def test_breach_and_experience_are_counted_apart() -> None:
    """S3: both in one case counts in both, a case counts once, and what is not said stands as such."""
    found = figures(
        [
            Outcome(1, "afventer", "ikke_vurderet", None),
            Outcome(2, "loest", "ja", "brud_paa_regel"),
            Outcome(3, "ikke_loest", "nej", "daarlig_oplevelse"),
            Outcome(1, "loest", "ja", "begge"),
            Outcome(4, "afventer", None, None),
            Outcome(2, "loest", None, None),
        ]
    )
    assert (found.contacts, found.cases) == (6, 4)
    assert found.results == {"loest": 2, "ikke_loest": 1, "afventer": 1}
    assert found.agreed_errors == {"ja": 2, "nej": 1, None: 1}
    assert found.natures == {"brud_paa_regel": 1, "daarlig_oplevelse": 1, "begge": 1, None: 1}
    assert (found.breaches, found.poor_experiences) == (2, 2)
    assert figures([]) == Figures()
    assert (Figures().breaches, Figures().poor_experiences) == (0, 0)


@given(st.lists(OUTCOMES))
def test_every_case_is_in_every_table_once(outcomes: Sequence[Outcome]) -> None:
    """Each table adds up to the cases, and every case had at least one contact."""
    found = figures(outcomes)
    assert found.cases <= found.contacts == len(outcomes)
    for table in (found.results, found.agreed_errors, found.natures):
        assert sum(table.values()) == found.cases
    assert found.breaches + found.poor_experiences <= 2 * found.cases
