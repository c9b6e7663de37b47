"""Mediation on a case: information, consent, talks, the meeting and its outcome, one thing at a time."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage import clock
from klage.commands import asking, options
from klage.commands.luk import due_sentences
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain import mediation as rules
from klage.domain.fields import by_key
from klage.domain.mediator import KINDS, to_pass_on
from klage.domain.vocabulary import MEDIATION_KINDS, MEDIATION_OUTCOMES
from klage.errors import InvalidValueError
from klage.output.page import Field, Page, Section
from klage.store import cases, mediations, mediators

if TYPE_CHECKING:
    from datetime import date

    from klage.domain.case import Case
    from klage.domain.mediation import Mediation
    from klage.session import Session

Values = dict[str, object]
BY_KEY = by_key(rules.FIELDS)
GOAL = "Hvad vil borgeren gerne opnå? Skriv det kort"
FOLLOW_UP = "Hvad er aftalt at følge op på, og hvem gør det? Skriv det kort"


@command_help("""
    Eksempler:

      klage maegling 42
      klage maegling 42 --art borgermaegler --samtykke ja
      klage maegling 42 --moede "torsdag kl. 10" --sted "hos Borgermægleren"
      klage maegling 42 --udfald aftale --opfoelgning -

    Uden tilvalg vises mæglingen; hvert tilvalg noterer det næste, du ved.
    Former: borgermaegler, ekstern_maegler og dialogmoede (uden mægler).
    Udfald: dialog_genoprettet, aftale, videreformidlet_utilfredshed,
    ingen_aftale, borger_fortroed og ikke_afholdt.

    Det, der bliver sagt, noteres ikke. Mæglingen lukker ikke klagen og
    stopper ingen frist.
""")
def maegling(
    ctx: typer.Context,
    number: options.Number,
    kind: Annotated[
        str | None, typer.Option("--art", metavar="ART", help="Hvilken form for mægling det er.")
    ] = None,
    mediator: Annotated[
        str | None,
        typer.Option("--maegler", "--mægler", metavar="NAVN", help="Mægleren, når kontoret har flere."),
    ] = None,
    informed: Annotated[
        str | None, typer.Option("--informeret", metavar="DATO", help="Hvornår borgeren fik det at vide.")
    ] = None,
    consent: Annotated[
        str | None, typer.Option("--samtykke", metavar="SVAR", help="Siger borgeren ja? ja eller nej.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--den", metavar="DATO", help="Dagen for samtykket eller udfaldet.")
    ] = None,
    self_contact: Annotated[
        bool | None, typer.Option("--selv/--ikke-selv", help="Borgeren henvendte sig selv til mægleren.")
    ] = None,
    goal: Annotated[
        str | None,
        typer.Option("--maal", "--mål", metavar="-", help="Læs fra standardinput, hvad borgeren vil opnå."),
    ] = None,
    talks: Annotated[
        int | None,
        typer.Option("--samtaler", metavar="TAL", min=0, max=2, help="Afklarende samtaler med borgeren."),
    ] = None,
    party: Annotated[
        str | None, typer.Option("--part", metavar="ROLLE", help="Parten i kommunen, fx afdelingsleder.")
    ] = None,
    participants: Annotated[
        str | None, typer.Option("--deltagere", metavar="ROLLER", help="Kommunens deltagere i mødet.")
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option("--moede", "--møde", metavar="TID", help="Hvornår dialogmødet er eller var."),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--sted", metavar="STED", help="Hvor mødet holdes: i neutrale rammer.")
    ] = None,
    follow_up: Annotated[
        str | None,
        typer.Option(
            "--opfoelgning",
            "--opfølgning",
            metavar="-",
            help="Læs den aftalte opfølgning fra standardinput.",
        ),
    ] = None,
    outcome: Annotated[
        str | None, typer.Option("--udfald", metavar="UDFALD", help="Hvad mæglingen førte til.")
    ] = None,
    continues: Annotated[
        str | None,
        typer.Option(
            "--klagen-fortsaetter", "--klagen-fortsætter", metavar="SVAR", help="Fastholder borgeren klagen?"
        ),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="-", help="Læs mæglingen som JSON fra standardinput.")
    ] = None,
    plain: options.Plain = False,
    names: options.WithNames = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Show the mediations of a case, or note the next thing known of one."""
    session: Session = ctx.obj
    case = options.case_to_work_on(session, number)
    given: Values = {
        "kind": kind,
        "mediator": mediator,
        "informed_on": informed,
        "consent": consent,
        **_dated(day, consent, outcome),
        "self_contact": self_contact,
        "clarification_talks": talks,
        "municipal_party": party,
        "participants": participants,
        "meeting_at": meeting,
        "meeting_place": place,
        "outcome": outcome,
        "complaint_continues": continues,
    }
    values = {key: value for key, value in given.items() if value is not None}
    texts = {"goal": goal, "agreed_follow_up": follow_up}
    if not values and json is None and not any(text is not None for text in texts.values()):
        _show(session, case, plain=plain, names=names)
        return
    if not session.interactive:
        options.one_from_stdin(goal, follow_up, json)
    if json is not None:
        values = {**options.json_object(session, json), **values}
    _note(session, case, values, texts, keep_numbers=keep_numbers)


