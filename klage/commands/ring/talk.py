"""The conversation: did one get through, notes line by line, the questions, and a look before it is noted."""

from contextlib import suppress
from typing import TYPE_CHECKING

from klage.commands import ask_about, asking, options
from klage.commands.ring import shown
from klage.domain import call as rules
from klage.domain import draft, fields, guided_call
from klage.domain.guided_call import PHASES, Progress, phase_of
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError, KlageError
from klage.output.prompt import OPEN_EDITOR, matching
from klage.store import drafts

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

BY_KEY = fields.by_key(fields.CALL)
KEPT = "Dine noter er gemt som kladde; fortsæt med klage ring {number}."
NOT_KEPT = "Det sidste, du skrev, nåede ikke med i kladden; fortsæt med klage ring {number}."
WRITE = "Skriv noter, mens I taler. Enter gemmer linjen; en tom linje går videre."
READY = "> "
"""Stands before each line of notes; when it comes again, the line before it is kept."""


def result(session: "Session") -> str:
    """Ask how it went, by a letter and Enter.

    "Did you get through?" was tried: a Dane answers it with n, and that is no number, which ends the calls.
    """

    def parse(typed: str) -> str:
        if typed.casefold() in guided_call.KEYS:
            return guided_call.KEYS[typed.casefold()]
        try:
            return matching(typed, list(CALL_RESULTS.items()) if typed else [])
        except InvalidValueError:
            raise InvalidValueError("Skriv et af bogstaverne, fx i for ikke truffet.") from None

    shown.results(session)
    return session.prompter.ask("Hvordan gik det?", parse=parse)


def begun(session: "Session", case: "Case") -> Progress:
    """Return a conversation that begins now, kept as a draft."""
    progress = Progress(session.now)
    _keep(session, case, progress)
    return progress


def has_draft(session: "Session", case: "Case") -> bool:
    """Tell whether the conversation is kept; it looks, and a register that cannot be read has none."""
    with suppress(KlageError):
        return drafts.find(session.register, draft.CALL, case.id) is not None
    return False


def show_draft(session: "Session", case: "Case", found: draft.Draft) -> Progress:
    """Show a conversation that was broken off, and return it.

    Raises:
        DamagedError: The draft cannot be read.
    """
    progress = guided_call.from_content(found.content)
    place = phase_of(_next(case, progress) or "late_reason")
    shown.draft(session, found, progress, PHASES[place])
    return progress


def through(session: "Session", case: "Case", progress: Progress, *, keep_numbers: bool) -> Progress:
    """Stay through the conversation, and return it when the user has looked it over."""
    asks = _Asker(session, case, keep_numbers=keep_numbers)
    seen = -1 if not progress.answers and not progress.notes else None
    while True:
        key = _next(case, progress)
        if key is None:
            key = shown.look_over(session, case, _keys(case, progress), progress)
            if key is None:
                return progress
            progress = asks.again(progress, key)
        else:
            seen = _show_phases(session, seen, phase_of(key))
            progress = asks.one(progress, key)


def _next(case: "Case", progress: Progress) -> str | None:
    return next((key for key in _keys(case, progress) if key not in progress.answers), None)


def _keys(case: "Case", progress: Progress) -> list[str]:
    """Return what is asked about this conversation, in order."""
    keys = rules.to_ask(progress.answers, complaint_kind=case.complaint.complaint_kind, guided=True)
    late = ["late_reason"] if guided_call.wants_reason(case, progress.called_at) else []
    return [*keys, *late]


def _show_phases(session: "Session", seen: int | None, place: int) -> int:
    """Show the phases that have come since the last that was seen; one that is taken up again, just where it is."""
    first = place if seen is None else seen + 1
    shown.phases(session, PHASES[first : place + 1])
    return place if seen is None else max(seen, place)


