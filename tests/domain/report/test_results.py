"""Results, stages, mediation and klagerejser in the report."""

from dataclasses import replace

from klage.domain.report.facts import JourneyFacts
from tests.domain.report.test_report import COPENHAGEN, made, tables


def test_results_by_method() -> None:
    """Every closing counts, the days are those since receipt, and the table adds up to the total."""
    facts = replace(
        tables(
            COPENHAGEN,
            moves={"afsluttet": 5, "genaabnet": 1},
            outcomes={"medhold": 4, None: 1},
            methods={"moede": 3, None: 2},
            by_method={":": 1, "medhold:": 1, "medhold:moede": 3},
            agreed_errors={"ja": 1, "delvist": 1, "nej": 1, "ikke_vurderet": 1, None: 1},
        ),
        days_to_closing=[(3, 2), (7, 1), (40, 1), (90, 1)],
    )
    found = made(facts).results
    assert found.n == 5
    assert found.by_method == (("medhold", "moede", 3), ("medhold", None, 1), (None, None, 1))
    assert {row.code: row.n for row in found.outcomes if row.n} == {"medhold": 4, None: 1}
    assert {row.code: row.n for row in found.methods if row.n} == {"moede": 3, None: 2}
    assert found.to_closing.median == 7
    assert [band.n for band in found.to_closing.bands] == [0, 3, 0, 0, 1, 1]
    assert (found.agreed, found.assessed) == (2, 3)


def test_the_share_that_was_overturned_is_of_those_considered() -> None:
    """What the body turned away is not among them (Danmarkskortet); deadlines count only when they have gone."""
    facts = tables(
        COPENHAGEN,
        reassess_results={"medhold": 2, "fastholdt": 8},
        reassess_deadlines={"overholdt": 9, "senere": 1, "udestaar": 2, "ikke_udloebet": 4, "bortfaldet": 5},
        appeal_results={"stadfaestet": 6, "aendret": 1, "ophaevet": 1, "hjemvist": 2, "afvist": 3},
    )
    found = made(facts).appeals
    assert (found.considered, found.overturned, found.overturned_share) == (10, 4, 0.4)
    assert (found.kept, found.passed) == (9, 12)
    assert (found.without_track, found.over_decisions) == (0, 1564)
    assert made(COPENHAGEN).appeals.overturned_share is None


def test_working_days_are_there_when_they_are_asked_for() -> None:
    """The mean and the shares within 5 and 20 working days of each stage; a stage without answers has neither."""
    assert made(COPENHAGEN).working_days is None
    facts = replace(
        COPENHAGEN, working_days={"first_answer": [(0, 1), (5, 1), (20, 1), (31, 1)], "reassessment": []}
    )
    first, second = made(facts).working_days or ()
    assert (first.n, first.mean, first.median) == (4, 14, 12.5)
    assert [(row.n, row.of, row.key) for row in first.within] == [
        (2, 4, "spso_first_answer.5"),
        (3, 4, "spso_first_answer.within_20"),
    ]
    assert (second.n, second.mean, second.median) == (0, None, None)


def test_mediations_that_were_held_and_agreed() -> None:
    """Referrals, meetings held and agreements are three numbers."""
    facts = tables(
        COPENHAGEN,
        mediations={"borgermaegler": 3, "dialogmoede": 1},
        mediation_consents={"ja": 3, None: 1},
        mediation_meetings={"holdt": 2},
        mediation_outcomes={"aftale": 1, "ingen_aftale": 1, None: 2},
    )
    found = made(facts).mediations
    assert (found.n, found.held, found.agreements) == (4, 2, 1)


def test_journeys_have_medians_of_those_there_are() -> None:
    """A journey of one day has no silence; without journeys there are no medians."""
    facts = replace(
        tables(COPENHAGEN, journeys={"rejse": 3}, journey_causes={"kapacitet": 2}),
        journeys=JourneyFacts(silences=[40, 90], handovers=[0, 2, 5], units=[1, 2, 4]),
    )
    found = made(facts).journeys
    assert (found.n, found.handovers, found.units, found.longest_silence, found.with_silence) == (
        3,
        2,
        2,
        65,
        2,
    )
    assert [(row.n, row.of) for row in found.causes if row.n] == [(2, 3)]
    assert made(COPENHAGEN).journeys.handovers is None
