"""Registering a complaint: six questions, options with text on stdin, or JSON."""

import json
import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest

from tests.desk import Desk

SIX_ANSWERS = "\ndirektør\nJobcenter\nAnna Åse\n20 12 34 56\nSagen ligger stille.\nIngen ringer.\n\nnej\n"


# --- at a terminal ---------------------------------------------------------------------------------


def test_six_answers_make_a_case(desk: Desk) -> None:
    """Received, addressed to, department, name, phone and text; the answer says when to call, and what then."""
    answer = desk.terminal("ny", typed=SIX_ANSWERS)
    assert answer.stdout.endswith(
        "Sag 2026-0001 er registreret.\n"
        "Modtaget fredag 20. november 2026 kl. 10.00.\n"
        "Ring senest lørdag 21. november 2026 kl. 10.00 (om 1 dag).\n"
        "Fristen ligger uden for åbningstiden, så ring helst senest fredag 20. november\n"
        "  2026 kl. 15.00.\n"
        "Ring med klage ring, eller notér opkaldet med klage opkald 2026-0001.\n"
        "Skriv klage for at se dagen i dag. Få listen hver morgen med klage kontor cron.\n"
    )
    case = desk.case("1")
    assert (case["received_at"], case["addressee_level"]) == ("2026-11-20T09:00:00Z", "direktoer")
    assert (case["department"], case["citizen_name"], case["phone"]) == ("Jobcenter", "Anna Åse", "20123456")
    assert case["summary"] == "Sagen ligger stille.\nIngen ringer."
    assert case["calls"] == []


def test_enter_is_an_answer_to_all_but_the_text(desk: Desk) -> None:
    """What is not known yet is left open; the text is asked for again until there is one."""
    answer = desk.terminal("ny", typed="\n\n\n\n\n\nHjælp\n\n\n")
    assert "Skriv mindst et par ord" in answer.stderr
    case = desk.case("1")
    assert (case["summary"], case["addressee_level"]) == ("Hjælp", "ukendt")
    assert [case[key] for key in ("department", "citizen_name", "phone")] == [None, None, None]


def test_a_wrong_answer_is_explained_and_asked_again(desk: Desk) -> None:
    """A time in the future, a level that is not there and a department without letters lose nothing."""
    typed = "i morgen kl. 9\ni går kl. 9.30\nkongen\n1\n!!!\n" + "x" * 201 + "\nYdelse\n\n\nHjælp\n\n"
    answer = desk.terminal("ny", typed=typed)
    for sentence in (
        "Det ligger i fremtiden",
        "Det står ikke på listen.",
        "mindst ét bogstav",
        "højst være 200",
    ):
        assert sentence in answer.stderr
    case = desk.case("1")
    assert (case["received_at_local"], case["addressee_level"]) == ("2026-11-19T09:30:00+01:00", "raadmand")
    assert case["department"] == "Ydelse"


def test_options_are_not_asked_about_again(desk: Desk) -> None:
    """What the options say is known; only the rest is asked."""
    options = (
        "--modtaget",
        "i går kl. 9",
        "--adressat",
        "rådmand",
        "--afdeling",
        "Ydelse",
        "--kanal",
        "brev",
    )
    answer = desk.terminal("ny", *options, typed="Anna\n\nHjælp\n\n")
    assert "Hvornår kom klagen" not in answer.stdout + answer.stderr
    assert "Talte du selv" not in answer.stdout + answer.stderr
    assert desk.case("1")["citizen_name"] == "Anna"


def test_a_wrong_option_is_told_before_anything_is_asked(desk: Desk) -> None:
    """Nobody answers six questions to learn that the command line was wrong."""
    for option in (
        ("--tema", "vejleding"),
        ("--type", "xyz"),
        ("--modtaget", "12.09"),
        ("--adressat", "xyz"),
    ):
        result = desk("ny", *option, stdin=SIX_ANSWERS, terminal=True, code=2)
        assert "Afdeling" not in result.stdout
    assert desk.content() is None


