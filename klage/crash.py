"""What is kept about a bug: where it happened, and nothing that anyone has written.

Imported only when there is a bug. The log holds file, line, function and class of exception; never
an exception's message, a source line or a variable, because all three may hold a citizen's words.
"""

import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import walk_tb

from klage import __version__, clock

EXIT_CODE = 1


def report(error: BaseException, environ: Mapping[str, str]) -> str:
    """Note the bug in the log and return the sentence for the user."""
    path = note(error, environ)
    kept = (
        f"Hvor det skete, er noteret uden personoplysninger i {path}"
        if path
        else "Det kunne ikke noteres i fejlloggen"
    )
    return f"Der er en fejl i klage selv. {kept}. Se efter, hvad der er gemt, før du prøver igen."


def note(error: BaseException, environ: Mapping[str, str]) -> Path | None:
    """Append the bug to the log and return the log's path, or nothing if it cannot be written."""
    path = log_path(environ)
    if path is None:
        return None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # 0600 from the first byte, whatever the umask of the caller is.
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="replace") as log:
            log.write("\n".join(describe(error)) + "\n")
    except OSError:
        return None
    return path


def log_path(environ: Mapping[str, str]) -> Path | None:
    """Return where the log lies for this user, or nothing if the environment does not say."""
    for name, below in (("XDG_STATE_HOME", ""), ("HOME", ".local/state"), ("LOCALAPPDATA", "")):
        folder = Path(environ.get(name, ""))
        # The XDG rules say that a relative folder is to be ignored; an empty one is relative.
        if folder.is_absolute():
            return folder / below / "klage" / "fejl.log"
    return None


def describe(error: BaseException) -> Iterator[str]:
    """Yield the log's lines about the error and what it came from, the outermost first."""
    system = f"Python {platform.python_version()} {platform.system()}"
    yield f"{clock.to_text(clock.now())} klage {__version__} {system}"
    link: BaseException | None = error
    while link is not None:
        yield f"  {type(link).__qualname__}"
        for frame, line in walk_tb(link.__traceback__):
            yield f"    {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"
        link = link.__cause__ or link.__context__
