"""``klage import MAPPE``: a folder of mails, all of it or what can be read, and nothing twice."""

import shutil
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.intake.mails import FOLDER, SAID, mail


@pytest.fixture
def now(desk: Desk) -> Desk:
    """Return a desk on the day after most of the mails came."""
    return desk.at("2026-10-20T10:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two mails in it."""
    place = tmp_path / "mails"
    place.mkdir()
    for name in ("gmail.eml", "outlook.msg"):
        shutil.copy(FOLDER / name, place)
    return place


def test_every_sample_becomes_a_case(now: Desk) -> None:
    """All that real programs wrote, with names, numbers and receipts as ``ny`` takes them."""
    answer = now("import", str(FOLDER), "--ja")
    assert answer.stdout == f"{len(SAID)} sager er importeret.\n"
    cases = [now.case(str(nth)) for nth in range(1, len(SAID) + 1)]
    assert {case["citizen_name"] for case in cases} == {said.name for said in SAID.values()}
    assert {case["received_at"] for case in cases} == {f"{said.received_at}Z" for said in SAID.values()}


def test_a_mail_that_cannot_be_read_is_named(now: Desk, folder: Path) -> None:
    """Nothing is imported unless all can be; --gode takes the rest, and the mail stays where it lies."""
    (folder / "x.eml").write_bytes(b"ingen mail")
    (folder / "brev.pdf").write_bytes(b"x")
    said = now("import", str(folder), "--ja", code=2).stderr
    assert "1 fil i mappen er ikke .eml eller .msg og bliver ikke læst." in said
    assert "»x.eml«: Det er ikke en mail" in said
    assert "1 mail kan ikke importeres. Intet er gemt. Flyt den ud af mappen" in said
    assert now("import", str(folder), "--ja", "--gode").stdout == "2 sager er importeret. Fejl: 1.\n"
    assert sorted(path.name for path in folder.iterdir()) == ["brev.pdf", "gmail.eml", "outlook.msg", "x.eml"]


def test_a_rehearsal_changes_nothing(now: Desk, folder: Path) -> None:
    """--proev says what would happen."""
    assert now("import", str(folder), "--proev").stdout == (
        "2 sager kan importeres.\nDet var en prøve. Intet er ændret.\n"
    )
    assert now.content() is None


def test_the_same_folder_twice_changes_nothing(now: Desk, folder: Path) -> None:
    """The same mails are told at once; with one more, the others are known."""
    now("import", str(folder), "--ja")
    before = now.content()
    assert "De samme mails er importeret" in now("import", str(folder), "--ja").stdout
    assert now.content() == before
    shutil.copy(folder / "gmail.eml", folder / "kopi.eml")
    (folder / "ny.eml").write_bytes(mail("Hej."))
    said = now("import", str(folder), "--ja").stdout
    assert said == "1 sag er importeret. 3 sager var i registret i forvejen.\n"


def test_a_mail_that_ny_registered_is_known(now: Desk, folder: Path) -> None:
    """And the other way round."""
    now("ny", "--mail", str(folder / "gmail.eml"))
    assert now("import", str(folder), "--ja").stdout.startswith("1 sag er importeret. 1 sag var")
    assert "var allerede registreret" in now("ny", "--mail", str(folder / "outlook.msg")).stdout


def test_an_import_of_mails_can_be_undone(now: Desk, folder: Path) -> None:
    """All of them, and then they can come in again."""
    now("import", str(folder), "--ja")
    now("fortryd", "--ja")
    assert now("import", str(folder), "--ja").stdout == "2 sager er importeret.\n"


def test_at_a_terminal_it_asks_once(now: Desk, folder: Path) -> None:
    """After saying how many there are."""
    answer = now.terminal("import", str(folder), typed="j\n")
    assert "2 sager kan importeres." in answer.stdout
    assert "2 sager er importeret." in answer.stdout


def test_a_folder_without_mails(now: Desk, tmp_path: Path) -> None:
    """Most likely the wrong one."""
    (tmp_path / "tom").mkdir()
    assert "Der er ingen mails" in now.refused("import", str(tmp_path / "tom"), "--ja", code=2)
