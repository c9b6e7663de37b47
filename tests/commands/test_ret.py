"""Correcting a case: every option, a field at a time, and what follows for the deadline."""

import json
import sqlite3
from contextlib import closing

import pytest

from klage import clock
from klage.domain import fields
from klage.domain.promise import Policy
from klage.store import office, writing
from klage.store.register import open_register
from tests.desk import Desk

NOW = clock.from_text("2026-11-20T09:00:00Z")


def chosen(key: str) -> str:
    """Return the number that a field has in the list of fields."""
    keys = [field.key for field in fields.TYPED_COMPLAINT]
    return str([*keys, "themes"].index(key) + 1)


# --- options ---------------------------------------------------------------------------------------


def test_every_option(desk: Desk) -> None:
    """Each option reaches its field, and what was understood is said back."""
    desk.new("--tema", "vejledning", received_at="2026-11-18T10:00", department="Ydelse")
    answer = desk(
        "ret", "1", "--modtaget", "i forgårs kl. 8", "--adressat", "direktør", "--afdeling", "Jobcenter",
        "--type", "blandet", "--tema", "begrundelse:3", "--tema", "koordinering", "--kanal", "brev",
        "--henvendelse", "klage", "--journalnr", "26/1", "--underretning", "--haster", "--kontakt", "tolk",
        "--kvittering", "i går", "--svar", "i dag", "--fejl", "delvist",
    )  # fmt: skip
    assert answer.stdout == (
        "Sag 2026-0001 er rettet: modtaget onsdag 18. november 2026 kl. 08.00, kanal Brev, adressat Direktør, "
        "klagetype Blandet, afdeling Jobcenter, kontaktønske Ring med tolk, hast Haster, underretning ja, "
        "journalnr. 26/1, kvittering sendt torsdag 19. november 2026, fejl erkendt af afdelingen Delvist, "
        "svar sendt fredag 20. november 2026 og temaer.\n"
        "Fristen er nu torsdag 19. november 2026 kl. 08.00 (1 dag 2 t over fristen).\n"
        "Afgørelsen skal genvurderes senest onsdag 16. december 2026.\n"
    )
    assert answer.stderr == "Ny afdeling: Jobcenter.\n"
    case = desk.case("1")
    wanted = {
        "received_at_local": "2026-11-18T08:00:00+01:00", "addressee_level": "direktoer", "channel": "brev",
        "department": "Jobcenter", "complaint_kind": "blandet", "journal_no": "26/1", "child_concern": True,
        "urgency": "haster", "contact_preference": "tolk", "ack_sent_on": "2026-11-19",
        "answered_on": "2026-11-20", "unit_agreed_error": "delvist",
    }  # fmt: skip
    assert {key: case[key] for key in wanted} == wanted
    assert [(point["theme"], point["severity"]) for point in case["points"]] == [
        ("begrundelse", 3), ("koordinering", None),
    ]  # fmt: skip


def test_flags_can_be_taken_back(desk: Desk) -> None:
    """--ikke-underretning and --haster-ikke."""
    desk.new("--underretning", "--haster")
    desk("ret", "1", "--ikke-underretning", "--haster-ikke")
    case = desk.case("1")
    assert (case["child_concern"], case["urgency"]) == (False, "normal")


def test_personal_values_are_not_repeated(desk: Desk) -> None:
    """JSON corrects name, phone and text; the answer says that they are corrected, not to what."""
    desk.new(citizen_name="Anna")
    content = {"citizen_name": "Bente Nål", "phone": "+45 20 12 34 56", "summary": "Ny\ntekst"}
    answer = desk("ret", "1", "--json", "-", stdin=json.dumps(content))
    assert answer.stdout == "Sag 2026-0001 er rettet: navn, telefon og kort beskrivelse.\n"
    case = desk.case("1")
    assert (case["citizen_name"], case["phone"], case["summary"]) == ("Bente Nål", "20123456", "Ny\ntekst")
    assert "2026-0001" in desk("soeg", "-", stdin="Bente").stdout
    assert desk("soeg", "-", stdin="Anna").stdout == ""


def test_nothing_changed(desk: Desk) -> None:
    """A correction to what stands there already changes not a byte."""
    desk.new("--type", "realitet")
    before = desk.content()
    assert desk("ret", "1", "--type", "realitet").stdout == "Sag 2026-0001 er uændret.\n"
    assert desk.content() == before


