"""The due list: its formats, its order, and what cron gets."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from klage.store import marks
from klage.store.register import create_register, open_register
from tests.commands.test_promise import set_up
from tests.desk import Desk, uncoloured

FIVE = (
    {"text": "A", "received_at": "2026-11-19T08:00", "department": "Ydelse", "citizen_name": "Ane Over"},
    {"text": "B", "received_at": "2026-11-20T09:30", "phone": "20123456", "citizen_name": "Bo Snart"},
    {"text": "C", "received_at": "2026-11-18T10:00", "contact_preference": "tolk", "may_leave_message": False},
    {"text": "D", "received_at": "2026-11-20T09:59", "child_concern": True, "complaint_kind": "realitet"},
    {"text": "E", "received_at": "2026-11-20T09:00", "contact_preference": "skriv"},
)  # fmt: skip
WARNING = (
    "2026-0004: bekymring for et barn. Giv den nu videre som underretning til den enhed i kommunen, der modtager "
    "underretninger; den skal være vurderet senest i morgen kl. 09.59 (om 23 t 59 min), barnets lov §§ 136-137. "
    "Notér det med klage ret 2026-0004 --videregivet nu."
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with five complaints; the tests take copies of it."""
    from tests.cli import Run

    home = tmp_path_factory.mktemp("filled")
    desk = Desk(Run(home))
    for fields in FIVE:
        desk.new(**fields)
    desk("opkald", "3", "--udfald", "ring_igen", "--ring-igen", "23.11.2026 kl. 13")
    desk("opkald", "1", "--udfald", "besked", "--kl", "i går kl. 12")
    return desk.path


@pytest.fixture
def five(desk: Desk, filled: Path) -> Desk:
    """Return a desk with the five complaints."""
    shutil.copy(filled, desk.path)
    return desk


def numbers(desk: Desk, *options: str) -> list[str]:
    """Return the last digit of the numbers on the list, in order."""
    return [entry["case_no"][-1] for entry in desk.due(*options)]


# --- what is on it ---------------------------------------------------------------------------------


def test_the_order(five: Desk) -> None:
    """A child concern on top, then the soonest deadline; what is over its deadline is there too."""
    assert numbers(five) == ["4", "1", "5", "2"]


def test_how_far_ahead(five: Desk) -> None:
    """--timer N is due <= now + N: nothing for 0 hours but what is over or due at this very moment."""
    assert numbers(five, "--timer", "0") == ["1"]
    assert numbers(five.at("2026-11-21T09:30"), "--timer", "0") == ["1", "5", "2"]
    assert numbers(five, "--timer", "23") == ["1", "5"]
    assert numbers(five, "--timer", "76") == ["4", "1", "5", "2", "3"]
    for wrong in ("-1", "8761", "1,5", "x"):
        said = five.refused("frister", "--timer", wrong, code=2)
        assert said == "--timer skal være et helt tal, fra 0 til 8760. Se klage frister --hjaelp.\n"


def test_everything(five: Desk) -> None:
    """--alle takes in the underretning, all other dates and cases outside the scheme, however far ahead."""
    five("opkald", "2", "--udfald", "talt_med", "--senest", "1.12.2026")
    five.new(text="F", contact_type="vejledning")
    assert numbers(five, "--alle") == ["4", "4", "4", "1", "5", "3", "2"]
    of_the_child = [entry["reason"] for entry in five.due("--alle")][:3]
    assert of_the_child == ["tilbagekald", "underretning", "genvurdering"]
    assert five.due("--alle")[-1]["reason"] == "naeste_skridt"
    assert "2" not in numbers(five)


