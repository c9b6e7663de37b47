"""Målrettet Indsats: the contact with the unit that had the case, and what came of it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain import unit_contact as rules
from klage.domain.fields import by_key
from klage.domain.unit_contact import UnitContact
from klage.domain.vocabulary import CONTACTED, NATURES, SOLUTION_RESULTS, UNIT_AGREED_ERROR
from klage.errors import InvalidValueError
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section
from klage.store import cases, unit_contacts

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

Values = dict[str, object]
BY_KEY = by_key(rules.FIELDS)
QUESTIONS = {
    "with_whom": "Hvem talte du med?",
    "result": "Hvad kom der ud af det?",
    "agreed_error": "Erkender afdelingen, at noget gik galt?",
    "nature": "Hvad viste det sig at være?",
}
SOLUTION = "Hvilken hurtig løsning blev prøvet?"
NEWEST = 50


@command_help("""
    Eksempler:

      klage indsats
      klage indsats 42
      klage indsats 42 --med leder --resultat loest --fejl ja \\
          --art brud_paa_regel --loesning -

    Uden tilvalg vises, hvad der er gjort; med et tilvalg noteres en kontakt,
    og i en terminal spørger klage om resten. Uden NR vises de nyeste.

    Resultat: loest, delvist_loest, ikke_loest og afventer.
    Art: brud_paa_regel, daarlig_oplevelse, begge og intet_galt. Brud på
    regler og dårlige oplevelser tælles hver for sig.
""")
def indsats(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="Sagens nummer, fx 42.", show_default=False)
    ] = None,
    dash: Annotated[str | None, typer.Argument(hidden=True)] = None,
    whom: Annotated[
        str | None, typer.Option("--med", metavar="HVEM", help="afdeling, leder eller medarbejder.")
    ] = None,
    department: Annotated[
        str | None, typer.Option("--afdeling", metavar="NAVN", help="Afdelingen, hvis ikke sagens.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--kl", metavar="TID", help="Hvornår I talte sammen; ellers nu.")
    ] = None,
    solution: Annotated[
        str | None,
        typer.Option(
            "--loesning", "--løsning", metavar="-", help="Læs den prøvede løsning fra standardinput."
        ),
    ] = None,
    result: Annotated[
        str | None, typer.Option("--resultat", metavar="RESULTAT", help="Hvad der kom ud af det.")
    ] = None,
    error: Annotated[
        str | None,
        typer.Option("--fejl", metavar="SVAR", help="Erkendt fejl: ja, delvist, nej, ikke_vurderet."),
    ] = None,
    nature: Annotated[
        str | None, typer.Option("--art", metavar="ART", help="Hvad det viste sig at være.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Skriv JSON; --json - læser kontakten fra standardinput.")
    ] = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Show the contacts with units, or note one on a case."""
    session: Session = ctx.obj
    given: Values = {
        "with_whom": whom,
        "department": department,
        "contacted_at": options.instant_text(at, session, "--kl"),
        "result": result,
        "agreed_error": error,
        "nature": nature,
    }
    values = {key: value for key, value in given.items() if value is not None}
    number, is_piped = options.number_and_dash(number, dash, "indsats")
    is_noting = bool(values) or solution is not None or is_piped
    if number is None:
        if is_noting:
            raise InvalidValueError("Skriv sagens nummer først, fx klage indsats 42 --med leder.")
        options.show(session, newest(session), json=json, csv=csv, plain=plain, names=names)
        return
    case = options.case_to_work_on(session, number)
    if not is_noting:
        _show_case(session, case, json=json, csv=csv, plain=plain, names=names)
        return
    if not session.interactive:
        options.one_from_stdin(solution, "-" if is_piped else None)
    consent = _consent(session, case)
    if is_piped:
        values = {**options.json_object(session, "-"), **values}
    else:
        values = _with_answers(session, case, values, solution)
    _note(session, case, values, consent, keep_numbers=keep_numbers)


# --- noting ----------------------------------------------------------------------------------------


def _consent(session: "Session", case: "Case") -> bool | None:
    """See that the citizen allows the contact; returns a yes that was not noted before.

    Raises:
        RefusedError: The citizen does not.
    """
    known = case.complaint.consent_unit_contact
    rules.check_consent(known, case.number)
    if known:
        return None
    if session.interactive:
        asking.announce(session, case)
        said = session.prompter.confirm("Har borgeren sagt ja til, at du kontakter afdelingen?")
        rules.check_consent(said, case.number)
        return said
    options.say(
        session,
        "Bemærk: Det er ikke noteret, om borgeren har sagt ja til, at du kontakter afdelingen.",
        err=True,
    )
    return None


def _with_answers(session: "Session", case: "Case", given: Values, solution: str | None) -> Values:
    """Add what stdin or the user at the terminal says to what the options gave."""
    values = dict(given)
    if not session.interactive:
        text = options.piped_text(solution, session, SOLUTION)
        return values if text is None else {**values, "quick_solution": text}
    # What was given is read first: what is typed after it would be lost with it.
    _read(session, case, {"with_whom": "afdeling", "result": "afventer", **values})
    for key, question in QUESTIONS.items():
        if key == "result":
            text = options.piped_text(solution, session, SOLUTION) if solution is not None else None
            values["quick_solution"] = session.prompter.text_block(SOLUTION) if text is None else text
        if key not in values:
            values[key] = _answered(session, question, key)
    return values


