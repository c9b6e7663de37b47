'''Typer's own words in Danish, and commands that are imported only when they are asked for.

A command is a plain function and one row in a table. The function lies in ``klage/commands/``::

    @command_help("""
        Eksempler:

          klage vis 42
          klage vis 2026-0042 --json

        Et nummer uden år er et nummer fra i år.
    """)
    def vis(
        ctx: typer.Context,
        number: Annotated[str, typer.Argument(metavar="NR", help="Sagens nummer.")],
        json: Annotated[bool, typer.Option("--json", help="Skriv JSON.")] = False,
    ) -> None:
        """Show one case."""
        session: Session = ctx.obj

and its row in ``klage.cli.COMMANDS``, whose one line of help comes first on the command's own page
too: ``CommandRow("vis", "klage.commands.vis:vis", "show", EVERY_DAY, "Vis en sag.")``.

- The long help is shown as it is written, line by line: keep to 76 characters, examples first.
- Give arguments and parsed options a Danish ``metavar``. A spelling with æ, ø or å beside an ASCII
  one (``typer.Option("--proev", "--prøv")``) works and is left out of the help.
- A ``parser=`` function refuses a value with ``typer.BadParameter("En dansk sætning.")``, shown as
  it is; what it repeats of the value goes through ``danish_usage.harmless``.
- A row whose target is a tuple of rows is a command with commands of its own; the row without a
  name is what a group does when nothing more is written.
- Ending with a certain code is ``raise typer.Exit(10)``; every error is a ``KlageError``.
'''

import inspect
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from typing import Any, NamedTuple, TypeVar, cast
from unicodedata import normalize

import typer

# Typer's own copy of click is private; danish_usage says why it is used all the same.
from typer._click.core import Command, Context, Parameter
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command, get_group
from typer.models import TyperPath

from klage.danish_usage import is_utf8, name_of, see, sentence
from klage.errors import InvalidValueError
from klage.output.sentence import terminal_width

HELP_NAMES = ("--hjaelp", "-h", "--help", "--hjælp")
HELP_WORDS = ("hjaelp", "hjælp", "help")
NUMBER = re.compile(r"(?:[0-9]{4}-)?[0-9]{1,6}")
"""What can only be the number of a case, or of what else a group shows."""

F = TypeVar("F", bound=Callable[..., None])


