"""One case on one page that a colleague can take over from, as one JSON object, and as a notat."""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from klage.commands import options
from klage.commands.showing import as_object, call_section, instants, pairs
from klage.danish_cli import command_help
from klage.domain import child_concern, danish, fields
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.domain.complaint import Closing, Point
from klage.domain.step import Step
from klage.domain.vocabulary import (
    CLOSING_KINDS,
    HANDLING_METHODS,
    OUTCOMES,
    OVER_DECISIONS,
    PROCESS_STAGES,
    SEVERITIES,
    STEP_STATES,
)
from klage.errors import InvalidValueError
from klage.output import page, show
from klage.store import cases, noted, office

if TYPE_CHECKING:
    from klage.session import Session

WHO = (
    *("citizen_name", "phone", "contact_preference", "may_leave_message"),
    *("on_behalf_of", "mandate", "consent_unit_contact"),
)
TEXTS = ("summary", "wanted_outcome", "consequence")
HANDLING = (
    *("journal_no", "registered_at", "ack_sent_on", "concern_passed_on_at"),
    *("handling_method", "outcome", "unit_agreed_error", "answered_on"),
)
GAPS = frozenset({"phone", "consent_unit_contact", "journal_no"})
"""What a colleague must know is missing: how to reach the citizen, what is allowed, where the file is."""


