"""Which cases may be forgotten, what of them goes, and in which words it is said."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import forgetting as rules
from klage.domain.appeal import Appeal
from klage.domain.fields import Field
from klage.domain.forgetting import GONE, REASONS, Candidate, Plan, Rule
from klage.errors import RefusedError

TODAY = date(2026, 11, 20)
CLOSED = datetime(2024, 11, 20, 9, tzinfo=UTC)
OLD = Candidate((2024000007,), CLOSED)
RULE = Rule(24)


# --- what goes ------------------------------------------------------------------------------------


def test_every_personal_field_goes() -> None:
    """Whatever a field table calls personal is wiped, in every table."""
    for table, known in rules.TABLES.items():
        personal = {field.key for field in known if field.personal}
        assert personal <= {field.key for field in rules.wiped(table)}, table


def test_whatever_else_is_written_freely_goes_too() -> None:
    """Names of the municipality's people, and the journal number; what stays of free text has a reason."""
    keys = {(table, field.key) for table in rules.TABLES for field in rules.wiped(table)}
    assert {("call", "owner"), ("mediation", "participants"), ("complaint", "journal_no")} <= keys
    free = {
        (table, field.key)
        for table, known in rules.TABLES.items()
        for field in known
        if field.kind in ("text", "line")
    }
    assert free - keys == set(rules.KEPT)
    assert all(rules.KEPT.values())


def test_what_is_counted_stays() -> None:
    """Codes, days, flags, numbers and departments are what the report is made of."""
    kinds = {field.kind for table in rules.TABLES for field in rules.wiped(table)}
    assert kinds == {"text", "line"}


@pytest.mark.parametrize(("kind", "left"), [("text", GONE), ("line", None)])
def test_what_is_left_of_a_field(kind: str, left: str | None) -> None:
    """A text leaves a word behind, because that there was one is counted; a name leaves nothing."""
    assert rules.left_of(Field("x", "X", kind, personal=True)) == left


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closed_at", "months", "day"),
    [
        (datetime(2024, 11, 20, 9, tzinfo=UTC), 24, date(2026, 11, 20)),
        (datetime(2026, 8, 31, 9, tzinfo=UTC), 6, date(2027, 2, 28)),
        (datetime(2024, 2, 29, 9, tzinfo=UTC), 12, date(2025, 2, 28)),
        # Half past eleven in the evening in UTC is the next day in Denmark.
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), 1, date(2026, 8, 1)),
        (datetime(2026, 6, 30, 9, tzinfo=UTC), 0, date(2026, 6, 30)),
    ],
)
def test_from_which_day(closed_at: datetime, months: int, day: date) -> None:
    """So many calendar months after the Danish day of closing; the last of a shorter month."""
    assert rules.may_go_on(closed_at, months) == day


@given(st.integers(0, 3 * 10**9), st.integers(0, 600), st.integers(0, 600))
def test_a_longer_period_never_ends_sooner(seconds: int, one: int, other: int) -> None:
    """And no period ends before the case was closed."""
    closed_at = datetime.fromtimestamp(seconds, UTC)
    sooner, later = (rules.may_go_on(closed_at, months) for months in sorted((one, other)))
    assert rules.may_go_on(closed_at, 0) <= sooner <= later


NOON = datetime.combine(TODAY, time(12), UTC)
UNDONE = Candidate((2026000003,), None, undone_at=NOON, may_be_redone=True)


@pytest.mark.parametrize(
    ("candidate", "rule", "reason"),
    [
        (OLD, RULE, None),
        (OLD, Rule(25), "for_ny"),
        (OLD, None, None),
        (OLD._replace(closed_at=None), RULE, "aaben"),
        (OLD._replace(lacks_journal_no=True), RULE, "uden_journalnr"),
        (OLD._replace(lacks_journal_no=True), None, "uden_journalnr"),
        (OLD._replace(lacks_journal_no=True), Rule(24, needs_journal_no=False), None),
        (OLD._replace(promises=1), RULE, "loefte"),
        (OLD._replace(awaits_decision=True), RULE, "afgoerelse"),
        (OLD._replace(concern_waits=True, promises=2), RULE, "underretning"),
        (UNDONE, RULE, "kan_goeres_igen"),
        (UNDONE, None, "kan_goeres_igen"),
        (UNDONE._replace(may_be_redone=False), RULE, None),
        (UNDONE._replace(undone_at=NOON - timedelta(days=29)), RULE, "kan_goeres_igen"),
        (UNDONE._replace(undone_at=NOON - timedelta(days=30)), None, None),
    ],
)
def test_what_keeps_a_case(candidate: Candidate, rule: Rule | None, reason: str | None) -> None:
    """Open, young, not in the journal, or owed something; one that was undone, while that can be taken back."""
    assert rules.why_not(candidate, rule, TODAY) == reason


