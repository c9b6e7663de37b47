"""Undoing: whatever was done, the register is as it was; done again, it is as it became."""

import json
import sqlite3
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Point
from klage.domain.incoming import Incoming
from klage.errors import DamagedError, RefusedError
from klage.store import cases, departments, groups, history, office, search, undo
from klage.store.importing import bulk
from klage.store.register import Register
from tests.store import support
from tests.store.dumps import content
from tests.store.support import NOW, changing, opened


def take_back(register: Register, *, again: bool = False) -> undo.Plan | None:
    """Undo the last group, or do the last undone one again; return what it was."""
    planned = undo.plan(register, again=again)
    if planned is not None:
        with undo.unbroken(), changing(register, command="fortryd") as writer:
            undo.take_back(writer, register, planned, again=again)
    return planned


def alone(path: Path, sql: str, *values: object) -> None:
    """Change the file as another program would, past the history, and seal it as if nothing was wrong."""
    with opened(path, writing=True) as register:
        register.connection.execute("pragma foreign_keys = off")
        with changing(register) as writer:
            writer.connection.execute(sql, values)


def test_an_empty_register_has_nothing_to_undo(path: Path) -> None:
    """Nothing was written, so there is nothing either way."""
    with opened(path, writing=True) as register:
        assert undo.plan(register) is None
        assert undo.plan(register, again=True) is None


def test_a_case_comes_and_goes_with_its_number(path: Path) -> None:
    """Undone it is gone from every table; a new case gets the next number, and doing it again the same one."""
    with opened(path, writing=True) as register:
        before = content(register)
        with changing(register) as writer:
            key = support.add(writer, support.complaint("Plejeseng", points=(Point("koordinering"),)))
            cases.add_call(writer, key, Call(NOW, "talt_med", direction="ind"))
            cases.reindex(writer, register, key)
        after = content(register)
        planned = take_back(register)
        assert planned is not None
        assert (planned.group.number, planned.cases, planned.case_count, planned.changes) == (1, [key], 1, 3)
        assert content(register) == before
        assert search.find(register, "plejeseng", limit=9) == []
        assert register.one("select count(*) from search_word") == (0,)
        take_back(register, again=True)
        assert content(register) == after
        assert search.find(register, "plejeseng", limit=9) == [key]
        take_back(register)
        with changing(register) as writer:
            assert support.add(writer, support.complaint("En anden")) == key + 1


def test_a_call_and_a_closing_are_only_retracted(path: Path) -> None:
    """The rows stay and count no more; the case is open again; doing it again clears the mark."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = support.add(writer, support.complaint())
        with changing(register, command="luk") as writer:
            cases.add_call(writer, key, Call(NOW, "ikke_truffet"))
            cases.add_closing(writer, key, Closing(NOW, NOW, "afsluttet", "moede", "medhold"))
        take_back(register)
        case = cases.get(register, key)
        assert (case.calls, case.closings, case.closed_at, case.complaint.outcome) == ((), (), None, None)
        for table in ("call", "closing"):
            assert list(register.rows(f"select retracted_at from {table}")) == [("2026-11-20T10:00:00Z",)]  # noqa: S608
        take_back(register, again=True)
        assert cases.get(register, key).closed_at == NOW
        assert len(cases.get(register, key).calls) == 1


def test_undoing_a_correction_brings_the_first_call_back(path: Path) -> None:
    """The row that corrects is retracted, so the one it pointed at counts again."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = support.add(writer, support.complaint())
            first = cases.add_call(writer, key, Call(NOW, "ikke_truffet"))
        with changing(register) as writer:
            row = {"called_at": "2026-11-20T10:00:00Z", "logged_at": "2026-11-20T10:00:00Z"}
            writer.insert(
                "call",
                {"complaint_id": key, **row, "direction": "ud", "result": "besked_lagt", "corrects": first},
            )
        assert [call.result for call in cases.calls(register, key)] == ["besked_lagt"]
        take_back(register)
        assert [call.result for call in cases.calls(register, key)] == ["ikke_truffet"]


