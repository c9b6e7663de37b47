"""``klage backup``: a verified copy, said in two lines, and nothing with ``--stille``."""

import json
import shutil
from pathlib import Path

import pytest

from klage.store import written_files
from klage.store.backup import backups, verifying
from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import altered, mode, opened


def copies(desk: Desk) -> list[str]:
    """Return the names of the copies beside the register."""
    return [each.path.name for each in backups.kept(desk.path)]


def test_a_backup_is_taken_and_its_place_is_said(desk: Desk) -> None:
    """Beside the register, with nothing personal in the name or in what is said."""
    desk.new(citizen_name="Inger Hansen", text="Barnet græder")
    said = desk("backup").stdout
    (name,) = copies(desk)
    assert said == (
        "Registret er kopieret, og kopien er læst igennem.\n"
        f"Kopien ligger i {backups.folder_of(desk.path) / name}.\n"
    )
    assert name.startswith("klage_2026-11-20_100000+0100_")
    assert_danish(said)


def test_crontab_s_line_says_nothing(desk: Desk) -> None:
    """Unless something goes wrong."""
    desk.new()
    result = desk("backup", "--stille")
    assert (result.stdout, result.stderr) == ("", "")
    assert len(copies(desk)) == 1


def test_without_a_register_there_is_nothing_to_copy(desk: Desk) -> None:
    """And none is made."""
    desk("backup", code=3)
    assert not backups.folder_of(desk.path).exists()


def test_fourteen_mornings_are_kept(desk: Desk) -> None:
    """As crontab takes them, one a day; the note of it is outside the history."""
    desk.new()
    for day in range(1, 21):
        desk.at(f"2026-11-{day:02}T07:30")("backup", "--stille")
    assert len(copies(desk)) == 14
    assert copies(desk)[-1].startswith("klage_2026-11-07_")
    with opened(desk.path) as register:
        assert register.one("select at from mark where name = 'backup'") == ("2026-11-20T06:30:00Z",)
        assert register.one("select count(distinct group_no) from event") == (1,)


def test_a_copy_elsewhere_is_remembered(desk: Desk, tmp_path: Path) -> None:
    """So that it can be named when somebody is forgotten."""
    desk.new()
    stick = tmp_path / "stik"
    desk("backup", "--mappe", str(stick), code=3)
    stick.mkdir()
    said = desk("backup", "--mappe", str(stick)).stdout
    (made,) = backups.kept(desk.path, stick)
    assert str(made.path) in said
    assert copies(desk) == []
    with opened(desk.path) as register:
        assert [each.path for each in written_files.existing(register)] == [stick]


def test_a_register_that_lost_cases_pushes_no_copy_out(desk: Desk, tmp_path: Path) -> None:
    """The sentence says what to do, whichever it was."""
    desk.new()
    shutil.copy(desk.path, tmp_path / "gammel.db")
    desk.new(text="En klage mere")
    desk("backup")
    before = copies(desk)
    shutil.copy(tmp_path / "gammel.db", desk.path)
    sentence = desk.at("2026-11-21T10:00").refused("backup", code=9)
    assert "fra fredag 20. november 2026 kl. 10.00, rummer mere end registret" in sentence
    assert "klage gendan" in sentence
    assert copies(desk) == before


def test_a_damaged_register_is_not_copied(desk: Desk) -> None:
    """Exit 6; the copies there are, are untouched."""
    desk.new()
    desk("backup")
    before = copies(desk)
    altered(desk.path, desk.path.stat().st_size - 8192, b"\xff" * 8192)
    assert "De kopier, du har i forvejen, er ikke rørt." in desk.refused("backup", code=6)
    assert copies(desk) == before


def test_a_key_is_made_once_and_the_public_one_is_shown(desk: Desk, tmp_path: Path) -> None:
    """The secret one is in a private file, never on the screen, and is not written over."""
    pytest.importorskip("pyrage", reason="the extra kryptering is not installed")
    file = tmp_path / "noegle.txt"
    said = desk("backup", "--ny-noegle", str(file)).stdout
    assert mode(file) == 0o600
    secret = file.read_text().splitlines()[-1]
    assert secret.startswith("AGE-SECRET-KEY-1")
    assert secret not in said
    assert said.splitlines()[-1] in file.read_text()
    desk("backup", "--ny-noegle", str(file), code=2)
    assert file.read_text().splitlines()[-1] == secret


def test_an_encrypted_copy_leaves_no_open_one(desk: Desk, tmp_path: Path) -> None:
    """Neither on the stick nor beside the register; and it is rotated like the others."""
    pytest.importorskip("pyrage", reason="the extra kryptering is not installed")
    desk.new(citizen_name="Inger Hansen")
    public = desk("backup", "--ny-noegle", str(tmp_path / "noegle.txt")).stdout.splitlines()[-1]
    stick = tmp_path / "stik"
    stick.mkdir()
    for day in range(1, 17):
        said = desk.at(f"2026-11-{day:02}T07:30")(
            "backup", "--mappe", str(stick), "--modtager", public
        ).stdout
    assert "Kopien er krypteret og ligger i" in said
    kept = backups.kept(desk.path, stick)
    assert len(kept) == 14 == len(list(stick.iterdir()))
    assert {(each.encrypted, mode(each.path), b"Inger" in each.path.read_bytes()) for each in kept} == {
        (True, 0o600, False)
    }
    assert list(backups.folder_of(desk.path).iterdir()) == []
    assert verifying.problems(kept[0]) == ["Kopien er krypteret; kun nøglen kan vise, om den kan læses."]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--modtager", "age1abc"), "--mappe"),
        (("--mappe", ".", "--modtager", "age1abc"), "offentlig nøgle"),
        (("--mappe", ".", "--modtager", "AGE-SECRET-KEY-1ABC"), "hemmelige nøgle"),
        (("--mappe", ".", "--ny-noegle", "x"), "står alene"),
    ],
)
def test_wrong_use_is_refused(desk: Desk, options: tuple[str, ...], word: str) -> None:
    """Before anything is copied, and without repeating a key."""
    pytest.importorskip("pyrage", reason="the extra kryptering is not installed")
    desk.new()
    sentence = desk.refused("backup", *options, code=2)
    assert word in sentence
    assert "ABC" not in sentence.upper()
    assert copies(desk) == []


def test_the_list_of_copies_is_read_by_scripts(desk: Desk) -> None:
    """``klage gendan`` without a file is that list."""
    desk.new()
    desk("backup")
    (found,) = json.loads(desk("gendan", "--json").stdout)
    assert found == {
        "made_at": "2026-11-20T09:00:00Z",
        "made_at_local": "2026-11-20T10:00:00+01:00",
        "kind": "daglig",
        "events": found["events"],
        "file": copies(desk)[0],
    }
