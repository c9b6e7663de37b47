"""Checks of the content: each passes on what klage writes, and fails on what was really changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from klage.errors import DamagedError
from klage.store import cases
from klage.store.inspect import content as inspect_content
from klage.store.inspect.content import numbers, open_cases, sealed, search_index, search_texts
from klage.store.inspect.inspection import Inspection
from tests.store import checking, support
from tests.store.checking import found, levels, messages, tamper


@pytest.fixture
def filled(path: Path) -> Path:
    """Return a register with cases, some of which were changed since they were indexed."""
    path.unlink()
    support.fill(path, open_cases=20, closed_cases=20)
    with support.opened(path, writing=True) as register, support.changing(register, command="ret") as writer:
        cases.change(writer, 2026000001, {"summary": "Plejeseng på Åboulevarden"})
        cases.reindex(writer, register, 2026000001)
    return path


LOOKS = (sealed, search_index, search_texts, numbers, open_cases)


@pytest.mark.parametrize("look", LOOKS)
def test_what_klage_has_written_passes(filled: Path, path: Path, look: checking.Look) -> None:
    """A full register and an empty one."""
    assert found(look, filled) == []


@pytest.mark.parametrize("look", LOOKS)
def test_an_empty_register_passes(path: Path, look: checking.Look) -> None:
    """There is nothing to find."""
    assert found(look, path) == []


def test_a_broken_seal(filled: Path) -> None:
    """Something the due list reads was changed."""
    tamper(filled, "update complaint set call_due_at = '2027-01-01T00:00:00Z' where id = 2026000003")
    assert messages(sealed, filled).startswith("Seglet er brudt")


@pytest.mark.parametrize(
    ("statement", "cases_wrong"),
    [
        ("delete from search where rowid = 2026000002", "1 sag"),
        ("delete from search where rowid > 2026000037", "3 sager"),
        ("insert into search (rowid, text) values (2026000099, 'en til')", "1 sag"),
        ("insert into search (rowid, text) values (1, 'en til')", "1 sag"),
        ("update search set text = text || ' mere' where rowid = 2026000005", "1 sag"),
        ("delete from search", "40 sager"),
        ("update complaint set journal_no = '26/4711' where id = 2026000004", "1 sag"),
    ],
)
def test_an_index_that_does_not_fit_the_cases(filled: Path, statement: str, cases_wrong: str) -> None:
    """A case that is missing in it, one too many, and one whose words are others; FTS5 itself sees nothing."""
    tamper(filled, statement)
    (finding,) = found(search_texts, filled)
    assert (finding.level, finding.mend) == ("fejl", "search")
    assert f"passer ikke til {cases_wrong}," in finding.message


def test_an_index_that_is_damaged_inside(filled: Path) -> None:
    """Its own copy of a text no longer says what its list of words does."""
    tamper(filled, "update search_content set c0 = 'noget helt andet' where id = 2026000003")
    (finding,) = found(search_index, filled)
    assert (finding.level, finding.mend) == ("fejl", "search")
    assert finding.message == "Søgeindekset er beskadiget, og en søgning kan mangle sager."


def test_words_that_are_missing(filled: Path) -> None:
    """Without them a word inside a compound is not found; how many is said, and none of them."""
    tamper(filled, "delete from search_word where word in ('plejeseng', 'aboulevarden')")
    (finding,) = found(search_index, filled)
    assert "mangler 2 ord" in finding.message
    assert "plejeseng" not in finding.message


def test_an_index_that_is_gone(filled: Path) -> None:
    """What FTS5 cannot read is damage."""
    tamper(filled, "drop table search")
    with pytest.raises(DamagedError):
        found(search_index, filled)


def test_an_index_whose_pages_are_gone(filled: Path) -> None:
    """FTS5 cannot even be asked."""
    tamper(filled, "delete from search_data")
    assert levels(search_index, filled) == ["fejl"]


def test_a_file_that_cannot_be_written_is_believed(filled: Path) -> None:
    """FTS5 looks only where it might write; the texts are held against the cases all the same."""
    with closing(sqlite3.connect(f"{filled.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        assert inspect_content.fts_is_whole(connection)
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        assert inspect_content.fts_is_whole(connection)


def test_someone_else_who_writes_is_waited_for(filled: Path) -> None:
    """And is no damage: after the waiting it is told that the register is in use."""
    impatient = sqlite3.connect(filled, isolation_level=None, timeout=0)
    with closing(impatient), closing(sqlite3.connect(filled, isolation_level=None)) as writer:
        writer.execute("begin exclusive")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            inspect_content.fts_is_whole(impatient)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "update number_counter set last = 39",
            "Tælleren for 2026 står for lavt: Nummeret 2026-0040 er givet",
        ),
        ("delete from number_counter", "Tælleren for 2026 står for lavt: Nummeret 2026-0040"),
        ("update number_counter set last = 100", ""),
    ],
)
def test_a_counter_that_is_too_low(filled: Path, statement: str, said: str) -> None:
    """A number that has been given could be given again; a gap is no fault."""
    tamper(filled, statement)
    assert said in messages(numbers, filled)
    assert bool(found(numbers, filled)) == bool(said)


def test_every_year_is_looked_at(filled: Path) -> None:
    """Years without a case between them, years with one alone, and years that only the history knows."""
    columns = "insert into complaint select {} from (select * from complaint limit 1) c"
    with closing(sqlite3.connect(filled)) as connection:
        names = [row[1] for row in connection.execute("pragma table_info(complaint)")]
    tamper(filled, "delete from number_counter")
    for key in (1903000007, 2020000001, 2020000009, 2024000099):
        values = ", ".join(str(key) if name == "id" else name for name in names)
        tamper(
            filled,
            columns.replace("complaint select", f"complaint ({', '.join(names)}) select").format(values),
        )
    tamper(
        filled,
        "insert into event (group_no, at, command, actor, case_id, content_hash, hash)"
        " values (99, '', '', '', 2031000005, x'', x'')",
    )
    said = messages(numbers, filled)
    for number in ("1903-0007", "2020-0009", "2024-0099", "2026-0040", "2031-0005"):
        assert number in said
    assert len(found(numbers, filled)) == 5


def test_the_number_of_a_case_that_is_gone_counts(filled: Path) -> None:
    """The history remembers it, and it is never given again either."""
    tamper(filled, "delete from complaint where id = 2026000040", "update number_counter set last = 39")
    assert "2026-0040" in messages(numbers, filled)


@pytest.mark.parametrize(
    "statement",
    [
        "update complaint set closed_at = null where id = 2026000030",
        "update complaint set closed_at = '2026-11-20T10:00:00Z' where id = 2026000003",
        "update closing set retracted_at = at where complaint_id = 2026000030",
        "delete from closing where complaint_id = 2026000030",
    ],
)
def test_a_case_that_is_open_against_its_own_story(filled: Path, statement: str) -> None:
    """Whether it is open is the sum of its closings."""
    tamper(filled, statement)
    (finding,) = found(open_cases, filled)
    assert finding.level == "advarsel"
    assert "2026-0030" in finding.message or "2026-0003" in finding.message


def test_a_long_look_tells_how_far_it_is(filled: Path) -> None:
    """Every so many cases; a short one has nothing to tell."""
    seen: list[tuple[int, int]] = []
    inspection = Inspection(filled, support.NOW, lambda at, total: seen.append((at, total)))
    assert list(search_texts(inspection)) == []
    inspection.close()
    assert seen == []
    assert inspect_content.STEP == 1000
