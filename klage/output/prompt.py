"""Questions at a terminal, in Danish; they go to stderr, so that stdout holds only the answer.

rich.prompt was tried and rejected: without readline the terminal cuts its lines at 4,095 bytes, with
readline the question is drawn over when a long answer is edited, and it loads rich to print plain words.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TextIO, TypeVar, overload

from klage.domain.folding import fold
from klage.errors import InvalidValueError, KlageError
from klage.output.safe import one_line, visible
from klage.output.sentence import told

T = TypeVar("T")

ATTEMPTS = 5
HOW_TO_STOP = "Vil du stoppe her, så tryk Ctrl-C."
SCREEN_WIDTH = 80
ROOM = len(" nej")
"""What a short answer needs after its question."""
# What a terminal hands over at most of one line without line editing; it drops the rest silently.
_LONGEST_TERMINAL_LINE = 4095
# Fingers that are used to English programs type y; what it means can be no other thing.
_YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("j", "ja", "y", "yes"), True),
    **dict.fromkeys(("n", "nej", "no"), False),
}

_SHOWN_YES_NO = {True: "[J/n]", False: "[j/N]", None: "[j/n]"}
_SPOKEN_YES_NO = {
    True: "(ja eller nej, Enter for ja)",
    False: "(ja eller nej, Enter for nej)",
    None: "(ja eller nej)",
}

GO_ON = "Skriv videre her, eller slut med en tom linje."
OPEN_EDITOR = ":e"
"""Typed on a line of its own in a long text, it opens the user's editor with what stands there."""

Option = tuple[str, str]


class Lying(Protocol):
    """A text that was written earlier and not noted."""

    @property
    def text(self) -> str:
        """Return the text."""

    @property
    def written_at(self) -> datetime:
        """Return when it was written, UTC."""


class Drafts(Protocol):
    """Where long texts lie until they are noted."""

    def find(self, question: str) -> Lying | None:
        """Return the text that lies at a question."""

    def keep(self, question: str, text: str) -> bool:
        """Keep a text; tell whether it could be kept."""

    def throw_away(self, question: str) -> None:
        """Throw a text away."""


class Workshop(Protocol):
    """What long texts need beside a keyboard: an editor, drafts, and the time."""

    @property
    def texts(self) -> Drafts:
        """Return the drafts."""

    @property
    def now(self) -> datetime:
        """Return the present instant."""

    def edit(self, text: str, on_loss: Callable[[str], object]) -> str:
        """Return a text as the user leaves it in an editor; ``on_loss`` is told it if the terminal goes away."""


