"""The report as one JSON object with stable English keys, which are added to and never removed.

Shares and changes are per cent with one decimal. Every figure has a key by which ``klage rapport --sager``
lists the cases behind it: in ``key`` beside it, or for a plain number under its path in ``figure_keys``. The
reasons of late calls are left out: they may name the citizen; how many there are is in it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from klage.clock import to_local, to_text
from klage.domain.base_number import Measured
from klage.domain.report.facts import Balance
from klage.domain.report.period import Period
from klage.domain.report.report import Caveats, Report, Themes, UnitContacts, Year
from klage.domain.report.results import Appeals, Journeys, Mediations, Results, WorkingDays
from klage.domain.report.service import Calls, Felt, Service
from klage.domain.statistics.figures import Count, Spread, per_cent, share
from klage.output.report.learning_as_json import learning
from klage.output.report.signals import moved_object
from klage.output.safe import json_escaped

Json = dict[str, Any]

FIGURE_KEYS = {
    "balance.brought_forward": "open_before",
    "balance.new": "complaints",
    "balance.reopened": "moves.genaabnet",
    "balance.split_off": "moves.skilt",
    "balance.closed": "moves.afsluttet",
    "balance.merged_away": "moves.sammenlagt",
    "balance.carried_forward": "open_after",
    "themes.points": "points",
    "themes.with_points": "with_points.ja",
    "themes.without_points": "with_points.nej",
    "service.covered": "service.covered",
    "service.not_covered": "service.not_covered",
    "service.pending": "service.pending",
    "service.no_callback": "service.no_callback",
    "service.denominator": "service.denominator",
    "service.late": "service.late",
    "service.late_with_reason": "service_reasons",
    "calls.n": "calls",
    "calls.outgoing": "calls.ud",
    "calls.incoming": "calls.ind",
    "calls.conversations": "call_results.talt_med",
    "calls.withdrawals_confirmed": "withdrawals",
    "results.closed": "moves.afsluttet",
    "unit_contacts.n": "unit_contacts",
    "unit_contacts.cases": "unit_results",
    "appeals.considered": "appeal_results.considered",
    "mediations.n": "mediations",
    "mediations.held": "mediation_meetings",
    "journeys.n": "journeys",
    "learning.n": "lessons",
}
"""The key of each plain number, by its path in the object."""


def as_json(report: Report) -> str:
    """Return the report as a JSON document."""
    return written(as_object(report))


def written(found: Json) -> str:
    """Return an object as a JSON document."""
    import json

    return json_escaped(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def as_object(report: Report) -> Json:
    """Return the report as what JSON is made of."""
    return {
        "period": {**_period(report.period), "is_over": report.is_over},
        "previous_period": _period(report.period.previous),
        **_instant("generated_at", report.now),
        **_instant("first_received_at", report.first_received_at),
        "complaints": _count(report.complaints),
        "contact_types": _table(report.contact_types),
        "balance": _balance(report.balance),
        "complaint_kinds": _table(report.complaint_kinds),
        "trend": [_year(year) for year in report.trend],
        "months": [
            {"first_day": month.first_day.isoformat(), "new": month.new, "closed": month.closed}
            for month in report.months
        ],
        "addressee_levels": _table(report.addressee_levels),
        "channels": _table(report.channels),
        "departments": _table(report.departments),
        "themes": _themes(report.themes),
        "service": _service(report.service),
        "calls": _calls(report.calls),
        "results": _results(report.results),
        "unit_contacts": _unit_contacts(report.unit_contacts),
        "base_numbers": [_base_number(found) for found in report.base_numbers],
        "recurrences": _table(report.recurrences),
        "caveats": _caveats(report.caveats),
        "appeals": _appeals(report.appeals),
        "working_days": None if report.working_days is None else [*map(_working_days, report.working_days)],
        "mediations": _mediations(report.mediations),
        "journeys": _journeys(report.journeys),
        "learning": learning(report.learning, _simple),
        "signals": None if report.signals is None else moved_object(report.signals),
        "figure_keys": FIGURE_KEYS,
    }


def _instant(key: str, value: datetime | None) -> Json:
    return {
        key: to_text(value) if value else None,
        f"{key}_local": to_local(value).isoformat() if value else None,
    }


def days(period: Period) -> Json:
    """Return a period's name and days, as each edition of the report has them."""
    return {
        "label": period.label,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
    }


