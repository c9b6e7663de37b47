"""``klage kontor skabeloner``: the letters' texts, written out, edited and taken back."""

import json
from pathlib import Path

import pytest

from klage.domain.citizen_letter import PLACEHOLDERS, TEMPLATES
from tests.cli import assert_danish
from tests.desk import Desk
from tests.store.support import mode

LINE = ("kontor", "skabeloner")


def test_what_there_is(desk: Desk, tmp_path: Path) -> None:
    """The list says which are the office's own, and each can be shown."""
    desk.new()
    assert desk("office", "templates").stdout.startswith("kvittering\tKvittering for en klage\tnej\n")
    assert desk(*LINE, "aftale").stdout == TEMPLATES["aftale"].text
    (tmp_path / "min.txt").write_text("Hej", encoding="utf-8")
    desk(*LINE, "aftale", "--fil", str(tmp_path / "min.txt"))
    found = json.loads(desk(*LINE, "--json").stdout)
    assert [row["template"] for row in found if row["is_own"]] == ["aftale"]
    assert [row["template"] for row in found] == [*TEMPLATES]


def test_out_and_back_again(desk: Desk, tmp_path: Path) -> None:
    """Written out, edited in any program, taken back, undone and reset."""
    file = tmp_path / "aftale.txt"
    desk.new()
    assert "Tag den tilbage med --fil" in desk(*LINE, "aftale", "--ud", str(file)).stdout
    assert mode(file) == 0o600
    assert file.read_text(encoding="utf-8") == TEMPLATES["aftale"].text
    assert "findes allerede" in desk(*LINE, "aftale", "--ud", str(file), code=2).stderr
    desk(*LINE, "aftale", "--ud", str(file), "--overskriv")
    file.write_bytes(
        file.read_text(encoding="utf-8")
        .replace("Det aftalte vi", "Vores aftale på Ærø")
        .replace("\n", "\r\n")
        .encode("cp1252")
    )
    desk(*LINE, "aftale", "--fil", str(file))
    own = TEMPLATES["aftale"].text.replace("Det aftalte vi", "Vores aftale på Ærø")
    assert desk(*LINE, "aftale").stdout == own
    assert "letter:aftale" in desk("historik", "--kontor").stdout
    desk("fortryd", "--ja")
    assert desk(*LINE, "aftale").stdout == TEMPLATES["aftale"].text
    desk("fortryd", "--om", "--ja")
    assert desk(*LINE, "aftale", "--standard").stdout == "Skabelonen aftale er nu klages egen tekst.\n"
    assert "allerede" in desk(*LINE, "aftale", "--standard").stdout
    desk("tjek", "--stille")


def test_every_name_is_explained(desk: Desk) -> None:
    """The help page lists each name that a template may have, in lines that fit a terminal."""
    shown = desk(*LINE, "--hjaelp").stdout
    for letter, ascii_letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        shown = shown.replace(letter, ascii_letters)
    assert [name for name in PLACEHOLDERS if f"{{{name}}}" not in shown] == []
    assert max(map(len, shown.splitlines())) <= 80


def test_a_cpr_number_is_masked(desk: Desk, tmp_path: Path) -> None:
    """A template is not about anybody; a number that is none can be kept."""
    file = tmp_path / "min.txt"
    desk.new()
    file.write_text("Hej 010203-1234", encoding="utf-8")
    said = desk(*LINE, "aftale", "--fil", str(file)).stderr
    assert "CPR-nummer" in said
    assert desk(*LINE, "aftale").stdout == "Hej 010203-XXXX\n"
    desk(*LINE, "aftale", "--fil", str(file), "--behold-tal")
    assert desk(*LINE, "aftale").stdout == "Hej 010203-1234\n"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("afslag",), 2, "Vælg kvittering"),
        (("--standard",), 2, "--standard bruges kun sammen med SKABELON"),
        (("aftale", "--overskriv"), 2, "--overskriv bruges kun sammen med --ud"),
        (("aftale", "--standard", "--fil", "x"), 2, "Brug kun ét af"),
        (("aftale", "--fil", "ingen.txt"), 3, "findes ikke"),
        (("aftale", "--fil", "."), 2, "er en mappe"),
        (("aftale", "--fil", "word.docx"), 2, "ikke ren tekst"),
        (("aftale", "--fil", "forkert.txt"), 2, "{fornavn}"),
        (("aftale", "--fil", "tom.txt"), 2, "tom"),
        (("aftale", "--fil", "lang.txt"), 2, "20.000 tegn"),
    ],
)
def test_what_is_refused(
    desk: Desk, line: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal is one Danish sentence with its code, and the office's text is as it was."""
    desk.new()
    home = desk.run.home
    monkeypatch.chdir(home)
    (home / "word.docx").write_bytes(b"PK\x03\x04\0\0")
    (home / "forkert.txt").write_text("Kære {fornavn}", encoding="utf-8")
    (home / "tom.txt").write_text(" \n")
    (home / "lang.txt").write_text("x" * 100_000)
    sentence = desk.refused(*LINE, *line, code=code)
    assert said in sentence
    assert_danish(sentence)
