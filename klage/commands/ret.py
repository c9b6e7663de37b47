"""Correcting a case: the same options as at registration, or one field at a time at a terminal."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.commands.showing import written
from klage.danish_cli import command_help
from klage.domain import complaint as rules
from klage.domain import danish, fields
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError
from klage.output.safe import one_line
from klage.store import cases, office

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.complaint import Complaint
    from klage.domain.fields import Field
    from klage.session import Session

Values = dict[str, object]
BY_KEY = fields.by_key(fields.COMPLAINT)
FIELDS = fields.TYPED_COMPLAINT
EMPTY = "-"
KEEP = f"Enter beholder det, der står; {EMPTY} tømmer feltet."
PROMISED_BY = ("received_at", "addressee_level", "department", "contact_type")
"""What decides what was promised; when one of them is corrected, the deadline is computed again."""

TIMED_BY = ("received_at", "complaint_kind")
"""What decides whether a decision is to be reassessed, and by when."""


@command_help("""
    Eksempler:

      klage ret 42
      klage ret 42 --type blandet --tema vejledning:2 --journalnr 26/01234

    Uden tilvalg vælger du et felt ad gangen. Navn, telefon og tekst rettes
    dér eller med JSON på standardinput: klage ret 42 --json -
    Skriv :e, når du retter en lang tekst, så står den i din editor.

    Det, der stod før, bliver i historikken. Rettes modtagelsen, adressaten
    eller afdelingen, regnes fristen ud på ny.
""")
def ret(
    ctx: typer.Context,
    number: options.Number,
    received: options.Received = None,
    addressee: options.Addressee = None,
    department: options.Department = None,
    kind: options.Kind = None,
    themes: Annotated[
        list[str] | None,
        typer.Option("--tema", metavar="TEMA[:ALVOR]", help="Erstat temaerne; kan gentages."),
    ] = None,
    channel: options.Channel = None,
    contact_type: options.ContactType = None,
    journal_no: options.JournalNo = None,
    child: Annotated[
        bool | None, typer.Option("--underretning/--ikke-underretning", help="Bekymring for et barn.")
    ] = None,
    passed_on: Annotated[
        str | None,
        typer.Option("--videregivet", metavar="TID", help="Underretningen er givet videre, fx nu."),
    ] = None,
    urgent: Annotated[
        bool | None, typer.Option("--haster/--haster-ikke", help="Det gælder liv, bolig eller forsørgelse.")
    ] = None,
    preference: Annotated[
        str | None, typer.Option("--kontakt", metavar="ØNSKE", help="ring, skriv eller tolk.")
    ] = None,
    acknowledged: Annotated[
        str | None, typer.Option("--kvittering", metavar="DATO", help="Hvornår kvitteringen blev sendt.")
    ] = None,
    answered: Annotated[
        str | None, typer.Option("--svar", metavar="DATO", help="Hvornår svaret blev sendt.")
    ] = None,
    error: Annotated[
        str | None,
        typer.Option("--fejl", metavar="SVAR", help="Erkender afdelingen en fejl? ja, delvist, nej."),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="-", help="Læs rettelserne som JSON fra standardinput.")
    ] = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Correct the fields of a case; what they were stays in the history."""
    session: Session = ctx.obj
    case = options.case_to_change(session, number)
    given: Values = {
        "received_at": options.instant_text(received, session, "--modtaget"),
        "addressee_level": addressee,
        "department": department,
        "complaint_kind": kind,
        "themes": list(themes) if themes else None,
        "channel": channel,
        "contact_type": contact_type,
        "journal_no": journal_no,
        "child_concern": child,
        "concern_passed_on_at": options.instant_text(passed_on, session, "--videregivet"),
        "urgency": None if urgent is None else "haster" if urgent else "normal",
        "contact_preference": preference,
        "ack_sent_on": acknowledged,
        "answered_on": answered,
        "unit_agreed_error": error,
    }
    if passed_on is not None and child is None:
        given["child_concern"] = True  # what is passed on as one, is one
    values = {key: value for key, value in given.items() if value is not None}
    if json is not None:
        values = {**options.json_object(session, json), **values}
    elif not values:
        values = _ask(session, case)
    if not keep_numbers:
        values = asking.masked(session, values, fields.COMPLAINT)
    _save(session, case, *_read(session, case, values))
    _answer(session, case, cases.get(session.register, case.id))


def _ask(session: "Session", case: "Case") -> Values:
    """Ask which field to correct, show what stands there, and ask what it should be."""
    if not session.interactive:
        options.needs_terminal("Skriv, hvad der skal rettes, fx --type formalitet.")
    asking.announce(session, case)
    choices = [(field.key, field.label) for field in FIELDS]
    key = session.prompter.choose("Hvilket felt skal rettes?", [*choices, ("themes", "Temaer")])
    if key is None:
        return {}
    typed = _new_themes(session) if key == "themes" else new_value(session, case.complaint, BY_KEY[key])
    if not typed:
        return {}
    return {key: None if typed == EMPTY else typed}


def _new_themes(session: "Session") -> str:
    def checked(text: str) -> str:
        asking.reader(session).points(None if text == EMPTY else text, None)
        return text

    options.say(session, KEEP, err=True)
    return session.prompter.ask("Temaer, fx vejledning:2, koordinering", parse=checked)


