"""Putting a copy in the register's place: nothing that was there is lost, and nobody's writing with it."""

import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.backup import BEFORE_RESTORE, DAILY
from klage.domain.complaint import Closing
from klage.errors import BusyError, NewerRegisterError, NoRegisterError
from klage.store import cases, history, written_files
from klage.store.backup import backups, restoring, verifying
from klage.store.file import VERSION, connect
from klage.store.forget import forgetting, purging
from klage.store.importing import staging
from klage.store.register import open_register
from tests.store import support
from tests.store.support import NOW, altered, fill, mode, names, opened

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a register with cases in it."""
    path = tmp_path / "kontor" / "klage.db"
    path.parent.mkdir()
    fill(path, open_cases=3)
    return path


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of the register, out of klage's own reach."""
    with opened(filled) as register:
        made = backups.make(register, NOW)
    return Path(shutil.copy(made.path, tmp_path / "kopi.db"))


def add(path: Path, text: str = "Ingen svarer") -> int:
    """Register one complaint."""
    with support.written(path) as writer:
        return support.add(writer, support.complaint(text))


def restore(path: Path, copy: Path) -> restoring.Done:
    """Restore a register from a copy."""
    with staging.staged(path, copy) as register:
        return restoring.put(register, path, LATER)


def summaries(path: Path) -> set[str]:
    """Return what the cases of a register are about."""
    with opened(path) as register:
        return {str(row[0]) for row in register.rows("select summary from complaint")}


def whole(path: Path) -> bool:
    """Tell whether a register is sound in every way."""
    with opened(path) as register:
        assert register.one("pragma integrity_check") == ("ok",)
        return history.problems(register.connection) == [] and mode(path) == 0o600


def test_the_register_becomes_the_copy_and_is_kept(filled: Path, copy: Path) -> None:
    """What came after the copy is in the backup that was made first, and it can be restored in its turn."""
    before = summaries(filled)
    add(filled, "Kom bagefter")
    done = restore(filled, copy)
    assert summaries(filled) == before
    assert whole(filled)
    assert done.kept is not None
    assert done.kept.kind == BEFORE_RESTORE
    assert verifying.problems(done.kept) == []
    assert "Kom bagefter" in summaries(done.kept.path)
    back = restore(filled, done.kept.path)
    assert back.state.cases == 4
    assert "Kom bagefter" in summaries(filled)


def test_the_next_daily_backup_follows_the_new_course(filled: Path, copy: Path) -> None:
    """Although the register now holds less than the newest copy."""
    add(filled)
    with opened(filled) as register:
        full = backups.make(register, NOW + timedelta(minutes=5))
    restore(filled, copy)
    with opened(filled) as register:
        made = backups.make(register, LATER + timedelta(minutes=5), kind=DAILY)
    assert {made, full} <= set(backups.kept(filled))


def test_numbers_that_were_given_are_not_given_again(filled: Path, copy: Path) -> None:
    """A citizen may have the number in a letter."""
    gone = add(filled)
    restore(filled, copy)
    assert add(filled) == gone + 1


def test_a_register_is_created_where_there_is_none(copy: Path, tmp_path: Path) -> None:
    """The first moment on a new machine, in a folder that does not exist yet."""
    path = tmp_path / "ny" / "maskine" / "klage.db"
    done = restore(path, copy)
    assert (done.kept, done.aside, done.erased, done.state.cases) == (None, None, 0, 3)
    assert whole(path)
    assert mode(path.parent) == 0o700
    assert names(path.parent) == ["klage.db"]


def test_a_damaged_register_is_moved_aside_untouched(filled: Path, copy: Path) -> None:
    """And it is named when somebody is forgotten: klage cannot look into it."""
    altered(filled, filled.stat().st_size - 8192, b"\xff" * 8192)
    content = filled.read_bytes()
    done = restore(filled, copy)
    assert done.aside is not None
    assert done.aside.read_bytes() == content
    assert whole(filled)
    with opened(filled) as register:
        assert [each.path for each in written_files.existing(register)] == [done.aside]


def test_a_second_damaged_register_gets_a_name_of_its_own(filled: Path, copy: Path) -> None:
    """Within the same second, too."""
    found = set()
    for _ in range(3):
        filled.write_text("ikke en database, men en tekst")
        found.add(restore(filled, copy).aside)
    assert len(found) == 3
    assert all(aside and aside.read_text().startswith("ikke") for aside in found)


def test_the_journal_of_a_lost_register_is_not_taken_for_the_new_one_s(filled: Path, copy: Path) -> None:
    """SQLite would roll it back into the file that came."""
    with open_register(filled, writing=True).connection as connection:
        connection.execute("pragma cache_size = 2")
    assert support.run_child("die", filled).returncode == -signal.SIGKILL
    journal = Path(f"{filled}-journal")
    assert journal.exists()
    filled.unlink()
    done = restore(filled, copy)
    assert done.aside is None
    assert not journal.exists()
    assert whole(filled)
    assert done.state.cases == 3


def test_a_register_that_a_crash_left_is_rolled_back_and_kept(filled: Path, copy: Path) -> None:
    """A hot journal is no damage."""
    assert support.run_child("die", filled).returncode == -signal.SIGKILL
    done = restore(filled, copy)
    assert done.kept is not None
    assert done.aside is None
    assert whole(filled)


def test_a_register_of_a_newer_klage_stays(filled: Path, copy: Path) -> None:
    """This one could not keep it."""
    altered(filled, 60, (VERSION + 1).to_bytes(4, "big"))
    before = filled.read_bytes()
    with pytest.raises(NewerRegisterError):
        restore(filled, copy)
    assert filled.read_bytes() == before


