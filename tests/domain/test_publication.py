"""What may be published: case by case, as a reader meets it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.figures import Count, Pair, Tally
from klage.domain.period import Period, between
from klage.domain.publication import published
from klage.domain.published import OTHER, Published
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, ServiceFacts
from klage.domain.unit_contact import Figures
from tests.domain.any_facts import of_kinds
from tests.domain.test_report import made

# --- what a reader meets -------------------------------------------------------------------------------

BUSY = replace(
    of_kinds({"formalitet": 580, "realitet": 1564, "blandet": 3}, {"formalitet": 486, "realitet": 2049}),
    years=[(2015, {"formalitet": 448, "realitet": 1859}), (2016, {"formalitet": 2, "realitet": 1}),
           (2017, {"formalitet": 486, "realitet": 2049}), (2018, {"formalitet": 580, "realitet": 1564, "blandet": 3}),
           (2019, {"formalitet": 90})],
    service=ServiceFacts(
        cells={"reached": 150, "tried": 20, "neither": 2, "outside_hours": 1, "pending": 6, "no_callback": 8,
               "not_covered": 1960},
        ended={"oensker_ikke_samtale": 8}, reached_later=20, attempt_waits=[(90, 170)],
        conversation_waits=[(60, 150), (3000, 20)], late_with_reason=3, late_reasons=[("Kirsten var syg", 3)],
    ),
    calls=[CallGroup("ud", "talt_med", "klage_lagt_ned", True, True, ("ja", None, "ja"), 40),
           CallGroup("ind", "talt_med", "klage_lagt_ned", True, False, ("nej", None, None), 8),
           CallGroup("ud", "ikke_truffet", None, False, False, (None, None, None), 60)],
    closings=[ClosingGroup("medhold", "moede", 3, 40), ClosingGroup("medhold", "moede", 9, 2)],
    balance=Balance(7, 2147, 2, 0, 42, 3, 2111),
    base_numbers=[Measured(BaseNumber(2018, None, "borgerforløb", 100_000), 2147, 187),
                  Measured(BaseNumber(2018, "Ydelse", "borgerforløb", 900), 12, 10)],
    unit_contacts=Figures(9, 7, {"loest": 7}, {"ja": 7}, {"brud_paa_regel": 7}),
)  # fmt: skip


def shown(rows: Sequence[Count]) -> list[tuple[str | None, int, int | None]]:
    """Return code, number and number before of each row."""
    return [(row.code, row.n, row.previous) for row in rows]


def table(found: Published, key: str) -> list[tuple[str | None, int]]:
    """Return code and number of each row of a published table."""
    one = found.table(key)
    return [] if one is None else [(row.code, row.n) for row in one.rows]


def test_three_of_a_kind_take_the_next_kind_with_them() -> None:
    """Three blandet become Øvrige with 580 formalitet: with a total known they could not stand alone."""
    kinds = published(made(BUSY)).table("complaint_kinds")
    assert kinds is not None
    assert shown(kinds.rows) == [("realitet", 1564, 2049), (OTHER, 583, 486)]
    assert kinds.rows[-1].label == "Øvrige"
    assert kinds.rows[-1].change == pytest.approx(97 / 486)


def test_a_year_follows_the_table_of_kinds() -> None:
    """2016 was too small to be told, so 2017 is measured on nothing; 2019 is not over."""
    years = published(made(BUSY)).years
    assert [year.year for year in years] == [2015, 2017, 2018]
    assert shown([years[2].total, *years[2].kinds]) == [
        (None, 2147, 2535), ("realitet", 1564, 2049), (OTHER, 583, 486),
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


def test_the_promise_is_told_where_it_can_be() -> None:
    """Two and one are merged with the next; what is tried is not known then, but what is reached is."""
    found = published(made(BUSY))
    assert table(found, "service") == [
        ("counted", 173),
        ("pending", 6),
        ("no_callback", 8),
        ("not_covered", 1960),
    ]
    assert table(found, "service_counted") == [("reached", 150), (OTHER, 23)]
    assert found.part("tried_in_time") is None
    assert "late_with_reason" in found.withheld  # 3 of 23
    assert found.medians == (
        ("hours_to_first_attempt", 1.5),
        ("hours_to_conversation", 1.0),
        ("days_to_closing", 3.0),
    )


def test_a_service_of_few_says_nothing() -> None:
    """Where those who are counted had to be merged, how it went is not told at all."""
    few = replace(BUSY, service=BUSY.service._replace(
        cells={"reached": 3, "not_covered": 2144}, ended={}, reached_later=0,
        attempt_waits=[(90, 3)], conversation_waits=[(90, 3)], late_with_reason=0,
    ))  # fmt: skip
    found = published(made(few))
    assert table(found, "service") == table(found, "service_counted") == []
    assert found.medians == (("days_to_closing", 3.0),)
    assert found.base_numbers == ()


def test_who_is_counted_may_be_hidden_alone() -> None:
    """With the counted and the pending merged, the not covered still stand, and no more is told."""
    cells: Tally = {"reached": 3, "pending": 4, "not_covered": 2140}
    few = replace(BUSY, service=BUSY.service._replace(
        cells=cells, ended={}, reached_later=0, attempt_waits=[(90, 3)], conversation_waits=[(90, 3)], late_with_reason=0,
    ))  # fmt: skip
    found = published(made(few))
    assert table(found, "service") == [("not_covered", 2140), (OTHER, 7)]
    assert table(found, "service_counted") == []


def test_a_service_where_few_were_reached_has_no_parts() -> None:
    """The three who were reached are merged with those who were tried."""
    cells: Tally = {"reached": 3, "tried": 20, "neither": 30, "not_covered": 2094}
    few = replace(BUSY, service=BUSY.service._replace(cells=cells, ended={}))
    found = published(made(few))
    assert table(found, "service_counted") == [("neither", 30), (OTHER, 23)]
    assert found.part("reached_later") is None


def test_a_confirmed_withdrawal_is_part_of_those_put_down() -> None:
    """40 of 48 leave 8, which may be told; the 48 conversations were all about the course."""
    found = published(made(BUSY))
    parts = {part.key: (part.n, part.of) for part in found.parts}
    assert parts["withdrawals_confirmed"] == (40, 48)
    assert parts["course_told"] == (48, 48)
    assert table(found, "heard") == [("ja", 40), ("nej", 8)]
    assert table(found, "understood") == []
    nearly = replace(BUSY, calls=[BUSY.calls[0], BUSY.calls[1]._replace(n=2), BUSY.calls[2]])
    assert published(made(nearly)).part("withdrawals_confirmed") is None


def test_the_balance_is_whole_or_nearly_nothing() -> None:
    """Two reopened would follow from the other six lines."""
    assert dict(published(made(BUSY)).balance) == {"new": 2147, "closed": 42}
    whole = replace(BUSY, balance=Balance(7, 2147, 0, 0, 42, 0, 2112))
    assert dict(published(made(whole)).balance)["carried_forward"] == 2112


def test_closing_times_need_whole_bands() -> None:
    """Two that took more than a week keep the bands out; the median stays."""
    found = published(made(BUSY))
    assert table(found, "days_to_closing") == []
    assert ("days_to_closing", 3.0) in found.medians
    more = replace(
        BUSY,
        closings=[BUSY.closings[0], BUSY.closings[1]._replace(n=8)],
        balance=Balance(7, 2147, 2, 0, 48, 3, 2105),
    )
    assert table(published(made(more)), "days_to_closing") == [("7", 40), ("14", 8)]


def test_only_the_offices_own_base_number() -> None:
    """A department's would be a table of departments and coverage."""
    assert [each.base.department for each in published(made(BUSY)).base_numbers] == [None]


