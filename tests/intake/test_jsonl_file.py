"""JSON lines: one object a line, and every line that is none told with its number."""

from pathlib import Path

import pytest

from klage.intake import jsonl_file
from tests.intake.support import json_rows


def test_objects_are_read_with_their_line(tmp_path: Path) -> None:
    """Empty lines are skipped and counted."""
    rows = json_rows(tmp_path, '{"summary": "a"}\n\n{"summary": "b", "Fejl": "x", "Linje": 3}\n')
    assert [(row.line, row.values) for row in rows] == [(1, {"summary": "a"}), (3, {"summary": "b"})]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("[1]", "objekt"),
        ('{"summary": ', "gyldig"),
        ("[" * 100_000, "gyldig"),
        ('{"minutes": ' + "1" * 5000 + "}", "gyldig"),
        ('{"skostoerrelse": 42}', "kendes ikke"),
    ],
)
def test_line_that_is_no_case_is_a_fault(tmp_path: Path, line: str, word: str) -> None:
    """A list, half an object, a bomb and a misspelled field each become a problem, and reading goes on."""
    rows = json_rows(tmp_path, f'{{"summary": "a"}}\n{line}\n{{"summary": "b"}}\n')
    assert [row.line for row in rows] == [1, 2, 3]
    assert word in str(rows[1].problem)
    assert rows[1].raw == f"{line}\n"


def test_endless_line_is_read_past(tmp_path: Path) -> None:
    """A line longer than any case is a fault, and is not kept in memory."""
    long = '{"summary": "' + "x" * (jsonl_file.LONGEST_LINE * 2) + '"}'
    rows = json_rows(tmp_path, f'{{"summary": "a"}}\n{long}\n{{"summary": "b"}}')
    assert [(row.line, bool(row.problem)) for row in rows] == [(1, False), (2, True), (3, False)]


def test_a_lesson_has_keys_of_its_own(tmp_path: Path) -> None:
    """They are no keys of a case, and those of a case are none of a lesson's."""
    lesson = '{"record": "lesson", "observation": "Breve blev glemt.", "actions": []}'
    one, two, three, four = json_rows(
        tmp_path,
        f'{lesson}\n{{"observation": "x"}}\n{{"record": "lesson", "phone": "x"}}\n{{"record": "andet"}}\n',
    )
    assert one.values == {"record": "lesson", "observation": "Breve blev glemt.", "actions": []}
    assert all("kendes ikke" in str(row.problem) for row in (two, three, four))
