"""Every value that can be typed has its place in the table of completions."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from typer._click.core import Parameter

from klage.cli import COMMANDS
from klage.commands.completion import sources, table
from klage.danish_cli import CommandRow, load
from klage.danish_usage import metavar


def valued(rows: tuple[CommandRow, ...] = COMMANDS, path: str = "klage") -> Iterator[tuple[str, Parameter]]:
    """Yield every parameter with a value, and the path of its command."""
    for row in rows:
        name = f"{path} {row.name}".strip()
        module, _, attribute = row.target.partition(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, tuple):
            yield from valued(target, name)
            continue
        for param in load(row).params:
            if not getattr(param, "is_flag", False):
                yield name, param


def names(param: Parameter) -> list[str]:
    """Return the names of an option; of an argument none."""
    return [*param.opts] if param.param_type_name == "option" else []


@pytest.mark.parametrize(("command", "param"), [*valued()], ids=lambda each: getattr(each, "name", each))
def test_every_value_has_a_source(command: str, param: Parameter) -> None:
    """Also one that only the user can know, which says so."""
    assert table.source_of(command, names(param), metavar(param)), (command, param.opts, metavar(param))


def test_the_table_names_nothing_else() -> None:
    """A command or an option that is gone leaves no line behind."""
    there = [(command, [*names(param), metavar(param)]) for command, param in valued()]
    for command, name in table.BY_COMMAND:
        assert any(command == path and name in found for path, found in there), (command, name)
    known = {name for _, found in there for name in found}
    assert {*table.BY_OPTION} <= known
    assert {*table.BY_WORD} <= known


def test_the_nearest_line_counts() -> None:
    """The command's own before the option's, and that before the word."""
    assert table.source_of("klage genaabn", [], "NR") is sources.closed_cases
    assert table.source_of("klage luk", [], "NR") is sources.open_cases
    assert table.source_of("klage kontor skabeloner", ["--fil"], "FIL") is sources.files
    assert table.source_of("klage opkald", ["--ret"], "N") is sources.nothing
    assert table.source_of("klage ny", ["--ukendt"], "UKENDT") is None
