"""Reading the history: what happened to a case or to the office, and what the newest groups were."""

import json
from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.domain import undoing
from klage.domain.records import Names
from klage.domain.telling import Change
from klage.store import failures, groups, office
from klage.store.groups import Group
from klage.store.register import Register


class Ties(NamedTuple):
    """How a group hangs together with others.

    Attributes:
        about: The group that it undoes or does again, as it was done in the first place.
        is_undoing: Whether it takes that back.
        undone_at: When it was undone, if it is undone now and is no undoing itself.
    """

    about: Group | None = None
    is_undoing: bool = False
    undone_at: datetime | None = None


class Entry(NamedTuple):
    """One event: what one command did to one case, or to the office.

    Attributes:
        group: The group it belongs to.
        at: When the command ran.
        command: What was typed.
        actor: Who was logged in.
        case_id: The case; ``None`` for the office.
        changes: What it changed; ``None`` when that has been erased.
        names: What departments, themes and mediators were called then.
        ties: How its group hangs together with others.
    """

    group: int
    at: datetime
    command: str
    actor: str
    case_id: int | None
    changes: tuple[Change, ...] | None
    names: Names
    ties: Ties


class Summary(NamedTuple):
    """One group in a list: how many cases it touched, and the first of them."""

    group: Group
    case_count: int
    cases: list[int]
    ties: Ties


_EVENTS = """
select e.id, e.group_no, e.at, e.command, e.actor, e.case_id, c.content
from event e left join event_content c on c.event_id = e.id
"""
_OF_CASE = f"{_EVENTS} where e.case_id = ? order by e.id"
_OF_OFFICE = f"{_EVENTS} where e.case_id is null order by e.id desc limit ?"


def of_case(register: Register, case_id: int) -> list[Entry]:
    """Return all that has happened to a case, oldest first; nothing for a number that was never given."""
    with register.snapshot():
        return _entries(register, _OF_CASE, case_id)


def of_office(register: Register, limit: int) -> list[Entry]:
    """Return the newest changes that belong to no case, oldest first."""
    with register.snapshot():
        return _entries(register, _OF_OFFICE, limit)


def newest(register: Register, limit: int) -> list[Summary]:
    """Return the newest groups, the newest first."""
    connection = register.connection
    with failures.understood(), register.snapshot():
        last = groups.newest(connection)
        links = _Links(register)
        found = []
        for number in range(last, max(0, last - limit), -1):
            group = groups.find(connection, number)
            found.append(Summary(group, *groups.cases(connection, group, limit=1), links.of(number)))
        return found


def _entries(register: Register, sql: str, *parameters: object) -> list[Entry]:
    """Return events in the order in which they happened."""
    links, book, found = _Links(register), _Names(register), []
    for event, group, at, command, actor, case_id, content in sorted(
        register.rows(sql, parameters), key=_first
    ):
        changes = None if content is None else tuple(Change(*each) for each in json.loads(str(content)))
        number = int(str(group))
        key = None if case_id is None else int(str(case_id))
        called, ties = book.until(int(str(event))), links.of(number)
        found.append(
            Entry(number, clock.from_text(str(at)), str(command), str(actor), key, changes, called, ties)
        )
    return found


def _first(row: tuple[object, ...]) -> int:
    return int(str(row[0]))


_NAMINGS = """
select e.id, json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'), json_extract(j.value, '$[3].name')
from event e join event_content c on c.event_id = e.id join json_each(c.content) j
where e.case_id is null and json_extract(j.value, '$[0]') in ('department', 'mediator')
    and json_extract(j.value, '$[3].name') is not null
order by e.id, j.key
"""


class _Names:
    """What departments and mediators were called at each time: also those that have been undone since."""

    def __init__(self, register: Register) -> None:
        self._to_come = register.rows(_NAMINGS)
        self._next = next(self._to_come, None)
        self._now: dict[str, dict[object, str]] = {"theme": dict(office.theme_labels(register).items())}

    def until(self, event: int) -> Names:
        """Return the names after an event; asked for in the order of the events."""
        while self._next is not None and int(str(self._next[0])) <= event:
            _, kind, key, name = self._next
            self._now = {**self._now, str(kind): {**self._now.get(str(kind), {}), key: str(name)}}
            self._next = next(self._to_come, None)
        return self._now


class _Links:
    """Which groups undo which."""

    def __init__(self, register: Register) -> None:
        self._register = register
        with failures.understood():
            self._undoings = groups.undoings(register.connection)

    def of(self, number: int) -> Ties:
        """Return how a group hangs together with others."""
        about, by = self._undoings.get(number), undoing.last_undone_by(number, self._undoings)
        return Ties(
            None if about is None else self._group(undoing.origin(about, self._undoings)),
            undoing.is_undoing(number, self._undoings),
            None if by is None else self._group(by).at,
        )

    def _group(self, number: int) -> Group:
        with failures.understood():
            return groups.find(self._register.connection, number)
