"""Finding one person's cases in a real register."""

from pathlib import Path

import pytest

from klage.store import cases, held
from klage.store.register import create_register
from tests.store.support import add, changing, complaint, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a register: one case of Bo's, one that was noted as his, one that speaks of him, one of Ib's."""
    path = tmp_path / "klage.db"
    create_register(path)
    with opened(path, writing=True) as register:
        with changing(register) as writer:
            bo, noted, *others = [
                add(writer, complaint(citizen_name="Bo Ågesen", phone="20123456")),
                add(writer, complaint("Andet", citizen_name="Bo Ågesen")),
                add(writer, complaint("Bo Ågesen var med til mødet")),
                add(writer, complaint("Stilhed", citizen_name="Ib Vø", phone="20123457")),
            ]
            for key in (bo, noted, *others):
                cases.reindex(writer, register, key)
        with changing(register, command="ret") as writer:
            cases.change(writer, noted, {"citizen_name": "Asta Riis"})
    return path


def test_each_case_is_found_with_its_reason(path: Path) -> None:
    """By name, by what stood there before, by a text; and never another's."""
    with opened(path) as register:
        found = held.find(register, "bo ågesen", None)
        assert list(found.values()) == ["person", "earlier", "mentioned"]


def test_number_finds_its_case_and_its_caller(path: Path) -> None:
    """A telephone number finds who has it; a case number the case, and one that was never given nothing."""
    with opened(path) as register:
        (first, *_) = held.find(register, "20 12 34 56", None)
        assert held.find(register, "20 12 34 56", None) == {first: "person"}
        assert held.find(register, "zzz", first) == {first: "number"}
        assert held.find(register, "zzz", first + 900) == {}
