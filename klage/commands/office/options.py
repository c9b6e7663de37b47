"""What the commands under ``klage kontor`` share: which options go together, days, and saying a sentence."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time

import typer

from klage.domain.calendar import dates
from klage.errors import InvalidValueError
from klage.output.sentence import terminal_width, told
from klage.session import Session


def say(*sentences: str) -> None:
    """Write sentences on stdout, each on a line of its own, which a terminal gets broken between words."""
    for sentence in filter(None, sentences):
        typer.echo(told(sentence, sys.stdout, terminal_width({})))


def given(options: Mapping[str, object]) -> list[str]:
    """Return the names of the options that were given a value."""
    return [name for name, value in options.items() if value is not None and value is not False]


def only_one(options: Mapping[str, object]) -> None:
    """Refuse more than one of the options.

    Raises:
        InvalidValueError: More than one was given.
    """
    names = given(options)
    if len(names) > 1:
        raise InvalidValueError(f"Brug kun ét af {' og '.join(names[:2])} ad gangen.")


def only_with(partners: Mapping[str, object], options: Mapping[str, object]) -> None:
    """Refuse options that mean nothing without one of their partners.

    Raises:
        InvalidValueError: One was given, and none of the partners.
    """
    if given(options) and not given(partners):
        raise InvalidValueError(
            f"{given(options)[0]} bruges kun sammen med {' eller '.join(partners)}. Der er ikke gemt noget."
        )


def day_from(session: Session, text: str, option: str) -> date:
    """Return the day, before or after today, that an option names.

    Raises:
        InvalidValueError: It is not understood; the sentence begins with the option.
    """
    with _naming(option):
        return dates.parse_any_day(text, session.today)


def clock_from(text: str, option: str) -> time:
    """Return the clock time that an option names.

    Raises:
        InvalidValueError: It is not understood; the sentence begins with the option.
    """
    with _naming(option):
        return dates.parse_clock(text)


@contextmanager
def _naming(option: str) -> Iterator[None]:
    try:
        yield
    except InvalidValueError as error:
        raise InvalidValueError(f"{option}: {error.sentence}") from error
