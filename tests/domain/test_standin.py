"""What a stand-in reads of a case: sentences that hold tomorrow too, and the order to take the cases in."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klage.domain import standin
from klage.domain.call import Call
from klage.domain.complaint import Complaint, Point
from klage.domain.due import REASONS, DueAction, Entry, OtherDate
from klage.domain.promise import Standing
from klage.domain.vocabulary import CALL_RESULTS, COMPLAINT_KINDS, CONTACT_PREFERENCES, ON_BEHALF_OF
from tests.domain.waiting import HOUR, NOW, case, due_of

DAY = timedelta(days=1)
STALE = re.compile(r"\bi (dag|går|morgen)\b|\bom \d|\bover fristen\b|\bnu \(")


def entry(reason: str, hours: int, day: date | None = None) -> Entry:
    """Return a line of the due list so many hours from now."""
    (some,) = due_of(case(), everything=False).entries
    return some._replace(reason=reason, due_at=NOW + hours * HOUR, day=day)


# --- the order -----------------------------------------------------------------------------------------


def test_children_come_first_then_calls_then_other_dates_then_the_rest() -> None:
    """Within each of them what is due first; and what has nothing due by its number."""
    spoken = Call(NOW - HOUR, "talt_med")
    later, soon = case(1), case(2, received=NOW - 20 * HOUR)
    child = case(3, child_concern=True, calls=[spoken])
    nothing, nothing_else = case(5, calls=[spoken]), case(4, calls=[spoken])
    dated = case(6, calls=[spoken])
    found = due_of(dated, later, soon, child, nothing, dates=[OtherDate("naeste_skridt", date(2026, 11, 1))])
    order = standin.turns(found, [later, soon, child, nothing, nothing_else, dated])
    assert [turn.case.id % 10 for turn in order] == [3, 2, 1, 6, 4, 5]
    assert [turn.has_call for turn in order] == [False, True, True, False, False, False]
    assert [turn.has_waiting_concern for turn in order] == [True, *[False] * 5]


def test_a_case_has_all_its_dates_and_an_action_is_no_case() -> None:
    """Soonest first."""
    found = due_of(
        case(),
        dates=[OtherDate("genvurdering", date(2026, 11, 30)), OtherDate("naeste_skridt", date(2026, 11, 25))],
        actions=[DueAction(7, date(2026, 11, 21), None)],
    )
    (turn,) = standin.turns(found, [case()])
    assert [each.reason for each in turn.entries] == ["tilbagekald", "naeste_skridt", "genvurdering"]


def test_a_concern_that_is_passed_on_or_closed_waits_no_more() -> None:
    """It stands on top only as long as somebody has something to do with it."""
    passed_on = case(1, child_concern=True, concern_passed_on_at=NOW)
    closed = case(2, child_concern=True, closed=NOW)
    assert not any(
        turn.has_waiting_concern for turn in standin.turns(due_of(passed_on, closed), [passed_on, closed])
    )


# --- the sentences -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "hours", "day", "sentence"),
    [
        ("tilbagekald", 1, None, "Ring senest fredag 20. november 2026 kl. 12.00."),
        ("tilbagekald", 0, None, "Ring senest fredag 20. november 2026 kl. 11.00."),
        ("tilbagekald", -1, None, "Fristen var fredag 20. november 2026 kl. 10.00: Ring, så snart du kan."),
        ("aftalt_opkald", 1, None, "Ring som aftalt fredag 20. november 2026 kl. 12.00."),
        (
            "aftalt_opkald",
            -1,
            None,
            "Aftalt opkald fredag 20. november 2026 kl. 10.00: Ring, så snart du kan.",
        ),
        ("naeste_skridt", 1, date(2026, 11, 24), "Lovet borgeren: senest tirsdag 24. november 2026."),
        ("naeste_skridt", -1, date(2026, 11, 19), "Lovet borgeren: fristen var torsdag 19. november 2026."),
        (
            "mulig_klagefrist",
            -1,
            date(2026, 11, 19),
            "Mulig klagefrist torsdag 19. november 2026: Kontrollér klagevejledningen.",
        ),
        ("dialogmoede", 24, None, "Dialogmøde lørdag 21. november 2026 kl. 11.00."),
    ],
)
def test_a_deadline_is_told_with_its_weekday(
    reason: str, hours: int, day: date | None, sentence: str
) -> None:
    """Before it and after it, and without blame."""
    assert standin.deadline(entry(reason, hours, day), NOW) == sentence


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("hours", [-30, 0, 5])
def test_nothing_is_told_that_is_stale_tomorrow(reason: str, hours: int) -> None:
    """No sentence counts from the moment it was written."""
    told = standin.deadline(entry(reason, hours), NOW)
    assert not STALE.search(told)
    assert told.endswith(".")


def test_an_action_says_its_day_and_its_department() -> None:
    """The department only where there is one."""
    assert standin.action_deadline(DueAction(1, date(2026, 12, 1), "Visitationen")) == (
        "Skal være gennemført senest tirsdag 1. december 2026 (Visitationen)."
    )
    assert standin.action_deadline(DueAction(1, date(2026, 12, 1), None)).endswith("2026.")


def test_a_concern_names_its_receiver_and_its_own_deadline() -> None:
    """The law's 24 hours from receipt, and where to go when the office has not said."""
    complaint = Complaint(NOW, "Barnet er alene.", child_concern=True)
    told = standin.concern(complaint, "Familiehuset")
    assert (
        "underretning til Familiehuset. Den skal være vurderet senest lørdag 21. november 2026 kl. 11.00"
        in told
    )
    assert "barnets lov §§ 136-137" in told
    assert "den enhed i kommunen, der modtager underretninger" in standin.concern(complaint, None)


