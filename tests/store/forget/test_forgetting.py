"""Forgetting in the register: who is a candidate, what is erased, and that nothing brings it back."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klage.domain import forgetting as rules
from klage.domain.appeal import Appeal
from klage.domain.call import Call
from klage.domain.complaint import Closing, Point
from klage.domain.forgetting import Candidate, Rule
from klage.domain.report.period import of_year
from klage.domain.step import Step
from klage.errors import RefusedError
from klage.output.report.as_json import as_json
from klage.store import appeals, cases, due, history, listing, merging, search, steps
from klage.store.forget import forgetting, purging
from klage.store.register import Register
from klage.store.report import reporting
from klage.store.rows import column
from klage.store.writing import CASE_TABLES, Writer
from tests.store import needles, support
from tests.store.support import NOW, add, changing, complaint, opened

CLOSED = Closing(NOW, NOW, "afsluttet", "moede", "medhold")

NO_FIELD = {
    "complaint": {"call_due_at", "call_policy", "closed_at"},
    "call": {"retracted_at"},
    "closing": {"retracted_at"},
    "lesson_case": {"feedback_given_on"},
    "example": {"title", "story", "written_on", "approved_on"},
}
"""Columns of text that stand in no field table: times, what was promised, and the stories told for the
report, which are deleted with their rows unless they were approved to be read by everyone."""


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    """Open the register for writing."""
    with opened(path, writing=True) as found:
        yield found


def closed_case(register: Register, **more: Any) -> int:
    """Register a case that is in the journal and closed, and return its key."""
    with changing(register) as writer:
        key = add(writer, complaint(**{"journal_no": "26/1", "citizen_name": "Åse", **more}))
        cases.add_closing(writer, key, CLOSED)
        cases.reindex(writer, register, key)
    return key


def only(register: Register, key: int) -> Candidate:
    """Return the candidate that holds a case."""
    (found,) = [each for each in forgetting.candidates(register) if key in each.ids]
    return found


# --- the schema -----------------------------------------------------------------------------------


def test_no_text_of_a_case_is_overlooked(register: Register) -> None:
    """Every column of text of every table of a case is in a field table, or in a short list with a reason."""
    assert set(rules.TABLES) | set(NO_FIELD) == CASE_TABLES | {"complaint"}
    for table in CASE_TABLES | {"complaint"}:
        described = {column(field) for field in rules.TABLES.get(table, ())}
        texts = {str(row[1]) for row in register.rows(f"pragma table_info({table})") if row[2] == "TEXT"}
        assert texts - described == NO_FIELD.get(table, set()), table


def test_every_table_of_a_case_is_known(register: Register) -> None:
    """A table that refers to a complaint is one of them, so that a new one cannot be forgotten."""
    tables = [str(name) for (name,) in register.rows("select name from sqlite_master where type = 'table'")]
    referring = {
        table
        for table in tables
        for row in register.rows(f"pragma foreign_key_list({table})")
        if row[2] == "complaint"
    }
    assert referring - {"complaint"} == CASE_TABLES


# --- who ------------------------------------------------------------------------------------------


def test_the_rule_of_the_office(register: Register) -> None:
    """There is none before it is set; it is changed, and taken away again."""
    assert forgetting.rule(register) is None
    for new in (Rule(24), Rule(36, needs_journal_no=False), None, None):
        with changing(register, command="kontor sletning") as writer:
            forgetting.set_rule(writer, new)
        assert forgetting.rule(register) == new


def test_a_closed_case_that_is_in_the_journal(register: Register) -> None:
    """Nothing keeps it."""
    assert only(register, closed_case(register)) == Candidate((2026000001,), NOW)


def test_what_belongs_in_the_journal(register: Register) -> None:
    """A complaint does; guidance and praise do not."""
    assert only(register, closed_case(register, journal_no=None)).lacks_journal_no
    assert not only(
        register, closed_case(register, journal_no=None, contact_type="vejledning")
    ).lacks_journal_no


def test_what_is_still_owed(register: Register) -> None:
    """A promise, a concern for a child, a complaint over a decision; and an open case is open."""
    key = closed_case(register, child_concern=True, complaint_kind="realitet")
    with changing(register) as writer:
        steps.add(writer, key, Step(NOW, NOW.date()))
        appeals.save(writer, key, Appeal(forwarded_on=date(2026, 11, 1), appeal_body="ankestyrelsen"))
    found = only(register, key)
    assert (found.promises, found.concern_waits, found.awaits_decision) == (1, True, True)
    with changing(register) as writer:
        cases.add_call(writer, key, Call(NOW, "talt_med", withdrawal_confirmed=True))
        opened_again = add(writer, complaint(complaint_kind="realitet"))
    assert not only(register, key).awaits_decision
    assert only(register, opened_again) == Candidate((opened_again,), None, lacks_journal_no=True)


def test_an_old_case_without_a_track_waits_for_nothing(register: Register) -> None:
    """It came with an import, closed before klage followed decisions."""
    key = closed_case(register, complaint_kind="realitet")
    register.connection.execute("delete from appeal")
    assert not only(register, key).awaits_decision


def test_merged_cases_are_one_candidate(register: Register) -> None:
    """Closed when the last of them was; the journal number of one is enough; whichever is asked for."""
    first, second, third = (closed_case(register, journal_no=no) for no in (None, "26/2", None))
    for older, younger in ((second, third), (first, second)):
        with changing(register, now=NOW + timedelta(hours=1)) as writer:
            merging.merge(writer, cases.get(register, older), cases.get(register, younger))
    assert forgetting.candidates(register) == [Candidate((first, second, third), NOW)]
    assert forgetting.candidate_of(register, third).ids == (first, second, third)


# --- erasing --------------------------------------------------------------------------------------


def test_what_is_left_of_a_case(register: Register) -> None:
    """Codes, days and departments; of each text that it was there; and when it was forgotten."""
    key, _ = needles.add(register, "a")
    counted = _counted(register, key)
    assert forgetting.erase(register, [key], NOW) == 1
    after = cases.get(register, key)
    assert after.complaint.anonymised_at == NOW
    assert (after.complaint.citizen_name, after.complaint.phone, after.complaint.journal_no) == (
        None,
        None,
        None,
    )
    assert after.complaint.summary == after.complaint.wanted_outcome == rules.GONE
    assert [call.late_reason for call in after.calls] == [rules.GONE]
    assert _counted(register, key) == counted
    assert register.one("select fingerprint from complaint where id = ?", (key,)) == (None,)
    assert register.one("select count(*) from example") == (0,)
    assert register.one("select words from lesson") == (None,)


def _counted(register: Register, key: int) -> dict[str, list[tuple[object, ...]]]:
    """Return every column of a case that is to stay, by table."""
    found = {}
    for table in rules.TABLES:
        wiped = {field.key for field in rules.wiped(table)} | {"fingerprint", "mail_print", "anonymised_at"}
        columns = [str(row[1]) for row in register.rows(f"pragma table_info({table})")]
        kept = ", ".join(name for name in columns if name not in wiped)
        owner = "complaint_id" if table in CASE_TABLES else "id"
        found[table] = list(register.rows(f"select {kept} from {table} where {owner} = ?", (key,)))  # noqa: S608 -- names are ours
    assert all(found.values())
    return found


def test_approved_words_and_stories_stay(register: Register) -> None:
    """They were approved to be read by everyone; how they were worded before is gone from the history."""
    key = closed_case(register)
    with changing(register) as writer:
        story = {"complaint_id": key, "title": "En sag", "story": "Fortalt", "written_on": "2026-01-01"}
        writer.insert("example", {**story, "approved_on": "2026-01-02"})
        lesson = writer.insert("lesson", {**needles.LESSON, "words": "Uden navn"})
        writer.insert("lesson_case", {"lesson_id": lesson, "complaint_id": key})
        other = writer.insert("lesson", {**needles.LESSON, "words": "En andens"})
    with changing(register) as writer:
        writer.update("lesson", lesson, {"words_approved_on": "2026-01-02"})
    forgetting.erase(register, [key], NOW)
    assert register.one("select story from example") == ("Fortalt",)
    assert [words for (words,) in register.rows("select words from lesson")] == ["Uden navn", "En andens"]
    contents = [str(text) for (text,) in register.rows("select content from event_content")]
    assert json.dumps([["lesson", lesson, {}, {}]], separators=(",", ":")) in contents
    assert not any("Uden navn" in text or "Fortalt" in text for text in contents)
    office = "select count(*) from event where case_id is null and command = 'anonymiser'"
    assert (other, register.one(office)) == (lesson + 1, (1,))


def test_the_history_says_that_and_not_what(register: Register) -> None:
    """Its events stand, without content or salt; one more says when; the chain holds."""
    key, _ = needles.add(register, "a")
    stays = closed_case(register, summary="Denne bliver")
    events = register.one("select count(*) from event where case_id = ?", (key,))
    forgetting.erase(register, [key], NOW, actor="inge")
    found = list(
        register.rows(
            "select e.command, e.actor, c.content from event e left join event_content c on c.event_id = e.id"
            " where e.case_id = ? order by e.id",
            (key,),
        )
    )
    assert events == (len(found) - 1,)
    assert [content for *_, content in found[:-1]] == [None] * (len(found) - 1)
    assert found[-1][:2] == ("anonymiser", "inge")
    assert json.loads(str(found[-1][2])) == [
        ["complaint", key, {"anonymised_at": None}, {"anonymised_at": "2026-11-20T10:00:00Z"}]
    ]
    assert history.problems(register.connection) == []
    assert any("Denne bliver" in str(text) for (text,) in register.rows("select content from event_content"))
    assert cases.get(register, stays).complaint.citizen_name == "Åse"


def test_forgetting_again_changes_nothing(register: Register) -> None:
    """Cases that are gone already, or never were there, are passed over: a restored register is forgotten anew."""
    key = closed_case(register)
    assert forgetting.erase(register, [key, 2026009999], NOW) == 1
    later = NOW + timedelta(days=1)
    assert forgetting.erase(register, [key], later) == 0
    assert forgetting.anonymised_at(register, key) == NOW
    assert forgetting.forgotten(register) == [key]
    with pytest.raises(RefusedError, match="blev anonymiseret"):
        forgetting.candidate_of(register, key)
    assert forgetting.candidates(register) == []


def test_nothing_to_forget_leaves_no_mark(register: Register) -> None:
    """There is nothing to clear up after."""
    with changing(register, command="anonymiser") as writer:
        forgetting.forget(writer, register, [])
    assert not register.has_pending_purge


def test_no_command_brings_anything_back(register: Register) -> None:
    """Whatever would write to a forgotten case is refused by the register itself; learning may go on."""
    key = closed_case(register)
    forgetting.erase(register, [key], NOW)
    for attempt in (
        lambda writer: writer.update("complaint", key, {"citizen_name": "Åse"}),
        lambda writer: cases.add_call(writer, key, Call(NOW, "talt_med", concern="Hej")),
        lambda writer: cases.add_closing(writer, key, Closing(NOW, NOW, "genaabnet", reason="Nyt")),
        lambda writer: writer.insert("example", {"complaint_id": key, "title": "T", "story": "S", "written_on": "2026-01-01"}),
    ):  # fmt: skip
        with pytest.raises(RefusedError, match="2026-0001 blev anonymiseret"), changing(register) as writer:
            attempt(writer)
    with changing(register) as writer:
        lesson = writer.insert("lesson", needles.LESSON)
        writer.insert("lesson_case", {"lesson_id": lesson, "complaint_id": key})
        other = add(writer, complaint())
        cases.add_call(writer, other, Call(NOW, "talt_med"))
        cases.add_call(writer, other, Call(NOW, "talt_med"))
    assert cases.get(register, key).complaint.citizen_name is None


def test_nothing_is_brought_back_or_taken_away_in_bulk(register: Register) -> None:
    """An import and an undoing write a thousand rows at a time, and one of them is enough to refuse."""
    key, other = closed_case(register), closed_case(register)
    forgetting.erase(register, [key], NOW)
    point = {"theme": "koordinering", "severity": 2}
    (closing,) = [row for (row,) in register.rows("select id from closing where complaint_id = ?", (key,))]
    with changing(register) as writer:
        writer.insert_many("point", [{"id": 7, "complaint_id": other, **point}])
    two = [{"id": 8, "complaint_id": other, **point}, {"id": 9, "complaint_id": key, **point}]
    attempts: list[Callable[[Writer], None]] = [
        lambda writer: writer.insert_many("point", two),
        lambda writer: writer.delete("closing", closing),
        lambda writer: writer.delete_many("complaint", [other, key]),
    ]
    for attempt in attempts:
        with pytest.raises(RefusedError, match="2026-0001 blev anonymiseret"), changing(register) as writer:
            attempt(writer)
    with changing(register) as writer:
        lesson = writer.insert("lesson", needles.LESSON)
        writer.insert_many("lesson_case", [{"id": 5, "lesson_id": lesson, "complaint_id": key}])
        writer.delete("lesson_case", 5)
        writer.delete("point", 7)
    assert register.one("select count(*) from point") == (0,)


def test_search_finds_only_what_is_left(register: Register) -> None:
    """Neither name nor text, at once and without the purge; number and department are still found."""
    key = closed_case(register, summary="Kørestolen kom aldrig", department="Visitationen")
    assert search.find(register, "kørestolen", limit=9) == search.find(register, "åse", limit=9) == [key]
    forgetting.erase(register, [key], NOW)
    for word in ("kørestolen", "stol", "åse"):
        assert search.find(register, word, limit=9) == []
    assert search.find(register, "visitationen", limit=9) == [key]
    everything = list(listing.find(register, listing.Filters(without_journal_no=True)))
    assert everything == []


# --- the figures ----------------------------------------------------------------------------------

kinds = st.sampled_from(["formalitet", "realitet", "blandet", "uafklaret"])
late = st.none() | st.sampled_from(["Ferie", "Sygdom"])
told = st.lists(st.tuples(st.sampled_from(["talt_med", "ikke_truffet", "intet_nummer"]), late), max_size=3)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(kinds, st.sampled_from(["Jobcenter", None]), told), min_size=1, max_size=4))
def test_the_report_is_the_same_before_and_after(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, str | None, list[tuple[str, str | None]]]],
) -> None:
    """Every figure, also that a late call had a reason; only the reasons' own words are gone."""
    path = tmp_path_factory.mktemp("kontor") / "klage.db"
    support.fill(path, open_cases=2, closed_cases=2)
    with opened(path, writing=True) as register:
        for kind, department, calls in drawn:
            key = closed_case(
                register, complaint_kind=kind, department=department, received_at=NOW - timedelta(days=3),
                points=(Point("koordinering", severity=2),),
            )  # fmt: skip
            with changing(register) as writer:
                for result, reason in calls:
                    cases.add_call(writer, key, Call(NOW, result, late_reason=reason))
        before, open_before = _report(register), due.open_cases(register)
        going = [each.ids[0] for each in forgetting.candidates(register) if each.closed_at]
        assert forgetting.erase(register, going, NOW) == len(going)
        purging.finish(register, NOW)
        assert _report(register) == before
        assert due.open_cases(register) == open_before


def _report(register: Register) -> tuple[str, int]:
    """Return the report as JSON, which leaves out free texts, and how many late calls had a reason."""
    report = reporting.report(register, of_year(2026), datetime(2026, 12, 31, tzinfo=UTC))
    return as_json(report), sum(n for _, n in report.service.late_reasons)
