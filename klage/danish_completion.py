"""What stands at the cursor of a command line, and which names of commands and options may follow there.

Typer's own parser finds the place. Its own answers are not used: they would import every command for its
help and load rich to write it, and its zsh script evaluates what the program prints, which a department
with a strange name could use.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Private, like the other names that danish_cli and danish_usage take; the reason is given there.
from typer._click.core import Command, Context, Parameter, ParameterSource
from typer._click.shell_completion import _resolve_context, _resolve_incomplete
from typer.core import TyperOption

from klage.danish_cli import HELP_NAMES, DanishGroup
from klage.errors import KlageError

Name = tuple[str, str]
"""A name, and one line about it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor is.

    Attributes:
        command: The command's path, such as ``klage kontor temaer``.
        param: The parameter whose value is being typed; none where a name is.
        names: The commands or options that may be typed there.
        typed: What stands there already.
        before: What stands before it in the same word: ``--afdeling=``.
        register: The file that ``--register`` names.
    """

    command: str
    param: Parameter | None
    names: tuple[Name, ...]
    typed: str
    before: str = ""
    register: str = ""


def find(group: DanishGroup, words: Sequence[str], typed: str) -> Place | None:
    """Return the place at the cursor, or nothing when the words before it make no sense.

    Args:
        group: The outermost group.
        words: The whole words, without the program's name.
        typed: What is typed of the word at the cursor.
    """
    args = list(words)
    try:
        ctx = _resolve_context(group, {}, "klage", args)
    except KlageError:
        return None
    found, begun = _resolve_incomplete(ctx, args, typed)
    before = typed.removesuffix(begun) if begun != typed else ""
    return Place(
        command=ctx.command_path,
        param=found if isinstance(found, Parameter) else None,
        names=tuple(_names(found, ctx, begun)),
        typed=begun,
        before=before,
        register=str(ctx.find_root().params.get("register") or ""),
    )


def _names(command: Command | Parameter, ctx: Context, typed: str) -> list[Name]:
    if isinstance(command, Parameter):
        return []
    if typed.startswith("-"):
        return [name for name in _options(ctx, typed) if name[0].startswith(typed)]
    if isinstance(command, DanishGroup):
        return _commands(command, typed)
    return []


def _commands(group: DanishGroup, typed: str) -> list[Name]:
    """Return the commands, each by the spelling that begins as typed; none is imported for it."""
    rows = [row for row in group.table if row.name]
    named = ((next((n for n in (row.name, *row.spellings) if n.startswith(typed)), ""), row) for row in rows)
    return [(name, row.help) for name, row in named if name]


def _options(ctx: Context, typed: str) -> list[Name]:
    """Return the options that are not given yet, in the order of the help page.

    The help option has one name, and a spelling with æ, ø or å is for whoever has begun on it.
    """
    found: list[Name] = []
    for param in ctx.command.get_params(ctx):
        if not isinstance(param, TyperOption) or param.hidden or _is_given(param, ctx):
            continue
        spellings = [*param.opts, *param.secondary_opts]
        names = HELP_NAMES[:1] if HELP_NAMES[0] in spellings else spellings
        found += [(name, param.help or "") for name in names if name.isascii() or not typed.isascii()]
    return found


def _is_given(param: TyperOption, ctx: Context) -> bool:
    is_given = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    return is_given and not param.multiple
