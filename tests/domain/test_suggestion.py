"""What may be offered at the Tab key: the right ones, in the right order, and never a citizen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import suggestion
from klage.domain.due import DueList, OpenCase, due_list
from klage.domain.suggestion import MOST, NOWHERE, Numbered, Suggestion

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CASES = [Numbered(2026_000042, "a"), Numbered(2026_000007, "b"), Numbered(2025_000020, "c")]


def case(number: int, *, department: str | None = None, covered: bool = True, hours: int = 1) -> OpenCase:
    """Return an open case, received so many hours ago."""
    received_at = NOW - timedelta(hours=hours)
    return OpenCase(
        id=number, received_at=received_at, due_at=received_at + timedelta(hours=24), covered=covered,
        addressee_level="ukendt", department=department, complaint_kind="uafklaret", child_concern=False,
        contact_type="klage", contact_preference=None, may_leave_message=None, citizen_name="Anna Åse",
        phone="20123456",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", ["42", "7", "2025-0020"]),
        ("4", ["42"]),
        ("42", ["42"]),
        ("2", ["2026-0042", "2026-0007", "2025-0020"]),
        ("2026-", ["2026-0042", "2026-0007"]),
        ("2026-00", ["2026-0042", "2026-0007"]),
        ("2025-0020", ["2025-0020"]),
        ("9", []),
        ("Anna", []),
    ],
)
def test_a_number_is_offered_as_it_is_begun(typed: str, numbers: list[str]) -> None:
    """Short where it is this year's and fits, else with its year; the order is kept."""
    assert [each.value for each in suggestion.case_numbers(CASES, typed, 2026)] == numbers


@given(st.text(max_size=6))
def test_a_number_begins_as_typed(typed: str) -> None:
    """Whatever is typed."""
    assert all(each.value.startswith(typed) for each in suggestion.case_numbers(CASES, typed, 2026))


def test_the_first_are_those_to_be_called_first() -> None:
    """Soonest first, then what is on no list, newest first; said in a few words without name or phone."""
    cases = [
        case(1, department="Ydelse", hours=2),
        case(2, hours=30),
        case(3, covered=False, hours=50),
        case(4, covered=False, department="Jobcenter", hours=3),
        case(5, covered=False, hours=1)._replace(is_closed=True),
    ]
    due = due_list(cases, now=NOW, hours={})
    found = suggestion.open_cases(due, cases, NOW)
    assert found == [
        Numbered(2, f"{NOWHERE}, ring senest i dag 04:00"),
        Numbered(1, "Ydelse, ring senest i morgen 08:00"),
        Numbered(4, "Jobcenter, modtaget i dag 07:00"),
        Numbered(3, f"{NOWHERE}, modtaget ons 18.11. 08:00"),
    ]


def test_a_case_with_several_dates_is_offered_once() -> None:
    """With the date that comes first."""
    entries = due_list([case(1), case(1)], now=NOW, hours={}).entries
    found = suggestion.open_cases(DueList(entries, ()), [], NOW)
    assert len(entries) == 2
    assert len(found) == 1
    agreed = [entries[0]._replace(reason="aftalt_opkald"), entries[1]._replace(reason="genvurdering")]
    told = [suggestion.open_cases(DueList((each,), ()), [], NOW)[0].about for each in agreed]
    assert told == [f"{NOWHERE}, aftalt opkald i morgen 09:00", f"{NOWHERE}, frist i morgen 09:00"]


def test_a_closed_case_says_when_it_was_closed() -> None:
    """And where it belonged."""
    assert suggestion.closed_case(7, "Ydelse", NOW, NOW) == Numbered(7, "Ydelse, afsluttet i dag 10:00")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", 3), ("Æ", 1), ("ae", 1), ("JOB", 2), ("job n", 0), ("Jobcenter N", 1), ("center", 0)],
)
def test_a_name_is_found_by_its_beginning(typed: str, found: int) -> None:
    """Case and accents do not matter."""
    names = ["Jobcenter", "Jobcenter Nord", "Ældreplejen"]
    assert len(suggestion.beginning(map(Suggestion, names), typed)) == found


def test_a_vocabulary_is_offered_by_code() -> None:
    """With the label beside it; and a list has an end."""
    assert suggestion.of_codes({"raadmand": "Rådmand"}) == [Suggestion("raadmand", "Rådmand")]
    assert len(suggestion.beginning((Suggestion(f"x{n}") for n in range(500)), "x")) == MOST
    assert (
        len(suggestion.case_numbers((Numbered(2026_000000 + n, "") for n in range(1, 500)), "", 2026)) == MOST
    )
