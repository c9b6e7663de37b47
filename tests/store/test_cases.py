"""Cases in the register: numbers that are never given twice, retries, corrections, closing and reopening."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Point
from klage.domain.promise import Promise
from klage.errors import NotFoundError
from klage.store import cases
from tests.store import support

YEAR = 2026_000000


def numbers(path: Path) -> list[int]:
    """Return the keys of all cases, without the year."""
    with support.opened(path) as register:
        return [case.id - YEAR for case in cases.read(register, "1")]


# --- numbers ---------------------------------------------------------------------------------------


def test_numbers_follow_the_year_of_receipt(path: Path) -> None:
    """The Danish year: half past eleven in the evening UTC on New Year's Eve is next year's."""
    with support.written(path) as writer:
        keys = [
            support.add(writer, support.complaint(received_at=at))
            for at in (
                datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
                datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
                datetime(2026, 1, 1, 12, tzinfo=UTC),
                datetime(1999, 6, 1, tzinfo=UTC),
            )
        ]
    assert keys == [2026000001, 2027000001, 2026000002, 1999000001]


def test_a_number_is_never_given_twice(path: Path) -> None:
    """Not even when the newest case is gone; a number that was rolled back was never given."""
    with support.written(path) as writer:
        support.add(writer, support.complaint())
        writer.delete("complaint", support.add(writer, support.complaint()))
    with pytest.raises(ZeroDivisionError), support.written(path) as writer:
        support.add(writer, support.complaint())
        raise ZeroDivisionError
    with support.written(path) as writer:
        support.add(writer, support.complaint())
    assert numbers(path) == [1, 3]


def test_a_number_that_came_with_an_import_is_kept_from_others(path: Path) -> None:
    """Reserving a low number does not take the counter back."""
    with support.written(path) as writer:
        promise = Promise(True, support.NOW, "doegn:24:")
        cases.add(writer, support.complaint(), promise, case_id=YEAR + 7)
        cases.reserve_number(writer, YEAR + 7)
        cases.reserve_number(writer, YEAR + 3)
        support.add(writer, support.complaint())
    assert numbers(path) == [7, 8]


def test_eight_that_register_at_once_get_different_numbers(path: Path) -> None:
    """Eight processes with twenty complaints each: none fails, none is lost, no number comes twice."""
    several = [support.start_child("add", path, "20", f"Klage {name}") for name in range(8)]
    said = [int(line) for process in several for line in process.communicate()[0].split()]
    assert [process.returncode for process in several] == [0] * 8
    assert sorted(said) == [YEAR + number for number in range(1, 161)]
    assert numbers(path) == list(range(1, 161))


# --- finding ---------------------------------------------------------------------------------------


def test_a_number_that_is_not_there_names_last_years(path: Path) -> None:
    """``42`` in January most often means last year's, and klage says so instead of guessing."""
    with support.written(path) as writer:
        support.add(writer, support.complaint())
    with support.opened(path) as register:
        assert cases.require(register, YEAR + 1) == YEAR + 1
        with pytest.raises(NotFoundError, match=r"ingen sag 2027-0001\. Mente du 2026-0001\?"):
            cases.require(register, 2027_000001)
        with pytest.raises(NotFoundError, match=r"^Der er ingen sag 2026-0002\. Se dem med"):
            cases.get(register, YEAR + 2)
        assert not register.connection.in_transaction


def test_a_citizens_other_cases_are_found_by_the_phone(path: Path) -> None:
    """The newest receipt first, without the case that one is looking at."""
    with support.written(path) as writer:
        for hours, phone in ((1, "20123456"), (3, "20123456"), (2, "20123456"), (1, None), (1, "20999999")):
            received = support.NOW - timedelta(hours=hours)
            support.add(writer, support.complaint(received_at=received, phone=phone))
    with support.opened(path) as register:
        assert cases.earlier_of_citizen(register, "20123456") == [YEAR + 1, YEAR + 3, YEAR + 2]
        assert cases.earlier_of_citizen(register, "20123456", YEAR + 1) == [YEAR + 3, YEAR + 2]
        assert cases.earlier_of_citizen(register, "20") == []
        assert cases.count(register) == 5


# --- retries ---------------------------------------------------------------------------------------


def test_an_identical_complaint_within_ten_minutes_is_a_retry(path: Path) -> None:
    """After a crash the same words are typed again: the same case answers, in time and content."""
    first = support.complaint("Ingen svarer", citizen_name="Åse", phone="20123456", department="Ydelse")
    with support.written(path) as writer:
        key = support.add(writer, first)
        soon, late = support.NOW + timedelta(minutes=10), support.NOW + timedelta(minutes=10, seconds=1)
    for now, retry, expected in (
        (soon, first, key),
        (soon, replace(first, received_at=first.received_at + timedelta(minutes=10)), key),
        (soon, replace(first, channel="brev", points=(Point("koordinering"),)), key),
        (soon, replace(first, received_at=first.received_at + timedelta(minutes=11)), None),
        (soon, replace(first, summary="Ingen svarer!"), None),
        (soon, replace(first, phone=None), None),
        (soon, replace(first, citizen_name="Aase"), None),
        (late, first, None),
    ):
        with support.written(path, now=now) as writer:
            assert cases.just_registered(writer, retry) == expected, (now, retry)


