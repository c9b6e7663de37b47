"""``klage gendan``: what a copy holds against what is there, a question, and nothing lost."""

import shutil
from pathlib import Path

import pytest

from klage.store.backup import backups
from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import altered, names


@pytest.fixture
def copy(desk: Desk, tmp_path: Path) -> Path:
    """Register a case and return a copy of the register that is out of klage's reach."""
    desk.new(citizen_name="Inger Hansen", text="Barnet græder")
    desk("backup")
    return Path(shutil.copy(backups.kept(desk.path)[0].path, tmp_path / "kopi.db"))


def numbers(desk: Desk) -> list[str]:
    """Return the numbers of all cases."""
    return [line.split("\t")[0] for line in desk("liste", "--alle").stdout.splitlines()]


def test_a_restore_says_what_it_takes_and_where_the_old_one_is(desk: Desk, copy: Path) -> None:
    """And what it says can be done: the register that was there comes back."""
    desk.at("2026-11-20T11:00").new()
    said = desk.at("2026-11-20T12:00")("gendan", str(copy), "--ja").stdout
    (kept,) = [each for each in backups.kept(desk.path) if each.kind == "foer-gendan"]
    assert said == (
        "Kopien rummer 1 sag og er senest ændret fredag 20. november 2026 kl. 10.00.\n"
        "Registret rummer 2 sager og er senest ændret fredag 20. november 2026 kl. 11.00.\n"
        "1 ændring i registret er kommet til efter kopien og kommer ikke med.\n"
        "Registret, som det er nu, bliver først gemt som sikkerhedskopi.\n"
        "Registret er gendannet. Det rummer 1 sag og er senest ændret fredag 20. november 2026 kl. 10.00.\n"
        f"Registret, som det var, ligger i {kept.path}.\n"
    )
    assert numbers(desk) == ["2026-0001"]
    said = desk.at("2026-11-20T13:00")("gendan", kept.path.name, "--ja").stdout
    assert "Alt i registret er også i kopien, som rummer mere." in said
    assert numbers(desk) == ["2026-0002", "2026-0001"]


def test_the_user_is_asked_and_may_say_no(desk: Desk, copy: Path) -> None:
    """Enter is no."""
    desk.new()
    before = desk.content()
    for typed in ("\n", "n\n"):
        shown = desk.terminal("gendan", str(copy), typed=typed)
        assert "Gendan registret fra kopien? [j/N]" in shown.stdout
        assert shown.stdout.endswith("Intet er ændret.\n")
    assert desk.content() == before
    assert "Registret er gendannet." in desk.terminal("gendan", str(copy), typed="j\n").stdout
    assert numbers(desk) == ["2026-0001"]


def test_a_trial_changes_nothing(desk: Desk, copy: Path) -> None:
    """It reads the whole copy all the same."""
    desk.new()
    before, around = desk.content(), set(names(desk.path.parent))
    assert desk("gendan", str(copy), "--proev").stdout.endswith("Det var en prøve. Intet er ændret.\n")
    assert desk.content() == before
    assert set(names(desk.path.parent)) == around
    altered(copy, copy.stat().st_size - 8192, b"\xff" * 8192)
    assert desk.refused("gendan", str(copy), "--proev", code=6)


def test_off_a_terminal_nothing_happens_unasked(desk: Desk, copy: Path) -> None:
    """A script says --ja, and names the copy."""
    assert "--ja" in desk.refused("gendan", str(copy), code=2)
    assert "hvilken kopi" in desk.refused("gendan", "--ja", code=2)
    assert "hvilken kopi" in desk.refused("gendan", "--proev", code=2)


def test_a_copy_is_chosen_from_those_that_are_kept(desk: Desk, copy: Path) -> None:
    """At a terminal; Enter chooses none, and elsewhere they are listed."""
    desk.new()
    desk.at("2026-11-21T09:00")("backup")
    shown = desk.at("2026-11-21T10:00").terminal("gendan", typed="\n")
    assert "  1 i dag kl. 09.00: daglig, 2 ændringer" in shown.stderr
    assert "  2 i går kl. 10.00: daglig, 1 ændring" in shown.stderr
    assert shown.stdout.endswith("Intet er gendannet.\n")
    shown = desk.at("2026-11-21T10:00").terminal("gendan", typed="2\nj\n")
    assert "Registret er gendannet. Det rummer 1 sag" in shown.stdout
    listed = desk.at("2026-11-21T10:00")("gendan").stdout.splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        ["i dag 10:00", "Før en gendannelse"],
        ["i dag 09:00", "Daglig"],
        ["i går 10:00", "Daglig"],
    ]


def test_without_copies_it_is_said(desk: Desk) -> None:
    """Also where there has never been a register."""
    shown = desk.terminal("gendan")
    assert " ".join(shown.stdout.split()).startswith("Der er ingen sikkerhedskopier i")
    assert desk("gendan").stdout == ""


