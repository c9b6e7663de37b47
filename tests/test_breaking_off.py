"""Ctrl-C at every command that asks: it stops, says that nothing is saved, and nothing is.

At a real terminal, at the first question and at a later one. A module that asks and has no line here
makes the last test fail.
"""

import ast
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.desk import Desk
from tests.faults.lines import fill
from tests.keyboard import Keyboard, klage
from tests.test_architecture import ROOT

CTRL_C = "\x03"
ENTER = "\r"


class Asking(NamedTuple):
    """A line that asks, the answer that leads to a later question, and the modules that do the asking."""

    line: str
    answer: str | None
    modules: str


LINES = (
    Asking("ny", ENTER, "ny"),
    Asking("ny --mail {folder}/klage.eml", ENTER, "ny_mail"),
    # What is typed once one got through is kept on purpose: tests/commands/ring/test_ring.py breaks that off.
    Asking("ring 2", None, "ring/ring ring/shown ring/talk"),
    Asking("opkald 1", ENTER, "opkald ask_about"),
    Asking("opkald 1 --ret 1", f"9{ENTER}", "opkald_changes"),
    Asking("ring 1", ENTER, "ring/ring ring/talk ring/shown"),
    Asking("loefte 1 --nyt - --senest 1.12.2026", None, "loefte"),
    Asking("ret 1", f"1{ENTER}", "ret"),
    Asking("luk 1", f"1{ENTER}", "luk"),
    Asking("genaabn 3", None, "luk"),
    Asking("sammenlaeg 1 2", None, "sammenlaeg"),
    Asking("maegling 2 --maal -", None, "maegling"),
    Asking("indsats 1 --med leder --resultat loest --loesning -", None, "indsats"),
    Asking("rejse 2 --ny", ENTER, "journey/changes journey/ask_about_event"),
    Asking("brev 1 --skabelon videresendelse", None, "brev"),
    Asking("laering ny 1", f"Noget{ENTER}{ENTER}", "learning/lessons"),
    Asking("laering handling 1", f"Noget{ENTER}{ENTER}", "learning/lesson_actions"),
    Asking("laering status 1 afvist", None, "learning/lesson_status"),
    Asking("laering ord 1 --tekst -", None, "learning/laering_ord learning/sharing"),
    Asking("laering eksempel 2", f"Noget{ENTER}", "learning/examples"),
    Asking("laering anbefaling", f"Noget{ENTER}{ENTER}", "learning/recommendations"),
    Asking("laering svar 1", None, "learning/recommendations"),
    Asking("soeg", None, "soeg"),
    Asking("liste --tekst -", None, "liste options"),
    Asking("import {folder}/to.csv", None, "importer"),
    Asking("import {folder}/ukendt.csv", ENTER, "import_table"),
    Asking("eksport {folder}/indsigt.md --person", f"1{ENTER}", "eksport_person"),
    Asking("gendan {folder}/kopi.db", None, "gendan"),
    Asking("fortryd", None, "fortryd"),
    Asking("anonymiser 3", None, "anonymiser"),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a register with something of everything, once."""
    from tests.cli import Run

    home = tmp_path_factory.mktemp("filled")
    fill(Desk(Run(home)))
    return home / "klage.db"


@pytest.fixture
def office(desk: Desk, filled: Path) -> Desk:
    """Return a desk with that register and some files to read."""
    home = desk.run.home
    desk.path.write_bytes(filled.read_bytes())
    (home / "kopi.db").write_bytes(filled.read_bytes())
    (home / "to.csv").write_text("received_at;summary\n2026-11-02;To\n2026-11-03;Tre\n")
    (home / "ukendt.csv").write_text("Modtaget;Hvad;Noget\n2026-11-02;To;x\n2026-11-03;Tre;y\n")
    (home / "klage.eml").write_text(
        "From: A <a@example.dk>\nDate: Thu, 19 Nov 2026 09:00:00 +0100\n\nKlage.\n"
    )
    return desk


def everything(folder: Path) -> dict[str, object]:
    """Return what lies in a folder; of a register every row, as opening it may change a byte."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".db":
            connection = sqlite3.connect(path)
            found[path.name] = [*connection.iterdump()]
            connection.close()
        elif path.is_file():
            found[path.name] = path.read_bytes()
    return found


def broken_off(desk: Desk, line: str, answer: str) -> str:
    """Run a line, answer until the question that is meant, press Ctrl-C, and return the screen."""
    args = line.format(folder=desk.run.home).split()
    env = desk.run.environ(KLAGE_NOW="2026-11-20T10:00:00+01:00", TERM="dumb")
    keyboard = Keyboard(klage(args, env))
    try:
        at = keyboard.wait_for_question()
        if answer:
            keyboard.type(answer)
            keyboard.wait_for_question(after=at + len(answer))
        keyboard.type(CTRL_C)
        assert keyboard.end() == 130, keyboard.seen
    finally:
        keyboard.close()
    return keyboard.seen


def cases() -> Iterator[tuple[str, str]]:
    """Yield each line at its first question, and at a later one where it has one."""
    for each in LINES:
        yield each.line, ""
        if each.answer:
            yield each.line, each.answer


@pytest.mark.parametrize(("line", "answer"), [*cases()])
def test_ctrl_c_leaves_everything_as_it_was(office: Desk, line: str, answer: str) -> None:
    """Exit code 130, one sentence, and not a row or a file that is different."""
    before = everything(office.run.home)
    seen = broken_off(office, line, answer)
    assert seen.rstrip().endswith("Afbrudt. Intet er gemt."), seen
    assert "Traceback" not in seen
    assert everything(office.run.home) == before


def asks(path: Path) -> bool:
    """Tell whether a module asks the user something."""
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return bool(
        calls & {"ask", "confirm", "choose", "choose_several", "text_block", "required_choice", "piped_text"}
    )


ELSEWHERE = {"asking", "first_day", "office/cron", "office/templates", "journey/rejse"}
"""What asks on others' behalf, or is broken off in a test of its own."""


def test_every_module_that_asks_is_broken_off() -> None:
    """None is forgotten."""
    folder = ROOT / "klage" / "commands"
    asking = {
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.py") if asks(path)
    }
    named = {name for each in LINES for name in each.modules.split()}
    assert asking - named - ELSEWHERE == set()
    assert all((folder / f"{name}.py").exists() for name in named | ELSEWHERE)
