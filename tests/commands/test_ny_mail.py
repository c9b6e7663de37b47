"""``klage ny --mail``: the mail proposes, the user decides, and no mail becomes two cases."""

from pathlib import Path

import pytest

from klage.domain.cpr import MASK
from tests.desk import Desk
from tests.intake.mails import FOLDER, mail

TODAY = "2026-10-20T10:00"


@pytest.fixture
def now(desk: Desk) -> Desk:
    """Return a desk on the day after most of the mails came."""
    return desk.at(TODAY)


# --- off a terminal --------------------------------------------------------------------------------


def test_a_mail_makes_a_case(now: Desk) -> None:
    """What the mail says is used, and said on stderr without anything of the citizen."""
    answer = now("ny", "--mail", str(FOLDER / "outlook.eml"), "--kun-nr")
    assert answer.stdout == "2026-0001\n"
    assert answer.stderr == (
        "Fra mailen: navn, telefonnummer og tekst; modtaget tirsdag 20. oktober 2026 kl. 08.15.\n"
        "1 vedhæftet fil er nævnt i teksten, men ikke gemt.\n"
    )
    case = now.case("1")
    assert (case["citizen_name"], case["phone"], case["channel"]) == ("Karen Ågård", "10345678", "e_mail")
    assert case["received_at"] == "2026-10-20T06:15:41Z"
    assert case["summary"].startswith("Klage over ventetid på svar\n\nHej\n\nJeg søgte om hjælp")
    assert case["summary"].endswith("Til: Borgervejlederen <borgervejleder@havnso.example>")


def test_options_go_before_the_mail(now: Desk) -> None:
    """Received, channel and the rest as the user says."""
    options = (
        "--modtaget",
        "i går kl. 9",
        "--kanal",
        "brev",
        "--adressat",
        "raadmand",
        "--afdeling",
        "Ydelse",
    )
    now("ny", "--mail", str(FOLDER / "outlook.eml"), *options)
    case = now.case("1")
    assert (case["received_at_local"], case["channel"]) == ("2026-10-19T09:00:00+02:00", "brev")
    assert (case["addressee_level"], case["department"]) == ("raadmand", "Ydelse")


def test_a_mail_that_was_sent_on_is_that_of_the_citizen(now: Desk) -> None:
    """The original's sender and date; the number in the colleague's signature is not the citizen's."""
    answer = now("ny", "--mail", str(FOLDER / "outlook-videresendt.eml"))
    assert "Mailen er videresendt. Navn og tid er fra den oprindelige mail." in answer.stderr
    case = now.case("1")
    assert (case["citizen_name"], case["phone"]) == ("Jens Bøgh", "10405060")
    assert case["received_at"] == "2026-10-19T14:42:00Z"


def test_a_mail_from_outlook_and_one_on_a_pipe(now: Desk) -> None:
    """Both kinds, by their content and not by their name."""
    now("ny", "--mail", "-", stdin=(FOLDER / "outlook.msg").read_bytes())
    now("ny", "--mail", "-", stdin=(FOLDER / "digital-post.eml").read_bytes())
    assert now.case("1")["citizen_name"] == "Birthe Søgaard"
    assert (now.case("2")["citizen_name"], now.case("2")["channel"]) == ("Inger Toft", "digital_post")


def test_no_mail_becomes_two_cases(now: Desk) -> None:
    """Days later, from another file: the same number, and nothing changed; --alligevel insists."""
    file = str(FOLDER / "gmail.eml")
    now("ny", "--mail", file)
    before = now.content()
    later = now.at("2026-12-01T09:00")
    assert later("ny", "--mail", "-", "--kun-nr", stdin=Path(file).read_bytes()).stdout == "2026-0001\n"
    assert "Sag 2026-0001 var allerede registreret." in later("ny", "--mail", file).stdout
    assert later.content() == before
    assert later("ny", "--mail", file, "--kun-nr", "--alligevel").stdout == "2026-0002\n"


def test_an_undone_mail_can_be_registered_again(now: Desk) -> None:
    """What was taken back is not there, and neither is the mail."""
    file = str(FOLDER / "gmail.eml")
    now("ny", "--mail", file)
    now("fortryd", "--ja")
    assert now("ny", "--mail", file, "--kun-nr").stdout == "2026-0002\n"


def test_the_number_of_a_mail_is_nobodys_to_read(now: Desk) -> None:
    """Neither history nor case shows it."""
    now("ny", "--mail", str(FOLDER / "gmail.eml"))
    for line in (("historik", "1", "--json", "--med-navne"), ("vis", "1", "--json", "--med-navne")):
        assert "mail_print" not in now(*line).stdout


def test_cpr_numbers_are_masked(now: Desk) -> None:
    """In subject and text, as in any complaint."""
    answer = now("ny", "--mail", "-", stdin=mail("Mit cpr er 010190-1234.", "Subject: 010190-1234"))
    assert "skjult" in answer.stderr
    assert "1234" not in now.case("1")["summary"]
    assert now.case("1")["summary"].count(MASK) == 2


