"""The report as data: what is a share of what, and what must add up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from klage.domain.report.facts import Balance, Facts, ServiceFacts
from klage.domain.report.period import of_year
from klage.domain.report.report import Report, report_from
from klage.domain.statistics.figures import Count, Pair, Tally

NOW = datetime(2019, 3, 14, 12, tzinfo=UTC)
EMPTY = Facts(
    first_received_at=None,
    tables={},
    balance=Balance(0, 0, 0, 0, 0, 0, 0),
    years=[],
    service=ServiceFacts({}, {}, 0, [], [], 0, []),
)
# Copenhagen's Socialforvaltning, seed S2 and domain.md 2.4: 580 formalitet and 1,564 realitet in 2018.
KINDS_2018: Tally = {"formalitet": 580, "realitet": 1564}
COPENHAGEN = replace(
    EMPTY,
    tables={"complaint_kinds": Pair(KINDS_2018, {"formalitet": 486, "realitet": 2049})},
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


def tables(facts: Facts, **found: Tally | Pair) -> Facts:
    """Return the facts with these tables in the place of theirs; a tally has nothing before it."""
    pairs = {key: one if isinstance(one, Pair) else Pair(one, {}) for key, one in found.items()}
    return replace(facts, tables={**facts.tables, **pairs})


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
    assert first.total == Count("2015", "2015", 2307, 2307, None, None)
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
    facts = tables(
        COPENHAGEN,
        themes={"vejledning": 800, "andet": 200},
        points={"vejledning": 1295},
        with_points={"ja": 863, "nej": 1281},
        theme_severities={"vejledning:3": 2, "andet:1": 1},
        severities={"3": 2, "1": 1, None: 1292},
        process_stages={"ansoegning": 4},
    )
    themes = made(facts).themes
    assert themes.points_per_complaint is not None
    assert f"{themes.points_per_complaint:.2f}" == "1.50"
    assert (themes.points, themes.with_points, themes.without_points) == (1295, 863, 1281)
    assert themes.other_share == 200 / 863
    assert sum(row.complaints.n for row in themes.rows) > themes.with_points
    assert {row.complaints.of for row in themes.rows} == {863}
    assert [(row.label, row.n, row.key) for row in themes.rows[0].severities] == [
        ("Lav", 0, "theme_severities.vejledning:1"),
        ("Middel", 0, "theme_severities.vejledning:2"),
        ("Høj", 2, "theme_severities.vejledning:3"),
    ]
    assert {row.code: row.n for row in themes.severities if row.n} == {"3": 2, "1": 1, None: 1292}
    assert {row.code: row.n for row in themes.process_stages if row.n} == {"ansoegning": 4}


def test_departments_stand_in_danish_order() -> None:
    """Never ranked by their number; æ, ø and å come last, and what is not stated after them."""
    facts = tables(
        COPENHAGEN, departments=Pair({"Økonomi": 9, None: 1, "Ældre": 2, "Børn": 1}, {"Aarhus": 1})
    )
    rows = made(facts).departments
    assert [row.label for row in rows] == ["Børn", "Ældre", "Økonomi", "Aarhus", "Uoplyst"]
    assert {row.of for row in rows} == {2144}


def test_every_figure_has_the_key_it_is_asked_for_by() -> None:
    """A table's name and the code; what is not stated is ``-``, and a year of the trend stands in itself."""
    report = made(tables(COPENHAGEN, departments={"Ydelse": 3, None: 1}))
    assert [row.key for row in report.departments] == ["departments.Ydelse", "departments.-"]
    assert report.complaints.key == "complaints.klage"
    assert report.trend[0].total.key == "trend.2015"
    assert report.trend[0].kinds[0].key == "trend.2015.formalitet"


def test_what_is_not_stated_is_a_caveat() -> None:
    """Each gap is of all complaints; covered complaints without a call are of those that were covered."""
    facts = tables(
        COPENHAGEN,
        addressee_levels={"ukendt": 40, "raadmand": 2104},
        departments={None: 7},
        with_points={"nej": 9, "ja": 2135},
        without_calls={"afsluttet": 12},
    )
    facts = replace(facts, service=ServiceFacts({"not_covered": 2000, "neither": 144}, {}, 0, [], [], 0, []))
    caveats = made(facts).caveats
    assert {row.key: (row.n, row.of) for row in caveats.gaps if row.n} == {
        "addressee_levels.ukendt": (40, 2144),
        "departments.-": (7, 2144),
        "with_points.nej": (9, 2144),
    }
    assert (caveats.without_calls.n, caveats.without_calls.of) == (12, 144)


def test_breaches_and_poor_experiences_are_counted_apart() -> None:
    """A case that is both is in both; contacts are more than the cases they were about."""
    found = made(
        tables(
            COPENHAGEN,
            unit_contacts={"loest": 4, "afventer": 1},
            unit_results={"loest": 4},
            unit_natures={"begge": 1, "brud_paa_regel": 2, "daarlig_oplevelse": 1},
        )
    ).unit_contacts
    assert (found.n, found.cases, found.breaches, found.poor_experiences) == (5, 4, 3, 2)