def _answered(session: "Session", question: str, key: str) -> str | None:
    if key in ("with_whom", "result"):
        return asking.required_choice(session, question, BY_KEY[key])
    codes = BY_KEY[key].codes or {}
    return session.prompter.choose(f"{question} (Enter, hvis du ikke ved det)", list(codes.items()))


def _read(session: "Session", case: "Case", values: Values) -> UnitContact:
    """Return the contact that the values make, if it may be noted on the case."""
    record = asking.reader(session, keep_numbers=True).record(values, rules.FIELDS)
    found = {key: value for key, value in record.items() if value is not None}
    for key, option in (("with_whom", "--med"), ("result", "--resultat")):
        if key not in found:
            raise InvalidValueError(f"{BY_KEY[key].label}: mangler. Skriv det med {option}.")
    contact = UnitContact(**{"contacted_at": session.now, "department": case.complaint.department, **found})
    return rules.check(contact, received_at=case.complaint.received_at, now=session.now)


def _note(
    session: "Session", case: "Case", values: Values, consent: bool | None, *, keep_numbers: bool
) -> None:
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    contact = _read(session, case, values)
    if contact.department != case.complaint.department:
        from dataclasses import replace

        contact = replace(contact, department=asking.department(session, contact.department))
    with session.write("indsats") as writer:
        cases.again(session.register, case)
        unit_contacts.add(writer, session.register, case.id, contact, consent=consent)
    _answer(session, case, contact)


def _answer(session: "Session", before: "Case", contact: UnitContact) -> None:
    error = rules.agreed_on_case(before.complaint.unit_agreed_error, contact.agreed_error)
    changed = error is not None and error != before.complaint.unit_agreed_error
    where = f", {contact.department}" if contact.department else ""
    options.say(
        session,
        f"Kontakt noteret på sag {before.number}: {CONTACTED[contact.with_whom].lower()}{where}, "
        f"{danish.long_instant(contact.contacted_at)}.",
        f"Resultat: {SOLUTION_RESULTS[contact.result].lower()}.",
        f"Art: {NATURES[contact.nature].lower()}." if contact.nature else "",
        f"Afdelingen erkender fejl: {UNIT_AGREED_ERROR[error].lower()}. Det står nu også på sagen."
        if changed and error
        else "",
        "Er løsningen givet, så fortæl borgeren det." if contact.result in ("loest", "delvist_loest") else "",
    )


# --- showing ---------------------------------------------------------------------------------------


def newest(session: "Session") -> Listing:
    """Return the newest contacts of all cases."""
    rows = [
        (
            number,
            each.contacted_at,
            each.department,
            each.with_whom,
            each.result,
            each.agreed_error,
            each.nature,
        )
        for number, each in unit_contacts.newest(session.register, NEWEST)
    ]
    return Listing(
        columns=(
            Column("case_no", "Sag"),
            Column(
                "contacted_at", "Hvornår", "instant", screen=lambda at: danish.brief_instant(at, session.now)
            ),
            Column("department", "Afdeling", flexible=True),
            Column("with_whom", "Med", "code", labels=CONTACTED, spare=True),
            Column("result", "Resultat", "code", labels=SOLUTION_RESULTS),
            Column("agreed_error", "Fejl erkendt", "code", labels=UNIT_AGREED_ERROR, spare=True),
            Column("nature", "Art", "code", labels=NATURES, spare=True),
        ),
        rows=rows,
        things=("kontakt", "kontakter"),
        empty="Der er ikke noteret kontakt med afdelinger endnu. Notér en med klage indsats NR.",
    )


def _show_case(session: "Session", case: "Case", *, json: bool, csv: bool, plain: bool, names: bool) -> None:
    """Show the contacts about a case: as its page, or as the objects that ``vis --json`` has of them."""
    style = options.style_of(session, json=json, csv=csv, plain=plain)
    if style == "csv":
        raise InvalidValueError("--csv skriver listen uden nummer. Én sags kontakter vises med --json.")
    if style == "json":
        from klage.commands.showing import as_object
        from klage.output.show import show_object

        contacts = unit_contacts.of_case(session.register, case.id)
        show_object([as_object(each, rules.FIELDS, names=names) for each in contacts], stream=sys.stdout)
        return
    found = sections(session, case)
    none = Section(
        paragraphs=["Der er ikke noteret kontakt med afdelingen om sagen. Notér den med klage indsats NR."]
    )
    options.show_page(
        session, Page(f"Målrettet indsats på sag {case.number}", found or [none]), plain=plain, names=names
    )


def sections(session: "Session", case: "Case") -> list[Section]:
    """Return the contacts about a case as parts of its page."""
    return [
        Section(
            f"Kontakt {place} med afdelingen, {danish.long_instant(each.contacted_at)}", fields=_rows(each)
        )
        for place, each in enumerate(unit_contacts.of_case(session.register, case.id), 1)
    ]


def _rows(contact: UnitContact) -> list[Field]:
    return [
        Field("Afdeling", contact.department),
        Field("Talt med", CONTACTED[contact.with_whom].lower()),
        Field("Hurtig løsning", contact.quick_solution, personal=True),
        Field("Resultat", SOLUTION_RESULTS[contact.result].lower()),
        Field("Afdelingen erkender fejl", UNIT_AGREED_ERROR.get(contact.agreed_error or "", "").lower()),
        Field("Art", NATURES.get(contact.nature or "", "").lower()),
    ]
