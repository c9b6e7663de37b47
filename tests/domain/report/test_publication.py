"""What may be published: case by case, as a reader meets it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from klage.domain.base_number import BaseNumber, Measured
from klage.domain.report.facts import Balance, ServiceFacts
from klage.domain.report.publication import published
from klage.domain.report.published import OTHER, Published
from klage.domain.statistics.figures import Count, Tally
from tests.domain.any_facts import of_kinds
from tests.domain.report.test_report import made, tables

# --- what a reader meets -------------------------------------------------------------------------------

BUSY = replace(
    tables(
        of_kinds({"formalitet": 580, "realitet": 1564, "blandet": 3}, {"formalitet": 486, "realitet": 2049}),
        calls={"ud": 100, "ind": 8},
        call_results={"talt_med": 48, "ikke_truffet": 60},
        conversation_results={"klage_lagt_ned": 48},
        course_told={"ja": 48},
        withdrawals={"ja": 40},
        heard={"ja": 40, "nej": 8},
        understood={None: 48},
        moves={"afsluttet": 42},
        outcomes={"medhold": 42},
        methods={"moede": 42},
        agreed_errors={None: 42},
        unit_contacts={"loest": 9},
        unit_results={"loest": 7},
        unit_agreed_errors={"ja": 7},
        unit_natures={"brud_paa_regel": 7},
    ),
    days_to_closing=[(3, 40), (9, 2)],
    years=[(2015, {"formalitet": 448, "realitet": 1859}), (2016, {"formalitet": 2, "realitet": 1}),
           (2017, {"formalitet": 486, "realitet": 2049}), (2018, {"formalitet": 580, "realitet": 1564, "blandet": 3}),
           (2019, {"formalitet": 90})],
    service=ServiceFacts(
        cells={"reached": 150, "tried": 20, "neither": 2, "outside_hours": 1, "pending": 6, "no_callback": 8,
               "not_covered": 1960},
        ended={"oensker_ikke_samtale": 8}, reached_later=20, attempt_waits=[(90, 170)],
        conversation_waits=[(60, 150), (3000, 20)], late_with_reason=3, late_reasons=[("Kirsten var syg", 3)],
    ),
    balance=Balance(7, 2147, 2, 0, 42, 3, 2111),
    base_numbers=[Measured(BaseNumber(2018, None, "borgerforløb", 100_000), 2147, 187),
                  Measured(BaseNumber(2018, "Ydelse", "borgerforløb", 900), 12, 10)],
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
    nearly = tables(BUSY, withdrawals={"ja": 46})
    assert published(made(nearly)).part("withdrawals_confirmed") is None


def test_the_balance_is_whole_or_nearly_nothing() -> None:
    """Two reopened would follow from the other six lines."""
    assert dict(published(made(BUSY)).balance) == {"new": 2147, "closed": 42}
    whole = replace(BUSY, balance=Balance(7, 2147, 0, 0, 42, 0, 2112))
    assert dict(published(made(whole)).balance)["carried_forward"] == 2112


def test_closing_times_need_whole_bands() -> None:
    """Two that took more than a week keep the bands out; the median stays."""
    found = published(made(BUSY))
    assert table(found, "closing_bands") == []
    assert ("days_to_closing", 3.0) in found.medians
    eight = tables(
        BUSY, moves={"afsluttet": 48}, outcomes={None: 48}, methods={None: 48}, agreed_errors={None: 48}
    )
    more = replace(eight, days_to_closing=[(3, 40), (9, 8)], balance=Balance(7, 2147, 2, 0, 48, 3, 2105))
    assert table(published(made(more)), "closing_bands") == [("7", 40), ("14", 8)]


def test_only_the_offices_own_base_number() -> None:
    """A department's would be a table of departments and coverage."""
    assert [each.base.department for each in published(made(BUSY)).base_numbers] == [None]


def test_units_of_few_cases() -> None:
    """Seven cases can be told, three cannot; breaches are told only where natures are whole."""
    found = published(made(BUSY))
    assert table(found, "unit_natures") == [("brud_paa_regel", 7)]
    assert found.part("breaches_of_rules") is not None
    mixed = tables(BUSY, unit_natures={"brud_paa_regel": 5, "begge": 2})
    assert published(made(mixed)).part("breaches_of_rules") is None
    few = tables(BUSY, unit_results={"loest": 3})
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


def test_a_small_year_before_does_not_hide_this_one() -> None:
    """Five realitetsklager and one blandet last year would hide all of this year's, so it stands alone."""
    found = published(made(of_kinds({"formalitet": 90, "realitet": 80}, {"formalitet": 1, "realitet": 5})))
    kinds = found.table("complaint_kinds")
    assert kinds is not None
    assert shown(kinds.rows) == [("formalitet", 90, None), ("realitet", 80, None)]
    assert found.complaints is not None
    assert found.complaints.previous == 6


