"""The cases that somebody takes over, read from a real register."""

from klage.store import handover
from tests.desk import Desk
from tests.store.support import opened


def test_open_cases_and_those_with_a_promise_to_keep(desk: Desk) -> None:
    """A closed case is there only as long as its citizen is promised something."""
    desk.new(text="Åben")
    desk.new(text="Lukket med et løfte")
    desk.new(text="Lukket")
    desk("opkald", "2", "--udfald", "talt_med", "--senest", "1.12.2026")
    for number in ("2", "3"):
        desk("luk", number, "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    with opened(desk.path) as register:
        assert [case.id % 10 for case in handover.waiting(register)] == [1, 2]
    desk("loefte", "2", "--holdt")
    with opened(desk.path) as register:
        assert [case.id % 10 for case in handover.waiting(register)] == [1]


def test_cases_by_key(desk: Desk) -> None:
    """In order of their number; one that is not there is left out."""
    for text in ("En", "To", "Tre"):
        desk.new(text=text)
    with opened(desk.path) as register:
        keys = [case.id for case in handover.waiting(register)]
        found = handover.of_keys(register, [keys[2], keys[0], keys[0] + 500])
    assert [case.complaint.summary for case in found] == ["En", "Tre"]