# --- the deadline ----------------------------------------------------------------------------------


def test_the_old_deadline_stays_in_the_history(desk: Desk) -> None:
    """A corrected receipt moves the deadline; what it was can be read in the history."""
    desk.new(received_at="2026-11-20T09:00")
    desk("ret", "1", "--modtaget", "i går kl. 9")
    (entry,) = desk.due()
    assert entry["due_at_local"] == "2026-11-20T09:00:00+01:00"
    with closing(sqlite3.connect(desk.path)) as connection:
        (content,) = connection.execute(
            "select content from event_content order by event_id desc limit 1"
        ).fetchone()
    promised = next(change for change in json.loads(content) if "call_due_at" in change[3])
    assert (promised[2]["call_due_at"], promised[3]["call_due_at"]) == (
        "2026-11-21T08:00:00Z", "2026-11-20T08:00:00Z",
    )  # fmt: skip


def test_the_addressee_may_move_a_case_into_the_scheme(desk: Desk) -> None:
    """Phase 1 covers the top only: a corrected addressee covers the case, another takes it out again."""
    desk.new()
    register = open_register(desk.path, writing=True)
    with writing.write(register, command="kontor", actor="", now=NOW) as writer:
        office.set_policy(writer, Policy(levels=frozenset({"raadmand"})))
    register.close()
    out = desk("ret", "1", "--adressat", "medarbejder").stdout
    assert "Sagen er nu ikke omfattet af ordningen.\n" in out
    assert desk.due() == []
    assert "Sagen er nu omfattet af ordningen.\n" in desk("ret", "1", "--adressat", "raadmand").stdout
    assert [entry["case_no"] for entry in desk.due()] == ["2026-0001"]


def test_a_call_before_the_new_receipt_is_said(desk: Desk) -> None:
    """The correction is not refused, as it may be the call that is wrong; but it is said."""
    desk.new(received_at="2026-11-20T08:00")
    desk("opkald", "1", "--udfald", "besked", "--kl", "8.30")
    assert "ligger nu før modtagelsen" in desk("ret", "1", "--modtaget", "kl. 9").stdout


# --- at a terminal ---------------------------------------------------------------------------------


def test_a_field_at_a_time(desk: Desk) -> None:
    """A line, a code, a text, a date and the themes, each shown as it stands."""
    desk.new(citizen_name="Anna", department="Ydelse")
    answer = desk.terminal("ret", "1", typed=f"{chosen('citizen_name')}\nBente Nål\n")
    assert answer.stderr.startswith("Sag 2026-0001: Anna, Ydelse.\n")
    assert "Enter beholder det, der står; - tømmer feltet." in answer.stderr
    assert "Navn, nu Anna: " in answer.stdout
    desk.terminal("ret", "1", typed="klagetype\nrealitet\n")
    shown = desk.terminal("ret", "1", typed="kort\nNy tekst\npå to linjer\n\n").stderr
    assert "Nu står der:\nSagen ligger stille.\nEnter beholder" in shown
    desk.terminal("ret", "1", typed="svar sendt\n31.2.2026\ni går\n")
    desk.terminal("ret", "1", typed="temaer\nvejleding\nvejledning:2, begrundelse\n")
    desk.terminal("ret", "1", typed="modtaget\ni går kl. 9\n")
    case = desk.case("1")
    assert (case["citizen_name"], case["complaint_kind"]) == ("Bente Nål", "realitet")
    assert (case["summary"], case["answered_on"]) == ("Ny tekst\npå to linjer", "2026-11-19")
    assert [point["theme"] for point in case["points"]] == ["vejledning", "begrundelse"]
    assert case["received_at_local"] == "2026-11-19T09:00:00+01:00"


@pytest.mark.parametrize("field", ["citizen_name", "department", "summary", "phone", "themes", "answered_on", "channel"])  # fmt: skip
def test_enter_keeps_what_stands_there(desk: Desk, field: str) -> None:
    """Enter is never taken for an empty value: nothing is lost by looking."""
    desk.new(
        "--tema", "vejledning", citizen_name="Anna", department="Ydelse", phone="20123456", channel="brev"
    )
    before = desk.content()
    answer = desk.terminal("ret", "1", typed=f"{chosen(field)}\n\n")
    assert answer.stdout.endswith("Sag 2026-0001 er uændret.\n")
    assert desk.content() == before
    assert desk.terminal("ret", "1", typed="\n").stdout.endswith("er uændret.\n")


