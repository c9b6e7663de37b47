"""A mail in a file or on a pipe, read by a process that has little time and memory (``child``)."""

import json
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from klage import clock
from klage.domain.mail.mail import Attachment, Mail
from klage.domain.mail.parts import Parts
from klage.errors import InvalidValueError
from klage.intake import confined, source

LARGEST = 60_000_000
"""How many bytes a mail may have; most mail servers refuse half of it."""

LARGEST_UNWATCHED = 5_000_000
"""The same where the system has no limits for processes."""

WAIT = 20
"""How many seconds are waited for an answer: the limit is on the processor's time, and others want it too."""

TOO_LARGE = "Mailen er for stor til at læse. Gem den uden vedhæftede filer, og prøv igen."
TOO_SLOW = "Mailen kan ikke læses: Den er lavet, så den kræver mere tid eller hukommelse, end den må få."
EMPTY = "Filen er tom. Gem mailen igen, og prøv med den."


def read(path: Path) -> Mail:
    """Return what the mail in a file says.

    Raises:
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
        DiskError: The disk fails.
        InvalidValueError: It is no mail, or one that asks too much.
    """
    with source.opened(path, "en mail") as file:
        return read_stream(file)


def read_stream(stream: IO[bytes]) -> Mail:
    """Return what the mail on a stream says.

    Raises:
        InvalidValueError: It is no mail, or one that asks too much.
    """
    most = LARGEST if find_spec("resource") else LARGEST_UNWATCHED
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise InvalidValueError(TOO_LARGE)
    if not raw.strip():
        raise InvalidValueError(EMPTY)
    return _from_json(_answer(raw))


def _answer(raw: bytes) -> dict[str, Any]:
    """Return the child's answer.

    Raises:
        InvalidValueError: It refused the mail, or came to its limits.
    """
    with tempfile.TemporaryFile() as spool, tempfile.TemporaryFile() as answer:
        spool.write(raw)
        if not confined.run("klage.intake.mail.child", source=spool, answer=answer, wait=WAIT):
            raise InvalidValueError(TOO_SLOW)
        found: dict[str, Any] = json.load(answer)
    if "refused" in found:
        raise InvalidValueError(found["refused"])
    mail: dict[str, Any] = found["mail"]
    return mail


def _from_json(found: dict[str, Any]) -> Mail:
    at = found["sent_on_at"]
    return Mail(
        **{
            **found,
            "times": tuple(map(clock.from_text, found["times"])),
            "parts": Parts(**found["parts"]),
            "attachments": tuple(Attachment(**file) for file in found["attachments"]),
            "sent_on_at": at and clock.from_text(at),
        }
    )
