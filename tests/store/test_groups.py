"""Groups: found by halving, whole or not, and read backwards a piece at a time."""

from pathlib import Path

import pytest

from klage.domain.complaint import Point
from klage.store import cases, groups, history
from klage.store.register import Register
from tests.store import support
from tests.store.support import changing, opened


def told(register: Register) -> list[groups.Group]:
    """Write three groups, of one, three and two events, and return them."""
    with changing(register, command="kontor navn") as writer:
        writer.insert("setting", {"key": "navn", "value": "Kontoret"})
    with changing(register, command="import") as writer:
        for theme in ("andet", "koordinering"):
            support.add(writer, support.complaint(points=(Point(theme),), department="Jobcenter"))
    with changing(register, command="ret") as writer:
        for key in (2026000001, 2026000002):
            cases.change(writer, key, {"urgency": "haster", "recurrence": "gentagen"})
    return [groups.find(register.connection, number) for number in (1, 2, 3)]


def test_a_group_knows_its_events(path: Path) -> None:
    """Its first and its last, and what they share."""
    with opened(path, writing=True) as register:
        assert groups.newest(register.connection) == 0
        one, two, three = told(register)
        assert [(g.number, g.first, g.last, g.command) for g in (one, two, three)] == [
            (1, 1, 1, "kontor navn"),
            (2, 2, 4, "import"),
            (3, 5, 6, "ret"),
        ]
        assert {(g.at, g.actor, g.undoes) for g in (one, two, three)} == {(support.NOW, "inge", None)}
        assert groups.newest(register.connection) == 3
        assert groups.undoings(register.connection) == {}


def test_how_much_a_group_is(path: Path) -> None:
    """Its cases by number, the first few of them, and the changes of rows it holds."""
    with opened(path, writing=True) as register:
        found = told(register)
        connection = register.connection
        assert [groups.cases(connection, group, limit=1) for group in found] == [
            (0, []),
            (2, [2026000001]),
            (2, [2026000001]),
        ]
        assert [groups.size(connection, group) for group in found] == [1, 5, 2]
        assert all(groups.is_whole(connection, group) for group in found)


def test_an_erased_content_is_seen(path: Path) -> None:
    """The group is no longer whole; the others are."""
    with opened(path, writing=True) as register:
        found = told(register)
        with changing(register) as writer:
            writer.connection.execute("delete from event_content where event_id = 3")
        assert [groups.is_whole(register.connection, group) for group in found] == [True, False, True]


def test_the_index_is_used(path: Path) -> None:
    """Which groups undo is read from an index that holds only them, however long the history is."""
    with opened(path) as register:
        sql = "explain query plan select distinct undoes, group_no from event where undoes is not null"
        assert "event_undoes" in str(list(register.rows(sql)))


@pytest.mark.parametrize("length", [40, groups.CHUNK_TEXT])
def test_a_group_is_read_backwards(path: Path, length: int) -> None:
    """The last change first; a piece ends after so many events, or after so much text."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            for number in range(groups.CHUNK + 2 if length == 40 else 3):
                writer.insert("setting", {"key": str(number), "value": "x" * length})
                writer.flush()
        group = groups.find(register.connection, 1)
        pieces = list(groups.backwards(register.connection, group))
        keys = [str(change.key) for piece in pieces for change in piece]
        assert keys == [str(number) for number in range(group.last)][::-1]
        assert [len(piece) for piece in pieces] == ([groups.CHUNK, 2] if length == 40 else [1, 1, 1])


def test_the_cases_of_a_large_group_are_counted_alike(path: Path) -> None:
    """By the index of cases instead of by sorting; a case counts once, and events of no case and of others do not."""
    with opened(path, writing=True) as register:
        told(register)
        with changing(register, command="import") as writer:
            first = writer.head.event_id + 1
            facts = 4, "2026-11-20T10:00:00Z", "import", ""
            owners = (2026000001, 2026000002, None)
            writer.connection.executemany(
                history.INSERT_EVENT,
                [(first + nth, *facts, owners[nth % 3], None, b"", b"") for nth in range(groups.LARGE + 1)],
            )
            writer.head = history.head(writer.connection)
        group = groups.find(register.connection, 4)
        assert (group.first, group.last) == (first, first + groups.LARGE)
        assert groups.cases(register.connection, group, limit=9) == (2, [2026000001, 2026000002])