def test_the_conversation_that_brought_the_complaint_is_logged(desk: Desk) -> None:
    """By phone or just now: klage asks whether the user spoke with the citizen, and logs the call."""
    desk.terminal("ny", typed=SIX_ANSWERS.removesuffix("nej\n") + "ja\nn\n")
    desk.terminal("ny", "--kanal", "telefon", "--modtaget", "i går kl. 9", typed="\n\n\n\nHjælp\n\nj\n\n")
    desk("ny", "--tekst", "-", "--talt-med", stdin="Kom til skranken.")
    for number in ("1", "2", "3"):
        case = desk.case(number)
        (call,) = case["calls"]
        assert (call["result"], call["direction"]) == ("talt_med", "ind")
        assert call["called_at"] == case["received_at"] == case["reached_at"]
    assert desk.due() == []


def test_ctrl_c_says_that_nothing_is_saved(desk: Desk) -> None:
    """The end of the input is the same as Ctrl-C: the case is not there, and the user is told."""
    result = desk.terminal("ny", typed="\ndirektør\nJobcenter\nAnna", code=130)
    assert result.stderr.endswith("\nAfbrudt. Intet er gemt.\n")
    assert desk.content() is None


def test_the_doubled_hour_is_asked_about(desk: Desk) -> None:
    """In October the hour comes twice: a terminal is asked which, a script is told how to write it."""
    later = desk.at("2026-10-26T09:00")
    later.terminal("ny", "--modtaget", "25.10.2026 kl. 2.30", typed="nej\n\n\n\n\nHjælp\n\n")
    later.terminal("ny", typed="25.10.2026 kl. 2.30\n\n\n\n\n\nHjælp igen\n\n")
    assert [later.case(n)["received_at"] for n in "12"] == ["2026-10-25T01:30:00Z", "2026-10-25T00:30:00Z"]
    said = later.refused("ny", "--modtaget", "25.10.2026 kl. 2.30", "--tekst", "-", stdin="x", code=2)
    assert "--modtaget: Kl. 02.30 kommer to gange" in said
    assert "anden" in said


