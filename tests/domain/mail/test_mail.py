"""The complaint that a mail proposes."""

from datetime import UTC, datetime, timedelta

import pytest

from klage.domain.mail.mail import Attachment, Mail, print_of, size_text
from klage.domain.mail.parts import Parts

NOW = datetime(2026, 10, 20, 8, 0, tzinfo=UTC)


def mail(
    sender: str | None = "Anna Åse",
    address: str | None = "anna@borger.example",
    times: tuple[datetime, ...] = (NOW,),
    words: str = "Hej.",
) -> Mail:
    """Return a mail."""
    return Mail(1, sender, address, times, "Klage", Parts(words))


def test_the_first_time_that_can_be_true_is_the_receipt() -> None:
    """A server's clock may be five minutes ahead; the future and the seventies are wrong."""
    hour = timedelta(hours=1)
    assert mail(times=(NOW - hour, NOW - 2 * hour)).received_at(NOW) == NOW - hour
    assert mail(times=(NOW + timedelta(minutes=4),)).received_at(NOW) == NOW
    assert mail(times=(NOW + hour, NOW - hour)).received_at(NOW) == NOW - hour
    assert mail(times=(datetime(1989, 6, 1, tzinfo=UTC), NOW)).received_at(NOW) == NOW
    assert mail(times=()).received_at(NOW) is None


@pytest.mark.parametrize(
    ("address", "channel"),
    [
        ("noreply@digitalpost.dk", "digital_post"),
        ("x@post.E-Boks.dk", "digital_post"),
        ("x@ikkedigitalpost.dk", "e_mail"),
        ("digitalpost.dk@borger.example", "e_mail"),
        (None, "e_mail"),
    ],
)
def test_digital_post_is_known_by_its_relay(address: str | None, channel: str) -> None:
    """The domain decides, and only the whole of it."""
    assert mail(address=address).channel == channel


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Anna Åse", "Anna Åse"),
        ("noreply", None),
        ("Digital Post", None),
        ("a@b.dk", None),
        ("a" * 201, None),
        ("", None),
        (None, None),
    ],
)
def test_a_machine_is_no_citizen(sender: str | None, name: str | None) -> None:
    """Neither is an address a name."""
    assert mail(sender=sender).citizen_name == name


def test_digital_post_says_its_sender_in_the_text() -> None:
    """Only Digital Post: in another mail "Afsender:" may be anything."""
    words = "Ny besked\nAfsender: Inger Toft\nHej"
    assert mail("Digital Post", "noreply@digitalpost.dk", words=words).citizen_name == "Inger Toft"
    assert mail(words=words).citizen_name == "Anna Åse"


def test_the_text_holds_all_parts() -> None:
    """The citizen's words first, and under a heading each of what is there."""
    parts = Parts("Ord", "Hilsen", "Gammelt", "Fra kollega")
    full = Mail(
        1, "Anna", "a@b.dk", (), "Emne", parts, (Attachment("a.pdf", 2_500_000),), "klage@by.dk", "Bo", NOW
    )
    assert full.text == (
        "Emne\n\nOrd\n\n[Underskrift]\nHilsen\n\n[Videresendt]\nFra kollega\n\n[Tidligere i mailen]\nGammelt\n\n"
        "[Vedhæftet, ikke gemt]\na.pdf (2,5 MB)\n\n[Mailen]\nFra: Anna <a@b.dk>\nTil: klage@by.dk"
    )
    assert full.is_sent_on
    shown = Mail(1, "Anna", "a@b.dk", (), "Emne", Parts("Ord", cover="Fra: Anna <a@b.dk>"))
    assert "[Mailen]" not in shown.text


def test_values_leave_out_what_is_not_known() -> None:
    """The keys are those of a complaint; what the mail does not say is not there."""
    assert mail(words="Ring på tlf. 20 12 34 56").values(NOW) == {
        "received_at": "2026-10-20T08:00:00Z",
        "channel": "e_mail",
        "citizen_name": "Anna Åse",
        "phone": "20123456",
        "summary": "Klage\n\nRing på tlf. 20 12 34 56\n\n[Mailen]\nFra: Anna Åse <anna@borger.example>",
    }
    assert mail(None, None, ()).values(NOW).keys() == {"channel", "summary"}


def test_numbers_of_mails_fit_the_register() -> None:
    """Fifty-six bits, the same for the same mail."""
    assert 0 <= print_of(b"<1@a>") < 2**56
    assert print_of(b"<1@a>") == print_of(b"<1@a>") != print_of(b"<2@a>")


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 byte"), (999, "999 byte"), (1000, "1 kB"), (1_234_567, "1,2 MB")]
)
def test_sizes(size: int, text: str) -> None:
    """As people say them."""
    assert size_text(size) == text
