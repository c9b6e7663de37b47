"""What the report tells of lessons, actions, examples and recommendations, read from the register."""

from collections.abc import Mapping
from datetime import date

from klage.domain.report.learning import Action, Example, Learning, Lesson, Recommendation
from klage.store.register import Register

_ACTIONS = """
select a.id, a.lesson_id, a.what, a.kind, a.status, coalesce(d.name, e.name), a.ambassador, a.leader,
    a.due_on, a.carried_out_on, a.rejected_on, a.reason, a.trained, a.effect_goal, a.effect_result
from action a join lesson l on l.id = a.lesson_id
left join department d on d.id = a.department_id left join department e on e.id = l.department_id
"""
_LESSONS = """
select l.id, l.formulated_on, l.observation, l.level, l.cause, l.insight, d.name, l.theme, l.process_stage,
    case when l.words_approved_on is not null then l.words end,
    (select count(*) from lesson_case x where x.lesson_id = l.id)
from lesson l left join department d on d.id = l.department_id
where l.withdrawn_on is null and l.formulated_on between :first_day and :last_day order by l.formulated_on, l.id
"""
# Open when the period began: proposed before, and neither carried out nor rejected before.
_FOLLOW_UP = """
where l.withdrawn_on is null and a.proposed_on < :first_day
    and coalesce(a.carried_out_on, a.rejected_on, :first_day) >= :first_day
order by a.proposed_on, a.id
"""
_EXAMPLES = """
select x.id, x.complaint_id, x.title, x.story from example x join complaint c on c.id = x.complaint_id
where x.approved_on is not null and (
    (c.received_at >= :start and c.received_at < :end)
    or exists (select 1 from closing k where k.complaint_id = c.id and k.kind = 'afsluttet'
        and k.retracted_at is null and k.at >= :start and k.at < :end))
order by x.approved_on, x.id
"""
_RECOMMENDATIONS = """
select id, given_on, what, addressed_to, answer, answered_on from recommendation
where given_on <= :last_day and (given_on >= :first_day or answer is null or answered_on >= :first_day)
order by given_on, id
"""


def learning(register: Register, bounds: Mapping[str, str]) -> Learning:
    """Return what was learnt in a period; ``bounds`` as in ``sources``."""
    return Learning(
        lessons=_lessons(register, bounds),
        follow_up=tuple(_action(row) for row in register.rows(_ACTIONS + _FOLLOW_UP, bounds)),
        examples=tuple(
            Example(_int(key), _int(case_id), str(title), str(story))
            for key, case_id, title, story in register.rows(_EXAMPLES, bounds)
        ),
        recommendations=tuple(
            Recommendation(
                _int(key), date.fromisoformat(str(given)), str(what), _text(to), _text(answer), _day(answered)
            )
            for key, given, what, to, answer, answered in register.rows(_RECOMMENDATIONS, bounds)
        ),
    )


def _lessons(register: Register, bounds: Mapping[str, str]) -> tuple[Lesson, ...]:
    found = []
    for row in register.rows(_LESSONS, bounds):
        key, formulated, observation, level, cause, insight, department, theme, stage, words, cases = row
        actions = register.rows(f"{_ACTIONS} where a.lesson_id = ? order by a.id", (key,))
        lesson = Lesson(
            _int(key),
            date.fromisoformat(str(formulated)),
            str(observation),
            str(level),
            cause=_text(cause),
            insight=_text(insight),
            department=_text(department),
            theme=_text(theme),
            process_stage=_text(stage),
            words=_text(words),
            cases=_int(cases),
            actions=tuple(_action(row) for row in actions),
        )
        found.append(lesson)
    return tuple(found)


def _action(row: tuple[object, ...]) -> Action:
    key, lesson, what, kind, status, department, ambassador, leader, *rest = row
    due, carried_out, rejected, reason, trained, goal, result = rest
    return Action(
        id=_int(key),
        lesson_id=_int(lesson),
        what=str(what),
        kind=str(kind),
        status=str(status),
        department=_text(department),
        ambassador=_text(ambassador),
        leader=_text(leader),
        due_on=_day(due),
        carried_out_on=_day(carried_out),
        rejected_on=_day(rejected),
        reason=_text(reason),
        trained=None if trained is None else _int(trained),
        effect_goal=_text(goal),
        effect_result=_text(result),
    )


def _int(value: object) -> int:
    return int(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