def test_every_key(five: Desk) -> None:
    """The keys that the design promises, null when empty, every instant twice; no name without asking."""
    entry = five.due()[1]
    assert entry == {
        "case_no": "2026-0001", "due_at": "2026-11-20T07:00:00Z", "due_at_local": "2026-11-20T08:00:00+01:00",
        "reason": "tilbagekald", "attempts": 1, "first_attempt_at": "2026-11-19T11:00:00Z",
        "first_attempt_at_local": "2026-11-19T12:00:00+01:00", "department": "Ydelse",
        "complaint_kind": "uafklaret", "child_concern": False, "contact_preference": None,
        "may_leave_message": None, "call_by": "2026-11-19T14:00:00Z",
        "call_by_local": "2026-11-19T15:00:00+01:00", "received_at": "2026-11-19T07:00:00Z",
        "received_at_local": "2026-11-19T08:00:00+01:00", "action_no": None,
    }  # fmt: skip
    with_names = five.due("--med-navne")
    assert (with_names[1]["citizen_name"], with_names[3]["phone"]) == ("Ane Over", "20123456")


# --- formats ---------------------------------------------------------------------------------------


def test_plain_lines(five: Desk) -> None:
    """Off a terminal: tab-separated, the child concern said on stderr, no names unless asked for."""
    result = five("frister")
    assert result.stderr == f"{WARNING}\n"
    assert result.stdout.splitlines() == [
        "2026-0004\ti morgen 09:59\tom 23 t\tTilbagekald\t0\t\tRealitet",
        "2026-0001\ti dag 08:00\t2 t over\tTilbagekald\t1\tYdelse\tUafklaret",
        "2026-0005\ti morgen 09:00\tom 23 t\tTilbagekald\t0\t\tUafklaret",
        "2026-0002\ti morgen 09:30\tom 23 t\tTilbagekald\t0\t\tUafklaret",
    ]
    assert "Ane Over" in five("frister", "--med-navne").stdout


def test_a_table(five: Desk) -> None:
    """At a terminal: the warning on top, the table, and what one must know before dialling below it."""
    lines = uncoloured(five.terminal("frister", "--timer", "99", width=400).stdout).splitlines()
    assert lines[0] == WARNING
    assert " ".join(lines[1].split()) == "Sag Frist Hvor længe Hvad Forsøg Afdeling Type Navn Telefon"
    assert lines[3].startswith("2026-0004")
    assert lines[8:] == [
        "",
        "2026-0004: underretning, ring senest i dag kl. 15.00, mens I har åbent.",
        "2026-0005: vil helst have svar på skrift, ring senest i dag kl. 15.00, mens I har åbent.",
        "2026-0002: ring senest i dag kl. 15.00, mens I har åbent.",
        "2026-0003: aftalt opkald, ring med tolk, læg ikke besked.",
    ]


def test_csv(five: Desk) -> None:
    """For Excel: a BOM, semicolons and Danish headings."""
    rows = five("frister", "--csv").stdout.split("\r\n")
    assert rows[0].startswith("\ufeffSag;Frist;Hvad;Forsøg;Første forsøg;Afdeling;Type;Underretning;")
    assert rows[1].startswith("2026-0004;21.11.2026 09.59;Tilbagekald;0;;;Realitet;ja;")


@pytest.mark.parametrize("options", [("--plain",), ()])
def test_plain_at_a_terminal(five: Desk, options: tuple[str, ...]) -> None:
    """--plain and KLAGE_PLAIN=1 give a screen reader lines, with the warning and the remarks."""
    env = {} if options else {"KLAGE_PLAIN": "1"}
    result = five("frister", *options, terminal=True, env=env)
    assert result.stdout.removeprefix("Sag ").startswith("2026-0004: bekymring for et barn.")
    assert "4 borgere skal ringes op.\n" in result.stdout
    assert (
        "Sag 2026-0002. Navn: Bo Snart. Telefon: 20 12 34 56. Frist: i morgen kl. 09.30. "
        "Hvor længe: om 23 timer. Hvad: Tilbagekald. Forsøg: 0. Type: Uafklaret.\n" in result.stdout
    )
    assert "─" not in result.stdout


@pytest.mark.parametrize(
    "options",
    [("--json", "--csv"), ("--cron", "--med-navne"), ("--cron", "--json"), ("--forklar", "--json"),
     ("--forklar", "--cron"), ("--cron", "--plain")],
)  # fmt: skip
def test_options_that_do_not_go_together(five: Desk, options: tuple[str, ...]) -> None:
    """None of two options is passed over in silence."""
    assert five.refused("frister", *options, code=2)


