"""The questions about an event of a klagerejse, asked one by one at a terminal."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from klage.commands import asking, options
from klage.domain import vocabulary
from klage.domain.journey import journey as rules
from klage.domain.matching import meant_names
from klage.output.safe import one_line

if TYPE_CHECKING:
    from klage.domain.journey.journey import Event
    from klage.session import Session

Values = dict[str, object]
WHEN = "Hvornår skete det? (fx 3.3.2025, ca. 3.3.2025 eller maj 2025)"
WHAT = "Hvad skete der?"
WORDS = "Borgerens egne ord om det (Enter for ingen)"
EMPTY = "-"
KEEP = f"Enter beholder det, {EMPTY} tømmer det"


def event(session: "Session", given: Values) -> Values:
    """Ask for all that the options did not give; Enter is an answer to all but day and what happened."""
    values, ask = dict(given), session.prompter

    def fill(key: str, answer: Callable[[], object]) -> None:
        if key not in values:
            values[key] = answer()

    def where() -> str:
        question = "Hvilken enhed fik sagen?" if values["handover"] else "Hvilken enhed skete det i?"
        return ask.ask(f"{question} (Enter for ukendt)", parse=_unit)

    source, said = rules.BY_KEY["source"], rules.BY_KEY["experience_words"]
    fill("occurred_on", lambda: ask.ask(WHEN, parse=lambda text: _when(session, text)))
    fill("source", lambda: asking.choice(session, "Hvem fortæller det?", source, "borger"))
    fill("what", lambda: asking.text(session, WHAT))
    fill("stage", lambda: _code(session, "stage", "Hvilken fase var sagen i?"))
    fill("actor", lambda: _code(session, "actor", "Hvem gjorde noget?"))
    fill("handover", lambda: ask.confirm("Blev sagen overdraget til en anden?", default=False))
    fill("new_caseworker", lambda: ask.confirm("Fik borgeren en ny sagsbehandler?", default=False))
    fill("unit", where)
    fill("channel", lambda: _code(session, "channel", "Hvordan foregik det?"))
    fill("experience", lambda: _felt(session, "Enter for ukendt"))
    fill("experience_words", lambda: asking.answer(session, WORDS, said))
    fill("cause", lambda: _code(session, "cause", "Hvad var årsagen?"))
    return values


def _felt(session: "Session", otherwise: str) -> str | None:
    choices = list(rules.EXPERIENCE_LABELS.items())
    return session.prompter.choose(f"Hvordan oplevede borgeren det? ({otherwise})", choices)


def _code(session: "Session", key: str, question: str) -> str | None:
    choices = list((rules.BY_KEY[key].codes or {}).items())
    return session.prompter.choose(f"{question} (Enter for ukendt)", choices)


def _when(session: "Session", text: str) -> str:
    rules.day_from(text, session.today)
    return text


def _unit(text: str) -> str:
    rules.unit_from(text, ())
    return text


def unit(session: "Session", typed: str, units: list[str]) -> str | None:
    """Return the unit that is meant: a known one whatever its spelling, or one that is new, which is said.

    A name much like a known one is asked about at a terminal. A new one is added to ``units``.
    """
    name = rules.unit_from(typed, units)
    if name is None or name in units:
        return name
    for near in meant_names(name, units) if session.interactive else []:
        if session.prompter.confirm(f"Mente du {one_line(near)}?", default=True):
            return near
    units.append(name)
    options.say(session, f"Ny enhed: {one_line(name)}.", err=True)
    return name


def correction(session: "Session", number: int, before: "Event") -> Values:
    """Ask which field of an event to correct, and what it should be; nothing when all is kept."""
    choices = [(field.key, field.label) for field in rules.FIELDS if field.key != "approx"]
    key = session.prompter.choose(f"Hvad skal rettes i hændelse {number}?", choices)
    if key is None:
        return {}
    value = _new_value(session, key, before)
    if value in ("", None):
        return {}
    return {key: None if value == EMPTY else value}


def _new_value(session: "Session", key: str, before: "Event") -> object:
    """Ask what a field should be; Enter keeps what stands there, and a dash empties it."""
    field, old = rules.BY_KEY[key], getattr(before, key)
    if key == "occurred_on":
        return session.prompter.ask(WHEN, default=_day(before), parse=lambda text: _when(session, text))
    if key == "experience":
        return _felt(session, f"nu {vocabulary.EXPERIENCES.get(old, 'ukendt')}; Enter beholder det")
    if field.kind == "flag":
        return session.prompter.confirm(f"{field.label}?", default=bool(old))
    if field.codes:
        return session.prompter.choose(f"{field.label} (Enter beholder det)", list(field.codes.items()), old)
    if key == "unit":
        return session.prompter.ask(f"{field.label} ({KEEP})", default=old, parse=_kept)
    question = f"{field.label}. Nu står der:\n{old or 'intet'}\nNy tekst ({KEEP})"
    return session.prompter.text_block(question, before=old or "")


def _kept(text: str) -> str:
    return text if text == EMPTY else _unit(text)


def _day(event: "Event") -> str:
    return f"{'ca. ' if event.approx else ''}{event.occurred_on:%d.%m.%Y}"


def refuse_off_terminal(session: "Session", values: Values) -> None:
    """See that the three things an event must have are given, where they cannot be asked for.

    Raises:
        InvalidValueError: One is missing; the sentence names its option.
    """
    names = {"occurred_on": "Skriv datoen med --den.", "source": "Skriv med --kilde, hvem der fortæller det."}
    names["what"] = "Giv det, der skete, på standardinput med --haendelse -."
    for key, advice in names.items():
        if key not in values and not session.interactive:
            options.needs_terminal(advice)
