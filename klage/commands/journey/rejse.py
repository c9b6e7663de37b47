"""``klage rejse``: the way a citizen has come through the system, and what the ways have in common."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import liste, options
from klage.commands.journey import changes as rejse_changes
from klage.commands.journey import shown as rejse_shown
from klage.commands.office.options import only_one, only_with
from klage.commands.report import document as report_document
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.journey import figures as sums
from klage.errors import InvalidValueError
from klage.output import page, show
from klage.store import journey

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

Values = dict[str, object]


@command_help("""
    Eksempler:

      klage rejse 42
      klage rejse 42 --ny
      klage rejse 42 --ny --den "maj 2025" --kilde borger --haendelse -
      klage rejse 42 --ud rejse.html
      klage rejse --fra 1.1.2026

    Klagerejsen er det, borgeren har været igennem, også før klagen kom, som
    borgeren, akterne og medarbejderen fortæller det. Fortæller de noget
    forskelligt, bliver det hele stående. Enheden er ved en overdragelse den,
    der fik sagen. Uden nummer vises, hvad rejserne har til fælles.

    Oplevelse: fra -2 til 2 eller meget_daarlig, daarlig, neutral, god og
    meget_god. En hel rejse kan gives som JSON: klage rejse 42 --ny --json -
""")
def rejse(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="Sagens nummer, fx 42 eller 2026-0042.")
    ] = None,
    dash: Annotated[str | None, typer.Argument(hidden=True)] = None,
    new: Annotated[bool, typer.Option("--ny", help="Notér en hændelse.")] = False,
    correct: Annotated[
        int | None, typer.Option("--ret", metavar="N", min=1, help="Ret hændelse nummer N.")
    ] = None,
    remove: Annotated[
        int | None, typer.Option("--slet", metavar="N", min=1, help="Slet hændelse nummer N.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--den", metavar="DATO", help='Hvornår det skete, fx "maj 2025".')
    ] = None,
    about: Annotated[bool, typer.Option("--ca", help="Datoen er usikker.")] = False,
    account: Annotated[
        str | None, typer.Option("--kilde", metavar="KILDE", help="borger, akter eller medarbejder.")
    ] = None,
    what: Annotated[
        str | None,
        typer.Option(
            "--haendelse", "--hændelse", metavar="-", help="Læs, hvad der skete, fra standardinput."
        ),
    ] = None,
    stage: Annotated[
        str | None, typer.Option("--fase", metavar="FASE", help="Sagens fase, fx ansoegning.")
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option("--aktoer", "--aktør", metavar="AKTØR", help="Hvem der gjorde noget, fx sagsbehandler."),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--enhed", metavar="NAVN", help="Enheden, hvor det skete.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--kanal", metavar="KANAL", help="Hvordan det foregik, fx telefon.")
    ] = None,
    handover: Annotated[
        bool | None, typer.Option("--overdragelse/--ingen-overdragelse", help="Sagen blev overdraget.")
    ] = None,
    caseworker: Annotated[
        bool | None,
        typer.Option("--ny-sagsbehandler/--samme-sagsbehandler", help="Borgeren fik en ny sagsbehandler."),
    ] = None,
    experience: Annotated[
        str | None, typer.Option("--oplevelse", metavar="TAL", help="Borgerens oplevelse, fx --oplevelse=-2.")
    ] = None,
    words: Annotated[
        str | None, typer.Option("--ord", metavar="-", help="Læs borgerens ord om det fra standardinput.")
    ] = None,
    cause: Annotated[
        str | None, typer.Option("--aarsag", "--årsag", metavar="ÅRSAG", help="Årsagen, fx kapacitet.")
    ] = None,
    silence: Annotated[
        int | None,
        typer.Option(
            "--tavshed", metavar="DAGE", min=0, show_default="30", help="Hvornår en tavshed er lang."
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--fra", metavar="DATO", help="Klager modtaget denne dag eller senere.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Klager modtaget senest denne dag.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--ud", metavar="FIL", help="Skriv rejsen i FIL, fx rejse.html.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Skriv JSON; med --ny og --ret: læs JSON fra standardinput.")
    ] = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Show or change one journey, or show what several have in common."""
    session: Session = ctx.obj
    number, _ = options.number_and_dash(number, dash, "rejse")
    given: Values = {
        "occurred_on": on,
        "approx": about or None,
        "source": account,
        "stage": stage,
        "actor": actor,
        "unit": unit,
        "channel": channel,
        "handover": handover,
        "new_caseworker": caseworker,
        "experience": experience,
        "cause": cause,
    }
    texts = {"what": what, "experience_words": words}
    _refuse_together({**given, **texts}, number, new=new, correct=correct, remove=remove, silence=silence)
    values = {key: value for key, value in given.items() if value is not None}
    over = sums.LONG_SILENCE if silence is None else silence
    if number is None:
        only_with({"et sagsnummer": None}, {"--ud": out})
        _across(session, first, last, over, json=json, plain=plain)
        return
    if out is not None:
        only_one({"--ud": out, "--ny": new, "--ret": correct, "--slet": remove, "--json": json})
    only_with({"klage rejse uden nummer": None}, {"--fra": first, "--til": last})
    case = options.case_to_work_on(session, number)
    if new or correct is not None:
        if not session.interactive:
            options.one_from_stdin(what, words, "-" if json else None)
        typed = rejse_changes.Typed(values, texts, json=json, keep_numbers=keep_numbers)
        if correct is None:
            rejse_changes.add(session, case, typed)
        else:
            rejse_changes.correct(session, case, correct, typed)
    elif remove is not None:
        rejse_changes.remove(session, case, remove)
    elif out is not None:
        _write(session, case, out, names=names, overwrite=overwrite)
    else:
        _show(session, case, over, json=json, plain=plain, names=names)


