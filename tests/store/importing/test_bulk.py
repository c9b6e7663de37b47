"""Taking in many cases: all or nothing, none twice, history and search and seal as for a single one."""

import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint, Point
from klage.domain.incoming import Incoming
from klage.domain.promise import Policy, Promise
from klage.errors import InvalidValueError
from klage.store import cases, exporting, history, office, search
from klage.store.forget import forgetting
from klage.store.importing import bulk
from klage.store.importing.bulk import Bulk
from klage.store.register import Register
from tests.store.support import NOW, add, changing, complaint, due_list, opened

DIGEST = b"\1" * 32


@contextmanager
def importing(register: Register) -> Iterator[Bulk]:
    """Take in what the test adds, in one transaction."""
    with changing(register, command="import") as writer:
        into = Bulk(register, writer, now=NOW)
        yield into
        assert into.finish(DIGEST, count=1) == []


def take(register: Register, *incoming: Incoming) -> list[str]:
    """Take cases in and return what became of each."""
    with importing(register) as into:
        return [into.add(line, case) for line, case in enumerate(incoming, start=2)]


def numbered(count: int) -> Iterator[Incoming]:
    """Yield so many different cases."""
    for number in range(count):
        received = NOW - timedelta(minutes=count - number)
        text = f"Klage {number} om ventetid på svar"
        points = (Point("manglende_svar", "Ydelse", 2),)
        yield Incoming(Complaint(received, text, department="Ydelse", phone=f"{number:08d}", points=points))


FULL = Incoming(
    complaint(
        "Ventetid",
        department="Ydelse",
        citizen_name="Bo",
        phone="20123456",
        points=(Point("vejledning", "Visitation", 3, "afgoerelse"), Point("optraeden")),
    ),
    Promise(False, NOW, "hverdage:24:2014-01-01", False),
    (Call(NOW, "talt_med", logged_at=NOW, agreement="Vi ringer"),),
    (Closing(NOW, NOW, "afsluttet", "moede", "medhold", "Fordi"),),
    2020000007,
)


def test_case_is_stored_with_all_that_belongs_to_it(path: Path) -> None:
    """What comes in can be read, found and listed as if it had been typed."""
    with opened(path, writing=True) as register:
        take(register, FULL)
        case = cases.get(register, 2020000007)
        assert case.complaint == replace(FULL.complaint, registered_at=NOW)
        assert (case.promise, case.calls, case.closings) == (FULL.promise, FULL.calls, FULL.closings)
        assert case.closed_at == NOW
        assert search.find(register, "ringer", limit=9) == [case.id]
        assert [case] == list(exporting.all_cases(register))


