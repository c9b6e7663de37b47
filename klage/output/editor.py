"""A long text in the user's own editor: in a private folder that is always removed again.

The folder lies where the system keeps what is the user's alone and gone at log-out (``XDG_RUNTIME_DIR``),
else among the temporary files. Whatever the editor leaves beside the text (swap files, backups) goes with
it; vim, which would keep copies in the user's home, is told not to.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from klage.errors import DiskError, InvalidValueError, NotFoundError
from klage.output.safe import one_line
from klage.system import is_running

PREFIX = "klage-editor-"
FILE = "tekst.txt"
FALLBACKS = ("editor", "nano", "vim", "vi", "notepad")
TELLS_VIM = ("-n", "-i", "NONE", "-c", "silent! set noundofile nobackup nowritebackup")
"""No swap file, no register of what was typed last, no undo file and no backup: each may lie in the home."""

FAILED = "Editoren sluttede med en fejl, og teksten er ikke ændret."
NONE = "Der er ingen editor på maskinen. Sæt EDITOR til den, du bruger, eller skriv teksten her."

Environment = Mapping[str, str]


class HungUpError(KeyboardInterrupt):
    """The terminal went away, or the program was asked to stop, while the editor was open."""


def edit(text: str, environ: Environment, on_loss: Callable[[str], object]) -> str:
    """Return the text as the user leaves it in the editor.

    Args:
        text: What stands there already.
        environ: The environment, with ``VISUAL``, ``EDITOR`` and ``XDG_RUNTIME_DIR``.
        on_loss: Told what had been saved in the editor when the terminal goes away.

    Raises:
        NotFoundError: There is no such editor.
        InvalidValueError: It ended with an error; the text is as before.
        DiskError: The text cannot be written for it.
        HungUpError: The terminal went away.
    """
    command = editor_of(environ)
    with _private_folder(environ) as folder:
        file = folder / FILE
        try:
            file.write_text(f"{text}\n" if text else "", encoding="utf-8")
            code = _run([*command, str(file)], environ)
        except OSError as error:
            raise DiskError("Teksten kunne ikke åbnes i editoren. Skriv den her i stedet.") from error
        except HungUpError:
            if (saved := _read(file)) not in {"", text}:
                on_loss(saved)
            raise
        if code != 0 or not file.is_file():
            raise InvalidValueError(FAILED)
        return _read(file)


def editor_of(environ: Environment) -> list[str]:
    """Return the program and its options: ``VISUAL``, ``EDITOR``, or one that is there.

    Raises:
        NotFoundError: The one that is named is not there, or there is none at all.
    """
    path = environ.get("PATH", os.defpath)
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    if not named.strip():
        found = next((each for each in FALLBACKS if shutil.which(each, path=path)), None)
        if found is None:
            raise NotFoundError(NONE)
        return _quiet([found], path)
    try:
        words = shlex.split(named)
    except ValueError:
        words = [named]
    if shutil.which(words[0], path=path) is None:
        raise NotFoundError(f"Editoren »{one_line(named)}« findes ikke. Ret EDITOR, eller skriv teksten her.")
    return _quiet(words, path)


def _quiet(words: list[str], path: str) -> list[str]:
    """Return the command with vim told to keep no copies, by whatever name it is called."""
    program = Path(shutil.which(words[0], path=path) or words[0]).resolve().name
    return [words[0], *TELLS_VIM, *words[1:]] if program.startswith(("vim", "nvim")) else words


@contextmanager
def _private_folder(environ: Environment) -> Iterator[Path]:
    """Make a folder that only the user may look into, and remove it whatever happens."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    is_private = runtime.startswith("/") and os.access(runtime, os.W_OK)
    parent = Path(runtime if is_private else environ.get("TMPDIR") or tempfile.gettempdir())
    _sweep(parent)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    except OSError as error:
        raise DiskError("Der kan ikke laves en mappe til teksten. Skriv den her i stedet.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove what a klage that was killed while its editor was open has left."""
    with suppress(OSError):
        for left in parent.glob(f"{PREFIX}*-*"):
            number = left.name.removeprefix(PREFIX).partition("-")[0]
            if number.isdecimal() and is_running(number):
                continue
            if not left.is_symlink() and left.stat().st_uid == os.getuid():
                shutil.rmtree(left, ignore_errors=True)


def _run(command: Sequence[str], environ: Environment) -> int:
    """Run the editor at the user's terminal, wherever klage's own output goes."""
    with _terminal() as terminal, _signals():
        streams = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
        return subprocess.run(command, env={**environ}, check=False, **streams).returncode  # type: ignore[call-overload, no-any-return]  # noqa: S603 -- the user's own editor


@contextmanager
def _terminal() -> Iterator[IO[bytes] | None]:
    try:
        terminal = Path("/dev/tty").open("r+b", buffering=0)  # noqa: SIM115 -- closed below
    except OSError:
        yield None
        return
    with terminal:
        yield terminal


@contextmanager
def _signals() -> Iterator[None]:
    """Leave Ctrl-C to the editor, and turn the end of the terminal into an exception."""

    def ignore(_signal: int, _frame: FrameType | None) -> None:
        """Do nothing: a handler, unlike SIG_IGN, is not handed down to the editor."""

    def hang_up(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise HungUpError

    wanted = {"SIGINT": ignore, "SIGQUIT": ignore, "SIGHUP": hang_up, "SIGTERM": hang_up}
    there = {getattr(signal, name): handler for name, handler in wanted.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, handler) for number, handler in there.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read(file: Path) -> str:
    """Return what is saved in the file, without the line end that editors put last."""
    try:
        raw = file.read_bytes()
    except OSError:
        return ""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").rstrip("\n")
