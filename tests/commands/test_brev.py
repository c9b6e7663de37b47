"""``klage brev``: a letter on the screen, in a file or in Word, and what it refuses."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from klage.commands import brev
from klage.errors import RefusedError
from klage.session import Session
from klage.store import cases
from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import mode

RECEIPT = ("brev", "1", "--skabelon", "kvittering")


@pytest.fixture
def set_up(desk: Desk) -> Desk:
    """Give an office with a name and a telephone, and one case."""
    desk("kontor", "navn", "Havnsø Kommune", "--kontor", "Borgervejledningen", "--telefon", "12 34 56 78")
    desk.new(citizen_name="Anna Åse", phone="20123456", department="Ydelse", complaint_kind="blandet")
    return desk


def test_a_letter_on_the_screen(set_up: Desk) -> None:
    """It is shown whole, and asks whether it is sent; no leaves the case as it was."""
    shown = set_up.terminal(*RECEIPT, typed="n\n")
    assert shown.stdout.startswith(
        "Havnsø Kommune\nBorgervejledningen\n\n20. november 2026\n\nVi har modtaget din klage\n"
    )
    assert "Vi lover at ringe til dig senest lørdag 21. november 2026 kl. 10.00." in shown.stdout
    assert "skal se på den igen senest fredag 18. december 2026" in shown.stdout
    assert (
        "Du kan ringe til os på 12 34 56 78. Vi har åbent mandag til fredag kl. 09.00–15.00." in shown.stdout
    )
    assert shown.stdout.endswith("Havnsø Kommune\nSender du kvitteringen i dag? [j/N] ")
    assert_danish(shown.stdout)
    assert set_up.case("1")["ack_sent_on"] is None


def test_that_a_receipt_is_sent(set_up: Desk, tmp_path: Path) -> None:
    """Yes or --sendt notes the day once; it is in the history, and can be undone."""
    set_up.terminal(*RECEIPT, typed="j\n")
    assert set_up.case("1")["ack_sent_on"] == "2026-11-20"
    assert "Sender du" not in set_up.at("2026-11-21T10:00").terminal(*RECEIPT).stdout
    assert "allerede noteret" in set_up.refused(*RECEIPT, "--sendt", "--med-navne", code=9)
    assert set_up.case("1")["ack_sent_on"] == "2026-11-20"
    set_up("fortryd", "--ja")
    assert set_up.case("1")["ack_sent_on"] is None
    said = set_up(*RECEIPT, "--sendt", "--ud", str(tmp_path / "brev.txt"))
    assert said.stderr == "Noteret på sag 2026-0001: kvittering sendt i dag.\n"
    assert set_up.case("1")["ack_sent_on"] == "2026-11-20"


def test_the_letter_is_there_when_the_note_fails(set_up: Desk, tmp_path: Path) -> None:
    """What is said is true of both: the file that was written, and the note that was not."""
    with closing(sqlite3.connect(set_up.path)) as outside, outside:
        outside.execute("update seal set hash = x'00'")
    said = set_up(*RECEIPT, "--sendt", "--ud", str(tmp_path / "brev.txt"), code=6).stderr
    assert said.splitlines()[-1].startswith("Brevet er skrevet. Noten om, at det er sendt: Registret passer ")
    assert (tmp_path / "brev.txt").read_text().startswith("Havnsø Kommune")


def test_two_who_send_a_receipt_at_once(set_up: Desk) -> None:
    """The case is looked at again inside the transaction, and the first day stands."""
    session = Session(set_up.run.environ(KLAGE_NOW="2026-11-21T10:00:00+01:00"))
    seen = cases.get(session.register, 2026_000001)
    set_up(*RECEIPT, "--sendt", "--med-navne")
    with pytest.raises(RefusedError, match="blevet ændret"):
        brev._note_sent(session, seen)
    session.close()
    assert set_up.case("1")["ack_sent_on"] == "2026-11-20"


def test_a_letter_in_a_file(set_up: Desk, tmp_path: Path) -> None:
    """Only its owner can read it, it is never written over unasked, and it is named when cases are forgotten."""
    file = tmp_path / "brev.txt"
    said = set_up(*RECEIPT, "--ud", str(file)).stdout
    assert said == f"Brevet ligger i {file}. Læs det, før du sender det.\n"
    assert mode(file) == 0o600
    assert "Kære Anna Åse" in file.read_text(encoding="utf-8")
    assert "findes allerede" in set_up(*RECEIPT, "--ud", str(file), code=2).stderr
    set_up(*RECEIPT, "--ud", str(file), "--overskriv")
    set_up("ret", "1", "--journalnr", "26/14")
    set_up("genvurdering", "1", "--resultat", "medhold")
    set_up("luk", "1", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog")
    assert str(file) in set_up.at("2036-01-01T10:00")("anonymiser", "2026-1", "--ja").stdout


def test_a_letter_in_word(set_up: Desk, tmp_path: Path) -> None:
    """By the file's name or by --format; a citizen's markup is text."""
    docx = pytest.importorskip("docx", reason="the extra kontor is not installed")
    set_up.new(citizen_name="<w:b/> & \x1b[2J", text="En anden sag.")
    for name, more in (("brev.docx", ()), ("uden", ("--format", "docx"))):
        set_up("letter", "2", "--skabelon", "kvittering", "--ud", str(tmp_path / name), *more)
        texts = [p.text for p in docx.Document(str(tmp_path / name)).paragraphs]
        assert "Kære <w:b/> & ␛[2J" in texts
        assert mode(tmp_path / name) == 0o600


def test_the_letters_about_calls(set_up: Desk) -> None:
    """What was tried and what was agreed, from the calls that count."""
    set_up("opkald", "1", "--udfald", "ikke_truffet")
    whole = set_up("brev", "1", "--skabelon", "ikke-truffet", "--med-navne").stdout
    assert "Vi har ringet til dig fredag 20. november 2026 kl. 10.00, men vi fik ikke talt sammen." in whole
    set_up(
        "opkald", "1", "--udfald", "talt_med", "--senest", "25.11.", "--aftale", "-", stdin="Lederen ringer."
    )
    whole = set_up("brev", "1", "--skabelon", "aftale", "--med-navne").stdout
    assert "\n\nLederen ringer.\n\nDu hører fra os senest onsdag 25. november 2026.\n\n" in whole


def test_what_is_asked_at_a_terminal(set_up: Desk) -> None:
    """Which letter, and whom a forwarded complaint went to."""
    shown = set_up.terminal("brev", "1", typed="videresendelse\nUdbetaling  Danmark\n")
    assert "Hvilket brev?" in shown.stderr
    assert "sendt den videre til Udbetaling Danmark." in shown.stdout
    assert "Vi har modtaget din klage" in set_up.terminal("brev", "1", typed="\nn\n").stdout
    given = set_up("brev", "1", "--skabelon", "videresendelse", "--myndighed", "Ankestyrelsen", "--med-navne")
    assert "til Ankestyrelsen." in given.stdout


def test_the_offices_own_text(set_up: Desk, tmp_path: Path) -> None:
    """It is written from as soon as it is taken in."""
    (tmp_path / "min.txt").write_text("# Hej\n\n{hilsen}\n\n{ringer}\n", encoding="utf-8")
    set_up("kontor", "skabeloner", "kvittering", "--fil", str(tmp_path / "min.txt"))
    whole = set_up(*RECEIPT, "--med-navne").stdout
    assert whole.startswith("Hej\n\nKære Anna Åse\n\nVi lover at ringe")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("brev", "1"), 2, "med --skabelon"),
        (("brev", "1", "--skabelon", "afslag"), 2, "Vælg kvittering"),
        (RECEIPT, 2, "--med-navne"),
        ((*RECEIPT, "--format", "docx"), 2, "--ud brev.docx"),
        ((*RECEIPT, "--format", "pdf", "--ud", "brev"), 2, ".txt eller .docx"),
        ((*RECEIPT, "--ud", "brev.pdf"), 2, ".txt eller .docx"),
        ((*RECEIPT, "--overskriv"), 2, "hører til --ud"),
        ((*RECEIPT, "--ud", "klage.db", "--format", "txt", "--overskriv"), 2, "registret selv"),
        (("brev", "1", "--skabelon", "aftale", "--sendt", "--med-navne"), 2, "hører til en kvittering"),
        (("brev", "1", "--skabelon", "aftale", "--med-navne"), 2, "{samtale} og {aftale}"),
        (("brev", "1", "--skabelon", "ikke-truffet", "--med-navne"), 2, "{forsøg}"),
        (("brev", "1", "--skabelon", "videresendelse", "--med-navne"), 2, "--myndighed"),
        (("brev", "7", "--skabelon", "aftale", "--med-navne"), 3, "Der er ingen sag 2026-0007"),
    ],
)
def test_what_is_refused(
    set_up: Desk, line: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is one Danish sentence with its code; nothing is written, and no name is in it."""
    monkeypatch.chdir(set_up.run.home)
    sentence = set_up.refused(*line, code=code)
    assert said in sentence
    assert "Anna" not in sentence
    assert_danish(sentence)
    assert not (set_up.run.home / "brev").exists()


def test_an_office_that_has_set_nothing(desk: Desk) -> None:
    """All that is missing is named at once, and one command sets it."""
    desk.new()
    sentence = desk.refused(*RECEIPT, "--med-navne", "--sendt", code=2)
    assert "{kommune}, {kontor} og {kontor_telefon}. Sæt det med klage kontor navn." in sentence
