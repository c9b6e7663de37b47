"""What scripts may rely on: the JSON of every scriptable command for one fixed register and time.

A change of a line in ``expected/`` needs an entry under CHANGES in the README: keys may be added, never
removed or renamed. To write the files anew after such a change::

    KLAGE_WRITE_CONTRACT=1 pytest tests/contract

and read the difference in git before it is committed.
"""

import json
import os
from pathlib import Path

import pytest

from tests.desk import Desk

EXPECTED = Path(__file__).parent / "expected"
MUST_WRITE = os.environ.get("KLAGE_WRITE_CONTRACT") == "1"

LINES = {
    "frister": ("frister", "--json"),
    "frister-alle": ("frister", "--alle", "--json"),
    "frister-alle-med-navne": ("frister", "--alle", "--json", "--med-navne"),
    "liste-alle": ("liste", "--alle", "--json"),
    "liste-alle-med-navne": ("liste", "--alle", "--json", "--med-navne"),
    "soeg": ("soeg", "hjælpemiddel", "--json"),
    "genvurdering": ("genvurdering", "1", "--json"),
    "vis-1": ("vis", "1", "--json"),
    "vis-1-med-navne": ("vis", "1", "--json", "--med-navne"),
    "vis-2": ("vis", "2", "--json"),
    "vis-2-med-navne": ("vis", "2", "--json", "--med-navne"),
    "historik": ("historik", "--json"),
    "historik-1": ("historik", "1", "--json"),
    "historik-1-med-navne": ("historik", "1", "--json", "--med-navne"),
    "historik-kontor": ("historik", "--kontor", "--json"),
    "rapport": ("rapport", "--spso", "--json"),
    "rapport-offentlig": ("rapport", "--offentlig", "--json"),
    "rapport-sager": ("rapport", "--sager", "departments.Hjælpemidler", "--json"),
    "rejse": ("rejse", "--json"),
    "rejse-1": ("rejse", "1", "--json"),
    "rejse-1-med-navne": ("rejse", "1", "--json", "--med-navne"),
    "laering-liste": ("laering", "liste", "--json"),
    "laering-handlinger": ("laering", "handlinger", "--alle", "--json"),
    "laering-vis-1": ("laering", "vis", "1", "--json"),
    "laering-vis-1-med-navne": ("laering", "vis", "1", "--json", "--med-navne"),
    "laering-tegn": ("laering", "tegn", "--json"),
}
LATER = {
    "laering-effekt-1": ("laering", "effekt", "1", "--json"),
    "vis-6-lignende": ("vis", "6", "--lignende", "--json"),
    "vis-6-lignende-med-navne": ("vis", "6", "--lignende", "--json", "--med-navne"),
}
"""What is asked when the action is carried out and a sixth case is like the first."""

OF_THE_MACHINE = {"tjek": ("tjek", "--json"), "gendan": ("gendan", "--json")}
"""What they say depends on the disk and the day; scripts rely on the keys, and on which checks there are."""

COMPLAINTS = (
    {
        "received_at": "2026-11-18T08:15", "contact_type": "klage", "channel": "e_mail",
        "addressee_level": "direktoer", "complaint_kind": "blandet", "department": "Hjælpemidler",
        "citizen_name": "Åse Ørum", "phone": "20123456", "contact_preference": "ring",
        "may_leave_message": False, "on_behalf_of": "paaroerende", "mandate": "afventer",
        "consent_unit_contact": True, "summary": "Min mor fik afslag på et hjælpemiddel.\nIngen vil forklare det.",
        "wanted_outcome": "En ny vurdering", "consequence": "Hun kan ikke komme ud.", "urgency": "haster",
        "recurrence": "gentagen", "journal_no": "26/04711", "ack_sent_on": "2026-11-18",
        "points": [
            {"theme": "begrundelse", "severity": 3, "process_stage": "afgoerelse"},
            {"theme": "kommunikation", "department": "Visitationen"},
        ],
    },
    {"received_at": "2026-11-19T13:00", "summary": "Svar på klage over ventetid", "department": "Ydelse"},
    {"received_at": "2026-11-20T09:00", "summary": "Barnet er alene hjemme", "child_concern": True},
    {"received_at": "2026-11-20T09:30", "summary": "Spørgsmål om regler", "contact_type": "vejledning"},
    {"received_at": "2026-11-20T09:45", "summary": "Vil helst skrive", "contact_preference": "skriv"},
)  # fmt: skip
TALK = {
    "result": "talt_med", "called_at": "2026-11-19T09:30", "conversation_result": "moede_aftalt", "accepted": True,
    "concern": "Vi bliver ikke hørt.", "summary_confirmed": True, "course_told": True,
    "agreement": "Vi mødes.", "next_step": "Indkalde til møde", "next_due": "2026-12-01", "owner": "Afdelingen",
    "guidance_given": "ja", "complaint_stance": "fastholdes", "call_again_at": "2026-11-23T10:00",
    "late_reason": "Kontoret var lukket.", "heard": "ja", "understood": "delvist", "taken_seriously": "nej",
    "minutes": 25,
}  # fmt: skip
MEDIATION = {
    "kind": "borgermaegler", "mediator": "Crecea", "informed_on": "2026-11-18", "consent": True,
    "consent_on": "2026-11-19", "self_contact": True, "goal": "En forklaring", "clarification_talks": 2,
    "municipal_party": "afdelingsleder", "meeting_at": "2026-11-20T09:00", "meeting_place": "Biblioteket",
    "participants": "afdelingsleder, sagsbehandler", "agreed_follow_up": "Lederen ringer.",
    "outcome": "aftale", "outcome_on": "2026-11-20", "complaint_continues": True,
}  # fmt: skip
CONTACT = {
    "contacted_at": "2026-11-20T09:30", "department": "Visitationen", "with_whom": "leder",
    "quick_solution": "Lederen ringer i dag.", "result": "loest", "agreed_error": "delvist", "nature": "begge",
}  # fmt: skip
JOURNEY = (
    {"occurred_on": "marts 2026", "source": "borger", "what": "Ringede uden svar.", "channel": "telefon",
     "actor": "borger", "unit": "Hjælpemidler", "stage": "ansoegning"},
    {"occurred_on": "2026-06-01", "source": "akter", "what": "Sagen er sendt videre.", "unit": "Visitationen",
     "handover": True, "new_caseworker": True, "experience": -2, "experience_words": "Ingen sagde det.",
     "cause": "kapacitet"},
)  # fmt: skip
LESSON = {
    "formulated_on": "2026-11-19", "observation": "Breve forklarer ikke afslag.", "cause": "kommunikation_sprog",
    "insight": "Skriv begrundelsen først.", "level": "afdeling", "department": "Visitationen",
    "theme": "begrundelse", "process_stage": "afgoerelse", "eye_level": "delvist", "expectations_agreed": "nej",
    "words": "Ingen vil forklare det.", "words_approved_on": "2026-11-20",
}  # fmt: skip
ACTION = {
    "what": "Ny skabelon til afslag", "kind": "brevskabelon", "ambassador": "Bo Holm", "leader": "Eva Lund",
    "due_on": "2026-12-01", "effect_goal": "Færre klager over begrundelsen",
}  # fmt: skip


