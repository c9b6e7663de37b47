"""Clearing up after an erasure: no byte of any file that klage keeps holds what was forgotten."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.errors import DiskError, KlageError, PermissionRefusedError
from klage.store import history, seal, search, written_files
from klage.store.backup import backups, verifying
from klage.store.forget import erasures, forgetting, purging
from klage.store.register import Register, create_register
from tests.store import needles, support
from tests.store.support import NOW, changing, opened

LATER = NOW + timedelta(hours=1)


def forgotten(register: Register, key: int) -> None:
    """Forget a case and clear up after it."""
    forgetting.erase(register, [key], LATER)
    purging.finish(register, LATER)


def test_every_needle_is_gone_from_every_file(path: Path) -> None:
    """From register, index, backups and old copies; those of a case that stays are all there."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        _, staying = needles.add(register, "bliver")
        (old,) = [backups.make(register, NOW)]
        path.with_name("klage.db.version-2").write_bytes(path.read_bytes())
        assert needles.found(path, going) == going
        forgotten(register, key)
        assert [each.path for each in backups.kept(path)] != [old.path]
        assert len(backups.kept(path)) == 1
        assert history.problems(register.connection) == []
        seal.verify(register.connection)
        assert not register.has_pending_purge
    assert needles.found(path, going) == []
    assert set(needles.found(path, staying)) == set(staying)
    (fresh,) = backups.kept(path)
    assert verifying.problems(fresh) == []
    assert [erasure.case_id for erasure in erasures.read(path)] == [key]
    assert sorted(support.names(path.parent)) == ["klage.db", "sikkerhedskopier"]


def test_the_needles_are_found_where_only_the_rows_are_erased(path: Path) -> None:
    """The control: without the purge the words are still in the file, in the index, or in a backup."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        forgetting.erase(register, [key], LATER)
        assert register.has_pending_purge
        assert needles.found(path, going)


def test_packing_alone_is_not_enough(path: Path) -> None:
    """Another control: VACUUM keeps the words of the index, and a backup keeps everything."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        forgetting.erase(register, [key], LATER)
        register.connection.execute("vacuum")
    assert needles.found(path, going)


fragments = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(fragments, min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_any_texts_are_forgotten(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], data: st.DataObject
) -> None:
    """Whatever the words stand among, and however many cases share a page with them."""
    path = tmp_path_factory.mktemp("kontor") / "klage.db"
    create_register(path)
    keys, words = [], []
    with opened(path, writing=True) as register:
        for number, parts in enumerate(texts):
            key, first = needles.add(register, f"c{number}x")
            word = f"Nøgle{number}æøå{'q' * number}"
            summary = f" {word} ".join([*parts, ""]) * data.draw(st.integers(1, 200))
            with changing(register, command="ret") as writer:
                writer.update("complaint", key, {"summary": summary})
            keys.append(key)
            words.append([*first, word])
        going = data.draw(st.sets(st.sampled_from(range(len(keys))), min_size=1))
        forgetting.erase(register, [keys[number] for number in going], LATER)
        purging.finish(register, LATER)
    for number, mine in enumerate(words):
        left = needles.found(path, mine)
        assert left == [] if number in going else left


def test_search_still_finds_the_others(path: Path) -> None:
    """Also inside a compound, by the words that were made anew."""
    with opened(path, writing=True) as register:
        key, _ = needles.add(register, "gaar")
        with changing(register) as writer:
            other = support.add(writer, support.complaint("Hjælpemiddelcentralen svarer ikke"))
            search.index(writer.connection, other, search.document(["Hjælpemiddelcentralen svarer ikke"]))
        forgotten(register, key)
        assert search.find(register, "middel", limit=9) == search.find(register, "svarer", limit=9) == [other]


def test_rebuilding_the_index_gives_the_same_index(path: Path) -> None:
    """Words and hits are those that the writing commands have made one by one, however many there are."""
    with opened(path, writing=True) as register, changing(register) as writer:
        texts = {number: f"ord{number} falles {chr(0x4E00 + number)}" for number in range(1, 60)}
        for number, text in texts.items():
            search.index(writer.connection, number, text)
        before = _index(writer.connection)
        search.rebuild(writer.connection)
        assert _index(writer.connection) == before
        assert search.find(register, "falles", limit=99) == sorted(texts, reverse=True)


def _index(connection: sqlite3.Connection) -> tuple[object, ...]:
    connection.execute("create virtual table if not exists temp.terms using fts5vocab(main, search, row)")
    return (
        connection.execute("select term, doc, cnt from temp.terms order by term").fetchall(),
        connection.execute("select word from search_word order by word").fetchall(),
    )


def test_without_room_nothing_is_begun(path: Path) -> None:
    """It is asked before anything is erased, and the sentence says how much is needed."""
    with opened(path, writing=True) as register:
        purging.require_space(register)
        with pytest.raises(DiskError, match=r"Der skal være [0-9.]+ MB ledig"):
            purging.require_space(register, copies=10**12)


def test_finishing_twice_is_finishing_once(path: Path) -> None:
    """Every step may be done again: what a kill left half done is begun from the start."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        forgotten(register, key)
        purging.finish(register, LATER + timedelta(minutes=1))
        assert [erasure.case_id for erasure in erasures.read(path)] == [key]
    assert needles.found(path, going) == []
    assert len(backups.kept(path)) == 1


def test_files_that_are_gone_are_no_longer_named(path: Path, tmp_path: Path) -> None:
    """The name of a file may say more than it should."""
    there, gone = tmp_path / "der.csv", tmp_path / "Anna Hansen.csv"
    there.write_text("x")
    with opened(path, writing=True) as register:
        for file in (there, gone):
            written_files.note(register, file, "eksport", NOW)
        purging.finish(register, LATER)
        assert [file.path for file in written_files.existing(register)] == [there]
        assert register.one("select count(*) from written_file") == (1,)


def test_a_fault_on_the_way_leaves_the_mark(path: Path) -> None:
    """The register is busy, or a folder stands where a backup should; then it is done again later."""
    with opened(path, writing=True) as register:
        key, going = needles.add(register, "gaar")
        forgetting.erase(register, [key], LATER)
        with opened(path) as reader, reader.snapshot():
            reader.one("select count(*) from complaint")
            register.connection.execute("pragma busy_timeout = 10")
            with pytest.raises(KlageError):
                purging.finish(register, LATER)
        assert register.has_pending_purge
        assert not register.connection.in_transaction
        purging.finish(register, LATER)
        assert not register.has_pending_purge
    assert needles.found(path, going) == []


def test_an_old_copy_that_cannot_be_removed(path: Path) -> None:
    """It is told, and the mark stands."""
    with opened(path, writing=True) as register:
        key, _ = needles.add(register, "gaar")
        forgetting.erase(register, [key], LATER)
        path.with_name("klage.db.version-1").mkdir()
        with pytest.raises((DiskError, PermissionRefusedError)):
            purging.finish(register, LATER)
        assert register.has_pending_purge


def test_a_damaged_mark_table_hides_no_list(path: Path) -> None:
    """Whether a purge is pending is asked of every command, and none fails over it."""
    with opened(path, writing=True) as register:
        register.connection.execute("drop table mark")
        assert not register.has_pending_purge
