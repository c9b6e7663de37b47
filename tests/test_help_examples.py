"""Every example in every help page is run, as it stands, against a register that has what it speaks of."""

import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.cli import Result, Run
from tests.desk import NOW, Desk

ROOT = Path(__file__).parent.parent
MOMENT = {"KLAGE_NOW": f"{NOW}:00+01:00", "SHELL": "/bin/bash"}
FILES = {
    "klage.eml": "mails/gmail.eml",
    "klager.xlsx": "regneark.xlsx",
    "regneark.csv": "regneark.csv",
    "sager.jsonl": "sager.jsonl",
}
BEFORE = """
kontor navn Havnsø --kontor Borgervejledningen --telefon 12345678
kontor afdelinger --ny Jobcenter
kontor afdelinger --ny Nord
kontor lukkedage --ny 15.5.2026
kontor ordning --fra 1.4.2015
kontor maeglere --ny Crecea --telefon 12345678
kontor sletning --efter 24
genaabn 42 --begrundelse -
ret 42 --type blandet
maegling 42 --art borgermaegler
opkald 42 --udfald talt_med --samtale fastholdt_genvurdering --oplyst --aftale - --senest 1.12.2026
laering tilfoej 3 42 57
"""
STDIN = "Skrevet for en prøve\nDet, der står på standard input.\n"

UNDERSTOOD = {0, 130, 9, 3}
"""Done; asked, and nothing was answered; a rule says no to this case; this office has no such thing."""


def pages(rows: tuple[CommandRow, ...] = COMMANDS, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command that has a help page of its own."""
    for row in rows:
        module, _, attribute = row.target.partition(":")
        target = getattr(import_module(module), attribute)
        words = (*before, row.name or row.english)
        if isinstance(target, tuple):
            yield from pages(target, words)
        else:
            yield words


def examples(page: str) -> list[str]:
    """Return the lines under "Eksempler:"; one that is broken with a backslash is one line."""
    found = re.search(r"  Eksempler:\n\n((?:    .*\n)+)", re.sub(r"\\\n\s*", "", page))
    return [line.strip() for line in found[1].splitlines()] if found else []


def as_typed(desk: Desk, line: str) -> Result:
    """Run one example: with what it reads on stdin, or else at a terminal where nothing is answered."""
    command, *_ = re.split(r" [<>] ", line.rpartition("| ")[2])
    args = shlex.split(command)[1:]
    reads = "-" in args or line != command
    return desk.run._run(args, STDIN if reads else "", desk.run.environ(**MOMENT), terminal=not reads)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a register with a year of cases, and with what else the examples name."""
    home = tmp_path_factory.mktemp("examples")
    desk = Desk(Run(home))
    desk("demo")
    (home / "klage-demo.html").unlink()
    (home / "klage-demo.db").rename(home / "klage.db")
    for line in filter(None, BEFORE.splitlines()):
        desk(*line.split(), stdin=STDIN)
    for name, source in FILES.items():
        shutil.copy(ROOT / "data" / source, home / name)
    shutil.copytree(ROOT / "data" / "mails", home / "mails")
    for name in ("klage.txt", "aftale.txt"):
        (home / name).write_text(STDIN, encoding="utf-8")
    return home


@pytest.mark.parametrize("words", [*pages()], ids=" ".join)
def test_every_help_page_begins_with_two_examples_that_run(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Two at least, before any other text, and none of them is a line that klage cannot understand."""
    page = Run(tmp_path)(*words, "--hjaelp").stdout
    found = examples(page)
    assert len(found) >= 2
    assert page.index("Eksempler:") < 200
    for number, line in enumerate(found):
        home = shutil.copytree(prepared, tmp_path / str(number))
        monkeypatch.chdir(home)
        if " --ud " in line or " --xlsx " in line or line.startswith("klage eksport"):
            (home / line.split()[2]).unlink(missing_ok=True)
            (home / "aftale.txt").unlink()
        result = as_typed(Desk(Run(home)), line)
        assert result.code in UNDERSTOOD, (line, result)
