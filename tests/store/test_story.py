"""Reading the history: a case's story, the office's own, and the newest groups."""

from pathlib import Path

from klage.domain.call import Call
from klage.store import cases, departments, office, story, undo
from klage.store.register import Register
from tests.store import support
from tests.store.support import NOW, changing, opened


def take_back(register: Register, *, again: bool = False) -> None:
    """Undo the last group, or do the last undone one again."""
    planned = undo.plan(register, again=again)
    assert planned is not None
    with changing(register, command="fortryd") as writer:
        undo.take_back(writer, register, planned, again=again)


def told(register: Register) -> int:
    """Write a case with a call that is undone and done again, and return its key."""
    with changing(register) as writer:
        key = support.add(writer, support.complaint(department="Jobcenter"))
    with changing(register, command="opkald") as writer:
        cases.add_call(writer, key, Call(NOW, "ikke_truffet"))
    take_back(register)
    take_back(register, again=True)
    return key


def test_the_story_of_a_case(path: Path) -> None:
    """In the order it happened, with what undoes what; a group that counts again is not said to be undone."""
    with opened(path, writing=True) as register:
        key = told(register)
        found = story.of_case(register, key)
        assert [(entry.group, entry.command, entry.case_id) for entry in found] == [
            (1, "ny", key), (2, "opkald", key), (3, "fortryd", key), (4, "fortryd", key),
        ]  # fmt: skip
        about = [entry.ties.about.number if entry.ties.about else None for entry in found]
        assert about == [None, None, 2, 2]
        assert [entry.ties.is_undoing for entry in found] == [False, False, True, False]
        assert {entry.ties.undone_at for entry in found} == {None}
        take_back(register)
        undone = [entry.ties.undone_at for entry in story.of_case(register, key)]
        assert undone == [None, NOW, None, NOW, None]
        assert story.of_case(register, key + 1) == []


def test_what_a_change_holds(path: Path) -> None:
    """The row before and after; nothing of an event whose content is erased."""
    with opened(path, writing=True) as register:
        key = told(register)
        changes = story.of_case(register, key)[1].changes
        assert changes is not None
        ((table, number, before, after),) = changes
        assert (table, number, before, (after or {})["result"]) == ("call", 1, None, "ikke_truffet")
        with changing(register) as writer:
            writer.connection.execute("delete from event_content where event_id = 3")
        erased = [entry.changes is None for entry in story.of_case(register, key)]
        assert erased == [False, True, False, False]


def test_what_things_were_called_then(path: Path) -> None:
    """A department has the name it had, also after it got another, and after it was undone."""
    with opened(path, writing=True) as register:
        key = told(register)
        with changing(register) as writer:
            departments.rename(writer, register, office.departments(register)[0], "Beskæftigelse")
        with changing(register) as writer:
            cases.change(writer, key, {"department": "Ydelse"})
        take_back(register)
        names = [entry.names.get("department") for entry in story.of_case(register, key)]
        assert names[0] == {1: "Jobcenter"}
        assert names[-1] == {1: "Beskæftigelse", 2: "Ydelse"}
        assert names[0] == names[3]
        assert story.of_case(register, key)[0].names["theme"]["andet"] == "Andet"


def test_the_offices_own_story(path: Path) -> None:
    """What belongs to no case, the newest few, in the order it happened."""
    with opened(path, writing=True) as register:
        told(register)
        for number in range(3):
            with changing(register, command="kontor navn") as writer:
                office.set_setting(writer, "navn", f"Kontor {number}")
        groups = [entry.group for entry in story.of_office(register, 2)]
        assert groups == [6, 7]
        assert [entry.group for entry in story.of_office(register, 9)] == [1, 5, 6, 7]
        assert {entry.case_id for entry in story.of_office(register, 9)} == {None}


def test_the_newest_groups(path: Path) -> None:
    """The newest first, no more than are asked for, each with its first case."""
    with opened(path, writing=True) as register:
        assert story.newest(register, 5) == []
        key = told(register)
        with changing(register, command="import") as writer:
            for _ in range(2):
                support.add(writer, support.complaint())
        found = story.newest(register, 3)
        assert [(each.group.number, each.case_count, each.cases) for each in found] == [
            (5, 2, [key + 1]), (4, 1, [key]), (3, 1, [key]),
        ]  # fmt: skip
        assert len(story.newest(register, 99)) == 5
