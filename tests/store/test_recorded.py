"""What of a text's words stands in the register: names, numbers and cases, and nothing that was not asked about."""

from datetime import timedelta
from pathlib import Path

import pytest

from klage import clock
from klage.domain.case_number import BASE
from klage.domain.complaint import Closing
from klage.domain.learning.screening import Asked, asked, findings
from klage.store import cases
from klage.store.recorded import recorded, unapproved_examples
from tests.store import support


@pytest.fixture
def known(path: Path) -> Path:
    """Return a register with two citizens, an ambassador and a leader."""
    with support.written(path) as writer:
        support.add(
            writer, support.complaint(citizen_name="Kirsten Hansen", phone="20123456", journal_no="26/04711")
        )
        support.add(writer, support.complaint(citizen_name="Bo Å. Holm", department="Ydelse", journal_no="7"))
        department = writer.connection.execute("select id from department").fetchone()[0]
        writer.insert(
            "ambassador",
            {
                "department_id": department,
                "name": "Ida Lund",
                "leader": "Per Krog",
                "first_day": "2026-01-01",
            },
        )
    return path


def test_only_what_is_asked_about(known: Path) -> None:
    """The rest of the register stays where it is."""
    text = "Hansens sag 2026-0001, 20 12 34 56, 26/04711 og 99 99 99 99; Bo Å Holm. Spørg Krog."
    with support.opened(known) as register:
        found = recorded(register, asked([text]))
    assert found.parts == {"hansen", "bo", "holm", "krog"}
    assert found.names == {("bo", "holm")}
    assert [*found.phones, *found.cases, *found.journals] == ["20123456", 2026 * BASE + 1, "26 04711"]


def test_whole_names(known: Path) -> None:
    """A name of which every word is asked about is found whole."""
    with support.opened(known) as register:
        found = recorded(register, asked(["kirsten hansen og ida lund"]))
    assert found.names == {("kirsten", "hansen"), ("ida", "lund")}


def test_nothing_asked_is_nothing_found(known: Path) -> None:
    """A report without texts knows of nobody."""
    with support.opened(known) as register:
        found = recorded(register, Asked(frozenset(), frozenset(), frozenset()))
    assert not any((found.parts, found.names, found.phones, found.cases, found.journals))


def test_text_and_register_together(known: Path) -> None:
    """What the register answers is what the screening stops."""
    text = "Kirsten fik svar, og journalen hedder 26/04711. Ring på 20123456."
    with support.opened(known) as register:
        found = findings(text, recorded(register, asked([text])))
    assert [each.kind for each in found] == ["name", "journal_number", "phone"]


def test_examples_that_wait_for_approval(path: Path) -> None:
    """Of cases received or closed in the period, and only those that nobody has approved."""
    now = support.NOW
    with support.written(path) as writer:
        old = support.add(writer, support.complaint(received_at=now - timedelta(days=400)))
        new = support.add(writer, support.complaint("En anden"))
        gone = support.add(
            writer, support.complaint("En tredje", received_at=now - timedelta(days=400, hours=1))
        )
        cases.add_closing(writer, old, Closing(now, now, "afsluttet", "telefonsamtale", "loest_i_dialog"))
        for case, approved in ((old, None), (new, None), (new, "2026-11-20"), (gone, None)):
            writer.insert(
                "example",
                {
                    "complaint_id": case,
                    "title": "T",
                    "story": "S",
                    "written_on": "2026-11-20",
                    "approved_on": approved,
                },
            )
    start, end = (clock.to_text(now + timedelta(days=days)) for days in (-30, 1))
    with support.opened(path) as register:
        assert unapproved_examples(register, start, end) == [old, new]
