"""The 24-hour service, the calls and the citizens' answers in the report."""

from dataclasses import replace

from klage.domain.report.facts import ServiceFacts
from klage.domain.report.service import FEW_ASKED, Felt
from klage.domain.statistics.figures import Count
from tests.domain.report.test_report import COPENHAGEN, made, tables

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
    facts = tables(
        COPENHAGEN,
        calls={"ud": 7, "ind": 2},
        call_results={"talt_med": 5, "ikke_truffet": 4},
        conversation_results={"klage_lagt_ned": 3, None: 2},
        course_told={"ja": 3},
        withdrawals={"ja": 3},
        heard={"ja": 3, "ikke_spurgt": 2},
        understood={"delvist": 3, None: 2},
        taken_seriously={None: 5},
    )
    found = made(facts).calls
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


def test_the_answers_of_few_stand_in_no_department() -> None:
    """With four answers a department is left out: they would be four citizens'; the total still has them."""
    facts = tables(
        COPENHAGEN,
        heard={"ja": 8, "nej": 1},
        heard_departments={"ja:Ydelse": 4, "nej:Ydelse": 1, "ja:Ældre": 4},
        understood_departments={"delvist:A:B": FEW_ASKED},
    )
    calls = made(facts).calls
    assert [(felt.question, felt.department, felt.asked) for felt in calls.felt_departments] == [
        ("heard", "Ydelse", 5),
        ("understood", "A:B", 5),
    ]
    assert [(row.label, row.n, row.key) for row in calls.felt_departments[0].answers] == [
        ("Ja", 4, "heard_departments.ja:Ydelse"),
        ("Delvist", 0, "heard_departments.delvist:Ydelse"),
        ("Nej", 1, "heard_departments.nej:Ydelse"),
    ]
    assert calls.felt[0].asked == 9
