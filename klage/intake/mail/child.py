"""The process in which a mail is read: bytes on stdin, one JSON object on stdout, and little to do harm with.

It has so many seconds of the processor and so much memory, and what it cannot do within them it does not do.
Run by ``file``; what it writes is ``{"mail": …}`` or ``{"refused": "a Danish sentence"}``.
"""

import json
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from klage import clock
from klage.domain.mail.mail import Mail
from klage.errors import InvalidValueError
from klage.intake import confined
from klage.intake.mail import eml

SECONDS = 4
"""Of the processor; with the start of the process it is five."""

MEMORY = 2**29
"""In bytes: 512 MiB."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Outlook's own files begin."""

TOO_MUCH = "Mailen kræver for meget hukommelse at læse. Gem den uden vedhæftede filer, og prøv igen."

NOT_READ = "Mailen er lavet på en måde, klage ikke kan læse. Skriv klagen ind med klage ny i stedet."


def main() -> None:
    """Read the mail on stdin and answer on stdout."""
    confined.limit(seconds=SECONDS, memory=MEMORY)
    sys.stdout.write(answer(sys.stdin.buffer))


def answer(stream: BinaryIO) -> str:
    """Return what is to be said of the mail on a stream, as JSON."""
    try:
        return json.dumps({"mail": as_json(read(stream.read()))})
    except InvalidValueError as error:
        return json.dumps({"refused": error.sentence})
    except MemoryError:
        return json.dumps({"refused": TOO_MUCH})
    except Exception:
        # Anyone may write what Python's parser of mails trips over; what it raises then is no fixed list.
        return json.dumps({"refused": NOT_READ})


def read(raw: bytes) -> Mail:
    """Return what a mail says, of Outlook's own kind or of everybody's.

    Raises:
        InvalidValueError: It cannot be read.
    """
    if raw.startswith(OLE):
        from klage.intake.mail import outlook  # few mails are; and it needs an extra

        return outlook.read(raw)
    return eml.read(raw)


def as_json(mail: Mail) -> dict[str, Any]:
    """Return a mail as JSON has it, instants as they are stored."""
    sent_on_at = mail.sent_on_at and clock.to_text(mail.sent_on_at)
    return {**asdict(mail), "times": [clock.to_text(at) for at in mail.times], "sent_on_at": sent_on_at}