def test_an_empty_list(desk: Desk) -> None:
    """Nothing due is no error: a sentence at a terminal, no lines in a pipe, [] in JSON."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    assert desk.terminal("frister", "--timer", "1").stdout == "Ingen opkald inden for 1 time.\n"
    assert desk("frister").stdout == ""
    assert desk("frister", "--json").stdout == "[]\n"
    assert desk("frister", "--forklar").stdout == "Der er ingen frister at forklare.\n"


# --- exit codes ------------------------------------------------------------------------------------


def test_a_code_for_scripts(five: Desk) -> None:
    """--kode ends with 10 when something is due, with 0 when nothing is; --stille is then silent."""
    assert five("frister", "--kode", "--json", code=10).stdout.startswith("[\n")
    five.run(*("frister", "--kode", "--timer", "0"), env={"KLAGE_NOW": "2026-11-18T09:00:00Z"})
    for number in "1245":
        five("opkald", number, "--udfald", "talt_med")
    quiet = five("frister", "--kode", "--stille")
    assert (quiet.stdout, quiet.stderr) == ("", f"{WARNING}\n")


def test_quiet(desk: Desk) -> None:
    """--stille prints nothing at all when nothing is due."""
    desk("opkald", desk.new(), "--udfald", "talt_med")
    for options in ((), ("--json",), ("--cron",), ("--forklar",)):
        result = desk("frister", "--stille", *options)
        assert (result.stdout, result.stderr) == ("", "")


def test_without_a_register(desk: Desk) -> None:
    """There is no list to make: 3, and the sentence says how to begin."""
    assert "Begynd med klage ny" in desk.refused("frister", code=3)
    assert desk.content() is None


def test_a_wrong_clock(desk: Desk) -> None:
    """KLAGE_NOW without an offset is refused."""
    desk.new()
    assert "KLAGE_NOW skal være" in desk.run("frister", env={"KLAGE_NOW": "2026-11-20T10:00"}, code=2).stderr


# --- cron ------------------------------------------------------------------------------------------


def test_cron(five: Desk) -> None:
    """Numbers, deadlines, attempts, departments and kinds; the head of the history comes last."""
    lines = five("frister", "--cron", "--timer", "99").stdout.splitlines()
    assert lines[:2] == [WARNING, "Fredag 20. november 2026 kl. 10.00: 5 frister inden for 99 timer."]
    assert (
        lines[3] == "2026-0001\ti dag kl. 08.00\t2 t over fristen\ttilbagekald\t1 forsøg\tYdelse\tuafklaret"
    )
    assert lines[-1].startswith("Historik: 8 hændelser, ")
    assert len(lines) == 8


def test_cron_notes_that_it_ran(five: Desk) -> None:
    """The run is noted, also a silent one; nothing else of the register changes."""
    before = _dump(five.path)
    five("frister", "--cron", "--stille", "--timer", "0")
    register = open_register(five.path)
    assert str(marks.last(register, "cron")) == "2026-11-20 09:00:00+00:00"
    register.close()
    assert [line for line in _dump(five.path) if '"mark"' not in line] == before
    five.at("2026-11-21T07:00")("frister", "--cron")
    assert len(_dump(five.path)) == len(before) + 1


def _dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if "sqlite_sequence" not in line]
    connection.close()
    return lines


def test_cron_lists_although_it_cannot_note(five: Desk) -> None:
    """If the note fails, the list still stands, with 0, and stderr says so."""
    connection = sqlite3.connect(five.path)
    connection.execute("drop table mark")
    connection.close()
    result = five("frister", "--cron")
    assert result.stderr == "Listen er hel, men klage kunne ikke notere, at den er kørt.\n"
    assert "2026-0001\t" in result.stdout


def test_a_list_writes_nothing(five: Desk) -> None:
    """No list but cron's changes a byte of the register."""
    before = five.content()
    for options in ((), ("--alle",), ("--json",), ("--csv",), ("--forklar",), ("--stille", "--kode")):
        five("frister", *options, code=10 if "--kode" in options else 0)
    assert five.content() == before


