"""One case on one page, and as one JSON object."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import typer

from klage import clock
from klage.commands import genvurdering, indsats, maegling, options, rejse_shown
from klage.danish_cli import command_help
from klage.domain import danish, fields, mediation, unit_contact
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.domain.fields import Field
from klage.domain.phone import shown
from klage.domain.vocabulary import (
    CALL_RESULTS,
    CLOSING_KINDS,
    HANDLING_METHODS,
    OUTCOMES,
    PROCESS_STAGES,
    SEVERITIES,
)
from klage.errors import InvalidValueError
from klage.output import page, show
from klage.store import cases, journey, mediations, office, unit_contacts

if TYPE_CHECKING:
    from klage.session import Session


@command_help("""
    Eksempler:

      klage vis 42
      klage vis 2026-0042 --json --med-navne

    Et nummer uden år er et nummer fra i år.
""")
def vis(
    ctx: typer.Context,
    number: options.Number,
    json: options.Json = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show one case whole."""
    session: Session = ctx.obj
    if json and plain:
        raise InvalidValueError("Vælg kun ét format: --json eller --plain.")
    case = cases.get(session.register, options.case_id(session, number))
    if json:
        found = as_object(case, names=names) | _work(session, case, names=names)
        show.show_object(found, stream=sys.stdout)
    else:
        show.show_page(
            case_page(session, case),
            plain=plain or session.plain,
            with_names=names,
            stream=sys.stdout,
            width=session.width,
        )


def case_page(session: "Session", case: Case) -> page.Page:
    """Return the page that a colleague can take the case over from."""
    themes = office.theme_labels(session.register)
    state = "åben" if case.closed_at is None else f"afsluttet {danish.long_instant(case.closed_at)}"
    return page.Page(
        f"Sag {case.number}, {state}",
        [
            *_child_concern(case),
            page.Section(fields=_pairs(case.complaint, fields.COMPLAINT, leave_out={"summary"})),
            page.Section("Hvad det handler om", paragraphs=[case.complaint.summary], personal=True),
            page.Section("Klagepunkter", fields=[_point(point, themes) for point in case.complaint.points]),
            page.Section("Løftet om opkald", paragraphs=[_promise(session, case)]),
            *genvurdering.sections(session, case),
            *(_call(number, call) for number, call in enumerate(case.calls, 1)),
            *maegling.sections(session, case.id),
            *indsats.sections(session, case.id),
            page.Section(
                "Afslutning", fields=[field for closing in case.closings for field in _closing(closing)]
            ),
            *rejse_shown.sections(session, case.id),
            page.Section(fields=_earlier(session, case)),
        ],
    )


def _child_concern(case: Case) -> list[page.Section]:
    if not case.complaint.child_concern:
        return []
    sentence = "Bekymring for et barn: giv den videre som underretning (barnets lov §§ 136-137)."
    return [page.Section(paragraphs=[sentence])]


def _pairs(record: object, known: Sequence[Field], *, leave_out: set[str]) -> list[page.Field]:
    """Return the fields of a record that say something, with their labels."""
    usual = {"child_concern": False, "contact_type": "klage", "urgency": "normal"}
    return [
        page.Field(field.label, written(getattr(record, field.key), field), personal=field.personal)
        for field in known
        if field.key not in leave_out and getattr(record, field.key) != usual.get(field.key)
    ]


