"""A file of the user's own: never in place of a register, and noted when it is about cases.

Every command that writes one where the user says goes through here: ``--overskriv`` means a file that klage has
written before, and a slip of the name must not cost the register, or the copy of it that lies beside.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from klage.commands import options
from klage.errors import InvalidValueError, KlageError
from klage.output import files
from klage.store import written_files
from klage.store.backup import copying

if TYPE_CHECKING:
    from klage.session import Session

ITSELF = "Det er registret selv. Vælg et andet filnavn."
A_COPY = "Det er et register eller en kopi af et. Vælg et andet filnavn."


def save(
    session: "Session",
    path: Path,
    chunks: Iterable[str | bytes],
    *,
    overwrite: bool = False,
    about_cases: str | None = None,
) -> None:
    """Write a new file that only its owner may read; see ``output.files.write_new`` for its other errors.

    Args:
        session: The run.
        path: Where the user wants it.
        chunks: What is to be in it.
        overwrite: Whether an ordinary file that lies there is replaced.
        about_cases: The command that wrote it, where the file is to be named when its cases are forgotten.

    Raises:
        InvalidValueError: A register lies there.
    """
    refuse_register(session, path)
    files.write_new(path, chunks, overwrite=overwrite)
    if about_cases is not None:
        note(session, path, about_cases)


def refuse_register(session: "Session", path: Path) -> None:
    """See that a path names neither this register nor any other; a command that asks first looks first.

    Raises:
        InvalidValueError: It does.
    """
    if session.has_register and path.exists() and path.samefile(session.path):
        raise InvalidValueError(ITSELF)
    if copying.is_register(path):
        raise InvalidValueError(A_COPY)


def note(session: "Session", path: Path, kind: str) -> None:
    """Note where a file about cases was written, so that it can be named when cases are forgotten."""
    try:
        written_files.note(session.register, path, kind, session.now)
    except KlageError:
        options.say(
            session, "Filen er skrevet, men det kunne ikke noteres i registret, hvor den ligger.", err=True
        )