def _refuse_together(
    given: Values,
    number: str | None,
    *,
    new: bool,
    correct: int | None,
    remove: int | None,
    silence: int | None,
) -> None:
    """Refuse options of which one would be passed over in silence.

    Raises:
        InvalidValueError: Two of them do not go together, or the number is missing.
    """
    changes = {"--ny": new, "--ret": correct, "--slet": remove}
    only_one({**changes, "--tavshed": silence})
    only_with(
        {"--ny": new, "--ret": correct}, {OPTIONS[key]: value is not None for key, value in given.items()}
    )
    only_with({"et sagsnummer": number}, changes)


OPTIONS = {
    "occurred_on": "--den",
    "approx": "--ca",
    "source": "--kilde",
    "what": "--haendelse",
    "stage": "--fase",
    "actor": "--aktoer",
    "unit": "--enhed",
    "channel": "--kanal",
    "handover": "--overdragelse",
    "new_caseworker": "--ny-sagsbehandler",
    "experience": "--oplevelse",
    "experience_words": "--ord",
    "cause": "--aarsag",
}
"""The option of each field."""


def _show(session: "Session", case: "Case", over: int, *, json: bool, plain: bool, names: bool) -> None:
    """Show one journey: drawn on a terminal, a line an event elsewhere."""
    options.style_of(session, json=json, csv=False, plain=plain)
    events = journey.events(session.register, case.id)
    if json:
        found = {"case_no": case.number, **rejse_shown.as_object(events, names=names)}
        show.show_object(found, stream=sys.stdout)
        return
    title = f"Klagerejsen i sag {case.number}"
    if events and sys.stdout.isatty() and not (plain or session.plain):
        from klage.output.journey import print_journey
        from klage.output.styles import pen_for

        pen = pen_for(sys.stdout, session.environ)
        print_journey(title, events, stream=sys.stdout, width=session.width, over=over, pen=pen)
        typer.echo()
        numbers = rejse_shown.numbers(events)
        found_page = page.Page(numbers.heading or "", [numbers._replace(heading=None)])
    else:
        listed = page.Section(listing=rejse_shown.event_list(events))
        found_page = page.Page(title, [listed, rejse_shown.numbers(events)])
    options.show_page(session, found_page, plain=plain, names=names)


def _write(session: "Session", case: "Case", out: Path, *, names: bool, overwrite: bool) -> None:
    """Write one journey as a document, with a drawing of its days where the format can draw.

    Raises:
        InvalidValueError: The name asks for JSON, which goes to the screen.
    """
    from klage.commands import to_file

    form = report_document.chosen(None, out, "auto")
    if form is None or form == "json":
        raise InvalidValueError("JSON skrives på skærmen: klage rejse NR --json.")
    events = journey.events(session.register, case.id)
    listed = page.Section("Hændelser", listing=rejse_shown.event_list(events), chart=rejse_shown.TIMELINE)
    found = page.Page(f"Klagerejsen i sag {case.number}", [rejse_shown.numbers(events), listed])
    wanted = report_document.Wanted(names, session.now)
    content = report_document.WRITERS[form](found, wanted)
    to_file.save(session, out, [content], overwrite=overwrite, about_cases="rejse")
    options.say(session, f"Klagerejsen er skrevet i {out}. Kun du kan læse filen.")


def _across(
    session: "Session", first: str | None, last: str | None, over: int, *, json: bool, plain: bool
) -> None:
    """Show what the journeys of a period have in common."""
    options.style_of(session, json=json, csv=False, plain=plain)
    start, end = liste.day_bound(session, first), liste.day_bound(session, last, end=True)
    liste.check_period(start, end)
    found = sums.across(journey.journeys(session.register, start=start, end=end), over=over)
    if json:
        show.show_object(rejse_shown.across_object(found, over), stream=sys.stdout)
        return
    n = f"{danish.count(found.journeys, 'klagerejse', 'klagerejser')} med {danish.count(found.events, 'hændelse', 'hændelser')}"
    title = (
        f"{n[0].upper()}{n[1:]}"
        if found.journeys
        else "Ingen klagerejser. Begynd en med klage rejse NR --ny."
    )
    period = liste.period(start, end)
    sections = [
        page.Section(paragraphs=[period] if period else []),
        *rejse_shown.across_sections(found, over),
    ]
    options.show_page(session, page.Page(title, sections if found.journeys else sections[:1]), plain=plain)