def test_a_department_much_like_a_known_one_is_asked_about(desk: Desk) -> None:
    """Only at a terminal; a script's new department is created, and said aloud."""
    desk.new(department="Jobcenter")
    desk.terminal("ny", "--afdeling", "Jobcentret", typed="\n\n\n\n\nEt\n\n\n")
    desk.terminal("ny", "--afdeling", "Jobcentret", typed="\n\nnej\n\n\nTo\n\n\n")
    said = desk("ny", "--afdeling", "Jobcenteret", "--tekst", "-", stdin="Tre").stderr
    assert said == "Ny afdeling: Jobcenteret.\n"
    assert desk("ny", "--afdeling", "JOBCENTER", "--tekst", "-", stdin="Fire").stderr == ""
    departments = [desk.case(n)["department"] for n in "2345"]
    assert departments == ["Jobcenter", "Jobcentret", "Jobcenteret", "Jobcenter"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_at_a_real_terminal(desk: Desk) -> None:
    """Through a pseudo-terminal: questions, an answer of 6,000 characters, and the number at the end."""
    long_line = "Jeg har ventet længe. " * 280
    answers = ["", "2", "Jobcenter", "Anna Åse", "20123456", long_line, "", "n"]
    shown = _in_terminal(desk, ["ny"], answers)
    assert "Sag 2026-0001 er registreret." in shown
    case = desk.case("1")
    assert (case["summary"], case["citizen_name"]) == (long_line.strip(), "Anna Åse")
    assert case["addressee_level"] == "direktoer"


def _in_terminal(desk: Desk, args: list[str], answers: list[str]) -> str:
    """Run klage in a pseudo-terminal, type an answer whenever it falls silent, return all it showed."""
    environ = desk.run.environ(
        KLAGE_NOW="2026-11-20T10:00:00+01:00", PYTHONPATH=str(Path(__file__).parents[2])
    )
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        os.execve(sys.executable, [sys.executable, "-m", "klage", *args], environ)  # noqa: S606
    shown = b""
    waiting = [f"{answer}\n".encode() for answer in answers]
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if (
            waiting
            and shown.rstrip(b" ").endswith((b":", b"]", b")", b"?", b"\n", b"\x1b[?2004h"))
            and _is_silent(terminal)
        ):
            os.write(terminal, waiting.pop(0))
            shown += b"|"
        elif not _is_silent(terminal):
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # Linux says so at the end of the other side
                break
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return shown.decode()


def _is_silent(terminal: int) -> bool:
    return not select.select([terminal], [], [], 0.15)[0]


# --- options ---------------------------------------------------------------------------------------


def test_every_option(desk: Desk) -> None:
    """Each option reaches its field."""
    desk("ny", "--modtaget", "i går kl. 14.30", "--adressat", "forvaltningschef", "--afdeling", "Ydelse",
         "--type", "blandet", "--tema", "vejledning:2", "--tema", "afgørelsens indhold", "--kanal", "e_mail",
         "--henvendelse", "klage", "--journalnr", "26/01234", "--underretning", "--haster", "--tekst", "-",
         stdin="Svaret kom aldrig.\n")  # fmt: skip
    case = desk.case("1")
    wanted = {
        "received_at_local": "2026-11-19T14:30:00+01:00", "addressee_level": "forvaltningschef",
        "department": "Ydelse", "complaint_kind": "blandet", "channel": "e_mail", "contact_type": "klage",
        "journal_no": "26/01234", "child_concern": True, "urgency": "haster", "summary": "Svaret kom aldrig.",
    }  # fmt: skip
    assert {key: case[key] for key in wanted} == wanted
    assert [(point["theme"], point["severity"], point["department"]) for point in case["points"]] == [
        ("vejledning", 2, "Ydelse"),
        ("afgoerelse", None, "Ydelse"),
    ]


def test_only_the_number(desk: Desk) -> None:
    """--kun-nr writes the number alone on stdout; a child concern is still said, on stderr."""
    result = desk("ny", "--tekst", "-", "--underretning", "--kun-nr", stdin="Barnet er alene hjemme.")
    assert result.stdout == "2026-0001\n"
    assert result.stderr.startswith(
        "2026-0001: bekymring for et barn. Giv den nu videre som underretning til "
    )
    assert result.stderr.count("\n") == 1


def test_a_child_concern_is_said_before_the_deadline(desk: Desk) -> None:
    """The duty of underretning stands above the promise of a call, and is not mixed with it."""
    lines = desk("ny", "--tekst", "-", "--underretning", stdin="x").stdout.splitlines()
    assert "underretning" in lines[1]
    assert lines[3].startswith("Ring senest")


def test_a_closed_office_is_told(desk: Desk) -> None:
    """Received on Friday after closing time, the deadline lies wholly outside the opening hours."""
    later = desk.at("2026-11-20T16:00")
    assert "Kontoret holder lukket indtil fristen" in later("ny", "--tekst", "-", stdin="x").stdout
    saturday = desk.at("2026-11-21T08:00")(
        "ny", "--tekst", "-", "--modtaget", "i går kl. 10", stdin="z"
    ).stdout
    assert "Kontoret holder lukket indtil fristen" in saturday
    noon = desk.at("2026-11-18T12:00")("ny", "--tekst", "-", stdin="y").stdout
    assert "åbningstid" not in noon


def test_a_deadline_that_has_passed(desk: Desk) -> None:
    """A complaint registered late is told without blame: when the deadline was, and to call now."""
    answer = desk("ny", "--tekst", "-", "--modtaget", "i forgårs kl. 10", stdin="x").stdout
    assert answer.endswith("Fristen var torsdag 19. november 2026 kl. 10.00; ring, så snart du kan.\n")


def test_what_is_no_complaint_is_not_promised_a_call(desk: Desk) -> None:
    """Praise is registered, outside the promise."""
    answer = desk("ny", "--henvendelse", "ros_forslag", "--tekst", "-", stdin="Tak!").stdout
    assert "ikke omfattet af ordningen" in answer
    assert desk.due() == []


def test_the_same_phone_number_is_told(desk: Desk) -> None:
    """Earlier cases of the same number are named, however it was typed; never more than five."""
    for nth in range(7):
        desk.new(text=f"Klage {nth}", phone="20123456")
    answer = desk("ny", "--json", "-", stdin=json.dumps({"summary": "x", "phone": "+45 20 12 34 56"})).stdout
    assert answer.endswith(
        "Samme telefonnummer har 7 andre sager: "
        "2026-0007, 2026-0006, 2026-0005, 2026-0004 og 2026-0003 og 2 til.\n"
    )


def test_the_number_is_of_the_year_of_receipt(desk: Desk) -> None:
    """A complaint of last year gets last year's number, and 42 then means this year's."""
    number = desk.new(received_at="2025-12-31T10:00:00+01:00")
    assert number == "2025-0001"
    assert desk("vis", "1", code=3).stderr == "Der er ingen sag 2026-0001. Mente du 2025-0001?\n"


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "stdin", "said"),
    [
        ((), "tekst", "Klagens tekst mangler."),
        (("--tekst", "Anna er ked af det"), "", "hører ikke til på kommandolinjen"),
        (("--json", "fil.json"), "", "Skriv - her"),
        (("--tekst", "-"), " \n ", "Kort beskrivelse: mangler."),
        (("--tekst", "-", "--json", "-"), "{}", "Kun én ting"),
        (("--tekst", "-", "--tema", "vejleding"), "x", "Mente du Manglende eller forkert vejledning (vejledning)?"),
        (("--tekst", "-", "--tema", "vejledning:4"), "x", "Skriv 1 (lav), 2 (middel) eller 3 (høj)."),
        (("--tekst", "-", "--tema", "vejledning", "--tema", "vejledning:1"), "x", "står to gange"),
        (("--tekst", "-", "--type", "formalia"), "x", "Mente du Formalitet?"),
        (("--tekst", "-", "--adressat", "kongen"), "x", "Vælg mellem"),
        (("--tekst", "-", "--modtaget", "12.09"), "x", "--modtaget: Det kan være både en dato"),
        (("--tekst", "-", "--modtaget", "i morgen"), "x", "fremtiden"),
        (("--tekst", "-", "--modtaget", ""), "x", "Der mangler et tidspunkt"),
        (("--tekst", "-", "--afdeling", "---"), "x", "mindst ét bogstav"),
        (("--tekst", "-", "--afdeling", "x" * 201), "x", "højst være 200 tegn"),
        (("--json", "-"), "[]", "ét objekt"),
        (("--json", "-"), "", "ikke gyldig JSON"),
        (("--json", "-"), "[" * 9999, "ikke gyldig JSON"),
        (("--json", "-"), '{"summary": "x", "phone": ' + "1" * 5000 + "}", "ikke gyldig JSON"),
        (("--json", "-"), "{}", "Kort beskrivelse: mangler."),
        (("--json", "-"), '{"sumary": "x"}', "Mente du summary?"),
        (("--json", "-"), '{"Anna Hansen": 1}', "Et felt kendes ikke. Se README"),
        (("--json", "-"), '{"summary": 42}', "Kort beskrivelse: Skriv tekst her."),
        (("--json", "-"), '{"summary": "x", "citizen_name": true}', "Navn: Skriv tekst her."),
        (("--json", "-"), '{"summary": "x", "citizen_name": ["a"]}', "Navn: Skriv tekst her."),
        (("--json", "-"), '{"summary": "x", "child_concern": "måske"}', "Skriv ja eller nej."),
        (("--json", "-"), '{"summary": "x", "points": 3}', "Skriv tema:alvor"),
        (("--json", "-"), '{"summary": "x", "points": [{"severity": 2}]}', "Tema: mangler"),
        (("--json", "-"), '{"summary": "a\\ud800b"}', "ikke kan gemmes"),
        (("--json", "-"), '{"summary": "a\\u0000b"}', "ikke kan gemmes"),
        (("--json", "-"), '{"summary": "x", "outcome": "medhold"}', "Et felt kendes ikke."),
        (("--json", "-"), '{"summary": "x", "registered_at": "i går"}', "Et felt kendes ikke."),
    ],
)  # fmt: skip
def test_what_is_refused(desk: Desk, args: tuple[str, ...], stdin: str, said: str) -> None:
    """A refusal is one sentence that names the field; no register is created for it."""
    assert said in desk.refused("ny", *args, stdin=stdin, code=2)
    assert desk.content() is None


