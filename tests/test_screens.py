"""Every screen as it was looked at and found good, at 80 and at 120 columns.

``KLAGE_WRITE_SCREENS=1 pytest -n0 tests/test_screens.py`` writes ``tests/screens/`` anew; look at what changed.
"""

import os
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from tests import screens
from tests.screens import FOLDER, SCREENS, SWITCH, WIDTHS, Theatre

DRAWN = [(command, width) for command in SCREENS for width in WIDTHS]


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    """Give one folder with its registers to all screens."""
    found = Theatre()
    yield found
    found.close()


@pytest.mark.parametrize(("command", "width"), DRAWN)
def test_a_screen_is_as_it_was_looked_at(theatre: Theatre, command: str, width: int) -> None:
    """All screens of a command: help, lists full and empty, questions, errors, long words, and read aloud."""
    path = FOLDER / f"{screens.name_of(command)}.{width}.txt"
    shown = screens.drawn(theatre, command, width)
    if os.environ.get(SWITCH):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_every_command_has_its_screens() -> None:
    """Those of ``laering`` and ``kontor`` too; and no file is left of a command that is gone."""
    assert screens.missing() == set()
    kept = {f"{screens.name_of(command)}.{width}.txt" for command, width in DRAWN}
    assert {path.name for path in FOLDER.iterdir()} == kept


@pytest.mark.parametrize(("command", "width"), DRAWN)
def test_no_line_is_wider_than_its_terminal(command: str, width: int) -> None:
    """What klage lays out fits; lines to copy, to listen to or to mail may be as long as they are."""
    path = FOLDER / f"{screens.name_of(command)}.{width}.txt"
    asked, listened = "", False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("$ "):
            asked, listened = line, line.startswith("$ KLAGE_PLAIN")
        elif not listened and not any(word in asked for word in screens.UNWRAPPED):
            assert cell_len(line) <= width + 2, (asked, line)


def test_the_words_of_a_citizen_are_shown_and_not_obeyed(theatre: Theatre) -> None:
    """The register of long words holds escapes and marks; on every screen they stand as signs."""
    for command, shots in SCREENS.items():
        for shot in shots:
            if shot.register == "langt":
                shown = theatre.drawn(shot, 80)
                assert not set(shown) & set("\x1b\u202e"), command


def test_a_style_that_is_not_known_is_noticed() -> None:
    """A screen with another colour than the three meanings cannot be drawn."""
    assert (
        screens._underlined("\x1b[1mNavn\x1b[0m og \x1b[1;31mi går\x1b[0m\n")
        == "  Navn og i går\n¦ ====    !!!!!\n"
    )
    with pytest.raises(KeyError):
        screens._underlined("\x1b[33mgul\x1b[0m\n")
