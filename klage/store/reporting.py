"""Counting for the report: every figure is an aggregate in SQL, all of them of one snapshot.

What the 24-hour service means is decided in ``domain.promise``; ``_SERVICE`` says the same in SQL,
because a million cases cannot be fetched one by one, and a test holds the two against each other.
Periods are half-open, ``[start, end)``, in stored instants, which sort as they read.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from klage import clock
from klage.domain import period as periods
from klage.domain.base_number import Measured
from klage.domain.figures import Pair, Tally
from klage.domain.period import Period
from klage.domain.report import Report, report_from
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts
from klage.domain.vocabulary import COMPLAINT_KINDS
from klage.store import base_numbers, office, unit_contacts
from klage.store.register import Register

Bounds = Mapping[str, str]
"""The parameters of a query: ``start`` and ``end`` of a period, and ``now`` where it is asked for."""

_RECEIVED = "c.contact_type = 'klage' and c.received_at >= :start and c.received_at < :end"

# The calls that ``cases.calls`` returns.
_COUNTS = """
k.retracted_at is null
and not exists (select 1 from call newer where newer.corrects = k.id and newer.retracted_at is null)
"""

# A closing is read in the order of its time. One before receipt (which no command lets through) is
# left out here as there, so that the balance adds up whatever a register holds.
_STATE_BEFORE = """
coalesce((select s.kind in ('afsluttet', 'sammenlagt') from closing s
    where s.complaint_id = c.id and s.retracted_at is null and s.at >= c.received_at and {before}
    order by s.at desc, s.id desc limit 1), 0)
