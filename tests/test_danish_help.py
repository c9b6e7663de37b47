"""How a help page is set: what is daily before what is rare, and klage's own page on one screen."""

import re

import pytest

from klage import danish_help
from klage.cli import COMMANDS
from tests.cli import Run, assert_danish
from tests.test_help_examples import pages

LONG = [
    words for words in pages() if words[-1] in ("ny", "opkald", "ret", "rapport", "rejse", "liste", "frister")
]


def options(page: str, heading: str) -> list[str]:
    """Return the first name of each option under a heading."""
    found = re.search(rf"^{heading}:\n((?:  .*\n)+)", page, re.MULTILINE)
    return re.findall(r"^  (--[a-z-]+)", found[1], re.MULTILINE) if found else []


def commands(page: str) -> set[str]:
    """Return the commands that a page names with a line of help."""
    return {row.name for row in COMMANDS if re.search(rf"(^|\s)  {row.name}  .*[.?]", page, re.MULTILINE)} - {
        ""
    }


@pytest.mark.parametrize("words", LONG, ids=" ".join)
def test_a_long_page_has_the_daily_options_first(run: Run, words: tuple[str, ...]) -> None:
    """The rare ones stand last under a heading of their own; none is left out or named twice."""
    page = run(*words, "--hjaelp").stdout
    daily, rare = options(page, "Tilvalg"), options(page, "Sjældnere")
    assert not danish_help.RARE & {*daily} or not rare
    assert {*rare} <= danish_help.RARE
    assert len(daily) + len(rare) == len({*daily, *rare})
    assert bool(rare) == (len(daily) + len(rare) > danish_help.MANY)


def test_a_short_page_is_not_divided(run: Run) -> None:
    """Where there are few options, they stand together."""
    assert "Sjældnere" not in run("vis", "--hjaelp").stdout


def test_every_rare_option_is_one_of_klages(run: Run) -> None:
    """A name in the list that no command has would be a slip."""
    found = {name for words in pages() for name in re.findall(r"--[a-z-]+", run(*words, "--hjaelp").stdout)}
    assert found >= danish_help.RARE


def test_the_first_page_fits_one_screen(run: Run) -> None:
    """At 80 by 24 all of it is seen at once, with every command and a line of help for each daily one."""
    page = run("--hjaelp", terminal=True).stdout
    assert_danish(page)
    lines = page.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    assert {row.name for row in COMMANDS if not row.rare and row.name} == commands(page)
    assert all(row.name in page for row in COMMANDS)
    assert page.endswith("Tilvalg før kommandoen: --register FIL, --version, --hjaelp.\n")


@pytest.mark.parametrize(
    "how",
    [{"terminal": False}, {"terminal": True, "env": {"KLAGE_PLAIN": "1"}}, {"terminal": True, "width": 70}],
)
def test_elsewhere_the_commands_stand_below_each_other(run: Run, how: dict[str, object]) -> None:
    """In a pipe, read aloud, or in a narrow window two columns would say nothing."""
    page = run("--hjaelp", **how).stdout  # type: ignore[arg-type]
    assert commands(page) == commands(run("--hjaelp", terminal=True).stdout)
    headings = re.findall(r"^(\w[\w ]*):\n", page, re.MULTILINE)
    assert headings == ["Hver dag", "Sagen", "Læring", "Registret", "Kontoret", "Tilvalg"]


def test_columns_that_are_too_wide_are_not_used(run: Run) -> None:
    """The groups whose lines of help are long are listed below each other on a screen as well."""
    assert "\nLæringspunkter:\n  ny " in run("laering", "--hjaelp", terminal=True).stdout