def test_a_register_in_use_is_not_restored(filled: Path, copy: Path) -> None:
    """It is looked into before it is said."""
    with closing(connect(filled)) as other, staging.staged(filled, copy) as register:
        other.execute("begin immediate")
        with pytest.raises(BusyError, match=r"Registret er ikke gendannet\.$"):
            restoring.put(register, filled, LATER, timeout=0.1)
    assert set(names(filled.parent)) == {"klage.db", "sikkerhedskopier"}


def test_a_full_disk_leaves_the_register_as_it_was(filled: Path, copy: Path) -> None:
    """With the code of a disk that fails, and a sentence that is true."""
    add(filled, "Kom bagefter")
    before = filled.read_bytes()
    done = support.run_child("restore-without-space", filled, str(copy))
    assert done.returncode == 5
    assert done.stderr.endswith("Registret er ikke gendannet.\n")
    assert filled.read_bytes() == before


def test_a_register_that_came_meanwhile_is_not_replaced(copy: Path, tmp_path: Path) -> None:
    """Somebody else was quicker, and may have a case in it."""
    path = tmp_path / "ny" / "klage.db"
    done = support.run_child("restore", path, str(copy), "a register")
    assert done.returncode == 9
    assert path.read_text() == "en andens"


def test_what_could_not_be_put_in_place_takes_nothing_away(filled: Path, copy: Path) -> None:
    """The damaged register has its name again."""
    filled.write_text("ikke en database, men en tekst")
    done = support.run_child("restore", filled, str(copy), "a file system without links")
    assert done.returncode == 8
    assert filled.read_text() == "ikke en database, men en tekst"
    assert set(names(filled.parent)) == {"klage.db", "sikkerhedskopier"}


def test_where_there_is_no_register_nothing_has_changed(copy: Path, tmp_path: Path) -> None:
    """And that is what is said."""
    path = tmp_path / "ny" / "klage.db"
    done = support.run_child("restore", path, str(copy), "a file system without links")
    assert (done.returncode, done.stderr.endswith("Intet er ændret.\n")) == (8, True)
    assert names(path.parent) == []


def test_a_folder_with_the_register_s_name_is_left_alone(copy: Path, tmp_path: Path) -> None:
    """It is the user's, whatever it is."""
    (tmp_path / "klage.db" / "i mappen").mkdir(parents=True)
    with pytest.raises(NoRegisterError, match="ikke en almindelig fil"):
        restore(tmp_path / "klage.db", copy)
    assert (tmp_path / "klage.db" / "i mappen").is_dir()


def test_a_register_behind_a_link_stays_behind_it(filled: Path, copy: Path, tmp_path: Path) -> None:
    """Whether it is overwritten or moved aside."""
    link = tmp_path / "genvej" / "klage.db"
    link.parent.mkdir()
    link.symlink_to(filled)
    add(filled)
    restore(link, copy)
    assert link.is_symlink()
    filled.write_text("ikke en database, men en tekst")
    restore(link, copy)
    assert link.is_symlink()
    assert whole(filled)


def writing_on(path: Path) -> Callable[[], list[str]]:
    """Start a process that registers complaints; return what waits for it and gives the numbers it said."""
    process = support.start_child("add", path, "25")
    assert process.stdout is not None
    first = process.stdout.readline()
    return lambda: [first.strip(), *process.communicate()[0].split()]


def test_nobody_s_case_is_lost_in_between(filled: Path, copy: Path) -> None:
    """Each case that was acknowledged is in the register or in the backup made of it before."""
    wait = writing_on(filled)
    done = restore(filled, copy)
    said = wait()
    assert done.kept is not None
    found = set()
    for file in (filled, done.kept.path):
        with opened(file) as register:
            found |= {str(row[0]) for row in register.rows("select id from complaint")}
    assert len(said) == 25
    assert set(said) <= found
    assert whole(filled)


def test_a_kill_leaves_the_one_or_the_other(filled: Path, copy: Path) -> None:
    """Wherever it strikes, from the first millisecond to the last, the register is whole."""
    add(filled, "Kom bagefter " * 2000)
    full = filled.read_bytes()
    results, moment, code = set(), 4.0, -signal.SIGALRM
    while code:
        filled.write_bytes(full)
        code = support.run_child("restore-and-die", filled, str(copy), str(moment)).returncode
        assert whole(filled)
        results.add(len(summaries(filled)))
        moment *= 2
    assert results == {3, 4}


def test_what_was_forgotten_is_forgotten_again(filled: Path, copy: Path) -> None:
    """Not a byte of it is in the register afterwards, nor in anything that klage keeps."""
    needle = b"Klage nummer 1 om ventetid"
    key = 2026000002
    assert needle in copy.read_bytes()
    with opened(filled, writing=True) as register:
        closing_ = Closing(NOW, NOW, "afsluttet", "telefonsamtale", "loest_i_dialog")
        with support.changing(register) as writer:
            cases.add_closing(writer, key, closing_)
        forgetting.erase(register, [key], NOW)
        purging.finish(register, NOW)
    for lost in (False, True):
        if lost:
            filled.unlink()
        done = restore(filled, copy)
        assert done.erased == 1
        kept = [filled, *backups.folder_of(filled).iterdir()]
        assert [file for file in kept if needle in file.read_bytes()] == []
        assert whole(filled)
        with opened(filled) as register:
            assert not register.has_pending_purge


def test_nothing_of_the_work_is_left(filled: Path, copy: Path) -> None:
    """Beside the register lie the register and its backups."""
    restore(filled, copy)
    assert set(names(filled.parent)) == {"klage.db", "sikkerhedskopier"}
    assert all(name.endswith(".db") for name in names(backups.folder_of(filled)))
