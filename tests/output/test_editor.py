"""The user's own editor: which it is, a folder nobody else may look into, and nothing left behind."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from klage.errors import DiskError, InvalidValueError, NotFoundError
from klage.output import editor
from klage.output.editor import TELLS_VIM, HungUpError, edit, editor_of


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """Return the folder that the system keeps for the user."""
    folder = tmp_path / "run"
    folder.mkdir()
    return folder


def environ(runtime: Path, program: str = "", **more: str) -> dict[str, str]:
    """Return an environment whose editor is a shell script; ``$1`` is the file."""
    script = runtime.parent / "min editor"
    script.write_text(f"#!/bin/sh\n{program}\n")
    script.chmod(0o755)
    return {"PATH": "/usr/bin:/bin", "EDITOR": f"'{script}'", "XDG_RUNTIME_DIR": str(runtime), **more}


def lost(_text: str) -> None:
    """Fail: no terminal has gone away."""
    pytest.fail("nothing was lost")


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ('printf "Ny tekst\\nto linjer\\n" > "$1"', "Ny tekst\nto linjer"),
        ('printf "og mere\\n" >> "$1"', "Før\nog mere"),
        ("true", "Før"),
        (': > "$1"', ""),
        ("printf '\\346bler\\r\\n' > \"$1\"", "æbler"),
        ("printf '\\357\\273\\277x\\n\\n\\n' > \"$1\"", "x"),
    ],
)
def test_the_text_as_it_was_left(runtime: Path, program: str, text: str) -> None:
    """Without the line ends that editors put last; what an older editor writes is read too."""
    assert edit("Før", environ(runtime, program), lost) == text
    assert [*runtime.iterdir()] == []


def test_nobody_else_may_look(runtime: Path) -> None:
    """The folder is the user's alone, and what the editor leaves in it goes with it."""
    program = (
        'stat -c "%a %n" "$(dirname "$1")" "$1" > {0}/seen; touch "$1~" "$(dirname "$1")/.tekst.txt.swp"'
    )
    os.umask(0o077)
    edit("Før", environ(runtime, program.format(runtime.parent)), lost)
    folder, file = (runtime.parent / "seen").read_text().splitlines()
    assert folder.startswith(f"700 {runtime}/klage-editor-{os.getpid()}-")
    assert file.startswith("600 ")
    assert [*runtime.iterdir()] == []


@pytest.mark.parametrize("program", ["exit 1", 'echo x > "$1"; exit 3', 'rm "$1"', "kill -9 $$"])
def test_an_editor_that_fails_changes_nothing(runtime: Path, program: str) -> None:
    """Also one that has saved something before it failed (``:cq`` in vim)."""
    with pytest.raises(InvalidValueError, match="ikke ændret"):
        edit("Før", environ(runtime, program), lost)
    assert [*runtime.iterdir()] == []


def test_what_was_saved_when_the_terminal_goes_away(runtime: Path) -> None:
    """It is handed over before the folder is removed; an unsaved text has nothing to hand over."""
    kept: list[str] = []
    for program in ('echo Gemt > "$1"; kill -HUP $PPID; sleep 20', "kill -TERM $PPID; sleep 20"):
        with pytest.raises(HungUpError):
            edit("", environ(runtime, program), kept.append)
    assert kept == ["Gemt"]
    assert [*runtime.iterdir()] == []
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


def test_ctrl_c_is_the_editors_own(runtime: Path) -> None:
    """Klage lets it pass, and has its own way with it back afterwards."""
    program = 'kill -INT $PPID; kill -QUIT $PPID; echo Ny > "$1"'
    assert edit("", environ(runtime, program), lost) == "Ny"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_a_killed_klage_left_is_swept(runtime: Path) -> None:
    """But not what is in use, nor what only looks like it."""
    dead = runtime / "klage-editor-999999999-abc"
    mine = runtime / f"klage-editor-{os.getpid()}-abc"
    odd = runtime / "klage-editor-x-y"
    for folder in (dead, mine, odd):
        folder.mkdir()
    (runtime / "klage-editor-999999999-link").symlink_to(runtime.parent)
    (runtime / "klage-editor-1-init").mkdir()
    edit("", environ(runtime, "true"), lost)
    left = {each.name for each in runtime.iterdir()}
    assert left == {mine.name, "klage-editor-999999999-link", "klage-editor-1-init"}


