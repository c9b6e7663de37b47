"""``klage kontor temaer``: the themes a klagepunkt can have."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain.matching import THEMES_AT, code_for
from klage.domain.office_words import line_from, theme_code_from
from klage.domain.vocabulary import THEME_GROUPS
from klage.errors import InvalidValueError
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import office, office_changes
from klage.store.office import Theme


@command_help("""
    Eksempler:

      klage kontor temaer
      klage kontor temaer --ny lang_ventetid --navn "Lang ventetid" \\
          --gruppe proces
      klage kontor temaer --omdoeb aktindsigt --navn "Indsigt i egen sag"
      klage kontor temaer --nedlaeg databeskyttelse

    Et tema kan nævnes ved sin kode eller sit navn. Koden ændres aldrig, så
    gamle og nye sager kan tælles sammen. Et nedlagt tema bliver stående i de
    gamle sager. Grupperne er proces, relation, afgørelse, ramme, ydelse og
    andet.
""")
def temaer(
    ctx: typer.Context,
    new: Annotated[str | None, typer.Option("--ny", metavar="KODE", help="Opret et tema.")] = None,
    rename: Annotated[
        str | None,
        typer.Option("--omdoeb", "--omdøb", metavar="TEMA", help="Giv et tema nyt navn eller ny gruppe."),
    ] = None,
    label: Annotated[str | None, typer.Option("--navn", metavar="NAVN", help="Temaets navn.")] = None,
    group: Annotated[
        str | None, typer.Option("--gruppe", metavar="GRUPPE", help="Temaets gruppe; et nyt får andet.")
    ] = None,
    retire: Annotated[
        str | None, typer.Option("--nedlaeg", "--nedlæg", metavar="TEMA", help="Tag et tema ud af brug.")
    ] = None,
    revive: Annotated[
        str | None, typer.Option("--genopliv", metavar="TEMA", help="Tag et nedlagt tema i brug igen.")
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List or change the themes."""
    session: Session = ctx.obj
    only_one(
        {
            "--ny": new,
            "--omdoeb": rename,
            "--nedlaeg": retire,
            "--genopliv": revive,
            "--json": json,
            "--csv": csv,
        }
    )
    only_with({"--ny": new, "--omdoeb": rename}, {"--navn": label, "--gruppe": group})
    if new is not None:
        _add(session, new, label, group)
    elif rename is not None:
        _rename(session, rename, label, group)
    elif retire is not None:
        _set_active(session, retire, active=False)
    elif revive is not None:
        _set_active(session, revive, active=True)
    else:
        options.show(session, theme_list(session), json=json, csv=csv, plain=plain, names=False)


def theme_list(session: Session) -> Listing:
    """Return the themes in the office's order with the number of cases that have them."""
    counts = office.cases_by_theme(session.register)
    return Listing(
        columns=(
            Column("code", "Kode"),
            Column("label", "Tema", screen=str, flexible=True),
            Column("group", "Gruppe", "code", labels=THEME_GROUPS),
            Column("active", "I brug", "flag"),
            Column("cases", "Sager", "number"),
        ),
        rows=[
            (theme.code, theme.label, theme.group, theme.active, counts.get(theme.code, 0))
            for theme in office.themes(session.register)
        ],
        things=("tema", "temaer"),
        empty="Der er ingen temaer.",
    )


def _add(session: Session, code: str, label: str | None, group: str | None) -> None:
    if label is None:
        raise InvalidValueError("Skriv også temaets navn med --navn.")
    theme = Theme(theme_code_from(code), line_from(label, "--navn"), _group(group or "andet"), active=True)
    session.create()
    with session.write("kontor temaer") as writer:
        office_changes.add_theme(writer, theme)
    say(f"Temaet {theme.label} ({theme.code}) er oprettet i gruppen {theme.group}.")


def _rename(session: Session, text: str, label: str | None, group: str | None) -> None:
    if label is None and group is None:
        raise InvalidValueError("Skriv det nye navn med --navn eller den nye gruppe med --gruppe.")
    old = _theme(session, text)
    theme = old._replace(
        label=old.label if label is None else line_from(label, "--navn"),
        group=old.group if group is None else _group(group),
    )
    with session.write("kontor temaer") as writer:
        office_changes.change_theme(writer, theme)
    say(f"Temaet {theme.code} hedder {theme.label} og hører til gruppen {theme.group}.")


def _set_active(session: Session, text: str, *, active: bool) -> None:
    theme = _theme(session, text)
    with session.write("kontor temaer") as writer:
        changed = office_changes.change_theme(writer, theme._replace(active=active))
    state = "i brug" if active else "nedlagt"
    kept = "" if active else " Det bliver stående i de sager, det har."
    say(f"Temaet {theme.label} er {'nu' if changed else 'allerede'} {state}.{kept}")


def _theme(session: Session, text: str) -> Theme:
    found = {theme.code: theme for theme in office.themes(session.register)}
    return found[
        code_for(text, {code: theme.label for code, theme in found.items()}, "Temaet", see=THEMES_AT)
    ]


def _group(text: str) -> str:
    return code_for(text, THEME_GROUPS, "Gruppen")