def test_a_related_case_must_be_there(desk: Desk) -> None:
    """A case can only point at one that exists."""
    desk.new()
    content = json.dumps({"summary": "x", "related_case": "99"})
    assert desk.refused("ny", "--json", "-", stdin=content, code=3) == (
        "Der er ingen sag 2026-0099. Se dem med klage liste --alle.\n"
    )
    assert desk.case(desk.new(text="y", related_case="1"))["related_case"] == "2026-0001"


def test_json_with_every_kind_of_value(desk: Desk) -> None:
    """Flags, dates, numbers, points and null come in as JSON has them; options go before JSON."""
    content = {
        "summary": "x", "received_at": "2026-11-19T08:00:00Z", "may_leave_message": False,
        "ack_sent_on": "2026-11-19", "phone": 20123456, "citizen_name": None, "on_behalf_of": "paaroerende",
        "mandate": "ja", "points": [{"theme": "vejledning", "severity": 3, "department": "Ydelse"}],
        "complaint_kind": "realitet",
    }  # fmt: skip
    desk("ny", "--json", "-", "--type", "blandet", stdin=json.dumps(content))
    case = desk.case("1")
    assert (case["phone"], case["citizen_name"], case["may_leave_message"]) == ("20123456", None, False)
    assert (case["complaint_kind"], case["ack_sent_on"]) == ("blandet", "2026-11-19")
    assert case["points"][0]["department"] == "Ydelse"