"""


def report(register: Register, period: Period, now: datetime) -> Report:
    """Return the report of a period, as the register is at this moment."""
    with register.snapshot():
        labels = office.theme_labels(register)
        counted = facts(register, period, now)
    return report_from(counted, period, now, labels)


def facts(register: Register, period: Period, now: datetime) -> Facts:
    """Return what the register counts for a period and for the one before it."""
    bounds, before = _bounds(period), _bounds(period.previous)

    def pair(sql: str) -> Pair:
        return Pair(_tally(register, sql, bounds), _tally(register, sql, before))

    closings = _moves(register, bounds)
    themes, points = _themes(register, bounds)
    return Facts(
        first_received_at=_first_received(register),
        contact_types=pair(
            "select contact_type, count(*) from complaint"
            " where received_at >= :start and received_at < :end group by contact_type"
        ),
        complaint_kinds=pair(_by_column("complaint_kind")),
        addressee_levels=pair(_by_column("addressee_level")),
        channels=pair(_by_column("channel")),
        departments=pair(_DEPARTMENTS),
        themes=Pair(themes, _themes(register, before)[0]),
        points=points,
        with_points=_number(
            register,
            f"select count(*) from complaint c where {_RECEIVED}"  # noqa: S608 -- the SQL is ours
            " and exists (select 1 from point p where p.complaint_id = c.id)",
            bounds,
        ),
        balance=_balance(register, bounds, closings),
        years=list(_years(register)),
        service=_service(register, {**bounds, "now": clock.to_text(now)}),
        calls=_calls(register, bounds),
        closings=[group for kind, group in closings if kind == "afsluttet"],
        unit_contacts=unit_contacts.counted(register, period.start, period.end),
        base_numbers=_base_numbers(register, period, now),
    )


def _base_numbers(register: Register, period: Period, now: datetime) -> list[Measured]:
    """Return the complaints held against base numbers, which are of whole years: others have none."""
    year = periods.of_year(period.first_day.year)
    is_year = (period.first_day, period.last_day) == (year.first_day, year.last_day)
    if not is_year or period.lacks_days(clock.to_local(now).date()):
        return []
    return base_numbers.measured(register, period.first_day.year, _bounds(period))


def _bounds(period: Period) -> Bounds:
    return {"start": clock.to_text(period.start), "end": clock.to_text(period.end)}


def _tally(register: Register, sql: str, bounds: Bounds) -> Tally:
    return {_text(code): _int(n) for code, n in register.rows(sql, bounds)}


def _number(register: Register, sql: str, bounds: Bounds) -> int:
    row = register.one(sql, bounds)
    return _int(row[0]) if row else 0


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str | None:
    return None if value is None else str(value)


# --- complaints received ------------------------------------------------------------------------------


def _by_column(column: str) -> str:
    return f"select c.{column}, count(*) from complaint c where {_RECEIVED} group by c.{column}"  # noqa: S608


def _themes(register: Register, bounds: Bounds) -> tuple[Tally, Tally]:
    """Return in how many complaints each theme is, and in how many klagepunkter."""
    rows = register.rows(
        "select p.theme, count(distinct c.id), count(*) from complaint c join point p on p.complaint_id = c.id"  # noqa: S608
        f" where {_RECEIVED} group by p.theme",
        bounds,
    )
    found = [(_text(theme), _int(complaints), _int(points)) for theme, complaints, points in rows]
    return {theme: n for theme, n, _ in found}, {theme: n for theme, _, n in found}


# A complaint counts once in every department that it or one of its klagepunkter is about: its own,
# then those of its points that are not its own. Without any it is in the row that has no name.
_DEPARTMENTS = f"""
select d.name, sum(part.n) from (
    select c.department_id as id, count(*) as n from complaint c
    where {_RECEIVED} and (c.department_id is not null or not exists (
        select 1 from point p where p.complaint_id = c.id and p.department_id is not null))
    group by c.department_id
    union all
    select p.department_id, count(distinct c.id) from complaint c join point p on p.complaint_id = c.id
    where {_RECEIVED} and p.department_id is not null and p.department_id is not c.department_id
    group by p.department_id
) part left join department d on d.id = part.id
group by part.id
"""  # noqa: S608 -- the SQL is ours


def _first_received(register: Register) -> datetime | None:
    row = register.one("select min(received_at) from complaint c")
    return clock.from_text(str(row[0])) if row and row[0] else None


def _years(register: Register) -> Iterator[tuple[int, Tally]]:
    """Yield every calendar year from the first complaint to the last, with how many of each kind."""
    kinds = ", ".join(f"sum(c.complaint_kind = '{kind}')" for kind in COMPLAINT_KINDS)
    # From each end of the index; min() and max() together would read all there is.
    ends = [
        register.one(
            f"select received_at from complaint where contact_type = 'klage' order by received_at {way} limit 1"  # noqa: S608
        )
        for way in ("asc", "desc")
    ]
    if None in ends:
        return
    first, last = (clock.to_local(clock.from_text(str(row[0]))).year for row in ends if row)
    for year in range(first, last + 1):
        # A range of the index for each year; one query for all would sort every complaint.
        found = register.one(
            f"select {kinds} from complaint c where {_RECEIVED}",  # noqa: S608 -- the SQL is ours
            _bounds(periods.of_year(year)),
        )
        yield year, dict(zip(COMPLAINT_KINDS, map(_int, found or ()), strict=True))


# --- the balance and the results ----------------------------------------------------------------------


def _balance(register: Register, bounds: Bounds, moves: list[tuple[str, ClosingGroup]]) -> Balance:
    moved = {kind: sum(group.n for found, group in moves if found == kind) for kind, _ in moves}
    return Balance(
        brought_forward=_open_at(register, bounds["start"]),
        new=_number(register, f"select count(*) from complaint c where {_RECEIVED}", bounds),  # noqa: S608
        reopened=moved.get("genaabnet", 0),
        split_off=moved.get("skilt", 0),
        closed=moved.get("afsluttet", 0),
        merged_away=moved.get("sammenlagt", 0),
        carried_forward=_open_at(register, bounds["end"]),
    )


def _open_at(register: Register, at: str) -> int:
    """Return how many complaints were open at an instant, by the last closing before it."""
    return _number(
        register,
        "select count(*) from complaint c where c.contact_type = 'klage' and c.received_at < :at"  # noqa: S608
        f" and not {_STATE_BEFORE.format(before='s.at < :at')}",
        {"at": at},
    )


_MOVES = f"""
select k.kind, k.outcome, k.method,
    (strftime('%s', k.at) - strftime('%s', c.received_at) + 86399) / 86400 as days, count(*)
from closing k join complaint c on c.id = k.complaint_id
where c.contact_type = 'klage' and k.at >= :start and k.at < :end
    and k.retracted_at is null and k.at >= c.received_at
    -- Only what changes whether the case is open: closing a case that is closed moves nothing.
    and (k.kind in ('afsluttet', 'sammenlagt')) <> {_STATE_BEFORE.format(before="(s.at, s.id) < (k.at, k.id)")}
