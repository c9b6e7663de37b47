"""The cases behind each figure: exactly as many as the figure says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from klage.domain.report.period import between, of_year
from klage.domain.unit_contact import UnitContact
from klage.errors import InvalidValueError
from klage.output.report.as_json import as_object
from klage.store import unit_contacts
from klage.store.report import reporting
from klage.store.report import tables as report_tables
from klage.store.report.counting import table_of
from tests.store import whole_register
from tests.store.report.test_reporting import NOW, empty, local, office
from tests.store.report.test_reporting_rules import PERIOD, DrawnCase, any_register, registers, stored
from tests.store.support import changing, opened

__all__ = ["empty", "office"]
YEAR = of_year(2025)


@pytest.fixture(scope="module")
def whole(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with something in every table."""
    return whole_register.make(office, tmp_path_factory.mktemp("whole") / "klage.db")


def figures(value: Any) -> Iterator[tuple[str, int]]:
    """Yield the key and the number of every figure in the report's JSON that stands with its key."""
    if isinstance(value, list):
        for item in value:
            yield from figures(item)
    elif isinstance(value, dict):
        if "key" in value and "n" in value:
            yield value["key"], value["n"]
        for item in value.values():
            yield from figures(item)


def plain_figures(found: Any) -> Iterator[tuple[str, int]]:
    """Yield the key and the number of every plain number that is named under ``figure_keys``."""
    for path, key in found["figure_keys"].items():
        value = found
        for step in path.split("."):
            value = value[step]
        yield key, value


def test_the_cases_behind_a_figure_are_as_many_as_it_says(whole: Path) -> None:
    """For every figure of the report, with SPSO's: what is listed is what was counted, no more and no less."""
    with opened(whole) as register:
        found = as_object(reporting.report(register, YEAR, NOW, spso=True))
        asked = [*figures(found), *plain_figures(found)]
        listed = {key: len(reporting.cases_behind(register, YEAR, NOW, key)) for key, _ in asked}
    assert [(key, n) for key, n in asked if listed[key] != n] == []
    assert len(asked) > 300
    assert {key.partition(".")[0] for key, n in asked if n} >= {
        table.key
        for tables in (*report_tables.COMPARED, *report_tables.COUNTED, report_tables.SERVICE)
        for table in tables
    } - {"days_to_closing"}


def test_the_bands_hold_what_the_histograms_do(whole: Path) -> None:
    """Waits and lengths are banded in Python to count and in SQL to list; those without one are ``-``."""
    with opened(whole) as register:
        report = reporting.report(register, YEAR, NOW)
        for table, spread in (("attempt_waits", report.service.to_attempt),
                              ("conversation_waits", report.service.to_conversation)):  # fmt: skip
            assert len(reporting.cases_behind(register, YEAR, NOW, table)) == report.service.denominator
            assert len(reporting.cases_behind(register, YEAR, NOW, f"{table}.-")) == spread.never
        assert len(reporting.cases_behind(register, YEAR, NOW, "days_to_closing")) == report.results.n


def test_units_come_with_their_cases_in_order(whole: Path) -> None:
    """A call is listed by when it was made, a lesson with all of its cases."""
    with opened(whole) as register:
        calls = reporting.cases_behind(register, YEAR, NOW, "calls.ud")
        lessons = reporting.cases_behind(register, YEAR, NOW, "lesson_causes.arbejdsgang")
        covered = reporting.cases_behind(register, YEAR, NOW, "covered_departments.Ydelse")
    assert [unit.at for unit in calls] == sorted(unit.at for unit in calls)
    assert [(unit.cases, unit.at) for unit in lessons] == [((2024000001, 2024000002), "2025-03-01")]
    assert [unit.cases for unit in covered] == [(2025000001,), (2025000003,)]


@pytest.mark.parametrize(
    "key", ["", "x", "afdelinger.Ydelse", "trend.", "trend.igår", "trend.99999", "\udcff"]
)
def test_a_key_that_is_none_is_refused(whole: Path, key: str) -> None:
    """The sentence says where the keys stand."""
    with opened(whole) as register, pytest.raises(InvalidValueError, match="rapport --json"):
        reporting.cases_behind(register, YEAR, NOW, key)


@pytest.mark.parametrize("key", ["departments.'; drop table call; --", "departments.\udcff", "calls.x\x00y"])
def test_a_code_is_never_sql(whole: Path, key: str) -> None:
    """Whatever stands after the point is a value; one that nothing has lists nothing."""
    with opened(whole) as register:
        assert reporting.cases_behind(register, YEAR, NOW, key) == []


def test_every_group_names_codes_of_a_table() -> None:
    """A figure that is several codes together belongs to a table that is there."""
    for key in report_tables.GROUPS:
        assert table_of(key).key == key


def test_contacts_with_units_end_with_their_last_word(office: Path, tmp_path: Path) -> None:
    """S3: a case counts once in each table, and a contact that is silent takes nothing back."""
    path = tmp_path / "klage.db"
    path.write_bytes(office.read_bytes())
    said = (
        (1, "afventer", "ikke_vurderet", None), (2, "loest", "ja", "brud_paa_regel"),
        (3, "ikke_loest", "nej", "daarlig_oplevelse"), (1, "loest", "ja", "begge"),
        (4, "afventer", None, None), (2, "loest", None, None),
    )  # fmt: skip
    with opened(path, writing=True) as register, changing(register) as writer:
        keys = [int(str(row[0])) for row in register.rows("select id from complaint order by id")]
        for nth, (case, result, agreed, nature) in enumerate(said):
            at = local(f"2026-01-0{nth + 1}T10:00")
            contact = UnitContact(at, "leder", result, agreed_error=agreed, nature=nature)
            unit_contacts.add(writer, register, keys[case], contact)
    with opened(path) as register:
        tables = reporting.facts(register, of_year(2026), NOW).tables
        before = reporting.facts(register, between(date(2025, 12, 1), date(2025, 12, 31)), NOW).tables
    assert sum(tables["unit_contacts"].now.values()) == 6
    assert tables["unit_results"].now == {"loest": 2, "ikke_loest": 1, "afventer": 1}
    assert tables["unit_agreed_errors"].now == {"ja": 2, "nej": 1, None: 1}
    assert tables["unit_natures"].now == {"brud_paa_regel": 1, "daarlig_oplevelse": 1, "begge": 1, None: 1}
    assert before["unit_results"].now == {}


def test_working_days_of_stored_instants_and_days(whole: Path) -> None:
    """The Danish day decides: 22.30 UTC in summer is the day after."""
    sql = "select working_days(?, ?), working_days(?, ?)"
    with opened(whole) as register:
        reporting.know_working_days(register)
        found = register.one(
            sql, ("2025-06-02T21:30:00Z", "2025-06-03T22:30:00Z", "2025-06-02T08:00:00Z", "2025-06-06")
        )
    # From Monday to Wednesday; from Monday to Friday without Grundlovsdag.
    assert found == (2, 3)


@settings(any_register, max_examples=8)
@given(drawn=registers)
def test_any_register_lists_what_it_counts(empty: Path, tmp_path: Path, drawn: list[DrawnCase]) -> None:
    """Whatever was corrected, retracted, reopened or written in the wrong order: list and figure agree."""
    path = stored(empty, tmp_path, drawn)
    with opened(path) as register:
        found = as_object(reporting.report(register, PERIOD, NOW, spso=True))
        wrong = {
            key: (n, listed)
            for key, n in {*figures(found), *plain_figures(found)}
            if (listed := len(reporting.cases_behind(register, PERIOD, NOW, key))) != n
        }
    assert wrong == {}