def _dated(day: str | None, consent: str | None, outcome: str | None) -> Values:
    """Return what ``--den`` is the day of."""
    if day is None:
        return {}
    if (consent is None) == (outcome is None):
        raise InvalidValueError(
            "--den er dagen for enten --samtykke eller --udfald. Notér dem hver for sig, når begge har en dag."
        )
    return {"outcome_on" if consent is None else "consent_on": day}


# --- noting ----------------------------------------------------------------------------------------


def _note(
    session: "Session", case: "Case", values: Values, texts: dict[str, str | None], *, keep_numbers: bool
) -> None:
    """Note on the mediation that is meant what options, JSON and the user at the terminal say."""
    found = mediations.with_keys(session.register, case.id)
    place = rules.meant(
        [each for _, each in found], begins=any(values.get(key) for key in ("kind", "informed_on"))
    )
    key, before = (None, None) if place is None else found[place]
    asking.announce(session, case)
    values = _with_kind(session, values, before)
    # Before a text is asked for: what was typed would be lost.
    _mediation(session, case, values, before)
    wanted = [name for name, option in texts.items() if option is not None]
    after = _mediation(session, case, values, before)
    rules.require_consent(after.consent, wanted)
    values |= _texts(session, texts)
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    after = _mediation(session, case, _with_stance(session, values, before), before)
    if after != before:
        with session.write("maegling") as writer:
            cases.again(session.register, case)
            cases.refuse_changed(mediations.with_keys(session.register, case.id) != found, case.id)
            mediations.save(writer, session.register, case.id, after, key)
    _answer(session, case, before, after)


def _with_kind(session: "Session", values: Values, before: "Mediation | None") -> Values:
    """Add the kind of a mediation that begins, asked for at a terminal."""
    if before is not None or values.get("kind"):
        return values
    if not session.interactive:
        options.needs_terminal("Mæglingens form mangler. Skriv den med --art.")
    return {**values, "kind": asking.required_choice(session, "Hvilken form for mægling?", BY_KEY["kind"])}


def _texts(session: "Session", texts: dict[str, str | None]) -> Values:
    """Return the short texts, with what does not belong in them said first."""
    limits = f"(højst {rules.MAX_NOTE} tegn).\n{rules.NOT_HERE}"
    questions = {"goal": GOAL, "agreed_follow_up": FOLLOW_UP}
    typed = {key: options.piped_text(texts[key], session, f"{questions[key]} {limits}") for key in questions}
    return {key: text for key, text in typed.items() if text is not None}


def _with_stance(session: "Session", values: Values, before: "Mediation | None") -> Values:
    """Ask at a terminal whether the complaint goes on, when a mediation ends without saying so."""
    known = "complaint_continues" in values or (before is not None and before.complaint_continues is not None)
    if not values.get("outcome") or known or not session.interactive:
        return values
    return {
        **values,
        "complaint_continues": session.prompter.confirm("Fastholder borgeren klagen?", default=True),
    }


def _mediation(session: "Session", case: "Case", values: Values, before: "Mediation | None") -> "Mediation":
    """Return the mediation that the values make, if it may be noted."""
    values = dict(values)
    meeting, outcome = values.get("meeting_at"), values.get("outcome")
    if isinstance(meeting, str) and meeting.strip():
        values["meeting_at"] = clock.to_text(rules.meeting_from(meeting, session.now))
    reader = asking.reader(session, keep_numbers=True)
    kind = reader.value(values.get("kind"), BY_KEY["kind"]) or (before.kind if before else "")
    if isinstance(outcome, str) and outcome.strip():
        rules.refuse_verdict(outcome, kind)
    found = reader.record(values, rules.FIELDS)
    missing = {"kind", "informed_on"} & {key for key, value in found.items() if value is None}
    if missing:
        raise InvalidValueError(f"{BY_KEY[missing.pop()].label}: kan ikke være tom.")
    found |= _mediator(session, kind, found, before)
    after = rules.noted(before, found, session.today)
    return rules.check(after, before, received_at=case.complaint.received_at, now=session.now)


def _mediator(session: "Session", kind: str, found: Values, before: "Mediation | None") -> Values:
    """Return the mediator that is named, or the only one in use of the kind when a mediation begins."""
    name = found.get("mediator")
    if isinstance(name, str) and kind in KINDS:
        return {"mediator": mediators.require(session.register, name, kind).name}
    if name is not None or (before is not None and before.kind == kind):
        return {}
    active = [each.name for each in mediators.all_of(session.register) if each.active and each.kind == kind]
    return {"mediator": active[0] if len(active) == 1 else None}


