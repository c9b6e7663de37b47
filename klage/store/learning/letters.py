"""What the letter to a department is made of, read from the register at one moment."""

from collections.abc import Mapping
from datetime import date

from klage.domain.learning.action import ASSESSED, DONE
from klage.domain.learning.effect import Effect, Scope
from klage.domain.learning.learning import Learning
from klage.domain.learning.letter import Facts
from klage.domain.report.period import Period
from klage.store import office
from klage.store.learning import lessons
from klage.store.register import Register
from klage.store.report import effects

_THEMES = f"""
select p.theme, count(distinct c.id) from complaint c join point p on p.complaint_id = c.id
where {effects.COUNTED} and (select name from department where id = coalesce(p.department_id, c.department_id)) = :department
group by p.theme
"""  # noqa: S608 -- the SQL is ours


def facts(register: Register, department: str, period: Period, today: date) -> Facts:
    """Return what there is to tell a department of a period.

    Args:
        register: The register.
        department: The department as the office spells it.
        period: Its days.
        today: The day of the letter, by which effects and the ambassador are told.
    """
    with register.snapshot():
        found = lessons.all_of(register)
        who = office.ambassador_on(register, department, today)
        return Facts(
            department=department,
            ambassador=who.name if who else None,
            period=period,
            today=today,
            complaints=effects.count(register, period, Scope(department=department)),
            themes=_themes(register, department, period),
            lessons=found,
            effects=_effects(register, found, today),
        )


def _themes(register: Register, department: str, period: Period) -> Mapping[str, int]:
    rows = register.rows(_THEMES, {**effects.bounds(period), "department": department})
    return {str(theme): int(str(n)) for theme, n in rows}


def _effects(register: Register, found: list[Learning], today: date) -> Mapping[int, Effect]:
    """Return what may be said of the effect of every action that has been carried out."""
    done = [
        each.number
        for learning in found
        for each in learning.actions
        if each.action.status in (DONE, ASSESSED)
    ]
    return {number: effects.of_action(register, number, today) for number in done}