def test_promise_is_what_the_office_has_set(path: Path) -> None:
    """A case without a promise of its own gets that of the day it was received, also by department."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            office.department_ids(writer, ["Ydelse"])
            office.set_policy(writer, Policy(hours=48, departments=frozenset({"Ydelse"})))
        take(register, Incoming(complaint("a", department="YDELSE")), Incoming(complaint("b")))
        first, second = exporting.all_cases(register)
        assert first.promise == Promise(True, first.complaint.received_at + timedelta(hours=48), "doegn:48:")
        assert second.promise.covered is False
        assert [found.name for found in office.departments(register)] == ["Ydelse"]


def test_numbers_go_on_and_are_reserved(path: Path) -> None:
    """A number that comes with a case is never given to another; the others go on from the highest."""
    with opened(path, writing=True) as register:
        first = Incoming(complaint("a"))
        take(register, first, Incoming(complaint("b"), case_id=2026000041), Incoming(complaint("c")))
        assert [case.number for case in exporting.all_cases(register)] == [
            "2026-0001",
            "2026-0041",
            "2026-0042",
        ]
        with changing(register) as writer:
            assert add(writer, complaint("d")) == 2026000043


def test_nothing_is_taken_in_twice(path: Path) -> None:
    """The same case is known in the register, in the same chunk and in an earlier one, with and without number."""
    many = list(numbered(bulk.CHUNK + 5))
    with opened(path, writing=True) as register:
        assert set(take(register, *many)) == {"new"}
        assert take(register, many[0], FULL, FULL, many[-1]) == ["known", "new", "known", "known"]
        assert cases.count(register) == len(many) + 1


def test_number_of_another_case_is_refused(path: Path) -> None:
    """Two cases never share a number; what else was taken in stands."""
    other = replace(FULL, complaint=complaint("andet", received_at=NOW - timedelta(days=3)))
    with opened(path, writing=True) as register:
        with importing(register) as into:
            into.add(2, FULL)
            with pytest.raises(InvalidValueError, match="brugt af en anden"):
                into.add(3, other)
        assert cases.count(register) == 1


def test_a_list_kept_by_hand_brings_no_forgotten_citizen_back(path: Path) -> None:
    """A case without a number is refused when one of that time and department is forgotten; others are not."""
    by_hand = replace(FULL, case_id=None)
    elsewhere = replace(by_hand, complaint=replace(FULL.complaint, department="Visitation"))
    later = replace(
        by_hand,
        complaint=replace(FULL.complaint, received_at=FULL.complaint.received_at + timedelta(minutes=1)),
    )
    with opened(path, writing=True) as register:
        assert take(register, FULL) == ["new"]
        forgetting.erase(register, [2020000007], NOW)
        with importing(register) as into:
            with pytest.raises(InvalidValueError, match="ligner sag 2020-0007, der er anonymiseret"):
                into.add(2, by_hand)
            assert [into.add(3, FULL), into.add(4, elsewhere), into.add(5, later)] == ["known", "new", "new"]


def test_departments_are_known_whatever_their_spelling(path: Path) -> None:
    """The first spelling stands, and only what is new is told."""
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            office.department_ids(writer, ["Ældreplejen"])
        with importing(register) as into:
            into.add(2, Incoming(complaint("a", department="AELDREPLEJEN", points=(Point("andet", "Ny"),))))
            into.add(3, Incoming(complaint("b", department="ny")))
            assert into.new_departments == ["Ny"]
        found = [case.complaint.department for case in exporting.all_cases(register)]
        assert found == ["Ældreplejen", "Ny"]


def test_related_cases_may_stand_in_either_order(path: Path) -> None:
    """A case may name one further down; one that names nobody is told at the end, and stands alone."""
    forward = Incoming(complaint("a", related_case=2026000002))
    back = Incoming(complaint("b", related_case=2026000001))
    lost = Incoming(complaint("c", related_case=2025000099))
    with opened(path, writing=True) as register:
        with changing(register, command="import") as writer:
            into = Bulk(register, writer, now=NOW)
            for line, case in enumerate((forward, back, lost), start=2):
                into.add(line, case)
            problems = into.finish(DIGEST, count=3)
        assert [line for line, _ in problems] == [4]
        assert "2025-0099" in problems[0][1]
        found = [case.complaint.related_case for case in exporting.all_cases(register)]
        assert found == [2026000002, 2026000001, None]


def test_each_case_has_its_history_in_one_group(path: Path) -> None:
    """One event a case, all of one command, in a chain that holds, and the seal fits."""
    count = bulk.CHUNK + 1
    with opened(path, writing=True) as register:
        take(register, *numbered(count))
        assert history.problems(register.connection) == []
        row = register.one("select count(*), count(distinct case_id), count(distinct group_no) from event")
        assert row == (count + 2, count, 1)  # and one event for the new department, one for the file
    assert len(due_list(path).cases) == count


def test_failure_in_the_middle_leaves_nothing(path: Path) -> None:
    """An exception after the first chunk rolls back rows, history, search, counters and the memory of the file."""
    before = path.read_bytes()
    with opened(path, writing=True) as register:
        with pytest.raises(ZeroDivisionError), importing(register) as into:
            for line, case in enumerate(numbered(bulk.CHUNK + 5)):
                into.add(line, case)
            raise ZeroDivisionError
        assert bulk.imported_before(register, DIGEST) is None
    assert path.read_bytes() == before


def test_file_is_remembered_with_its_rows(path: Path) -> None:
    """After the import the file is known, and another one is not."""
    with opened(path, writing=True) as register:
        take(register, FULL)
        assert bulk.imported_before(register, DIGEST) == NOW
        assert bulk.imported_before(register, b"\2" * 32) is None
        take(register, FULL)  # with --alligevel
        assert bulk.imported_before(register, DIGEST) == NOW


def rehearse(register: Register, incoming: Iterable[Incoming]) -> Sequence[str]:
    """Return what would become of the cases."""
    into = Bulk(register, None, now=NOW)
    verdicts = [into.add(line, case) for line, case in enumerate(incoming)]
    assert into.finish(DIGEST, count=0) == []
    return verdicts


def test_rehearsal_decides_alike_and_changes_nothing(path: Path) -> None:
    """Without a writer the same is decided, over more than a chunk, and the file is not touched."""
    many = [FULL, *numbered(bulk.CHUNK + 5)]
    twice = [*many, *many[:3], *many[-3:]]
    with opened(path, writing=True) as register:
        take(register, FULL)
    before = path.read_bytes()
    with opened(path) as register:
        expected = ["known", *["new"] * (len(many) - 1), *["known"] * 6]
        assert rehearse(register, twice) == expected
    assert path.read_bytes() == before
    with opened(path, writing=True) as register:
        assert take(register, *twice) == expected


def test_memory_is_flat(path: Path) -> None:
    """Five thousand cases need no more memory than two thousand."""
    peaks = []
    with opened(path, writing=True) as register:
        for count in (2_000, 5_000):
            tracemalloc.start()
            with importing(register) as into:
                for line, case in enumerate(numbered(count)):
                    into.add(line, replace(case, complaint=replace(case.complaint, journal_no=str(count))))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    # Memory that grew with the file would be 2.5 times; what is not collected yet makes a few per cent.
    assert peaks[1] < 1.5 * peaks[0]


def test_long_texts_are_written_before_they_fill_the_memory(path: Path) -> None:
    """A chunk is full by its texts too."""
    with opened(path, writing=True) as register, importing(register) as into:
        for number in range(5):
            into.add(number, Incoming(complaint(f"{number} " + "ord " * 250_000)))
            assert number < 4 or cases.count(register) >= 4


def test_every_text_reaches_the_search_index_however_many_pieces_it_comes_in(path: Path) -> None:
    """Texts wait for the index longer than rows do; those that still wait at the end are written then."""
    with opened(path, writing=True) as register:
        with importing(register) as into:
            for number in range(6):
                into.add(number, Incoming(complaint(f"nummer{number} " + "ord " * 250_000)))
        assert all(len(search.find(register, f"nummer{number}", limit=9)) == 1 for number in range(6))
        assert len(search.find(register, "ord", limit=9)) == 6
