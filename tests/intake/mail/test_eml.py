"""Mails as real programs write them, and as nobody should: what is read of each."""

import base64
import quopri

import pytest

from klage import clock
from klage.domain.mail.mail import Mail
from klage.errors import InvalidValueError
from klage.intake.mail import eml
from tests.intake.mails import FOLDER, NOW, SAID, mail, sample


def read(*args: str | bytes, **kwargs: str) -> Mail:
    """Read a mail made by hand; see ``mails.mail``."""
    return eml.read(mail(*args, **kwargs))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SAID)
def test_what_real_programs_write(name: str) -> None:
    """Sender, receipt, phone, subject and words come out of each program's mail, sent on or not."""
    found, said = sample(name), SAID[name]
    at = found.received_at(NOW)
    assert at is not None
    assert clock.to_text(at) == f"{said.received_at}Z"
    assert (found.citizen_name, found.phone, found.subject, found.sent_on_by) == (
        said.name, said.phone, said.subject, said.sent_on_by
    )  # fmt: skip
    assert found.parts.words.startswith(said.words)
    assert found.channel == ("digital_post" if name.startswith("digital") else "e_mail")


def test_every_sample_is_told_apart() -> None:
    """All the mails of the folder are tested, and each has a number of its own."""
    assert {path.name for path in FOLDER.iterdir()} == SAID.keys()
    assert len({sample(name).print_ for name in SAID}) == len(SAID)


def test_greeting_older_mails_and_those_who_sent_it_on_stand_below() -> None:
    """Nothing of a mail is lost, and none of it is taken for the citizen's own words."""
    gmail = sample("gmail.eml")
    assert gmail.parts.signature == "Mvh. Samir Østergaard"
    assert gmail.parts.history.startswith("Den man. 12. okt. 2026 kl. 10.05 skrev Ydelsescentret")
    assert "lønsedler. Send dem" in gmail.text
    outlook = sample("outlook-videresendt.eml")
    assert "10 65 43 21" not in outlook.parts.words + outlook.parts.signature
    assert "10 65 43 21" in outlook.text
    assert "Til: Sundhed og Omsorg <sundhed@havnso.example>" in outlook.text


def test_attachments_are_listed() -> None:
    """With name and size; a mail whose text was taken is no attachment any more."""
    assert [(file.name, file.size) for file in sample("outlook.eml").attachments] == [("Ansøgning.pdf", 1536)]
    assert "[Vedhæftet, ikke gemt]\nAnsøgning.pdf (2 kB)" in sample("outlook.eml").text
    assert sample("vedhaeftet-mail.eml").attachments == ()


def test_several_attached_mails_stay_attachments() -> None:
    """Which of them is the complaint is for the user to say."""
    inner = "--x\nContent-Type: message/rfc822\n\nSubject: En\n\nTekst\n"
    found = read(f"{inner}{inner}--x--\n", kind='multipart/mixed; boundary="x"')
    assert [(file.name, file.size) for file in found.attachments] == [("mail.eml", 5), ("mail.eml", 5)]
    assert not found.is_sent_on


def test_a_receipt_for_what_was_not_delivered_is_no_complaint_sent_on() -> None:
    """A multipart/report holds the mail that did not arrive; the report itself is read."""
    body = "--x\n\nKunne ikke leveres.\n--x\nContent-Type: message/rfc822\n\nSubject: En\n\nTekst\n--x--\n"
    found = read(body, kind='multipart/report; boundary="x"')
    assert (found.is_sent_on, found.parts.words) == (False, "Kunne ikke leveres.")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Blåbærgrød".encode("latin-1"), "text/plain; charset=iso-8859-1"),
        ("Blåbærgrød".encode("cp1252"), "text/plain"),
        ("Blåbærgrød".encode(), 'text/plain; charset="latin1"'),
        ("Blåbærgrød".encode(), "text/plain; charset=findes-ikke"),
        ("Blåbærgrød".encode("utf-16"), "text/plain; charset=utf-16"),
        ("<p>Bl&aring;b&aelig;rgr&#248;d</p>", "text/html"),
    ],
)
def test_danish_letters_of_all_ages(body: str | bytes, kind: str) -> None:
    """Declared rightly, wrongly or not at all."""
    assert read(body, kind=kind).parts.words == "Blåbærgrød"


