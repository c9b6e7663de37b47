"""What stands at the cursor: the command, the parameter, and the names that may follow."""

import pytest

from klage.cli import COMMANDS, HELP, _begin
from klage.danish_cli import DanishGroup, build_group
from klage.danish_completion import Place, find


@pytest.fixture
def group() -> DanishGroup:
    """Return klage itself."""
    return build_group(COMMANDS, HELP, _begin)


def names(place: Place | None) -> list[str]:
    """Return the names that are offered."""
    assert place is not None
    return [name for name, _ in place.names]


def word_of(place: Place | None) -> str | None:
    """Return what stands for the value on the help page."""
    assert place is not None
    return place.param.metavar if place.param else None


def test_commands_are_offered_in_the_order_of_the_help_page(group: DanishGroup) -> None:
    """All of them, the rare ones too, each with its line of help and by its Danish name only."""
    place = find(group, [], "")
    assert names(place) == [row.name for row in COMMANDS if row.name]
    assert place is not None
    assert dict(place.names)["opkald"] == "Notér et opkald."
    assert names(find(group, [], "fr")) == ["frister"]
    assert names(find(group, ["kontor"], "te")) == ["temaer"]
    assert names(find(group, [], "ad")) == []


def test_a_spelling_is_offered_to_whoever_begins_on_it(group: DanishGroup) -> None:
    """``sø`` becomes ``søg``, ``so`` becomes ``soeg``; the same with options."""
    assert names(find(group, [], "sø")) == ["søg"]
    assert names(find(group, [], "so")) == ["soeg"]
    assert names(find(group, ["rejse"], "--å")) == ["--årsag"]
    assert "--årsag" not in names(find(group, ["rejse"], "--"))


def test_options_are_offered_once(group: DanishGroup) -> None:
    """One that is given is not offered again unless it may be repeated; the help option has one name."""
    offered = names(find(group, ["ny", "--haster", "--tema", "koordinering"], "--"))
    assert "--haster" not in offered
    assert {"--tema", "--modtaget"} <= {*offered}
    assert offered[-1] == "--hjaelp"
    assert not {"--help", "-h", "--hjælp"} & {*offered}
    assert names(find(group, ["opkald"], "--ik")) == ["--ikke-oplyst"]
    assert names(find(group, ["opkald"], "-")) == names(find(group, ["opkald"], "--"))


@pytest.mark.parametrize(
    ("words", "typed", "word", "begun", "before"),
    [
        (["opkald"], "4", "NR", "4", ""),
        (["opkald", "42"], "ik", "UDFALD", "ik", ""),
        (["opkald", "42", "ikke"], "", None, "", ""),
        (["opkald", "42", "--kl"], "", "TID", "", ""),
        (["opkald", "--ind"], "", "NR", "", ""),
        (["ny", "--afdeling"], "Job", "NAVN", "Job", ""),
        (["ny"], "--afdeling=Job", "NAVN", "Job", "--afdeling="),
        (["ny"], "--afdeling=", "NAVN", "", "--afdeling="),
        (["laering", "ny", "1", "2"], "", "NR...", "", ""),
        (["--register"], "a", "FIL", "a", ""),
    ],
)
def test_the_value_at_the_cursor(
    group: DanishGroup, words: list[str], typed: str, word: str | None, begun: str, before: str
) -> None:
    """An option's value, the next argument, or nothing more."""
    place = find(group, words, typed)
    assert place is not None
    assert (word_of(place), place.typed, place.before, place.names) == (word, begun, before, ())


def test_the_register_of_the_line_is_the_one_asked(group: DanishGroup) -> None:
    """It stands before the command."""
    place = find(group, ["--register", "b.db", "vis"], "")
    assert place is not None
    assert (place.register, place.command) == ("b.db", "klage vis")


def test_words_that_make_no_sense(group: DanishGroup) -> None:
    """An unknown command has nothing to offer, and a value that cannot be read is let pass."""
    assert find(group, ["findes", "ikke"], "") is None
    assert word_of(find(group, ["frister", "--timer", "mange", "--ics"], "")) == "FIL"
