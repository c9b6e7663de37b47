"""The years of a published report: whole ones, apart from the periods that are told, without small kinds."""

from dataclasses import replace
from datetime import date

import pytest

from klage.domain.report.period import Period, between
from klage.domain.report.publication import published
from klage.domain.report.published import OTHER
from tests.domain.any_facts import of_kinds
from tests.domain.report.test_publication import BUSY, shown
from tests.domain.report.test_report import made


def test_a_year_follows_the_table_of_kinds() -> None:
    """2016 was too small to be told, so 2017 is measured on nothing; 2019 is not over."""
    years = published(made(BUSY)).years
    assert [year.year for year in years] == [2015, 2017, 2018]
    assert shown([years[2].total, *years[2].kinds]) == [
        ("2018", 2147, 2535), ("realitet", 1564, 2049), (OTHER, 583, 486),
    ]  # fmt: skip
    assert years[1].total.change is None
    assert years[2].kinds[0].change == pytest.approx(-485 / 2049)


def test_a_year_with_a_small_kind_is_its_total() -> None:
    """The kinds of 2015 would show three realitetsklager."""
    facts_ = replace(
        of_kinds({"formalitet": 9, "realitet": 9}, {}), years=[(2015, {"formalitet": 50, "realitet": 3})]
    )
    assert [(year.total.n, year.kinds) for year in published(made(facts_)).years] == [(53, ())]


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [((2018, 1, 1), (2018, 12, 31), [2015, 2017, 2018]), ((2018, 1, 1), (2018, 11, 30), [2015]),
     ((2017, 4, 1), (2018, 3, 31), [2015])],
)  # fmt: skip
def test_years_that_overlap_are_left_out(
    first: tuple[int, int, int], last: tuple[int, int, int], years: list[int]
) -> None:
    """2018 less January to November 2018 would be December."""
    period: Period = between(date(*first), date(*last))
    report = replace(made(BUSY), period=period)
    assert [year.year for year in published(report).years] == years