class CommandRow(NamedTuple):
    """One line in a table of commands.

    Attributes:
        name: What the user types, in ASCII; empty for what the group does on its own.
        target: ``module:function``, or ``module:TABLE`` for a command that has commands.
        english: The English name, which works but is not shown.
        group: The heading it stands under on the help page.
        help: One Danish line, shown without importing the module.
        spellings: Other names that work but are not shown, such as those with æ, ø and å.
        rare: Named in a line at the end of the help page, so that the page stays short.
        pages: It shows what may be longer than the screen, which the reader's pager then takes over.
    """

    name: str
    target: str
    english: str
    group: str
    help: str
    spellings: tuple[str, ...] = ()
    rare: bool = False
    pages: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the row answers to."""
        return (self.name, self.english, *self.spellings)


def command_help(text: str) -> Callable[[F], F]:
    """Give a command function its long Danish help; the docstring stays English."""

    def keep(function: F) -> F:
        vars(function)["danish_help"] = inspect.cleandoc(text)
        return function

    return keep


# --- the help page ---------------------------------------------------------------------------------


class _DanishWords(Command):
    """What groups and commands share: a help page and a help option in Danish."""

    def get_help_option_names(self, ctx: Context) -> list[str]:
        """Return the help option's names in a fixed order (Typer keeps them in a set)."""
        return list(HELP_NAMES)

    def get_help_option(self, ctx: Context) -> TyperOption:
        """Return the help option, which every command has, with a Danish explanation."""
        option = cast("TyperOption", super().get_help_option(ctx))
        option.help = "Vis denne hjælp."
        option.callback = _show_help
        return option

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line; a mistake in it knows the command it was made in."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            # Typer forgets it when the value of an option is missing or too much.
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the parts of the usage line after the command's name."""
        from klage import danish_help  # only a help page pays for it

        return danish_help.usage_pieces(self.get_params(ctx))

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Brug: ")

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the whole help page."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help as its author broke the lines: Typer would run the examples together."""
        formatter.write_paragraph()
        for line in (self.help or "").splitlines():
            formatter.write(f"  {line}".rstrip() + "\n")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments and the options."""
        from klage import danish_help

        params = self.get_params(ctx)
        danish_help.write_arguments(formatter, params)
        danish_help.write_options(formatter, params)


class DanishCommand(_DanishWords, TyperCommand):
    """One command."""

    # Typer's own refusal is a bare UsageError, like several others; so they are let in and counted here.
    allow_extra_args = True
    pages = False

    def invoke(self, ctx: Context) -> Any:
        """Run the command; what it shows goes through the pager where its row says so, but never when it is plain."""
        with _paged(ctx) if self.pages and not ctx.params.get("plain") else nullcontext():
            return super().invoke(ctx)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line, and refuse what is left over or cannot be stored as text."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise InvalidValueError(f"Der står for meget efter {ctx.command_path}. {see(ctx)}")
        for param in self.params:
            # A file may be called something that is not UTF-8; what is stored may not.
            if not isinstance(param.type, TyperPath) and not is_utf8(ctx.params.get(param.name or "")):
                raise InvalidValueError(f"{name_of(param)} indeholder tegn, der ikke er UTF-8. {see(ctx)}")
        return rest


class DanishGroup(_DanishWords, TyperGroup):
    """A command with commands of its own, each imported when it is asked for."""

    table: Sequence[CommandRow] = ()

    @property
    def shown(self) -> dict[str, str]:
        """Return the name that is shown for every name that the group answers to."""
        return {name: row.name for row in self.table for name in row.names if row.name}

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return the command with that name, or nothing."""
        # Some keyboards and file systems write å as an a and a ring, and begin a line with a capital.
        name = normalize("NFC", cmd_name).casefold()
        return next((load(row) for row in self.table if name in row.names), None)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line; ``klage hjaelp opkald`` is ``klage opkald --hjaelp``."""
        if args and args[0].casefold() in HELP_WORDS:
            args = [*args[1:], HELP_NAMES[0]]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the shown name, the command and the rest of the line; a number alone shows what has it."""
        command = self.get_command(ctx, args[0])
        if command is not None:
            return command.name, command, args[1:]
        if NUMBER.fullmatch(args[0]) and any(row.name == "vis" for row in self.table):
            self._refuse_number_first(ctx, args)
            return "vis", self.get_command(ctx, "vis"), args
        from klage import meant  # only a mistake pays for it

        outer = cast("DanishGroup", ctx.find_root().command)
        raise InvalidValueError(meant.sentence(args[0], ctx.command_path, self.shown, outer.shown))

    def _refuse_number_first(self, ctx: Context, args: list[str]) -> None:
        """Refuse ``klage 42 luk`` with the line as it should be.

        Raises:
            InvalidValueError: A command stands after the number.
        """
        found = self.get_command(ctx, args[1]) if len(args) > 1 else None
        if found is not None:
            raise InvalidValueError(f"Skriv kommandoen først: {ctx.command_path} {found.name} {args[0]}")

    def invoke(self, ctx: Context) -> Any:
        """Run the command that is named, or else the row without a name, or else show the help."""
        super().invoke(ctx)
        if ctx.invoked_subcommand is not None:
            return
        command = self.get_command(ctx, "")
        if command is None:
            _show_help(ctx, None, True)
            return
        with command.make_context(command.name, [], parent=ctx) as bare:
            command.invoke(bare)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the parts of the usage line after the group's name."""
        return [*super().collect_usage_pieces(ctx), "KOMMANDO [ARGUMENTER]..."]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands under their headings, in the table's order, and then the options."""
        from klage import danish_help

        groups: dict[str, list[tuple[str, str]]] = {}
        for row in self.table:
            if row.name and not row.rare:
                groups.setdefault(row.group, []).append((row.name, row.help))
        rare = [row.name for row in self.table if row.rare]
        if danish_help.write_commands(formatter, groups, beside=_is_seen(ctx)):
            danish_help.write_end(formatter, rare, self.get_params(ctx))
            return
        if rare:
            formatter.write_paragraph()
            formatter.write_text(f"Bruges sjældnere: {', '.join(rare)}.")
        super().format_options(ctx, formatter)
        if ctx.parent is not None:  # klage itself says so at the top
            formatter.write_paragraph()
            formatter.write_text(f"Skriv {ctx.command_path} KOMMANDO --hjaelp for at læse om en kommando.")


