"""Long texts in the user's editor, from end to end: opened with ``:e``, kept until noted, offered again."""

import shlex
import sys
from pathlib import Path

import pytest

from klage.session import LYING
from tests.desk import Desk
from tests.keyboard import Keyboard, klage
from tests.store.support import ROOT

TEXT = "Borgeren har ringet fem gange.\nIngen svarer."
SAVED = "printf 'Borgeren har ringet fem gange.\\nIngen svarer.\\n' > \"$1\""


def editor(desk: Desk, program: str) -> dict[str, str]:
    """Return the environment in which a shell script is the editor; ``$1`` is the file."""
    script = desk.run.home / "editor"
    script.write_text(f"#!/bin/sh\n{program}\n")
    script.chmod(0o755)
    runtime = desk.run.home / "run"
    runtime.mkdir(exist_ok=True)
    return {"EDITOR": shlex.quote(str(script)), "XDG_RUNTIME_DIR": str(runtime), "PATH": "/usr/bin:/bin"}


def at_terminal(desk: Desk, *args: str, typed: str, env: dict[str, str], code: int = 0) -> str:
    """Run a line at a terminal with an editor, see that the editor left nothing, and return what was shown."""
    result = desk(*args, stdin=typed, env=env, code=code, terminal=True)
    assert [*(desk.run.home / "run").iterdir()] == []
    return result.stderr + result.stdout


def drafts(desk: Desk) -> str:
    """Return what bare klage says of drafts."""
    shown = " ".join(desk(terminal=True).stdout.split())
    return shown[shown.find("Du var i gang med en tekst") :] if "i gang med en tekst" in shown else ""


def klage_itself(*words: str) -> str:
    """Return a line of shell that runs klage in a process of its own."""
    return f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.quote(sys.executable)} -m klage {shlex.join(words)}"


def test_a_complaint_is_written_in_the_editor(desk: Desk) -> None:
    """What was typed before ``:e`` stands in it, and what comes out of it is the text."""
    desk.new(text="Den første")
    seen = desk.run.home / "seen"
    env = editor(desk, f'cp "$1" {seen}\n{SAVED}')
    shown = at_terminal(desk, "ny", "--kanal", "brev", typed="\n\n\n\n\nBegyndt\n:e\n", env=env)
    assert "Teksten er hentet fra editoren." in shown
    assert seen.read_text() == "Begyndt\n"
    assert desk.case("2")["summary"] == TEXT
    assert drafts(desk) == ""


def test_the_very_first_complaint(desk: Desk) -> None:
    """Before there is a register there is nowhere to keep a draft, and the editor serves all the same."""
    at_terminal(desk, "ny", "--kanal", "brev", typed="\n\n\n\n\n:e\n", env=editor(desk, SAVED))
    assert desk.case("1")["summary"] == TEXT


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("exit 1", "Editoren sluttede med en fejl, og teksten er ikke ændret. Skriv videre her"),
        ("true", "Teksten er ikke ændret i editoren. Skriv videre her, eller slut med en tom linje."),
    ],
)
def test_an_editor_that_changed_nothing(desk: Desk, program: str, said: str) -> None:
    """Says so, and the user goes on where they were."""
    desk.new()
    shown = at_terminal(
        desk, "opkald", "1", "talt", "--ord", "-", typed="Før\n:e\nog efter\n\n", env=editor(desk, program)
    )
    assert said in " ".join(shown.split())
    assert desk.case("1")["calls"][0]["concern"] == "Før\nog efter"
    assert drafts(desk) == ""


def test_no_editor_at_all(desk: Desk) -> None:
    """The text is typed at the prompt."""
    desk.new()
    env = {**editor(desk, "true"), "EDITOR": "findes-ikke"}
    shown = at_terminal(desk, "opkald", "1", "talt", "--ord", "-", typed=":e\nHans ord\n\n", env=env)
    assert "Editoren »findes-ikke« findes ikke." in shown
    assert desk.case("1")["calls"][0]["concern"] == "Hans ord"


def test_correcting_begins_with_what_stands_there(desk: Desk) -> None:
    """So that a long summary is mended and not written again."""
    desk.new(text="Ingen ringede i går")
    shown = at_terminal(
        desk, "ret", "1", typed="Kort beskrivelse\n:e\n", env=editor(desk, 'sed -i "s/i går/i dag/" "$1"')
    )
    assert "rettet" in shown
    assert desk.case("1")["summary"] == "Ingen ringede i dag"
    same = at_terminal(desk, "ret", "1", typed="Kort beskrivelse\n:e\n\n", env=editor(desk, "true"))
    assert "uændret" in same
    assert "draft" not in same