def test_what_is_not_in_the_mail_is_said(now: Desk) -> None:
    """Neither name nor number: both are named, and the case is made."""
    answer = now("ny", "--mail", "-", stdin=mail("Hej.", "From: anna@borger.example"))
    assert "Står ikke i mailen: navn og telefonnummer." in answer.stderr
    assert now.case("1")["citizen_name"] is None


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "raw", "code", "sentence"),
    [
        (("--mail", "-"), b"hej", 2, "Det er ikke en mail"),
        (("--mail", "-"), b"", 2, "Filen er tom"),
        (("--mail", "findes-ikke.eml"), b"", 3, "findes ikke"),
        (("--mail", "/"), b"", 2, "Skriv navnet på en mail"),
        (("--mail", "x.eml", "--tekst", "-"), b"Hej", 2, "uden --tekst og --json"),
        (("--mail", "-", "--json", "-"), b"{}", 2, "Kun én ting"),
        (("--mail", "-"), mail("x", "Date: Mon, 19 Oct 2099 08:00 +0000"), 2, "Skriv det med --modtaget"),
        (("--mail", "-", "--type", "xyz"), mail("x"), 2, "kendes ikke"),
    ],
)
def test_what_is_refused(now: Desk, line: tuple[str, ...], raw: bytes, code: int, sentence: str) -> None:
    """One sentence, and there is no register."""
    answer = now("ny", *line, stdin=raw, code=code)
    assert sentence in answer.stderr
    assert answer.stdout == ""
    assert now.content() is None


def test_a_time_that_is_missing_can_be_given(now: Desk) -> None:
    """With --modtaget a mail without a date is a complaint like others."""
    now("ny", "--mail", "-", "--modtaget", "i går kl. 9", stdin=mail("x", "Date: ?"))
    assert now.case("1")["received_at_local"] == "2026-10-19T09:00:00+02:00"


# --- at a terminal ---------------------------------------------------------------------------------


def test_each_part_is_a_proposal(now: Desk) -> None:
    """Enter accepts: to the second, with the name, the number and the whole text."""
    answer = now.terminal("ny", "--mail", str(FOLDER / "outlook-videresendt.eml"), typed="\n\n\n\n\n\n")
    said = " ".join(answer.stderr.split())
    assert "Mail fra Jens Bøgh, mandag 19. oktober 2026 kl. 16.42: »Hjemmehjælpen kommer ikke«." in said
    assert "Den er videresendt af Bente Holm tirsdag 20. oktober 2026 kl. 09.03." in said
    case = now.case("1")
    assert (case["citizen_name"], case["phone"], case["received_at"]) == (
        "Jens Bøgh", "10405060", "2026-10-19T14:42:00Z"
    )  # fmt: skip
    assert "10 65 43 21" in case["summary"]


def test_each_proposal_can_be_changed(now: Desk) -> None:
    """Another time, no name, another number and other words."""
    typed = "i dag kl. 8\nrådmand\nYdelse\n-\n11 22 33 44\nn\nKort sagt: ventetid.\n\n"
    now.terminal("ny", "--mail", str(FOLDER / "outlook.eml"), typed=typed)
    case = now.case("1")
    assert (case["received_at_local"], case["addressee_level"]) == ("2026-10-20T08:00:00+02:00", "raadmand")
    assert (case["citizen_name"], case["phone"], case["summary"]) == (
        None,
        "11223344",
        "Kort sagt: ventetid.",
    )


def test_a_mail_without_a_date_is_asked_about(now: Desk, tmp_path: Path) -> None:
    """As without a mail: the answer is now, unless another is given."""
    file = tmp_path / "uden-dato.eml"
    file.write_bytes(mail("Hej.", "Date: ?", "From: anna@borger.example"))
    now.terminal("ny", "--mail", str(file), typed="\n\n\n\n\n\n")
    case = now.case("1")
    assert (case["received_at_local"], case["citizen_name"]) == ("2026-10-20T10:00:00+02:00", None)


def test_the_doubled_hour_keeps_its_offset(desk: Desk, tmp_path: Path) -> None:
    """A mail from the second half past two in October is not moved to the first by accepting it."""
    file = tmp_path / "nat.eml"
    file.write_bytes(mail("Hej.", "Date: Sun, 25 Oct 2026 02:30:07 +0100"))
    desk.at("2026-10-26T09:00").terminal("ny", "--mail", str(file), typed="\n\n\n\n\n\n")
    assert desk.case("1")["received_at"] == "2026-10-25T01:30:07Z"


def test_a_hostile_mail_is_harmless_on_the_screen(now: Desk, tmp_path: Path) -> None:
    """Neither its subject nor its text can command the terminal, and a long one is shown in part."""
    file = tmp_path / "ond.eml"
    file.write_bytes(
        mail(
            "\u202e[red]x[/]\n" * 50,
            "Subject: =?utf-8?q?=1B]0;x=07=E2=80=AE?=",
            "From: =?utf-8?q?=1B[31m?= <a@b.dk>",
        )
    )
    answer = now.terminal("ny", "--mail", str(file), typed="\n\n\n\n\n\n")
    shown = answer.stdout + answer.stderr
    assert "\u202e" not in shown
    assert "\x1b]0" not in shown
    assert "\x1b[31m" not in shown
    assert "[red]x[/]" in shown
    assert " linjer til" in shown


def test_a_known_mail_asks_nothing(now: Desk) -> None:
    """At a terminal the number comes at once."""
    file = str(FOLDER / "gmail.eml")
    now("ny", "--mail", file)
    answer = now.terminal("ny", "--mail", file)
    assert "Hvornår" not in answer.stdout + answer.stderr
    assert "Sag 2026-0001 var allerede registreret." in answer.stdout


def test_a_wrong_option_is_told_before_anything_is_asked(now: Desk) -> None:
    """Nobody confirms a mail to learn that the command line was wrong."""
    answer = now.terminal("ny", "--mail", str(FOLDER / "gmail.eml"), "--tema", "findes-ikke", code=2)
    assert "Hvornår" not in answer.stdout + answer.stderr
