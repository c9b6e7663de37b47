"""The published report as one JSON object with stable English keys; nothing in it is a small number.

``tables`` holds what could be published: a table that is not there was left out (``withheld``) or is
empty. Where rows were merged the last one has the code ``oevrige``; how many they were is not told.
"""

from datetime import date

from klage.clock import to_local, to_text
from klage.domain.report.learning import Action, Lesson, Recommendation
from klage.domain.report.published import Part, Published, Table
from klage.domain.report.report import Year
from klage.domain.statistics.figures import per_cent
from klage.domain.statistics.suppression import SMALLEST
from klage.output.report.as_json import Json, counted, days


def as_object(report: Published) -> Json:
    """Return the published report as what JSON is made of."""
    return {
        "published": True,
        "smallest_cell": SMALLEST,
        "period": {**days(report.period), "is_over": report.is_over},
        "previous_period": days(report.previous),
        "generated_at": to_text(report.now),
        "generated_at_local": to_local(report.now).isoformat(),
        "complaints": None if report.complaints is None else counted(report.complaints),
        "balance": dict(report.balance),
        "tables": {table.key: _table(table) for table in report.tables},
        "parts": {part.key: _part(part) for part in report.parts},
        "medians": {key: round(value, 2) for key, value in report.medians},
        "trend": [_year(year) for year in report.years],
        "base_numbers": [
            {
                **each.base._asdict(),
                "complaints": each.complaints,
                "covered": each.covered,
                "share_percent": per_cent(each.share),
                "complaints_share_percent": per_cent(each.complaints_share),
            }
            for each in report.base_numbers
        ],
        "withheld": list(report.withheld),
        "examples": [{"title": one.title, "story": one.story} for one in report.learning.examples],
        "lessons": [_lesson(lesson) for lesson in report.learning.lessons],
        "follow_up": [_action(action) for action in report.learning.follow_up],
        "recommendations": [_recommendation(one) for one in report.learning.recommendations],
        "texts_left_out": report.left_out,
    }


def _lesson(lesson: Lesson) -> Json:
    return {
        "formulated_on": lesson.formulated_on.isoformat(),
        "observation": lesson.observation,
        "cause": lesson.cause,
        "insight": lesson.insight,
        "level": lesson.level,
        "department": lesson.department,
        "theme": lesson.theme,
        "process_stage": lesson.process_stage,
        "words": lesson.words,
        "actions": [_action(action) for action in lesson.actions],
    }


def _action(action: Action) -> Json:
    return {
        "what": action.what,
        "kind": action.kind,
        "status": action.status,
        "department": action.department,
        "due_on": _day(action.due_on),
        "carried_out_on": _day(action.carried_out_on),
        "reason": action.reason,
        "effect_goal": action.effect_goal,
        "effect_result": action.effect_result,
    }


def _recommendation(one: Recommendation) -> Json:
    return {
        "given_on": _day(one.given_on),
        "what": one.what,
        "addressed_to": one.addressed_to,
        "answer": one.answer,
        "answered_on": _day(one.answered_on),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _table(table: Table) -> Json:
    return {
        "counts_once": table.counts_once,
        "is_whole": table.is_whole,
        "rows": [counted(row) for row in table.rows],
    }


def _part(part: Part) -> Json:
    return {"n": part.n, "of": part.of, "share_percent": per_cent(part.n / part.of)}


def _year(year: Year) -> Json:
    return {
        "year": year.year,
        "total": counted(year.total),
        "complaint_kinds": [counted(row) for row in year.kinds],
    }