def _period(period: Period) -> Json:
    return {**days(period), **_instant("start", period.start), **_instant("end", period.end)}


def counted(row: Count) -> Json:
    """Return a row, without the key that leads back to the cases behind it."""
    return {
        "code": row.code,
        "label": row.label,
        "n": row.n,
        "of": row.of,
        "share_percent": per_cent(row.share),
        "previous": row.previous,
        "change_percent": per_cent(row.change),
    }


def _count(row: Count) -> Json:
    return {**counted(row), "key": row.key}


def _table(rows: Iterable[Count]) -> list[Json]:
    return [_count(row) for row in rows]


def _simple(rows: Iterable[Count]) -> list[Json]:
    """Return counts that are not compared with the period before."""
    compared = {"previous", "change_percent"}
    return [{key: value for key, value in _count(row).items() if key not in compared} for row in rows]


def _part(key: str, n: int, of: int) -> Json:
    return {"n": n, "of": of, "share_percent": per_cent(share(n, of)), "key": key}


def _balance(balance: Balance) -> Json:
    return {
        "brought_forward": balance.brought_forward,
        "new": balance.new,
        "reopened": balance.reopened,
        "split_off": balance.split_off,
        "closed": balance.closed,
        "merged_away": balance.merged_away,
        "carried_forward": balance.carried_forward,
    }


def _year(year: Year) -> Json:
    return {
        "year": year.year,
        "is_complete": year.is_complete,
        "total": {key: value for key, value in _count(year.total).items() if key not in {"code", "label"}},
        "complaint_kinds": _table(year.kinds),
    }


def _themes(themes: Themes) -> Json:
    return {
        "rows": [
            {**_count(row.complaints), "points": row.points, "severities": _simple(row.severities)}
            for row in themes.rows
        ],
        "points": themes.points,
        "with_points": themes.with_points,
        "without_points": themes.without_points,
        "points_per_complaint": _decimals(themes.points_per_complaint),
        "other_share_percent": per_cent(themes.other_share),
        "severities": _simple(themes.severities),
        "process_stages": _simple(themes.process_stages),
    }


