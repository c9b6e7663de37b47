"""Cases in the register: registering, finding, reading and changing them."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from klage import clock
from klage.domain import fields, phone
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.case_number import BASE, number_text
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.promise import Promise
from klage.domain.step import Step
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import NotFoundError, RefusedError
from klage.store import office, search
from klage.store import steps as promises
from klage.store.register import Register
from klage.store.rows import column, from_columns, to_column, to_columns

if TYPE_CHECKING:
    from klage.store.writing import Writer

RETRY = timedelta(minutes=10)
"""Within this time an identical complaint is taken for a retry after a crash."""

JUST_REGISTERED = """
select id from complaint
where fingerprint = ? and registered_at >= ? and received_at between ? and ? order by id limit 1
"""
WORK_TEXTS = """
select goal from mediation where complaint_id = :id and goal is not null
union all select agreed_follow_up from mediation where complaint_id = :id and agreed_follow_up is not null
union all select what from journey_event where complaint_id = :id
union all select experience_words from journey_event where complaint_id = :id and experience_words is not null
union all select unit from journey_event where complaint_id = :id and unit is not null
union all select quick_solution from unit_contact where complaint_id = :id and quick_solution is not null
"""
SURVIVOR = """
with recursive older(id, next) as (
    select id, merged_into from complaint where id = ?
    union select c.id, c.merged_into from complaint c join older o on c.id = o.next)
select min(id) from older
"""
OF_MAIL = "select id from complaint where mail_print = ? order by id limit 1"
OF_CITIZEN = "select id from complaint where phone = ? and id is not ? order by received_at desc, id desc"


def add(
    writer: "Writer",
    complaint: Complaint,
    promise: Promise,
    *,
    case_id: int | None = None,
    mail_print: int | None = None,
) -> int:
    """Register a complaint, with the number of its mail; without ``case_id`` it gets the next of its year."""
    row = {**complaint_row(writer, complaint, promise), "mail_print": mail_print}
    row["id"] = case_id or next_number(writer, clock.to_local(complaint.received_at).year)
    key = writer.insert("complaint", row)
    _add_points(writer, key, complaint.points)
    if complaint.complaint_kind in OVER_DECISIONS:
        time_appeal(writer, key, complaint)
    return key


def complaint_row(writer: "Writer", complaint: Complaint, promise: Promise) -> dict[str, object]:
    """Return the columns of a complaint with its promise; a new department is created."""
    ids = office.department_ids(writer, [complaint.department])
    row = to_columns(complaint, fields.COMPLAINT, ids)
    row["registered_at"] = row["registered_at"] or clock.to_text(writer.now)
    return {**row, **promise_columns(promise), "fingerprint": fingerprint(complaint)}


def promise_columns(promise: Promise) -> dict[str, object]:
    """Return a promise as columns of its complaint."""
    return {
        "covered": int(promise.covered),
        "call_due_at": clock.to_text(promise.due_at),
        "call_policy": promise.policy,
        "had_opening_hours": int(promise.had_opening_hours),
    }


def next_number(writer: "Writer", year: int) -> int:
    """Take the next number of a year, inside the transaction: two commands never get the same.

    The counter stands outside the history, because not even undoing gives a number back.
    """
    row = writer.connection.execute(
        "insert into number_counter (year, last) values (?, 1)"
        " on conflict (year) do update set last = last + 1 returning last",
        (year,),
    ).fetchone()
    return year * BASE + int(row[0])


def reserve_number(writer: "Writer", case_id: int) -> None:
    """See to it that a number that came with an import is never given to another case."""
    writer.connection.execute(
        "insert into number_counter (year, last) values (?, ?)"
        " on conflict (year) do update set last = max(last, excluded.last)",
        (case_id // BASE, case_id % BASE),
    )


def fingerprint(complaint: Complaint) -> int:
    """Return a number that two complaints share when citizen, department and text are the same."""
    import hashlib  # it loads OpenSSL, and whoever only reads has nothing to hash

    # No text holds a NUL.
    same = f"{complaint.citizen_name}\0{complaint.phone}\0{complaint.department}\0{complaint.summary}"
    digest = hashlib.sha256(same.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7], "big")


def just_registered(writer: "Writer", complaint: Complaint) -> int | None:
    """Return the case of an identical complaint that was registered within the last ten minutes."""
    row = writer.connection.execute(
        JUST_REGISTERED,
        (
            fingerprint(complaint),
            clock.to_text(writer.now - RETRY),
            clock.to_text(complaint.received_at - RETRY),
            clock.to_text(complaint.received_at + RETRY),
        ),
    ).fetchone()
    return int(row[0]) if row else None


def of_mail(connection: sqlite3.Connection, mail_print: int) -> int | None:
    """Return the case that a mail was registered as, unless its citizen has been forgotten since."""
    row = connection.execute(OF_MAIL, (mail_print,)).fetchone()
    return int(row[0]) if row else None


def exists(register: Register, case_id: int) -> bool:
    """Tell whether there is a case with this key."""
    return register.one("select 1 from complaint where id = ?", (case_id,)) is not None


def require(register: Register, case_id: int) -> int:
    """Return the key if there is such a case.

    Raises:
        NotFoundError: There is none; the sentence names last year's if that is what may be meant.
    """
    if exists(register, case_id):
        return case_id
    hint = case_id - BASE
    advice = f"Mente du {number_text(hint)}?" if exists(register, hint) else "Se dem med klage liste --alle."
    raise NotFoundError(f"Der er ingen sag {number_text(case_id)}. {advice}")


def survivor(register: Register, case_id: int) -> int:
    """Return the key of the case where the matter is worked on: its own, unless it is merged."""
    row = register.one(SURVIVOR, (case_id,))
    return int(str(row[0])) if row else case_id


def get(register: Register, case_id: int) -> Case:
    """Return a whole case.

    Raises:
        NotFoundError: There is none.
    """
    with register.snapshot():  # or the calls could be newer than the case they stand on
        require(register, case_id)
        return next(read(register, "c.id = ?", (case_id,)))


_COLUMNS = ", ".join(
    "d.name" if field.kind == "department" else f"c.{field.key}" for field in fields.COMPLAINT
)


def select(where: str) -> str:
    """Return the query for what ``case_from`` reads; ``where`` is SQL of this package, never of a user."""
    return (
        f"select c.id, c.covered, c.call_due_at, c.call_policy, c.had_opening_hours, c.closed_at, {_COLUMNS}"  # noqa: S608
        f" from complaint c left join department d on d.id = c.department_id where {where} order by c.id"
    )


def case_from(
    row: tuple[object, ...],
    *,
    points: tuple[Point, ...],
    calls: tuple[Call, ...],
    closings: tuple[Closing, ...],
    steps: tuple[Step, ...] = (),
) -> Case:
    """Return a case from a row of ``select`` and what belongs to it."""
    case_id, covered, due_at, policy, had_hours, closed_at, *values = row
    return Case(
        id=int(str(case_id)),
        complaint=Complaint(**from_columns(values, fields.COMPLAINT), points=points),
        promise=Promise(bool(covered), clock.from_text(str(due_at)), str(policy), bool(had_hours)),
        closed_at=clock.from_text(str(closed_at)) if closed_at else None,
        calls=calls,
        closings=closings,
        steps=steps,
    )


def read(register: Register, where: str, parameters: Iterable[object] = ()) -> Iterator[Case]:
    """Yield whole cases in order of their number; ``where`` is SQL of this package, never of a user."""
    for row in register.rows(select(where), tuple(parameters)):
        key = int(str(row[0]))
        yield case_from(
            row,
            points=points(register, key),
            calls=tuple(calls(register, key)),
            closings=tuple(closings(register, key)),
            steps=tuple(promised.step for promised in promises.of_case(register, key)),
        )


def points(register: Register, case_id: int) -> tuple[Point, ...]:
    """Return the klagepunkter of a case."""
    rows = register.rows(
        "select p.theme, d.name, p.severity, p.process_stage from point p"
        " left join department d on d.id = p.department_id where p.complaint_id = ? order by p.id",
        (case_id,),
    )
    return tuple(Point(**from_columns(row, fields.POINT)) for row in rows)


CALLS = """
from call where complaint_id = :case and retracted_at is null and id not in (
    select corrects from call where complaint_id = :case and corrects is not null and retracted_at is null)