def written(value: object, field: Field) -> str | None:
    """Return a value as a person reads it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):  # an instant is a date too
        return danish.long_instant(value) if isinstance(value, datetime) else danish.long_day(value)
    if field.kind == "case" and isinstance(value, int):
        return number_text(value)
    return shown(str(value)) if field.key == "phone" else (field.codes or {}).get(str(value), str(value))


def _point(point: Any, themes: Mapping[str, str]) -> page.Field:
    parts = [
        point.department or "",
        f"alvor {point.severity} ({SEVERITIES[point.severity]})" if point.severity else "",
        PROCESS_STAGES.get(point.process_stage or "", "").lower(),
    ]
    label = themes.get(point.theme, point.theme)
    return page.Field(label, ", ".join(part for part in parts if part) or "uden nærmere angivelse")


def _promise(session: "Session", case: Case) -> str:
    """Tell what was promised, what has been done about it, and what is still to do."""
    state, due_at = case.standing, case.promise.due_at
    sentences = ["Sagen er ikke omfattet af ordningen."]
    if case.promise.covered:
        sentences = [f"Borgeren skulle ringes op senest {danish.long_instant(due_at)}."]
    if state.reached_at:
        sentences.append(f"I talte sammen {danish.long_instant(state.reached_at)}.")
    elif state.attempts:
        sentences.append(
            f"Du har ringet {danish.count(state.attempts, 'gang', 'gange')} uden at få fat i borgeren."
        )
    elif case.promise.covered:
        sentences.append("Der er ikke ringet endnu.")
    if state.ended:
        sentences.append("Borgeren skal have svar på skrift.")
    if state.reason == "aftalt_opkald" and state.due_at:
        when = f"{danish.long_instant(state.due_at)} ({danish.until(state.due_at, session.now)})"
        sentences.append(f"Aftalt opkald {when}.")
    elif state.due_at:
        sentences.append(danish.call_by(state.due_at, session.now))
    return " ".join(sentences)


def _call(number: int, call: Any) -> page.Section:
    direction = "fra borgeren" if call.direction == "ind" else "til borgeren"
    heading = f"Opkald {number} {direction}: {CALL_RESULTS[call.result].lower()}, {danish.long_instant(call.called_at)}"
    return page.Section(
        heading, fields=_pairs(call, fields.CALL, leave_out={"called_at", "direction", "result"})
    )


def _closing(closing: Any) -> list[page.Field]:
    parts = [
        danish.long_instant(closing.at),
        HANDLING_METHODS.get(closing.method or "", "").lower(),
        OUTCOMES.get(closing.outcome or "", "").lower(),
    ]
    return [
        page.Field(CLOSING_KINDS[closing.kind], ", ".join(part for part in parts if part)),
        page.Field("Begrundelse", closing.reason, personal=True),
    ]


def _earlier(session: "Session", case: Case) -> list[page.Field]:
    phone = case.complaint.phone
    found = cases.earlier_of_citizen(session.register, phone, case.id) if phone else []
    return [page.Field("Samme telefonnummer", danish.enumeration([number_text(key) for key in found]))]


def as_object(case: Case, *, names: bool) -> dict[str, object]:
    """Return the case as one JSON object: stable English keys, ``null`` when empty, instants twice.

    Without ``names``, what may identify the citizen is left out.
    """
    result: dict[str, object] = {"case_no": case.number}
    result |= _object(case.complaint, fields.COMPLAINT, names=names)
    result["points"] = [_object(point, fields.POINT, names=names) for point in case.complaint.points]
    result |= {"covered": case.promise.covered, **_instants("call_due_at", case.promise.due_at)}
    result |= {"call_policy": case.promise.policy, **_instants("closed_at", case.closed_at)}
    state = case.standing
    result |= {"reason": state.reason, **_instants("due_at", state.due_at), "attempts": state.attempts}
    result |= _instants("first_attempt_at", state.first_attempt_at) | _instants(
        "reached_at", state.reached_at
    )
    result["calls"] = [_object(call, fields.CALL, names=names) for call in case.calls]
    result["closings"] = [_object(closing, fields.CLOSING, names=names) for closing in case.closings]
    return result


def _work(session: "Session", case: Case, *, names: bool) -> dict[str, object]:
    """Return what has been done on a case beside the calls, as members of its JSON object."""
    mediated = mediations.of_case(session.register, case.id)
    contacts = unit_contacts.of_case(session.register, case.id)
    return {
        "appeal": genvurdering.track(session, case),
        "mediations": [_object(each, mediation.FIELDS, names=names) for each in mediated],
        "journey": rejse_shown.as_object(journey.events(session.register, case.id), names=names),
        "unit_contacts": [_object(each, unit_contact.FIELDS, names=names) for each in contacts],
    }


def _object(record: Any, known: Sequence[Field], *, names: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    present = {field.name for field in fields_of(record)}
    for field in known:
        if field.key not in present or (field.personal and not names):
            continue
        value = getattr(record, field.key)
        if field.kind == "instant":
            found |= _instants(field.key, value)
        elif field.kind == "case":
            found[field.key] = None if value is None else number_text(value)
        else:
            found[field.key] = value.isoformat() if isinstance(value, date) else value
    return found


def _instants(key: str, value: datetime | None) -> dict[str, object]:
    return {
        key: clock.to_text(value) if value else None,
        f"{key}_local": clock.to_local(value).isoformat() if value else None,
    }
