"""How a help page is set: the options by how often they are used, the commands under their headings.

Loaded only when a help page is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

# danish_usage says why Typer's private copy of click is used.
from typer._click.core import Parameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperOption

from klage.danish_usage import bounds, metavar, name_of, shown_value

MANY = 12
"""With more options than these the rare ones stand by themselves, so that the daily ones are found."""

_SELDOM_USED = """
    --json --csv --plain --med-navne --overskriv --stille --kode --cron --kun-nr --alligevel --behold-tal
    --henvendelse --kontakt --kvittering --svar --fejl --bekraeftet --ret --slet
    --selv --samtaler --part --deltagere --ca --overdragelse --ny-sagsbehandler --tavshed --oplaert
    --sammenlign-fra --sammenlign-til --spso --wordskabelon --uden-eksempler --reference --maal
"""
RARE = frozenset(_SELDOM_USED.split())
"""Options that are seldom used; an option means the same in every command, and so is rare in all of them."""

Rows = Sequence[tuple[str, str]]


def usage_pieces(params: Iterable[Parameter]) -> list[str]:
    """Return the parts of a usage line after the command's name."""
    arguments = _shown(params, TyperArgument)
    return ["[TILVALG]", *(metavar(arg) if arg.required else f"[{metavar(arg)}]" for arg in arguments)]


def write_arguments(formatter: HelpFormatter, params: Iterable[Parameter]) -> None:
    """Write what the command takes."""
    _write_section(formatter, "Argumenter", [_record(param) for param in _shown(params, TyperArgument)])


def write_options(formatter: HelpFormatter, params: Iterable[Parameter]) -> None:
    """Write the options in the order they have; where there are many, the rare ones last."""
    options = list(_shown(params, TyperOption))
    later = [option for option in options if len(options) > MANY and not RARE.isdisjoint(option.opts)]
    _write_section(formatter, "Tilvalg", [_record(option) for option in options if option not in later])
    _write_section(formatter, "Sjældnere", [_record(option) for option in later])


def write_commands(formatter: HelpFormatter, groups: Mapping[str, Rows], *, beside: bool) -> bool:
    """Write the commands under their headings, and tell whether that was in two columns.

    Args:
        formatter: What is written to.
        groups: Names and lines of help by heading.
        beside: Whether two columns will do: row by row they say nothing to a screen reader or a pipe.
    """
    lines = _two_columns(groups, formatter.width) if beside and len(groups) > 1 else []
    if lines:
        formatter.write("\n".join(("", *lines, "")))
        return True
    wide = max(len(name) for rows in groups.values() for name, _ in rows)
    for heading, rows in groups.items():
        _write_section(formatter, heading, [(name.ljust(wide), text) for name, text in rows])
    return False


def write_end(formatter: HelpFormatter, rare: Sequence[str], params: Iterable[Parameter]) -> None:
    """Write what follows two columns, in as few lines as there is room for: rare commands, and the options."""
    if rare:
        formatter.write_text(f"Bruges sjældnere: {', '.join(rare)}.")
    named = ", ".join(_signature(param).split(",")[0] for param in _shown(params, TyperOption))
    formatter.write_text(f"Tilvalg før kommandoen: {named}.")


def _two_columns(groups: Mapping[str, Rows], width: int) -> list[str]:
    """Return the groups in two columns, each group in the one that is shorter so far; nothing if too wide."""
    columns: tuple[dict[str, Rows], dict[str, Rows]] = ({}, {})
    for heading, rows in groups.items():
        shorter = min(columns, key=lambda column: sum(len(each) + 1 for each in column.values()))
        shorter[heading] = rows
    left, right = (list(_column(column)) for column in columns)
    wide = max(map(len, left)) + 2
    lines = [f"{a:{wide}}{b}".rstrip() for a, b in zip_longest(left, right, fillvalue="")]
    return lines if max(map(len, lines)) <= width else []


def _column(groups: Mapping[str, Rows]) -> Iterator[str]:
    wide = max(len(name) for rows in groups.values() for name, _ in rows)
    for heading, rows in groups.items():
        yield f"{heading}:"
        yield from (f"  {name:{wide}}  {text}" for name, text in rows)


def _write_section(formatter: HelpFormatter, heading: str, rows: Rows) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _shown(
    params: Iterable[Parameter], kind: type[TyperArgument] | type[TyperOption]
) -> Iterator[TyperArgument | TyperOption]:
    return (param for param in params if isinstance(param, kind) and not param.hidden)


def _record(param: TyperArgument | TyperOption) -> tuple[str, str]:
    extra = [*bounds(param), *_default(param), *(["påkrævet"] if param.required else [])]
    words = [param.help or "", f"[{'; '.join(extra)}]" if extra else ""]
    return _signature(param), "  ".join(filter(None, words))


def _signature(param: TyperArgument | TyperOption) -> str:
    if isinstance(param, TyperArgument):
        return metavar(param)
    names = [_ascii_first(names) for names in (param.opts, param.secondary_opts) if names]
    return " / ".join(names) + ("" if param.is_flag or param.count else f" {metavar(param)}")


def _ascii_first(names: Sequence[str]) -> str:
    return ", ".join([name for name in names if name.isascii()] or names)


def _default(param: TyperArgument | TyperOption) -> list[str]:
    if isinstance(param.show_default, str):
        return [f"standard: {param.show_default}"]
    value = param.default
    if not param.show_default or value in (None, False, "", (), []) or callable(value):
        return []
    if value is True:
        return [f"standard: {name_of(param)}"]
    return [f"standard: {', '.join(map(shown_value, value if isinstance(value, list | tuple) else [value]))}"]
