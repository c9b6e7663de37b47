"""The letter to a department's ambassador: what its complaints have taught, what is agreed, what to take up.

Source: seed S4 (ambassadors, "i samråd med de lokale ledere") and issue 4.1. The letter leaves the office, so
nothing in it can identify a citizen: every text that was written freely passes the screening
(``domain.learning.sharing``) or is left out, and a number under ``suppression.SMALLEST`` is not told. The names in it
are those of the department's own people: the ambassador, and the leaders who agreed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.learning import questions
from klage.domain.learning.action import AGREED, ASSESSED, BEGUN, DONE, PROPOSED, REJECTED, Action
from klage.domain.learning.effect import Effect
from klage.domain.learning.learning import Learning, Numbered
from klage.domain.learning.lesson import Lesson
from klage.domain.learning.screening import Find, Stopped
from klage.domain.report import learning as report_learning
from klage.domain.report.period import Period
from klage.domain.statistics.suppression import SMALLEST, are_safe, hidden
from klage.errors import RefusedError


class Facts(NamedTuple):
    """What the letter is made of.

    Attributes:
        department: The department's name.
        ambassador: Its ambassador on the day of the letter, if it has one.
        period: The days it is about.
        today: The day of the letter.
        complaints: How many complaints there were over the department.
        themes: How many of them were about each theme; a complaint may be about several.
        lessons: The lessons in force.
        effects: What may be said of the effect of the actions that are carried out, by number.
    """

    department: str
    ambassador: str | None
    period: Period
    today: date
    complaints: int
    themes: Mapping[str, int]
    lessons: Sequence[Learning]
    effects: Mapping[int, Effect]


class ActionTold(NamedTuple):
    """An action in a letter, each of its parts a sentence or more."""

    number: int
    what: str
    state: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonTold:
    """A lesson in a letter; what is left out is ``None``."""

    level: str
    cause: str | None = None
    observation: str | None = None
    insight: str | None = None
    words: str | None = None
    actions: tuple[ActionTold, ...] = ()

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything left of it to pass on."""
        return any((self.observation, self.insight, self.words, self.actions))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter.

    Attributes:
        department: The department.
        ambassador: Whom it greets, if the department has an ambassador.
        period: The days it is about.
        today: The day it is written.
        complaints: How many complaints; ``None`` for fewer than may be told.
        themes: The themes that may be told of with their numbers, the commonest first.
        has_hidden_themes: Whether there are others.
        lessons: What was learnt.
        questions: What to take up at a meeting.
        answers: What the department is asked to answer.
    """

    department: str
    ambassador: str | None
    period: Period
    today: date
    complaints: int | None
    themes: tuple[tuple[str, int], ...]
    has_hidden_themes: bool
    lessons: tuple[LessonTold, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]


def texts_of(facts: Facts) -> list[str]:
    """Return every freely written text that the letter might hold, so that it can be looked up."""
    found = [text for each in relevant(facts) for text in _texts(each)]
    return [text for text in found if text]


def _texts(learning: Learning) -> Iterable[str | None]:
    lesson = learning.lesson
    yield from (lesson.observation, lesson.insight, lesson.words)
    for _, action in learning.actions:
        yield from (action.what, action.reason, action.effect_goal, action.effect_result)


def relevant(facts: Facts) -> list[Learning]:
    """Return the lessons that the letter tells of: new in the period, or with actions still on their way.

    A lesson that was lifted above the departments concerns them all; of its actions only those of this
    department, or of none.
    """
    found = [
        each._replace(
            actions=tuple(action for action in each.actions if _is_here(action, each.lesson, facts))
        )
        for each in facts.lessons
        if each.lesson.department in (facts.department, None) and each.lesson.withdrawn_on is None
    ]
    return [each for each in found if _is_current(each, facts.period)]


def _is_here(numbered: Numbered, lesson: Lesson, facts: Facts) -> bool:
    return (numbered.action.department or lesson.department) in (facts.department, None)


def _is_current(learning: Learning, period: Period) -> bool:
    first, last = period.first_day, period.last_day
    if learning.lesson.formulated_on > last:
        return False
    is_new = learning.lesson.formulated_on >= first
    return is_new or any(_is_live(each.action, first) for each in learning.actions)


def _is_live(action: Action, first: date) -> bool:
    """Tell whether an action is open, or something came of it on a day or later."""
    days = (action.carried_out_on, action.effect_assessed_on, action.rejected_on)
    return action.is_open or any(day is not None and day >= first for day in days)


def letter_from(facts: Facts, find: Find) -> tuple[Letter, tuple[Stopped, ...]]:
    """Return the letter, and what was left out of it.

    Args:
        facts: What it is made of.
        find: What in a text can lead to a person.

    Raises:
        RefusedError: There is nothing to tell.
    """
    sieve = _Sieve(find)
    chosen = relevant(facts)
    told = tuple(_lesson(sieve, each, facts) for each in chosen)
    lessons = tuple(each for each in told if each.says_something)
    complaints = facts.complaints if facts.complaints >= SMALLEST else None
    if complaints is None and not lessons:
        raise RefusedError(_nothing(facts.department, sieve.left_out))
    themes, has_hidden = _themes(facts) if complaints is not None else ((), False)
    kept = [each.lesson for each, one in zip(chosen, told, strict=True) if one.says_something]
    letter = Letter(
        facts.department,
        facts.ambassador,
        facts.period,
        facts.today,
        complaints,
        themes,
        has_hidden,
        lessons,
        questions.about(
            (each.cause for each in kept), (*(each.theme for each in kept), *(theme for theme, _ in themes))
        ),
        tuple(_answers(chosen, told, facts)),
    )
    return letter, tuple(sieve.left_out)


def _nothing(department: str, left_out: Sequence[Stopped]) -> str:
    if left_out:
        return (
            f"Der er ikke noget tilbage at sende til {department}, når det, der kan føre til en person, er udeladt. "
            "Ret teksterne med klage laering ret og klage laering handling N --ret H."
        )
    return (
        f"Der er ikke noget at skrive til {department} om: færre end {SMALLEST} klager og ingen læringspunkter "
        "i perioden. Vælg en længere periode med --fra."
    )


class _Sieve:
    """Lets through what can lead to nobody, and remembers the rest."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self.left_out: list[Stopped] = []

    def text(self, what: str, field: str, text: str | None) -> str | None:
        """Return a text if it may leave the office."""
        if text is None or not text.strip():
            return None
        found = self._find(text)
        if found:
            self.left_out.append(Stopped(what, field, found[0]))
            return None
        return text


