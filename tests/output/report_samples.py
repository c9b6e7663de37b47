"""Reports to show: one with something in every table, an empty one, and ways to read them."""

import io
from dataclasses import replace
from datetime import UTC, datetime

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.figures import Pair
from klage.domain.period import Period, of_year
from klage.domain.report import Report, report_from
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts
from klage.domain.unit_contact import Figures
from klage.domain.vocabulary import THEMES
from klage.output.page import page_as_plain
from klage.output.report_page import as_page
from klage.output.table import print_page
from tests.domain.test_report import EMPTY

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
NOBODY = (None, None, None)
FACTS = Facts(
    first_received_at=datetime(2023, 2, 1, 9, tzinfo=UTC),
    contact_types=Pair({"klage": 207, "vejledning": 12}, {"klage": 184}),
    complaint_kinds=Pair({"formalitet": 150, "realitet": 57}, {"formalitet": 100, "realitet": 84}),
    addressee_levels=Pair({"raadmand": 207}, {"raadmand": 184}),
    channels=Pair({"brev": 207}, {"brev": 184}),
    departments=Pair({"Ydelse": 200, "Ældre": 30, None: 2}, {"Ydelse": 184}),
    themes=Pair({"vejledning": 90, "andet": 60}, {"vejledning": 5}),
    points={"vejledning": 130, "andet": 60},
    with_points=140,
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
    calls=[
        CallGroup("ud", "talt_med", "klage_lagt_ned", True, True, ("ja", None, "delvist"), 40),
        CallGroup("ind", "talt_med", None, False, False, NOBODY, 8),
        CallGroup("ud", "ikke_truffet", None, False, False, NOBODY, 60),
    ],
    closings=[ClosingGroup("medhold", "moede", 3, 150), ClosingGroup(None, None, 60, 51)],
    base_numbers=[Measured(BaseNumber(2025, None, "borgerforløb", 100_000), 207, 200)],
    unit_contacts=Figures(5, 4, {"loest": 3, "afventer": 1}, {"ja": 2, None: 2}, {"brud_paa_regel": 1, "begge": 1, None: 2}),
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
        complaint_kinds=Pair(kinds, {"formalitet": before}),
        balance=Balance(0, total, 0, 0, 0, 0, total),
        service=EMPTY.service._replace(cells={"not_covered": total}),
    )
