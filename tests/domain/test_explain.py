"""How a deadline came about: the dates that are not about a call are told as what they are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from klage.domain.case import Case
from klage.domain.complaint import Complaint
from klage.domain.due import OtherDate, due_list
from klage.domain.explain import OTHERS, sentences
from klage.domain.promise import DEFAULT_OPENING_HOURS, CallFact, Policy, promise_for
from tests.domain.test_due import case

RECEIVED = datetime(2026, 11, 19, 13, tzinfo=UTC)


@pytest.mark.parametrize("reason", OTHERS)
def test_another_date_is_not_mixed_with_the_promise(reason: str) -> None:
    """Receipt and one sentence of its own, with the day; nothing of the scheme or of calls."""
    promised = promise_for([], RECEIVED, level="ukendt", department=None)
    dates = () if reason == "underretning" else (OtherDate(reason, date(2026, 12, 3)),)
    listed = case(received=RECEIVED, child_concern=reason == "underretning", dates=dates)
    found = due_list([listed], now=RECEIVED, everything=True, hours=DEFAULT_OPENING_HOURS)
    (entry,) = [entry for entry in found.entries if entry.reason == reason]
    told = sentences(entry, Case(1, Complaint(RECEIVED, "Klage"), promised))
    assert len(told) == 2
    day = "fredag 20. november 2026" if reason == "underretning" else "torsdag 3. december 2026"
    assert day in told[1]
    assert "Ordningen" not in " ".join(told)
    assert entry.due_at - RECEIVED >= timedelta(hours=24)


def told(
    received: datetime, policies: list[Policy], *calls: CallFact, level: str = "medarbejder"
) -> list[str]:
    """Return what is told of the first date of a case, looked up as ``frister --alle`` does."""
    promised = promise_for(policies, received, level=level, department=None)
    listed = case(received=received, due_at=promised.due_at, covered=promised.covered, calls=calls)
    found = due_list([listed], now=received, everything=True, hours=DEFAULT_OPENING_HOURS)
    complaint = Complaint(received, "Klage", addressee_level=level)
    return sentences(found.entries[0], Case(1, complaint, promised))


def test_a_deadline_within_hours_is_told_from_receipt_to_attempts() -> None:
    """Who it was for, what the scheme gives, and how often it was tried."""
    tried = CallFact(RECEIVED + timedelta(hours=1), "ud", "ikke_truffet")
    assert told(RECEIVED, [], tried) == [
        "Modtaget torsdag 19. november 2026 kl. 14.00, stilet til medarbejder.",
        "Ordningen lover et opkald inden for 24 timer i træk: fredag 20. november 2026 kl. 14.00.",
        "Der er ringet 1 gang, første gang torsdag 19. november 2026 kl. 15.00.",
    ]


def test_a_deadline_outside_hours_says_when_to_call() -> None:
    """In the evening of a working day, and from Friday evening to Saturday evening."""
    evening = RECEIVED + timedelta(hours=5)
    assert told(evening, [])[-1] == (
        "Fristen ligger uden for åbningstiden; ring senest fredag 20. november 2026 kl. 15.00."
    )
    closed = RECEIVED + timedelta(days=1, hours=5)
    assert told(closed, [])[-1] == (
        "Kontoret holder lukket fra modtagelsen til fristen; ring, så snart I åbner."
    )


def test_a_case_outside_the_scheme_is_told_as_such() -> None:
    """The phase is named with its first day, and no opening hours are spoken of."""
    phase = Policy(first_day=date(2026, 1, 1), levels=frozenset({"direktoer"}))
    assert told(RECEIVED, [phase])[1:] == [
        (
            "Ordningen fra torsdag 1. januar 2026 omfatter ikke sagen; fristen ville have været fredag 20. november"
            " 2026 kl. 14.00."
        ),
        "Der er ikke ringet endnu.",
    ]


def test_an_agreed_call_is_told_with_its_time() -> None:
    """What was agreed with the citizen stands instead of the deadline."""
    agreed = CallFact(
        RECEIVED + timedelta(hours=1), "ud", "ring_igen_aftalt", RECEIVED + timedelta(days=3, hours=20)
    )
    assert told(RECEIVED, [], agreed)[-1] == (
        "Det er aftalt med borgeren at tale sammen mandag 23. november 2026 kl. 10.00."
    )


def test_days_that_do_not_count_are_named() -> None:
    """Weekend days by their weekday, others with the reason."""
    friday = RECEIVED + timedelta(days=1)
    assert told(friday, [Policy(counting="hverdage")])[2] == (
        "Disse dage tæller ikke med: lørdag 21. november 2026 og søndag 22. november 2026."
    )
    eve = datetime(2025, 12, 23, 9, tzinfo=UTC)
    assert "onsdag 24. december 2025 (juleaftensdag)" in told(eve, [Policy(counting="hverdage")])[2]
    assert len(told(RECEIVED, [Policy(counting="hverdage")])) == 3
