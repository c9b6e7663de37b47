"""Whole cases as a file: JSON lines or CSV, which ``klage import`` reads back without loss.

Codes are written as they are stored, because labels may be reworded while a file lies for twenty
years. CSV has Danish headings; what is a list in a case is JSON in a cell.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from klage import clock
from klage.domain import appeal, fields, mediation, unit_contact
from klage.domain.beside import Beside
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.domain.cells import spreadsheet
from klage.domain.fields import Field
from klage.domain.journey import journey
from klage.domain.learning import action, example, learning, lesson, recommendation
from klage.domain.learning.example import Told
from klage.domain.learning.learning import Learning
from klage.domain.learning.recommendation import Numbered
from klage.domain.work import Work
from klage.output.safe import json_escaped

COLUMNS = (
    "case_no",
    *(field.key for field in fields.COMPLAINT),
    *("points", "calls", "closings"),
    *("steps", "appeal", "mediations", "unit_contacts", "journey"),
    *("covered", "call_due_at", "call_policy", "had_opening_hours"),
)
_BY_KEY = fields.by_key(fields.COMPLAINT + fields.CASE)


def as_jsonl(records: Iterable[Case | Beside], *, with_names: bool) -> Iterator[str]:
    """Yield a JSON object and a newline for each case, and for what stands beside the cases."""
    for record in records:
        if isinstance(record, Case):
            members = _members(record, with_names=with_names)
        else:
            members = _beside(record, with_names=with_names)
        yield json_escaped(_json(members)) + "\n"


def as_csv(records: Iterable[Case | Beside], *, with_names: bool) -> Iterator[str]:
    """Yield the lines of a CSV file as Danish Excel opens it: BOM, ``;``, Danish headings.

    A lesson comes from several cases, so a sheet with a case in each row has no place for it.
    """
    keys = [key for key in COLUMNS if with_names or not _BY_KEY[key].personal]
    yield "\ufeff" + _csv_line([_BY_KEY[key].label for key in keys])
    for record in records:
        if isinstance(record, Case):
            members = _members(record, with_names=with_names)
            yield _csv_line([_cell(members[key]) for key in keys])


def _members(case: Case, *, with_names: bool) -> dict[str, object]:
    complaint = case.complaint
    return {
        "case_no": case.number,
        **_record(complaint, fields.COMPLAINT, with_names=with_names),
        "points": [_record(point, fields.POINT, with_names=with_names) for point in complaint.points],
        "calls": [_record(call, fields.CALL, with_names=with_names) for call in case.calls],
        "closings": [_record(closing, fields.CLOSING, with_names=with_names) for closing in case.closings],
        "steps": [_record(step, fields.STEP, with_names=with_names) for step in case.steps],
        **_work(case.work or Work(), with_names=with_names),
        "covered": case.promise.covered,
        "call_due_at": clock.to_text(case.promise.due_at),
        "call_policy": case.promise.policy,
        "had_opening_hours": case.promise.had_opening_hours,
    }


def _beside(found: Beside, *, with_names: bool) -> dict[str, object]:
    if isinstance(found, Told):
        number = number_text(found.source.case_id)
        own = _record(found.example, example.FIELDS, with_names=with_names)
        return {learning.RECORD: example.KIND, "case_no": number, **own}
    if isinstance(found, Numbered):
        own = _record(found.recommendation, recommendation.FIELDS, with_names=with_names)
        numbers = {
            recommendation.NUMBER.key: found.number,
            recommendation.LESSON.key: own.pop("lesson_id"),
        }
        return {learning.RECORD: recommendation.KIND, **numbers, **own}
    return _lesson(found, with_names=with_names)


def _lesson(found: Learning, *, with_names: bool) -> dict[str, object]:
    """Return a lesson as a record of its own kind: it names its cases, and holds its actions."""
    return {
        learning.RECORD: learning.KIND,
        learning.NUMBER.key: found.number,
        **_record(found.lesson, lesson.FIELDS, with_names=with_names),
        "cases": [
            {
                "case_no": number_text(source.case_id),
                "feedback_given_on": source.feedback_given_on and source.feedback_given_on.isoformat(),
            }
            for source in found.sources
        ],
        "actions": [
            {
                learning.ACTION_NUMBER.key: each.number,
                **_record(each.action, action.FIELDS, with_names=with_names),
            }
            for each in found.actions
        ],
    }


def _work(work: Work, *, with_names: bool) -> dict[str, object]:
    def listed(records: Iterable[object], known: Iterable[Field]) -> list[dict[str, object]]:
        return [_record(each, known, with_names=with_names) for each in records]

    return {
        "appeal": _record(work.appeal, appeal.FIELDS, with_names=with_names) if work.appeal else None,
        "mediations": listed(work.mediations, mediation.FIELDS),
        "unit_contacts": listed(work.unit_contacts, unit_contact.FIELDS),
        "journey": listed(work.journey, journey.FIELDS),
    }


def _record(record: object, known: Iterable[Field], *, with_names: bool) -> dict[str, object]:
    return {
        field.key: _value(getattr(record, field.key), field)
        for field in known
        if with_names or not field.personal
    }


def _value(value: object, field: Field) -> object:
    if isinstance(value, datetime):
        return clock.to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if field.kind == "case" and isinstance(value, int) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return spreadsheet(value if isinstance(value, str) else _json(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _csv_line(cells: list[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue()
