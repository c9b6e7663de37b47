"""The first day: from a machine without a register to the first complaint, and every way out of it."""

import os
import stat
import sys

import pytest

from klage.commands import first_day
from klage.store.backup import backups
from tests.cli import assert_danish
from tests.desk import Desk
from tests.faults.notes import Typist

BEGUN = "\n" * 6
"""Yes to beginning, and Enter at the five questions."""
COMPLAINT = "\n\nJobcenter\nAnna Åse\n20123456\nIngen ringer tilbage.\n\nn\n"
"""What ``ny`` asks, and that the user did not speak with the citizen."""


def office(desk: Desk) -> str:
    """Return what the office has set."""
    return desk("kontor").stdout


def test_the_first_question_about_a_complaint_is_seven_keystrokes_away(desk: Desk) -> None:
    """Enter at everything: one to begin, five to skip, one for the first complaint; then ny asks."""
    shown = desk.terminal(typed="\n" * 6, code=130)
    assert "Hvornår kom klagen?" not in shown.stdout + shown.stderr
    (desk.path).unlink()
    shown = desk.terminal(typed="\n" * 7, code=130)
    assert "Hvornår kom klagen?" in shown.stdout + shown.stderr


def test_five_questions_and_no_more(desk: Desk) -> None:
    """They are numbered, and stand in the order in which an office can answer them."""
    asked = desk.terminal(typed=BEGUN, code=130).stdout
    found = [asked.index(f"{n} af 5. ") for n in range(1, 6)]
    assert found == sorted(found)
    assert asked.count(" af 5. ") == 5


def test_the_whole_first_day(desk: Desk) -> None:
    """Greeted in three lines, asked, told where the register lies, and through the first complaint."""
    answers = "Havnsø Kommune\nBorgervejledningen\n12 34 56 78\nman-tor 9-15.30, fre 9-14\nFamiliehuset, 10 20 30 40\n"
    shown = desk.terminal(typed=f"j\n{answers}\n{COMPLAINT}", width=160)
    lines = shown.stdout.splitlines()
    assert lines[:3] == list(first_day.GREETING)
    assert lines[3].startswith("Skal vi begynde? [J/n]")
    assert max(map(len, first_day.GREETING)) <= 80
    said = " ".join(shown.stdout.split())
    assert f"Registret ligger i {desk.path}, og kun du kan læse det." in said
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    assert "Sag 2026-0001 er registreret." in said
    assert lines[-2:] == [
        "Ring med klage ring, eller notér opkaldet med klage opkald 2026-0001.",
        "Skriv klage for at se dagen i dag. Få listen hver morgen med klage kontor cron.",
    ]
    for kept in (*answers.splitlines()[:3], "Familiehuset", "kl. 09.00–15.30 og fredag kl. 09.00–14.00"):
        assert kept in office(desk)
    assert desk.case("1")["citizen_name"] == "Anna Åse"
    assert_danish(said)


def test_the_answers_are_one_change_that_can_be_undone(desk: Desk) -> None:
    """They are in the history as one command."""
    desk.terminal(typed="\nHavnsø Kommune\nBorgervejledningen\n\n\n\nstop\n")
    assert desk("historik").stdout.count("klage kontor") == 1
    desk("fortryd", "--ja")
    assert "Havnsø" not in office(desk)


def test_a_week_with_a_closed_day(desk: Desk) -> None:
    """A day that is not named is closed; a week that cannot be read is asked for again."""
    shown = desk.terminal(typed="\n\n\n\naltid\nman-tor 10-14\n\nstop\n")
    assert "Det kan ikke læses. Skriv åbningstiden som" in shown.stderr
    assert "Åbent mandag til torsdag kl. 10.00–14.00. Lukket fredag." in office(desk)


def test_skipping_everything_leaves_the_defaults(desk: Desk) -> None:
    """Enter is no answer: nothing is set, and the register is there."""
    shown = desk.terminal(typed=f"{BEGUN}stop\n").stdout
    assert shown.endswith("Registrér den første klage med klage ny, eller hent dem med klage import.\n")
    assert "Ikke sat." in office(desk)
    assert "15.00. (Standard.)" in office(desk)
    assert "Der er ingen klager i registret endnu." in desk.terminal().stdout


@pytest.mark.parametrize("typed", ["", "j\n", "\nHavnsø Kommune\n", "\n\n\n\n\n"])
def test_broken_off_among_the_questions(desk: Desk, typed: str) -> None:
    """No register is left, and it is said: the greeting has promised it."""
    shown = desk.terminal(typed=typed, code=130)
    assert shown.stderr.endswith("Afbrudt. Intet er gemt.\n")
    assert "Stopper du med Ctrl-C undervejs, er intet gemt." in shown.stdout
    assert not desk.path.exists()


def test_broken_off_at_the_first_complaint(desk: Desk) -> None:
    """The office is kept, and it is said that nothing else is."""
    shown = desk.terminal(typed=f"{BEGUN}\n\n", code=130)
    assert shown.stderr.endswith(
        "Afbrudt. Registret er oprettet, og dine svar er gemt. Intet andet er gemt.\n"
    )
    assert desk("liste", "--alle").stdout == desk("liste", "--alle", "--plain").stdout
    assert "2026-0001" not in desk("liste", "--alle").stdout


def test_no_thanks(desk: Desk) -> None:
    """Nothing is made, and the way back is said."""
    shown = desk.terminal(typed="n\n").stdout
    assert shown.endswith(f"{first_day.LATER}\n")
    assert not desk.path.exists()


