"""How SQLite goes about the queries that run every day: by an index, never through all there is."""

from pathlib import Path

import pytest

from klage.store import cases, handover, merging, seal, search
from klage.store.importing import seen
from klage.store.register import Parameters
from tests.store import support

HOT: dict[str, tuple[str, Parameters, str]] = {
    "what can be due": (seal.CASES, (), "INDEX complaint_open"),
    "and is promised": (seal.CASES, (), "INDEX step_open"),
    "their calls": (seal.CALLS, (), "INDEX call_complaint"),
    "promised steps": (seal.DATES, (), "INDEX step_open"),
    "the dates of open cases": (seal.DATES, (), "INDEX complaint_open"),
    "actions": (seal.DATES, (), "INDEX action_open"),
    "dialogue meetings": (seal.DATES, (), "INDEX mediation_complaint"),
    "a case by its number": ("select * from complaint where id = ?", (1,), "INTEGER PRIMARY KEY"),
    "a retry": (
        cases.JUST_REGISTERED,
        (1, "", "", ""),
        "INDEX complaint_fingerprint (fingerprint=? AND received_at>? AND received_at<?)",
    ),
    "an import seen before": (
        seen.SAME,
        (1, ""),
        "INDEX complaint_fingerprint (fingerprint=? AND received_at=?)",
    ),
    "a citizen's other cases": (cases.OF_CITIZEN, ("", 1), "INDEX complaint_phone"),
    "what a case is merged into": (cases.SURVIVOR, (1,), "INTEGER PRIMARY KEY"),
    "what was merged into it": (merging.MEMBERS, (1,), "INDEX complaint_merged"),
    "what is handed over": (cases.select(handover.WAITING), (), "INDEX complaint_open"),
    "and is still promised": (cases.select(handover.WAITING), (), "INDEX step_open"),
    "what is printed": (cases.select(handover.OF_KEYS), ("[1]",), "SEARCH c USING INTEGER PRIMARY KEY"),
    "words inside words": (search.INSIDE, {"word": "x", "limit": 1}, "COVERING INDEX search_word_letters"),
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


@pytest.mark.parametrize(
    "name",
    [
        "what can be due",
        "their calls",
        "promised steps",
        "a retry",
        "a citizen's other cases",
        "what is handed over",
    ],
)
def test_nothing_is_read_through(path: Path, name: str) -> None:
    """No step walks a whole table (walking the index of open cases, steps or actions is the point of it)."""
    sql, parameters, _ = HOT[name]
    with support.opened(path) as register:
        plan = [str(row[3]) for row in register.rows(f"explain query plan {sql}", parameters)]
    print(*plan, sep="\n")
    walks = [step for step in plan if step.startswith("SCAN")]
    assert [step for step in walks if not step.endswith(("complaint_open", "step_open", "action_open"))] == []
