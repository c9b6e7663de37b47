"""The story of one change: what became of a row, when that was noted, and from what to what."""

from datetime import UTC, datetime

import pytest

from klage.domain.records import Names
from klage.domain.telling import Change, Line, action, lines, times

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
NAMES: Names = {"department": {1: "Jobcenter", 2: "Ydelse"}}


def told(table: str, before: dict[str, object] | None, after: dict[str, object] | None) -> list[Line]:
    """Return what a change says that was noted on 20 November at eleven, Danish time."""
    return lines(Change(table, 1, before, after), AT, NAMES)


def test_a_new_row_tells_its_columns() -> None:
    """What goes without saying, and what says nothing to the user, is left out; the citizen's own is marked."""
    complaint: dict[str, object] = {
        "id": 2026000001, "received_at": "2026-11-20T08:00:00Z", "registered_at": "2026-11-20T10:00:00Z",
        "contact_type": "klage", "urgency": "haster", "child_concern": 0, "citizen_name": "Anna Åse",
        "department_id": 1, "fingerprint": 7,
    }  # fmt: skip
    assert told("complaint", None, complaint) == [
        Line("Sagen", "registreret 2 t efter modtagelsen"),
        Line("Modtaget", "fredag 20. november 2026 kl. 09.00"),
        Line("Afdeling", "Jobcenter"),
        Line("Navn", "Anna Åse", personal=True),
        Line("Hast", "Haster"),
    ]


CALL: dict[str, object] = {"called_at": "2026-11-20T09:30:00Z", "logged_at": "2026-11-20T10:00:00Z", "direction": "ud",
        "result": "ikke_truffet"}  # fmt: skip
CLOSING: dict[str, object] = {"at": "2026-11-20T10:00:00Z", "recorded_at": "2026-11-20T10:00:00Z", "kind": "afsluttet",
           "method": "moede", "outcome": "medhold"}  # fmt: skip
SENTENCES = [
    ("call", CALL, "til borgeren: ikke truffet, fredag 20. november 2026 kl. 10.30; noteret 30 min efter, at det skete"),
    ("call", {**CALL, "direction": "ind", "result": "talt_med", "logged_at": "2026-11-20T09:30:59Z"},
     "fra borgeren: talt med borgeren, fredag 20. november 2026 kl. 10.30"),
    ("call", {**CALL, "corrects": 3, "logged_at": CALL["called_at"]},
     "rettet, til borgeren: ikke truffet, fredag 20. november 2026 kl. 10.30"),
    ("closing", CLOSING, "afsluttet (møde, medhold), fredag 20. november 2026 kl. 11.00"),
    ("closing", {**CLOSING, "kind": "genaabnet", "method": None, "outcome": None, "at": "2026-11-18T10:00:00Z"},
     "genåbnet, onsdag 18. november 2026 kl. 11.00; noteret 2 dage efter, at det skete"),
    ("unit_contact", {"contacted_at": "2026-11-20T08:30:00Z"}, "noteret 1 t 30 min efter, at det skete"),
    ("step", {"made_at": "2026-11-20T10:00:00Z"}, "noteret"),
    ("department", {"name": "Ydelse"}, "tilføjet"),
    ("complaint", {"registered_at": "2026-11-20T10:00:00Z"}, "registreret"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "sentence"), SENTENCES)
def test_calls_and_closings_are_sentences(table: str, row: dict[str, object], sentence: str) -> None:
    """With when it happened, and how long after that it was noted, where that is another time."""
    assert told(table, None, row)[0].text == sentence


def test_what_was_taken_in_from_elsewhere() -> None:
    """When it was noted there is told only where the row itself knows."""
    contact = Change("unit_contact", 1, None, {"contacted_at": "2026-11-20T08:30:00Z"})
    assert times(contact, None) is None
    assert lines(contact, None, NAMES)[0].text == "noteret"
    assert times(Change("call", 1, None, CALL), None) == (datetime(2026, 11, 20, 9, 30, tzinfo=UTC), AT)
    assert times(Change("call", 1, CALL, None), AT) is None
    assert times(Change("point", 1, None, {"theme": "andet"}), AT) is None


LONG = "Borgeren har ventet på svar i seks uger og ved ikke, hvem der har sagen."
CHANGES = [
    ({"department_id": 1}, {"department_id": 2}, [Line("Afdeling", "Ydelse (før: Jobcenter)")]),
    ({"department_id": None}, {"department_id": 2}, [Line("Afdeling", "Ydelse")]),
    ({"department_id": 1}, {"department_id": None}, [Line("Afdeling", "slettet; før stod der: Jobcenter")]),
    (
        {"summary": "Kort"},
        {"summary": LONG * 2},
        [Line("Kort beskrivelse", f"{LONG * 2}\nFør stod der: Kort", True)],
    ),
    (
        {"summary": "To\nlinjer"},
        {"summary": "Én"},
        [Line("Kort beskrivelse", "Én\nFør stod der: To\nlinjer", True)],
    ),
    ({"fingerprint": 1}, {"fingerprint": 2}, []),
    ({"closed_at": None, "outcome": None}, {"closed_at": "2026-11-20T10:00:00Z", "outcome": "medhold"}, []),
]


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES)
def test_from_what_to_what(before: dict[str, object], after: dict[str, object], expected: list[Line]) -> None:
    """Only the columns that changed; what is long stands below each other; of what nobody reads, nothing."""
    assert told("complaint", before, after) == ([Line("Sagen", "rettet"), *expected] if expected else [])


def test_what_became_of_a_row() -> None:
    """Five things, and a retraction says no more than that: the row itself is as it was."""
    now: dict[str, object] = {"retracted_at": "2026-11-20T10:00:00Z"}
    never: dict[str, object] = {"retracted_at": None}
    pairs: list[tuple[dict[str, object], dict[str, object] | None]] = [
        (CALL, None), ({"minutes": 1}, {"minutes": 2}), (never, now), (now, never)
    ]  # fmt: skip
    found = [
        (action(Change("call", 1, before, after)), [line.text for line in told("call", before, after)])
        for before, after in pairs
    ]
    assert [name for name, _ in found] == ["deleted", "changed", "retracted", "restored"]
    assert found[0][1][0] == "slettet"
    assert found[1][1] == ["rettet", "2 (før: 1)"]
    assert found[2][1] == ["trukket tilbage; det tæller ikke mere"]
    assert found[3][1] == ["taget med igen"]
    assert action(Change("call", 1, None, CALL)) == "inserted"
