"""Forgetting in the register: who may be forgotten, and the transaction that erases.

The rows lose what ``domain.forgetting`` names, the history loses its contents and their salts, and one
event a case says that, not what. ``purging`` then takes away what a file keeps of erased rows; the mark
that asks for it is set in this same transaction, so that a kill in between leaves it standing.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from klage import clock
from klage.domain import appeal as tracks
from klage.domain import forgetting as rules
from klage.domain.forgetting import Candidate, Rule
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import RefusedError
from klage.store import appeals, cases, drafts, office, undone, writing
from klage.store.register import PURGE_PENDING, Register
from klage.store.writing import CASE_TABLES, FORGETS, Writer

MONTHS = "deletion_months"
NEEDS_JOURNAL_NO = "deletion_needs_journal_no"


def rule(register: Register) -> Rule | None:
    """Return the office's rule, if it has set one."""
    months = office.setting(register, MONTHS)
    return None if months is None else Rule(int(months), office.setting(register, NEEDS_JOURNAL_NO) != "nej")


def set_rule(writer: Writer, new: Rule | None) -> None:
    """Set the office's rule, or take it away."""
    if new is not None:
        office.set_setting(writer, MONTHS, str(new.months))
        office.set_setting(writer, NEEDS_JOURNAL_NO, "ja" if new.needs_journal_no else "nej")
        return
    for (key,) in writer.connection.execute(
        "select key from setting where key in (?, ?)", (MONTHS, NEEDS_JOURNAL_NO)
    ).fetchall():
        writer.delete("setting", key)


# --- who ------------------------------------------------------------------------------------------


class _Case(NamedTuple):
    id: int
    merged_into: int | None
    closed_at: str | None
    belongs_in_journal: bool
    has_journal_no: bool
    complaint_kind: str
    concern_waits: bool
    promises: int


_CASES = """
select c.id, c.merged_into, c.closed_at, c.contact_type = 'klage', c.journal_no is not null, c.complaint_kind,
       c.child_concern = 1 and c.concern_passed_on_at is null,
       (select count(*) from step s where s.complaint_id = c.id and s.state = 'aaben')
from complaint c where c.anonymised_at is null order by c.id
"""


def candidates(register: Register) -> list[Candidate]:
    """Return every case that has not been forgotten, those that are merged as one, by their oldest number.

    After them come those whose registration was undone, and which only the history knows.
    """
    heads: dict[int, int] = {}
    groups: dict[int, list[_Case]] = defaultdict(list)
    with register.snapshot():
        for found in map(_case, register.rows(_CASES)):
            # A case is merged into an older one, which has gone by already.
            heads[found.id] = heads.get(found.merged_into or found.id, found.id)
            groups[heads[found.id]].append(found)
        there = [_candidate(register, members) for members in groups.values()]
        return there + [
            Candidate((each.case_id,), None, undone_at=each.at, may_be_redone=each.may_be_redone)
            for each in undone.found(register)
        ]


def _case(row: Sequence[object]) -> _Case:
    key, merged_into, closed_at, in_journal, has_no, kind, concern, promises = row
    return _Case(
        int(str(key)),
        None if merged_into is None else int(str(merged_into)),
        None if closed_at is None else str(closed_at),
        bool(in_journal),
        bool(has_no),
        str(kind),
        bool(concern),
        int(str(promises)),
    )


def _candidate(register: Register, members: list[_Case]) -> Candidate:
    closed = [each.closed_at for each in members if each.closed_at is not None]
    needs_no, has_no = (any(flags) for flags in zip(*(each[3:5] for each in members), strict=True))
    return Candidate(
        ids=tuple(each.id for each in members),
        closed_at=clock.from_text(max(closed)) if len(closed) == len(members) else None,
        lacks_journal_no=needs_no and not has_no,
        promises=sum(each.promises for each in members),
        awaits_decision=any(_awaits_decision(register, each) for each in members),
        concern_waits=any(each.concern_waits for each in members),
    )


def _awaits_decision(register: Register, case: _Case) -> bool:
    if case.closed_at is None or case.complaint_kind not in OVER_DECISIONS:
        return False
    track = appeals.find(register.connection, case.id)
    return rules.awaits_decision(
        track,
        is_withdrawn=track is not None and tracks.is_withdrawn(cases.calls(register, case.id)),
        is_merged=case.merged_into is not None,
    )


def candidate_of(register: Register, case_id: int) -> Candidate:
    """Return a case with those that it is merged with, or one that was undone.

    Raises:
        NotFoundError: There never was one.
        RefusedError: It has been forgotten already.
    """
    rules.refuse_anonymised(case_id, anonymised_at(register, case_id))
    if undone.is_forgotten(register, case_id):
        raise RefusedError(rules.undone_for_good(case_id))
    with register.snapshot():
        if all(case_id != each.case_id for each in undone.found(register)):
            cases.require(register, case_id)
        return next(each for each in candidates(register) if case_id in each.ids)


