"""The figures of learning: lessons, S2's two questions, actions and feedback."""

from klage.domain.report.loop import loop_from
from tests.domain.report.test_report import EMPTY, tables


def test_the_figures_of_learning() -> None:
    """Lessons by level and cause, both questions by department in Danish order, none last."""
    found = loop_from(
        tables(
            EMPTY,
            lessons={"afdeling": 3, "kommune": 1},
            lesson_causes={"kapacitet": 1, None: 3},
            eye_level={"ja": 1, "nej": 2, None: 1},
            eye_level_departments={"nej:Ældre": 1, "nej:Børn": 1, "ja:": 1},
            expectations_departments={"delvist:Børn": 1},
            actions={"aftalt": 2},
            feedback={"givet": 3},
        )
    )
    assert found.n == 4
    assert [row.department for row in found.by_department] == ["Børn", "Ældre", None]
    first = found.by_department[0]
    assert [(row.label, row.n) for row in first.eye_level if row.n] == [("Nej", 1)]
    assert [(row.n, row.key) for row in first.expectations_agreed if row.n] == [
        (1, "expectations_departments.delvist:Børn")
    ]
    assert {row.code: row.n for row in found.causes if row.n} == {"kapacitet": 1, None: 3}
    assert [row.n for row in found.feedback] == [3, 0]


def test_nothing_learnt() -> None:
    """An empty register has empty tables."""
    found = loop_from(EMPTY)
    assert (found.n, found.by_department) == (0, ())