def test_a_new_machine_begins_with_a_copy(desk: Desk, copy: Path) -> None:
    """No register, no folder: the case is there with its name, and the next backup can be taken."""
    shutil.rmtree(backups.folder_of(desk.path))
    desk.path.unlink()
    said = desk("gendan", str(copy), "--ja").stdout
    assert "Der er intet register i forvejen." in said
    assert desk.case("2026-0001")["citizen_name"] == "Inger Hansen"
    desk.at("2026-11-20T10:05")("backup")
    # A warning about who may look into the test's own folder makes it "helt, men".
    assert desk("tjek").stdout.startswith(("Registret er i orden", "Registret er helt"))


def test_a_damaged_register_is_moved_aside(desk: Desk, copy: Path) -> None:
    """Untouched, and its place is said."""
    desk.path.write_text("ikke en database, men en tekst")
    said = desk("gendan", str(copy), "--ja").stdout
    aside = desk.path.with_name("klage_beskadiget_2026-11-20_100000.db")
    assert f"Det beskadigede register ligger i {aside}." in said
    assert "Registret er beskadiget. Det bliver flyttet til side, som det er." in said
    assert aside.read_text() == "ikke en database, men en tekst"
    assert numbers(desk) == ["2026-0001"]


def test_two_courses_are_told_apart(desk: Desk, copy: Path) -> None:
    """The copy of another office's register is no earlier state of this one."""
    desk.path.unlink()
    shutil.rmtree(backups.folder_of(desk.path))
    desk.new(text="Et andet kontor")
    assert "De har hver sit forløb" in desk("gendan", str(copy), "--proev").stdout


def test_the_forgotten_do_not_come_back(desk: Desk, copy: Path) -> None:
    """It is said beforehand and afterwards, and that the copy itself still knows them."""
    desk("ret", "1", "--journalnr", "26-1")
    desk("luk", "1", "--metode", "skriftligt_svar", "--resultat", "medhold")
    desk("anonymiser", "1", "--ja")
    said = desk.at("2026-11-20T12:00")("gendan", str(copy), "--ja").stdout
    assert "1 sag i kopien er anonymiseret, siden den blev taget, og bliver anonymiseret igen." in said
    assert "1 sag er anonymiseret igen. Kopien selv rummer stadig navnene" in said
    kept = [desk.path, *backups.folder_of(desk.path).iterdir()]
    assert [
        file for file in kept if b"Inger" in file.read_bytes() or "græder".encode() in file.read_bytes()
    ] == []
    assert desk.case("2026-0001")["citizen_name"] is None


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, 3), (b"", 6), (b"ikke en database, men en tekst", 6)],
    ids=["none", "empty", "text"],
)
def test_what_is_no_copy_is_refused(desk: Desk, tmp_path: Path, content: bytes | None, code: int) -> None:
    """One sentence that does not repeat what the file is called."""
    desk.new()
    file = tmp_path / "Inger Hansen.db"
    if content is not None:
        file.write_bytes(content)
    sentence = desk.refused("gendan", str(file), "--ja", code=code)
    assert "Inger" not in sentence
    assert_danish(sentence)


def test_the_register_itself_and_a_newer_one_are_refused(desk: Desk, copy: Path) -> None:
    """With 2 and 7."""
    assert "registret selv" in desk.refused("gendan", str(desk.path), "--ja", code=2)
    altered(copy, 60, (99).to_bytes(4, "big"))
    assert "nyere udgave" in desk.refused("gendan", str(copy), "--ja", code=7)


def test_an_encrypted_copy_is_opened_by_its_key_alone(desk: Desk, tmp_path: Path) -> None:
    """Nothing of it lies about afterwards, whether the key fits or not."""
    pytest.importorskip("pyrage", reason="the extra kryptering is not installed")
    desk.new(citizen_name="Inger Hansen")
    right, wrong, stick = tmp_path / "noegle.txt", tmp_path / "anden.txt", tmp_path / "stik"
    stick.mkdir()
    public = desk("backup", "--ny-noegle", str(right)).stdout.splitlines()[-1]
    desk("backup", "--ny-noegle", str(wrong))
    desk("backup", "--mappe", str(stick), "--modtager", public)
    (file,) = stick.iterdir()
    desk.path.unlink()
    around = set(names(desk.path.parent))
    assert "--noegle" in desk.refused("gendan", str(file), "--ja", code=2)
    refused = desk.refused("gendan", str(file), "--noegle", str(wrong), "--ja", code=2)
    assert refused == "Nøglen passer ikke til kopien. Intet er ændret.\n"
    assert set(names(desk.path.parent)) == around
    shown = desk.terminal("gendan", str(file), typed=f"{right}\nj\n")
    assert "Kopien er krypteret. Hvor ligger filen med nøglen?" in shown.stdout
    assert desk.case("2026-0001")["citizen_name"] == "Inger Hansen"
    assert set(names(desk.path.parent)) == {*around, "klage.db"}
