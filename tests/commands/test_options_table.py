"""The same option means the same in every command: one table of all that is shared, held against the program."""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import pytest
from typer._click.core import Parameter
from typer.core import TyperOption

from klage.cli import COMMANDS
from klage.danish_cli import HELP_NAMES, CommandRow, load
from klage.danish_usage import metavar
from tests.desk import Desk
from tests.faults.lines import fill
from tests.sentences import listing

FLAG = ""
MEANINGS = {
    "--aar": ("ÅR", "a calendar year"),
    "--aarsag": ("ÅRSAG", "why it went as it did"),
    "--adressat": ("NIVEAU", "whom complaints are addressed to"),
    "--afdeling": ("NAVN", "a department"),
    "--alle": (FLAG, "show what is otherwise left out, too"),
    "--alligevel": (FLAG, "do it although it seems done"),
    "--ansvarlig": ("ROLLE", "who does it"),
    "--antal": ("TAL", "how many"),
    "--art": ("ART", "which kind of what the command notes"),
    "--begrundelse": ("-", "why, from stdin"),
    "--behold-tal": (FLAG, "do not mask CPR numbers"),
    "--csv": (FLAG, "write the list as CSV"),
    "--den": ("DATO", "the day it happened"),
    "--fase": ("FASE", "where in the course"),
    "--fejl": ("SVAR", "whether the department agrees an error"),
    "--fjern": (FLAG, "take away what was set"),
    "--format": ("FORMAT", "which kind of file"),
    "--forventning": ("SVAR", "whether expectations were agreed"),
    "--fra": ("DATO", "the first day"),
    "--frist": ("DATO", "the last day"),
    "--genopliv": ("NAVN", "take into use again"),
    "--godkend": (FLAG, "approve for sharing"),
    "--haster": (FLAG, "life, home or income is at stake"),
    "--henvendelse": ("ART", "the kind of contact"),
    "--hvad": ("-", "what happened or is to be done, from stdin"),
    "--installer": (FLAG, "put it where it belongs on this machine"),
    "--ja": (FLAG, "do not ask"),
    "--journalnr": ("NUMMER", "the number in the municipality's journal"),
    "--json": (FLAG, "write JSON; with - read it"),
    "--kanal": ("KANAL", "the way it came or went"),
    "--kl": ("TID", "the time it happened"),
    "--kontor": (FLAG, "the office itself"),
    "--laering": ("-", "what is learnt"),
    "--leder": ("NAVN", "a leader"),
    "--maal": ("-", "a goal"),
    "--med-navne": (FLAG, "with names and phone numbers outside the screen"),
    "--modtaget": ("TID", "when the complaint was received"),
    "--navn": ("NAVN", "what it is called"),
    "--nedlaeg": ("NAVN", "take out of use"),
    "--niveau": ("NIVEAU", "department, administration or municipality"),
    "--ny": ("NAVN", "a new one"),
    "--oejenhoejde": ("SVAR", "whether the citizen was met at eye level"),
    "--omdoeb": ("NAVN NYT", "rename"),
    "--oplaert": ("TAL", "how many were trained"),
    "--ord": ("-", "the citizen's words, from stdin"),
    "--overskriv": (FLAG, "replace the file"),
    "--plain": (FLAG, "plain lines on a screen too"),
    "--proev": (FLAG, "say what would happen, change nothing"),
    "--resultat": ("RESULTAT", "what came of what the command notes"),
    "--ret": ("N", "correct one that is there"),
    "--senest": ("DATO", "the last day of what is promised"),
    "--slet": ("N", "take one out again"),
    "--stille": (FLAG, "say nothing when all is well"),
    "--tekst": ("-", "the text, from stdin"),
    "--telefon": ("NUMMER", "a phone number of the office's"),
    "--tema": ("TEMA", "a theme"),
    "--til": ("DATO", "the last day, which is included"),
    "--timer": ("TAL", "a number of hours"),
    "--traek": (FLAG, "take an approval back"),
    "--type": ("TYPE", "which type of what the command notes"),
    "--ud": ("FIL", "write it in this file"),
    "--udfald": ("UDFALD", "how what the command notes went"),
    "--underretning": (FLAG, "concern for a child"),
}
"""Every option that two commands share: the word for its value, and what it means."""

OTHER_WORDS = {
    "--fjern": {"DATO"},  # of several, the one that begins that day
    "--genopliv": {FLAG, "TEMA"},  # a lesson is named by the argument, a theme by its code
    "--hvad": {"TEKST"},  # what a base number counts is no citizen's words
    "--json": {"-"},  # where there is nothing to show, it only reads
    "--kontor": {"NAVN"},  # its own history, and its own name
    "--laering": {FLAG},  # an export of it
    "--maal": {"PROCENT"},  # the goal of a report is a number
    "--nedlaeg": {"TEMA"},
    "--ny": {FLAG, "KODE", "DATO"},  # an event is new by its options; a theme and a day have no name yet
    "--omdoeb": {"TEMA"},
    "--resultat": {"-"},  # what came of an action is told, not chosen
    "--ret": {FLAG, "H", "NAVN"},  # a call, an event, an action, a mediator; tjek mends all it can
    "--slet": {FLAG},
    "--tema": {"TEMA[:ALVOR]"},
}
"""Where the value is another kind of thing, though it means the same."""