def test_a_text_that_could_not_be_noted_is_offered_again(desk: Desk) -> None:
    """The case was closed while the text was written: it lies as a draft, is offered, and goes when noted."""
    desk.new()
    close = klage_itself("luk", "1", "--metode", "moede", "--resultat", "medhold")
    env = editor(desk, f"{SAVED}\n{close} >/dev/null")
    env |= {"LOGNAME": "inge"}
    shown = at_terminal(desk, "opkald", "1", "talt", "--ord", "-", typed=":e\n", env=env, code=9)
    assert LYING in " ".join(shown.split())
    assert "Ingen svarer" not in shown
    assert "på sag 2026-0001" in drafts(desk)
    desk("genaabn", "1", "--begrundelse", "-", stdin="Lukket for tidligt.")
    shown = at_terminal(desk, "opkald", "1", "talt", "--ord", "-", typed="\nOg mere.\n\n", env=env)
    assert "Du skrev en tekst her i dag kl. 10.00, som ikke blev noteret. Vil du bruge\n" in shown
    assert desk.case("1")["calls"][0]["concern"] == f"{TEXT}\nOg mere."
    assert drafts(desk) == ""


def test_a_text_of_one_citizen_is_not_offered_at_another(desk: Desk) -> None:
    """And one that is declined is thrown away."""
    desk.new()
    desk.new(text="En anden")
    env = editor(desk, SAVED)
    at_terminal(
        desk,
        "opkald",
        "1",
        "talt",
        "--ord",
        "-",
        "--aftale",
        "-",
        typed=":e\n",
        env=env,
        code=130,
    )
    assert "på sag 2026-0001" in drafts(desk)
    other = at_terminal(desk, "opkald", "2", "talt", "--ord", "-", typed="Hendes ord\n\n", env=env)
    assert "Du skrev en tekst" not in other
    at_terminal(desk, "opkald", "1", "talt", "--ord", "-", typed="nej\nNye ord\n\n", env=env)
    assert desk.case("1")["calls"][0]["concern"] == "Nye ord"
    assert drafts(desk) == ""


def test_ctrl_c_after_the_editor_says_where_the_text_is(desk: Desk) -> None:
    """Nothing is noted; twenty minutes' writing is not lost."""
    desk.new()
    keyboard = Keyboard(klage(["opkald", "1", "talt", "--ord", "-", "--aftale", "-"], _env(desk, SAVED)))
    try:
        keyboard.wait_for("(slut med en tom linje)\r\n")
        keyboard.type(":e\r")
        keyboard.wait_for("hentet fra editoren.")
        keyboard.wait_for("Aftale (slut med en tom linje)\r\n")
        keyboard.wait_for_question()
        keyboard.type("\x03")
        assert keyboard.end() == 130
    finally:
        keyboard.close()
    assert f"Afbrudt. Intet er noteret. {LYING}" in " ".join(keyboard.seen.split())
    assert desk.case("1")["calls"] == []
    assert "på sag 2026-0001" in drafts(desk)


def test_a_terminal_that_dies_while_the_editor_is_open(desk: Desk) -> None:
    """What was saved in the editor lies as a draft, and the editor's folder is gone."""
    desk.new()
    keyboard = Keyboard(
        klage(["opkald", "1", "talt", "--ord", "-"], _env(desk, f"{SAVED}\nkill -HUP $PPID\nsleep 20"))
    )
    try:
        keyboard.wait_for("(slut med en tom linje)\r\n")
        keyboard.type(":e\r")
        assert keyboard.end() == 130
    finally:
        keyboard.close()
    assert [*(desk.run.home / "run").iterdir()] == []
    assert desk.case("1")["calls"] == []
    assert "på sag 2026-0001" in drafts(desk)


def _env(desk: Desk, program: str) -> dict[str, str]:
    return desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00", TERM="dumb", **editor(desk, program))


def test_words_to_search_for_are_no_draft(desk: Desk) -> None:
    """The editor may be used, and nothing is kept of it."""
    desk.new(text="Borgeren har ringet fem gange. Ingen svarer.")
    shown = at_terminal(desk, "liste", "--tekst", "-", typed=":e\n", env=editor(desk, SAVED))
    assert "2026-0001" in shown
    assert drafts(desk) == ""


def test_what_is_forgotten_takes_its_draft_along(desk: Desk, tmp_path: Path) -> None:
    """A text about a citizen goes with the citizen's case."""
    desk.at("2020-11-20T10:00").new(journal_no="20/1")
    old = desk.at("2020-11-20T10:00")
    at_terminal(
        old,
        "opkald",
        "1",
        "talt",
        "--ord",
        "-",
        "--aftale",
        "-",
        typed=":e\n",
        env=editor(desk, SAVED),
        code=130,
    )
    assert "på sag 2020-0001" in drafts(desk)
    old("luk", "1", "--metode", "moede", "--resultat", "medhold")
    desk("anonymiser", "2020-1", "--ja")
    assert drafts(desk) == ""
    assert b"ringet fem gange" not in (desk.content() or b"")
