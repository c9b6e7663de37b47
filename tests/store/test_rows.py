"""Rows: every field of every record comes back as it was put in, and the columns are the fields."""

from dataclasses import fields as attributes
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import fields, vocabulary
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.fields import Field
from klage.domain.promise import Promise
from klage.errors import DamagedError
from klage.store import cases, rows
from tests.store import support

RECORDS: list[tuple[str, type[Any], tuple[Field, ...]]] = [
    ("complaint", Complaint, fields.COMPLAINT),
    ("point", Point, fields.POINT),
    ("call", Call, fields.CALL),
    ("closing", Closing, fields.CLOSING),
]
BESIDE = {
    "complaint": {"id", "case_no", "covered", "call_due_at", "call_policy", "had_opening_hours", "closed_at",
                  "fingerprint", "mail_print"},
    "point": {"id", "complaint_id"},
    "call": {"id", "complaint_id", "corrects", "retracted_at"},
    "closing": {"id", "complaint_id", "retracted_at"},
}  # fmt: skip
"""The columns that are no field: keys, what was promised, and what is worked out."""

instants = st.integers(0, 10**8).map(lambda s: support.NOW - timedelta(seconds=s))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
departments = st.sampled_from(["Jobcenter", "Ældreplejen", "Århus Ø"])
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "line": texts,
    "department": departments,
    "instant": instants,
    "date": st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    "flag": st.booleans(),
    "number": st.integers(1, 3),
    "case": st.none(),
}


def values(record: type[Any], described: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    """Return a strategy of records with any value in every field."""
    empty = {each.name for each in attributes(record) if each.default is None}
    by_field = {}
    for field in described:
        one = (
            st.sampled_from(sorted(field.codes or dict(themes())))
            if field.kind == "code"
            else KINDS[field.kind]
        )
        by_field[field.key] = st.none() | one if field.key in empty else one
    return st.builds(record, **by_field)


def themes() -> list[tuple[str, str]]:
    """Return code and label of the themes that a register begins with."""
    return [(code, label) for code, label, _ in vocabulary.THEMES]


def fitting(call: Call) -> Call:
    """Return the call with the one thing that the schema itself asks for."""
    return call if call.result == "talt_med" else replace(call, conversation_result=None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_everything_comes_back_as_it_was_put_in(path: Path, data: st.DataObject) -> None:
    """A complaint with any fields, its points, calls, closings and promise."""
    points = data.draw(st.lists(values(Point, fields.POINT), max_size=3))
    complaint = replace(data.draw(values(Complaint, fields.COMPLAINT)), points=tuple(points))
    promise = Promise(
        data.draw(st.booleans()), data.draw(instants), data.draw(texts), data.draw(st.booleans())
    )
    calls = [fitting(call) for call in data.draw(st.lists(values(Call, fields.CALL), max_size=3))]
    closings = data.draw(st.lists(values(Closing, fields.CLOSING), max_size=2))
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = cases.add(writer, complaint, promise)
            for call in calls:
                cases.add_call(writer, key, call)
            for closing in closings:
                cases.add_closing(writer, key, closing)
        found = cases.get(register, key)
    expected = replace(complaint, registered_at=complaint.registered_at or support.NOW)
    if closings:
        expected = replace(expected, handling_method=None, outcome=None)
        if closings[-1].kind in ("afsluttet", "sammenlagt"):
            expected = replace(expected, handling_method=closings[-1].method, outcome=closings[-1].outcome)
    assert (found.id, found.complaint, found.promise) == (key, expected, promise)
    logged = [replace(call, logged_at=call.logged_at or support.NOW) for call in calls]
    assert list(found.calls) == sorted(logged, key=lambda call: call.called_at)
    assert list(found.closings) == sorted(closings, key=lambda closing: closing.at)


@pytest.mark.parametrize(("table", "record", "described"), RECORDS, ids=[row[0] for row in RECORDS])
def test_record_fields_and_columns_agree(
    path: Path, table: str, record: type[Any], described: tuple[Field, ...]
) -> None:
    """A field that is added in one place and not in the others is noticed here."""
    keys = {field.key for field in described}
    assert {each.name for each in attributes(record)} - {"points"} == keys
    with support.opened(path) as register:
        columns = {str(row[1]) for row in register.rows(f"pragma table_xinfo({table})")}
    assert columns - BESIDE[table] == {rows.column(field) for field in described}


def test_one_description_for_each_key() -> None:
    """Labels and keys are given once, and a vocabulary belongs to a code."""
    for _, _, described in RECORDS:
        assert len(fields.by_key(described)) == len(described) == len({field.label for field in described})
        assert all(
            (field.codes is None) == (field.kind != "code" or field.key == "theme") for field in described
        )


@pytest.mark.parametrize(
    "sql",
    [
        "update complaint set received_at = '2026-13-40T10:00:00Z'",
        "update complaint set ack_sent_on = '2026-02-30'",
    ],
)
def test_a_day_that_cannot_be_read_is_damage(path: Path, sql: str) -> None:
    """A stored day or instant that is none was not written by klage: 6, and no bug."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint(ack_sent_on=date(2026, 11, 1)))
        register.connection.execute(sql)
        with pytest.raises(DamagedError):
            cases.get(register, key)


def test_instants_and_flags_are_stored_as_the_schema_says() -> None:
    """Text in UTC, 0 or 1, a day as ISO, a department as its key; from_column is the way back."""
    by_key = fields.by_key(fields.COMPLAINT)
    stored = {
        "received_at": (datetime.fromisoformat("2014-10-21T12:09:00+02:00"), "2014-10-21T10:09:00Z"),
        "child_concern": (True, 1),
        "answered_on": (date(2014, 10, 21), "2014-10-21"),
        "summary": ("tekst", "tekst"),
        "related_case": (2026000001, 2026000001),
    }
    for key, (value, column) in stored.items():
        assert rows.to_column(value, by_key[key], {}) == column
        assert rows.from_column(column, by_key[key]) == value
    assert rows.to_column("Ydelse", by_key["department"], {"Ydelse": 7}) == 7
    assert rows.to_column(None, by_key["department"], {}) is None
