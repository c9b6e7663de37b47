"""The tables of the report: which source each one counts, and what a unit's code is.

A key never changes: scripts and readers ask for the cases behind ``departments.Jobcenter`` by it.
"""

# ruff: noqa: S608 -- every piece of SQL here is ours; values are parameters
from collections.abc import Mapping

from klage.domain.report.results import CLOSING_DAYS, WORKING_DAYS
from klage.domain.report.service import FELT, SERVICE_HOURS
from klage.domain.vocabulary import FELT as ANSWERS
from klage.domain.vocabulary import OVER_DECISIONS
from klage.store.report import sources
from klage.store.report.sources import (
    CLOSED,
    DAYS,
    IS_COMPLAINT,
    SPOKEN,
    Table,
    bands,
    department_name,
)

Tables = tuple[Table, ...]

_ASKED = tuple(code for code in ANSWERS if code != "ikke_spurgt")
_WORKING_DAYS = "working_days(c.received_at, k.at)"
_REASSESS_DAYS = "working_days(c.received_at, a.reassessed_on)"

RECEIVED: Tables = (
    Table("contact_types", sources.CONTACTS, "c.contact_type"),
    Table("complaints", sources.CONTACTS, "'klage'", IS_COMPLAINT),
    Table("complaint_kinds", sources.CONTACTS, "c.complaint_kind", IS_COMPLAINT),
    Table("addressee_levels", sources.CONTACTS, "c.addressee_level", IS_COMPLAINT),
    Table("channels", sources.CONTACTS, "c.channel", IS_COMPLAINT),
    Table("recurrences", sources.CONTACTS, "c.recurrence", IS_COMPLAINT),
)
"""Read in one pass, and compared with the period before."""

GAPS = (
    Table(
        "with_points",
        sources.CONTACTS,
        "case when exists (select 1 from point p where p.complaint_id = c.id) then 'ja' else 'nej' end",
        IS_COMPLAINT,
    ),
    Table(
        "without_track",
        sources.CONTACTS,
        "c.complaint_kind",
        f"{IS_COMPLAINT} and c.complaint_kind in {sources.among(sorted(OVER_DECISIONS))}"
        " and not exists (select 1 from appeal a where a.complaint_id = c.id)",
    ),
    Table(
        "without_calls",
        sources.CONTACTS,
        "'afsluttet'",
        f"{IS_COMPLAINT} and c.covered and c.closed_at is not null"
        " and not exists (select 1 from call k where k.complaint_id = c.id)",
    ),
)
ABOUT = (Table("departments", sources.ABOUT, department_name("c.department")),)
COVERED_ABOUT = Table("covered_departments", sources.ABOUT, department_name("c.department"), "c.covered")
THEMES = (Table("themes", sources.POINTS, "p.theme", sources.FIRST_OF_THEME),)
POINTS = (
    Table("points", sources.POINTS, "p.theme"),
    Table("severities", sources.POINTS, "p.severity"),
    Table("process_stages", sources.POINTS, "p.process_stage"),
    Table("theme_severities", sources.POINTS, "p.theme || ':' || p.severity", "p.severity is not null"),
)
OPEN = (
    Table("open_before", sources.open_at("start"), "'klage'"),
    Table("open_after", sources.open_at("end"), "'klage'"),
)
MOVES = (
    Table("moves", sources.MOVES, "k.kind"),
    Table("outcomes", sources.MOVES, "k.outcome", CLOSED),
    Table("methods", sources.MOVES, "k.method", CLOSED),
    Table("by_method", sources.MOVES, "coalesce(k.outcome, '') || ':' || coalesce(k.method, '')", CLOSED),
    Table("agreed_errors", sources.MOVES, "c.unit_agreed_error", CLOSED),
    Table("days_to_closing", sources.MOVES, DAYS, CLOSED),
)
SPSO = (
    Table("working_days_to_closing", sources.MOVES, _WORKING_DAYS, CLOSED),
    Table("working_days_to_reassessment", sources.REASSESSED, _REASSESS_DAYS),
)
BANDS = (
    Table("closing_bands", sources.MOVES, bands(DAYS, CLOSING_DAYS), CLOSED),
    Table("spso_first_answer", sources.MOVES, bands(_WORKING_DAYS, WORKING_DAYS), CLOSED),
    Table("spso_reassessment", sources.REASSESSED, bands(_REASSESS_DAYS, WORKING_DAYS)),
    Table("attempt_waits", sources.SERVICE, bands("c.attempt_wait", SERVICE_HOURS, unit=60), sources.WAS_COUNTED),
    Table("conversation_waits", sources.SERVICE, bands("c.spoken_wait", SERVICE_HOURS, unit=60), sources.WAS_COUNTED),
)  # fmt: skip
"""Counted in Python, from the whole histogram; the cases behind a band are found here."""

