"""The list for paper: one block a case, no name unless asked for, and all that a colleague needs."""

from datetime import date
from typing import Any

from klage.domain import call_sheet
from klage.domain.call import Call
from klage.domain.call_sheet import About, Sheet
from klage.domain.case import Case
from klage.domain.due import DueAction, OtherDate
from tests.domain.waiting import HOUR, NOW, case, due_of

SECRET: dict[str, Any] = {
    "citizen_name": "Bo Ågesen",
    "phone": "20123456",
    "summary": "Brevet om støtten kom aldrig.",
}


def about(**more: Any) -> About:
    """Return what a sheet is made from when nothing else is said."""
    facts: dict[str, Any] = {
        "span": " inden for 24 timer",
        "themes": {},
        "office": None,
        "receiver": None,
        "names": False,
    }
    return About(NOW, **{**facts, **more})


def made(*cases: Case, dates: Any = (), actions: Any = (), **more: Any) -> Sheet:
    """Return the sheet of cases with all their dates."""
    found = due_of(*cases, dates=dates, actions=actions)
    return call_sheet.sheet(found, cases, about(**more))


def said(sheet: Sheet) -> str:
    """Return every word on a sheet."""
    blocks = [" ".join((b.heading, *b.deadlines, *b.citizen, *b.facts)) for b in sheet.blocks]
    return "\n".join((sheet.title, *sheet.lead, *blocks, sheet.foot))


def test_names_are_there_only_when_asked_for() -> None:
    """Name, number and what it is about; and the sheet says which it is, and what to do with the paper."""
    without, with_names = made(case(**SECRET)), made(case(**SECRET), names=True)
    for word in ("Bo Ågesen", "20 12 34 56", "støtten"):
        assert word not in said(without)
        assert word in said(with_names)
    assert call_sheet.WITHOUT_NAMES in without.lead
    assert call_sheet.WITH_NAMES in with_names.lead


def test_a_case_is_one_block_however_many_dates_it_has() -> None:
    """The soonest first, and there is room for a call when one of them is a call."""
    dates = [OtherDate("genvurdering", date(2026, 12, 1)), OtherDate("naeste_skridt", date(2026, 11, 24))]
    (block,) = made(case(department="Jobcenter"), dates=dates).blocks
    assert block.heading == "Sag 2026-0001"
    assert [text.split(":")[0] for text in block.deadlines[:3]] == [
        "Ring senest lørdag 21. november 2026 kl. 10.00.", "Lovet borgeren", "Genvurdering",
    ]  # fmt: skip
    assert block.is_call
    assert block.facts[0].startswith("Jobcenter, ")
    assert block.facts[1:] == ("Det er ikke oplyst, om der må lægges besked.", "Ikke ringet endnu.")


def test_a_deadline_outside_hours_says_when_the_office_is_open() -> None:
    """Ten on a Saturday is no time to call; one that lies within hours, or is agreed, says nothing more."""
    (outside,) = made(case()).blocks
    assert outside.deadlines[1] == "Mens I har åbent: senest fredag 20. november 2026 kl. 15.00."
    (within,) = made(case(received=NOW - 23 * HOUR)).blocks
    assert len(within.deadlines) == 1
    again = Call(NOW - HOUR, "ring_igen_aftalt", call_again_at=NOW + 24 * HOUR)
    (agreed,) = made(case(calls=[again])).blocks
    assert agreed.deadlines == ("Ring som aftalt lørdag 21. november 2026 kl. 11.00.",)


def test_a_child_stands_first_with_what_to_do_also_when_nothing_else_is_due() -> None:
    """The law's 24 hours are told once, and a case without a call has no room for one."""
    child = case(2, child_concern=True, calls=[Call(NOW, "talt_med")])
    sheet = made(case(1), child, receiver="Familiehuset")
    first, second = sheet.blocks
    assert first.heading == "Sag 2026-0002"
    assert len(first.deadlines) == 1
    assert "Familiehuset" in first.deadlines[0]
    assert not first.is_call
    assert second.is_call
    alone = call_sheet.sheet(due_of(child, everything=False), [child], about())
    assert [block.heading for block in alone.blocks] == ["Sag 2026-0002"]


def test_an_action_has_a_block_of_its_own_and_a_case_with_nothing_due_has_none() -> None:
    """Only what is to be done stands on the paper."""
    done = case(1, calls=[Call(NOW, "talt_med")])
    sheet = made(done, actions=[DueAction(7, date(2026, 12, 1), "Visitationen")])
    (block,) = sheet.blocks
    assert block.heading == "Handling 7"
    assert not block.is_call


def test_the_lead_counts_and_says_as_of_when() -> None:
    """How many to phone, how many of them late, and what else is on the paper."""
    late = case(1, received=NOW - 30 * HOUR)
    promised = case(3, calls=[Call(NOW, "talt_med")])
    sheet = made(
        promised, case(2), late, dates=[OtherDate("naeste_skridt", date(2026, 11, 24))], office="Vejledningen"
    )
    assert sheet.lead[0] == (
        "2 borgere skal ringes op inden for 24 timer. Fristen er gået for 1 af dem. 1 anden ting venter også. "
        "Listen er fra fredag 20. november 2026 kl. 11.00; det, der er kommet siden, er ikke med."
    )
    assert sheet.title == "Ringeliste: Vejledningen"
    assert sheet.foot == "Udskrevet fredag 20. november 2026 kl. 11.00"


def test_an_empty_sheet_says_that_nobody_is_to_be_called() -> None:
    """It is a sentence, not an empty sheet of paper."""
    sheet = made(span="")
    assert sheet.lead[0].startswith("Ingen borgere skal ringes op. Listen er fra ")
    assert sheet.blocks == ()
    assert sheet.title == "Ringeliste"
