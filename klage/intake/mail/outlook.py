"""A mail that Outlook has saved as ``.msg``: a compound file of properties (MS-OXMSG), read with olefile.

A property is a stream that is named after its number and its type; fixed ones stand in a table. Properties
are named here as MS-OXPROPS numbers them.
"""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from importlib import import_module
from typing import Any

from klage.domain.mail import headers as mail_headers
from klage.domain.mail.mail import Attachment, Mail
from klage.errors import InvalidValueError, needs_extra
from klage.intake.charset import decoded, tidy
from klage.intake.mail import eml
from klage.intake.mail.attachments import listed
from klage.intake.mail.eml import Letter
from klage.intake.mail.html_text import text_of

SUBJECT, BODY, HTML = "0037", "1000", "1013"
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP, SENT_FOR_NAME, SENT_FOR_SMTP = (
    "0C1A",
    "0C1F",
    "5D01",
    "0042",
    "5D02",
)
SHOWN_TO, MESSAGE_ID, HEADERS = "0E04", "1035", "007D"
FILE_NAME, SHORT_NAME, SHOWN_NAME, DATA = "3707", "3704", "3001", "3701"
SUBMITTED, DELIVERED, CODE_PAGE = 0x0039, 0x0E06, 0x3FFD

_PROPERTIES = "__properties_version1.0"
_WITHIN = f"__substg1.0_{DATA}000D"
_TABLE_STARTS = (32, 24)
"""How long the heading of the table of properties is: of a mail, and of a mail within a mail."""

_TIME, _LONG = 0x0040, 0x0003
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_UTF_8 = 65001

Ole = Any
"""An open compound file of olefile's, which has no types."""


def read(raw: bytes) -> Mail:
    """Return what a mail of Outlook's says; of one that was sent on, what the original says.

    Raises:
        InvalidValueError: It is no mail, or the extra is missing.
    """
    try:
        olefile: Any = import_module("olefile")
    except ImportError as error:
        raise needs_extra("En mail fra Outlook (.msg)", "kontor") from error
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as ole:
            if not ole.exists(_PROPERTIES):
                raise InvalidValueError(eml.NO_MAIL)
            return eml.mail_from(list(_chain(ole)), raw)
    except (OSError, ValueError, struct.error) as error:
        raise InvalidValueError(eml.NO_MAIL) from error


def _chain(ole: Ole) -> Iterator[Letter]:
    """Yield a mail and the mails that lie whole in it, the outermost first."""
    place: list[str] = []
    for _ in range(5):
        attached = _attached(ole, place)
        within = [where for where in attached if ole.exists([*where, _WITHIN, _PROPERTIES])]
        is_one = len(within) == 1
        files = [where for where in attached if not (is_one and where in within)]
        yield _letter(ole, place, files)
        if not is_one:
            return
        place = [*within[0], _WITHIN]


def _attached(ole: Ole, place: list[str]) -> list[list[str]]:
    depth = len(place)
    found = {
        entry[depth]
        for entry in ole.listdir(streams=True, storages=True)
        if entry[:depth] == place and len(entry) > depth and entry[depth].startswith("__attach_version1.0_")
    }
    return [[*place, name] for name in sorted(found)]


def _letter(ole: Ole, place: list[str], attached: list[list[str]]) -> Letter:
    numbers = _fixed(ole, place)
    page = f"cp{numbers.get(CODE_PAGE, 1252)}" if numbers.get(CODE_PAGE) != _UTF_8 else "utf-8"

    def text(*properties: str) -> str:
        return next(filter(None, (_text(ole, place, each, page) for each in properties)), "")

    sent = HeaderParser().parsestr(text(HEADERS)) if text(HEADERS) else None
    letter = eml.letter_of(sent) if sent is not None else None
    stamps = [_instant(numbers.get(key)) for key in (DELIVERED, SUBMITTED)]
    address = mail_headers.sender(text(SENDER_SMTP, SENT_FOR_SMTP) or text(SENDER_ADDRESS))[1]
    body = text(BODY) or text_of(_html(ole, place, page))
    return Letter(
        message_id=text(MESSAGE_ID).strip() or (letter.message_id if letter else ""),
        sender=mail_headers.sender(text(SENDER_NAME, SENT_FOR_NAME))[0]
        or (letter.sender if letter else None),
        address=address or (letter.address if letter else None),
        times=(*(letter.times if letter else ()), *(at for at in stamps if at is not None)),
        subject=" ".join(text(SUBJECT).split()),
        to=" ".join(text(SHOWN_TO).split()),
        text=eml.trimmed(body),
        attachments=tuple(_listed(ole, where, page) for where in attached),
    )


def _text(ole: Ole, place: list[str], number: str, page: str) -> str:
    """Return a property of text: as Unicode, or in the mail's code page."""
    for kind, charset in (("001F", "utf-16-le"), ("001E", page)):
        raw = _stream(ole, [*place, f"__substg1.0_{number}{kind}"])
        if raw:
            return tidy(raw.decode("utf-16-le", "replace")) if kind == "001F" else decoded(raw, charset)
    return ""


def _html(ole: Ole, place: list[str], page: str) -> str:
    raw = _stream(ole, [*place, f"__substg1.0_{HTML}0102"])
    return decoded(raw, page) if raw else _text(ole, place, HTML, page)


def _stream(ole: Ole, where: list[str]) -> bytes:
    if not ole.exists(where) or ole.get_type(where) != 2:
        return b""
    with ole.openstream(where) as stream:
        found: bytes = stream.read()
    return found


def _fixed(ole: Ole, place: list[str]) -> dict[int, int]:
    """Return the numbers and times of the table of properties."""
    table = _stream(ole, [*place, _PROPERTIES])
    start = _TABLE_STARTS[1 if place else 0]
    found: dict[int, int] = {}
    for at in range(start, len(table) - 15, 16):
        kind, number, _flags, value = struct.unpack_from("<HHIQ", table, at)
        if kind in (_TIME, _LONG):
            found[number] = value & 0xFFFFFFFF if kind == _LONG else value
    return found


def _instant(ticks: int | None) -> datetime | None:
    """Return the instant of a FILETIME: tenths of microseconds since 1601."""
    try:
        return None if not ticks else (_EPOCH + timedelta(microseconds=ticks // 10)).replace(microsecond=0)
    except OverflowError:
        return None


def _listed(ole: Ole, where: list[str], page: str) -> Attachment:
    names = (_text(ole, where, number, page) for number in (FILE_NAME, SHORT_NAME, SHOWN_NAME))
    data = [*where, f"__substg1.0_{DATA}0102"]
    size = ole.get_size(data) if ole.exists(data) else 0
    return listed(next(filter(None, names), ""), size)
