"""Tests of the table of commands, the global options and the one place where errors end."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from klage import __version__, crash
from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.cli import Run, assert_danish
from tests.toys import TOYS

ROOT = Path(__file__).parent.parent
FULL = "Ikke alt kunne skrives, fordi disken er fuld eller svigter. Se efter, hvad der er gemt, før du prøver igen.\n"
PRIVATE = re.compile("Inger|Hansen|010190")


@pytest.fixture
def toys(run: Run) -> Run:
    """Run klage with the toy commands."""
    return Run(run.home, TOYS)


def outside(run: Run, **more: str) -> dict[str, str]:
    """Return the run's environment with what a new Python needs to find klage and be measured."""
    measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    return run.environ(PYTHONPATH=str(ROOT), **measured, **more)


def process(run: Run, *args: str, module: str = "tests", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m module`` in a process of its own, with the run's environment."""
    return subprocess.run(
        [sys.executable, "-m", module, *args],
        env=outside(run, **env), cwd=run.home, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


# --- the table -------------------------------------------------------------------------------------


def test_the_table_is_the_design() -> None:
    """The commands, their English names and their order are the ones that the design promises."""
    pairs = " ".join(f"{row.name}/{row.english}" for row in COMMANDS)
    assert pairs == (
        "/today ny/add frister/due ring/phone opkald/call vis/show liste/list soeg/search loefte/promise ret/edit luk/close "
        "genaabn/reopen genvurdering/reassess maegling/mediation indsats/unit-contact rejse/journey brev/letter "
        "sammenlaeg/merge skil/split laering/learning rapport/report import/import eksport/export backup/backup "
        "gendan/restore historik/history fortryd/undo tjek/check anonymiser/anonymise kontor/office vejledning/guide demo/demo"
    )


def test_no_two_commands_share_a_name() -> None:
    """Each name, English name and spelling belongs to one row."""
    names = [name for row in COMMANDS for name in {*row.names}]
    assert len(names) == len({*names})
    assert all(row.name.isascii() for row in COMMANDS)


def test_the_first_help_page_is_short(run: Run) -> None:
    """The page has at most 24 commands, is Danish, fits 80 columns and imports no command."""
    page = run("--hjaelp").stdout
    assert_danish(page)
    assert max(map(len, page.splitlines())) <= 80
    assert len([row for row in COMMANDS if row.name and not row.rare]) <= 24
    assert all(row.name in page for row in COMMANDS)
    assert not any(name.startswith("klage.commands.") for name in imported(run, "klage", "--hjaelp"))


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name or "today")
def test_help_of_every_command(run: Run, row: CommandRow) -> None:
    """Every command that is there has a Danish help page with examples, within 80 columns."""
    if find_spec(row.target.partition(":")[0]) is None:
        pytest.skip("not written yet")
    page = run(row.name or row.english, "--hjaelp").stdout
    assert_danish(page)
    assert max(map(len, page.splitlines())) <= 80
    assert "Eksempler:" in page or "KOMMANDO --hjaelp for at læse om en kommando" in page


# --- global options --------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    """--version says which version this is."""
    assert run("--version").stdout == f"klage {__version__}\n"


def test_register_reaches_the_session(toys: Run) -> None:
    """--register before the command is what the command's session works on."""
    assert toys("--register", "x.db", "today").stdout == "i dag x.db\n"


def test_klage_as_a_module(run: Run) -> None:
    """``python -m klage`` is klage."""
    done = process(run, "--version", module="klage")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"klage {__version__}{os.linesep}".encode(),
        b"",
    )


def test_files_are_private(toys: Run) -> None:
    """What a command writes is the user's alone, though the umask outside was an open one."""
    toys("sent", str(toys.home / "ud.txt"))
    assert (toys.home / "ud.txt").stat().st_mode & 0o777 == 0o600


# --- the error boundary ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        ("regel", 9, "Det siger reglen nej til.?[31m\n"),
        ("nej", 130, "Afbrudt.\n"),
        ("slut", 130, "Afbrudt.\n"),
        ("ctrl-c", 130, "Afbrudt.\n"),
        ("kode", 10, ""),
        ("roer", 141, ""),
        ("disk", 5, FULL),
    ],
)  # fmt: skip
def test_how_a_command_may_end(toys: Run, how: str, code: int, said: str) -> None:
    """Each way to end has its exit code and its sentence, and the session's context is closed."""
    result = toys("fejl", how, code=code)
    assert result.stderr == f"lukket\n{said}"
    assert not (toys.home / "state").exists()


def test_interrupted_on_a_terminal(toys: Run) -> None:
    """On a terminal the word does not stick to the question that was interrupted."""
    assert toys("fejl", "ctrl-c", code=130, terminal=True).stderr == "lukket\n\nAfbrudt.\n"


def test_the_end_of_the_input_at_a_question(toys: Run) -> None:
    """A question is answered from stdin; without an answer the run is interrupted."""
    assert toys("spoerg", stdin="Åse\n").stdout == "Navn: svar Åse\n"
    assert toys("spoerg", code=130).stderr == "Afbrudt.\n"


