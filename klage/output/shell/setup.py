"""Putting klage's script where a shell finds it, and taking it away again.

Fish reads a folder of scripts by itself. Bash and zsh read the user's own start file, which gets one line.
"""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from klage.domain import shell_file
from klage.errors import PermissionRefusedError
from klage.output import files
from klage.output.safe import one_line

SHELLS = ("bash", "zsh", "fish")


class Places(NamedTuple):
    """Where a shell's things lie.

    Attributes:
        script: The script, which is klage's own file.
        start: The user's start file that must name the script; fish needs none.
    """

    script: Path
    start: Path | None


def script(shell: str) -> str:
    """Return the script that makes a shell ask klage at the Tab key."""
    return Path(__file__).with_name(f"klage.{shell}").read_text(encoding="utf-8")


def shell_of(environ: Mapping[str, str]) -> str | None:
    """Return the user's own shell, if it is one that klage knows."""
    name = Path(environ.get("SHELL", "")).name
    return name if name in SHELLS else None


def places(shell: str, environ: Mapping[str, str], home: Path, data: Path) -> Places:
    """Return where the script and the start file of a shell lie.

    Args:
        shell: One of ``SHELLS``.
        environ: The environment; ``ZDOTDIR`` and ``XDG_CONFIG_HOME`` move what they always move.
        home: The user's home.
        data: The user's data directory for klage.
    """
    if shell == "fish":
        named = environ.get("XDG_CONFIG_HOME", "")
        config = Path(named) if named.startswith("/") else home / ".config"
        return Places(config / "fish" / "completions" / "klage.fish", None)
    zsh_home = Path(environ.get("ZDOTDIR") or home)
    start = zsh_home / ".zshrc" if shell == "zsh" else home / ".bashrc"
    return Places(data / f"udfyldning.{shell}", start)


def install(shell: str, where: Places) -> bool:
    """Write the script and see that the shell reads it; tell whether anything was different.

    Raises:
        KlageError: A file cannot be written; ``klage.output.files`` says why.
    """
    changed = _write(where.script, script(shell))
    if where.start is not None:
        before = _read(where.start)
        changed |= _write(where.start, shell_file.with_line(before, str(where.script)))
    return changed


def remove(where: Places) -> bool:
    """Take script and line away again; tell whether there was anything.

    Raises:
        KlageError: A file cannot be changed.
    """
    changed = False
    if where.start is not None and where.start.is_file():
        changed = _write(where.start, shell_file.without_line(_read(where.start)))
    if where.script.is_file():
        try:
            where.script.unlink()
        except OSError as error:
            raise PermissionRefusedError(
                f"Du har ikke lov til at slette »{one_line(str(where.script))}«."
            ) from error
        changed = True
    return changed


def _read(path: Path) -> str:
    """Return a file as it is, or nothing: what is no UTF-8, and how lines end, is the user's own."""
    try:
        return path.read_bytes().decode(errors="surrogateescape") if path.exists() else ""
    except OSError as error:
        raise PermissionRefusedError(f"Du har ikke lov til at læse »{one_line(str(path))}«.") from error


def _write(path: Path, content: str) -> bool:
    """Write a file whole, where a link points and with the rights it had; tell whether it was different."""
    if path.exists() and _read(path) == content:
        return False
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PermissionRefusedError(
            f"Du har ikke lov til at skrive i »{one_line(str(target.parent))}«."
        ) from error
    files.write_new(target, [content.encode(errors="surrogateescape")], overwrite=True)
    target.chmod(mode)
    return True