def test_units_of_few_cases() -> None:
    """Seven cases can be told, three cannot; breaches are told only where natures are whole."""
    found = published(made(BUSY))
    assert table(found, "natures") == [("brud_paa_regel", 7)]
    assert found.part("breaches_of_rules") is not None
    mixed = Figures(9, 9, {"loest": 9}, {"ja": 9}, {"brud_paa_regel": 5, "begge": 4})
    assert published(made(replace(BUSY, unit_contacts=mixed))).part("breaches_of_rules") is None
    few = replace(BUSY, unit_contacts=Figures(3, 3, {"loest": 3}, {"ja": 3}, {"begge": 3}))
    assert "unit_contacts" in published(made(few)).withheld


def test_too_few_to_publish_anything() -> None:
    """Four complaints: no figure at all, and it is said; none is a figure."""
    few = published(made(of_kinds({"formalitet": 4}, {"formalitet": 50})))
    assert (few.complaints, few.tables, few.withheld) == (None, (), ("complaints",))
    none = published(made(of_kinds({}, {"formalitet": 50})))
    assert none.complaints is not None
    assert none.complaints.n == 0


def test_a_year_before_with_few_is_not_compared_with() -> None:
    """Four last year would follow from a change of 1,150 per cent."""
    found = published(made(of_kinds({"formalitet": 50}, {"formalitet": 4})))
    assert found.complaints == Count("klage", "Klager", 50, 50, None, None)
    assert {row.previous for each in found.tables for row in each.rows} == {None}


def test_few_calls_and_few_closings() -> None:
    """Each part is left out and named; the rest stands."""
    few = replace(
        of_kinds({"formalitet": 50}, {}), calls=[BUSY.calls[0]._replace(n=3)], closings=[ClosingGroup(None, None, 3, 2)],
    )  # fmt: skip
    found = published(made(few))
    assert {"calls", "results"} <= {*found.withheld}
    assert found.complaints is not None


def test_a_question_that_few_were_asked() -> None:
    """Three of fifty answers are left out, and named."""
    asked = replace(
        of_kinds({"formalitet": 50}, {}),
        calls=[CallGroup("ud", "talt_med", None, False, False, ("ja", None, None), 3),
               CallGroup("ud", "talt_med", None, False, False, (None, None, None), 47)],
    )  # fmt: skip
    assert "heard" in published(made(asked)).withheld


def test_themes_without_their_number_have_no_shares() -> None:
    """Two complaints without a klagepunkt would follow from what the shares are of."""
    some = replace(
        of_kinds({"formalitet": 50}, {}),
        themes=Pair({"vejledning": 48}, {}),
        points={"vejledning": 48},
        with_points=48,
    )
    found = published(made(some)).table("themes")
    assert found is not None
    assert found.rows[0].share is None
    whole = replace(some, themes=Pair({"vejledning": 50}, {}), points={"vejledning": 75}, with_points=50)
    assert published(made(whole)).part("points") is not None
    near = replace(whole, points={"vejledning": 52})
    assert published(made(near)).part("points") is None


def test_a_table_that_is_of_another_kind_is_a_bug() -> None:
    """Rows that do not make the total are never published as if they did."""
    with pytest.raises(ValueError, match="channels"):
        published(made(replace(of_kinds({"formalitet": 50}, {}), channels=Pair({"brev": 49}, {}))))
