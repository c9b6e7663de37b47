"""Bold and colour: three meanings, readable on any background, and written in one place only."""

import io
import re
from pathlib import Path

import pytest

from klage.output.styles import MAGENTA, NO_PEN, RED, STYLES, Pen, pen_for
from tests.output.samples import Terminal

SOURCES = sorted((Path(__file__).parents[2] / "klage").rglob("*.py"))

PALETTES = {
    "xterm": {RED: "cd0000", MAGENTA: "cd00cd"},
    "the Linux console": {RED: "aa0000", MAGENTA: "aa00aa"},
    "Windows Terminal": {RED: "c50f1f", MAGENTA: "881798"},
    "GNOME (Tango)": {RED: "cc0000", MAGENTA: "75507b"},
    "macOS": {RED: "c23621", MAGENTA: "d338d3"},
    "Solarized": {RED: "dc322f", MAGENTA: "d33682"},
    "VS Code": {RED: "cd3131", MAGENTA: "bc05bc"},
}
"""What the usual terminals make of the two colours."""


def luminance(colour: str) -> float:
    """Return the relative luminance of an RGB colour, as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour: str, background: str) -> float:
    """Return how much a colour stands out, from 1 (not at all) to 21 (black on white)."""
    darker, lighter = sorted((luminance(colour), luminance(background)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("terminal", PALETTES)
@pytest.mark.parametrize("background", ["ffffff", "000000"])
def test_each_colour_can_be_read_on_light_and_on_dark(terminal: str, background: str) -> None:
    """Two and a half to one at least; the yellow that others use for what is near has 1.7 on white in xterm."""
    used = {style.colour for style in STYLES.values()} - {""}
    assert used == set(PALETTES[terminal])
    assert min(contrast(PALETTES[terminal][colour], background) for colour in used) > 2.5
    assert contrast("cdcd00", "ffffff") < 2


def test_each_mark_has_one_meaning_and_a_look_of_its_own() -> None:
    """No two are written alike, also where they differ only in colour."""
    written = [Pen(bold=True, colour=True)("x", mark) for mark in STYLES]
    assert written == ["\x1b[1mx\x1b[0m", "\x1b[1;31mx\x1b[0m", "\x1b[1;35mx\x1b[0m"]
    assert len({style.meaning for style in STYLES.values()}) == len(STYLES)


def test_a_pen_writes_no_more_than_it_may() -> None:
    """Without colours there is bold, without bold nothing; an empty text is never dressed."""
    assert Pen(bold=True)("x", "late") == "\x1b[1mx\x1b[0m"
    assert NO_PEN("x", "late") == Pen(bold=True)("x", None) == "x"
    assert Pen(bold=True, colour=True)("", "late") == ""


@pytest.mark.parametrize(
    ("environ", "pen"),
    [
        ({"TERM": "xterm"}, Pen(bold=True, colour=True)),
        ({}, Pen(bold=True, colour=True)),
        ({"TERM": "xterm", "NO_COLOR": ""}, Pen(bold=True, colour=True)),
        ({"TERM": "xterm", "NO_COLOR": "1"}, Pen(bold=True)),
        ({"TERM": "dumb"}, NO_PEN),
    ],
)
def test_the_pen_of_a_terminal(environ: dict[str, str], pen: Pen) -> None:
    """NO_COLOR takes the colours (no-color.org: when it is not empty), TERM=dumb all; a pipe gets neither."""
    assert pen_for(Terminal(), environ) == pen
    assert pen_for(io.StringIO(), environ) == NO_PEN


def test_no_style_is_written_anywhere_else() -> None:
    """Only ``styles`` begins one; the pager takes them out, ``line_editing`` asks how pasting is told, rich draws one bar."""
    writes = {
        path.stem for path in SOURCES if re.search(r"\\x1b\[|\\033\[|\\e\[", path.read_text(encoding="utf-8"))
    }
    assert writes == {"styles", "line_editing"}
    uses_rich = {
        path.stem: path.read_text(encoding="utf-8") for path in SOURCES if "rich." in path.read_text("utf-8")
    }
    draws = {name for name, text in uses_rich.items() if re.search(r"from rich\.(?!cells)", text)}
    assert draws == {"progress"}
    styles = re.findall(r"style=(.*?)[,)]", uses_rich["progress"])
    assert styles
    assert set(styles) == {'"none"'}
