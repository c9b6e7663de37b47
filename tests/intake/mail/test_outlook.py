"""Mails as Outlook saves them, written by hand from MS-CFB and MS-OXMSG."""

from datetime import UTC, datetime

import pytest

from klage.domain.mail.mail import Mail
from klage.errors import InvalidValueError
from klage.intake.mail import eml, outlook
from tests.intake.compound_file import Tree, compound_file, properties
from tests.intake.mails import NOW, sample

pytest.importorskip("olefile", reason="the extra kontor is not installed")

SENT = datetime(2026, 10, 19, 6, 0, 25, tzinfo=UTC)
TEXTS = {
    outlook.SUBJECT: "Klage over tavshed",
    outlook.SENDER_NAME: "Åse Bo",
    outlook.SENDER_SMTP: "aase@borger.example",
    outlook.BODY: "Hej\r\n\r\nJeg hører intet.\r\n",
}


def read(
    texts: dict[str, str | bytes],
    ansi: str = "",
    page: int = 1252,
    more: "dict[str, bytes | Tree] | None" = None,
) -> Mail:
    """Read a mail with these properties."""
    numbers: dict[int, int | datetime] = {outlook.DELIVERED: SENT, outlook.CODE_PAGE: page}
    return outlook.read(compound_file({**properties(texts, numbers, heading=32, ansi=ansi), **(more or {})}))


def test_the_sample() -> None:
    """What Outlook shows of it is what klage reads."""
    found = sample("outlook.msg")
    assert (found.sender, found.address, found.to) == (
        "Birthe Søgaard", "birthe.soegaard@borger.example", "Borgervejlederen"
    )  # fmt: skip
    assert [(file.name, file.size) for file in found.attachments] == [("Besøgsplan uge 42.docx", 5000)]
    assert found.parts.signature == "Med venlig hilsen\nBirthe Søgaard"


@pytest.mark.parametrize(
    ("ansi", "page"), [("", 1252), ("cp1252", 1252), ("utf-8", 65001), ("cp1252", 99999)]
)
def test_text_of_all_ages(ansi: str, page: int) -> None:
    """Unicode, or in a code page that the mail names, rightly or not."""
    found = read({**TEXTS}, ansi, page)
    assert (found.subject, found.sender, found.address) == (
        "Klage over tavshed",
        "Åse Bo",
        "aase@borger.example",
    )
    assert found.parts.words == "Hej\n\nJeg hører intet."
    assert found.times == (SENT,)


def test_headers_of_the_road_go_before_the_times_of_outlook() -> None:
    """Where the mail came from outside, its Received header is the municipality's receipt."""
    road = "Received: by a; Mon, 19 Oct 2026 08:00:30 +0200\r\nMessage-ID: <1@a>\r\nFrom: Bo <bo@borger.example>\r\n"
    found = read({outlook.HEADERS: road, outlook.BODY: "Hej"})
    assert found.times == (datetime(2026, 10, 19, 6, 0, 30, tzinfo=UTC), SENT)
    assert (found.sender, found.address) == ("Bo", "bo@borger.example")
    assert found.print_ == eml.read(b"Message-ID: <1@a>\n\nx").print_


def test_html_alone_is_read() -> None:
    """Bytes in the code page of the mail, or text."""
    assert read({outlook.HTML: "<p>Blåbær</p>".encode("cp1252")}).parts.words == "Blåbær"
    assert read({outlook.HTML: "<p>Blåbær</p>"}).parts.words == "Blåbær"


def test_a_mail_in_a_mail_is_the_original() -> None:
    """Sent on as an attachment: the original's sender and time, and what the sender wrote above."""
    inner: Tree = properties({**TEXTS}, {outlook.SUBMITTED: SENT}, heading=24)
    attachment: Tree = {
        **properties({outlook.SHOWN_NAME: "Klage"}, {}, heading=8),
        f"__substg1.0_{outlook.DATA}000D": inner,
    }
    cover: dict[str, str | bytes] = {outlook.SENDER_NAME: "Bente", outlook.BODY: "Til dig."}
    found = read(cover, more={"__attach_version1.0_#00000000": attachment})
    assert (found.sender, found.sent_on_by, found.sent_on_at) == ("Åse Bo", "Bente", SENT)
    assert (found.parts.words, found.parts.cover) == ("Hej\n\nJeg hører intet.", "Til dig.")
    assert (found.attachments, found.received_at(NOW)) == ((), SENT)


def test_a_long_mail_lies_in_sectors_of_its_own() -> None:
    """More than 4 KiB is stored another way than less."""
    assert read({outlook.BODY: "ord " * 50_000}).parts.words == ("ord " * 50_000).strip()


@pytest.mark.parametrize(
    "raw",
    [compound_file({"Workbook": b"x" * 5000}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", compound_file({})[:600]],
)
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    """A workbook, a heading alone, and half a file."""
    with pytest.raises(InvalidValueError, match="Det er ikke en mail"):
        outlook.read(raw)


def test_a_time_out_of_bounds_is_none() -> None:
    """The largest number there is, and zero."""
    for number in (2**64 - 1, 0):
        table = properties({**TEXTS}, {}, heading=32)
        table["__properties_version1.0"] = (
            bytes(32) + bytes.fromhex("40000 60E06000000".replace(" ", "")) + number.to_bytes(8, "little")
        )
        assert outlook.read(compound_file(table)).times == ()
