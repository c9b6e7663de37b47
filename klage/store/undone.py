"""Cases whose registration has been undone: no row of them is left, but the history holds what they said.

Undone by hand, or with an import that was undone. They have no page and no figure counts them, so nothing
but doing it again needs those contents; until they are erased, the citizen's name lies in them.
"""

from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.store import failures, groups
from klage.store.register import Register
from klage.store.writing import FORGETS


class Undone(NamedTuple):
    """A case of which only the history is left.

    Attributes:
        case_id: Its key.
        at: When it was undone.
        may_be_redone: Whether ``fortryd --om`` can still bring it back: nothing else has been written since.
    """

    case_id: int
    at: datetime
    may_be_redone: bool


# In the order of the index: told apart by "except", the numbers of all cases would be held in memory.
_UNDONE = """
with gone as materialized (
    select case_id from event where case_id is not null
    and not exists (select 1 from complaint where id = case_id) group by case_id)
select e.case_id, max(e.at), max(e.group_no)
from gone g join event e on e.case_id = g.case_id join event_content t on t.event_id = e.id
where e.command <> ? group by e.case_id order by e.case_id
"""

_IS_FORGOTTEN = """
select 1 from event where case_id = ? and command = ? and case_id not in (select id from complaint) limit 1
"""


def found(register: Register) -> list[Undone]:
    """Return the cases that are undone and not forgotten, by number."""
    with failures.understood(), register.snapshot():
        rows = list(register.rows(_UNDONE, (FORGETS,)))
        last = _last_done(register) if rows else 0
    return [
        Undone(int(str(key)), clock.from_text(str(at)), int(str(group)) > last) for key, at, group in rows
    ]


def is_forgotten(register: Register, case_id: int) -> bool:
    """Tell whether a case was undone and then forgotten."""
    return register.one(_IS_FORGOTTEN, (case_id, FORGETS)) is not None


def _last_done(register: Register) -> int:
    """Return the newest group that neither undoes nor does again; nothing before it can be done again."""
    undoings = groups.undoings(register.connection)
    newest = groups.newest(register.connection)
    return next((number for number in range(newest, 0, -1) if number not in undoings), 0)