def _is_seen(ctx: Context) -> bool:
    """Tell whether a page is read with the eyes: at a terminal, and not as plain lines."""
    environ = getattr(ctx.obj, "environ", {})
    return sys.stdout is not None and sys.stdout.isatty() and not environ.get("KLAGE_PLAIN")


def _show_help(ctx: Context, _option: Parameter | None, wanted: bool) -> None:
    """Show the help page and end."""
    if wanted and not ctx.resilient_parsing:
        with _paged(ctx):
            typer.echo(ctx.get_help())
        ctx.exit()


def _paged(ctx: Context) -> AbstractContextManager[None]:
    """Return what shows long output by the pager; off a terminal nothing is loaded for it."""
    environ = getattr(ctx.obj, "environ", None)
    if environ is None or sys.stdin is None or sys.stdout is None or not sys.stdout.isatty():
        return nullcontext()
    from klage.output.pager import paged

    return paged(stdin=sys.stdin, stdout=sys.stdout, environ=environ)


# --- building and running --------------------------------------------------------------------------


def build_group(
    table: Sequence[CommandRow], help_text: str, callback: Callable[..., None] | None = None
) -> DanishGroup:
    """Return a group that imports the table's commands when they are asked for.

    Args:
        table: The commands.
        help_text: What stands below the usage line.
        callback: A function with the group's own options, run before the command.
    """
    app = typer.Typer(
        cls=DanishGroup, callback=callback, help=help_text, invoke_without_command=True, rich_markup_mode=None
    )
    group = cast("DanishGroup", get_group(app))
    group.table = table
    return group


def load(row: CommandRow) -> Command:
    """Import what the row points at and return it as a command or a group."""
    module, _, attribute = row.target.partition(":")
    target = getattr(import_module(module), attribute)
    name = row.name or row.english
    if isinstance(target, tuple):
        group = build_group(target, row.help)
        group.name = name
        return group
    # Completion would add two English options; it is an issue of its own.
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    text = "\n\n".join(filter(None, (row.help, vars(target).get("danish_help"))))
    app.command(name, cls=DanishCommand, help=text)(target)
    command = cast("DanishCommand", get_command(app))
    command.pages = row.pages
    return command


def help_width(environ: Mapping[str, str]) -> int:
    """Return how wide a help page is to be: as the terminal, but from 50 to 80 characters."""
    return max(50, min(80, terminal_width(environ)))


def run(group: DanishGroup, args: Sequence[str], *, obj: object, width: int) -> int:
    """Run one command line and return its exit code.

    Args:
        group: The outermost group.
        args: The command line, without the program's name.
        obj: What the group's callback finds as ``ctx.obj``.
        width: How wide a help page may be.

    Raises:
        InvalidValueError: The command line could not be understood.
    """
    try:
        with group.make_context("klage", list(args), obj=obj, terminal_width=width) as ctx:
            group.invoke(ctx)
    except typer.Exit as done:
        return done.exit_code
    except ClickException as error:
        raise InvalidValueError(sentence(error)) from error
    return 0