@pytest.mark.parametrize("field", ["citizen_name", "department", "phone", "themes"])
def test_a_dash_empties_a_field(desk: Desk, field: str) -> None:
    """What is wrong and has no right value is emptied on purpose, with a dash."""
    desk.new("--tema", "vejledning", citizen_name="Anna", department="Ydelse", phone="20123456")
    desk.terminal("ret", "1", typed=f"{chosen(field)}\n-\n")
    case = desk.case("1")
    assert case["points" if field == "themes" else field] in (None, [])


def test_the_text_cannot_be_emptied(desk: Desk) -> None:
    """A complaint without a text is none."""
    desk.new()
    assert "Kort beskrivelse: kan ikke være tom." in desk.refused("ret", "1", typed="kort\n-\n\n", code=2)


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "stdin", "code", "said"),
    [
        ((), "", 2, "Skriv, hvad der skal rettes"),
        (("--type", "xyz"), "", 2, "Klagetype: Værdien kendes ikke."),
        (("--tema", "vejleding"), "", 2, "Mente du Manglende eller forkert vejledning (vejledning)?"),
        (("--modtaget", "i morgen"), "", 2, "--modtaget: Det ligger i fremtiden"),
        (("--svar", "i morgen"), "", 2, "Svar sendt: Det ligger i fremtiden"),
        (("--fejl", "måske"), "", 2, "Fejl erkendt af afdelingen: Værdien kendes ikke."),
        (("--json", "-"), '{"summary": null}', 2, "Kort beskrivelse: kan ikke være tom."),
        (("--json", "-"), '{"outcome": "medhold"}', 2, "Et felt kendes ikke."),
        (("--json", "-"), '{"citizen_nam": "x"}', 2, "Mente du citizen_name?"),
        (("--json", "-"), '{"related_case": "77"}', 3, "Der er ingen sag 2026-0077."),
        (("--json", "-"), '{"themes": "vejledning|vejledning"}', 2, "står to gange"),
        (("--json", "-"), "{", 2, "ikke gyldig JSON"),
    ],
)
def test_what_is_refused(desk: Desk, args: tuple[str, ...], stdin: str, code: int, said: str) -> None:
    """A refusal has its exit code and its sentence, and leaves the register as it was."""
    desk.new()
    assert said in desk.refused("ret", "1", *args, stdin=stdin, code=code)


def test_passed_on_as_underretning(desk: Desk) -> None:
    """What is passed on as one is one; at a time between receipt and now, in October the hour that is meant."""
    desk.new(received_at="2026-10-24T20:00")
    for when, said in (
        ("i morgen", "fremtiden"),
        ("24.10.2026 kl. 19", "mellem modtagelsen og nu"),
        ("25.10.2026 kl. 2.30", "--videregivet: "),
    ):
        assert said in desk.refused("ret", "1", "--videregivet", when, code=2)
    asked = desk.terminal("ret", "1", "--videregivet", "25.10.2026 kl. 2.30", typed="n\n")
    assert "Er det den første gang?" in asked.stdout + asked.stderr
    case = desk.case("1")
    assert (case["child_concern"], case["concern_passed_on_at"]) == (True, "2026-10-25T01:30:00Z")
    again = desk("ret", "1", "--videregivet", "nu").stdout
    assert "kvittering" not in again
    desk("ret", "1", "--ikke-underretning")
    assert desk.case("1")["child_concern"] is False


def test_a_retired_theme_is_kept_but_not_given(desk: Desk) -> None:
    """A case keeps what it has; no other gets it."""
    desk.new(points=[{"theme": "aktindsigt"}])
    desk.new(text="En anden klage.")
    desk("kontor", "temaer", "--nedlaeg", "aktindsigt")
    assert "Temaet er nedlagt." in desk.refused("ret", "2", "--tema", "aktindsigt", code=9)
    desk("ret", "1", "--tema", "aktindsigt:3", "--tema", "vejledning")
    assert [point["theme"] for point in desk.case("1")["points"]] == ["aktindsigt", "vejledning"]
