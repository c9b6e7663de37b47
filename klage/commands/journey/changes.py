"""Noting, correcting and removing events of a klagerejse."""

from typing import TYPE_CHECKING, NamedTuple

from klage.commands import asking, options
from klage.commands.journey import ask_about_event
from klage.domain import danish
from klage.domain.journey import journey as rules
from klage.errors import InvalidValueError, NotFoundError
from klage.store import cases, journey

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.journey.journey import Event
    from klage.domain.reading import Reader
    from klage.session import Session

Values = dict[str, object]


class Typed(NamedTuple):
    """What the command line says of an event: fields, options for text, and whether JSON is on stdin."""

    values: Values
    texts: dict[str, str | None]
    json: bool
    keep_numbers: bool


def add(session: "Session", case: "Case", typed: Typed) -> None:
    """Note one event, several from JSON, or as many as the user has to tell at a terminal."""
    asking.announce(session, case)
    units = journey.units(session.register)
    if typed.json:
        found = options.json_objects(session, "-")
        raw = [{**item, **typed.values} for item in found]
        _save_new(session, case, _read_all(session, raw, typed, units))
        return
    tells_on = session.interactive and not typed.values and not any(typed.texts.values())
    while True:
        values = _prepared(session, _with_answers(session, typed), typed, units)
        _save_new(session, case, [rules.event_from(values, _reader(session))])
        if not tells_on or not session.prompter.confirm("Er der en hændelse mere?", default=False):
            return


def _reader(session: "Session") -> "Reader":
    """Return what values are read with, after CPR numbers have been asked about."""
    return asking.reader(session, keep_numbers=True)


def _with_answers(session: "Session", typed: Typed) -> Values:
    """Add what stdin or the user at the terminal says to what the options gave.

    Nothing is asked before it is known that the options can be read: what was typed would be lost.
    """
    rules.read(typed.values, _reader(session))
    values = _with_texts(session, typed)
    ask_about_event.refuse_off_terminal(session, values)
    if session.interactive and any(key not in typed.values for key in rules.REQUIRED if key != "what"):
        values = ask_about_event.event(session, values)
    elif "what" not in values:
        values["what"] = asking.text(session, ask_about_event.WHAT)
    return values


def _with_texts(session: "Session", typed: Typed) -> Values:
    """Add the texts that stand on stdin, or are typed at the terminal."""
    questions = {"what": ask_about_event.WHAT, "experience_words": ask_about_event.WORDS}
    texts = {key: options.piped_text(value, session, questions[key]) for key, value in typed.texts.items()}
    return typed.values | {key: text for key, text in texts.items() if text is not None}


def _prepared(session: "Session", values: Values, typed: Typed, units: list[str]) -> Values:
    """Return the values with CPR numbers masked, and the unit as it is spelled already."""
    if not typed.keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    name = values.get("unit")
    if isinstance(name, str):
        values["unit"] = ask_about_event.unit(session, name, units)
    return values


def _read_all(session: "Session", raw: list[Values], typed: Typed, units: list[str]) -> "list[Event]":
    """Return the events of a whole journey.

    Raises:
        InvalidValueError: One cannot be read; the sentence says which, when there are several.
    """
    events = []
    for number, values in enumerate(raw, 1):
        try:
            events.append(rules.event_from(_prepared(session, values, typed, units), _reader(session)))
        except InvalidValueError as error:
            which = f"Hændelse {number}: " if len(raw) > 1 else ""
            raise InvalidValueError(f"{which}{error.sentence}") from error
    return events


def _save_new(session: "Session", case: "Case", events: "list[Event]") -> None:
    """Note the events that the journey does not hold already: noting one twice changes nothing."""
    known = set(journey.events(session.register, case.id))
    fresh = rules.in_order(event for event in dict.fromkeys(events) if event not in known)
    if fresh:
        with session.write("rejse") as writer:
            cases.again(session.register, case)
            for event in fresh:
                journey.add(writer, case.id, event)
            cases.reindex(writer, session.register, case.id)
    options.say(session, *_noted(case, fresh, len(events) - len(fresh)))