SERVICE = (
    Table("service", sources.SERVICE, "c.cell"),
    Table("service_ended", sources.SERVICE, "c.ended_by", "c.cell = 'no_callback'"),
    Table(
        "service_late",
        sources.SERVICE,
        "case when c.spoken_wait is null then 'never_reached' else 'reached_later' end",
        sources.WAS_LATE,
    ),
    Table("service_reasons", sources.SERVICE, "'with_reason'", f"{sources.WAS_LATE} and c.reasons > 0"),
)
CALLS = (
    Table("calls", sources.CALLS, "k.direction"),
    Table("call_results", sources.CALLS, "k.result"),
    Table("conversation_results", sources.CALLS, "k.conversation_result", SPOKEN),
    Table("course_told", sources.CALLS, "'ja'", f"{SPOKEN} and k.course_told"),
    Table("withdrawals", sources.CALLS, "'ja'", f"{SPOKEN} and k.withdrawal_confirmed"),
    *(Table(felt, sources.CALLS, f"k.{felt}", SPOKEN) for felt in FELT),
    *(
        Table(
            f"{felt}_departments",
            sources.CALLS,
            f"k.{felt} || ':' || {department_name('c.department_id')}",
            f"{SPOKEN} and c.department_id is not null and k.{felt} in {sources.among(_ASKED)}",
        )
        for felt in FELT
    ),
)
UNIT_CONTACTS = (Table("unit_contacts", sources.CONTACTED, "u.result"),)
UNITS = (
    Table("unit_results", sources.UNITS, "u.result"),
    Table("unit_agreed_errors", sources.UNITS, "u.agreed_error"),
    Table("unit_natures", sources.UNITS, "u.nature"),
)
REASSESSED = (Table("reassess_results", sources.REASSESSED, "a.reassess_result"),)
DUE = (
    Table(
        "reassess_deadlines",
        sources.DUE,
        """case when a.reassessed_on is null and c.outcome = 'trukket_tilbage' then 'bortfaldet'
        when a.reassessed_on <= a.reassess_due_on then 'overholdt'
        when a.reassessed_on is not null then 'senere'
        when a.reassess_due_on < :today then 'udestaar' else 'ikke_udloebet' end""",
    ),
)
FORWARDED = (Table("appeal_bodies", sources.FORWARDED, "a.appeal_body"),)
DECIDED = (Table("appeal_results", sources.DECIDED, "a.appeal_result"),)
MEDIATIONS = (
    Table("mediations", sources.MEDIATIONS, "m.kind"),
    Table("mediation_consents", sources.MEDIATIONS, "case m.consent when 1 then 'ja' when 0 then 'nej' end"),
    Table(
        "mediation_meetings",
        sources.MEDIATIONS,
        "'holdt'",
        "m.meeting_at <= :now and coalesce(m.outcome, '') not in ('borger_fortroed', 'ikke_afholdt')",
    ),
    Table("mediation_outcomes", sources.MEDIATIONS, "m.outcome"),
)
JOURNEYS = (Table("journeys", sources.JOURNEYS, "'rejse'"),)
JOURNEY_CAUSES = (Table("journey_causes", sources.JOURNEY_CAUSES, "e.cause"),)


def _by_department(column: str) -> str:
    return f"l.{column} || ':' || coalesce({department_name('l.department_id')}, '')"


LESSONS = (
    Table("lessons", sources.LESSONS, "l.level"),
    Table("lesson_causes", sources.LESSONS, "l.cause"),
    Table("eye_level", sources.LESSONS, "l.eye_level"),
    Table("expectations_agreed", sources.LESSONS, "l.expectations_agreed"),
    Table("eye_level_departments", sources.LESSONS, _by_department("eye_level"), "l.eye_level is not null"),
    Table(
        "expectations_departments",
        sources.LESSONS,
        _by_department("expectations_agreed"),
        "l.expectations_agreed is not null",
    ),
)
ACTIONS = (Table("actions", sources.ACTIONS, "a.status"),)
FEEDBACK = (
    Table("feedback", sources.FEEDBACK, "case when x.given_on is null then 'venter' else 'givet' end"),
)

COMPARED: tuple[Tables, ...] = (RECEIVED, ABOUT, THEMES)
COUNTED: tuple[Tables, ...] = (
    *(GAPS, POINTS, MOVES, CALLS, UNIT_CONTACTS, UNITS, REASSESSED, DUE, FORWARDED, DECIDED, MEDIATIONS),
    *(JOURNEYS, JOURNEY_CAUSES, LESSONS, ACTIONS, FEEDBACK),
)
"""Tuples of tables that are read in one pass each; those in ``OPEN`` and ``SERVICE`` are counted apart."""

TABLES: Mapping[str, Table] = {
    table.key: table
    for tables in (*COMPARED, *COUNTED, OPEN, SPSO, BANDS, SERVICE, (COVERED_ABOUT,))
    for table in tables
}

GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "service": {
        "covered": ("reached", "tried", "neither", "outside_hours", "pending", "no_callback"),
        "denominator": ("reached", "tried", "neither", "outside_hours"),
        "tried_in_time": ("reached", "tried"),
        "late": ("tried", "neither", "outside_hours"),
    },
    "unit_natures": {
        "breaches": ("brud_paa_regel", "begge"),
        "poor_experiences": ("daarlig_oplevelse", "begge"),
    },
    "appeal_results": {
        "considered": ("stadfaestet", "aendret", "ophaevet", "hjemvist"),
        "overturned": ("aendret", "ophaevet", "hjemvist"),
    },
    "agreed_errors": {"agreed": ("ja", "delvist"), "assessed": ("ja", "delvist", "nej")},
    "reassess_deadlines": {"passed": ("overholdt", "senere", "udestaar")},
    "spso_first_answer": {"within_20": ("5", "20")},
    "spso_reassessment": {"within_20": ("5", "20")},
    **{felt: {"asked": _ASKED, "not_asked": ("ikke_spurgt", "-")} for felt in FELT},
}
"""Figures that are several codes of a table together; ``-`` is what is not stated."""