def test_a_text_of_windows(desk: Desk) -> None:
    """Text piped from an older program in Windows-1252 keeps its letters; a BOM is no text."""
    desk("ny", "--tekst", "-", stdin="Æblegrød på rød øl".encode("cp1252"))
    desk("ny", "--tekst", "-", stdin="\ufeffMed BOM".encode())
    assert [desk.case(n)["summary"] for n in "12"] == ["Æblegrød på rød øl", "Med BOM"]


def test_a_text_of_a_million_characters(desk: Desk) -> None:
    """A text may be very long, but not without end."""
    assert len(desk.case(desk.new(text="å" * 2**20))["summary"]) == 2**20
    assert "længere end en million tegn" in desk.refused(
        "ny", "--tekst", "-", stdin="a" * (2**20 + 1), code=2
    )
    assert "for lang" in desk.refused("ny", "--tekst", "-", stdin="a" * (2**22 + 1), code=2)


# --- retry -----------------------------------------------------------------------------------------


def test_a_retry_gets_the_same_number(desk: Desk) -> None:
    """An identical complaint within ten minutes is a retry after a crash; --alligevel says it is not."""
    first = desk.new(text="Den samme", citizen_name="Anna")
    soon = desk.at("2026-11-20T10:10")
    content = json.dumps({"summary": "Den samme", "citizen_name": "Anna"})
    answer = soon("ny", "--json", "-", stdin=content).stdout
    assert answer.startswith(f"Sag {first} var allerede registreret. Skriv --alligevel,")
    again = soon("ny", "--json", "-", "--kun-nr", stdin=content)
    assert (again.stdout, "allerede" in again.stderr) == (f"{first}\n", True)
    assert soon.new("--alligevel", text="Den samme", citizen_name="Anna") == "2026-0002"
    assert desk.at("2026-11-20T10:21").new(text="Den samme", citizen_name="Anna") == "2026-0003"
    assert soon.new(text="En anden", citizen_name="Anna") == "2026-0004"
