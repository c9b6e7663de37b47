"""A lesson whole: who has not heard of it yet, and how it is read from a line of a file."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from klage.domain.learning.action import Action
from klage.domain.learning.learning import KEYS, Learning, Numbered, Source, learning_from
from klage.domain.learning.lesson import Lesson
from klage.domain.reading import Reader
from klage.domain.vocabulary import THEMES
from klage.errors import InvalidValueError

TODAY = date(2026, 11, 20)
READER = Reader(datetime(2026, 11, 20, 10, tzinfo=UTC), {code: label for code, label, _ in THEMES})
LINE: dict[str, Any] = {
    "record": "lesson", "lesson_no": 3, "formulated_on": "2026-10-01", "observation": "Breve blev glemt.",
    "cause": "arbejdsgang", "department": "Ydelse", "theme": "manglende_svar",
    "cases": [{"case_no": "2026-0001", "feedback_given_on": "2026-11-01"}, {"case_no": "2026-0004"}],
    "actions": [
        {"action_no": 7, "what": "Postliste", "kind": "arbejdsgang", "proposed_on": "2026-10-01",
         "status": "aftalt", "leader": "Eva Lund", "due_on": "2026-12-01", "agreed_on": "2026-10-05"},
    ],
}  # fmt: skip


def test_a_line_is_read_whole() -> None:
    """Numbers, cases with what their citizens were told, and actions."""
    found = learning_from(LINE, READER, TODAY)
    assert found.number == 3
    assert found.lesson == Lesson(
        date(2026, 10, 1), "Breve blev glemt.", "arbejdsgang", department="Ydelse", theme="manglende_svar"
    )
    assert found.sources == (Source(2026000001, date(2026, 11, 1)), Source(2026000004))
    ((number, action),) = found.actions
    assert (number, action.status, action.due_on) == (7, "aftalt", date(2026, 12, 1))
    assert LINE.keys() <= KEYS


def test_a_line_may_be_without_numbers() -> None:
    """A lesson gets one, and a case may be named by its receipt."""
    line = {**LINE, "cases": [{"received_at": "2026-09-01T08:00:00Z"}], "actions": [], "lesson_no": None}
    found = learning_from(line, READER, TODAY)
    assert (found.number, found.actions) == (0, ())
    assert found.sources == (Source(0, None, datetime(2026, 9, 1, 8, tzinfo=UTC)),)


def action(**more: Any) -> dict[str, Any]:
    """Return the line with an action that has other values."""
    return {**LINE, "actions": [LINE["actions"][0], {**LINE["actions"][0], **more}]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({**LINE, "observation": None}, "Hvad der skete: mangler."),
        ({**LINE, "formulated_on": "2027-10-01"}, "Formuleret: "),
        ({**LINE, "cause": "vejret"}, "Årsag: Værdien kendes ikke."),
        ({**LINE, "department": None}, "Afdelingen mangler"),
        ({**LINE, "cases": None}, "Sager: Et læringspunkt skal komme fra mindst én sag."),
        ({**LINE, "cases": [{}]}, "Sager: Hver sag skal have et nummer."),
        ({**LINE, "cases": ["2026-0001"]}, "Sager: Her skal stå en liste"),
        ({**LINE, "cases": [{"case_no": "2026-0001", "navn": "x"}]}, "Et felt kendes ikke."),
        ({**LINE, "cases": [{"case_no": "1", "feedback_given_on": "2026-12-24"}]}, "Borgeren orienteret: "),
        ({**LINE, "actions": {}}, "Handlinger: Her skal stå en liste"),
        (action(what=None), "Handling 2: Hvad der skal gøres: mangler."),
        (action(leader=None), "Handling 2: En aftale har en leder"),
        (action(agreed_on="2026-09-01"), "Handling 2: Dagene skal stå i rækkefølge"),
        (action(trained="mange"), "Handling 2: Antal oplært: "),
    ],
)
def test_what_is_wrong_is_said(line: dict[str, Any], said: str) -> None:
    """One sentence that says where, without what stood there."""
    with pytest.raises(InvalidValueError) as caught:
        learning_from(line, READER, TODAY)
    assert caught.value.sentence.startswith(said)


def test_citizens_hear_of_what_is_carried_out() -> None:
    """Until something is, there is nothing to tell; then those who have not heard of it are left."""
    lesson = Lesson(TODAY, "Breve blev glemt.")
    idea = Action("Postliste", "arbejdsgang", TODAY)
    done = Action("Postliste", "arbejdsgang", TODAY, "gennemfoert")
    sources = (Source(1, TODAY), Source(2), Source(3))
    assert Learning(1, lesson, sources, (Numbered(1, idea),)).untold == []
    assert Learning(1, lesson, sources, (Numbered(1, idea), Numbered(2, done))).untold == [2, 3]
