"""The questions that several commands share."""

import pytest

from klage.domain.fields import CALL, COMPLAINT, by_key
from tests.desk import Desk


def test_a_department_is_known_whatever_its_spelling(desk: Desk) -> None:
    """Case, spaces and the letters of another keyboard make no new department."""
    desk.new(department="Børn  og Unge")
    for name in ("børn og unge", " BOERN OG UNGE ", "Born og  unge", "Børn-og-Unge"):
        result = desk("ret", "1", "--afdeling", name)
        assert (result.stdout, result.stderr) == ("Sag 2026-0001 er uændret.\n", "")


def test_a_new_department_is_said_only_when_it_is_made(desk: Desk) -> None:
    """A refused complaint makes no department and speaks of none."""
    said = desk.refused("ny", "--afdeling", "Helt ny", "--tekst", "-", "--type", "xyz", stdin="x", code=2)
    assert "Helt ny" not in said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\n", "Jobcentre"), ("ja\n", "Jobcentre"), ("nej\nja\n", "Jobcenter"), ("nej\nnej\n", "Jobcentret")],
)
def test_near_departments_are_asked_about_one_by_one(desk: Desk, typed: str, kept: str) -> None:
    """The nearest first; if none is meant, the new name stands."""
    desk.new(department="Jobcenter")
    desk.new(text="To", department="Jobcentre")
    desk.terminal("ret", "1", "--afdeling", "Jobcentret", typed=typed)
    assert desk.case("1")["department"] == kept


def test_the_beginning_of_a_department_is_asked_about(desk: Desk) -> None:
    """Four letters and Enter are enough for a long name; a no makes a new one."""
    desk.new(department="Jobcenter Havnsø")
    desk.new(text="To")
    desk.terminal("ret", "2", "--afdeling", "jobc", typed="\n")
    assert desk.case("2")["department"] == "Jobcenter Havnsø"
    desk.terminal("ret", "2", "--afdeling", "Job", typed="n\n")
    assert desk.case("2")["department"] == "Job"


def test_five_wrong_answers_end_it(desk: Desk) -> None:
    """A terminal that is fed by something else does not go on for ever."""
    desk.new()
    assert "Det står ikke på listen." in desk.refused("opkald", "1", typed="xyz\n" * 9, code=130)


def test_the_case_is_named_before_anything_is_asked(desk: Desk) -> None:
    """Whose case it is, on stderr and at a terminal only; a long name is cut."""
    desk.new(citizen_name="Anna " * 40)
    shown = desk.terminal("luk", "1", typed="møde\nmedhold\n")
    assert shown.stderr.startswith("Sag 2026-0001: Anna Anna Anna")
    assert "…, ingen afdeling.\n" in shown.stderr
    assert "Anna" not in shown.stdout


def test_every_field_can_be_asked_for() -> None:
    """A field's label begins a sentence, so it is written with a capital letter."""
    for field in (*by_key(COMPLAINT).values(), *by_key(CALL).values()):
        assert field.label[0].isupper()
