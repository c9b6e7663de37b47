"""``klage vejledning``: the Danish guide by task in the terminal, and the man page made of it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, cast

import typer

from klage import __version__
from klage.commands import options
from klage.danish_cli import CommandRow, DanishGroup, command_help, load
from klage.danish_usage import harmless
from klage.domain import danish, guide
from klage.domain.guide import Topic
from klage.errors import InvalidValueError, NotFoundError, PermissionRefusedError
from klage.intake import guide as source
from klage.output import files
from klage.output.guide import manual, screen
from klage.output.listing import Column, Listing
from klage.output.safe import one_line
from klage.output.styles import pen_for
from klage.session import Session

LOOKUP = "opslag"
"""The topic whose headings are sections of their own in the man page."""

MAN_FOLDERS = ("man1", "da/man1")
"""Where man looks for a page in any language, and first for one in Danish, below a folder of man pages."""


@command_help("""
    Eksempler:

      klage vejledning
      klage vejledning ny klage

    Uden emne vises emnerne i den rækkefølge, man møder dem. Et emne er et
    nummer eller et ord, fx ring eller barn; står ordet i flere emner, vises
    de på en liste.

    --installer lægger vejledningen som manualside; læs den med: man klage
""")
def vejledning(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="EMNE", help="Et nummer eller et ord, fx 3 eller ring.")
    ] = None,
    everything: Annotated[bool, typer.Option("--alt", help="Vis alle emner efter hinanden.")] = False,
    markdown: Annotated[bool, typer.Option("--md", help="Skriv emnet som Markdown.")] = False,
    man: Annotated[bool, typer.Option("--man", help="Skriv manualsiden (roff).")] = False,
    install: Annotated[
        bool, typer.Option("--installer", help="Læg manualsiden, hvor programmet man finder den.")
    ] = False,
    plain: options.Plain = False,
) -> None:
    """Show the guide."""
    session: Session = ctx.obj
    topics = source.topics()
    typed = " ".join(words or [])
    _refuse_mixed(typed, everything=everything, markdown=markdown, man=man, install=install)
    if install:
        _install(session, man_page(ctx, topics))
    elif man:
        typer.echo(man_page(ctx, topics), nl=False)
    elif not (typed or everything or markdown):
        options.show(session, _list(topics), json=False, csv=False, plain=plain, names=False)
    else:
        found = _found(topics, typed) if typed else topics
        if typed and len(found) > 1:
            title = f"Det står der noget om i {danish.count(len(found), 'emne', 'emner')}"
            options.show(session, _list(found, title), json=False, csv=False, plain=plain, names=False)
        else:
            _show(session, found, markdown=markdown, plain=plain)


def _refuse_mixed(typed: str, *, everything: bool, markdown: bool, man: bool, install: bool) -> None:
    pages = [name for name, given in (("--man", man), ("--installer", install)) if given]
    topics = [name for name, given in (("EMNE", bool(typed)), ("--alt", everything)) if given]
    given = [*topics, *pages]
    if len(given) > 1 or (pages and markdown):
        raise InvalidValueError("Skriv kun et emne eller ét af tilvalgene --alt, --man og --installer.")


def _found(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """Return the topics that are meant.

    Raises:
        NotFoundError: None is; the sentence offers the nearest.
    """
    found = guide.find(topics, typed)
    if not found:
        near = " eller ".join(topic.slug for topic in guide.near(topics, typed))
        offer = f" Mente du {near}?" if near else ""
        raise NotFoundError(
            f"Vejledningen har ikke noget om »{harmless(typed)}«.{offer} Se emnerne med klage vejledning."
        )
    return found


def _list(topics: Sequence[Topic], title: str | None = None) -> Listing:
    return Listing(
        columns=(
            Column("number", "Nr.", "number"),
            Column("title", "Emne", flexible=True),
            Column("slug", "Ord"),
            Column("part", "Del", spare=True),
        ),
        rows=[(topic.number, topic.title, topic.slug, topic.part) for topic in topics],
        empty="",
        title=title,
        note="Læs et emne med klage vejledning NR, eller skriv et ord, fx klage vejledning barn.",
        things=("emne", "emner"),
    )


def _show(session: Session, topics: Sequence[Topic], *, markdown: bool, plain: bool) -> None:
    if markdown:
        typer.echo("\n".join(topic.source for topic in topics), nl=False)
    elif plain or session.plain or not sys.stdout.isatty():
        typer.echo(screen.spoken(topics), nl=False)
    else:
        pen = pen_for(sys.stdout, session.environ)
        screen.print_topics(topics, stream=sys.stdout, width=session.width, pen=pen)


# --- the man page ----------------------------------------------------------------------------------


def man_page(ctx: typer.Context, topics: Sequence[Topic]) -> str:
    """Return the man page of the program that the context belongs to."""
    root = cast("DanishGroup", ctx.find_root().command)
    return manual.as_man(__version__, list(_named(root.table)), topics, LOOKUP)


def _named(rows: Sequence[CommandRow], before: str = "", group: str = "") -> Iterator[manual.Named]:
    """Yield every command, with those of a command right after it."""
    for row in rows:
        name = f"{before} {row.name}".strip()
        heading = group or row.group
        if row.name or not before:
            yield manual.Named(heading, name, row.help)
        # A row that points at a table says so by its capitals.
        if row.target.rpartition(":")[2].isupper():
            yield from _named(cast("DanishGroup", load(row)).table, name, heading)


def _install(session: Session, page: str) -> None:
    root = Path(session.environ.get("HOME") or Path.home()) / ".local" / "share" / "man"
    for folder in MAN_FOLDERS:
        place = root / folder / "klage.1"
        _make_folder(place.parent)
        files.write_new(place, [page], overwrite=True)
        options.say(session, f"Manualsiden ligger i {one_line(str(place))}.")
    options.say(session, *_how_to_read(session, root))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise PermissionRefusedError(
            f"Mappen {one_line(str(folder))} kan ikke laves. Skriv siden i en fil i stedet: klage vejledning --man"
        ) from error


def _how_to_read(session: Session, root: Path) -> Iterator[str]:
    """Yield what to do now: man finds the folder by itself when ``~/.local/bin`` is in the path."""
    path = session.environ.get("PATH", "").split(":")
    if str(root.parent.parent / "bin") in path or "MANPATH" in session.environ:
        yield "Læs den sådan: man klage"
    else:
        yield f"Læs den sådan: man -M {one_line(str(root))} klage"
        yield "Skal det være nok at skrive »man klage«, så sæt denne linje ind i ~/.profile, og log ind igen:"
        yield 'export MANPATH="$HOME/.local/share/man:"'
