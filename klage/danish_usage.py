"""What a mistake on the command line is called in Danish.

Typer's errors are told apart by class, never by their English text, and a value that was typed is not
repeated: it may be a citizen's words. Only names of commands and options are, made harmless.
"""

from collections.abc import Iterable
from enum import Enum
from functools import singledispatch
from typing import Any

# Typer 0.26 took click in as ``typer._click`` and gives out only BadParameter of its usage errors.
# Telling them apart by class needs the private names; the alternative is to match English text.
# Only this module, danish_cli and danish_completion use them, and pyproject.toml holds Typer below 0.29.
from typer._click import types
from typer._click.core import Context, Parameter
from typer._click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    ClickException,
    FileError,
    MissingParameter,
    NoSuchOption,
)
from typer._types import TyperChoice
from typer.core import TyperOption
from typer.models import TyperPath


def harmless(value: str, limit: int = 40) -> str:
    """Return what the user typed as it may stand in a sentence: printable, and cut to the limit."""
    text = "".join(char if char.isprintable() else "?" for char in value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def metavar(param: Parameter) -> str:
    """Return the word that stands for the parameter's value, such as NR, TAL or FIL."""
    return param.metavar or _type_metavar(param.type) + ("" if param.nargs == 1 else "...")


def _type_metavar(kind: types.ParamType) -> str:
    if isinstance(kind, TyperChoice):
        return "|".join(choices_of(kind))
    if isinstance(kind, types.IntParamType | types.FloatParamType):
        return "TAL"
    if isinstance(kind, TyperPath | types.File):
        return "FIL"
    return "TEKST"


def choices_of(kind: TyperChoice[Any]) -> list[str]:
    """Return the values that may be typed."""
    return [shown_value(choice) for choice in kind.choices]


def shown_value(value: object) -> str:
    """Return a choice or a default as it would be typed."""
    return str(value.value if isinstance(value, Enum) else value)


def bounds(param: Parameter) -> list[str]:
    """Return how large a number may be, or nothing."""
    kind = param.type
    if not isinstance(kind, types.IntRange | types.FloatRange):
        return []
    if kind.min is None:
        return [f"højst {kind.max}"]
    return [f"mindst {kind.min}" if kind.max is None else f"fra {kind.min} til {kind.max}"]


@singledispatch
def sentence(error: ClickException) -> str:
    """Return the Danish sentence for one of Typer's errors, chosen by its class."""
    return f"Kommandolinjen kan ikke forstås. {see(getattr(error, 'ctx', None))}"


@sentence.register(NoSuchOption)
def _no_such_option(error: NoSuchOption) -> str:
    typed = harmless(error.option_name)
    outer = error.ctx.find_root().command.params if error.ctx else []
    if any(error.option_name in param.opts for param in outer):
        return f"Tilvalget {typed} skal stå før kommandoen, lige efter klage."
    near = dict.fromkeys(error.possibilities or [])
    begun = [name for name in near if name.startswith(error.option_name)]
    return f"Tilvalget {typed} findes ikke.{did_you_mean(begun or near)} {see(error.ctx)}"


@sentence.register(BadOptionUsage)
def _bad_option_usage(error: BadOptionUsage) -> str:
    # One class for two mistakes; which one, the option itself tells.
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    flags = [param for param in params if isinstance(param, TyperOption) and param.is_flag]
    is_flag = any(error.option_name in (*param.opts, *param.secondary_opts) for param in flags)
    wants = "skal stå uden værdi" if is_flag else "mangler sin værdi"
    return f"Tilvalget {harmless(error.option_name)} {wants}. {see(error.ctx)}"


@sentence.register(BadArgumentUsage)
def _bad_argument_usage(error: BadArgumentUsage) -> str:
    return f"Der mangler en værdi sidst på linjen. {see(error.ctx)}"


@sentence.register(MissingParameter)
def _missing_parameter(error: MissingParameter) -> str:
    return f"{name_of(error.param)} mangler{_what_it_is(error.param)}. {see(error.ctx)}"


@sentence.register(BadParameter)
def _bad_parameter(error: BadParameter) -> str:
    if not _raised_by_typer(error):
        return error.message
    # Typer's own message repeats the value in English; the value may be private.
    return f"{name_of(error.param)} {_what_it_must_be(error.param)}. {see(error.ctx)}"


@sentence.register(FileError)
def _file_error(_error: FileError) -> str:
    return "Filen kan ikke åbnes. Se efter, om den findes, og om du må læse eller skrive i den."


def _what_it_is(param: Parameter | None) -> str:
    """Return what an argument's word stands for, after a colon: NR is no word to who types it the first time."""
    explained = "" if param is None or isinstance(param, TyperOption) else getattr(param, "help", None) or ""
    first = explained.partition(";")[0].rstrip(".")
    return f": {first[0].lower()}{first[1:]}" if first else ""


def _raised_by_typer(error: BaseException) -> bool:
    """Tell whether Typer's code raised the error, and not a parser of ours that Typer called."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__")).startswith("typer.")


def _what_it_must_be(param: Parameter | None) -> str:
    kind = param.type if param else None
    if param and isinstance(kind, types.IntParamType | types.FloatParamType):
        whole = "et helt tal" if isinstance(kind, types.IntParamType) else "et tal"
        return ", ".join([f"skal være {whole}", *bounds(param)])
    if isinstance(kind, TyperChoice):
        return f"skal være en af disse: {', '.join(choices_of(kind))}"
    if isinstance(kind, TyperPath | types.File):
        return "nævner en fil, der ikke findes, eller som du ikke må bruge"
    return "har en værdi, der ikke kan forstås"


def name_of(param: Parameter | None) -> str:
    """Return what a sentence calls the parameter: ``--timer``, or the word for an argument."""
    if isinstance(param, TyperOption):
        return next((name for name in param.opts if name.startswith("--")), param.opts[0])
    return metavar(param) if param else "En værdi"


def see(ctx: Context | None) -> str:
    """Return the sentence that points at the help page of the command."""
    return f"Se {ctx.command_path if ctx else 'klage'} --hjaelp."


def did_you_mean(near: Iterable[str]) -> str:
    """Return the question that offers the nearest names, with a space before it, or nothing."""
    words = [name for name in near if name.isascii()]
    if not words:
        return ""
    *others, last = words
    return f" Mente du {', '.join(others)}{' eller ' if others else ''}{last}?"


def is_utf8(value: object) -> bool:
    """Tell whether every text in the value can be stored: bytes of another encoding arrive as surrogates."""
    if isinstance(value, list | tuple):
        return all(map(is_utf8, value))
    return not isinstance(value, str) or not any("\ud800" <= char <= "\udfff" for char in value)