def test_without_a_folder_of_the_system(runtime: Path) -> None:
    """The temporary files serve; where nothing can be written, it is said."""
    env = environ(runtime, 'echo x > "$1"', TMPDIR=str(runtime.parent))
    assert edit("", {**env, "XDG_RUNTIME_DIR": "relative"}, lost) == "x"
    with pytest.raises(DiskError, match="mappe"):
        edit("", {**env, "XDG_RUNTIME_DIR": "", "TMPDIR": str(runtime / "nowhere")}, lost)


def test_a_text_that_cannot_be_written(runtime: Path) -> None:
    """Half a surrogate pair is none that a file can hold; the program may also be no program."""
    env = environ(runtime)
    (runtime.parent / "min editor").write_text("")
    with pytest.raises(DiskError, match="Skriv den her"):
        edit("", env, lost)


# --- which editor ----------------------------------------------------------------------------------


def test_the_one_that_is_named(runtime: Path) -> None:
    """VISUAL before EDITOR, with its own options, and quotes as in a shell."""
    env = environ(runtime)
    script = str(runtime.parent / "min editor")
    assert editor_of(env) == [script]
    assert editor_of({**env, "VISUAL": f"'{script}' --wait"}) == [script, "--wait"]
    assert editor_of({**env, "VISUAL": "", "EDITOR": "  ", "PATH": "/usr/bin:/bin"})


@pytest.mark.parametrize("named", ["findes-ikke", "'åben", "findes \x1b[31m ikke"])
def test_one_that_is_not_there(named: str) -> None:
    """Is named harmlessly, and says what to do."""
    with pytest.raises(NotFoundError, match=r"findes ikke\. Ret EDITOR") as caught:
        editor_of({"EDITOR": named, "PATH": "/usr/bin:/bin"})
    assert "\x1b" not in caught.value.sentence


def test_none_at_all(tmp_path: Path) -> None:
    """The text can be typed at the prompt."""
    with pytest.raises(NotFoundError, match="Sæt EDITOR"):
        editor_of({"PATH": str(tmp_path)})


def test_vim_keeps_no_copies(tmp_path: Path) -> None:
    """By whatever name it is called; other editors get no options of vim's."""
    for name in ("vim.basic", "nano"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "vi").symlink_to(tmp_path / "vim.basic")
    env = {"PATH": str(tmp_path)}
    assert editor_of({**env, "EDITOR": "vi -u NONE"}) == ["vi", *TELLS_VIM, "-u", "NONE"]
    assert editor_of({**env, "EDITOR": "nano"}) == ["nano"]
    assert editor_of(env) == ["nano"]


@pytest.mark.real
def test_vim_itself(runtime: Path, tmp_path: Path) -> None:
    """With a home that asks for undo files, backups and a register, it leaves none of them there."""
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("vim is not installed")
    home = tmp_path / "home"
    home.mkdir()
    (home / ".vimrc").write_text(f"set undofile undodir={home} backup backupdir={home} directory={home}\n")
    env = {
        "HOME": str(home), "PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(runtime), "TERM": "dumb",
        "EDITOR": f"{vim} --not-a-term -c 'normal iEn hemmelighed' -c 'wq'",
    }  # fmt: skip
    assert edit("", env, lost) == "En hemmelighed"
    assert [each.name for each in home.rglob("*")] == [".vimrc"]
    assert [*runtime.iterdir()] == []
    with pytest.raises(InvalidValueError, match="med en fejl"):
        edit("Før", {**env, "EDITOR": f"{vim} --not-a-term -c cq"}, lost)


def test_the_folder_is_named_for_klage() -> None:
    """So that whoever meets it knows whose it is."""
    assert editor.PREFIX.startswith("klage-")