group by k.kind, k.outcome, k.method, days
"""  # noqa: S608 -- the SQL is ours


def _moves(register: Register, bounds: Bounds) -> list[tuple[str, ClosingGroup]]:
    """Return what closed and opened complaints in a period, by the kind of move."""
    return [
        (str(kind), ClosingGroup(_text(outcome), _text(method), _int(days), _int(n)))
        for kind, outcome, method, days, n in register.rows(_MOVES, bounds)
    ]


# --- calls and the 24-hour service --------------------------------------------------------------------

# "standing" and "report_cell" of domain.promise. A key of time, number and result orders calls as
# they are read there: by when they happened, then by when they were written.
_SERVICE = f"""
with fact as (
    select c.covered, c.had_opening_hours, c.received_at, c.call_due_at,
        min(k.called_at) filter (
            where k.result = 'talt_med' or (k.direction = 'ud' and k.result <> 'intet_nummer')) as attempt_at,
        min(k.called_at) filter (where k.result = 'talt_med') as reached_at,
        max(k.called_at || printf('%015d', k.id) || k.result) filter (
            where k.result in ('intet_nummer', 'oensker_ikke_samtale')) as ended,
        max(k.called_at || printf('%015d', k.id)) filter (where k.result = 'ring_igen_aftalt') as agreed,
        count(k.late_reason) as reasons
    from complaint c left join call k on k.complaint_id = c.id and {_COUNTS}
    where {_RECEIVED}
    group by c.received_at, c.id
),
placed as materialized (
    select case
        when not covered then 'not_covered'
        when reached_at <= call_due_at then 'reached'
        when reached_at is null and ended > coalesce(agreed, '') then 'no_callback'
        when :now <= call_due_at then 'pending'
        when attempt_at <= call_due_at then 'tried'
        when had_opening_hours then 'neither'
        else 'outside_hours' end as cell,
        substr(ended, 36) as ended_by,
        (strftime('%s', attempt_at) - strftime('%s', received_at) + 59) / 60 as attempt_wait,
        (strftime('%s', reached_at) - strftime('%s', received_at) + 59) / 60 as spoken_wait,
        reasons
    from fact
),
counted as (select * from placed where cell in ('reached', 'tried', 'neither', 'outside_hours'))
select 'cell', cell, count(*) from placed group by cell
union all select 'ended', ended_by, count(*) from placed where cell = 'no_callback' group by ended_by
union all select 'later', null, count(*) from counted where cell <> 'reached' and spoken_wait is not null
union all select 'reason', null, count(*) from counted where cell <> 'reached' and reasons > 0
union all select 'attempt', attempt_wait, count(*) from counted where attempt_wait is not null group by 2
union all select 'spoken', spoken_wait, count(*) from counted where spoken_wait is not null group by 2
"""  # noqa: S608 -- the SQL is ours

_LATE_REASONS = f"""
select k.late_reason, count(*) from complaint c join call k on k.complaint_id = c.id
where {_RECEIVED} and c.covered and k.late_reason is not null and {_COUNTS}
group by k.late_reason order by count(*) desc, k.late_reason
"""  # noqa: S608 -- the SQL is ours


def _service(register: Register, bounds: Bounds) -> ServiceFacts:
    found: dict[str, dict[object, int]] = {}
    for what, value, n in register.rows(_SERVICE, bounds):
        found.setdefault(str(what), {})[value] = _int(n)
    attempts, spoken = (
        sorted((_int(minutes), n) for minutes, n in found.get(what, {}).items())
        for what in ("attempt", "spoken")
    )
    return ServiceFacts(
        cells={_text(cell): n for cell, n in found.get("cell", {}).items()},
        ended={_text(result): n for result, n in found.get("ended", {}).items()},
        reached_later=found["later"][None],
        attempt_waits=attempts,
        conversation_waits=spoken,
        late_with_reason=found["reason"][None],
        late_reasons=[(str(text), _int(n)) for text, n in register.rows(_LATE_REASONS, bounds)],
    )


def _calls(register: Register, bounds: Bounds) -> list[CallGroup]:
    """Return the calls that were made in a period about complaints, alike ones together."""
    rows = register.rows(
        "select k.direction, k.result, k.conversation_result, ifnull(k.course_told, 0) as told,"  # noqa: S608
        " ifnull(k.withdrawal_confirmed, 0) as withdrawn, k.heard, k.understood, k.taken_seriously, count(*)"
        " from call k join complaint c on c.id = k.complaint_id"
        f" where c.contact_type = 'klage' and k.called_at >= :start and k.called_at < :end and {_COUNTS}"
        " group by k.direction, k.result, k.conversation_result, told, withdrawn,"
        " k.heard, k.understood, k.taken_seriously",
        bounds,
    )
    return [
        CallGroup(
            str(direction),
            str(result),
            _text(conversation),
            bool(told),
            bool(withdrawn),
            (_text(heard), _text(understood), _text(seriously)),
            _int(n),
        )
        for direction, result, conversation, told, withdrawn, heard, understood, seriously, n in rows
    ]
