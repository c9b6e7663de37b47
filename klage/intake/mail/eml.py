"""A mail as it travels (RFC 5322 and MIME), read into a ``Mail``.

Read with ``policy.compat32``: with ``policy.default`` a ``From`` of 20 kB takes more than fifteen seconds
(CPython issue 136063). What grows faster than its input (addresses, encoded words) gets a bounded piece of it.
Run this in a process of its own (``child``): a mail is written by anyone at all.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import TYPE_CHECKING, NamedTuple

from klage.domain.mail import headers as mail_headers
from klage.domain.mail import parts as mail_parts
from klage.domain.mail.dates import header_instant
from klage.domain.mail.mail import Attachment, Mail, print_of
from klage.errors import InvalidValueError
from klage.intake.charset import decoded
from klage.intake.mail.attachments import listed
from klage.intake.mail.html_text import text_of

NO_MAIL = "Det er ikke en mail, klage kan læse. Gem den som .eml i mailprogrammet, og prøv igen."
TOO_DEEP = "Mailen har flere mails inden i hinanden, end klage kan læse. Gem den inderste for sig."

_LONGEST_HEADER = 4000
_MOST_PARTS = 500
_MOST_WRAPPED = 5
_KNOWN = (
    "from",
    "date",
    "received",
    "subject",
    "to",
    "message-id",
    "content-type",
    "mime-version",
    "return-path",
)

if TYPE_CHECKING:
    Headers = Message[str, str]
else:
    Headers = Message  # only typeshed has its type parameters


class Letter(NamedTuple):
    """One mail by itself, before anything is made of it."""

    message_id: str
    sender: str | None
    address: str | None
    times: tuple[datetime, ...]
    subject: str
    to: str
    text: str
    attachments: tuple[Attachment, ...]


def read(raw: bytes) -> Mail:
    """Return what a mail says; of one that was sent on, what the original says.

    Raises:
        InvalidValueError: It is no mail, or one within the other too many times.
    """
    try:
        message = message_from_bytes(raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
        if not any(name in message for name in _KNOWN):
            raise InvalidValueError(NO_MAIL)
        return mail_from(_chain(message), raw)
    except RecursionError as error:
        raise InvalidValueError(TOO_DEEP) from error


def mail_from(chain: list[Letter], raw: bytes) -> Mail:
    """Return a mail from itself and the mails that lie in it, the outermost first.

    Args:
        chain: The mail, and those attached in it.
        raw: All of the mail, to tell it from others when it has no number of its own.
    """
    outer, letter = chain[0], chain[-1]
    cover = "\n\n".join(each.text for each in chain[:-1] if each.text)
    known = print_of(outer.message_id.encode("utf-8", "replace") if outer.message_id else raw)
    # What is attached to the cover is the mails themselves, and perhaps more.
    files = tuple(file for each in chain for file in each.attachments)
    inner = mail_parts.original_in(letter.subject, letter.text)
    sent_on_by = None if len(chain) == 1 and inner is None else outer.sender or outer.address or ""
    mail = Mail(
        print_=known,
        sender=letter.sender,
        address=letter.address,
        times=letter.times,
        subject=letter.subject,
        parts=mail_parts.cut(letter.text, cover),
        attachments=files,
        to=letter.to,
        sent_on_by=sent_on_by,
        sent_on_at=None if sent_on_by is None else next(iter(outer.times), None),
    )
    return mail if inner is None else _unwrapped(mail, inner, cover)


def _unwrapped(mail: Mail, inner: mail_parts.Original, cover: str) -> Mail:
    """Return the original that a mail shows in its text; without a date of its own it has that of the mail."""
    shown = inner.header
    return Mail(
        print_=mail.print_,
        sender=shown.name,
        address=shown.address,
        times=(shown.at, *mail.times) if shown.at else mail.times,
        subject=inner.subject,
        parts=mail_parts.cut(inner.text, "\n\n".join(filter(None, (cover, inner.cover)))),
        attachments=mail.attachments,
        sent_on_by=mail.sent_on_by,
        sent_on_at=mail.sent_on_at,
    )


def _chain(message: Headers) -> list[Letter]:
    """Return a mail and the mails that were attached whole, the outermost first."""
    letters = [letter_of(message)]
    while len(letters) <= _MOST_WRAPPED and (inner := _attached(message)) is not None:
        message = inner
        letters.append(letter_of(message))
    return letters


def _attached(message: Headers) -> Headers | None:
    """Return the mail that was attached to a mail, if exactly one was."""
    if message.get_content_type() == "multipart/report":
        return None  # a receipt, with what could not be delivered
    found = [part for part in _own_parts(message) if part.get_content_type() == "message/rfc822"]
    if len(found) != 1 or not found[0].is_multipart():
        return None
    inner = found[0].get_payload(0)
    return inner if isinstance(inner, Message) else None


def letter_of(message: Headers) -> Letter:
    """Return what one mail says by itself."""
    name, address = mail_headers.sender(header(message, "from") or header(message, "sender"))
    # Servers write theirs on top; the topmost is that of the municipality.
    stamps = [value.rpartition(";")[2] for value in _all(message, "received")[:1]]
    times = [header_instant(stamp) for stamp in [*stamps, header(message, "date")]]
    return Letter(
        message_id=" ".join(header(message, "message-id").split()),
        sender=name,
        address=address,
        times=tuple(at for at in times if at is not None),
        subject=" ".join(header(message, "subject").split()),
        to=" ".join(header(message, "to").split()),
        text=_text(message),
        attachments=tuple(_attachments(message)),
    )


def header(message: Headers, name: str) -> str:
    """Return a header in plain letters, or nothing; of a very long one, its beginning."""
    raw = next(iter(_all(message, name)), "")
    if "=?" not in raw:
        return _as_it_stands(raw)
    try:
        words = decode_header(raw)
    except (HeaderParseError, ValueError):
        return _as_it_stands(raw)
    shown = (
        _as_it_stands(word) if isinstance(word, str) else decoded(word, charset) for word, charset in words
    )
    return "".join(shown) or _as_it_stands(raw)


def _as_it_stands(raw: str) -> str:
    """Return what is not encoded, though it may be beyond ASCII: its bytes stand in the text as surrogates."""
    return decoded(raw.encode("utf-8", "surrogateescape"), None)


def _all(message: Headers, name: str) -> list[str]:
    """Return the values of a header as they stand, each on one line."""
    found = [value for key, value in message.raw_items() if key.casefold() == name]
    return [re.sub(r"[\r\n]+[ \t]*", " ", str(value)[:_LONGEST_HEADER]) for value in found[:50]]


def _own_parts(message: Headers) -> Iterator[Headers]:
    """Yield the parts of a mail that hold something, without those of the mails attached to it."""
    waiting, count = [message], 0
    while waiting and count < _MOST_PARTS:
        part = waiting.pop()
        count += 1
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += [each for each in list(part.get_payload())[::-1] if isinstance(each, Message)]
        else:
            yield part


def _text(message: Headers) -> str:
    """Return what is to be read: the plain text where there is any, otherwise what the HTML shows."""
    plain: list[str] = []
    html: list[str] = []
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_file(part):
            (plain if kind == "text/plain" else html).append(_decoded(part))
    text = "\n\n".join(filter(None, (each.strip("\n") for each in plain)))
    if not text.strip():
        text = "\n\n".join(filter(None, map(text_of, html)))
    return trimmed(text)


def trimmed(text: str) -> str:
    """Return text without spaces at the ends of lines and empty lines at its own."""
    return "\n".join(line.rstrip() for line in text.replace("\xa0", " ").split("\n")).strip("\n")


def _decoded(part: Headers) -> str:
    charset = part.get_param("charset")
    text = decoded(_unpacked(part), charset if isinstance(charset, str) else None)
    if str(part.get_param("format")).casefold() == "flowed":
        return unflowed(text, is_tight=str(part.get_param("delsp")).casefold() == "yes")
    return text


def unflowed(text: str, *, is_tight: bool) -> str:
    """Return flowed text (RFC 3676) with its paragraphs on one line each.

    Args:
        text: The text; a line that ends with a space goes on in the next.
        is_tight: Whether that space belongs to the wrapping and not to the words.
    """
    lines: list[str] = []
    goes_on, depth = False, 0
    for line in text.split("\n"):
        own = len(line) - len(line.lstrip(">"))
        words = line[own:].removeprefix(" ")
        if goes_on and own == depth and words != "-- ":
            lines[-1] += words
        else:
            lines.append(f"{'>' * own} {words}" if own else words)
        goes_on, depth = words.endswith(" ") and words != "-- ", own
        if goes_on and is_tight:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _is_file(part: Headers) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Headers) -> str:
    try:
        name = part.get_filename("") or ""
    except (LookupError, ValueError, TypeError):
        return "?"
    if "=?" not in name:
        return name
    shown: Headers = Message()
    shown["subject"] = name
    return header(shown, "subject")


def _attachments(message: Headers) -> Iterator[Attachment]:
    opened = _attached(message)
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind == "message/rfc822" and opened is not None:
            continue  # what it says stands in the complaint
        if kind == "message/rfc822":
            yield listed(_file_name(part) or "mail.eml", _size(part))
        elif _is_file(part) or part.get_content_maintype() != "text":
            yield listed(_file_name(part), _size(part))


def _size(part: Headers) -> int:
    """Return how many bytes a part has when it is unpacked; base64 is counted without unpacking it."""
    if part.is_multipart():
        return sum(_size(each) for each in part.get_payload() if isinstance(each, Message))
    encoding = str(part.get("content-transfer-encoding", "")).strip().casefold()
    if encoding != "base64":
        return len(_unpacked(part))
    payload = str(part.get_payload())
    packed = len(payload) - payload.count("\n") - payload.count("\r")
    return packed * 3 // 4 - payload.rstrip("\r\n")[-2:].count("=")


def _unpacked(part: Headers) -> bytes:
    """Return the bytes of a part (asked for text, Python would take any codec that the mail names)."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
