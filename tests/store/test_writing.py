"""Writing: one command is one group, all of it or nothing, and what is said of it is true."""

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klage import clock
from klage.domain.call import Call
from klage.domain.complaint import Point
from klage.errors import BusyError, DamagedError, DiskError, InvalidValueError, NotFoundError
from klage.store import cases, history, marks, seal, writing
from klage.store.register import Register
from tests.store import support

strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace makes the system calls fail")


def events(register: Register) -> list[tuple[object, ...]]:
    """Return group, command, actor and case of every event."""
    return list(register.rows("select group_no, command, actor, case_id from event order by id"))


def content(register: Register, event_id: int) -> list[history.Change]:
    """Return the changes of an event."""
    row = register.one("select content from event_content where event_id = ?", (event_id,))
    assert row is not None
    return [tuple(change) for change in json.loads(str(row[0]))]


def alone(path: Path, sql: str) -> None:
    """Change the file as another program would, past klage."""
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


# --- one command is one group ----------------------------------------------------------------------


def test_one_command_is_one_group_with_an_event_for_each_case(path: Path) -> None:
    """What belongs to no case has an event of its own; who did what, and when, is kept."""
    with support.opened(path, writing=True) as register:
        with support.changing(register, command="import") as writer:
            first = support.add(writer, support.complaint(points=(Point("koordinering"),)))
            second = support.add(writer, support.complaint(department="Jobcenter"))
        with support.changing(register, command="opkald") as writer:
            cases.add_call(writer, first, Call(support.NOW, "ikke_truffet"))
        assert events(register) == [
            (1, "import", "inge", None),
            (1, "import", "inge", first),
            (1, "import", "inge", second),
            (2, "opkald", "inge", first),
        ]
        assert register.one("select distinct at from event") == (clock.to_text(support.NOW),)


def test_the_content_holds_what_was_before_and_what_is_after(path: Path) -> None:
    """Only the columns that changed stand there; a new row has no before, a deleted one no after."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            writer.insert("setting", {"key": "navn", "value": "Kontoret"})
            writer.insert("ambassador", {"department_id": None, "id": None} | ambassador(writer))
        with support.changing(register) as writer:
            assert writer.update("setting", "navn", {"value": "Borgerkontoret", "key": "navn"})
            assert not writer.update("setting", "navn", {"value": "Borgerkontoret"})
            assert not writer.update("setting", "navn", {})
        with support.changing(register) as writer:
            writer.delete("setting", "navn")
        assert content(register, 1)[0] == ("setting", "navn", None, {"key": "navn", "value": "Kontoret"})
        assert content(register, 2) == [
            ("setting", "navn", {"value": "Kontoret"}, {"value": "Borgerkontoret"})
        ]
        assert content(register, 3) == [("setting", "navn", {"key": "navn", "value": "Borgerkontoret"}, None)]


def ambassador(writer: writing.Writer) -> dict[str, object]:
    """Return the row of an ambassador whose leader is not known."""
    key = writer.insert("department", {"name": "Ydelse", "name_key": "ydelse"})
    return {"department_id": key, "name": "Bo", "leader": None, "first_day": "2026-01-01"}


def test_a_correction_of_a_call_belongs_to_its_case(path: Path) -> None:
    """Also when the row only names its case in a column."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            call = cases.add_call(writer, key, Call(support.NOW, "ikke_truffet"))
        with support.changing(register, command="fortryd") as writer:
            writer.update("call", call, {"retracted_at": clock.to_text(support.NOW)})
        with support.changing(register, command="fortryd") as writer:
            writer.delete("call", call)
        assert events(register)[-2:] == [(2, "fortryd", "inge", key), (3, "fortryd", "inge", key)]


def test_a_command_that_changes_nothing_leaves_every_byte(path: Path) -> None:
    """No event, no new seal, no new file: an edit that ends as it began is no edit."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint())
    before = path.read_bytes()
    with support.written(path) as writer:
        assert not cases.change(writer, key, {"summary": support.complaint().summary})
    assert path.read_bytes() == before


def test_a_long_write_may_be_flushed_on_the_way(path: Path) -> None:
    """The pieces share a group, and none is seen before all are there."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            first = support.add(writer, support.complaint())
            writer.flush()
            second = support.add(writer, support.complaint())
            assert support.due_list(path).cases == []
        assert [(row[0], row[3]) for row in events(register)] == [(1, first), (1, second)]