class Prompter:
    """Asks on ``stderr`` and reads from ``stdin``; ``EOFError`` and Ctrl-C pass through.

    A wrong answer is explained and the question repeated. Whoever sits at a terminal stops when they want to,
    since giving up for them would throw away what they have typed; from a file the fifth wrong answer raises.
    """

    def __init__(
        self,
        stdin: TextIO,
        stderr: TextIO,
        workshop: Workshop | None = None,
        *,
        width: int = SCREEN_WIDTH,
        plain: bool = False,
        marks_pasted: bool = False,
    ) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._workshop = workshop
        self._width = width
        self._plain = plain
        self._marks_pasted = marks_pasted

    @overload
    def ask(self, question: str, *, default: str | None = None) -> str: ...

    @overload
    def ask(self, question: str, *, default: str | None = None, parse: Callable[[str], T]) -> T: ...

    def ask(
        self, question: str, *, default: str | None = None, parse: Callable[[str], object] = str
    ) -> object:
        """Return what ``parse`` makes of the answer, an empty one standing for ``default``.

        Args:
            question: A Danish question or label, without colon.
            default: Shown in brackets, and parsed like an answer.
            parse: Reads the answer (``""`` when there is no default).

        Raises:
            InvalidValueError: ``parse`` refused five answers; its sentence was shown after the others.
        """
        return self._repeat(
            _prompt(question, self._hint(default)), lambda answer: parse(answer or default or "")
        )

    def confirm(self, question: str, default: bool | None = None) -> bool:
        """Return whether the answer is yes: j, ja, n or nej, an empty one standing for ``default``.

        An English y, yes or no is understood too.
        """
        hint = (_SPOKEN_YES_NO if self._plain else _SHOWN_YES_NO)[default]

        def parse(answer: str) -> bool:
            chosen = _YES_NO.get(answer.casefold()) if answer else default
            if chosen is None:
                raise InvalidValueError("Svar ja eller nej.")
            return chosen

        return self._repeat(_prompt(question, hint), parse)

    def choose(self, question: str, options: Sequence[Option], default: str | None = None) -> str | None:
        """Return the code of the option chosen from a numbered list, or ``default`` for an empty answer.

        Args:
            question: Shown above the list.
            options: Codes and their Danish labels.
            default: A code.
        """
        self._show_options(question, options)
        return self._repeat(
            _prompt("Nummer eller ord", self._hint(None if default is None else dict(options)[default])),
            lambda answer: matching(answer, options) if answer else default,
        )

    def choose_several(
        self, question: str, options: Sequence[Option], default: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the codes of the options chosen, separated by commas, each once and in the order given."""
        self._show_options(question, options)
        labels = dict(options)
        named = ", ".join(labels[code] for code in default) if default else None
        return self._repeat(
            _prompt("Et eller flere, med komma imellem", self._hint(named)),
            lambda answer: matching_several(answer, options) if answer else tuple(default),
        )

    def text_block(self, question: str, *, before: str = "", kept: bool = True) -> str:
        """Return the lines up to an empty line, a line with a single full stop, or the end of input.

        A line with ``:e`` opens the user's editor on what is typed so far; the text that comes back is the
        answer, and lies as a draft until the command has noted it. The end of input before anything is
        typed raises ``EOFError``; after that it ends the text, since that is what Ctrl-D means to many,
        and what was typed must not be lost.

        Args:
            question: What is asked.
            before: What the editor begins with when nothing is typed: the text that is being corrected.
            kept: Whether a text from the editor is worth a draft; words to search for are not.
        """
        shop, key = self._workshop, question.partition("\n")[0]
        lines = self._taken_up(shop, key) if kept and shop else []
        self._say(f"{visible(question)} (slut med en tom linje)")
        if lines:
            self._say("\n".join(map(visible, lines)))
        try:
            for line in self.lines():
                if line.strip() != OPEN_EDITOR or shop is None:
                    lines.append(line)
                elif (text := self._edited(shop, key, "\n".join(lines) or before, kept=kept)) is not None:
                    return text
        except EOFError:
            if not lines:
                raise
        return "\n".join(lines)

    def _edited(self, shop: Workshop, key: str, text: str, *, kept: bool) -> str | None:
        """Return what came out of the editor, or nothing when that changed nothing; it says which."""

        def keep(new: str) -> None:
            if kept:
                shop.texts.keep(key, new)

        try:
            found = shop.edit(text, keep)
        except KlageError as error:
            self._say(f"{error.sentence} {GO_ON}")
            return None
        if found == text:
            self._say(f"Teksten er ikke ændret i editoren. {GO_ON}")
            return None
        keep(found)
        self._say("Teksten er hentet fra editoren.")
        return found

    def _taken_up(self, shop: Workshop, key: str) -> list[str]:
        """Offer the text that was written at this question and not noted, and return its lines."""
        lying = shop.texts.find(key)
        if lying is None:
            return []
        from klage.domain import danish  # hardly ever

        when = danish.short_instant(lying.written_at, shop.now)
        if self.confirm(
            f"Du skrev en tekst her {when}, som ikke blev noteret. Vil du bruge den?", default=True
        ):
            shop.texts.keep(key, lying.text)  # this run's now, to be removed when it has noted it
            return lying.text.split("\n")
        shop.texts.throw_away(key)
        return []

    def lines(self, prompt: str = "") -> Iterator[str]:
        """Yield each line as it is typed, up to an empty one or one with a single full stop."""
        while True:
            try:
                line = self._line(prompt)
            except InvalidValueError as error:
                self._say(error.sentence)
                continue
            if line.strip() in {"", "."}:
                return
            yield line

    def _hint(self, default: str | None) -> str:
        """Return how a question says what Enter stands for: brackets to the eye, words to the ear."""
        if default is None:
            return ""
        return f"(Enter for {default})" if self._plain else f"[{default}]"

    def _repeat(self, prompt: str, parse: Callable[[str], T]) -> T:
        attempt = 0
        while True:
            attempt += 1
            try:
                return parse(self._answer(prompt))
            except InvalidValueError as error:
                tried_enough = attempt % ATTEMPTS == 0
                if tried_enough and not self._stdin.isatty():
                    raise
                self._say(visible(error.sentence) + (f" {HOW_TO_STOP}" if tried_enough else ""))

    def _answer(self, prompt: str) -> str:
        # A terminal hands over text pasted in one piece, line ends and all.
        return " ".join(line.strip() for line in self._line(prompt).splitlines()).strip()

    def _line(self, question: str) -> str:
        prompt = self._last_line_of(question)
        if self._stdin is sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
            from klage.output.line_editing import edited_line  # a pipe edits nothing

            return edited_line(prompt, marks_pasted=self._marks_pasted)
        self._stderr.write(prompt)
        self._stderr.flush()
        line = self._stdin.readline()
        if not line:
            raise EOFError
        if self._stdin.isatty() and len(line.encode(errors="replace")) >= _LONGEST_TERMINAL_LINE:
            raise InvalidValueError(
                "Linjen er for lang til terminalen og blev ikke læst. Del den i kortere linjer."
            )
        return line.rstrip("\r\n")

    def _last_line_of(self, prompt: str) -> str:
        """Show a question too long for the line but for its last part, which is returned with room for an answer."""
        if self._plain or len(prompt.rstrip()) + ROOM <= self._width or not self._stderr.isatty():
            return prompt
        *above, last = told(prompt.rstrip(), self._stderr, self._width - ROOM).split("\n")
        for part in above:
            self._stderr.write(f"{part}\n")
        return f"{last} "

    def _show_options(self, question: str, options: Sequence[Option]) -> None:
        lines = option_lines(options, self._width, downwards=self._plain)
        self._say("\n".join([visible(question), *lines]))

    def _say(self, text: str) -> None:
        # Whoever listens has no use for the lines that an eye needs.
        self._stderr.write(f"{text if self._plain else told(text, self._stderr, self._width)}\n")


def option_lines(
    options: Sequence[Option], width: int = SCREEN_WIDTH, *, downwards: bool = False
) -> list[str]:
    """Return the numbered options in as many columns as ``width`` holds, or in one to be read aloud."""
    import textwrap

    entries = [
        f"{number:>3} {one_line(label)}"
        for number, (_, label) in zip(_numbers(options), options, strict=True)
    ]
    widest = max(map(len, entries)) + 1
    height = -(-len(entries) // (1 if downwards else max(1, width // widest)))
    lines: list[str] = []
    for first in range(height):
        row = "".join(entry.ljust(widest) for entry in entries[first::height]).rstrip()
        # Only a label longer than the whole line is ever wrapped; its number stays beside it.
        long = textwrap.wrap(row[4:], width, initial_indent=row[:4], subsequent_indent="    ")
        lines += [row] if len(row) <= width else long
    return lines


def matching(answer: str, options: Sequence[Option]) -> str:
    """Return the code that ``answer`` names: a number, a code, a label, or the beginning of just one.

    Raises:
        InvalidValueError: It names none, or more than one.
    """
    by_number = dict(zip(_numbers(options), (code for code, _ in options), strict=True))
    if answer in by_number:
        return by_number[answer]
    wanted = fold(answer)
    names = [(code, label, {fold(code), fold(label)}) for code, label in options]
    found = [(code, label) for code, label, folded in names if wanted in folded] or [
        (code, label) for code, label, folded in names if any(name.startswith(wanted) for name in folded)
    ]
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise InvalidValueError("Det står ikke på listen. Skriv et nummer eller begyndelsen af et af ordene.")
    labels = ", ".join(label for _, label in found[:4])
    raise InvalidValueError(f"Det passer på flere ({labels}). Skriv lidt mere, eller skriv nummeret.")


def matching_several(answer: str, options: Sequence[Option]) -> tuple[str, ...]:
    """Return the codes that the parts of ``answer`` name; a label with a comma in it may stand alone.

    Raises:
        InvalidValueError: A part names no option, or more than one.
    """
    try:
        return (matching(answer, options),)
    except InvalidValueError:
        if "," not in answer:
            raise
    parts = (part.strip() for part in answer.split(","))
    return tuple(dict.fromkeys(matching(part, options) for part in parts if part))


def _numbers(options: Sequence[Option]) -> list[str]:
    """Return what to type for each option: its own code when all codes are numbers, else its place."""
    codes = [code for code, _ in options]
    return codes if all(code.isdigit() for code in codes) else [str(i + 1) for i in range(len(codes))]


def _prompt(question: str, hint: str) -> str:
    asked = " ".join(filter(None, (one_line(question), one_line(hint))))
    is_question = question.endswith("?") or "? (" in question
    return f"{asked} " if is_question else f"{asked}: "
