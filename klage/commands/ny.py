"""Registering a complaint: six questions at a terminal, options with text on stdin, or one JSON object."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage import clock
from klage.commands import asking, options
from klage.danish_cli import command_help
from klage.domain import complaint as rules
from klage.domain import danish, fields, promise, reading, vocabulary
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.errors import InvalidValueError
from klage.store import cases, office

if TYPE_CHECKING:
    from datetime import datetime

    from klage.domain.complaint import Complaint
    from klage.domain.mail.mail import Mail
    from klage.session import Session

Values = dict[str, object]
FIRST = "-0001"
"""How the number of a year's first case ends."""


@command_help("""
    Eksempler:

      klage ny
      klage ny --adressat direktoer --afdeling Jobcenter --tekst - < klage.txt
      klage ny --mail klage.eml

    Uden tilvalg spørger klage om seks ting: hvornår klagen kom, hvem den er
    stilet til, afdelingen, borgerens navn og telefon, og hvad den handler om.
    Tryk Enter ved det, du ikke ved endnu. Skriv :e på en linje for sig i den
    lange tekst, hvis du hellere vil skrive den i din editor.

    En mail (.eml, eller .msg fra Outlook) har svarene klar; du godkender dem
    med Enter.

    Navne og tekst om borgeren skrives aldrig på kommandolinjen, hvor andre
    kan læse dem. Giv dem ved spørgsmålene eller som JSON med --json -.
""")
def ny(
    ctx: typer.Context,
    received: options.Received = None,
    addressee: options.Addressee = None,
    department: options.Department = None,
    kind: options.Kind = None,
    themes: Annotated[
        list[str] | None,
        typer.Option("--tema", metavar="TEMA[:ALVOR]", help="Tema, eventuelt med alvor 1-3; kan gentages."),
    ] = None,
    channel: options.Channel = None,
    contact_type: options.ContactType = None,
    journal_no: options.JournalNo = None,
    child: Annotated[
        bool, typer.Option("--underretning", help="Klagen rummer en bekymring for et barn.")
    ] = False,
    urgent: Annotated[
        bool, typer.Option("--haster", help="Det gælder liv, bolig eller forsørgelse.")
    ] = False,
    text: Annotated[
        str | None,
        typer.Option("--tekst", metavar="-", help="Læs, hvad klagen handler om, fra standardinput."),
    ] = None,
    mail: Annotated[
        Path | None,
        typer.Option(
            "--mail", metavar="FIL", help="Læs klagen i en mail (.eml, .msg), eller - for standardinput."
        ),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="-", help="Læs hele klagen som JSON fra standardinput.")
    ] = None,
    spoken: Annotated[
        bool | None,
        typer.Option("--talt-med/--ikke-talt-med", help="Du talte selv med borgeren, da klagen kom."),
    ] = None,
    only_number: Annotated[bool, typer.Option("--kun-nr", help="Skriv kun sagens nummer.")] = False,
    again: Annotated[
        bool, typer.Option("--alligevel", help="Registrér, selv om den samme klage lige er registreret.")
    ] = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Register a complaint, answer with its number and when to call at the latest."""
    session: Session = ctx.obj
    options.one_from_stdin(text, json, None if mail is None else str(mail))
    letter = _letter(mail, text, json)
    if letter is not None and not again and (same := _registered(session, letter)):
        _answer(session, cases.get(session.register, same), is_new=False, only_number=only_number)
        return
    given: Values = {
        "received_at": options.instant_text(received, session, "--modtaget"),
        "addressee_level": addressee,
        "department": department,
        "complaint_kind": kind,
        "themes": list(themes or ()),
        "channel": channel,
        "contact_type": contact_type,
        "journal_no": journal_no,
        "child_concern": child or None,
        "urgency": "haster" if urgent else None,
    }
    given = {key: value for key, value in given.items() if value}
    if letter is not None:
        from klage.commands import ny_mail  # the complaints that come by mail pay for it

        values = ny_mail.with_answers(session, given, letter)
    else:
        values = _with_answers(session, given, text, json)
    complaint = _read(session, values, json, keep_numbers=keep_numbers)
    call = _conversation(session, complaint, spoken)
    number, is_new = _save(session, complaint, call, letter, again=again)
    case = cases.get(session.register, number)
    _answer(session, case, is_new=is_new, only_number=only_number)
    if call is not None and is_new and session.interactive and not only_number:
        _write_out(session, case, keep_numbers=keep_numbers)


def _letter(mail: Path | None, text: str | None, json: str | None) -> "Mail | None":
    """Return the mail that the complaint came by, if that is what was asked for.

    Raises:
        InvalidValueError: The mail cannot be read, or the text was given twice.
    """
    if mail is None:
        return None
    if text is not None or json is not None:
        raise InvalidValueError("Klagens tekst står i mailen. Skriv --mail uden --tekst og --json.")
    from klage.commands import ny_mail

    return ny_mail.read(mail)


def _registered(session: "Session", mail: "Mail") -> int | None:
    """Return the case that the very same mail is registered as, if it is."""
    return cases.of_mail(session.register.connection, mail.print_) if session.has_register else None


def _with_answers(session: "Session", given: Values, text: str | None, json: str | None) -> Values:
    """Add what stdin or the user at the terminal says to what the options gave."""
    if json is not None:
        return {**options.json_object(session, json), **given}
    if session.interactive:
        asking.refuse_wrong_complaint(session, given)
        return {**asking.complaint(session, given), "summary": asking.text(session, asking.SUMMARY)}
    summary = options.piped_text(text, session, asking.SUMMARY)
    if summary is None:
        options.needs_terminal("Klagens tekst mangler. Giv den på standardinput med --tekst -.")
    return {**given, "summary": summary}


def _read(session: "Session", values: Values, json: str | None, *, keep_numbers: bool) -> "Complaint":
    """Return the complaint that the values make, checked, with its department as the office spells it.

    Raises:
        InvalidValueError: Something in them cannot be read or does not fit; the sentence names it.
    """
    reading.refuse_unknown(values, {*fields.by_key(fields.TYPED_COMPLAINT), *asking.THEMES})
    if not keep_numbers:
        values = asking.masked(session, values, fields.COMPLAINT)
    if not values.get("received_at"):
        values["received_at"] = clock.to_text(session.now)
    complaint = _complaint(session, values)
    if json is not None or not session.interactive:  # at a terminal it was asked about with the others
        # Read once more, with the name as the office spells it; a new one is said only when all is well.
        values["department"] = asking.department(session, complaint.department)
        complaint = _complaint(session, values)
    asking.refuse_retired_themes(session, (point.theme for point in complaint.points))
    if complaint.related_case is not None:
        cases.require(session.register, complaint.related_case)
    return complaint


def _complaint(session: "Session", values: Values) -> "Complaint":
    found, problems = reading.complaint_from(values, asking.reader(session, keep_numbers=True))
    if found is None:
        raise InvalidValueError(" ".join(problems))
    return rules.check(found, session.now)


def _conversation(session: "Session", complaint: "Complaint", spoken: bool | None) -> Call | None:
    """Return the call that a complaint made in conversation is, if the user spoke with the citizen."""
    if spoken is None and session.interactive and complaint.contact_type == "klage":
        # Asked where it is likely: it came by phone or at the desk, or it came just now by no other way.
        just_now = complaint.received_at == session.now and complaint.channel == "ukendt"
        if complaint.channel in vocabulary.SPOKEN_CHANNELS or just_now:
            spoken = session.prompter.confirm("Talte du selv med borgeren?", default=False)
    if not spoken:
        return None
    return Call(called_at=complaint.received_at, result="talt_med", direction="ind")


def _save(
    session: "Session", complaint: "Complaint", call: Call | None, mail: "Mail | None", *, again: bool
) -> tuple[int, bool]:
    """Store the complaint and return its key, and whether it is new and no retry after a crash."""
    session.create()
    with session.write("ny") as writer:
        register = session.register
        mail_print = None if mail is None else mail.print_
        same = None if mail_print is None else cases.of_mail(writer.connection, mail_print)
        if not again and (same := same or cases.just_registered(writer, complaint)):
            return same, False
        promised = office.promise_of(register, complaint)
        key = cases.add(writer, complaint, promised, mail_print=mail_print)
        if call is not None:
            cases.add_call(writer, key, call)
        cases.reindex(writer, register, key)
    return key, True


def _answer(session: "Session", case: Case, *, is_new: bool, only_number: bool) -> None:
    """Say what became of the complaint; a retry and a child concern are said whatever the format."""
    retry = f"Sag {case.number} var allerede registreret. Skriv --alligevel, hvis det er en ny klage."
    options.say(
        session,
        f"Sag {case.number} er registreret." if is_new and not only_number else "",
        "" if is_new else retry,
        err=only_number,
    )
    if case.complaint.has_waiting_concern:
        options.warn_of_children(session, [(case.id, case.complaint.received_at)], to_screen=not only_number)
    if only_number:
        typer.echo(case.number)
        return
    received = f"Modtaget {danish.long_instant(case.complaint.received_at)}."
    options.say(session, received, *_what_now(session, case), _earlier(session, case))
    if is_new and session.interactive and case.number.endswith(FIRST):
        options.say(session, *_what_next(session, case))


def _what_now(session: "Session", case: Case) -> list[str]:
    if not case.promise.covered:
        return ["Sagen er ikke omfattet af ordningen med opkald inden for et døgn."]
    if case.standing.reached_at is not None:
        return ["Samtalen er noteret."]
    due_at = case.promise.due_at
    return [
        danish.call_by(due_at, session.now),
        _within_hours(session, case.complaint.received_at, due_at),
    ]


def _within_hours(session: "Session", received_at: "datetime", due_at: "datetime") -> str:
    """Say when to call at the latest while the office is open, if that is before the deadline."""
    hours, closed = office.opening_hours(session.register), office.closing_days(session.register)
    call_by = promise.latest_within_hours(received_at, due_at, hours, closed)
    if due_at < session.now or call_by == due_at:
        return ""
    if call_by is None or call_by < session.now:
        return "Kontoret holder lukket indtil fristen; ring, så snart I åbner."
    return f"Fristen ligger uden for åbningstiden, så ring helst senest {danish.long_instant(call_by)}."


def _write_out(session: "Session", case: Case, *, keep_numbers: bool) -> None:
    """Offer to write out the conversation that came with the complaint; both are saved already."""
    if not session.prompter.confirm("Vil du nu skrive, hvad I aftalte?", default=False):
        options.say(session, f"Du kan skrive det senere med klage opkald {case.number} --ret 1.")
        return
    from klage.commands import opkald_changes  # most complaints are no conversation

    opkald_changes.correct(session, case, 1, opkald_changes.Typed({}, None, None, None, keep_numbers))


def _earlier(session: "Session", case: Case) -> str:
    phone = case.complaint.phone
    found = cases.earlier_of_citizen(session.register, phone, case.id) if phone else []
    if not found:
        return ""
    numbers = danish.enumeration([number_text(key) for key in found[:5]])
    more = f" og {len(found) - 5} til" if len(found) > 5 else ""
    return f"Samme telefonnummer har {danish.count(len(found), 'anden sag', 'andre sager')}: {numbers}{more}."


def _what_next(session: "Session", case: Case) -> tuple[str, ...]:
    """Return two lines after the register's first complaint, and nothing after any other."""
    from klage.store import overview  # the first complaint of a year, perhaps of the register

    if overview.cases_up_to_two(session.register) != 1:
        return ()
    is_waiting = case.promise.covered and case.standing.reached_at is None
    return (
        f"Ring med klage ring, eller notér opkaldet med klage opkald {case.number}."
        if is_waiting
        else f"Se sagen med klage vis {case.number}, og ret den med klage ret {case.number}.",
        "Skriv klage for at se dagen i dag. Få listen hver morgen med klage kontor cron.",
    )