def test_a_row_may_change_hands_within_a_command(path: Path) -> None:
    """Rows are compared with what was meant last, in the order in which it was done."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            one, two = (support.add(writer, support.complaint()) for _ in range(2))
            cases.replace_points(writer, two, [Point("koordinering")])
            cases.replace_points(writer, one, [Point("koordinering")])
        with support.changing(register) as writer:
            cases.replace_points(writer, two, [])
            cases.replace_points(writer, one, [])
            cases.replace_points(writer, two, [Point("sagsbehandlingstid")])
        assert [point.theme for point in cases.points(register, two)] == ["sagsbehandlingstid"]
        assert cases.points(register, one) == ()


# --- nothing by halves -----------------------------------------------------------------------------


def test_an_exception_inside_saves_nothing(path: Path) -> None:
    """Whatever goes wrong in a command, the register is as it was, and can be written again."""
    before = path.read_bytes()
    with support.opened(path, writing=True) as register:
        with pytest.raises(KeyboardInterrupt), support.changing(register) as writer:
            support.add(writer, support.complaint())
            raise KeyboardInterrupt
        assert path.read_bytes() == before
        with support.changing(register) as writer:
            support.add(writer, support.complaint())
        assert cases.count(register) == 1


@pytest.mark.parametrize("table", ["complaint", "setting"])
def test_a_row_that_is_gone_is_a_sentence(path: Path, table: str) -> None:
    """Another klage may have been there since the command looked."""
    with pytest.raises(NotFoundError, match="findes ikke længere"), support.written(path) as writer:
        writer.update(table, 2026000001, {KEY_OF[table]: "2"})
    with pytest.raises(NotFoundError), support.written(path) as writer:
        writer.delete(table, 2026000001)


KEY_OF = {"complaint": "summary", "setting": "value"}


def test_half_a_surrogate_pair_is_refused_at_the_last_door(path: Path) -> None:
    """Bytes that are no text arrive as half pairs; SQLite cannot hold them, and nothing is saved."""
    before = path.read_bytes()
    with pytest.raises(InvalidValueError, match="ikke kan rumme"), support.written(path) as writer:
        support.add(writer, support.complaint("bl\udce5b"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "trigger",
    [
        "after insert on setting begin update setting set value = 'andet' where key = new.key; end",
        "after insert on setting begin delete from setting where key = new.key; end",
        "before insert on setting begin select raise(ignore); end",
        "after update on complaint begin update complaint set summary = 'andet' where id = new.id; end",
        "before delete on point begin select raise(ignore); end",
    ],
)
def test_what_cannot_be_read_back_is_not_saved(path: Path, trigger: str) -> None:
    """A row that is not there as it was meant stops the command, whatever altered it."""
    with support.written(path) as writer:
        key = support.add(writer, support.complaint(points=(Point("koordinering"),)))
    alone(path, f"create trigger ond {trigger};")
    before = path.read_bytes()
    with pytest.raises(DiskError, match=r"læses tilbage.*Intet er gemt"), support.written(path) as writer:
        writer.insert("setting", {"key": "navn", "value": "Kontoret"})
        cases.change(writer, key, {"summary": "Nyt"})
        cases.replace_points(writer, key, [])
    assert path.read_bytes() == before


def test_a_row_of_a_case_that_is_gone(path: Path) -> None:
    """Another klage has undone the registration meanwhile: it is said, and nothing is saved."""
    before = path.read_bytes()
    row = {"complaint_id": 2026000001, "made_at": "2026-11-20T10:00:00Z", "due_on": "2026-12-01"}
    with pytest.raises(NotFoundError, match="Intet er gemt"), support.written(path) as writer:
        writer.insert("step", row)
    assert path.read_bytes() == before


def test_a_bug_stays_a_bug(path: Path) -> None:
    """A constraint that klage breaks by itself is not called a failing disk, and saves nothing."""
    before = path.read_bytes()
    with pytest.raises(sqlite3.IntegrityError), support.written(path) as writer:
        key = support.add(writer, support.complaint())
        writer.insert("point", {"complaint_id": key, "theme": "findes-ikke"})
    assert path.read_bytes() == before


# --- the seal --------------------------------------------------------------------------------------


def test_every_write_seals_what_the_list_reads(path: Path) -> None:
    """The seal that is stored is the one of the rows that are there."""
    with support.opened(path, writing=True) as register:
        empty = register.one("select hash from seal")
        with support.changing(register) as writer:
            support.add(writer, support.complaint())
        assert register.one("select hash from seal") != empty
        with register.snapshot():
            assert len(seal.checked_rows(register.connection).cases) == 1


def test_a_register_that_does_not_fit_its_seal_is_not_written(path: Path) -> None:
    """A new seal over rows that something else changed would hide the change."""
    with support.written(path) as writer:
        support.add(writer, support.complaint())
    alone(path, "update complaint set phone = '12345678'")
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="segl"), support.written(path) as writer:
        support.add(writer, support.complaint())
    assert path.read_bytes() == before


# --- others ----------------------------------------------------------------------------------------


def test_another_klage_is_waited_for_and_then_named(path: Path) -> None:
    """While a process holds the lock, a list still comes, and a write ends with "busy" after the timeout."""
    holder = support.start_child("hold", path)
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == "held\n"
        assert support.due_list(path).cases == []
        with (
            support.opened(path, writing=True, timeout=0.05) as register,
            pytest.raises(BusyError),
            support.changing(register),
        ):
            pytest.fail("the lock was given away")
    finally:
        holder.communicate()
    assert holder.returncode == 0


def test_a_reader_that_does_not_end_is_named_and_nothing_is_saved(path: Path) -> None:
    """A commit waits for readers; after the timeout it says what became of the change."""
    with support.opened(path) as reader, reader.snapshot():
        reader.one("select 1 from complaint")
        with (
            support.opened(path, writing=True, timeout=0.05) as register,
            pytest.raises(BusyError, match=r"Intet er gemt\.$"),
            support.changing(register) as writer,
        ):
            support.add(writer, support.complaint())
    assert support.due_list(path).cases == []


def test_a_mark_stands_outside_the_history(path: Path) -> None:
    """That the morning run happened is noted by a list, without an event, a group or a new seal."""
    with support.opened(path) as register:
        sealed = register.one("select hash from seal")
        marks.note(register, "cron", support.NOW)
        marks.note(register, "cron", support.NOW + timedelta(days=1), "abc")
    with support.opened(path) as register:
        assert list(register.rows("select * from mark")) == [("cron", "2026-11-21T10:00:00Z", "abc")]
        assert (events(register), register.one("select hash from seal")) == ([], sealed)


# --- failing disks ---------------------------------------------------------------------------------


def test_a_file_that_may_not_grow_says_that_nothing_is_saved(path: Path) -> None:
    """The system refuses to let the file grow: 5, and the register is as it was."""
    with support.written(path) as writer:
        support.add(writer, support.complaint())
    before = path.read_bytes()
    done = support.run_child("add-without-space", path)
    assert (done.returncode, done.stdout) == (DiskError.exit_code, "")
    assert done.stderr.endswith("Intet er gemt.\n")
    assert len(support.due_list(path).cases) == 1
    assert path.read_bytes() == before


def breaking(call: str, when: str) -> tuple[str, ...]:
    """Return the command under which a call to the system fails at its ``when``-th time."""
    fault = f"inject={call}:error=EIO:when={when}"
    return ("strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", fault)


@strace
@pytest.mark.parametrize(
    ("call", "moments", "outcomes"),
    [
        ("fdatasync", range(1, 7), {writing.NOT_SAVED, writing.SAVED}),
        ("unlink", range(1, 3), {writing.NOT_SAVED}),
        ("pwrite64", range(1, 50, 7), {writing.NOT_SAVED}),
    ],
)
def test_what_is_said_after_a_disk_error_is_true(
    path: Path, call: str, moments: range, outcomes: set[str]
) -> None:
    """Each of a command's calls to the disk fails in turn: "saved" is said when it is, and only then.

    When the folder cannot be synced after the journal is gone, SQLite reports an error for a change
    that is saved.
    """
    said: set[str] = set()
    for when in moments:
        before = len(support.due_list(path).cases)
        done = support.run_child("add", path, "1", under=breaking(call, str(when)))
        saved = len(support.due_list(path).cases) > before
        if done.returncode == 0:
            assert saved
        else:
            assert done.returncode == DiskError.exit_code
            said.add(done.stderr.rpartition("undersøgt. ")[2].strip())
            assert done.stderr.strip().endswith(writing.SAVED if saved else writing.NOT_SAVED)
    assert said == outcomes


@strace
def test_a_disk_that_stays_broken_is_not_spoken_for(path: Path) -> None:
    """When the register cannot even be rolled back, nothing is claimed; when the disk is well, it is whole."""
    done = support.run_child("add", path, "1", under=breaking("pwrite64", "36+"))
    assert done.returncode == DiskError.exit_code
    assert done.stderr.strip().endswith((writing.UNKNOWN, writing.NOT_SAVED))
    assert support.due_list(path).cases == []


def test_what_cannot_be_seen_is_not_claimed(path: Path) -> None:
    """When the register itself is gone, klage says that it does not know."""
    with (
        support.opened(path, writing=True) as register,
        pytest.raises(DamagedError, match="Se efter, før du prøver igen"),
        support.changing(register) as writer,
    ):
        support.add(writer, support.complaint())
        path.unlink()
        writer.connection.execute("select 1 from findes_ikke")


def test_the_record_that_was_read_is_the_record_that_is_written(path: Path) -> None:
    """Changing a field back and forth ends where it began, and the history holds both ways."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint(citizen_name="Åse"))
        for name in ("Aase", "Åse"):
            with support.changing(register, command="ret") as writer:
                assert cases.change(writer, key, {"citizen_name": name})
        found = cases.get(register, key).complaint
        assert found == replace(support.complaint(citizen_name="Åse"), registered_at=support.NOW)
        assert content(register, 3) == [("complaint", key, {"citizen_name": "Aase"}, {"citizen_name": "Åse"})]
