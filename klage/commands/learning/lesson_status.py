"""How far an action is: moved from one status to the next, or back, with what each of them demands."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.commands.learning.lesson_actions import (
    BY_KEY,
    Deadline,
    Leader,
    Trained,
    Values,
    citizens,
    read,
    refuse_names,
)
from klage.commands.learning.lessons import On, day_meant, work_text
from klage.commands.learning.lessons_shown import action_section, of_cases
from klage.commands.office.options import only_with
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.learning import action as rules
from klage.domain.learning import lesson as lesson_rules
from klage.domain.learning.action import Action
from klage.domain.learning.learning import Numbered
from klage.domain.matching import code_for, or_list
from klage.domain.vocabulary import ACTION_STATUSES
from klage.errors import InvalidValueError
from klage.output.page import Page, Section
from klage.store import office
from klage.store.learning import actions, lessons

if TYPE_CHECKING:
    from klage.domain.learning.learning import Learning
    from klage.session import Session


@command_help("""
    Eksempler:

      klage laering status 5
      klage laering status 5 aftalt --leder "Eva Lund" --frist 1.3.2027
      klage laering status 5 gennemfoert --den "i går"
      klage laering status 5 effekt_vurderet --resultat -
      klage laering status 5 afvist --begrundelse -

    En handling er foreslået, så aftalt med en leder og med en frist, i gang,
    gennemført, og til sidst er dens effekt vurderet med ord. Den kan afvises,
    og den kan gå et trin tilbage; begge dele med en begrundelse. Uden STATUS
    vises handlingen.
""")
def status(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="H", min=1, help="Handlingens nummer.")],
    to: Annotated[
        str | None, typer.Argument(metavar="STATUS", help="Den nye status, fx i_gang.", show_default=False)
    ] = None,
    leader: Leader = None,
    due: Deadline = None,
    result: Annotated[
        str | None,
        typer.Option("--resultat", metavar="-", help="Læs fra standardinput, hvad der kom ud af det."),
    ] = None,
    reason: options.Reason = None,
    trained: Trained = None,
    on: On = None,
    plain: options.Plain = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Move an action to another status, or show it."""
    session: Session = ctx.obj
    kept = actions.get(session.register, number)
    typed: Values = {"leader": leader, "due_on": due, "trained": trained}
    texts = {"effect_result": result, "reason": reason}
    if to is None:
        given = {OPTIONS[key]: value for key, value in {**typed, **texts}.items()}
        only_with({"STATUS": None}, {**given, "--den": on})
        _show(session, kept, plain=plain)
        return
    chosen = code_for(to, ACTION_STATUSES, "Status")
    rules.check_way(kept.action.status, chosen)
    _refuse_unfitting(kept.action.status, chosen, {**typed, **texts})
    if not session.interactive:
        options.one_from_stdin(*texts.values())
    learning = lessons.get(session.register, kept.lesson)
    if chosen in rules.OPEN:
        lesson_rules.check_in_force(learning.lesson)
    day = day_meant(session, on)
    found = read(session, {key: value for key, value in typed.items() if value is not None})
    found |= _said(session, learning, kept.action, chosen, found, texts)
    if not keep_numbers:
        found = asking.masked(session, found, rules.FIELDS)
    _move(session, learning, kept, rules.moved(kept.action, chosen, day, **_filled(found)))


OPTIONS = {
    "leader": "--leder",
    "due_on": "--frist",
    "trained": "--oplaert",
    "effect_result": "--resultat",
    "reason": "--begrundelse",
}
FITS = {
    "leader": rules.AGREED,
    "due_on": rules.AGREED,
    "trained": rules.DONE,
    "effect_result": rules.ASSESSED,
}
"""The status that an option belongs to; a reason belongs to a rejection and to a step back."""


def _filled(values: Values) -> Values:
    return {key: value for key, value in values.items() if value is not None}


def _refuse_unfitting(before: str, to: str, given: Values) -> None:
    """Refuse what would be passed over in silence.

    Raises:
        InvalidValueError: An option has nothing to do with the new status.
    """
    for key in _filled(given):
        fits = _needs_reason(before, to) if key == "reason" else FITS[key] == to
        if not fits:
            raise InvalidValueError(
                f"{OPTIONS[key]} hører ikke til, når status bliver {ACTION_STATUSES[to].lower()}. Udelad det."
            )


