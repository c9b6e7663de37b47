"""The principle of the daily commands: what is added later adds no question, no column and no import.

``ny``, ``frister``, ``opkald`` and ``rapport`` come first, always (design.md "Who it is for"). Whoever
must change a number here has changed what the borgervejleder does every day.
"""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer

from klage.commands import frister
from klage.session import Session
from tests.desk import Desk, uncoloured

ROOT = Path(__file__).parent.parent

QUESTIONS = (
    "Hvornår kom klagen?", "Hvem er klagen stilet til?", "Afdeling:", "Borgerens navn:", "Telefon:",
    "Hvad handler klagen om?",
)  # fmt: skip

# What every command needs; the lists below are what each one adds.
ALWAYS = """
    klage klage.cli klage.clock klage.commands klage.commands.options klage.danish_cli klage.danish_usage
    klage.domain klage.errors klage.output klage.output.safe klage.output.sentence klage.session klage.store
    klage.store.failures klage.store.file klage.store.register
"""
THE_LIST = """
    klage.commands.frister klage.domain.calendar klage.domain.calendar.calendar klage.domain.case_number klage.domain.child_concern
    klage.domain.danish klage.domain.due klage.domain.folding klage.domain.phone klage.domain.promise
    klage.domain.vocabulary klage.output.formats klage.output.listing klage.output.show klage.store.due
    klage.store.office klage.store.seal
"""
A_CASE = """
    klage.commands.asking klage.domain.calendar klage.domain.calendar.calendar klage.domain.call klage.domain.case klage.domain.case_number
    klage.domain.complaint klage.domain.cpr klage.domain.danish klage.domain.calendar.date_words klage.domain.calendar.dates
    klage.domain.fields klage.domain.folding klage.domain.matching klage.domain.phone klage.domain.promise
    klage.domain.reading klage.domain.step klage.domain.vocabulary klage.store.cases klage.store.history
    klage.store.office klage.store.rows klage.store.seal klage.store.search klage.store.steps klage.store.writing
"""
PATHS = {
    "frister": THE_LIST,
    "ny": f"klage.commands.ny {A_CASE}",
    "opkald": f"klage.commands.ask_about klage.commands.luk klage.commands.opkald {A_CASE}",
}
LINES = {
    "frister": ("frister",),
    "ny": ("ny", "--tekst", "-", "--afdeling", "Ydelse"),
    "opkald": ("opkald", "1", "--udfald", "besked"),
    "rapport": ("rapport",),
}
SLOW = {"pydantic", "sqlite_utils", "rich", "dateutil.parser", "dateutil.tz"}


def imported(desk: Desk, *line: str) -> set[str]:
    """Return the modules that one line imports in a process of its own, off a terminal."""
    code = f"import sys; from klage.cli import main; main({list(line)}); print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=desk.run.environ(PYTHONPATH=str(ROOT), KLAGE_NOW="2026-11-20T10:00:00+01:00"),
        input="Noget andet.", capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    return {*done.stdout.split()}


# --- questions -------------------------------------------------------------------------------------


def test_ny_asks_six_questions(desk: Desk) -> None:
    """Six for any complaint, each answered with Enter but the text; a seventh only for one made just now."""
    shown = desk.terminal("ny", "--kanal", "brev", typed="\n\n\n\n\nHjælp\n\n")
    asked = shown.stdout + shown.stderr
    for question in QUESTIONS:
        assert asked.count(question) == 1, question
    assert _questions(shown.stdout) + _questions(shown.stderr) == 6
    just_now = desk.terminal("ny", typed="\n\n\n\n\nHjælp mig\n\n\n")
    assert _questions(just_now.stdout) + _questions(just_now.stderr) == 7
    assert "Talte du selv med borgeren? [j/N]" in just_now.stdout


def _questions(text: str) -> int:
    """Count what waits for an answer: a prompt of one line, or the start of a text."""
    prompts = re.findall(
        r"(?:Hvornår[^?]*\?|Nummer eller ord|Afdeling|navn|Telefon|borgeren\?) ?(?:\[[^\]]*\])?:? ", text
    )
    return len(prompts) + text.count("(slut med en tom linje)")


def test_opkald_without_a_conversation_asks_one_question(desk: Desk) -> None:
    """Nobody answered: the result is all there is to say."""
    desk.new()
    shown = desk.terminal("opkald", "1", typed="ikke truffet\n")
    assert shown.stdout.count(": Opkald noteret") == 1


# --- columns ---------------------------------------------------------------------------------------


def test_the_columns_of_the_lists(desk: Desk) -> None:
    """At 200 columns the default lists show these, and at 80 the due list still shows whom to call."""
    desk.new(citizen_name="Anna Åse", phone="20123456", department="Jobcenter")
    heading = {
        width: [uncoloured(desk.terminal(command, width=width).stdout).splitlines()[0].split("  ") for command in
                ("frister", "liste")]
        for width in (80, 200)
    }  # fmt: skip
    names = {
        width: [[cell.strip() for cell in row if cell.strip()] for row in heading[width]] for width in heading
    }
    assert names[200] == [
        ["Sag", "Frist", "Hvor længe", "Hvad", "Forsøg", "Afdeling", "Type", "Navn", "Telefon"],
        ["Sag", "Modtaget", "Status", "Afdeling", "Type", "Navn", "Klage"],
    ]
    assert {"Sag", "Frist", "Hvor længe", "Navn", "Telefon"} <= {*names[80][0]}
    assert {"Sag", "Modtaget", "Navn", "Klage"} <= {*names[80][1]}


# --- imports ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["frister", "frister --cron", "vis 1", "vis 1 --json", "liste", "liste --alle --json", "soeg svar", ""],
)
def test_what_only_reads_loads_nothing_that_writes(desk: Desk, line: str) -> None:
    """Neither the writer nor what hashes for it: hashlib alone, which loads OpenSSL, is a thirtieth of a start."""
    desk.new(complaint_kind="realitet")
    assert not {"hashlib", "tempfile", "klage.store.writing"} & imported(desk, *line.split())


@pytest.mark.parametrize("command", LINES)
def test_what_a_daily_command_imports(desk: Desk, command: str) -> None:
    """Exactly these modules of klage, and nothing slow."""
    desk.new()
    found = imported(desk, *LINES[command])
    assert not SLOW & found
    if command in PATHS:
        ours = {name for name in found if name.split(".")[0] == "klage"}
        assert ours == {*ALWAYS.split(), *PATHS[command].split()}


# --- queries ---------------------------------------------------------------------------------------


def statements(desk: Desk, *, everything: bool) -> int:
    """Return how many SQL statements one due list runs."""
    session = Session(desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00"))
    seen: list[str] = []
    session.register.connection.set_trace_callback(seen.append)
    frister.frister(cast("typer.Context", SimpleNamespace(obj=session)), everything=everything)
    session.close()
    return len(seen)


@pytest.mark.parametrize("everything", [False, True])
def test_the_number_of_queries_does_not_grow(desk: Desk, everything: bool) -> None:
    """Two cases or twelve, with calls or without: the due list asks the register as often."""
    desk.new()
    desk("opkald", desk.new(text="To", department="Ydelse"), "--udfald", "besked")
    few = statements(desk, everything=everything)
    for nth in range(10):
        desk("opkald", desk.new(text=f"Klage {nth}", department=f"Afdeling {nth}"), "--udfald", "besked")
    assert statements(desk, everything=everything) == few <= 8