def _noted(case: "Case", fresh: "list[Event]", again: int) -> list[str]:
    there = danish.count(again, "hændelse", "hændelser")
    already = f"{there} stod der i forvejen og er ikke noteret igen." if again else ""
    if not fresh:
        return [already]
    first, last = (
        rules.day_in_words(event.occurred_on, approx=event.approx) for event in (fresh[0], fresh[-1])
    )
    if len(fresh) == 1:
        return [f"Hændelsen er noteret på sag {case.number}: {_named(fresh[0])}.", already]
    return [
        f"{danish.number(len(fresh))} hændelser er noteret på sag {case.number}, fra {first} til {last}.",
        already,
    ]


def _named(event: "Event") -> str:
    """Return what tells an event from others without a word of what happened."""
    return f"{rules.day_in_words(event.occurred_on, approx=event.approx)}, {rules.account_in_words(event.source)}"


def _nth(session: "Session", case: "Case", number: int) -> "Event":
    """Return the event with a number.

    Raises:
        NotFoundError: There are not so many.
    """
    events = journey.events(session.register, case.id)
    if number > len(events):
        there = danish.count(len(events), "hændelse", "hændelser")
        raise NotFoundError(f"Der er ingen hændelse {number} i sag {case.number}; der er {there}.")
    return events[number - 1]


def _see_again(session: "Session", case: "Case", event: "Event") -> None:
    """See inside the transaction that the case and the event are as they were shown."""
    cases.again(session.register, case)
    cases.refuse_changed(event not in journey.events(session.register, case.id), case.id)


def correct(session: "Session", case: "Case", number: int, typed: Typed) -> None:
    """Correct fields of one event; what they were stays in the history."""
    before = _nth(session, case, number)
    asking.announce(session, case)
    units = journey.units(session.register)
    found = rules.read(
        _prepared(session, _corrections(session, before, number, typed), typed, units),
        _reader(session),
    )
    after = rules.corrected(before, found)
    if after == before:
        options.say(session, f"Hændelse {number} på sag {case.number} er uændret.")
        return
    changed = {
        field.key: getattr(after, field.key)
        for field in rules.FIELDS
        if getattr(after, field.key) != getattr(before, field.key)
    }
    with session.write("rejse") as writer:
        _see_again(session, case, before)
        journey.change(writer, before.id, changed)
        cases.reindex(writer, session.register, case.id)
    labels = danish.enumeration([rules.BY_KEY[key].label.lower() for key in changed])
    place = [event.id for event in journey.events(session.register, case.id)].index(before.id) + 1
    options.say(
        session,
        f"Hændelse {number} på sag {case.number} er rettet ({labels}): {_named(after)}.",
        f"Den er nu hændelse {place}." if place != number else "",
    )


def _corrections(session: "Session", before: "Event", number: int, typed: Typed) -> Values:
    """Return what is to be corrected: from JSON, options and stdin, or asked for at a terminal."""
    if typed.json:
        return {**options.json_object(session, "-"), **typed.values}
    values = _with_texts(session, typed)
    if values:
        return values
    if not session.interactive:
        options.needs_terminal("Skriv, hvad der skal rettes, fx --kilde akter.")
    return ask_about_event.correction(session, number, before)


def remove(session: "Session", case: "Case", number: int) -> None:
    """Take an event out of the journey; it stays in the history."""
    event = _nth(session, case, number)
    with session.write("rejse") as writer:
        _see_again(session, case, event)
        journey.remove(writer, event.id)
        cases.reindex(writer, session.register, case.id)
    options.say(
        session,
        f"Hændelse {number} på sag {case.number} er slettet: {_named(event)}. Den står stadig i historikken.",
    )