def anonymised_at(register: Register, case_id: int) -> datetime | None:
    """Return when a case was forgotten, if it has been."""
    row = register.one("select anonymised_at from complaint where id = ?", (case_id,))
    return clock.from_text(str(row[0])) if row and row[0] else None


def forgotten(register: Register) -> list[int]:
    """Return the keys of all cases that have been forgotten, also where an import brought them so."""
    return [
        int(str(row[0])) for row in register.rows("select id from complaint where anonymised_at not null")
    ]


# --- erasing --------------------------------------------------------------------------------------


def erase(register: Register, case_ids: Collection[int], now: datetime, *, actor: str = "") -> int:
    """Forget cases in a transaction of their own, and return how many there were to forget.

    Cases that are not there, or that have been forgotten already, are passed over; so a list of earlier
    erasures can be carried out again on a restored register. ``purging.finish`` belongs after it.
    """
    with writing.write(register, command=FORGETS, actor=actor, now=now) as writer:
        wanted = set(case_ids) - set(forgotten(register))
        left = {each.case_id for each in undone.found(register)}
        found = [key for key in sorted(wanted) if key in left or cases.exists(register, key)]
        forget(writer, register, found)
    return len(found)


def forget(writer: Writer, register: Register, case_ids: Collection[int]) -> None:
    """Erase what may identify the citizens of these cases, inside the transaction of a command.

    Of one that was undone only the history is left; an event says that it was erased, as of the others.
    """
    if not case_ids:
        return
    keys = json.dumps(sorted(case_ids))
    connection = writer.connection
    for table in rules.TABLES:
        _wipe(connection, table, keys)
    connection.execute(
        f"update complaint set fingerprint = null, mail_print = null where id in {_LISTED}",  # noqa: S608
        (keys,),
    )
    # What was told of a case for the report stays only where it was approved to be read by everyone.
    connection.execute(
        f"delete from example where approved_on is null and complaint_id in {_LISTED}",  # noqa: S608
        (keys,),
    )
    _wipe_lessons(writer, keys)
    drafts.forget(connection, keys)
    connection.execute(
        f"delete from event_content where event_id in (select id from event where case_id in {_LISTED})",  # noqa: S608
        (keys,),
    )
    for case_id in sorted(case_ids):
        if cases.exists(register, case_id):
            writer.update("complaint", case_id, {"anonymised_at": clock.to_text(writer.now)})
            cases.reindex(writer, register, case_id)
        else:
            writer.tell_of_erasure("complaint", case_id)
    connection.execute(
        "insert into mark (name, at) values (?, ?) on conflict (name) do update set at = excluded.at",
        (PURGE_PENDING, clock.to_text(writer.now)),
    )


_LISTED = "(select value from json_each(?))"


def _wipe(connection: sqlite3.Connection, table: str, keys: str) -> None:
    found = list(_assignments(table))
    if found:
        owner = "complaint_id" if table in CASE_TABLES else "id"
        connection.execute(
            f"update {table} set {', '.join(found)} where {owner} in {_LISTED}",  # noqa: S608 -- names are ours
            (keys,),
        )


def _assignments(table: str) -> Iterator[str]:
    for field in rules.wiped(table):
        left = rules.left_of(field)
        after = "null" if left is None else f"iif({field.key} is null, null, '{left}')"
        yield f"{field.key} = {after}"


# A lesson is the office's own words and stays; the citizens' words in it go unless they were approved.
# How they were worded before stands in the history of the office, which belongs to no case.
_LESSONS = f"select lesson_id from lesson_case where complaint_id in {_LISTED}"  # noqa: S608
# Also those that a case has been taken out of since, or that were undone with it.
_EVER_LESSONS = f"""
select coalesce(change.value -> 3 ->> 'lesson_id', change.value -> 2 ->> 'lesson_id')
from event e join event_content c on c.event_id = e.id, json_each(c.content) change
where e.case_id in {_LISTED} and change.value ->> 0 = 'lesson_case'
"""  # noqa: S608
_UNAPPROVED = (
    f"select id from lesson where words is not null and words_approved_on is null and id in ({_LESSONS})"  # noqa: S608
)
_WORDED = f"""
select c.event_id, change.value ->> 1 from event e join event_content c on c.event_id = e.id, json_each(c.content) change
where e.case_id is null and change.value ->> 0 = 'lesson' and change.value ->> 1 in ({_EVER_LESSONS})
and coalesce(change.value -> 2 ->> 'words', change.value -> 3 ->> 'words') is not null
"""  # noqa: S608 -- names are ours


def _wipe_lessons(writer: Writer, keys: str) -> None:
    connection = writer.connection
    unapproved = {lesson for (lesson,) in connection.execute(_UNAPPROVED, (keys,))}
    worded = connection.execute(_WORDED, (keys,)).fetchall()
    connection.executemany(
        "update lesson set words = null where id = ?", [(lesson,) for lesson in unapproved]
    )
    connection.executemany("delete from event_content where event_id = ?", [(event,) for event, _ in worded])
    for lesson in sorted(unapproved | {lesson for _, lesson in worded}):
        writer.tell_of_erasure("lesson", lesson)
