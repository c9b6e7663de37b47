"""The tables held against their history: every way of writing fits, and every change behind klage's back is found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klage.domain.complaint import Closing, Point
from klage.errors import DamagedError
from klage.store import cases, office, office_changes
from klage.store.inspect import retelling
from klage.store.inspect.retelling import Difference, differences
from klage.store.office import Theme
from klage.store.writing import CASE_TABLES
from tests.store import checking, support
from tests.store.support import NOW

ONE, TWO = 2026000001, 2026000002


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a register with cases, and with changes to them and to the office."""
    path.unlink()
    support.fill(path, open_cases=6, closed_cases=6)
    with support.opened(path, writing=True) as register, support.changing(register, command="ret") as writer:
        cases.change(writer, ONE, {"summary": "Rettet", "department": "Nyt kontor", "outcome": None})
        cases.replace_points(writer, ONE, [Point("andet", severity=3), Point("vejledning")])
        cases.add_closing(writer, ONE, Closing(NOW, NOW, "afsluttet", "moede", "medhold"))
        cases.add_closing(writer, ONE, Closing(NOW, NOW, "genaabnet"))
        office_changes.change_theme(writer, Theme("andet", "Alt muligt andet", "andet", True))
        office_changes.set_closing_day(writer, (NOW + timedelta(days=30)).date(), "Lukket")
        office_changes.remove_closing_day(writer, (NOW + timedelta(days=30)).date())
        office_changes.close_weekday(writer, 5)
        office.set_letter_days(writer, 4)
    return path


def found(path: Path) -> list[Difference]:
    """Return what is not as the history tells it."""
    with support.opened(path) as register:
        return list(differences(register))


def test_what_klage_writes_fits(filled: Path) -> None:
    """Inserted, changed, deleted and put back: the rows are what their events say."""
    assert found(filled) == []


def test_every_table_is_in_the_history_or_known_to_stand_outside(path: Path) -> None:
    """A new table cannot be forgotten."""
    with support.opened(path) as register:
        sql = "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'"
        tables = [str(name) for (name,) in register.rows(sql)]
    assert sorted(tables) == sorted([*retelling.OUTSIDE, *retelling.OFFICE, *CASE_TABLES, "complaint"])
    assert {*tables} - retelling.OUTSIDE >= retelling.SEEDED


CHANGES = [
    ("update complaint set summary = 'Rettev' where id = 2026000001", Difference(ONE, "complaint", "changed")),
    ("update complaint set phone = null where id = 2026000002", Difference(TWO, "complaint", "changed")),
    ("update complaint set wanted_outcome = '' where id = 2026000002", Difference(TWO, "complaint", "changed")),
    ("update complaint set closed_at = null where id = 2026000007", Difference(2026000007, "complaint", "changed")),
    ("update point set severity = 1 where complaint_id = 2026000001 and severity = 3", Difference(ONE, "point", "changed")),
    ("delete from point where complaint_id = 2026000001 and severity = 3", Difference(ONE, "point", "removed")),
    ("insert into point (complaint_id, theme) values (2026000002, 'andet')", Difference(TWO, "point", "added")),
    ("insert into closing select 99, 2026000002, at, recorded_at, kind, method, outcome, reason, null from closing where id = 1",
     Difference(TWO, "closing", "added")),
    ("update department set active = 0 where name = 'Nyt kontor'", Difference(None, "department", "changed")),
    ("delete from setting", Difference(None, "setting", "removed")),
    ("insert into setting values ('office', 'Et andet')", Difference(None, "setting", "added")),
    ("update theme set label = 'Andet' where code = 'andet'", Difference(None, "theme", "changed")),
    ("insert into opening_hours values (5, '09:00', '12:00')", Difference(None, "opening_hours", "added")),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "expected"), CHANGES, ids=[row[0][:40] for row in CHANGES])
def test_a_change_behind_klages_back(filled: Path, statement: str, expected: Difference) -> None:
    """A letter in a note, a value where there was none, a row slipped in or taken out: named once."""
    checking.tamper(filled, statement)
    assert found(filled) == [expected]