def _decimals(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _service(service: Service) -> Json:
    of = service.denominator
    return {
        "covered": service.covered,
        "not_covered": service.not_covered,
        "pending": service.pending,
        "no_callback": service.no_callback,
        "no_callback_results": _simple(service.ended),
        "denominator": of,
        "tried_in_time": _part("service.tried_in_time", service.tried_in_time, of),
        "reached_in_time": _part("service.reached", service.reached, of),
        "tried_not_reached_in_time": _part("service.tried", service.tried, of),
        "neither": _part("service.neither", service.neither, of),
        "outside_hours": _part("service.outside_hours", service.outside_hours, of),
        "reached_later": _part("service_late.reached_later", service.reached_later, of),
        "never_reached": _part("service_late.never_reached", service.never_reached, of),
        "hours_to_first_attempt": _spread("attempt_waits", service.to_attempt),
        "hours_to_conversation": _spread("conversation_waits", service.to_conversation),
        "late": service.late,
        "late_with_reason": service.late_with_reason,
    }


def _spread(table: str, found: Spread) -> Json:
    return {
        "median": _decimals(found.median),
        "n": found.n,
        "bands": [
            {"up_to": band.limit, "n": band.n, "key": f"{table}.{band.limit or 'over'}"}
            for band in found.bands
        ],
        "never": found.never,
    }


def _calls(calls: Calls) -> Json:
    return {
        "n": calls.n,
        "outgoing": calls.n - calls.incoming,
        "incoming": calls.incoming,
        "results": _simple(calls.results),
        "conversations": calls.conversations,
        "conversation_results": _simple(calls.conversation_results),
        "course_told": _part("course_told", calls.course_told, calls.conversations),
        "withdrawals_confirmed": calls.withdrawals_confirmed,
        **{felt.question: _felt(felt) for felt in calls.felt},
        "felt_departments": [
            {
                "question": felt.question,
                "department": felt.department,
                "asked": felt.asked,
                "answers": _simple(felt.answers),
            }
            for felt in calls.felt_departments
        ],
    }


def _felt(felt: Felt) -> Json:
    return {"asked": felt.asked, "not_asked": felt.not_asked, "answers": _simple(felt.answers)}


def _base_number(found: Measured) -> Json:
    """Return a base number; ``share_percent`` is the covered complaints' share of it."""
    return {
        **found.base._asdict(),
        "complaints": found.complaints,
        "covered": found.covered,
        "share_percent": per_cent(found.share),
        "complaints_share_percent": per_cent(found.complaints_share),
    }


def _unit_contacts(contacts: UnitContacts) -> Json:
    return {
        "n": contacts.n,
        "cases": contacts.cases,
        "results": _simple(contacts.results),
        "unit_agreed_error": _simple(contacts.agreed_errors),
        "natures": _simple(contacts.natures),
        "breaches_of_rules": _part("unit_natures.breaches", contacts.breaches, contacts.cases),
        "poor_experiences": _part("unit_natures.poor_experiences", contacts.poor_experiences, contacts.cases),
    }


def _results(results: Results) -> Json:
    return {
        "closed": results.n,
        "outcomes": _simple(results.outcomes),
        "handling_methods": _simple(results.methods),
        "by_method": [
            {
                "outcome": outcome,
                "handling_method": method,
                "n": n,
                "key": f"by_method.{outcome or ''}:{method or ''}",
            }
            for outcome, method, n in results.by_method
        ],
        "days_to_closing": _spread("closing_bands", results.to_closing),
        "unit_agreed_error": _simple(results.agreed_errors),
        "agreed_an_error": _part("agreed_errors.agreed", results.agreed, results.assessed),
    }


def _caveats(caveats: Caveats) -> Json:
    return {"not_stated": _simple(caveats.gaps), "without_calls": _simple([caveats.without_calls])[0]}


def _appeals(appeals: Appeals) -> Json:
    return {
        "reassess_results": _simple(appeals.reassess_results),
        "reassess_deadlines": _simple(appeals.deadlines),
        "reassessed_in_time": _part("reassess_deadlines.overholdt", appeals.kept, appeals.passed),
        "forwarded": _simple(appeals.forwarded),
        "appeal_results": _simple(appeals.results),
        "considered": appeals.considered,
        "without_track": _part("without_track", appeals.without_track, appeals.over_decisions),
        "overturned": _part("appeal_results.overturned", appeals.overturned, appeals.considered),
    }


def _working_days(found: WorkingDays) -> Json:
    return {
        "stage": found.stage,
        "n": found.n,
        "mean": _decimals(found.mean),
        "median": found.median,
        "within": _simple(found.within),
    }


def _mediations(mediations: Mediations) -> Json:
    return {
        "n": mediations.n,
        "kinds": _simple(mediations.kinds),
        "consents": _simple(mediations.consents),
        "held": mediations.held,
        "agreements": _part("mediation_outcomes.aftale", mediations.agreements, mediations.n),
        "outcomes": _simple(mediations.outcomes),
    }


def _journeys(journeys: Journeys) -> Json:
    return {
        "n": journeys.n,
        "median_handovers": journeys.handovers,
        "median_units": journeys.units,
        "median_longest_silence_days": journeys.longest_silence,
        "with_silence": journeys.with_silence,
        "causes": _simple(journeys.causes),
    }