def test_all_of_it_step_by_step(path: Path) -> None:
    """A case with an undone call can go as well, and comes back with it."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = support.add(writer, support.complaint())
        with changing(register) as writer:
            cases.add_call(writer, key, Call(NOW, "ikke_truffet"))
        take_back(register)
        take_back(register)
        assert register.one("select count(*) from call") == (0,)
        assert take_back(register) is None
        take_back(register, again=True)
        assert cases.get(register, key).calls == ()
        take_back(register, again=True)
        assert len(cases.get(register, key).calls) == 1
        assert take_back(register, again=True) is None
        assert history.problems(register.connection) == []


def test_the_name_of_a_department_is_undone_in_the_index_too(path: Path) -> None:
    """The cases of a department are found under the name that it has."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = support.add(writer, support.complaint(department="Jobcenter"))
            cases.reindex(writer, register, key)
        with changing(register) as writer:
            departments.rename(writer, register, office.departments(register)[0], "Beskæftigelse")
        for again, name in ((False, "jobcenter"), (True, "beskæftigelse")):
            take_back(register, again=again)
            assert search.find(register, name, limit=9) == [key]
            assert (
                len(
                    [
                        *register.rows(
                            "select word from search_word where word glob 'jobc*' or word glob 'besk*'"
                        )
                    ]
                )
                == 1
            )


def test_an_import_is_undone_with_its_file(path: Path) -> None:
    """Several thousand events: the cases go, and the same file can be imported again."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            support.add(writer, support.complaint("Den første"))
        before = content(register)
        with changing(register, command="import") as writer:
            taking = bulk.Bulk(register, writer, now=NOW)
            for number in range(groups.CHUNK * 2 + 3):
                taking.add(number, incoming(number))
            taking.finish(b"\1\2", count=3)
        after = content(register)
        assert bulk.imported_before(register, b"\1\2") == NOW
        planned = take_back(register)
        assert planned is not None
        assert (planned.case_count, len(planned.cases)) == (1003, undo.SOME)
        assert content(register) == before
        assert bulk.imported_before(register, b"\1\2") is None
        take_back(register, again=True)
        assert content(register) == after
        assert bulk.imported_before(register, b"\1\2") == NOW
        assert history.problems(register.connection) == []


def incoming(number: int) -> Incoming:
    """Return a case of a file, with a call and every second one closed."""
    closing = Closing(NOW, NOW, "afsluttet", "moede", "medhold")
    return Incoming(
        complaint=support.complaint(
            f"Klage {number} om ventetid",
            department=f"Afdeling {number % 3}",
            points=(Point("koordinering"),),
        ),
        calls=(Call(NOW, "ikke_truffet"),),
        closings=(closing,) if number % 2 else (),
    )


# --- what is refused -------------------------------------------------------------------------------


@pytest.fixture
def told(path: Path) -> Path:
    """Return a register whose last group inserts, changes and deletes rows."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = support.add(
                writer, support.complaint(points=(Point("koordinering"),), department="Jobcenter")
            )
        with changing(register, command="ret") as writer:
            cases.change(writer, key, {"summary": "Nyt"})
            cases.replace_points(writer, key, [Point("vejledning")])
    return path


ALTERED = [
    ("a changed row is another", "update complaint set summary = 'Noget andet'"),
    ("a changed row is gone", "delete from complaint"),
    ("an inserted row is another", "update point set severity = 3"),
    ("an inserted row is gone", "delete from point"),
    ("a deleted row is there again",
     "insert into point (id, complaint_id, theme) select id + 1, complaint_id, theme from point"),
]  # fmt: skip


@pytest.mark.parametrize("sql", [sql for _, sql in ALTERED], ids=[name for name, _ in ALTERED])
def test_rows_that_are_not_as_they_were_left(told: Path, sql: str) -> None:
    """Something else than klage has written: refused, and nothing is written."""
    if sql.startswith("insert"):
        # the deleted one had key 1, and its place was taken by the new one unless it is moved first
        alone(told, "update point set id = 2")
        sql = "insert into point (id, complaint_id, theme) select 1, complaint_id, 'andet' from point"
    alone(told, sql)
    before = told.read_bytes()
    with (
        opened(told, writing=True) as register,
        pytest.raises(RefusedError, match="ikke, som historikken siger"),
    ):
        take_back(register)
    assert told.read_bytes() == before