def _needs_reason(before: str, to: str) -> bool:
    return to == rules.REJECTED or rules.is_back(before, to)


def _said(
    session: "Session",
    learning: "Learning",
    action: Action,
    to: str,
    given: Values,
    texts: dict[str, str | None],
) -> Values:
    """Return what stdin or the user at the terminal says about the new status."""
    questions = _questions(action, to)
    names = citizens(session, learning)
    found: Values = {}
    for key, question in questions.items():
        if given.get(key) is not None:
            continue
        is_text = key in texts
        if not session.interactive:
            found[key] = options.piped_text(texts[key], session, question) if is_text else None
        elif is_text:
            found[key] = work_text(session, question, BY_KEY[key], names, required=True)
        else:
            typed = asking.answer(session, question, BY_KEY[key], default=_likely(session, action, key))
            found |= read(session, {key: typed})
    return found


def _questions(action: Action, to: str) -> dict[str, str]:
    """Return what is to be asked before an action gets another status."""
    if _needs_reason(action.status, to):
        return {"reason": "Hvorfor? Skriv det kort."}
    if to == rules.AGREED:
        return {"leader": "Hvilken leder har sagt ja?", "due_on": "Senest hvornår?"}
    if to == rules.DONE and action.kind == "kompetence":
        return {"trained": "Hvor mange er oplært?"}
    return {"effect_result": "Hvad kom der ud af det?"} if to == rules.ASSESSED else {}


def _likely(session: "Session", action: Action, key: str) -> str | None:
    """Return the likely answer: the leader behind the ambassador, or the deadline that was proposed."""
    if key == "leader":
        found = office.ambassador_on(session.register, action.department, session.today)
        return found.leader if found else None
    if key == "due_on" and action.due_on is not None:
        return action.due_on.isoformat()
    return None


def _move(session: "Session", learning: "Learning", kept: actions.Kept, after: Action) -> None:
    rules.check_due(kept.action.due_on, after.due_on, session.today)
    rules.check(after, session.today)
    refuse_names(session, learning, after)
    with session.write("laering status") as writer:
        actions.change(writer, kept.number, after)
    options.say(session, _stands(kept.number, after), *_what_next(session, kept, after))


def _stands(number: int, action: Action) -> str:
    """Return how an action stands now, as a sentence."""
    day = danish.long_day(getattr(action, rules.DAY_OF[action.status]))
    if action.status == rules.AGREED and action.due_on:
        return f"Handling {number} er aftalt med {action.leader}. Frist: {danish.long_day(action.due_on)}."
    if action.status == rules.ASSESSED:
        return f"Effekten af handling {number} er vurderet {day}."
    if action.status == rules.DONE:
        return f"Handling {number} er gennemført {day}."
    return f"Handling {number} er nu {ACTION_STATUSES[action.status].lower()}."


def _what_next(session: "Session", kept: actions.Kept, after: Action) -> list[str]:
    """Say what follows from an action that is carried out: look for its effect, and tell the citizens."""
    if after.status != rules.DONE:
        return []
    untold = lessons.get(session.register, kept.lesson).untold
    who = "borgeren" if len(untold) == 1 else "borgerne"
    return [
        f"Vurdér senere, om den virkede: klage laering effekt {kept.number}.",
        f"Fortæl {who} i {of_cases(untold)}, hvad klagen førte til, og notér det med klage laering orienteret {kept.lesson}."
        if untold
        else "",
    ]


def _show(session: "Session", kept: actions.Kept, *, plain: bool) -> None:
    ways = or_list(rules.TRANSITIONS[kept.action.status])
    section = action_section(Numbered(kept.number, kept.action))
    options.show_page(
        session,
        Page(
            f"Handling {kept.number} til læringspunkt {kept.lesson}",
            [section, Section(paragraphs=[f"Status kan nu blive {ways}."])],
        ),
        plain=plain,
    )
