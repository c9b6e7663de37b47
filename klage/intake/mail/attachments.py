"""Attachments are listed, not stored: a name that can do no harm, and a size."""

import re
import unicodedata

from klage.domain.mail.mail import Attachment

NAMELESS = "uden navn"
_LONGEST_NAME = 100


def listed(name: str, size: int) -> Attachment:
    """Return an attachment with a name that is only a name: no folder, no control or hidden character."""
    own = re.split(r"[/\\]", unicodedata.normalize("NFC", name[:10_000]))[-1]
    kept = "".join(c if c.isprintable() else "_" for c in own.replace("\n", " "))
    short = kept if len(kept) <= _LONGEST_NAME else f"{kept[: _LONGEST_NAME - 12]}…{kept[-10:]}"
    return Attachment(short.strip(" .") or NAMELESS, max(0, size))