def test_the_underretning_is_no_part_of_the_promise(desk: Desk) -> None:
    """A child concern whose citizen has been spoken with is still said, and is not a deadline."""
    desk("opkald", desk.new("--underretning"), "--udfald", "talt_med")
    result = desk("frister", "--kode", "--json")
    assert (json.loads(result.stdout), "2026-0001: bekymring for et barn" in result.stderr) == ([], True)
    assert "2026-0001: bekymring" in desk("frister", "--cron", "--stille").stdout
    desk("ret", "1", "--ikke-underretning")
    assert desk("frister", "--cron", "--stille").stdout == ""


def test_a_concern_that_is_passed_on_flags_nothing_any_more(desk: Desk) -> None:
    """No list warns, no case stands on top for it, and cron is silent; that it was one is still known."""
    desk.new("--underretning", text="Barnet", received_at="2026-11-20T09:30")
    desk.new(text="Først", received_at="2026-11-20T09:00")
    assert numbers(desk) == ["1", "2"]
    answer = desk("ret", "1", "--videregivet", "kl. 9.45").stdout.splitlines()
    assert answer[0].endswith("underretning videregivet fredag 20. november 2026 kl. 09.45.")
    assert "kvittering inden 6 hverdage" in answer[1]
    for line in (("frister", "--alle"), (), ("liste",), ("soeg", "Barnet"), ("vis", "1")):
        shown = desk(*line)
        assert "bekymring for et barn" not in shown.stdout + shown.stderr
    assert "underretning" not in desk("frister", "--cron", "--alle").stdout.casefold()
    assert numbers(desk) == ["2", "1"]
    assert [entry["child_concern"] for entry in desk.due()] == [False, True]
    assert desk.case("1")["concern_passed_on_at"] == "2026-11-20T08:45:00Z"


def test_who_receives_it_is_named_on_every_list(desk: Desk) -> None:
    """The office says it once; what stands in the setting is harmless to a terminal."""
    desk.new("--underretning")
    desk("kontor", "navn", "--underretninger", "Familiehuset \x1b[31m, tlf. 10 20 30 40")
    for line in (("frister", "--cron"), ("vis", "1")):
        shown = desk(*line).stdout
        assert "som underretning til Familiehuset" in shown
        assert "\x1b" not in shown
    assert "til Familiehuset" in desk("liste").stderr


# --- explained -------------------------------------------------------------------------------------


def test_explained(five: Desk) -> None:
    """--forklar leads from receipt to deadline, attempts and when to call within opening hours."""
    told = five("frister", "--forklar", "--timer", "99").stdout.split("\n\n")
    assert told[2].splitlines() == [
        "2026-0001: tilbagekald",
        "  Modtaget torsdag 19. november 2026 kl. 08.00, modtager ukendt.",
        "  Ordningen lover et opkald inden for 24 timer i træk: fredag 20. november 2026 kl. 08.00.",
        "  Der er ringet 1 gang, første gang torsdag 19. november 2026 kl. 12.00.",
        "  Fristen ligger uden for åbningstiden; ring senest torsdag 19. november 2026 kl. 15.00.",
    ]
    assert told[4].splitlines()[3] == "  Der er ikke ringet endnu."
    assert told[5].splitlines()[3] == (
        "  Det er aftalt med borgeren at tale sammen mandag 23. november 2026 kl. 13.00."
    )


def test_explained_with_closed_days(desk: Desk) -> None:
    """Where only working days count, the days that were skipped are named."""
    create_register(desk.path)
    set_up(desk.path, {"hours": "24", "counting": "hverdage", "covered_levels": ""})
    easter = desk.at("2026-04-01T16:00")
    easter.new("--adressat", "direktoer", department="Ydelse")
    told = easter("frister", "--forklar", "--alle").stdout
    assert "stilet til direktør." in told
    assert "24 timer på hverdage: tirsdag 7. april 2026 kl. 16.00." in told
    assert "Disse dage tæller ikke med: torsdag 2. april 2026 (skærtorsdag), fredag 3. april" in told