NEVER_SINGLE = {"for_ny", "kan_goeres_igen"}
"""What is not asked about when the user names a case."""

candidates = st.builds(
    Candidate,
    ids=st.integers(2000000001, 2026009999).map(lambda key: (key,)),
    closed_at=st.none() | st.integers(10**9, 1_790_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
    lacks_journal_no=st.booleans(),
    promises=st.integers(0, 2),
    awaits_decision=st.booleans(),
    concern_waits=st.booleans(),
    undone_at=st.none() | st.just(datetime(2020, 1, 1, tzinfo=UTC)),
)  # fmt: skip


@given(st.lists(candidates), st.none() | st.builds(Rule, st.integers(1, 120), st.booleans()))
def test_every_case_goes_or_stays(found: list[Candidate], rule: Rule | None) -> None:
    """Each once, those that stay with a reason that has words, the gravest first; only closed and undone ones go."""
    plan = rules.sorted_out(found, rule, TODAY)
    assert Counter([*plan.going, *(each for each, _ in plan.staying)]) == Counter(found)
    reasons = [list(REASONS).index(why) for _, why in plan.staying]
    assert reasons == sorted(reasons)
    assert all(
        each.undone_at or (each.closed_at and not each.promises and not each.concern_waits)
        for each in plan.going
    )
    assert rules.counted(found) == len(found)


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason not in NEVER_SINGLE])
def test_a_case_that_was_asked_for_is_refused_with_what_to_do(reason: str) -> None:
    """The sentence names the case and the command that helps."""
    with pytest.raises(RefusedError, match="2024-0007") as refused:
        rules.require(Plan([], [(OLD, reason)]))
    assert "klage " in refused.value.sentence


def test_a_case_that_may_go_is_not_refused() -> None:
    """There is nothing to say."""
    rules.require(Plan([OLD], []))


FORWARDED = Appeal(reassess_result="fastholdt", forwarded_on=date(2024, 10, 1), appeal_body="ankestyrelsen")


@pytest.mark.parametrize(
    ("track", "withdrawn", "merged", "waits"),
    [
        (None, False, False, False),
        (Appeal(), False, False, True),
        (Appeal(), True, False, False),
        (Appeal(), False, True, False),
        (Appeal(reassess_result="medhold"), False, False, False),
        (Appeal(appeal_body="ingen"), False, False, False),
        (FORWARDED, False, False, True),
        (FORWARDED, False, True, True),
        (replace(FORWARDED, appeal_body="ingen"), False, False, False),
        (replace(FORWARDED, appeal_result="stadfaestet"), False, False, False),
    ],
)
def test_whether_a_decision_is_awaited(
    track: Appeal | None, withdrawn: bool, merged: bool, waits: bool
) -> None:
    """Until full medhold, a withdrawal, or what the body has decided."""
    assert rules.awaits_decision(track, is_withdrawn=withdrawn, is_merged=merged) is waits


# --- words ----------------------------------------------------------------------------------------


def test_a_forgotten_case_is_closed_for_good() -> None:
    """Whoever would note something hears since when, and what to do instead; other cases pass."""
    rules.refuse_anonymised(2024000007, None)
    with pytest.raises(
        RefusedError, match=r"Sag 2024-0007 blev anonymiseret onsdag 20\. november 2024, "
    ) as refused:
        rules.refuse_anonymised(2024000007, CLOSED)
    assert refused.value.sentence.endswith("klage ny.")
    assert "blev anonymiseret, og" in rules.closed_for_good(2024000007)
    assert rules.told(CLOSED).startswith("Anonymiseret onsdag 20. november 2024 kl. 10.00: Navn")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (None, "Der er ikke sat en frist for sletning."),
        (
            Rule(1),
            "Sager må anonymiseres 1 måned efter, at de er afsluttet. Klager uden journalnummer bliver stående.",
        ),
        (
            Rule(24, needs_journal_no=False),
            "Sager må anonymiseres 24 måneder efter, at de er afsluttet. Det gælder også klager uden journalnummer.",
        ),
    ],
)
def test_the_rule_in_words(rule: Rule | None, sentence: str) -> None:
    """How long, and what of the journal."""
    assert rules.rule_sentence(rule) == sentence


def test_the_year_of_a_case() -> None:
    """That of the number the matter is worked on under."""
    assert Candidate((2024000007, 2025000001), None).year == 2024
