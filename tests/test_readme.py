"""The README is executed: what it shows is what klage does, and what it names is there."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from klage.cli import COMMANDS
from klage.errors import KlageError
from tests import transcripts
from tests.transcripts import Shell

ROOT = Path(__file__).parent.parent
PATH = ROOT / "README.md"
README = PATH.read_text(encoding="utf-8")

PLACES = ("klage", "tests", "data", "benchmarks", "man", ".ci")
"""The folders that the README may name a file of."""


def test_the_transcripts(shell: Shell) -> None:
    """Every command of the README, run in order in one shell, prints what stands under it."""
    transcripts.check(PATH, shell)


def test_every_command_and_exit_code_is_listed() -> None:
    """The tables name every command in both languages, and every exit code of an error."""
    for row in COMMANDS:
        names = (f"`{row.name}`", f"`{row.english}`") if row.name else ()
        assert all(name in README for name in names), row
        # Two hands have written in the table at once before.
        assert not row.name or len(re.findall(rf"^\| `{row.name}` ", README, re.MULTILINE)) == 1, row
    codes = {error.exit_code for error in KlageError.__subclasses__()}
    assert all(re.search(rf"^\| {code} \|", README, re.MULTILINE) for code in codes)


@pytest.mark.parametrize("document", ["README.md", "data/README.md"])
def test_what_is_linked_to_is_there(document: str) -> None:
    """Every file and every heading that a document leads to exists."""
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    headings = {f"#{re.sub(r'[^a-z0-9 -]', '', line.lower()).replace(' ', '-')}" for line in _headings(text)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target in headings, target
        elif "://" not in target:
            assert (path.parent / target).exists(), target


def _headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def test_what_is_named_is_there() -> None:
    """Every file, folder and module of ours that stands in the README as code exists."""
    for name in re.findall(r"`([^`\n ]+)`", README):
        if name.partition("/")[0] in PLACES and "/" in name:
            assert (ROOT / name).exists(), name
    for module in re.findall(r"python -m ((?:benchmarks|tests|klage)[a-z_.]*)", README):
        assert find_spec(module.rstrip(".")), module


def test_the_pictures_are_small_and_ask_for_nothing() -> None:
    """Each that the README shows lies here, with words for who does not see it, and fetches nothing."""
    shown = re.findall(r"!\[(.+)\]\((data/pictures/[a-z]+\.(?:png|svg))\)", README)
    assert len(shown) == 2
    for words, place in shown:
        content = (ROOT / place).read_bytes()
        assert len(words) > 60
        assert len(content) < 200_000
        assert content.startswith((b"\x89PNG", b"<svg"))
        assert re.findall(rb"https?://[^\"' )]+", content) in ([], [b"http://www.w3.org/2000/svg"])


def test_ci_runs_the_same_test_command() -> None:
    """What the README tells a newcomer to run is what decides whether a change lands."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "&& .venv/bin/pytest\n" in README
    assert " .venv/bin/pytest\n" in script
