"""Checks of codes, themes and departments."""

from pathlib import Path

import pytest

from klage.domain.forgetting import TABLES
from klage.store import office_changes
from klage.store.inspect import words as inspect_words
from klage.store.inspect.words import codes, departments, themes
from klage.store.office import Theme
from tests.store import checking, support
from tests.store.checking import found, messages, tamper


@pytest.mark.parametrize("look", [codes, departments, themes])
def test_what_klage_has_written_passes(path: Path, look: checking.Look) -> None:
    """Codes that are known, themes in use, and departments that differ."""
    path.unlink()
    support.fill(path, open_cases=10, closed_cases=10)
    assert found(look, path) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update complaint set channel = 'brevdue'", "Feltet Kanal har 2 værdier, som klage ikke kender."),
        ("update complaint set outcome = 'x' where id = 2026000001", "Feltet Resultat har 1 værdi, som klage ikke kender."),
        ("update complaint set outcome = null, mandate = null", ""),
    ],
)  # fmt: skip
def test_a_code_that_is_not_known(path: Path, statement: str, said: str) -> None:
    """The field is named with how often; nothing there is no code."""
    checking.add(path)
    checking.add(path, "En til")
    tamper(path, statement)
    assert messages(codes, path) == said


def test_every_table_with_codes_is_looked_at(path: Path) -> None:
    """Each coded field stands in its table, so that the query over them can run."""
    with support.opened(path) as register:
        for table, known in TABLES.items():
            columns = {row[0] for row in register.rows("select name from pragma_table_info(?)", (table,))}
            assert {field.key for field in known if field.codes} <= columns, table


def test_open_cases_with_a_retired_theme(path: Path) -> None:
    """Good advice, as long as the case is open."""
    path.unlink()
    support.fill(path, open_cases=2, closed_cases=3)
    with support.written(path) as writer:
        office_changes.change_theme(writer, Theme("koordinering", "Koordinering", "proces", False))
    (finding,) = found(themes, path)
    assert (finding.level, finding.message) == (
        "raad", "2 åbne sager har et tema, der er taget ud af brug.",
    )  # fmt: skip


def test_a_department_that_is_not_found_by_its_name(path: Path) -> None:
    """Its folded name was changed by another program."""
    checking.add(path)
    tamper(path, "update department set name_key = 'noget andet'")
    (finding,) = found(departments, path)
    assert finding.level == "advarsel"
    assert "1 afdeling kan ikke findes på navnet: Jobcenter." in finding.message


def test_departments_that_are_like_each_other(path: Path) -> None:
    """Each pair once, and only those in use."""
    for name in ("Jobcenter Nord", "Jobcentret Nord", "Ydelse", "Ydelser"):
        with support.written(path) as writer:
            support.add(writer, support.complaint(name, department=name))
    assert messages(departments, path) == (
        "Afdelingerne Jobcenter Nord og Jobcentret Nord ligner hinanden. Afdelingerne Ydelse og Ydelser ligner hinanden."
    )
    tamper(path, "update department set active = 0 where name in ('Ydelser', 'Jobcentret Nord')")
    assert found(departments, path) == []
    assert inspect_words.MOST_DEPARTMENTS == 500
