"""The track of a complaint over a decision: when it reached the citizen, reassessment, and the klageinstans."""

import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from klage import clock
from klage.commands import options
from klage.danish_cli import command_help
from klage.domain import appeal as rules
from klage.domain import danish
from klage.domain.appeal import FIELDS, Appeal
from klage.domain.calendar import calendar
from klage.domain.fields import by_key
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError
from klage.output import page, show
from klage.store import appeals, cases, office

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.fields import Field
    from klage.session import Session

BY_KEY = by_key(FIELDS)
EVENTS = {
    "reassess_result": "reassessed_on",
    "appeal_body": "forwarded_on",
    "appeal_result": "appeal_decided_on",
}
"""What can happen on the track, and the day it happened on."""

Values = dict[str, Any]


@command_help("""
    Eksempler:

      klage genvurdering 42
      klage genvurdering 42 --brev-dateret 14.1.2025 --vejledning ja
      klage genvurdering 42 --resultat fastholdt --oversendt ankestyrelsen

    Uden tilvalg vises, hvad der er noteret, datoerne og det næste skridt.
    Klagefristen er mulig: Om den er overholdt, afgør klageinstansen.

    --resultat er medhold, delvist_medhold eller fastholdt. --afgjort er
    stadfaestet, aendret, ophaevet, hjemvist eller afvist. INSTANS er fx
    ankestyrelsen, anden, eller ingen, når der ikke er nogen klageinstans.
""")
def genvurdering(
    ctx: typer.Context,
    number: options.Number,
    decision: Annotated[
        str | None,
        typer.Option("--afgoerelse", "--afgørelse", metavar="DATO", help="Dagen, den nåede borgeren."),
    ] = None,
    dated: Annotated[
        str | None, typer.Option("--brev-dateret", metavar="DATO", help="Brevets dato; dagen regnes ud.")
    ] = None,
    arrival: Annotated[
        str | None, typer.Option("--ankomst", metavar="MÅDE", help="digital_post, brev eller udleveret.")
    ] = None,
    guidance: Annotated[
        str | None, typer.Option("--vejledning", metavar="SVAR", help="Klagevejledning: ja, nej, ukendt.")
    ] = None,
    decided_by: Annotated[
        str | None,
        typer.Option("--truffet-af", metavar="HVEM", help="kommunen eller boerne_og_ungeudvalget."),
    ] = None,
    result: Annotated[
        str | None, typer.Option("--resultat", metavar="RESULTAT", help="Genvurderingens resultat.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--oversendt", metavar="INSTANS", help="Hvem klagen er sendt videre til.")
    ] = None,
    decided: Annotated[
        str | None, typer.Option("--afgjort", metavar="RESULTAT", help="Hvad klageinstansen nåede frem til.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--den", metavar="DATO", help="Hvornår det skete; ellers i dag.")
    ] = None,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Show the track of a complaint over a decision, or note what has happened on it."""
    session: Session = ctx.obj
    case = options.case_to_work_on(session, number)
    words = {
        "decided_by": decided_by,
        "arrival": arrival,
        "guidance_given": guidance,
        "reassess_result": result,
        "appeal_body": body,
        "appeal_result": decided,
    }
    codes = {key: _code(key, text) for key, text in words.items() if text is not None}
    before = _current(session, case)
    values = codes | _decision(session, decision, dated, codes) | _days(session, before, codes, on)
    options.style_of(session, json=json, csv=False, plain=plain)
    if not values:
        _show(session, case, before, json=json, plain=plain)
        return
    after = _save(session, case, before, values)
    if json:
        show.show_object(_object(case, after), stream=sys.stdout)
    else:
        _answer(session, case, before, after)


def _code(key: str, text: str) -> str:
    from klage.domain.matching import code_for  # vis shows the track, and reads nothing that was typed

    field = BY_KEY[key]
    try:
        return code_for(text, field.codes or {}, "Værdien")
    except InvalidValueError as error:
        raise InvalidValueError(f"{field.label}: {error.sentence}") from error


def _day(session: "Session", text: str, option: str) -> date:
    from klage.domain.calendar import dates

    try:
        return dates.parse_day(text, session.today, direction="past")
    except InvalidValueError as error:
        raise InvalidValueError(f"{option}: {error.sentence}") from error


def _decision(session: "Session", reached: str | None, dated: str | None, codes: Values) -> Values:
    """Return when the decision reached the citizen: as typed, or by the office's rule for letters.

    Raises:
        InvalidValueError: Both were given, or the date of a letter for what was no letter.
    """
    if reached is not None and dated is not None:
        raise InvalidValueError("Skriv enten --afgoerelse eller --brev-dateret. En kendt dag går forud.")
    if reached is not None:
        return {"decision_received_on": _day(session, reached, "--afgoerelse")}
    if dated is None:
        return {}
    if codes.get("arrival", "brev") != "brev":
        raise InvalidValueError(
            "--brev-dateret gælder kun et brev. Digital Post regnes som modtaget samme dag; skriv den med --afgoerelse."
        )
    day = calendar.letter_received(
        _day(session, dated, "--brev-dateret"), office.letter_days(session.register)
    )
    return {"decision_received_on": day, "arrival": "brev"}


def _days(session: "Session", before: Appeal, codes: Values, on: str | None) -> Values:
    """Return the day of each event that was noted: the one that was typed, the one it has, or today.

    Raises:
        InvalidValueError: A day without an event.
    """
    noted = [key for key in EVENTS if key in codes]
    if on is not None and not noted:
        raise InvalidValueError("--den bruges kun sammen med --resultat, --oversendt eller --afgjort.")
    day = session.today if on is None else _day(session, on, "--den")
    days: Values = {}
    for key in noted:
        is_known = on is None and codes[key] == getattr(before, key)
        days[EVENTS[key]] = getattr(before, EVENTS[key]) if is_known else day
    if codes.get("appeal_body") == rules.NO_BODY:
        days["forwarded_on"] = None
    return days


def _save(session: "Session", case: "Case", before: Appeal, values: Values) -> Appeal:
    """Store what was noted if it may be so, and return the track as it is now."""
    complaint = case.complaint
    rules.check_kind(complaint.complaint_kind)
    changed = replace(before, **values)
    rules.check(changed, received_on=clock.to_local(complaint.received_at).date())
    after = appeals.of_complaint(changed, complaint, office.closing_days(session.register))
    if after != before:
        with session.write("genvurdering") as writer:
            now = cases.again(session.register, case)
            is_other = now.complaint.complaint_kind != complaint.complaint_kind
            cases.refuse_changed(is_other or _current(session, now) != before, case.id)
            appeals.save(writer, case.id, after)
    return after


def _current(session: "Session", case: "Case") -> Appeal:
    """Return the track; of a case that never had a row, what follows from the complaint."""
    found = appeals.find(session.register.connection, case.id)
    return found or appeals.of_complaint(Appeal(), case.complaint, office.closing_days(session.register))


def _answer(session: "Session", case: "Case", before: Appeal, after: Appeal) -> None:
    """Say what was understood, the dates that follow from it, and what is next."""
    if after == before:
        options.say(session, f"Sag {case.number} er uændret.")
        return
    changed = [field for field in FIELDS if getattr(after, field.key) != getattr(before, field.key)]
    said = [(field.label, _written(after, field)) for field in changed]
    options.say(
        session,
        f"Noteret på sag {case.number}:",
        *(f"{label}: {value}." for label, value in said if value),
        *rules.advice(after, withdrawn=rules.is_withdrawn(case.calls)),
    )


def _show(session: "Session", case: "Case", appeal: Appeal, *, json: bool, plain: bool) -> None:
    """Show the track; a complaint whose kind is not clear yet has none, and is told how to get one."""
    kind = case.complaint.complaint_kind
    if kind == "formalitet":
        rules.check_kind(kind)
    if json:
        show.show_object(_object(case, appeal), stream=sys.stdout)
        return
    withdrawn = rules.is_withdrawn(case.calls)
    unclear = (
        "Spørg borgeren, om klagen gælder en afgørelse, og ret klagetypen med klage ret, fx --type realitet."
    )
    runs = kind in OVER_DECISIONS
    found = page.Page(
        f"Sag {case.number}: klage over en afgørelse"
        if runs
        else f"Sag {case.number}: klagetypen er uafklaret",
        [
            page.Section(fields=_fields(case, appeal)),
            page.Section(
                "Næste skridt", paragraphs=rules.advice(appeal, withdrawn=withdrawn) if runs else [unclear]
            ),
            page.Section("Godt at vide", paragraphs=_good_to_know(case) if runs else []),
        ],
    )
    options.show_page(session, found, plain=plain)


def _good_to_know(case: "Case") -> list[str]:
    only = rules.is_over_service_level(case.complaint.points)
    return [rules.SERVICE_LEVEL if only else "", rules.NOT_SUSPENDED]


def _fields(case: "Case", appeal: Appeal) -> list[page.Field]:
    """Return what is known, a line each: who decided is only said where it is not the usual."""
    shown = [field for field in FIELDS if field.key != "decided_by" or appeal.decided_by == rules.COMMITTEE]
    agreed = [call for call in case.calls if call.conversation_result == "fastholdt_genvurdering"]
    when = danish.long_instant(agreed[-1].called_at) if agreed else None
    weeks = calendar.four_weeks_from(clock.to_local(case.complaint.received_at).date())
    is_moved = appeal.reassess_due_on not in (None, weeks)
    return [
        *(page.Field(field.label, _written(appeal, field)) for field in shown),
        page.Field("De fire uger slutter", danish.long_day(weeks) if is_moved else None),
        page.Field("Genvurdering aftalt med borgeren", when),
        page.Field("Klagen lagt ned", "Bekræftet af borgeren" if rules.is_withdrawn(case.calls) else None),
    ]


def _written(appeal: Appeal, field: "Field") -> str | None:
    value = getattr(appeal, field.key)
    if isinstance(value, date):
        return danish.long_day(value)
    return None if value is None else (field.codes or {}).get(value, value)


def sections(session: "Session", case: "Case") -> list[page.Section]:
    """Return what ``klage vis`` shows of the track: nothing, where there never was one."""
    if track(session, case) is None:
        return []
    return [page.Section("Klagen over afgørelsen", fields=_fields(case, _current(session, case)))]


def track(session: "Session", case: "Case") -> dict[str, object] | None:
    """Return the track as an object for JSON, or ``None`` where there is none."""
    found = appeals.find(session.register.connection, case.id)
    runs = case.complaint.complaint_kind in OVER_DECISIONS and case.closed_at is None
    if not runs and found in (None, Appeal()):
        return None
    return _members(case, _current(session, case))


def _object(case: "Case", appeal: Appeal) -> dict[str, object]:
    kind = case.complaint.complaint_kind
    return {"case_no": case.number, "complaint_kind": kind, **_members(case, appeal)}


def _members(case: "Case", appeal: Appeal) -> dict[str, object]:
    values = {field.key: getattr(appeal, field.key) for field in FIELDS}
    return {
        **{key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()},
        "withdrawal_confirmed": rules.is_withdrawn(case.calls),
        "settled": rules.is_settled(appeal),
    }