order by called_at, id
"""
"""The calls of a case that count: neither corrected nor retracted, by when they happened."""

CLOSINGS = "from closing where complaint_id = :case and retracted_at is null order by at, id"
"""The lines of a case's balance that count, in order."""


def calls(register: Register, case_id: int) -> list[Call]:
    """Return the calls of a case that count."""
    columns = ", ".join(field.key for field in fields.CALL)
    rows = register.rows(f"select {columns} {CALLS}", {"case": case_id})
    return [Call(**from_columns(row, fields.CALL)) for row in rows]


def closings(register: Register, case_id: int) -> list[Closing]:
    """Return when a case was closed, reopened, merged and split, in order."""
    columns = ", ".join(field.key for field in fields.CLOSING)
    rows = register.rows(f"select {columns} {CLOSINGS}", {"case": case_id})
    return [Closing(**from_columns(row, fields.CLOSING)) for row in rows]


def change(writer: "Writer", case_id: int, values: Mapping[str, object]) -> bool:
    """Change fields of a complaint; tell whether anything was different.

    Its fingerprint stays that of the complaint as it first came: what comes again, as a retry or in a list
    that is kept by hand and imported every week, is what was typed then, and not what it was corrected to.
    """
    by_key = fields.by_key(fields.COMPLAINT)
    name = values.get("department")
    ids = office.department_ids(writer, [name if isinstance(name, str) else None])
    row = {column(by_key[key]): to_column(value, by_key[key], ids) for key, value in values.items()}
    return writer.update("complaint", case_id, row)


