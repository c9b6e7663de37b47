"""``klage vejledning``: the topics, one of them, all of them, and the man page."""

import shutil
import subprocess
from pathlib import Path

import pytest

from klage.cli import COMMANDS
from klage.errors import KlageError
from klage.intake import guide
from tests.cli import Run, assert_danish
from tests.desk import uncoloured
from tests.faults.lines import named

TOPICS = guide.topics()


def test_the_topics_in_order(run: Run) -> None:
    """On a terminal a table with a word on how to go on; off it one line for each; no register is made."""
    shown = run("vejledning", terminal=True).stdout
    assert all(topic.title in shown for topic in TOPICS)
    assert "Læs et emne med klage vejledning NR" in shown
    listed = [(topic.number, topic.title, topic.slug, topic.part) for topic in TOPICS]
    lines = run("vejledning").stdout.splitlines()
    assert lines == ["\t".join(map(str, row)) for row in listed]
    assert not (run.home / "klage.db").exists()


@pytest.mark.parametrize("words", [("barn",), ("bekymring",), ("Giv", "en", "bekymring"), ("BARN",)])
def test_one_topic(run: Run, words: tuple[str, ...]) -> None:
    """By a word or several, plain off a terminal and laid out on one."""
    assert run("vejledning", *words).stdout.startswith("Giv en bekymring for et barn videre\n\n")
    shown = uncoloured(run("vejledning", *words, terminal=True).stdout)
    assert "    $ klage ret 1 --videregivet nu" in shown
    assert "Skriv: klage ret 1 --videregivet nu" in run("vejledning", *words, "--plain", terminal=True).stdout
    assert "Skriv:" in run("vejledning", *words, terminal=True, env={"KLAGE_PLAIN": "1"}).stdout


def test_a_word_in_several_topics(run: Run) -> None:
    """They are listed, the one that says it most first."""
    shown = run("vejledning", "telefon", terminal=True).stdout
    assert "Det står der noget om i " in shown
    assert 1 < len(run("vejledning", "telefon").stdout.splitlines()) < len(TOPICS)


def test_a_word_in_none(run: Run) -> None:
    """The sentence offers the nearest, and nothing of the word can do harm."""
    assert "Mente du barn?" in run("vejledning", "barm", code=3).stderr
    assert "Mente" not in run("vejledning", "xyzzy", code=3).stderr
    assert "\x1b" not in run("vejledning", "\x1b[2J", code=3).stderr
    assert "Se emnerne med klage vejledning." in run("vejledning", "99", code=3).stderr


def test_all_of_it(run: Run) -> None:
    """``--alt`` shows every topic, ``--md`` writes them as Markdown without what only the tests run."""
    assert all(topic.title in run("vejledning", "--alt").stdout for topic in TOPICS)
    assert run("vejledning", "--md").stdout == "\n".join(topic.source for topic in TOPICS)
    assert run("vejledning", "--md", "--alt").stdout == run("vejledning", "--md").stdout
    assert run("vejledning", "barn", "--md").stdout.startswith("# Giv en bekymring")
    assert "<!--" not in run("vejledning", "--md").stdout


@pytest.mark.parametrize(
    "line",
    [
        ("barn", "--alt"),
        ("barn", "--man"),
        ("--man", "--md"),
        ("--alt", "--installer"),
        ("--man", "--installer"),
    ],
)
def test_what_does_not_go_together(run: Run, line: tuple[str, ...]) -> None:
    """One thing at a time."""
    assert_danish(run("vejledning", *line, code=2).stderr)


# --- the man page ----------------------------------------------------------------------------------


def test_the_man_page_names_every_command(run: Run) -> None:
    """Those of ``laering`` and ``kontor`` too, and every exit code of an error."""
    page = run("vejledning", "--man").stdout
    for name in [name for name in named() if name]:
        assert f"\\fBklage {name}\\fR" in page, name
    assert all(row.help.isascii() is False or row.help in page for row in COMMANDS)
    assert page.count("\n.SH SLUTKODER\n") == 1
    for error in KlageError.__subclasses__():
        assert f"\\fB{error.exit_code}\\fR" in page.partition(".SH SLUTKODER")[2]


def test_the_page_is_installed_where_man_finds_it(run: Run) -> None:
    """In the user's own folder, readable by the user, and over an older one."""
    for _ in range(2):
        said = run("vejledning", "--installer").stdout
    for folder in ("man1", "da/man1"):
        file = run.home / ".local/share/man" / folder / "klage.1"
        assert file.read_text() == run("vejledning", "--man").stdout
        assert str(file) in said
    assert "export MANPATH=" in said
    path = f"{run.home}/.local/bin:/usr/bin"
    assert "Læs den sådan: man klage" in run("vejledning", "--installer", env={"PATH": path}).stdout


def test_a_folder_that_cannot_be_made(run: Run) -> None:
    """A file where the folder should be is a sentence, not a bug."""
    (run.home / ".local").write_text("")
    assert_danish(run("vejledning", "--installer", code=8).stderr)


@pytest.mark.real
@pytest.mark.parametrize("language", ["C.UTF-8", "da_DK.UTF-8"])
def test_man_finds_it(run: Run, language: str) -> None:
    """``man klage`` shows it when the user's own programs are in the path, whatever the language."""
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    run("vejledning", "--installer")
    environ = {"HOME": str(run.home), "PATH": f"{run.home}/.local/bin:/usr/bin:/bin", "LC_ALL": language}
    done = subprocess.run(["man", "-w", "klage"], env=environ, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(run.home)