def _themes(facts: Facts) -> tuple[tuple[tuple[str, int], ...], bool]:
    """Return the themes that may be told, the commonest first, and whether there are others."""
    rows = sorted(facts.themes.items(), key=lambda row: (-row[1], row[0]))
    stays = hidden([(n,) for _, n in rows], [{facts.complaints}])
    shown = tuple(row for place, row in enumerate(rows) if place not in stays and row[1])
    return shown, len(shown) < len(rows)


def _lesson(sieve: _Sieve, learning: Learning, facts: Facts) -> LessonTold:
    lesson, what = learning.lesson, f"Læringspunkt {learning.number}"
    told = [_action(sieve, each, facts) for each in learning.actions]
    return LessonTold(
        lesson.level,
        words.CAUSES.get(lesson.cause or ""),
        sieve.text(what, "hvad der skete", lesson.observation),
        sieve.text(what, "læringen", lesson.insight),
        sieve.text(what, "borgernes ord", lesson.words) if lesson.words_approved_on else None,
        tuple(action for action in told if action is not None),
    )


def _action(sieve: _Sieve, numbered: Numbered, facts: Facts) -> ActionTold | None:
    """Return an action as it is told; one whose own words are stopped is left out whole."""
    number, action = numbered
    effect = facts.effects.get(number)
    name = f"Handling {number}"
    what = sieve.text(name, "hvad der skal gøres", action.what)
    if what is None:
        return None
    reason = sieve.text(name, "begrundelsen", action.reason) if action.status == REJECTED else None
    goal = sieve.text(name, "målet", action.effect_goal) if action.is_open else None
    result = sieve.text(name, "hvad der kom ud af det", action.effect_result)
    more = (
        f"Det viser, om det virker: {goal}" if goal else "",
        f"Begrundelse: {reason}" if reason else "",
        f"Klagerne før og efter: {effect_words(effect)}" if effect else "",
        f"Vurdering: {result}" if result else "",
    )
    return ActionTold(number, what, state_of(action, facts.ambassador), tuple(filter(None, more)))


def state_of(action: Action, reader: str | None) -> str:
    """Return how far an action is, on which day and with whom; the reader knows who the reader is."""
    leader = f" med {action.leader}" if action.leader else ""
    due = f" Frist: {danish.long_day(action.due_on)}." if action.due_on else ""
    who = f" Ambassadør: {action.ambassador}." if action.ambassador not in (None, reader) else ""
    said = {
        PROPOSED: f"Foreslået {_day(action.proposed_on)}, ikke aftalt endnu.{due}",
        AGREED: f"Aftalt {_day(action.agreed_on)}{leader}.{due}",
        BEGUN: f"I gang siden {_day(action.started_on)}, aftalt{leader}.{due}",
        DONE: f"Gennemført {_day(action.carried_out_on)}, aftalt{leader}.",
        ASSESSED: f"Gennemført {_day(action.carried_out_on)}, aftalt{leader}. "
        f"Effekten er vurderet {_day(action.effect_assessed_on)}.",
        REJECTED: f"Afvist {_day(action.rejected_on)}.",
    }
    return said[action.status] + who


def _day(day: date | None) -> str:
    return danish.long_day(day) if day else "en dag, der ikke er noteret"


def effect_words(found: Effect) -> str:
    """Return what may be said of an effect; the numbers only where no small one can be read from them."""
    if found.complaints is None:
        return found.sentence
    older, newer = found.complaints.older, found.complaints.newer
    return report_learning.effect_words(found) if are_safe(older, newer, older - newer) else found.sentence


def _answers(chosen: Sequence[Learning], told: Sequence[LessonTold], facts: Facts) -> Iterable[str]:
    """Yield what the department is asked to answer: of each action that waits, and of the lessons without one."""
    is_told = {action.number for lesson in told for action in lesson.actions}
    for learning in chosen:
        for number, action in learning.actions:
            question = _asked_of(number, action, facts.today) if number in is_told else None
            if question:
                yield question
    if any(one.says_something and not one.actions for one in told):
        yield "Hvad vil I gøre ved det, der endnu ikke er aftalt noget om? Hvem gør det, og hvornår?"
    yield "Hvad blev I enige om på mødet, og hvad ser I anderledes, end det står her?"


def _asked_of(number: int, action: Action, today: date) -> str | None:
    if action.status == PROPOSED:
        return (
            f"Handling {number} er foreslået. Kan I gøre det, hvem siger ja til det, og hvornår er det gjort?"
        )
    if action.status in (AGREED, BEGUN):
        is_over = action.due_on is not None and action.due_on < today
        return (
            f"Fristen for handling {number} er gået. Hvad mangler, og hvilken ny frist kan I holde?"
            if is_over
            else f"Hvor langt er I med handling {number}, og holder fristen?"
        )
    return (
        f"Handling {number} er gennemført. Hvad kan I mærke af den i hverdagen?"
        if action.status == DONE
        else None
    )
