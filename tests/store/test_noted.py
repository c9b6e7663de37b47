"""What there is of a case beside its calls is asked in one query, and each kind is found."""

from pathlib import Path

import pytest

from klage.store import noted
from tests.store import checking, support

ROWS = {
    "appeal": "insert into appeal (complaint_id) values (:id)",
    "mediation": "insert into mediation (complaint_id, kind, informed_on) values (:id, 'dialogmoede', '2026-11-20')",
    "unit_contact": "insert into unit_contact (complaint_id, contacted_at, with_whom, result)"
    " values (:id, '2026-11-20T10:00:00Z', 'leder', 'loest')",
    "journey": "insert into journey_event (complaint_id, occurred_on, what, source)"
    " values (:id, '2026-11-20', 'Et brev', 'borger')",
    "lesson": "insert into lesson_case (complaint_id, lesson_id) values (:id, 1)",
    "example": "insert into example (complaint_id, title, story, written_on)"
    " values (:id, 'Et brev', 'Det kom sent.', '2026-11-20')",
    "member": "update complaint set merged_into = :id where id != :id",
}


def test_every_kind_is_tried() -> None:
    """A kind that is new cannot be forgotten here."""
    assert {*ROWS} == {*noted.KINDS}


@pytest.mark.parametrize("kind", ROWS)
def test_each_kind_is_found_for_its_own_case(path: Path, kind: str) -> None:
    """One row of the kind is enough, and another case has nothing by it."""
    one, other = checking.add(path), checking.add(path, "Et andet brev")
    with support.opened(path, writing=True) as register:
        register.connection.execute("pragma foreign_keys = off")
        assert noted.kinds(register, one) == frozenset()
        register.connection.execute(ROWS[kind], {"id": one})
        assert noted.kinds(register, one) == {kind}
        assert noted.kinds(register, other) == frozenset()
