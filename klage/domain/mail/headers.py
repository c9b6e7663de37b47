"""The lines that mail programs write above a mail they send on or answer, in Danish and English.

Outlook, Gmail, Apple Mail and Thunderbird each have their own words and order. Only the lines between
"Fra" and the first empty line are looked at, and none of them for longer than a line is.
"""

import re
from datetime import datetime
from typing import NamedTuple

from klage.domain.mail.dates import written_instant

_KEYS = {
    "from": ("fra", "from", "afsender"),
    "date": ("sendt", "sent", "dato", "date"),
    "to": ("til", "to", "modtager", "cc", "kopi", "bcc", "cc til"),
    "subject": ("emne", "subject"),
    "other": (
        "svar til",
        "besvar til",
        "reply-to",
        "vigtighed",
        "importance",
        "prioritet",
        "priority",
        "vedhæftede filer",
        "vedhæftet",
        "attachments",
        "organisation",
        "organization",
        "følsomhed",
    ),
}
_KEY_OF = {word: key for key, words in _KEYS.items() for word in words}
_LINE = re.compile(
    r"[>\s]*[*_]{0,2}(?P<label>[A-Za-zÆØÅæøå -]{2,16}?)[*_]{0,2} ?:[*_]{0,2}(?:\s+(?P<value>.*))?"
)
_MARKER = re.compile(
    r"[>\s]*(?:-{2,} ?(?:forwarded message|videresendt (?:meddelelse|besked|mail|e-mail)) ?-{2,}"
    r"|(?:begin forwarded message|startet videresendt besked|start på videresendt besked|videresendt (?:meddelelse|besked)) ?:)\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>\[\]():,;\"'@]{1,100}@[^\s<>\[\]():,;\"'@]{1,100}")
_PREFIX = re.compile(r"\s*(?:(?:vs|fw|fwd|videresendt|vid|sv|re|aw)\s?(?:\[\d+\])?:\s*)+", re.IGNORECASE)
_SENT_ON = re.compile(r"\s*(?:vs|fw|fwd|vid|videresendt)\s?(?:\[\d+\])?:", re.IGNORECASE)
_MOST_LINES = 14
_LONGEST = 1000


class Shown(NamedTuple):
    """What a program shows of the mail below: its writer, when it was sent, and its subject with any "VS:"."""

    name: str | None
    address: str | None
    at: datetime | None
    subject: str


def says_sent_on(subject: str) -> bool:
    """Tell whether a subject begins with "VS:" or the like."""
    return _SENT_ON.match(subject) is not None


def bare(subject: str) -> str:
    """Return a subject without "VS:", "SV:" and the like."""
    return _PREFIX.sub("", subject[:_LONGEST], count=1).strip() + subject[_LONGEST:]


def is_marker(line: str) -> bool:
    """Tell whether a line says that what stands below it was sent on."""
    return len(line) < 120 and _MARKER.fullmatch(line) is not None


def block_at(lines: list[str], start: int) -> tuple[Shown, int] | None:
    """Return the header lines that begin here, and on which line they have ended; or nothing."""
    if _label(lines[start]) not in ("from", "subject", "date"):
        return None
    found: dict[str, str] = {}
    key = ""
    end = start
    for line in lines[start : start + _MOST_LINES]:
        label = _label(line)
        if label:
            key = label
            match = _LINE.match(line[:_LONGEST])
            found.setdefault(key, ((match and match["value"]) or "").strip().strip("*_").strip())
        elif not line.strip("> \t") or key != "to":
            break  # long lists of receivers go on over several lines, nothing else does
        end += 1
    if "from" not in found or not ("date" in found or ("subject" in found and "to" in found)):
        return None
    name, address = sender(found["from"])
    at = written_instant(found["date"]) if "date" in found else None
    return Shown(name, address, at, found.get("subject", "")), end


def sender(text: str) -> tuple[str | None, str | None]:
    """Return the name and the mail address of ``Anna Åse <anna@eksempel.dk>``, as far as they are there."""
    shown = text[:_LONGEST]
    match = _ADDRESS.search(shown)
    name = re.split(r"[<\[(]", shown, maxsplit=1)[0].strip().strip("\"'*").strip()
    return (name if name and "@" not in name else None), (match.group() if match else None)


def _label(line: str) -> str | None:
    match = _LINE.match(line[:_LONGEST])
    return _KEY_OF.get(match["label"].strip().casefold()) if match else None
