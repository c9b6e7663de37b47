"""A klagerejse drawn on a terminal: a line through the days, with what each account tells beside it.

Words carry everything: the date, whose account it is, how long a silence was, how the citizen felt. The
lines and signs only help the eye, and are plain ASCII where the stream cannot write others.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from klage.domain.journey import figures as sums
from klage.domain.journey import journey as rules
from klage.domain.journey.figures import Day
from klage.domain.journey.journey import Event
from klage.domain.vocabulary import ACTORS, CAUSES, CHANNELS, PROCESS_STAGES
from klage.output.safe import one_line, visible
from klage.output.styles import NO_PEN, Pen
from klage.output.wrapping import width_of, wrapped

WIDEST = 120
NARROWEST_ACCOUNT = 20
"""Accounts that would be narrower than this stand under each other instead."""


class Signs(NamedTuple):
    """What is drawn with: a day, the line, a silence, what leads on, and a citizen's own words."""

    day: str
    line: str
    silence: str
    onward: str
    minus: str
    opening: str
    closing: str


DRAWN = Signs("●", "│", "┊", "→", "−", "»", "«")
ASCII = Signs("*", "|", ":", "->", "-", '"', '"')


def print_journey(
    title: str,
    events: Sequence[Event],
    *,
    stream: TextIO,
    width: int,
    over: int = sums.LONG_SILENCE,
    with_names: bool = True,
    pen: Pen = NO_PEN,
) -> None:
    """Write a journey under a title, to at most ``width`` columns.

    Args:
        title: A line above.
        events: The events in the order in which they are numbered.
        stream: Where to write.
        width: The width of the terminal.
        over: A silence of more days than this is drawn as a gap.
        with_names: Write what was told; without, only what is no one's own words.
        pen: What headings are written with.
    """
    drawing = _Drawing(min(width, WIDEST), _signs(stream), events, with_names=with_names)
    stream.writelines(
        f"{pen(line.rstrip(), 'heading' if is_heading else None)}\n"
        for line, is_heading in [(one_line(title), True), ("", False), *drawing.lines(over)]
    )


def _signs(stream: TextIO) -> Signs:
    """Return the signs that a stream can write."""
    try:
        "".join(DRAWN).encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return DRAWN


class _Drawing:
    """The lines of one journey."""

    def __init__(self, width: int, signs: Signs, events: Sequence[Event], *, with_names: bool) -> None:
        self.signs = signs
        self.days = sums.days_of(events)
        # In the order of the days, which is that of the events.
        numbered = (event for day in self.days for event in day.events)
        self.numbers = {id(event): number for number, event in enumerate(numbered, 1)}
        self.with_names = with_names
        self.inner = width - 3

    def lines(self, over: int) -> Iterator[tuple[str, bool]]:
        """Yield each line, and whether it is a heading."""
        for place, day in enumerate(self.days):
            if place:
                yield from self._between(sums.between(self.days[place - 1], day), over)
            yield f"{self.signs.day}  {rules.day_in_words(day.on, approx=day.approx)}", True
            for line in self._accounts(day):
                yield f"{self.signs.line}  {line}", False

    def _between(self, silence: sums.Span, over: int) -> Iterator[tuple[str, bool]]:
        if silence.days <= over:
            yield self.signs.line, False
            return
        yield self.signs.silence, False
        yield f"{self.signs.silence}  Tavshed i {sums.length_in_words(silence)}", True
        yield self.signs.silence, False

    def _accounts(self, day: Day) -> Iterator[str]:
        """Yield the accounts of a day, beside each other where there is room."""
        gap = f" {self.signs.line} "
        number = len(day.accounts)
        width = (self.inner - len(gap) * (number - 1)) // number
        if width < NARROWEST_ACCOUNT:
            for account in day.accounts:
                yield from self._account(account, day, self.inner)
            return
        columns = [list(self._account(account, day, width)) for account in day.accounts]
        for row in range(max(map(len, columns))):
            cells = [column[row] if row < len(column) else "" for column in columns]
            yield gap.join(_padded(cell, width) for cell in cells)

    def _account(self, account: Sequence[Event], day: Day, width: int) -> Iterator[str]:
        """Yield the lines of one account of a day."""
        for event in account:
            number = f"{self.numbers[id(event)]}. "
            about = " (ca. den dag)" if event.approx and not day.approx else ""
            heading = f"{rules.account_in_words(event.source).capitalize()}{about}"
            yield from self._wrapped(heading, width, number)
            margin = " " * len(number)
            yield from self._wrapped(_place(event), width, margin)
            if self.with_names:
                # Further in than ours, so that no line of it can pass for one of them.
                yield from self._wrapped(visible(event.what), width, f"{margin}  ")
            for text in self._marks(event):
                yield from self._wrapped(text, width, margin)

    def _marks(self, event: Event) -> Iterator[str]:
        """Yield what was handed on, how it felt, and the cause."""
        if event.handover:
            to = f" til {one_line(event.unit)}" if event.unit else ""
            yield f"{self.signs.onward} Overdragelse{to}"
        if event.new_caseworker:
            yield f"{self.signs.onward} Ny sagsbehandler"
        yield self._experience(event)
        if event.cause:
            yield f"Årsag: {_inside(CAUSES[event.cause])}"

    def _experience(self, event: Event) -> str:
        """Return how the citizen felt, as a word with its sign, and in the citizen's own words."""
        parts = []
        if event.experience is not None:
            parts.append(rules.experience_in_words(event.experience).replace("−", self.signs.minus))
        if event.experience_words and self.with_names:
            parts.append(f"{self.signs.opening}{one_line(event.experience_words)}{self.signs.closing}")
        return f"Oplevelse: {' '.join(parts)}" if parts else ""

    def _wrapped(self, text: str, width: int, start: str) -> Iterator[str]:
        """Yield a text in lines of ``width`` cells, the first begun by ``start`` and the others by as much space."""
        if not text:
            return
        for line in wrapped(text, width - len(start)):
            yield f"{start}{line}"
            start = " " * len(start)


def _place(event: Event) -> str:
    """Return the stage, and who did it, where and how."""
    parts = (
        PROCESS_STAGES.get(event.stage or ""),
        _inside(ACTORS.get(event.actor or "", "")),
        # A handover says itself to whom.
        one_line(event.unit) if event.unit and not event.handover else None,
        _inside(CHANNELS.get(event.channel or "", "")),
    )
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence; a name such as Digital Post keeps its capitals."""
    return label.lower() if label[1:].islower() else label


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))