def _keep(session: "Session", case: "Case", progress: Progress) -> None:
    """Keep what is typed so far; the conversation goes on even if that fails."""
    session.look_at_clock()
    try:
        drafts.keep(session.register, draft.CALL, case.id, progress.content(), session.now)
    except KlageError as error:
        session.keep(NOT_KEPT.format(number=case.number))
        options.say(
            session, error.sentence, "Skriv bare videre; klage prøver igen ved næste linje.", err=True
        )
    else:
        session.keep(KEPT.format(number=case.number))


class _Asker:
    """Asks about one conversation, and keeps every answer the moment it is given."""

    def __init__(self, session: "Session", case: "Case", *, keep_numbers: bool) -> None:
        self._session = session
        self._case = case
        self._keep_numbers = keep_numbers

    def one(self, progress: Progress, key: str) -> Progress:
        """Ask one thing, and return the conversation with the answer."""
        if key == "concern":
            progress = self._notes(progress)
            answers = {**progress.answers, key: None}
        else:
            answers = dict(progress.answers)
            typed = ask_about.ask(self._session, self._case, answers, key)
            answers[key] = self._plain(typed, BY_KEY[key])
        return self._kept(progress.with_answers(answers))

    def again(self, progress: Progress, key: str) -> Progress:
        """Ask once more about something that is answered already."""
        if key == "concern" and progress.notes:
            return self._other_notes(progress)
        asked = self.one(progress.without(key), key)
        return self._kept(asked.with_answers(guided_call.fitting(asked.answers, _keys(self._case, asked))))

    def _kept(self, progress: Progress) -> Progress:
        _keep(self._session, self._case, progress)
        return progress

    def _plain(self, typed: object, field: fields.Field) -> object:
        """Return an answer as JSON holds it, so that ``fredag`` means the same day when it is read again."""
        if isinstance(typed, str) and field.kind in ("text", "line") and not self._keep_numbers:
            typed = asking.without_cpr(self._session, typed, field.label)
        value = asking.reader(self._session, keep_numbers=True).value(typed, field)
        return value.isoformat() if field.kind == "date" and value is not None else value

    # --- notes ---

    def _notes(self, progress: Progress) -> Progress:
        """Take notes up to an empty line, each of them kept at once."""
        options.say(self._session, WRITE, err=True)
        for typed in self._session.prompter.lines("Note: " if self._session.plain else READY):
            if typed.strip() == OPEN_EDITOR:
                progress = self._edited(progress)
            elif (line := self._line(typed)) is not None:
                progress = self._kept(progress.with_notes(*progress.notes, line))
        return progress

    def _edited(self, progress: Progress) -> Progress:
        """Open the user's own editor on the notes, and keep them as they come out of it."""

        def kept(text: str) -> Progress:
            return self._kept(progress.with_notes(*filter(None, map(self._line, text.splitlines()))))

        try:
            return kept(self._session.edit("\n".join(progress.notes), kept))
        except KlageError as error:
            options.say(self._session, error.sentence, err=True)
            return progress

    def _line(self, typed: str) -> str | None:
        """Return a line of notes with CPR numbers masked, unasked: somebody is talking."""
        reader = asking.reader(self._session, keep_numbers=self._keep_numbers)
        try:
            line: str | None = reader.value(typed, BY_KEY["concern"])
        except InvalidValueError as error:
            options.say(self._session, error.sentence, err=True)
            return None
        if reader.masked["cpr"]:
            said = "De sidste fire cifre af det, der ligner et CPR-nummer, er skjult."
            options.say(self._session, said, err=True)
        return line

    def _other_notes(self, progress: Progress) -> Progress:
        """Correct or delete one line of the notes, or write more of them."""
        shown.numbered(self._session, progress.notes)
        place = self._session.prompter.ask(
            "Nummer på linjen, der skal rettes (Enter for at skrive mere)",
            parse=lambda typed: shown.chosen(typed, len(progress.notes)),
        )
        if place is None:
            return self._notes(progress)
        line = self._line(self._session.prompter.ask("Ny tekst (Enter sletter linjen)"))
        before, after = progress.notes[:place], progress.notes[place + 1 :]
        return self._kept(progress.with_notes(*before, *([line] if line else []), *after))