@command_help("""
    Eksempler:

      klage vis 42
      klage vis 2026-0042 --notat
      klage vis 42 --lignende

    Et nummer uden år er et nummer fra i år. --notat skriver et notat, der er
    klar til at sætte ind i journalen (notatpligt, offentlighedslovens § 13).
    --lignende viser tidligere sager, der ligner, og hvad der kom ud af dem.
    Navn og fritekst er kun med på skærmen, eller når du skriver --med-navne.
""")
def vis(
    ctx: typer.Context,
    number: options.Number,
    note: Annotated[bool, typer.Option("--notat", help="Skriv et notat til journalen.")] = False,
    similar: Annotated[
        bool, typer.Option("--lignende", help="Vis i stedet tidligere sager, der ligner.")
    ] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show one case whole, or the earlier cases like it."""
    session: Session = ctx.obj
    if [json, csv, plain, note].count(True) > 1:
        raise InvalidValueError("Vælg kun én af --json, --csv, --plain og --notat.")
    if csv and not similar:
        raise InvalidValueError(
            "En sag er ingen liste. --csv hører til --lignende, klage liste og klage eksport."
        )
    if note and similar:
        raise InvalidValueError("Vælg enten --notat eller --lignende.")
    case = cases.get(session.register, options.case_id(session, number))
    if similar:
        from klage.commands import vis_lignende  # a page does not pay for the search

        vis_lignende.show(session, case, json=json, csv=csv, plain=plain, names=names)
    elif json:
        show.show_object(case_object(session, case, names=names), stream=sys.stdout)
    elif note:
        from klage.commands import notat

        options.case_to_change(session, number)  # of a forgotten case there is nothing to write down

        notat.write(session, case, names=names)
    else:
        options.show_page(session, case_page(session, case), plain=plain, names=names)


def case_page(session: "Session", case: Case) -> page.Page:
    """Return the page that a colleague can take the case over from: what ``SECTIONS`` say, in order."""
    state = "åben" if case.closed_at is None else f"afsluttet {danish.long_instant(case.closed_at)}"
    return page.Page(
        f"Sag {case.number}, {state}",
        [section for part in _parts(session, case) for section in part(session, case)],
    )


def _parts(session: "Session", case: Case) -> "Iterable[Part]":
    """Yield what makes the page, and load of the work on a case only what this one has."""
    there = noted.kinds(session.register, case.id)
    if case.complaint.complaint_kind in OVER_DECISIONS:
        there |= {"appeal"}  # its clock runs, whether or not anything is noted
    if case.complaint.merged_into is not None:
        there |= {"merged_away"}
    for part in SECTIONS:
        if not isinstance(part, Later):
            yield part
        elif part.kind in there:
            yield getattr(import_module(f"klage.commands.{part.module}"), part.function)


def case_object(session: "Session", case: Case, *, names: bool) -> dict[str, object]:
    """Return the case as one JSON object: what ``OBJECTS`` say; stable English keys are only added to.

    Without ``names``, what may identify the citizen is left out.
    """
    result: dict[str, object] = {"case_no": case.number}
    for part in OBJECTS:
        result |= part(session, case, names)
    return result


# --- the page -------------------------------------------------------------------------------------


def _child_concern(session: "Session", case: Case) -> list[page.Section]:
    """Return what is to be done with a concern for a child, or that it has been done."""
    complaint = case.complaint
    if complaint.has_waiting_concern and case.closed_at is None:
        receiver = office.setting(session.register, child_concern.RECEIVER_KEY)
        said = child_concern.sentence(case.number, complaint.received_at, session.now, receiver)
        return [page.Section(paragraphs=[said], mark="soon")]
    if complaint.concern_passed_on_at:
        passed_on = danish.long_instant(complaint.concern_passed_on_at)
        return [
            page.Section(paragraphs=[f"Bekymring for et barn: givet videre som underretning {passed_on}."])
        ]
    return []


def _anonymised(_session: "Session", case: Case) -> list[page.Section]:
    anonymised_at = case.complaint.anonymised_at
    return [] if anonymised_at is None else [page.Section(paragraphs=[_forgotten(anonymised_at)])]


def _forgotten(anonymised_at: datetime) -> str:
    from klage.domain import forgetting  # most cases have not been

    return forgetting.told(anonymised_at)


def _gaps(case: Case) -> frozenset[str]:
    """Return what is shown although it is missing: nothing of a case that has been forgotten."""
    return GAPS if case.complaint.anonymised_at is None else frozenset()


def _citizen(session: "Session", case: Case) -> list[page.Section]:
    known = fields.by_key(fields.COMPLAINT)
    found = pairs(case.complaint, [known[key] for key in WHO], gaps=_gaps(case))
    same = danish.enumeration(_same_phone(session, case))
    return [page.Section("Borgeren", fields=[*found, page.Field("Samme telefonnummer", same)])]


def _same_phone(session: "Session", case: Case) -> list[str]:
    phone = case.complaint.phone
    return (
        [number_text(key) for key in cases.earlier_of_citizen(session.register, phone, case.id)]
        if phone
        else []
    )


def _matter(_session: "Session", case: Case) -> list[page.Section]:
    """Return what the complaint is about: its facts, and the citizen's own words."""
    # Whatever has no other place stands here, so that a new field is never left out.
    elsewhere = {*WHO, *TEXTS, *HANDLING, "merged_into", "anonymised_at"}
    known = [field for field in fields.COMPLAINT if field.key not in elsewhere]
    wishes = [field for field in fields.COMPLAINT if field.key in TEXTS[1:]]
    return [
        page.Section("Klagen", fields=pairs(case.complaint, known)),
        page.Section("Hvad det handler om", paragraphs=[case.complaint.summary], personal=True),
        page.Section(fields=pairs(case.complaint, wishes)),
    ]


def _points(session: "Session", case: Case) -> list[page.Section]:
    themes = office.theme_labels(session.register)
    return [page.Section("Klagepunkter", fields=[_point(point, themes) for point in case.complaint.points])]


def _point(point: Point, themes: Mapping[str, str]) -> page.Field:
    parts = [
        point.department or "",
        f"alvor {point.severity} ({SEVERITIES[point.severity]})" if point.severity else "",
        PROCESS_STAGES.get(point.process_stage or "", "").lower(),
    ]
    label = themes.get(point.theme, point.theme)
    return page.Field(label, ", ".join(part for part in parts if part) or "uden nærmere angivelse")


def _promise(session: "Session", case: Case) -> list[page.Section]:
    said = " ".join(promise_sentences(session, case))
    due_at = case.standing.due_at
    is_late = due_at is not None and due_at < session.now
    return [page.Section("Løftet om opkald", paragraphs=[said], mark="late" if is_late else None)]


def promise_sentences(session: "Session", case: Case) -> list[str]:
    """Tell what was promised, what has been done about it, and what is still to do."""
    state, due_at, covered = case.standing, case.promise.due_at, case.promise.covered
    waiting = state.reason == "tilbagekald"
    sentences = [] if covered else ["Sagen er ikke omfattet af ordningen."]
    if covered:
        left = f" ({danish.until(due_at, session.now)})" if waiting and due_at >= session.now else ""
        verb = "skal" if left else "skulle"
        sentences.append(f"Borgeren {verb} ringes op senest {danish.long_instant(due_at)}{left}.")
    if state.reached_at:
        sentences.append(f"Der er talt med borgeren {danish.long_instant(state.reached_at)}.")
    elif state.attempts:
        tried = danish.count(state.attempts, "gang", "gange")
        sentences.append(f"Der er ringet {tried}, uden at borgeren er truffet.")
    elif covered:
        sentences.append("Der er ikke ringet endnu.")
    return [*sentences, *_next_call(session, case)]


def _next_call(session: "Session", case: Case) -> list[str]:
    state = case.standing
    if state.ended:
        return ["Borgeren skal have svar på skrift."]
    if state.due_at is None:
        return []
    if state.reason == "aftalt_opkald":
        return [danish.agreed_call(state.due_at, session.now)]
    return ["Ring, så snart du kan."] if state.due_at < session.now else []


def _steps(_session: "Session", case: Case) -> list[page.Section]:
    """Return what the citizen was promised, and what became of it; an open case without it says so."""
    if not case.steps and case.closed_at is None:
        return [page.Section("Lovet borgeren", paragraphs=["Der er ikke aftalt et næste skridt."])]
    return [page.Section("Lovet borgeren", fields=[field for step in case.steps for field in _step(step)])]


def _step(step: Step) -> list[page.Field]:
    settled = f" {danish.long_instant(step.settled_at)}" if step.settled_at else ""
    state = f"{STEP_STATES[step.state].lower()}{settled}"
    return [
        page.Field(
            f"Senest {danish.long_day(step.due_on)}", f"{step.owner}, {state}" if step.owner else state
        ),
        page.Field("Lovet", step.what, personal=True),
        page.Field("Begrundelse", step.reason, personal=True),
    ]


def _handling(_session: "Session", case: Case) -> list[page.Section]:
    known = fields.by_key(fields.COMPLAINT)
    found = pairs(case.complaint, [known[key] for key in HANDLING], gaps=_gaps(case))
    return [page.Section("Journal og svar", fields=found)]


def _calls(_session: "Session", case: Case) -> list[page.Section]:
    return [call_section(number, call) for number, call in enumerate(case.calls, 1)]


def _closings(_session: "Session", case: Case) -> list[page.Section]:
    found = [field for closing in case.closings for field in _closing(closing)]
    return [page.Section("Afslutning", fields=found)]


def _closing(closing: Closing) -> list[page.Field]:
    parts = [
        danish.long_instant(closing.at),
        HANDLING_METHODS.get(closing.method or "", "").lower(),
        OUTCOMES.get(closing.outcome or "", "").lower(),
    ]
    return [
        page.Field(CLOSING_KINDS[closing.kind], ", ".join(part for part in parts if part)),
        page.Field("Begrundelse", closing.reason, personal=True),
    ]


Part = Callable[["Session", Case], Iterable[page.Section]]


class Later(NamedTuple):
    """A part of the page in a command's own module, loaded for the cases that have something of the kind."""

    kind: str
    module: str
    function: str = "sections"


SECTIONS: tuple[Part | Later, ...] = (
    _anonymised,
    _child_concern,
    Later("merged_away", "sammenlaeg", "sections_of_merged_away"),
    # who
    _citizen,
    # what it is about
    _matter,
    _points,
    # what was promised, and what comes next
    _promise,
    Later("appeal", "genvurdering"),
    _steps,
    # how far it is
    _handling,
    # what has happened
    _calls,
    Later("member", "sammenlaeg", "sections_of_members"),
    Later("mediation", "maegling"),
    Later("unit_contact", "indsats"),
    _closings,
    Later("journey", "journey.shown"),
    # what it has led to
    Later("lesson", "learning.lessons_shown"),
    Later("example", "learning.examples"),
)
"""The page, in the order that a colleague reads it; a part without anything to say gives no section."""


# --- JSON -----------------------------------------------------------------------------------------


def _complaint_object(session: "Session", case: Case, names: bool) -> dict[str, object]:
    points = [as_object(point, fields.POINT, names=names) for point in case.complaint.points]
    complaint = as_object(case.complaint, fields.COMPLAINT, names=names)
    return {**complaint, "points": points, "same_phone": _same_phone(session, case)}


def _promise_object(_session: "Session", case: Case, _names: bool) -> dict[str, object]:
    state = case.standing
    return {
        "covered": case.promise.covered,
        **instants("call_due_at", case.promise.due_at),
        "call_policy": case.promise.policy,
        **instants("closed_at", case.closed_at),
        "reason": state.reason,
        **instants("due_at", state.due_at),
        "attempts": state.attempts,
        **instants("first_attempt_at", state.first_attempt_at),
        **instants("reached_at", state.reached_at),
    }


def _history_object(_session: "Session", case: Case, names: bool) -> dict[str, object]:
    return {
        "steps": [as_object(step, fields.STEP, names=names) for step in case.steps],
        "calls": [as_object(call, fields.CALL, names=names) for call in case.calls],
        "closings": [as_object(closing, fields.CLOSING, names=names) for closing in case.closings],
    }


def _work_object(session: "Session", case: Case, names: bool) -> dict[str, object]:
    """Return what has been done on a case beside the calls, and what it has led to."""
    # JSON says of each kind what there is, or that there is nothing, so here all are needed.
    from klage.commands import genvurdering, sammenlaeg
    from klage.commands.journey import shown as rejse_shown
    from klage.commands.learning import examples, lessons_shown
    from klage.domain import mediation, unit_contact
    from klage.store import journey, mediations, unit_contacts

    mediated = mediations.of_case(session.register, case.id)
    contacts = unit_contacts.of_case(session.register, case.id)
    return {
        **sammenlaeg.as_objects(session, case, names),
        "appeal": genvurdering.track(session, case),
        "mediations": [as_object(each, mediation.FIELDS, names=names) for each in mediated],
        "journey": rejse_shown.as_object(journey.events(session.register, case.id), names=names),
        "unit_contacts": [as_object(each, unit_contact.FIELDS, names=names) for each in contacts],
        **lessons_shown.as_objects(session, case, names),
        **examples.as_objects(session, case, names),
    }


OBJECTS: tuple[Callable[["Session", Case, bool], dict[str, object]], ...] = (
    _complaint_object,
    _promise_object,
    _history_object,
    _work_object,
)
"""What JSON says of a case; the flag is whether names go with it."""