@pytest.mark.parametrize("kind", COMPLAINT_KINDS)
def test_the_matter_tells_nothing_of_the_citizen(kind: str) -> None:
    """Department, kind, themes once each, and receipt."""
    points = (Point("vejledning"), Point("vejledning", "Visitationen"), Point("ukendt_tema"))
    told = standin.matter(
        Complaint(NOW, "Hemmeligt", complaint_kind=kind, department="Jobcenter", points=points),
        {"vejledning": "Manglende vejledning"},
    )
    assert told.startswith("Jobcenter, ")
    assert told.endswith(": manglende vejledning, ukendt_tema. Modtaget fredag 20. november 2026 kl. 11.00.")
    assert "Hemmeligt" not in told
    assert ("uafklaret" in told) is (kind == "uafklaret")


def test_a_matter_without_department_or_themes_says_so() -> None:
    """Nothing is left dangling."""
    assert standin.matter(Complaint(NOW, "x"), {}) == (
        "Ingen afdeling, klagetypen er uafklaret. Modtaget fredag 20. november 2026 kl. 11.00."
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Det er ikke oplyst, om der må lægges besked."),
        ({"contact_preference": "tolk", "may_leave_message": False}, "Ring med tolk. Læg ikke besked."),
        (
            {"contact_preference": "skriv", "may_leave_message": True},
            "Vil helst have svar på skrift. Der må lægges besked.",
        ),
        ({"contact_preference": "ring", "on_behalf_of": "borgeren_selv", "may_leave_message": True}, "Der må lægges besked."),
        (
            {"on_behalf_of": "paaroerende", "mandate": "afventer", "may_leave_message": True},
            "Der må lægges besked. På vegne af borgeren: pårørende, fuldmagt: afventer.",
        ),
        (
            {"on_behalf_of": "vaerge", "may_leave_message": True},
            "Der må lægges besked. På vegne af borgeren: værge, fuldmagt: ikke oplyst.",
        ),
    ],
)  # fmt: skip
def test_how_the_citizen_wants_to_be_met(fields: dict[str, object], told: str) -> None:
    """All that one must know before dialling."""
    assert standin.approach(Complaint(NOW, "x", **fields)) == told  # type: ignore[arg-type]
    assert {*standin.PREFERENCES} == {*CONTACT_PREFERENCES} - {"ring"}
    assert {*ON_BEHALF_OF} >= {str(fields.get("on_behalf_of", "vaerge"))}


def test_the_citizen_by_name_and_number_or_without() -> None:
    """A gap is said, so that nobody looks for what is not there."""
    assert standin.citizen(Complaint(NOW, "x", citizen_name="Bo Ågesen", phone="20123456")) == (
        "Bo Ågesen, 20 12 34 56"
    )
    assert standin.citizen(Complaint(NOW, "x")) == "Navn ukendt, intet telefonnummer"


@given(st.text(max_size=400))
def test_in_short_is_the_beginning_and_never_long(text: str) -> None:
    """On one line, cut between words where there are any, and nothing is added but the mark."""
    told = standin.in_short(text)
    line = " ".join(text.split())
    assert line.startswith(told.removesuffix(" …"))
    assert len(told) <= standin.SHORT + 2
    assert (told == line) is (len(line) <= standin.SHORT)


def test_a_long_word_is_cut_and_a_long_text_between_words() -> None:
    """Neither is lost whole."""
    assert standin.in_short("a" * 300) == f"{'a' * standin.SHORT} …"
    assert standin.in_short("ord " * 100) == f"{' '.join(['ord'] * 40)} …"


def test_what_was_tried() -> None:
    """Nothing, once, several times, or they have spoken."""
    one = Call(NOW - 2 * HOUR, "ikke_truffet")
    two = Call(NOW - HOUR, "besked_lagt")
    assert standin.tried(case()) == "Ikke ringet endnu."
    assert standin.tried(case(calls=[one])) == "1 opkald fredag 20. november 2026 kl. 09.00: ikke truffet."
    assert standin.tried(case(calls=[one, two])) == (
        "2 opkald; det seneste fredag 20. november 2026 kl. 10.00: besked lagt."
    )
    spoken = case(calls=[one, Call(NOW, "talt_med"), Call(NOW + DAY, "ikke_truffet")])
    assert standin.tried(spoken) == "Talt med borgeren fredag 20. november 2026 kl. 11.00."


def test_every_call_with_its_result() -> None:
    """In a sentence each reader can follow."""
    calls = [Call(NOW + hour * HOUR, result) for hour, result in enumerate(CALL_RESULTS)]
    told = standin.every_call(calls)
    assert told.startswith("Talt med borgeren fredag 20. november 2026 kl. 11.00, ikke truffet fredag")
    assert told.count("kl.") == len(CALL_RESULTS)
    assert standin.every_call([]) == "Ikke ringet endnu."


def test_a_standing_says_when_the_citizen_was_reached() -> None:
    """What ``tried`` builds on: the first conversation, not the last call."""
    standing = case(calls=[Call(NOW, "talt_med")]).standing
    assert isinstance(standing, Standing)
    assert standing.reached_at == NOW
