"""The fictional mails of ``data/mails``, what each says, and mails made by hand."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from klage.domain.mail.mail import Mail
from klage.intake.mail import child as mail_child

FOLDER = Path(__file__).parent.parent.parent / "data" / "mails"


class Said(NamedTuple):
    """What a mail says: its writer, the receipt in UTC, a phone number, the subject, and how its words begin."""

    name: str
    received_at: str
    phone: str | None
    subject: str
    words: str
    sent_on_by: str | None = None


SAID = {
    "outlook.eml": Said(
        "Karen Ågård", "2026-10-20T06:15:41", "10345678", "Klage over ventetid på svar", "Hej\n\nJeg søgte"
    ),
    "outlook.msg": Said(
        "Birthe Søgaard", "2026-10-19T06:05:30", "10242526", "Klage over aflyst hjemmebesøg", "Hej\n\nHjemmeb"
    ),
    "outlook-videresendt.eml": Said(
        "Jens Bøgh", "2026-10-19T14:42:00", "10405060", "Hjemmehjælpen kommer ikke", "Til forvaltningschefen",
        "Bente Holm",
    ),
    "gmail.eml": Said(
        "Samir Østergaard", "2026-10-19T20:41:09", "10526374", "Re: Dine lønsedler", "Hej Borgervejleder"
    ),
    "gmail-videresendt.eml": Said(
        "Mette Krogh", "2026-10-19T09:20:00", "10617181", "Afslag uden begrundelse", "Kære rådmand", "Ole Krag"
    ),
    "apple.eml": Said("Åse Lind", "2026-10-18T19:12:03", "10272829", "Min søn er ikke i skole", "Hej\n\nMin søn"),
    "apple-videresendt.eml": Said(
        "Poul Dahl", "2026-10-19T07:14:05", "10334455", "Klage over tonen i telefonen", "Hej\n\nJeg ringede",
        "Lise Winther",
    ),
    "thunderbird.eml": Said(
        "Viggo Thorsen", "2026-10-17T12:05:22", None, "Regning for hjælp, jeg ikke har fået",
        "Til Borgervejlederen\n\nJeg har fået en regning på 3.412 kr. for hjælp, som jeg aldrig har fået. Jeg har",
    ),
    "thunderbird-videresendt.eml": Said(
        "Ruth Skov", "2026-10-19T08:30:00", None, "Klage over genoptræning", "Hej\n\nJeg blev opereret",
        "Genoptræningen",
    ),
    "digital-post.eml": Said(
        "Inger Toft", "2026-10-19T15:45:10", "10708090", "Klage over lukket botilbud", "Ny besked fra Digital Post"
    ),
    "vedhaeftet-mail.eml": Said(
        "Bjørn Friis", "2026-10-18T06:01:30", "10727374", "Klage over lægekonsulenten", "Lægekonsulenten har",
        "Direktionssekretariatet",
    ),
    "windows-1252-som-iso-8859-1.eml": Said(
        "Gudrun Møller", "2026-10-16T08:00:00", None, "”Ikke mit bord”",
        "Jeg har ringet til fem afdelinger – alle siger: ”Det er ikke mit bord”. Boligstøtten er på 1.200 € for",
    ),
    "utf-7.eml": Said("Jørgen Aa", "2026-10-15T06:30:00", None, "Låst dør", "Jeg fik besked på at møde kl. 8. Døren"),
}  # fmt: skip

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


def sample(name: str) -> Mail:
    """Return what one of the fictional mails says, read in this process."""
    return mail_child.read((FOLDER / name).read_bytes())


def mail(body: str | bytes = "Hej.", *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    """Return a mail made by hand: its headers, a line each, and its body."""
    usual = [
        "From: Anna Åse <anna@borger.example>",
        "Subject: Klage",
        "Date: Mon, 19 Oct 2026 08:00:00 +0200",
    ]
    names = {header.partition(":")[0].casefold() for header in headers}
    kept = [header for header in usual if header.partition(":")[0].casefold() not in names]
    lines = [*headers, *kept, "MIME-Version: 1.0", f"Content-Type: {kind}"]
    return "\n".join(lines).encode() + b"\n\n" + (body if isinstance(body, bytes) else body.encode())
