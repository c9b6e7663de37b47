"""The cases that somebody takes over: those that are open, and those with a promise still to be kept."""

import json
from collections.abc import Iterable

from klage.domain.case import Case
from klage.store import cases
from klage.store.register import Register

# A union, for SQLite walks through all complaints to find out either of two things.
WAITING = """
c.id in (
    select complaint_id from step where state = 'aaben'
    union select id from complaint where closed_at is null)
"""
OF_KEYS = "c.id in (select value from json_each(?))"


def waiting(register: Register) -> list[Case]:
    """Return every open case, and every closed one whose citizen is still promised something, by number."""
    return list(cases.read(register, WAITING))


def of_keys(register: Register, keys: Iterable[int]) -> list[Case]:
    """Return the cases with these keys by number; one that is no longer there is left out."""
    return list(cases.read(register, OF_KEYS, [json.dumps(list(keys))]))
