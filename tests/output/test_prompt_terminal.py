"""Questions at a real terminal, and at one that only says that it is one: long, wrong and pasted answers."""

import pytest

from klage.errors import InvalidValueError
from klage.output.prompt import HOW_TO_STOP, Prompter
from tests.cli import Stream


def whole_number(answer: str) -> int:
    """Parse digits, as a command's parser would."""
    if not answer.isdigit():
        raise InvalidValueError("Skriv et helt tal.")
    return int(answer)


def test_a_person_is_never_given_up() -> None:
    """At a terminal the sixth answer counts too: what was typed before is not thrown away; how to stop is said."""
    said = Stream(terminal=True)
    typed = Stream(b"a\n" * 5 + b"6\n", terminal=True)
    assert Prompter(typed, said).ask("Antal", parse=whole_number) == 6
    refused = "Antal: Skriv et helt tal."
    assert said.text().splitlines() == [refused] * 4 + [f"{refused} {HOW_TO_STOP}", "Antal: "]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_long_question_is_broken_between_words(width: int) -> None:
    """No word of it is cut at the edge of the screen, and a short answer fits on its last line."""
    question = (
        "Kort beskrivelse: Der står et tal, der ligner et CPR-nummer. Vil du skjule de sidste fire cifre?"
    )
    said = Stream(terminal=True)
    assert (
        Prompter(Stream(b"nej\n", terminal=True), said, width=width).confirm(question, default=True) is False
    )
    lines = said.text().split("\n")
    assert " ".join(line.strip() for line in lines) == f"{question} [J/n]"
    assert max(len(line.rstrip()) for line in lines) <= width - len(" nej")
    assert lines[-1].endswith(" ")


def test_a_long_question_is_one_line_elsewhere() -> None:
    """Off a terminal, and for whoever listens, nothing is broken."""
    piped, spoken = Stream(), Stream(terminal=True)
    for said, plain in ((piped, False), (spoken, True)):
        Prompter(Stream(b"ja\n"), said, width=20, plain=plain).ask("Hvem modtager underretninger om børn?")
    assert piped.text() == spoken.text() == "Hvem modtager underretninger om børn? "