def test_the_demo_first(desk: Desk) -> None:
    """It fills a register of its own; the one that was just made stays empty."""
    assert "Dagens liste" in desk.terminal(typed=f"{BEGUN}demo\n").stdout
    assert "Der er ingen klager i registret endnu." in desk.terminal().stdout


def test_only_the_first_complaint_is_followed_by_advice(desk: Desk) -> None:
    """The second is not, nor the first of another year, nor one off a terminal; a case that is settled gets other advice."""
    assert "klage kontor cron" in desk.terminal("ny", typed=COMPLAINT).stdout
    assert "klage kontor cron" not in desk.terminal("ny", typed="\n\n\n\n\nNoget andet.\n\nn\n").stdout
    assert "klage kontor cron" not in desk.at("2027-01-04T10:00").terminal("ny", typed=COMPLAINT).stdout


def test_a_first_complaint_that_waits_for_no_call(desk: Desk) -> None:
    """When the user spoke with the citizen, there is nobody to ring to."""
    shown = desk.terminal("ny", typed=f"{COMPLAINT[:-2]}j\n\n").stdout
    assert "Se sagen med klage vis 2026-0001, og ret den med klage ret 2026-0001.\n" in shown


def test_off_a_terminal(desk: Desk) -> None:
    """A script that finds no register is told with 3, and nothing is asked or made."""
    assert "Der er intet register her endnu." in desk.refused(code=3)
    assert not desk.path.exists()


# --- a register that is gone -----------------------------------------------------------------------


@pytest.fixture
def lost(desk: Desk) -> Desk:
    """Give a desk whose register is gone while a backup of it is there."""
    desk.new(citizen_name="Inger Hansen")
    desk("backup")
    desk.path.unlink()
    return desk


def test_the_backup_of_a_lost_register_comes_first(lost: Desk) -> None:
    """Klage offers it before it greets, and brings it back."""
    shown = lost.terminal(typed="\n1\nj\n")
    said = " ".join(shown.stdout.split())
    assert said.startswith(
        "Registret mangler, men der ligger 1 sikkerhedskopi af det, den nyeste fra fredag 20."
    )
    assert "Registret er gendannet." in said
    assert lost.case("1")["citizen_name"] == "Inger Hansen"


@pytest.mark.parametrize(("typed", "said"), [("3\n", "Intet er ændret."), ("1\n\n", "Intet er gendannet.")])
def test_an_empty_register_over_lost_cases_must_be_asked_for(lost: Desk, typed: str, said: str) -> None:
    """Every other way out makes nothing."""
    assert lost.terminal(typed=typed).stdout.endswith(f"{said}\n")
    assert not lost.path.exists()


def test_a_new_register_over_lost_cases(lost: Desk) -> None:
    """Who asks for it begins afresh, and the backups stay."""
    shown = lost.terminal(typed=f"2\n{BEGUN}stop\n")
    assert "Begynd forfra, også med sagsnumrene" in shown.stderr
    assert lost.path.exists()
    assert len(backups.kept(lost.path)) == 1


@pytest.mark.parametrize("line", [("ny", "--tekst", "-"), ("kontor", "navn", "Havnsø"), ("frister",), ()])
def test_no_command_makes_a_register_over_lost_cases(lost: Desk, line: tuple[str, ...]) -> None:
    """A new one would give the same case numbers to other citizens; a script is told how to get it back."""
    said = lost.refused(*line, stdin="Noget andet.", code=3)
    assert said.startswith("Registret mangler, men der ligger 1 sikkerhedskopi")
    assert said.endswith("Hent den med klage gendan.\n")


def test_the_history_calls_the_answers_what_the_user_calls_them(desk: Desk) -> None:
    """Not by the keys that they are stored under."""
    desk.terminal(typed="\nHavnsø Kommune\n\n\n\n\nstop\n")
    told = desk("historik", "--kontor", "--med-navne").stdout
    assert "Kommune" in told.replace("Havnsø Kommune", "")
    assert "municipality" not in told


def test_a_telephone_has_a_number(desk: Desk) -> None:
    """Words alone would stand in every letter; words beside the number are the office's own affair."""
    said = desk.terminal(typed="\n\n\ntelefonen\nhverdage 9-12: 12 34 56 78\n\n\n", code=130)
    assert "Skriv nummeret, fx 87 65 43 21, eller tryk Enter." in said.stderr
    assert "hverdage 9-12: 12 34 56 78" in office(desk)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_what_is_pasted_is_one_answer(desk: Desk) -> None:
    """The questions are edited with readline behind the pager too: three lines are one name, and mistakes go."""
    typist = Typist(desk.path, TERM="xterm", LINES="24", PATH=os.environ["PATH"])
    typist.wait_for("[J/n] ")
    typist.type("")
    typist.wait_for("1 af 5.")
    typist.type("Havnsø Kommuneæ\x7f")
    typist.wait_for("2 af 5.")
    typist.type("\x1b[200~Borgervejlederen\rRådhuset\x1b[201~")
    for question in ("3 af 5.", "4 af 5.", "5 af 5."):
        typist.wait_for(question)
        typist.type("")
    typist.wait_for("Nummer eller ord")
    typist.type("stop")
    assert typist.end() == 0
    said = office(desk)
    assert "Havnsø Kommune\n" in said
    assert "Borgervejlederen Rådhuset\n" in said
