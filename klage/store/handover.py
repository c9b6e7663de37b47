"""The cases that somebody takes over: those that are open, and those with a promise still to be kept."""

import json
from collections.abc import Iterable

from klage.domain.case import Case
from klage.store import cases
from klage.store.register import Register


def waiting(register: Register) -> list[Case]:
    """Return every open case, and every closed one whose citizen is still promised something, by number."""
    where = "c.closed_at is null or c.id in (select complaint_id from step where state = 'aaben')"
    return list(cases.read(register, where))


def of_keys(register: Register, keys: Iterable[int]) -> list[Case]:
    """Return the cases with these keys by number; one that is no longer there is left out."""
    return list(cases.read(register, "c.id in (select value from json_each(?))", [json.dumps(list(keys))]))
