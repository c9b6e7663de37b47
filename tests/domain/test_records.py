"""Every table and column has its words: held against the schema itself."""

import json
import sqlite3
from pathlib import Path

import pytest

from klage.domain import fields, records
from klage.domain.fields import Field
from klage.store.register import create_register
from klage.store.writing import CASE_TABLES, KEYS
from tests.cli import assert_danish


@pytest.fixture
def schema(tmp_path: Path) -> dict[str, set[str]]:
    """Return the columns of every table of a new register."""
    path = tmp_path / "klage.db"
    create_register(path)
    connection = sqlite3.connect(path)
    tables = [
        name
        for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")
        if not name.startswith(("search_", "sqlite_")) or name == "search_word"
    ]
    found = {table: {row[1] for row in connection.execute(f"pragma table_info({table})")} for table in tables}
    connection.close()
    return found


def test_no_table_is_missing(schema: dict[str, set[str]]) -> None:
    """Whoever adds a table says what a row of it is called, or that it stands outside the history."""
    assert {*records.RECORDS} | records.OUTSIDE == {*schema}
    assert not records.RECORDS.keys() & records.OUTSIDE
    assert (CASE_TABLES | KEYS.keys()) <= records.RECORDS.keys()


def test_no_column_is_missing(schema: dict[str, set[str]]) -> None:
    """Each column is told or hidden, and not both; the columns of when are among them."""
    for table, record in records.RECORDS.items():
        told = [field.key for field in record.fields]
        assert {*told} | record.hidden == schema[table], table
        assert len({*told}) == len(told), table
        assert not {*told} & record.hidden, table
        assert {record.happened, record.noted} - {None} <= schema[table], table
        assert record.usual.keys() | record.follows <= {*told}, table


def test_the_words_are_danish() -> None:
    """What a person reads holds no English, and no label is left empty."""
    for record in records.RECORDS.values():
        assert_danish(" ".join([record.noun, record.added, *(field.label for field in record.fields)]))
        assert all(field.label for field in record.fields)


def test_what_is_personal_elsewhere_is_personal_here() -> None:
    """The fields of a complaint, a call and a closing are the same objects, with the same privacy."""
    for table, known in (("complaint", fields.COMPLAINT), ("call", fields.CALL), ("closing", fields.CLOSING)):
        told = fields.by_key(records.RECORDS[table].fields)
        for field in known:
            key = "department_id" if field.kind == "department" else field.key
            assert told[key].personal == field.personal
            assert told[key].label == field.label


NAMES: records.Names = {
    "department": {1: "Jobcenter"},
    "theme": {"koordinering": "Koordinering"},
    "mediator": {},
}
VALUES = [
    ("complaint", "received_at", "2026-11-20T09:00:00Z", "fredag 20. november 2026 kl. 10.00", "2026-11-20T09:00:00Z"),
    ("complaint", "ack_sent_on", "2026-11-20", "fredag 20. november 2026", "2026-11-20"),
    ("complaint", "child_concern", 1, "ja", True),
    ("complaint", "child_concern", 0, "nej", False),
    ("complaint", "channel", "brev", "Brev", "brev"),
    ("complaint", "channel", "drone", "drone", "drone"),
    ("complaint", "phone", "20123456", "20 12 34 56", "20123456"),
    ("complaint", "related_case", 2026000042, "2026-0042", "2026-0042"),
    ("complaint", "department_id", 1, "Jobcenter", "Jobcenter"),
    ("complaint", "department_id", 9, "nr. 9", "nr. 9"),
    ("complaint", "wanted_outcome", None, "", None),
    ("complaint", "call_policy", "doegn:24:", "24 timer i træk", "doegn:24:"),
    ("complaint", "call_policy", "hverdage:1:2026-11-20", "1 time på hverdage, fra fredag 20. november 2026",
     "hverdage:1:2026-11-20"),
    ("point", "theme", "koordinering", "Koordinering", "koordinering"),
    ("point", "theme", "ukendt_tema", "ukendt_tema", "ukendt_tema"),
    ("point", "severity", 2, "middel", 2),
    ("journey_event", "experience", -2, "meget dårlig", -2),
    ("opening_hours", "weekday", 1, "mandag", 1),
    ("opening_hours", "opens", "09:30", "kl. 09.30", "09:30"),
    ("imported_file", "complaints", 1564, "1.564", 1564),
    ("base_number", "year", 2013, "2013", 2013),
    ("policy", "levels", '["raadmand", "direktoer"]', "Rådmand og Direktør", ["raadmand", "direktoer"]),
    ("policy", "levels", "[]", "alle", []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value", "said", "plain"), VALUES)
def test_how_a_value_is_told(table: str, column: str, value: object, said: str, plain: object) -> None:
    """For a person as klage writes it elsewhere; for a script as JSON has it elsewhere."""
    field = fields.by_key(records.RECORDS[table].fields)[column]
    assert records.said(value, field, NAMES) == said
    assert json.loads(json.dumps(records.plain(value, field, NAMES))) == plain


def test_the_keys_of_json() -> None:
    """A department stands under the key that ``vis --json`` has for it."""
    assert records.json_key(Field("department_id", "Afdeling", "department")) == "department"
    assert records.json_key(Field("mediator_id", "Mægler", "mediator")) == "mediator"
    assert records.json_key(Field("lesson_id", "Læringspunkt", "number")) == "lesson_id"
