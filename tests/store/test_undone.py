"""Cases that were undone: which they are, and that forgetting reaches what the history holds of them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from klage.errors import RefusedError
from klage.store import cases, history, undo, undone
from klage.store.backup import backups, restoring
from klage.store.forget import erasures, forgetting, purging
from klage.store.importing import staging
from klage.store.inspect import history as inspect_history
from klage.store.inspect import retelling
from klage.store.register import Register
from klage.store.undone import Undone
from tests.store import checking, needles
from tests.store.support import NOW, add, changing, complaint, opened

LATER = NOW + timedelta(hours=1)


def undo_all(register: Register, *, down_to: int = 0) -> None:
    """Take back everything after the first groups."""
    while (planned := undo.plan(register)) and planned.group.number > down_to:
        with changing(register, command="fortryd") as writer:
            undo.take_back(writer, register, planned)


def redo(register: Register) -> None:
    """Do the last undone group again."""
    planned = undo.plan(register, again=True)
    assert planned is not None
    with changing(register, command="fortryd") as writer:
        undo.take_back(writer, register, planned, again=True)


def keys(register: Register) -> list[int]:
    """Return the cases that are undone."""
    return [each.case_id for each in undone.found(register)]


# --- which they are -------------------------------------------------------------------------------


def test_a_case_is_undone_with_its_registration(path: Path) -> None:
    """Not before, and not any more when it has been done again."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            key = add(writer, complaint("Ventetid"))
        with changing(register, command="ret") as writer:
            cases.change(writer, key, {"summary": "Lang ventetid"})
        assert undone.found(register) == []
        undo_all(register, down_to=1)
        assert undone.found(register) == []
        undo_all(register)
        assert undone.found(register) == [Undone(key, NOW, may_be_redone=True)]
        redo(register)
        assert undone.found(register) == []


def test_what_else_is_written_ends_doing_it_again(path: Path) -> None:
    """Also when that is undone in its turn: fortryd --om says the same."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            first = add(writer, complaint("Det ene"))
        undo_all(register)
        with changing(register, now=LATER) as writer:
            second = add(writer, complaint("Det andet"))
        assert undone.found(register) == [Undone(first, NOW, may_be_redone=False)]
        undo_all(register)
        assert undone.found(register) == [
            Undone(first, NOW, may_be_redone=False),
            Undone(second, LATER, may_be_redone=True),
        ]


# --- forgetting them ------------------------------------------------------------------------------


def prepared(register: Register) -> tuple[int, list[str], list[str]]:
    """Leave a case that stays and one that is undone; return the latter's key, its needles and the other's."""
    _, staying = needles.add(register, "bliver")
    last = history.head(register.connection).group_no
    key, going = needles.add(register, "gaar")
    undo_all(register, down_to=last)
    assert keys(register) == [key]
    return key, going, staying


def test_every_needle_is_gone_from_every_file(path: Path) -> None:
    """From history, index, free pages and backups, also citizens' words in a lesson; the other case stays."""
    with opened(path, writing=True) as register:
        key, going, staying = prepared(register)
        backups.make(register, NOW)
        assert set(needles.found(path, going)) == set(going)
        assert forgetting.erase(register, [key], LATER, actor="inge") == 1
        assert register.has_pending_purge
        purging.finish(register, LATER)
        assert keys(register) == []
        assert undone.is_forgotten(register, key)
        assert history.problems(register.connection) == []
        assert list(retelling.differences(register)) == []
        assert erasures.read(path)[0].case_id == key
        told = register.one(
            "select e.command, e.actor, c.content from event e join event_content c on c.event_id = e.id"
            " where e.case_id = ?", (key,),
        )  # fmt: skip
        assert told is not None
        assert (told[:2], json.loads(str(told[2]))) == (
            ("anonymiser", "inge"),
            [["complaint", key, {}, None]],
        )
    assert needles.found(path, going) == []
    assert set(needles.found(path, staying)) == set(staying)
    assert checking.found(inspect_history.contents, path) == []
    assert checking.found(inspect_history.tables, path) == []


def test_the_needles_are_found_where_only_the_rows_are_erased(path: Path) -> None:
    """The control: undoing alone leaves every word, and the erasure without the purge leaves some."""
    with opened(path, writing=True) as register:
        key, going, _ = prepared(register)
        purging.finish(register, LATER)
        assert needles.found(path, going)
        forgetting.erase(register, [key], LATER)
        assert needles.found(path, going)


def test_it_is_forgotten_once_and_for_good(path: Path) -> None:
    """A second time there is nothing; its number never comes back, and nothing before it is undone."""
    with opened(path, writing=True) as register:
        key, _, _ = prepared(register)
        forgetting.erase(register, [key], LATER)
        assert forgetting.erase(register, [key], LATER) == 0
        with pytest.raises(RefusedError, match="er allerede slettet"):
            forgetting.candidate_of(register, key)
        with pytest.raises(RefusedError):
            undo.plan(register)
        with pytest.raises(RefusedError):
            undo.plan(register, again=True)
        with pytest.raises(RefusedError, match="blev anonymiseret"), changing(register) as writer:
            writer.insert_many("complaint", [{"id": key}])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_restored_copy_forgets_it_again(path: Path, tmp_path: Path, is_there: bool) -> None:
    """Both a copy from before it was undone and one from after; also where the register itself is lost."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        copies = [_copy(register, tmp_path / "fortrudt-foer")]
        undo_all(register)
        copies.append(_copy(register, tmp_path / "fortrudt-efter"))
        forgetting.erase(register, [key], LATER)
        purging.finish(register, LATER)
    if not is_there:
        path.unlink()
    for copy in copies:
        with staging.staged(path, copy) as staged:
            assert staging.to_forget(staged, path) == [key]
            assert restoring.put(staged, path, LATER + timedelta(hours=1)).erased == 1
        assert needles.found(path, going) == []


def _copy(register: Register, folder: Path) -> Path:
    folder.mkdir()
    return backups.make(register, NOW, folder=folder).path
