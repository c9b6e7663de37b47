"""The whole examination: what a damaged file still tells, what is passed over, and what is mended together."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from klage.domain.checkup import GROUPS, Checked, is_damaged, is_well
from klage.store.inspect import examination
from klage.store.inspect.inspection import Inspection
from tests.store import support
from tests.store.checking import tamper
from tests.store.test_register_damage import DAMAGE


def examined(path: Path, *, quick: bool = False) -> list[Checked]:
    """Make every check."""
    inspection = Inspection(path, support.NOW)
    try:
        return list(examination.examine(inspection, quick=quick))
    finally:
        inspection.close()


def mended(path: Path) -> list[Checked]:
    """Make every check, and mend."""
    inspection = Inspection(path, support.NOW)
    try:
        checks = list(examination.examine(inspection))
        return examination.mend(inspection, checks, command="tjek", actor="inge")
    finally:
        inspection.close()


def at_level(checks: Sequence[Checked], level: str) -> list[str]:
    """Return the keys of the checks that found something of a level."""
    return [check.key for check in checks if any(finding.level == level for finding in check.findings)]


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a register with cases."""
    path.unlink()
    support.fill(path, open_cases=20, closed_cases=20)
    return path


def test_the_table_of_checks() -> None:
    """Every check has a key of its own, a group that is shown, and a label."""
    keys = [check.key for check in examination.CHECKS]
    assert len(keys) == len(set(keys))
    assert {check.group for check in examination.CHECKS} == set(GROUPS)
    assert all(check.key.isascii() and check.label for check in examination.CHECKS)
    assert set(examination.QUICK) <= set(keys)


def test_a_register_that_is_well(filled: Path) -> None:
    """All is looked at but a backup that is not there, and nothing is damaged."""
    checks = examined(filled)
    assert not is_damaged(checks)
    assert at_level(checks, "ikke_undersoegt") == ["restore"]


def test_the_quick_form_says_what_it_passes_over(filled: Path) -> None:
    """Not the pages and the seal, which it looks at in less time."""
    passed_over = at_level(examined(filled, quick=True), "ikke_undersoegt")
    assert passed_over == [
        "references", "chain", "tables", "open_cases", "search_index", "search_texts", "codes", "restore",
    ]  # fmt: skip
    support.altered(filled, 3 * 4096, random.Random(1).randbytes(4096))
    assert is_damaged(examined(filled, quick=True))


def test_an_older_register_is_not_held_against_todays_tables(filled: Path) -> None:
    """It is well, and what reads tables waits until it is brought forward."""
    tamper(filled, "pragma user_version = 2")
    checks = examined(filled)
    assert is_well([check for check in checks if check.group == "file"])
    assert "chain" in at_level(checks, "ikke_undersoegt")
    assert at_level(checks, "raad")[0] == "version"


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_diagnosed(filled: Path, kind: str) -> None:
    """It is said to be damaged without a traceback, what cannot be looked at is said, and no byte changes."""
    filled.write_bytes(DAMAGE[kind](filled.read_bytes()))
    before = filled.read_bytes()
    checks = examined(filled)
    assert is_damaged(checks)
    assert len(checks) == len(examination.CHECKS)
    assert filled.read_bytes() == before


@pytest.mark.parametrize("seed", range(8))
def test_random_damage_is_never_a_bug(filled: Path, seed: int) -> None:
    """Whatever bytes are broken, the examination comes to its end or says what is in the way."""
    chance = random.Random(seed)
    for _ in range(20):
        support.altered(filled, chance.randrange(100, filled.stat().st_size), chance.randbytes(9))
    checks = examined(filled)
    assert is_damaged(checks)
    assert len(checks) == len(examination.CHECKS)


def test_all_that_can_be_mended_at_once(filled: Path) -> None:
    """Index, counter and access: afterwards each is looked at again, and what was done is told."""
    filled.chmod(0o644)
    tamper(filled, "delete from search", "delete from number_counter")
    checks = mended(filled)
    assert not is_damaged(checks)
    done = {check.key: list(check.mended) for check in checks if check.mended}
    assert done == {
        "numbers": ["Tælleren er sat op for 1 år."],
        "search_texts": ["Søgeindekset er lavet forfra af 40 sager."],
        "permissions": ["Adgangen er lukket for andre til 1 fil eller mappe."],
    }
    assert mended(filled) == examined(filled)


@pytest.mark.parametrize(
    "statement",
    [
        "update complaint set call_due_at = '2027-01-01T00:00:00Z' where id = 2026000003",
        "update complaint set summary = 'En anden' where id = 2026000030",
        "drop trigger event_is_never_changed",
    ],
)
def test_what_cannot_be_mended_is_left_as_it_is(filled: Path, statement: str) -> None:
    """Seal, rows and guards are the backup's: with them wrong the file is not written, but others are closed out."""
    tamper(filled, statement, "delete from number_counter")
    filled.chmod(0o644)
    before = filled.read_bytes()
    checks = mended(filled)
    assert is_damaged(checks)
    assert filled.read_bytes() == before
    assert support.mode(filled) == 0o600
    (counter,) = (check for check in checks if check.key == "numbers")
    assert [finding.advice for finding in counter.findings] == [""]


def test_an_index_that_is_past_mending(filled: Path) -> None:
    """FTS5 cannot even let go of it: then the backup is the way out here, too."""
    tamper(filled, "delete from search_data")
    checks = mended(filled)
    assert at_level(checks, "fejl") == ["search_index"]
    assert not any(check.mended for check in checks)


def test_nothing_is_written_where_nothing_is_wrong(filled: Path) -> None:
    """``--ret`` on a register that is well changes no byte."""
    before = filled.read_bytes()
    assert mended(filled) == examined(filled)
    assert filled.read_bytes() == before
