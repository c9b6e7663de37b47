"""What each table of the report counts: one piece of SQL, used to count and to list the cases behind.

A ``Source`` is what is counted (complaints, calls, closings …), one row a unit; a ``Table`` says which code
each unit has. Counting reads a source once for all of its tables; listing asks the same source for the units
with one code. So a figure and the list behind it cannot disagree (design.md, "every figure with a way to
list the cases behind it").

Periods are half-open, ``[start, end)``, in stored instants, which sort as they read; days are
``first_day`` to ``last_day``, both included. ``now`` and ``today`` are when the report is made.
"""

# ruff: noqa: S608 -- every piece of SQL here is ours; values are parameters
from collections.abc import Sequence
from typing import NamedTuple

from klage.domain.report.service import COUNTED, LATE


class Source(NamedTuple):
    """What is counted.

    Attributes:
        sql: What stands after ``from``, with its conditions.
        case: The key of the unit's case; for a lesson the keys of its cases with commas between.
        at: When the unit happened, as it is stored.
        ctes: What stands before ``select``.
        unit: What one unit and several are called in Danish.
    """

    sql: str
    case: str = "c.id"
    at: str = "c.received_at"
    ctes: str = ""
    unit: tuple[str, str] = ("sag", "sager")


class Table(NamedTuple):
    """One table: ``code`` is the SQL of a unit's code, ``where`` says which units it counts at all."""

    key: str
    source: Source
    code: str
    where: str = "true"


RECEIVED = "c.contact_type = 'klage' and c.received_at >= :start and c.received_at < :end"

# The calls that ``cases.calls`` returns.
COUNTS = """
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


def bands(value: str, limits: Sequence[int], *, unit: int = 1) -> str:
    """Return the SQL of the band that a value is in: its upper limit, ``over``, or null for no value."""
    steps = " ".join(f"when {value} <= {limit * unit} then '{limit}'" for limit in limits)
    return f"case when {value} is null then null {steps} else 'over' end"


def department_name(key: str) -> str:
    """Return the SQL of the name of a department by the SQL of its key."""
    return f"(select name from department where id = {key})"


def among(codes: Sequence[str]) -> str:
    """Return codes of ours as a list in SQL."""
    return f"({', '.join(repr(code) for code in codes)})"


# --- complaints received ------------------------------------------------------------------------------

_CAME = "c.received_at >= :start and c.received_at < :end"
CONTACTS = Source(f"complaint c where {_CAME}")
IS_COMPLAINT = "c.contact_type = 'klage'"

# A complaint counts once in every department that it or one of its klagepunkter is about: its own,
# then those of its points that are not its own. Without any it is in the row that has no name.
ABOUT = Source(
    f"""(
    select c.id, c.received_at, c.covered, c.department_id as department from complaint c
    where {RECEIVED} and (c.department_id is not null or not exists (
        select 1 from point p where p.complaint_id = c.id and p.department_id is not null))
    union all
    select c.id, c.received_at, c.covered, p.department_id from complaint c join point p on p.complaint_id = c.id
    where {RECEIVED} and p.department_id is not null and p.department_id is not c.department_id
        and not exists (select 1 from point q where q.complaint_id = c.id
            and q.department_id = p.department_id and q.id < p.id)
    ) c"""
)
POINTS = Source(
    f"complaint c join point p on p.complaint_id = c.id where {RECEIVED}", unit=("klagepunkt", "klagepunkter")
)
FIRST_OF_THEME = (
    "not exists (select 1 from point q where q.complaint_id = c.id and q.theme = p.theme and q.id < p.id)"
)

# --- the balance and the closings ---------------------------------------------------------------------


def open_at(name: str) -> Source:
    """Return the complaints that were open at an instant, by the last closing before it."""
    return Source(
        f"complaint c where {IS_COMPLAINT} and c.received_at < :{name}"
        f" and not {_STATE_BEFORE.format(before=f's.at < :{name}')}"
    )


MOVES = Source(
    f"""closing k join complaint c on c.id = k.complaint_id
    where {IS_COMPLAINT} and k.at >= :start and k.at < :end and k.retracted_at is null and k.at >= c.received_at
    -- Only what changes whether the case is open: closing a case that is closed moves nothing.
    and (k.kind in ('afsluttet', 'sammenlagt')) <> {_STATE_BEFORE.format(before="(s.at, s.id) < (k.at, k.id)")}""",
    at="k.at",
    unit=("hændelse", "hændelser"),
)
CLOSED = "k.kind = 'afsluttet'"
DAYS = "(strftime('%s', k.at) - strftime('%s', c.received_at) + 86399) / 86400"
# --- calls and the 24-hour service --------------------------------------------------------------------

CALLS = Source(
    f"""call k join complaint c on c.id = k.complaint_id
    where {IS_COMPLAINT} and k.called_at >= :start and k.called_at < :end and {COUNTS}""",
    at="k.called_at",
    unit=("opkald", "opkald"),
)
SPOKEN = "k.result = 'talt_med'"

# "standing" and "report_cell" of domain.promise. A key of time, number and result orders calls as
# they are read there: by when they happened, then by when they were written.
SERVICE = Source(
    "placed c",
    ctes=f"""
