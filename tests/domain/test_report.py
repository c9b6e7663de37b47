"""The report as data: what is a share of what, and what must add up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from klage.domain.figures import Count, Pair, Tally
from klage.domain.period import of_year
from klage.domain.report import Felt, Report, report_from
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts
from klage.domain.unit_contact import Figures

NOW = datetime(2019, 3, 14, 12, tzinfo=UTC)
NOBODY = (None, None, None)
EMPTY = Facts(
    first_received_at=None,
    contact_types=Pair({}, {}),
    complaint_kinds=Pair({}, {}),
    addressee_levels=Pair({}, {}),
    channels=Pair({}, {}),
    departments=Pair({}, {}),
    themes=Pair({}, {}),
    points={},
    with_points=0,
    balance=Balance(0, 0, 0, 0, 0, 0, 0),
    years=[],
    service=ServiceFacts({}, {}, 0, [], [], 0, []),
    calls=[],
    closings=[],
    unit_contacts=Figures(),
)
# Copenhagen's Socialforvaltning, seed S2 and domain.md 2.4: 580 formalitet and 1,564 realitet in 2018.
KINDS_2018: Tally = {"formalitet": 580, "realitet": 1564}
COPENHAGEN = replace(
    EMPTY,
    complaint_kinds=Pair(KINDS_2018, {"formalitet": 486, "realitet": 2049}),
    balance=Balance(0, 2144, 0, 0, 2100, 0, 44),
    years=[
        (2015, {"formalitet": 448, "realitet": 1859}),
        (2016, {"formalitet": 486, "realitet": 2049}),
        (2017, {}),
        (2018, KINDS_2018),
        (2019, {"formalitet": 90}),
    ],
    service=ServiceFacts({"not_covered": 2144}, {}, 0, [], [], 0, []),
)


def made(facts: Facts, *, year: int = 2018) -> Report:
    """Return the report of a year, made in March 2019."""
    return report_from(facts, of_year(year), NOW, {"vejledning": "Vejledning", "andet": "Andet"})


def test_an_empty_register_gives_an_empty_report() -> None:
    """Nothing is a figure too; shares and medians are unknown, not 0."""
    report = made(EMPTY)
    assert report.complaints == Count("klage", "Klager", 0, 0, 0, None)
    assert {row.n for row in report.complaint_kinds} == {0}
    assert report.themes.points_per_complaint is None
    assert report.themes.other_share is None
    assert report.trend == ()
    assert report.service.denominator == 0


def test_the_kinds_are_shares_of_all_complaints() -> None:
    """The published figures of 2018: 27.1 % and 72.9 % of 2,144."""
    report = made(COPENHAGEN)
    assert report.complaints.n == sum(row.n for row in report.complaint_kinds) == 2144
    assert [round(100 * (row.share or 0), 1) for row in report.complaint_kinds[:2]] == [27.1, 72.9]
    assert [row.code for row in report.complaint_kinds] == ["formalitet", "realitet", "blandet", "uafklaret"]


def test_the_trend_is_measured_on_the_older_year() -> None:
    """2016 is 10.2 % and 8.5 % above 2015; the first year and a year after none have no change."""
    first, second, _, fourth, this = made(COPENHAGEN).trend
    assert first.total == Count(None, "2015", 2307, 2307, None, None)
    assert [round(100 * (row.change or 0), 1) for row in second.kinds[:2]] == [8.5, 10.2]
    assert fourth.total.previous == 0
    assert fourth.total.change is None
    assert (this.is_complete, this.total.change, this.total.previous) == (False, None, 2144)


def test_a_year_that_is_not_over_is_marked_and_gets_no_change() -> None:
    """Three months of 2019 are not held against all of 2018."""
    report = made(COPENHAGEN, year=2019)
    assert not report.is_over
    assert report.complaints.change is None
    assert made(COPENHAGEN).is_over


def test_every_table_is_about_the_same_complaints() -> None:
    """A complaint that is missing from the 24-hour table is a bug, not a detail."""
    with pytest.raises(ValueError, match="everywhere"):
        made(replace(COPENHAGEN, service=EMPTY.service))


def test_cases_and_points_are_counted_apart() -> None:
    """863 cases with 1,295 points is 1.50 each (Copenhagen's Borgerrådgiver 2017)."""
    facts = replace(
        COPENHAGEN,
        themes=Pair({"vejledning": 800, "andet": 200}, {}),
        points={"vejledning": 1295},
        with_points=863,
    )
    themes = made(facts).themes
    assert themes.points_per_complaint is not None
    assert f"{themes.points_per_complaint:.2f}" == "1.50"
    assert (themes.points, themes.with_points, themes.without_points) == (1295, 863, 1281)
    assert themes.other_share == 200 / 863
    assert sum(row.complaints.n for row in themes.rows) > themes.with_points
    assert {row.complaints.of for row in themes.rows} == {863}


def test_departments_stand_in_danish_order() -> None:
    """Never ranked by their number; æ, ø and å come last, and what is not stated after them."""
    facts = replace(
        COPENHAGEN, departments=Pair({"Økonomi": 9, None: 1, "Ældre": 2, "Børn": 1}, {"Aarhus": 1})
    )
    rows = made(facts).departments
    assert [row.label for row in rows] == ["Børn", "Ældre", "Økonomi", "Aarhus", "Uoplyst"]
    assert {row.of for row in rows} == {2144}


SERVICE = ServiceFacts(
    cells={
        "reached": 5,
        "tried": 2,
        "neither": 3,
        "outside_hours": 1,
        "pending": 4,
        "no_callback": 2,
        "not_covered": 2127,
    },
    ended={"oensker_ikke_samtale": 2},
    reached_later=4,
    attempt_waits=[(60, 7), (2000, 3)],
    conversation_waits=[(60, 5), (3000, 4)],
    late_with_reason=2,
    late_reasons=[("Syg", 2)],
)


def test_the_24_hour_service_is_counted_on_those_who_were_to_be_called() -> None:
    """Written to instead, not due yet and not covered are outside the denominator."""
    service = made(replace(COPENHAGEN, service=SERVICE)).service
    assert (service.covered, service.denominator, service.tried_in_time) == (17, 11, 7)
    assert (service.late, service.reached_later, service.never_reached) == (6, 4, 2)
    assert service.covered + service.not_covered == 2144
    assert [(row.code, row.n, row.of) for row in service.ended] == [
        ("intet_nummer", 0, 2),
        ("oensker_ikke_samtale", 2, 2),
    ]
    assert service.late_reasons == (("Syg", 2),)


def test_those_who_were_never_called_are_in_no_band() -> None:
    """They are counted beside the bands, so that the median says what it is the median of."""
    service = made(replace(COPENHAGEN, service=SERVICE)).service
    assert (service.to_attempt.n, service.to_attempt.never, service.to_attempt.median) == (10, 1, 1.0)
    assert (service.to_conversation.n, service.to_conversation.never) == (9, 2)


def test_calls_and_what_citizens_felt() -> None:
    """Felt heard is of those asked; a conversation without the question is "not asked"."""
    calls = [
        CallGroup("ud", "talt_med", "klage_lagt_ned", True, True, ("ja", "delvist", None), 3),
        CallGroup("ind", "talt_med", None, False, False, ("ikke_spurgt", None, None), 2),
        CallGroup("ud", "ikke_truffet", None, False, False, NOBODY, 4),
    ]
    found = made(replace(COPENHAGEN, calls=calls)).calls
    assert (found.n, found.incoming, found.conversations) == (9, 2, 5)
    assert (found.course_told, found.withdrawals_confirmed) == (3, 3)
    assert {row.code: row.n for row in found.results if row.n} == {"talt_med": 5, "ikke_truffet": 4}
    assert {row.code: row.n for row in found.conversation_results if row.n} == {"klage_lagt_ned": 3, None: 2}
    heard, understood, seriously = found.felt
    assert heard == Felt(
        "heard",
        (Count("ja", "Ja", 3, 3), Count("delvist", "Delvist", 0, 3), Count("nej", "Nej", 0, 3)),
        asked=3,
        not_asked=2,
    )
    assert (understood.question, understood.asked) == ("understood", 3)
    assert (seriously.asked, seriously.not_asked) == (0, 5)


def test_results_by_method() -> None:
    """Every closing counts, the days are those since receipt, and the table adds up to the total."""
    closings = [
        ClosingGroup("medhold", "moede", 3, 2),
        ClosingGroup("medhold", "moede", 40, 1),
        ClosingGroup("medhold", None, 7, 1),
        ClosingGroup(None, None, 90, 1),
    ]
    found = made(replace(COPENHAGEN, closings=closings)).results
    assert found.n == 5
    assert found.by_method == (("medhold", "moede", 3), ("medhold", None, 1), (None, None, 1))
    assert {row.code: row.n for row in found.outcomes if row.n} == {"medhold": 4, None: 1}
    assert {row.code: row.n for row in found.methods if row.n} == {"moede": 3, None: 2}
    assert found.to_closing.median == 7
    assert [band.n for band in found.to_closing.bands] == [0, 3, 0, 0, 1, 1]