def options(rows: tuple[CommandRow, ...] = COMMANDS, path: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield every option that is shown, and the name of its command."""
    for row in rows:
        name = f"{path} {row.name}".strip()
        module, _, attribute = row.target.partition(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, tuple):
            yield from options(target, name)
        else:
            for param in load(row).params:
                if isinstance(param, TyperOption) and not param.hidden:
                    yield name, param


def word(param: Parameter) -> str:
    """Return the word for an option's value; a flag has none."""
    return FLAG if getattr(param, "is_flag", False) else metavar(param)


def shared() -> dict[str, set[str]]:
    """Return the words of each option that more than one command has."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, param in options():
        found[param.opts[0]].append(word(param))
    return {name: {*words} for name, words in found.items() if len(words) > 1}


def test_every_shared_option_has_its_meaning() -> None:
    """None is missing in the table, and none in it is gone."""
    assert {*MEANINGS} == {*shared()}


@pytest.mark.parametrize("name", MEANINGS)
def test_an_option_takes_the_same_everywhere(name: str) -> None:
    """One word stands for its value on every help page, but for those that the table gives a reason."""
    assert shared()[name] <= {MEANINGS[name][0], *OTHER_WORDS.get(name, ())}


@pytest.mark.parametrize(
    "name", ["--csv", "--plain", "--med-navne", "--behold-tal", "--journalnr", "--begrundelse"]
)
def test_what_is_said_of_it_is_the_same_sentence(name: str) -> None:
    """Where nothing differs, the help page does not either."""
    assert len({param.help for _, param in options() if param.opts[0] == name}) == 1  # type: ignore[attr-defined]


def test_yes_is_always_without_being_asked() -> None:
    """And a rehearsal always changes nothing."""
    said = {param.help for _, param in options() if param.opts[0] == "--ja"}  # type: ignore[attr-defined]
    assert all(sentence.endswith("uden at spørge.") for sentence in said)


def test_spellings_are_alike() -> None:
    """An option with an æ, ø or å in its Danish has both spellings, the ASCII one first."""
    for _, param in options():
        assert param.opts[0].isascii()
        assert len(param.opts) == 1 + (not param.opts[-1].isascii())


NAMED = re.compile(r"klage ([a-zæøå]+(?: [a-zæøå]+)?)(?:(?!klage )[^.:;,»«\n])*? (--[a-zæøå-]+)")
"""A command, and an option that is named after it in the same breath."""


def test_sentences_name_options_that_are_there() -> None:
    """An option that has got another name has it in what klage says, too; help pages and examples among it."""
    known: dict[str, set[str]] = defaultdict(set)
    for command, param in options():
        known[command] |= {*param.opts, *param.secondary_opts}
    everywhere = {name for names in known.values() for name in names} | {
        "--register",
        "--version",
        *HELP_NAMES,
    }
    said = [(module, text) for module, text in listing.every_text() if "--" in text]
    for module, text in said:
        assert {*re.findall(r"(?<![\w-])--[a-zæøå]+(?:-[a-zæøå]+)*", text)} <= everywhere, (module, text)
        for words, option in NAMED.findall(text):
            named = next((name for name in (words, words.split()[0]) if name in known), None)
            assert named is None or option in known[named] | {*HELP_NAMES}, (module, text)
    assert len(said) > 100


LISTS = (
    "frister", "liste", "soeg stille", "loefte", "indsats", "historik", "vis 1 --lignende", "gendan",
    "laering liste", "laering handlinger", "laering eksempler", "laering anbefalinger", "kontor ordning",
    "kontor afdelinger", "kontor temaer", "kontor lukkedage", "kontor aabningstid", "kontor brevdage",
    "kontor grundtal", "kontor beretningsaar", "kontor ambassadoerer", "kontor maeglere", "kontor sletning",
    "kontor skabeloner", "kontor navn",
)  # fmt: skip


def test_every_list_comes_in_every_format(desk: Desk) -> None:
    """JSON for programs, CSV for spreadsheets, plain lines for screen readers."""
    fill(desk)
    for line in LISTS:
        assert desk(*line.split(), "--json").stdout.startswith("["), line
        assert desk(*line.split(), "--csv").stdout.startswith("\ufeff"), line
        assert "\x1b" not in desk(*line.split(), "--plain", terminal=True).stdout, line
