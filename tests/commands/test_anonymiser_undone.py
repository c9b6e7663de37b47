"""``klage anonymiser`` and registrations that were undone: the history is all that knows them, and forgets them."""

import json
from pathlib import Path

import pytest

from tests.commands.anonymiser_runs import NAME, rehearsed, with_old_case
from tests.desk import Desk
from tests.store import needles


@pytest.fixture
def old(desk: Desk) -> Desk:
    """Return a desk with a case from six years ago; see ``with_old_case``."""
    return with_old_case(desk)


def undone_case(desk: Desk) -> str:
    """Register a complaint, undo that, and return its number."""
    number = desk.new(text="Min ven Kurt venter.", citizen_name=NAME, phone="20999999")
    desk("fortryd", "--ja")
    return number


def test_what_was_undone_waits_while_it_can_be_done_again(old: Desk) -> None:
    """Thirty days, or until something else is written; then it goes with the others, and is named as undone."""
    number = undone_case(old)
    assert rehearsed(old) == {"2020-0001": "anonymiseres", number: "kan_goeres_igen"}
    assert "Bliver: fortrudt for nylig" in old("anonymiser", "--proev").stdout
    later = old.at("2026-12-20T10:00")
    assert rehearsed(later)[number] == "anonymiseres_fortrudt"
    old("fortryd", "--om", "--ja")
    assert number not in rehearsed(old)
    old("fortryd", "--ja")
    old.new(text="En anden klage.")
    assert rehearsed(old)[number] == "anonymiseres_fortrudt"
    assert rehearsed(old, "--aar", "2026")[number] == "anonymiseres_fortrudt"
    (row,) = json.loads(old("anonymiser", "--proev", number, "--json").stdout)
    assert (row["closed_at"], row["undone_at"]) == (None, "2026-11-20T09:00:00Z")


def test_what_was_undone_is_forgotten(old: Desk) -> None:
    """By the rule, with the others: no byte of any file holds the name or a word, and the register is in order."""
    number = undone_case(old)
    words = [NAME, "20999999", "Kurt", "Kørestolen"]
    old("backup")
    assert needles.found(old.path, words) == words
    old.new(text="En anden klage.")
    said = old.terminal("anonymiser", typed="2\n")
    assert "Heraf er 1 fortrudt og kan bagefter ikke gøres igen" in " ".join(said.stderr.split())
    assert f"2 sager er anonymiseret: 2020-0001 og {number}." in said.stdout
    assert needles.found(old.path, words) == []
    old.run.home.chmod(0o700)
    assert old("tjek").stdout.startswith("Registret er i orden.")
    assert "Kurt" not in old("historik", number, "--med-navne").stdout
    assert "er allerede slettet" in old.refused("anonymiser", number, "--ja", code=9)


def test_one_that_was_undone_can_be_named_at_once(old: Desk) -> None:
    """It is the user's own decision; it is said that it cannot be done again afterwards."""
    number = undone_case(old)
    said = old.terminal("anonymiser", number, typed="1\n")
    assert "Registreringen er fortrudt og kan bagefter ikke gøres igen" in " ".join(said.stderr.split())
    assert f"1 sag er anonymiseret: {number}." in said.stdout
    assert needles.found(old.path, ["20999999", "Kurt"]) == []
    old.refused("fortryd", "--om", "--ja", code=9)


def test_what_was_undone_needs_no_rule(old: Desk) -> None:
    """It serves nothing, so there is no period to set; the other cases stay as long as there is none."""
    old("kontor", "sletning", "--fjern")
    number = undone_case(old)
    assert "Ingen lov nævner" in old.refused("anonymiser", "--ja", code=9)
    old.new(text="En anden klage.")
    assert rehearsed(old) == {number: "anonymiseres_fortrudt"}
    old("anonymiser", "--ja")
    assert old.case("2020-1")["citizen_name"] == NAME


def test_an_undone_import_is_forgotten(old: Desk, tmp_path: Path) -> None:
    """Every row of it; and an older file with its numbers is refused with the line, so that nothing comes back."""
    file = tmp_path / "klager.csv"
    file.write_text(
        "Sagsnr.;Modtaget;Navn;Beskrivelse\n2025-0007;1.2.2025;Kurt;Ventetid\n2025-0008;1.2.2025;Ib;Tone\n"
    )
    old("import", str(file), "--ja")
    old("fortryd", "--ja")
    later = old.at("2027-01-20T10:00")
    assert "Historikken gemmer stadig" in " ".join(later("tjek").stdout.split())
    assert rehearsed(later, "--aar", "2025") == dict.fromkeys(
        ["2025-0007", "2025-0008"], "anonymiseres_fortrudt"
    )
    later("anonymiser", "--aar", "2025", "--ja")
    assert needles.found(old.path, ["Kurt"]) == []
    refused = later("import", str(file), "--ja", code=2).stderr
    assert refused.count("Sagen med det nummer er fortrudt og derefter anonymiseret.") == 2
    assert "Historikken gemmer" not in later("tjek").stdout


def test_many_are_to_be_looked_at_first(old: Desk, tmp_path: Path) -> None:
    """More than ten are not named in the question; a few are, and then there is nothing more to look up."""
    first = "Se først, hvilke det er, med --proev."
    assert first not in old.terminal("anonymiser", typed="\n").stderr
    file = tmp_path / "mange.csv"
    rows = "".join(f"1.2.2020;Klage nummer {number}\n" for number in range(10))
    file.write_text(f"Modtaget;Beskrivelse\n{rows}")
    old("import", str(file), "--ja")
    old("fortryd", "--ja")
    old.new(text="En anden klage.")
    said = old.terminal("anonymiser", typed="\n").stderr
    assert said.startswith("11 sager bliver anonymiseret.")
    assert f"{first}\nHeraf er 10 fortrudt" in said
