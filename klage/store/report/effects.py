"""Counting the complaints before and after an action; what they say is decided in ``domain.learning.effect``.

A complaint counts once, however many of its klagepunkter fit; one that was merged into another counts
with that other. A klagepunkt without a department is about its complaint's.
"""

from collections.abc import Mapping
from datetime import date

from klage import clock
from klage.domain.learning.effect import Done, Effect, Scope, Windows, verdict, windows
from klage.domain.report.period import Period
from klage.domain.statistics.chance import Compared
from klage.errors import NotFoundError
from klage.store.register import Register

_ACTION = """
select a.what, a.status, a.carried_out_on, l.theme, d.name, l.process_stage
from action a join lesson l on l.id = a.lesson_id left join department d on d.id = l.department_id
where a.id = ?
"""
COUNTED = (
    "c.contact_type = 'klage' and c.merged_into is null and c.received_at >= :start and c.received_at < :end"
)
"""The complaints that chance is asked about: each matter once."""

# By theme or stage one klagepunkt must fit in all; by department alone as the report counts them.
_BY_POINT = """
exists (select 1 from point p where p.complaint_id = c.id
    and (:theme is null or p.theme = :theme) and (:stage is null or p.process_stage = :stage)
    and (:department is null or (select name from department
        where id = coalesce(p.department_id, c.department_id)) = :department))
"""
_BY_DEPARTMENT = """
(select id from department where name = :department) in
    (select c.department_id union all select p.department_id from point p where p.complaint_id = c.id)
"""


def of_action(register: Register, action_id: int, today: date) -> Effect:
    """Return what may be said of the effect of an action, as the register is now.

    Raises:
        NotFoundError: There is no such action.
        RefusedError: It has not been carried out.
    """
    with register.snapshot():
        action = _action(register, action_id)
        day = action.day()
        if not action.scope.says_something:
            return Effect(action, day, "intet_at_taelle")
        found = windows(day, today, first_day(register))
        if isinstance(found, str):
            return Effect(action, day, found)
        complaints = _compared(register, found, action.scope)
        office = _compared(register, found, Scope())
    return Effect(action, day, verdict(complaints), found, complaints, office)


def first_day(register: Register) -> date | None:
    """Return the Danish day of the first complaint, if there is any."""
    row = register.one(
        "select received_at from complaint where contact_type = 'klage' order by received_at limit 1"
    )
    return clock.to_local(clock.from_text(str(row[0]))).date() if row else None


def bounds(period: Period) -> Mapping[str, str]:
    """Return a period's first instant and the first one after it, as they are stored."""
    return {"start": clock.to_text(period.start), "end": clock.to_text(period.end)}


def _action(register: Register, action_id: int) -> Done:
    row = register.one(_ACTION, (action_id,))
    if row is None:
        raise NotFoundError(f"Der er ingen handling {action_id}. Se dem med klage laering handlinger --alle.")
    what, status, day, *scope = (None if value is None else str(value) for value in row)
    return Done(action_id, what or "", status or "", date.fromisoformat(day) if day else None, Scope(*scope))


def _compared(register: Register, found: Windows, scope: Scope) -> Compared:
    older, newer = (count(register, window, scope) for window in found)
    return Compared(older, newer, found.days, found.days)


def count(register: Register, window: Period, scope: Scope) -> int:
    """Return how many complaints of these days are about that; a complaint counts once."""
    fits = (
        "1"
        if not scope.says_something
        else _BY_POINT
        if scope.theme or scope.process_stage
        else _BY_DEPARTMENT
    )
    row = register.one(
        f"select count(*) from complaint c where {COUNTED} and {fits}",  # noqa: S608 -- the SQL is ours
        {
            **bounds(window),
            "theme": scope.theme,
            "department": scope.department,
            "stage": scope.process_stage,
        },
    )
    return int(str(row[0])) if row else 0
