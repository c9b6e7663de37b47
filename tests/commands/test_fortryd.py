"""``klage fortryd``: one sentence, a question, and everything as it was; ``--om`` does it again."""

import csv
import io
import json

import pytest

from tests.cli import assert_danish
from tests.desk import Desk

HOW = "gemt fredag 20. november 2026 kl. 10.00"
AGAIN = "Gør det igen med klage fortryd --om."


def groups(desk: Desk) -> list[tuple[int, str]]:
    """Return number and command of every group, the newest first."""
    return [(row["group"], row["command"]) for row in json.loads(desk("historik", "--json").stdout)]


def test_undoing_a_call(desk: Desk) -> None:
    """What is said: which command, which case, when, how much; and that the case is as due as before."""
    desk.new()
    before = desk.case("1")
    desk("opkald", "1", "--udfald", "talt_med")
    assert desk.due() == []
    done = desk("fortryd", "--ja", env={"LOGNAME": "inge"})
    assert done.stdout.splitlines() == [
        f"Fortrudt: klage opkald på sag 2026-0001, {HOW} (1 ændring).",
        "Sag 2026-0001 står nu på listen. Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag).",
        AGAIN,
    ]
    assert done.stderr == ""
    assert desk.case("1") == before
    assert [row["case_no"] for row in desk.due()] == ["2026-0001"]
    redone = desk("undo", "--om", "--ja").stdout
    assert redone == f"Gjort igen: klage opkald på sag 2026-0001, {HOW} (1 ændring).\n"
    assert desk.due() == []
    assert groups(desk) == [(4, "fortryd"), (3, "fortryd"), (2, "opkald"), (1, "ny")]


def test_undoing_a_registration(desk: Desk) -> None:
    """The case is gone and says so, its number is not used again, and doing it again brings it back."""
    desk.new(citizen_name="Anna Åse")
    said = desk("fortryd", "--ja").stdout
    assert "Sag 2026-0001 findes ikke længere; nummeret bliver ikke brugt igen.\n" in said
    assert "Der er ingen sag 2026-0001." in desk("vis", "1", code=3).stderr
    assert desk("liste").stdout == ""
    assert desk.new() == "2026-0002"
    desk("fortryd", "--ja")
    desk("fortryd", "--om", "--ja")
    assert desk("vis", "2").stdout.startswith("Sag 2026-0002, åben\n")


def test_the_same_complaint_can_be_registered_again(desk: Desk) -> None:
    """What was undone is no retry: it gets a number of its own."""
    desk.new(text="Det samme")
    assert desk.new(text="Det samme") == "2026-0001"
    desk("fortryd", "--ja")
    assert desk.new(text="Det samme") == "2026-0002"


def test_at_a_terminal_it_asks_first(desk: Desk) -> None:
    """Enter means no, and nothing is changed; yes undoes."""
    desk.new()
    desk("ret", "1", "--haster")
    before = desk.content()
    asked = desk.terminal("fortryd", typed="\n")
    assert f"Dette fortrydes: klage ret på sag 2026-0001, {HOW} (1 ændring)." in " ".join(
        asked.stderr.split()
    )
    assert "Fortryd det? [j/N]" in asked.stderr + asked.stdout
    assert asked.stdout.endswith("Intet er ændret.\n")
    assert desk.content() == before
    desk.terminal("fortryd", typed="j\n")
    assert desk.case("1")["urgency"] == "normal"
    again = desk.terminal("fortryd", "--om", typed="ja\n")
    assert "Dette gøres igen: klage ret" in again.stderr
    assert "Gør det igen? [j/N]" in again.stderr + again.stdout
    assert desk.case("1")["urgency"] == "haster"


def test_off_a_terminal_it_wants_to_be_told(desk: Desk) -> None:
    """Neither a question nor a guess; ``--proev`` only says what would happen."""
    desk.new()
    sentence = desk.refused("fortryd", code=2)
    assert "--ja" in sentence
    assert_danish(sentence)
    before = desk.content()
    shown = desk("fortryd", "--prøv").stdout
    assert shown.startswith("Dette fortrydes: klage ny på sag 2026-0001, ")
    assert shown.endswith("Det var en prøve. Intet er ændret.\n")
    assert desk.content() == before


