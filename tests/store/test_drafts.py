"""Drafts: kept at once, one of a kind for a case, outside the history, and gone when they should be."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain.draft import Draft
from klage.errors import BusyError, DamagedError, InvalidValueError
from klage.store import drafts, history
from klage.store.forget import forgetting
from klage.store.register import create_register
from tests.store import checking, support
from tests.store.support import NOW, opened

SAID = {"notes": ["Hun er ked af det.", "Æ 🙂"], "at": None, "nr": 2}


def test_a_draft_is_kept_until_it_is_thrown_away(path: Path) -> None:
    """Another connection sees it at once; the newest holds, and another kind or case is another draft."""
    with opened(path) as register, opened(path) as another:
        before = history.head(register.connection)
        drafts.keep(register, "opkald", 7, {"notes": []}, NOW)
        drafts.keep(register, "opkald", 7, SAID, NOW + timedelta(minutes=1))
        assert drafts.find(another, "opkald", 7) == Draft("opkald", 7, NOW + timedelta(minutes=1), SAID)
        assert drafts.find(another, "opkald") is drafts.find(another, "opkald", 8) is None
        assert drafts.find(another, "brev", 7) is None
        assert [drafts.throw_away(register, "opkald", 7) for _ in range(2)] == [True, False]
        assert drafts.all_of(another) == []
        assert history.head(register.connection) == before


def test_one_without_a_case(path: Path) -> None:
    """Of each kind there is at most one that belongs to no case."""
    with opened(path) as register:
        drafts.keep(register, "tekst", None, {"text": "En"}, NOW)
        drafts.keep(register, "tekst", None, {"text": "To"}, NOW)
        drafts.keep(register, "tekst", 7, {"text": "Tre"}, NOW)
        found = drafts.find(register, "tekst")
        assert found is not None
        assert found.content == {"text": "To"}
        assert drafts.throw_away(register, "tekst")
        assert [each.case_id for each in drafts.all_of(register)] == [7]


def test_their_order(path: Path) -> None:
    """All of them come newest first, those of a case oldest first."""
    with opened(path) as register:
        for minute, kind in enumerate(("a", "b", "c")):
            drafts.keep(register, kind, 7, {}, NOW + timedelta(minutes=minute))
        drafts.keep(register, "a", 8, {}, NOW)
        assert [(each.kind, each.case_id) for each in drafts.all_of(register)] == [
            ("c", 7), ("b", 7), ("a", 8), ("a", 7),
        ]  # fmt: skip
        assert [each.kind for each in drafts.of_case(register, 7)] == ["a", "b", "c"]


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.text() | st.lists(st.text())))
def test_any_words_come_back(tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]) -> None:
    """What was typed is what is found, whatever it is, unless SQLite can hold no such letter."""
    path = tmp_path_factory.getbasetemp() / "drafts.db"
    create_register(path)
    with opened(path) as register:
        try:
            drafts.keep(register, "opkald", 1, content, NOW)
        except InvalidValueError:
            assert any("\ud800" <= letter <= "\udfff" for letter in str(content))
        else:
            found = drafts.find(register, "opkald", 1)
            assert found is not None
            assert found.content == content


def test_a_draft_goes_with_the_transaction_that_notes_it(path: Path) -> None:
    """Rolled back, it lies there still; committed, it is gone."""
    with opened(path, writing=True) as register:
        drafts.keep(register, "opkald", 7, SAID, NOW)
        with pytest.raises(ZeroDivisionError), support.changing(register) as writer:
            assert drafts.remove(writer.connection, "opkald", 7)
            raise ZeroDivisionError
        assert drafts.find(register, "opkald", 7) is not None
        with support.changing(register) as writer:
            drafts.remove(writer.connection, "opkald", 7)
        assert drafts.find(register, "opkald", 7) is None


def test_a_case_that_is_forgotten_takes_its_drafts_along(path: Path) -> None:
    """Those of other cases, and those of none, stay."""
    key = checking.add(path)
    with opened(path, writing=True) as register:
        for case_id in (key, key + 1, None):
            drafts.keep(register, "opkald", case_id, SAID, NOW)
        with support.changing(register, command="anonymiser") as writer:
            forgetting.forget(writer, register, [key])
        assert [each.case_id for each in drafts.all_of(register)] == [None, key + 1]


def test_another_writer_is_waited_for_and_then_named(path: Path) -> None:
    """A register that is held for too long is told as busy, and the earlier draft stands."""
    with opened(path) as register, opened(path, writing=True) as other:
        drafts.keep(register, "opkald", 7, SAID, NOW)
        register.connection.execute("pragma busy_timeout = 20")
        other.connection.execute("begin immediate")
        with pytest.raises(BusyError):
            drafts.keep(register, "opkald", 7, {}, NOW)
        other.connection.execute("rollback")
        found = drafts.find(register, "opkald", 7)
        assert found is not None
        assert found.content == SAID


def test_what_another_program_put_there(path: Path) -> None:
    """A draft that is no JSON is damage, told without a word of it."""
    with opened(path, writing=True) as register:
        connection = register.connection
        connection.execute("pragma ignore_check_constraints = on")
        connection.execute(
            "insert into draft (kind, at, content) values ('opkald', '2026-11-20T10:00:00Z', 'hemmeligt')"
        )
        with pytest.raises(DamagedError) as caught:
            drafts.all_of(register)
        assert "hemmeligt" not in caught.value.sentence
        connection.execute("pragma ignore_check_constraints = off")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("insert into draft (kind, at, content) values ('x', 'i dag', '{}')")
