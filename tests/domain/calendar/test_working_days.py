"""Working days between two days, held against counting them one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.calendar import calendar
from klage.domain.calendar.working_days import WorkingDays

CLOSED = frozenset({date(2025, 5, 30), date(2025, 6, 7)})
days = st.dates(date(2020, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        ("2025-01-14", "2025-01-14", 0),
        ("2025-01-14", "2025-01-15", 1),
        ("2025-01-17", "2025-01-20", 1),
        ("2025-04-16", "2025-04-22", 1),
        ("2025-05-28", "2025-06-02", 1),
        ("2025-12-23", "2026-01-02", 3),
        ("2025-01-15", "2025-01-14", 0),
        ("2024-04-25", "2024-04-26", 1),
        ("2023-05-04", "2023-05-05", 0),
    ],
)
def test_the_day_of_receipt_is_day_0(first: str, last: str, n: int) -> None:
    """Weekends, Easter, closing days and Christmas do not count; Store bededag does from 2024 on."""
    assert WorkingDays(CLOSED).between(date.fromisoformat(first), date.fromisoformat(last)) == n


@given(days, days)
def test_as_many_as_counted_one_by_one(first: date, last: date) -> None:
    """Any two days, also in different years."""
    after = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
    expected = sum(calendar.is_working_day(day, CLOSED) for day in after)
    assert WorkingDays(CLOSED).between(first, last) == expected
