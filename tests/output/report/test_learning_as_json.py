"""Learning in the report's JSON."""

import json

from klage.output.report.as_json import as_json
from tests.output.report_samples import made


def test_learning_is_written_with_days_and_keys() -> None:
    """Lessons with their actions, the examples by the number of their case, and figures with their keys."""
    found = json.loads(as_json(made()))["learning"]
    assert found["n"] == 2
    lesson = found["told"][0]
    assert (lesson["formulated_on"], lesson["cases"], lesson["words"]) == (
        "2025-03-01", 4, "Jeg vidste ikke, om I havde fået det.",
    )  # fmt: skip
    assert lesson["actions"][0]["carried_out_on"] == "2025-05-20"
    assert found["examples"] == [
        {"case_no": "2025-0007", "title": "Brevet, der ikke kom", "story": "Borgeren ventede i ti uger."}
    ]
    assert found["follow_up"][0]["reason"] == "Der er ikke tid."
    assert found["recommendations"][1]["answered_on"] == "2025-02-03"
    assert found["causes"][0] == {
        "code": "arbejdsgang", "label": "Arbejdsgang", "n": 2, "of": 2, "share_percent": 100.0,
        "key": "lesson_causes.arbejdsgang",
    }  # fmt: skip
    assert [row["department"] for row in found["by_department"]] == ["Ydelse", None]
