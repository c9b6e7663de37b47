"""What the commands that let words leave the office share: showing them as they will be read, and screening."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.domain.learning import screening, sharing
from klage.domain.learning.sharing import Text
from klage.errors import InvalidValueError, RefusedError
from klage.output.safe import set_in
from klage.store import recorded

if TYPE_CHECKING:
    from klage.session import Session

Approve = Annotated[bool, typer.Option("--godkend", help="Godkend til deling; klage ser efter navne først.")]
Withdraw = Annotated[bool, typer.Option("--traek", "--træk", help="Træk godkendelsen tilbage.")]
Words = Annotated[str | None, typer.Option("--tekst", metavar="-", help="Læs teksten fra standardinput.")]


def screen(session: "Session", texts: Sequence[str]) -> screening.Find:
    """Return what finds, in any of these texts, the words that can lead to a person of the register."""
    known = recorded.recorded(session.register, screening.asked(texts)) if texts else screening.Recorded()
    return lambda text: screening.findings(text, known)


def check(session: "Session", what: str, texts: Sequence[Text]) -> None:
    """See that texts may be approved.

    Raises:
        RefusedError: One can lead to a person; the word itself is shown at a terminal only.
    """
    find = screen(session, [each.text for each in texts])
    sharing.check(what, texts, find, with_word=sys.stderr.isatty())


def is_approved_now(session: "Session", what: str, texts: Sequence[Text], shown: str) -> bool:
    """Show at a terminal how words will be read, and ask whether they may be; a text with a person may not."""
    options.say(session, f"\nSådan bliver det læst:\n\n  {set_in(shown)}\n", err=True)
    try:
        check(session, what, texts)
    except RefusedError as error:
        options.say(session, error.sentence, err=True)
        return False
    return session.prompter.confirm("Må det deles?", default=False)


def only_one_wish(wishes: dict[str, object]) -> None:
    """See that at most one thing is asked for.

    Raises:
        InvalidValueError: Two are.
    """
    given = [name for name, value in wishes.items() if value not in (None, False)]
    if len(given) > 1:
        raise InvalidValueError(f"Brug kun ét af {' og '.join(given[:2])} ad gangen.")
