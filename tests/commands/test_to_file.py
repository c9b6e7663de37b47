"""A file of the user's own: never in the place of a register, whichever command writes it."""

import shutil
from pathlib import Path

import pytest

from klage.commands import to_file
from tests.desk import Desk

LINES = {
    "rapport": ("rapport", "--format", "md", "--ud"),
    "rejse": ("rejse", "1", "--ud"),
    "skabelon": ("kontor", "skabeloner", "kvittering", "--ud"),
    "brev": ("brev", "1", "--skabelon", "kvittering", "--format", "txt", "--ud"),
    "laeringsbrev": ("laering", "brev", "Jobcenter", "--format", "txt", "--ud"),
    "eksport": ("eksport", "--format", "csv"),
    "ics": ("frister", "--ics"),
}
"""A line of each command that writes what it is told to where it is told to, whatever the name ends in."""

WITH_ENDING = {
    "liste": ("liste.xlsx", ("liste", "--xlsx")),
    "udskriv": ("liste.txt", ("frister", "--udskriv", "--ud")),
    "overdrag": ("over.txt", ("frister", "--overdrag", "--ud")),
}
"""A line of each command that wants a certain ending."""


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Return a desk with all that letters are made of, and enough complaints for one to a department."""
    desk("kontor", "navn", "Havnsø Kommune", "--kontor", "Borgervejledningen", "--telefon", "12 34 56 78")
    for number in range(5):
        desk.new(text=f"Klage {number}", department="Jobcenter", received_at="2026-11-19T10:00")
    desk("kontor", "ambassadoerer", "--afdeling", "Jobcenter", "--navn", "Ida Bæk", "--fra", "15.11.2026")
    return desk


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_register_is_never_replaced(filled: Desk, line: tuple[str, ...]) -> None:
    """Also with ``--overskriv``, which is for what klage has written before."""
    sentence = filled.refused(*line, str(filled.path), "--overskriv", code=2)
    assert sentence.endswith(f"{to_file.ITSELF}\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [*(("kopi.db", line) for line in LINES.values()), *WITH_ENDING.values()],
    ids=[*LINES, *WITH_ENDING],
)
def test_a_copy_of_a_register_is_never_replaced(
    filled: Desk, tmp_path: Path, name: str, line: tuple[str, ...]
) -> None:
    """A backup, or the register of somebody else, whatever it is called."""
    copy = Path(shutil.copy(filled.path, tmp_path / name))
    before = copy.read_bytes()
    assert filled.refused(*line, str(copy), "--overskriv", code=2).endswith(f"{to_file.A_COPY}\n")
    assert copy.read_bytes() == before


def test_what_klage_has_written_before_is_replaced(filled: Desk, tmp_path: Path) -> None:
    """Once refused for being there, and then replaced when it is asked for."""
    file = tmp_path / "rapport.md"
    filled("rapport", "--ud", str(file))
    file.write_text("gammel", encoding="utf-8")
    filled.refused("rapport", "--ud", str(file), code=2)
    filled("rapport", "--ud", str(file), "--overskriv")
    assert file.read_text(encoding="utf-8").startswith("# Klager")
