"""The due list: who is to be called, by when, and how the deadline came about."""

import sys
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.clock import to_local
from klage.commands import options
from klage.danish_cli import command_help
from klage.domain import danish, due
from klage.domain.case_number import number_text
from klage.domain.phone import shown
from klage.domain.vocabulary import COMPLAINT_KINDS, CONTACT_PREFERENCES
from klage.errors import InvalidValueError, KlageError
from klage.output.listing import Cell, Column, Listing
from klage.output.safe import one_line
from klage.store import due as stored

if TYPE_CHECKING:
    from klage.output.styles import Mark
    from klage.session import Session

SOMETHING_IS_DUE = 10


@command_help("""
    Eksempler:

      klage frister
      klage frister --alle --timer 72

    Listen viser borgere, der skal ringes til inden for et døgn, dem, fristen
    er overskredet for, og aftalte opkald. Den nærmeste frist står først.

    Til cron: klage kontor cron
    Til kalenderen: klage frister --alle --ics FIL (sagsnumre, aldrig navne)
    Til en kollega med papir og telefon: klage frister --udskriv | lp
    Til den, der overtager: klage frister --overdrag --ud overdragelse.docx
""")
def frister(
    ctx: typer.Context,
    hours: Annotated[
        int, typer.Option("--timer", metavar="TAL", min=0, max=8760, help="Hvor mange timer frem.")
    ] = 24,
    everything: Annotated[
        bool, typer.Option("--alle", help="Vis også andre datoer og sager uden for ordningen.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--forklar", help="Forklar, hvordan hver frist er beregnet.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--stille", help="Skriv intet, når intet haster.")] = False,
    code: Annotated[bool, typer.Option("--kode", help="Slut med kode 10, når noget haster.")] = False,
    cron: Annotated[
        bool, typer.Option("--cron", help="Skriv til cron: aldrig navne, og notér kørslen.")
    ] = False,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FIL", help="Skriv listen som en kalenderfil.")
    ] = None,
    printed: Annotated[
        bool, typer.Option("--udskriv", help="Skriv listen til papir, med plads til noter.")
    ] = False,
    handing_over: Annotated[
        bool, typer.Option("--overdrag", help="Skriv alle åbne sager til den, der overtager.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--ud", metavar="FIL", help="Skriv papiret eller overdragelsen i en ny fil."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show the due list; it writes nothing but, with ``--cron``, when it last ran."""
    session: Session = ctx.obj
    _refuse_together(
        explain=explain, cron=cron, data=json or csv or ics is not None, plain=plain, names=names
    )
    _refuse_beside_file(
        ics, overwrite=overwrite and out is None, others=json or csv or plain or names or quiet
    )
    options.style_of(session, json=json, csv=csv, plain=plain)
    others = explain or cron or ics is not None or json or csv
    _refuse_on_paper(
        printed and (others or plain or handing_over), handing_over and (others or quiet or code)
    )
    if out is not None and not (printed or handing_over):
        raise InvalidValueError("--ud hører til --udskriv eller --overdrag.")
    if handing_over:
        from klage.commands import frister_overdrag  # the morning list does not pay for it

        found = read(session, timedelta(0), everything=True)
        frister_overdrag.write(session, found, out, plain=plain, names=names, overwrite=overwrite)
        return
    found = read(session, timedelta(hours=hours), everything=everything)
    if ics is not None:
        from klage.commands import frister_ics  # the morning list does not pay for it

        warn(session, found, to_screen=sys.stdout.isatty())
        frister_ics.write(session, found, ics, overwrite=overwrite)
    elif found.lines or found.child_concerns or not quiet:
        if printed:
            from klage.commands import frister_udskriv  # nor for this

            span = "" if everything else f" inden for {danish.count(hours, 'time', 'timer')}"
            frister_udskriv.write(session, found, span, out, names=names, overwrite=overwrite)
        elif explain:
            _explain(session, found, plain=plain)
        elif cron:
            _show_for_cron(session, found, hours, everything=everything)
        else:
            warn(session, found, to_screen=sys.stdout.isatty() and not (json or csv))
            rows = listing(session, found, hours, everything=everything)
            options.show(session, rows, json=json, csv=csv, plain=plain, names=names)
    if cron:
        _note_run(session)
    if code and found.lines:
        raise typer.Exit(SOMETHING_IS_DUE)


def _refuse_together(*, explain: bool, cron: bool, data: bool, plain: bool, names: bool) -> None:
    """Refuse options of which one would be passed over in silence.

    Raises:
        InvalidValueError: Two of them do not go together.
    """
    if cron and names:
        raise InvalidValueError("--cron skriver aldrig navne. Udelad --med-navne.")
    if explain + cron + data > 1 or (cron and plain):
        raise InvalidValueError("Vælg kun én af --forklar, --cron og et format.")


def _refuse_beside_file(file: Path | None, *, overwrite: bool, others: bool) -> None:
    if file is None and overwrite:
        raise InvalidValueError("--overskriv hører til --ud FIL eller --ics FIL.")
    if file is not None and others:
        raise InvalidValueError(
            "--ics skriver en fil uden navne. Udelad de andre formater, --stille og --med-navne."
        )


def _refuse_on_paper(printed: bool, handing_over: bool) -> None:
    """Refuse what would be passed over in silence beside ``--udskriv`` or ``--overdrag``.

    Raises:
        InvalidValueError: There is something of the kind.
    """
    if printed:
        raise InvalidValueError("--udskriv er til papir. Udelad de andre formater.")
    if handing_over:
        raise InvalidValueError("--overdrag tager alt med, der er åbent. Udelad de andre tilvalg.")


def read(session: "Session", within: timedelta, *, everything: bool = False) -> due.DueList:
    """Return the due list as of now."""
    open_cases = stored.open_cases(session.register)
    return due.due_list(
        open_cases.cases,
        now=session.now,
        within=within,
        everything=everything,
        hours=open_cases.hours,
        closing_days=open_cases.closing_days,
        actions=open_cases.actions,
    )


def to_phone_or_close(session: "Session") -> str:
    """Return how many are to be phoned after an import, whose old cases stand first on the list while they are open."""
    waiting = len(read(session, timedelta(hours=24)).entries)
    there = danish.count(waiting, "sag", "sager")
    return f"{there} står nu på klage frister. Luk dem, der er færdige, med klage luk NR." if waiting else ""


def listing(session: "Session", found: due.DueList, hours: int = 24, *, everything: bool = False) -> Listing:
    """Return the due list as rows, with what one must know before dialling as a note below.

    What a line is about may only be left out of a narrow table while nearly every line is a call to make.
    """
    now = session.now
    columns = (
        Column("case_no", "Sag", only="data"),
        Column("subject", "Sag", only="screen"),
        Column("due_at", "Frist", "instant", only="data"),
        Column(
            "deadline", "Frist", only="screen", screen=partial(_deadline, now), spoken=partial(_said, now)
        ),
        Column("left", "Hvor længe", only="screen", screen=partial(_left, now), mark=partial(_urgency, now)),
        Column("reason", "Hvad", "code", labels=due.REASONS, flexible=True, spare=0 if everything else 1),
        Column("attempts", "Forsøg", "number", spare=1 if everything else 0),
        Column("first_attempt_at", "Første forsøg", "instant", only="data"),
        Column("department", "Afdeling", flexible=True, spare=True),
        Column("complaint_kind", "Type", "code", labels=COMPLAINT_KINDS, spare=True),
        Column("child_concern", "Underretning", "flag", only="data"),
        Column("citizen_name", "Navn", personal=True, flexible=True),
        Column("phone", "Telefon", personal=True, screen=shown),
        Column("contact_preference", "Kontaktønske", "code", labels=CONTACT_PREFERENCES, only="data"),
        Column("may_leave_message", "Må der lægges besked", "flag", only="data"),
        Column("call_by", "Ring senest", "instant", only="data"),
        Column("received_at", "Modtaget", "instant", only="data"),
        Column("action_no", "Handling", "number", only="data"),
    )
    empty = f"Ingen opkald inden for {danish.count(hours, 'time', 'timer')}."
    rows = [_action_row(line) if isinstance(line, due.DueAction) else _row(line) for line in found.lines]
    things = ("frist", "frister") if everything else ("borger skal ringes op", "borgere skal ringes op")
    note = "\n".join(_remarks(found, now, with_reasons=not everything)) or None
    return Listing(columns, rows, empty, note=note, things=things)


def _deadline(now: datetime, at: date) -> str:
    """Return a day, or an instant in short: its clock time matters from yesterday to tomorrow."""
    day, today = _day(at), to_local(now).date()
    is_near = isinstance(at, datetime) and abs((day - today).days) < 2
    return (
        danish.brief_instant(at, now)
        if is_near and isinstance(at, datetime)
        else danish.short_day(day, today)
    )


def _said(now: datetime, at: date) -> str:
    """Return the same for somebody who listens."""
    day = danish.spoken_day(_day(at), to_local(now).date())
    return f"{day} {danish.clock_time(to_local(at))}" if isinstance(at, datetime) else day


def _left(now: datetime, at: date) -> str:
    """Return how long there is left: of a day in days, of an instant in hours too where that is near."""
    if isinstance(at, datetime):
        return danish.brief_until(at, now)
    days = (at - to_local(now).date()).days
    length = danish.count(abs(days), "dag", "dage")
    return f"om {length}" if days > 0 else f"{length} over" if days else "i dag"


def _urgency(now: datetime, at: date) -> "Mark | None":
    """Return ``late`` after the deadline and ``soon`` on its day, which the words say too."""
    today = to_local(now).date()
    if at < now if isinstance(at, datetime) else at < today:
        return "late"
    return "soon" if _day(at) == today else None


def _day(at: date) -> date:
    return to_local(at).date() if isinstance(at, datetime) else at


def _row(entry: due.Entry) -> tuple[Cell, ...]:
    case = entry.case
    return (
        number_text(case.id),
        number_text(case.id),
        entry.due_at,
        entry.day or entry.due_at,
        entry.day or entry.due_at,
        entry.reason,
        entry.state.attempts,
        entry.state.first_attempt_at,
        case.department,
        case.complaint_kind,
        case.child_concern,
        case.citizen_name,
        case.phone,
        case.contact_preference,
        case.may_leave_message,
        entry.call_by,
        case.received_at,
        None,
    )


def _action_row(action: due.DueAction) -> tuple[Cell, ...]:
    """Return an action as a row: it has a number of its own, and neither case, citizen nor calls."""
    nobody = (None, None, None, None, None, None, None)
    return (
        None, f"nr. {action.id}", action.due_at, action.due_on, action.due_on, "handling", None, None, action.department, None,
        *nobody, action.id,
    )  # fmt: skip


def _remarks(found: due.DueList, now: datetime, *, with_reasons: bool) -> list[str]:
    """Return what one must know before dialling, a line for each case that has something."""
    remarks = dict[str, list[str]]()
    for entry in found.entries:
        if words := remark(entry, now, with_reason=with_reasons):
            remarks.setdefault(number_text(entry.case.id), []).append(words)
    about = ["Handlinger ses med klage laering handlinger."] if found.actions else []
    # A case can be there for several dates; what is said of the first of them holds the most.
    return [*(f"{number}: {words[0]}." for number, words in remarks.items()), *about]


def remark(entry: due.Entry, now: datetime, *, with_reason: bool = True) -> str:
    """Return what one must know before dialling, in a few words."""
    case = entry.case
    call_first = entry.call_by is not None and now < entry.call_by < entry.due_at
    words = (
        due.REASONS[entry.reason].lower() if with_reason and entry.reason != "tilbagekald" else "",
        "underretning" if case.has_waiting_concern and entry.reason != "underretning" else "",
        {"skriv": "vil helst have svar på skrift", "tolk": "ring med tolk"}.get(
            case.contact_preference or ""
        ),
        "læg ikke besked" if case.may_leave_message is False else "",
        f"ring senest {danish.short_instant(entry.call_by, now)}, mens I har åbent"
        if call_first and entry.call_by
        else "",
    )
    return ", ".join(word for word in words if word)


def warn(session: "Session", found: due.DueList, *, to_screen: bool) -> None:
    """Say on top of the list which cases are about a child."""
    concerns = [(case.id, case.received_at) for case in found.child_concerns]
    options.warn_of_children(session, concerns, to_screen=to_screen)


def _show_for_cron(session: "Session", found: due.DueList, hours: int, *, everything: bool) -> None:
    """Print what may be mailed: numbers, deadlines, attempts, departments and kinds, never a person."""
    warn(session, found, to_screen=True)
    within = "" if everything else f" inden for {danish.count(hours, 'time', 'timer')}"
    typer.echo(f"{danish.long_instant(session.now).capitalize()}: {_summary(found)}{within}.")
    for line in found.lines:
        typer.echo("\t".join(_cron_cells(line, session.now)))
    events, digits = _head(session)
    typer.echo(f"Historik: {danish.count(events, 'hændelse', 'hændelser')}, {digits}")


def _cron_cells(line: due.Entry | due.DueAction, now: datetime) -> tuple[str, ...]:
    when = danish.short_instant(line.due_at, now), danish.until(line.due_at, now)
    if isinstance(line, due.DueAction):
        return f"handling {line.id}", *when, "handling", one_line(line.department or "ingen afdeling")
    case = line.case
    return (
        number_text(case.id),
        *when,
        due.REASONS[line.reason].lower(),
        danish.count(line.state.attempts, "forsøg", "forsøg"),
        one_line(case.department or "ingen afdeling"),
        COMPLAINT_KINDS.get(case.complaint_kind, case.complaint_kind).lower(),
    )


def _summary(found: due.DueList) -> str:
    if not found.lines:
        return "ingen frister"
    return f"{danish.count(len(found.lines), 'frist', 'frister')}"


def _head(session: "Session") -> tuple[int, str]:
    """Return the head of the history, for the list's last line: kept in a mail, it cannot be rewritten."""
    from klage.store import history

    head = history.head(session.register.connection)
    return head.event_id, head.hash.hex()[:16]


def _note_run(session: "Session") -> None:
    """Note that cron ran; if that fails, the list still stands."""
    from klage.store import marks

    sys.stdout.flush()
    try:
        events, digits = _head(session)
        marks.note(session.register, "cron", session.now, f"{events} {digits}")
    except KlageError:
        options.say(session, "Listen er hel, men klage kunne ikke notere, at den er kørt.", err=True)


def _explain(session: "Session", found: due.DueList, *, plain: bool) -> None:
    from klage.domain import explain
    from klage.output.page import Page, Section
    from klage.store import cases, office

    warn(session, found, to_screen=True)
    closing_days = office.closing_days(session.register)
    sections = [
        Section(
            f"{number_text(entry.case.id)}: {due.REASONS[entry.reason].lower()}",
            paragraphs=explain.sentences(entry, cases.get(session.register, entry.case.id), closing_days),
        )
        for entry in found.entries
    ]
    sections += [
        Section(f"Handling {action.id}", paragraphs=[explain.of_action(action)]) for action in found.actions
    ]
    title = "Sådan er fristerne beregnet" if sections else "Der er ingen frister at forklare."
    wants_plain = plain or session.plain
    options.show_page(session, Page(title, sections), plain=wants_plain)
