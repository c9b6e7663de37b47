"""The published report as JSON: stable keys, no small number, no way back to a case or a person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from klage.domain.report.publication import published
from klage.output.report.as_json import written
from klage.output.report.publication_json import as_object
from tests.output.report.test_publication_page import PUBLIC
from tests.output.report_samples import LEARNING, made, one_of

COUNTS = {"n", "of", "previous", "complaints", "covered"}


def counts(found: Any) -> Iterator[int]:
    """Yield every count in a JSON object, however deep it lies."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key in COUNTS and isinstance(value, int):
                yield value
            else:
                yield from counts(value)
    if isinstance(found, list):
        for value in found:
            yield from counts(value)


def test_no_count_is_small() -> None:
    """Nor is one hidden in the balance."""
    found = json.loads(written(as_object(PUBLIC)))
    numbers = [*counts(found), *found["balance"].values()]
    assert len(numbers) > 100
    assert not [n for n in numbers if 0 < n < 5]


def test_the_keys() -> None:
    """They are added to, never removed."""
    found = as_object(PUBLIC)
    assert [*found] == [
        "published", "smallest_cell", "period", "previous_period", "generated_at", "generated_at_local", "complaints",
        "balance", "tables", "parts", "medians", "trend", "base_numbers", "withheld", "examples", "lessons",
        "follow_up", "recommendations", "texts_left_out",
    ]  # fmt: skip
    assert [*found["tables"]["channels"]] == ["counts_once", "is_whole", "rows"]
    assert [*found["complaints"]] == [
        "code",
        "label",
        "n",
        "of",
        "share_percent",
        "previous",
        "change_percent",
    ]
    assert found["parts"]["tried_in_time"] == {"n": 170, "of": 180, "share_percent": 94.4}


def test_nobody_is_named_and_no_case() -> None:
    """Neither an ambassador nor a leader, and no number of a case or of a lesson."""
    text = written(as_object(replace(PUBLIC, learning=LEARNING)))
    assert "Bo Holm" not in text
    assert "Eva Lund" not in text
    assert "2025-0007" not in text
    assert json.loads(text)["lessons"][0]["actions"][0]["carried_out_on"] == "2025-05-20"
    assert json.loads(text)["recommendations"][1]["answered_on"] == "2025-02-03"


def test_too_few_are_null() -> None:
    """A report of four complaints has its keys and nothing in them."""
    found = as_object(published(made(one_of(formalitet=4))))
    assert (found["complaints"], found["tables"], found["withheld"]) == (None, {}, ["complaints"])
