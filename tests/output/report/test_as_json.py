"""The report as a script reads it."""

import json
from typing import Any

from klage.output.report.as_json import as_json
from tests.domain.report.test_report import EMPTY
from tests.output.report_samples import FACTS, made


def keys(value: Any, path: str = "") -> set[str]:
    """Return the paths of all keys in a JSON value."""
    if isinstance(value, list):
        return {found for item in value for found in keys(item, path)}
    if not isinstance(value, dict):
        return set()
    here = {f"{path}{key}" for key in value}
    return here | {found for key, item in value.items() for found in keys(item, f"{path}{key}.")}


def test_the_json_has_the_figures_and_their_base() -> None:
    """Per cent have one decimal, and every share has what it is a share of."""
    found = json.loads(as_json(made()))
    assert found["complaints"] == {
        "code": "klage",
        "label": "Klager",
        "n": 207,
        "of": 207,
        "share_percent": 100.0,
        "previous": 184,
        "change_percent": 12.5,
        "key": "complaints.klage",
    }
    assert found["period"]["label"] == "2025"
    assert found["period"]["end"] == "2025-12-31T23:00:00Z"
    assert found["period"]["end_local"] == "2026-01-01T00:00:00+01:00"
    assert found["service"]["tried_in_time"] == {
        "n": 170,
        "of": 180,
        "share_percent": 94.4,
        "key": "service.tried_in_time",
    }
    assert found["themes"]["points_per_complaint"] == 1.36
    assert found["calls"]["heard"]["asked"] == 40
    assert found["results"]["by_method"][0] == {
        "outcome": "medhold",
        "handling_method": "moede",
        "n": 150,
        "key": "by_method.medhold:moede",
    }
    assert found["base_numbers"] == [
        {
            "year": 2025,
            "department": None,
            "what": "borgerforløb",
            "number": 100_000,
            "complaints": 207,
            "covered": 200,
            "share_percent": 0.2,
            "complaints_share_percent": 0.2,
        }
    ]
    contacts = found["unit_contacts"]
    assert (contacts["n"], contacts["cases"]) == (5, 4)
    assert contacts["breaches_of_rules"] == {
        "n": 2,
        "of": 4,
        "share_percent": 50.0,
        "key": "unit_natures.breaches",
    }
    assert contacts["poor_experiences"]["share_percent"] == 25.0
    assert contacts["results"][0] == {
        "code": "loest",
        "label": "Løst",
        "n": 3,
        "of": 4,
        "share_percent": 75.0,
        "key": "unit_results.loest",
    }


def test_the_keys_are_the_same_for_an_empty_register() -> None:
    """What is not known is null; no key comes and goes (rows of tables aside)."""
    tables = (
        *(
            "trend.",
            "months.",
            "departments.",
            "results.by_method.",
            "base_numbers.",
            "calls.felt_departments.",
        ),
        *(
            f"learning.{rows}."
            for rows in ("by_department", "told", "follow_up", "examples", "recommendations")
        ),
        "journeys.causes.",
    )
    full, empty = (keys(json.loads(as_json(made(facts)))) for facts in (FACTS, EMPTY))
    assert {key for key in full if not key.startswith(tables)} == {
        key for key in empty if not key.startswith(tables)
    }
    assert json.loads(as_json(made(EMPTY)))["first_received_at_local"] is None


def test_the_keys_that_scripts_rely_on() -> None:
    """The outermost keys of the object: added to, never removed."""
    assert [*json.loads(as_json(made()))] == [
        "period", "previous_period", "generated_at", "generated_at_local", "first_received_at",
        "first_received_at_local", "complaints", "contact_types", "balance", "complaint_kinds", "trend", "months",
        "addressee_levels", "channels", "departments", "themes", "service", "calls", "results",
        "unit_contacts",
        "base_numbers", "recurrences", "caveats", "appeals", "working_days", "mediations", "journeys", "learning",
        "signals",
        "figure_keys",
    ]  # fmt: skip