@pytest.fixture
def fixed(desk: Desk) -> Desk:
    """Return a desk with five cases in which every field has been used."""
    for complaint in COMPLAINTS:
        desk("ny", "--json", "-", stdin=json.dumps(complaint))
    desk("opkald", "1", "--udfald", "besked_lagt", "--kl", "i forgårs kl. 10")
    desk("opkald", "1", "--json", "-", stdin=json.dumps(TALK))
    desk("kontor", "maeglere", "--ny", "Crecea")
    desk("maegling", "1", "--json", "-", stdin=json.dumps(MEDIATION))
    desk("rejse", "1", "--ny", "--json", "-", stdin=json.dumps(JOURNEY))
    desk("ret", "2", "--svar", "i dag", "--fejl", "delvist")
    desk(
        "luk",
        "2",
        "--metode",
        "skriftligt_svar",
        "--resultat",
        "henlagt",
        "--begrundelse",
        "-",
        stdin="Flyttet.",
    )
    desk("indsats", "2", "--json", "-", stdin=json.dumps(CONTACT))
    desk("laering", "ny", "1", "2", "--json", "-", stdin=json.dumps(LESSON))
    desk("laering", "handling", "1", "--json", "-", stdin=json.dumps(ACTION))
    desk("laering", "orienteret", "1", "2")
    return desk


def test_the_json_of_every_scriptable_command(fixed: Desk) -> None:
    """Each command's output is the file of its name, letter for letter; see above how to change one."""
    for name, line in LINES.items():
        compare(name, fixed(*line).stdout)
    fixed("laering", "status", "1", "gennemfoert")
    fixed.new(text="Afslag på et hjælpemiddel, som ingen kan forklare")
    for name, line in LATER.items():
        compare(name, fixed(*line).stdout)


def test_the_keys_of_what_depends_on_the_machine(fixed: Desk) -> None:
    """A check keeps its key and group, whatever it finds; each object has the same members."""
    fixed("backup", "--stille")
    for name, line in OF_THE_MACHINE.items():
        rows = json.loads(fixed(*line).stdout)
        kept = {
            "keys": sorted({key for row in rows for key in row}),
            "checks": sorted({f"{row['group']} {row['key']}" for row in rows if "key" in row}),
        }
        compare(name, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def compare(name: str, found: str) -> None:
    """Hold what a command printed against its file, or write the file when that is asked for."""
    path = EXPECTED / f"{name}.json"
    if MUST_WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8"), f"{name}: see the docstring of this module"


def test_no_file_is_left_over() -> None:
    """Every file belongs to a command that is still compared."""
    assert {path.stem for path in EXPECTED.glob("*.json")} == {*LINES, *LATER, *OF_THE_MACHINE}


def test_names_only_add(fixed: Desk) -> None:
    """--med-navne adds keys and changes no other."""
    for name in ("frister-alle", "liste-alle"):
        without, with_names = (json.loads(fixed(*LINES[n]).stdout) for n in (name, f"{name}-med-navne"))
        for short, long in zip(without, with_names, strict=True):
            assert all(long[key] == value for key, value in short.items())
            assert long.keys() - short.keys() >= {"citizen_name", "phone"}
