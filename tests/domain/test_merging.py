"""Merging: the oldest number survives, and nothing that is due is lost on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import merging
from klage.domain.appeal import Appeal
from klage.domain.case import Case
from klage.domain.complaint import Closing, Complaint
from klage.domain.merging import Merge, Side
from klage.domain.promise import Promise
from klage.errors import RefusedError

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
YEAR = 2026_000000


def case(number: int, *, closed: bool = False, **more: Any) -> Case:
    """Return a case of the year, open unless told otherwise."""
    complaint = Complaint(received_at=NOW - timedelta(days=1), summary="Ventetid", **more)
    promise = Promise(True, NOW, "doegn:24:")
    return Case(YEAR + number, complaint, promise, closed_at=NOW if closed else None)


def side(number: int, *, head: int | None = None, **more: Any) -> Side:
    """Return a case that is not merged, unless told otherwise."""
    return Side(case(number, **more), YEAR + (head or number))


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_oldest_number_survives_whatever_the_order(first: int, second: int) -> None:
    """Two open cases are merged into the smaller number; one case is not two."""
    sides = side(first), side(second)
    if first == second:
        with pytest.raises(RefusedError, match="den samme sag"):
            merging.plan(*sides)
        return
    expected = Merge(case(min(first, second)), case(max(first, second)))
    assert merging.plan(*sides) == merging.plan(*reversed(sides)) == expected


@pytest.mark.parametrize(("first", "second"), [((1, 1), (2, 1)), ((2, 1), (3, 1)), ((1, 1), (3, 1))])
def test_what_is_in_one_group_already_is_left_alone(first: tuple[int, int], second: tuple[int, int]) -> None:
    """Survivor and member, in either order, or two members: there is nothing to do."""
    sides = [side(number, head=head) for number, head in (first, second)]
    assert merging.plan(*sides) is None
    assert merging.plan(*reversed(sides)) is None


@pytest.mark.parametrize(("first", "second"), [((1, 1), (5, 3)), ((4, 2), (5, 5)), ((4, 2), (5, 3))])
def test_a_case_of_another_group_is_named_by_its_survivor(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    """A case that is merged with a third is refused with the number to use instead."""
    merged = next((number, head) for number, head in (first, second) if number != head)
    sides = [side(number, head=head) for number, head in (first, second)]
    said = f"Sag 2026-000{merged[0]} er lagt sammen med sag 2026-000{merged[1]}. Brug det nummer"
    with pytest.raises(RefusedError, match=said):
        merging.plan(*sides)


@pytest.mark.parametrize(
    ("kept", "gone", "is_allowed"),
    [(False, False, True), (False, True, True), (True, True, True), (True, False, False)],
)
def test_an_open_case_is_not_merged_into_a_closed_one(kept: bool, gone: bool, is_allowed: bool) -> None:
    """What was promised on the open one would be lost; every other pair may be merged."""
    sides = side(1, closed=kept), side(2, closed=gone)
    if is_allowed:
        assert merging.plan(*sides) is not None
        return
    with pytest.raises(RefusedError, match="Genåbn først den ældste med klage genaabn 2026-0001"):
        merging.plan(*sides)


def test_a_child_concern_is_never_merged_out_of_sight() -> None:
    """The survivor must be flagged too, unless the concern is passed on or the case closed already."""
    flagged: dict[str, Any] = {"child_concern": True}
    passed_on: dict[str, Any] = {**flagged, "concern_passed_on_at": NOW}
    for survivor in (side(1), side(1, **passed_on)):
        with pytest.raises(RefusedError, match="barnets lov"):
            merging.plan(survivor, side(2, **flagged))
    assert merging.plan(side(1, **flagged), side(2, **flagged))
    assert merging.plan(side(1), side(2, **passed_on))
    assert merging.plan(side(1), side(2, closed=True, **flagged))


@pytest.mark.parametrize(
    ("kept", "gone", "track", "is_allowed"),
    [
        ("formalitet", "realitet", {}, False),
        ("uafklaret", "blandet", {"reassess_result": "fastholdt"}, False),
        ("formalitet", "blandet", {"reassess_result": "medhold"}, True),
        ("formalitet", "realitet", {"forwarded_on": date(2026, 11, 19)}, True),
        ("blandet", "realitet", {}, True),
        ("realitet", "formalitet", {}, True),
    ],
)
def test_a_reassessment_is_never_merged_out_of_sight(
    kept: str, gone: str, track: dict[str, Any], is_allowed: bool
) -> None:
    """An unsettled complaint over a decision is merged only into one that awaits a reassessment too."""
    other = side(2, complaint_kind=gone)._replace(track=Appeal(**track))
    if is_allowed:
        assert merging.plan(side(1, complaint_kind=kept), other)
        return
    with pytest.raises(RefusedError, match="§ 66"):
        merging.plan(side(1, complaint_kind=kept), other)


def test_a_settled_track_does_not_stand_for_an_open_one() -> None:
    """The survivor's own reassessment is done, so the other's would leave the list."""
    done = side(1, complaint_kind="realitet")._replace(track=Appeal(reassess_result="medhold"))
    with pytest.raises(RefusedError, match="gør genvurderingen på sag 2026-0002 færdig"):
        merging.plan(done, side(2, complaint_kind="realitet"))


@pytest.mark.parametrize(
    ("phones", "differ"),
    [(("20", "20"), False), (("20", "30"), True), (("20", None), False), ((None, None), False)],
)
def test_two_phone_numbers_are_worth_a_question(phones: tuple[str | None, str | None], differ: bool) -> None:
    """Only where both are known and not the same."""
    merge = Merge(case(1, phone=phones[0]), case(2, phone=phones[1]))
    assert merging.have_other_phones(merge) is differ


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("sammenlagt", True),
        ("afsluttet sammenlagt", False),
        ("afsluttet genaabnet sammenlagt", True),
        ("sammenlagt skilt sammenlagt", True),
        ("afsluttet sammenlagt sammenlagt", False),
    ],
)
def test_what_a_case_was_before_it_was_merged(kinds: str, expected: bool) -> None:
    """Its closings say whether it was open until then."""
    assert merging.was_open([Closing(NOW, NOW, kind) for kind in kinds.split()]) is expected


def test_only_a_merged_case_can_be_split() -> None:
    """It names the case that it points at; another is refused."""
    merged = case(2)
    merged = replace(merged, complaint=replace(merged.complaint, merged_into=YEAR + 1))
    assert merging.check_merged(merged) == YEAR + 1
    with pytest.raises(RefusedError, match="Sag 2026-0001 er ikke lagt sammen"):
        merging.check_merged(case(1))