# --- showing ---------------------------------------------------------------------------------------


def _answer(session: "Session", case: "Case", before: "Mediation | None", after: "Mediation") -> None:
    """Say back what was understood, what it does not do, and what to pass on to the citizen."""
    if after == before:
        options.say(session, f"Mæglingen på sag {case.number} er uændret.")
        return
    earlier = {field.label: field.value for field in _rows(before)} if before else {}
    new = [field for field in _rows(after) if field.value and field.value != earlier.get(field.label)]
    options.say(
        session,
        f"Mægling ({MEDIATION_KINDS[after.kind].lower()}) noteret på sag {case.number}.",
        *(f"{field.label}: {'noteret' if field.personal else field.value}." for field in new),
        _about_meeting(before, after),
        *_to_pass_on(session, after),
        *_about_complaint(session, case, after),
    )


def _about_meeting(before: "Mediation | None", after: "Mediation") -> str:
    """Remind of neutral surroundings when a meeting has been set."""
    if after.meeting_at is None or (before is not None and before.meeting_at == after.meeting_at):
        return ""
    if after.kind == "borgermaegler":
        return "Mødet holdes i neutrale rammer hos Borgermægleren, ikke i kommunens bygninger."
    return "Hold mødet i neutrale rammer."


def _about_complaint(session: "Session", case: "Case", after: "Mediation | None") -> list[str]:
    """Say that the complaint goes on, whatever the mediation has come to."""
    if case.closed_at is not None:
        return [f"Sagen er afsluttet. Skal den behandles igen, så skriv klage genaabn {case.number}."]
    said = ["Klagen fortsætter, og fristerne løber."]
    if case.complaint.complaint_kind in ("realitet", "blandet"):
        said.append("Mægling ændrer ikke klagefristen.")
    if after is not None and after.complaint_continues is False:
        said.append(
            "Vil borgeren lægge klagen ned, så notér det, når borgeren har bekræftet det: "
            f"klage opkald {case.number} --udfald talt_med --samtale klage_lagt_ned --bekraeftet."
        )
    return [*said, *due_sentences(session, case, "stadig")]


def _to_pass_on(session: "Session", mediation: "Mediation | None") -> list[str]:
    """Return the contact and telephone hours, as long as the citizen may need them."""
    if mediation is not None and not mediation.is_open:
        return []
    kind, name = (mediation.kind, mediation.mediator) if mediation else ("borgermaegler", None)
    return to_pass_on(mediators.all_of(session.register), kind, name)


def _show(session: "Session", case: "Case", *, plain: bool, names: bool) -> None:
    found = mediations.of_case(session.register, case.id)
    none = [] if found else [Section(paragraphs=["Der er ikke noteret mægling på sagen."])]
    last = found[-1] if found else None
    rest = [*_to_pass_on(session, last), *_about_complaint(session, case, last)]
    options.show_page(
        session,
        Page(f"Mægling på sag {case.number}", [*none, *_sections(found), Section(paragraphs=rest)]),
        plain=plain,
        names=names,
    )


def sections(session: "Session", case: "Case") -> list[Section]:
    """Return the mediations of a case as parts of its page."""
    return _sections(mediations.of_case(session.register, case.id))


def _sections(found: "list[Mediation]") -> list[Section]:
    return [
        Section(f"Mægling {place}: {MEDIATION_KINDS[each.kind].lower()}", fields=_rows(each))
        for place, each in enumerate(found, 1)
    ]


def _rows(mediation: "Mediation") -> list[Field]:
    """Return what is known of a mediation, as a person reads it."""
    talks, meeting_at = mediation.clarification_talks, mediation.meeting_at
    outcome = MEDIATION_OUTCOMES[mediation.outcome] if mediation.outcome else None
    return [
        Field("Mægler", mediation.mediator),
        Field("Informeret", danish.long_day(mediation.informed_on)),
        Field("Samtykke", _on(_yes_no(mediation.consent), mediation.consent_on)),
        Field("Borgeren henvendte sig selv", _yes_no(mediation.self_contact)),
        Field("Borgeren vil opnå", mediation.goal, personal=True),
        Field("Afklarende samtaler", None if talks is None else str(talks)),
        Field("Part i kommunen", mediation.municipal_party),
        Field("Dialogmøde", danish.long_instant(meeting_at) if meeting_at else None),
        Field("Mødested", mediation.meeting_place, personal=True),
        Field("Deltagere fra kommunen", mediation.participants),
        Field("Aftalt opfølgning", mediation.agreed_follow_up, personal=True),
        Field("Udfald", _on(outcome, mediation.outcome_on)),
        Field("Borgeren fastholder klagen", _yes_no(mediation.complaint_continues)),
    ]


def _yes_no(answer: bool | None) -> str | None:
    return None if answer is None else "ja" if answer else "nej"


def _on(what: str | None, day: "date | None") -> str | None:
    return f"{what}, {danish.long_day(day)}" if what and day else what
