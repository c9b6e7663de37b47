"""A complaint that came by mail: what the mail says, and the complaint that it proposes.

The words of the citizen come first; greeting, older mails and what a colleague wrote when sending it on
are cut apart from them and kept below, so that nothing is lost. Instants are UTC.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from klage import clock
from klage.domain.mail import phone as mail_phone
from klage.domain.mail.parts import Parts

SKEW = timedelta(minutes=5)
"""How far a mail server's clock may be ahead; a receipt within it is taken as now."""

EARLIEST = 1990
"""Before this year no municipality got mail; a clock that says so is wrong."""

_RELAYS = ("digitalpost.dk", "e-boks.dk", "e-boks.com", "eboks.dk", "mit.dk", "virk.dk", "borger.dk")
_LONGEST_NAME = 200
_SENDER_LINE = re.compile(r"^(?:Afsender|Fra): *(?P<name>\S[^\n<]{0,100})", re.MULTILINE)
_NO_NAMES = ("digital post", "e-boks", "mit.dk", "noreply", "no-reply", "postmaster", "borger.dk")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail: its name, made harmless, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Mail:
    """What one mail says; of one that was sent on, what the original says.

    Attributes:
        print_: A number that tells the mail from all others, and tells nothing else.
        sender: The name of whoever wrote it, if it says.
        address: The mail address it was written from, if it says.
        to: Whom its headers say it is for.
        times: When it was received or sent, the best source first; some may be wrong.
        subject: Its subject.
        parts: Its text, cut apart.
        attachments: The files that came with it.
        sent_on_by: Who sent it on, empty when that is not said; ``None`` when nobody has.
        sent_on_at: When, if that is known.
    """

    print_: int
    sender: str | None
    address: str | None
    times: tuple[datetime, ...]
    subject: str
    parts: Parts
    attachments: tuple[Attachment, ...] = ()
    to: str = ""
    sent_on_by: str | None = None
    sent_on_at: datetime | None = None

    @property
    def is_sent_on(self) -> bool:
        """Tell whether somebody sent it on to the office."""
        return self.sent_on_by is not None

    @property
    def channel(self) -> str:
        """Return how the complaint came: by Digital Post if that is what sent the mail, else by mail."""
        domain = (self.address or "").casefold().rpartition("@")[2]
        is_relay = any(domain == relay or domain.endswith(f".{relay}") for relay in _RELAYS)
        return "digital_post" if is_relay else "e_mail"

    @property
    def citizen_name(self) -> str | None:
        """Return the name of the citizen, unless it is that of a machine or only an address."""
        name = (self.sender or "").strip()
        if self.channel == "digital_post" and (said := _SENDER_LINE.search(self.parts.words[:2000])):
            name = said["name"].strip()
        is_machine = any(word in name.casefold() for word in _NO_NAMES)
        return None if not name or "@" in name or is_machine or len(name) > _LONGEST_NAME else name

    @property
    def phone(self) -> str | None:
        """Return the phone number that the citizen writes, if there is one that can only be that."""
        return mail_phone.phone_in(f"{self.parts.words}\n{self.parts.signature}")

    def received_at(self, now: datetime) -> datetime | None:
        """Return when the municipality got it: the first time that can be true at ``now``."""
        for at in self.times:
            if clock.to_local(at).year >= EARLIEST and at <= now + SKEW:
                return min(at, now)
        return None

    @property
    def text(self) -> str:
        """Return all that the mail says, the citizen's own words first."""
        parts = self.parts
        said = "\n\n".join(filter(None, (self.subject, parts.words)))
        below = {
            "Underskrift": parts.signature,
            "Videresendt": parts.cover,
            "Tidligere i mailen": parts.history,
            "Vedhæftet, ikke gemt": "\n".join(f"{a.name} ({size_text(a.size)})" for a in self.attachments),
            "Mailen": self._envelope,
        }
        return "\n\n".join([said, *(f"[{title}]\n{text}" for title, text in below.items() if text)]).strip()

    @property
    def _envelope(self) -> str:
        """Return whom it is from and for, unless those who sent it on show it."""
        who = " ".join(filter(None, (self.sender, f"<{self.address}>" if self.address else "")))
        if self.address and self.address in self.parts.cover:
            return ""
        return "\n".join(f"{label}: {said}" for label, said in (("Fra", who), ("Til", self.to)) if said)

    def values(self, now: datetime) -> dict[str, object]:
        """Return what the complaint is to be, as raw values by English key; what is not known is left out."""
        at = self.received_at(now)
        found: Mapping[str, object] = {
            "received_at": None if at is None else clock.to_text(at),
            "channel": self.channel,
            "citizen_name": self.citizen_name,
            "phone": self.phone,
            "summary": self.text,
        }
        return {key: value for key, value in found.items() if value}


def print_of(what: bytes) -> int:
    """Return the number for a mail's Message-ID, or for all of it when it has none."""
    return int.from_bytes(hashlib.sha256(what).digest()[:7], "big")


def size_text(size: int) -> str:
    """Return a size in bytes as people say it."""
    if size < 1000:
        return f"{size} byte"
    if size < 1_000_000:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