def test_a_case_that_was_removed_or_slipped_in(filled: Path) -> None:
    """With all that belongs to it; it is told for each row."""
    checking.tamper(filled, "delete from complaint where id = 2026000002")
    assert Difference(TWO, "complaint", "removed") in found(filled)
    checking.tamper(
        filled,
        "update complaint set id = 2026000099 where id = 2026000003",
    )
    assert Difference(2026000099, "complaint", "added") in found(filled)


def test_what_a_migration_has_put_there_needs_no_event(filled: Path) -> None:
    """Themes and opening hours stand in a new register without a history; so do the steps of m002."""
    checking.tamper(
        filled,
        "insert into step (complaint_id, made_at, due_on) values (2026000001, '2026-11-20T10:00:00Z', '2026-12-01')",
    )
    assert found(filled) == []


def test_after_a_forgetting_only_what_came_later_counts(filled: Path) -> None:
    """The erased contents say nothing any more; what is told after them is held against the rows again."""
    with support.written(filled, command="anonymiser") as writer:
        writer.connection.execute(
            "update complaint set summary = 'Anonymiseret', citizen_name = null where id = ?", (ONE,)
        )
        writer.connection.execute(
            "delete from event_content where event_id in (select id from event where case_id = ?)", (ONE,)
        )
        writer.update("complaint", ONE, {"journal_no": "26/1"})
    assert found(filled) == []
    checking.tamper(filled, "update complaint set summary = 'Noget andet' where id = 2026000001")
    assert found(filled) == []
    checking.tamper(filled, "update complaint set journal_no = '26/2' where id = 2026000001")
    assert found(filled) == [Difference(ONE, "complaint", "changed")]
    checking.tamper(filled, "update complaint set journal_no = '26/2' where id = 2026000002")
    assert len(found(filled)) == 2


@pytest.mark.parametrize("content", ["{", "[1]", '[["a"]]', "7"])
def test_a_content_that_is_no_list_of_changes(filled: Path, content: str) -> None:
    """The chain finds it too; here it is damage like any other."""
    checking.tamper(
        filled,
        f"update event_content set content = '{content}' where event_id = 1",  # noqa: S608
        without_guards=True,
    )
    with pytest.raises(DamagedError):
        found(filled)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@settings(max_examples=12)
@given(
    texts=st.lists(st.tuples(st.integers(0, 3), TEXT), min_size=1, max_size=12), letter=st.integers(0, 10**6)
)
def test_any_letter_of_any_summary(
    tmp_path_factory: pytest.TempPathFactory, texts: Sequence[tuple[int, str]], letter: int
) -> None:
    """However often a text was rewritten, its last form fits, and one with another letter does not."""
    path = tmp_path_factory.mktemp("kontor") / "klage.db"
    support.fill(path, open_cases=4)
    with support.opened(path, writing=True) as register:
        for place, text in texts:
            with support.changing(register, command="ret") as writer:
                cases.change(writer, ONE + place, {"summary": text})
        assert list(differences(register)) == []
        place, text = texts[-1]
        at = letter % len(text)
        other = f"{text[:at]}{chr(ord(text[at]) ^ 1) if ord(text[at]) > 1 else 'x'}{text[at + 1 :]}"
        register.connection.execute("update complaint set summary = ? where id = ?", (other, ONE + place))
        assert list(differences(register)) == [Difference(ONE + place, "complaint", "changed")]


def test_a_correction_of_a_call(filled: Path) -> None:
    """A new row that points at the old: both are told."""
    with support.opened(filled, writing=True) as register:
        call = replace(cases.calls(register, 2026000003)[0], minutes=9)
        with support.changing(register) as writer:
            key = cases.add_call(writer, 2026000003, call)
            (old,) = writer.connection.execute(
                "select min(id) from call where complaint_id = 2026000003"
            ).fetchone()
            writer.update("call", key, {"corrects": old})
    assert found(filled) == []