def again(register: Register, seen: Case) -> Case:
    """Return a case as it is now, asked first inside a transaction that writes on it.

    Between the question and the answer another klage may have undone the registration, forgotten the
    citizen or merged the case away.

    Raises:
        NotFoundError: Its registration has been undone.
        RefusedError: It has been forgotten, merged or split.
    """
    if not exists(register, seen.id):
        raise NotFoundError(
            f"Sag {number_text(seen.id)} findes ikke længere: Registreringen er fortrudt, mens du skrev. "
            "Intet er gemt. Gør den igen med klage fortryd --om, eller registrér klagen med klage ny."
        )
    now = get(register, seen.id)
    if now.complaint.anonymised_at != seen.complaint.anonymised_at:
        from klage.domain import forgetting  # only the few that were forgotten pay for it

        forgetting.refuse_anonymised(seen.id, now.complaint.anonymised_at)
    refuse_changed(now.complaint.merged_into != seen.complaint.merged_into, seen.id)
    return now


def refuse_changed(is_changed: bool, case_id: int) -> None:
    """Refuse to write on a case that is no longer as the user saw it; asked inside the transaction.

    Raises:
        RefusedError: It is not.
    """
    if is_changed:
        raise RefusedError(
            f"Sag {number_text(case_id)} er blevet ændret, mens du skrev. Intet er gemt. Se sagen, og prøv igen."
        )


def change_promise(writer: "Writer", case_id: int, promise: Promise) -> bool:
    """Give a case what it should have been promised; the history keeps the old."""
    return writer.update("complaint", case_id, promise_columns(promise))


def time_appeal(writer: "Writer", case_id: int, complaint: Complaint) -> None:
    """Start the track of a complaint over a decision, or bring its dates up to date with the complaint."""
    from klage.store import appeals  # most complaints have no such track, and do not pay for it

    appeals.retime(writer, case_id, complaint)


def replace_points(writer: "Writer", case_id: int, new: Iterable[Point]) -> None:
    """Put new klagepunkter in place of the old ones, which stay in the history."""
    old = writer.connection.execute("select id from point where complaint_id = ?", (case_id,)).fetchall()
    for (key,) in old:
        writer.delete("point", key)
    _add_points(writer, case_id, new)


def _add_points(writer: "Writer", case_id: int, new: Iterable[Point]) -> None:
    for point in new:
        ids = office.department_ids(writer, [point.department])
        writer.insert("point", {"complaint_id": case_id, **to_columns(point, fields.POINT, ids)})


def add_call(writer: "Writer", case_id: int, call: Call) -> int:
    """Note a call on a case."""
    logged = replace(call, logged_at=call.logged_at or writer.now)
    return writer.insert("call", {"complaint_id": case_id, **to_columns(logged, fields.CALL, {})})


def add_closing(writer: "Writer", case_id: int, closing: Closing) -> None:
    """Close or reopen a case: one more line in its history, and whether it is open now."""
    writer.insert("closing", {"complaint_id": case_id, **to_columns(closing, fields.CLOSING, {})})
    is_closed = closing.kind in ("afsluttet", "sammenlagt")
    writer.update(
        "complaint",
        case_id,
        {
            "closed_at": clock.to_text(closing.at) if is_closed else None,
            "handling_method": closing.method if is_closed else None,
            "outcome": closing.outcome if is_closed else None,
        },
    )


def reindex(writer: "Writer", register: Register, case_id: int) -> None:
    """Bring the search index up to date with a case."""
    search.index(
        writer.connection, case_id, search_text(get(register, case_id), work_texts(register, case_id))
    )


def work_texts(register: Register, case_id: int) -> list[str]:
    """Return what has been written about the work on a case outside its calls."""
    return [str(text) for (text,) in register.rows(WORK_TEXTS, {"id": case_id})]


def search_text(case: Case, more: Iterable[str] = ()) -> str:
    """Return the folded text of all that can be searched in a case, and of the work on it."""
    complaint = case.complaint
    parts = [case.number, complaint.citizen_name, complaint.department, complaint.journal_no]
    if complaint.phone:
        parts += [complaint.phone, phone.shown(complaint.phone)]  # found in one piece and in pairs
    parts += [complaint.summary, complaint.wanted_outcome, complaint.consequence]
    for call in case.calls:
        parts += [call.concern, call.agreement, call.next_step]
    for step in case.steps:
        parts += [step.what, step.reason]
    return search.document([*parts, *more])


def earlier_of_citizen(register: Register, number: str, other_than: int | None = None) -> list[int]:
    """Return the keys of a citizen's (other) cases, found by the stored phone number, newest first."""
    rows = register.rows(
        OF_CITIZEN,
        (number, other_than),
    )
    return [int(str(row[0])) for row in rows]


def count(register: Register) -> int:
    """Return how many cases the register holds."""
    row = register.one("select count(*) from complaint")
    return int(str(row[0])) if row else 0
