"""A complaint that came by mail: the mail fills in the answers, and the user confirms them."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klage import clock
from klage.commands import asking, options
from klage.domain import danish
from klage.domain.phone import shown
from klage.intake.mail import file as mail_file
from klage.output.safe import one_line, shorten, visible

if TYPE_CHECKING:
    from klage.domain.mail.mail import Mail
    from klage.session import Session

Values = dict[str, object]

NO_TIME = "Mailen siger ikke, hvornår kommunen fik den. Skriv det med --modtaget."
_SHOWN_LINES = 20


def read(path: Path) -> "Mail":
    """Return what a mail says; the name ``-`` stands for standard input."""
    return mail_file.read_stream(sys.stdin.buffer) if str(path) == "-" else mail_file.read(path)


def with_answers(session: "Session", given: Values, mail: "Mail") -> Values:
    """Return the complaint that the mail makes; at a terminal each part of it is a proposal.

    Args:
        session: The run.
        given: What the options say; they go before the mail.
        mail: The mail.

    Raises:
        InvalidValueError: The mail does not say when it came, and nobody can be asked.
    """
    found = mail.values(session.now)
    if not session.interactive:
        if not ("received_at" in given or "received_at" in found):
            options.needs_terminal(NO_TIME)
        options.say(session, *_told(mail, {**found, **given}), err=True)
        return {**found, **given}
    asking.refuse_wrong_complaint(session, given)
    options.say(session, *_introduced(session, mail), err=True)
    ready = _proposed(mail, session.now)
    values = asking.complaint(session, {"channel": found["channel"], **given}, ready)
    at = mail.received_at(session.now)
    if at and "received_at" not in given and values["received_at"] == _stored(session, ready["received_at"]):
        values["received_at"] = clock.to_text(at)  # to the second, and the right one of a doubled hour
    values["summary"] = _text(session, mail)
    return values


def _proposed(mail: "Mail", now: datetime) -> dict[str, str]:
    """Return what stands ready at each question."""
    at = mail.received_at(now)
    ready = {
        "received_at": None if at is None else _typed(at),
        "citizen_name": mail.citizen_name and one_line(mail.citizen_name),
        "phone": mail.phone and shown(mail.phone),
    }
    return {key: value for key, value in ready.items() if value}


def _typed(at: datetime) -> str:
    """Return an instant as it can be typed: 20.10.2026 kl. 9.14, and which of them in a doubled hour."""
    local = clock.to_local(at)
    which = (
        ""
        if not clock.is_ambiguous(local.replace(tzinfo=None, fold=0))
        else (" første", " anden")[local.fold]
    )
    return f"{local.day}.{local.month}.{local.year} kl. {local.hour}.{local.minute:02}{which}"


def _stored(session: "Session", typed: str) -> str:
    return clock.to_text(options.instant(typed, session))


def _introduced(session: "Session", mail: "Mail") -> list[str]:
    """Say at a terminal what the mail is, before its answers are confirmed."""
    who = shorten(one_line(mail.sender or mail.address or "en ukendt afsender"), 50)
    about = f": »{shorten(one_line(mail.subject), 60)}«" if mail.subject else ""
    at = mail.received_at(session.now)
    when = f", {danish.long_instant(at)}" if at else ""
    said = [f"Mail fra {who}{when}{about}."]
    if mail.is_sent_on:
        by = f" af {shorten(one_line(mail.sent_on_by or ''), 50)}" if mail.sent_on_by else ""
        later = f" {danish.long_instant(mail.sent_on_at)}" if mail.sent_on_at else ""
        said.append(f"Den er videresendt{by}{later}. Navn og tid er fra den oprindelige mail.")
    lines = visible(mail.text).split("\n")
    said += [f"  {line}" for line in lines[:_SHOWN_LINES]]
    if len(lines) > _SHOWN_LINES:
        said.append(f"  … og {danish.count(len(lines) - _SHOWN_LINES, 'linje', 'linjer')} til.")
    return [*said, "Tryk Enter ved det, der passer; skriv - for at lade navn eller telefon stå tomt."]


def _text(session: "Session", mail: "Mail") -> str:
    """Return the text of the mail, or what the user writes instead of it."""
    if mail.text and session.prompter.confirm("Skal mailens tekst stå i sagen, som den er?", default=True):
        return mail.text
    return asking.text(session, asking.SUMMARY)


def _told(mail: "Mail", values: Values) -> list[str]:
    """Say off a terminal what was taken from the mail, without anything of the citizen in it."""
    at = clock.from_text(str(values["received_at"]))
    words = {"citizen_name": "navn", "phone": "telefonnummer", "summary": "tekst"}
    taken = [word for key, word in words.items() if values.get(key)]
    missing = [word for key, word in words.items() if not values.get(key)]
    said = [f"Fra mailen: {danish.enumeration(taken)}; modtaget {danish.long_instant(at)}."]
    if missing:
        said.append(f"Står ikke i mailen: {danish.enumeration(missing)}.")
    if mail.is_sent_on:
        said.append("Mailen er videresendt. Navn og tid er fra den oprindelige mail.")
    if mail.attachments:
        files = danish.count(len(mail.attachments), "vedhæftet fil", "vedhæftede filer")
        said.append(f"{files} er nævnt i teksten, men ikke gemt.")
    return said
