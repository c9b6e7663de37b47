"""Restoring the register from a backup: shown, asked about, and never at the price of what is there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.backup import KINDS, Backup
from klage.errors import InvalidValueError
from klage.output.listing import Column, Listing
from klage.output.safe import one_line
from klage.store.backup import backups, restoring
from klage.store.importing import staging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from klage.session import Session
    from klage.store.backup.encryption import Key
    from klage.store.importing.staging import Comparison, State


@command_help("""
    Eksempler:

      klage gendan
      klage gendan /media/usb/kopi.age --noegle noegle.txt

    Uden FIL vises de kopier, der er, og du kan vælge en af dem. Før noget sker,
    ser du, hvad kopien rummer, holdt op mod registret. Registret, som det er
    nu, bliver altid gemt først; er det beskadiget, bliver det flyttet til side.
    Sager, der er anonymiseret siden, bliver anonymiseret igen.

    En krypteret kopi (.age) læses med --noegle.
""")
def gendan(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FIL", help="Kopien; uden den vises dem, der er.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--noegle", "--nøgle", metavar="FIL", help="Filen med den hemmelige nøgle."),
    ] = None,
    yes: Annotated[bool, typer.Option("--ja", help="Gendan uden at spørge.")] = False,
    trial: Annotated[
        bool, typer.Option("--proev", "--prøv", help="Læs kopien igennem, og vis, hvad der ville ske.")
    ] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Restore the register from a backup."""
    session: Session = ctx.obj
    chosen = _found(session, file) if file else None
    if chosen is None:
        listed = listing(session)
        if yes or trial or not session.interactive or json or csv or plain or not listed.rows:
            _refuse_without_file(yes=yes, trial=trial)
            options.show(session, listed, json=json, csv=csv, plain=plain, names=False)
            return
        chosen = _chosen(session)
        if chosen is None:
            options.say(session, "Intet er gendannet.")
            return
    if not (yes or trial or session.interactive):
        raise InvalidValueError(
            "Skriv --ja for at gendanne uden spørgsmål eller --proev for at se, hvad der ville ske."
        )
    _restore(session, chosen, _keys(session, chosen, key), ask=not yes, trial=trial)


def _restore(session: "Session", file: Path, keys: "list[Key]", *, ask: bool, trial: bool) -> None:
    session.close()
    with staging.staged(session.path, file, keys) as copy:
        found = staging.compare(copy, session.path)
        options.say(session, *compared(found))
        if trial:
            options.say(session, "Det var en prøve. Intet er ændret.")
            return
        if ask and not session.prompter.confirm("Gendan registret fra kopien?", default=False):
            options.say(session, "Intet er ændret.")
            return
        done = restoring.put(copy, session.path, session.now)
    options.say(session, *told(done))


def listing(session: "Session") -> Listing:
    """Return the copies that klage keeps of the register, the newest first."""
    folder, kept = backups.folder_of(session.path), backups.kept(session.path)
    return Listing(
        columns=(
            Column("made_at", "Taget", "instant", screen=lambda at: danish.brief_instant(at, session.now)),
            Column("kind", "Anledning", "code", labels=KINDS),
            Column("events", "Ændringer", "number"),
            Column("file", "Fil", flexible=True),
        ),
        rows=[(each.at, each.kind, each.events, each.path.name) for each in kept],
        empty=f"Der er ingen sikkerhedskopier i {one_line(str(folder))}. Ligger der en et andet sted, så skriv "
        "klage gendan FIL.",
        things=("sikkerhedskopi", "sikkerhedskopier"),
        title=f"Sikkerhedskopier i {one_line(str(folder))}" if kept else None,
    )


def _refuse_without_file(*, yes: bool, trial: bool) -> None:
    if yes or trial:
        raise InvalidValueError("Skriv, hvilken kopi det er. klage gendan alene viser dem, der er.")


def _found(session: "Session", file: Path) -> Path:
    """Return the file that is meant: the name alone is enough for one of klage's own copies."""
    own = backups.folder_of(session.path) / file
    return own if not file.exists() and own.exists() else file


def _chosen(session: "Session") -> Path | None:
    """Let the user choose among the copies that klage keeps."""
    kept = {each.path.name: each for each in backups.kept(session.path)}
    labels = [(name, _label(each, session.now)) for name, each in kept.items()]
    name = session.prompter.choose("Hvilken kopi? Enter gendanner ingen.", labels)
    return None if name is None else kept[name].path


def _label(backup: Backup, now: "datetime") -> str:
    when, events = danish.short_instant(backup.at, now), danish.count(backup.events, "ændring", "ændringer")
    return f"{when}: {KINDS[backup.kind].lower()}, {events}"


def _keys(session: "Session", file: Path, key: Path | None) -> "list[Key]":
    """Return the secret keys that the copy needs, if it needs any."""
    if not staging.is_encrypted(file):
        return []
    from klage.store.backup import encryption

    if key is None and session.interactive:
        key = Path(session.prompter.ask("Kopien er krypteret. Hvor ligger filen med nøglen?"))
    if key is None:
        raise InvalidValueError("Kopien er krypteret. Angiv filen med den hemmelige nøgle med --noegle FIL.")
    return encryption.identities(key)


def compared(found: "Comparison") -> "Iterator[str]":
    """Yield what the copy holds against the register, and what becomes of it, in sentences."""
    yield f"Kopien rummer {_held(found.copy)}."
    there = found.present
    if there is None:
        yield _NOTHING_THERE[found.relation]
    else:
        yield f"Registret rummer {_held(there)}."
        lost = there.head.event_id - found.copy.head.event_id
        yield _BETWEEN[found.relation].format(lost=danish.count(lost, "ændring", "ændringer"))
        yield "Registret, som det er nu, bliver først gemt som sikkerhedskopi."
    if found.forgotten:
        cases = danish.count(found.forgotten, "sag", "sager")
        yield f"{cases} i kopien er anonymiseret, siden den blev taget, og bliver anonymiseret igen."


_NOTHING_THERE = {
    "none": "Der er intet register i forvejen.",
    "damaged": "Registret er beskadiget. Det bliver flyttet til side, som det er.",
}
_BETWEEN = {
    "same": "De rummer det samme.",
    "more": "Alt i registret er også i kopien, som rummer mere.",
    "less": "{lost} i registret er kommet til efter kopien og kommer ikke med.",
    "other": "De har hver sit forløb: Det, der kun står i registret, kommer ikke med.",
}


def told(done: restoring.Done) -> "Iterator[str]":
    """Yield what has been done, in sentences."""
    yield f"Registret er gendannet. Det rummer {_held(done.state)}."
    if done.erased:
        yield (
            f"{danish.count(done.erased, 'sag', 'sager')} er anonymiseret igen. Kopien selv rummer stadig navnene: "
            "Slet den, når du ikke skal bruge den mere."
        )
    if done.kept:
        yield f"Registret, som det var, ligger i {one_line(str(done.kept.path))}."
    if done.aside:
        yield f"Det beskadigede register ligger i {one_line(str(done.aside))}."


def _held(state: "State") -> str:
    cases = danish.count(state.cases, "sag", "sager")
    if state.changed_at is None:
        return f"{cases} og er aldrig ændret"
    return f"{cases} og er senest ændret {danish.long_instant(state.changed_at)}"
