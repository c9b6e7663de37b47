"""What one invocation has: the time, the register (opened on first use), and where and how to print.

Nothing is imported before it is asked for, so that help and mistakes in the command line stay cheap.
The environment is read here and nowhere else: ``KLAGE_NOW`` replaces the clock, ``KLAGE_DB`` names the
register, ``KLAGE_PLAIN`` asks for plain output.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from klage.errors import InvalidValueError, NoRegisterError

if TYPE_CHECKING:
    from klage.output.prompt import Prompter
    from klage.store.register import Register
    from klage.store.text_drafts import TextDrafts
    from klage.store.writing import Writer


NOT_FINISHED = (
    "En anonymisering er ikke gjort færdig: Filer kan stadig rumme det, der er slettet. Kør klage anonymiser."
)


LYING = "Teksten fra editoren ligger som kladde og bliver tilbudt næste gang."


class Session:
    """One run of klage, handed to every command as ``ctx.obj``.

    Attributes:
        environ: The environment variables of this run.
        tells_of_purge: Whether to say so when files may still hold what was erased; the command that
            mends it does not.
        about: The key of the case that the run is about, once it is known.
    """

    def __init__(self, environ: Mapping[str, str], register: Path | None = None) -> None:
        self.environ = environ
        self._named = register
        self._register: Register | None = None
        self._is_writing = False
        self._before: bytes | None = None
        self._saved_so_far = ""
        self.tells_of_purge = True
        self.about: int | None = None

    @cached_property
    def now(self) -> datetime:
        """Return the present instant, the same throughout the run.

        Raises:
            InvalidValueError: ``KLAGE_NOW`` is no instant with an offset.
        """
        from klage import clock

        try:
            return clock.now(self.environ.get("KLAGE_NOW"))
        except ValueError as error:
            raise InvalidValueError(
                "KLAGE_NOW skal være et tidspunkt med tidszone, fx 2026-11-22T09:00:00+01:00."
            ) from error

    @cached_property
    def today(self) -> date:
        """Return the day it is in Denmark."""
        from klage import clock

        return clock.to_local(self.now).date()

    def look_at_clock(self) -> None:
        """Let it be later: a command that lasts as long as a conversation looks at the clock in between."""
        for name in ("now", "today"):
            vars(self).pop(name, None)

    @cached_property
    def path(self) -> Path:
        """Return where the register lies: ``--register``, ``KLAGE_DB``, or the user's data directory."""
        if self._named is not None:
            return self._named
        named = self.environ.get("KLAGE_DB")
        return Path(named) if named else data_directory(self.environ) / "klage.db"

    @property
    def has_register(self) -> bool:
        """Tell whether there is something where the register should lie, or may be: opening it says why not."""
        try:
            return self.path.exists() or self.path.is_symlink()
        except OSError:
            return True  # a folder that may not be looked into, or a name that cannot be

    @property
    def register(self) -> "Register":
        """Return the register, opened for reading; see ``store.register.open_register`` for the errors."""
        if self._register is None:
            from klage.store.register import open_register

            try:
                self._register = self._looked_at(open_register(self.path))
            except NoRegisterError:
                self._refuse_if_lost()
                raise
        return self._register

    def create(self, *, afresh: bool = False) -> None:
        """Create the register if there is none yet.

        Args:
            afresh: Also where backups say that there was one: the user has said so, or it is a demo.

        Raises:
            NoRegisterError: There are backups of a register that is gone.
        """
        if not self.has_register:
            from klage.store.register import create_register

            if not afresh:
                self._refuse_if_lost()
            create_register(self.path)

    def _refuse_if_lost(self) -> None:
        """Refuse to go on where a register has been: a new one would give its case numbers out again."""
        from klage.store.backup import backups  # only where there is no register

        backups.refuse_if_lost(self.path)

    def for_writing(self) -> "Register":
        """Return the register, opened for writing."""
        if not self._is_writing:
            from klage.store.register import open_register

            self.close()
            self._register = self._looked_at(open_register(self.path, writing=True))
            self._is_writing = True
        return self.register

    def _looked_at(self, register: "Register") -> "Register":
        """Say once on stderr when an erasure has not come to its end, and return the register."""
        if self.tells_of_purge and sys.stderr is not None and register.has_pending_purge:
            from klage.output.sentence import told

            self.tells_of_purge = False
            with suppress(OSError):
                sys.stderr.write(f"{told(NOT_FINISHED, sys.stderr, self.width)}\n")
        return register

    @contextmanager
    def write(self, command: str) -> Iterator["Writer"]:
        """Run the changes of one command as one transaction; see ``store.writing.write``."""
        from klage.store import writing  # a list never writes, and does not pay for it

        with writing.write(self.for_writing(), command=command, actor=self.actor, now=self.now) as writer:
            self._before = writer.head.hash
            yield writer
            if "texts" in vars(self):
                self.texts.noted(writer.connection)

    def keep(self, sentence: str) -> None:
        """Note that what was written so far stands, and how that is said if the rest is broken off."""
        self._before, self._saved_so_far = None, sentence

    def outcome(self) -> str:
        """Return what was saved by a run that the user has broken off; it looks before it speaks."""
        if self._before is None and self.lying:
            return f"Intet er noteret. {self.lying}"
        if self._before is None and self._saved_so_far:
            return f"{self._saved_so_far} Intet andet er gemt."
        if self._before is None:
            # No write was begun. A list that asked nothing had nothing to save either.
            return "Intet er gemt." if "prompter" in vars(self) else ""
        from klage.store import history
        from klage.store.register import open_register

        register = open_register(self.path)
        try:
            is_saved = history.head(register.connection).hash != self._before
        finally:
            register.close()
        return "Ændringen er gemt." if is_saved else "Intet er gemt."

    @property
    def actor(self) -> str:
        """Return who is at the keyboard, for the history: the name they are logged in by."""
        return self.environ.get("LOGNAME") or self.environ.get("USER") or ""

    @property
    def interactive(self) -> bool:
        """Tell whether questions can be asked: both question and answer are at a terminal."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    @property
    def width(self) -> int:
        """Return how many columns there are to write in."""
        from klage.output.sentence import terminal_width

        return terminal_width(self.environ)

    @property
    def plain(self) -> bool:
        """Tell whether the user always wants plain lines (a screen reader)."""
        return bool(self.environ.get("KLAGE_PLAIN"))

    @cached_property
    def prompter(self) -> "Prompter":
        """Return what asks questions: on stderr, so that stdout holds only the answer."""
        from klage.output import pager
        from klage.output.prompt import SCREEN_WIDTH, Prompter

        pager.release(sys.stdout)  # what was to be read before the question is seen before it
        width = min(self.width, SCREEN_WIDTH)
        marks = self.environ.get("TERM", "dumb") != "dumb"
        return Prompter(sys.stdin, sys.stderr, self, width=width, plain=self.plain, marks_pasted=marks)

    @cached_property
    def texts(self) -> "TextDrafts":
        """Return the long texts of this run, which lie as drafts until they are noted."""
        from klage.store.text_drafts import TextDrafts

        return TextDrafts(
            lambda: self.register if self.has_register else None, lambda: self.about, lambda: self.now
        )

    @property
    def lying(self) -> str:
        """Return the sentence that says that a text of this run lies as a draft, or nothing."""
        return LYING if "texts" in vars(self) and self.texts.is_kept else ""

    def edit(self, text: str, on_loss: Callable[[str], object]) -> str:
        """Return a text as the user leaves it in their editor; see ``output.editor.edit``."""
        from klage.output import editor  # few texts are so long

        return editor.edit(text, self.environ, on_loss)

    def close(self) -> None:
        """Close what the run has opened; harmless when nothing is open."""
        if self._register is not None:
            self._register.close()
            self._register = None
        self._is_writing = False


def data_directory(environ: Mapping[str, str]) -> Path:
    """Return the user's data directory for klage, by the rules of Linux, macOS and Windows.

    The same three rules as platformdirs', which would add a seventh to the start-up of every command.
    """
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "klage"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "klage"
    named = environ.get("XDG_DATA_HOME", "")
    return (Path(named) if named.startswith("/") else home / ".local" / "share") / "klage"