# --- changing --------------------------------------------------------------------------------------


def test_fields_are_changed_and_cleared(path: Path) -> None:
    """A new department is created; what is the same as before is no change."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint(department="Ydelse", phone="20123456"))
        with support.changing(register, command="ret") as writer:
            assert cases.change(
                writer, key, {"department": "Jobcenter", "phone": None, "child_concern": True}
            )
            assert not cases.change(writer, key, {"department": "jobcenter", "phone": None})
            assert not cases.change(writer, key, {})
        found = cases.get(register, key).complaint
        assert (found.department, found.phone, found.child_concern) == ("Jobcenter", None, True)
        with support.changing(register, command="ret") as writer:
            assert cases.change(writer, key, {"department": None})
        assert cases.get(register, key).complaint.department is None


def test_a_promise_is_changed_as_a_whole(path: Path) -> None:
    """A corrected receipt gives another deadline; the same again is no change."""
    new = Promise(False, support.NOW, "hverdage:24:2026-01-01", had_opening_hours=False)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            assert cases.change_promise(writer, key, new)
            assert not cases.change_promise(writer, key, new)
        assert cases.get(register, key).promise == new


def test_new_points_take_the_place_of_the_old(path: Path) -> None:
    """A case may name several departments; the old points stay in the history."""
    new = (Point("koordinering", "Ydelse", 2), Point("sagsbehandlingstid", "Jobcenter", None, "afgoerelse"))
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint(points=(Point("koordinering"),)))
        with support.changing(register, command="ret") as writer:
            cases.replace_points(writer, key, new)
        assert cases.points(register, key) == new
        (kept,) = register.one("select content from event_content order by event_id desc limit 1") or ("",)
        (table, _, before, after), *_ = json.loads(str(kept))
        assert (table, before["theme"], after) == ("point", "koordinering", None)


def test_two_related_cases_may_come_in_either_order(path: Path) -> None:
    """The first may name the second before it is there, as in a file that was exported."""
    with support.written(path) as writer:
        support.add(writer, support.complaint(related_case=YEAR + 2))
        support.add(writer, support.complaint(related_case=YEAR + 1))
    assert numbers(path) == [1, 2]


# --- calls and closings ----------------------------------------------------------------------------


def test_calls_stand_in_the_order_in_which_they_happened(path: Path) -> None:
    """A call that was noted late is still the first."""
    earlier = support.NOW - timedelta(minutes=30)
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            cases.add_call(writer, key, Call(support.NOW, "talt_med"))
            cases.add_call(writer, key, Call(earlier, "ikke_truffet"))
        found = cases.get(register, key)
        assert [call.result for call in found.calls] == ["ikke_truffet", "talt_med"]
        assert {call.logged_at for call in found.calls} == {support.NOW}
        assert found.standing.reached_at == support.NOW


def test_a_case_is_closed_and_reopened_and_both_are_remembered(path: Path) -> None:
    """A closed case leaves the list; a reopened one is back, without the outcome it no longer has."""
    closing = Closing(support.NOW, support.NOW, "afsluttet", "telefonsamtale", "loest_i_dialog")
    reopening = Closing(support.NOW, support.NOW, "genaabnet", reason="Borgeren ringede")
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
        with support.changing(register, command="luk") as writer:
            cases.add_closing(writer, key, closing)
        closed = cases.get(register, key)
        assert (closed.closed_at, closed.complaint.outcome) == (support.NOW, "loest_i_dialog")
        assert support.due_list(path).cases == []
        with support.changing(register, command="genaabn") as writer:
            cases.add_closing(writer, key, reopening)
        opened = cases.get(register, key)
        assert (opened.closed_at, opened.complaint.outcome) == (None, None)
        assert opened.closings == (closing, reopening)
        assert [case.id for case in support.due_list(path).cases] == [key]


def test_merging_closes_and_splitting_opens(path: Path) -> None:
    """A case that is merged away is no longer open; split again, it is."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            key = support.add(writer, support.complaint())
            cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "sammenlagt"))
        assert cases.get(register, key).closed_at == support.NOW
        with support.changing(register) as writer:
            cases.add_closing(writer, key, Closing(support.NOW, support.NOW, "skilt"))
        assert cases.get(register, key).closed_at is None


def test_all_that_may_be_searched_is_in_the_text(path: Path) -> None:
    """Number, citizen, phone, department, journal, the citizen's words and what was agreed."""
    with support.opened(path, writing=True) as register:
        with support.changing(register) as writer:
            new = support.complaint(
                "Ventetid", citizen_name="Åse Ø", phone="20123456", department="Ydelse", journal_no="J-1",
                wanted_outcome="Svar", consequence="Husleje",
            )  # fmt: skip
            key = support.add(writer, new)
            spoken = Call(support.NOW, "talt_med", concern="Vred", agreement="Møde", next_step="Brev")
            cases.add_call(writer, key, spoken)
        text = cases.search_text(cases.get(register, key))
    assert text == ("2026 0001 ase o ydelse j 1 20123456 20 12 34 56 ventetid svar husleje vred mode brev")
