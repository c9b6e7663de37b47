"""Who noted what in a case: the history's own answer, for the notat (OFL § 13)."""

import json
from typing import NamedTuple

from klage.store import cases
from klage.store.register import Register

UNKNOWN_TO = frozenset({"import", "demo"})
"""Commands that take in what others have noted elsewhere."""

EVENTS = """
select e.command, e.actor, c.content from event e join event_content c on c.event_id = e.id
where e.case_id = ? order by e.id
"""


class Authors(NamedTuple):
    """The name that each author was logged in by; ``None`` where the history does not say.

    ``calls`` and ``closings`` are in the order of ``cases.calls`` and ``cases.closings``.
    """

    complaint: str | None
    calls: tuple[str | None, ...]
    closings: tuple[str | None, ...]


def of_case(register: Register, case_id: int) -> Authors:
    """Return who noted a case, its calls and its closings; what was imported or forgotten has no author."""
    found = _by_row(register, case_id)

    def in_order(table: str, counted: str) -> tuple[str | None, ...]:
        keys = register.rows(f"select id {counted}", {"case": case_id})
        return tuple(found.get((table, key)) for (key,) in keys)

    return Authors(
        found.get(("complaint", case_id)), in_order("call", cases.CALLS), in_order("closing", cases.CLOSINGS)
    )


def _by_row(register: Register, case_id: int) -> dict[tuple[str, object], str]:
    found: dict[tuple[str, object], str] = {}
    for command, actor, content in register.rows(EVENTS, (case_id,)):
        for table, key, before, _ in json.loads(str(content)):
            # The first who wrote it: a row that is taken back and done again keeps its author.
            if before is None and actor and command not in UNKNOWN_TO:
                found.setdefault((table, key), str(actor))
    return found
