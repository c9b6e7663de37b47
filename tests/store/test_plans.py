"""How SQLite goes about the queries that run every day: by an index, never through all there is."""

from pathlib import Path

import pytest

from klage.store import cases, merging, seal, search
from klage.store.register import Parameters
from tests.store import support

HOT: dict[str, tuple[str, Parameters, str]] = {
    "the open cases": (seal.OPEN_CASES, (), "INDEX complaint_open"),
    "their calls": (seal.CALLS, (), "INDEX call_complaint"),
    "a case by its number": ("select * from complaint where id = ?", (1,), "INTEGER PRIMARY KEY"),
    "a retry": (
        cases.JUST_REGISTERED,
        (1, "", "", ""),
        "INDEX complaint_fingerprint (fingerprint=? AND received_at>? AND received_at<?)",
    ),
    "an import seen before": (
        cases.IDENTICAL,
        (1, ""),
        "INDEX complaint_fingerprint (fingerprint=? AND received_at=?)",
    ),
    "a citizen's other cases": (cases.OF_CITIZEN, ("", 1), "INDEX complaint_phone"),
    "what a case is merged into": (cases.SURVIVOR, (1,), "INTEGER PRIMARY KEY"),
    "what was merged into it": (merging.MEMBERS, (1,), "INDEX complaint_merged"),
    "the newest hits": (search.NEWEST, {"match": "x", "limit": 1}, "VIRTUAL TABLE INDEX"),
}


@pytest.mark.parametrize("name", HOT)
def test_the_plan(path: Path, name: str) -> None:
    """The index that the query was given is the one that it uses."""
    sql, parameters, expected = HOT[name]
    with support.opened(path) as register:
        plan = [str(row[3]) for row in register.rows(f"explain query plan {sql}", parameters)]
    print(*plan, sep="\n")
    assert any(expected in step for step in plan)


@pytest.mark.parametrize("name", ["the open cases", "their calls", "a retry", "a citizen's other cases"])
def test_nothing_is_read_through(path: Path, name: str) -> None:
    """No step walks a whole table (walking the index of open cases is the point of it)."""
    sql, parameters, _ = HOT[name]
    with support.opened(path) as register:
        plan = [str(row[3]) for row in register.rows(f"explain query plan {sql}", parameters)]
    print(*plan, sep="\n")
    assert [step for step in plan if step.startswith("SCAN") and "complaint_open" not in step] == []
