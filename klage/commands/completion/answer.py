"""Answering the Tab key: what may stand at the cursor, written for the shell that asks."""

import sys
from collections.abc import Mapping
from pathlib import Path

from klage import danish_completion
from klage.danish_cli import DanishGroup
from klage.danish_completion import Place
from klage.danish_usage import metavar
from klage.domain import command_line
from klage.domain.suggestion import Suggestion
from klage.output.shell import answer as shells

Found = tuple[str, list[Suggestion]]
"""What kind of answer it is, and the values."""


def answer(group: DanishGroup, environ: Mapping[str, str]) -> None:
    """Write the answer to one press of the Tab key on stdout, or nothing."""
    words, typed = command_line.typed(environ.get(shells.LINE, ""))
    place = danish_completion.find(group, words, typed)
    if place is None:
        return
    kind, found = _found(place, environ)
    edge = (place.before, place.typed)
    text = shells.answer(environ.get(shells.SHELL, ""), kind, found, edge, environ.get(shells.AT, ""))
    # Bytes: what a shell in a C locale reads is UTF-8 all the same, like everything that was typed.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def _found(place: Place, environ: Mapping[str, str]) -> Found:
    if place.param is None:
        return shells.WORDS, [Suggestion(*name) for name in place.names]
    # Most presses of the key are for a name, and do not pay for the register.
    from klage.commands.completion import table
    from klage.commands.completion.sources import Asked
    from klage.session import Session
    from klage.store.peeking import peek

    names = [*place.param.opts] if place.param.param_type_name == "option" else []
    source = table.source_of(place.command, names, metavar(place.param))
    if source is None:
        return shells.WORDS, []
    session = Session(environ, Path(place.register).expanduser() if place.register else None)
    with peek(session.path) as register:
        return table.KINDS.get(source, shells.WORDS), source(Asked(place.typed, session, register))
