"""Checks of the history: the chain, what is kept of it elsewhere, and the tables held against it."""

from pathlib import Path

import pytest

from klage.store import cases, history, marks, writing
from klage.store.inspect.history import NAMES, chain, contents, kept_heads, tables
from klage.store.inspect.inspection import Inspection
from klage.store.inspect.retelling import OFFICE
from tests.store import checking, support
from tests.store.checking import found, levels, messages, tamper


@pytest.fixture
def told(path: Path) -> Path:
    """Return a register with three cases, after which the morning list has run."""
    for number in range(3):
        checking.add(path, f"Klage {number}")
    run_cron(path)
    return path


def run_cron(path: Path) -> None:
    """Note what the morning list notes."""
    with support.opened(path) as register:
        head = history.head(register.connection)
        marks.note(register, "cron", support.NOW, f"{head.event_id} {head.hash.hex()[:16]}")


@pytest.mark.parametrize("look", [chain, contents, kept_heads, tables])
def test_a_whole_history_passes(told: Path, look: checking.Look) -> None:
    """Also when it has grown since the morning list ran."""
    assert found(look, told) == []
    checking.add(told, "Én til")
    assert found(look, told) == []


def test_the_chain_is_followed(told: Path) -> None:
    """A content that was altered is named by its event."""
    tamper(told, "update event_content set content = '[]' where event_id = 2", without_guards=True)
    assert messages(chain, told) == "Indholdet af hændelse 2 i historikken er ændret."
    assert levels(chain, told) == ["fejl"]


CUT = (
    "delete from event_content where event_id = (select max(id) from event)",
    "delete from event where id = (select max(id) from event)",
)


def test_a_tail_that_was_cut_off(told: Path) -> None:
    """The chain is whole; the morning list remembers how long it was, and the case stands without a story."""
    tamper(told, *CUT, without_guards=True)
    assert found(chain, told) == []
    assert "skåret af" in messages(kept_heads, told)
    assert messages(tables, told).startswith("Sag 2026-0003: sagens oplysninger er lagt til uden om klage.")


def test_a_chain_that_was_made_anew(told: Path) -> None:
    """Whoever recomputes all the hashes has a chain that holds, but not the one that was seen."""
    remake(told)
    assert found(chain, told) == []
    assert "skrevet om" in messages(kept_heads, told)


def remake(path: Path) -> None:
    """Write the whole chain anew with another actor, as one who knows klage's source might."""
    tamper(path, "update event set actor = 'en anden'", without_guards=True)
    with support.opened(path, writing=True) as register:
        rows = list(
            register.rows(
                "select id, group_no, at, command, actor, case_id, undoes, content_hash from event order by id"
            )
        )
    link, updates = bytes(32), []
    for *facts, content_hash in rows:
        assert isinstance(content_hash, bytes)
        link = history.chained(link, tuple(facts), content_hash)
        updates.append(f"update event set hash = x'{link.hex()}' where id = {facts[0]}")  # noqa: S608
    tamper(path, *updates, without_guards=True)


def test_a_list_that_has_never_run_has_seen_nothing(path: Path) -> None:
    """Nor has one of an older klage, which noted only when."""
    assert found(kept_heads, path) == []
    with support.opened(path) as register:
        marks.note(register, "cron", support.NOW)
    assert found(kept_heads, path) == []


def test_a_list_that_ran_on_an_empty_register(path: Path) -> None:
    """What has grown out of nothing fits."""
    run_cron(path)
    checking.add(path)
    assert found(kept_heads, path) == []


def test_contents_that_are_gone(told: Path) -> None:
    """Without an event that says that they were erased it is damage; after one it is a forgetting."""
    tamper(told, "delete from event_content where event_id = 3")
    assert messages(contents, told).startswith("Indholdet af 1 hændelse i historikken er væk")
    assert found(chain, told) == []
    with support.written(told, command="anonymiser") as writer:
        writer.update("complaint", 2026000002, {"journal_no": "26/1"})
    assert found(contents, told) == []
    tamper(told, "delete from event_content where event_id = 4")
    assert levels(contents, told) == ["fejl"]


def test_contents_of_the_office_that_were_erased(told: Path) -> None:
    """What a lesson said in a citizen's words belongs to no case; any later forgetting may have erased it."""
    with support.written(told, command="kontor") as writer:
        writer.insert("setting", {"key": "office", "value": "Kontoret"})
    tamper(told, "delete from event_content where event_id = (select max(id) from event)")
    assert levels(contents, told) == ["fejl"]
    with support.written(told, command="anonymiser") as writer:
        writer.update("complaint", 2026000002, {"journal_no": "26/1"})
    assert found(contents, told) == []


def test_an_event_that_was_taken_out_alone(told: Path) -> None:
    """Its content is left without it."""
    tamper(told, "delete from event where id = 3", without_guards=True)
    assert "uden en hændelse" in messages(contents, told)


def test_one_letter_in_a_note(told: Path) -> None:
    """No checksum of SQLite's finds it; the case is named, what was written is not."""
    tamper(told, "update complaint set summary = 'Klage X' where id = 2026000002")
    (finding,) = found(tables, told)
    assert finding.level == "fejl"
    assert finding.message == "Sag 2026-0002: sagens oplysninger er ændret uden om klage."


def test_many_differences_become_a_few_sentences(path: Path) -> None:
    """One for each kind of row and each way, with five numbers and how many more."""
    for number in range(8):
        checking.add(path, f"Klage {number}")
    tamper(path, "update complaint set summary = 'x'", "delete from department")
    assert messages(tables, path) == (
        "Sag 2026-0001, 2026-0002, 2026-0003, 2026-0004, 2026-0005 og 3 andre: sagens oplysninger er ændret uden om klage. "
        "Kontorets afdelinger er fjernet uden om klage."
    )


def test_every_table_has_a_name_for_the_user() -> None:
    """Those in the history, and no other."""
    assert {*OFFICE, *writing.CASE_TABLES, "complaint"} == set(NAMES)


def steps(path: Path, cases_now: int) -> int:
    """Add cases up to a number, take their contents away, and return how much work it is to find that."""
    with support.opened(path, writing=True) as register, support.changing(register) as writer:
        for number in range(cases_now - cases.count(register)):
            support.add(writer, support.complaint(f"Klage {number}"))
    tamper(path, "delete from event_content where event_id > 10")
    looking, seen = Inspection(path, support.NOW), list[int]()
    looking.register.connection.set_progress_handler(lambda: seen.append(1), 100)
    assert [finding.level for finding in contents(looking)] == ["fejl"]
    looking.close()
    return len(seen)


def test_the_work_grows_with_the_history_and_no_faster(path: Path) -> None:
    """Four times the events are at most six times the work: asked event by event it was sixteen times."""
    few = steps(path, 200)
    assert steps(path, 800) <= 6 * few
