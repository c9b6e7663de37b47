"""Installing the script for the Tab key: where it lies, once, and away again."""

from pathlib import Path

import pytest

from klage.domain.shell_file import MARK
from klage.errors import PermissionRefusedError
from klage.output.shell import setup
from tests.store import support


def where(shell: str, home: Path, **environ: str) -> setup.Places:
    """Return the places of a shell for a user with this home."""
    return setup.places(shell, environ, home, home / "data")


def test_where_each_shell_looks(tmp_path: Path) -> None:
    """What moves a shell's own files moves these."""
    assert where("bash", tmp_path) == (tmp_path / "data/udfyldning.bash", tmp_path / ".bashrc")
    assert where("zsh", tmp_path, ZDOTDIR="/z") == (tmp_path / "data/udfyldning.zsh", Path("/z/.zshrc"))
    fish = Path("fish/completions/klage.fish")
    assert where("fish", tmp_path) == (tmp_path / ".config" / fish, None)
    assert where("fish", tmp_path, XDG_CONFIG_HOME="/c") == ("/c" / fish, None)
    assert where("fish", tmp_path, XDG_CONFIG_HOME="not/absolute").script == tmp_path / ".config" / fish


def test_the_users_own_shell() -> None:
    """By the name of its program; one that klage has no script for is none."""
    assert setup.shell_of({"SHELL": "/usr/local/bin/fish"}) == "fish"
    assert setup.shell_of({"SHELL": "/bin/csh"}) is None
    assert setup.shell_of({}) is None


@pytest.mark.parametrize("shell", setup.SHELLS)
def test_installed_once_and_removed(tmp_path: Path, shell: str) -> None:
    """Again says that nothing is different; the script is its owner's only, and all of it goes again."""
    places = where(shell, tmp_path)
    assert setup.install(shell, places)
    assert not setup.install(shell, places)
    assert places.script.read_text() == setup.script(shell)
    assert places.script.stat().st_mode & 0o777 == 0o600
    if places.start is not None:
        assert places.start.read_text().count(str(places.script)) == 2
    assert setup.remove(places)
    assert not setup.remove(places)
    assert not places.script.exists()


def test_the_users_start_file_keeps_what_it_holds(tmp_path: Path) -> None:
    """Its bytes, its rights, and that it is a link to another place."""
    kept = tmp_path / "dotfiles"
    content = b"export A=\xe6\r\nalias k=klage"
    kept.write_bytes(content)
    kept.chmod(0o644)
    (tmp_path / ".bashrc").symlink_to(kept)
    places = where("bash", tmp_path)
    setup.install("bash", places)
    assert kept.read_bytes().startswith(content + b"\n")
    assert (tmp_path / ".bashrc").is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o644
    setup.remove(places)
    assert kept.read_bytes() == content + b"\n"
    assert MARK.encode() not in kept.read_bytes()


def test_an_older_script_is_replaced(tmp_path: Path) -> None:
    """After an upgrade the script is the new one, and the line stays."""
    places = where("zsh", tmp_path)
    setup.install("zsh", places)
    places.script.write_text("old")
    assert setup.install("zsh", places)
    assert places.script.read_text() == setup.script("zsh")


@support.as_root
def test_places_that_are_not_the_users(tmp_path: Path) -> None:
    """What may not be read or written is said, and which file it is."""
    (tmp_path / "file").touch()
    with pytest.raises(PermissionRefusedError, match="skrive i"):
        setup.install("fish", setup.Places(tmp_path / "file" / "klage.fish", None))
    with pytest.raises(PermissionRefusedError, match="læse"):
        setup.install("bash", setup.Places(tmp_path / "script", tmp_path))