def new_value(session: "Session", record: object, field: "Field") -> str:
    """Ask what a field of a record should be; Enter keeps what stands there, a dash empties it."""
    value = getattr(record, field.key)
    before = written(value, field) or "tomt"
    if field.codes:
        labels = list(field.codes.items())
        return session.prompter.choose(f"{field.label}, nu {before.lower()}", labels, value) or ""
    if field.kind == "text":
        question = f"{field.label}. Nu står der:\n{before}\n{KEEP} Ny tekst:"
        return session.prompter.text_block(question, before=value or "")
    options.say(session, KEEP, err=True)
    return asking.answer(session, f"{field.label}, nu {before}", field, empty=EMPTY)


def _read(session: "Session", case: "Case", values: Values) -> "tuple[Complaint, Values]":
    """Return the complaint as it will be, and the fields that were given.

    Raises:
        InvalidValueError: A value cannot be read, or the complaint would no longer make sense.
    """
    reader = asking.reader(session, keep_numbers=True)
    if values.get("department"):
        values["department"] = asking.department(session, str(values["department"]))
    found = reader.record(values, FIELDS, extra=("themes", "points"))
    for key, value in found.items():
        if value is None and key in NEVER_EMPTY:
            raise InvalidValueError(f"{BY_KEY[key].label}: kan ikke være tom.")
    for key in ("themes", "points"):
        if key in values:
            found["points"] = reader.points(values[key], found.get("department", case.complaint.department))
    known = {point.theme for point in case.complaint.points}
    new = (point.theme for point in found.get("points", ()) if point.theme not in known)
    asking.refuse_retired_themes(session, new)
    if found.get("related_case") is not None:
        cases.require(session.register, found["related_case"])
    return rules.check(_replaced(case.complaint, found), session.now), found


NEVER_EMPTY = frozenset(
    {
        "received_at",
        "summary",
        "contact_type",
        "channel",
        "addressee_level",
        "complaint_kind",
        "urgency",
        "child_concern",
    }
)


def _replaced(complaint: "Complaint", found: Values) -> "Complaint":
    from dataclasses import replace

    return replace(complaint, **found)  # type: ignore[arg-type]


def _save(session: "Session", case: "Case", after: "Complaint", found: Values) -> None:
    """Store what was given, with a new deadline where it follows."""
    if after == case.complaint:
        return
    with session.write("ret") as writer:
        # Seen again inside the transaction: what another wrote meanwhile must not be overwritten unseen.
        now = cases.again(session.register, case)
        cases.refuse_changed(now.complaint != case.complaint, case.id)
        values = {key: value for key, value in found.items() if key != "points"}
        cases.change(writer, case.id, values)
        if after.points != case.complaint.points:
            cases.replace_points(writer, case.id, after.points)
        if any(getattr(after, key) != getattr(case.complaint, key) for key in PROMISED_BY):
            cases.change_promise(writer, case.id, office.promise_of(session.register, after))
        if any(getattr(after, key) != getattr(case.complaint, key) for key in TIMED_BY):
            cases.time_appeal(writer, case.id, after)
        cases.reindex(writer, session.register, case.id)


def _answer(session: "Session", before: "Case", after: "Case") -> None:
    if after.complaint == before.complaint:
        options.say(session, f"Sag {after.number} er uændret.")
        return
    options.say(
        session,
        f"Sag {after.number} er rettet: {danish.enumeration(_changes(before, after))}.",
        *_about_promise(session, before, after),
        _about_appeal(session, before, after),
        _about_concern(before, after),
    )


def _about_concern(before: "Case", after: "Case") -> str:
    from klage.domain.child_concern import PASSED_ON

    is_new = before.complaint.concern_passed_on_at is None
    return PASSED_ON if is_new and after.complaint.concern_passed_on_at is not None else ""


def _changes(before: "Case", after: "Case") -> list[str]:
    """Say what was understood, but of what is the citizen's own only that it is another."""
    changed = [
        field
        for field in FIELDS
        if getattr(before.complaint, field.key) != getattr(after.complaint, field.key)
    ]
    said = []
    for field in changed:
        value = written(getattr(after.complaint, field.key), field) or "tomt"
        said.append(field.label.lower() if field.personal else f"{field.label.lower()} {one_line(value)}")
    return said + (["temaer"] if before.complaint.points != after.complaint.points else [])


def _about_promise(session: "Session", before: "Case", after: "Case") -> list[str]:
    sentences = []
    if after.promise.covered != before.promise.covered:
        sentences.append(f"Sagen er nu {'' if after.promise.covered else 'ikke '}omfattet af ordningen.")
    if after.promise.due_at != before.promise.due_at:
        due_at = after.promise.due_at
        sentences.append(
            f"Fristen er nu {danish.long_instant(due_at)} ({danish.until(due_at, session.now)})."
        )
    if any(call.called_at < after.complaint.received_at for call in after.calls):
        sentences.append("Bemærk: Et opkald på sagen ligger nu før modtagelsen.")
    return sentences


def _about_appeal(session: "Session", before: "Case", after: "Case") -> str:
    """Say what a correction means for the reassessment of the decision that is complained over."""
    if not any(getattr(after.complaint, key) != getattr(before.complaint, key) for key in TIMED_BY):
        return ""
    from klage.store import appeals

    track = appeals.find(session.register.connection, after.id)
    if after.complaint.complaint_kind not in OVER_DECISIONS:
        kept = "Afgørelsen følges ikke længere; det, der er noteret om genvurderingen, er bevaret."
        return kept if track is not None else ""
    due_on = track.reassess_due_on if track else None
    return f"Afgørelsen skal genvurderes senest {danish.long_day(due_on)}." if due_on else ""