def test_nothing_to_undo(desk: Desk) -> None:
    """Said, and no error; without a register there is one."""
    desk("fortryd", "--ja", code=3)
    desk.new()
    assert desk("fortryd", "--om", "--ja").stdout == "Der er intet at gøre igen.\n"
    desk("fortryd", "--ja")
    assert desk("fortryd").stdout == "Der er intet at fortryde.\n"


def test_doing_again_ends_where_something_else_is_written(desk: Desk) -> None:
    """Refused by rule, with nothing written."""
    desk.new()
    desk("ret", "1", "--haster")
    desk("fortryd", "--ja")
    desk("ret", "1", "--journalnr", "26/1")
    sentence = desk.refused("fortryd", "--om", "--ja", code=9)
    assert "siden du fortrød" in sentence
    assert_danish(sentence)


def test_who_it_was(desk: Desk) -> None:
    """The name the other was logged in by; nothing that it holds is obeyed."""
    desk.new()
    desk("ret", "1", "--haster", env={"LOGNAME": "bo\x1b[31m"})
    assert "kl. 10.00 af bo␛[31m (1 ændring)." in desk("fortryd", "--proev").stdout


def test_the_offices_own(desk: Desk) -> None:
    """A change that belongs to no case is undone like any other."""
    desk.new()
    desk("kontor", "navn", "Borgerkontoret")
    assert "Borgerkontoret" in desk("kontor", "navn").stdout
    said = desk("fortryd", "--ja").stdout
    assert said == f"Fortrudt: klage kontor navn, {HOW} (1 ændring).\n{AGAIN}\n"
    assert "Borgerkontoret" not in desk("kontor", "navn").stdout


def spreadsheet(count: int) -> str:
    """Return a file of so many complaints."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Modtaget", "Afdeling", "Navn", "Kort beskrivelse"])
    writer.writerows(
        [["19.11.2026 kl. 9.15", "Ydelse", f"Borger {n}", f"Ventetid {n}"] for n in range(count)]
    )
    return text.getvalue()


def test_an_import(desk: Desk) -> None:
    """Undone, the same file can be imported again, and its departments are gone; the numbers are new."""
    desk.new()
    (desk.run.home / "fil.csv").write_text(spreadsheet(7), encoding="utf-8")
    line = ("import", str(desk.run.home / "fil.csv"), "--ja")
    desk(*line)
    assert "Den samme fil" in desk(*line).stdout
    assert desk("fortryd", "--ja").stdout.startswith("Fortrudt: klage import (7 sager), ")
    assert [row["case_no"] for row in json.loads(desk("liste", "--alle", "--json").stdout)] == ["2026-0001"]
    assert "Ydelse" not in desk("kontor", "afdelinger").stdout
    assert "7 sager er importeret. Nye afdelinger: Ydelse." in desk(*line).stdout
    assert "2026-0009" in desk("liste", "--alle").stdout


def test_a_merge_and_a_closing(desk: Desk) -> None:
    """Both are lines in the balance: undone, they no longer count, and the cases are as they were."""
    desk.new(text="Den ene")
    desk.new(text="Den anden")
    before = desk.case("2")
    desk("sammenlaeg", "1", "2", "--ja")
    assert "på sag 2026-0002, " in desk("fortryd", "--ja").stdout
    assert desk.case("2") == before
    desk("luk", "2", "--metode", "moede", "--resultat", "medhold")
    desk("fortryd", "--ja")
    assert desk.case("2") == before
    report = json.loads(desk("rapport", "--fra", "1.11.2026", "--til", "30.11.2026", "--json").stdout)
    assert "closed" in json.dumps(report)


@pytest.mark.parametrize("command", ["fortryd", "historik"])
def test_the_help(desk: Desk, command: str) -> None:
    """Examples first, in Danish, without a register."""
    shown = desk(command, "--hjaelp").stdout
    assert shown.index("Eksempler:") < shown.index("Tilvalg")
    assert_danish(shown)
