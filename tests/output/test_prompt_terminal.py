"""Questions at a real terminal, and at one that only says that it is one: long, wrong and pasted answers."""

import contextlib
import os
import pty
import select
import subprocess
import sys

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


def test_long_answer_at_a_terminal_is_whole() -> None:
    """With line editing a pasted line may be longer than the 4,095 bytes a terminal hands over otherwise."""
    shown, printed = at_a_terminal("å" * 5000)
    assert printed == ""
    assert shown.endswith("5000\r\n")


def test_question_at_a_terminal_leaves_stdout_clean() -> None:
    """With stdout in a pipe the question is still seen, and only the program's own output is piped."""
    shown, printed = at_a_terminal("Åse", stdout_too=False)
    assert shown.startswith("Navn: ")
    assert printed == "3\n"


def test_a_line_cut_by_the_terminal_is_refused() -> None:
    """Without line editing, a line that the terminal has cut is asked for again, never stored cut."""
    shown, printed = at_a_terminal("x" * 6000, "kort", stdout_too=False)
    assert "Linjen er for lang til terminalen" in shown
    assert printed == "4\n"


def test_a_cut_line_does_not_end_a_text() -> None:
    """In a longer text the cut line alone is left out; what was typed before and after is kept."""
    shown, printed = at_a_terminal("før", "x" * 6000, "efter", "", call="text_block", stdout_too=False)
    assert "Linjen er for lang til terminalen" in shown
    assert printed == f"{len('før|efter')}\n"


def test_the_terminal_is_asked_to_mark_what_is_pasted() -> None:
    """Python turns it off; then three lines pasted at one question would answer three."""
    shown, _ = at_a_terminal("Åse", terminal="xterm")
    assert "\x1b[?2004h" in shown
    assert "\x1b[?2004l" in shown


def test_a_pasted_text_keeps_its_empty_lines() -> None:
    """What a terminal marks as pasted is one piece: an empty line in it does not end the text."""
    pasted = "\x1b[200~Kære kommune\r\rHjælpen kom ikke.\x1b[201~"
    shown, _ = at_a_terminal(pasted, "", call="text_block", terminal="xterm")
    assert shown.rstrip().endswith(str(len("Kære kommune||Hjælpen kom ikke.")))


def test_a_pasted_answer_is_one_line() -> None:
    """A name pasted with a line end in it is still one answer."""
    shown, _ = at_a_terminal("\x1b[200~Åse\rBerg\x1b[201~", terminal="xterm")
    assert shown.rstrip().endswith(str(len("Åse Berg")))


def at_a_terminal(
    *lines: str, call: str = "ask", stdout_too: bool = True, terminal: str = "dumb"
) -> tuple[str, str]:
    """Ask at a pseudo-terminal for the length of an answer; return what it showed and what was piped."""
    program = (
        "import sys; from klage.output.prompt import Prompter;"
        f"print(len(Prompter(sys.stdin, sys.stderr).{call}('Navn')))"
    )
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=follower,
        stdout=follower if stdout_too else subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": terminal, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"},
    ) as process:
        os.close(follower)
        shown = os.read(leader, 1024)
        for line in lines:
            shown += _typed(leader, f"{line}\n".encode())
        piped = process.stdout.read() if process.stdout else b""
        shown += _read_all(leader)
    os.close(leader)
    return shown.decode(errors="replace"), piped.decode()


def _typed(leader: int, keys: bytes) -> bytes:
    """Type ``keys`` and return what is echoed, so that neither end waits for the other."""
    shown = b""
    for start in range(0, len(keys), 256):
        os.write(leader, keys[start : start + 256])
        shown += _read_all(leader, patience=0.02)
    return shown


def _read_all(leader: int, patience: float = 20) -> bytes:
    shown = b""
    # Linux says EIO when the program at the other end has ended.
    with contextlib.suppress(OSError):
        while select.select([leader], [], [], patience)[0]:
            shown += os.read(leader, 4096)
    return shown