def test_transfer_encodings() -> None:
    """Quoted-printable and base64, and base64 that is broken, are text all the same."""
    for name, body in (
        ("quoted-printable", quopri.encodestring("Blåbærgrød".encode())),
        ("base64", base64.encodebytes("Blåbærgrød".encode())),
        ("8bit", "Blåbærgrød".encode()),
    ):
        assert read(body, f"Content-Transfer-Encoding: {name}").parts.words == "Blåbærgrød"
    assert read("%%%", "Content-Transfer-Encoding: base64").text


def test_plain_text_goes_before_html_unless_it_is_empty() -> None:
    """Programs that write only HTML add an empty plain part."""
    for plain, words in (("Ren tekst", "Ren tekst"), (" \n", "Fra HTML")):
        body = f"--x\n\n{plain}\n--x\nContent-Type: text/html\n\n<p>Fra HTML</p>\n--x--\n"
        assert read(body, kind='multipart/alternative; boundary="x"').parts.words == words


def test_flowed_lines_become_paragraphs() -> None:
    """A line that ends with a space goes on; a signature and another depth of quoting do not."""
    assert eml.unflowed("Det er \nen linje.\n>Før \n>og nu \nEj \n-- \nAnna", is_tight=False) == (
        "Det er en linje.\n> Før og nu \nEj \n-- \nAnna"
    )
    assert eml.unflowed("sags \nbehandler", is_tight=True) == "sagsbehandler"
    assert (
        read("sags \nbehandler", kind="text/plain; format=flowed; delsp=yes").parts.words == "sagsbehandler"
    )


def test_the_topmost_receipt_goes_before_the_date() -> None:
    """Servers write on top; a wrong one, or one from the future, gives way to the next."""
    found = read(
        "x", "Received: by a; Mon, 19 Oct 2026 09:00:05 +0200", "Received: by b; Mon, 19 Oct 2026 01:00 +0000"
    )
    assert [clock.to_text(at) for at in found.times] == ["2026-10-19T07:00:05Z", "2026-10-19T06:00:00Z"]
    wrong = read("x", "Received: by a; Mon, 19 Oct 2099 09:00:05 +0200")
    assert wrong.received_at(NOW) == found.times[1]
    assert read("x", "Date: Mon, 19 Oct 999999999999 08:00 +0000").received_at(NOW) is None


def test_encoded_headers() -> None:
    """Half encoded, wrongly encoded and raw headers are shown as far as they can be."""
    assert read("x", "Subject: =?utf-8?q?Gr=C3=B8d?= og =?iso-8859-1?q?b=E6r?=").subject == "Grød og bær"
    assert read("x", "Subject: Grød").subject == "Grød"
    assert read("x", "Subject: =?utf-8?b?%?=").subject
    assert read("x", "Subject: =?utf-8?b?abcde?=").subject == "=?utf-8?b?abcde?="
    assert read("x", "Subject: =?findes-ikke?q?Gr=C3=B8d?=").subject == "Grød"
    assert read("x", "From: =?utf-8?q?Bo_=C3=85?=\n <bo@borger.example>").sender == "Bo Å"


def test_the_same_mail_has_the_same_number() -> None:
    """By its Message-ID, or by all of it when it has none."""
    assert read("x", "Message-ID: <1@a>").print_ == read("y", "Message-ID:\n <1@a>").print_
    assert read("x").print_ == read("x").print_ != read("y").print_


@pytest.mark.parametrize("raw", [b"hej", b"{}", b"Navn;Tekst\nAnna;Hej\n", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    """One sentence says what to do."""
    with pytest.raises(InvalidValueError, match="Det er ikke en mail"):
        eml.read(raw)


def test_names_of_attachments_in_every_spelling() -> None:
    """RFC 2231, RFC 2047 in quotes, raw, and with a character set that does not exist."""
    for said, shown in (
        ("filename*=utf-8''Bl%C3%A5.pdf", "Blå.pdf"),
        ('filename="=?utf-8?q?Bl=C3=A5.pdf?="', "Blå.pdf"),
        ('filename="../../.ssh/id_rsa"', "id_rsa"),
        ("filename*=findes-ikke''x", "x"),
        ("filename*=\0''x", "?"),
    ):
        body = f"--x\nContent-Disposition: attachment; {said}\n\nabc\n--x--\n"
        found = read(body, kind='multipart/mixed; boundary="x"')
        assert [file.name for file in found.attachments] == [shown]