def test_a_comparison_may_hide_a_tenth() -> None:
    """Six blandede after three are merged with six uafklarede, so that the two great kinds can be compared."""
    now: Tally = {"formalitet": 90, "realitet": 80, "blandet": 6, "uafklaret": 6}
    kinds = published(made(of_kinds(now, {**now, "blandet": 3}))).table("complaint_kinds")
    assert kinds is not None
    assert shown(kinds.rows) == [("formalitet", 90, 90), ("realitet", 80, 80), (OTHER, 12, 9)]


def test_few_calls_and_few_closings() -> None:
    """Each part is left out and named; the rest stands."""
    few = tables(
        of_kinds({"formalitet": 50}, {}),
        calls={"ud": 3},
        call_results={"talt_med": 3},
        moves={"afsluttet": 2},
    )
    found = published(made(few))
    assert {"calls", "results"} <= {*found.withheld}
    assert found.complaints is not None


def test_a_question_that_few_were_asked() -> None:
    """Three of fifty answers are left out, and named."""
    found = published(made(tables(BUSY, heard={"ja": 3, None: 45})))
    assert "heard" in found.withheld
    assert found.table("heard") is None


def test_themes_without_their_number_have_no_shares() -> None:
    """Two complaints without a klagepunkt would follow from what the shares are of."""
    fifty = of_kinds({"formalitet": 50}, {})
    some = tables(fifty, themes={"vejledning": 48}, points={"vejledning": 48}, with_points={"ja": 48})
    found = published(made(some)).table("themes")
    assert found is not None
    assert found.rows[0].share is None


@pytest.mark.parametrize(("points", "is_told"), [(75, True), (50, True), (52, False)])
def test_klagepunkter_of_few_complaints(points: int, is_told: bool) -> None:
    """Two more klagepunkter than complaints would be the complaints with two; how severe they are waits too."""
    fifty = of_kinds({"formalitet": 50}, {})
    found = published(made(tables(
        fifty, themes={"vejledning": 50}, points={"vejledning": points}, with_points={"ja": 50},
        severities={"3": points}, process_stages={None: points},
    )))  # fmt: skip
    assert (found.part("points") is not None) is is_told
    assert (table(found, "severities") == [("3", points)]) is is_told


def test_spso_takes_the_place_of_the_bands() -> None:
    """Averages of ten or more, and those within five and twenty days where none of the three groups is small."""
    stages = {"first_answer": [(2, 20), (9, 10), (40, 12)], "reassessment": [(3, 6), (30, 2)]}
    found = published(made(replace(BUSY, working_days=stages)))
    assert found.table("closing_bands") is None
    medians = dict(found.medians)
    assert medians["mean_first_answer"] == pytest.approx(610 / 42)
    assert "mean_reassessment" not in medians
    parts = {part.key: (part.n, part.of) for part in found.parts}
    assert (parts["within_5_first_answer"], parts["within_20_first_answer"]) == ((20, 42), (30, 42))
    assert "within_5_reassessment" not in parts
    close = published(made(replace(BUSY, working_days={"first_answer": [(2, 20), (9, 2), (40, 20)]})))
    assert close.part("within_5_first_answer") is None


def test_the_later_stages() -> None:
    """Reassessments in time and decisions that were overturned, where the whole table is told."""
    later = tables(
        of_kinds({"formalitet": 580, "realitet": 1564}, {}), reassess_results={"medhold": 6, "fastholdt": 30}, reassess_deadlines={"overholdt": 30, "senere": 6},
        appeal_results={"stadfaestet": 20, "hjemvist": 9, "afvist": 5}, mediations={"borgermaegler": 9},
    )  # fmt: skip
    found = published(made(later))
    parts = {part.key: (part.n, part.of) for part in found.parts}
    assert (parts["kept"], parts["overturned"]) == ((30, 36), (9, 29))
    assert table(found, "mediations") == [("borgermaegler", 9)]
    few = tables(
        later,
        reassess_deadlines={"overholdt": 30, "senere": 3, "ikke_udloebet": 3},
        appeal_results={"hjemvist": 3, "stadfaestet": 9, "ophaevet": 9},
    )
    small = published(made(few))
    assert small.part("kept") is None
    assert small.part("overturned") is None
    assert table(small, "reassess_deadlines") == [("overholdt", 30), (OTHER, 6)]


def test_a_deadline_does_not_tell_merged_kinds_apart() -> None:
    """The complaints with a deadline are the realitetsklager and the blandede, which are merged here."""
    found = published(made(tables(BUSY, reassess_deadlines={"overholdt": 1567})))
    assert found.table("reassess_deadlines") is None


def test_a_table_that_is_of_another_kind_is_a_bug() -> None:
    """Rows that do not make the total are never published as if they did."""
    with pytest.raises(ValueError, match="channels"):
        published(made(tables(of_kinds({"formalitet": 50}, {}), channels={"brev": 49})))
