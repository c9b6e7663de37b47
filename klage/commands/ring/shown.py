"""What the guided call shows: the citizen, the phases, a draft, and the call before it is noted.

All of it is for the user's own eyes and goes to stderr with the questions, so that a pipe never gets a name.
"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from klage.commands import asking, options, showing, vis
from klage.domain import danish, fields, guided_call
from klage.domain import draft as rules
from klage.domain.case_number import number_text
from klage.domain.draft import Draft
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError
from klage.output.page import Field, Page, Section
from klage.output.safe import one_line, set_in, shorten

if TYPE_CHECKING:
    from datetime import datetime

    from klage.domain.call import Call
    from klage.domain.case import Case
    from klage.domain.due import Entry
    from klage.domain.guided_call import Phase, Progress
    from klage.domain.step import Step
    from klage.session import Session

WHO = ("phone", "contact_preference", "may_leave_message", "on_behalf_of", "mandate")
"""What one must know of the citizen before dialling; the name stands above it."""

CALLS_SHOWN = 3
TWO_COLUMNS = 50
"""A terminal of so many characters holds the letters in two columns."""

LONG = 600
"""So many characters of what a complaint is about fit beside the rest on a small screen."""


def card(session: "Session", case: "Case") -> None:
    """Show what one must know before dialling."""
    complaint, known = case.complaint, fields.by_key(fields.COMPLAINT)
    if complaint.has_waiting_concern:
        options.warn_of_children(session, [(case.id, complaint.received_at)], to_screen=False)
    who = complaint.citizen_name or "navn ukendt"
    found = [
        *showing.pairs(complaint, [known[key] for key in WHO], gaps={"phone"}),
        _deadline(session, case),
        *(Field("Tidligere" if not place else "", said) for place, said in enumerate(_calls(session, case))),
        *(Field("Lovet borgeren", _promise(step)) for step in case.waiting_steps),
        *showing.pairs(complaint, [known[key] for key in ("department", "complaint_kind")]),
        Field("Det handler om", _in_short(complaint.summary, case.number)),
        *showing.pairs(complaint, [known["wanted_outcome"]]),
    ]
    typer.echo(err=True)
    _show(session, Page(f"Sag {case.number}: {who}", [Section(fields=found)]))


def _deadline(session: "Session", case: "Case") -> Field:
    """Return by when to call, or where the case stands when nobody waits for a call."""
    state = case.standing
    if state.due_at is None:
        return Field("Løftet om opkald", " ".join(vis.promise_sentences(session, case)))
    when, is_agreed = danish.short_instant(state.due_at, session.now), state.reason == "aftalt_opkald"
    if state.due_at < session.now:
        return Field("Det var aftalt" if is_agreed else "Fristen var", f"{when}; ring, så snart du kan")
    label = "Aftalt opkald" if is_agreed else "Ring senest"
    return Field(label, f"{when} ({danish.until(state.due_at, session.now)})")


def _calls(session: "Session", case: "Case") -> list[str]:
    """Return the last few calls, the newest first."""
    return [_call(call, session.now) for call in reversed(case.calls[-CALLS_SHOWN:])]


def _call(call: "Call", now: "datetime") -> str:
    came = call.direction == "ind" and call.result == "talt_med"
    what = "borgeren ringede selv" if came else CALL_RESULTS[call.result].lower()
    said = f": {one_line(call.agreement)}" if call.agreement else ""
    return f"{what} {danish.short_instant(call.called_at, now)}{said}"


def _promise(step: "Step") -> str:
    who = f" ({step.owner})" if step.owner else ""
    return one_line(f"{step.what or 'næste skridt'}, senest {danish.long_day(step.due_on)}{who}")


def _in_short(text: str, number: str) -> str:
    if len(text) <= LONG:
        return text
    return f"{shorten(one_line(text), LONG)} (hele klagen: klage vis {number})"


def draft(session: "Session", found: Draft, progress: "Progress", where: "Phase") -> None:
    """Show what was noted when the call was broken off, and how far it had come."""
    notes = list(progress.notes) or ["Du nåede ikke at skrive noter."]
    title = f"\n{rules.lies_about(found, session.now)} Du var nået til »{where.name}«."
    options.say(session, title, err=True)
    _show(session, Page("Dine noter", [Section(paragraphs=["\n".join(notes)])]))


def results(session: "Session") -> None:
    """Show the letters that stand for how an attempt went."""
    labels = [f"{key}  {CALL_RESULTS[result].lower()}" for key, result in guided_call.KEYS.items()]
    half = -(-len(labels) // 2)
    if session.plain:
        labels = [label.replace("  ", ": ") for label in labels]
    elif session.width >= TWO_COLUMNS:
        pairs = zip(labels[:half], labels[half:], strict=True)
        labels = [f"{left:<24}{right}" for left, right in pairs]
    _say_block(session, "".join(f"\n  {label}" for label in labels))


def phases(session: "Session", now: "Sequence[Phase]") -> None:
    """Show the names of phases, each with its line of help."""
    if now:
        _say_block(session, "\n{}\n".format("\n\n".join(f"{each.name}\n  {each.help}" for each in now)))


def numbered(session: "Session", notes: Sequence[str]) -> None:
    """Show the lines of the notes with a number before each."""
    _say_block(session, "\n".join(f"{number:>3}  {set_in(line)}" for number, line in enumerate(notes, 1)))


def look_over(session: "Session", case: "Case", keys: Sequence[str], progress: "Progress") -> str | None:
    """Show what will be noted, and return what is to be corrected, or ``None`` when it is to be noted."""
    reader, known = asking.reader(session, keep_numbers=True), fields.by_key(fields.CALL)
    rows = [
        Field(
            f"{number}, {known[key].label}" if session.plain else f"{number:<2} {known[key].label}",
            showing.written(reader.value(progress.values.get(key), known[key]), known[key]) or "ikke noteret",
        )
        for number, key in enumerate(keys, 1)
    ]
    typer.echo(err=True)
    _show(session, Page(f"Sådan bliver opkaldet noteret på sag {case.number}", [Section(fields=rows)]))
    place = session.prompter.ask(
        "Enter gemmer; et nummer retter", parse=lambda typed: chosen(typed, len(keys))
    )
    return None if place is None else keys[place]


def chosen(typed: str, how_many: int) -> int | None:
    """Return the place that a number from 1 names, or ``None`` for Enter.

    Raises:
        InvalidValueError: It is no number of one of them.
    """
    if not typed:
        return None
    if typed.isdecimal() and 1 <= int(typed) <= how_many:
        return int(typed) - 1
    raise InvalidValueError(f"Skriv et nummer fra 1 til {how_many}, eller tryk Enter.")


def promised(session: "Session", case: "Case") -> None:
    """Say back what was agreed in the call that was just noted."""
    call = case.calls[-1]
    said = [f"Aftalt: {set_in(call.agreement)}" if call.agreement else ""]
    if call.next_step:
        said.append(
            f"Næste skridt: {set_in(call.next_step)}{f' ({one_line(call.owner)})' if call.owner else ''}"
        )
    options.say(session, *said, err=True)


def next_citizen(entry: "Entry", now: "datetime") -> str:
    """Return who is next on the list, and by when."""
    who = one_line(entry.case.citizen_name or "navn ukendt")
    when = f"{danish.short_instant(entry.due_at, now)} ({danish.until(entry.due_at, now)})"
    return f"Næste: sag {number_text(entry.case.id)}, {shorten(who, 40)}, {when}."


def agreed(entry: "Entry", now: "datetime") -> str:
    """Return which call that was agreed on comes next."""
    return f"Det næste aftalte opkald er sag {number_text(entry.case.id)} {danish.short_instant(entry.due_at, now)}."


def _show(session: "Session", page: Page) -> None:
    options.show_page(session, page, names=True, stream=sys.stderr)


def _say_block(session: "Session", text: str) -> None:
    options.say(session, text, err=True)
