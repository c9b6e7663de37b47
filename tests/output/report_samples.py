"""Reports to show: one with something in every table, an empty one, and ways to read them."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.report.facts import Balance, Facts, JourneyFacts, ServiceFacts
from klage.domain.report.learning import Action, Example, Learning, Lesson, Recommendation
from klage.domain.report.period import Period, of_year
from klage.domain.report.report import Report, report_from
from klage.domain.statistics.figures import Pair, Tally
from klage.domain.vocabulary import THEMES
from klage.output.page import page_as_plain
from klage.output.report.page import as_page
from klage.output.table import print_page
from tests.domain.report.test_report import EMPTY, tables

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
TABLES: dict[str, Tally | Pair] = {
    "contact_types": Pair({"klage": 207, "vejledning": 12}, {"klage": 184}),
    "complaint_kinds": Pair({"formalitet": 150, "realitet": 57}, {"formalitet": 100, "realitet": 84}),
    "addressee_levels": Pair({"raadmand": 207}, {"raadmand": 184}),
    "channels": Pair({"brev": 207}, {"brev": 184}),
    "departments": Pair({"Ydelse": 200, "Ældre": 30, None: 2}, {"Ydelse": 184}),
    "recurrences": {"gentagen": 20, None: 187},
    "themes": Pair({"vejledning": 90, "andet": 60}, {"vejledning": 5}),
    "points": {"vejledning": 130, "andet": 60},
    "with_points": {"ja": 140, "nej": 67},
    "theme_severities": {"vejledning:3": 20, "vejledning:1": 9},
    "severities": {"3": 20, "1": 9, None: 161},
    "process_stages": {"afgoerelse": 12, None: 178},
    "without_calls": {"afsluttet": 4},
    "calls": {"ud": 100, "ind": 8},
    "call_results": {"talt_med": 48, "ikke_truffet": 60},
    "conversation_results": {"klage_lagt_ned": 40, None: 8},
    "course_told": {"ja": 40},
    "withdrawals": {"ja": 40},
    "heard": {"ja": 40, None: 8},
    "understood": {None: 48},
    "taken_seriously": {"delvist": 40, None: 8},
    "heard_departments": {"ja:Ydelse": 38, "ja:Ældre": 2},
    "moves": {"afsluttet": 201, "genaabnet": 2, "sammenlagt": 3},
    "outcomes": {"medhold": 150, None: 51},
    "methods": {"moede": 150, None: 51},
    "by_method": {"medhold:moede": 150, ":": 51},
    "agreed_errors": {"ja": 20, "delvist": 5, "nej": 15, None: 161},
    "unit_contacts": {"loest": 4, "afventer": 1},
    "unit_results": {"loest": 3, "afventer": 1},
    "unit_agreed_errors": {"ja": 2, None: 2},
    "unit_natures": {"brud_paa_regel": 1, "begge": 1, None: 2},
    "reassess_results": {"medhold": 4, "fastholdt": 16},
    "reassess_deadlines": {"overholdt": 18, "senere": 2},
    "appeal_bodies": {"ankestyrelsen": 16},
    "appeal_results": {"stadfaestet": 8, "hjemvist": 2, "afvist": 1},
    "mediations": {"borgermaegler": 3},
    "mediation_meetings": {"holdt": 2},
    "mediation_outcomes": {"aftale": 1, None: 2},
    "journeys": {"rejse": 2},
    "journey_causes": {"kapacitet": 2},
    "lessons": {"afdeling": 2},
    "lesson_causes": {"arbejdsgang": 2},
    "eye_level": {"nej": 1, "delvist": 1},
    "expectations_agreed": {"nej": 2},
    "eye_level_departments": {"nej:Ydelse": 1, "delvist:": 1},
    "expectations_departments": {"nej:Ydelse": 1, "nej:": 1},
    "actions": {"gennemfoert": 1},
    "feedback": {"givet": 3, "venter": 1},
}
DONE = Action(
    1, 1, "Et brev, der siger, hvad der sker nu.", "brevskabelon", "gennemfoert", "Ydelse", "Bo Holm", "Eva Lund",
    due_on=date(2025, 6, 1), carried_out_on=date(2025, 5, 20),
)  # fmt: skip
LEARNING = Learning(
    lessons=(
        Lesson(1, date(2025, 3, 1), "Brevet siger ikke, hvornår der kommer svar.", "afdeling", "arbejdsgang",
               "Svartiden skal stå øverst.", "Ydelse", words="Jeg vidste ikke, om I havde fået det.", cases=4,
               actions=(DONE,)),
        Lesson(2, date(2025, 9, 1), "To enheder ventede på hinanden.", "kommune", cases=1),
    ),
    follow_up=(Action(9, 8, "Fælles møder", "arbejdsgang", "afvist", reason="Der er ikke tid."),),
    examples=(Example(1, 2025000007, "Brevet, der ikke kom", "Borgeren ventede i ti uger."),),
    recommendations=(
        Recommendation(1, date(2025, 12, 1), "Giv altid en dato for svar.", "direktøren"),
        Recommendation(2, date(2024, 12, 1), "Ét telefonnummer.", None, "Det gør vi.", date(2025, 2, 3)),
    ),
)  # fmt: skip
FACTS = tables(
    Facts(
        first_received_at=datetime(2023, 2, 1, 9, tzinfo=UTC),
        tables={},
        balance=Balance(7, 207, 2, 0, 201, 3, 12),
        years=[(2024, {"formalitet": 100, "realitet": 84}), (2025, {"formalitet": 150, "realitet": 57}), (2026, {})],
        service=ServiceFacts(
            cells={"reached": 150, "tried": 20, "neither": 9, "outside_hours": 1, "pending": 2, "no_callback": 5,
                   "not_covered": 20},
            ended={"oensker_ikke_samtale": 5},
            reached_later=25,
            attempt_waits=[(90, 150), (1500, 25)],
            conversation_waits=[(135, 150), (3000, 25)],
            late_with_reason=3,
            late_reasons=[("Kirsten var på ferie", 3)],
        ),
        days_to_closing=[(3, 150), (60, 51)],
        journeys=JourneyFacts(silences=[40, 90], handovers=[1, 4], units=[2, 3]),
        learning=LEARNING,
        base_numbers=[Measured(BaseNumber(2025, None, "borgerforløb", 100_000), 207, 200)],
    ),
    **TABLES,
)  # fmt: skip


def made(facts: Facts = FACTS, period: Period | None = None, now: datetime = NOW) -> Report:
    """Return the report that the facts make."""
    return report_from(facts, period or of_year(2025), now, {code: label for code, label, _ in THEMES})


def aloud(report: Report) -> str:
    """Return the page as plain lines."""
    return page_as_plain(as_page(report))


def drawn(report: Report, width: int = 80) -> list[str]:
    """Return the lines of the page on a terminal."""
    stream = io.StringIO()
    print_page(as_page(report, bars=True), stream=stream, width=width)
    return stream.getvalue().splitlines()


def one_of(**tallies: int) -> Facts:
    """Return facts with so many complaints of each kind now, and ``before`` of them in the period before."""
    before = tallies.pop("before", 0)
    kinds: dict[str | None, int] = {code: n for code, n in tallies.items()}  # noqa: C416 -- widens the type of the keys
    total = sum(kinds.values())
    return replace(
        EMPTY,
        tables={"complaint_kinds": Pair(kinds, {"formalitet": before})},
        balance=Balance(0, total, 0, 0, 0, 0, total),
        service=EMPTY.service._replace(cells={"not_covered": total}),
    )
