"""The names of backups, and which of them are kept."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.clock import to_local
from klage.domain import backup
from klage.domain.backup import AFTER_FORGETTING, BEFORE_MIGRATION, BEFORE_RESTORE, DAILY, Backup

FOLDER = Path("/kopier")
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)

instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
kinds = st.sampled_from(list(backup.KINDS))
made = st.builds(
    lambda at, events, head, kind: backup.named(FOLDER, "klage", at=at, events=events, head=head, kind=kind),
    at=st.integers(0, 60 * 24 * 40).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    events=st.integers(0, 500),
    head=st.binary(min_size=32, max_size=32),
    kind=kinds,
)


def daily(days: float, events: int, kind: str = DAILY) -> Backup:
    """Return a copy that was made so many days after noon on 20 November."""
    at = NOON + timedelta(days=days)
    return backup.named(FOLDER, "klage", at=at, events=events, head=bytes(32), kind=kind)


def test_the_name_is_read_at_a_glance() -> None:
    """Danish time, how many events, how the head begins, and why."""
    found = backup.named(
        FOLDER, "klage", at=NOON, events=120, head=bytes.fromhex("0123456789abcdef"), kind=DAILY
    )
    assert found.path.name == "klage_2026-11-20_120000+0100_120_0123456789ab_daglig.db"
    assert backup.encrypted(found).path.name == f"{found.path.name}.age"


@given(instants, st.integers(0, 10**9), st.binary(min_size=32, max_size=32), kinds, st.booleans())
def test_a_name_tells_all_of_it(at: datetime, events: int, head: bytes, kind: str, is_secret: bool) -> None:
    """What a name is made of is read back from it, also in the hour that comes twice."""
    found = backup.named(FOLDER, "klage", at=at, events=events, head=head, kind=kind)
    found = backup.encrypted(found) if is_secret else found
    assert backup.from_name(found.path, "klage") == found


@given(st.text(max_size=80))
def test_any_other_name_is_passed_over(name: str) -> None:
    """Whatever lies in the folder, its name is read without an error."""
    assert backup.from_name(FOLDER / f"klage_{name}".replace("/", ""), "klage") is None


@pytest.mark.parametrize(
    "name",
    [
        "klage-demo_2026-11-20_120000+0100_1_0123456789ab_daglig.db",
        "klage_2026-13-20_120000+0100_1_0123456789ab_daglig.db",
        "klage_0001-01-01_000000+2300_1_0123456789ab_daglig.db",
        "klage_2026-11-20_120000+0100_1_0123456789ab_maanedlig.db",
        "klage_2026-11-20_120000+0100_1_0123456789ab_daglig.db-journal",
        "klage_2026-11-20_120000+0100_1_0123456789ab_daglig.db\n",
        "klage_٢026-11-20_120000+0100_1_0123456789ab_daglig.db",
    ],
)
def test_a_name_that_is_nearly_one_is_not_ours(name: str) -> None:
    """Another register's copy, a day that does not exist, a kind that is not known, a journal."""
    assert backup.from_name(FOLDER / name, "klage") is None


def test_fourteen_days_are_kept_and_of_each_the_newest() -> None:
    """The fifteenth day goes, and of today's two the first."""
    days = [daily(number, number) for number in range(15)]
    new = daily(14.1, 20)
    assert backup.outlived([*days, new], new) == [days[0], days[14]]


def test_each_kind_is_kept_by_its_own_rule() -> None:
    """Daily copies never push out those made before something rare."""
    rare = [
        daily(number, 1, kind)
        for kind in (BEFORE_MIGRATION, BEFORE_RESTORE, AFTER_FORGETTING)
        for number in range(5)
    ]
    many = [daily(number, 9) for number in range(10, 40)]
    gone = backup.outlived([*rare, *many], many[-1])
    left = {kind: sum(each.kind == kind for each in rare if each not in gone) for kind in backup.KINDS}
    assert left == {DAILY: 0, BEFORE_MIGRATION: 2, BEFORE_RESTORE: 3, AFTER_FORGETTING: 1}
    assert len(many) - sum(each in gone for each in many) == 14


def test_a_copy_with_more_in_it_is_never_pushed_out() -> None:
    """After a restore the copies of what was there before stay until the register has outgrown them."""
    full, small = daily(0, 340), daily(0.1, 12)
    assert backup.outlived([full, small], small) == []
    grown = daily(0.2, 340)
    assert backup.outlived([full, small, grown], grown) == [full, small]


@given(st.lists(made, max_size=60), made)
def test_rotation_keeps_what_it_promises(there: list[Backup], new: Backup) -> None:
    """The new copy stays, and so does the newest, whatever holds more, and fourteen days of daily ones."""
    everything = list({each.path: each for each in [*there, new]}.values())
    gone = backup.outlived(everything, new)
    left = [each for each in everything if each not in gone]
    assert new in left
    assert backup.newest_first(everything)[0] in left
    assert all(each.events <= new.events for each in gone)
    assert days_of(left) >= set(sorted(days_of(everything))[-14:])
    assert backup.outlived(left, new) == []


def days_of(backups: list[Backup]) -> set[date]:
    """Return the Danish days that have a daily copy."""
    return {to_local(each.at).date() for each in backups if each.kind == DAILY}


def test_a_register_follows_the_newest_daily_copy() -> None:
    """Copies of other kinds, and those from before it was restored, are of no matter."""
    old, new, other = daily(0, 5), daily(1, 9), daily(2, 99, BEFORE_RESTORE)
    assert backup.to_follow([old, other, new], None) == new
    assert backup.to_follow([old, other], old.at) is None
    assert backup.to_follow([old, new], old.at) == new
    assert backup.to_follow([], None) is None
