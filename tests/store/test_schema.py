"""The schema: strict, guarded, and as old as its number of migrations says."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from klage.domain import promise, vocabulary
from klage.store import office, schema
from klage.store.file import VERSION
from tests.store import support

TRIGGERS = {
    "event_is_never_changed",
    "event_is_never_deleted",
    "event_is_never_replaced",
    "event_content_is_never_changed",
    "event_content_is_never_replaced",
}


def test_every_table_is_strict(path: Path) -> None:
    """Only sqlite-utils' own table and the search index are not."""
    with support.opened(path) as register:
        loose = {str(row[0]) for row in register.rows("select name from pragma_table_list where strict = 0")}
    ours = {name for name in loose if not name.startswith(("sqlite_", "search"))}
    assert ours == {"_sqlite_migrations"}


def test_the_triggers_are_those_that_guard_the_history(path: Path) -> None:
    """A migration that drops one without a word is noticed here."""
    with support.opened(path) as register:
        found = {row[0] for row in register.rows("select name from sqlite_master where type = 'trigger'")}
    assert found == TRIGGERS


def test_the_version_is_the_number_of_migrations() -> None:
    """``VERSION`` is read without importing the schema, so a test keeps them equal."""
    found = [migration.name for migration in schema.migrations.pending(Database(memory=True))]
    assert len(found) == VERSION
    assert found == sorted(found)


def test_a_register_begins_with_themes_and_opening_hours(path: Path) -> None:
    """Nothing must be set up before the first complaint."""
    with support.opened(path) as register:
        themes = [(theme.code, theme.label, theme.group) for theme in office.themes(register)]
        assert themes == [tuple(theme) for theme in vocabulary.THEMES]
        assert office.opening_hours(register) == promise.DEFAULT_OPENING_HOURS
        assert office.policies(register) == []


@pytest.mark.parametrize(
    "sql",
    [
        "insert into department (name, name_key) values ('', 'x')",
        "insert into number_counter values (26, 1)",
        "insert into opening_hours values (8, '09:00', '15:00')",
        "insert into opening_hours values (6, '15:00', '09:00')",
        "insert into closing_day values ('24/12', 'Jul')",
        "insert into policy (hours, counting) values (0, 'doegn')",
        "insert into policy (hours, counting, levels) values (24, 'doegn', 'alle')",
        "insert into seal values (2, x'00')",
        "insert into number_counter values (2026, 'mange')",
    ],
)
def test_a_row_that_cannot_be_is_refused_by_the_file_itself(path: Path, sql: str) -> None:
    """Whoever writes it: the checks stand in the schema."""
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)
    connection.close()