@pytest.mark.parametrize("how", ["fejl", "adgang", "findes ikke"])
def test_a_bug(toys: Run, how: str) -> None:
    """A bug ends with 1 and one sentence; the log says where, and neither says anything private."""
    result = toys("fejl", how, code=1)
    log = toys.home / "state" / "klage" / "fejl.log"
    assert result.stderr == (
        f"lukket\nDer er en fejl i klage selv. Hvor det skete, er noteret uden personoplysninger i {log}. "
        "Se efter, hvad der er gemt, før du prøver igen.\n"
    )
    assert_danish(result.stderr.replace(str(log), ""))
    noted = log.read_text()
    assert re.search(r"Z klage \S+ Python 3\S+ \w+\n  \w+Error\n    .*toys\.py:\d+ fail\n", noted, re.DOTALL)
    assert "  KeyError\n" in noted
    assert not PRIVATE.search(noted + result.stderr)
    assert log.stat().st_mode & 0o777 == 0o600
    assert log.parent.stat().st_mode & 0o777 == 0o700


def test_bugs_are_added_to_the_log(toys: Run) -> None:
    """The second bug does not replace the first."""
    toys("fejl", "fejl", code=1)
    toys("mangler", code=1)
    log = (toys.home / "state" / "klage" / "fejl.log").read_text()
    assert log.count(" klage ") == 2
    assert log.index("  ValueError\n") < log.index("  ModuleNotFoundError\n")


def test_a_bug_that_cannot_be_noted(toys: Run) -> None:
    """If the log cannot be written, the sentence says so."""
    nowhere = toys("fejl", "fejl", code=1, env={"HOME": None, "XDG_STATE_HOME": "state"}).stderr
    (toys.home / "state").write_text("a file")
    blocked = toys("fejl", "fejl", code=1).stderr
    assert "Det kunne ikke noteres i fejlloggen." in nowhere
    assert nowhere == blocked


@pytest.mark.parametrize(
    ("environ", "where"),
    [
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "/s/klage/fejl.log"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/klage/fejl.log"),
        ({"LOCALAPPDATA": "/l"}, "/l/klage/fejl.log"),
    ],
)
def test_where_the_log_lies(environ: dict[str, str], where: str) -> None:
    """The state folder comes before the home folder, and a relative one does not count."""
    assert crash.log_path(environ) == Path(where)


def test_developers_get_the_traceback(toys: Run) -> None:
    """KLAGE_DEBUG=1 lets a bug through."""
    with pytest.raises(ValueError, match="Inger"):
        toys("fejl", "fejl", env={"KLAGE_DEBUG": "1"})


# --- what needs a process of its own ---------------------------------------------------------------


def imported(run: Run, module: str, *args: str) -> set[str]:
    """Return the modules that one command line imports; not measured, as measuring imports too."""
    table = "klage.cli import COMMANDS" if module == "klage" else "tests.toys import TOYS"
    code = (
        f"import sys; from klage.cli import main; from {table} as table; main({list(args)}, commands=table)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print(); print(*sys.modules, sep='\\n')"],
        env=run.environ(PYTHONPATH=str(ROOT)), capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    return {*done.stdout.splitlines()}


@pytest.mark.parametrize(
    "line", [["--hjaelp"], ["alt", "--hjaelp"], ["alt", "4"], ["findes-ikke"], ["kontor"]]
)
def test_what_is_never_imported(run: Run, line: list[str]) -> None:
    """Help, a plain command and a mistake import nothing slow."""
    slow = {
        "rich",
        "sqlite_utils",
        "pydantic",
        "sqlite3",
        "dateutil",
        "zoneinfo",
        "klage.crash",
        "platformdirs",
    }
    assert not slow & imported(run, "tests", *line)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGPIPE")
def test_a_reader_that_goes_away(run: Run) -> None:
    """``klage … | head -1`` ends with 141 and says nothing."""
    pipe = subprocess.Popen(
        [sys.executable, "-m", "tests", "haeld"],
        env=outside(run), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.readline()
    pipe.stdout.close()
    assert (pipe.stderr.read(), pipe.wait(60)) == (b"", 141)
    pipe.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_under_the_output(run: Run) -> None:
    """Output that does not fit ends with 5 and one sentence, whether it was noticed early or at the end."""
    for line in (["haeld"], ["--hjaelp"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "tests", *line],
                env=outside(run), stdout=full, stderr=subprocess.PIPE, check=False, text=True,
            )  # fmt: skip
        assert done.returncode == 5
        assert done.stderr == FULL


def test_a_terminal_with_fewer_letters(run: Run) -> None:
    """A letter that the encoding lacks is spelled out, or becomes a question mark, and nothing crashes."""
    plain = process(run, "--hjaelp", PYTHONIOENCODING="latin-1")
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert "Stil et spørgsmål.".encode("latin-1") in plain.stdout
    mistake = process(run, "alt", "4", "--øł", PYTHONIOENCODING="latin-1")
    assert (mistake.returncode, mistake.stdout) == (2, b"")
    assert mistake.stderr.startswith("Tilvalget --ø? findes ikke.".encode("latin-1"))


def test_closed_streams(run: Run) -> None:
    """Klage runs with stdin, stdout and stderr closed, as a service may be started."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m tests --hjaelp <&- >&- 2>&-'],
        env=outside(run), check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="argv is always text there")
def test_bytes_in_argv(run: Run) -> None:
    """Latin-1 bytes on the command line get a sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "tests", "alt", "4", "--tekst", b"\xe6\xf8\xe5"],
        env=outside(run), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == "--tekst indeholder tegn, der ikke er UTF-8. Se klage alt --hjaelp.\n"


# --- the tests' own guard --------------------------------------------------------------------------


def test_the_users_own_register_cannot_be_reached() -> None:
    """In a test the home folder that the process knows is a place where nothing can be made."""
    with pytest.raises(NotADirectoryError):
        Path.home().mkdir(parents=True)
    with pytest.raises(NotADirectoryError):
        Path(os.environ["KLAGE_DB"]).touch()