with fact as (
    select c.id, c.covered, c.had_opening_hours, c.received_at, c.call_due_at,
        min(k.called_at) filter (
            where k.result = 'talt_med' or (k.direction = 'ud' and k.result <> 'intet_nummer')) as attempt_at,
        min(k.called_at) filter (where k.result = 'talt_med') as reached_at,
        max(k.called_at || printf('%015d', k.id) || k.result) filter (
            where k.result in ('intet_nummer', 'oensker_ikke_samtale')) as ended,
        max(k.called_at || printf('%015d', k.id)) filter (where k.result = 'ring_igen_aftalt') as agreed,
        count(k.late_reason) as reasons
    from complaint c left join call k on k.complaint_id = c.id and {COUNTS}
    where {RECEIVED}
    group by c.received_at, c.id
),
placed as (
    select id, received_at, case
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
)""",
)
WAS_COUNTED, WAS_LATE = (f"c.cell in {among(cells)}" for cells in (COUNTED, LATE))

# --- the work on cases --------------------------------------------------------------------------------

CONTACTED = Source(
    "unit_contact u join complaint c on c.id = u.complaint_id"
    " where u.contacted_at >= :start and u.contacted_at < :end",
    at="u.contacted_at",
    unit=("kontakt", "kontakter"),
)


def _last_word(column: str) -> str:
    """Return the SQL of what the last contact that says something about it says."""
    return f"substr(max(contacted_at || printf('%015d', id) || {column}), 36) as {column}"


UNITS = Source(
    f"""(select complaint_id, max(contacted_at) as at, {_last_word("result")}, {_last_word("agreed_error")},
        {_last_word("nature")}
    from unit_contact where contacted_at >= :start and contacted_at < :end group by complaint_id) u""",
    case="u.complaint_id",
    at="u.at",
)


def _on_track(day: str) -> Source:
    """Return the tracks of complaints over decisions on which something happened in the period."""
    return Source(
        f"appeal a join complaint c on c.id = a.complaint_id"
        f" where {IS_COMPLAINT} and a.{day} between :first_day and :last_day",
        at=f"a.{day}",
    )


REASSESSED, DUE, FORWARDED, DECIDED = map(
    _on_track, ("reassessed_on", "reassess_due_on", "forwarded_on", "appeal_decided_on")
)
MEDIATIONS = Source(
    "mediation m where m.informed_on between :first_day and :last_day",
    case="m.complaint_id",
    at="m.informed_on",
    unit=("mægling", "mæglinger"),
)
JOURNEYS = Source(
    f"complaint c where {_CAME} and exists (select 1 from journey_event e where e.complaint_id = c.id)"
)
JOURNEY_CAUSES = Source(
    f"""complaint c join (select distinct complaint_id, cause from journey_event where cause is not null) e
    on e.complaint_id = c.id where {_CAME}"""
)

# --- what is learnt -----------------------------------------------------------------------------------

_OF_LESSON = "(select group_concat(complaint_id) from lesson_case where lesson_id = l.id)"
LESSONS = Source(
    "lesson l where l.withdrawn_on is null and l.formulated_on between :first_day and :last_day",
    case=_OF_LESSON,
    at="l.formulated_on",
    unit=("læringspunkt", "læringspunkter"),
)
ACTIONS = Source(f"action a join {LESSONS.sql.replace('where', 'on l.id = a.lesson_id where')}", _OF_LESSON,
                 "a.proposed_on", unit=("handling", "handlinger"))  # fmt: skip
# A complaint in several lessons counts once, and one answer to the citizen is enough.
FEEDBACK = Source(
    """(select x.complaint_id, max(x.feedback_given_on) as given_on, max(l.formulated_on) as formulated_on
    from lesson_case x join lesson l on l.id = x.lesson_id where l.withdrawn_on is null group by x.complaint_id
    having given_on between :first_day and :last_day
        or (given_on is null and max(l.formulated_on) between :first_day and :last_day)) x""",
    case="x.complaint_id",
    at="coalesce(x.given_on, x.formulated_on)",
)