def test_rows_that_others_hang_on(path: Path) -> None:
    """A row that another program has tied to the case keeps it from being undone; no constraint is broken."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
    alone(path, "insert into point (complaint_id, theme) values (?, 'andet')", key)
    before = path.read_bytes()
    with opened(path, writing=True) as register, pytest.raises(RefusedError, match="Intet er fortrudt"):
        take_back(register)
    assert path.read_bytes() == before


def test_a_call_that_nobody_noted(path: Path) -> None:
    """A case with a call that the history does not know of is not deleted with it."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
    alone(
        path,
        "insert into call (complaint_id, called_at, logged_at, direction, result) values"
        " (?, '2026-11-20T09:00:00Z', '2026-11-20T09:00:00Z', 'ud', 'talt_med')",
        key,
    )
    with opened(path, writing=True) as register, pytest.raises(RefusedError):
        take_back(register)


def test_never_past_what_is_forgotten(told: Path) -> None:
    """A group whose content is erased is a wall; so is the forgetting itself, whatever it changed."""
    with opened(told, writing=True) as register:
        with changing(register, command="anonymiser") as writer:
            cases.change(writer, 2026000001, {"summary": "(anonymiseret)"})
        with changing(register, command="kontor navn") as writer:
            office.set_setting(writer, "navn", "Kontoret")
        take_back(register)
        with pytest.raises(RefusedError, match="artikel 5"):
            undo.plan(register)


def test_an_erased_content_is_a_wall(told: Path) -> None:
    """Also when no command of that name was run."""
    with opened(told, writing=True) as register:
        with changing(register) as writer:
            writer.connection.execute("delete from event_content where event_id = ?", (writer.head.event_id,))
        with pytest.raises(RefusedError, match="artikel 5"):
            undo.plan(register)


def test_an_altered_content_is_never_acted_upon(told: Path) -> None:
    """What the history says is held against its hash before it is believed."""
    connection = sqlite3.connect(told)
    connection.executescript(
        "drop trigger event_content_is_never_changed; update event_content set content = '[]' where event_id = 3;"
    )
    connection.close()
    before = told.read_bytes()
    with opened(told, writing=True) as register, pytest.raises(DamagedError, match="klage tjek"):
        take_back(register)
    assert told.read_bytes() == before


def test_what_was_planned_is_what_is_undone(told: Path) -> None:
    """Another klage wrote while the user thought: refused, also when both had the same in mind."""
    with opened(told, writing=True) as one, opened(told, writing=True) as other:
        planned = undo.plan(one)
        assert planned is not None
        take_back(other)
        with pytest.raises(RefusedError, match="imens"), changing(one, command="fortryd") as writer:
            undo.take_back(writer, one, planned)


def test_nothing_is_done_again_after_something_else(told: Path) -> None:
    """Until then it can be; afterwards the rows are other rows."""
    with opened(told, writing=True) as register:
        take_back(register)
        assert undo.plan(register, again=True) is not None
        with changing(register, command="ret") as writer:
            cases.change(writer, 2026000001, {"urgency": "haster"})
        with pytest.raises(RefusedError, match="siden du fortrød"):
            undo.plan(register, again=True)
        assert (planned := take_back(register)) is not None
        assert planned.group.number == 4


def test_the_history_says_what_undoes_what(told: Path) -> None:
    """Every event of an undoing names the group, and who undid it is noted like anything else."""
    with opened(told, writing=True) as register:
        take_back(register)
        rows = list(
            register.rows("select group_no, undoes, command, actor from event where undoes is not null")
        )
        assert rows == [(3, 2, "fortryd", "inge")]
        row = register.one("select content from event_content order by event_id desc limit 1")
        assert row is not None
        assert [change[0] for change in json.loads(str(row[0]))] == ["point", "point", "complaint"]


def test_a_row_that_changed_hands(path: Path) -> None:
    """A key that one case gave up and another took, in one command, goes back the same way."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            one, two = (support.add(writer, support.complaint(points=(Point("andet"),))) for _ in "ab")
            for key in (one, two):
                cases.reindex(writer, register, key)
        before = content(register)
        with changing(register) as writer:
            cases.replace_points(writer, two, [])
            cases.replace_points(writer, one, [])
            cases.replace_points(writer, two, [Point("koordinering"), Point("aktindsigt", severity=3)])
        after = content(register)
        take_back(register)
        assert content(register) == before
        take_back(register, again=True)
        assert content(register) == after
        assert history.problems(register.connection) == []
